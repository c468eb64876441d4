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
