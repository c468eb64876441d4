package fetch_test

import (
	"errors"
	"io"
	"log"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
	"github.com/emersion/go-sasl"

	"goodword/mail/fetch"
	"goodword/mail/fetch/fetchtest"
	"goodword/mail/mailtest/debian"
	"goodword/mail/oauth"
	"goodword/mail/oauth/oauthtest"
)

const (
	mailScope = "mail"
	appSecret = "rope~and.tide-Q7"
)

// provider is an OAuth 2 provider whose only app may open one mailbox.
func provider(t *testing.T) (*oauthtest.Server, oauth.Settings) {
	t.Helper()
	server := oauthtest.Start(t)
	server.AddClient("app-1", oauthtest.Client{Secret: appSecret, Scopes: []string{mailScope}, Mailboxes: []string{address}})
	return server, oauth.Settings{Provider: oauth.Other, User: address, ClientID: "app-1", Scopes: []string{mailScope},
		ClientSecret: func() (string, error) { return appSecret, nil }, TokenURL: server.URL + "/token"}
}

// tokenSession lets in who has a token, and nobody else.
type tokenSession struct {
	imapserver.Session
	provider   *oauthtest.Server
	mechanisms []string
}

func (s *tokenSession) AuthenticateMechanisms() []string { return s.mechanisms }

func (s *tokenSession) Authenticate(mechanism string) (sasl.Server, error) {
	no := &imap.Error{Type: imap.StatusResponseTypeNo, Text: "AUTHENTICATE failed."}
	return s.provider.Mechanism(mechanism, func(mailbox string) error { return s.Login(mailbox, password) }, no), nil
}

// byToken runs an IMAP server in the process, and gives settings to log in to it
// with tokens.
func byToken(t *testing.T, tokens *oauthtest.Server, settings oauth.Settings, mechanisms ...string) fetch.Settings {
	t.Helper()
	memory := imapmemserver.New()
	user := imapmemserver.NewUser(address, password)
	if err := user.Create("INBOX", nil); err != nil {
		t.Fatal(err)
	}
	memory.AddUser(user)
	server := imapserver.New(&imapserver.Options{
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return &tokenSession{Session: memory.NewSession(), provider: tokens, mechanisms: mechanisms}, nil, nil
		},
		InsecureAuth: true,
		Logger:       log.New(io.Discard, "", 0),
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() { done <- server.Serve(listener) }()
	t.Cleanup(func() {
		_ = server.Close()
		<-done
	})
	source, err := oauth.New(settings)
	if err != nil {
		t.Fatal(err)
	}
	return fetch.Settings{Mailbox: "nominations", Host: "127.0.0.1", Port: listener.Addr().(*net.TCPAddr).Port, TLS: fetch.NoTLS, User: address, OAuth: source}
}

func TestLoginByToken(t *testing.T) {
	t.Parallel()
	for _, mechanism := range []string{oauth.XOAUTH2, oauth.OAUTHBEARER} {
		tokens, settings := provider(t)
		if report, err := fetch.Check(t.Context(), byToken(t, tokens, settings, mechanism)); err != nil || report.UIDValidity == 0 {
			t.Errorf("%s: %+v, %v", mechanism, report, err)
		}
	}
	tokens, settings := provider(t)
	if _, err := fetch.Check(t.Context(), byToken(t, tokens, settings, "PLAIN")); err == nil || !strings.Contains(err.Error(), "offers no login with tokens") {
		t.Errorf("a server without tokens: %v", err)
	}
}

// TestConnectionOutlivesItsToken: it is made anew with another token before the
// first one ends, and a token that was taken back is renewed at the next login.
func TestConnectionOutlivesItsToken(t *testing.T) {
	t.Parallel()
	tokens, settings := provider(t)
	now := time.Now()
	settings.Now = func() time.Time { return now } // polls and this test are one goroutine
	p := newPoller(t, byToken(t, tokens, settings, oauth.XOAUTH2), fetchtest.NewMemory())
	polls := func(what string, asked int) {
		t.Helper()
		for range 3 {
			poll(t, p)
		}
		if got := tokens.Asked(); got != asked {
			t.Errorf("%s: the provider was asked %d times, want %d", what, got, asked)
		}
	}
	polls("at first", 1)
	logins := tokens.Checked()
	now = now.Add(50 * time.Minute)
	polls("in the token's life", 1)
	if tokens.Checked() != logins {
		t.Error("a connection was made anew without need")
	}
	now = now.Add(6 * time.Minute)
	polls("shortly before its end", 2)
	if tokens.Checked() != logins+1 {
		t.Errorf("%d logins with the second token", tokens.Checked()-logins)
	}
	tokens.Revoke()
	p = newPoller(t, byToken(t, tokens, settings, oauth.OAUTHBEARER), fetchtest.NewMemory())
	polls("another connection", 3)
}

func TestRefusedTokenSaysWhatToDo(t *testing.T) {
	t.Parallel()
	tokens, settings := provider(t)
	settings.Provider, settings.Tenant = oauth.Microsoft, "harbour.test"
	tokens.AddClient("app-1", oauthtest.Client{Secret: appSecret, Scopes: []string{mailScope}, Roles: []string{"SMTP.SendAsApp"}})
	login := byToken(t, tokens, settings, oauth.XOAUTH2)
	p := newPoller(t, login, fetchtest.NewMemory())
	err := p.PollOnce(t.Context())
	if err == nil || !strings.Contains(err.Error(), "IMAP.AccessAsApp") || !strings.Contains(err.Error(), "AUTHENTICATE failed") {
		t.Fatal(err)
	}
	asked, checked := tokens.Asked(), tokens.Checked()
	for range 20 { // it rests: neither the provider nor the server is asked
		if err := p.PollOnce(t.Context()); err == nil || !strings.Contains(err.Error(), "IMAP.AccessAsApp") {
			t.Fatal(err)
		}
	}
	if asked != 2 || tokens.Asked() != asked || tokens.Checked() != checked {
		t.Errorf("asked %d times, then %d; %d logins, then %d", asked, tokens.Asked(), checked, tokens.Checked())
	}
	for _, token := range tokens.Tokens() {
		if strings.Contains(p.Status().LastError, token) {
			t.Errorf("the token stands in the status: %s", p.Status().LastError)
		}
	}
}

// TestDovecotByToken: both mechanisms, with a Dovecot that asks the provider.
func TestDovecotByToken(t *testing.T) {
	t.Parallel()
	tokens, settings := provider(t)
	account := debian.Account{Address: address, Password: password}
	server := debian.DovecotWithTokens(t, tokens.URL+"/introspect", account)
	login := func(mechanism string) fetch.Settings {
		settings.Mechanism = mechanism
		source, err := oauth.New(settings)
		if err != nil {
			t.Fatal(err)
		}
		return fetch.Settings{Mailbox: "nominations", Host: server.Host, Port: server.Port, TLS: fetch.NoTLS, User: address, OAuth: source}
	}
	for _, mechanism := range []string{"", oauth.XOAUTH2, oauth.OAUTHBEARER} {
		p := newPoller(t, login(mechanism), fetchtest.NewMemory())
		for range 2 {
			poll(t, p)
		}
	}
	// A token that has ended is renewed within the same login; here Dovecot remembers nothing of it.
	in := login(oauth.XOAUTH2)
	if _, err := fetch.Check(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	asked := tokens.Asked()
	tokens.Revoke()
	if _, err := fetch.Check(t.Context(), in); err != nil || tokens.Asked() != asked+1 {
		t.Errorf("after the token was taken back: %v, asked %d times", err, tokens.Asked()-asked)
	}
	// The token is good, and the mailbox another's.
	for _, mechanism := range []string{oauth.XOAUTH2, oauth.OAUTHBEARER} {
		settings.User = "ann@harbour.test"
		other := login(mechanism)
		other.User = settings.User
		var refusal *oauth.Refusal
		if _, err := fetch.Check(t.Context(), other); !errors.As(err, &refusal) || refusal.Do == "" {
			t.Errorf("%s: %v", mechanism, err)
		}
	}
}

// TestServersThatAskForLess: the words say what it means, and the next try waits.
func TestServersThatAskForLess(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		at, answer string
		least      time.Duration
		want       string
	}{
		"Gmail's connections":   {"LOGIN", "NO [ALERT] Too many simultaneous connections. (Failure)", time.Minute, "close other programs"},
		"Dovecot's connections": {"LOGIN", "NO [UNAVAILABLE] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)", time.Minute, "close other programs"},
		"a limit":               {"LOGIN", "NO [LIMIT] later", time.Minute, "later"},
		"Gmail's bandwidth":     {"SELECT", "NO [OVERQUOTA] Account exceeded command or bandwidth limits.", time.Minute, "2,500 MB"},
		"Exchange's mailbox":    {"SELECT", "BAD User is authenticated but not connected.", time.Minute, "FullAccess"},
		"Exchange's throttle":   {"SELECT", "BAD Request is throttled. Suggested Backoff Time: 299961 milliseconds", 299961 * time.Millisecond, "slow down"},
		"a wrong password":      {"LOGIN", "NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)", 0, "check user and password"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &script{answer: func(command string) (string, string) {
				if strings.HasPrefix(command, c.at) {
					return "", c.answer
				}
				return usual(command)
			}}
			settings := s.serve(t)
			pauses := make(chan time.Duration, 8)
			settings.Sleep = func(d time.Duration) <-chan time.Time {
				select {
				case pauses <- d:
				default:
				}
				return nil // for good
			}
			p := newPoller(t, settings, known(t))
			done := make(chan error)
			go func() { done <- p.Run(t.Context()) }()
			pause := <-pauses
			p.Stop()
			if err := <-done; err != nil {
				t.Error(err)
			}
			if said := p.Status().LastError; !strings.Contains(said, c.want) {
				t.Errorf("%q is missing in: %s", c.want, said)
			}
			if c.least > 0 && (pause < c.least || pause > c.least+5*time.Second) || c.least == 0 && pause > 75*time.Second {
				t.Errorf("the next try comes after %s", pause)
			}
		})
	}
}
