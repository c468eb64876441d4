package jobs

import (
	"fmt"
	"testing"
	"time"

	"goodword/internal/recognition"
)

// answering is a mail that answers a letter, for arrive.
func answering(to sentLetter, from, text string) string {
	return fmt.Sprintf("From: %s@corp.example\r\nTo: %s\r\nSubject: Re: %s\r\nIn-Reply-To: %s\r\n\r\n%s\r\n",
		from, to.head.Get("Reply-To"), to.subject(), to.head.Get("Message-Id"), text)
}

// TestAnswersThatCross: an approval decides nothing where its sender's undo of it was read first, as two
// jobs may, or where they are asked at that moment what they meant. Who is asked answers again.
func TestAnswersThatCross(t *testing.T) {
	for name, c := range map[string]struct {
		texts [2]string
		order [2]int // in which they are read
	}{
		"an undo before its approval":     {[2]string{"Approved.", "undo"}, [2]int{1, 0}},
		"an unclear one, and an approval": {[2]string{"Was that Nina, or somebody else?", "Approved."}, [2]int{0, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			_, request := nominated(o)
			ids := o.arrive(answering(request, "max", c.texts[0]), answering(request, "max", c.texts[1]))
			o.clock = o.clock.Add(time.Minute) // they wait in the queue
			for _, i := range c.order {
				if err := o.desk.read(t.Context(), ids[i]); err != nil {
					t.Fatal(err)
				}
			}
			o.run()
			o.wantState(1, recognition.Awaiting)
			asked := o.next("max", "was that a yes or a no")
			o.skip()
			o.clock = o.clock.Add(time.Minute)
			o.wantTaken(o.reply(asked, "Approved."), recognition.TakenDecision)
			o.wantState(1, recognition.Approved)
			o.skip()
		})
	}
}
