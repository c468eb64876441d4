package jobs

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/mail/parse"
	"goodword/mail/parse/quote"
	"goodword/mail/reply"
	"goodword/mail/reply/decision"
	"goodword/templates"
)

// takeAnswer handles a mail that carries a token of ours.
func (w work) takeAnswer(m mail, t store.Token) (verdict, error) {
	switch {
	case t.NominationID == nil && t.Purpose == purposeApprover:
		return w.fromManager(m, t)
	case t.NominationID == nil && t.Purpose == "nominee":
		return w.fromEmployeeMonth(m, t)
	}
	switch t.Purpose {
	case purposeApprover:
		return w.fromApprover(m, t)
	case "nominator":
		return w.fromNominator(m, t)
	case "nominee":
		return w.fromNominee(m, t)
	case asksNothing:
		return w.askedNothing(m, t)
	default:
		return w.fromLeader(m, t)
	}
}

// facts is what is known of an answer, for the rules to judge.
func (w work) facts(m mail, t store.Token, asked store.Person) recognition.Answer {
	a := recognition.Answer{TokenBound: true, TokenLive: t.Live(w.now), AskedID: asked.ID, SenderID: m.sender.ID, FromCount: len(m.msg.From),
		Vouched: m.Sender.Vouched, VouchReason: m.Sender.Reason, AskedAt: t.CreatedAt, SentAt: m.msg.Date, ByDKIMAlone: m.Sender.SignatureAlone}
	if asked.DeputyID != nil && t.Purpose == "approver" { // nobody stands in for a nominee, a nominator or a leader
		a.DeputyID = *asked.DeputyID
	}
	if a.SenderID != 0 && !m.sender.Active {
		a.SenderID = 0 // who has left answers nothing
	}
	if !personal(m.msg.Kind) {
		a.Machine = m.msg.KindReason
	} else if by := listField(m.msg); by != "" {
		// A group hands on what anybody wrote to it, from the company's own
		// server: that server's verdict is then about the group.
		a.Machine = "it came by a list or a group (" + by + ")"
	}
	return a
}

// personal says whether mail of this kind is written by a person.
func personal(k parse.Kind) bool {
	return k == parse.KindReply || k == parse.KindDirect || k == parse.KindForward
}

// fromApprover reads an approver's answer: decision, commands, or neither.
func (w work) fromApprover(m mail, t store.Token) (verdict, error) {
	n, err := store.LockNomination(w.ctx, w.tx, *t.NominationID)
	if err != nil {
		return verdict{}, err
	}
	ask, err := w.askOf(n.ID, t.PersonID)
	if err != nil {
		return verdict{}, err
	}
	asked := w.people.person(t.PersonID)
	facts := w.facts(m, t, asked)
	settled := t.SettledAt != nil
	if settled { // good for undo alone; judged below
		facts.TokenLive = w.now.Before(t.ExpiresAt)
	}
	if ok, why := facts.Counts(); !ok {
		return w.notCounted(m, &n, ask, t, facts, why)
	}
	if why := partial(&n, ask, m.sender.ID); why != "" {
		return w.notCounted(m, &n, ask, t, facts, why)
	}
	if w.formerChief(&n, ask) {
		return aside("an answer on %s by a former Chief People Officer", n.Public()), nil
	}
	if !settled && ask.ClosedAt == nil && n.State == recognition.Awaiting && w.beneath(&n, ask) {
		if err := w.passOn(n.ID); err != nil {
			return verdict{}, err
		}
		if ask, err = w.askOf(n.ID, t.PersonID); err != nil {
			return verdict{}, err
		}
	}
	by := decider{ask: ask, person: m.sender, behalf: ask.OnBehalfOf}
	if m.sender.ID != asked.ID {
		by.behalf = &asked.ID
	}
	read := w.readAnswer(m, decision.Approver, &n, asked)
	if settled || ask.ClosedAt != nil {
		return w.afterDecision(m, &n, by, read)
	}
	if read.Decision == decision.Approve {
		overtaken, err := store.Overtaken(w.ctx, w.tx, n.ID, m.sender.ID, w.cause)
		if err != nil {
			return verdict{}, err
		}
		if overtaken { // jobs read mails side by side: an undo may be read before the approval that it takes back
			read.Reason = "another answer of the sender's crossed with it"
			return w.askBack(m, &n, by, read)
		}
	}
	return w.obey(m, &n, by, read)
}

// partial says why somebody may not decide about a nomination, even as the
// delegate of who was asked: never the nominee, and the nominator only where
// they were asked to confirm.
func partial(n *store.Nomination, ask store.Ask, sender int64) string {
	switch {
	case n.NomineeID != nil && *n.NomineeID == sender:
		return "its sender is the nominee"
	case n.NominatorID != nil && *n.NominatorID == sender && ask.PersonID != sender:
		return "its sender is the nominator, and was not asked"
	case n.NominatorID != nil && *n.NominatorID == sender && !ask.Confirmation:
		return "its sender is the nominator, and was not asked to confirm"
	}
	return ""
}

// askOf gives the last time a person was asked about a nomination.
func (w work) askOf(nomination, person int64) (store.Ask, error) {
	asks, err := store.Asks(w.ctx, w.tx, nomination)
	for i := len(asks) - 1; i >= 0 && err == nil; i-- {
		if asks[i].PersonID == person {
			return asks[i], nil
		}
	}
	return store.Ask{}, errors.Join(err, fmt.Errorf("person %d was never asked about nomination %d", person, nomination))
}

// readAnswer finds decision and commands in the sender's own words, in whatever
// form the mail holds them.
func (w work) readAnswer(m mail, role decision.Role, n *store.Nomination, reader store.Person) decision.Result {
	lines := m.msg.Lines
	if m.Reply == nil && m.msg.Forwarded != nil {
		lines = quote.Lines(m.msg.Note)
	}
	return reply.ReadForms(lines, m.msg.Forms, w.optionsFor(m, role, n, reader)).Result()
}

// notCounted sets an answer aside and tells the proven approver once, so that a
// stranger's try does not stay hidden and an honest answer is not lost.
func (w work) notCounted(m mail, n *store.Nomination, ask store.Ask, t store.Token, facts recognition.Answer, why string) (verdict, error) {
	v := aside("an answer on %s that does not count: %s", n.Public(), why)
	if t.SettledAt == nil && !t.Live(w.now) && m.sender.ID == ask.PersonID {
		facts.TokenLive = true
		if proven, _ := facts.Counts(); proven { // the approver in person, and too late
			return v, w.say(ask.PersonID, n, "", templates.Line{Did: templates.DidRefuse, Command: oneLine(m.own()), Why: templates.WhyExpired})
		}
	}
	if !t.Live(w.now) || ask.ClosedAt != nil || !personal(m.msg.Kind) {
		return v, nil
	}
	if fresh, err := store.MarkWarned(w.ctx, w.tx, ask.ID, w.now); err != nil || !fresh {
		return v, err
	}
	line := templates.Line{Did: templates.DidStranger, Words: templates.Words(m.from().Address)}
	if m.sender.ID == ask.PersonID {
		line = templates.Line{Did: templates.DidRefuse, Command: oneLine(m.own()), Why: templates.WhyUncertain}
	}
	return v, w.say(ask.PersonID, n, "approver", line)
}

// afterDecision: once decided, an answer is good for undo alone. While a thank-you
// waits, whatever may mean undo is taken for it ("stop, that was the wrong Nina").
func (w work) afterDecision(m mail, n *store.Nomination, by decider, read decision.Result) (verdict, error) {
	undo, err := w.recalls(m, n, by, read)
	if err != nil {
		return verdict{}, err
	}
	if undo {
		lines, why, err := w.takeAllBack(n, by)
		if err != nil {
			return verdict{}, err
		}
		if len(lines) > 0 {
			return taken(recognition.TakenDecision, "%s took the decision on %s back", by.person.Address, n.Public()),
				w.say(by.person.ID, n, "approver", lines...)
		}
		stood := fmt.Sprintf("came too late: it is %s", n.State)
		if why == templates.WhyNotYours {
			stood = "is of another's decision"
		}
		return w.sayLate(taken(recognition.TakenCommand, "undo on %s %s", n.Public(), stood), n, by,
			templates.Line{Did: templates.DidRefuse, Command: "undo", Why: why})
	}
	line := templates.Line{Did: templates.DidRefuse, Command: oneLine(m.own()), Why: templates.WhyState} // lapsed, or withdrawn
	switch {
	case n.State == recognition.Awaiting: // passed on
		line.Why = templates.WhyNotYours
		if asks, err := store.OpenAsks(w.ctx, w.tx, n.ID); err != nil {
			return verdict{}, err
		} else if len(asks) > 0 && asks[0].PersonID != by.person.ID {
			line.Who = []templates.Person{w.people.shown(asks[0].PersonID)}
		}
	case n.DecidedAt != nil:
		line.Why = templates.WhyDecided
	}
	return w.sayLate(taken(recognition.TakenAnswer, "%s was settled before; nothing changed", n.Public()), n, by, line)
}

// sayLate tells somebody that their answer changed nothing. The letter is good for undo, as the request
// promises it until the thank-you leaves; who answers on and on is told once a day.
func (w work) sayLate(v verdict, n *store.Nomination, by decider, line templates.Line) (verdict, error) {
	return w.sayDaily(v, fmt.Sprintf("late:%d:%d", n.ID, by.person.ID), by.person.ID, n, sayArgs{Lines: []templates.Line{line}, Purpose: purposeApprover})
}

// obey carries out an approver's commands, then the decision.
func (w work) obey(m mail, n *store.Nomination, by decider, read decision.Result) (verdict, error) {
	var lines []templates.Line
	before := *n // what is said back is about the nominee of the question
	for _, c := range describingFirst(read.Commands) {
		line, err := w.approverCommand(n, by, c, read.Decision == decision.Approve)
		if err != nil {
			return verdict{}, err
		}
		lines = append(lines, line)
	}
	v := taken(recognition.TakenCommand, "%s on %s: %s", by.person.Address, n.Public(), commandNames(read.Commands))
	switch {
	case n.State != recognition.Awaiting: // a command moved it on
	case read.Decision == decision.Approve:
		v = taken(recognition.TakenDecision, "%s approved %s: %s", w.decidedBy(by), n.Public(), read.Reason)
		lines = append(lines, templates.Line{Did: templates.DidApprove, Words: templates.Words(read.Comment)})
		if err := w.approve(n, by, read.Comment); err != nil {
			return verdict{}, err
		}
		if n.State == recognition.Awaiting { // confirmed alone; the next level decides
			asks, err := store.OpenAsks(w.ctx, w.tx, n.ID)
			if err != nil {
				return verdict{}, err
			}
			next := asks[len(asks)-1].PersonID
			v.reason = fmt.Sprintf("%s confirmed %s; %s is asked too", w.decidedBy(by), n.Public(), w.people.person(next).Address)
			lines[len(lines)-1] = templates.Line{Did: templates.DidDelegate, Who: []templates.Person{w.people.shown(next)}}
		}
	case read.Decision == decision.Decline:
		v = taken(recognition.TakenDecision, "%s declined %s: %s", w.decidedBy(by), n.Public(), read.Reason)
		lines = append(lines, templates.Line{Did: templates.DidDecline, Words: templates.Words(read.Comment)})
		if err := w.decline(n, by, read.Comment); err != nil {
			return verdict{}, err
		}
	case len(read.Commands) == 0:
		return w.askBack(m, n, by, read)
	case onlyDescribes(lines): // who words the letter may think that it leaves
		lines = append(lines, templates.Line{Did: templates.DidWaits, Who: []templates.Person{w.people.shownPtr(n.NomineeID)}})
	}
	return v, w.say(by.person.ID, &before, "approver", lines...)
}

// onlyDescribes says that an answer changed what the letter will say, and neither
// decided nor put off whether there is one.
func onlyDescribes(lines []templates.Line) bool {
	describes := false
	for _, l := range lines {
		switch l.Did {
		case templates.DidEdit, templates.DidBehaviour, templates.DidLevel, templates.DidLesson, templates.DidAlso:
			describes = true
		case templates.DidRefuse:
		default:
			return false
		}
	}
	return describes
}

// askBack asks once for one word, because the answer was not plain.
func (w work) askBack(m mail, n *store.Nomination, by decider, read decision.Result) (verdict, error) {
	v := taken(recognition.TakenAnswer, "unclear, nothing decided on %s: %s", n.Public(), read.Reason)
	fresh, err := store.MarkClarified(w.ctx, w.tx, by.ask.ID, w.now)
	if err != nil {
		return verdict{}, err
	}
	if !fresh {
		return aside("unclear again, nothing decided on %s: %s", n.Public(), read.Reason), nil
	}
	_, err = w.post(post{kind: templates.LetterClarify, slot: fmt.Sprintf("clarify:%d", w.cause), about: n, to: by.person.ID,
		args: clarifyArgs{Said: m.own()}})
	return v, err
}

// oneLine is the beginning of what somebody wrote, for saying it back.
func oneLine(said string) string {
	const most = 60
	words := []rune(strings.TrimRight(strings.Join(strings.Fields(withoutTokens(said)), " "), ".! "))
	if len(words) > most {
		return string(words[:most]) + " …"
	}
	return string(words)
}

func commandNames(list []decision.Command) string {
	var names string
	for i, c := range list {
		if i > 0 {
			names += ", "
		}
		names += c.Name
	}
	return names
}

// fromNominee reads an answer to a thank-you: it goes to the CEO at once.
func (w work) fromNominee(m mail, t store.Token) (verdict, error) {
	if v, heard, err := w.storyConsent(m, t); err != nil || heard {
		return v, err
	}
	facts := w.facts(m, t, w.people.person(t.PersonID))
	if ok, why := facts.Counts(); !ok {
		return aside("an answer to a thank-you that does not count: %s", why), nil
	}
	n, err := store.NominationByID(w.ctx, w.tx, *t.NominationID)
	if err != nil {
		return verdict{}, err
	}
	read := w.readAnswer(m, decision.Nominee, &n, m.sender)
	for _, c := range read.Commands {
		if c.Name == "private" {
			if err := store.SetPrivate(w.ctx, w.tx, m.sender.ID); err != nil {
				return verdict{}, err
			}
			if err := w.audit("private", m.sender.Address, &n, nil, "stays out of stories and statistics by name"); err != nil {
				return verdict{}, err
			}
			return taken(recognition.TakenCommand, "%s stays out of stories", m.sender.Address),
				w.say(m.sender.ID, &n, "nominee", templates.Line{Did: templates.DidPrivate})
		}
	}
	sent := t.CreatedAt
	_, err = w.post(post{kind: templates.LetterPassOn, slot: fmt.Sprintf("pass_on:%d", w.cause), about: &n, to: w.people.Leader(w.people.signer(*n.NomineeID)),
		args: passOnArgs{Nominee: m.sender.ID, Words: m.own(), Lang: m.msg.Language, Sent: sent}})
	return taken(recognition.TakenAnswer, "%s answered the thank-you; passed on", m.sender.Address), err
}

// mail is an inbound that is being read.
type mail struct {
	Understanding
	in     store.Inbound
	msg    *parse.Message
	role   Role
	sender store.Person // zero ID for a stranger

	answered int64 // the letter of ours that it answers, where a leader does
}

// from is the one From address, or the first of several.
func (m mail) from() address.Mailbox {
	if len(m.msg.From) == 0 {
		return address.Mailbox{}
	}
	return m.msg.From[0]
}

// own is the sender's own words.
func (m mail) own() string {
	switch {
	case m.Reply != nil:
		return m.Reply.Own
	case m.msg.Forwarded != nil:
		return m.msg.Note
	}
	return m.msg.Text
}

// when is the mail's date, or when it was stored.
func (m mail) when() time.Time {
	if m.msg.Date.IsZero() {
		return m.in.StoredAt
	}
	return m.msg.Date
}

// verdict is the one thing a mail was taken for, and why.
type verdict struct {
	disposition recognition.Disposition
	reason      string
}

func taken(d recognition.Disposition, format string, args ...any) verdict {
	return verdict{d, fmt.Sprintf(format, args...)}
}

func aside(format string, args ...any) verdict {
	return verdict{recognition.SetAside, fmt.Sprintf(format, args...)}
}
