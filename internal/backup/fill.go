package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/jackc/pgx/v5"

	"goodword/internal/store"
	"goodword/migrations"
)

// Fill fills the empty database at url from a source, by the schema the source
// has, and brings it to this version's then. Until Finish the database is marked
// as not whole, and nobody works on it.
func Fill(ctx context.Context, url string, from Source, log *slog.Logger) error {
	m := from.Manifest()
	newest, err := migrations.Newest()
	if err != nil {
		return err
	}
	if m.Schema.Ours > newest {
		return fmt.Errorf("it was made by a newer goodword (%s, schema %d; this one knows %d): use that version", m.Program, m.Schema.Ours, newest)
	}
	conn, err := Connect(ctx, url)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	if err := errors.Join(empty(ctx, conn), Alone(ctx, conn)); err != nil {
		return err
	}
	if err := migrations.To(ctx, url, m.Schema, log); err != nil {
		return err
	}
	if err := pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error { return load(ctx, tx, from) }); err != nil {
		return err
	}
	return migrations.Up(ctx, url, log)
}

// Begin does something in a transaction that marks a database as not whole, until Finish.
func Begin(ctx context.Context, url string, do func(pgx.Tx) error) error {
	return inOne(ctx, url, func(tx pgx.Tx) error {
		if err := do(tx); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "create table if not exists "+store.Restoring+" ()")
		return err
	})
}

// Finish does what must be done to a filled database in one transaction, which
// also says that it is whole.
func Finish(ctx context.Context, url string, do func(pgx.Tx) error) error {
	return inOne(ctx, url, func(tx pgx.Tx) error {
		if err := do(tx); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "drop table if exists "+store.Restoring)
		return err
	})
}

func inOne(ctx context.Context, url string, do func(pgx.Tx) error) error {
	conn, err := Connect(ctx, url)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	return pgx.BeginFunc(ctx, conn, do)
}

// empty refuses a database in which goodword has been at work.
func empty(ctx context.Context, conn *pgx.Conn) error {
	for _, table := range []string{store.Restoring, "people", "inbound", "letters", "audit"} {
		var there bool
		if err := conn.QueryRow(ctx, "select to_regclass($1) is not null", table).Scan(&there); err != nil {
			return fmt.Errorf("look whether the database is empty: %w", err)
		}
		if !there {
			continue
		}
		filled := table == store.Restoring
		if !filled {
			if err := conn.QueryRow(ctx, "select exists (select from "+pgx.Identifier{migrations.Schema, table}.Sanitize()+")").Scan(&filled); err != nil {
				return fmt.Errorf("look whether the database is empty: %w", err)
			}
		}
		if filled {
			return errors.New("the database to fill is not empty (it has " + table + "): nothing is overwritten. Let database.url or data_dir name another, or take its schema away first (`drop schema goodword cascade`)")
		}
	}
	return nil
}

// load copies all tables in. Keys between tables are taken away meanwhile and
// made again after, which checks them; triggers of ours sleep.
func load(ctx context.Context, tx pgx.Tx, from Source) error {
	m := from.Manifest()
	there, err := tables(ctx, tx)
	if err != nil {
		return err
	}
	if !same(there, m.Tables) {
		return fmt.Errorf("it does not have the tables of its own schema %d: it was made by a version of goodword that this one does not know (%s)", m.Schema.Ours, m.Program)
	}
	keys, err := foreignKeys(ctx, tx)
	if err != nil {
		return err
	}
	var names []string
	for _, t := range m.Tables {
		names = append(names, pgx.Identifier{migrations.Schema, t.Name}.Sanitize())
	}
	before := []string{"create table " + store.Restoring + " ()"}
	for _, k := range keys {
		before = append(before, "alter table "+k.table+" drop constraint "+k.name)
	}
	for _, name := range names {
		before = append(before, "alter table "+name+" disable trigger user")
	}
	before = append(before, "truncate "+strings.Join(names, ", "))
	if err := run(ctx, tx, before); err != nil {
		return err
	}
	for _, first := range m.Months {
		if _, err := tx.Exec(ctx, "select make_bytes_month($1::date)", first); err != nil {
			return fmt.Errorf("make the month %s for the bytes of mails: %w", first.Format("2006-01"), err)
		}
	}
	for _, t := range m.Tables {
		if err := fillTable(ctx, tx, from, t); err != nil {
			return err
		}
	}
	var after []string
	for _, name := range names {
		after = append(after, "alter table "+name+" enable trigger user")
	}
	for _, k := range keys {
		after = append(after, "alter table "+k.table+" add constraint "+k.name+" "+k.definition)
	}
	if err := run(ctx, tx, after); err != nil {
		return err
	}
	for name, last := range m.Sequences {
		if _, err := tx.Exec(ctx, "select setval($1::regclass, $2)", pgx.Identifier{migrations.Schema, name}.Sanitize(), last); err != nil {
			return fmt.Errorf("set the sequence %s: %w", name, err)
		}
	}
	return nil
}

// fillTable copies one table in, and wants as many rows as its source counted.
func fillTable(ctx context.Context, tx pgx.Tx, from Source, t Table) error {
	r, w := io.Pipe()
	done := make(chan error, 1)
	go func() {
		err := from.Copy(ctx, t, w)
		_ = w.CloseWithError(err) // a pipe's never fails
		done <- err
	}()
	tag, err := tx.Conn().PgConn().CopyFrom(ctx, r, "copy "+t.columns()+" from stdin (format binary)")
	_ = r.CloseWithError(io.ErrClosedPipe)
	if reading := <-done; reading != nil && !errors.Is(reading, io.ErrClosedPipe) {
		return reading
	}
	if err != nil {
		return fmt.Errorf("fill table %s: %w", t.Name, err)
	}
	if f, ok := from.(*File); ok && tag.RowsAffected() != t.Rows {
		return fmt.Errorf("table %s of %s has %d rows, and should have %d: the file is not whole", t.Name, f.name, tag.RowsAffected(), t.Rows)
	}
	return nil
}

// key is a foreign key, as SQL names it.
type key struct{ table, name, definition string }

func foreignKeys(ctx context.Context, tx pgx.Tx) ([]key, error) {
	rows, err := tx.Query(ctx, `select conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
		from pg_constraint where contype = 'f' and connamespace = $1::regnamespace order by oid`, migrations.Schema)
	if err != nil {
		return nil, fmt.Errorf("list the keys between tables: %w", err)
	}
	keys, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (k key, err error) {
		return k, row.Scan(&k.table, &k.name, &k.definition)
	})
	if err != nil {
		return nil, fmt.Errorf("list the keys between tables: %w", err)
	}
	return keys, nil
}

func run(ctx context.Context, tx pgx.Tx, statements []string) error {
	for _, sql := range statements {
		if _, err := tx.Exec(ctx, sql); err != nil {
			return fmt.Errorf("%s: %w", sql, err)
		}
	}
	return nil
}
