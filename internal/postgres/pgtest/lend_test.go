package pgtest

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// makeLedger has what a renewal must know of: a row and a number from the start, a generated column, rows
// that name others, and a trigger that lets nobody delete.
func makeLedger(ctx context.Context, url string) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	_, err = conn.Exec(ctx, `CREATE SCHEMA "Books"; SET search_path TO "Books";
		CREATE TABLE head (id bigint PRIMARY KEY, hash bytea, "when" timestamptz DEFAULT '2026-11-16 09:00:00.123456Z', twice bigint GENERATED ALWAYS AS (id * 2) STORED);
		CREATE TABLE entry (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, head bigint REFERENCES head, said text);
		INSERT INTO head (id, hash) VALUES (7, '\x00ff');
		INSERT INTO entry (head, said) VALUES (7, 'it''s "begun" \ ü');
		CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'never'; END $$;
		CREATE TRIGGER never BEFORE DELETE ON entry FOR EACH STATEMENT EXECUTE FUNCTION never()`)
	return err
}

func openLedger(ctx context.Context, url string) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	config.MaxConns, config.ConnConfig.RuntimeParams["search_path"] = 1, `"Books"`
	return pgxpool.NewWithConfig(ctx, config)
}

// ledger is all that a test can see of the database.
func ledger(t *testing.T, pool *pgxpool.Pool) (name, rows string) {
	t.Helper()
	if err := pool.QueryRow(t.Context(), `SELECT current_database(), concat((SELECT jsonb_agg(h) FROM head h), (SELECT jsonb_agg(e ORDER BY e) FROM entry e),
		(SELECT jsonb_agg((last_value, is_called)) FROM entry_id_seq), current_setting('work_mem'), (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()),
		(SELECT count(*) FROM pg_listening_channels()), current_setting('search_path'))`).Scan(&name, &rows); err != nil {
		t.Fatal(err)
	}
	return name, rows
}

// What one test leaves behind the next does not find, in the same database; and one whose schema it changed,
// or that it does not give back whole, is not lent again.
func TestPoolIsAsFresh(t *testing.T) {
	t.Parallel()
	var name, fresh string
	t.Run("first", func(t *testing.T) { name, fresh = ledger(t, Pool(t, makeLedger, openLedger)) })
	for _, c := range []struct {
		what  string
		sql   string
		again bool
	}{
		{"rows", `INSERT INTO entry (head, said) VALUES (7, 'more'); UPDATE head SET hash = '\x01'; INSERT INTO head VALUES (8)`, true},
		{"rows gone, past their guard", `SET session_replication_role = replica; DELETE FROM entry; DELETE FROM head`, true},
		{"a session", `SET work_mem = '8MB'; SET search_path = public; SELECT pg_advisory_lock(1); LISTEN news`, true},
		{"a backend ended by others", "", true},
		{"a trigger", `ALTER TABLE entry DISABLE TRIGGER ALL`, false},
		{"a column", `ALTER TABLE head ADD more text`, false},
		{"a function", `CREATE OR REPLACE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`, false},
		{"a check", `ALTER TABLE entry ADD CHECK (said <> 'x')`, false},
		{"a large object", `SELECT lo_from_bytea(0, 'x')`, false},
		{"a setting", `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = %L', current_database(), '8MB'); END $$`, false},
	} {
		var left string
		t.Run(c.what, func(t *testing.T) {
			pool := Pool(t, makeLedger, openLedger)
			left, _ = ledger(t, pool)
			_, err := pool.Exec(t.Context(), c.sql)
			if c.sql == "" {
				err = process.exec(t.Context(), "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '"+left+"'")
			}
			if err != nil {
				t.Fatal(err)
			}
		})
		t.Run("after "+c.what, func(t *testing.T) {
			got, rows := ledger(t, Pool(t, makeLedger, openLedger))
			if rows != fresh {
				t.Errorf("the next test finds\n%s, a fresh database has\n%s", rows, fresh)
			}
			if (got == left) != c.again {
				t.Errorf("lent again: %v, want %v", got == left, c.again)
			}
		})
	}
	t.Run("last", func(t *testing.T) {
		if got, _ := ledger(t, Pool(t, makeLedger, openLedger)); got == name {
			t.Error("a database whose schema a test changed is lent again")
		}
	})
}

// Every loan beyond the last is of a fresh database.
func TestPoolEndsAfterMaxLoans(t *testing.T) {
	t.Parallel()
	names := map[string]int{}
	for range maxLoans + 1 {
		t.Run("loan", func(t *testing.T) {
			names[Pool(t, makeTable, openLedger).Config().ConnConfig.Database]++
		})
	}
	if len(names) != 2 {
		t.Errorf("%d databases for %d loans: %v", len(names), maxLoans+1, names)
	}
}
