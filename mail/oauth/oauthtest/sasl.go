package oauthtest

import (
	"strings"

	"github.com/emersion/go-sasl"
)

// Mechanism is the server's side of XOAUTH2 and OAUTHBEARER. login is called
// with the mailbox when the token opens it; failed is the error after a refusal.
func (s *Server) Mechanism(name string, login func(mailbox string) error, failed error) sasl.Server {
	return &exchange{server: s, name: name, login: login, failed: failed}
}

type exchange struct {
	server  *Server
	name    string
	login   func(mailbox string) error
	failed  error
	refused bool
}

// The challenges of a refusal: Google's and RFC 7628's.
const (
	xoauth2Challenge = `{"status":"401","schemes":"bearer","scope":"https://mail.google.com/"}`
	bearerChallenge  = `{"status":"invalid_token","scope":"mail"}`
)

// Next takes the client's message, and after a refusal anything.
func (e *exchange) Next(response []byte) (challenge []byte, done bool, err error) {
	if e.refused {
		return nil, false, e.failed
	}
	if response == nil {
		return []byte{}, false, nil
	}
	mailbox, token := e.read(string(response))
	if token != "" && e.server.Opens(token, mailbox) {
		return nil, true, e.login(mailbox)
	}
	e.refused = true
	if e.name == "XOAUTH2" {
		return []byte(xoauth2Challenge), false, nil
	}
	return []byte(bearerChallenge), false, nil
}

// read takes mailbox and token out of the message, or nothing where it is not
// as it must be.
func (e *exchange) read(message string) (mailbox, token string) {
	fields := strings.Split(message, "\x01")
	if len(fields) < 4 || fields[len(fields)-1] != "" || fields[len(fields)-2] != "" {
		return "", ""
	}
	if e.name == "XOAUTH2" {
		mailbox, _ = strings.CutPrefix(fields[0], "user=")
	} else {
		mailbox, _ = strings.CutPrefix(strings.TrimSuffix(fields[0], ","), "n,a=")
		mailbox = strings.NewReplacer("=2C", ",", "=3D", "=").Replace(mailbox)
	}
	for _, f := range fields[1:] {
		if bearer, ok := strings.CutPrefix(f, "auth=Bearer "); ok {
			token = bearer
		}
	}
	return mailbox, token
}
