// Package fetch reads one IMAP folder for as long as it is told to: it keeps a
// cursor, hands new mails as raw bytes to a Receiver, and flags or moves them
// only after the Receiver has committed them. IDLE is a hint; polling by UID
// goes on regardless.
//
// It does not look into mails, does not store anything itself and knows
// nothing of nominations. The jobs room owns one Poller per mailbox and
// fulfils the Receiver; the command line uses Check.
package fetch

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strings"
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

// After says what happens to a mail in the folder once it is stored.
type After string

// What may happen to a stored mail.
const (
	Flag    After = "flag"    // set $GoodwordRead, or the next best flag
	Move    After = "move"    // move it to Settings.MoveTo
	Nothing After = "nothing" // leave it as it is
)

// Keyword is the flag that After: Flag sets where the server permits keywords.
const Keyword = "$GoodwordRead"

// Settings describes one mailbox. The zero value of every field below
// "optional" has the default named beside it.
type Settings struct {
	Mailbox string // its name in goodword; part of the key of stored mails
	Host    string
	Port    int
	TLS     TLSMode
	User    string
	// Password is asked at each login, so that a changed secret needs no
	// restart. It appears in no error and no log. Nil with OAuth or External.
	Password func() (string, error)

	// Optional.

	OAuth    *oauth.Source // logs in with a token instead of a password
	External bool          // the client's certificate logs in (SASL EXTERNAL, RFC 4422)

	RootCAs *x509.CertPool // the system's
	// ClientCertificate is asked at each handshake in which the server wants one.
	ClientCertificate func(*tls.CertificateRequestInfo) (*tls.Certificate, error)

	Folder string // INBOX
	After  After  // Flag
	MoveTo string // required with Move; must exist
	// Since makes the first connect read mails with an INTERNALDATE from then
	// on. nil starts at now: nothing that is already there is read.
	Since *time.Time

	PollEvery      time.Duration // 60 s
	DialTimeout    time.Duration // 15 s, for TCP and TLS
	CommandTimeout time.Duration // 30 s, for the answer to a command; mails get more by their size
	MaxSize        int64         // 25 MB (25 << 20); over it only the header is read

	Now func() time.Time // time.Now; not used for socket deadlines
	// Sleep waits between polls and before a reconnect; the default is a
	// timer. The channel it returns fires once.
	Sleep func(time.Duration) <-chan time.Time

	heard *heard // what Check listens to; nil else
}

const (
	defaultPollEvery      = time.Minute
	defaultDialTimeout    = 15 * time.Second
	defaultCommandTimeout = 30 * time.Second
	defaultMaxSize        = 25 << 20
)

func (s Settings) withDefaults() Settings {
	if s.TLS == "" {
		s.TLS = ImplicitTLS
	}
	if s.Folder == "" {
		s.Folder = "INBOX"
	}
	if s.After == "" {
		s.After = Flag
	}
	if s.PollEvery == 0 {
		s.PollEvery = defaultPollEvery
	}
	if s.DialTimeout == 0 {
		s.DialTimeout = defaultDialTimeout
	}
	if s.CommandTimeout == 0 {
		s.CommandTimeout = defaultCommandTimeout
	}
	if s.MaxSize == 0 {
		s.MaxSize = defaultMaxSize
	}
	if s.Now == nil {
		s.Now = time.Now
	}
	if s.Sleep == nil {
		s.Sleep = time.After
	}
	return s
}

func (s Settings) validate() error {
	var problems []error
	bad := func(format string, args ...any) { problems = append(problems, fmt.Errorf(format, args...)) }
	if s.Mailbox == "" {
		bad("the mailbox has no name")
	}
	if s.Host == "" {
		bad("no host is set")
	}
	if s.Port < 1 || s.Port > 65535 {
		bad("port %d is not between 1 and 65535", s.Port)
	}
	if s.User == "" || s.Password == nil && s.OAuth == nil && !s.External {
		bad("user and password must be set")
	}
	if s.External && s.ClientCertificate == nil {
		bad("there is no client's certificate to log in with")
	}
	switch s.TLS {
	case ImplicitTLS, StartTLS:
	case NoTLS:
		if !loopback(s.Host) {
			bad("tls = \"none\" would send the password in the clear to %s; it is allowed for loopback only, use \"tls\" or \"starttls\"", s.Host)
		}
	default:
		bad("tls = %q is unknown; use \"tls\", \"starttls\" or \"none\"", s.TLS)
	}
	switch s.After {
	case Flag, Nothing:
	case Move:
		if s.MoveTo == "" {
			bad("after = \"move\" needs the folder to move to")
		} else if s.MoveTo == s.Folder {
			bad("mails cannot be moved from %q to the same folder", s.Folder)
		}
	default:
		bad("after = %q is unknown; use \"flag\", \"move\" or \"nothing\"", s.After)
	}
	if s.PollEvery < 0 || s.DialTimeout < 0 || s.CommandTimeout < 0 || s.MaxSize < 0 {
		bad("times and sizes must be positive")
	}
	if len(problems) == 0 {
		return nil
	}
	return fmt.Errorf("mailbox %q: %w", s.Mailbox, errors.Join(problems...))
}

func (s Settings) address() string {
	return net.JoinHostPort(s.Host, fmt.Sprint(s.Port))
}

// loopback tells whether a host can only be this machine. Names other than
// localhost are not looked up: what they resolve to may change.
func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return ip != nil && ip.IsLoopback()
}
