package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"goodword/jobs"
)

// TestReplay: of what this version did itself nothing differs, from the database
// as from a copy of the mailbox; what was done otherwise shows.
func TestReplay(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 100*time.Second)
	c.importPeople("goodword")
	p := c.serve("goodword", "goodword-in-a-hurry")
	c.until("the mailbox is read", func() bool { return c.count("select count(*) from mailboxes") == 1 })
	c.nominate(1)
	c.until("it is thanked", func() bool { return c.thanked(1) })
	p.stop()
	var mbox strings.Builder
	for _, m := range c.mail.Mails(ours) {
		mbox.WriteString("From someone Mon Nov 16 09:00:00 2026\n" + strings.ReplaceAll(string(m.Raw), "\r\n", "\n") + "\n")
	}
	file := c.write("copy.mbox", mbox.String())
	for _, place := range [][]string{nil, {file}} {
		if out := c.replay(place...); !strings.Contains(out, "Mails read: 2; of them stored: 2; otherwise than was done: 0\n") || !strings.Contains(out, "approve") {
			t.Errorf("replay %q:\n%s", place, out)
		}
	}
	c.replayAfterChanges(file)
	if _, err := c.pool.Exec(c.ctx, `update inbound set kind = 'bounce', vouched = false where disposition = 'nomination';
		update nominations set nominee_id = (select id from people where address = 'dana@corp.example')`); err != nil {
		t.Fatal(err)
	}
	out := c.replay("--differ", "--json", file)
	found := map[string]string{}
	for line := range strings.SplitSeq(strings.TrimSpace(out), "\n") {
		var r replayed
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatalf("%v:\n%s", err, out)
		}
		for _, d := range r.Differs {
			found[d.What] = d.Was + " → " + d.Now
		}
	}
	for what, want := range map[string]string{"kind": "bounce → direct", "vouched for": "false → true",
		"nominee": "dana@corp.example → nina@corp.example"} {
		if found[what] != want {
			t.Errorf("%s: %q, and not %q", what, found[what], want)
		}
	}
	if n := c.count("select count(*) from inbound"); n != 2 {
		t.Errorf("replay stored something: %d mails", n)
	}
}

// replayAfterChanges reads what is stored, and the copy, under other settings and with another directory.
func (c *company) replayAfterChanges(file string) {
	c.t.Helper()
	folder := filepath.Join(c.folder, "copies")
	if err := os.Mkdir(folder, 0o700); err != nil {
		c.t.Fatal(err)
	}
	c.write("copies/box.mbox", readText(c.t, file))
	other := *c
	other.settings = c.write("other.toml", strings.Replace(readText(c.t, c.settings), c.mail.AuthservID(), "mx.elsewhere.example", 1))
	people := filepath.Join(c.folder, "people.csv")
	nina := "nina@corp.example,Nina Okafor,max@corp.example\n"
	c.write("without.csv", strings.Replace(readText(c.t, people), nina, "", 1))
	for _, places := range [][]string{nil, {file}, {folder}} {
		out := other.replay(append([]string{"--differ"}, places...)...)
		if strings.Count(out, "vouched for: true → false (") != 2 || !strings.Contains(out, "of them stored: 2; otherwise than was done: 2\n") {
			c.t.Errorf("with another mail server's name, of %q:\n%s", places, out)
		}
	}
	c.does("", "people", "import", filepath.Join(c.folder, "without.csv"))
	for _, places := range [][]string{nil, {file}, {folder}} {
		out := c.replay(append([]string{"--differ"}, places...)...)
		if strings.Count(out, "nominee: nina@corp.example → none\n") != 1 || !strings.Contains(out, "of them stored: 2; otherwise than was done: 1\n") {
			c.t.Errorf("after Nina left, of %q:\n%s", places, out)
		}
	}
	c.does("", "people", "import", people)
	if out := c.replay("--differ", folder); !strings.Contains(out, "of them stored: 2; otherwise than was done: 0\n") {
		c.t.Errorf("all is as it was, and replay says:\n%s", out)
	}
}

func readText(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestReplayDecisions: what was decided and what the words are read as today.
func TestReplayDecisions(t *testing.T) {
	t.Parallel()
	token := "request"
	reads := func(decision string, commands ...string) jobs.Explanation {
		x := jobs.Explanation{Token: &token, Sender: jobs.SenderReason{Vouched: true}, Reply: &jobs.Reply{Decision: decision}}
		for _, name := range commands {
			x.Reply.Commands = append(x.Reply.Commands, jobs.Command{Name: name})
		}
		return x
	}
	stranger := reads("approve")
	stranger.Sender.Vouched = false
	for name, c := range map[string]struct {
		was  done
		now  jobs.Explanation
		want string
	}{
		"the same":                  {done{Decisions: []string{"approve"}}, reads("approve"), ""},
		"by number":                 {done{Decisions: []string{"approve", "decline"}}, reads("unclear", "approve", "decline"), ""},
		"read no longer":            {done{Decisions: []string{"approve"}}, reads("unclear"), "approve → none"},
		"read otherwise":            {done{Decisions: []string{"approve"}}, reads("decline"), "approve → decline"},
		"not read then":             {done{}, reads("approve"), "none → approve"},
		"a duplicate":               {done{Disposition: "duplicate"}, reads("approve"), ""},
		"nobody vouches for it now": {done{}, stranger, ""},
	} {
		c.was.Vouched = c.now.Sender.Vouched
		got := ""
		for _, d := range c.was.against(c.now, false) {
			got += d.Was + " → " + d.Now
		}
		if got != c.want {
			t.Errorf("%s: %q, and not %q", name, got, c.want)
		}
	}
}

// TestMbox: where a mail begins, what is unquoted, and what is too much.
func TestMbox(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, want string }{
		"none":              {"", ""},
		"two":               {"From a\nA: 1\n\nx\n\nFrom b\nB: 2\n\ny\n", "1 A: 1\n\nx\n|2 B: 2\n\ny|"},
		"CRLF":              {"From a\r\nA: 1\r\n\r\nx\r\n\r\nFrom b\r\nB: 2\r\n", "1 A: 1\r\n\r\nx\r\n|2 B: 2|"},
		"From in a text":    {"From a\nA: 1\n\nx\nFrom here\n", "1 A: 1\n\nx\nFrom here|"},
		"quoted":            {"From a\nA: 1\n\n>From x\n>>From y\n> From z\n", "1 A: 1\n\nFrom x\n>From y\n> From z|"},
		"no end of line":    {"From a\nA: 1", "1 A: 1|"},
		"as long as may be": {"From a\n" + strings.Repeat("x", 64), "1 " + strings.Repeat("x", 64) + "|"},
		"too long":          {"From a\n" + strings.Repeat("x", 65) + "\n\nFrom b\nB: 2\n", "1  too large|2 B: 2|"},
	} {
		got := ""
		err := eachInMbox(strings.NewReader(c.text), 64, func(n int, raw []byte, large bool) error {
			got += fmt.Sprintf("%d %s", n, raw)
			if large {
				got += " too large"
			}
			got += "|"
			return nil
		})
		if err != nil {
			got = "error"
		}
		if got != c.want {
			t.Errorf("%s: %q, and not %q", name, got, c.want)
		}
	}
}

func (c *company) replay(args ...string) string {
	c.t.Helper()
	out, err := exec.CommandContext(c.ctx, "goodword", append([]string{"--config", c.settings, "replay"}, args...)...).Output()
	if err != nil {
		c.t.Fatalf("replay %q: %v\n%s", args, err, out)
	}
	return string(out)
}
