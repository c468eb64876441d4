package jobs

import (
	"errors"
	"fmt"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/templates"
)

// mayUseName is the one place where a letter over a leader's name is let out
// (promises 13 and 14). It runs in the transaction that enters sending: a
// standing approval, a nominee in the directory and in an allowed domain, no
// pause, no cap reached, the veto window over. What is not allowed now is
// deferred; what never will be is cancelled and shown.
func (w work) mayUseName(l *store.Letter) (bool, error) {
	n, err := store.LockNomination(w.ctx, w.tx, *l.NominationID)
	if err != nil {
		return false, err
	}
	approval, err := store.StandingDecision(w.ctx, w.tx, n.ID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return false, err
	}
	resent := n.State == recognition.Stuck // an operator sends it again; it was announced before
	if l.Kind == string(templates.LetterOwnWords) {
		resent = n.State == recognition.Thanked // the CEO's own words, after the thank-you
	}
	if err != nil || n.State != recognition.Approved && !resent || approval.ID != *l.ApprovalID || approval.Answer != "approve" {
		return false, w.ends(l, &n, fmt.Sprintf("the nomination is %s, and this letter's approval does not stand", n.State), templates.WhyReturned)
	}
	if ok, err := w.stillTheirs(l, &n); err != nil || !ok {
		return false, err
	}
	nominee := w.people.person(*n.NomineeID)
	switch {
	case !nominee.Active || !address.Same(nominee.Address, l.ToAddress):
		return false, w.strand(l, &n, "the nominee is not in the directory under this address any more")
	case !inDomain(nominee.Address, w.Settings.AllowedDomains):
		return false, w.strand(l, &n, "the nominee's address is in none of the domains that letters over the CEO's name may go to")
	}
	if l.OverName != string(recognition.CEO) {
		return true, nil
	}
	return w.mayUseCEO(l, &n)
}

// capRetry is when a letter that met a cap or a pause tries again.
const capRetry = 10 * time.Minute

// mayUseCEO checks what protects the CEO's name beyond the approval.
func (w work) mayUseCEO(l *store.Letter, n *store.Nomination) (bool, error) {
	if _, paused, err := store.Paused(w.ctx, w.tx); err != nil || paused {
		return false, errors.Join(err, store.Defer(w.ctx, w.tx, l.ID, w.now.Add(capRetry), "paused"))
	}
	if read := n.AnnouncedTo; w.Settings.VetoWindow > 0 && n.State == recognition.Approved && read != nil && *read != w.people.Leader(recognition.CEO) {
		// Whose name it is has not read it, whatever another CEO let go.
		if err := store.UnmarkAnnounced(w.ctx, w.tx, n.ID); err != nil {
			return false, err
		}
		return false, store.Defer(w.ctx, w.tx, l.ID, store.Never, "waits for the digest that announces it to the new CEO")
	}
	if l.Kind == string(templates.LetterThankYou) && w.Settings.VetoWindow > 0 && n.State == recognition.Stuck && n.AnnouncedTo != nil && *n.AnnouncedTo != w.people.Leader(recognition.CEO) {
		return false, w.strand(l, n, "it was announced to another CEO than the one whose name it would bear now")
	}
	if w.Settings.VetoWindow > 0 && n.ReleasedAt == nil && n.State == recognition.Approved {
		if n.AnnouncedAt == nil {
			return false, store.Defer(w.ctx, w.tx, l.ID, store.Never, "waits for the digest that announces it")
		}
		if end := w.vetoEnds(*n.AnnouncedAt); w.now.Before(end) {
			return false, store.Defer(w.ctx, w.tx, l.ID, end, "waits for the end of the veto window")
		}
	}
	if err := store.LockCEO(w.ctx, w.tx); err != nil {
		return false, err
	}
	for _, limit := range []struct {
		window time.Duration
		most   int
	}{{time.Hour, w.Settings.CEOPerHour}, {24 * time.Hour, w.Settings.CEOPerDay}} {
		sent, err := store.OverCEO(w.ctx, w.tx, w.now.Add(-limit.window))
		if err != nil {
			return false, err
		}
		if sent >= limit.most {
			return false, store.Defer(w.ctx, w.tx, l.ID, w.now.Add(capRetry), fmt.Sprintf("%d letters over the CEO's name within %s is the cap", limit.most, limit.window))
		}
	}
	return true, nil
}

// withinCaps keeps what leaves within an hour below the caps, for one address
// and in all; what is over waits. Thank-yous count, but have caps of their own.
// All keep to what the relay allows.
func (w work) withinCaps(l *store.Letter) (bool, error) {
	if l.Kind == string(templates.LetterThankYou) {
		return w.paced(l)
	}
	toOne, toAll, err := store.SentWithin(w.ctx, w.tx, l.ToAddress, w.now.Add(-time.Hour))
	if err != nil {
		return false, err
	}
	if toOne < w.Settings.PerAddressHourly && toAll < w.Settings.Hourly {
		return w.paced(l)
	}
	return false, store.Defer(w.ctx, w.tx, l.ID, w.now.Add(capRetry), fmt.Sprintf("%d letters an hour to one address and %d in all are the caps", w.Settings.PerAddressHourly, w.Settings.Hourly))
}

// vetoEnds gives the end of the CEO's veto window that opened at announced; where
// there is none, nothing waits for working hours either.
func (w work) vetoEnds(announced time.Time) time.Time {
	if w.Settings.VetoWindow == 0 {
		return announced
	}
	return w.people.place(w.people.Leader(recognition.CEO)).WorkingHours(announced, w.Settings.VetoWindow)
}

func (w work) cancel(l *store.Letter, why string) error {
	return store.EndLetter(w.ctx, w.tx, l.ID, recognition.Queued, recognition.Cancelled, why, w.now)
}

// ends cancels a letter over a leader's name that will never leave; who wrote it
// in their own words is told.
func (w work) ends(l *store.Letter, n *store.Nomination, why string, said templates.Why) error {
	if err := w.cancel(l, why); err != nil || l.Kind != string(templates.LetterOwnWords) {
		return err
	}
	return w.wordsFailed(l, n, said)
}

// stillTheirs says whether the leader over whose name a letter goes is the one
// who wrote its words, and in whose name its bytes were written out. A thank-you
// is written out anew for who leads now; own words end with who wrote them.
func (w work) stillTheirs(l *store.Letter, n *store.Nomination) (bool, error) {
	const why = "who wrote it, or whose name it bears, does not lead any more"
	leads := w.people.Leader(recognition.Leader(l.OverName))
	if l.Kind == string(templates.LetterOwnWords) {
		args, err := decodeArgs[ownWordsArgs](l)
		if err != nil || args.By == leads {
			return err == nil, err
		}
		return false, w.ends(l, n, why, templates.WhyState)
	}
	if l.Raw == nil || w.signedBy(l, leads) {
		return true, nil
	}
	// It was tried, and the relay did not take it: nobody has it.
	if err := w.cancel(l, why); err != nil {
		return false, err
	}
	_, err := w.post(post{kind: templates.LetterThankYou, slot: l.Slot, over: l.OverName, about: n, approval: l.ApprovalID, to: *n.NomineeID})
	return false, err
}

// signedBy says whether the bytes of a letter bear the name of who leads now. An
// older version did not note whose: then the sender tells.
func (w work) signedBy(l *store.Letter, leads int64) bool {
	if l.SignedBy != nil {
		return *l.SignedBy == leads
	}
	m := read(l.Raw, Reading{Now: w.now}).Message
	return address.Same(fromOf(m), w.from(recognition.Leader(l.OverName)).Address)
}

// strand cancels a thank-you that may never leave as it is, and asks for a person.
func (w work) strand(l *store.Letter, n *store.Nomination, why string) error {
	if l.Kind == string(templates.LetterOwnWords) {
		return w.ends(l, n, why, templates.WhyNotKnown)
	}
	if err := w.cancel(l, why); err != nil {
		return err
	}
	if err := store.NoteTrouble(w.ctx, w.tx, "nomination:"+n.Public(), why, w.now); err != nil {
		return err
	}
	if n.State == recognition.Stuck {
		return nil
	}
	return w.move(n, recognition.Stuck, goodword, why)
}
