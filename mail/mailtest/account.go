package mailtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
)

// Inbox is the folder into which mail is delivered.
const Inbox = "INBOX"

// Mail is one delivered mail.
type Mail struct {
	Account string    // the mailbox it lies in, lower case
	At      time.Time // its INTERNALDATE
	From    string    // envelope sender; empty for bounces
	To      string    // as addressed, with a plus part where there was one
	Raw     []byte    // as stamped; not to be changed
}

// account is one mailbox, of the company or of somebody outside.
type account struct {
	address  string
	password string // empty: no login
	user     *imapmemserver.User
	mails    []Mail
	validity map[string]uint32 // UIDVALIDITY told instead of the real one, by folder
}

// AddAccount makes a mailbox. Addresses outside get theirs with their first
// mail; they need this only to log in.
func (s *Server) AddAccount(address, password string) error {
	base, _ := split(address)
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if a, ok := s.accounts[base]; ok && a.password != "" {
		return fmt.Errorf("mailtest: there is an account %s already", base)
	}
	a, err := s.account(base)
	if err != nil {
		return err
	}
	a.password = password
	return nil
}

// account returns the account of a base address and makes it where needed; the
// mutex is held.
func (s *Server) account(base string) (*account, error) {
	if a, ok := s.accounts[base]; ok {
		return a, nil
	}
	a := &account{address: base, user: imapmemserver.NewUser(base, ""), validity: map[string]uint32{}}
	if err := a.user.Create(Inbox, nil); err != nil {
		return nil, fmt.Errorf("mailtest: make the inbox of %s: %w", base, err)
	}
	s.accounts[base] = a
	return a, nil
}

// CreateFolder makes a further folder, such as one to move mails to.
func (s *Server) CreateFolder(address, folder string) error {
	base, _ := split(address)
	s.mutex.Lock()
	defer s.mutex.Unlock()
	a, ok := s.accounts[base]
	if !ok {
		return fmt.Errorf("mailtest: no account %s", base)
	}
	return a.user.Create(folder, nil)
}

// Accounts lists the addresses that have a mailbox.
func (s *Server) Accounts() []string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	var addresses []string
	for address := range s.accounts {
		addresses = append(addresses, address)
	}
	slices.Sort(addresses)
	return addresses
}

// Mails lists what was ever delivered to an account, or put into its inbox by
// IMAP, oldest first, wherever its owner moved it since.
func (s *Server) Mails(address string) []Mail {
	base, _ := split(address)
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if a, ok := s.accounts[base]; ok {
		return slices.Clone(a.mails)
	}
	return nil
}

// WaitMail returns the first mail of an account that match accepts, when it is
// there, or the error of ctx.
func (s *Server) WaitMail(ctx context.Context, address string, match func(Mail) bool) (Mail, error) {
	for {
		changed := s.changed.wait()
		for _, mail := range s.Mails(address) {
			if match(mail) {
				return mail, nil
			}
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return Mail{}, fmt.Errorf("mailtest: wait for a mail to %s: %w", address, context.Cause(ctx))
		}
	}
}

// errNobody is the answer for a local address without an account.
var errNobody = errors.New("no such mailbox here")

// recipient finds the account for an address; the mutex is held.
func (s *Server) recipient(address string) (*account, error) {
	base, domain := split(address)
	if domain == "" {
		return nil, errNobody
	}
	if _, ok := s.accounts[base]; !ok && slices.Contains(s.config.Domains, domain) {
		return nil, errNobody
	}
	return s.account(base)
}

// put stores a stamped mail in an inbox; the mutex is held.
func (s *Server) put(a *account, mail Mail) error {
	mail.Account, mail.At = a.address, s.config.Now()
	if err := a.append(mail); err != nil {
		return err
	}
	a.mails = append(a.mails, mail)
	s.changed.fire()
	return nil
}

func (a *account) append(mail Mail) error {
	literal := literal{bytes.NewReader(mail.Raw)}
	if _, err := a.user.Append(Inbox, literal, &imap.AppendOptions{Time: mail.At}); err != nil {
		return fmt.Errorf("mailtest: deliver to %s: %w", a.address, err)
	}
	return nil
}

// literal is a reader that knows its length.
type literal struct{ *bytes.Reader }

func (l literal) Size() int64 { return l.Reader.Size() }

// split returns the address without its plus part, and the domain, both in
// lower case.
func split(address string) (base, domain string) {
	at := strings.LastIndexByte(address, '@')
	if at < 0 {
		return strings.ToLower(address), ""
	}
	local, _, _ := strings.Cut(address[:at], "+")
	domain = strings.ToLower(address[at+1:])
	return strings.ToLower(local) + "@" + domain, domain
}

// Again puts the very bytes of a delivered mail into its account's inbox once
// more, as a restored backup or a doubled move does.
func (s *Server) Again(mail Mail) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	a, ok := s.accounts[mail.Account]
	if !ok {
		return fmt.Errorf("mailtest: no account %s", mail.Account)
	}
	return s.put(a, mail)
}
