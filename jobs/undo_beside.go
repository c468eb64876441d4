package jobs

import (
	"errors"
	"fmt"
	"slices"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/reply/decision"
	"goodword/templates"
)

// recalls says that an answer after a decision takes it back: by undo, or, while a
// thank-you that the same person approved still waits, by whatever may mean that.
func (w work) recalls(m mail, n *store.Nomination, by decider, read decision.Result) (bool, error) {
	if slices.ContainsFunc(read.Commands, func(c decision.Command) bool { return c.Name == "undo" }) {
		return true, nil
	}
	if n.State != recognition.Approved && n.State != recognition.Held || !decision.Recalls(m.own(), w.optionsFor(m, decision.Approver, n, w.people.person(by.ask.PersonID))) {
		return false, nil
	}
	d, err := store.StandingDecision(w.ctx, w.tx, n.ID)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	return err == nil && d.PersonID == by.person.ID, err
}

// takeAllBack undoes the decision on n and what the same mail of the same person decided
// of others by the same praise: who approved two by "also" and takes the approval back means both,
// but not what they answered by numbers beside it. why is what stood against it; lines say whose
// decision is taken back, and whose came too late.
//
// The others were opened after n, so they are locked in the order in which everybody locks them.
func (w work) takeAllBack(n *store.Nomination, by decider) (lines []templates.Line, why templates.Why, err error) {
	d, err := store.StandingDecision(w.ctx, w.tx, n.ID)
	if errors.Is(err, store.ErrNotFound) {
		return nil, templates.WhyState, nil
	}
	if err != nil {
		return nil, "", err
	}
	if ok, why, err := w.undo(n, by); err != nil || !ok {
		return nil, why, err
	}
	done := templates.Line{Did: templates.DidUndo}
	ids, err := store.TakenBackWith(w.ctx, w.tx, d.InboundID)
	if err != nil {
		return nil, "", err
	}
	for _, id := range ids {
		if id <= n.ID {
			continue
		}
		other, err := store.LockNomination(w.ctx, w.tx, id)
		if err != nil {
			return nil, "", err
		}
		if other.InboundID != n.InboundID {
			continue
		}
		beside, err := store.StandingDecision(w.ctx, w.tx, id)
		if errors.Is(err, store.ErrNotFound) || err == nil && (beside.InboundID != d.InboundID || beside.PersonID != by.person.ID) {
			continue
		}
		if err != nil {
			return nil, "", err
		}
		undone, why, err := w.undoBeside(&other, by.person, beside.OnBehalfOf)
		if err != nil {
			return nil, "", err
		}
		if undone {
			done.Who = append(done.Who, w.people.shownPtr(other.NomineeID))
			continue
		}
		lines = append(lines, templates.Line{Did: templates.DidRefuse, Command: "undo: " + w.people.shownPtr(other.NomineeID).Name, Why: why})
	}
	if len(done.Who) > 0 || len(lines) > 0 { // with others beside, it is said of whom
		done.Who = append([]templates.Person{w.people.shownPtr(n.NomineeID)}, done.Who...)
	}
	return append([]templates.Line{done}, lines...), "", nil
}

// undoBeside undoes the decision on who was approved beside another, and asks about them by a
// letter of their own, as none was written when they were approved.
func (w work) undoBeside(n *store.Nomination, by store.Person, behalf *int64) (bool, templates.Why, error) {
	ask, err := w.askOf(n.ID, by.ID)
	if err != nil {
		return false, "", err
	}
	ok, why, err := w.undo(n, decider{ask: ask, person: by, behalf: behalf})
	if err != nil || !ok || n.State != recognition.Awaiting || ask.ByDigest {
		return ok, why, err
	}
	_, err = w.post(post{kind: templates.LetterRequest, slot: fmt.Sprintf("request:%d", ask.ID), about: n, to: by.ID, args: requestArgs{Ask: ask.ID}})
	return true, "", err
}
