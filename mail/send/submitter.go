package send

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"sync"
	"time"

	"goodword/mail/oauth"
)

// TLSMode says how the connection is protected.
type TLSMode string

// The three TLS modes. NoTLS is refused for hosts other than loopback.
const (
	ImplicitTLS TLSMode = "tls"
	StartTLS    TLSMode = "starttls"
	NoTLS       TLSMode = "none"
)

// Settings describes the server that letters are submitted to. Fields below
// "optional" have the default named beside them.
type Settings struct {
	Host string
	Port int
	TLS  TLSMode

	// Optional.

	User string // empty: no login
	// Password is asked at each login. It appears in no error and no log.
	Password func() (string, error)
	OAuth    *oauth.Source // logs in with a token instead of a password
	External bool          // the client's certificate logs in (SASL EXTERNAL, RFC 4422)

	RootCAs *x509.CertPool // the system's
	// ClientCertificate is asked at each handshake in which the server wants one.
	ClientCertificate func(*tls.CertificateRequestInfo) (*tls.Certificate, error)

	LocalName   string // in EHLO; "localhost"
	Connections int    // open at once at most, kept ones included; 0: any number

	DialTimeout       time.Duration // 15 s, for TCP and TLS
	CommandTimeout    time.Duration // 30 s, for the answer to a command
	SubmissionTimeout time.Duration // 30 s, for the answer to the final dot
	KeepIdle          time.Duration // 30 s; how long an unused connection is used again
}

func (s Settings) withDefaults() Settings {
	if s.TLS == "" {
		s.TLS = StartTLS
	}
	if s.LocalName == "" {
		s.LocalName = "localhost"
	}
	for _, d := range []struct {
		value  *time.Duration
		preset time.Duration
	}{
		{&s.DialTimeout, 15 * time.Second},
		{&s.CommandTimeout, 30 * time.Second},
		{&s.SubmissionTimeout, 30 * time.Second},
		{&s.KeepIdle, 30 * time.Second},
	} {
		if *d.value == 0 {
			*d.value = d.preset
		}
	}
	return s
}

func (s Settings) validate() error {
	var problems []error
	bad := func(format string, args ...any) { problems = append(problems, fmt.Errorf(format, args...)) }
	if s.Host == "" {
		bad("no host is set")
	}
	if s.Port < 1 || s.Port > 65535 {
		bad("port %d is not between 1 and 65535", s.Port)
	}
	if s.User != "" && s.Password == nil && s.OAuth == nil && !s.External {
		bad("user %s has no password", s.User)
	}
	if s.External && s.ClientCertificate == nil {
		bad("there is no client's certificate to log in with")
	}
	if s.Connections < 0 {
		bad("%d connections are none", s.Connections)
	}
	switch s.TLS {
	case ImplicitTLS, StartTLS:
	case NoTLS:
		if !loopback(s.Host) {
			bad("tls = \"none\" would send letters and password in the clear to %s; it is allowed for loopback only, use \"starttls\" or \"tls\"", s.Host)
		}
	default:
		bad("tls = %q is unknown; use \"tls\", \"starttls\" or \"none\"", s.TLS)
	}
	if strings.ContainsAny(s.LocalName, "\r\n ") {
		bad("the name for EHLO %q is none", s.LocalName)
	}
	if s.DialTimeout < 0 || s.CommandTimeout < 0 || s.SubmissionTimeout < 0 || s.KeepIdle < 0 {
		bad("times must be positive")
	}
	if len(problems) == 0 {
		return nil
	}
	return fmt.Errorf("submission server: %w", errors.Join(problems...))
}

func (s Settings) address() string { return net.JoinHostPort(s.Host, fmt.Sprint(s.Port)) }

// loopback tells whether a host can only be this machine. Names other than
// localhost are not looked up: what they resolve to may change.
func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return ip != nil && ip.IsLoopback()
}

// Submitter hands letters to one server. Its methods may be called from many
// goroutines; each submission has a connection to itself, which is kept for the
// next: there are never more than were at work at once.
type Submitter struct {
	settings Settings
	places   chan struct{} // one for each connection that may be open; nil: any number

	mutex  sync.Mutex
	idle   []*conversation // kept, the one that was used last at the end
	closed bool
}

// New checks the settings; it does not connect.
func New(settings Settings) (*Submitter, error) {
	settings = settings.withDefaults()
	if err := settings.validate(); err != nil {
		return nil, err
	}
	s := &Submitter{settings: settings}
	if settings.Connections > 0 {
		s.places = make(chan struct{}, settings.Connections)
	}
	return s, nil
}

// Submit sends raw, with CRLF line ends, to one recipient and says how it
// ended. from is the envelope sender and may be empty. It never sends twice: a
// kept connection that turns out to be dead at MAIL is replaced by a fresh one,
// as then nothing of the letter was sent.
func (s *Submitter) Submit(ctx context.Context, from, to string, raw []byte) Outcome {
	return s.SubmitCopy(ctx, from, to, "", raw)
}

// SubmitCopy is Submit with a second recipient in the same transaction, whom no
// field names: that copyTo has the letter proves that the server took it. Where
// the server does not take that recipient, the letter goes without.
func (s *Submitter) SubmitCopy(ctx context.Context, from, to, copyTo string, raw []byte) Outcome {
	if outcome, ok := s.checkEnvelope(from, to); !ok {
		return outcome
	}
	if _, ok := s.checkEnvelope(from, copyTo); !ok {
		copyTo = ""
	}
	leave, ok := s.enter(ctx)
	if !ok {
		return Outcome{Result: Temporary, Verb: Connect, Server: s.settings.address(), Text: fmt.Sprintf(
			"all of the %d connections that the provider allows were busy", s.settings.Connections)}
	}
	defer leave()
	if c := s.takeIdle(); c != nil {
		outcome, stale := c.submit(ctx, from, to, copyTo, raw)
		s.putBack(c)
		if !stale {
			return outcome
		}
	}
	c, outcome := s.connect(ctx)
	if c == nil {
		return outcome
	}
	outcome, _ = c.submit(ctx, from, to, copyTo, raw)
	s.putBack(c)
	return outcome
}

// enter waits for a place among the connections that may be open.
func (s *Submitter) enter(ctx context.Context) (leave func(), ok bool) {
	if s.places == nil {
		return func() {}, true
	}
	select {
	case s.places <- struct{}{}:
		return func() { <-s.places }, true
	case <-ctx.Done():
		return nil, false
	}
}

// Close ends the kept connections. Submissions that run go on to their end.
func (s *Submitter) Close() {
	s.mutex.Lock()
	s.closed = true
	s.mutex.Unlock()
	var all sync.WaitGroup
	for c := s.release(); c != nil; c = s.release() {
		all.Go(c.quit)
	}
	all.Wait()
}

// release takes out the kept connection that was used last; nil where there is none.
func (s *Submitter) release() *conversation {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if len(s.idle) == 0 {
		return nil
	}
	c := s.idle[len(s.idle)-1]
	s.idle = s.idle[:len(s.idle)-1]
	c.expiry.Stop()
	return c
}

// takeIdle gives a kept connection that may be used again; those beside it that may not are ended.
func (s *Submitter) takeIdle() *conversation {
	for c := s.release(); c != nil; c = s.release() {
		if time.Since(c.used) <= s.settings.KeepIdle && !c.outlived() {
			return c
		}
		c.quit()
	}
	return nil
}

// putBack keeps a healthy connection for another submission, or ends it.
func (s *Submitter) putBack(c *conversation) {
	if c.spoilt {
		c.drop()
		return
	}
	c.used = time.Now()
	s.mutex.Lock()
	keep := !s.closed
	if keep {
		s.idle = append(s.idle, c)
		c.expiry = time.AfterFunc(s.settings.KeepIdle, func() { s.retire(c) })
	}
	s.mutex.Unlock()
	if !keep {
		c.quit()
	}
}

// retire ends a connection that nobody used again.
func (s *Submitter) retire(c *conversation) {
	s.mutex.Lock()
	at := slices.Index(s.idle, c)
	if at >= 0 {
		s.idle = slices.Delete(s.idle, at, at+1)
	}
	s.mutex.Unlock()
	if at >= 0 {
		c.quit()
	}
}

// checkEnvelope refuses addresses that cannot be written into a command.
func (s *Submitter) checkEnvelope(from, to string) (Outcome, bool) {
	for _, address := range []struct {
		verb  Verb
		value string
	}{{Mail, from}, {Rcpt, to}} {
		for _, r := range address.value {
			if r <= ' ' || r == '<' || r == '>' || r >= 0x7f {
				return Outcome{Result: Refused, Verb: address.verb, Text: fmt.Sprintf(
					"the address %q has a character that cannot be sent without SMTPUTF8: correct it in the directory", address.value)}, false
			}
		}
	}
	if to == "" {
		return Outcome{Result: Refused, Verb: Rcpt, Text: "the letter has no recipient"}, false
	}
	return Outcome{}, true
}
