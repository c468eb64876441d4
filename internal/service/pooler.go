package service

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"goodword/migrations"
)

// errPooler says why a database behind a pooler that shares sessions is refused.
// River listens on a session, migrating locks in one, and each has a search path.
const errPooler = "a pooler such as PgBouncer in transaction or statement mode stands between goodword and PostgreSQL, where sessions do not last: " +
	"let [database] url name PostgreSQL itself, or a pool in session mode whose role has search_path = " + migrations.Schema

// checkSessions refuses a database whose sessions are not ours alone. With a
// pooler that gives sessions out by transaction, a second connection is given
// the first one's, or the first one gets another by and by.
func checkSessions(ctx context.Context, config *pgx.ConnConfig) error {
	first, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return unreached(config, err)
	}
	defer func() { _ = first.Close(context.WithoutCancel(ctx)) }()
	second, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return fmt.Errorf("a second connection: %w", unreached(config, err))
	}
	defer func() { _ = second.Close(context.WithoutCancel(ctx)) }()
	// No prepared statements: in such a pool they are somebody else's, or nobody's.
	ask := func(c interface {
		QueryRow(context.Context, string, ...any) pgx.Row
	}) (pid int, path string, err error) {
		err = c.QueryRow(ctx, "select pg_backend_pid(), current_setting('search_path')", pgx.QueryExecModeSimpleProtocol).Scan(&pid, &path)
		return pid, path, err
	}
	one, path, err := ask(first)
	if err != nil {
		return fmt.Errorf("ask the database: %w", err)
	}
	tx, err := second.Begin(ctx)
	if err != nil {
		return fmt.Errorf("ask the database: %w; %s", err, errPooler)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	two, _, err := ask(tx)
	if err != nil {
		return fmt.Errorf("ask the database: %w", err)
	}
	again, _, err := ask(first)
	switch {
	case err != nil:
		return fmt.Errorf("ask the database: %w", err)
	case one == two || one != again:
		return errors.New(errPooler)
	case path != migrations.Schema:
		return fmt.Errorf("the search_path of a connection is %q although goodword asks for %q, so something on the way drops it: %s", path, migrations.Schema, errPooler)
	}
	return nil
}
