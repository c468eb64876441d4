package oauthtest

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
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

// clientAssertion checks what proves a client without a secret, as Microsoft
// documents it: PS256, the certificate's thumbprint, audience, issuer and times.
func (s *Server) clientAssertion(r *http.Request, id string, cert *x509.Certificate) refusal {
	no := func(code, about string) refusal { return refusal{401, "invalid_client", code + ": " + about} }
	parts := strings.Split(r.PostForm.Get("client_assertion"), ".")
	if len(parts) != 3 || r.PostForm.Get("client_assertion_type") != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" || r.PostForm.Has("client_secret") {
		return no("AADSTS7000218", "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.")
	}
	var head struct {
		Algorithm string `json:"alg"`
		Print     string `json:"x5t#S256"`
	}
	var b bearer
	for i, into := range []any{&head, &b} {
		text, err := base64.RawURLEncoding.DecodeString(parts[i])
		if err != nil || json.Unmarshal(text, into) != nil {
			return no("AADSTS50027", "JWT token is invalid or malformed.")
		}
	}
	thumb, sum := sha256.Sum256(cert.Raw), sha256.Sum256([]byte(parts[0]+"."+parts[1]))
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	key, ok := cert.PublicKey.(*rsa.PublicKey)
	if err != nil || !ok || head.Algorithm != "PS256" || head.Print != base64.RawURLEncoding.EncodeToString(thumb[:]) ||
		rsa.VerifyPSS(key, crypto.SHA256, sum[:], signature, nil) != nil {
		return no("AADSTS700027", "The certificate with identifier used to sign the client assertion is not registered on application.")
	}
	if now := s.now().Unix(); b.Issued > now+300 || b.Ends < now || b.Ends > now+900 {
		return no("AADSTS700024", "Client assertion is not within its valid time range.")
	}
	if b.Issuer != id || b.Subject != id || b.Audience != s.URL+r.URL.Path {
		return no("AADSTS50012", "Authentication failed: issuer, subject or audience of the assertion is wrong.")
	}
	return refusal{}
}

// NewCertificate makes a client's certificate with an RSA key, good from a day
// before now for so long.
func NewCertificate(t testing.TB, now time.Time, life time.Duration) *tls.Certificate {
	t.Helper()
	private, err := oneKey()
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(now.UnixNano()), Subject: pkix.Name{CommonName: "goodword"},
		NotBefore: now.AddDate(0, 0, -1), NotAfter: now.Add(life)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: private, Leaf: leaf}
}
