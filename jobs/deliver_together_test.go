package jobs

import (
	"testing"

	"goodword/internal/store"
	"goodword/mail/send"
)

// inState gives how many letters are in a state.
func (o *office) inState(state string) (n int) {
	o.t.Helper()
	if err := o.desk.Pool.QueryRow(o.t.Context(), "select count(*) from letters where state = $1 and not_before < 'infinity'", state).Scan(&n); err != nil {
		o.t.Fatal(err)
	}
	return n
}

// queueFour has four letters wait, two requests and two receipts, as the relay
// put them off a while ago.
func (o *office) queueFour() (ids []int64) {
	o.t.Helper()
	for range 4 {
		o.fail = append(o.fail, send.Outcome{Result: send.Temporary, Verb: send.Rcpt, Code: 451})
	}
	o.forward("dana", "Nina Okafor", "Ruth Avery <ruth@customer.test>", "Nina Okafor found our bag and walked it to the station in the rain. Thank you!")
	o.forward("dana", "Nick Tanner", "Otis Wells <otis@customer.test>", "Nick Tanner stayed late and was so kind to my mother. Thank you!")
	o.clock = o.clock.Add(retryAfter(1))
	o.in(func(tx store.Tx) (err error) {
		ids, err = store.DueLetters(o.t.Context(), tx, o.clock, 10)
		return err
	})
	if len(ids) != 4 || len(o.sent) > 0 {
		o.t.Fatalf("%d letters wait and %d were sent, want 4 and none", len(ids), len(o.sent))
	}
	return ids
}

// The first job takes all letters with it; those of the others find them gone.
func TestLettersLeaveTogether(t *testing.T) {
	o := newOffice(t)
	for i, id := range o.queueFour() {
		if err := o.desk.deliverIfWaits(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if len(o.sent) != 4 || o.inState("accepted") != 4 {
			t.Fatalf("after job %d %d letters were sent and %d recorded, want 4", i, len(o.sent), o.inState("accepted"))
		}
	}
	o.skip()
}

// When the relay asks for patience, it is asked no more: what was accepted stays
// so, the one it refused waits, and the others go back without an attempt.
func TestTroubleEndsABatch(t *testing.T) {
	o := newOffice(t)
	ids := o.queueFour()
	o.fail = []send.Outcome{{Result: send.Accepted}, {Result: send.Temporary, Verb: send.Rcpt, Code: 451}}
	if err := o.desk.deliverIfWaits(t.Context(), ids[0]); err != nil {
		t.Fatal(err)
	}
	if len(o.sent) != 1 || o.inState("accepted") != 1 || o.inState("queued") != 3 || o.inState("sending") != 0 {
		t.Fatalf("%d sent, %d accepted, %d queued, %d sending", len(o.sent), o.inState("accepted"), o.inState("queued"), o.inState("sending"))
	}
	o.advance(retryAfter(2))
	if len(o.sent) != 4 || o.inState("accepted") != 4 {
		t.Errorf("after the pause %d letters were sent, want 4", len(o.sent))
	}
	o.skip()
}
