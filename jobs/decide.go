package jobs

import (
	"errors"
	"fmt"
	"slices"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/templates"
)

// decider is who answers, and for whom.
type decider struct {
	ask    store.Ask
	person store.Person
	behalf *int64 // whom they stand in for: the asked, or who passed the question on
}

// approve records an approval and lets the thank-you be queued.
func (w work) approve(n *store.Nomination, by decider, words string) error {
	if seconded, err := w.needsSecond(n, by, words); err != nil || seconded {
		return err
	}
	id, err := w.decided(n, by, "approve", words)
	if err != nil {
		return err
	}
	if words != "" && n.ManagerLine == "" {
		if err := store.SetManagerLine(w.ctx, w.tx, n.ID, words); err != nil {
			return err
		}
		n.ManagerLine = words
	}
	if err := w.move(n, recognition.Approved, by.person.Address, "approved by "+w.decidedBy(by)); err != nil {
		return err
	}
	if err := w.settle(n, by.person.ID, templates.ResultApproved); err != nil {
		return err
	}
	if err := w.thank(n, id); err != nil {
		return err
	}
	if n.HoldStands && w.people.signer(*n.NomineeID) == recognition.CEO {
		if err := w.holdAgain(n); err != nil {
			return err
		}
	}
	if n.NominatorID != nil && *n.NominatorID == by.person.ID {
		return nil
	}
	told := outcomeArgs{Result: templates.ResultApproved, By: by.person.ID}
	if w.waitsForNobody(n) && n.State == recognition.Approved {
		told.GoesAt = w.now
	}
	return w.tellOutcome(n, told)
}

// holdAgain: an approval that was taken back and given anew ends no hold.
func (w work) holdAgain(n *store.Nomination) error {
	thanks, err := store.ThankYouOf(w.ctx, w.tx, n.ID)
	if err != nil {
		return err
	}
	if err := store.Defer(w.ctx, w.tx, thanks.ID, store.Never, "held"); err != nil {
		return err
	}
	return w.move(n, recognition.Held, goodword, "was held before its approval was taken back")
}

// needsSecond: a nominator who approves as the manager confirms alone only
// below the level set; from it on the next level is asked too.
func (w work) needsSecond(n *store.Nomination, by decider, words string) (bool, error) {
	if !by.ask.Confirmation || w.Settings.NextLevelFrom == 0 || recognition.Level(n.Level) < w.Settings.NextLevelFrom {
		return false, nil
	}
	asks, err := store.Asks(w.ctx, w.tx, n.ID)
	if err != nil {
		return false, err
	}
	list := slices.DeleteFunc(w.approvers(n), func(a recognition.Approver) bool { return a.OnBehalfOf == by.ask.PersonID })
	next, ok := recognition.NextApprover(list, askedIDs(n, asks)) // their own delegate is no second pair of eyes
	if !ok {
		return false, nil
	}
	if _, err := w.decided(n, by, "second", words); err != nil {
		return false, err
	}
	if words != "" {
		if err := store.SetManagerLine(w.ctx, w.tx, n.ID, words); err != nil {
			return false, err
		}
	}
	if err := store.CloseAsk(w.ctx, w.tx, by.ask.ID, w.now); err != nil {
		return false, err
	}
	if err := w.setDue(n, next.ID); err != nil {
		return false, err
	}
	return true, w.ask(n, next)
}

// decline records a refusal; the reason goes to the nominator, never to the nominee.
func (w work) decline(n *store.Nomination, by decider, reason string) error {
	if _, err := w.decided(n, by, "decline", reason); err != nil {
		return err
	}
	if err := w.move(n, recognition.Declined, by.person.Address, "declined by "+w.decidedBy(by)); err != nil {
		return err
	}
	if err := w.settle(n, by.person.ID, templates.ResultDeclined); err != nil {
		return err
	}
	if n.NominatorID != nil && *n.NominatorID == by.person.ID {
		return nil
	}
	return w.tellOutcome(n, outcomeArgs{Result: templates.ResultDeclined, By: by.person.ID, Reason: reason})
}

func (w work) decided(n *store.Nomination, by decider, answer, words string) (int64, error) {
	id, err := store.PutDecision(w.ctx, w.tx, store.Decision{NominationID: n.ID, InboundID: w.cause, PersonID: by.person.ID,
		OnBehalfOf: by.behalf, Answer: answer, Words: words, DecidedAt: w.now})
	if err != nil {
		return 0, err
	}
	return id, w.did(n, nil, "%s: %s by %s", n.Public(), answer, w.decidedBy(by))
}

// decidedBy reads "Y for X" where a delegate decides.
func (w work) decidedBy(by decider) string {
	if by.behalf == nil {
		return by.person.Address
	}
	return fmt.Sprintf("%s for %s", by.person.Address, w.people.person(*by.behalf).Address)
}

// undo takes a decision back while the thank-you has not entered sending. why
// says what stood against it.
func (w work) undo(n *store.Nomination, by decider) (ok bool, why templates.Why, err error) {
	d, err := store.StandingDecision(w.ctx, w.tx, n.ID)
	if errors.Is(err, store.ErrNotFound) {
		return false, templates.WhyState, nil
	}
	if err != nil {
		return false, "", err
	}
	if d.PersonID != by.person.ID {
		return false, templates.WhyNotYours, nil
	}
	switch n.State {
	case recognition.Declined:
	case recognition.Approved, recognition.Held:
		cancelled, err := store.CancelThankYou(w.ctx, w.tx, n.ID, "the decision was taken back", w.now)
		if err != nil || !cancelled {
			return false, templates.WhySent, err
		}
	default:
		return false, templates.WhySent, nil
	}
	if err := store.UndoDecision(w.ctx, w.tx, d.ID, w.now); err != nil {
		return false, "", err
	}
	if err := w.setDue(n, by.ask.PersonID); err != nil {
		return false, "", err
	}
	if err := w.move(n, recognition.Awaiting, by.person.Address, "taken back by "+w.decidedBy(by)); err != nil {
		return false, "", err
	}
	if err := store.ReopenAsk(w.ctx, w.tx, n.ID, by.ask.PersonID); err != nil {
		return false, "", err
	}
	if err := store.ReopenTokens(w.ctx, w.tx, n.ID, by.ask.PersonID); err != nil {
		return false, "", err
	}
	if n.NominatorID != nil && *n.NominatorID == by.person.ID {
		return true, "", nil
	}
	return true, "", w.tellOutcome(n, outcomeArgs{Result: templates.ResultUndone, By: by.person.ID})
}
