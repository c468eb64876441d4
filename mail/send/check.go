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
	return s.CheckEnvelope(ctx, "", "")
}

// CheckEnvelope is Check that also asks the server whether it takes a letter from
// one address to the other, and then takes the question back (RSET): servers refuse
// a sender whom the account may not send as, or want a login, at MAIL and RCPT only.
// Without from nothing is asked.
func (s *Submitter) CheckEnvelope(ctx context.Context, from, to string) (Report, error) {
	c, outcome := s.connect(ctx)
	if c == nil {
		return Report{}, unusable(outcome)
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
	if from == "" {
		return report, nil
	}
	return report, c.ask(ctx, from, to)
}

// ask says MAIL and RCPT, and takes them back.
func (c *conversation) ask(ctx context.Context, from, to string) error {
	defer context.AfterFunc(ctx, func() { _ = c.conn.Close() })()
	// QUIRK: Postfix puts off to RCPT what it has against a client or a sender (smtpd_delay_reject).
	advice := fmt.Sprintf("check that the account %s may send as %s, and to %s", c.settings.User, from, to)
	if c.settings.User == "" {
		advice = fmt.Sprintf("no account logs in here: set user and password, or let the server take letters from %s to %s without", from, to)
	}
	if err := c.client.Mail(from, nil); err != nil {
		return fmt.Errorf("%w; %s", unusable(c.ended(Mail, err)), advice)
	}
	if err := c.client.Rcpt(to, nil); err != nil {
		return fmt.Errorf("%w; %s", unusable(c.ended(Rcpt, err)), advice)
	}
	if err := c.client.Reset(); err != nil {
		return unusable(c.ended(Rcpt, err))
	}
	return nil
}

// unusable says why the server cannot be used, for a person. What a server
// answered is told with its place in the conversation.
func unusable(o Outcome) error {
	said := o.Text
	if o.Code != 0 {
		said = o.String()
	}
	if strings.Contains(said, "did not greet") {
		said += "; a server that encrypts from the first byte waits in silence: try tls = \"tls\", or the port for starttls (587)"
	}
	return fmt.Errorf("submission server: %s", said)
}
