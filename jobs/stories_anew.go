package jobs

import (
	"strings"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/send"
	"goodword/templates"
)

// Letters that tell stories keep the bytes they were submitted with, and what is
// told in them may be taken back before they leave.

// tellLess writes anew every letter that waits with bytes in which something is
// told that may be told no more.
func (w work) tellLess() error {
	letters, err := store.TellingTooMuch(w.ctx, w.tx, 0)
	if err != nil {
		return err
	}
	for _, id := range letters {
		l, err := store.LockLetter(w.ctx, w.tx, id)
		if err != nil {
			return err
		}
		if l.State != recognition.Queued { // it leaves, and is looked at again should it come back
			continue
		}
		if err := w.writeAnew(&l); err != nil {
			return err
		}
	}
	return nil
}

// toldTooMuch is the last look at a letter that has its bytes and is about to
// leave: it says that they tell too much, and that the letter is written anew.
func (w work) toldTooMuch(l *store.Letter) (bool, error) {
	if l.Kind != string(templates.LetterStories) && l.Kind != string(templates.LetterBehaviours) {
		return false, nil
	}
	found, err := store.TellingTooMuch(w.ctx, w.tx, l.ID)
	if err != nil || len(found) == 0 {
		return false, err
	}
	return true, w.writeAnew(l)
}

// writeAnew ends a letter, its bytes at once, and posts the same without what
// may be told no more. One that may have left already is only ended: nobody is to
// get it twice.
func (w work) writeAnew(l *store.Letter) error {
	if err := store.EndTelling(w.ctx, w.tx, l.ID, "a story in it is told no more", w.now); err != nil || mayHaveLeft(l) {
		return err
	}
	p := post{kind: templates.Letter(l.Kind), slot: l.Slot, address: l.ToAddress, language: l.Language, args: l.Args}
	if l.PersonID != nil {
		p.to = *l.PersonID
	}
	_, err := w.post(p)
	return err
}

// mayHaveLeft says that nobody knows whether the relay took a queued letter at its last try.
func mayHaveLeft(l *store.Letter) bool {
	return strings.HasPrefix(l.Outcome, string(send.Unknown)) || l.Outcome == diedSending
}
