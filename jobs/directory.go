package jobs

import (
	"context"
	"errors"
	"fmt"

	"goodword/internal/directory"
	"goodword/internal/recognition"
	"goodword/internal/store"
)

// aboutDirectory is what trouble with an import is kept under.
const aboutDirectory = "directory"

// ImportPeople makes a list the directory, and passes on what waits for whoever
// left with it, or reports to the nominee by it. Changes are told even where the list is refused
// (directory.ErrSuspicious); a dry run and a refused list change nothing.
func (d *Desk) ImportPeople(ctx context.Context, im directory.Import) (changes directory.Changes, err error) {
	err = d.tx(ctx, func(w work) (err error) {
		if changes, err = im.Do(w.ctx, w.tx, w.now); err != nil || im.DryRun {
			return err
		}
		return store.ClearTrouble(w.ctx, w.tx, aboutDirectory)
	})
	if err != nil || im.DryRun {
		return changes, err
	}
	return changes, errors.Join(d.passOn(ctx), d.passOnBy(ctx, store.AskedBeneath))
}

// passOn looks after requests to people who have left.
func (d *Desk) passOn(ctx context.Context) error {
	return d.passOnBy(ctx, func(ctx context.Context, tx store.Tx) ([]int64, error) { return store.AskedWhoLeft(ctx, tx, tickBatch) })
}

// passOnBy looks after requests that may have to be passed on, each nomination by
// itself: whoever imports people holds the audit log and must not wait for one.
func (d *Desk) passOnBy(ctx context.Context, which func(context.Context, store.Tx) ([]int64, error)) error {
	var waiting []int64
	err := d.tx(ctx, func(w work) (err error) {
		waiting, err = which(w.ctx, w.tx)
		return err
	})
	for _, id := range waiting {
		err = errors.Join(err, d.tx(ctx, func(w work) error { return w.passOn(id) }))
	}
	return err
}

// passOn closes the requests to people who have left, or who report to the
// nominee by now. Where nobody else is asked, whoever approves as things stand now
// is, and is told where somebody left.
func (w work) passOn(id int64) error {
	n, err := store.LockNomination(w.ctx, w.tx, id)
	if err != nil || n.State != recognition.Awaiting {
		return err
	}
	open, err := store.OpenAsks(w.ctx, w.tx, n.ID)
	if err != nil {
		return err
	}
	var closed []store.Ask
	var left int64            // the first who left the company
	stays := map[int64]bool{} // asked, and may still answer
	for _, a := range open {
		active := w.people.person(a.PersonID).Active
		if active && !w.beneath(&n, a) {
			stays[a.PersonID] = true
			continue
		}
		if closed = append(closed, a); !active && left == 0 {
			left = a.PersonID
		}
	}
	if len(closed) == 0 {
		return nil
	}
	next, found, err := w.afterLeaver(&n)
	if err != nil {
		return err
	}
	if len(stays) == 0 && !found {
		return fmt.Errorf("pass on %s: neither the CEO (%s) nor the CPO (%s) is among the active people: import them", n.Public(), w.Settings.CEO, w.Settings.CPO)
	}
	for _, a := range closed {
		asked := w.people.person(a.PersonID)
		why := asked.Address + " has left"
		if asked.Active {
			why = asked.Address + " is asked no more: the nominee is above them now"
		}
		if err := store.CloseAsk(w.ctx, w.tx, a.ID, w.now); err != nil {
			return err
		}
		if err := w.audit("request taken back", goodword, &n, nil, why); err != nil {
			return err
		}
	}
	if len(stays) > 0 {
		return nil
	}
	if err := w.setDue(&n, next.ID); err != nil {
		return err
	}
	return w.askAfter(&n, next, left)
}

// afterLeaver gives who approves now. Nobody who confirmed their own nomination
// is asked for the second word on it.
func (w work) afterLeaver(n *store.Nomination) (recognition.Approver, bool, error) {
	decisions, err := store.Decisions(w.ctx, w.tx, n.ID)
	if err != nil {
		return recognition.Approver{}, false, err
	}
	var answered []int64
	for _, d := range decisions {
		if d.UndoneAt == nil && d.Answer == "second" {
			answered = append(answered, d.PersonID)
		}
	}
	next, found := recognition.NextApprover(w.approvers(n), answered)
	return next, found, nil
}
