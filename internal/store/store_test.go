package store_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"goodword/internal/postgres/pgtest"
	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/migrations"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

func migrate(ctx context.Context, url string) error {
	return migrations.Up(ctx, url, slog.New(slog.DiscardHandler))
}

func open(t *testing.T) *pgxpool.Pool {
	t.Helper()
	t.Parallel()
	pool, err := migrations.Pool(t.Context(), pgtest.Database(t, migrate), 2)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return pool
}

func in(t *testing.T, pool *pgxpool.Pool, do func(store.Tx) error) error {
	t.Helper()
	return store.InTx(t.Context(), pool, do)
}

var noon = time.Date(2026, 11, 16, 12, 0, 0, 0, time.UTC)

// TestAuditChain: entries cannot be changed or removed, and where somebody with
// the database's own rights does it all the same, it shows.
func TestAuditChain(t *testing.T) {
	pool := open(t)
	if err := in(t, pool, func(tx store.Tx) error {
		return errors.Join(store.Append(t.Context(), tx, store.Entry{At: noon, What: "one", Who: "ann"}),
			store.Append(t.Context(), tx, store.Entry{At: noon, What: "two", Who: "bo", Detail: "x"}),
			store.Append(t.Context(), tx, store.Entry{At: noon, What: "three", Who: "cem"}))
	}); err != nil {
		t.Fatal(err)
	}
	verify := func() error {
		return in(t, pool, func(tx store.Tx) error { _, err := store.VerifyAudit(t.Context(), tx); return err })
	}
	if err := verify(); err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{"update audit set who = 'eve'", "delete from audit", "truncate audit"} {
		if _, err := pool.Exec(t.Context(), sql); err == nil {
			t.Errorf("%s was allowed", sql)
		}
	}
	for _, sql := range []string{
		"update audit set detail = 'y' where id = 2",
		"delete from audit where id = 2",
		"delete from audit where id = 3",
	} {
		tx, err := pool.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, step := range []string{"alter table audit disable trigger all", sql} {
			if _, err := tx.Exec(t.Context(), step); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := store.VerifyAudit(t.Context(), tx); err == nil {
			t.Errorf("after %q the log still verifies", sql)
		}
		if err := tx.Rollback(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// TestNumbersOfItems: a number stays with its item for as long as it is valid,
// and is given to another one only afterwards.
func TestNumbersOfItems(t *testing.T) {
	pool := open(t)
	if err := in(t, pool, func(tx store.Tx) error {
		mails, err := store.PutInbound(t.Context(), tx, []store.Mail{
			{Mailbox: "m", UIDValidity: 1, UID: 1, SHA256: []byte{1}, Raw: []byte("a")},
			{Mailbox: "m", UIDValidity: 1, UID: 2, SHA256: []byte{2}, Raw: []byte("b")},
			{Mailbox: "m", UIDValidity: 1, UID: 1, SHA256: []byte{1}, Raw: []byte("a")}}, noon)
		if err != nil {
			return err
		}
		if len(mails) != 2 {
			t.Fatalf("%d mails are new, want 2: the same one came twice", len(mails))
		}
		number := func(mail int64, now time.Time) int {
			t.Helper()
			n, err := store.NumberItem(t.Context(), tx, recognition.CEO, nil, &mail, now, now.AddDate(0, 0, 14))
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		a, b := number(mails[0], noon), number(mails[1], noon.AddDate(0, 0, 7))
		if a != 1 || b != 2 {
			t.Errorf("numbers %d and %d, want 1 and 2", a, b)
		}
		if again := number(mails[1], noon.AddDate(0, 0, 15)); again != 2 {
			t.Errorf("the number moved to %d while it was valid", again)
		}
		if _, err := store.ItemByNumber(t.Context(), tx, recognition.CEO, 1, noon.AddDate(0, 0, 15)); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a number past its time still means something: %v", err)
		}
		if anew := number(mails[0], noon.AddDate(0, 0, 15)); anew != 1 {
			t.Errorf("number %d, want the lowest free one", anew)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
