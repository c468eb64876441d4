package jobs

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
	"goodword/mail/send"
)

// thankYousTo counts what a person got over the CEO's name, as the relay saw it.
func (o *office) thankYousTo(who string) (n int) {
	for _, l := range o.sent {
		if strings.HasPrefix(l.to, who+"@") && strings.Contains(l.head.Get("From"), "cora@") {
			n++
		}
	}
	return n
}

func (o *office) wantThankYous(who string, want int) {
	o.t.Helper()
	if n := o.thankYousTo(who); n != want {
		o.t.Errorf("%s got %d letters over the CEO's name, want %d", who, n, want)
	}
}

// TestUndoneWhileItWasTried: a thank-you that the relay put off is taken back
// and approved anew; the old one's job, when it comes, sends nothing.
func TestUndoneWhileItWasTried(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "Approved.")
	o.until("Mon 12:30")
	o.skip()
	o.fail = []send.Outcome{{Result: send.Temporary, Verb: send.Dot, Code: 451}}
	o.until("Mon 13:00")
	o.wantThankYous("nina", 0)
	old := int64(o.count("select id from letters where kind = 'thank_you'"))
	o.reply(request, "undo")
	o.reply(request, "edit: She is the calm in every storm.\napprove")
	o.wantState(1, recognition.Approved)
	o.clock = o.clock.Add(time.Hour)
	for range 2 {
		if err := o.desk.deliver(t.Context(), old); err != nil {
			t.Fatal(err)
		}
	}
	o.wantThankYous("nina", 0) // nobody announced the new one yet
	o.until("Tue 14:00")
	o.wantThankYous("nina", 1)
	if l, _ := o.last("nina", ""); !strings.Contains(l.flat(), "calm in every storm") {
		t.Errorf("what left is not what was approved:\n%s", l.text)
	}
	o.skip()
}

// TestAnAddressOfSomebodyElse: between approval and leaving the directory gives
// the nominee's address to another person, or the nominee another address.
func TestAnAddressOfSomebodyElse(t *testing.T) {
	t.Parallel()
	for name, change := range map[string][]string{
		"to another person": {"update people set address = 'nina.old@corp.example', active = false where address = 'nina@corp.example'",
			"update people set address = 'nina@corp.example' where address = 'nick@corp.example'"},
		"as an alias": {"update people set active = false where address = 'nina@corp.example'",
			"update people set aliases = '{nina@corp.example}' where address = 'nick@corp.example'"},
		"swapped": {"update people set address = 'x@corp.example' where address = 'nina@corp.example'",
			"update people set address = 'nina@corp.example' where address = 'nick@corp.example'", "update people set address = 'nick@corp.example' where address = 'x@corp.example'"},
		"outside": {"update people set address = 'nina@elsewhere.test' where address = 'nina@corp.example'"},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			_, request := nominated(o)
			o.reply(request, "Approved.")
			o.until("Mon 07:30")
			o.skip()
			for _, sql := range change {
				o.exec(sql)
			}
			o.until("Mon 16:00")
			for _, l := range o.sent {
				if strings.Contains(l.head.Get("From"), "cora@") {
					t.Errorf("a letter over the CEO's name went to %s", l.to)
				}
			}
			o.wantState(1, recognition.Stuck)
			o.skip()
		})
	}
}

// TestTheSameWordsTwice: one customer's mail, passed on by two colleagues from
// different programs and sent by the customer too, is one nomination and thanks once.
func TestTheSameWordsTwice(t *testing.T) {
	o := newOffice(t)
	const words = "Nina Okafor stayed two hours after her shift to find my passport. I will never forget that."
	o.forward("dana", "", customer, words)
	o.deliver("nominations", proven, "vera@corp.example", "To: "+nominations+"\r\nSubject: WG: Thank you\r\n",
		"Look at this!\n\n-----Original Message-----\nFrom: "+customer+"\nSent: Sunday, November 15, 2026 6:20 PM\nTo: desk@corp.example\nSubject: Thank you\n\n"+words+"\n")
	o.deliver("compliments", proven, customer, "To: "+compliments+"\r\nSubject: Thank you\r\n", words+"\n")
	for _, l := range o.sent {
		if strings.HasPrefix(l.to, "max@") && strings.Contains(l.subject(), "yes or no") {
			o.reply(l, "Approved.")
		}
	}
	o.until("Tue 14:00")
	o.wantThankYous("nina", 1)
	o.skip()
}

// TestNobodyStandsInForALeader: the CEO's delegate, who may approve in the CEO's
// place, commands nothing over the CEO's name, by the digest or by what is said back.
func TestNobodyStandsInForALeader(t *testing.T) {
	o := newLeaders(t)
	o.exec("update people set deputy_id = (select id from people where given = 'Vera') where given = 'Cora'")
	digest, _ := o.thanked()
	o.reply(digest, "thank 1: And greet your mother from me.")
	said := o.next("cora", "greet your mother")
	for i, try := range []string{"thank 1: You are fired.", "hold 1", "release 1", "resume", "undo", "approve 1"} {
		for _, to := range []sentLetter{digest, said} {
			id := o.replyAs(to, proven, "vera@corp.example", try)
			o.wantTaken(id, recognition.SetAside)
			if i == 0 {
				o.wantTaken(o.replyAs(to, proven, "nina@corp.example", "thank 1: Promoted, with my love."), recognition.SetAside)
			}
		}
	}
	o.none()
	o.advance(wordsRest)
	o.next("nina", "And greet your mother from me.")
	o.wantThankYous("nina", 2) // the thank-you, and the CEO's own words
	o.none()
}

// TestResolvedTwice: two operators, and a copy that comes back late, make no
// second thank-you of one that was sent again.
func TestResolvedTwice(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "Approved.")
	o.until("Mon 12:30")
	o.fail = []send.Outcome{{Result: send.Unknown, Verb: send.Dot}}
	o.until("Mon 13:00")
	o.wantState(1, recognition.Stuck)
	o.skip()
	var failed [2]error
	together(t, func() error { failed[0] = o.desk.Resolve(t.Context(), 1001, false, "operator ann"); return nil },
		func() error { failed[1] = o.second().Resolve(t.Context(), 1001, false, "operator bo"); return nil })
	if (failed[0] == nil) == (failed[1] == nil) {
		t.Errorf("two operators at once: %v, %v", failed[0], failed[1])
	}
	o.run()
	o.wantThankYous("nina", 1)
	o.wantState(1, recognition.Thanked)
	if err := o.desk.Resolve(t.Context(), 1001, true, "operator"); err == nil {
		t.Error("what was settled is settled again")
	}
	o.reply(request, "undo")
	o.wantState(1, recognition.Thanked)
	o.until("Wed 14:00")
	o.wantThankYous("nina", 1)
	o.skip()
}

// TestCapsHoldAcrossKinds: own words and thank-yous share the caps of the CEO's
// name, whichever of several processes sends them.
func TestCapsHoldAcrossKinds(t *testing.T) {
	o := newLeaders(t)
	other := o.second()
	digest, _ := o.thanked()
	o.desk.Settings.CEOPerHour, other.Settings.CEOPerHour = 2, 2
	for i := range 4 {
		o.reply(digest, fmt.Sprintf("thank 1: Once more, for the %d. time.", i+2))
	}
	o.skip()
	o.clock = o.clock.Add(wordsRest)
	var all []func() error
	for id := range int64(o.count("select max(id) from letters")) {
		desk := []*Desk{o.desk, other}[id%2]
		all = append(all, func() error { return desk.deliver(t.Context(), id+1) })
	}
	together(t, all...)
	if n := o.thankYousTo("nina"); n > 3 { // the thank-you, an hour and more ago, counts no more by the end
		t.Errorf("%d letters over the CEO's name left where two an hour may", n)
	}
	if n := o.count("select count(*) from letters where kind = 'own_words' and state = 'queued'"); n < 2 {
		t.Errorf("%d wait", n)
	}
	o.run()
	for range 20 {
		o.advance(15 * time.Minute)
	}
	o.wantThankYous("nina", 5)
	o.skip()
}
