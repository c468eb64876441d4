package jobs

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/templates"
)

// post is a letter about to be queued.
type post struct {
	kind     templates.Letter
	slot     string // what it is; at most one letter that counts has it
	over     string // goodword, ceo or cpo; "" is goodword
	about    *store.Nomination
	approval *int64 // the decision behind a thank-you
	to       int64  // the reader in the directory; 0 for others, then address and language
	address  string
	language string
	args     any       // what the builder needs beyond the rows, as JSON
	at       time.Time // not before; zero is now
}

// post queues a letter and its delivery. It gives 0 where the letter's slot is
// taken, so that whatever happens twice is posted once.
func (w work) post(p post) (int64, error) {
	l := store.Letter{Kind: string(p.kind), Slot: p.slot, OverName: p.over, ApprovalID: p.approval, ToAddress: p.address,
		Language: p.language, NotBefore: p.at, QueuedAt: w.now}
	if l.OverName == "" {
		l.OverName = goodword
	}
	if l.NotBefore.IsZero() {
		l.NotBefore = w.now
	}
	if p.about != nil {
		l.NominationID = &p.about.ID
	}
	if w.cause != 0 {
		l.InboundID = &w.cause
	}
	if p.to != 0 {
		reader := w.people.person(p.to)
		l.PersonID, l.ToAddress, l.Language = &p.to, reader.Address, reader.Language
	}
	l.Language = w.spoken(l.Language)
	if l.ToAddress == "" {
		return 0, w.did(p.about, nil, "no %s letter: its reader has no address", p.kind)
	}
	if p.args != nil {
		args, err := json.Marshal(p.args)
		if err != nil {
			return 0, fmt.Errorf("store what the %s letter says: %w", p.kind, err)
		}
		l.Args = args
	}
	id, ok, err := store.QueueLetter(w.ctx, w.tx, l)
	if err != nil || !ok {
		return 0, err
	}
	if err := w.did(p.about, &id, "letter %d (%s) to %s", id, p.kind, l.ToAddress); err != nil {
		return 0, err
	}
	if l.NotBefore.After(w.now) {
		return id, nil // the tick delivers it when its time comes
	}
	w.deliverLater(id)
	return id, nil
}

// spoken gives the language of a letter to a reader of this language.
func (w work) spoken(lang string) string {
	base, _, _ := strings.Cut(lang, "-")
	for _, l := range w.Settings.Languages {
		if l == lang || l == base {
			return lang
		}
	}
	if len(w.Settings.Languages) == 0 {
		return lang
	}
	return w.Settings.Languages[0]
}

// say says back what was understood, in one line each.
// The letter answers the mail being read, and there is one such answer per mail
// and reader; purpose is that of the token it carries on.
func (w work) say(to int64, about *store.Nomination, purpose string, lines ...templates.Line) error {
	return w.sayOnce(fmt.Sprintf("understood:%d:%d:%s", w.cause, to, purpose), to, about, purpose, lines...)
}

// sayOnce says something once per slot: a machine that hides what it is could
// answer every answer of ours.
func (w work) sayOnce(slot string, to int64, about *store.Nomination, purpose string, lines ...templates.Line) error {
	if len(lines) == 0 {
		return nil
	}
	args := sayArgs{Lines: lines, Purpose: purpose}
	if about != nil && about.NomineeID != nil {
		args.Nominee = *about.NomineeID
	}
	_, err := w.post(post{kind: templates.LetterUnderstood, slot: slot, about: about, to: to, args: args})
	return err
}

type sayArgs struct {
	Lines   []templates.Line
	Purpose string
	Nominee int64 // as things stood when the answer was read
	On      int64 // the letter that was answered, where it asked about several things
}

// waitsForNobody says that no digest announces the thank-you of n before it leaves.
func (w work) waitsForNobody(n *store.Nomination) bool {
	return w.Settings.VetoWindow == 0 || w.people.signer(*n.NomineeID) != recognition.CEO
}

// thank queues the thank-you of an approved nomination; it waits for the digest
// that announces it, unless the veto window is zero.
func (w work) thank(n *store.Nomination, approval int64) error {
	leader := w.people.signer(*n.NomineeID)
	at := store.Never
	if w.waitsForNobody(n) {
		at = w.now
	}
	_, err := w.post(post{kind: templates.LetterThankYou, slot: fmt.Sprintf("thank_you:%d", n.ID), over: string(leader),
		about: n, approval: &approval, to: *n.NomineeID, at: at})
	return err
}
