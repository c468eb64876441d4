package oauth

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// Token is an access token. Printing it in any way does not show it.
type Token struct {
	secret  string
	issued  time.Time
	expires time.Time
	renewAt time.Time
}

// Expires is when the token ends.
func (t Token) Expires() time.Time { return t.expires }

// RenewAt is when a connection that rests on the token had better be made anew.
func (t Token) RenewAt() time.Time { return t.renewAt }

// String shows no token.
func (t Token) String() string {
	if t.secret == "" {
		return "(no token)"
	}
	return "(token until " + t.expires.UTC().Format(time.RFC3339) + ")"
}

// GoString keeps %#v from showing the token.
func (t Token) GoString() string { return "oauth.Token" + t.String() }

// LogValue keeps logs from showing the token.
func (t Token) LogValue() slog.Value { return slog.StringValue(t.String()) }

// MarshalText keeps encoders from showing the token.
func (t Token) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// How long nothing is asked after a refusal: the first time, and at most. A
// change of settings or of rights is noticed within the latter.
const (
	firstRest   = time.Minute
	longestRest = 10 * time.Minute
)

// early is how long before its end a token is renewed, unless its life is short.
const early = 5 * time.Minute

// Source gives the tokens of one account. Its methods may be called from many
// goroutines; one token at a time is asked for.
type Source struct {
	settings Settings
	client   *http.Client
	turn     chan struct{} // held by who asks the token endpoint

	mutex   sync.Mutex
	token   Token
	rotated string // the refresh token that came with the last answer, and
	from    string // the configured one that it replaces

	refusals int // in a row
	rest     time.Time
	last     error // why there is a rest
}

// New checks the settings; it asks for nothing yet.
func New(settings Settings) (*Source, error) {
	settings = settings.withDefaults()
	if err := settings.validate(); err != nil {
		return nil, err
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = &tls.Config{RootCAs: settings.RootCAs, MinVersion: tls.VersionTLS12}
	transport.DisableKeepAlives = true // one question an hour
	return &Source{
		settings: settings,
		client: &http.Client{
			Transport: transport, Timeout: settings.Timeout,
			// A redirect would carry secrets to somewhere nobody named.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		turn: make(chan struct{}, 1),
	}, nil
}

// Now is the source's clock, by which its tokens expire.
func (s *Source) Now() time.Time { return s.settings.Now() }

// Token gives a token that is good for a while. While it rests after a
// refusal it asks nobody and gives the refusal again.
func (s *Source) Token(ctx context.Context) (Token, error) {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return Token{}, ctx.Err()
	}
	now := s.settings.Now()
	s.mutex.Lock()
	t, rest, last := s.token, s.rest, s.last
	s.mutex.Unlock()
	if last != nil && now.Before(rest) {
		return Token{}, fmt.Errorf("%w; asked again from %s on", last, rest.UTC().Format("15:04:05 MST"))
	}
	if t.secret != "" && now.Before(t.renewAt) {
		return t, nil
	}
	t, err := s.fetch(ctx)
	if err != nil {
		if ctx.Err() == nil {
			s.pause(err)
		}
		return Token{}, err
	}
	s.mutex.Lock()
	s.token = t
	s.mutex.Unlock()
	return t, nil
}

// drop forgets a token that a server refused; another one that was got since
// stays.
func (s *Source) drop(t Token) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.token.secret == t.secret {
		s.token = Token{}
	}
}

// pause lets nothing be asked for a while after a refusal: longer each time.
// What may pass by itself, such as a network that is down, is tried sooner.
func (s *Source) pause(why error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	length := min(firstRest<<min(s.refusals, 6), longestRest)
	var refusal *Refusal
	if !errors.As(why, &refusal) || refusal.Passing {
		length = min(5*time.Second<<min(s.refusals, 6), firstRest)
	}
	s.refusals++
	s.rest, s.last = s.settings.Now().Add(length), why
}

// worked forgets earlier refusals.
func (s *Source) worked() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.refusals, s.rest, s.last = 0, time.Time{}, nil
}
