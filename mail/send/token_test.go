package send_test

import (
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"goodword/mail/mailtest/authority"
	"goodword/mail/mailtest/debian"
	"goodword/mail/oauth"
	"goodword/mail/oauth/oauthtest"
	"goodword/mail/send"
)

const (
	sendScope = "mail"
	appSecret = "rope~and.tide-Q7"
)

// relay takes mail of whoever logs in with a token or a certificate.
type relay struct {
	tokens     *oauthtest.Server
	mechanisms []string
	gate       chan struct{} // each letter waits for it after its last byte; nil: none waits

	mutex        sync.Mutex
	logins       int
	taken        []string // recipients
	busy, widest int      // letters that are being taken, now and at most
	expired      bool     // who logged in before is told at MAIL that the session ended
}

func (r *relay) with(change func()) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	change()
}

type relaySession struct {
	relay *relay
	conn  *smtp.Conn
	as    string
	to    string
}

func (s *relaySession) AuthMechanisms() []string { return s.relay.mechanisms }

func (s *relaySession) Auth(mechanism string) (sasl.Server, error) {
	login := func(mailbox string) error {
		s.as = mailbox
		s.relay.with(func() { s.relay.logins++ })
		return nil
	}
	no := &smtp.SMTPError{Code: 535, EnhancedCode: smtp.EnhancedCode{5, 7, 3}, Message: "Authentication unsuccessful"}
	if mechanism != sasl.External {
		return s.relay.tokens.Mechanism(mechanism, login, no), nil
	}
	return sasl.NewExternalServer(func(identity string) error {
		secured, ok := s.conn.Conn().(*tls.Conn)
		if !ok || secured.ConnectionState().PeerCertificates[0].Subject.CommonName != identity {
			return no
		}
		return login(identity)
	}), nil
}

func (s *relaySession) Mail(string, *smtp.MailOptions) error {
	if s.as == "" {
		return &smtp.SMTPError{Code: 530, EnhancedCode: smtp.EnhancedCode{5, 7, 57}, Message: "Client not authenticated to send mail"}
	}
	over := false
	s.relay.with(func() { over, s.relay.expired = s.relay.expired, false })
	if over {
		return &smtp.SMTPError{Code: 530, EnhancedCode: smtp.EnhancedCode{5, 7, 57}, Message: "Client not authenticated to send mail"}
	}
	return nil
}

func (s *relaySession) Rcpt(to string, _ *smtp.RcptOptions) error { s.to = to; return nil }

func (s *relaySession) Data(r io.Reader) error {
	if _, err := io.Copy(io.Discard, r); err != nil {
		return err
	}
	s.relay.with(func() {
		s.relay.busy++
		s.relay.widest = max(s.relay.widest, s.relay.busy)
	})
	if s.relay.gate != nil {
		<-s.relay.gate
	}
	s.relay.with(func() {
		s.relay.busy--
		s.relay.taken = append(s.relay.taken, s.to)
	})
	return nil
}

func (s *relaySession) Reset() {}

func (s *relaySession) Logout() error { return nil }

// serve listens; secured is for a server with certificates, from the first byte where implicit.
func (r *relay) serve(t *testing.T, secured *tls.Config, implicit bool) send.Settings {
	t.Helper()
	server := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &relaySession{relay: r, conn: c}, nil }))
	server.AllowInsecureAuth, server.TLSConfig, server.ErrorLog = true, secured, log.New(io.Discard, "", 0)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	if implicit {
		listener = tls.NewListener(listener, secured)
	}
	done := make(chan error)
	go func() { done <- server.Serve(listener) }()
	t.Cleanup(func() {
		_ = server.Close()
		<-done
	})
	return send.Settings{Host: "127.0.0.1", Port: port, TLS: send.NoTLS, User: account}
}

// byToken is a relay, and settings to submit to it with tokens.
func byToken(t *testing.T, mechanisms ...string) (*relay, oauth.Settings, send.Settings) {
	t.Helper()
	r := &relay{tokens: oauthtest.Start(t), mechanisms: mechanisms}
	r.tokens.AddClient("app-1", oauthtest.Client{Secret: appSecret, Scopes: []string{sendScope}, Mailboxes: []string{account}})
	return r, oauth.Settings{Provider: oauth.Other, User: account, ClientID: "app-1", Scopes: []string{sendScope},
		ClientSecret: func() (string, error) { return appSecret, nil }, TokenURL: r.tokens.URL + "/token"}, r.serve(t, nil, false)
}

func source(t *testing.T, s oauth.Settings) *oauth.Source {
	t.Helper()
	source, err := oauth.New(s)
	if err != nil {
		t.Fatal(err)
	}
	return source
}

func TestSubmitByToken(t *testing.T) {
	t.Parallel()
	for _, mechanism := range []string{oauth.XOAUTH2, oauth.OAUTHBEARER} {
		r, tokens, settings := byToken(t, mechanism)
		settings.OAuth = source(t, tokens)
		s := newSubmitter(t, settings)
		for range 3 {
			if outcome := s.Submit(t.Context(), account, nominee, thanks(t)); outcome.Result != send.Accepted {
				t.Errorf("%s: %s", mechanism, outcome)
			}
		}
		report, err := s.Check(t.Context())
		if err != nil || !report.ByToken || time.Until(report.TokenEnds) < 50*time.Minute {
			t.Errorf("%s: %+v, %v", mechanism, report, err)
		}
		if len(r.taken) != 3 || r.tokens.Asked() != 1 {
			t.Errorf("%s: %d letters, %d tokens", mechanism, len(r.taken), r.tokens.Asked())
		}
	}
	_, tokens, settings := byToken(t, sasl.Plain)
	settings.OAuth = source(t, tokens)
	if outcome := newSubmitter(t, settings).Submit(t.Context(), account, nominee, thanks(t)); outcome.Result != send.Temporary || !strings.Contains(outcome.Text, "offers no login with tokens") {
		t.Errorf("a server without tokens: %s", outcome)
	}
}

// TestKeptConnectionOutlivesItsToken: the next letter goes over a fresh one,
// and so does a letter whose connection the server no longer takes.
func TestKeptConnectionOutlivesItsToken(t *testing.T) {
	t.Parallel()
	r, tokens, settings := byToken(t, oauth.XOAUTH2)
	now := time.Now()
	tokens.Now = func() time.Time { return now } // one goroutine submits
	settings.OAuth, settings.KeepIdle = source(t, tokens), time.Hour
	s := newSubmitter(t, settings)
	submits := func(what string, logins int) {
		t.Helper()
		if outcome := s.Submit(t.Context(), account, nominee, thanks(t)); outcome.Result != send.Accepted {
			t.Errorf("%s: %s", what, outcome)
		}
		r.with(func() {
			if r.logins != logins {
				t.Errorf("%s: %d logins, want %d", what, r.logins, logins)
			}
		})
	}
	submits("the first letter", 1)
	submits("the second", 1)
	now = now.Add(56 * time.Minute)
	submits("shortly before the token ends", 2)
	r.with(func() { r.expired = true })
	submits("after the server ended the session", 3)
	r.tokens.Revoke()
	r.with(func() { r.expired = true })
	submits("after the token was taken back", 4)
	if got := r.tokens.Asked(); got != 3 {
		t.Errorf("the provider was asked %d times", got)
	}
}

func TestRefusedTokenSaysWhatToDo(t *testing.T) {
	t.Parallel()
	r, tokens, settings := byToken(t, oauth.OAUTHBEARER)
	tokens.Provider, tokens.Tenant = oauth.Microsoft, "harbour.test"
	r.tokens.AddClient("app-1", oauthtest.Client{Secret: appSecret, Scopes: []string{sendScope}, Roles: []string{"IMAP.AccessAsApp"}})
	settings.OAuth = source(t, tokens)
	s := newSubmitter(t, settings)
	var all sync.WaitGroup
	for range 40 {
		all.Go(func() {
			outcome := s.Submit(t.Context(), account, nominee, thanks(t))
			if outcome.Result != send.Temporary || outcome.Verb != send.Auth || !strings.Contains(outcome.Text, "SMTP.SendAsApp") {
				t.Error(outcome)
			}
			for _, token := range r.tokens.Tokens() {
				if strings.Contains(outcome.String(), token) {
					t.Errorf("the token stands in %s", outcome)
				}
			}
		})
	}
	all.Wait()
	// At most those that were under way when the first was refused asked again.
	if asked := r.tokens.Asked(); asked > 41 {
		t.Errorf("the provider was asked %d times", asked)
	}
	asked := r.tokens.Asked()
	for range 20 {
		s.Submit(t.Context(), account, nominee, thanks(t))
	}
	if r.tokens.Asked() != asked {
		t.Errorf("asked %d times while it rests", r.tokens.Asked()-asked)
	}
}

// TestConnectionsAreLimited: never more letters at once than the provider
// allows connections, and all of them leave.
func TestConnectionsAreLimited(t *testing.T) {
	t.Parallel()
	r, tokens, settings := byToken(t, oauth.XOAUTH2)
	r.gate = make(chan struct{})
	settings.OAuth, settings.Connections = source(t, tokens), 3
	s := newSubmitter(t, settings)
	outcomes := make(chan send.Outcome)
	for range 12 {
		go func() { outcomes <- s.Submit(t.Context(), account, nominee, thanks(t)) }()
	}
	for range 12 {
		r.gate <- struct{}{}
		if outcome := <-outcomes; outcome.Result != send.Accepted {
			t.Error(outcome)
		}
	}
	r.with(func() {
		if r.widest > 3 || r.widest == 0 {
			t.Errorf("%d letters at once", r.widest)
		}
	})
}

func TestClientCertificate(t *testing.T) {
	t.Parallel()
	ours := authority.New(t)
	for _, mode := range []send.TLSMode{send.ImplicitTLS, send.StartTLS} {
		r := &relay{mechanisms: []string{sasl.External}}
		settings := r.serve(t, ours.Server(t), mode == send.ImplicitTLS)
		settings.TLS, settings.RootCAs, settings.External, settings.ClientCertificate = mode, ours.Pool, true, ours.Client(t, account)
		if outcome := newSubmitter(t, settings).Submit(t.Context(), account, nominee, thanks(t)); outcome.Result != send.Accepted {
			t.Errorf("%s: %s", mode, outcome)
		}
		settings.ClientCertificate = ours.Client(t, "ann@harbour.test")
		if outcome := newSubmitter(t, settings).Submit(t.Context(), account, nominee, thanks(t)); outcome.Result != send.Temporary || !strings.Contains(outcome.Text, "maps the certificate") {
			t.Errorf("%s with another's certificate: %s", mode, outcome)
		}
		settings.External, settings.ClientCertificate, settings.User = false, nil, ""
		if outcome := newSubmitter(t, settings).Submit(t.Context(), account, nominee, thanks(t)); outcome.Result != send.Temporary || !strings.Contains(outcome.Text, "cert_file") {
			t.Errorf("%s without a certificate: %s", mode, outcome)
		}
	}
	if _, err := send.New(send.Settings{Host: "smtp.harbour.test", Port: 465, User: account, External: true}); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Error(errors.New("a login by certificate without one was let pass"))
	}
}

// TestSubmitByTokenToPostfix: Debian's Postfix, whose logins are Dovecot's, which
// asks the provider.
func TestSubmitByTokenToPostfix(t *testing.T) {
	t.Parallel()
	tokens := oauthtest.Start(t)
	tokens.AddClient("app-1", oauthtest.Client{Secret: appSecret, Scopes: []string{sendScope}, Mailboxes: []string{account}})
	dovecot := debian.DovecotWithTokens(t, tokens.URL+"/introspect", debian.Account{Address: account, Password: secret}, debian.Account{Address: nominee, Password: "anns-own"})
	postfix := debian.Postfix(t, dovecot)
	for _, mechanism := range []string{oauth.XOAUTH2, oauth.OAUTHBEARER} {
		settings := send.Settings{Host: postfix.Host, Port: postfix.Submission, TLS: send.NoTLS, User: account,
			OAuth: source(t, oauth.Settings{Provider: oauth.Other, User: account, ClientID: "app-1", Scopes: []string{sendScope}, Mechanism: mechanism,
				ClientSecret: func() (string, error) { return appSecret, nil }, TokenURL: tokens.URL + "/token"})}
		if outcome := newSubmitter(t, settings).Submit(t.Context(), account, nominee, thanks(t)); outcome.Result != send.Accepted {
			t.Errorf("%s: %s", mechanism, outcome)
		}
		settings.User = nominee
		settings.OAuth = source(t, oauth.Settings{Provider: oauth.Other, User: nominee, ClientID: "app-1", Scopes: []string{sendScope}, Mechanism: mechanism,
			ClientSecret: func() (string, error) { return appSecret, nil }, TokenURL: tokens.URL + "/token"})
		if outcome := newSubmitter(t, settings).Submit(t.Context(), nominee, account, thanks(t)); outcome.Result != send.Temporary || outcome.Verb != send.Auth || !strings.Contains(outcome.Text, "check user") {
			t.Errorf("%s for another's mailbox: %s", mechanism, outcome)
		}
	}
}
