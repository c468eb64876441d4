package migrations_test

import (
	"log/slog"
	"testing"

	"goodword/internal/postgres/pgtest"
	"goodword/migrations"
)

// TestDepartures: what left before the step is counted by it, and what leaves,
// comes back or leaves again after it by each statement.
func TestDepartures(t *testing.T) {
	t.Parallel()
	url, log := pgtest.Database(t, nil), slog.New(slog.DiscardHandler)
	if err := migrations.To(t.Context(), url, migrations.Versions{Ours: 29}, log); err != nil {
		t.Fatal(err)
	}
	pool, err := migrations.Pool(t.Context(), url, 2)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	do := func(sql string) {
		t.Helper()
		if _, err := pool.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
		same := ""
		if err := pool.QueryRow(t.Context(), `select coalesce(string_agg(at || ': ' || n || ' and ' || told, ', '), 'yes') from (select at, sum(n) as n, sum(told) as told from (
			select sending_at as at, 1 as n, 0 as told from letters where sending_at > now() - interval '1 hour'
			union all select at, 0, letters from departures where at > now() - interval '1 hour') each group by at having sum(n) <> sum(told)) wrong`).Scan(&same); err != nil {
			t.Fatal(err)
		}
		if same != "yes" {
			t.Errorf("after %s the counts are not the letters': %s", sql, same)
		}
	}
	if _, err := pool.Exec(t.Context(), `insert into letters (kind, slot, over_name, to_address, state, not_before, queued_at, sending_at, ended_at, message_id)
		select 'status', 'slot ' || n, 'goodword', 'max@corp.test', 'accepted', now(), now(), now() - n * interval '10 minutes', now(), 'm' || n from generate_series(1, 20) n`); err != nil {
		t.Fatal(err)
	}
	if err := migrations.Up(t.Context(), url, log); err != nil {
		t.Fatal(err)
	}
	do("select 1")
	do(`insert into letters (kind, slot, over_name, to_address, state, not_before, queued_at)
		select 'status', 'new ' || n, 'goodword', 'max@corp.test', 'queued', now(), now() from generate_series(1, 5) n`)
	do(`update letters set state = 'sending', sending_at = now(), message_id = slot, raw = 'x' where state = 'queued'`)
	do(`update letters set state = 'accepted', ended_at = now() where slot in ('new 1', 'new 2')`)
	do(`update letters set state = 'queued', sending_at = null where slot = 'new 3'`)
	do(`update letters set state = 'queued' where slot = 'new 4'`)
	do(`update letters set state = 'sending', sending_at = now() where slot = 'new 4'`)
	do(`update letters set sending_at = sending_at - interval '1 minute' where slot in ('new 4', 'new 5')`)
	do(`insert into letters (kind, slot, over_name, to_address, state, not_before, queued_at, sending_at, ended_at, message_id)
		values ('status', 'brought', 'goodword', 'max@corp.test', 'accepted', now(), now(), now(), now(), 'brought')`)
	left := 0
	if err := pool.QueryRow(t.Context(), "select sum(letters) from departures where at > now() - interval '1 hour'").Scan(&left); err != nil || left != 5+4+1 {
		t.Errorf("%d letters left within the hour, %v, want 10", left, err)
	}
	if _, err := steps(t, pool).Down(t.Context()); err != nil {
		t.Error(err)
	}
}
