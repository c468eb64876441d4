package jobs

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/mail/parse/bounce"
)

// bounce marks the one letter whose secret return address a report came to, or
// whose secret header it returns.
func (w work) bounce(m mail) (verdict, error) {
	secrets := tokensIn(m.msg, returnMark, w.Settings.ReturnPath)
	if m.msg.Bounce != nil {
		secrets = append(secrets, tokensWithin(string(m.msg.Bounce.OriginalHeader), mostTokens)...)
	}
	for _, secret := range secrets {
		found, err := store.LetterByReturn(w.ctx, w.tx, hashed(secret))
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return verdict{}, err
		}
		l, err := w.lockOutcome(found.ID)
		if err != nil {
			return verdict{}, err
		}
		return w.bounced(m, l)
	}
	return taken(recognition.TakenMachine, "a bounce of no letter of ours; nothing changed"), nil
}

// aboutCopy says that a report names nobody but ourselves: the copy shares the
// letter's secret return address.
func (w work) aboutCopy(b *bounce.Bounce, l store.Letter) bool {
	if w.Settings.CopyTo == "" || len(b.Recipients) == 0 {
		return false
	}
	for _, r := range b.Recipients {
		a := unplussed(r.Address)
		ours := address.Same(a, unplussed(w.Settings.CopyTo)) || slices.ContainsFunc(w.Settings.Ours, func(o string) bool { return address.Same(a, o) })
		if !ours || address.Same(a, l.ToAddress) {
			return false
		}
	}
	return true
}

// unplussed gives an address without what stands behind a plus.
func unplussed(a string) string {
	local, domain, ok := strings.Cut(a, "@")
	if !ok {
		return a
	}
	local, _, _ = strings.Cut(local, "+")
	return local + "@" + domain
}

func (w work) bounced(m mail, l store.Letter) (verdict, error) {
	if !m.msg.Bounce.Failed() {
		return taken(recognition.TakenBounce, "letter %d is late; the server still tries", l.ID), w.arrived(l, "a server that tries to deliver it reported")
	}
	if w.aboutCopy(m.msg.Bounce, l) {
		return taken(recognition.TakenBounce, "our own copy of letter %d did not arrive; the letter is %s", l.ID, l.State), nil
	}
	said := "bounced"
	for _, r := range m.msg.Bounce.Recipients {
		said = clean(fmt.Sprintf("bounced: %s %s %s", r.Address, r.Status, r.Diagnostic))
	}
	if l.State == recognition.Sending || l.State == recognition.Unknown {
		// The report is quicker than the outcome, or the outcome was lost: the relay did take it.
		if err := store.EndLetter(w.ctx, w.tx, l.ID, l.State, recognition.Accepted, "a report about it came back", w.now); err != nil {
			return verdict{}, err
		}
		l.State = recognition.Accepted
	}
	if l.State != recognition.Accepted {
		return taken(recognition.TakenBounce, "letter %d is %s; nothing changed", l.ID, l.State), nil
	}
	if err := w.did(nil, &l.ID, "letter %d bounced", l.ID); err != nil {
		return verdict{}, err
	}
	return taken(recognition.TakenBounce, "letter %d to %s bounced", l.ID, l.ToAddress), w.fails(l, recognition.Bounced, said)
}
