package oauth_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"goodword/mail/oauth"
	"goodword/mail/oauth/oauthtest"
)

// TestEndpointRefusals: each answer is told with its code, what it means and
// what to do, and without what was secret in it.
func TestEndpointRefusals(t *testing.T) {
	t.Parallel()
	const clientID = "robot-client"
	for name, c := range map[string]struct {
		google, refresh bool
		code, said      string
		want            []string
	}{
		"wrong tenant":       {code: "invalid_request", said: "AADSTS90002: Tenant 'x' not found.", want: []string{"AADSTS90002", "no such tenant", "oauth.tenant"}},
		"wrong app":          {code: "unauthorized_client", said: "AADSTS700016: Application with identifier 'x' was not found.", want: []string{"oauth.client_id"}},
		"wrong secret":       {code: "invalid_client", said: "AADSTS7000215: Invalid client secret provided: " + secret, want: []string{"Value, not its ID", "…"}},
		"secret has expired": {code: "invalid_client", said: "AADSTS7000222: The provided client secret keys are expired.\r\nTrace ID: 123 Timestamp: now", want: []string{"has expired", "make a new client secret"}},
		"no consent":         {code: "invalid_grant", said: "AADSTS65001: The user or administrator has not consented.", want: []string{"Grant admin consent"}},
		"wrong scope":        {code: "invalid_scope", said: "AADSTS1002012: The provided value for scope is not valid.", want: []string{"/.default", "leave oauth.scopes out"}},
		"blocked":            {code: "access_denied", said: "AADSTS53003: Access has been blocked by Conditional Access policies.", want: []string{"Conditional Access"}},
		"unknown code":       {code: "invalid_grant", said: "AADSTS123456: Something new.", want: []string{"AADSTS123456", "docs/providers/microsoft365.md"}},
		"old refresh token":  {refresh: true, code: "invalid_grant", said: "AADSTS700082: The refresh token has expired due to inactivity.", want: []string{"new refresh token"}},

		"not delegated":    {google: true, code: "unauthorized_client", said: "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.", want: []string{"Domain-wide delegation", "https://mail.google.com/"}},
		"no such mailbox":  {google: true, code: "invalid_grant", said: "Invalid email or User ID", want: []string{"there is no mailbox " + shared}},
		"clock":            {google: true, code: "invalid_grant", said: "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.", want: []string{"clock is wrong"}},
		"key was replaced": {google: true, code: "invalid_grant", said: "Invalid JWT Signature.", want: []string{"new JSON key"}},
		"not authorized":   {google: true, code: "access_denied", said: "Requested client not authorized.", want: []string{"access_denied", "the service account is not authorized", "Domain-wide delegation"}},
		"assertion":        {google: true, code: "invalid_grant", said: "Something new.", want: []string{"invalid_grant", "the assertion does not count", "check the key file", "clock"}},
		"policy":           {google: true, refresh: true, code: "admin_policy_enforced", said: "Access to your account data is restricted.", want: []string{"a policy of the Workspace forbids the scope", "App access control"}},
		"client deleted":   {google: true, refresh: true, code: "deleted_client", said: "The OAuth client was deleted.", want: []string{"gone or disabled", "Google Cloud console"}},
		"client disabled":  {google: true, refresh: true, code: "disabled_client", said: "The OAuth client was disabled.", want: []string{"gone or disabled", "enable it"}},
		"not this way":     {google: true, refresh: true, code: "unauthorized_client", said: "Unauthorized", want: []string{"may not get tokens in this way", "allow this grant"}},
		"grant is lost":    {google: true, refresh: true, code: "invalid_grant", said: "Bad Request", want: []string{"expired, revoked, or of another client", "new refresh token"}},
		"says no more":     {google: true, refresh: true, code: "access_denied", said: "", want: []string{"access_denied", "docs/providers/google-workspace.md"}},
		"account gone":     {google: true, code: "invalid_grant", said: "Invalid grant: account not found", want: []string{"the service account is gone"}},
		"revoked":          {google: true, refresh: true, code: "invalid_grant", said: "Token has been expired or revoked.", want: []string{"seven days"}},
		"client gone":      {google: true, refresh: true, code: "invalid_client", said: "The OAuth client was not found.", want: []string{"oauth.client_id"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, _, settings := microsoft(t)
			if c.google {
				settings = oauth.Settings{Provider: oauth.Google, User: shared, TokenURL: server.URL + "/token",
					ServiceAccount: is(server.AddAccount(t, "robot@project.test", nil, nil))}
			}
			if c.refresh {
				settings.ServiceAccount, settings.ClientID, settings.ClientSecret, settings.RefreshToken = nil, clientID, is(secret), is("refresh-1")
			}
			body, err := json.Marshal(map[string]string{"error": c.code, "error_description": c.said})
			if err != nil {
				t.Fatal(err)
			}
			server.Script(oauthtest.Answer{Status: 400, Body: string(body)})
			_, err = newSource(t, settings).Token(t.Context())
			var refusal *oauth.Refusal
			if !errors.As(err, &refusal) || refusal.Do == "" || refusal.Passing {
				t.Fatalf("%+v", err)
			}
			for _, want := range append(c.want, "the token endpoint at 127.0.0.1") {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q is missing in: %v", want, err)
				}
			}
			for _, never := range []string{secret, "Trace ID", "\n", "refresh-1"} {
				if strings.Contains(err.Error(), never) {
					t.Errorf("%q stands in: %v", never, err)
				}
			}
		})
	}
}

// TestAnswersThatAreNone: an endpoint that is no token endpoint.
func TestAnswersThatAreNone(t *testing.T) {
	t.Parallel()
	for _, a := range []oauthtest.Answer{{Status: 200, Body: "<html>"}, {Status: 200, Body: "{}"}, {Status: 404, Body: "not here"}, {Status: 302, Body: ""}} {
		server, _, settings := microsoft(t)
		server.Script(a)
		if _, err := newSource(t, settings).Token(t.Context()); err == nil || !strings.Contains(err.Error(), "token_url") {
			t.Errorf("%+v: %v", a, err)
		}
	}
}

// TestMailServerRefusals: what a token lacks is told by the token itself, what
// a mailbox lacks by the provider's way to grant it.
func TestMailServerRefusals(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		app      oauthtest.Client
		refresh  *oauthtest.Grant
		protocol string
		said     string // instead of the server's words
		want     string
	}{
		"no IMAP.AccessAsApp": {app: oauthtest.Client{Roles: []string{"SMTP.SendAsApp"}}, protocol: "IMAP", want: "lacks the permission IMAP.AccessAsApp"},
		"no SMTP.SendAsApp":   {app: oauthtest.Client{Roles: []string{"IMAP.AccessAsApp"}}, protocol: "SMTP", want: "lacks the permission SMTP.SendAsApp"},
		"mailbox not granted": {app: oauthtest.Client{Roles: []string{"IMAP.AccessAsApp"}}, protocol: "IMAP", want: "Add-MailboxPermission -Identity " + shared},
		"SMTP AUTH is off": {app: oauthtest.Client{Roles: []string{"SMTP.SendAsApp"}}, protocol: "SMTP",
			said: "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.", want: "Set-CASMailbox -Identity " + shared},
		"no scope of a user": {refresh: &oauthtest.Grant{Scopes: []string{"SMTP.Send"}}, protocol: "IMAP", want: "IMAP.AccessAsUser.All"},
		"shared mailbox of a user": {refresh: &oauthtest.Grant{Scopes: []string{"IMAP.AccessAsUser.All"}}, protocol: "IMAP",
			want: "give the account that consented FullAccess to " + shared},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, _, settings := microsoft(t)
			c.app.Secret, c.app.Scopes = secret, []string{outlook}
			server.AddClient("app-1", c.app)
			if c.refresh != nil {
				c.refresh.Client = "app-1"
				server.AddGrant("refresh-1", *c.refresh)
				settings.RefreshToken = is("refresh-1")
			}
			in := door(server, oauth.XOAUTH2)
			in.Protocol = c.protocol
			if c.said != "" {
				in.Knock = func(*oauth.Exchange) (bool, error) { return true, errors.New(c.said) }
			}
			err := login(t, newSource(t, settings), in)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "imap.harbour.test") {
				t.Fatalf("%v", err)
			}
			for _, token := range server.Tokens() {
				if strings.Contains(err.Error(), token) {
					t.Errorf("the token stands in: %v", err)
				}
			}
		})
	}
	server, _, settings := microsoft(t)
	if err := login(t, newSource(t, settings), door(server, "PLAIN")); err == nil || !strings.Contains(err.Error(), "offers no login with tokens") {
		t.Errorf("a server without tokens: %v", err)
	}
	settings.Mechanism = oauth.XOAUTH2
	if err := login(t, newSource(t, settings), door(server, oauth.OAUTHBEARER)); err == nil || !strings.Contains(err.Error(), "does not offer XOAUTH2") {
		t.Errorf("a mechanism that is not offered: %v", err)
	}
}

// TestServerThatHangsUp: no loop, and a token that may have ended is not used again.
func TestServerThatHangsUp(t *testing.T) {
	t.Parallel()
	server, at, settings := microsoft(t)
	source := newSource(t, settings)
	cut := door(server, oauth.XOAUTH2)
	cut.Knock = func(*oauth.Exchange) (bool, error) { return false, errors.New("connection reset") }
	for range 5 {
		if err := login(t, source, cut); err == nil || !strings.Contains(err.Error(), "connection reset") {
			t.Fatal(err)
		}
	}
	if server.Asked() != 1 {
		t.Errorf("asked %d times within a moment", server.Asked())
	}
	at.Add(2 * time.Minute)
	_ = login(t, source, cut)
	if err := login(t, source, door(server, oauth.XOAUTH2)); err != nil || server.Asked() != 2 {
		t.Errorf("%v, asked %d times", err, server.Asked())
	}
}

func TestTextsOfServers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"BAD User is authenticated but not connected.":                                                  "FullAccess",
		"[ALERT] Application-specific password required: https://support.google.com/ (Failure)":         "app password",
		"535 5.7.139 Authentication unsuccessful, basic authentication is disabled.":                    "auth = \"oauth\"",
		"[ALERT] Too many simultaneous connections. (Failure)":                                          "close other programs",
		"[UNAVAILABLE] Maximum number of connections from user+IP exceeded":                             "close other programs",
		"[OVERQUOTA] Account exceeded command or bandwidth limits.":                                     "2,500 MB",
		"Request is throttled. Suggested Backoff Time: 299961 milliseconds":                             "slow down",
		"[ALERT] Please log in via your web browser: https://support.google.com/mail/accounts/ (Fail.)": "browser",
	} {
		if advice, ok := oauth.Words(text, shared); !ok || !strings.Contains(advice, want) {
			t.Errorf("%s: %q", text, advice)
		}
	}
	if advice, ok := oauth.Words("NO something else", shared); ok {
		t.Error(advice)
	}
}
