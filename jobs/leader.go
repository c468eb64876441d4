package jobs

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/reply/decision"
	"goodword/templates"
)

// fromLeader reads the CEO's answer to a digest, or the CPO's to theirs. Pause
// alone needs no more than the digest's live token.
func (w work) fromLeader(m mail, t store.Token) (verdict, error) {
	leader := recognition.Leader(t.Purpose)
	asked := w.people.person(t.PersonID)
	read := w.readAnswer(m, decision.Role(t.Purpose), nil, asked)
	facts := w.facts(m, t, asked)
	if !w.people.leads(leader, asked.ID) {
		return aside("an answer to a letter to a former %s", strings.ToUpper(string(leader))), nil
	}
	if ok, why := facts.Counts(); !ok {
		if leader == recognition.CEO && t.Live(w.now) && personal(m.msg.Kind) && onlyPause(read) {
			return w.pauseUnproven(m, why)
		}
		return aside("an answer to a %s letter that does not count: %s", leader, why), nil
	}
	if err := store.DigestAnswered(w.ctx, w.tx, t.LetterID, w.now); err != nil {
		return verdict{}, err
	}
	var lines []templates.Line
	m.answered = t.LetterID
	if err := w.lockItems(leader, read.Commands); err != nil {
		return verdict{}, err
	}
	for _, c := range inOrder(joined(read.Commands)) {
		done, err := w.attempt(leader, m, c)
		if err != nil {
			return verdict{}, err
		}
		lines = append(lines, done...)
	}
	if read.Left != "" {
		lines = append(lines, templates.Line{Did: templates.DidLeft, Words: templates.Words(withoutTokens(read.Left))})
	}
	if len(read.Commands) == 0 && leader == recognition.CEO {
		held, err := w.holdInWords(m, asked)
		if err != nil {
			return verdict{}, err
		}
		if len(held) > 0 {
			return taken(recognition.TakenCommand, "the ceo: hold, in own words"), w.say(asked.ID, nil, t.Purpose, held...)
		}
	}
	if len(read.Commands) == 0 && leader == recognition.CEO {
		promised, err := w.inPersonByName(m, asked)
		if err != nil {
			return verdict{}, err
		}
		if len(promised) > 0 {
			return taken(recognition.TakenCommand, "the ceo: in person, by name"), w.say(asked.ID, nil, t.Purpose, promised...)
		}
	}
	if len(read.Commands) == 0 {
		lines = append(lines, templates.Line{Did: templates.DidNothing, Words: templates.Words(withoutTokens(m.own()))})
		return w.notUnderstood(string(leader), asked.ID, nil, t.Purpose, read.Reason, lines...)
	}
	return taken(recognition.TakenCommand, "the %s: %s", leader, commandNames(read.Commands)), w.say(asked.ID, nil, t.Purpose, lines...)
}

// lockItems locks every nomination that is named, in the order in which
// everybody locks them, before anything is written.
func (w work) lockItems(leader recognition.Leader, commands []decision.Command) error {
	var ids []int64
	for _, c := range commands {
		number, err := strconv.Atoi(c.Item)
		if err != nil {
			continue
		}
		item, err := store.ItemByNumber(w.ctx, w.tx, leader, number, w.now)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		if err == nil && item.NominationID != nil {
			ids = append(ids, *item.NominationID)
		} else if err == nil && item.DelightID != nil {
			on, err := store.DelightOn(w.ctx, w.tx, *item.DelightID)
			if err != nil {
				return err
			}
			ids = append(ids, on)
		} else if id, err := w.byPublicNumber(c.Item); err != nil {
			return err
		} else if id != 0 && leader == recognition.CPO {
			ids = append(ids, id)
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

// inOrder puts pause and resume first: they wait for letters that are about to
// leave, and those may wait for whoever holds the audit log.
func inOrder(commands []decision.Command) []decision.Command {
	return slices.SortedStableFunc(slices.Values(commands), func(a, b decision.Command) int {
		return rank(a) - rank(b)
	})
}

func rank(c decision.Command) int {
	if c.Name == "pause" || c.Name == "resume" {
		return 0
	}
	return 1
}

func onlyPause(read decision.Result) bool {
	return len(read.Commands) == 1 && read.Commands[0].Name == "pause"
}

// pauseUnproven stops all mail over the CEO's name on the token's word alone: a
// wrong pause costs hours, a missed one the programme.
func (w work) pauseUnproven(m mail, why string) (verdict, error) {
	if _, err := w.setPause(m.from().Address+" (unproven)", 0, true); err != nil {
		return verdict{}, err
	}
	return taken(recognition.TakenCommand, "pause by the digest's token alone: %s", why), nil
}

// attempt carries out one command by itself: what is wrong with it never undoes
// the others, a pause least of all.
func (w work) attempt(leader recognition.Leader, m mail, c decision.Command) ([]templates.Line, error) {
	savepoint, err := w.tx.Begin(w.ctx)
	if err != nil {
		return nil, err
	}
	inner := w
	inner.tx, inner.ending = savepoint, &ending{} // what a failed command left for the end is undone with it
	lines, err := inner.command(leader, m, c)
	if err == nil {
		w.ending.add(*inner.ending)
		return lines, savepoint.Commit(w.ctx)
	}
	if back := savepoint.Rollback(w.ctx); back != nil {
		return nil, errors.Join(err, back)
	}
	if w.ctx.Err() != nil || store.NotToBlame(err) {
		return nil, err // the database's trouble: all of it is tried again
	}
	w.Log.Error("a leader's command failed; the others are carried out", "mail", m.in.ID, "command", c.Name, "error", err)
	return []templates.Line{refuse(c, templates.WhyState)}, nil
}

// command carries out one command of a leader.
func (w work) command(leader recognition.Leader, m mail, c decision.Command) ([]templates.Line, error) {
	if c.Doubt != "" {
		return []templates.Line{refuse(c, templates.WhyBeside)}, nil
	}
	if leader == recognition.CEO && c.Name == "undo" {
		return w.takeBack(m, c)
	}
	do := w.cpoCommand
	if leader == recognition.CEO {
		do = w.ceoCommand
	} else if ok, err := w.theirs(m, c); err != nil || !ok {
		return []templates.Line{refuse(c, templates.WhyNotYours)}, err
	}
	line, err := do(m, c)
	return []templates.Line{line}, err
}

// leaderCommand carries out one command of a leader and says it back.
type leaderCommand func(m mail, c decision.Command) (templates.Line, error)

// ceoCommand carries out one command of the CEO.
func (w work) ceoCommand(m mail, c decision.Command) (templates.Line, error) {
	do, ok := map[string]leaderCommand{
		"pause": w.pauseCommand, "resume": w.pauseCommand,
		"hold": w.onItem(w.hold), "release": w.onDelight(recognition.CEO, w.releaseDelight, w.onItem(w.release)),
		"approve": w.onItem(w.leaderDecides), "decline": w.onDelight(recognition.CEO, w.declineDelight, w.onItem(w.leaderDecides)),
		"thank": w.onItem(w.ownWords), "call": w.onItem(w.promise), "note": w.onItem(w.promise), "visit": w.onItem(w.promise),
		"done": w.onItem(w.done), "skip": w.onItem(w.skip),
	}[c.Name]
	if !ok {
		return refuse(c, templates.WhyNotYet), nil
	}
	return do(m, c)
}

// onItem finds the nomination that a command of the CEO is about, and locks it.
func (w work) onItem(do func(*store.Nomination, mail, decision.Command) (templates.Line, error)) leaderCommand {
	return func(m mail, c decision.Command) (templates.Line, error) {
		n, ok, err := w.itemOf(recognition.CEO, c.Item)
		if err != nil || !ok {
			return refuse(c, templates.WhyNoItem), err
		}
		return do(&n, m, c)
	}
}

func (w work) pauseCommand(m mail, c decision.Command) (templates.Line, error) {
	changed, err := w.setPause(m.sender.Address, m.sender.ID, c.Name == "pause")
	if err != nil || !changed {
		return refuse(c, templates.WhyState), err
	}
	return templates.Line{Did: templates.Did(c.Name)}, nil
}

// itemOf finds the nomination behind a number of a leader's letter.
func (w work) itemOf(leader recognition.Leader, item string) (store.Nomination, bool, error) {
	number, err := strconv.Atoi(item)
	if err != nil {
		return store.Nomination{}, false, nil
	}
	found, err := store.ItemByNumber(w.ctx, w.tx, leader, number, w.now)
	if errors.Is(err, store.ErrNotFound) || err == nil && found.NominationID == nil {
		return store.Nomination{}, false, nil
	}
	if err != nil {
		return store.Nomination{}, false, err
	}
	n, err := store.LockNomination(w.ctx, w.tx, *found.NominationID)
	return n, err == nil, err
}

func (w work) about(did templates.Did, n *store.Nomination, c decision.Command) templates.Line {
	return templates.Line{Did: did, Item: c.Item, Who: []templates.Person{w.people.shownPtr(n.NomineeID)}}
}

// hold keeps a thank-you back until it is released.
func (w work) hold(n *store.Nomination, m mail, c decision.Command) (templates.Line, error) {
	if n.State == recognition.Thanked {
		return w.holdWords(n, m, c)
	}
	if n.State != recognition.Approved {
		why := templates.WhyState
		if n.State == recognition.Stuck {
			why = templates.WhySent
		}
		return refuse(c, why), nil
	}
	thanks, err := store.ThankYouOf(w.ctx, w.tx, n.ID)
	if err != nil {
		return templates.Line{}, err
	}
	if thanks.State != recognition.Queued {
		return refuse(c, templates.WhySent), nil
	}
	if err := store.Defer(w.ctx, w.tx, thanks.ID, store.Never, "held"); err != nil {
		return templates.Line{}, err
	}
	return w.about(templates.DidHold, n, c), w.move(n, recognition.Held, m.sender.Address, "held")
}

// release lets a held thank-you go out at once: the CEO has seen it.
func (w work) release(n *store.Nomination, m mail, c decision.Command) (templates.Line, error) {
	switch n.State {
	case recognition.Held:
		if err := w.move(n, recognition.Approved, m.sender.Address, "released"); err != nil {
			return templates.Line{}, err
		}
	case recognition.Approved:
	default:
		return refuse(c, templates.WhyState), nil
	}
	thanks, err := store.ThankYouOf(w.ctx, w.tx, n.ID)
	if err != nil {
		return templates.Line{}, err
	}
	if thanks.State != recognition.Queued {
		return refuse(c, templates.WhySent), nil
	}
	if err := store.MarkReleased(w.ctx, w.tx, n.ID, m.sender.ID, w.now); err != nil {
		return templates.Line{}, err
	}
	if err := store.Defer(w.ctx, w.tx, thanks.ID, w.now, "released"); err != nil {
		return templates.Line{}, err
	}
	return w.about(templates.DidRelease, n, c), w.enqueue(DeliverArgs{Letter: thanks.ID})
}

// leaderDecides records the CEO's approval or refusal of an item that asks for it.
func (w work) leaderDecides(n *store.Nomination, m mail, c decision.Command) (templates.Line, error) {
	asks, err := store.OpenAsks(w.ctx, w.tx, n.ID)
	if err != nil {
		return templates.Line{}, err
	}
	for _, a := range asks {
		if a.PersonID != m.sender.ID || n.State != recognition.Awaiting {
			continue
		}
		by, words := decider{ask: a, person: m.sender}, ""
		if len(c.Args) > 0 {
			words = c.Args[0]
		}
		line := w.about(templates.DidApprove, n, c)
		line.Words = templates.Words(words)
		if c.Name == "approve" {
			if !w.wordsFit(m, n, words) {
				return refuse(c, templates.WhyBeside), nil
			}
			return line, w.approve(n, by, words)
		}
		line.Did = templates.DidDecline
		return line, w.decline(n, by, words)
	}
	return refuse(c, templates.WhyDecided), nil
}

// setPause stops or resumes all mail over the CEO's name; operator and CPO are
// told. It gives false where nothing changed.
func (w work) setPause(by string, person int64, pause bool) (bool, error) {
	change, what := store.ResumeCEO, "resumed"
	if pause {
		change, what = store.PauseCEO, "paused"
	}
	changed, err := change(w.ctx, w.tx, by, w.now)
	if err != nil || !changed {
		return changed, err
	}
	if !pause {
		if err := store.HurryCEO(w.ctx, w.tx, w.now); err != nil {
			return false, err
		}
	}
	if err := w.audit("mail over the CEO's name "+what, by, nil, nil, ""); err != nil {
		return false, err
	}
	w.Log.Warn("mail over the CEO's name "+what, "by", by)
	waiting, err := store.NominationsIn(w.ctx, w.tx, recognition.Approved, 1000)
	if err != nil {
		return false, err
	}
	args := pausedArgs{Resumed: !pause, By: person, At: w.now, Waiting: len(waiting)}
	slot := fmt.Sprintf("%s:%d", what, w.now.UnixMicro())
	if _, err := w.post(post{kind: templates.LetterPaused, slot: slot + ":cpo", to: w.people.Leader(recognition.CPO), args: args}); err != nil {
		return false, err
	}
	if w.Settings.Operator == "" {
		return true, nil
	}
	_, err = w.post(post{kind: templates.LetterPaused, slot: slot + ":operator", address: w.Settings.Operator, language: "en", args: args})
	return true, err
}

// cpoCommand carries out one command of the Chief People Officer.
func (w work) cpoCommand(m mail, c decision.Command) (templates.Line, error) {
	do, ok := map[string]leaderCommand{
		"nominee": w.placeUnclear, "approve": w.placeUnclear, "skip": w.onDelight(recognition.CPO, w.skipDelight, w.skipItem), "release": w.releaseCustomer,
		"delight": w.onCustomer(w.delight), "ask": w.onCustomer(w.askCustomer), "wow": w.wow, "done": w.doneItem, "news": w.news,
		"publish": w.publish, "unpublish": w.unpublish, "challenge": w.weeklyChallenge, "trivia": w.trivia,
	}[c.Name]
	if !ok {
		return refuse(c, templates.WhyNotYet), nil
	}
	return do(m, c)
}

// placeUnclear names the nominee of a compliment that could not be routed, or leaves it.
func (w work) placeUnclear(m mail, c decision.Command) (templates.Line, error) {
	n, ok, err := w.itemOf(recognition.CPO, c.Item)
	if err != nil || !ok {
		return refuse(c, templates.WhyNoItem), err
	}
	if n.State != recognition.Unclear {
		return refuse(c, templates.WhyState), nil
	}
	if c.Name == "skip" {
		return templates.Line{Did: templates.DidSkip, Item: c.Item}, w.lapse(&n, m.sender.Address, "left out by the CPO")
	}
	who, line, ok := w.namedBy(&n, c)
	if !ok {
		return line, nil
	}
	if _, err := w.nameNominee(&n, who.ID, m.sender.Address); err != nil {
		return templates.Line{}, err
	}
	done := w.about(templates.DidNominee, &n, c)
	done.Who = []templates.Person{w.people.shown(who.ID)}
	return done, nil
}

// namedBy gives whom the CPO means: whom they name, or by "3 yes" the one who may be meant.
func (w work) namedBy(n *store.Nomination, c decision.Command) (store.Person, templates.Line, bool) {
	if c.Name != "approve" {
		return w.personSaid(c)
	}
	only, ok := w.onlyCandidate(n)
	if !ok || len(c.Args) > 0 {
		return store.Person{}, refuse(c, templates.WhyNoWords), false
	}
	return w.people.person(only), templates.Line{}, true
}
