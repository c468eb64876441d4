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
