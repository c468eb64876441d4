package store_test

import (
	"errors"
	"strings"
	"testing"

	"goodword/internal/store"
)

// TestAuditForgets: what an entry says can be forgotten and nothing else of it
// changed, and the chain verifies all the same.
func TestAuditForgets(t *testing.T) {
	pool := open(t)
	if err := in(t, pool, func(tx store.Tx) error {
		// As the version before this one writes it: the words stand in the chain itself.
		if _, err := tx.Exec(t.Context(), `with h as (select sha256('\x00'::bytea || convert_to('[1,"2026-11-16T12:00:00Z","old","ann",null,null,null,"x"]', 'UTF8')) as hash),
			a as (insert into audit (id, happened_at, what, who, detail, prev, hash) select 1, '2026-11-16 12:00Z', 'old', 'ann', 'x', '\x00', hash from h)
			update audit_head set id = 1, hash = h.hash from h`); err != nil {
			return err
		}
		return errors.Join(store.Append(t.Context(), tx, store.Entry{At: noon, What: "two", Who: "bo", Detail: "tom@customer.test"}),
			store.Append(t.Context(), tx, store.Entry{At: noon, What: "three", Who: "cem", Detail: "also"}))
	}); err != nil {
		t.Fatal(err)
	}
	verify := func() error {
		return in(t, pool, func(tx store.Tx) error { _, err := store.VerifyAudit(t.Context(), tx); return err })
	}
	if err := verify(); err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{
		"update audit set detail = '' where id = 2", "update audit set detail = 'y', detail_salt = null where id = 2",
		"update audit set detail_salt = null where id = 2", "update audit set what = 'x', detail = '', detail_salt = null where id = 2",
		"update audit set hash = '', detail = '', detail_salt = null where id = 2", "update audit set detail_seal = null where id = 2",
		"update audit set detail = '' where id = 1", "update audit set letter_id = 7 where id = 3",
	} {
		if _, err := pool.Exec(t.Context(), sql); err == nil {
			t.Errorf("%s was allowed", sql)
		}
	}
	if _, err := pool.Exec(t.Context(), "update audit set detail = '', detail_salt = null where id = 2"); err != nil {
		t.Fatal(err)
	}
	if err := verify(); err != nil {
		t.Error(err)
	}
	tx, err := pool.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(t.Context()) }()
	for _, step := range []string{"alter table audit disable trigger all", "update audit set detail = 'nothing of the kind' where id = 2"} {
		if _, err := tx.Exec(t.Context(), step); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := store.VerifyAudit(t.Context(), tx); err == nil {
		t.Error("words put in the place of forgotten ones verify")
	}
}

// TestEntryWithHead: a head in an old letter is found again, and one that never was is not.
func TestEntryWithHead(t *testing.T) {
	pool := open(t)
	if err := in(t, pool, func(tx store.Tx) error {
		if err := store.Append(t.Context(), tx, store.Entry{At: noon, What: "one", Who: "ann"}); err != nil {
			return err
		}
		_, head, err := store.AuditHead(t.Context(), tx)
		if err != nil {
			return err
		}
		if err := store.Append(t.Context(), tx, store.Entry{At: noon, What: "two", Who: "bo"}); err != nil {
			return err
		}
		for _, said := range []string{head, strings.ToUpper(head), head[:16]} {
			if e, err := store.EntryWithHead(t.Context(), tx, said); err != nil || e.ID != 1 {
				t.Errorf("head %s: entry %d, %v", said, e.ID, err)
			}
		}
		if _, err := store.EntryWithHead(t.Context(), tx, strings.Repeat("ab", 32)); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a head that never was: %v", err)
		}
		for _, said := range []string{"", "xyz", head[:10], "g" + head[1:]} {
			if _, err := store.EntryWithHead(t.Context(), tx, said); err == nil || errors.Is(err, store.ErrNotFound) {
				t.Errorf("%q is no head: %v", said, err)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
