package jobs

import (
	"testing"

	"goodword/internal/recognition"
)

// TestUndoTakesAlsoBack: one mail approved two, and its undo takes both back; each is asked about again.
func TestUndoTakesAlsoBack(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "also nick@corp.example\n\nApproved.")
	o.wantState(1, recognition.Approved)
	o.wantState(2, recognition.Approved)
	o.skip()
	o.wantTaken(o.reply(request, "undo"), recognition.TakenDecision)
	o.wantState(1, recognition.Awaiting)
	o.wantState(2, recognition.Awaiting)
	again := o.next("max", "Nick") // the question that was never asked apart
	o.next("dana", "Nick")
	o.next("dana", "Nina")
	o.next("max", "Nina Okafor and Nick Tanner is taken back")
	o.none()
	o.wantTaken(o.reply(again, "approve"), recognition.TakenDecision)
	o.wantState(1, recognition.Awaiting)
	o.wantState(2, recognition.Approved)
}

// TestUndoLeavesOtherAnswersOfTheMail: what the same mail answered by number, about
// another mail's praise, is not taken back with it.
func TestUndoLeavesOtherAnswersOfTheMail(t *testing.T) {
	o := newManagers(t)
	o.until("Fri 09:00")
	o.forward("dana", "for: nina@corp.example", happy, "Nina stayed an hour longer to find our luggage. She was wonderful.")
	request := o.next("max", "Nina Okafor")
	o.forward("dana", "for: nick@corp.example", happy, "Nick carried our bags up the stairs. Thank you so much, what a kind man.")
	week := o.weekOf("max")
	o.reply(week, "approve 1\ndecline 2: that was the porter of the house next door")
	o.wantState(1, recognition.Approved)
	o.wantState(2, recognition.Declined)
	o.skip()
	o.wantTaken(o.reply(request, "undo"), recognition.TakenDecision)
	o.wantState(1, recognition.Awaiting)
	o.wantState(2, recognition.Declined)
	o.next("max", "is taken back")
	o.next("dana", "Nina")
	o.none()
}

// TestTakenBackInOtherWords: while the thank-you waits, a stop, a mistake or a refusal takes
// the approval back as undo does; thanks and questions do not, and nobody else's words.
func TestTakenBackInOtherWords(t *testing.T) {
	for words, back := range map[string]bool{
		"Oh no, please don't send this, I mixed up the names.": true,
		"Stop!":                             true,
		"Undo. That was the wrong person":   true,
		"No, decline. It was another Nina.": true,
		"Rückgängig, falsche Person":        true,
		"Thanks, she is great!":             false,
		"No problem, happy to help":         false,
		"When does it go out?":              false,
	} {
		t.Run(words, func(t *testing.T) {
			o := newOffice(t)
			_, request := nominated(o)
			o.reply(request, "Approved")
			understood := o.next("max", "")
			o.skip()
			o.replyAs(understood, "", "zoe@corp.example", "Stop!")
			o.wantState(1, recognition.Approved)
			o.skip()
			o.reply(understood, words)
			if !back {
				o.wantState(1, recognition.Approved)
				return
			}
			o.wantState(1, recognition.Awaiting)
			again := o.next("max", "")
			o.skip()
			o.until("Mon 13:00")
			o.wantState(1, recognition.Awaiting)
			o.reply(again, "Approved.")
			o.wantState(1, recognition.Approved)
		})
	}
}

// TestUndoOfWhatIsHeld: an approval can be taken back while the CEO holds the thank-you, for it
// has not left; given anew, it ends no hold. Of another nominee nothing is held.
func TestUndoOfWhatIsHeld(t *testing.T) {
	for nominee, state := range map[string]recognition.State{"Nina": recognition.Held, "Nick": recognition.Approved} {
		t.Run(nominee, func(t *testing.T) {
			o := newOffice(t)
			_, request := nominated(o)
			o.reply(request, "Approved.")
			o.skip()
			o.until("Mon 07:30")
			o.reply(o.next("cora", "Nina"), "hold 1")
			o.skip()
			o.wantTaken(o.reply(request, "Stop, that was the wrong person!"), recognition.TakenDecision)
			o.wantState(1, recognition.Awaiting)
			o.next("max", "taken back")
			o.skip()
			if nominee != "Nina" {
				o.reply(request, "not nina@corp.example, nick@corp.example")
				o.next("max", "Not Nina")
				request = o.next("max", "Nick")
			}
			o.reply(request, "Approved.")
			o.wantState(1, state)
			o.skip()
			o.until("Tue 07:30")
			digest := o.next("cora", nominee)
			o.skip()
			o.until("Tue 16:00")
			if state == recognition.Approved {
				o.wantState(1, recognition.Thanked)
				o.skip()
				return
			}
			o.wantState(1, recognition.Held)
			o.none()
			o.reply(digest, "release 1")
			o.wantState(1, recognition.Thanked)
			o.next("nina", "")
			o.skip()
		})
	}
}
