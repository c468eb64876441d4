package oauth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
	"golang.org/x/oauth2/jwt"
)

// unknownLife is for how long a token counts whose end is not told.
const unknownLife = 5 * time.Minute

// fetch asks the token endpoint once. Errors name it and hold no secret.
func (s *Source) fetch(ctx context.Context) (Token, error) {
	ctx = context.WithValue(ctx, oauth2.HTTPClient, s.client)
	var got *oauth2.Token
	var secrets []string
	var err error
	switch set := s.settings; {
	case set.ServiceAccount != nil:
		got, secrets, err = s.byServiceAccount(ctx)
	case set.RefreshToken != nil:
		got, secrets, err = s.byRefreshToken(ctx)
	case set.Certificate != nil:
		got, secrets, err = s.byCertificate(ctx)
	default:
		got, secrets, err = s.byClientSecret(ctx)
	}
	if err != nil {
		return Token{}, s.explain(err, secrets)
	}
	if got.AccessToken == "" {
		return Token{}, &Refusal{Where: s.endpoint(), Said: "an answer without a token", Do: "check that token_url is the token endpoint"}
	}
	return s.dated(got), nil
}

// dated says until when a token counts, by the source's clock.
func (s *Source) dated(got *oauth2.Token) Token {
	life := unknownLife
	if !got.Expiry.IsZero() {
		life = max(time.Until(got.Expiry).Round(time.Second), 0)
	}
	now := s.settings.Now()
	return Token{secret: got.AccessToken, issued: now, expires: now.Add(life), renewAt: now.Add(life - min(early, life/5))}
}

// errSecret marks what is wrong here and not at the provider.
var errSecret = errors.New("cannot be read")

func read(what string, from func() (string, error)) (string, error) {
	if from == nil {
		return "", nil
	}
	secret, err := from()
	if err != nil {
		return "", fmt.Errorf("the %s %w: %w", what, errSecret, err)
	}
	return secret, nil
}

// style is how the client says who it is: the big providers want it in the
// body, with others it is found out.
func (s *Source) style() oauth2.AuthStyle {
	if s.settings.Provider == Other {
		return oauth2.AuthStyleAutoDetect
	}
	return oauth2.AuthStyleInParams
}

func (s *Source) byClientSecret(ctx context.Context) (*oauth2.Token, []string, error) {
	secret, err := read("client secret", s.settings.ClientSecret)
	if err != nil {
		return nil, nil, err
	}
	config := clientcredentials.Config{ClientID: s.settings.ClientID, ClientSecret: secret,
		TokenURL: s.settings.TokenURL, Scopes: s.settings.Scopes, AuthStyle: s.style()}
	got, err := config.Token(ctx)
	return got, []string{secret}, err
}

// byRefreshToken uses the refresh token of the settings, or the newer one that
// came with the last answer. A changed setting counts again.
func (s *Source) byRefreshToken(ctx context.Context) (*oauth2.Token, []string, error) {
	secret, err := read("client secret", s.settings.ClientSecret)
	if err != nil {
		return nil, nil, err
	}
	configured, err := read("refresh token", s.settings.RefreshToken)
	if err != nil {
		return nil, nil, err
	}
	config := oauth2.Config{ClientID: s.settings.ClientID, ClientSecret: secret,
		Endpoint: oauth2.Endpoint{TokenURL: s.settings.TokenURL, AuthStyle: s.style()}}
	use := configured
	exchange := func(refresh string) (*oauth2.Token, error) {
		use = refresh
		return config.TokenSource(ctx, &oauth2.Token{RefreshToken: refresh}).Token()
	}
	if s.settings.Keep != nil {
		got, err := s.renewKept(ctx, configured, exchange)
		return got, []string{secret, configured, use}, err
	}
	s.mutex.Lock()
	if s.rotated != "" && s.from == configured {
		use = s.rotated
	}
	s.mutex.Unlock()
	got, err := exchange(use)
	if err == nil && got.RefreshToken != "" && got.RefreshToken != use {
		s.mutex.Lock()
		s.rotated, s.from = got.RefreshToken, configured
		s.mutex.Unlock()
	}
	return got, []string{secret, configured, use}, err
}

// keyFile is what is needed of a service account's JSON key.
type keyFile struct {
	Type       string `json:"type"`
	Email      string `json:"client_email"`
	PrivateKey string `json:"private_key"`
	KeyID      string `json:"private_key_id"`
	TokenURL   string `json:"token_uri"`
}

func (s *Source) byServiceAccount(ctx context.Context) (*oauth2.Token, []string, error) {
	text, err := read("service account's key", s.settings.ServiceAccount)
	if err != nil {
		return nil, nil, err
	}
	var key keyFile
	if err := json.Unmarshal([]byte(text), &key); err != nil || key.Type != "service_account" || key.Email == "" || key.PrivateKey == "" {
		return nil, nil, fmt.Errorf("the service account's key %w: it is not the JSON file that Google gives for a service account (type service_account, client_email, private_key)", errSecret)
	}
	config := jwt.Config{Email: key.Email, PrivateKey: []byte(key.PrivateKey), PrivateKeyID: key.KeyID,
		Subject: s.settings.User, Scopes: s.settings.Scopes, TokenURL: s.settings.TokenURL, Audience: key.TokenURL}
	got, err := config.TokenSource(ctx).Token()
	if err != nil && strings.Contains(err.Error(), "private key") {
		return nil, nil, fmt.Errorf("the service account's key %w: its private_key is no RSA key in PEM form", errSecret)
	}
	return got, []string{key.PrivateKey}, err
}
