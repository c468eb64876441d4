package jobs

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/templates"
)

// approvers lists who may approve a nomination, in order, as things stand now.
func (w work) approvers(n *store.Nomination) []recognition.Approver {
	var nominator int64
	if n.NominatorID != nil {
		nominator = *n.NominatorID
	}
	return recognition.Approvers(*n.NomineeID, nominator, siteChart{w.people, w.people.person(*n.NomineeID).Site}, w.now)
}

// wordsHash is the same for the same words of the same author, a customer or a
// colleague, however they were wrapped, quoted or forwarded.
func wordsHash(author, words string) []byte {
	said := make([]byte, 0, len(author)+1+len(words))
	said = append(append(said, strings.ToLower(author)...), '\n')
	for _, r := range strings.ToLower(words) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			said = utf8.AppendRune(said, r)
		}
	}
	sum := sha256.Sum256(said)
	return sum[:]
}

// open opens a nomination; again is set when the same words for the same
// nominee are there already, and n is then that nomination.
func (w work) open(n store.Nomination) (opened store.Nomination, again bool, err error) {
	author := n.CustomerAddress
	if n.Proof == recognition.ProofNone && n.NominatorID != nil {
		author = w.people.person(*n.NominatorID).Address
	}
	n.ComplimentHash = wordsHash(author, n.Compliment)
	id, err := store.OpenNomination(w.ctx, w.tx, n, w.now)
	if errors.Is(err, store.ErrMoved) && n.NomineeID != nil {
		opened, err = store.SameWords(w.ctx, w.tx, *n.NomineeID, n.ComplimentHash)
		if err != nil {
			return opened, false, err
		}
		return opened, true, w.did(&opened, nil, "nothing new: %s already holds these words for this nominee", opened.Public())
	}
	if err != nil {
		return opened, false, err
	}
	opened, err = store.NominationByID(w.ctx, w.tx, id)
	if err == nil {
		err = w.suggestLevel(&opened)
	}
	if err != nil {
		return opened, false, err
	}
	who := "customer"
	if n.NominatorID != nil {
		who = w.people.person(*n.NominatorID).Address
	}
	if err := w.audit("nomination received", who, &opened, nil, ""); err != nil {
		return opened, false, err
	}
	return opened, false, w.did(&opened, nil, "opened %s", opened.Public())
}

// route finds the approver and asks. The nomination is received, unclear, or
// was taken back from another nominee.
func (w work) route(n *store.Nomination) error {
	nominee := w.people.person(*n.NomineeID)
	if !w.eligible(nominee) {
		return w.ineligible(n, "the nominee has left, or has no address that thank-yous may go to")
	}
	if err := w.place(n); err != nil {
		return err
	}
	list := w.approvers(n)
	if len(list) == 0 {
		return fmt.Errorf("route %s: neither the CEO (%s) nor the CPO (%s) is in the directory: import them", n.Public(), w.Settings.CEO, w.Settings.CPO)
	}
	if err := w.setDue(n, list[0].ID); err != nil {
		return err
	}
	if n.State != recognition.Awaiting {
		if err := w.move(n, recognition.Awaiting, goodword, fmt.Sprintf("%s is asked (%s)", w.people.person(list[0].ID).Address, list[0].Why)); err != nil {
			return err
		}
	}
	return w.ask(n, list[0])
}

// eligible says whether a thank-you may go to somebody at all.
func (w work) eligible(p store.Person) bool {
	return p.Active && inDomain(p.Address, w.Settings.AllowedDomains)
}

// superseded ends a nomination whose words are under way for the same nominee
// as same; whoever was asked, and the nominator, are told.
func (w work) superseded(n, same *store.Nomination, by store.Person) error {
	if err := w.settle(n, by.ID, templates.ResultWithdrawn); err != nil {
		return err
	}
	if err := w.move(n, recognition.Withdrawn, by.Address, "the same words are already under way as "+same.Public()); err != nil {
		return err
	}
	if n.NominatorID == nil || *n.NominatorID == by.ID && w.cause == n.InboundID {
		return nil
	}
	shown := *n
	shown.NomineeID = same.NomineeID
	return w.sayOnce(fmt.Sprintf("superseded:%d", n.ID), *n.NominatorID, &shown, "",
		templates.Line{Did: templates.DidRefuse, Command: same.Public(), Why: whyAgain(same)})
}

func (w work) ineligible(n *store.Nomination, why string) error {
	if n.State != recognition.Received {
		return w.did(n, nil, "not routed: %s", why)
	}
	if err := w.move(n, recognition.Ineligible, goodword, why); err != nil {
		return err
	}
	if n.NominatorID == nil {
		return nil
	}
	nominee := w.people.person(*n.NomineeID)
	return w.say(*n.NominatorID, n, "nominator", templates.Line{Did: templates.DidRefuse, Command: nominee.Name, Why: templates.WhyNotKnown, Words: templates.Words(nominee.Name)})
}

// setDue says when the approver is reminded, passed over and given up on, by
// the calendar of the approver's place.
func (w work) setDue(n *store.Nomination, approver int64) error {
	p := w.people.place(approver)
	remind, escalate := p.BusinessDays(w.now, w.Settings.RemindAfter), p.BusinessDays(w.now, w.Settings.EscalateAfter)
	lapse := p.BusinessDays(w.now, w.Settings.LapseAfter)
	n.RemindAt, n.EscalateAt, n.LapseAt = &remind, &escalate, &lapse
	return store.SetDue(w.ctx, w.tx, n.ID, store.Due{Remind: &remind, Escalate: &escalate, Lapse: &lapse}, w.now)
}

// ask asks somebody: by a letter, or by a line in the CEO's digest.
func (w work) ask(n *store.Nomination, a recognition.Approver) error { return w.askAfter(n, a, 0) }

// askAfter asks somebody in place of one who has left, 0 for nobody.
func (w work) askAfter(n *store.Nomination, a recognition.Approver, left int64) error {
	id, err := store.PutAsk(w.ctx, w.tx, n.ID, a, w.now)
	if err != nil {
		return err
	}
	asked := w.people.person(a.ID).Address
	if err := w.audit("asked", goodword, n, nil, fmt.Sprintf("%s (%s)", asked, a.Why)); err != nil {
		return err
	}
	if a.ByDigest {
		return w.did(n, nil, "%s is asked by the digest", asked)
	}
	_, err = w.post(post{kind: templates.LetterRequest, slot: fmt.Sprintf("request:%d", id), about: n, to: a.ID, args: requestArgs{Ask: id, Left: left}})
	return err
}

// settle ends the asking of a nomination and tells the others who were asked.
func (w work) settle(n *store.Nomination, by int64, result templates.Result) error {
	asks, err := store.OpenAsks(w.ctx, w.tx, n.ID)
	if err != nil {
		return err
	}
	if err := store.CloseAsks(w.ctx, w.tx, n.ID, w.now); err != nil {
		return err
	}
	if err := store.SettleTokens(w.ctx, w.tx, n.ID, w.now); err != nil {
		return err
	}
	for _, a := range asks {
		if a.PersonID == by || a.ByDigest {
			continue
		}
		if _, err := w.post(post{kind: templates.LetterDecidedElsewhere, slot: fmt.Sprintf("elsewhere:%d:%d", a.ID, w.cause), about: n, to: a.PersonID,
			args: elsewhereArgs{By: by, Result: result, At: w.now}}); err != nil {
			return err
		}
	}
	return nil
}
