package store

import (
	"context"
	"time"
)

// keptTokensDays is for how long a sealed token stays that nobody used: longer than any provider lets one rest.
const keptTokensDays = 400

// LockKeptToken gives the sealed token of a name, nil where there is none. Until
// the transaction ends nobody else gets it.
func LockKeptToken(ctx context.Context, tx Tx, name []byte) ([]byte, error) {
	if err := exec(ctx, tx, "lock a kept token", "select pg_advisory_xact_lock(hashtextextended(encode($1, 'hex'), 24))", name); err != nil {
		return nil, err
	}
	list, err := column[[]byte](ctx, tx, "a kept token", "select sealed from kept_tokens where id = $1", name)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return list[0], nil
}

// KeepToken keeps a sealed token under a name, in place of the one of before.
func KeepToken(ctx context.Context, tx Tx, name, sealed []byte, now time.Time) error {
	if err := exec(ctx, tx, "remove old kept tokens", "delete from kept_tokens where kept_at < $1", now.AddDate(0, 0, -keptTokensDays)); err != nil {
		return err
	}
	return exec(ctx, tx, "keep a token", `insert into kept_tokens (id, sealed, kept_at) values ($1, $2, $3)
		on conflict (id) do update set sealed = excluded.sealed, kept_at = excluded.kept_at`, name, sealed, now)
}

// KeptAt gives when the sealed token of a name was last put to use; the zero time where there is none.
func KeptAt(ctx context.Context, tx Tx, name []byte) (time.Time, error) {
	list, err := column[time.Time](ctx, tx, "when a kept token was used", "select kept_at from kept_tokens where id = $1", name)
	if err != nil || len(list) == 0 {
		return time.Time{}, err
	}
	return list[0], nil
}
