package jobs

import (
	"context"
	"io"
	"slices"
	"testing"
	"time"
)

// TestPlaces: as many as there are may be taken at once, and one that is left is free again.
func TestPlaces(t *testing.T) {
	t.Parallel()
	var none *relayPlaces
	if leave, ok := none.take(t.Context(), 0); !ok || none.later() {
		t.Error("where nothing limits there was no place, or letters were to enter first")
	} else {
		leave()
	}
	p := newRelayPlaces(2)
	first, ok := p.take(t.Context(), 0)
	second, also := p.take(t.Context(), 0)
	if _, third := p.take(t.Context(), time.Millisecond); !ok || !also || third {
		t.Fatalf("of two places, taken: %v, %v, %v", ok, also, third)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, ok := p.take(ended, time.Hour); ok {
		t.Error("who was told to stop got a place")
	}
	first()
	if _, ok := p.take(t.Context(), time.Hour); !ok {
		t.Error("the place that was left is not free")
	}
	second()
	p.learn(true)
	if !p.later() {
		t.Error("beside a swift relay letters wait for a place before they enter")
	}
}

// TestLettersWithoutAPlace: by a swift relay they are stored before they have a place;
// those that find none go back into the queue, and count to no cap. By any other
// they stay as they were. Then they leave.
func TestLettersWithoutAPlace(t *testing.T) {
	o := newOffice(t)
	letters := o.waits(2)
	o.desk.places = newRelayPlaces(1)
	leave, _ := o.desk.places.take(t.Context(), 0)
	stored := "select count(*) from letters where raw is not null"
	stopped, stop := context.WithCancel(t.Context())
	stop()
	fates := o.desk.deliverTogether(stopped, letters)
	if n := o.count(stored); n != 0 || fates[letters[0]] != comesAgain || fates[letters[3]] != comesAgain {
		t.Errorf("%d letters were stored, they came to %v", n, fates)
	}
	o.desk.places.learn(true)
	usual := o.desk.Times
	o.desk.Times.Submission = time.Millisecond
	fates = o.desk.deliverTogether(t.Context(), letters)
	o.desk.Times = usual
	if n := o.count(stored); n != len(letters) || fates[letters[0]] != comesAgain || fates[letters[3]] != comesAgain {
		t.Errorf("%d letters were stored, they came to %v", n, fates)
	}
	o.wantStates(letters, "queued 0", "queued 0", "queued 0", "queued 0")
	if n := o.count("select count(*) from letters where sending_at is not null"); n != 0 || len(o.sent) != 0 {
		t.Errorf("%d letters count as sent, %d were", n, len(o.sent))
	}
	if o.desk.places.later() {
		t.Error("the relay counts as swift still")
	}
	leave()
	o.desk.deliverTogether(t.Context(), letters[:0])
	if o.desk.places.later() || o.desk.places.free != 1 {
		t.Error("the relay counts as swift by letters that it was not given, or their place is not free")
	}
	o.desk.deliverTogether(t.Context(), letters)
	o.wantStates(letters, "accepted 1", "accepted 1", "accepted 1", "accepted 1")
	if !o.desk.places.later() {
		t.Error("the relay does not count as swift again")
	}
	leave, _ = o.desk.places.take(t.Context(), 0)
	o.desk.Times.Submission = time.Millisecond // in which no place comes free
	if fates := o.desk.deliverTogether(t.Context(), letters); len(fates) != 0 || !o.desk.places.later() {
		t.Errorf("letters of which none may leave came to %v, or waited for a place", fates)
	}
	o.desk.Times = usual
	leave()
	o.skip()
}

// reading does something once, when the first secret of a letter is drawn.
type reading struct {
	io.Reader
	do func()
}

func (r *reading) Read(p []byte) (int, error) {
	if do := r.do; do != nil {
		r.do = nil
		do()
	}
	return r.Reader.Read(p)
}

// TestCapsAreCountedAgain: what others send while letters are made counts; a step that
// would be over the caps then is undone, and its letters go alone.
func TestCapsAreCountedAgain(t *testing.T) {
	o := newOffice(t)
	letters := o.waits(3)
	o.desk.Settings.Hourly = 4
	other := o.second()
	other.Settings.Hourly = 4
	o.desk.Random = &reading{o.desk.Random, func() { other.deliverTogether(t.Context(), letters[3:]) }}
	if fates := o.desk.deliverTogether(t.Context(), letters[:3]); len(fates) != 0 || len(o.sent) != 3 {
		t.Errorf("the letters came to %v, %d left", fates, len(o.sent))
	}
	o.wantStates(letters, slices.Concat(slices.Repeat([]string{"queued 0"}, 3), slices.Repeat([]string{"accepted 1"}, 3))...)
	for _, id := range letters[:3] {
		if err := o.desk.deliver(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	if len(o.sent) != 4 {
		t.Errorf("%d letters left, the cap is 4", len(o.sent))
	}
	o.desk.Settings.Hourly = 100
	o.advance(capRetry)
	if len(o.sent) != len(letters) {
		t.Errorf("%d letters left in the end", len(o.sent))
	}
	o.skip()
}

// TestCapsThatWereFar: where the caps were far they are counted before the commit alone, and
// hold all the same; from then on they are counted before letters are made.
func TestCapsThatWereFar(t *testing.T) {
	o := newOffice(t)
	letters := o.waits(2)
	o.desk.Settings.Hourly = 3
	o.desk.places = newRelayPlaces(1)
	o.desk.places.learnCaps(true)
	if fates := o.desk.deliverTogether(t.Context(), letters); len(fates) != 0 || len(o.sent) != 0 {
		t.Errorf("over the caps letters came to %v, %d left", fates, len(o.sent))
	}
	o.wantStates(letters, "queued 0", "queued 0", "queued 0", "queued 0")
	if fates := o.desk.deliverTogether(t.Context(), letters); len(fates) != 3 || len(o.sent) != 3 || o.desk.places.capsFar() {
		t.Errorf("letters came to %v, %d left", fates, len(o.sent))
	}
	o.desk.Settings.Hourly = 100
	o.desk.deliverTogether(t.Context(), letters)
	if len(o.sent) != 4 || !o.desk.places.capsFar() {
		t.Errorf("%d letters left, or the caps are near still", len(o.sent))
	}
	o.desk.places = nil
	o.skip()
}
