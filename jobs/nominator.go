package jobs

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"goodword/internal/recognition"
	"goodword/internal/recognition/match"
	"goodword/internal/store"
	"goodword/mail/reply/decision"
	"goodword/templates"
)

// fromNominator reads what a nominator answers: who was meant, withdraw, status,
// also. Only who was meant may come unproven: it merely asks an approver.
func (w work) fromNominator(m mail, t store.Token) (verdict, error) {
	facts := w.facts(m, t, w.people.person(t.PersonID))
	list, err := w.nominationsOf(t)
	if err != nil || len(list) == 0 {
		return aside("an answer to a letter that is about no nomination: the receipt of each is what can be answered"), err
	}
	counts, why := facts.Counts()
	if !counts {
		facts.Vouched, facts.ByDKIMAlone = true, false
		if askable, _ := facts.Counts(); askable && len(list) == 1 && list[0].State == recognition.Unclear {
			return w.whoWasMeant(m, &list[0])
		}
		return aside("an answer of a nominator that does not count: %s", why), nil
	}
	read := w.readAnswer(m, decision.Nominator, &list[0], m.sender)
	if len(read.Commands) == 0 && list[0].State == recognition.Unclear {
		return w.whoWasMeant(m, &list[0])
	}
	var lines []templates.Line
	for _, c := range read.Commands {
		line, err := w.nominatorCommand(m, list, c)
		if err != nil {
			return verdict{}, err
		}
		if line.Did != "" {
			lines = append(lines, line)
		}
	}
	if len(read.Commands) == 0 && decision.Withdraws(m.own(), w.optionsFor(m, decision.Approver, nil, m.sender)) { // "take it back please, I named the wrong person"
		line, err := w.withdrawAll(w.namedAmong(list, m.own()), m.sender)
		if err != nil {
			return verdict{}, err
		}
		return taken(recognition.TakenCommand, "%s: withdraw, in own words", m.sender.Address), w.say(m.sender.ID, &list[0], "nominator", line)
	}
	if len(read.Commands) == 0 {
		lines = append(lines, templates.Line{Did: templates.DidNothing, Words: templates.Words(withoutTokens(m.own()))})
		return w.notUnderstood(fmt.Sprintf("%d:%d", list[0].ID, m.sender.ID), m.sender.ID, &list[0], "nominator", "on "+list[0].Public()+", "+read.Reason, lines...)
	}
	return taken(recognition.TakenCommand, "%s: %s", m.sender.Address, commandNames(read.Commands)),
		w.say(m.sender.ID, &list[0], "nominator", lines...)
}

// nominationsOf gives what a nominator's letter was about: one nomination, or
// all that their mail opened.
func (w work) nominationsOf(t store.Token) ([]store.Nomination, error) {
	if t.NominationID != nil {
		n, err := store.LockNomination(w.ctx, w.tx, *t.NominationID)
		return []store.Nomination{n}, err
	}
	l, err := store.LetterByID(w.ctx, w.tx, t.LetterID)
	if err != nil || l.InboundID == nil {
		return nil, err
	}
	found, err := store.NominationsOf(w.ctx, w.tx, *l.InboundID)
	if err != nil {
		return nil, err
	}
	var list []store.Nomination
	for _, f := range found {
		if f.NominatorID != nil && *f.NominatorID == t.PersonID {
			n, err := store.LockNomination(w.ctx, w.tx, f.ID)
			if err != nil {
				return nil, err
			}
			list = append(list, n)
		}
	}
	return list, nil
}

// nominatorCommand carries out one command of a nominator. An empty line means
// that a letter of its own answers it.
func (w work) nominatorCommand(m mail, list []store.Nomination, c decision.Command) (templates.Line, error) {
	switch c.Name {
	case "status":
		_, err := w.post(post{kind: templates.LetterStatus, slot: fmt.Sprintf("status:%d", w.cause), to: m.sender.ID})
		return templates.Line{}, err
	case "withdraw":
		return w.withdrawAll(list, m.sender)
	case "also":
		if list[0].NomineeID == nil {
			return refuse(c, templates.WhyState), nil
		}
		return w.also(&list[0], c, nil, false)
	case "behaviour":
		if list[0].State != recognition.Awaiting && list[0].State != recognition.Unclear {
			return refuse(c, templates.WhyDecided), nil
		}
		return w.setBehaviour(&list[0], c, m.sender, store.NamedByNominator)
	}
	return refuse(c, templates.WhyNotYours), nil
}

// withdrawAll takes nominations back, and says whose.
func (w work) withdrawAll(list []store.Nomination, by store.Person) (done templates.Line, err error) {
	for i := range list {
		line, err := w.withdraw(&list[i], by)
		if err != nil {
			return line, err
		}
		if done.Did != templates.DidWithdraw {
			line.Who, done = done.Who, line
		}
		if line.Did == templates.DidWithdraw && list[i].NomineeID != nil {
			done.Who = append(done.Who, w.people.shownPtr(list[i].NomineeID))
		}
	}
	return done, nil
}

// namedAmong gives those of list whose nominee words name, else all.
func (w work) namedAmong(list []store.Nomination, words string) []store.Nomination {
	said := wordsOf(words)
	named := slices.DeleteFunc(slices.Clone(list), func(n store.Nomination) bool {
		return n.NomineeID == nil || !calls(said, w.people.person(*n.NomineeID))
	})
	if len(named) == 0 {
		return list
	}
	return named
}

// wordsOf cuts what somebody wrote into words, with the hyphens of names.
func wordsOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' })
}

// calls says that one of words is somebody's given or family name.
func calls(words []string, p store.Person) bool {
	return slices.ContainsFunc(words, func(word string) bool { return strings.EqualFold(word, p.Given) || strings.EqualFold(word, p.Family) })
}

// withdraw takes a nomination back until its thank-you enters sending.
func (w work) withdraw(n *store.Nomination, by store.Person) (templates.Line, error) {
	refused := templates.Line{Did: templates.DidRefuse, Command: "withdraw", Why: templates.WhyState}
	var approver int64 // who said yes before, and has not heard of it otherwise
	if d, err := store.StandingDecision(w.ctx, w.tx, n.ID); err == nil {
		approver = d.PersonID
	} else if !errors.Is(err, store.ErrNotFound) {
		return refused, err
	}
	switch n.State {
	case recognition.Approved:
		cancelled, err := store.CancelThankYou(w.ctx, w.tx, n.ID, "withdrawn by its nominator", w.now)
		if err != nil || !cancelled {
			refused.Why = templates.WhySent
			return refused, err
		}
	case recognition.Held:
		if _, err := store.CancelThankYou(w.ctx, w.tx, n.ID, "withdrawn by its nominator", w.now); err != nil {
			return refused, err
		}
	case recognition.Unclear, recognition.Awaiting:
	case recognition.Thanked, recognition.Stuck:
		refused.Why = templates.WhySent
		return refused, nil
	default:
		return refused, nil
	}
	if err := w.move(n, recognition.Withdrawn, by.Address, "withdrawn by its nominator"); err != nil {
		return refused, err
	}
	if err := w.settle(n, by.ID, templates.ResultWithdrawn); err != nil || approver == 0 || approver == by.ID {
		return templates.Line{Did: templates.DidWithdraw}, err
	}
	_, err := w.post(post{kind: templates.LetterDecidedElsewhere, slot: fmt.Sprintf("elsewhere:withdrawn:%d:%d", n.ID, approver), about: n, to: approver,
		args: elsewhereArgs{Result: templates.ResultWithdrawn, At: w.now}})
	return templates.Line{Did: templates.DidWithdraw}, err
}

var numberAlone = regexp.MustCompile(`^\s*[#(]?(\d{1,2})[.)]?\s*$`)

// whoWasMeant reads the answer to "whom did you mean?": a number, an address or a name.
func (w work) whoWasMeant(m mail, n *store.Nomination) (verdict, error) {
	own := strings.TrimSpace(m.own())
	candidates := w.candidates(n)
	var nominee int64
	firstLine, _, _ := strings.Cut(own, "\n")
	if found := numberAlone.FindStringSubmatch(firstLine); found != nil {
		if number, _ := strconv.Atoi(found[1]); number >= 1 && number <= len(candidates) && w.people.person(candidates[number-1]).Active {
			nominee = candidates[number-1]
		}
	}
	if nominee == 0 {
		result := w.people.index.Find(match.Mail{Note: own, Direct: true, Nominator: m.sender.Address, Exclude: []string{m.sender.Address}})
		if !result.Unclear && len(result.Chosen) == 1 {
			nominee = result.Chosen[0]
		}
	}
	if nominee == 0 {
		nominee = w.confirmed(m, n)
	}
	if nominee == 0 {
		nominee = w.calledSo(own)
	}
	if nominee == 0 {
		id, err := w.post(post{kind: templates.LetterUnderstood, slot: fmt.Sprintf("nothing:whom:%d", n.ID), about: n, to: m.sender.ID,
			args: sayArgs{Lines: []templates.Line{{Did: templates.DidNothing, Words: templates.Words(withoutTokens(own))}}, Purpose: "nominator"}})
		if err != nil || id != 0 && m.Sender.Vouched {
			return taken(recognition.TakenAnswer, "%s was asked whom they meant on %s; the answer names nobody for sure, and they are told", m.sender.Address, n.Public()), err
		}
		return aside("%s was asked whom they meant on %s; the answer names nobody for sure", m.sender.Address, n.Public()), nil
	}
	return w.nameNominee(n, nominee, m.sender.Address)
}

// confirmed gives the one person whom a question named, where the answer is a plain yes; else 0.
func (w work) confirmed(m mail, n *store.Nomination) int64 {
	only, ok := w.onlyCandidate(n)
	if !ok {
		return 0
	}
	who := w.people.person(only)
	opt := w.optionsFor(m, decision.Approver, nil, m.sender)
	opt.Names, opt.About = append(opt.Names, who.Name, who.Given), []string{who.Name, who.Given}
	opt.Others = opt.Names
	opt.Colleague = func(name string) bool {
		called := w.people.index.Called(name)
		return len(called) > 0 && !slices.Contains(called, only)
	}
	if decision.Read(m.own(), opt).Decision != decision.Approve {
		return 0
	}
	return only
}

// calledSo gives the only one who has a given name that is all of an answer: "nick", "It was Nick"; else 0.
func (w work) calledSo(own string) (only int64) {
	said := wordsOf(strings.ToLower(own))
	for len(said) > 1 && slices.Contains(itWas, said[0]) {
		said = said[1:]
	}
	if len(said) != 1 {
		return 0
	}
	for _, id := range w.people.index.Called(said[0]) {
		if only != 0 || !w.people.person(id).Active {
			return 0
		}
		only = id
	}
	return only
}

// itWas are the words before a name that is all of an answer.
var itWas = strings.Fields("it its was is i mean meant es war ist ich meine meinte gemeint c est était je veux dire fue era es me refiero a")

// onlyCandidate gives who may be meant, where that is one person.
func (w work) onlyCandidate(n *store.Nomination) (only int64, ok bool) {
	for _, id := range w.candidates(n) {
		if w.people.person(id).Active {
			if ok {
				return 0, false
			}
			only, ok = id, true
		}
	}
	return only, ok
}

// nameNominee settles who is meant by an unclear nomination, and routes it.
func (w work) nameNominee(n *store.Nomination, nominee int64, by string) (verdict, error) {
	who := w.people.person(nominee)
	v := taken(recognition.TakenAnswer, "%s is meant by %s, says %s", who.Address, n.Public(), by)
	if same, err := store.SameWords(w.ctx, w.tx, nominee, n.ComplimentHash); err == nil {
		teller, _ := w.people.withAddress(by)
		return v, w.superseded(n, &same, teller)
	} else if !errors.Is(err, store.ErrNotFound) {
		return v, err
	}
	if err := store.SetNominee(w.ctx, w.tx, n.ID, nominee, w.now); err != nil {
		return v, err
	}
	n.NomineeID = &nominee
	if err := w.audit("nominee named", by, n, nil, who.Address); err != nil {
		return v, err
	}
	if err := w.route(n); err != nil {
		return v, err
	}
	return v, w.receipt(n)
}

// receipt tells the nominator that their nomination arrived and who is asked.
func (w work) receipt(n *store.Nomination) error {
	if n.NominatorID == nil || n.State != recognition.Awaiting {
		return nil
	}
	cause := w
	cause.cause = n.InboundID // the receipt answers the nominator's own mail
	_, err := cause.post(post{kind: templates.LetterReceipt, slot: fmt.Sprintf("receipt:%d:%d", n.InboundID, w.cause), to: *n.NominatorID})
	return err
}

// buildStatus tells a nominator where everything they sent in stands.
func (w work) buildStatus(l *store.Letter, _ *store.Nomination, f templates.Frame, b *built) error {
	list, err := store.NominationsBy(w.ctx, w.tx, *l.PersonID, 20)
	if err != nil {
		return err
	}
	v := templates.Status{Frame: f}
	for i := range list {
		n := &list[i]
		if self, err := w.selfNominated(n); err != nil {
			return err
		} else if aboutSender(n) && !self && n.State != recognition.Thanked { // named by another, they hear of it by the thank-you
			continue
		}
		line := templates.StatusLine{Number: n.Public(), Nominee: w.people.shownPtr(n.NomineeID), Standing: templates.Standing(n.State), Since: n.ChangedAt}
		if n.State == recognition.Awaiting {
			asks, err := store.OpenAsks(w.ctx, w.tx, n.ID)
			if err != nil {
				return err
			}
			if len(asks) > 0 {
				line.With = w.people.shown(asks[0].PersonID)
			}
		}
		v.Nominations = append(v.Nominations, line)
	}
	b.view, b.purpose = v, "nominator"
	return nil
}
