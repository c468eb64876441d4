package store_test

import (
	"context"
	"fmt"
	"testing"

	"goodword/internal/postgres/pgtest"
	"goodword/internal/store"
	"goodword/migrations"
)

// TestTallies: what is counted as it changes is what a count of the tables
// gives, folded or not, and whatever is rolled back.
func TestTallies(t *testing.T) {
	pool := open(t)
	ctx := t.Context()
	same := func(when string) {
		t.Helper()
		if err := in(t, pool, func(tx store.Tx) error {
			for sql, count := range map[string]func(context.Context, store.Tx) ([]store.Count, error){
				"select coalesce(disposition, 'unread'), count(*) from inbound group by 1 order by 1": store.CountInbound,
				"select state, count(*) from nominations group by 1 order by 1":                       store.CountNominations,
				"select state, count(*) from letters group by 1 order by 1":                           store.CountLetters,
			} {
				got, err := count(ctx, tx)
				if err != nil {
					return err
				}
				rows, err := tx.Query(ctx, sql)
				if err != nil {
					return err
				}
				var want []store.Count
				for rows.Next() {
					var c store.Count
					if err := rows.Scan(&c.Name, &c.Count); err != nil {
						return err
					}
					want = append(want, c)
				}
				if fmt.Sprint(got) != fmt.Sprint(want) {
					t.Errorf("%s: %v, and the table has %v", when, got, want)
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	exec := func(sql string) {
		t.Helper()
		if _, err := pool.Exec(ctx, sql); err != nil {
			t.Fatal(err)
		}
	}
	exec(`insert into inbound (mailbox, uid_validity, uid, sha256, stored_at, size, raw)
		select 'm', 1, n, int4send(n), now(), 1, 'x' from generate_series(1, 40) n`)
	exec(`insert into nominations (state, inbound_id, proof, compliment, compliment_hash, opened_at, changed_at)
		select 'received', id, 'attached', 'x', sha256, now(), now() from inbound`)
	exec(`insert into letters (kind, slot, over_name, to_address, state, not_before, queued_at)
		select 'receipt', id::text, 'goodword', 'a@b.test', 'queued', now(), now() from inbound`)
	same("after inserting")
	exec("update inbound set disposition = 'nomination', reason = '', read_at = now() where id % 3 = 0")
	exec("update nominations set state = 'withdrawn' where id % 4 = 0")
	exec("update letters set state = 'cancelled', ended_at = now() where id % 5 = 0")
	exec("update letters set outcome = 'nothing that counts'")
	same("after changing")
	tx, err := pool.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(ctx, "update letters set state = 'cancelled', ended_at = now() where state = 'queued'"); err != nil {
		t.Fatal(err)
	}
	if err := tx.Rollback(ctx); err != nil {
		t.Fatal(err)
	}
	same("after a rollback")
	for range 2 {
		if err := in(t, pool, func(tx store.Tx) error { return store.FoldTallies(ctx, tx) }); err != nil {
			t.Fatal(err)
		}
		same("after folding")
	}
	var left int
	if err := pool.QueryRow(ctx, "select count(*) from tally_changes").Scan(&left); err != nil || left != 0 {
		t.Errorf("%d changes are not folded: %v", left, err)
	}
	exec("update inbound set disposition = null, reason = null, read_at = null where id % 6 = 0")
	exec("delete from letters where state = 'cancelled'")
	same("after more")
}

// BenchmarkCounting counts 250,000 letters.
func BenchmarkCounting(b *testing.B) {
	pool, err := migrations.Pool(b.Context(), pgtest.Database(b, migrate), 2)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(pool.Close)
	if _, err := pool.Exec(b.Context(), `insert into letters (kind, slot, over_name, to_address, state, not_before, queued_at, ended_at)
		select 'receipt', n::text, 'goodword', 'a@b.test', 'cancelled', now(), now(), now() from generate_series(1, 250000) n`); err != nil {
		b.Fatal(err)
	}
	if err := store.InTx(b.Context(), pool, func(tx store.Tx) error { return store.FoldTallies(b.Context(), tx) }); err != nil {
		b.Fatal(err)
	}
	if _, err := pool.Exec(b.Context(), "vacuum analyze"); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := store.InTx(b.Context(), pool, func(tx store.Tx) error {
			_, err := store.CountLetters(b.Context(), tx)
			return err
		}); err != nil {
			b.Fatal(err)
		}
	}
}
