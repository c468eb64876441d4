package oauth

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

// assertionLife is for how long an assertion counts: providers want minutes.
const assertionLife = 5 * time.Minute

// byCertificate gets the client's own token by an assertion in place of a
// secret (RFC 7523 section 2.2).
func (s *Source) byCertificate(ctx context.Context) (*oauth2.Token, []string, error) {
	cert, err := s.settings.Certificate()
	if err != nil {
		return nil, nil, fmt.Errorf("the client's certificate %w: %w", errSecret, err)
	}
	assertion, err := s.assertion(cert)
	if err != nil {
		return nil, nil, err
	}
	config := clientcredentials.Config{ClientID: s.settings.ClientID, TokenURL: s.settings.TokenURL, Scopes: s.settings.Scopes,
		AuthStyle: oauth2.AuthStyleInParams, EndpointParams: url.Values{
			"client_assertion_type": {"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
			"client_assertion":      {assertion}}}
	got, err := config.Token(ctx)
	return got, []string{assertion}, err
}

// assertion is a JWT that the key of a certificate signs (RFC 7519, RFC 7515).
func (s *Source) assertion(cert *tls.Certificate) (string, error) {
	key, ok := cert.PrivateKey.(*rsa.PrivateKey)
	if !ok {
		return "", fmt.Errorf("the client's certificate %w: its key is no RSA key, which Microsoft asks for", errSecret)
	}
	leaf, err := x509.ParseCertificate(cert.Certificate[0])
	if err != nil {
		return "", fmt.Errorf("the client's certificate %w: %w", errSecret, err)
	}
	now := s.settings.Now()
	if now.After(leaf.NotAfter) {
		return "", fmt.Errorf("the client's certificate %w: it expired on %s; %s", errSecret, leaf.NotAfter.Format(time.DateOnly), s.named(newCertificate))
	}
	thumb := sha256.Sum256(leaf.Raw)
	encode := base64.RawURLEncoding.EncodeToString
	head, err := json.Marshal(map[string]string{"alg": "PS256", "typ": "JWT", "x5t#S256": encode(thumb[:])})
	if err != nil {
		return "", err
	}
	body, err := json.Marshal(map[string]any{"aud": s.settings.TokenURL, "iss": s.settings.ClientID, "sub": s.settings.ClientID,
		"jti": rand.Text(), "iat": now.Unix(), "nbf": now.Unix(), "exp": now.Add(assertionLife).Unix()})
	if err != nil {
		return "", err
	}
	text := encode(head) + "." + encode(body)
	sum := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPSS(rand.Reader, key, crypto.SHA256, sum[:], &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash})
	if err != nil {
		return "", fmt.Errorf("sign with the client's certificate: %w", err)
	}
	return text + "." + encode(signature), nil
}
