package migrations_test

import (
	"context"
	"log/slog"
	"testing"

	"github.com/jackc/pgx/v5"

	"goodword/internal/postgres/pgtest"
	"goodword/migrations"
)

// TestMigratesBesideWork: an older goodword locks a letter and then writes it. In between, the
// step to 30 gets one lock on letters, and then wants a stronger one: the database ends the step to
// undo the deadlock, and it is done again.
func TestMigratesBesideWork(t *testing.T) {
	t.Parallel()
	url, log := pgtest.Database(t, nil), slog.New(slog.DiscardHandler)
	if err := migrations.To(t.Context(), url, migrations.Versions{Ours: 29}, log); err != nil {
		t.Fatal(err)
	}
	pool, err := migrations.Pool(t.Context(), url, 4)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	const letter = `insert into letters (kind, slot, over_name, to_address, state, not_before, queued_at)
		values ('status', 'slot ' || $1::int, 'goodword', 'max@corp.test', 'queued', now(), now())`
	if _, err := pool.Exec(t.Context(), letter, 1); err != nil {
		t.Fatal(err)
	}
	begin := func(sql string, args ...any) pgx.Tx {
		t.Helper()
		tx, err := pool.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = tx.Rollback(context.WithoutCancel(t.Context())) })
		if _, err := tx.Exec(t.Context(), sql, args...); err != nil {
			t.Fatal(err)
		}
		return tx
	}
	migrated, wrote := make(chan error, 1), make(chan error, 1)
	waitsFor := func(mode string) {
		t.Helper()
		for waits := false; !waits; {
			if err := pool.QueryRow(t.Context(), `select exists (select from pg_locks where relation = 'letters'::regclass and not granted and mode = $1
				and database = (select oid from pg_database where datname = current_database()))`, mode).Scan(&waits); err != nil {
				t.Fatal(err)
			}
			if len(migrated)+len(wrote) > 0 {
				t.Fatalf("nobody waits for %s", mode)
			}
		}
	}
	first := begin(letter, 2)
	older := begin("select from letters where slot = 'slot 1' for update")
	go func() { migrated <- migrations.Up(t.Context(), url, log) }()
	waitsFor("ShareRowExclusiveLock") // the step, for what the first has written
	go func() {
		_, err := older.Exec(t.Context(), "update letters set state = 'cancelled', ended_at = now() where slot = 'slot 1'")
		if err == nil {
			err = older.Commit(t.Context())
		}
		wrote <- err
	}()
	waitsFor("RowExclusiveLock") // the older, behind the step
	if err := first.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-wrote; err != nil {
		t.Errorf("the older goodword: %v", err)
	}
	if err := <-migrated; err != nil {
		t.Errorf("the newer one: %v", err)
	}
	if at, err := migrations.At(t.Context(), pool); err != nil || at.Ours < 30 {
		t.Errorf("the database is at %d, %v", at.Ours, err)
	}
}
