package jobs

import (
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
)

var turn = time.Date(2026, 11, 17, 0, 0, 0, 0, time.UTC)

// newTurn is an office where Pia is Chief People Officer until the turn, and
// another from then on.
func newTurn(t *testing.T, follows string) *office {
	o := newHearing(t)
	o.desk.Settings.CPOs = []recognition.Term{{Address: "pia@corp.example", Until: turn}, {Address: follows + "@corp.example", From: turn}}
	o.desk.Settings.CPO = ""
	return o
}

// turns lets the new term begin, with a tick and with the letters that say so.
func (o *office) turns(follows string) {
	o.t.Helper()
	o.skip()
	o.clock = turn
	o.advance(10 * time.Minute)
	o.next(follows, "You are Chief People Officer")
	o.next("pia", "decide nothing any more")
}

const (
	stillAsked = "select count(*)::int from asks where closed_at is null"
	herCar     = "drove a customer to the station in her own car when no taxi came, and stayed until the train left."
)

// TestNominatorBecomesChief: who becomes Chief People Officer is not asked about
// what they nominated themselves; the CEO is.
func TestNominatorBecomesChief(t *testing.T) {
	o := newTurn(t, "dana")
	o.join("hilda@corp.example", "Hilda Moor", "en", "front_line") // without a manager
	o.deliver("nominations", proven, "Dana Holt <dana@corp.example>", "To: "+nominations+"\r\nSubject: Praise\r\n", "I nominate Hilda Moor: she "+herCar)
	request := o.next("pia", "Hilda Moor")
	o.turns("dana")
	o.none()
	o.wantTaken(o.reply(request, "approve"), recognition.SetAside)
	o.wantTaken(o.replyAs(request, proven, "dana@corp.example", "approve"), recognition.SetAside)
	o.wantState(1, recognition.Awaiting)
	o.skip()
	o.until("Tue 07:30")
	digest := o.next("cora", "Hilda Moor")
	o.skip()
	o.clock = o.clock.Add(10 * time.Minute)
	o.reply(digest, "approve 1")
	o.wantState(1, recognition.Thanked)
}

// TestNominatorBecomesChiefAlone: where nobody else may approve, nobody is asked,
// nor reminded, and it lapses.
func TestNominatorBecomesChiefAlone(t *testing.T) {
	o := newTurn(t, "dana")
	o.deliver("nominations", proven, "Dana Holt <dana@corp.example>", "To: "+nominations+"\r\nSubject: Praise\r\n", "I nominate Cora Falk: she "+herCar)
	o.next("pia", "Cora Falk")
	o.turns("dana")
	o.none()
	if n := o.count(stillAsked); n != 0 {
		t.Errorf("%d are asked", n)
	}
	o.wantState(1, recognition.Awaiting)
	for range 28 {
		o.advance(24 * time.Hour)
	}
	o.wantState(1, recognition.Lapsed)
	if left := o.left(); strings.Contains(left, "to pia@") {
		t.Error(left)
	}
}

// TestNomineeBecomesChief: who becomes Chief People Officer never gets the request
// about themselves.
func TestNomineeBecomesChief(t *testing.T) {
	o := newTurn(t, "hilda")
	o.join("hilda@corp.example", "Hilda Moor", "en", "front_line")
	o.deliver("compliments", proven, "Ben Low <ben@customer.test>", "To: "+compliments+"\r\nSubject: Thank you\r\n",
		"I want to thank Hilda Moor herself, who drove my mother to the station when no taxi came.")
	request := o.next("pia", "drove my mother")
	o.turns("hilda")
	o.none()
	o.wantTaken(o.reply(request, "approve"), recognition.SetAside)
	o.wantState(1, recognition.Awaiting)
	if who := o.text("select p.given from asks a join people p on p.id = a.person_id where a.closed_at is null"); who != "Cora" {
		t.Errorf("%s is asked", who)
	}
	o.skip()
	o.until("Tue 07:30")
	digest := o.next("cora", "drove my mother")
	if n := o.count("select count(*)::int from letters l join people p on p.id = l.person_id where l.kind = 'request' and p.given = 'Hilda'"); n != 0 {
		t.Error("they are asked about themselves")
	}
	o.skip()
	o.clock = o.clock.Add(10 * time.Minute)
	o.reply(digest, "approve 1")
	o.next("hilda", "drove my mother")
	o.wantState(1, recognition.Thanked)
}

// TestChiefAskedAlready: where who follows is asked already, as the manager, the
// former's request is closed all the same, and nobody is asked twice.
func TestChiefAskedAlready(t *testing.T) {
	o := newTurn(t, "max")
	o.deliver("compliments", proven, customer, "To: "+compliments+"\r\nSubject: Thank you\r\n", herWords)
	request := o.next("max", herWords[:20])
	o.exec("insert into asks (nomination_id, person_id, why, asked_at) select n.id, p.id, 'cpo', $1 from nominations n, people p where p.given = 'Pia'", o.clock)
	o.turns("max")
	o.none()
	if who := o.text("select string_agg(p.given, ' ') from asks a join people p on p.id = a.person_id where a.closed_at is null"); who != "Max" {
		t.Errorf("%s are asked", who)
	}
	o.reply(request, "approve")
	o.wantState(1, recognition.Thanked)
}

// TestChiefOfAnotherSite: who gives a site up decides nothing about it any more,
// though they stay Chief People Officer of another.
func TestChiefOfAnotherSite(t *testing.T) {
	o := newHearing(t)
	o.desk.Settings.CPOs = []recognition.Term{{Address: "pia@corp.example"}, {Address: "dana@corp.example", Sites: []string{"Leeds"}, Until: turn},
		{Address: "dana@corp.example", Sites: []string{"Lyon"}}}
	o.desk.Settings.CPO = ""
	o.deliver("compliments", proven, "Ben Low <ben@customer.test>", "To: "+compliments+"\r\nSubject: Thank you\r\n", menWords)
	request := o.next("dana", "Cora Falk")
	o.skip()
	o.clock = turn
	o.wantTaken(o.reply(request, "approve"), recognition.SetAside) // before anything was passed on
	o.skip()
	o.advance(10 * time.Minute)
	anew := o.next("pia", "her own car")
	o.skip()
	o.wantTaken(o.reply(request, "approve"), recognition.SetAside)
	o.wantState(1, recognition.Awaiting)
	o.reply(anew, "approve")
	o.wantState(1, recognition.Thanked)
}

// TestTermReturns: who stood in for a while passes back what waits.
func TestTermReturns(t *testing.T) {
	o := newTurn(t, "dana")
	back := turn.AddDate(0, 0, 2)
	o.desk.Settings.CPOs[1].Until = back
	o.desk.Settings.CPOs = append(o.desk.Settings.CPOs, recognition.Term{Address: "pia@corp.example", From: back})
	o.deliver("compliments", proven, "Ben Low <ben@customer.test>", "To: "+compliments+"\r\nSubject: Thank you\r\n", menWords)
	o.next("pia", "Cora Falk")
	o.turns("dana")
	o.next("dana", "her own car")
	o.skip()
	o.clock = back
	o.advance(10 * time.Minute)
	anew := o.next("pia", "her own car")
	o.skip()
	o.reply(anew, "approve")
	o.wantState(1, recognition.Thanked)
}

// TestHandoverUntold: what cannot be told keeps nothing from being passed on.
func TestHandoverUntold(t *testing.T) {
	o := newTurn(t, "dana")
	o.deliver("compliments", proven, "Ben Low <ben@customer.test>", "To: "+compliments+"\r\nSubject: Thank you\r\n", menWords)
	o.next("pia", "Cora Falk")
	o.skip()
	o.exec("alter table occasions add constraint untold check (kind <> 'handover')")
	o.clock = turn.Add(10 * time.Minute)
	if err := o.desk.handOver(t.Context()); err == nil {
		t.Error("the trouble is not told")
	}
	o.run()
	o.next("dana", "her own car")
	o.none()
	o.exec("alter table occasions drop constraint untold")
	o.advance(10 * time.Minute)
	o.next("dana", "You are Chief People Officer")
}

// TestPartial: no decision of the nominee counts, and the nominator's only where
// they were asked to confirm.
func TestPartial(t *testing.T) {
	nominee, nominator := int64(1), int64(2)
	n := store.Nomination{NomineeID: &nominee, NominatorID: &nominator}
	for _, c := range []struct {
		asked, sender int64
		confirm, may  bool
	}{{3, 3, false, true}, {3, 4, false, true}, {3, 1, false, false}, {1, 1, true, false}, {3, 2, false, false}, {3, 2, true, false}, {2, 2, false, false}, {2, 2, true, true}} {
		if why := partial(&n, store.Ask{PersonID: c.asked, Confirmation: c.confirm}, c.sender); (why == "") != c.may {
			t.Errorf("asked %d, answered by %d, to confirm %t: %q", c.asked, c.sender, c.confirm, why)
		}
	}
}
