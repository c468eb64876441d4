package jobs

import (
	"testing"

	"goodword/internal/recognition"
)

// A second answer that is not plain is asked back no more, and is not lost: the
// operator and the Chief People Officer see it set aside, the digest and the
// manager's weekly letter say that the nomination waits, and reminder and
// escalation come as if nobody had answered.
func TestTheSecondUnclearAnswer(t *testing.T) {
	o := newManagers(t)
	_, request := nominated(o)
	o.wantTaken(o.reply(request, "Hm, let me think about it."), recognition.TakenAnswer)
	o.next("max", "Nina")
	o.none()
	o.wantTaken(o.reply(request, "Hm, I am still thinking about it."), recognition.SetAside)
	o.none()
	if why := o.text("select reason from inbound where disposition = 'set_aside'"); why == "" {
		t.Error("set aside without a reason")
	}
	o.until("Tue 07:30")
	says(t, o.next("cora", "good words"), "Waits for others", "Max Reid: praise for Nina Okafor")
	o.skip()
	o.until("Wed 09:00")
	o.next("max", "Nina Okafor") // the reminder
	o.skip()
	o.until("Fri 09:00")
	o.next("vera", "Nina Okafor") // the escalation
	o.skip()
	says(t, o.weekOf("max"), "waits for you", "Nina Okafor")
	o.skip()
}

// An approval that praises somebody the nomination does not hold, and not the nominee,
// may be meant for another; the nominee, who nominated and the customer may be named.
func TestApprovalThatNamesAnother(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.wantTaken(o.reply(request, "Approved, well done Ahmed!"), recognition.TakenAnswer)
	o.next("max", "Nina")
	o.wantState(1, recognition.Awaiting)
	o.wantTaken(o.reply(request, "Approved, well done, and thank you Dana!"), recognition.TakenDecision)
	o.wantState(1, recognition.Approved)
	o.skip()
}

// A colleague's given name is known for one at the beginning of a sentence and in German, too;
// those who may be meant by the names of the nomination are nobody else.
func TestApprovalThatNamesAColleague(t *testing.T) {
	for said, want := range map[string]recognition.State{
		"Approved. Nick's work was outstanding.":             recognition.Awaiting,
		"Approved - Otto is a star":                          recognition.Awaiting,
		"Genehmigt, Otto hat das toll gemacht.":              recognition.Awaiting,
		"Approved. Nina and Nick were great that night.":     recognition.Approved,
		"Approved. Lovely, and thank you Dana!":              recognition.Approved,
		"Approved. Thank you, this is lovely.\n\nBest,\nMax": recognition.Approved,
	} {
		t.Run(said, func(t *testing.T) {
			o := newOffice(t)
			_, request := nominated(o)
			o.reply(request, said)
			o.wantState(1, want)
			o.skip()
		})
	}
}
