// Package store holds all SQL. Every function takes a transaction that its
// caller began and will end, lists its columns, and gives rows as plain values;
// none decides anything, that is internal/recognition's. Jobs, the command line
// and the demo call it.
package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Tx is the transaction a caller began.
type Tx = pgx.Tx

// ErrNotFound is wrapped by every function that was asked for one row and found none.
var ErrNotFound = errors.New("not there")

// ErrMoved is wrapped where a row was expected in a state and was in another:
// somebody else was first.
var ErrMoved = errors.New("it has moved on meanwhile")

// InTx runs do in one transaction and commits unless it fails.
func InTx(ctx context.Context, pool *pgxpool.Pool, do func(Tx) error) error {
	return pgx.BeginFunc(ctx, pool, do)
}

// one reads one row into T by column names.
func one[T any](ctx context.Context, tx Tx, what, sql string, args ...any) (T, error) {
	var none T
	rows, err := tx.Query(ctx, sql, args...)
	if err != nil {
		return none, fmt.Errorf("read %s: %w", what, err)
	}
	row, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[T])
	if errors.Is(err, pgx.ErrNoRows) {
		return none, fmt.Errorf("read %s: %w", what, ErrNotFound)
	}
	if err != nil {
		return none, fmt.Errorf("read %s: %w", what, err)
	}
	return row, nil
}

// many reads rows into T by column names.
func many[T any](ctx context.Context, tx Tx, what, sql string, args ...any) ([]T, error) {
	rows, err := tx.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", what, err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[T])
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", what, err)
	}
	return list, nil
}

// column reads rows of one value each.
func column[T any](ctx context.Context, tx Tx, what, sql string, args ...any) ([]T, error) {
	rows, err := tx.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", what, err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[T])
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", what, err)
	}
	return list, nil
}

// change runs a statement that must touch exactly one row.
func change(ctx context.Context, tx Tx, what, sql string, args ...any) error {
	tag, err := tx.Exec(ctx, sql, args...)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if tag.RowsAffected() != 1 {
		return fmt.Errorf("%s: %w", what, ErrMoved)
	}
	return nil
}

// exec runs a statement that may touch any number of rows.
func exec(ctx context.Context, tx Tx, what, sql string, args ...any) error {
	if _, err := tx.Exec(ctx, sql, args...); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// insert runs an INSERT … RETURNING id.
func insert(ctx context.Context, tx Tx, what, sql string, args ...any) (int64, error) {
	var id int64
	if err := tx.QueryRow(ctx, sql, args...).Scan(&id); err != nil {
		if errors.Is(err, pgx.ErrNoRows) {
			return 0, fmt.Errorf("%s: %w", what, ErrMoved)
		}
		return 0, fmt.Errorf("%s: %w", what, err)
	}
	return id, nil
}

// Temporary says whether err is the database's trouble, and not the data's, so
// that the same work may succeed later.
func Temporary(err error) bool {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return true
	}
	switch pg.Code[:2] {
	case "22", "23", "42": // data exception, constraint, syntax
		return false
	}
	return true
}

// NotToBlame says that err is the database's own: it is down, full, or chose this
// transaction to end a deadlock. Trying again is all there is to do, and the
// work is not to blame.
func NotToBlame(err error) bool {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		var connect *pgconn.ConnectError
		return errors.As(err, &connect)
	}
	switch pg.Code[:2] {
	case "08", "40", "53", "55", "57", "58":
		return true
	}
	return false
}
