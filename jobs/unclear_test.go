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

// onlyNamed names Nina, and may praise somebody else.
const onlyNamed = "Nina Okafor carried it up on her own because her mate was ill and still had time to take the packaging away. My husband laughed."

// TestOneMayBeMeant: where one person may be meant, the question names them, and yes is an answer.
func TestOneMayBeMeant(t *testing.T) {
	for words, state := range map[string]recognition.State{
		"yes":                 recognition.Awaiting,
		"Yes, Nina.":          recognition.Awaiting,
		"1":                   recognition.Awaiting,
		"Yes, thank you!":     recognition.Awaiting,
		"No.":                 recognition.Unclear,
		"I think so":          recognition.Unclear,
		"Yes, well done nick": recognition.Unclear,
		"yes, but ask Max":    recognition.Unclear,
	} {
		t.Run(words, func(t *testing.T) {
			o := newOffice(t)
			o.until("Tue 09:00")
			o.forward("dana", "Lovely mail.", happy, onlyNamed)
			question := o.next("dana", "seem to be about Nina Okafor")
			says(t, question, "is it Nina?", "Reply with: yes")
			o.reply(question, words)
			o.wantState(1, state)
			o.skip()
		})
	}
}

// TestChiefConfirms: the Chief People Officer's letter names who may be meant, and a yes by number is enough.
func TestChiefConfirms(t *testing.T) {
	o := newOffice(t)
	o.until("Tue 09:00")
	o.deliver("compliments", proven, customer, "To: "+compliments+"\r\nSubject: Thank you\r\n", onlyNamed)
	o.deliver("compliments", proven, customer, "To: "+compliments+"\r\nSubject: Thanks\r\n", "Thank you so much, the lady at the desk was wonderful to us.")
	o.until("Wed 07:40")
	letter := o.next("pia", "Who is meant?")
	says(t, letter, "may mean Nina Okafor", "1: nina@corp.example", "names nobody we know")
	o.skip()
	o.reply(letter, "1 yes\n2 yes")
	o.wantState(1, recognition.Awaiting)
	o.wantState(2, recognition.Unclear)
	says(t, o.next("pia", "Understood"), "Nina Okafor is meant", "Not done: approve 2")
	o.next("max", "Nina Okafor")
	o.skip()
}
