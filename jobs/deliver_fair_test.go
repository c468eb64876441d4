package jobs

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"goodword/internal/store"
	"goodword/mail/send"
)

// has says whether who waits has a place by now.
func (w *waiting) has() bool {
	select {
	case <-w.given:
		return true
	default:
		return false
	}
}

// TestAClaim: what leaves alone and got no place in its time has the next one, before
// those that waited for longer, and letters that leave together make room for it; a place is
// kept for it while it is away. Then others have theirs in turn.
func TestAClaim(t *testing.T) {
	t.Parallel()
	ctx, letter := t.Context(), int64(7)
	p := newRelayPlaces(1)
	leave, _ := p.take(ctx, 0)
	if _, ok := p.takeAlone(ctx, letter, 0); ok || !p.claimed(letter) || p.claimed(8) || p.wanted() {
		t.Fatal("a place was given twice, or who got none has no claim")
	}
	other, claims := p.stand(nil), p.stand(&letter)
	if !p.wanted() {
		t.Error("nobody knows that a claim waits")
	}
	leave()
	leave() // once more changes nothing
	if !claims.has() || other.has() || p.claimed(letter) || p.wanted() {
		t.Error("the claim did not go first, or is left over")
	}
	p.claim(letter)
	again := p.stand(&letter)
	p.leaver()()
	if !other.has() || again.has() {
		t.Error("the other had to wait for two claims, or two have one place")
	}
	p.leaver()()
	if !again.has() {
		t.Error("the claim did not have the next place")
	}
	p.claim(letter)
	p.leaver()()
	if _, ok := p.take(ctx, 0); ok {
		t.Error("no place is kept for a claim")
	}
	leave, ok := p.takeAlone(ctx, letter, 0)
	if !ok {
		t.Fatal("the place that was kept is not for its claim")
	}
	p.claim(letter)
	p.claims[0].kept = time.Now().Add(-time.Second) // it did not come again
	leave()
	_, first := p.take(ctx, 0)
	if _, second := p.take(ctx, 0); !first || second {
		t.Errorf("of one place, taken: %v, %v", first, second)
	}
}

// TestALetterThatGotNoTurn: the next job of one that leaves alone stands in no line, and has its place.
func TestALetterThatGotNoTurn(t *testing.T) {
	o := newOffice(t)
	letters := o.waits(1)
	o.desk.places = newRelayPlaces(1)
	leave, _ := o.desk.places.take(t.Context(), 0)
	d := &deliverWorker{desk: o.desk, turn: make(chan struct{}, 1)}
	job := &river.Job[DeliverArgs]{JobRow: &rivertype.JobRow{}, Args: DeliverArgs{Letter: letters[0]}}
	stopped, stop := context.WithCancel(t.Context())
	d.turn <- struct{}{} // nobody else has one
	p := &place{letter: letters[0], told: make(chan became, 1)}
	p.told <- goesAlone
	if b, group := d.wait(stopped, p); b != goesAlone || group != nil {
		t.Fatalf("it was told %d", b)
	}
	d.desk.places.claim(p.letter)
	stop()
	var snooze *rivertype.JobSnoozeError
	leave()
	if err := d.Work(t.Context(), job); err != nil {
		t.Errorf("the letter with a claim got %v", err)
	}
	o.wantStates(letters[:1], "accepted 1")
	if err := d.Work(stopped, &river.Job[DeliverArgs]{JobRow: &rivertype.JobRow{}, Args: DeliverArgs{Letter: letters[1]}}); !errors.As(err, &snooze) {
		t.Errorf("a letter without a claim got %v", err)
	}
	o.advance(time.Minute)
	o.skip()
}

// TestLettersMakeRoom: letters that leave together go back into the queue behind the one
// that is submitted, once one that leaves alone claims their place.
func TestLettersMakeRoom(t *testing.T) {
	o := newOffice(t)
	letters := o.waits(2)
	p := newRelayPlaces(1)
	o.desk.places = p
	other := int64(7)
	p.claim(other)
	var claims *waiting
	o.desk.Relay = &during{o, func() { claims = p.stand(&other) }}
	p.claims[0].kept = time.Time{}
	o.desk.deliverTogether(t.Context(), letters)
	if !claims.has() {
		t.Error("the one that claimed the place does not have it")
	}
	o.wantStates(letters, "accepted 1", "queued 0", "queued 0", "queued 0")
	o.desk.places = nil
	o.advance(time.Minute)
	o.skip()
}

// asksForLess has the relay ask for less on another connection while a letter is made.
func (o *office) asksForLess() {
	o.desk.places = newRelayPlaces(2)
	o.desk.Random = &reading{o.desk.Random, func() {
		h := o.desk.places.hears()
		h.tell(send.Outcome{Result: send.Temporary, Verb: send.Mail, Code: 421, Slow: true})
		h.over()
	}}
}

// TestNoneOnceTheRelayAskedForLess: letters that were made and stored before, together
// or alone, are not given to it, and were not tried.
func TestNoneOnceTheRelayAskedForLess(t *testing.T) {
	o := newOffice(t)
	letters := o.waits(2)
	o.asksForLess()
	if fates := o.desk.deliverTogether(t.Context(), letters[:3]); fates[letters[0]] != comesAgain || fates[letters[2]] != comesAgain {
		t.Errorf("the letters came to %v", fates)
	}
	o.asksForLess()
	if err := o.desk.deliver(t.Context(), letters[3]); !errors.Is(err, errNotTried) {
		t.Errorf("the letter that leaves alone came to %v", err)
	}
	o.wantStates(letters, "queued 0", "queued 0", "queued 0", "queued 0")
	if n := o.count("select count(*) from letters where sending_at is not null"); n != 0 || len(o.sent) != 0 {
		t.Errorf("%d letters count as sent, %d were", n, len(o.sent))
	}
	p := o.desk.places
	h := p.hears()
	h.tell(send.Outcome{Slow: true})
	if _, ok := p.take(t.Context(), 0); ok {
		t.Error("a place was given before it was stored what the relay asked for")
	}
	h.over()
	if leave, ok := p.take(t.Context(), 0); !ok {
		t.Error("no place is given afterwards")
	} else {
		leave()
	}
	o.advance(time.Minute)
	o.skip()
}

// onceSending is a context that is done as soon as a letter has entered sending.
type onceSending struct {
	context.Context
	o *office
}

func (c onceSending) Err() error {
	if c.o.count("select count(*) from letters where state = 'sending'") > 0 {
		return context.Canceled
	}
	return nil
}

// TestStoppedBeforeSubmission: a stop between the commit and the submission leaves no
// letter in sending, and counts no attempt; one that was tried before left when it did.
func TestStoppedBeforeSubmission(t *testing.T) {
	o := newOffice(t)
	letters := o.waits(1)
	if err := o.desk.deliver(onceSending{t.Context(), o}, letters[0]); !errors.Is(err, errNotTried) || len(o.sent) != 0 {
		t.Errorf("%d letters left: %v", len(o.sent), err)
	}
	o.wantStates(letters, "queued 0", "queued 0")
	o.fail = []send.Outcome{{Result: send.Temporary, Verb: send.Rcpt, Code: 450}}
	if err := o.desk.deliver(t.Context(), letters[0]); err != nil {
		t.Fatal(err)
	}
	left := fmt.Sprintf("select extract(epoch from sending_at)::bigint from letters where id = %d", letters[0])
	first := o.count(left)
	o.clock = o.clock.Add(5 * time.Minute)
	fates := o.desk.deliverTogether(onceSending{t.Context(), o}, letters[:1])
	if n := o.count(left); n != first || fates[letters[0]] != comesAgain {
		t.Errorf("a letter that left at %d counts as sent at %d; it came to %v", first, n, fates)
	}
	o.wantStates(letters, "queued 1", "queued 0")
	o.advance(time.Minute)
	o.skip()
}

// TestAPanicKeepsNoPlace, whichever step panics.
func TestAPanicKeepsNoPlace(t *testing.T) {
	o := newOffice(t)
	letters := o.waits(1)
	now := o.desk.Now
	for _, early := range []bool{false, true} {
		o.desk.places = newRelayPlaces(1)
		o.desk.places.learn(early)
		o.desk.Now = func() time.Time { panic("no clock") }
		func() {
			defer func() {
				if recover() == nil {
					t.Error("nothing panicked")
				}
			}()
			o.desk.deliverTogether(t.Context(), letters)
		}()
		o.desk.Now = now
		if _, ok := o.desk.places.take(t.Context(), 0); !ok {
			t.Error("the place was not given back")
		}
	}
	o.desk.places = nil
	o.advance(0)
	for _, id := range letters {
		if err := o.desk.deliver(t.Context(), id); err != nil {
			t.Error(err)
		}
	}
	o.skip()
}

// TestHugeLettersOneByOne: only one is in memory, and none beside a huge mail that is read.
func TestHugeLettersOneByOne(t *testing.T) {
	o := newOffice(t)
	letters := o.waits(1)
	ask := func(id int64) bool {
		done, ok, err := o.desk.bulky(t.Context(), id, 0)
		if err != nil {
			t.Fatal(err)
		}
		if ok {
			done()
		}
		return ok
	}
	o.exec("update inbound set size = $1", int64(hugeLetter))
	o.desk.huge <- struct{}{}
	if !ask(letters[0]) {
		t.Error("a letter that carries nothing waited")
	}
	o.exec("update letters set kind = 'service'")
	if ask(letters[0]) {
		t.Error("two are in memory at once")
	}
	o.desk.places = newRelayPlaces(1)
	d, late := &deliverWorker{desk: o.desk}, &place{letter: letters[0], began: time.Now().Add(-2 * turnFor)}
	var snooze *rivertype.JobSnoozeError
	if err := d.alone(t.Context(), &river.Job[DeliverArgs]{JobRow: &rivertype.JobRow{}}, late); !errors.As(err, &snooze) || !o.desk.places.claimed(letters[0]) {
		t.Errorf("a huge letter beside another got %v, or stands in line again", err)
	}
	if _, ok := o.desk.places.take(t.Context(), 0); !ok {
		t.Error("a place is kept for what has no room in memory")
	}
	o.desk.places = nil
	<-o.desk.huge
	if !ask(letters[0]) || !ask(letters[1]) {
		t.Error("one by one they did not come in")
	}
	o.exec("update inbound set size = $1", int64(largeLetter))
	if err := store.InTx(t.Context(), o.desk.Pool, func(tx store.Tx) error {
		list, _, err := store.LockTogether(t.Context(), tx, letters, store.Together{Kinds: togetherKinds(), Under: largeLetter}, o.clock)
		if len(list) != 0 {
			t.Error("letters that carry large mails leave together")
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	o.exec("delete from tokens")
	o.exec("update letters set state = 'cancelled', ended_at = now()")
}

// TestTheDatabaseHoldsWhatWaits: whoever writes the statement, a letter that waits for the
// operator does not leave, nor do those beside it; what leaves is counted.
func TestTheDatabaseHoldsWhatWaits(t *testing.T) {
	o := newOffice(t)
	letters := o.waits(1)
	leave := func() error {
		_, err := o.desk.Pool.Exec(t.Context(), "update letters set state = 'sending', sending_at = now(), message_id = id::text || '@x.test', raw = 'x', attempts = 1")
		return err
	}
	for _, waits := range []string{"letters", "nominations"} {
		o.exec("update " + waits + " set waits_since = now() where id = (select min(id) from " + waits + ")")
		if err := leave(); err == nil || !strings.Contains(err.Error(), "waits for the operator") {
			t.Errorf("with one of the %s waiting, letters left: %v", waits, err)
		}
		o.wantStates(letters, "queued 0", "queued 0")
		o.exec("update " + waits + " set waits_since = null")
	}
	counted := "select (select coalesce(sum(count), 0) from tallies where what = 'letters' and name = '%[1]s') + " +
		"(select count(*) filter (where now = '%[1]s') - count(*) filter (where was = '%[1]s') from tally_changes where what = 'letters')"
	if err := leave(); err != nil {
		t.Fatal(err)
	}
	if queued, sending := o.count(fmt.Sprintf(counted, "queued")), o.count(fmt.Sprintf(counted, "sending")); queued != 0 || sending != 2 {
		t.Errorf("%d queued and %d sending letters are counted, want 0 and 2", queued, sending)
	}
	o.exec("update letters set raw = null, state = 'cancelled', ended_at = now()")
}
