package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"goodword/internal/postgres/pgtest"
	"goodword/migrations"
)

// dryCopy gives the company a second database and settings of its own for it.
func (c *company) dryCopy() *company {
	c.t.Helper()
	other := *c
	text, err := os.ReadFile(c.settings)
	if err != nil {
		c.t.Fatal(err)
	}
	url := pgtest.Database(c.t, nil)
	before, rest, _ := strings.Cut(string(text), "[database]\nurl = ")
	_, rest, _ = strings.Cut(rest, "\n")
	other.settings = c.write("dry.toml", before+"[database]\nurl = \""+url+"\"\n"+strings.ReplaceAll(rest, relaySecret, "wrong"))
	if other.pool, err = migrations.Pool(c.ctx, url, 4); err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(other.pool.Close)
	return &other
}

// flags gives those of each mail in our mailbox.
func (c *company) flags() (flags [][]imap.Flag) {
	c.t.Helper()
	client, err := imapclient.DialInsecure(fmt.Sprintf("127.0.0.1:%d", c.mail.IMAP().Port), nil)
	if err != nil {
		c.t.Fatal(err)
	}
	defer client.Close()
	if err := client.Login(ours, mailboxSecret).Wait(); err != nil {
		c.t.Fatal(err)
	}
	if _, err := client.Select("INBOX", &imap.SelectOptions{ReadOnly: true}).Wait(); err != nil {
		c.t.Fatal(err)
	}
	mails, err := client.Fetch(imap.SeqSet{{Start: 1, Stop: 0}}, &imap.FetchOptions{Flags: true}).Collect()
	if err != nil {
		c.t.Fatal(err)
	}
	for _, m := range mails {
		flags = append(flags, m.Flags)
	}
	return flags
}

// TestDryRun goes the way of docs/rollout.md: a dry run shows every letter and changes no mailbox; a real
// run for one team reads what it read, and sets aside what others send; with everybody imported,
// that is read again. Neither run takes the other's database.
func TestDryRun(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 150*time.Second)
	dry := c.dryCopy()
	dry.importPeople("goodword")
	all := readText(t, filepath.Join(c.folder, "people.csv"))
	team := c.write("one-team.csv", strings.Replace(all, "dana@corp.example,Dana Holt,max@corp.example\n", "", 1))
	c.does("", "people", "import", team)
	letters := filepath.Join(c.folder, "letters")
	p := dry.serve("dry", "goodword-in-a-hurry", "--dry-run", letters)
	real := c.serve("real, for its place in the mailbox", "goodword-in-a-hurry", "--except", "deliver")
	for _, who := range []*company{dry, c} {
		who.until("the mailbox is read", func() bool { return who.count("select count(*) from mailboxes") == 1 })
	}
	real.stop()
	c.nominate(1)
	dry.until("its letters are written", func() bool {
		return dry.count("select count(*) from letters where kind = 'request' and state = 'accepted'") == 1
	})
	found, err := filepath.Glob(filepath.Join(letters, "max@corp.example-*.eml"))
	if err != nil || len(found) == 0 {
		t.Fatalf("the request is no file: %v", err)
	}
	text, err := os.ReadFile(found[0])
	if err != nil || !strings.HasPrefix(string(text), "X-Goodword-Dry-Run: for max@corp.example\n") {
		t.Errorf("it begins with %.80q, %v", text, err)
	}
	if n := len(c.mail.Accepted()); n != 0 {
		t.Errorf("%d letters left all the same", n)
	}
	if flags := c.flags(); len(flags) != 1 || len(flags[0]) != 0 {
		t.Errorf("the mailbox does not hold one mail without flags: %q", flags)
	}
	out, err := exec.CommandContext(c.ctx, "goodword", "--config", dry.settings, "status").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "DRY RUN since ") || !strings.Contains(string(out), letters) {
		t.Errorf("status does not say that it is a dry run (%v):\n%s", err, out)
	}
	if !strings.Contains(p.log.String(), "this is a dry run") {
		t.Error("the log does not say that it is a dry run")
	}
	p.stop()
	dry.refuses("this database is a dry run's", "serve")
	c.refuses("this database is a real run's", "serve", "--dry-run", letters)
	c.refuses("in none of the company's domains", "serve", "--dry-run", "tester@elsewhere.example")
	c.refuses("reads itself", "serve", "--dry-run", ours)

	real = c.serve("real", "goodword-in-a-hurry")
	c.until("who is not of the team waits", func() bool { return c.count("select count(*) from inbound where disposition = 'set_aside'") == 1 })
	c.does("dana@corp.example", "status", "--all")
	c.importPeople("goodword")
	c.does("", "readmit", fmt.Sprint(c.count("select max(id) from inbound where disposition = 'set_aside'")))
	c.until("the real run misses nothing", func() bool { return c.thanked(1) })
	real.stop()
}

// TestDryRunToOneAddress: whomever a letter is for, one address gets it.
func TestDryRunToOneAddress(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 150*time.Second)
	c.importPeople("goodword")
	p := c.serve("dry", "goodword-in-a-hurry", "--dry-run", "nina@corp.example")
	c.until("the mailbox is read", func() bool { return c.count("select count(*) from mailboxes") == 1 })
	c.nominate(1)
	c.until("its letters left", func() bool {
		return c.count("select count(*) from letters where kind = 'request' and state = 'accepted'") == 1
	})
	p.stop()
	requests := 0
	for _, a := range c.mail.Accepted() {
		if a.To != "nina@corp.example" {
			t.Errorf("a letter went to %q", a.To)
		}
		if strings.HasPrefix(string(a.Raw), "X-Goodword-Dry-Run: for max@corp.example\r\n") {
			requests++
		}
	}
	if requests != 1 {
		t.Errorf("%d requests came to the one address", requests)
	}
}

// refuses wants a command to fail and to say why.
func (c *company) refuses(why string, args ...string) {
	c.t.Helper()
	out, err := exec.CommandContext(c.ctx, "goodword", append([]string{"--config", c.settings}, args...)...).CombinedOutput()
	if err == nil || !strings.Contains(string(out), why) {
		c.t.Errorf("goodword %q (%v) does not say %q:\n%s", args, err, why, out)
	}
}
