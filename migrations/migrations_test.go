package migrations_test

import (
	"log/slog"
	"testing"

	"golang.org/x/sync/errgroup"

	"goodword/internal/postgres/pgtest"
	"goodword/migrations"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

// TestSeveralAtOnce: any number of processes may start together, and again.
func TestSeveralAtOnce(t *testing.T) {
	t.Parallel()
	url, log := pgtest.Database(t, nil), slog.New(slog.DiscardHandler)
	pool, err := migrations.Pool(t.Context(), url, 2)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	for range 2 {
		var processes errgroup.Group
		for range 3 {
			processes.Go(func() error { return migrations.Up(t.Context(), url, log) })
		}
		if err := processes.Wait(); err != nil {
			t.Fatal(err)
		}
	}
	// What lacks the last step is seen to lack it.
	if _, err := steps(t, pool).Down(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := migrations.Up(t.Context(), url, log); err != nil {
		t.Fatal(err)
	}
	if pending, err := migrations.Pending(t.Context(), pool); err != nil || pending != 0 {
		t.Errorf("%d migrations pending, %v", pending, err)
	}
}

// TestPoolCompilesNothing on a server that does so unless told otherwise.
func TestPoolCompilesNothing(t *testing.T) {
	t.Parallel()
	url, jit := pgtest.Database(t, nil), ""
	for range 2 { // the second pool is of a database where it is on
		pool, err := migrations.Pool(t.Context(), url, 1)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(pool.Close)
		if err := pool.QueryRow(t.Context(), "show jit").Scan(&jit); err != nil {
			t.Fatal(err)
		}
		if _, err := pool.Exec(t.Context(), "do $$ begin execute format('alter database %I set jit = on', current_database()); end $$"); err != nil {
			t.Fatal(err)
		}
	}
	if jit != "off" {
		t.Errorf("jit is %s in a connection of goodword's", jit)
	}
}
