package migrations_test

import (
	"log/slog"
	"os"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"

	"goodword/internal/postgres/pgtest"
	"goodword/migrations"
)

// TestBytesDown: the schema of before has all bytes that rows name, and comes up again.
func TestBytesDown(t *testing.T) {
	t.Parallel()
	url, log := pgtest.Database(t, nil), slog.New(slog.DiscardHandler)
	if err := migrations.To(t.Context(), url, migrations.Versions{Ours: 26}, log); err != nil {
		t.Fatal(err)
	}
	pool, err := migrations.Pool(t.Context(), url, 2)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	if _, err := pool.Exec(t.Context(), `insert into inbound (mailbox, uid_validity, uid, sha256, stored_at, size, raw, bytes_in)
			select 'm', 1, n, '\x01', now(), 3, case when n = 4 then 'four'::bytea else '' end, case when n < 4 then ('2019-0' || n || '-01')::date end from generate_series(1, 5) n;
		select make_bytes_month('2019-02-01');
		insert into inbound_bytes (inbound_id, month, raw) select n, ('2019-0' || n || '-01')::date, convert_to('mail ' || n, 'UTF8') from generate_series(1, 3) n`); err != nil {
		t.Fatal(err)
	}
	if _, err := steps(t, pool).DownTo(t.Context(), 25); err != nil {
		t.Fatal(err)
	}
	found := ""
	if err := pool.QueryRow(t.Context(), "select string_agg(convert_from(raw, 'UTF8'), ', ' order by uid) from inbound").Scan(&found); err != nil {
		t.Fatal(err)
	}
	if found != "mail 1, mail 2, mail 3, four, " {
		t.Errorf("the rows have %q", found)
	}
	if err := migrations.Up(t.Context(), url, log); err != nil {
		t.Error(err)
	}
}

// steps goes up and down by single steps.
func steps(t *testing.T, pool *pgxpool.Pool) *goose.Provider {
	t.Helper()
	db := stdlib.OpenDBFromPool(pool)
	t.Cleanup(func() { _ = db.Close() })
	store, err := database.NewStore(goose.DialectPostgres, migrations.Schema+".goose_db_version")
	if err != nil {
		t.Fatal(err)
	}
	provider, err := goose.NewProvider("", db, os.DirFS("."), goose.WithStore(store))
	if err != nil {
		t.Fatal(err)
	}
	return provider
}
