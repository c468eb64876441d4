package send

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Report is what Check found, for `goodword doctor`.
type Report struct {
	MaxSize    int // bytes of the largest letter the server takes; 0 when not told
	Secured    bool
	LoggedIn   bool
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
