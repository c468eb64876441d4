package service

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"goodword/internal/config"
	"goodword/internal/store"
	"goodword/mail/oauth"
)

// keeper keeps refresh tokens in the database of the settings. It connects for
// each renewal, which there is one of an hour, so that whoever logs in needs no
// database at hand.
type keeper struct {
	config *config.Config
	now    func() time.Time
}

// Renew fulfils oauth.Keeper: one transaction, under a lock of the name.
func (k keeper) Renew(ctx context.Context, name []byte, renew func([]byte) ([]byte, error)) (err error) {
	db, err := JoinDatabase(ctx, k.config, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return store.InTx(ctx, db.Pool, func(tx store.Tx) error {
		sealed, err := store.LockKeptToken(ctx, tx, name)
		if err != nil {
			return err
		}
		fresh, err := renew(sealed)
		if fresh == nil {
			fresh = sealed // it was used, and the provider counts from now
		}
		if err != nil || fresh == nil {
			return err
		}
		return store.KeepToken(ctx, tx, name, fresh, k.now())
	})
}

// restingTokens are for how many days a provider lets a refresh token rest
// before it ends it: Microsoft's say 90, Google's half a year.
const restingTokens = 90

// staleAfter is after how many days without use somebody should know.
const staleAfter = restingTokens * 2 / 3

// KeptTokens tells of the newer refresh tokens that are kept in place of those
// of the settings when each was used last. An error tells of one that rested for
// long, or that came out of a backup, and what to do.
func KeptTokens(ctx context.Context, c *config.Config, db *Database, now time.Time) (string, error) {
	var said []string
	var wrong []error
	err := store.InTx(ctx, db.Pool, func(tx store.Tx) error {
		restored, err := store.RestoredAt(ctx, tx)
		if err != nil {
			return err
		}
		for _, a := range refreshed(c) {
			configured, err := a.refresh.Read()
			if err != nil {
				continue // the settings' own check and the login tell
			}
			name, err := oauth.KeptName(c.OAuth.ClientID, configured)
			if err != nil {
				return err
			}
			used, err := store.KeptAt(ctx, tx, name)
			if err != nil {
				return err
			}
			if why := stale(used, restored, now); why != nil {
				wrong = append(wrong, fmt.Errorf("the refresh token of %s %w", a.of, why))
			} else if !used.IsZero() {
				said = append(said, fmt.Sprintf("%s: a newer one is kept, last used on %s", a.of, used.Format(time.DateOnly)))
			}
		}
		return nil
	})
	if err = errors.Join(append(wrong, err)...); err != nil {
		return "", err
	}
	if len(said) == 0 {
		return "those of the settings are used", nil
	}
	return strings.Join(said, "; "), nil
}

// stale says what is wrong with a kept token; used is zero where none is kept.
func stale(used, restored, now time.Time) error {
	const anew = "sign in anew and put what you get where refresh_token_file points, which counts at once (docs/providers)"
	switch {
	case used.IsZero():
		return nil
	case used.Before(restored):
		return fmt.Errorf("that is kept is from the backup which was brought back on %s; the provider may have replaced it since, and may end all of them if an old one is used: %s", restored.Format(time.DateOnly), anew)
	case now.Sub(used) > staleAfter*24*time.Hour:
		return fmt.Errorf("was last used on %s, and providers end one that rests for %d days or more: let serve run, which uses it each hour; if the login below is refused, %s", used.Format(time.DateOnly), restingTokens, anew)
	}
	return nil
}

// Refreshed says whether an account of the settings logs in by a refresh token.
func Refreshed(c *config.Config) bool { return len(refreshed(c)) > 0 }

// refreshing is an account that logs in by a refresh token.
type refreshing struct {
	of      string
	refresh config.Secret
}

func refreshed(c *config.Config) (all []refreshing) {
	for _, m := range c.Mailboxes {
		if m.Auth == config.ByToken && m.Refresh.IsSet() {
			all = append(all, refreshing{"the mailbox " + m.Name, m.Refresh})
		}
	}
	if s := c.SMTP; s.Auth == config.ByToken && s.Refresh.IsSet() {
		all = append(all, refreshing{"the relay", s.Refresh})
	}
	return all
}
