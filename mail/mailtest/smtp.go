package mailtest

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// maxSize is what the SMTP server takes, in bytes.
const maxSize = 64 << 20

func (s *Server) newSMTP() *smtp.Server {
	server := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		return &smtpSession{server: s, conn: c.Conn(), helo: c.Hostname()}, nil
	}))
	server.Domain = s.config.AuthservID
	server.AllowInsecureAuth = true
	server.MaxMessageBytes = maxSize
	server.TLSConfig = s.cert.config
	server.ErrorLog = quiet()
	return server
}

// Accepted is one mail the SMTP server took responsibility for, for one
// recipient. Mails put in by Deliver are not among them.
type Accepted struct {
	Began time.Time // of the MAIL command
	Time  time.Time
	From  string // envelope sender
	To    string // envelope recipient
	As    string // the account that logged in; empty for none
	Mark  string // of the X-Goodword field
	Raw   []byte // as submitted; not to be changed
}

// Accepted lists what was accepted, in order.
func (s *Server) Accepted() []Accepted {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return slices.Clone(s.accepted)
}

// WaitAccepted returns when at least n mails were accepted and delivered, or
// the error of ctx.
func (s *Server) WaitAccepted(ctx context.Context, n int) ([]Accepted, error) {
	for {
		changed := s.changed.wait()
		accepted := s.Accepted()
		if len(accepted) >= n {
			return accepted, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return accepted, fmt.Errorf("mailtest: wait for %d accepted mails, have %d: %w", n, len(accepted), context.Cause(ctx))
		}
	}
}

// smtpSession is one SMTP connection.
type smtpSession struct {
	server *Server
	conn   net.Conn
	helo   string
	as     string // who logged in
	from   string
	to     []string
	began  time.Time
	hangUp bool   // after the answer that is about to be sent
	then   func() // called then; may be nil
}

// errCut ends a session whose connection was closed on purpose.
var errCut = errors.New("the connection was cut")

// misbehave applies a fault; nil means that all goes on as usual.
func (ses *smtpSession) misbehave(fault *SMTPFault) error {
	switch {
	case fault == nil:
		return nil
	case fault.Code != 0:
		return fault.err()
	case fault.Silent:
		ses.mute()
		return errCut
	}
	_ = ses.conn.Close()
	return errCut
}

// mute loses everything the server writes from now on, as TLS or plain.
func (ses *smtpSession) mute() {
	conn := ses.conn
	if secured, ok := conn.(interface{ NetConn() net.Conn }); ok {
		conn = secured.NetConn()
	}
	conn.(*wire).mute()
}

func (ses *smtpSession) AuthMechanisms() []string { return []string{sasl.Plain, sasl.Login} }

func (ses *smtpSession) Auth(mechanism string) (sasl.Server, error) {
	if err := ses.misbehave(ses.server.takeSMTPFault("AUTH", "")); err != nil {
		return nil, err
	}
	switch mechanism {
	case sasl.Plain:
		return sasl.NewPlainServer(func(_, user, password string) error { return ses.login(user, password) }), nil
	case sasl.Login:
		return &loginServer{login: ses.login}, nil
	}
	return nil, smtp.ErrAuthUnknownMechanism
}

func (ses *smtpSession) login(user, password string) error {
	base, _ := split(user)
	s := ses.server
	s.mutex.Lock()
	defer s.mutex.Unlock()
	a, ok := s.accounts[base]
	if !ok || a.password == "" || subtle.ConstantTimeCompare([]byte(password), []byte(a.password)) != 1 {
		return smtp.ErrAuthFailed
	}
	ses.as = base
	return nil
}

func (ses *smtpSession) Mail(from string, _ *smtp.MailOptions) error {
	if err := ses.misbehave(ses.server.takeSMTPFault("MAIL", "")); err != nil {
		return err
	}
	ses.from, ses.began = from, ses.server.config.Now()
	return nil
}

func (ses *smtpSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	if err := ses.misbehave(ses.server.takeSMTPFault("RCPT", to)); err != nil {
		return err
	}
	s := ses.server
	base, domain := split(to)
	if !slices.Contains(s.config.Domains, domain) {
		if ses.as == "" {
			return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "log in to send to " + domain}
		}
	} else if s.config.Unknown == Reject && !s.has(base) {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no mailbox " + base}
	}
	ses.to = append(ses.to, to)
	return nil
}

func (s *Server) has(base string) bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	_, ok := s.accounts[base]
	return ok
}

func (ses *smtpSession) Data(r io.Reader) error {
	if fault := ses.server.takeSMTPFault("BODY", ses.to[0]); fault != nil {
		if fault.Code != 0 {
			_, _ = io.Copy(io.Discard, r)
		}
		return ses.misbehave(fault)
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	fault := ses.server.takeSMTPFault("DOT", ses.to[0])
	if fault != nil && !fault.Deliver && !fault.Answered {
		return ses.misbehave(fault)
	}
	if err := ses.server.accept(ses, raw); err != nil {
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: err.Error()}
	}
	if fault != nil && fault.Answered {
		ses.hangUp, ses.then = true, fault.Then
		return nil
	}
	return ses.misbehave(fault)
}

// Reset is called by go-smtp after the answer to a mail, too.
func (ses *smtpSession) Reset() {
	ses.from, ses.to = "", nil
	if ses.hangUp {
		if ses.then != nil {
			ses.then()
		}
		_ = ses.conn.Close()
	}
}

func (ses *smtpSession) Logout() error { return nil }

// accept delivers a mail to each recipient and writes the log.
func (s *Server) accept(ses *smtpSession, raw []byte) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	verdict := s.judge(ses.as, raw)
	for _, to := range ses.to {
		err := s.deliver(envelope{from: ses.from, to: to, helo: ses.helo, as: ses.as}, raw, verdict)
		if errors.Is(err, errNobody) {
			err = s.bounce(ses.from, to, raw)
		}
		if err != nil {
			return err
		}
		s.accepted = append(s.accepted, Accepted{
			Began: ses.began, Time: s.config.Now(), From: ses.from, To: to, As: ses.as, Mark: field(raw, "X-Goodword"), Raw: raw,
		})
	}
	s.changed.fire()
	return nil
}

// loginServer is the server's side of SASL LOGIN, which go-sasl no longer has.
type loginServer struct {
	login func(user, password string) error
	step  int
	user  string
}

func (l *loginServer) Next(response []byte) (challenge []byte, done bool, err error) {
	l.step++
	switch {
	case l.step == 1 && len(response) == 0:
		return []byte("Username:"), false, nil
	case l.user == "":
		l.user = strings.TrimSpace(string(response))
		return []byte("Password:"), false, nil
	}
	return nil, true, l.login(l.user, string(response))
}
