package jobs

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/send"
)

func TestTheCPOLeavesOneOut(t *testing.T) {
	o := newOffice(t)
	o.deliver("compliments", forged, "Tom <tom@customer.test>", "To: "+compliments+"\r\nSubject: Great\r\n", "Somebody of yours was wonderful to my mother last night. Thank you so much.")
	o.until("Mon 07:30")
	letter := o.next("pia", "skip 1")
	o.reply(letter, "skip 1") // as its button says
	o.next("pia", "left out")
	o.wantState(1, recognition.Lapsed)
	o.skip()
}

// TestAReportOvertakesTheOutcome: a bounce proves that the relay took a letter
// of which nobody knows.
func TestAReportOvertakesTheOutcome(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "Approved")
	o.until("Mon 12:50")
	o.skip()
	o.fail = []send.Outcome{{Result: send.Unknown, Verb: send.Dot}}
	o.until("Mon 13:00")
	o.wantState(1, recognition.Stuck)
	o.skip()
	var raw []byte
	if err := o.desk.Pool.QueryRow(t.Context(), "select raw from letters where kind = 'thank_you'").Scan(&raw); err != nil {
		t.Fatal(err)
	}
	_, back, _ := strings.Cut(string(raw), returnHeader+": ")
	back, _, _ = strings.Cut(back, "\r\n")
	o.wantTaken(o.put("nominations", bounceOf(sentLetter{from: back, to: "nina@corp.example"})), recognition.TakenBounce)
	o.wantState(1, recognition.Stuck)
	if state := o.letterState(int64(o.count("select id from letters where kind = 'thank_you'"))); state != "bounced" {
		t.Errorf("the letter is %s", state)
	}
	if err := o.desk.Resolve(t.Context(), 1001, true, "operator"); err == nil {
		t.Error("what came back was not sent")
	}
	if err := o.desk.Resolve(t.Context(), 1001, false, "operator"); err != nil {
		t.Fatal(err)
	}
	if err := o.desk.Resolve(t.Context(), 1001, false, "operator"); err == nil {
		t.Error("a second thank-you was promised while the first is on its way")
	}
	o.run()
	o.wantState(1, recognition.Thanked)
	o.skip()
}

// TestAWaitingLetterIsOvertaken: a request that waits to be sent again is not
// sent once its question is settled.
func TestAWaitingLetterIsOvertaken(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.until("Wed 06:50")
	o.skip()
	o.fail = []send.Outcome{{Result: send.Temporary, Code: 451}}
	o.until("Wed 07:00")
	o.none() // the reminder waits
	o.reply(request, "Approved.")
	o.skip()
	o.advance(10 * time.Minute)
	for _, l := range o.sent[o.taken:] {
		if strings.Contains(l.subject(), "Still waiting") {
			t.Error("a reminder of a question that is settled")
		}
	}
	o.skip()
}

func TestWhoIsToldWhenItLeavesAtOnce(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.VetoWindow = 0
	_, request := nominated(o)
	o.reply(request, "Approved.")
	if told := o.next("dana", "approved your words"); strings.Contains(told.flat(), "after the next daily letter") {
		t.Errorf("it does not wait for a letter:\n%s", told.text)
	}
	o.skip()
}

// TestReadmit: what a person brings back is read by the same rules, but not
// set aside again for the one reason that the person overruled.
func TestReadmit(t *testing.T) {
	o := newOffice(t)
	mail := func(head, from string) int64 {
		return o.deliver("nominations", head, from, "To: "+nominations+"\r\nSubject: Nina\r\n", fmt.Sprintf("for: nina@corp.example\n\nShe found ring number %d in the drain and brought it to the station.", o.uid))
	}
	again := func(id int64, want recognition.Disposition) {
		t.Helper()
		o.wantTaken(id, recognition.SetAside)
		if err := o.desk.Readmit(t.Context(), id, "operator"); err != nil {
			t.Fatal(err)
		}
		o.run()
		o.wantTaken(id, want)
	}
	again(mail("X-Spam-Flag: YES\r\n"+proven, "dana@corp.example"), recognition.TakenNomination)
	again(mail(strings.Repeat("Received: from a.test by b.test; Mon, 16 Nov 2026 07:00:00 +0000\r\n", 51)+proven, "dana@corp.example"), recognition.TakenNomination)
	again(mail(forged, "dana@corp.example"), recognition.TakenNomination)
	again(mail(send.MarkHeader+": letter-1\r\n"+proven, "dana@corp.example"), recognition.SetAside)
	again(mail(proven, "somebody@elsewhere.test"), recognition.SetAside)
	again(mail(proven+"From: max@corp.example\r\n", "dana@corp.example"), recognition.SetAside)
	unknown := mail(proven, "new@corp.example")
	o.exec("insert into people (address, name, language) values ('new@corp.example', 'New One', 'en')")
	again(unknown, recognition.TakenNomination)
	_, request := nominated(o)
	again(o.replyAs(request, "", "max@corp.example", "Approved."), recognition.SetAside)
	o.skip()

	old := mail(forged, "dana@corp.example")
	o.advance(401 * 24 * time.Hour)
	if err := o.desk.Readmit(t.Context(), old, "operator"); err == nil {
		t.Error("a mail was brought back whose bytes are forgotten")
	}
	o.skip()
}

// TestClockSteps: a clock a day ahead or back gives no second digest of a date.
func TestClockSteps(t *testing.T) {
	o := newOffice(t)
	nominated(o)
	for _, step := range []time.Duration{time.Hour, 24 * time.Hour, -24 * time.Hour, -24 * time.Hour, 48 * time.Hour, time.Hour} {
		o.advance(step)
	}
	if n := o.count("select count(*) - count(distinct slot) from letters where kind = 'digest'"); n != 0 {
		t.Errorf("%d digests too many", n)
	}
	o.skip()
}

// TestNumbersStay: the number of an item stays for 14 days, whichever letter is answered.
func TestNumbersStay(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "Approved")
	o.until("Mon 07:30")
	first := o.next("cora", "Nina")
	o.reply(first, "hold 1")
	o.skip()
	o.forward("dana", "for: vera@corp.example", "Zoe <zoe@customer.test>", "Vera Stone answered me on a Sunday and solved it within the hour. Outstanding.")
	for range 8 {
		o.until("Tue 08:00")
		o.until("Mon 08:00")
	}
	last := o.sent[len(o.sent)-1]
	for i := len(o.sent) - 1; last.to != "cora@corp.example"; i-- {
		last = o.sent[i]
	}
	o.skip()
	o.wantTaken(o.reply(first, "release 1"), recognition.SetAside) // that letter is too old
	o.wantState(1, recognition.Held)
	o.reply(last, "release 1")
	o.wantState(1, recognition.Thanked)
	o.skip()
}

// TestCaps: what leaves over the CEO's name stays below the cap, and all leave in the end.
func TestCaps(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.CEOPerHour, o.desk.Settings.CEOPerDay = 2, 3
	for i := range 5 {
		o.forward("dana", "", fmt.Sprintf("Ruth <ruth%d@customer.test>", i), herWords)
		o.reply(o.sent[len(o.sent)-2], "Approved.")
		o.reply(o.sent[len(o.sent)-1], "Approved.")
	}
	thanked := func() int { return o.count("select count(*) from nominations where state = 'thanked'") }
	o.until("Mon 13:00")
	if n := thanked(); n != 2 {
		t.Errorf("%d within the hour, the cap is 2", n)
	}
	o.until("Mon 20:00")
	if n := thanked(); n != 3 {
		t.Errorf("%d within the day, the cap is 3", n)
	}
	o.until("Wed 07:00")
	if n := thanked(); n != 5 {
		t.Errorf("%d in the end, want 5", n)
	}
	o.skip()
}

// TestChainOfDelegates: to the nominee, the nominator and oneself never; back again always.
func TestChainOfDelegates(t *testing.T) {
	o := newOffice(t)
	o.exec("update people set active = false where address = 'otto@corp.example'")
	_, request := nominated(o)
	for _, to := range []string{"nina@corp.example", "dana@corp.example", "max@corp.example", "otto@corp.example", "nobody@corp.example"} {
		o.reply(request, "delegate "+to)
		o.next("max", "Not done")
		o.none()
	}
	o.reply(request, "delegate nick@corp.example")
	passed := o.next("nick", "two hours")
	o.skip()
	o.reply(passed, "delegate max@corp.example") // as the letter says
	back := o.next("max", "two hours")
	o.skip()
	o.wantTaken(o.reply(passed, "approve"), recognition.TakenAnswer)
	o.wantState(1, recognition.Awaiting)
	o.skip()
	o.wantTaken(o.reply(back, "approve"), recognition.TakenDecision)
	o.wantState(1, recognition.Approved)
	o.skip()
}

// TestDatabaseTroubleIsNotTheMailsFault: a mail is not set aside for a deadlock.
func TestDatabaseTroubleIsNotTheMailsFault(t *testing.T) {
	o := newOffice(t)
	o.exec(`create function fail() returns trigger language plpgsql as $$ begin raise exception 'full' using errcode = '53100'; end $$`)
	o.exec(`create trigger fail before insert on nominations for each row execute function fail()`)
	id := o.stored(fmt.Sprintf(proven, "corp.example") + "From: dana@corp.example\r\nTo: " + nominations + "\r\nMessage-ID: <x@corp.example>\r\n\r\nfor: nina@corp.example\n\nShe was great, thank you.\r\n")
	o.pending = nil
	for range mostFailures + 1 {
		if err := o.desk.read(t.Context(), id); err == nil {
			t.Fatal("reading did not fail")
		}
	}
	o.wantTaken(id, "unread")
	o.exec("drop trigger fail on nominations")
	if err := o.desk.read(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	o.run()
	o.wantTaken(id, recognition.TakenNomination)
	o.skip()
	if err := store.InTx(t.Context(), o.desk.Pool, func(tx store.Tx) error { _, err := store.VerifyAudit(t.Context(), tx); return err }); err != nil {
		t.Error(err)
	}
}

// TestTheNextLevelToo: a manager who nominates confirms, and from the level set
// the next level is asked too, never the manager's own delegate.
func TestTheNextLevelToo(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.NextLevelFrom = recognition.WellDone
	o.exec("update people set deputy_id = (select id from people where address = 'nick@corp.example') where address = 'max@corp.example'")
	o.forward("max", "", customer, herWords)
	o.reply(o.next("max", "two hours"), "approve")
	o.wantState(1, recognition.Awaiting)
	second := o.next("vera", "two hours")
	if told := o.next("max", "Understood"); strings.Contains(told.text, "Approved") || !strings.Contains(told.text, "Vera") {
		t.Errorf("it is not approved yet:\n%s", told.text)
	}
	o.skip()
	o.reply(second, "approve")
	o.wantState(1, recognition.Approved)
	o.skip()
}

// TestTwoApproversAtOnce: the first decision counts, and both are told.
func TestTwoApproversAtOnce(t *testing.T) {
	o := newOffice(t)
	other := o.second()
	_, request := nominated(o)
	o.until("Fri 07:00")
	vera := o.next("vera", "two hours")
	o.skip()
	yes, no := o.stored(answerTo(request, "max@corp.example", "yes", "Approved.")), o.stored(answerTo(vera, "vera@corp.example", "no", "Decline: not hers."))
	o.pending = nil
	together(t, func() error { return o.desk.read(t.Context(), yes) }, func() error { return other.read(t.Context(), no) })
	o.run()
	if n := o.count("select count(*) from decisions"); n != 1 {
		t.Errorf("%d decisions", n)
	}
	o.next("max", "")
	o.next("vera", "")
	o.next("dana", "")
	o.skip()
}
