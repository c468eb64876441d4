package oauth_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"goodword/mail/oauth"
	"goodword/mail/oauth/oauthtest"
)

const (
	shared  = "praise@harbour.test"
	outlook = "https://outlook.office365.com/.default"
	gmail   = "https://mail.google.com/"
	secret  = "tide~and.rope-Q7"
)

func is(text string) func() (string, error) { return func() (string, error) { return text, nil } }

// clock is a clock that moves when it is told to.
type clock struct {
	mutex sync.Mutex
	now   time.Time
}

func newClock() *clock { return &clock{now: time.Now()} }

func (c *clock) Now() time.Time {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.now
}

func (c *clock) Add(d time.Duration) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.now = c.now.Add(d)
}

// microsoft is a provider with one app, and the settings for it.
func microsoft(t *testing.T) (*oauthtest.Server, *clock, oauth.Settings) {
	t.Helper()
	server, at := oauthtest.Start(t), newClock()
	server.Clock(at.Now)
	server.AddClient("app-1", oauthtest.Client{Secret: secret, Scopes: []string{outlook},
		Roles: []string{"IMAP.AccessAsApp", "SMTP.SendAsApp"}, Mailboxes: []string{shared}})
	return server, at, oauth.Settings{Provider: oauth.Microsoft, User: shared, Tenant: "harbour.test", ClientID: "app-1",
		ClientSecret: is(secret), TokenURL: server.URL + "/harbour.test/oauth2/v2.0/token", Now: at.Now}
}

func newSource(t *testing.T, s oauth.Settings) *oauth.Source {
	t.Helper()
	source, err := oauth.New(s)
	if err != nil {
		t.Fatal(err)
	}
	return source
}

// door is a mail server that asks the provider about each token.
func door(server *oauthtest.Server, mechanisms ...string) oauth.Door {
	return oauth.Door{Protocol: "IMAP", Host: "imap.harbour.test", Port: 993,
		Offers: func(m string) bool {
			for _, one := range mechanisms {
				if one == m {
					return true
				}
			}
			return false
		},
		Knock: func(e *oauth.Exchange) (bool, error) {
			name, first, err := e.Start()
			if err != nil {
				return false, err
			}
			opened := ""
			ours := server.Mechanism(name, func(mailbox string) error { opened = mailbox; return nil }, errors.New("NO AUTHENTICATE failed."))
			challenge, done, err := ours.Next(first)
			for !done && err == nil {
				var answer []byte
				if answer, err = e.Next(challenge); err != nil {
					return false, err
				}
				challenge, done, err = ours.Next(answer)
			}
			if err == nil && opened == "" {
				err = errors.New("nothing was opened")
			}
			return err != nil, err
		}}
}

func login(t *testing.T, s *oauth.Source, d oauth.Door) error {
	t.Helper()
	token, err := s.Token(t.Context())
	if err != nil {
		return err
	}
	_, err = s.Login(t.Context(), token, d)
	return err
}

func TestGrants(t *testing.T) {
	t.Parallel()
	server, _, app := microsoft(t)
	server.AddClient("web-1", oauthtest.Client{Secret: secret})
	server.AddGrant("refresh-1", oauthtest.Grant{Client: "web-1", Scopes: []string{gmail}, Mailboxes: []string{shared}})
	key := server.AddAccount(t, "robot@project.test", []string{gmail}, []string{shared})
	for name, settings := range map[string]oauth.Settings{
		"client credentials": app,
		"service account":    {Provider: oauth.Google, User: shared, ServiceAccount: is(key), TokenURL: server.URL + "/token"},
		"refresh token":      {Provider: oauth.Google, User: shared, ClientID: "web-1", ClientSecret: is(secret), RefreshToken: is("refresh-1"), TokenURL: server.URL + "/token"},
		"another provider":   {Provider: oauth.Other, User: shared, ClientID: "app-1", ClientSecret: is(secret), Scopes: []string{outlook}, TokenURL: server.URL + "/token"},
	} {
		for _, mechanism := range []string{oauth.XOAUTH2, oauth.OAUTHBEARER} {
			if err := login(t, newSource(t, settings), door(server, mechanism)); err != nil {
				t.Errorf("%s by %s: %v", name, mechanism, err)
			}
		}
		settings.User = "ann@harbour.test"
		if err := login(t, newSource(t, settings), door(server, oauth.XOAUTH2)); err == nil {
			t.Errorf("%s opens a mailbox that it was not granted", name)
		}
	}
}

func TestTokenIsKeptAndRenewed(t *testing.T) {
	t.Parallel()
	server, at, settings := microsoft(t)
	source := newSource(t, settings)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if err := login(t, source, door(server, oauth.XOAUTH2)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := server.Asked(); n != 1 {
		t.Fatalf("the provider was asked %d times for 20 logins", n)
	}
	token, err := source.Token(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if left := token.Expires().Sub(at.Now()); left < 59*time.Minute || !token.RenewAt().Before(token.Expires()) {
		t.Errorf("the token lives for %s and is renewed at %s", left, token.RenewAt())
	}
	at.Add(57 * time.Minute)
	if err := login(t, source, door(server, oauth.XOAUTH2)); err != nil || server.Asked() != 2 {
		t.Errorf("shortly before the token ends: %v, asked %d times", err, server.Asked())
	}
}

// TestRefusedTokenIsRenewedOnce: a token that ended early is renewed in the same
// login; a mailbox that nobody granted is not asked for again and again.
func TestRefusedTokenIsRenewedOnce(t *testing.T) {
	t.Parallel()
	server, at, settings := microsoft(t)
	source := newSource(t, settings)
	in := door(server, oauth.OAUTHBEARER, oauth.XOAUTH2)
	if err := login(t, source, in); err != nil {
		t.Fatal(err)
	}
	server.Revoke()
	if err := login(t, source, in); err != nil || server.Asked() != 2 {
		t.Fatalf("after the token was revoked: %v, asked %d times", err, server.Asked())
	}
	server.AddClient("app-1", oauthtest.Client{Secret: secret, Scopes: []string{outlook}, Roles: []string{"IMAP.AccessAsApp"}})
	server.Revoke()
	err := login(t, source, in)
	var refusal *oauth.Refusal
	if !errors.As(err, &refusal) || server.Asked() != 3 {
		t.Fatalf("without a grant: %v, asked %d times", err, server.Asked())
	}
	checked := server.Checked()
	for range 50 {
		if again := login(t, source, in); !errors.As(again, &refusal) || !strings.Contains(again.Error(), "asked again from") {
			t.Fatal(again)
		}
	}
	if server.Asked() != 3 || server.Checked() != checked {
		t.Errorf("while it rests, the provider was asked %d times and the mail server %d times", server.Asked()-3, server.Checked()-checked)
	}
	// The rests grow, and end: within two hours a handful of tries.
	for range 120 {
		at.Add(time.Minute)
		_ = login(t, source, in)
	}
	if n := server.Asked() - 3; n < 10 || n > 40 {
		t.Errorf("in two hours the provider was asked %d times", n)
	}
	server.AddClient("app-1", oauthtest.Client{Secret: secret, Scopes: []string{outlook}, Mailboxes: []string{shared}})
	at.Add(11 * time.Minute)
	if err := login(t, source, in); err != nil {
		t.Errorf("once granted: %v", err)
	}
}

func TestRefreshTokenThatIsReplaced(t *testing.T) {
	t.Parallel()
	server, at, _ := microsoft(t)
	server.AddClient("web-1", oauthtest.Client{Secret: secret})
	server.AddGrant("refresh-1", oauthtest.Grant{Client: "web-1", Scopes: []string{gmail}, Mailboxes: []string{shared}, Next: "refresh-2"})
	configured := "refresh-1"
	source := newSource(t, oauth.Settings{Provider: oauth.Other, User: shared, ClientID: "web-1", ClientSecret: is(secret),
		RefreshToken: func() (string, error) { return configured, nil }, TokenURL: server.URL + "/token", Now: at.Now})
	for range 3 {
		if _, err := source.Token(t.Context()); err != nil {
			t.Fatal(err)
		}
		at.Add(2 * time.Hour)
	}
	// Another one in the settings counts before the one that was given.
	server.AddGrant("refresh-9", oauthtest.Grant{Client: "web-1", Scopes: []string{gmail}, Mailboxes: []string{shared}})
	server.AddGrant("refresh-2", oauthtest.Grant{Client: "somebody else"})
	configured = "refresh-9"
	if _, err := source.Token(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestSecretIsReadForEachToken(t *testing.T) {
	t.Parallel()
	_, at, settings := microsoft(t)
	now := "old"
	settings.ClientSecret = func() (string, error) { return now, nil }
	source := newSource(t, settings)
	if _, err := source.Token(t.Context()); err == nil || !strings.Contains(err.Error(), "AADSTS7000215") {
		t.Fatalf("an old secret: %v", err)
	}
	now = secret
	at.Add(time.Minute)
	if _, err := source.Token(t.Context()); err != nil {
		t.Errorf("after the file was changed: %v", err)
	}
}

func TestTokenEndpointThatIsDown(t *testing.T) {
	t.Parallel()
	server, at, settings := microsoft(t)
	server.Script(oauthtest.Answer{Status: 503, Body: "down"}, oauthtest.Answer{Status: 429, Body: `{"error":"temporarily_unavailable"}`})
	source := newSource(t, settings)
	for _, wait := range []time.Duration{5 * time.Second, 10 * time.Second} {
		if _, err := source.Token(t.Context()); err == nil || !strings.Contains(err.Error(), "passes by itself") {
			t.Fatal(err)
		}
		at.Add(wait)
	}
	if _, err := source.Token(t.Context()); err != nil {
		t.Errorf("once it is up: %v", err)
	}
	nobody := settings
	nobody.TokenURL = "http://127.0.0.1:1/token"
	if _, err := newSource(t, nobody).Token(t.Context()); err == nil || !strings.Contains(err.Error(), "HTTPS_PROXY") {
		t.Errorf("nobody listens: %v", err)
	}
}

func TestTokensAreNotShown(t *testing.T) {
	t.Parallel()
	server, _, settings := microsoft(t)
	token, err := newSource(t, settings).Token(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := json.Marshal(token)
	if err != nil {
		t.Fatal(err)
	}
	shown := fmt.Sprintf("%v %+v %#v %s %q", token, token, token, token, token) + string(encoded) + token.LogValue().String()
	for _, t1 := range server.Tokens() {
		if strings.Contains(shown, t1) || strings.Contains(shown, strings.Split(t1, ".")[1]) {
			t.Errorf("the token shows in %s", shown)
		}
	}
}

func TestSettingsAreChecked(t *testing.T) {
	t.Parallel()
	good := oauth.Settings{Provider: oauth.Microsoft, User: shared, Tenant: "harbour.test", ClientID: "app-1", ClientSecret: is(secret)}
	if _, err := oauth.New(good); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func(*oauth.Settings)
		want   string
	}{
		"no user":            {func(s *oauth.Settings) { s.User = "" }, "no user"},
		"no tenant":          {func(s *oauth.Settings) { s.Tenant = "" }, "no tenant"},
		"no client":          {func(s *oauth.Settings) { s.ClientID = "" }, "no client ID"},
		"nothing to show":    {func(s *oauth.Settings) { s.ClientSecret = nil }, "neither a client secret"},
		"in the clear":       {func(s *oauth.Settings) { s.TokenURL = "http://login.harbour.test/token" }, "in the clear"},
		"no URL":             {func(s *oauth.Settings) { s.TokenURL = "login" }, "no URL"},
		"unknown provider":   {func(s *oauth.Settings) { s.Provider = "harbour" }, "unknown"},
		"unknown mechanism":  {func(s *oauth.Settings) { s.Mechanism = "PLAIN" }, "PLAIN"},
		"Google by a secret": {func(s *oauth.Settings) { s.Provider = oauth.Google }, "service account"},
	} {
		s := good
		c.change(&s)
		if _, err := oauth.New(s); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
