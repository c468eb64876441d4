package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"goodword/internal/config"
	"goodword/internal/service"
	"goodword/internal/store"
	"goodword/migrations"
)

func checkDatabase(e *environment, c *config.Config, tell func(name, said string, err error)) {
	joining, cancel := context.WithTimeout(e.ctx, joinPatience)
	defer cancel()
	db, err := service.JoinDatabase(joining, c, e.logger(c))
	if err != nil {
		tell("database", "", err)
		return
	}
	defer db.Close()
	ctx, cancel := context.WithTimeout(e.ctx, checkPatience)
	defer cancel()
	clock, err := checkClock(ctx, db, e.now)
	tell("clock", clock, err)
	schema, err := checkSchema(ctx, db)
	tell("database", schema, err)
	if err != nil {
		return
	}
	var people []store.Person
	err = store.InTx(ctx, db.Pool, func(tx store.Tx) (err error) {
		people, err = store.People(ctx, tx)
		return err
	})
	if err == nil {
		err = checkPeople(c, people)
	}
	tell("directory", fmt.Sprintf("%d people", len(people)), err)
	holidays, err := checkPlaces(c, people, e.now())
	tell("holidays", holidays, err)
	said, err := checkTrust(ctx, e, c, db)
	tell("trust", said, err)
	said, err = checkGroups(ctx, c, db)
	tell("groups", said, err)
	if service.Refreshed(c) {
		said, err = service.KeptTokens(ctx, c, db, e.now())
		tell("refresh tokens", said, err)
	}
}

// checkSchema looks whether the database can be written to and has this
// version's tables; its errors say what to do.
func checkSchema(ctx context.Context, db *service.Database) (string, error) {
	var at struct {
		readOnly, create bool
		role, name       string
	}
	if err := db.Pool.QueryRow(ctx, `select current_setting('transaction_read_only')::bool, has_database_privilege(current_database(), 'CREATE'),
		current_user, current_database()`).Scan(&at.readOnly, &at.create, &at.role, &at.name); err != nil {
		return "", fmt.Errorf("ask the database: %w", err)
	}
	if at.readOnly {
		return "", fmt.Errorf("reached, and %s takes no writes: let database.url name the primary server and not a standby, or switch default_transaction_read_only off", at.name)
	}
	err := checkWhole(ctx, db)
	if errors.Is(err, errFresh) && !at.create {
		return "", fmt.Errorf("reached, and it has no tables yet, nor may the role %s make them: `grant create on database %s to %s` as its owner, then run `goodword migrate`", at.role, at.name, at.role)
	}
	if err == nil {
		err = checkVersion(ctx, db)
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.Code == "42501" {
		return "", fmt.Errorf("%w: the role %s is not the one that made goodword's tables: let database.url name that one", err, at.role)
	}
	if err != nil {
		return "", err
	}
	return schemaSaid(ctx, db)
}

// checkVersion says which migrations are missing.
func checkVersion(ctx context.Context, db *service.Database) error {
	pending, err := migrations.Pending(ctx, db.Pool)
	switch {
	case err != nil:
		return fmt.Errorf("%w (run `goodword migrate`; serve does so when it starts)", err)
	case pending > 0:
		return fmt.Errorf("%d migrations are missing: run `goodword migrate`, or start serve", pending)
	}
	return nil
}

// schemaSaid tells a database that a newer version has migrated already.
func schemaSaid(ctx context.Context, db *service.Database) (string, error) {
	newest, err := migrations.Newest()
	if err != nil {
		return "", err
	}
	tx, err := db.Pool.Begin(ctx)
	if err != nil {
		return "", fmt.Errorf("ask the database: %w", err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	has, err := migrations.At(ctx, tx)
	if err == nil && has.Ours > newest {
		return fmt.Sprintf("reached; a newer goodword has migrated it (to %d, this one knows %d): fine during an upgrade, else install that version", has.Ours, newest), nil
	}
	return "reached, with this version's schema", err
}

// clockApart is how far this machine's clock and the database's may be apart. One
// that is far off spoils deadlines, the digest's hour and the age of signatures.
const clockApart = time.Minute

// checkClock compares this machine's clock with the database's.
func checkClock(ctx context.Context, db *service.Database, now func() time.Time) (string, error) {
	before := now()
	var there time.Time
	if err := db.Pool.QueryRow(ctx, "select clock_timestamp()").Scan(&there); err != nil {
		return "", fmt.Errorf("ask the database for its time: %w", err)
	}
	return clocks(before, now(), there)
}

// clocks judges a time that was told between two of ours.
func clocks(before, after, there time.Time) (string, error) {
	apart, which := before.Sub(there), "ahead of"
	if apart <= 0 {
		apart, which = there.Sub(after), "behind"
	}
	if apart <= clockApart {
		return "this machine's and the database's agree", nil
	}
	return "", fmt.Errorf("this machine's clock (%s) is %s %s the database's (%s): set the one that is wrong, and let NTP keep both",
		after.UTC().Format(time.DateTime), apart.Round(time.Second), which, there.UTC().Format(time.DateTime))
}

// errFresh is a database without goodword's tables.
var errFresh = errors.New("reached, and it has no tables of this version yet: `goodword migrate` makes them, as do `goodword people import` and serve")

// checkWhole tells a database that is new, is being filled, or was moved away.
func checkWhole(ctx context.Context, db *service.Database) error {
	var fresh bool
	if err := db.Pool.QueryRow(ctx, "select to_regclass('goodword.provenance') is null").Scan(&fresh); err != nil {
		return fmt.Errorf("ask the database: %w", err)
	}
	if fresh {
		return errFresh
	}
	return store.InTx(ctx, db.Pool, func(tx store.Tx) error { return store.Whole(ctx, tx) })
}
