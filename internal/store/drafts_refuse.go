package store

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// refusing is what a transaction must have and drafts have not: each of its
// methods refuses, and notes for whom.
type refusing struct{ refuse func() error }

func (r refusing) Begin(context.Context) (pgx.Tx, error) { return nil, r.refuse() }
func (r refusing) Commit(context.Context) error          { return r.refuse() }
func (r refusing) Rollback(context.Context) error        { return r.refuse() }
func (r refusing) Conn() *pgx.Conn                       { return nil }
func (r refusing) LargeObjects() pgx.LargeObjects        { return pgx.LargeObjects{} }

func (r refusing) CopyFrom(context.Context, pgx.Identifier, []string, pgx.CopyFromSource) (int64, error) {
	return 0, r.refuse()
}

func (r refusing) Prepare(context.Context, string, string) (*pgconn.StatementDescription, error) {
	return nil, r.refuse()
}

func (r refusing) Exec(context.Context, string, ...any) (pgconn.CommandTag, error) {
	return pgconn.CommandTag{}, r.refuse()
}

func (r refusing) Query(context.Context, string, ...any) (pgx.Rows, error) { return nil, r.refuse() }

func (r refusing) QueryRow(context.Context, string, ...any) pgx.Row {
	return refusedRow{r.refuse()}
}

func (r refusing) SendBatch(context.Context, *pgx.Batch) pgx.BatchResults {
	return refusedBatch{r.refuse()}
}

type refusedRow struct{ err error }

func (r refusedRow) Scan(...any) error { return r.err }

type refusedBatch struct{ err error }

func (r refusedBatch) Exec() (pgconn.CommandTag, error) { return pgconn.CommandTag{}, r.err }
func (r refusedBatch) Query() (pgx.Rows, error)         { return nil, r.err }
func (r refusedBatch) QueryRow() pgx.Row                { return refusedRow(r) }
func (r refusedBatch) Close() error                     { return r.err }
