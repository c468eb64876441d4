// Package mailtest is a small mail system inside the process: an SMTP server
// that delivers into mailboxes which an IMAP server shows, for a company's own
// domains and for everybody outside alike. It stamps mails as a real server
// does (Return-Path, Received, Authentication-Results), returns what it cannot
// deliver, and misbehaves where a test tells it to.
//
// It is imported by tests, the demo and the checker alone. It listens on
// loopback, keeps everything in memory and is no server for real mail.
package mailtest

import (
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-smtp"
)

// UnknownRecipient says what happens to mail for a local address nobody has.
type UnknownRecipient string

// The two ways real servers go about it.
const (
	Bounce UnknownRecipient = "bounce" // accept, then return an RFC 3464 report to the envelope sender
	Reject UnknownRecipient = "reject" // 550 5.1.1 at RCPT
)

// Config describes the mail system. Only Domains is required.
type Config struct {
	Domains    []string // whose addresses must exist; every other domain is outside
	AuthservID string   // of Authentication-Results; mx. and the first domain
	Accounts   map[string]string
	Unknown    UnknownRecipient // Bounce
	// Genuine are domains whose unauthenticated mail passes DMARC, as if it
	// came from their own servers. Mail submitted with a password passes for
	// the domain of the account that logged in.
	Genuine []string
	Now     func() time.Time // stamps and INTERNALDATE; time.Now
	// WithoutIMAP takes capabilities away, such as MOVE and UIDPLUS.
	WithoutIMAP []string
	Addr        string // where to listen; 127.0.0.1, each on a free port
}

// Server is a running mail system. Its methods may be called from any goroutine.
type Server struct {
	config Config
	cert   certificate

	smtp  *smtp.Server
	imap  *imapserver.Server
	ports map[string]net.Listener
	serve sync.WaitGroup

	mutex    sync.Mutex
	accounts map[string]*account // by address, lower case
	accepted []Accepted
	smtpBad  []*SMTPFault
	imapBad  imapFaults
	touched  func(Touch)
	wires    map[*wire]struct{}
	serial   int
	closed   bool
	changed  pulse
}

// Start listens and serves until Close.
func Start(config Config) (*Server, error) {
	if len(config.Domains) == 0 {
		return nil, errors.New("mailtest: name at least one local domain")
	}
	if config.AuthservID == "" {
		config.AuthservID = "mx." + config.Domains[0]
	}
	if config.Unknown == "" {
		config.Unknown = Bounce
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	if config.Addr == "" {
		config.Addr = "127.0.0.1"
	}
	cert, err := newCertificate(config.Addr)
	if err != nil {
		return nil, err
	}
	s := &Server{
		config:   config,
		cert:     cert,
		ports:    map[string]net.Listener{},
		accounts: map[string]*account{},
		wires:    map[*wire]struct{}{},
	}
	s.smtp, s.imap = s.newSMTP(), s.newIMAP()
	for address, password := range config.Accounts {
		if err := s.AddAccount(address, password); err != nil {
			return nil, err
		}
	}
	for _, name := range []string{"smtp", "smtps", "imap", "imaps"} {
		if err := s.listen(name); err != nil {
			s.Close()
			return nil, err
		}
	}
	return s, nil
}

func (s *Server) listen(name string) error {
	inner, err := net.Listen("tcp", net.JoinHostPort(s.config.Addr, "0"))
	if err != nil {
		return fmt.Errorf("mailtest: listen for %s: %w", name, err)
	}
	listener := net.Listener(&listener{Listener: inner, server: s, smtp: name[0] == 's'})
	serve := s.smtp.Serve
	if name[0] == 'i' {
		serve = s.imap.Serve
	}
	if name[len(name)-1] == 's' {
		listener = s.cert.wrap(listener)
	}
	s.ports[name] = inner
	s.serve.Add(1)
	go func() {
		defer s.serve.Done()
		_ = serve(listener) // ends when the listener is closed
	}()
	return nil
}

// Close ends every connection and waits until nothing runs. It may be called
// twice.
func (s *Server) Close() {
	s.mutex.Lock()
	s.closed = true
	s.mutex.Unlock()
	for _, listener := range s.ports {
		_ = listener.Close()
	}
	_ = s.smtp.Close()
	_ = s.imap.Close()
	s.DropConnections()
	s.changed.fire()
	s.serve.Wait()
}

// SMTP is the address for plain SMTP with STARTTLS.
func (s *Server) SMTP() *net.TCPAddr { return s.addr("smtp") }

// SMTPS is the address for SMTP inside TLS.
func (s *Server) SMTPS() *net.TCPAddr { return s.addr("smtps") }

// IMAP is the address for plain IMAP with STARTTLS.
func (s *Server) IMAP() *net.TCPAddr { return s.addr("imap") }

// IMAPS is the address for IMAP inside TLS.
func (s *Server) IMAPS() *net.TCPAddr { return s.addr("imaps") }

func (s *Server) addr(name string) *net.TCPAddr { return s.ports[name].Addr().(*net.TCPAddr) }

// RootCAs holds the certificate the server shows, for 127.0.0.1 and localhost.
func (s *Server) RootCAs() *x509.CertPool { return s.cert.pool }

// AuthservID is the name under which the server writes its verdicts.
func (s *Server) AuthservID() string { return s.config.AuthservID }

func quiet() *log.Logger { return log.New(io.Discard, "", 0) }
