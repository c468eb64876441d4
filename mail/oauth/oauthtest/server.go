// Package oauthtest is an OAuth 2 provider inside the process: a token endpoint
// that checks grants, secrets, assertions and scopes, an introspection endpoint
// for a mail server, and the server's side of XOAUTH2 and OAUTHBEARER. It
// misbehaves where a test tells it to.
//
// Only tests import it. It keeps everything in memory and is no provider for
// real accounts.
package oauthtest

import (
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// Client is a registered application.
type Client struct {
	Secret    string
	Scopes    []string // it may ask for
	Roles     []string // its own tokens bear, as Microsoft's do
	Mailboxes []string // its own tokens open

	Certificate *x509.Certificate // signs its assertions, in place of Secret
}

// Grant is what a refresh token stands for.
type Grant struct {
	Client    string
	Scopes    []string
	Mailboxes []string
	Next      string // the refresh token that comes with the next access token; empty: none
}

// Answer is one scripted answer of the token endpoint.
type Answer struct {
	Status int
	Body   string
}

// issued is an access token that was given out.
type issued struct {
	mailboxes []string
	scope     string
	ends      time.Time
}

// Server is a running provider. Its methods may be called from any goroutine.
type Server struct {
	URL string // without a slash at the end

	mutex    sync.Mutex
	now      func() time.Time
	life     time.Duration
	clients  map[string]Client
	grants   map[string]Grant
	accounts map[string]*account
	tokens   map[string]issued
	script   []Answer
	asked    int
	checked  int
	serial   int
}

// Start starts a provider, which ends with the test. Tokens live for an hour.
func Start(t testing.TB) *Server {
	t.Helper()
	s := &Server{now: time.Now, life: time.Hour, clients: map[string]Client{}, grants: map[string]Grant{},
		accounts: map[string]*account{}, tokens: map[string]issued{}}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /{tenant}/oauth2/v2.0/token", func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, r.PathValue("tenant")) })
	mux.HandleFunc("POST /token", func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, "") })
	mux.HandleFunc("POST /introspect", s.introspect)
	web := httptest.NewServer(mux)
	t.Cleanup(web.Close)
	s.URL = web.URL
	return s
}

// Clock sets the clock by which tokens end.
func (s *Server) Clock(now func() time.Time) { s.set(func() { s.now = now }) }

// Life sets how long tokens live from now on.
func (s *Server) Life(d time.Duration) { s.set(func() { s.life = d }) }

// AddClient registers an application.
func (s *Server) AddClient(id string, c Client) { s.set(func() { s.clients[id] = c }) }

// AddGrant makes a refresh token good.
func (s *Server) AddGrant(refresh string, g Grant) { s.set(func() { s.grants[refresh] = g }) }

// Script lets the token endpoint answer so, once each, before it works again.
func (s *Server) Script(answers ...Answer) { s.set(func() { s.script = append(s.script, answers...) }) }

// Revoke ends every token that was given out.
func (s *Server) Revoke() { s.set(func() { clear(s.tokens) }) }

// Asked tells how often the token endpoint was asked.
func (s *Server) Asked() (n int) { s.set(func() { n = s.asked }); return n }

// Checked tells how often mail servers asked about a token.
func (s *Server) Checked() (n int) { s.set(func() { n = s.checked }); return n }

// Tokens lists every token that is good, to look for them where none may be.
func (s *Server) Tokens() (all []string) {
	s.set(func() {
		for token := range s.tokens {
			all = append(all, token)
		}
	})
	return all
}

func (s *Server) set(change func()) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	change()
}

// refusal is RFC 6749 section 5.2's.
type refusal struct {
	status      int
	code, about string
}

// serve answers at the token endpoint.
func (s *Server) serve(w http.ResponseWriter, r *http.Request, tenant string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.asked++
	w.Header().Set("Content-Type", "application/json")
	if len(s.script) > 0 {
		next := s.script[0]
		s.script = s.script[1:]
		w.WriteHeader(next.Status)
		fmt.Fprint(w, next.Body)
		return
	}
	if err := r.ParseForm(); err != nil {
		s.refuse(w, refusal{400, "invalid_request", "no form"})
		return
	}
	var given map[string]any
	var no refusal
	switch r.PostForm.Get("grant_type") {
	case "client_credentials":
		given, no = s.clientCredentials(r, tenant)
	case "refresh_token":
		given, no = s.refresh(r)
	case "urn:ietf:params:oauth:grant-type:jwt-bearer":
		given, no = s.assertion(r)
	default:
		no = refusal{400, "unsupported_grant_type", "no such grant"}
	}
	if no.code != "" {
		s.refuse(w, no)
		return
	}
	_ = json.NewEncoder(w).Encode(given)
}

func (s *Server) refuse(w http.ResponseWriter, no refusal) {
	w.WriteHeader(no.status)
	_ = json.NewEncoder(w).Encode(map[string]string{"error": no.code, "error_description": no.about})
}

// client finds who asks, by the form or by Basic (RFC 6749 section 2.3.1).
func (s *Server) client(r *http.Request) (id string, c Client, no refusal) {
	id, secret := r.PostForm.Get("client_id"), r.PostForm.Get("client_secret")
	if user, password, basic := r.BasicAuth(); basic {
		id, _ = url.QueryUnescape(user)
		secret, _ = url.QueryUnescape(password)
	}
	c, known := s.clients[id]
	if !known {
		return id, c, refusal{400, "unauthorized_client", "AADSTS700016: Application with identifier '" + id + "' was not found in the directory.\r\nTrace ID: 1-2-3\r\nTimestamp: 2026-01-01"}
	}
	if c.Certificate != nil {
		return id, c, s.clientAssertion(r, id, c.Certificate)
	}
	if c.Secret != secret {
		return id, c, refusal{401, "invalid_client", "AADSTS7000215: Invalid client secret provided. The secret was " + secret + ".\r\nTrace ID: 1-2-3"}
	}
	return id, c, refusal{}
}

func (s *Server) clientCredentials(r *http.Request, tenant string) (map[string]any, refusal) {
	if tenant != "" && tenant != "harbour.test" {
		return nil, refusal{400, "invalid_request", "AADSTS90002: Tenant '" + tenant + "' not found."}
	}
	_, c, no := s.client(r)
	if no.code != "" {
		return nil, no
	}
	scope := r.PostForm.Get("scope")
	if !slices.Contains(c.Scopes, scope) {
		return nil, refusal{400, "invalid_scope", "AADSTS70011: The provided value for the input parameter 'scope' is not valid."}
	}
	return s.give(scope, c.Mailboxes, map[string]any{"aud": strings.TrimSuffix(scope, "/.default"), "roles": c.Roles}), refusal{}
}

func (s *Server) refresh(r *http.Request) (map[string]any, refusal) {
	id, _, no := s.client(r)
	if no.code != "" {
		return nil, no
	}
	token := r.PostForm.Get("refresh_token")
	g, ok := s.grants[token]
	if !ok || g.Client != id {
		return nil, refusal{400, "invalid_grant", "Token has been expired or revoked."}
	}
	given := s.give(strings.Join(g.Scopes, " "), g.Mailboxes, map[string]any{"aud": "mail", "scp": strings.Join(g.Scopes, " ")})
	if g.Next != "" { // used up: only the new one counts
		given["refresh_token"] = g.Next
		delete(s.grants, token)
		next := g.Next
		g.Next = ""
		s.grants[next] = g
	}
	return given, refusal{}
}

// give makes a token that looks like a signed one, with claims to read.
func (s *Server) give(scope string, mailboxes []string, says map[string]any) map[string]any {
	s.serial++
	says["jti"] = s.serial
	body, err := json.Marshal(says)
	if err != nil {
		panic(err) // maps of texts encode
	}
	encode := base64.RawURLEncoding.EncodeToString
	token := encode([]byte(`{"alg":"none"}`)) + "." + encode(body) + "." + encode([]byte("harbour-signature"))
	s.tokens[token] = issued{mailboxes: mailboxes, scope: scope, ends: s.now().Add(s.life)}
	return map[string]any{"access_token": token, "token_type": "Bearer", "expires_in": int(s.life / time.Second), "scope": scope}
}

// introspect answers a mail server's question about a token (RFC 7662).
func (s *Server) introspect(w http.ResponseWriter, r *http.Request) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.checked++
	w.Header().Set("Content-Type", "application/json")
	t, ok := s.tokens[r.FormValue("token")]
	if !ok || !s.now().Before(t.ends) || len(t.mailboxes) == 0 {
		fmt.Fprint(w, `{"active":false}`)
		return
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"active": true, "username": t.mailboxes[0], "scope": t.scope})
}

// Scope gives the scope of a token that is good now, and "" for any other.
func (s *Server) Scope(token string) (scope string) {
	s.set(func() {
		if t, known := s.tokens[token]; known && s.now().Before(t.ends) {
			scope = t.scope
		}
	})
	return scope
}

// Opens says whether a token opens a mailbox now.
func (s *Server) Opens(token, mailbox string) (ok bool) {
	s.set(func() {
		s.checked++
		t, known := s.tokens[token]
		ok = known && s.now().Before(t.ends) && slices.Contains(t.mailboxes, mailbox)
	})
	return ok
}
