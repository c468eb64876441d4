package oauth

import (
	"cmp"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"

	"golang.org/x/oauth2"
)

// Keeper keeps refresh tokens that a provider gave in place of those in the
// settings, sealed, where every process finds them.
type Keeper interface {
	// Renew gives what is kept under a name, nil for nothing, to renew, and keeps
	// what that returns, nil for no change. Of any number of processes one at a
	// time renews one name. An error of renew is returned as it is, and nothing kept.
	Renew(ctx context.Context, name []byte, renew func(sealed []byte) ([]byte, error)) error
}

// kept is how one refresh token of the settings stands for what replaces it: a
// name to find it by and a key to seal it with. Both are made of that token, so
// that whoever reads what is kept, and not the settings, learns nothing.
type kept struct {
	name []byte
	seal cipher.AEAD
}

func keptFor(client, configured string) (kept, error) {
	material, err := hkdf.Key(sha256.New, []byte(configured), []byte(client), "goodword: a refresh token that replaces this one", 48)
	if err != nil {
		return kept{}, err
	}
	block, err := aes.NewCipher(material[16:])
	if err != nil {
		return kept{}, err
	}
	seal, err := cipher.NewGCMWithRandomNonce(block)
	return kept{material[:16], seal}, err
}

// KeptName gives the name under which a Keeper has what replaces a client's
// refresh token of the settings.
func KeptName(client, configured string) ([]byte, error) {
	k, err := keptFor(client, configured)
	return k.name, err
}

// renewKept gets a token by the newest refresh token that any process was given.
func (s *Source) renewKept(ctx context.Context, configured string, exchange func(refresh string) (*oauth2.Token, error)) (got *oauth2.Token, err error) {
	k, err := keptFor(s.settings.ClientID, configured)
	if err != nil {
		return nil, err
	}
	var asked error
	err = s.settings.Keep.Renew(ctx, k.name, func(sealed []byte) ([]byte, error) {
		last, err := k.open(configured, sealed)
		if err != nil {
			return nil, err
		}
		use := cmp.Or(s.unkept(configured), last)
		if got, asked = exchange(use); asked != nil {
			return nil, asked
		}
		newest := cmp.Or(got.RefreshToken, use)
		if newest == last {
			return nil, nil
		}
		s.mutex.Lock()
		s.rotated, s.from = newest, configured
		s.mutex.Unlock()
		return k.seal.Seal(nil, nil, []byte(newest), k.name), nil
	})
	if asked != nil {
		return nil, asked
	}
	if err != nil {
		return nil, fmt.Errorf("the refresh token that the provider gave last %w or not be kept: %w; check the database (goodword doctor)", errSecret, err)
	}
	s.mutex.Lock()
	s.rotated = "" // what is kept is the newest from here on
	s.mutex.Unlock()
	return got, nil
}

// unkept is a refresh token that could not be kept the last time.
func (s *Source) unkept(configured string) string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.from != configured {
		return ""
	}
	return s.rotated
}

// open gives the refresh token that is kept, or that of the settings where none is.
func (k kept) open(configured string, sealed []byte) (string, error) {
	if sealed == nil {
		return configured, nil
	}
	text, err := k.seal.Open(nil, nil, sealed, k.name)
	if err != nil {
		return "", fmt.Errorf("what is kept cannot be opened with the refresh token of the settings: %w", err)
	}
	return string(text), nil
}
