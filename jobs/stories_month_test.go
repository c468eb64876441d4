package jobs

import (
	"testing"
	"time"

	"goodword/internal/recognition"
)

// TestMonthAsks: whoever did not answer the thank-you's question is asked once more
// by the monthly letter, by number; a yes to one is none to the other, and a no
// takes it back.
func TestMonthAsks(t *testing.T) {
	o := newTelling(t)
	o.desk.Settings.EmployeeMonth = true
	o.praisedByRuth()
	o.wrote(proven, "Ben Low <ben@customer.test>", "I want to thank Nina Okafor, who carried my mother's bags up four floors and made her laugh all the way.")
	o.skip()
	o.clock = time.Date(2026, 12, 1, 7, 40, 0, 0, time.UTC)
	o.advance(0)
	letter := o.next("nina", "What was said of you in November")
	says(t, letter, "1. Ruth Abel", "2. Ben Low", "May others read about this", "yes 2 means that one")
	agreed := func(want int) {
		t.Helper()
		o.counts("stories that may be told", "select count(*) from nominations n where (select c.agreed from story_consents c where c.nomination_id = n.id order by given_at desc, id desc limit 1)", want)
	}
	o.wantTaken(o.reply(letter, "Yes, on 2 conditions, let us talk"), recognition.SetAside)
	agreed(0)
	o.wantTaken(o.reply(letter, "Yes 7"), recognition.SetAside)
	agreed(0)
	o.wantTaken(o.replyAs(letter, proven, "dana@corp.example", "Yes 1"), recognition.SetAside)
	agreed(0)
	o.wantTaken(o.reply(letter, "Yes 1"), recognition.TakenCommand)
	o.next("nina", "Your story may be told, with your name.")
	agreed(1)
	o.wantTaken(o.reply(letter, "Yes"), recognition.TakenCommand)
	o.next("nina", "Your story may be told, with your name.")
	agreed(2)
	o.wantTaken(o.reply(letter, "No 2, my mother-in-law reads it"), recognition.TakenCommand)
	o.next("nina", "Your story is told nowhere.")
	agreed(1)
	o.skip()
}
