package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/send"
	"goodword/templates"
)

// mostTogether is how many letters leave together: so many at most are sent
// again, byte for byte the same, after a crash between their two commits.
const mostTogether = 32

// togetherKinds are the letters that may leave together: those that may be sent
// again by themselves and from which nothing follows. What is never sent twice, and
// what goes to customers, leaves alone.
func togetherKinds() []string {
	var kinds []string
	for _, k := range []templates.Letter{templates.LetterRequest, templates.LetterReceipt, templates.LetterQuestion, templates.LetterUnderstood,
		templates.LetterOutcome, templates.LetterReminder, templates.LetterDecidedElsewhere, templates.LetterService, templates.LetterClarify,
		templates.LetterEscalated, templates.LetterDelegated, templates.LetterStatus} {
		kinds = append(kinds, string(k))
	}
	return kinds
}

// leaving is a letter that entered sending.
type leaving struct {
	letter   store.Letter
	envelope string // the sender that its bounces go to
}

// deliverTogether has letters leave under one pair of commits, and says what
// became of each: their bytes are stored by the first, they are submitted one
// after another, and the second records how that ended. One that cannot leave with
// others, and all of them where anything goes wrong before the first commit, go
// alone; one whose turn does not come in time goes back into the queue.
func (d *Desk) deliverTogether(ctx context.Context, ids []int64) map[int64]became {
	defer d.hurry.begin(time.Now())()
	fates := map[int64]became{}
	leave, ok := func() {}, true
	early := d.places.later()
	if !early {
		if leave, ok = d.places.take(ctx, turnFor); !ok {
			return allOf(ids, comesAgain)
		}
	}
	defer func() { leave() }()
	hears := d.places.hears()
	defer hears.over()
	began := time.Now()
	var list []leaving
	var dropped []int64
	err := d.tx(ctx, func(w work) (err error) {
		list, dropped, err = w.enterTogether(ids)
		return err
	})
	if err != nil {
		d.Log.Info("letters leave one by one: together they could not", "letters", len(ids), "error", err)
		return fates
	}
	for _, id := range dropped {
		fates[id] = ended
	}
	if len(list) == 0 { // the relay is not asked, and shows nothing of itself
		return fates
	}
	if early {
		var inTime func()
		if inTime, ok = d.places.take(ctx, d.Times.turns()-time.Since(began)); ok {
			leave = inTime
		}
	}
	back := list
	var tried []tried
	if ok {
		tried, back = d.atPlace(ctx, hears, began, list)
		leave()
	} else {
		d.places.learn(false)
	}
	for i := range tried {
		fates[tried[i].letter.ID] = ended
	}
	for i := range back {
		fates[back[i].letter.ID] = comesAgain
	}
	// Outcomes are recorded even when the service is told to stop meanwhile.
	recording, cancel := context.WithTimeout(context.WithoutCancel(ctx), d.Times.recording())
	defer cancel()
	if err := errors.Join(d.recordTogether(recording, tried), d.putBack(recording, back)); err != nil {
		d.Log.Error("how letters ended could not all be recorded; they are sent again, the same", "error", err)
	}
	return fates
}

func allOf(ids []int64, b became) map[int64]became {
	fates := map[int64]became{}
	for _, id := range ids {
		fates[id] = b
	}
	return fates
}

// atPlace submits letters in a place, and notes how swift the relay was.
func (d *Desk) atPlace(ctx context.Context, hears *hush, began time.Time, list []leaving) (tried []tried, back []leaving) {
	from := time.Now()
	tried, back = d.submitTogether(ctx, hears, began, list)
	d.places.learn(len(back) == 0 && time.Since(from) < d.Times.turns()/4)
	return tried, back
}

// enterTogether lets those of the letters leave that may and that need no more
// than what is read for all at once; it gives them, and those that were dropped
// since events overtook them.
func (w work) enterTogether(ids []int64) (list []leaving, dropped []int64, err error) {
	if paces, err := w.relayPaces(); err != nil || paces {
		return nil, nil, err // each asks for its turn
	}
	letters, about, err := store.LockTogether(w.ctx, w.tx, ids, store.Together{Kinds: togetherKinds(), Under: largeLetter}, w.now)
	if err != nil || len(letters) == 0 {
		return nil, nil, err
	}
	settled, err := w.settledOf(letters)
	if err != nil {
		return nil, nil, err
	}
	if w.ahead, err = w.readAhead(letters, about); err != nil {
		return nil, nil, err
	}
	if letters, err = w.withinCapsTogether(letters, settled); err != nil {
		return nil, nil, err
	}
	var fresh []store.Entering
	for _, l := range letters {
		out := leaving{letter: l}
		if l.Raw != nil {
			if out.envelope, err = w.returnPathOf(l.Raw); err != nil {
				return nil, nil, fmt.Errorf("letter %d: %w", l.ID, err)
			}
			list = append(list, out)
			continue
		}
		sent, envelope, err := w.render(&l)
		if errors.Is(err, errNothingToSay) {
			if err := store.EndLetter(w.ctx, w.tx, l.ID, l.State, recognition.Cancelled, err.Error(), w.now); err != nil {
				return nil, nil, err
			}
			dropped = append(dropped, l.ID)
			continue
		}
		if err != nil {
			return nil, nil, fmt.Errorf("render letter %d (%s): %w", l.ID, l.Kind, err)
		}
		out.envelope, out.letter.Raw = envelope, sent.Raw
		fresh = append(fresh, store.Entering{ID: l.ID, Sent: sent})
		list = append(list, out)
	}
	if err := w.letLeave(list, fresh); err != nil || len(list) == 0 {
		return nil, dropped, err
	}
	return list, dropped, w.stillWithinCaps(list)
}

// relayPaces says that the relay takes only so many letters, or wants to be left alone now.
func (w work) relayPaces() (bool, error) {
	if w.Settings.Pace.limited() {
		return true, nil
	}
	rest, err := store.RelayRest(w.ctx, w.tx, w.Settings.Pace.Relay)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	return w.now.Before(rest.Until), err
}

// settledOf lists those of the letters that were tried before and ask something
// that is settled by now.
func (w work) settledOf(letters []store.Letter) ([]int64, error) {
	var again []int64
	for i := range letters {
		if letters[i].Raw != nil {
			again = append(again, letters[i].ID)
		}
	}
	if len(again) == 0 {
		return nil, nil
	}
	return store.SettledOf(w.ctx, w.tx, again)
}

// withinCapsTogether, unless the caps were not half full a moment ago, leaves out the letters for which the hourly caps have no
// place beside those before them, and those whose question is settled: they are put off,
// or cancelled, alone.
func (w work) withinCapsTogether(letters []store.Letter, settled []int64) ([]store.Letter, error) {
	letters = slices.DeleteFunc(letters, func(l store.Letter) bool { return slices.Contains(settled, l.ID) })
	if w.places.capsFar() {
		return letters, nil // stillWithinCaps counts
	}
	toEach, toAll, err := w.leftWithin(letters)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(letters, func(l store.Letter) bool {
		if toEach[l.ToAddress] >= w.Settings.PerAddressHourly || toAll >= w.Settings.Hourly {
			return true
		}
		toEach[l.ToAddress]++
		toAll++
		return false
	}), nil
}

// leftWithin counts what left within the hour to the readers of these letters, and in all.
func (w work) leftWithin(letters []store.Letter) (toEach map[string]int, toAll int, err error) {
	if len(letters) == 0 {
		return nil, 0, nil
	}
	var to []string
	for i := range letters {
		if a := letters[i].ToAddress; !slices.Contains(to, a) {
			to = append(to, a)
		}
	}
	return store.SentWithinTo(w.ctx, w.tx, to, w.now.Add(-time.Hour), w.Settings.PerAddressHourly)
}

// errOverCaps undoes a step whose letters have no place within the caps beside those of another.
var errOverCaps = errors.New("with what others sent meanwhile they are over the hourly caps")

// stillWithinCaps counts again, letters that leave now among them. One batch at a time
// does, as the last thing before its commit, so that no two take the same place.
func (w work) stillWithinCaps(list []leaving) error {
	if err := store.LockCaps(w.ctx, w.tx); err != nil {
		return err
	}
	letters := make([]store.Letter, len(list))
	for i := range list {
		letters[i] = list[i].letter
	}
	toEach, toAll, err := w.leftWithin(letters)
	if err != nil {
		return err
	}
	most := 0
	for i := range letters {
		most = max(most, toEach[letters[i].ToAddress])
	}
	w.places.learnCaps(most < w.Settings.PerAddressHourly/2 && toAll < w.Settings.Hourly/2)
	if most > w.Settings.PerAddressHourly || toAll > w.Settings.Hourly {
		return errOverCaps
	}
	return nil
}

// letLeave stores bytes and tokens of the letters that leave, in the change that makes them leave.
func (w work) letLeave(list []leaving, made []store.Entering) error {
	var fresh []store.Entering
	var again []int64
	var tokens []store.HashedToken
	for i := range list {
		l := &list[i].letter
		l.Attempts++ // as entering counts
		at := slices.IndexFunc(made, func(e store.Entering) bool { return e.ID == l.ID })
		if at < 0 {
			again = append(again, l.ID)
			continue
		}
		fresh = append(fresh, made[at])
		tokens = append(tokens, w.ahead.tokens[l.ID]...)
	}
	if err := store.PutTokens(w.ctx, w.tx, tokens); err != nil {
		return err
	}
	if err := store.EnterTogether(w.ctx, w.tx, fresh, w.now); err != nil {
		return err
	}
	return store.ResumeTogether(w.ctx, w.tx, again, w.now)
}

// tried is a letter that was submitted, and how that ended.
type tried struct {
	leaving
	outcome send.Outcome
}

// submitTogether submits letters one after another. All of them have the time
// that one has, and none begins so late that it would not have most of it: by then this
// process may have slept, and they are another's; nor does one begin once the relay asked for
// less on another connection, or while a letter that leaves alone claims the place. What fails
// before any letter is named fails for all that follow.
func (d *Desk) submitTogether(ctx context.Context, hears *hush, began time.Time, list []leaving) (done []tried, back []leaving) {
	submitting, end := context.WithDeadline(ctx, began.Add(d.Times.Submission))
	defer end()
	var relay *send.Outcome
	for i, l := range list {
		if relay != nil {
			done = append(done, tried{l, *relay})
			continue
		}
		if ctx.Err() != nil || time.Since(began) > d.Times.turns() || hears.asked() || i > 0 && d.places.wanted() {
			return done, list[i:]
		}
		outcome := d.submit(submitting, l.envelope, l.letter)
		hears.tell(outcome)
		d.Log.Info("submitted a letter", "letter", l.letter.ID, "kind", l.letter.Kind, "outcome", string(outcome.Result), "code", outcome.Code)
		done = append(done, tried{l, outcome})
		if ctx.Err() == nil && ofRelay(outcome) { // what a stop of ours ended says nothing of the relay
			relay = &outcome
		}
	}
	return done, nil
}

// ofRelay says that a submission failed by the relay, whichever the letter.
func ofRelay(o send.Outcome) bool {
	return o.Result == send.Temporary && (o.Slow || o.Verb == send.Connect || o.Verb == send.TLS || o.Verb == send.Auth)
}

// recordTogether records those that were accepted by one change, and the others each alone.
func (d *Desk) recordTogether(ctx context.Context, list []tried) error {
	var accepted []store.Tried
	for _, t := range list {
		if t.outcome.Result == send.Accepted {
			accepted = append(accepted, store.Tried{ID: t.letter.ID, Attempt: t.letter.Attempts, Outcome: t.outcome.String()})
		}
	}
	var recorded []int64
	var errs []error
	if len(accepted) > 0 {
		now := d.Now().UTC().Truncate(time.Microsecond)
		if err := retried(ctx, func() error {
			return store.InTx(ctx, d.Pool, func(tx store.Tx) (err error) {
				recorded, err = store.AcceptTogether(ctx, tx, accepted, now)
				return err
			})
		}); err != nil {
			recorded, errs = nil, append(errs, err)
		}
	}
	for _, t := range list {
		switch {
		case slices.Contains(recorded, t.letter.ID):
		case t.outcome.Result == send.Accepted:
			errs = append(errs, d.recordAccepted(ctx, t.letter, t.outcome))
		default:
			errs = append(errs, d.record(ctx, func(w work) error { return w.ended(t.letter, t.outcome) }))
		}
	}
	return errors.Join(errs...)
}

// putBack returns letters to the queue that were not tried.
func (d *Desk) putBack(ctx context.Context, list []leaving) error {
	if len(list) == 0 {
		return nil
	}
	back := make([]store.Tried, len(list))
	for i, l := range list {
		back[i] = store.Tried{ID: l.letter.ID, Attempt: l.letter.Attempts, Before: l.letter.SendingAt}
	}
	return store.InTx(ctx, d.Pool, func(tx store.Tx) error { return store.PutBack(ctx, tx, back) })
}
