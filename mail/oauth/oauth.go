// Package oauth logs in to mail servers with OAuth 2 access tokens: it gets a
// token from the provider, keeps it for as long as it is good, renews it once
// when a server refuses it, and says in words what a refusal means and what to
// do. The SASL mechanisms are OAUTHBEARER (RFC 7628) and XOAUTH2.
//
// It speaks neither IMAP nor SMTP and opens no browser. Access tokens live in
// memory alone; a refresh token that replaces that of the settings is handed to
// a Keeper, sealed. No text that it gives holds a token. mail/fetch and
// mail/send call it; with Do it also asks the providers' directories, for whoever
// imports people.
package oauth

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"
)

// Provider says whose answers are explained, and which addresses are filled in.
type Provider string

// The providers whose answers are known. Other is any server that speaks RFC 6749.
const (
	Microsoft Provider = "microsoft365"
	Google    Provider = "google"
	Other     Provider = "other"
)

// Use is what tokens are for: it chooses scopes where none are named, and advice.
type Use string

// The uses. The zero value is mail.
const (
	ForMail      Use = ""
	ForDirectory Use = "directory"
)

// Settings says how tokens are got for one account. Secrets are asked for each
// token, so that a changed one needs no restart; they appear in no error and no
// log. One of ServiceAccount, RefreshToken, Certificate and ClientSecret decides
// the grant, in this order.
type Settings struct {
	Provider Provider
	User     string // the mailbox to log in to; the token may be somebody else's. For a directory of Google: the administrator to act for
	Use      Use
	Section  string // of the settings, as advice names it: oauth

	Tenant   string   // of Microsoft: the directory's ID or a domain of it
	TokenURL string   // filled in for Microsoft and Google where empty
	Scopes   []string // a refresh token brings its own, and these are not asked for
	ClientID string

	ClientSecret   func() (string, error)
	RefreshToken   func() (string, error) // of a user who consented (RFC 6749 section 6)
	ServiceAccount func() (string, error) // the JSON key of a Google service account (RFC 7523)

	// Certificate proves the client in place of a secret: it signs an assertion
	// (RFC 7523 section 2.2, private_key_jwt). Its key is an RSA one.
	Certificate func() (*tls.Certificate, error)

	// Optional.

	Keep      Keeper         // of refresh tokens that replace RefreshToken; nil: they live in memory
	Mechanism string         // XOAUTH2 or OAUTHBEARER; empty: what the server offers
	RootCAs   *x509.CertPool // of the token endpoint; the system's
	Timeout   time.Duration  // 15 s, for one answer of the token endpoint
	Now       func() time.Time
}

// Scopes that mail needs where the settings name none.
const (
	microsoftScope = "https://outlook.office365.com/.default"
	googleScope    = "https://mail.google.com/"
)

// Scopes that directories need.
const (
	graphScope           = "https://graph.microsoft.com/.default"
	googleDirectoryScope = "https://www.googleapis.com/auth/admin.directory.user.readonly"
)

// usualScope is what is asked for where the settings name nothing.
func (s Settings) usualScope() string {
	switch {
	case s.Provider == Microsoft && s.Use == ForDirectory:
		return graphScope
	case s.Provider == Microsoft:
		return microsoftScope
	case s.Use == ForDirectory:
		return googleDirectoryScope
	}
	return googleScope
}

const (
	googleTokenURL  = "https://oauth2.googleapis.com/token"
	microsoftIssuer = "https://login.microsoftonline.com/"
)

func (s Settings) withDefaults() Settings {
	switch s.Provider {
	case Microsoft:
		if s.TokenURL == "" && s.Tenant != "" {
			s.TokenURL = microsoftIssuer + url.PathEscape(s.Tenant) + "/oauth2/v2.0/token"
		}
		if len(s.Scopes) == 0 {
			s.Scopes = []string{s.usualScope()}
		}
	case Google:
		if s.TokenURL == "" {
			s.TokenURL = googleTokenURL
		}
		if len(s.Scopes) == 0 {
			s.Scopes = []string{s.usualScope()}
		}
	}
	if s.Section == "" {
		s.Section = "oauth"
	}
	if s.Timeout == 0 {
		s.Timeout = 15 * time.Second
	}
	if s.Now == nil {
		s.Now = time.Now
	}
	return s
}

func (s Settings) validate() error {
	var problems []error
	bad := func(format string, args ...any) { problems = append(problems, fmt.Errorf(format, args...)) }
	if s.User == "" && (s.Use == ForMail || s.ServiceAccount != nil) {
		bad("no user is set")
	}
	switch s.Provider {
	case Microsoft:
		if s.TokenURL == "" {
			bad("no tenant is set")
		}
	case Google, Other:
	default:
		bad("provider %q is unknown", s.Provider)
	}
	if s.ServiceAccount == nil && s.ClientID == "" {
		bad("no client ID is set")
	}
	if s.ServiceAccount == nil && s.RefreshToken == nil && s.ClientSecret == nil && s.Certificate == nil {
		bad("neither a client secret, a certificate, a refresh token nor a service account is set")
	}
	if s.Provider == Google && s.ServiceAccount == nil && s.RefreshToken == nil {
		bad("Google gives tokens to a service account or for a refresh token, not for a client secret alone")
	}
	switch s.Mechanism {
	case "", XOAUTH2, OAUTHBEARER:
	default:
		bad("mechanism %q is unknown", s.Mechanism)
	}
	if err := checkEndpoint(s.TokenURL); err != nil {
		problems = append(problems, err)
	}
	if len(problems) == 0 {
		return nil
	}
	return fmt.Errorf("login with OAuth 2: %w", errors.Join(problems...))
}

// checkEndpoint refuses to send secrets over a network in the clear.
func checkEndpoint(endpoint string) error {
	u, err := url.Parse(endpoint)
	if err != nil || u.Host == "" {
		return fmt.Errorf("the token endpoint %q is no URL", endpoint)
	}
	if u.Scheme == "https" || u.Scheme == "http" && loopback(u.Hostname()) {
		return nil
	}
	return fmt.Errorf("the token endpoint %s would get secrets in the clear: use https", u.Redacted())
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}
