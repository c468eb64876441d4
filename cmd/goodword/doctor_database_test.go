package main

import (
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"goodword/internal/postgres/pgtest"
	"goodword/internal/service"
	"goodword/migrations"
)

// TestDoctorOnTheSchema: a database without tables, without the right to make
// them, one of another version, and one that takes no writes.
func TestDoctorOnTheSchema(t *testing.T) {
	t.Parallel()
	url := pgtest.Database(t, nil)
	pool, err := migrations.Pool(t.Context(), url, 2)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	db := &service.Database{URL: url, Pool: pool}
	says := func(name, want string, well bool) {
		t.Helper()
		said, err := checkSchema(t.Context(), db)
		if err != nil {
			said = err.Error()
		}
		if !strings.Contains(said, want) || (err == nil) != well {
			t.Errorf("%s: %q, %v", name, said, err)
		}
	}
	sql := func(statement string) {
		t.Helper()
		if _, err := pool.Exec(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	as := func(role string) {
		config := pool.Config()
		config.ConnConfig.RuntimeParams["role"] = role
		other, err := pgxpool.NewWithConfig(t.Context(), config)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(other.Close)
		db.Pool = other
	}
	says("a new one", "`goodword migrate` makes them", false)
	as("pg_monitor") // a role that is there in every PostgreSQL, and owns nothing
	says("a new one, and no right", "grant create on database", false)
	db.Pool = pool
	if err := migrations.Up(t.Context(), url, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	says("ours", "with this version's schema", true)
	as("pg_monitor")
	says("somebody else's", "the role pg_monitor is not the one that made", false)
	db.Pool = pool
	sql("insert into goodword.goose_db_version (version_id, is_applied) values (999999, true)")
	says("a newer one", "a newer goodword has migrated it (to 999999", true)
	sql("delete from goodword.goose_db_version where version_id in (999999, (select max(version_id) from goodword.goose_db_version where version_id < 999999))")
	says("an older one", "1 migrations are missing: run `goodword migrate`", false)
	if said, err := checkClock(t.Context(), db, func() time.Time { return time.Now().Add(3 * time.Hour) }); err == nil || !strings.Contains(err.Error(), "ahead of") {
		t.Errorf("a clock three hours ahead: %q, %v", said, err)
	}
	config := pool.Config()
	config.ConnConfig.RuntimeParams["default_transaction_read_only"] = "on"
	still, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer still.Close()
	db.Pool = still
	says("a standby", "takes no writes", false)
}

// TestClocks: what lies between two of our own times agrees, however long the
// answer took; a minute on either side does not.
func TestClocks(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		took, there time.Duration
		want        string
	}{
		"the same":           {0, 0, ""},
		"a slow answer":      {5 * time.Minute, 4 * time.Minute, ""},
		"a little ahead":     {time.Second, -30 * time.Second, ""},
		"a little behind":    {time.Second, 50 * time.Second, ""},
		"an hour ahead":      {time.Second, -time.Hour, "is 1h0m0s ahead of the database's (2026-11-22 11:00:00)"},
		"two minutes behind": {time.Second, 121 * time.Second, "is 2m0s behind the database's"},
	} {
		said, err := clocks(noon, noon.Add(c.took), noon.Add(c.there))
		if err != nil {
			said = err.Error()
		}
		if (err == nil) != (c.want == "") || !strings.Contains(said, c.want) {
			t.Errorf("%s: %q, %v", name, said, err)
		}
	}
}
