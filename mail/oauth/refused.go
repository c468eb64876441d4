package oauth

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// refused says why a mail server took no token: by what it said, by the
// challenge, and by what the token itself says.
func (s *Source) refused(t Token, e *Exchange, door Door, err error) *Refusal {
	r := &Refusal{Where: fmt.Sprintf("the %s server %s", door.Protocol, door.Host), Said: clean(err.Error(), []string{t.secret})}
	v, told := e.verdict()
	if told {
		r.Code = clean(v.Status, []string{t.secret})
	}
	if m, ok := s.tokenLacks(t, door.Protocol); ok {
		r.Means, r.Do = m.means, m.do
		return r
	}
	if m, ok := said(r.Said, s.settings.User); ok {
		r.Means, r.Do, r.Passing = m.means, m.do, m.passing
		return r
	}
	r.Means, r.Do = s.rights(v, door.Protocol)
	return r
}

// rights is the advice when a good token was refused.
func (s *Source) rights(v verdict, protocol string) (means, do string) {
	user := s.settings.User
	switch {
	case s.settings.Provider == Microsoft:
		return "the token is good, but not for the mailbox " + user, s.grantMailbox(protocol)
	case s.settings.Provider == Google && s.settings.ServiceAccount == nil:
		return "the token is not for " + user + ", or not for mail",
			"get the refresh token signed in as " + user + ", with the scope " + googleScope
	case s.settings.Provider == Google:
		return "the token is not for " + user, "set user to the mailbox's main address, and let an administrator allow IMAP for it (Gmail, End User Access)"
	case v.Status == "insufficient_scope":
		return "the token lacks a scope", "set oauth.scopes to what the server asks for: " + clean(v.Scope, nil)
	}
	return "the server does not take the token for " + user, "check user, oauth.scopes, and at the provider that the client may read and send that mailbox's mail"
}

// grantMailbox is how Exchange Online lets an app or a user into a mailbox.
func (s *Source) grantMailbox(protocol string) string {
	user := s.settings.User
	if s.settings.RefreshToken != nil {
		if protocol == "SMTP" {
			return "give the account that consented the right to send as " + user + " (Add-RecipientPermission), and allow SMTP AUTH for the mailbox (Set-CASMailbox -SmtpClientAuthenticationDisabled $false)"
		}
		return "give the account that consented FullAccess to " + user + " (Add-MailboxPermission), and allow IMAP for the mailbox (Set-CASMailbox -ImapEnabled $true)"
	}
	text := "let an Exchange administrator run New-ServicePrincipal with the Object ID of the enterprise application (not of the app registration), then Add-MailboxPermission -Identity " +
		user + " -User OBJECT-ID -AccessRights FullAccess; it may take an hour to count"
	if protocol == "SMTP" {
		return text + "; and allow SMTP AUTH for the mailbox (Set-CASMailbox -SmtpClientAuthenticationDisabled $false)"
	}
	return text + "; and allow IMAP for the mailbox (Set-CASMailbox -ImapEnabled $true)"
}

// claims is what an access token of Microsoft says of itself. It is read for
// advice alone: nothing rests on it, and nobody verified it.
type claims struct {
	Audience string   `json:"aud"`
	Roles    []string `json:"roles"` // of an app
	Scopes   string   `json:"scp"`   // of a user
}

func (t Token) claims() (c claims, ok bool) {
	parts := strings.Split(t.secret, ".")
	if len(parts) != 3 {
		return c, false
	}
	text, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	if err != nil || json.Unmarshal(text, &c) != nil {
		return c, false
	}
	return c, c.Audience != ""
}

// tokenLacks says what a token of Microsoft's misses.
func (s *Source) tokenLacks(t Token, protocol string) (meaning, bool) {
	if s.settings.Provider != Microsoft {
		return meaning{}, false
	}
	c, ok := t.claims()
	if !ok {
		return meaning{}, false
	}
	if strings.Contains(c.Audience, "graph.microsoft") || c.Audience == "00000003-0000-0000-c000-000000000000" {
		return meaning{means: "the token is for Microsoft Graph and not for Exchange", do: checkScope}, true
	}
	if s.settings.RefreshToken != nil {
		need := map[string]string{"IMAP": "IMAP.AccessAsUser.All", "SMTP": "SMTP.Send"}[protocol]
		if need == "" || slices.Contains(strings.Fields(c.Scopes), need) {
			return meaning{}, false
		}
		return meaning{means: "the token lacks the permission " + need,
			do: "add it as a delegated permission of the app, consent, then " + consentAnew}, true
	}
	need := map[string]string{"IMAP": "IMAP.AccessAsApp", "SMTP": "SMTP.SendAsApp"}[protocol]
	if need == "" || slices.Contains(c.Roles, need) {
		return meaning{}, false
	}
	return meaning{means: "the token lacks the permission " + need,
		do: "add it under API permissions of the app registration (APIs my organization uses, Office 365 Exchange Online, Application permissions), then " + grantConsent}, true
}

// Words says what a mail server's text means and what to do, where it is one
// that is known; user is the mailbox. It serves logins by password too.
func Words(text, user string) (advice string, ok bool) {
	m, ok := said(text, user)
	if !ok {
		return "", false
	}
	return m.means + ": " + m.do, true
}

// said knows what servers say at a login.
func said(text, user string) (meaning, bool) {
	text = strings.ToLower(text)
	for _, known := range loginTexts(user) {
		if strings.Contains(text, known.text) {
			return known.meaning, true
		}
	}
	return meaning{}, false
}

type loginText struct {
	text string // lower case
	meaning
}

// loginTexts are the servers' words, the more particular first.
func loginTexts(user string) []loginText {
	const passes = "it passes by itself; goodword waits longer each time"
	return []loginText{
		// QUIRK: Exchange Online lets a token in and only then finds that there is no way to the mailbox.
		{"authenticated but not connected", meaning{means: "Exchange took the login and cannot open the mailbox " + user,
			do: "check that user is a mailbox with a licence or a shared one (no alias, no group) and that the app has FullAccess to it (docs/providers/microsoft365.md); it also says so while a mailbox has too many connections"}},
		{"smtpclientauthentication is disabled for the tenant", meaning{means: "the tenant allows nobody to send by SMTP",
			do: "Set-CASMailbox -Identity " + user + " -SmtpClientAuthenticationDisabled $false, which overrides the tenant's setting"}},
		{"smtpclientauthentication is disabled", meaning{means: "the mailbox may not send by SMTP",
			do: "Set-CASMailbox -Identity " + user + " -SmtpClientAuthenticationDisabled $false"}},
		{"basic authentication is disabled", meaning{means: "the provider takes no passwords", do: "set auth = \"oauth\" and [oauth]"}},
		{"security defaults", meaning{means: "the tenant's security defaults forbid passwords", do: "set auth = \"oauth\" and [oauth]"}},
		{"conditional access", meaning{means: "a Conditional Access policy forbids the login", do: "let an administrator leave the app out of that policy, or let it in from this machine's address"}},
		{"application-specific password required", meaning{means: "the account has a second factor and wants an app password", do: "make one in the account's security settings and use it as the password, or set auth = \"oauth\""}},
		{"app password", meaning{means: "the account wants an app password", do: "make one in the account's security settings and use it as the password, or set auth = \"oauth\""}},
		{"not enabled for imap", meaning{means: "IMAP is switched off for the account", do: "let an administrator allow IMAP for it"}},
		{"imap access is disabled", meaning{means: "IMAP is switched off for the account", do: "let an administrator allow IMAP for it"}},
		{"log in via your web browser", meaning{means: "Google wants a person to look at this login", do: "sign in once in a browser as " + user + " and confirm it, or set auth = \"oauth\" with a service account"}},
		{"web login required", meaning{means: "Google wants a person to look at this login", do: "sign in once in a browser as " + user + " and confirm it, or set auth = \"oauth\" with a service account"}},
		{"too many login attempts", meaning{means: "there were too many logins in a short time", do: passes, passing: true}},
		{"too many simultaneous connections", meaning{means: "the account has too many connections open (Gmail allows 15)", do: "close other programs that read it; " + passes, passing: true}},
		{"maximum number of connections", meaning{means: "the account has too many connections open", do: "close other programs that read it; " + passes, passing: true}},
		{"too many connections", meaning{means: "the account has too many connections open", do: "close other programs that read it; " + passes, passing: true}},
		{"bandwidth limits", meaning{means: "the account's daily allowance is used up (Gmail: 2,500 MB by IMAP a day)", do: "let other programs read less of it; " + passes, passing: true}},
		{"throttled", meaning{means: "the provider asks to slow down", do: passes, passing: true}},
	}
}
