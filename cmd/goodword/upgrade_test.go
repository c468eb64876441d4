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
// first in good order, then another by kill -9. Everything happens once. The old
// version is built for it, so it runs in CI and where it is asked for.
func TestRollingUpgrade(t *testing.T) {
	t.Parallel()
	if os.Getenv("GOODWORD_SLOW") == "" && os.Getenv("CI") != "true" {
		t.Skip("left out: it builds the last release; GOODWORD_SLOW=true has it")
	}
	name, old := lastRelease(t)
	c := newCompany(t, 150*time.Second)
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
	fresh.stop()
}
