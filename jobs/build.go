package jobs

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/recognition/audience"
	"goodword/internal/recognition/match"
	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/mail/send"
	"goodword/templates"
)

// built is a letter's view and how it goes out.
type built struct {
	view        templates.View
	from        address.Mailbox
	signer      int64  // the Chief People Officer over whose name it goes; 0 for whoever leads
	purpose     string // of the token in its answer address; "" carries none
	days        int    // for how long the token lives
	customer    bool   // its reader is a customer, whose answer comes to us by a token of their own
	answers     string // Message-ID of the mail it answers
	answerTo    string // where an answer goes, instead of to us; the view's frame says the same
	attachments []send.Attachment
}

// signs has a letter go over the name of one of several Chief People Officers.
func (b *built) signs(w work, chief int64) { b.signer, b.from = chief, w.mailboxOf(chief) }

// errNothingToSay ends a letter that events have overtaken.
var errNothingToSay = errors.New("events overtook this letter")

// build fills the view of a letter from what the rows say now.
func (w work) build(l *store.Letter, f templates.Frame) (built, error) {
	b := built{from: w.Settings.From, days: w.Settings.TokenDays}
	b.answers = w.answered(l)
	var n store.Nomination
	if l.NominationID != nil {
		var err error
		if n, err = w.nomination(*l.NominationID); err != nil {
			return b, err
		}
		f.Number = n.Public()
	}
	fill := builder(templates.Letter(l.Kind))
	if fill == nil {
		return b, fmt.Errorf("this version of goodword writes no %q letter", l.Kind)
	}
	return b, fill(w, l, &n, f, &b)
}

// answered gives the Message-ID of the mail that a letter answers, if it goes to its sender.
func (w work) answered(l *store.Letter) string {
	if l.InboundID == nil {
		return ""
	}
	in, err := w.originOf(*l.InboundID)
	if err != nil || in.FromAddress == nil || in.MessageID == nil || !address.Same(*in.FromAddress, l.ToAddress) {
		return ""
	}
	return *in.MessageID
}

// compliment is what was said, as approvers and nominators are shown it.
func (w work) compliment(n *store.Nomination) templates.Compliment {
	return w.shownTo(audience.Manager, n)
}

// shownTo is what was said, as an audience is shown it. A colleague's praise
// holds no customer's data.
func (w work) shownTo(who audience.Audience, n *store.Nomination) templates.Compliment {
	c := templates.Compliment{Customer: templates.Words(who.Customer(n.CustomerName, n.CustomerAddress)),
		Words: w.seenBy(who, n.Compliment), Subject: w.seenBy(who, n.Subject), Lang: n.Language}
	if n.Proof == recognition.ProofNone {
		colleague := w.people.shownPtr(n.NominatorID)
		c.Colleague = &colleague
	}
	return c
}

// evidence is the candidates kept with a nomination.
func (w work) evidence(n *store.Nomination) []match.Candidate {
	var list []match.Candidate
	if err := json.Unmarshal(n.Evidence, &list); err != nil {
		w.Log.Error("a nomination's evidence cannot be read; shown without", "nomination", n.Public(), "error", err)
	}
	return list
}

func (w work) buildReceipt(l *store.Letter, _ *store.Nomination, f templates.Frame, b *built) error {
	list, err := w.ofMail(*l.InboundID)
	if err != nil {
		return err
	}
	v := templates.Receipt{Frame: f}
	for i := range list {
		n := &list[i]
		asks, err := w.openAsks(n.ID)
		if err != nil {
			return err
		}
		if n.NomineeID == nil || len(asks) == 0 {
			continue
		}
		v.Compliment = w.compliment(n)
		v.Number = n.Public()
		v.Nominees = append(v.Nominees, templates.ReceiptLine{Number: n.Public(), Nominee: w.people.shown(*n.NomineeID),
			Approver: w.people.shown(asks[0].PersonID), Asked: askedAs(asks[0].Why)})
	}
	if len(v.Nominees) == 0 {
		return errNothingToSay
	}
	b.view, b.purpose = v, "nominator"
	return nil
}

func askedAs(why recognition.Why) templates.Asked {
	switch why {
	case recognition.WhyDelegate, recognition.WhyPassedOn:
		return templates.AskedDelegate
	case recognition.WhyNextLevel:
		return templates.AskedNextLevel
	case recognition.WhyCEO:
		return templates.AskedCEO
	case recognition.WhyCPO:
		return templates.AskedCPO
	}
	return templates.AskedManager
}

func (w work) buildQuestion(_ *store.Letter, n *store.Nomination, f templates.Frame, b *built) error {
	if n.State != recognition.Unclear {
		return errNothingToSay
	}
	v := templates.Question{Frame: f, Compliment: w.compliment(n)}
	for i, c := range w.candidates(n) {
		if w.people.person(c).Active {
			v.Candidates = append(v.Candidates, templates.Candidate{N: i + 1, Person: w.people.shown(c)})
		}
	}
	b.view, b.purpose = v, "nominator"
	return nil
}

// mostCandidates is how many people a question lists.
const mostCandidates = 5

// candidates lists the people who may be meant, surest first; their place is
// their number in the question, so nobody is left out, not even who has left since.
func (w work) candidates(n *store.Nomination) []int64 {
	var ids []int64
	for _, c := range w.evidence(n) {
		if len(ids) < mostCandidates {
			ids = append(ids, c.PersonID)
		}
	}
	return ids
}

type requestArgs struct {
	Ask  int64
	Left int64 `json:",omitempty"` // who was asked before and has left
}

func (w work) buildRequest(l *store.Letter, n *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[requestArgs](l)
	if err != nil {
		return err
	}
	asks, err := w.asksOf(n.ID)
	if err != nil {
		return err
	}
	var ask, first store.Ask
	for i, a := range asks {
		if a.ID == args.Ask {
			ask = a
		}
		if i == 0 {
			first = a
		}
	}
	if ask.ID == 0 || ask.ClosedAt != nil || n.State != recognition.Awaiting {
		return errNothingToSay
	}
	leader := w.people.signer(*n.NomineeID)
	v := templates.Request{Frame: f, Nominee: w.people.shown(*n.NomineeID), Nominator: w.people.shownPtr(n.NominatorID),
		Note: templates.Words(withoutTokens(n.Note)), Compliment: w.compliment(n), Proof: templates.Proof(n.Proof),
		Behaviours: w.behaviours(f.Reader.Lang),
		Signer:     w.people.shown(w.people.Leader(leader)), Confirmation: ask.Confirmation}
	if v.SelfNomination, err = w.selfNominated(n); err != nil {
		return err
	}
	v.Unheard = aboutSender(n) && !v.SelfNomination
	switch {
	case ask.Why == recognition.WhyPassedOn:
		from := w.people.shownPtr(ask.OnBehalfOf)
		v.Delegated = &from
	case ask.OnBehalfOf != nil && w.people.person(*ask.OnBehalfOf).Active:
		boss := w.people.shownPtr(ask.OnBehalfOf)
		v.OnBehalfOf = &boss
	}
	if args.Left != 0 {
		left := w.people.shown(args.Left)
		v.Left = &left
	}
	if ask.ID != first.ID && ask.Why != recognition.WhyPassedOn && first.ClosedAt == nil {
		v.Escalated = &templates.Waited{With: w.people.shown(first.PersonID), Since: first.AskedAt}
	}
	if err := errors.Join(w.requestLevel(&v, n), w.requestBehaviour(&v, n)); err != nil {
		return err
	}
	v.Others = w.othersPraised(n)
	v.NextLevel, v.NextAt = w.nextLevel(n, asks)
	b.view, b.purpose = v, "approver"
	return nil
}

// othersPraised lists who else the same mail praises.
func (w work) othersPraised(n *store.Nomination) []templates.Person {
	list, err := w.ofMail(n.InboundID)
	if err != nil {
		return nil
	}
	var others []templates.Person
	for _, o := range list {
		if o.ID != n.ID && o.NomineeID != nil {
			others = append(others, w.people.shown(*o.NomineeID))
		}
	}
	return others
}

// nextLevel tells who is asked, and when, should nobody answer.
func (w work) nextLevel(n *store.Nomination, asks []store.Ask) (templates.Person, time.Time) {
	next, ok := recognition.NextApprover(w.approvers(n), askedIDs(n, asks))
	if !ok || n.EscalateAt == nil {
		return templates.Person{}, time.Time{}
	}
	return w.people.shown(next.ID), *n.EscalateAt
}

// askedIDs lists who was asked about the nominee of n; whoever was asked while
// another was taken for the nominee may be asked anew.
func askedIDs(n *store.Nomination, asks []store.Ask) []int64 {
	var ids []int64
	for _, a := range asks {
		if a.NomineeID == nil || n.NomineeID == nil || *a.NomineeID == *n.NomineeID {
			ids = append(ids, a.PersonID)
		}
	}
	return ids
}

type clarifyArgs struct {
	Said  string
	Lines []templates.Line
}

func (w work) buildClarify(l *store.Letter, n *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[clarifyArgs](l)
	if err != nil {
		return err
	}
	if n.State != recognition.Awaiting {
		return errNothingToSay
	}
	b.view, b.purpose = templates.Clarify{Frame: f, Nominee: w.people.shown(*n.NomineeID), Compliment: w.compliment(n),
		Said: templates.Words(withoutTokens(args.Said)), Understood: args.Lines}, "approver"
	return nil
}

func (w work) buildReminder(l *store.Letter, n *store.Nomination, f templates.Frame, b *built) error {
	asks, err := w.openAsks(n.ID)
	if err != nil {
		return err
	}
	v := templates.Reminder{Frame: f, Compliment: w.compliment(n), Nominator: w.people.shownPtr(n.NominatorID)}
	for _, a := range asks {
		if l.PersonID != nil && a.PersonID == *l.PersonID {
			v.Since, v.Days = a.AskedAt, w.people.place(a.PersonID).DaysWaited(a.AskedAt, w.now)
		}
	}
	if n.State != recognition.Awaiting || v.Since.IsZero() {
		return errNothingToSay
	}
	v.Nominee = w.people.shown(*n.NomineeID)
	v.NextLevel, v.NextAt = w.nextLevel(n, asks)
	b.view, b.purpose = v, "approver"
	return nil
}

type escalatedArgs struct {
	AlsoAsked int64
	Since     time.Time
}

func (w work) buildEscalated(l *store.Letter, n *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[escalatedArgs](l)
	if err != nil {
		return err
	}
	if n.State != recognition.Awaiting {
		return errNothingToSay
	}
	b.view, b.purpose = templates.EscalatedLetter{Frame: f, Nominee: w.people.shown(*n.NomineeID), Compliment: w.compliment(n),
		AlsoAsked: w.people.shown(args.AlsoAsked), Since: args.Since}, "approver"
	return nil
}

type elsewhereArgs struct {
	By     int64
	Result templates.Result
	At     time.Time
}

func (w work) buildDecidedElsewhere(l *store.Letter, n *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[elsewhereArgs](l)
	if err != nil {
		return err
	}
	b.view = templates.DecidedElsewhere{Frame: f, Nominee: w.people.shownPtr(n.NomineeID), By: w.people.shown(args.By), Result: args.Result, At: args.At}
	return nil
}

type delegatedArgs struct{ From, To int64 }

func (w work) buildDelegated(l *store.Letter, n *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[delegatedArgs](l)
	if err != nil {
		return err
	}
	b.view = templates.Delegated{Frame: f, Nominee: w.people.shownPtr(n.NomineeID), From: w.people.shown(args.From),
		To: w.people.shown(args.To), ForDelegate: l.PersonID != nil && *l.PersonID == args.To}
	if l.PersonID != nil && *l.PersonID == args.To {
		b.purpose = purposeApprover // who answers this letter in place of the request has answered
	}
	return nil
}

type outcomeArgs struct {
	Result     templates.Result
	By         int64
	Letter     int64 // the thank-you that left or came back
	Reason     string
	GoesAt, At time.Time
	NewNominee int64
	OldNominee int64
}

func (w work) buildOutcome(l *store.Letter, n *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[outcomeArgs](l)
	if err != nil {
		return err
	}
	v := templates.Outcome{Frame: f, Nominee: w.people.shownPtr(n.NomineeID), By: w.people.shown(args.By), Result: args.Result,
		Reason: templates.Words(withoutTokens(args.Reason)), GoesAt: args.GoesAt, At: args.At, NewNominee: w.people.shown(args.NewNominee)}
	if args.OldNominee != 0 {
		v.Nominee = w.people.shown(args.OldNominee)
	}
	if n.NomineeID != nil {
		v.Signer = w.people.shown(w.people.Leader(w.people.signer(*n.NomineeID)))
	}
	b.view, b.purpose = v, "nominator"
	return nil
}

// tellOutcome tells the nominator what became of a nomination. Who is praised by
// what they sent in, having been named by another, hears nothing of it before the
// thank-you, and never why it was declined.
func (w work) tellOutcome(n *store.Nomination, args outcomeArgs) error {
	if n.NominatorID == nil || (args.Result == templates.ResultThanked || args.Result == templates.ResultReturned) && aboutSender(n) {
		return nil
	}
	if self, err := w.selfNominated(n); err != nil || aboutSender(n) && !self {
		return err
	}
	once := w.cause
	if args.Letter != 0 { // one that comes back is followed by another
		once = args.Letter
	}
	_, err := w.post(post{kind: templates.LetterOutcome, slot: fmt.Sprintf("outcome:%d:%s:%d", n.ID, args.Result, once), about: n,
		to: *n.NominatorID, args: args})
	return err
}

func (w work) buildUnderstood(l *store.Letter, _ *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[sayArgs](l)
	if err != nil {
		return err
	}
	b.view = templates.Understood{Frame: f, Nominee: w.people.shown(args.Nominee), Lines: args.Lines}
	b.purpose = args.Purpose
	if args.Purpose == string(recognition.CEO) || args.Purpose == string(recognition.CPO) {
		b.days = w.Settings.DigestTokenDays // it says what a digest's says, and for no longer
	}
	return nil
}
