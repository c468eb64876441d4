package oauth_test

import (
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"goodword/mail/oauth"
	"goodword/mail/oauth/oauthtest"
)

const (
	graph  = "https://graph.microsoft.com/.default"
	people = "https://www.googleapis.com/auth/admin.directory.user.readonly"
)

// graphApp is an app that may ask Microsoft Graph.
func graphApp(t *testing.T) (*oauthtest.Server, *clock, oauth.Settings) {
	server, at, settings := microsoft(t)
	server.AddClient("app-1", oauthtest.Client{Secret: secret, Scopes: []string{graph}})
	settings.Use, settings.User, settings.Section = oauth.ForDirectory, "", "directory.entra"
	return server, at, settings
}

// guarded is an API that lets in who has a good token of a scope.
func guarded(t *testing.T, server *oauthtest.Server, scope string) *httptest.Server {
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); !ok || server.Scope(token) != scope {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = io.WriteString(w, "come in")
	}))
	t.Cleanup(web.Close)
	return web
}

func ask(t *testing.T, source *oauth.Source, where string) (int, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, where, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := source.Do(req)
	if err != nil {
		return 0, err
	}
	if err := answer.Body.Close(); err != nil {
		t.Error(err)
	}
	return answer.StatusCode, nil
}

// TestDo: a request bears a token of the right scope; one that was taken back
// is renewed once; after that nobody is asked for a while.
func TestDo(t *testing.T) {
	t.Parallel()
	server, _, settings := graphApp(t)
	api, source := guarded(t, server, graph), newSource(t, settings)
	for range 2 {
		if status, err := ask(t, source, api.URL); err != nil || status != http.StatusOK {
			t.Fatal(status, err)
		}
	}
	server.Revoke()
	if status, err := ask(t, source, api.URL); err != nil || status != http.StatusOK || server.Asked() != 2 {
		t.Errorf("a token that was taken back: %d, %v, asked %d times", status, err, server.Asked())
	}
	other := guarded(t, server, "another scope")
	if status, err := ask(t, source, other.URL); err != nil || status != http.StatusUnauthorized || server.Asked() != 3 {
		t.Errorf("a token of another scope: %d, %v, asked %d times", status, err, server.Asked())
	}
	if _, err := ask(t, source, api.URL); err == nil || !strings.Contains(err.Error(), "asked again from") || server.Asked() != 3 {
		t.Errorf("after the refusal: %v, asked %d times", err, server.Asked())
	}
	if _, err := ask(t, source, "http://graph.harbour.test/users"); err == nil || !strings.Contains(err.Error(), "in the clear") {
		t.Errorf("a token in the clear: %v", err)
	}
}

// TestDirectoryRefusals: advice names the settings that are meant, and what
// people need in place of what mail needs.
func TestDirectoryRefusals(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		google     bool
		code, said string
		want       []string
	}{
		"wrong tenant":  {code: "invalid_request", said: "AADSTS90002: Tenant not found.", want: []string{"directory.entra.tenant"}},
		"old secret":    {code: "invalid_client", said: "AADSTS7000222: The provided client secret keys are expired.", want: []string{"has expired", "directory.entra.client_secret"}},
		"no permission": {code: "invalid_request", said: "AADSTS650057: Invalid resource.", want: []string{"User.Read.All", "Grant admin consent"}},
		"scope":         {code: "invalid_scope", said: "AADSTS70011: The scope is not valid.", want: []string{"directory.entra.api_url"}},
		"unknown":       {code: "invalid_scope", said: "AADSTS123456: New.", want: []string{"[directory.entra]", "docs/directory.md"}},
		"no delegation": {google: true, code: "unauthorized_client", said: "Client is unauthorized.", want: []string{"Domain-wide delegation", people}},
		"no such admin": {google: true, code: "invalid_grant", said: "Invalid email or User ID", want: []string{"directory.google.admin", "boss@harbour.test"}},
		"expired key":   {google: true, code: "invalid_grant", said: "Invalid JWT Signature.", want: []string{"directory.google.service_account"}},
	} {
		server, _, settings := graphApp(t)
		if c.google {
			settings = oauth.Settings{Provider: oauth.Google, Use: oauth.ForDirectory, Section: "directory.google", User: "boss@harbour.test", TokenURL: server.URL + "/token",
				ServiceAccount: is(server.AddAccount(t, "robot@project.test", []string{people}, []string{"boss@harbour.test"}))}
		}
		server.Script(oauthtest.Answer{Status: 400, Body: `{"error":"` + c.code + `","error_description":"` + c.said + `"}`})
		_, err := newSource(t, settings).Token(t.Context())
		for _, want := range c.want {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v, want %q", name, err, want)
			}
		}
		if err != nil && strings.Contains(err.Error(), " oauth.") {
			t.Errorf("%s names the settings for mail: %v", name, err)
		}
	}
}

// TestServiceAccountReadsPeople: Google's account acts for an administrator
// with the scope for people alone.
func TestServiceAccountReadsPeople(t *testing.T) {
	t.Parallel()
	server := oauthtest.Start(t)
	settings := oauth.Settings{Provider: oauth.Google, Use: oauth.ForDirectory, User: "boss@harbour.test", TokenURL: server.URL + "/token",
		ServiceAccount: is(server.AddAccount(t, "robot@project.test", []string{people}, []string{"boss@harbour.test"}))}
	if status, err := ask(t, newSource(t, settings), guarded(t, server, people).URL); err != nil || status != http.StatusOK {
		t.Error(status, err)
	}
}

// TestCertificate: an assertion signed with the client's key stands for its secret.
func TestCertificate(t *testing.T) {
	t.Parallel()
	server, at, settings := microsoft(t)
	cert := oauthtest.NewCertificate(t, at.Now(), 48*time.Hour)
	server.AddClient("app-1", oauthtest.Client{Certificate: cert.Leaf, Scopes: []string{outlook}, Mailboxes: []string{shared}})
	settings.ClientSecret = nil
	shown := cert
	settings.Certificate = func() (*tls.Certificate, error) { return shown, nil }
	source := newSource(t, settings)
	if token, err := source.Token(t.Context()); err != nil || token.Expires().Before(at.Now()) {
		t.Fatal(token, err)
	}
	shown = oauthtest.NewCertificate(t, at.Now().Add(time.Second), 48*time.Hour)
	at.Add(2 * time.Hour)
	if _, err := source.Token(t.Context()); err == nil || !strings.Contains(err.Error(), "AADSTS700027") || !strings.Contains(err.Error(), "oauth.cert_file") {
		t.Errorf("a certificate that the app does not know: %v", err)
	}
	at.Add(72 * time.Hour)
	if _, err := source.Token(t.Context()); err == nil || !strings.Contains(err.Error(), "expired on") {
		t.Errorf("a certificate that expired: %v", err)
	}
	at.Add(time.Hour)
	settings.Certificate = func() (*tls.Certificate, error) { return nil, errors.New("no such file") }
	if _, err := newSource(t, settings).Token(t.Context()); err == nil || !strings.Contains(err.Error(), "certificate cannot be read: no such file") {
		t.Errorf("a certificate that is not there: %v", err)
	}
}
