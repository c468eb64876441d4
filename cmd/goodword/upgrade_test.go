package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"syscall"
	"testing"
	"time"

	"goodword/internal/postgres/pgtest"
)

// releases finds the releases in CHANGELOG.md, newest first: each is named with its commit.
var releases = regexp.MustCompile(`(?m)^## (\S+) \(commit ([0-9a-f]{40})\)$`)

// lastRelease builds the release before this version. Where its commit is not
// there, as in a shallow clone, the test is left out and says so.
func lastRelease(t *testing.T) (name, program string) {
	t.Helper()
	text, err := os.ReadFile("../../CHANGELOG.md")
	if err != nil {
		t.Fatal(err)
	}
	found := releases.FindSubmatch(text)
	if found == nil {
		t.Fatal("CHANGELOG.md names no release as `## NAME (commit …)`")
	}
	name = string(found[1])
	source, err := exec.Command("git", "-C", "../..", "archive", "--format=tar", string(found[2])).Output()
	if err != nil {
		missing := "the source of release " + name + " is not in this clone (" + err.Error() + "); `git fetch --unshallow` gets it"
		t.Skip(missing)
	}
	folder := t.TempDir()
	unpack := exec.Command("tar", "-x", "-C", folder)
	unpack.Stdin = bytes.NewReader(source)
	if out, err := unpack.CombinedOutput(); err != nil {
		t.Fatalf("unpack release %s: %v\n%s", name, err, out)
	}
	program = filepath.Join(folder, "goodword-"+name)
	build := exec.Command("go", "build", "-o", program, "./cmd/goodword")
	build.Dir, build.Env = folder, append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build release %s: %v\n%s", name, err, out)
	}
	return name, program
}

// TestRollingUpgrade: the last release runs, this version starts beside it and
// migrates the database under it, both work for a while, and the old one ends:
// first in good order, then another by kill -9. Everything happens once, and so it does
// when an old one comes again after that. The old version is built for it, so it
// runs in CI and where it is asked for.
func TestRollingUpgrade(t *testing.T) {
	t.Parallel()
	if os.Getenv("GOODWORD_SLOW") == "" && os.Getenv("CI") != "true" {
		t.Skip("left out: it builds the last release; GOODWORD_SLOW=true has it")
	}
	name, old := lastRelease(t)
	c := newCompanyIn(t, 5*time.Minute, pgtest.Database(t, nil))
	first := c.serve(name, old)
	c.importPeople(old)
	c.until("the old version reads", func() bool { return c.count("select count(*) from mailboxes") == 1 })
	for n := range 4 {
		c.nominate(n)
	}
	c.until("the old version did its work", func() bool { return c.thanked(4) })

	c.nominate(4)
	fresh := c.serve("this version", "goodword-in-a-hurry")
	fresh.await("this process reads the mailbox")
	second := c.serve(name+" again", old) // an old one can start on the new schema
	for n := 5; n < 12; n++ {
		c.nominate(n)
	}
	c.until("both did their work", func() bool { return c.thanked(12) })
	if n := c.count("select count(distinct who) from river_job, unnest(attempted_by) who"); n < 2 {
		t.Errorf("%d processes did all the jobs", n)
	}
	c.check(12)

	for n := 12; n < 16; n++ {
		c.nominate(n)
	}
	first.stop()
	second.signal(syscall.SIGKILL)
	for n := 16; n < 20; n++ {
		c.nominate(n)
	}
	c.until("this version does the rest", func() bool { return c.thanked(20) })
	c.check(20)
	if n := c.count("select count(*) from inbound where bytes_in is not null"); n != 0 {
		t.Errorf("%d mails are stored by month while an old version may be there", n)
	}
	c.comesAgain(name, old)
	c.goesBack(name, old, fresh)
}

// comesAgain starts the old version once mails are stored by month, which it cannot read: it
// takes no job, and this version does them all.
func (c *company) comesAgain(name, old string) {
	c.until("mails are stored by month", func() bool {
		if _, err := c.pool.Exec(c.ctx, "update bytes_by_month set alone_since = alone_since - interval '1 hour' where since is null"); err != nil { // as if ten minutes had passed
			c.t.Fatal(err)
		}
		return c.count("select count(*) from bytes_by_month where since is not null") == 1
	})
	for n := 20; n < 23; n++ {
		c.nominate(n)
	}
	late := c.serve(name+" too late", old)
	late.await("this goodword is too old")
	for n := 23; n < 26; n++ {
		c.nominate(n)
	}
	c.until("this version does all", func() bool { return c.thanked(26) })
	c.check(26)
	if n := c.count("select count(distinct who) from river_job, unnest(attempted_by) who where created_at > (select since from bytes_by_month)"); n != 1 {
		c.t.Errorf("%d processes did the jobs about mails that are stored by month", n)
	}
	if n := c.count("select count(*) from inbound where bytes_in is not null"); n == 0 {
		c.t.Error("no mail is stored by month")
	}
	late.signal(syscall.SIGKILL)
	<-late.done
}

// goesBack ends this version, brings the bytes into their rows, and lets the old one go on.
func (c *company) goesBack(name, old string, fresh *process) {
	fresh.stop()
	for c.count("select bytes_into_rows(4)") > 0 {
		continue
	}
	if n := c.count("select count(*) from inbound where bytes_in is not null or raw = ''"); n != 0 {
		c.t.Errorf("%d mails have no bytes in their rows", n)
	}
	back := c.serve(name+" once more", old)
	for n := 26; n < 29; n++ {
		c.nominate(n)
	}
	c.until("the old version goes on", func() bool { return c.thanked(29) })
	c.check(29)
	back.stop()
}
