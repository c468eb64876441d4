package send

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"goodword/mail/oauth"
)

// Report is what Check found, for `goodword doctor`.
type Report struct {
	MaxSize    int // bytes of the largest letter the server takes; 0 when not told
	Secured    bool
	LoggedIn   bool
	ByToken    bool // with an access token, until TokenEnds
	TokenEnds  time.Time
	EightBit   bool     // 8BITMIME, RFC 6152
	Extensions []string // of those that matter here
}

// Check connects, secures, logs in and says good-bye; it sends no letter. Its
// errors say what to do.
func (s *Submitter) Check(ctx context.Context) (Report, error) {
	c, outcome := s.connect(ctx)
	if c == nil {
		return Report{}, fmt.Errorf("submission server: %s", outcome)
	}
	defer c.quit()
	report := Report{Secured: s.settings.TLS != NoTLS, LoggedIn: s.settings.User != ""}
	if c.token != (oauth.Token{}) {
		report.ByToken, report.TokenEnds = true, c.token.Expires()
	}
	report.MaxSize, _ = c.client.MaxMessageSize()
	report.EightBit, _ = c.client.Extension("8BITMIME")
	for _, name := range []string{"8BITMIME", "AUTH", "CHUNKING", "DSN", "ENHANCEDSTATUSCODES", "PIPELINING", "SIZE", "SMTPUTF8", "STARTTLS"} {
		if ok, value := c.client.Extension(name); ok {
			report.Extensions = append(report.Extensions, strings.TrimSpace(name+" "+value))
		}
	}
	slices.Sort(report.Extensions)
	return report, nil
}
