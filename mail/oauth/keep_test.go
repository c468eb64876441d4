package oauth_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"goodword/mail/oauth"
	"goodword/mail/oauth/oauthtest"
)

// shelf keeps in memory what processes share.
type shelf struct {
	mutex sync.Mutex
	kept  map[string][]byte
	fails error
}

func (s *shelf) Renew(_ context.Context, name []byte, renew func([]byte) ([]byte, error)) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	fresh, err := renew(s.kept[string(name)])
	if err == nil && s.fails == nil && fresh != nil {
		s.kept[string(name)] = fresh
	}
	return errors.Join(err, s.fails)
}

// rotating is a provider that takes each refresh token once.
func rotating(t *testing.T) (*oauthtest.Server, *clock, *shelf, oauth.Settings) {
	server, at, settings := microsoft(t)
	server.AddGrant("refresh-1", oauthtest.Grant{Client: "app-1", Scopes: []string{"mail"}, Mailboxes: []string{shared}, Next: "refresh-2"})
	at0 := &shelf{kept: map[string][]byte{}}
	settings.RefreshToken, settings.Keep = is("refresh-1"), at0
	return server, at, at0, settings
}

// TestRotatedTokenOutlivesTheProcess: what the provider gave last is found
// again by the next process, and by another one beside it; nobody reads it
// where it is kept.
func TestRotatedTokenOutlivesTheProcess(t *testing.T) {
	t.Parallel()
	_, at, kept, settings := rotating(t)
	for range 3 {
		if _, err := newSource(t, settings).Token(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	first, second := newSource(t, settings), newSource(t, settings)
	for range 3 {
		at.Add(2 * time.Hour)
		for _, s := range []*oauth.Source{first, second} {
			if _, err := s.Token(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, sealed := range kept.kept {
		if len(kept.kept) != 1 || bytes.Contains(sealed, []byte("refresh-")) || strings.Contains(name, "refresh") {
			t.Errorf("kept: %q %q", name, sealed)
		}
		kept.kept[name][0]++ // somebody changed it
	}
	if _, err := newSource(t, settings).Token(t.Context()); err == nil || !strings.Contains(err.Error(), "cannot be opened") || !strings.Contains(err.Error(), "goodword doctor") {
		t.Errorf("a changed one: %v", err)
	}
	settings.Keep = nil
	if _, err := newSource(t, settings).Token(t.Context()); err == nil || !strings.Contains(err.Error(), "invalid_grant") {
		t.Errorf("the used up one of the settings: %v", err)
	}
}

// TestANewTokenInTheSettings counts at once, whatever is kept for the old one.
func TestANewTokenInTheSettings(t *testing.T) {
	t.Parallel()
	server, at, _, settings := rotating(t)
	word := "refresh-1"
	settings.RefreshToken = func() (string, error) { return word, nil }
	source := newSource(t, settings)
	if _, err := source.Token(t.Context()); err != nil {
		t.Fatal(err)
	}
	server.AddGrant("signed-in-anew", oauthtest.Grant{Client: "app-1", Scopes: []string{"mail"}, Mailboxes: []string{shared}})
	word = "signed-in-anew"
	at.Add(2 * time.Hour)
	if _, err := source.Token(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// TestWhatCannotBeKept is told, and not lost while the process lives.
func TestWhatCannotBeKept(t *testing.T) {
	t.Parallel()
	_, at, kept, settings := rotating(t)
	source := newSource(t, settings)
	kept.fails = errors.New("the database is gone")
	if _, err := source.Token(t.Context()); err == nil || !strings.Contains(err.Error(), "the database is gone") || strings.Contains(err.Error(), "refresh-") {
		t.Fatalf("%v", err)
	}
	kept.fails = nil
	at.Add(time.Minute)
	if _, err := source.Token(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := newSource(t, settings).Token(t.Context()); err != nil {
		t.Errorf("the next process: %v", err)
	}
}
