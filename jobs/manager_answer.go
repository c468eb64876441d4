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

// purposeApprover is the purpose of a token by which an approver answers: about
// its nomination; or, without one, about what the letter numbers.
const purposeApprover = "approver"

// asked is what the answer to a manager's letter can be about.
type asked struct {
	items []weekItem // by number, from 1
	one   int64      // the challenge of a letter that has only that
	at    time.Time  // when the letter was written: a later question is another one
}

// askedBy reads what a letter asked; ok is false for one that asks nothing.
func (w work) askedBy(l store.Letter) (a asked, ok bool, err error) {
	switch templates.Letter(l.Kind) {
	case templates.LetterManagerWeek:
		args, err := decodeArgs[weekArgs](&l)
		return asked{items: args.Items, at: l.QueuedAt}, true, err
	case templates.LetterChallengePrivate:
		args, err := decodeArgs[challengeArgs](&l)
		return asked{one: args.Challenge}, args.Challenge != 0, err
	case templates.LetterUnderstood:
		args, err := decodeArgs[sayArgs](&l)
		if err != nil || args.On == 0 {
			return asked{}, false, err
		}
		on, err := store.LetterByID(w.ctx, w.tx, args.On)
		if err != nil || on.Kind == l.Kind {
			return asked{}, false, err
		}
		return w.askedBy(on)
	}
	return asked{}, false, nil
}

// fromManager reads a manager's answer to the weekly letter, or to a challenge
// told in private. It counts under the rule of every decision, and nobody
// stands in: what is in these letters is for the manager alone.
func (w work) fromManager(m mail, t store.Token) (verdict, error) {
	l, err := store.LetterByID(w.ctx, w.tx, t.LetterID)
	if err != nil {
		return verdict{}, err
	}
	a, ok, err := w.askedBy(l)
	if err != nil || !ok {
		return aside("an answer to letter %d (%s), which asks nothing: somebody should read it", l.ID, l.Kind), err
	}
	manager := w.people.person(t.PersonID)
	facts := w.facts(m, t, manager)
	facts.DeputyID = 0
	if ok, why := facts.Counts(); !ok {
		return aside("an answer to a %s letter that does not count: %s", l.Kind, why), nil
	}
	read := w.readAnswer(m, decision.Manager, nil, manager)
	read.Commands = a.spelledOut(read.Commands)
	if err := w.lockAsked(a, read.Commands); err != nil {
		return verdict{}, err
	}
	var lines []templates.Line
	for _, c := range read.Commands {
		line, err := w.managerCommand(m, a, c)
		if err != nil {
			return verdict{}, err
		}
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		lines = append(lines, templates.Line{Did: templates.DidNothing, Words: templates.Words(withoutTokens(m.own()))})
		return w.sayDaily(taken(recognition.TakenAnswer, "nothing to do in %s's answer: %s", manager.Address, read.Reason),
			fmt.Sprintf("nothing:letter:%d", origin(l)), manager.ID, nil, sayArgs{Lines: lines, Purpose: purposeApprover, On: origin(l)})
	}
	_, err = w.post(post{kind: templates.LetterUnderstood, slot: fmt.Sprintf("understood:%d:%d:", w.cause, manager.ID), to: manager.ID,
		args: sayArgs{Lines: lines, Purpose: purposeApprover, On: origin(l)}})
	return taken(recognition.TakenCommand, "%s: %s", manager.Address, commandNames(read.Commands)), err
}

// origin is the letter that asked, also of one that said back what was understood of an answer.
func origin(l store.Letter) int64 {
	if args, err := decodeArgs[sayArgs](&l); err == nil && l.Kind == string(templates.LetterUnderstood) && args.On != 0 {
		return args.On
	}
	return l.ID
}

// lockAsked locks the nominations that are named, in the order of everybody.
func (w work) lockAsked(a asked, commands []decision.Command) error {
	var ids []int64
	for _, c := range commands {
		if item, ok := a.item(c); ok && item.Nomination != 0 {
			ids = append(ids, item.Nomination)
		}
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		if _, err := store.LockNomination(w.ctx, w.tx, id); err != nil {
			return err
		}
	}
	return nil
}

// spelledOut puts the numbers of what waits in the letter in place of "all", but those
// named beside it ("approve all, decline 2"), and of "both" where just two wait.
func (a asked) spelledOut(commands []decision.Command) []decision.Command {
	var waits []string
	for i, item := range a.items {
		if item.Nomination != 0 {
			waits = append(waits, strconv.Itoa(i+1))
		}
	}
	var out []decision.Command
	for _, c := range commands {
		if c.Item != decision.All && (c.Item != decision.Both || len(waits) != 2) || len(waits) == 0 {
			out = append(out, c)
			continue
		}
		for _, number := range waits {
			if !slices.ContainsFunc(commands, func(o decision.Command) bool { return o.Item == number }) {
				c.Item = number
				out = append(out, c)
			}
		}
	}
	return out
}

// item finds what a command is about.
func (a asked) item(c decision.Command) (weekItem, bool) {
	if c.Item == "" {
		if a.one != 0 {
			return weekItem{Challenge: a.one}, true
		}
		if len(a.items) == 1 && c.Name != "approve" && c.Name != "decline" {
			return a.items[0], true
		}
		return weekItem{}, false
	}
	n, err := strconv.Atoi(c.Item)
	if err != nil || n < 1 || n > len(a.items) {
		return weekItem{}, false
	}
	return a.items[n-1], true
}

func (w work) managerCommand(m mail, a asked, c decision.Command) (templates.Line, error) {
	item, ok := a.item(c)
	decides := c.Name == "approve" || c.Name == "decline"
	switch {
	case c.Doubt != "":
		return refuse(c, templates.WhyBeside), nil
	case !ok, decides != (item.Nomination != 0):
		return refuse(c, templates.WhyNoItem), nil
	case decides:
		return w.managerDecides(m, item.Nomination, a.at, c)
	}
	return w.talked(m, item.Challenge, c)
}

// managerDecides records a decision given by a number of the weekly letter: the
// sender has an open question of their own about it, asked before the letter. A
// later one is about another nominee, or was asked anew.
func (w work) managerDecides(m mail, id int64, letter time.Time, c decision.Command) (templates.Line, error) {
	n, err := store.LockNomination(w.ctx, w.tx, id)
	if err != nil {
		return templates.Line{}, err
	}
	ask, err := w.openAsk(n.ID, m.sender.ID)
	if errors.Is(err, store.ErrNotFound) || err == nil && n.State != recognition.Awaiting {
		return refuse(c, templates.WhyDecided), nil
	}
	if err != nil {
		return templates.Line{}, err
	}
	if ask.AskedAt.After(letter) {
		return refuse(c, templates.WhyNoItem), nil
	}
	if partial(&n, ask, m.sender.ID) != "" {
		return refuse(c, templates.WhySelf), nil
	}
	if w.beneath(&n, ask) {
		return refuse(c, templates.WhyNotYours), w.passOn(n.ID)
	}
	words := strings.Join(c.Args, " ")
	if c.Name == "approve" && !w.wordsFit(m, &n, words) {
		return refuse(c, templates.WhyBeside), nil
	}
	line, by := w.about(templates.DidApprove, &n, c), decider{ask: ask, person: m.sender, behalf: ask.OnBehalfOf}
	line.Words = templates.Words(words)
	if c.Name == "decline" {
		line.Did = templates.DidDecline
		return line, w.decline(&n, by, words)
	}
	if err := w.approve(&n, by, words); err != nil || n.State != recognition.Awaiting {
		return line, err
	}
	asks, err := store.OpenAsks(w.ctx, w.tx, n.ID) // confirmed alone; the next level decides
	if err != nil || len(asks) == 0 {
		return line, err
	}
	return templates.Line{Did: templates.DidDelegate, Who: []templates.Person{w.people.shown(asks[len(asks)-1].PersonID)}}, nil
}

// wordsFit says that the words which an approval by number takes along name nobody but
// who is known to have to do with n.
func (w work) wordsFit(m mail, n *store.Nomination, words string) bool {
	return words == "" || !decision.NamesAnother(words, w.optionsFor(m, decision.Approver, n, m.sender))
}

// openAsk gives the question about a nomination that somebody may answer; ErrNotFound for none.
func (w work) openAsk(nomination, person int64) (store.Ask, error) {
	asks, err := store.OpenAsks(w.ctx, w.tx, nomination)
	if err != nil {
		return store.Ask{}, err
	}
	for _, a := range asks {
		if a.PersonID == person && !a.ByDigest {
			return a, nil
		}
	}
	return store.Ask{}, store.ErrNotFound
}

// talked logs the conversation about a challenge, which closes it. From then on
// the words may stand in the employee's own monthly letter.
func (w work) talked(m mail, id int64, c decision.Command) (templates.Line, error) {
	ch, err := store.ChallengeByID(w.ctx, w.tx, id)
	if err != nil {
		return templates.Line{}, err
	}
	if ch.ManagerID == nil || *ch.ManagerID != m.sender.ID {
		return refuse(c, templates.WhyNotYours), nil
	}
	words := clean(withoutTokens(strings.Join(c.Args, " ")))
	fresh, err := store.LogTalk(w.ctx, w.tx, id, m.sender.ID, w.cause, words, w.now)
	if err != nil || !fresh {
		return refuse(c, templates.WhyState), err
	}
	line := templates.Line{Did: templates.DidTalked, Item: c.Item, Words: templates.Words(words)}
	if ch.EmployeeID != nil {
		line.Who = []templates.Person{w.people.shown(*ch.EmployeeID)}
	}
	if err := w.did(nil, nil, "the conversation about challenge %d is logged", id); err != nil {
		return line, err
	}
	return line, w.audit("challenge talked about", m.sender.Address, nil, nil, fmt.Sprintf("challenge %d", id))
}
