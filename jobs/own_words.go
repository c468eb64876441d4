package jobs

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/recognition/audience"
	"goodword/internal/store"
	"goodword/mail/reply/decision"
	"goodword/templates"
)

// wordsRest is for how long the CEO's own words rest that follow a thank-you:
// no digest announces them, so this is when they can be taken back.
const wordsRest = 15 * time.Minute

// ownWords takes the CEO's own words to a nominee: into the thank-you while it
// has not left, else as a letter of their own, after a rest in which hold or
// undo takes them back. Both leave through mayUseName.
func (w work) ownWords(n *store.Nomination, m mail, c decision.Command) (templates.Line, error) {
	words := withoutTokens(strings.Join(c.Args, " "))
	switch {
	case strings.TrimSpace(words) == "":
		return refuse(c, templates.WhyNoWords), nil
	case !recognised(n):
		return refuse(c, templates.WhyState), nil
	case w.people.signer(*n.NomineeID) != recognition.CEO:
		return refuse(c, templates.WhySelf), nil
	}
	thanks, err := store.ThankYouOf(w.ctx, w.tx, n.ID)
	if errors.Is(err, store.ErrNotFound) { // it came back, or was refused
		return refuse(c, templates.WhyState), nil
	}
	if err != nil {
		return templates.Line{}, err
	}
	line := w.about(templates.DidThank, n, c)
	line.Words = templates.Words(words)
	if thanks.State == recognition.Queued && thanks.Raw == nil {
		err = store.SetLeaderWords(w.ctx, w.tx, n.ID, words, m.sender.ID, w.cause)
	} else if n.State == recognition.Thanked {
		line.When = w.now.Add(wordsRest)
		var id int64
		if id, err = w.postWords(n, thanks.ApprovalID, ownWordsArgs{Words: words, By: m.sender.ID}, line.When); err == nil && id == 0 {
			return refuse(c, templates.WhyOnce), nil
		}
	} else {
		return refuse(c, templates.WhyState), nil // on its way, or stuck: a person looks after it first
	}
	if err != nil {
		return templates.Line{}, err
	}
	return line, w.audit("own words of the CEO", m.sender.Address, n, nil, "")
}

// postWords queues own words as a letter; one mail writes one to each.
func (w work) postWords(n *store.Nomination, approval *int64, args ownWordsArgs, at time.Time) (int64, error) {
	return w.post(post{kind: templates.LetterOwnWords, slot: fmt.Sprintf("own_words:%d:%d", n.ID, w.cause), over: string(recognition.CEO),
		about: n, approval: approval, to: *n.NomineeID, args: args, at: at})
}

// joined puts what one mail writes to the same nominee in two commands into one.
func joined(commands []decision.Command) []decision.Command {
	var list []decision.Command
	for _, c := range commands {
		same := slices.IndexFunc(list, func(o decision.Command) bool { return o.Name == "thank" && c.Name == "thank" && o.Item == c.Item })
		if same < 0 {
			list = append(list, c)
			continue
		}
		list[same].Args = append(slices.Clone(list[same].Args), c.Args...)
	}
	return list
}

// holdWords takes own words back that follow a thank-you and have not left.
func (w work) holdWords(n *store.Nomination, m mail, c decision.Command) (templates.Line, error) {
	stopped, err := w.stopWords(n, "taken back by "+m.sender.Address)
	if err != nil || len(stopped) == 0 {
		return refuse(c, templates.WhySent), err
	}
	return w.about(templates.DidUnsaid, n, c), w.audit("own words of the CEO taken back", m.sender.Address, n, nil, "")
}

// stopWords cancels the own words about a nomination that have not left.
func (w work) stopWords(n *store.Nomination, why string) ([]store.Letter, error) {
	waiting, err := store.WaitingWords(w.ctx, w.tx, n.ID)
	for i := 0; i < len(waiting) && err == nil; i++ {
		err = w.cancel(&waiting[i], why)
	}
	return waiting, err
}

// takeBack is a leader's undo: of the mail that is said back in the letter they
// answer, else of their last one. Decisions go back to where they waited, and
// words stay here, as long as nothing has left.
func (w work) takeBack(m mail, c decision.Command) ([]templates.Line, error) {
	said, err := w.meantByUndo(m)
	if err != nil || said == 0 {
		return []templates.Line{refuse(c, templates.WhyState)}, err
	}
	ids, err := store.TakenBackWith(w.ctx, w.tx, said)
	if err != nil || len(ids) == 0 {
		return []templates.Line{refuse(c, templates.WhyState)}, err
	}
	if c.Item != "" { // "undo 2": of that mail only what it says of number 2
		n, ok, err := w.itemOf(recognition.CEO, c.Item)
		if err != nil || !ok {
			return []templates.Line{refuse(c, templates.WhyNoItem)}, err
		}
		if !slices.Contains(ids, n.ID) {
			return []templates.Line{refuse(c, templates.WhyState)}, nil
		}
		ids = []int64{n.ID}
	}
	decided, unsaid := templates.Line{Did: templates.DidUndo}, templates.Line{Did: templates.DidUnsaid}
	var late []templates.Line
	for _, id := range ids { // in the order in which everybody locks them
		n, err := store.LockNomination(w.ctx, w.tx, id)
		if err != nil {
			return nil, err
		}
		acted := false
		for _, step := range []struct {
			do   func(*store.Nomination, mail, int64) (bool, error)
			line *templates.Line
		}{{w.takeBackWords, &unsaid}, {w.takeBackDecision, &decided}} {
			done, err := step.do(&n, m, said)
			if err != nil {
				return nil, err
			}
			if done {
				step.line.Who, acted = append(step.line.Who, w.people.shownPtr(n.NomineeID)), true
			}
		}
		if !acted {
			late = append(late, templates.Line{Did: templates.DidRefuse, Command: c.Name + ": " + w.people.shownPtr(n.NomineeID).Name, Why: templates.WhySent})
		}
	}
	lines := slices.DeleteFunc([]templates.Line{decided, unsaid}, func(l templates.Line) bool { return len(l.Who) == 0 })
	return append(lines, late...), nil
}

// meantByUndo gives the mail that is to be undone, 0 for none. Only the sender's
// own mails are.
func (w work) meantByUndo(m mail) (int64, error) {
	l, err := store.LetterByID(w.ctx, w.tx, m.answered)
	if err != nil {
		return 0, err
	}
	if l.Kind == string(templates.LetterUnderstood) && l.InboundID != nil && l.PersonID != nil && *l.PersonID == m.sender.ID {
		in, err := store.InboundByID(w.ctx, w.tx, *l.InboundID)
		if err == nil && in.FromAddress != nil {
			if by, ok := w.people.withAddress(*in.FromAddress); ok && by.ID == m.sender.ID {
				return in.ID, nil
			}
		}
	}
	return store.LastDoneBy(w.ctx, w.tx, m.sender.ID, w.now.AddDate(0, 0, -w.Settings.DigestTokenDays))
}

// takeBackWords takes back the own words of a mail, from a thank-you that was
// not written out yet or as a letter of their own.
func (w work) takeBackWords(n *store.Nomination, m mail, said int64) (done bool, err error) {
	waiting, err := store.WaitingWords(w.ctx, w.tx, n.ID)
	if err != nil {
		return false, err
	}
	for i := range waiting {
		if l := &waiting[i]; l.InboundID != nil && *l.InboundID == said {
			if err := w.cancel(l, "taken back by "+m.sender.Address); err != nil {
				return false, err
			}
			done = true
		}
	}
	if within, err := store.WordsMail(w.ctx, w.tx, n.ID); err != nil {
		return false, err
	} else if within != nil && *within == said {
		thanks, err := store.ThankYouOf(w.ctx, w.tx, n.ID)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return false, err
		}
		if err == nil && thanks.State == recognition.Queued && thanks.Raw == nil {
			if err := store.DropLeaderWords(w.ctx, w.tx, n.ID); err != nil {
				return false, err
			}
			done = true
		}
	}
	if !done {
		return false, nil
	}
	return true, w.audit("own words of the CEO taken back", m.sender.Address, n, nil, "")
}

// takeBackDecision undoes what a mail decided, as an approver's undo does.
func (w work) takeBackDecision(n *store.Nomination, m mail, said int64) (bool, error) {
	d, err := store.StandingDecision(w.ctx, w.tx, n.ID)
	if errors.Is(err, store.ErrNotFound) || err == nil && (d.InboundID != said || d.PersonID != m.sender.ID) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	ask, err := w.askOf(n.ID, m.sender.ID)
	if err != nil {
		return false, err
	}
	done, _, err := w.undo(n, decider{ask: ask, person: m.sender})
	return done, err
}

// wordsLeft notes that the CEO's own words left: only now did they thank in person.
func (w work) wordsLeft(n *store.Nomination, words string, mail *int64) error {
	if words == "" {
		return nil
	}
	return store.PutDoneTouch(w.ctx, w.tx, recognition.CEO, w.touch(n, templates.TouchWords, words), mail, w.now)
}

// wordsFailed follows up on own words that did not arrive, or never will leave:
// who wrote them is told, for nobody else can mend it.
func (w work) wordsFailed(l *store.Letter, n *store.Nomination, why templates.Why) error {
	if err := store.WordsCameBack(w.ctx, w.tx, n.ID, w.now); err != nil {
		return err
	}
	args, err := decodeArgs[ownWordsArgs](l)
	if err != nil || args.Words == "" { // forgotten
		return err
	}
	to, purpose, words := w.people.Leader(recognition.CEO), string(recognition.CEO), ": "+oneLine(args.Words)
	if args.By != to { // nobody else reads what a former CEO wrote
		to, purpose, words = w.people.Leader(recognition.CPO), string(recognition.CPO), ""
	}
	line := templates.Line{Did: templates.DidRefuse, Command: "thank " + w.people.shownPtr(n.NomineeID).Name + words, Why: why}
	return w.sayOnce(fmt.Sprintf("unsaid:%d:%s", l.ID, why), to, n, purpose, line)
}

// wordsReturned: own words were refused, or came back. Their writer is told, and
// no operator has anything to mend.
func (w work) wordsReturned(l *store.Letter) error {
	n, err := store.LockNomination(w.ctx, w.tx, *l.NominationID)
	if err != nil {
		return err
	}
	if err := store.ClearTrouble(w.ctx, w.tx, fmt.Sprintf("letter:%d", l.ID)); err != nil {
		return err
	}
	return w.wordsFailed(l, &n, templates.WhyUndelivered)
}

// wordsStay: the thank-you came back, with own words in it or before others followed it.
func (w work) wordsStay(n *store.Nomination) error {
	if err := store.WordsCameBack(w.ctx, w.tx, n.ID, w.now); err != nil {
		return err
	}
	stopped, err := w.stopWords(n, "the thank-you came back")
	for i := 0; i < len(stopped) && err == nil; i++ {
		err = w.wordsFailed(&stopped[i], n, templates.WhyReturned)
	}
	return err
}

// ownWordsArgs is what a leader wrote, and who they are.
type ownWordsArgs struct {
	Words string
	By    int64
}

func (w work) buildOwnWords(l *store.Letter, n *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[ownWordsArgs](l)
	if err != nil {
		return err
	}
	f.Number = "" // a letter from a person
	b.view = templates.OwnWords{Frame: f, Signer: w.people.shown(w.people.Leader(recognition.CEO)), Own: templates.Words(args.Words), Compliment: w.shownTo(audience.Nominee, n)}
	b.purpose, b.from = "nominee", w.from(recognition.CEO)
	return nil
}
