package oauth

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/oauth2"
)

// Refusal is an answer that gives no access: the token endpoint's or the mail
// server's. No part of it holds a secret.
type Refusal struct {
	Where string // host of the token endpoint, or protocol and host of the mail server
	Code  string // AADSTS7000222, invalid_grant, …; may be empty
	Said  string // what the server said, cut to one line
	Means string // what that means; empty when it is not known
	Do    string // what to do
	// Passing tells that it may pass by itself.
	Passing bool
}

// Error is one sentence: who refused, what was said, what it means, what to do.
func (r *Refusal) Error() string {
	text := r.Where + " refused"
	if r.Code != "" && !strings.Contains(r.Said, r.Code) {
		text += ": " + r.Code
	}
	if r.Said != "" {
		text += ": " + r.Said
	}
	if r.Means != "" {
		text += "; that is: " + r.Means
	}
	if r.Do != "" {
		text += "; " + r.Do
	}
	return text
}

// endpoint names the token endpoint without its path: a tenant is no secret,
// but the host is what an operator looks for.
func (s *Source) endpoint() string {
	u, err := url.Parse(s.settings.TokenURL)
	if err != nil {
		return "the token endpoint"
	}
	return "the token endpoint at " + u.Host
}

// answer is the body of a refusal (RFC 6749 section 5.2); Microsoft adds its codes.
type answer struct {
	Error       string `json:"error"`
	Description string `json:"error_description"`
}

var aadsts = regexp.MustCompile(`AADSTS[0-9]{4,8}`)

// explain makes words of what kept a token from being got.
func (s *Source) explain(err error, secrets []string) error {
	if errors.Is(err, errSecret) {
		return err
	}
	var refused *oauth2.RetrieveError
	if !errors.As(err, &refused) {
		return s.unreached(err, secrets)
	}
	var said answer
	_ = json.Unmarshal(refused.Body, &said) // what is no JSON says nothing
	r := &Refusal{Where: s.endpoint(), Code: said.Error, Said: clean(said.Description, secrets)}
	// QUIRK: Microsoft puts its own code into the description, with IDs and the time behind it.
	if code := aadsts.FindString(said.Description); code != "" {
		r.Code = code
	}
	status := 0
	if refused.Response != nil {
		status = refused.Response.StatusCode
	}
	r.Passing = status == http.StatusTooManyRequests || status >= 500 || said.Error == "temporarily_unavailable" || said.Error == "server_error"
	m, known := s.meaning(r.Code, said)
	switch {
	case known:
		r.Means, r.Do = m.means, m.do
		r.Passing = r.Passing || m.passing
	case r.Passing:
		r.Said, r.Do = fmt.Sprintf("status %d", status), "it passes by itself"
	case said.Error == "":
		r.Said, r.Do = fmt.Sprintf("status %d without a reason", status), "check that token_url is the token endpoint"
	default:
		r.Do = "look the code up in the provider's documentation, and compare [" + s.settings.Section + "] with " + s.page()
	}
	r.Do = s.named(r.Do)
	return r
}

// named writes the settings in advice as they are called where they stand.
func (s *Source) named(advice string) string {
	return strings.ReplaceAll(advice, "oauth.", s.settings.Section+".")
}

// unreached is about a token endpoint that gave no answer that can be read.
func (s *Source) unreached(err error, secrets []string) error {
	advice := "check that this machine reaches it (network, proxy by HTTPS_PROXY, and oauth.ca_file where the company has its own authority)"
	if strings.Contains(err.Error(), "server response missing access_token") || strings.Contains(err.Error(), "cannot parse") {
		advice = "check that token_url is the token endpoint"
	}
	return fmt.Errorf("%s gave no token: %s; %s", s.endpoint(), clean(err.Error(), secrets), s.named(advice))
}

// page is where the steps for the provider stand.
func (s *Source) page() string {
	if s.settings.Use == ForDirectory {
		return "docs/directory.md"
	}
	switch s.settings.Provider {
	case Microsoft:
		return "docs/providers/microsoft365.md"
	case Google:
		return "docs/providers/google-workspace.md"
	}
	return "docs/providers/other.md"
}

var (
	tokenLike = regexp.MustCompile(`[A-Za-z0-9_=+/.~-]{60,}`)
	trailer   = regexp.MustCompile(`\s*(Trace ID|Correlation ID|Timestamp):.*$`)
)

// clean cuts what a server said to one line without what might be a secret.
func clean(text string, secrets []string) string {
	for _, secret := range secrets {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "…")
			text = strings.ReplaceAll(text, url.QueryEscape(secret), "…")
		}
	}
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	text = trailer.ReplaceAllString(text, "")
	text = tokenLike.ReplaceAllString(text, "…")
	if runes := []rune(text); len(runes) > 300 {
		text = string(runes[:300]) + "…"
	}
	return text
}
