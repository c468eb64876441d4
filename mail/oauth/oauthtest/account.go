package oauthtest

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
)

// account is a service account with domain-wide delegation.
type account struct {
	key       *rsa.PrivateKey
	scopes    []string // delegated; nil: none
	mailboxes []string // that exist
}

// oneKey makes the key of all accounts: making one takes long.
var oneKey = sync.OnceValues(func() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 2048) })

// AddAccount makes a service account that may act for mailboxes with scopes,
// and gives its JSON key.
func (s *Server) AddAccount(t testing.TB, email string, scopes, mailboxes []string) (key string) {
	t.Helper()
	private, err := oneKey()
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	s.set(func() { s.accounts[email] = &account{key: private, scopes: scopes, mailboxes: mailboxes} })
	text, err := json.Marshal(map[string]string{
		"type": "service_account", "client_email": email, "private_key_id": "k1", "token_uri": s.URL + "/token",
		"private_key": string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})),
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// bearer is what an assertion claims (RFC 7523 section 3).
type bearer struct {
	Issuer   string `json:"iss"`
	Audience string `json:"aud"`
	Subject  string `json:"sub"`
	Scope    string `json:"scope"`
	Issued   int64  `json:"iat"`
	Ends     int64  `json:"exp"`
}

// assertion checks a signed assertion as Google does, in its words.
func (s *Server) assertion(r *http.Request) (map[string]any, refusal) {
	grant := func(about string) (map[string]any, refusal) { return nil, refusal{400, "invalid_grant", about} }
	parts := strings.Split(r.PostForm.Get("assertion"), ".")
	if len(parts) != 3 {
		return grant("Invalid JWT.")
	}
	var b bearer
	body, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil || json.Unmarshal(body, &b) != nil {
		return grant("Invalid JWT.")
	}
	a, ok := s.accounts[b.Issuer]
	if !ok {
		return grant("Invalid grant: account not found")
	}
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if err != nil || rsa.VerifyPKCS1v15(&a.key.PublicKey, crypto.SHA256, sum[:], signature) != nil {
		return grant("Invalid JWT Signature.")
	}
	now := s.now().Unix()
	if b.Issued > now+300 || b.Ends < now || b.Ends > now+3900 {
		return grant("Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.")
	}
	if b.Audience != s.URL+"/token" {
		return grant("Invalid JWT: Failed audience check.")
	}
	for _, scope := range strings.Fields(b.Scope) {
		if !slices.Contains(a.scopes, scope) {
			return nil, refusal{401, "unauthorized_client", "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested."}
		}
	}
	if !slices.Contains(a.mailboxes, b.Subject) {
		return grant("Invalid email or User ID")
	}
	return s.give(b.Scope, []string{b.Subject}, map[string]any{"sub": b.Subject}), refusal{}
}
