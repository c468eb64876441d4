package jobs

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/reply/decision"
	"goodword/templates"
)

// mostLater is for how many business days an approver may put an answer off.
const mostLater = 10

// approverCommand carries out one command of an approver and says it back.
// approving is set when the same mail approves.
func (w work) approverCommand(n *store.Nomination, by decider, c decision.Command, approving bool) (templates.Line, error) {
	words := strings.Join(c.Args, " ")
	switch c.Name {
	case "edit":
		if words == "" {
			return refuse(c, templates.WhyNoWords), nil
		}
		n.ManagerLine = words
		return templates.Line{Did: templates.DidEdit, Words: templates.Words(words)}, store.SetManagerLine(w.ctx, w.tx, n.ID, words)
	case "behaviour":
		return w.setBehaviour(n, c, by.person, store.NamedByApprover)
	case "level":
		return w.setLevel(n, c)
	case "lesson":
		if words == "" {
			return refuse(c, templates.WhyNoWords), nil
		}
		return templates.Line{Did: templates.DidLesson, Words: templates.Words(words)}, store.KeepLesson(w.ctx, w.tx, n.ID, words, by.person.ID, w.now)
	case "later":
		return w.later(n, by, c)
	case "delegate":
		return w.delegate(n, by, c)
	case "not":
		return w.reassign(n, by, c)
	case "also":
		return w.also(n, c, &by, approving)
	case "undo":
		return refuse(c, templates.WhyState), nil
	}
	return refuse(c, templates.WhyNotYours), nil
}

func refuse(c decision.Command, why templates.Why) templates.Line {
	said := c.Name
	if c.Item != "" {
		said += " " + c.Item
	}
	if len(c.Args) > 0 {
		said += " " + strings.Join(c.Args, " ")
	}
	return templates.Line{Did: templates.DidRefuse, Command: said, Why: why}
}

// later moves reminder and escalation: once, and ten business days at most.
func (w work) later(n *store.Nomination, by decider, c decision.Command) (templates.Line, error) {
	p := w.people.place(by.ask.PersonID)
	remind := p.BusinessDays(w.now, 1)
	if len(c.Args) > 0 {
		if days, err := strconv.Atoi(c.Args[0]); err == nil {
			remind = p.BusinessDays(w.now, days)
		} else if remind = dayAhead(c.Args[0], p, w.now); remind.IsZero() {
			return refuse(c, templates.WhyNoWords), nil
		}
	}
	if remind.After(p.BusinessDays(w.now, mostLater)) {
		return refuse(c, templates.WhyTooLong), nil
	}
	escalate := p.BusinessDays(remind, max(w.Settings.EscalateAfter-w.Settings.RemindAfter, 1))
	lapse := p.BusinessDays(escalate, 1)
	err := store.Postpone(w.ctx, w.tx, n.ID, store.Due{Remind: &remind, Escalate: &escalate, Lapse: &lapse}, w.now)
	if errors.Is(err, store.ErrMoved) {
		return refuse(c, templates.WhyOnce), nil
	}
	return templates.Line{Did: templates.DidLater, When: remind}, err
}

// dayAhead gives this time on a day as decision.Command names it, or when work begins
// next at p where nobody works then; the zero time for no such day.
func dayAhead(day string, p recognition.Place, now time.Time) time.Time {
	today, wanted := (int(now.In(p.Location).Weekday())+6)%7, slices.Index(strings.Fields(decision.Weekdays), day) // from Monday on
	ahead := (wanted-today+6)%7 + 1
	switch {
	case day == decision.Tomorrow:
		ahead = 1
	case day == decision.NextWeek:
		ahead = 7 - today
	case wanted < 0:
		return time.Time{}
	}
	return p.BusinessDays(now.In(p.Location).AddDate(0, 0, ahead), 0)
}

// delegate passes the question on; both are told.
func (w work) delegate(n *store.Nomination, by decider, c decision.Command) (templates.Line, error) {
	to, line, ok := w.personSaid(c)
	if !ok {
		return line, nil
	}
	isNominator := n.NominatorID != nil && *n.NominatorID == to.ID
	if to.ID == *n.NomineeID || to.ID == by.ask.PersonID || isNominator {
		return refuse(c, templates.WhySelf), nil
	}
	if err := store.CloseAsk(w.ctx, w.tx, by.ask.ID, w.now); err != nil {
		return templates.Line{}, err
	}
	asks, err := store.OpenAsks(w.ctx, w.tx, n.ID)
	if err != nil {
		return templates.Line{}, err
	}
	for _, a := range asks {
		if a.PersonID == to.ID {
			return templates.Line{Did: templates.DidDelegate, Who: []templates.Person{w.people.shown(to.ID)}}, nil
		}
	}
	if err := w.setDue(n, to.ID); err != nil {
		return templates.Line{}, err
	}
	if err := w.ask(n, recognition.Approver{ID: to.ID, OnBehalfOf: by.person.ID, Why: recognition.WhyPassedOn}); err != nil {
		return templates.Line{}, err
	}
	if _, err := w.post(post{kind: templates.LetterDelegated, slot: fmt.Sprintf("delegated:%d:%d", w.cause, to.ID), about: n, to: to.ID,
		args: delegatedArgs{From: by.person.ID, To: to.ID}}); err != nil {
		return templates.Line{}, err
	}
	return templates.Line{Did: templates.DidDelegate, Who: []templates.Person{w.people.shown(to.ID)}}, nil
}

// personSaid finds the one person a command names, by address, full name, or a given name nobody else has.
func (w work) personSaid(c decision.Command) (store.Person, templates.Line, bool) {
	people, line, ok := w.peopleSaid(c)
	if !ok {
		return store.Person{}, line, false
	}
	if len(people) != 1 {
		return store.Person{}, refuse(c, templates.WhyNoWords), false
	}
	return people[0], line, true
}

// peopleSaid finds the people a command names; the line says which is not known.
func (w work) peopleSaid(c decision.Command) ([]store.Person, templates.Line, bool) {
	if len(c.Args) == 0 {
		return nil, refuse(c, templates.WhyNoWords), false
	}
	var list []store.Person
	for _, said := range c.Args {
		p, ok := w.people.named(said)
		if !ok { // a given name that one person has says who is meant
			if only := w.calledSo(said); only != 0 {
				p, ok = w.people.person(only), true
			}
		}
		if !ok || !p.Active {
			line := refuse(c, templates.WhyNotKnown)
			if !ok && len(w.people.index.Called(strings.ToLower(said))) > 1 {
				line.Why = templates.WhyMany
			}
			line.Words = templates.Words(said)
			return nil, line, false
		}
		list = append(list, p)
	}
	return list, templates.Line{}, true
}

// reassign names another nominee: the nominator is told, and whoever approves
// for that one is asked.
func (w work) reassign(n *store.Nomination, by decider, c decision.Command) (templates.Line, error) {
	old := *n.NomineeID
	var meant []string
	for _, said := range c.Args {
		if p, ok := w.people.named(said); ok && p.ID == old || !ok && calls([]string{said}, w.people.person(old)) {
			continue
		}
		meant = append(meant, said)
	}
	c.Args = meant
	to, line, ok := w.personSaid(c)
	if !ok {
		return line, nil
	}
	if to.ID == by.person.ID {
		return refuse(c, templates.WhySelf), nil
	}
	if !w.eligible(to) {
		return refuse(c, templates.WhyNotKnown), nil
	}
	if same, err := store.SameWords(w.ctx, w.tx, to.ID, n.ComplimentHash); err == nil {
		return templates.Line{Did: templates.DidRefuse, Command: same.Public(), Why: templates.WhyAlready}, w.superseded(n, &same, by.person)
	} else if !errors.Is(err, store.ErrNotFound) {
		return templates.Line{}, err
	}
	if err := w.settle(n, by.person.ID, templates.ResultReassigned); err != nil {
		return templates.Line{}, err
	}
	if err := store.SetNominee(w.ctx, w.tx, n.ID, to.ID, w.now); err != nil {
		return templates.Line{}, err
	}
	n.NomineeID = &to.ID
	if err := w.audit("nominee changed", by.person.Address, n, nil, w.people.person(old).Address+" to "+to.Address); err != nil {
		return templates.Line{}, err
	}
	if err := w.tellOutcome(n, outcomeArgs{Result: templates.ResultReassigned, By: by.person.ID, OldNominee: old, NewNominee: to.ID}); err != nil {
		return templates.Line{}, err
	}
	if aboutSender(n) { // who sent it in praised another
		if err := store.SetNamedBesides(w.ctx, w.tx, n.ID, &by.person.ID); err != nil {
			return templates.Line{}, err
		}
	}
	return templates.Line{Did: templates.DidNot, Who: []templates.Person{w.people.shown(to.ID)}}, w.route(n)
}

// also opens a nomination for each who helped. It is approved at once only if
// the same mail approves and the same person would be asked.
func (w work) also(n *store.Nomination, c decision.Command, by *decider, approving bool) (templates.Line, error) {
	people, line, ok := w.peopleSaid(c)
	if !ok {
		return line, nil
	}
	done := templates.Line{Did: templates.DidAlso}
	for _, p := range people {
		if p.ID == *n.NomineeID {
			continue
		}
		if !w.eligible(p) {
			line := refuse(c, templates.WhyNotKnown)
			line.Words = templates.Words(p.Name)
			return line, nil
		}
		more := *n
		more.NomineeID, more.InboundID = &p.ID, n.InboundID
		opened, again, err := w.open(more)
		if err != nil {
			return done, err
		}
		done.Who = append(done.Who, w.people.shown(p.ID))
		if again {
			continue
		}
		if err := w.placeBeside(&opened, n, by); err != nil {
			return done, err
		}
		list := w.approvers(&opened)
		if by != nil && approving && len(list) > 0 && list[0].ID == by.person.ID && !list[0].Confirmation {
			err = w.approveAtOnce(&opened, list[0], *by)
		} else {
			err = w.route(&opened)
		}
		if err != nil {
			return done, err
		}
	}
	if len(done.Who) == 0 {
		return refuse(c, templates.WhySelf), nil
	}
	return done, nil
}

// approveAtOnce records the ask and its answer in one step, without a letter between.
func (w work) approveAtOnce(n *store.Nomination, a recognition.Approver, by decider) error {
	if err := w.setDue(n, a.ID); err != nil {
		return err
	}
	id, err := store.PutAsk(w.ctx, w.tx, n.ID, a, w.now)
	if err != nil {
		return err
	}
	if err := w.move(n, recognition.Awaiting, by.person.Address, "named by also"); err != nil {
		return err
	}
	if by.behalf = nil; a.OnBehalfOf != 0 { // for whom may be another than in the question that was answered
		by.behalf = &a.OnBehalfOf
	}
	return w.approve(n, decider{ask: store.Ask{ID: id, NominationID: n.ID, PersonID: a.ID}, person: by.person, behalf: by.behalf}, "")
}
