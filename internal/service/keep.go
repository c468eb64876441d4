package service

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"goodword/internal/config"
	"goodword/internal/store"
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
		if err != nil || fresh == nil {
			return err
		}
		return store.KeepToken(ctx, tx, name, fresh, k.now())
	})
}
