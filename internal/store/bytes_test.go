package store_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"goodword/internal/postgres/pgtest"
	"goodword/internal/store"
	"goodword/migrations"
)

// put stores mails of these bytes at a moment, and gives their ids.
func put(t *testing.T, pool *pgxpool.Pool, at time.Time, raws ...string) (ids []int64) {
	t.Helper()
	var mails []store.Mail
	for i, raw := range raws {
		sum := sha256.Sum256([]byte(raw))
		mails = append(mails, store.Mail{Mailbox: "m", UIDValidity: uint32(at.Unix()), UID: uint32(i + 1), SHA256: sum[:], Size: int64(len(raw)), Raw: []byte(raw)})
	}
	must(t, pool, func(tx store.Tx) (err error) {
		ids, err = store.PutInbound(t.Context(), tx, mails, at)
		return err
	})
	return ids
}

func must(t *testing.T, pool *pgxpool.Pool, do func(store.Tx) error) {
	t.Helper()
	if err := in(t, pool, do); err != nil {
		t.Fatal(err)
	}
}

func raw(t *testing.T, pool *pgxpool.Pool, id int64) (raw []byte, err error) {
	t.Helper()
	err = in(t, pool, func(tx store.Tx) error {
		m, err := store.InboundByID(t.Context(), tx, id)
		raw = m.Raw
		return err
	})
	return raw, err
}

func count(t *testing.T, pool *pgxpool.Pool, sql string, args ...any) (n int64) {
	t.Helper()
	if err := pool.QueryRow(t.Context(), sql, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestBytesByMonth: bytes are stored in their month, or beside the months, are found wherever they
// are, and are never taken for an empty mail where they are not.
func TestBytesByMonth(t *testing.T) {
	pool := open(t)
	huge := strings.Repeat("x", 5<<20)
	early, late := put(t, pool, noon, "one", "", huge), put(t, pool, noon.AddDate(9, 0, 0), "four")
	if n := count(t, pool, "select count(*) from inbound_bytes_other"); n != 1 {
		t.Errorf("%d mails are stored beside the months", n)
	}
	must(t, pool, func(tx store.Tx) error {
		for range 2 {
			if err := store.MakeMonth(t.Context(), tx, time.Date(2035, 11, 1, 0, 0, 0, 0, time.UTC)); err != nil {
				return err
			}
		}
		m, err := store.LookAtMonths(t.Context(), tx)
		if err == nil && (!m.ByMonth || m.Other != 0 || m.There[len(m.There)-1].Format("2006-01") != "2035-11") {
			t.Errorf("the months are %+v", m)
		}
		return err
	})
	if n := count(t, pool, "select count(*) from inbound_bytes_2035_11"); n != 1 {
		t.Errorf("the month that was made took %d mails over", n)
	}
	for id, want := range map[int64]string{early[0]: "one", early[1]: "", early[2]: huge, late[0]: "four"} {
		if got, err := raw(t, pool, id); err != nil || string(got) != want {
			t.Errorf("mail %d has %d bytes, %v", id, len(got), err)
		}
	}
	must(t, pool, func(tx store.Tx) error {
		small, err := store.InboundUnder(t.Context(), tx, early[2], 1<<20)
		if err != nil || len(small.Raw) != 0 {
			t.Errorf("a huge mail came with %d bytes, %v", len(small.Raw), err)
		}
		list, err := store.UnreadOf(t.Context(), tx, append(early, late...), 1<<20)
		if err != nil || len(list) != 3 || !bytes.Equal(list[0].Raw, []byte("one")) || !bytes.Equal(list[2].Raw, []byte("four")) {
			t.Errorf("%d mails are unread", len(list))
		}
		traces, err := store.MailsAfter(t.Context(), tx, 0, 10)
		if len(traces) != 3 || string(traces[2].Raw) != "four" {
			t.Errorf("%d mails have bytes", len(traces))
		}
		return err
	})
	must(t, pool, func(tx store.Tx) error { return store.ForgetBytes(t.Context(), tx, late) })
	must(t, pool, func(tx store.Tx) error { return store.ForgetMails(t.Context(), tx, early[2:], true, true, noon) })
	if n := count(t, pool, "select count(*) from inbound_bytes"); n != 1 {
		t.Errorf("%d mails have bytes after two of three were forgotten", n)
	}
	if _, err := pool.Exec(t.Context(), "delete from inbound_bytes"); err != nil {
		t.Fatal(err)
	}
	if got, err := raw(t, pool, early[0]); err == nil || !strings.Contains(err.Error(), "not in inbound_bytes") {
		t.Errorf("a mail whose bytes are nowhere reads as %q, %v", got, err)
	}
	must(t, pool, func(tx store.Tx) error {
		list, err := store.UnreadOf(t.Context(), tx, early, 1<<20)
		if len(list) != 1 || list[0].ID != early[1] {
			t.Errorf("mails without their bytes are read together: %d", len(list))
		}
		return err
	})
}

// TestBytesIntoRows: before an older version comes back the rows have all bytes again.
func TestBytesIntoRows(t *testing.T) {
	pool := open(t)
	ids := append(put(t, pool, noon, "one", "two", "three"), put(t, pool, noon.AddDate(9, 0, 0), "four")...)
	for _, want := range []int64{3, 1, 0} {
		if n := count(t, pool, "select bytes_into_rows(3)"); n != want {
			t.Errorf("%d mails were brought back, want %d", n, want)
		}
	}
	if n := count(t, pool, "select count(*) from inbound where bytes_in is null and convert_from(raw, 'UTF8') in ('one', 'two', 'three', 'four')") + count(t, pool, "select count(*) from inbound_bytes"); n != 4 {
		t.Errorf("%d mails have their bytes in their rows", n)
	}
	ids = append(ids, put(t, pool, noon.Add(time.Hour), "five")...)
	if got, err := raw(t, pool, ids[4]); err != nil || string(got) != "five" || count(t, pool, "select count(*) from inbound_bytes") != 0 {
		t.Errorf("after that a mail is stored as %q, %v", got, err)
	}
	must(t, pool, func(tx store.Tx) error {
		began, err := store.StoreByMonth(t.Context(), tx, 0, time.Hour)
		if began {
			t.Error("mails are stored by month again, although they are to be in rows")
		}
		return err
	})
}

// TestMonthIsKept: a month does not go while a mail of it is kept, whatever was looked at before.
func TestMonthIsKept(t *testing.T) {
	pool := open(t)
	at, month := noon.AddDate(9, 0, 0), time.Date(2035, 11, 1, 0, 0, 0, 0, time.UTC)
	must(t, pool, func(tx store.Tx) error { return store.MakeMonth(t.Context(), tx, month) })
	ids := put(t, pool, at, "kept", "read", "gone")
	drop := func() (dropped bool) {
		must(t, pool, func(tx store.Tx) (err error) {
			dropped, err = store.DropMonth(t.Context(), tx, month)
			return err
		})
		return dropped
	}
	must(t, pool, func(tx store.Tx) error {
		return store.Take(t.Context(), tx, ids[1], store.Taken{Disposition: "set_aside", Reason: "x"}, at)
	})
	must(t, pool, func(tx store.Tx) error { return store.ForgetMails(t.Context(), tx, ids[2:], true, true, at) })
	if drop() {
		t.Fatal("a month went with mails that are kept")
	}
	for _, want := range []int64{1, 0} {
		must(t, pool, func(tx store.Tx) error {
			moved, err := store.KeepUnread(t.Context(), tx, month, 10)
			if moved != want {
				t.Errorf("%d mails that nobody read were kept, want %d", moved, want)
			}
			return err
		})
	}
	if drop() {
		t.Fatal("a month went with a mail that was read and is kept")
	}
	must(t, pool, func(tx store.Tx) error { return store.ForgetBytes(t.Context(), tx, ids[1:2]) })
	if !drop() {
		t.Error("a month of which nothing is kept is still there")
	}
	if got, err := raw(t, pool, ids[0]); err != nil || string(got) != "kept" {
		t.Errorf("a mail that nobody read reads as %q, %v", got, err)
	}
}

// TestLeftOver: what no row names is removed, a few at a time, and nothing else.
func TestLeftOver(t *testing.T) {
	pool := open(t)
	ids := put(t, pool, noon, "one", "two", "three", "four", "five")
	if _, err := pool.Exec(t.Context(), "update inbound set bytes_in = null where id = any($1)", []int64{ids[0], ids[3]}); err != nil {
		t.Fatal(err)
	}
	var looks []int64
	for after, more := int64(0), true; more; more = after > 0 {
		must(t, pool, func(tx store.Tx) (err error) {
			after, err = store.DropLeftOver(t.Context(), tx, after, 2)
			return err
		})
		looks = append(looks, after)
	}
	if len(looks) != 3 || looks[0] != ids[1] || looks[1] != ids[3] {
		t.Errorf("it looked up to %v", looks)
	}
	if n := count(t, pool, "select count(*) from inbound_bytes where convert_from(raw, 'UTF8') in ('two', 'three', 'five')"); n != 3 || count(t, pool, "select count(*) from inbound_bytes") != 3 {
		t.Errorf("%d of the three mails that rows name have their bytes", n)
	}
}

// TestOlderVersion: mails are stored by month only when no process of an older version is connected;
// one that comes back later can write nothing about them, and does not start.
func TestOlderVersion(t *testing.T) {
	t.Parallel()
	url, log := pgtest.Database(t, nil), slog.New(slog.DiscardHandler)
	if err := migrations.To(t.Context(), url, migrations.Versions{Ours: 25}, log); err != nil {
		t.Fatal(err)
	}
	pool, err := migrations.Pool(t.Context(), url, 2)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	const store25 = "insert into inbound (mailbox, uid_validity, uid, sha256, stored_at, size, raw) values ('m', 1, $1, '\\x01', now(), 3, 'old')"
	if _, err := pool.Exec(t.Context(), store25, 1); err != nil {
		t.Fatal(err)
	}
	if err := migrations.Up(t.Context(), url, log); err != nil {
		t.Fatal(err)
	}
	if got, err := raw(t, pool, 1); err != nil || string(got) != "old" {
		t.Errorf("a mail of before reads as %q, %v", got, err)
	}
	begin := func(alone time.Duration) (began bool) {
		must(t, pool, func(tx store.Tx) (err error) {
			began, err = store.StoreByMonth(t.Context(), tx, alone, time.Hour)
			return err
		})
		return began
	}
	if put(t, pool, noon, "rows"); begin(time.Hour) || count(t, pool, "select count(*) from inbound_bytes") != 0 {
		t.Error("mails are stored by month although nobody knows yet who is there")
	}
	old := older(t, url)
	if begin(0) || count(t, pool, "select count(*) from bytes_by_month where alone_since is null") != 1 {
		t.Error("mails are stored by month although an older process is there")
	}
	exec := func(sql string, args ...any) error { _, err := old.Exec(t.Context(), sql, args...); return err }
	const start = "insert into purpose (dry, since) values (false, now()) on conflict (one) do nothing"
	const job = "update river_job set state = state"
	const lead = "insert into river_leader (leader_id, elected_at, expires_at) values ('old', now(), now())"
	const deed = "insert into audit (id, happened_at, what, who, prev, hash) values (1, now(), 'customer forgotten', '', '', '')"
	if err := errors.Join(exec(start), exec(job), exec(lead), exec("delete from river_leader")); err != nil {
		t.Errorf("an older version does not start, or works not, before: %v", err)
	}
	if _, err := old.Exec(t.Context(), "set application_name = 'stopped'"); err != nil { // as one that is not connected
		t.Fatal(err)
	}
	// Looks with too long between them do not count, nor does one that a clock ahead made.
	for _, gap := range []string{"- interval '2 hours'", "+ interval '1 day'"} {
		if _, err := pool.Exec(t.Context(), "update bytes_by_month set alone_since = now() - interval '3 days', looked_at = now() "+gap); err != nil {
			t.Fatal(err)
		}
		if begin(time.Microsecond) {
			t.Errorf("mails are stored by month although nobody looked since now %s", gap)
		}
	}
	if !begin(time.Microsecond) || begin(time.Microsecond) {
		t.Error("mails are not stored by month although no older process is there")
	}
	if _, err := old.Exec(t.Context(), "set application_name = 'goodword'"); err != nil {
		t.Fatal(err)
	}
	ids := put(t, pool, noon.Add(time.Hour), "new")
	for _, sql := range []string{start, job, lead, deed} {
		if err := exec(sql); err == nil || !strings.Contains(err.Error(), "too old") {
			t.Errorf("an older version may %s: %v", sql, err)
		}
	}
	for _, sql := range []string{"update inbound set begun = begun + 1 where id = $1", "update inbound set failures = failures + 1 where id = $1",
		"update inbound set disposition = 'set_aside', reason = 'x', read_at = now() where id = $1", "update inbound set raw = '', forgotten_at = now() where id = $1"} {
		if err := exec(sql, ids[0]); err == nil || !strings.Contains(err.Error(), "inbound_bytes_known") {
			t.Errorf("an older version may %s: %v", sql, err)
		}
		if err := exec(sql, 1); err != nil {
			t.Errorf("an older version may not %s where the row has the bytes: %v", sql, err)
		}
	}
	if err := exec(store25, 9); err != nil {
		t.Errorf("an older version cannot store: %v", err)
	}
}

// older is a connection of an older version's.
func older(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	config, err := pgx.ParseConfig(url)
	if err != nil {
		t.Fatal(err)
	}
	config.RuntimeParams["search_path"], config.RuntimeParams["application_name"] = migrations.Schema, migrations.Before
	conn, err := pgx.ConnectConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}
