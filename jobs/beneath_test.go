package jobs

import (
	"testing"
	"time"

	"goodword/internal/directory"
	"goodword/internal/recognition"
)

// rises makes Nina the manager of Max, who was asked about her, under Vera.
func rises(list []directory.Person) []directory.Person {
	for i := range list {
		switch list[i].Address {
		case "nina@corp.example":
			list[i].Manager = "vera@corp.example"
		case "max@corp.example":
			list[i].Manager = "nina@corp.example"
		}
	}
	return list
}

// Who is praised becomes the manager of who was asked: whoever would be asked
// today is, and the answer that comes all the same decides nothing.
func TestTheNomineeRisesAboveTheApprover(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	if _, err := o.importPeople(directory.Import{People: rises(staff()), Most: 50}); err != nil {
		t.Fatal(err)
	}
	fresh := o.next("vera", "Nina Okafor")
	silent(t, fresh, "has left the company")
	o.none()
	o.wantTaken(o.reply(request, "approve"), recognition.TakenAnswer)
	says(t, o.next("max", "Not done"), "for Vera Stone to say")
	o.wantState(1, recognition.Awaiting)
	o.reply(fresh, "approve")
	o.wantState(1, recognition.Approved)
	o.skip()
	if why := o.text("select detail from audit where what = 'request taken back'"); why != "max@corp.example is asked no more: the nominee is above them now" {
		t.Errorf("the audit log says %q", why)
	}
}

// The same where the lines changed by another way, and nobody looked since: the
// answer itself finds it out, by the request and by the weekly letter.
func TestAnAnswerFromBeneathTheNominee(t *testing.T) {
	for name, weekly := range map[string]bool{"the request": false, "the weekly letter": true} {
		t.Run(name, func(t *testing.T) {
			o := newManagers(t)
			o.until("Fri 09:00")
			_, to := nominated(o)
			said := "approve"
			if weekly {
				to, said = o.weekOf("max"), "approve 1"
				o.skip()
			}
			o.exec("update people set manager_id = (select manager_id from people where address = 'max@corp.example') where address = 'nina@corp.example'")
			o.exec("update people set manager_id = (select id from people where address = 'nina@corp.example') where address = 'max@corp.example'")
			o.reply(to, said)
			o.wantState(1, recognition.Awaiting)
			says(t, o.next("max", "Not done"), "to say")
			o.reply(o.next("vera", "Praise for Nina Okafor"), "approve")
			o.wantState(1, recognition.Approved)
			o.skip()
		})
	}
}

// Who was asked because the manager passed it on, or was away, stands where the
// manager stands; with somebody else asked, nobody new is.
func TestWhoStandsInBeneathTheNominee(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "delegate nick@corp.example")
	passed := o.next("nick", "Nina Okafor")
	o.skip()
	o.advance(time.Hour)
	if _, err := o.importPeople(directory.Import{People: rises(staff()), Most: 50}); err != nil {
		t.Fatal(err)
	}
	fresh := o.next("vera", "Nina Okafor")
	o.reply(passed, "approve")
	says(t, o.next("nick", "Not done"), "for Vera Stone to say")
	o.wantState(1, recognition.Awaiting)
	o.reply(fresh, "approve")
	o.wantState(1, recognition.Approved)
	o.skip()
}

// Whoever else moves keeps what waits for them, as do the leaders.
func TestAMoveThatLeavesTheApproverAbove(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.moved(map[string]func(*directory.Person){"nina": func(p *directory.Person) { p.Manager = "dana@corp.example" }})
	o.none()
	o.reply(request, "approve")
	o.wantState(1, recognition.Approved)
	o.skip()
}
