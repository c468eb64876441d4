package jobs

import (
	"testing"
	"time"

	"goodword/internal/recognition"
)

// Without a veto window, what a pause held leaves when it ends, though a digest
// told of it before the working day began.
func TestResumedBeforeWorkingHours(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.VetoWindow = 0
	_, request := nominated(o)
	pause := func(on bool) {
		t.Helper()
		if _, err := o.desk.SetPause(t.Context(), "operator", on); err != nil {
			t.Fatal(err)
		}
		o.run()
		o.skip()
	}
	pause(true)
	o.reply(request, "approve")
	o.until("Mon 07:30")
	o.next("cora", "Nina Okafor")
	o.advance(10 * time.Minute)
	o.wantState(1, recognition.Approved)
	o.skip()
	pause(false)
	o.advance(time.Minute)
	o.next("nina", "two hours")
	o.wantState(1, recognition.Thanked)
	o.skip()
}

// What waits for a digest when the veto window is taken away leaves once a digest
// names it: no tick looks for it any more.
func TestVetoWindowTakenAway(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "approve")
	o.skip()
	o.desk.Settings.VetoWindow = 0
	o.until("Mon 07:30")
	o.next("cora", "Nina Okafor")
	o.advance(time.Minute)
	o.next("nina", "two hours")
	o.wantState(1, recognition.Thanked)
	o.skip()
}

// Without a veto window, a digest that bounces puts off nothing that a pause held.
func TestDigestBouncesAmidAPause(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.VetoWindow = 0
	_, request := nominated(o)
	if _, err := o.desk.SetPause(t.Context(), "operator", true); err != nil {
		t.Fatal(err)
	}
	o.reply(request, "approve")
	o.skip()
	o.until("Mon 07:30")
	o.put("nominations", bounceOf(o.next("cora", "Nina Okafor")))
	o.skip()
	if _, err := o.desk.SetPause(t.Context(), "operator", false); err != nil {
		t.Fatal(err)
	}
	o.run()
	o.skip()
	o.advance(15 * time.Minute)
	if o.wantState(1, recognition.Thanked); o.thankYousTo("nina") != 1 {
		t.Error("the thank-you waits though no digest announces it")
	}
	o.skip()
}
