package jobs

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
	"goodword/mail/send"
)

// TestStatement: once a month the CEO is told what was sent in their name, by
// whom it was approved, and the head of the audit log.
func TestStatement(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "Approved")
	o.forward("dana", "for: nick@corp.example", "Wilma Stern <wilma@other.test>", "Nick Tanner found my ring in the drain and brought it to the station himself.")
	o.reply(o.next("max", "ring in the drain"), "Approve")
	o.until("Mon 12:50")
	o.fail = []send.Outcome{{Result: send.Refused, Verb: send.Rcpt, Code: 550, Text: "no such person"}}
	o.until("Mon 13:00")
	if _, err := o.desk.SetPause(t.Context(), "operator", true); err != nil {
		t.Fatal(err)
	}
	o.skip()
	o.clock = time.Date(2026, 12, 1, 7, 20, 0, 0, time.UTC)
	o.advance(0)
	o.skip()
	o.advance(10 * time.Minute)
	letter := o.next("cora", "Sent in your name in November 2026")
	for _, has := range []string{"Nina Okafor", "Nick Tanner", "approved by Max Reid", "GW-1001", "refused", "Sent: 1", "Refused: 1", "Times paused: 1", "Nothing leaves in your name"} {
		if !strings.Contains(letter.flat(), has) {
			t.Errorf("%q is missing:\n%s", has, letter.text)
		}
	}
	for _, not := range []string{"Ruth", "Wilma", "passport", "ring in"} {
		if strings.Contains(letter.flat(), not) {
			t.Errorf("it names a customer, or their words: %q", not)
		}
	}
	_, after, _ := strings.Cut(letter.flat(), "Audit head: ")
	head, _, _ := strings.Cut(after, ",")
	if o.count("select count(*)::int from audit where encode(hash, 'hex') = '"+head+"'") != 1 {
		t.Errorf("%q is no head of the audit log", head)
	}
	o.skip()
	o.until("Fri 07:30")
	for _, l := range o.sent[o.taken:] {
		if strings.Contains(l.subject(), "in your name in") {
			t.Error("a second statement in a month")
		}
	}
	o.skip()
	o.clock = time.Date(2027, 1, 1, 7, 40, 0, 0, time.UTC) // a Friday
	o.advance(0)
	o.next("cora", "Nothing was sent in your name in December 2026")
	o.skip()
}

// TestNoStatementBeforeTheBeginning: a company that begins in a month hears
// nothing about the month before.
func TestNoStatementBeforeTheBeginning(t *testing.T) {
	o := newOffice(t)
	o.until("Mon 07:30")
	nominated(o)
	o.advance(24 * time.Hour)
	for _, l := range o.sent {
		if strings.Contains(l.subject(), "in your name in") {
			t.Errorf("a statement: %s", l.subject())
		}
	}
	if o.count("select count(*)::int from occasions where kind = 'statement' and period = '2026-10' and letter_id is null") != 1 {
		t.Error("the month is not decided on")
	}
	o.skip()
}

// TestStatementOfMany: what does not fit on a page is in a table attached.
func TestStatementOfMany(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.VetoWindow = 0
	for i := range statementPage + 2 {
		o.forward("dana", "for: nina@corp.example", fmt.Sprintf("Guest %d <guest%d@other.test>", i, i), fmt.Sprintf("Nina Okafor carried suitcase number %d up all of the stairs for me.", i))
		o.reply(o.next("max", fmt.Sprintf("suitcase number %d ", i)), "Approved")
		o.skip()
		o.advance(10 * time.Minute)
	}
	o.skip()
	o.wantState(statementPage+2, recognition.Thanked)
	o.clock = time.Date(2026, 12, 1, 7, 40, 0, 0, time.UTC)
	o.advance(0)
	letter := o.next("cora", "Sent in your name in November 2026")
	if !strings.Contains(letter.flat(), "2 more letters are in the table attached") {
		t.Errorf("no table is named:\n%s", letter.text)
	}
	raw := string(letter.raw)
	if !strings.Contains(raw, `sent-in-your-name-2026-11.csv`) || !strings.Contains(raw, "text/csv") {
		t.Errorf("no table is attached:\n%.2000s", raw)
	}
	o.skip()
}
