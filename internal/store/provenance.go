package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// What may have happened to a whole database.
const (
	Restored  = "restored"   // a backup was brought back
	MovedHere = "moved_here" // everything came from another server
	MovedAway = "moved_away" // everything went to another server; nothing may happen here any more
)

// Provenance is one thing that happened to the whole database.
type Provenance struct {
	What       string
	HappenedAt time.Time
	AsOf       time.Time // of when the data were; of nothing after it they know
	Detail     string
}

// PutProvenance notes what happened to the database, in the audit log too.
func PutProvenance(ctx context.Context, tx Tx, p Provenance, who string) error {
	if err := exec(ctx, tx, "note where the database comes from", `insert into provenance (what, happened_at, as_of, detail) values ($1, $2, $3, $4)`,
		p.What, p.HappenedAt, p.AsOf, p.Detail); err != nil {
		return err
	}
	what := map[string]string{Restored: "database restored", MovedHere: "database moved here", MovedAway: "database moved away"}[p.What]
	return Append(ctx, tx, Entry{At: p.HappenedAt, What: what, Who: who, Detail: p.Detail})
}

// LastProvenance gives what happened last to the database; ErrNotFound for nothing.
func LastProvenance(ctx context.Context, tx Tx) (Provenance, error) {
	return one[Provenance](ctx, tx, "where the database comes from", "select what, happened_at, as_of, detail from provenance order by id desc limit 1")
}

// Restorations lists when backups were brought back, oldest first.
func Restorations(ctx context.Context, tx Tx) ([]Provenance, error) {
	return many[Provenance](ctx, tx, "when backups were brought back", "select what, happened_at, as_of, detail from provenance where what = 'restored' order by id")
}

// Restoring is a table that is there while a database is filled from another:
// what was begun and did not end must not be taken for a whole one.
const Restoring = "goodword_is_being_filled"

// Whole refuses a database that is not: one whose filling did not end, or from
// which everything was moved away.
func Whole(ctx context.Context, tx Tx) error {
	filling, err := column[bool](ctx, tx, "whether the database is whole", "select to_regclass($1) is not null", Restoring)
	if err != nil {
		return err
	}
	if filling[0] {
		return errors.New("filling this database by `goodword restore` or `goodword move` began and did not end: take its schema away (`drop schema goodword cascade`, or a private database's folder), then give the command again")
	}
	p, err := LastProvenance(ctx, tx)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err == nil && p.What == MovedAway {
		return fmt.Errorf("everything in this database was moved away on %s (%s): let database.url name the other one", p.HappenedAt.Format(time.DateTime), p.Detail)
	}
	return err
}

// KnownUntil gives the newest moment of which the database knows something.
func KnownUntil(ctx context.Context, tx Tx) (time.Time, error) {
	list, err := column[*time.Time](ctx, tx, "up to when the database knows", `select greatest((select max(stored_at) from inbound), (select max(stored_at) from mailboxes),
		(select max(happened_at) from audit), (select max(greatest(queued_at, sending_at, ended_at)) from letters))`)
	if err != nil || list[0] == nil {
		return time.Time{}, err
	}
	return *list[0], nil
}
