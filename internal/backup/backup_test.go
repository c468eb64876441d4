package backup_test

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"goodword/internal/backup"
	"goodword/internal/postgres/pgtest"
	"goodword/internal/store"
	"goodword/migrations"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

var quiet = slog.New(slog.DiscardHandler)

func schema(ctx context.Context, url string) error { return migrations.Up(ctx, url, quiet) }

func oldSchema(ctx context.Context, url string) error {
	return migrations.To(ctx, url, migrations.Versions{Ours: 1}, quiet)
}

func connect(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	conn, err := backup.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

// company puts in a little of what is hard to carry: people who hang on each
// other in any order, bytes that are no text, words of all kinds.
const company = `insert into people (address, name, aliases, nicknames) values ('cora@corp.example', E'Cora\tFalk\n', '{"c,f@corp.example"}', '{Co}'), ('max@corp.example', '\N', '{}', '{}');
	update people set manager_id = 2 where id = 1;
	insert into inbound (mailbox, uid_validity, uid, sha256, stored_at, size, raw, subject, disposition, reason, read_at) values
		('m', 4294967295, 1, '\x00ff', '2026-11-20 08:00:00.123456+00', 3, '\x00ff0a0d5c', E'Gr\u00fc\u00dfe \u2028', 'nomination', '', now());
	insert into nominations (state, inbound_id, nominee_id, proof, compliment, compliment_hash, evidence, opened_at, changed_at)
		values ('unclear', 1, 1, 'colleague', E'\\. \\N', '\x01', '[{"a": [1, 2.50]}]', now(), now());
	insert into letters (kind, slot, over_name, to_address, state, not_before, queued_at) values ('receipt', 'r', 'goodword', 'max@corp.example', 'queued', 'infinity', now())`

// byMonth has bytes in a month of long ago and beside all months.
const byMonth = `;insert into inbound (mailbox, uid_validity, uid, sha256, stored_at, size, raw, bytes_in) values
		('m', 1, 2, '\x02', '2019-05-20 08:00:00+00', 4, '', '2019-05-01'), ('m', 1, 3, '\x03', '2019-06-20 08:00:00+00', 4, '', '2019-06-01');
	select make_bytes_month('2019-05-01');
	insert into inbound_bytes (inbound_id, month, raw) values (2, '2019-05-01', '\x00ff0a0d'), (3, '2019-06-01', '\x0a5c2e00')`

func snapshot(t *testing.T, url, file string) backup.Manifest {
	t.Helper()
	s, err := backup.Open(t.Context(), connect(t, url), "test")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	m, err := backup.Write(t.Context(), s, file)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// restore fills a database and says that it is whole.
func restore(ctx context.Context, file, url string) error {
	f, err := backup.Read(file)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := backup.Fill(ctx, url, f, quiet); err != nil {
		return err
	}
	return backup.Finish(ctx, url, func(pgx.Tx) error { return nil })
}

// contents is every row of every table that is carried, and what keeps them right.
func contents(t *testing.T, url string, m backup.Manifest) string {
	t.Helper()
	conn, all := connect(t, url), ""
	ask := func(sql string) {
		var text *string
		if err := conn.QueryRow(t.Context(), sql).Scan(&text); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
		if text != nil {
			all += sql + "\n" + *text + "\n"
		}
	}
	for _, table := range m.Tables {
		ask("select string_agg(t::text, E'\\n' order by t::text) from " + table.Name + " t")
	}
	ask("select string_agg(concat(tableoid::regclass, inbound_id), ' ' order by inbound_id) from inbound_bytes")
	ask("select string_agg(sequencename || last_value, ' ' order by sequencename) from pg_sequences where schemaname = 'goodword' and last_value is not null and sequencename not like 'goose%'")
	ask("select string_agg(concat(conrelid::regclass, conname, pg_get_constraintdef(oid)), E'\\n' order by conrelid::regclass::text, conname) from pg_constraint where connamespace = 'goodword'::regnamespace and conname not like 'river%'")
	ask("select string_agg(concat(tgrelid::regclass, tgname, tgenabled), E'\\n' order by tgrelid::regclass::text, tgname) from pg_trigger where not tgisinternal")
	return all
}

// A backup that is brought back holds every row, sequence, key and trigger; it is
// never poured over anything, and one that is not whole is refused and changes nothing.
func TestBackup(t *testing.T) {
	t.Parallel()
	url, file := pgtest.Database(t, schema), filepath.Join(t.TempDir(), "backup.zip")
	conn := connect(t, url)
	if _, err := conn.Exec(t.Context(), company+byMonth); err != nil {
		t.Fatal(err)
	}
	if err := pgx.BeginFunc(t.Context(), conn, func(tx pgx.Tx) error {
		return store.Append(t.Context(), tx, store.Entry{At: time.Now(), What: "tried", Who: "operator", Detail: "a backup"})
	}); err != nil {
		t.Fatal(err)
	}
	m := snapshot(t, url, file)
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v", info.Mode(), err)
	}
	second := pgtest.Database(t, nil)
	if err := restore(t.Context(), file, second); err != nil {
		t.Fatal(err)
	}
	if a, b := contents(t, url, m), contents(t, second, m); a != b {
		t.Errorf("was:\n%s\nis:\n%s", a, b)
	}
	if err := pgx.BeginFunc(t.Context(), connect(t, second), func(tx pgx.Tx) error {
		_, err := store.VerifyAudit(t.Context(), tx)
		return err
	}); err != nil {
		t.Error(err)
	}
	if err := restore(t.Context(), file, second); err == nil || !strings.Contains(err.Error(), "not empty") {
		t.Errorf("over what is there: %v", err)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(whole, []byte("tables/inbound.copy")) + 60
	torn := bytes.Clone(whole)
	torn[at] ^= 0x55
	third := pgtest.Database(t, nil)
	for name, text := range map[string][]byte{"short": whole[:len(whole)/2], "torn": torn, "empty": nil} {
		bad := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(bad, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := restore(t.Context(), bad, third); err == nil {
			t.Errorf("a backup that is %s was taken", name)
		}
	}
	if err := restore(t.Context(), file, third); err != nil {
		t.Errorf("after bad ones, the good one: %v", err)
	}
}

// A backup of the first version's schema is brought to this one's.
func TestBackupOfOldSchema(t *testing.T) {
	t.Parallel()
	url, file := pgtest.Database(t, oldSchema), filepath.Join(t.TempDir(), "backup.zip")
	if _, err := connect(t, url).Exec(t.Context(), company); err != nil {
		t.Fatal(err)
	}
	if m := snapshot(t, url, file); m.Schema.Ours != 1 {
		t.Errorf("it says that it has schema %d", m.Schema.Ours)
	}
	second := pgtest.Database(t, nil)
	if err := restore(t.Context(), file, second); err != nil {
		t.Fatal(err)
	}
	var letters int64
	if err := connect(t, second).QueryRow(t.Context(), "select count from tallies where what = 'letters' and name = 'queued'").Scan(&letters); err != nil || letters != 1 {
		t.Errorf("%d letters are counted, %v", letters, err)
	}
}

// While a database is filled, and after everything was moved away, nobody works on it.
func TestWhole(t *testing.T) {
	t.Parallel()
	url := pgtest.Database(t, schema)
	look := func() (err error) {
		return pgx.BeginFunc(t.Context(), connect(t, url), func(tx pgx.Tx) error { return store.Whole(t.Context(), tx) })
	}
	nothing := func(pgx.Tx) error { return nil }
	if err := look(); err != nil {
		t.Error(err)
	}
	if err := backup.Begin(t.Context(), url, nothing); err != nil {
		t.Fatal(err)
	}
	if err := look(); err == nil {
		t.Error("one that is being filled is taken for whole")
	}
	if err := backup.Finish(t.Context(), url, func(tx pgx.Tx) error {
		return store.PutProvenance(t.Context(), tx, store.Provenance{What: store.MovedAway, HappenedAt: time.Now(), AsOf: time.Now(), Detail: "to db.example/goodword"}, "operator")
	}); err != nil {
		t.Fatal(err)
	}
	if err := look(); err == nil || !strings.Contains(err.Error(), "db.example/goodword") {
		t.Errorf("one that was moved away: %v", err)
	}
}
