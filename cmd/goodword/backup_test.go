package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"goodword/internal/postgres/pgtest"
	"goodword/migrations"
)

// goodword gives a command of the program and what it said.
func (c *company) goodword(args ...string) (string, error) {
	out, err := exec.CommandContext(c.ctx, "goodword", append([]string{"--config", c.settings}, args...)...).CombinedOutput()
	return string(out), err
}

// does wants a command to end well, and to say something.
func (c *company) does(want string, args ...string) string {
	c.t.Helper()
	out, err := c.goodword(args...)
	if err != nil || !strings.Contains(out, want) {
		c.t.Fatalf("goodword %s: %v, and it does not say %q:\n%s", strings.Join(args, " "), err, want, out)
	}
	return out
}

// on gives the company another database.
func (c *company) on(url string) *company {
	c.t.Helper()
	other := *c
	text, err := os.ReadFile(c.settings)
	if err != nil {
		c.t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(text), "[database]\nurl = ")
	_, rest, _ = strings.Cut(rest, "\n")
	other.settings = c.write(rand.Text()+".toml", before+"[database]\nurl = \""+url+"\"\n"+rest)
	if other.pool, err = migrations.Pool(c.ctx, url, 4); err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(other.pool.Close)
	return &other
}

// backup makes a backup in a folder that keeps one alone, and has an older one.
func (c *company) backup() string {
	c.t.Helper()
	folder := filepath.Join(c.folder, "backups")
	old := filepath.Join(folder, "goodword-20200101T000000Z.zip")
	killed, before := filepath.Join(folder, ".goodword-backup-17"), time.Now().AddDate(0, 0, -1)
	if err := errors.Join(os.Mkdir(folder, 0o700), os.WriteFile(old, nil, 0o600), os.WriteFile(killed, nil, 0o600), os.Chtimes(killed, before, before)); err != nil {
		c.t.Fatal(err)
	}
	if said := c.does("Removed "+old, "backup", "--keep", "1", folder); !strings.Contains(said, "Removed "+killed+", which a killed backup left") {
		c.t.Errorf("what a killed backup left is not told: %s", said)
	}
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if _, left := os.Lstat(killed); left == nil {
		c.t.Error("what a killed backup left is still there")
	}
	if err != nil || len(files) != 1 {
		c.t.Fatalf("the folder of backups has %q, %v", files, err)
	}
	return files[0]
}

// TestRestore: the company goes on after a backup, loses its database, and has
// the old backup brought back. Nothing that left since leaves again, no answer
// counts again, and what is new works.
func TestRestore(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 5*time.Minute)
	c.importPeople("goodword")
	p := c.serve("before", "goodword-in-a-hurry")
	c.until("the mailbox is read", func() bool { return c.count("select count(*) from mailboxes") == 1 })
	c.nominate(1)
	c.until("the first is thanked", func() bool { return c.thanked(1) })
	p.stop()

	// The second waits for Max, the third's thank-you for the relay, when the backup is made.
	p = c.serve("before, without the relay", "goodword-in-a-hurry", "--except", "deliver")
	c.nominate(2)
	c.until("the second is asked about", func() bool {
		return c.count("select count(*) from letters where kind = 'request' and state = 'queued'") == 1
	})
	file := c.backup()
	p.stop()
	p = c.serve("lost", "goodword-in-a-hurry")
	c.nominate(3)
	c.until("all are thanked", func() bool { return c.thanked(3) })
	if out, err := c.goodword("move", "--to", pgtest.Database(t, nil)); err == nil || !strings.Contains(out, "stop every process") {
		t.Errorf("moved while serve runs: %v\n%s", err, out)
	}
	p.stop()
	letters := len(c.mail.Accepted())

	r := c.on(pgtest.Database(t, nil))
	r.does("1. goodword restored list", r.documented("bring a backup back", "FILE", file)...)
	if out, err := r.goodword("restore", file); err == nil || !strings.Contains(out, "not empty") {
		t.Errorf("restored over what is there: %v\n%s", err, out)
	}
	p = r.serve("restored", "goodword-in-a-hurry")
	r.until("what came since is set aside", func() bool {
		return r.count("select count(*) from inbound where disposition = 'set_aside' and reason like 'it came before a backup was brought back%'") >= 3
	})
	// A mail's moment is known by the second (INTERNALDATE, RFC 9051 section 2.3.3): what comes in that of the restore may be of before.
	r.until("the second of the restore is over", func() bool {
		return r.count("select count(*) from provenance where date_trunc('second', clock_timestamp()) > happened_at") == 1
	})
	c.nominate(4)
	r.until("what is new is asked about", func() bool {
		return r.count("select count(*) from letters l join nominations n on n.id = l.nomination_id where n.number = 2001 and l.kind = 'request' and l.state = 'accepted'") == 1
	})
	r.until("what is new is approved, and the CEO's name paused", func() bool {
		return r.count("select count(*) from letters where kind = 'thank_you' and state = 'queued' and outcome = 'paused'") == 1
	})
	for _, m := range c.mail.Accepted()[letters:] {
		if strings.Contains(string(m.Raw), "Nina 2") || strings.Contains(string(m.Raw), "Nina 3") || strings.Contains(string(m.Raw), "Nina 1") {
			t.Errorf("left again, or is told again:\n%.600s", m.Raw)
		}
	}
	if n := r.count("select count(*) from letters where nomination_id in (select id from nominations where number < 2001) and state in ('sending', 'accepted') and sending_at > (select happened_at from provenance)"); n != 0 {
		t.Errorf("%d letters of before left after the restore", n)
	}
	r.does("awaiting approval  Nina Okafor", "restored", "list")
	r.does("it came before a backup was brought back", "status")
	r.does("entries, all in their place", "audit", "verify")
	if n := r.count("select count(*) from audit where what = 'database restored'"); n != 1 {
		t.Errorf("the audit log tells %d times of the restore", n)
	}
	r.does("GW-1002: ended", "restored", "drop", "GW-1002")
	r.does("Resumed", "resume")
	r.until("what is new is thanked", func() bool {
		return r.count("select count(*) from nominations where number = 2001 and state = 'thanked'") == 1
	})
	p.stop()
	thanks := 0
	for _, m := range c.mail.Accepted() {
		if m.To == "nina@corp.example" {
			thanks++
		}
	}
	if thanks != 4 {
		t.Errorf("Nina was thanked %d times for 4 good words", thanks)
	}
}

// TestMove: everything goes from goodword's own PostgreSQL to a server by the command of the docs, the
// old database is refused, and a backup of the new one by the docs' command is brought back by them.
func TestMove(t *testing.T) {
	t.Parallel()
	shared := newCompany(t, 5*time.Minute)
	c := shared.private()
	c.importPeople("goodword")
	to := pgtest.Database(t, nil)
	c.does("Now let database.url", c.documented("move from goodword's own PostgreSQL to a server, or between servers", "postgres://ROLE@HOST/goodword", to)...)
	if out, err := c.goodword("status"); err == nil || !strings.Contains(out, "was moved away") {
		t.Errorf("the old database is still used: %v\n%s", err, out)
	}
	moved := shared.on(to)
	moved.does("entries, all in their place", "audit", "verify")
	if n := moved.count("select count(*) from people"); n != 5 {
		t.Errorf("%d people came along", n)
	}
	file := filepath.Join(c.folder, "today.zip")
	moved.does("Wrote "+file, moved.documented("back up", "/var/backups/goodword-$(date +%F).zip", file)...)
	back := shared.on(pgtest.Database(t, nil))
	back.does("1. goodword restored list", back.documented("bring a backup back", "FILE", file)...)
	if n := back.count("select count(*) from people"); n != 5 {
		t.Errorf("%d people were brought back", n)
	}
}

// TestDoctorOnANewDatabase: whoever runs doctor first reads what to do, and no
// error of a tool.
func TestDoctorOnANewDatabase(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 5*time.Minute).on(pgtest.Database(t, nil))
	out, err := c.goodword("doctor")
	if err == nil || !strings.Contains(out, "PROBLEM  database: reached, and it has no tables of this version yet: `goodword migrate` makes them") || strings.Contains(out, "SQLSTATE") {
		t.Errorf("%v\n%s", err, out)
	}
	newest, err := migrations.Newest()
	if err != nil {
		t.Fatal(err)
	}
	said, at := c.does("has this version's schema", "migrate"), fmt.Sprintf("The database is at %d ", newest)
	if !strings.Contains(said, at) || strings.Count(said, "level=") != 1 || !strings.Contains(said, fmt.Sprintf("the database was migrated\" to=%d", newest)) {
		t.Errorf("migrate does not say in one line of the log what it did, and in one where the database is:\n%s", said)
	}
	if said = c.does(at, "migrate", "--backup", filepath.Join(c.folder, "before.zip")); !strings.Contains(said, "Nothing is to be migrated, so no backup was written.\n"+at) || strings.Contains(said, "level=") {
		t.Errorf("migrate once more says:\n%s", said)
	}
	if out, _ := c.goodword("doctor"); !strings.Contains(out, "PROBLEM  directory: it is empty: import people with `goodword people import FILE`") || !strings.Contains(out, "ok       database: reached") {
		t.Errorf("%s", out)
	}
}
