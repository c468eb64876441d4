package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/jackc/pgx/v5"

	"goodword/internal/store"
	"goodword/migrations"
)

// Snapshot is a database as it was at one moment, whatever is written meanwhile.
type Snapshot struct {
	tx       pgx.Tx
	manifest Manifest
}

// Open takes a snapshot of a database; program is the version that takes it.
// Close ends it. Nothing is changed, not even the schema of an older version.
func Open(ctx context.Context, conn *pgx.Conn, program string) (s *Snapshot, err error) {
	parted := false // an older version's schema has no such table
	if err := conn.QueryRow(ctx, "select to_regclass($1) is not null", migrations.Schema+"."+store.BytesTable).Scan(&parted); err != nil {
		return nil, fmt.Errorf("look how the bytes of mails are stored: %w", err)
	}
	tx, err := conn.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		return nil, fmt.Errorf("begin to read the database: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback(context.WithoutCancel(ctx)))
		}
	}()
	if parted {
		// Before the first look: a month that went between that and its copy would take bytes along that the rows name.
		if _, err := tx.Exec(ctx, "lock table "+store.BytesTable+" in access share mode"); err != nil {
			return nil, fmt.Errorf("keep the bytes of mails while they are read: %w", err)
		}
	}
	s = &Snapshot{tx: tx, manifest: Manifest{Format: format, Program: program, Sequences: map[string]int64{}}}
	m := &s.manifest
	if err = tx.QueryRow(ctx, "select now()").Scan(&m.AsOf); err != nil {
		return nil, fmt.Errorf("read the database's clock: %w", err)
	}
	if m.Schema, err = migrations.At(ctx, tx); err != nil {
		return nil, fmt.Errorf("%w (is this a database of goodword's?)", err)
	}
	if m.Tables, err = tables(ctx, tx); err != nil {
		return nil, err
	}
	if parted {
		months, err := store.LookAtMonths(ctx, tx)
		if err != nil {
			return nil, err
		}
		m.Months = months.There
	}
	rows, err := tx.Query(ctx, "select sequencename::text, last_value from pg_sequences where schemaname = $1 and last_value is not null", migrations.Schema)
	if err != nil {
		return nil, fmt.Errorf("read the sequences: %w", err)
	}
	var name string
	var last int64
	if _, err = pgx.ForEachRow(rows, []any{&name, &last}, func() error {
		m.Sequences[name] = last
		return nil
	}); err != nil {
		return nil, fmt.Errorf("read the sequences: %w", err)
	}
	return s, nil
}

// Manifest fulfils Source; the rows of a table are counted once it was copied.
func (s *Snapshot) Manifest() Manifest { return s.manifest }

// Copy fulfils Source.
func (s *Snapshot) Copy(ctx context.Context, t Table, w io.Writer) error {
	from := t.columns()
	if t.Name == store.BytesTable { // COPY takes no parted table by its name; what no row names is past its time
		from = "(select b." + strings.Join(t.Columns, ", b.") + " from " + pgx.Identifier{migrations.Schema, t.Name}.Sanitize() + " b join " +
			pgx.Identifier{migrations.Schema, "inbound"}.Sanitize() + " i on i.id = b.inbound_id and i.bytes_in = b.month)"
	}
	tag, err := s.tx.Conn().PgConn().CopyTo(ctx, w, "copy "+from+" to stdout (format binary)")
	if err != nil {
		return fmt.Errorf("copy table %s: %w", t.Name, err)
	}
	for i := range s.manifest.Tables {
		if s.manifest.Tables[i].Name == t.Name {
			s.manifest.Tables[i].Rows = tag.RowsAffected()
		}
	}
	return nil
}

// Close ends the snapshot.
func (s *Snapshot) Close() error { return s.tx.Rollback(context.Background()) }
