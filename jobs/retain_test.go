package jobs

import (
	"strings"
	"testing"
	"time"
)

// passes lets days go by without anybody at work, and ticks a few times at the end.
func (o *office) passes(days int) {
	o.t.Helper()
	o.clock = o.clock.AddDate(0, 0, days)
	for range 3 {
		o.advance(time.Minute)
	}
	o.skip()
}

// TestRetention: each thing goes when its time has come, and not before.
func TestRetention(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.RetainMailboxes = []string{"nominations"}
	o.known()
	bytes := "select count(*)::int from letters where raw is not null and kind = "
	if o.count(bytes+"'thank_you'") == 0 || o.count(bytes+"'digest'") == 0 {
		t.Fatal("there is nothing to forget")
	}
	o.passes(2)
	if n := o.count("select count(*)::int from letters l join nominations n on n.id = l.nomination_id where l.raw is not null and n.state = 'thanked' and l.kind = 'outcome'"); n != 0 {
		t.Errorf("the bytes of %d letters to nominators are kept whose nomination has ended", n)
	}
	if n := o.count(bytes + "'service'"); n != 0 {
		t.Errorf("the bytes of %d letters that ask nothing are kept", n)
	}
	if o.count(bytes+"'digest'") == 0 || o.count(bytes+"'thank_you'") == 0 {
		t.Error("the bytes of a letter that may still be answered are gone")
	}
	o.passes(20)
	if n := o.count("select count(*)::int from letters where raw is not null and kind = 'digest' and bytes_until < '" + o.clock.AddDate(0, 0, -1).Format(time.DateOnly) + "'"); n != 0 {
		t.Errorf("the bytes of %d digests are kept that nobody can answer", n)
	}
	o.passes(60)
	if n := o.count(bytes + "'thank_you'"); n != 0 {
		t.Errorf("the bytes of %d thank-yous are kept", n)
	}
	for _, stays := range []string{tom, "blue hat", "wilma stern", "lift at your bridge"} {
		if len(o.holding(stays)) == 0 {
			t.Errorf("%q went before its time", stays)
		}
	}
	o.passes(340)
	for _, place := range o.holding("lift at your bridge") {
		t.Errorf("after 400 days, %s", place)
	}
	for _, place := range o.holding(tom, "wilma", "blue hat") {
		if !strings.HasPrefix(place, "nominations.") {
			t.Errorf("after 400 days, %s", place)
		}
	}
	if len(o.holding("blue hat")) == 0 {
		t.Error("a nomination's words went before their time")
	}
	if o.count("select count(*)::int from inbound where expunge_at is not null and mailbox = 'nominations'") == 0 ||
		o.count("select count(*)::int from inbound where expunge_at is not null and mailbox <> 'nominations'") != 0 {
		t.Error("old mails are to be removed from the mailboxes that the settings name")
	}
	o.passes(3 * 365)
	for _, place := range o.holding(tom, "wilma", "blue hat", "she is wonderful like that", "ring in the drain") {
		t.Errorf("after three years, %s", place)
	}
	if n := o.count("select count(*)::int from audit where happened_at < '" + o.clock.AddDate(-3, 0, -1).Format(time.DateOnly) + "' and (who <> '' or detail <> '')"); n != 0 {
		t.Errorf("%d old entries of the audit log are not sealed", n)
	}
}
