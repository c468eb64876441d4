package oauth

import (
	"strings"
)

// meaning is what a provider's code says, and what to do about it.
type meaning struct {
	means, do string
	passing   bool
}

// meaning finds what a code of the token endpoint means.
func (s *Source) meaning(code string, said answer) (meaning, bool) {
	if m, ok := directoryCodes()[code]; ok && s.settings.Use == ForDirectory {
		return m, true
	}
	if m, ok := microsoftCodes()[code]; ok {
		return m, true
	}
	if s.settings.Provider == Google {
		return s.googleMeaning(said)
	}
	m, ok := standardCodes()[said.Error]
	return m, ok && !strings.HasPrefix(code, "AADSTS")
}

// Advice that several codes share.
const (
	newSecret      = "make a new client secret in the app registration (Certificates & secrets) and put its Value, not its ID, where oauth.client_secret points"
	newCertificate = "upload the certificate of oauth.cert_file to the app registration (Certificates & secrets, Certificates), and check that it has not expired there"
	checkTenant    = "correct oauth.tenant: the Directory (tenant) ID on the app registration's overview"
	checkClient    = "correct oauth.client_id (Application (client) ID) and oauth.tenant: both stand on the app registration's overview"
	checkScope     = "leave oauth.scopes out"
	grantConsent   = "let an administrator press \"Grant admin consent\" under API permissions of the app registration"
	consentAnew    = "get a new refresh token by signing in again as the account and put it where refresh_token points"
)

// microsoftCodes are the codes that the set-up for mail runs into.
func microsoftCodes() map[string]meaning {
	return map[string]meaning{
		"AADSTS90002":   {means: "there is no such tenant", do: checkTenant},
		"AADSTS900023":  {means: "the tenant is neither an ID nor a domain", do: checkTenant},
		"AADSTS50059":   {means: "the request names no tenant", do: checkTenant},
		"AADSTS700016":  {means: "the tenant knows no app with this client ID", do: checkClient},
		"AADSTS7000112": {means: "the app is disabled", do: "let an administrator enable its enterprise application for sign-in"},
		"AADSTS7000215": {means: "the client secret is wrong; often its ID was copied instead of its Value", do: newSecret},
		"AADSTS7000222": {means: "the client secret has expired", do: newSecret},
		"AADSTS700027":  {means: "the app does not know the certificate, or the assertion is not signed with its key", do: newCertificate},
		"AADSTS700024":  {means: "the assertion is not valid yet, or no longer", do: "set this machine's clock right (NTP)"},
		"AADSTS50012":   {means: "the assertion does not count", do: newCertificate},
		"AADSTS50013":   {means: "the assertion does not count", do: newCertificate},
		"AADSTS7000216": {means: "no client secret was sent", do: newSecret},
		"AADSTS7000218": {means: "the app wants a client secret", do: "set oauth.client_secret, or allow public client flows in the app registration"},
		"AADSTS700025":  {means: "the app is a public one and takes no client secret", do: "leave oauth.client_secret out, or register the app as a confidential one"},
		"AADSTS1002012": {means: "an app's own token needs a scope that ends in /.default", do: checkScope},
		"AADSTS70011":   {means: "the scope is not valid", do: checkScope},
		"AADSTS28003":   {means: "the scope is empty", do: checkScope},
		"AADSTS500011":  {means: "the tenant has no service of that name", do: checkScope + "; the tenant needs Exchange Online"},
		"AADSTS650057":  {means: "the app never asked for permissions on Exchange Online", do: "add IMAP.AccessAsApp and SMTP.SendAsApp of Office 365 Exchange Online under API permissions, then grant admin consent"},
		"AADSTS65001":   {means: "nobody has consented to the app's permissions", do: grantConsent},
		"AADSTS65004":   {means: "consent was declined", do: grantConsent},
		"AADSTS90094":   {means: "an administrator must consent", do: grantConsent},
		"AADSTS70000":   {means: "the refresh token is not valid for this app", do: consentAnew},
		"AADSTS70008":   {means: "the refresh token has expired", do: consentAnew},
		"AADSTS700082":  {means: "the refresh token has expired as it was not used for long", do: consentAnew},
		"AADSTS700084":  {means: "the refresh token of a single-page app has expired", do: "register the app as a web app, then " + consentAnew},
		"AADSTS50173":   {means: "the account's password changed or its sessions were revoked", do: consentAnew},
		"AADSTS50034":   {means: "the account is not in this tenant", do: checkTenant},
		"AADSTS50057":   {means: "the account is disabled", do: "enable it, or use another account"},
		"AADSTS50053":   {means: "the account is locked", do: "wait, and look into its sign-in log"},
		"AADSTS50055":   {means: "the account's password has expired", do: "set a new one, then " + consentAnew},
		"AADSTS50076":   {means: "the account must sign in with a second factor", do: consentAnew},
		"AADSTS50079":   {means: "the account must register a second factor", do: "sign in to it once, then " + consentAnew},
		"AADSTS50105":   {means: "the account is not assigned to the app", do: "assign it under Users and groups of the enterprise application"},
		"AADSTS53003":   {means: "a Conditional Access policy forbids it", do: "let an administrator leave the app out of that policy, or let it in from this machine's address"},
		"AADSTS530032":  {means: "a security policy of the tenant forbids it", do: "ask an administrator which one"},
		"AADSTS50196":   {means: "the provider saw too many equal requests", do: "it passes by itself", passing: true},
		"AADSTS90033":   {means: "the provider is not well", do: "it passes by itself", passing: true},
		"AADSTS90006":   {means: "the provider is not well", do: "it passes by itself", passing: true},
		"AADSTS90055":   {means: "the provider gets too many requests", do: "it passes by itself", passing: true},
	}
}

// directoryCodes are those that mean something else where people are read.
func directoryCodes() map[string]meaning {
	scope := meaning{means: "the tenant knows no such scope", do: "correct oauth.api_url, of which the scope is made, or leave it out"}
	return map[string]meaning{
		"AADSTS70011": scope, "AADSTS1002012": scope, "AADSTS28003": scope, "AADSTS500011": scope,
		"AADSTS650057": {means: "the app never asked for permissions on Microsoft Graph", do: addGraph},
	}
}

// addGraph is how an app gets to read people.
const addGraph = "add User.Read.All under API permissions of the app registration (Microsoft Graph, Application permissions), then " + grantConsent

// standardCodes are those of RFC 6749 section 5.2.
func standardCodes() map[string]meaning {
	return map[string]meaning{
		"invalid_client":         {means: "the client ID or its secret is wrong", do: "correct oauth.client_id and oauth.client_secret"},
		"invalid_grant":          {means: "the refresh token or the assertion does not count: expired, revoked, or of another client", do: consentAnew + "; a service account's clock must be right"},
		"unauthorized_client":    {means: "the client may not get tokens in this way", do: "let the provider's administrator allow this grant for the client"},
		"unsupported_grant_type": {means: "the endpoint does not know this way to get a token", do: "check that token_url is the token endpoint, and that the provider has this grant"},
		"invalid_scope":          {means: "the scope is not known, or not allowed to the client", do: "correct oauth.scopes"},
		"invalid_request":        {means: "the endpoint misses something in the request", do: "check token_url, client_id and scopes"},
	}
}

// googleMeaning tells Google's answers apart, which share few codes.
func (s *Source) googleMeaning(said answer) (meaning, bool) {
	delegate := "let a Workspace administrator add the service account's client ID with the scope " + strings.Join(s.settings.Scopes, " ") +
		" under Security, API controls, Domain-wide delegation; it takes up to a day to count"
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(strings.ToLower(said.Description), w) {
				return true
			}
		}
		return false
	}
	account := s.settings.ServiceAccount != nil
	switch {
	case said.Error == "unauthorized_client" && account:
		return meaning{means: "the service account may not act for the company's accounts with this scope", do: delegate}, true
	case said.Error == "access_denied" && account:
		return meaning{means: "the service account is not authorized", do: delegate}, true
	case said.Error == "invalid_grant" && has("reasonable timeframe", "iat and exp"):
		return meaning{means: "this machine's clock is wrong", do: "set it right (NTP)"}, true
	case said.Error == "invalid_grant" && has("signature"):
		return meaning{means: "the key does not belong to the service account any more", do: "make a new JSON key for it and put the file where oauth.service_account points"}, true
	case said.Error == "invalid_grant" && has("email", "user id", "account not found"):
		if has("account not found") {
			return meaning{means: "the service account is gone", do: "make a new one, or correct oauth.service_account"}, true
		}
		if s.settings.Use == ForDirectory {
			return meaning{means: "there is no account " + s.settings.User + " in the Workspace", do: "set oauth.admin to the main address of an administrator who may read users"}, true
		}
		return meaning{means: "there is no mailbox " + s.settings.User + " in the Workspace (an alias or a group is none)", do: "set user to the mailbox's main address"}, true
	case said.Error == "invalid_grant" && has("expired or revoked"):
		return meaning{means: "the refresh token has expired or was revoked; those of an app in testing last seven days", do: "publish the app (internal), then " + consentAnew}, true
	case said.Error == "admin_policy_enforced":
		return meaning{means: "a policy of the Workspace forbids the scope", do: "let an administrator trust the app under Security, API controls, App access control"}, true
	case said.Error == "deleted_client", said.Error == "disabled_client":
		return meaning{means: "the OAuth client is gone or disabled", do: "make a new one, or enable it, in the Google Cloud console"}, true
	case said.Error == "invalid_grant" && account:
		return meaning{means: "the assertion does not count: key, clock or mailbox is wrong", do: "check the key file, this machine's clock, and that user is a mailbox's main address"}, true
	}
	m, ok := standardCodes()[said.Error]
	return m, ok
}
