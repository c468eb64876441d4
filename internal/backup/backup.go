// Package backup carries a whole goodword database elsewhere: into a file, out of
// one, and from one server to another. It copies every table in one snapshot, by
// COPY, so it needs none of PostgreSQL's programs and minds neither its version
// nor whose server it is. The commands backup, restore, move and migrate call it.
//
// It knows tables and versions of the schema and nothing of what rows mean: what
// must not count any more after a restore is internal/store's Quarantine. It never
// writes into a database that has anything in it.
package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"goodword/internal/store"
	"goodword/migrations"
)

// Manifest says what a backup holds; it is the last entry of the file.
type Manifest struct {
	Format    int                 `json:"format"`  // 1
	Program   string              `json:"program"` // the version of goodword that wrote it
	AsOf      time.Time           `json:"as_of"`   // by the database's clock: what it knows
	Schema    migrations.Versions `json:"schema"`
	Tables    []Table             `json:"tables"`
	Months    []time.Time         `json:"months,omitempty"` // into which the bytes of mails are parted, by their first days
	Sequences map[string]int64    `json:"sequences"`        // the last value given out
}

// Table is one table of a backup.
type Table struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"` // in the order of the rows' values
	Rows    int64    `json:"rows"`
}

// Rows counts the rows of all tables.
func (m Manifest) Rows() (all int64) {
	for _, t := range m.Tables {
		all += t.Rows
	}
	return all
}

// format is the only one there has been.
const format = 1

// left are tables that are not carried along: what migrating makes anew, and who
// is at work just now.
var left = []string{"goose_db_version", "river_migration", "river_leader", "river_client", "river_client_queue", "river_queue", "river_notification", store.Restoring}

// Source gives what is to be carried: a file, or a database.
type Source interface {
	Manifest() Manifest
	// Copy writes one table's rows in PostgreSQL's binary form.
	Copy(ctx context.Context, t Table, w io.Writer) error
}

// Connect opens one connection as goodword's own pool has them.
func Connect(ctx context.Context, url string) (*pgx.Conn, error) {
	c, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("read the database's address: %w", err)
	}
	c.RuntimeParams["search_path"], c.RuntimeParams["timezone"] = migrations.Schema, "UTC"
	c.RuntimeParams["application_name"] = application
	conn, err := pgx.ConnectConfig(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("connect to the database: %w", err)
	}
	return conn, nil
}

// application is what such a connection is called in pg_stat_activity.
const application = "goodword backup"

// Alone refuses a database at which another goodword is at work: what it did
// meanwhile would be lost, or done twice.
func Alone(ctx context.Context, conn *pgx.Conn) error {
	for until := time.Now().Add(leaving); ; {
		var others int
		err := conn.QueryRow(ctx, `select count(*) from pg_stat_activity where datname = current_database() and application_name = any($1)`,
			[]string{migrations.Application, migrations.Before}).Scan(&others)
		if err != nil {
			return fmt.Errorf("look who else uses the database: %w", err)
		}
		if others == 0 {
			return nil
		}
		if time.Now().After(until) {
			return errors.New("goodword serve (or a command of it) uses this database: stop every process of it first")
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(leaving / 50):
		}
	}
}

// leaving is how long PostgreSQL may take to see that a connection was closed.
const leaving = 3 * time.Second

// tables lists what is to be carried: ordinary tables of our schema, and their
// columns but for those that PostgreSQL fills in. A parted table is one, whatever its parts.
func tables(ctx context.Context, tx pgx.Tx) ([]Table, error) {
	rows, err := tx.Query(ctx, `select c.table_name, array_agg(c.column_name::text order by c.ordinal_position)
		from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
		where c.table_schema = $1 and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER' and c.table_name <> all($2)
			and not (select relispartition from pg_class where oid = (quote_ident(c.table_schema) || '.' || quote_ident(c.table_name))::regclass)
		group by 1 order by 1`, migrations.Schema, left)
	if err != nil {
		return nil, fmt.Errorf("list the tables: %w", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (t Table, err error) {
		return t, row.Scan(&t.Name, &t.Columns)
	})
	if err != nil {
		return nil, fmt.Errorf("list the tables: %w", err)
	}
	return list, nil
}

// columns writes a table with its columns as COPY wants them.
func (t Table) columns() string {
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = pgx.Identifier{c}.Sanitize()
	}
	return pgx.Identifier{migrations.Schema, t.Name}.Sanitize() + " (" + strings.Join(names, ", ") + ")"
}

// same says whether two databases have the same tables and columns, in any order.
func same(a, b []Table) bool {
	key := func(list []Table) []string {
		var keys []string
		for _, t := range list {
			names := slices.Sorted(slices.Values(t.Columns))
			keys = append(keys, t.Name+" "+strings.Join(names, " "))
		}
		slices.Sort(keys)
		return keys
	}
	return slices.Equal(key(a), key(b))
}
