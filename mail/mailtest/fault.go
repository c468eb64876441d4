package mailtest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/emersion/go-smtp"
)

// SMTPFault is one misbehaviour of the SMTP server.
type SMTPFault struct {
	// Verb is where it happens: CONNECT, AUTH, MAIL, RCPT, DATA (before 354,
	// unencrypted connections only), BODY (while the mail is sent), DOT (after
	// the final dot).
	Verb  string
	To    string // only for this envelope recipient, at RCPT, BODY and DOT; empty for all
	Times int    // how often; 0 is once, -1 until ClearFaults

	// What happens: an answer with Code, or, without one, silence or the end
	// of the connection.
	Code     int
	Enhanced string // such as "4.2.2"
	Text     string
	Silent   bool // no answer and no end

	// Only at DOT. Deliver says whether the mail was taken before the
	// connection fell silent or ended. Answered ends the connection after a
	// good answer instead of before it.
	Deliver  bool
	Answered bool

	// Do is called when the fault happens, before anything is answered; Then,
	// only with Answered, once the good answer was written.
	Do, Then func()
}

func (f *SMTPFault) line() string {
	line := fmt.Sprint(f.Code, " ")
	if f.Enhanced != "" {
		line += f.Enhanced + " "
	}
	return line + f.text() + "\r\n"
}

func (f *SMTPFault) text() string {
	if f.Text == "" {
		return "as the test wants it"
	}
	return f.Text
}

func (f *SMTPFault) err() error {
	enhanced := smtp.NoEnhancedCode
	if f.Enhanced != "" {
		_, _ = fmt.Sscanf(f.Enhanced, "%d.%d.%d", &enhanced[0], &enhanced[1], &enhanced[2])
	}
	return &smtp.SMTPError{Code: f.Code, EnhancedCode: enhanced, Message: f.text()}
}

// FailSMTP adds a fault. Faults for the same verb happen in the order they
// were added.
func (s *Server) FailSMTP(fault SMTPFault) {
	if fault.Times == 0 {
		fault.Times = 1
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.smtpBad = append(s.smtpBad, &fault)
}

// takeSMTPFault uses up one occurrence of a fault, or returns nil.
func (s *Server) takeSMTPFault(verb, to string) *SMTPFault {
	s.mutex.Lock()
	var taken *SMTPFault
	for i, f := range s.smtpBad {
		if f.Verb != verb || f.To != "" && !strings.EqualFold(f.To, to) {
			continue
		}
		taken = f
		if f.Times > 0 {
			if f.Times--; f.Times == 0 {
				s.smtpBad = slices.Delete(s.smtpBad, i, i+1)
			}
		}
		break
	}
	s.mutex.Unlock()
	if taken != nil && taken.Do != nil {
		taken.Do()
	}
	return taken
}

// cut is one connection to be ended in mid-answer.
type cut struct {
	after int    // bytes of the answer
	then  func() // called before the connection ends; may be nil
}

// imapFaults is how the IMAP server misbehaves at present.
type imapFaults struct {
	refuse    int // logins still to refuse; -1 for all
	cut       []cut
	silent    bool
	noKeyword bool
}

// RefuseLogins makes the IMAP server refuse the next n logins; -1 for all.
func (s *Server) RefuseLogins(n int) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.imapBad.refuse = n
}

// CutFetch ends the connection in the next FETCH of mail bytes, after the
// server wrote n bytes of its answer. Several calls cut several times.
func (s *Server) CutFetch(n int) { s.CutFetchAnd(n, nil) }

// CutFetchAnd is CutFetch with a func that is called once n bytes are written,
// before the connection ends.
func (s *Server) CutFetchAnd(n int, then func()) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.imapBad.cut = append(s.imapBad.cut, cut{n, then})
}

// SilenceIMAP makes the IMAP server say no more, on open and new connections.
// SpeakIMAP ends the silence for new ones.
func (s *Server) SilenceIMAP() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.imapBad.silent = true
	for w := range s.wires {
		if !w.smtp {
			w.mute()
		}
	}
}

// SpeakIMAP lets the IMAP server answer on new connections again.
func (s *Server) SpeakIMAP() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.imapBad.silent = false
}

// RefuseKeywords makes folders permit no flags but the system's own.
func (s *Server) RefuseKeywords() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.imapBad.noKeyword = true
}

// ClearFaults makes both servers behave again. Connections that fell silent
// stay so.
func (s *Server) ClearFaults() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.smtpBad, s.imapBad = nil, imapFaults{}
}

// DropConnections ends all connections, as a restart of the servers would.
func (s *Server) DropConnections() {
	s.mutex.Lock()
	wires := make([]*wire, 0, len(s.wires))
	for w := range s.wires {
		wires = append(wires, w)
	}
	s.mutex.Unlock()
	for _, w := range wires {
		_ = w.Close()
	}
}

// SetUIDValidity makes the inbox of an account another folder of the same
// name: connections end, the UIDVALIDITY is the one given (it may be lower),
// and the mails that keep accepts are there again under new UIDs from 1 on,
// without flags. A nil keep keeps all.
func (s *Server) SetUIDValidity(address string, uidValidity uint32, keep func(Mail) bool) error {
	base, _ := split(address)
	s.mutex.Lock()
	err := s.rebuild(base, uidValidity, keep)
	s.mutex.Unlock()
	s.DropConnections()
	return err
}

func (s *Server) rebuild(base string, uidValidity uint32, keep func(Mail) bool) error {
	a, ok := s.accounts[base]
	if !ok {
		return fmt.Errorf("mailtest: no account %s", base)
	}
	if err := a.user.Delete(Inbox); err != nil {
		return err
	}
	if err := a.user.Create(Inbox, nil); err != nil {
		return err
	}
	a.validity[Inbox] = uidValidity
	for _, mail := range a.mails {
		if keep != nil && !keep(mail) {
			continue
		}
		if err := a.append(mail); err != nil {
			return err
		}
	}
	return nil
}
