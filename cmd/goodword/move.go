package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"goodword/internal/backup"
	"goodword/internal/service"
	"goodword/internal/store"
)

type moveCommand struct {
	To string `required:"" help:"The database to move to: postgres://ROLE@HOST/DATABASE. Its password may stand in ~/.pgpass or PGPASSWORD." placeholder:"URL"`
}

// Help shows examples.
func (moveCommand) Help() string {
	return `From goodword's own PostgreSQL to a server of yours, or from one server to
another, of any version that goodword works with. Stop every serve first. The
database must be there and hold nothing of goodword's; the role needs CREATE on
it. Everything goes along, jobs and leases too, so that work goes on where it
stood; the database it came from is kept, and refused from then on.

Examples:
  goodword move --to postgres://goodword@db.example.com/goodword?sslmode=verify-full`
}

// Run moves everything.
func (m moveCommand) Run(e *environment) error {
	return e.bare(func(db *service.Database) error {
		if err := store.InTx(e.ctx, db.Pool, func(tx store.Tx) error { return wholeEnough(e, tx) }); err != nil {
			return err
		}
		db.Pool.Close() // only what is not ours counts as somebody at work
		s, closeAll, err := m.snapshot(e, db)
		if err != nil {
			return err
		}
		err = m.carry(e, s)
		return errors.Join(err, closeAll(), m.leave(e, db, err))
	})
}

// wholeEnough refuses a database that was moved before; one of an older schema,
// which knows nothing of that, is refused as long as it is not migrated.
func wholeEnough(e *environment, tx store.Tx) error {
	if err := store.Whole(e.ctx, tx); err != nil {
		return fmt.Errorf("%w (of an older version's database: run `goodword migrate` first)", err)
	}
	return nil
}

// snapshot opens what is moved, in which nobody is at work.
func (m moveCommand) snapshot(e *environment, db *service.Database) (*backup.Snapshot, func() error, error) {
	conn, err := backup.Connect(e.ctx, db.URL)
	if err != nil {
		return nil, nil, err
	}
	end := func() error { return conn.Close(context.WithoutCancel(e.ctx)) }
	if err := backup.Alone(e.ctx, conn); err != nil {
		return nil, nil, errors.Join(err, end())
	}
	s, err := backup.Open(e.ctx, conn, version())
	if err != nil {
		return nil, nil, errors.Join(err, end())
	}
	return s, func() error { return errors.Join(s.Close(), end()) }, nil
}

// carry fills the other database and says there where it came from.
func (m moveCommand) carry(e *environment, s *backup.Snapshot) error {
	if err := backup.Fill(e.ctx, m.To, s, slog.New(slog.DiscardHandler)); err != nil {
		return err
	}
	return backup.Finish(e.ctx, m.To, func(tx pgx.Tx) error {
		if _, err := store.VerifyAudit(e.ctx, tx); err != nil {
			return err
		}
		return store.PutProvenance(e.ctx, tx, store.Provenance{What: store.MovedHere, HappenedAt: e.now().UTC(), AsOf: s.Manifest().AsOf,
			Detail: "from another PostgreSQL, by goodword " + version()}, operator())
	})
}

// leave says in the old database that it is one no more, if all went well.
func (m moveCommand) leave(e *environment, db *service.Database, failed error) error {
	if failed != nil {
		return nil
	}
	pool, err := pgxpool.NewWithConfig(e.ctx, db.Pool.Config())
	if err != nil {
		return err
	}
	defer pool.Close()
	where := place(m.To)
	if err := store.InTx(e.ctx, pool, func(tx store.Tx) error {
		return store.PutProvenance(e.ctx, tx, store.Provenance{What: store.MovedAway, HappenedAt: e.now().UTC(), AsOf: e.now().UTC(), Detail: "to " + where}, operator())
	}); err != nil {
		return fmt.Errorf("everything was moved to %s, but the old database could not be told: do not start serve on it: %w", where, err)
	}
	_, err = fmt.Fprintf(e.out, "Moved to %s. Now let database.url (or database.url_file) name it, run `goodword doctor`, and start serve.\nThe old database is kept as it was, and refused from now on.\n", where)
	return err
}

// place is a database's address without its secret.
func place(address string) string {
	u, err := url.Parse(address)
	if err != nil || !strings.HasPrefix(u.Scheme, "postgres") {
		return "another PostgreSQL"
	}
	at := u.Host
	if at == "" {
		at = u.Query().Get("host")
	}
	return at + u.Path
}
