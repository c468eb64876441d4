package jobs

import (
	"context"
	"errors"
	"slices"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/send"
	"goodword/templates"
)

const (
	// lettersTogether is how many letters leave under one pair of commits. After a kill
	// so many may be sent again, byte for byte the same; so what is never sent
	// twice leaves alone.
	lettersTogether = 25
	// fewer is for how long letters of one job are submitted; those that did not
	// get their turn go back into the queue.
	fewer = 10 * time.Second
	// jobsEach is how many jobs are taken from the queue for each that may submit:
	// most find that their letter left with others, and taking them one by one
	// would take longer than submitting.
	jobsEach = 16
	// turnFor is how long a job waits for its turn before it goes back for turnAgain.
	turnFor, turnAgain = 5 * time.Second, time.Second
)

// begin waits for the worker's turn.
func (d *deliverWorker) begin(ctx context.Context) bool {
	limit := time.NewTimer(turnFor)
	defer limit.Stop()
	select {
	case d.turn <- struct{}{}:
		return true
	case <-limit.C:
	case <-ctx.Done():
	}
	return false
}

// alone are the kinds that leave one by one: those over a leader's name, those to
// customers, and those of which something follows when they were accepted.
func alone() []string {
	return append(customerKinds(), string(templates.LetterThankYou), string(templates.LetterOwnWords), string(templates.LetterDigest),
		string(templates.LetterCPO))
}

// leaving is a letter whose bytes are stored and that is about to be submitted.
type leaving struct {
	letter   store.Letter
	envelope string
	outcome  send.Outcome
	tried    bool
}

// deliverWithOthers is deliver for a letter and, where it need not leave alone,
// for others that are due: their jobs then find them gone.
func (d *Desk) deliverWithOthers(ctx context.Context, id int64) error {
	var list []*leaving
	err := d.tx(ctx, func(w work) (err error) {
		list, err = w.enterTogether(id)
		return err
	})
	if err != nil {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err() // this process slept: by now the letters may be another's
	}
	d.submitAll(ctx, list)
	// The outcomes are recorded even when the service is told to stop meanwhile.
	recording, cancel := context.WithTimeout(context.WithoutCancel(ctx), d.Times.recording())
	defer cancel()
	return d.recordAll(recording, list)
}

// deliverIfWaits looks first whether the letter left with others.
func (d *Desk) deliverIfWaits(ctx context.Context, id int64) error {
	waits := false
	err := store.InTx(ctx, d.Pool, func(tx store.Tx) (err error) {
		waits, err = store.LetterQueued(ctx, tx, id)
		return err
	})
	if err != nil || !waits {
		return err
	}
	return d.deliverWithOthers(ctx, id)
}

// enterTogether lets a letter and others leave. What keeps one of the others
// from it is that one's own job's to find out.
func (w work) enterTogether(id int64) ([]*leaving, error) {
	first, err := w.lockLetter(id)
	if err != nil {
		return nil, err
	}
	envelope, leaves, err := w.enterSending(&first)
	if err != nil || !leaves {
		return nil, err
	}
	first.Attempts++ // as entering counted
	list := []*leaving{{letter: first, envelope: envelope}}
	if first.OverName != goodword || slices.Contains(alone(), first.Kind) {
		return list, nil
	}
	others, err := store.LockDueBeside(w.ctx, w.tx, id, w.now, alone(), lettersTogether-1)
	if err != nil {
		return nil, err
	}
	for _, l := range others {
		err := store.Within(w.ctx, w.tx, func(tx store.Tx) error {
			inner := w
			inner.tx = tx
			envelope, leaves, err := inner.enterSending(&l)
			if err == nil && leaves {
				l.Attempts++
				list = append(list, &leaving{letter: l, envelope: envelope})
			}
			return err
		})
		if err != nil {
			w.Log.Debug("a letter does not leave with others", "letter", l.ID, "error", err)
			if w.ctx.Err() != nil || store.NotToBlame(err) {
				return nil, err
			}
		}
	}
	return list, nil
}

// submitAll submits one letter after another, until the relay has trouble or the
// time is over.
func (d *Desk) submitAll(ctx context.Context, list []*leaving) {
	submitting, end := context.WithTimeout(ctx, d.Times.Submission)
	defer end()
	began := time.Now()
	for i, l := range list {
		if i > 0 && (time.Since(began) > fewer || submitting.Err() != nil) {
			return
		}
		l.outcome, l.tried = d.submit(submitting, l.envelope, l.letter), true
		d.Log.Info("submitted a letter", "letter", l.letter.ID, "kind", l.letter.Kind, "outcome", string(l.outcome.Result), "code", l.outcome.Code)
		if l.outcome.Result == send.Temporary {
			return
		}
	}
}

// recordAll writes down how the letters ended: those that were accepted at once,
// any other by itself.
func (d *Desk) recordAll(ctx context.Context, list []*leaving) error {
	var accepted []store.Accepted
	var rest []*leaving
	for _, l := range list {
		if len(list) > 1 && l.tried && l.outcome.Result == send.Accepted {
			accepted = append(accepted, store.Accepted{Letter: l.letter.ID, Attempts: l.letter.Attempts, Said: l.outcome.String()})
		} else {
			rest = append(rest, l)
		}
	}
	var errs []error
	if len(accepted) > 0 {
		errs = append(errs, d.record(ctx, func(w work) error {
			if err := store.AcceptLetters(w.ctx, w.tx, accepted, w.now); err != nil {
				return err
			}
			return store.ClearTrouble(w.ctx, w.tx, "smtp")
		}))
	}
	for _, l := range rest {
		errs = append(errs, d.record(ctx, func(w work) error {
			if l.tried {
				return w.ended(l.letter, l.outcome)
			}
			return w.putBack(l.letter)
		}))
	}
	return errors.Join(errs...)
}

// putBack returns a letter to the queue that was never submitted.
func (w work) putBack(l store.Letter) error {
	fresh, err := w.lockLetter(l.ID)
	if err != nil || fresh.State != recognition.Sending || fresh.Attempts != l.Attempts {
		return err
	}
	return store.RequeueLetter(w.ctx, w.tx, l.ID, recognition.Sending, "it waits for its turn", w.now)
}
