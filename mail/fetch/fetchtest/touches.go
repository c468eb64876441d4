package fetchtest

import (
	"slices"
	"strings"
	"testing"

	"github.com/emersion/go-imap/v2"

	"goodword/mail/fetch"
)

func touchedAfterCommit(t *testing.T, b *bench) {
	p := b.poller()
	b.poll(p)
	b.append("INBOX", mail("praise"), day(0))
	var before []imap.Flag
	b.memory.Before(func() { before = b.view("INBOX")["praise"] })
	b.poll(p)
	b.memory.Before(nil)
	if slices.Contains(before, fetch.Keyword) {
		t.Error("the mail was flagged before it was stored")
	}
	if after := b.view("INBOX")["praise"]; !hasFlag(after, fetch.Keyword) {
		t.Errorf("flags after the commit: %v", after)
	}
}

// hasFlag compares without case: keywords have none (RFC 9051 section 2.3.2).
func hasFlag(flags []imap.Flag, want string) bool {
	return slices.ContainsFunc(flags, func(f imap.Flag) bool { return strings.EqualFold(string(f), want) })
}

func flagsSet(t *testing.T, b *bench) {
	b.append("INBOX", mail("before our time"), day(0))
	p := b.poller()
	b.poll(p)
	b.append("INBOX", mail("ours"), day(0))
	b.poll(p)
	seen := b.view("INBOX")
	if !hasFlag(seen["ours"], fetch.Keyword) || hasFlag(seen["ours"], string(imap.FlagSeen)) {
		t.Errorf("flags of the mail that was read: %v", seen["ours"])
	}
	if hasFlag(seen["before our time"], fetch.Keyword) {
		t.Error("a mail that was never received is flagged")
	}
}

func mailsMoved(t *testing.T, b *bench) {
	client := b.client()
	if err := client.Create("Done", nil).Wait(); err != nil {
		t.Fatal(err)
	}
	b.appendTo(client, "INBOX", mail("stays"), day(0))
	p := b.poller(func(s *fetch.Settings) { s.After, s.MoveTo = fetch.Move, "Done" })
	b.poll(p)
	b.appendTo(client, "INBOX", mail("goes"), day(0))
	b.poll(p)
	b.want("goes")
	inbox, done := b.view("INBOX"), b.view("Done")
	if _, ok := inbox["stays"]; !ok || len(inbox) != 1 || len(done) != 1 {
		t.Errorf("inbox %v, done %v", inbox, done)
	}
	if status := p.Status(); status.Untouched != "" {
		t.Errorf("untouched: %s", status.Untouched)
	}
}

func moveTargetMissing(t *testing.T, b *bench) {
	p := b.poller(func(s *fetch.Settings) { s.After, s.MoveTo = fetch.Move, "Nowhere" })
	b.poll(p)
	b.append("INBOX", mail("precious"), day(0))
	b.poll(p)
	b.want("precious")
	if _, ok := b.view("INBOX")["precious"]; !ok {
		t.Error("the mail is gone from the inbox")
	}
	if status := p.Status(); !strings.Contains(status.Untouched, "Nowhere") || status.LastError != "" {
		t.Errorf("status = %+v", status)
	}
}

func leftAlone(t *testing.T, b *bench) {
	p := b.poller(func(s *fetch.Settings) { s.After = fetch.Nothing })
	b.poll(p)
	b.append("INBOX", mail("as it is"), day(0))
	b.poll(p)
	b.want("as it is")
	if flags := b.view("INBOX")["as it is"]; hasFlag(flags, fetch.Keyword) || hasFlag(flags, string(imap.FlagSeen)) {
		t.Errorf("flags: %v", flags)
	}
}

// leftoversTouched: a crash after the commit and before the flag.
func leftoversTouched(t *testing.T, b *bench) {
	b.append("INBOX", mail("before our time"), day(0))
	b.poll(b.poller())
	b.append("INBOX", mail("left over"), day(0))
	first := b.poller(func(s *fetch.Settings) { s.After = fetch.Nothing })
	b.poll(first)
	if flags := b.view("INBOX")["left over"]; hasFlag(flags, fetch.Keyword) {
		t.Fatalf("flags before: %v", flags)
	}
	b.poll(b.poller())
	seen := b.view("INBOX")
	if !hasFlag(seen["left over"], fetch.Keyword) {
		t.Error("the mail is still untouched")
	}
	if hasFlag(seen["before our time"], fetch.Keyword) {
		t.Error("a mail that was never received is flagged")
	}
	b.want("left over")
}
