package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/templates"
)

// TickArgs looks after everything that is due.
type TickArgs struct{}

// Kind is River's name of the job; it never changes.
func (TickArgs) Kind() string { return "tick" }

// InsertOpts gives up early: the next tick comes soon anyway. Its own queue
// keeps it from waiting behind a flood of mails.
func (TickArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: queueTick, MaxAttempts: 1}
}

type tickWorker struct {
	river.WorkerDefaults[TickArgs]
	desk *Desk
}

// Work does what is due.
func (t *tickWorker) Work(ctx context.Context, job *river.Job[TickArgs]) error {
	return failed(ctx, t.desk.Log, job.ID, job.Kind, t.desk.Tick(ctx))
}

// Limits of one tick; the next one goes on.
const (
	tickBatch = 200
	unreadFor = time.Hour // its job was lost, or a queue is that long
)

// Tick does everything that is due by the desk's clock: letters whose time has
// come, reminders, escalations, lapses, the digest and the CPO's letter. River's
// schedule only calls it; what makes each thing happen once is a row of ours.
func (d *Desk) Tick(ctx context.Context) error {
	err := errors.Join(d.watchMailboxes(ctx), d.watchPlaces(ctx), d.staleLetters(ctx), d.dueLetters(ctx), d.unread(ctx), d.passOn(ctx), d.dueNominations(ctx), d.dueDelights(ctx), d.handOver(ctx), d.silentDigest(ctx))
	for _, write := range schedules() {
		err = errors.Join(err, d.tx(ctx, write))
	}
	for _, each := range eachReader() {
		err = errors.Join(err, d.oneByOne(ctx, each.due, each.write))
	}
	return errors.Join(err, d.lapseUnclear(ctx), d.reconcile(ctx), d.retain(ctx))
}

// schedules are the letters that come by the calendar, each in a transaction of
// its own. Each claims its day or its occasion first, so that of any number of
// processes one writes it.
func schedules() []func(work) error {
	return []func(work) error{work.digestIfDue, work.cpoLetterIfDue, work.habitIfDue, work.quarterIfDue, work.statementIfDue, work.storiesSweep, work.storiesIfDue, work.directoryDue, work.triviaDue}
}

// occasion is a letter that may be due to one of many readers.
type occasion struct {
	reader int64
	period string
	card   *ownCard // of a manager's week: their own figures
}

// eachReader are the letters of the calendar that go to many: who is due is
// looked for first, then each is written in a transaction of its own.
func eachReader() []struct {
	due   func(work) ([]occasion, error)
	write func(work, occasion) error
} {
	return []struct {
		due   func(work) ([]occasion, error)
		write func(work, occasion) error
	}{{work.managerWeeksDue, work.managerWeek}, {work.employeeMonthsDue, work.employeeMonth},
		{work.behavioursDue, work.behavioursLetter}}
}

// writeFor is for how long one tick writes such letters; the next one goes on.
const writeFor = 10 * time.Second

// oneByOne writes what is due, reader by reader: what was written stays,
// whatever becomes of the next one, and the rest of the tick has its time.
func (d *Desk) oneByOne(ctx context.Context, look func(work) ([]occasion, error), write func(work, occasion) error) error {
	var due []occasion
	if err := d.tx(ctx, func(w work) (err error) {
		due, err = look(w)
		return err
	}); err != nil || len(due) == 0 {
		return err
	}
	limited, cancel := context.WithTimeout(ctx, writeFor)
	defer cancel()
	var errs []error
	for _, o := range due[:min(len(due), tickBatch)] {
		if limited.Err() != nil {
			break
		}
		if err := d.tx(ctx, func(w work) error { return write(w, o) }); err != nil {
			errs = append(errs, fmt.Errorf("write to person %d for %s: %w", o.reader, o.period, err))
		}
	}
	return errors.Join(errs...)
}

// watchMailboxes shows in status what keeps a mailbox from being read.
func (d *Desk) watchMailboxes(ctx context.Context) error {
	if d.Mailboxes == nil {
		return nil
	}
	return d.tx(ctx, func(w work) error {
		for name, trouble := range d.Mailboxes() {
			about := "mailbox:" + name
			if trouble == "" {
				if err := store.ClearTrouble(w.ctx, w.tx, about); err != nil {
					return err
				}
				continue
			}
			if err := store.NoteTrouble(w.ctx, w.tx, about, trouble, w.now); err != nil {
				return err
			}
		}
		return nil
	})
}

func (d *Desk) dueLetters(ctx context.Context) error {
	return d.tx(ctx, func(w work) error {
		due, err := store.DueLetters(w.ctx, w.tx, w.now, tickBatch)
		for _, id := range due {
			w.deliverLater(id)
		}
		return err
	})
}

// diedSending is the outcome of a letter whose process died while it sent it.
const diedSending = "the process that sent it ended before it could tell"

// staleLetters looks after letters whose process died while it sent them:
// nobody knows whether the relay took them.
func (d *Desk) staleLetters(ctx context.Context) error {
	var stale []int64
	err := d.tx(ctx, func(w work) (err error) {
		stale, err = store.StaleLetters(w.ctx, w.tx, d.Times.Sending, w.imagined(), tickBatch)
		return err
	})
	for _, id := range stale { // each by itself: nobody holds the audit log and waits for a nomination
		err = errors.Join(err, d.tx(ctx, func(w work) error {
			l, err := w.lockOutcome(id)
			if err != nil {
				return err
			}
			if still, err := store.StaleLetter(w.ctx, w.tx, id, d.Times.Sending, w.imagined()); err != nil || !still {
				return err
			}
			if neverTwice(l) || l.Attempts > 1 {
				return w.unknown(l, diedSending)
			}
			return store.RequeueLetter(w.ctx, w.tx, l.ID, l.State, diedSending, w.now) // no need to wait: it was not the relay's fault
		}))
	}
	return err
}

// imagined is the time by a clock of the desk's own, nil where it is the world's.
func (w work) imagined() *time.Time {
	if !w.Imagined {
		return nil
	}
	return &w.now
}

// unread puts mails back into the queue whose job was lost.
func (d *Desk) unread(ctx context.Context) error {
	return d.tx(ctx, func(w work) error {
		mails, err := store.UnreadInbound(w.ctx, w.tx, w.now.Add(-unreadFor), tickBatch)
		if err != nil || len(mails) == 0 {
			return err
		}
		for _, id := range mails { // one by one: what made the others' job fail may be among them
			err = errors.Join(err, w.enqueueOnce(ReadArgs{Mails: []int64{id}}))
		}
		return err
	})
}

// dueNominations reminds, escalates and lapses, each nomination by itself.
func (d *Desk) dueNominations(ctx context.Context) error {
	var due []int64
	err := d.tx(ctx, func(w work) (err error) {
		due, err = store.DueNominations(w.ctx, w.tx, w.now, tickBatch)
		return err
	})
	for _, id := range due {
		err = errors.Join(err, d.tx(ctx, func(w work) error { return w.overdue(id) }))
	}
	return err
}

func (w work) overdue(id int64) error {
	n, err := store.LockNomination(w.ctx, w.tx, id)
	if err != nil || n.State != recognition.Awaiting {
		return err
	}
	past := func(t *time.Time) bool { return t != nil && !t.After(w.now) }
	switch {
	case past(n.LapseAt):
		return w.lapse(&n, goodword, "nobody answered in time")
	case past(n.EscalateAt):
		return w.escalate(&n)
	case past(n.RemindAt):
		return w.remind(&n)
	}
	return nil
}

// remind asks everybody who was asked by a letter once more.
func (w work) remind(n *store.Nomination) error {
	asks, err := store.OpenAsks(w.ctx, w.tx, n.ID)
	if err != nil {
		return err
	}
	for _, a := range asks {
		if a.ByDigest {
			continue
		}
		if _, err := w.post(post{kind: templates.LetterReminder, slot: fmt.Sprintf("reminder:%d:%d", a.ID, w.now.Unix()), about: n, to: a.PersonID}); err != nil {
			return err
		}
	}
	return store.MarkReminded(w.ctx, w.tx, n.ID, w.now)
}

// escalate asks the next one too; whoever answers first decides.
func (w work) escalate(n *store.Nomination) error {
	asks, err := store.Asks(w.ctx, w.tx, n.ID)
	if err != nil {
		return err
	}
	next, ok := recognition.NextApprover(w.approvers(n), askedIDs(n, asks))
	due := store.Due{}
	if ok {
		if err := w.ask(n, next); err != nil {
			return err
		}
		p := w.people.place(next.ID)
		again := p.BusinessDays(w.now, w.Settings.EscalateAfter)
		remind := p.BusinessDays(w.now, w.Settings.RemindAfter)
		due.Escalate, due.Remind = &again, &remind
		for _, a := range asks {
			if a.ClosedAt != nil || a.ByDigest {
				continue
			}
			if _, err := w.post(post{kind: templates.LetterEscalated, slot: fmt.Sprintf("escalated:%d:%d", a.ID, next.ID), about: n, to: a.PersonID,
				args: escalatedArgs{AlsoAsked: next.ID, Since: a.AskedAt}}); err != nil {
				return err
			}
		}
	}
	return store.SetDue(w.ctx, w.tx, n.ID, due, w.now)
}

// lapse gives up waiting; the nominator is told.
func (w work) lapse(n *store.Nomination, by, why string) error {
	if err := w.move(n, recognition.Lapsed, by, why); err != nil {
		return err
	}
	if err := w.settle(n, 0, templates.ResultLapsed); err != nil {
		return err
	}
	if n.NominatorID == nil {
		return nil
	}
	if self, err := w.selfNominated(n); err != nil || aboutSender(n) && !self {
		return err
	}
	_, err := w.post(post{kind: templates.LetterOutcome, slot: fmt.Sprintf("outcome:%d:lapsed", n.ID), about: n, to: *n.NominatorID,
		args: outcomeArgs{Result: templates.ResultLapsed}})
	return err
}

// lapseUnclear gives up on nominations whose nominee nobody named.
func (d *Desk) lapseUnclear(ctx context.Context) error {
	var due []int64
	err := d.tx(ctx, func(w work) (err error) {
		due, err = store.LapsedUnclear(w.ctx, w.tx, w.now, tickBatch)
		return err
	})
	for _, id := range due {
		err = errors.Join(err, d.tx(ctx, func(w work) error {
			n, err := store.LockNomination(w.ctx, w.tx, id)
			if err != nil || n.State != recognition.Unclear {
				return err
			}
			return w.lapse(&n, goodword, "nobody said in time who is meant")
		}))
	}
	return err
}

// digestPatience is for how many working days an approved thank-you waits for a
// digest that can announce it; then it is held, and nothing leaves unseen.
const digestPatience = 2

func (d *Desk) silentDigest(ctx context.Context) error {
	if d.Settings.VetoWindow == 0 {
		return nil
	}
	return d.tx(ctx, func(w work) error {
		place := w.people.place(w.people.Leader(recognition.CEO))
		list, err := store.Unannounced(w.ctx, w.tx, tickBatch)
		if err != nil {
			return err
		}
		for i := range list {
			n := &list[i]
			if w.people.signer(*n.NomineeID) != recognition.CEO || w.now.Before(place.BusinessDays(*n.DecidedAt, digestPatience)) {
				continue
			}
			thanks, err := store.ThankYouOf(w.ctx, w.tx, n.ID)
			if errors.Is(err, store.ErrNotFound) || err == nil && thanks.State != recognition.Queued {
				continue
			}
			if err != nil {
				return err
			}
			if err := w.move(n, recognition.Held, goodword, "no digest announced it for two working days"); err != nil {
				return err
			}
		}
		return nil
	})
}
