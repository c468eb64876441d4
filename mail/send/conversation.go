package send

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync/atomic"
	"time"

	"github.com/emersion/go-smtp"

	"goodword/mail/oauth"
)

// slowest is the rate below which sending a letter is given up, bytes a second.
const slowest = 32 << 10

// conversation is one SMTP connection after EHLO and login.
type conversation struct {
	settings Settings
	conn     net.Conn // the TCP connection
	client   *smtp.Client
	pipeline *pipeline   // nil where the server offers none
	token    oauth.Token // that it logged in with, if it did
	wanted   atomic.Bool // the server asked for a client's certificate
	spoilt   bool        // not to be used again
	used     time.Time
	expiry   *time.Timer // ends it while it is kept
}

// outlived tells whether the token of the login is about to end; then the
// server would, too.
func (c *conversation) outlived() bool {
	return c.token != (oauth.Token{}) && !c.settings.OAuth.Now().Before(c.token.RenewAt())
}

// connect opens a connection; nil comes with the Outcome that says why not.
// Whatever fails here is a fault of network or settings, so that the letter is
// kept: it is Temporary.
func (s *Submitter) connect(ctx context.Context) (*conversation, Outcome) {
	set := s.settings
	token, outcome, ok := set.accessToken(ctx)
	if !ok {
		return nil, outcome
	}
	c := &conversation{settings: set}
	unbind, outcome, ok := c.dial(ctx)
	defer func() { unbind() }()
	if ok {
		outcome, ok = c.login(ctx, token, func() (Outcome, bool) {
			unbind()
			c.drop()
			unbind, outcome, ok = c.dial(ctx)
			c.spoilt = !ok
			return outcome, ok
		})
	}
	if !ok {
		c.drop()
		return nil, c.uncertified(outcome)
	}
	return c, Outcome{}
}

// dial opens a connection, which ends with ctx until unbind is called.
func (c *conversation) dial(ctx context.Context) (unbind func() bool, outcome Outcome, ok bool) {
	set := c.settings
	dialer := net.Dialer{Timeout: set.DialTimeout}
	conn, err := dialer.DialContext(ctx, "tcp", set.address())
	if err != nil {
		return func() bool { return true }, set.failed(Connect, err, "cannot connect to the SMTP server %s; check host, port and network", set.address()), false
	}
	c.conn = conn
	unbind = context.AfterFunc(ctx, func() { _ = conn.Close() })
	outcome, ok = c.open(ctx)
	return unbind, outcome, ok
}

// open secures the connection and says EHLO.
func (c *conversation) open(ctx context.Context) (Outcome, bool) {
	set := c.settings
	config := &tls.Config{ServerName: set.Host, RootCAs: set.RootCAs, MinVersion: tls.VersionTLS12, GetClientCertificate: c.certificate}
	conn := &patient{Conn: c.conn, longest: max(set.CommandTimeout, set.SubmissionTimeout)}
	var under net.Conn = conn
	switch set.TLS {
	case ImplicitTLS:
		secured := tls.Client(conn, config)
		limited, cancel := context.WithTimeout(ctx, set.DialTimeout)
		defer cancel()
		if err := secured.HandshakeContext(limited); err != nil {
			return set.failed(TLS, err, "cannot secure the connection to the SMTP server %s; %s", set.address(), set.insecure(err)), false
		}
		under = secured
	case StartTLS:
		conn.longest = set.CommandTimeout
		secured, err := c.secureStarted(conn, config)
		if err != nil && !conn.wrote {
			return set.failed(Connect, err, "the SMTP server %s did not greet", set.address()), false
		}
		if err != nil {
			return set.failed(TLS, err, "cannot secure the connection to the SMTP server %s by STARTTLS; %s", set.address(), set.insecure(err)), false
		}
		conn.longest = max(set.CommandTimeout, set.SubmissionTimeout)
		under = &greeted{secured, "220 secured\r\n"}
	}
	c.client = smtp.NewClient(under)
	c.client.CommandTimeout = set.CommandTimeout
	c.client.SubmissionTimeout = set.SubmissionTimeout
	if err := c.client.Hello(set.LocalName); err != nil {
		verb := Connect
		if set.TLS == StartTLS {
			verb = TLS // a server may refuse a client's certificate after the handshake only
		}
		return set.failed(verb, err, "the SMTP server %s did not take EHLO %s; %s", set.address(), set.LocalName, set.insecure(err)), false
	}
	if offered, _ := c.client.Extension("PIPELINING"); offered {
		c.pipeline = newPipeline(under)
	}
	return Outcome{}, true
}

// secureStarted greets in the clear and secures the connection by STARTTLS.
func (c *conversation) secureStarted(conn net.Conn, config *tls.Config) (*tls.Conn, error) {
	clear := smtp.NewClient(conn)
	clear.CommandTimeout = c.settings.CommandTimeout
	if err := clear.Hello(c.settings.LocalName); err != nil {
		return nil, err
	}
	if offered, _ := clear.Extension("STARTTLS"); !offered {
		return nil, errors.New("the server offers no STARTTLS")
	}
	return startTLS(conn, config, c.settings.DialTimeout)
}

// submit sends one letter; copyTo, where it is not empty, gets the same. stale
// tells that a kept connection was dead before anything of this letter was sent on it.
func (c *conversation) submit(ctx context.Context, from, to, copyTo string, raw []byte) (outcome Outcome, stale bool) {
	unbind := context.AfterFunc(ctx, func() { _ = c.conn.Close() })
	defer func() {
		if !unbind() {
			c.spoilt = true
		}
	}()
	if c.pipeline != nil {
		return c.submitPipelined(ctx, from, to, copyTo, raw)
	}
	reused := !c.used.IsZero()
	if err := c.client.Mail(from, &smtp.MailOptions{Size: int64(len(raw))}); err != nil {
		outcome := c.ended(Mail, err)
		return outcome, c.diedIdle(ctx, outcome, reused)
	}
	if err := c.client.Rcpt(to, nil); err != nil {
		return c.ended(Rcpt, err), false
	}
	if copyTo != "" {
		var refused *smtp.SMTPError
		if err := c.client.Rcpt(copyTo, nil); err != nil && !errors.As(err, &refused) {
			return c.ended(Rcpt, err), false // a refusal costs the copy alone
		}
	}
	data, err := c.client.Data()
	if err != nil {
		return c.ended(Data, err), false
	}
	if err := c.write(data, raw); err != nil {
		return c.ended(Data, err), false
	}
	answer, err := data.CloseWithResponse()
	if err != nil {
		return c.ended(Dot, err), false
	}
	return c.accepted(answer.StatusText), false
}

// diedIdle says that a kept connection ended, or the login on it, before anything
// of a letter was sent on it.
func (c *conversation) diedIdle(ctx context.Context, o Outcome, reused bool) bool {
	ended := c.settings.OAuth != nil && (o.Code == 530 || o.Code == 535) // with its token
	return reused && ctx.Err() == nil && (o.Code == 0 || o.Code == 421 || ended)
}

// accepted is the outcome of a letter that the server took.
func (c *conversation) accepted(said string) Outcome {
	outcome := Outcome{Result: Accepted, Verb: Dot, Code: 250, Server: c.settings.address(), Text: oneLine(said)}
	if status, rest, ok := strings.Cut(outcome.Text, " "); ok && strings.HasPrefix(status, "2.") {
		outcome.Enhanced, outcome.Text = status, rest
	}
	return outcome
}

// write sends the letter, whose final dot is its end or follows. A failure here leaves the
// letter unfinished, and a server drops what is unfinished (RFC 5321 section
// 4.1.1.4).
func (c *conversation) write(data io.Writer, raw []byte) error {
	limit := c.settings.CommandTimeout + time.Duration(len(raw)/slowest)*time.Second
	if err := c.conn.SetWriteDeadline(time.Now().Add(limit)); err != nil {
		return err
	}
	_, err := data.Write(raw)
	return err
}

// ended classifies an error at a verb and spoils the connection: after a
// refusal it could be used again, but refusals are rare.
func (c *conversation) ended(verb Verb, err error) Outcome {
	c.spoilt = true
	outcome := c.settings.failed(verb, err, "the SMTP server %s broke off at %s", c.settings.address(), verb)
	if outcome.Slow {
		return outcome
	}
	switch code := outcome.Code; {
	case code == 530:
		outcome.Text += "; the server wants a login: set user and password"
	case code >= 500:
		outcome.Result = Refused
	case code >= 400:
	case verb == Dot && code >= 200 && code < 300:
		outcome.Result = Accepted
	case verb == Dot:
		outcome.Result = Unknown
		outcome.Text += "; the letter may or may not have been delivered"
	}
	return outcome
}

// failed makes a Temporary outcome of an error: the server's answer where it
// gave one, with what was tried in front.
func (s Settings) failed(verb Verb, err error, format string, args ...any) Outcome {
	outcome := Outcome{Result: Temporary, Verb: verb, Server: s.address()}
	tried := fmt.Sprintf(format, args...)
	var answer *smtp.SMTPError
	if errors.As(err, &answer) {
		outcome.Code = answer.Code
		if answer.EnhancedCode != (smtp.EnhancedCode{}) && answer.EnhancedCode != smtp.NoEnhancedCode {
			outcome.Enhanced = fmt.Sprintf("%d.%d.%d", answer.EnhancedCode[0], answer.EnhancedCode[1], answer.EnhancedCode[2])
		}
		outcome.Text = oneLine(answer.Message)
		if verb == Connect || verb == TLS || verb == Auth {
			outcome.Text = tried + ": " + outcome.Text
		}
		return slowed(outcome)
	}
	outcome.Text = tried + ": " + oneLine(err.Error())
	return outcome
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// quit says good-bye; drop does not.
func (c *conversation) quit() {
	c.client.CommandTimeout = time.Second
	_ = c.client.Quit()
	c.drop()
}

func (c *conversation) drop() {
	c.spoilt = true
	if c.conn != nil {
		_ = c.conn.Close()
	}
}

// patient bounds the deadlines that go-smtp sets while it starts TLS: there it
// uses five minutes and cannot be told otherwise.
type patient struct {
	net.Conn
	longest time.Duration
	wrote   bool // so the server has greeted
}

func (p *patient) Write(b []byte) (int, error) {
	p.wrote = true
	return p.Conn.Write(b)
}

func (p *patient) SetDeadline(t time.Time) error {
	if !t.IsZero() {
		if latest := time.Now().Add(p.longest); t.After(latest) {
			t = latest
		}
	}
	return p.Conn.SetDeadline(t)
}
