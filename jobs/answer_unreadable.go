package jobs

import (
	"errors"

	"goodword/internal/store"
	"goodword/mail/parse"
	"goodword/templates"
)

// askedNothing handles an answer to a letter that asks nothing. One asks for a
// mail again that could not be read: what its reader answers stands for that
// mail, as an answer to what that one answered, or as a new mail.
func (w work) askedNothing(m mail, t store.Token) (verdict, error) {
	l, err := store.LetterByID(w.ctx, w.tx, t.LetterID)
	if err != nil {
		return verdict{}, err
	}
	if l.Kind != string(templates.LetterUnreadable) || l.InboundID == nil || l.PersonID == nil || *l.PersonID != m.sender.ID || !m.Sender.Vouched {
		return aside("an answer to letter %d (%s), which asks nothing: somebody should read it", t.LetterID, l.Kind), nil
	}
	first, err := store.InboundByID(w.ctx, w.tx, *l.InboundID)
	if err != nil {
		return verdict{}, err
	}
	if len(first.Raw) == 0 {
		return aside("an answer to letter %d (%s): the mail that it stands for is no longer kept, so that nobody knows what that one answered", t.LetterID, l.Kind), nil
	}
	for _, token := range answerTokens(parse.Parse(first.Raw, parse.Options{}), w.Settings.AnswerTo) {
		answered, err := store.TokenByHash(w.ctx, w.tx, hashed(token))
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil || answered.Purpose == asksNothing {
			return aside("an answer to letter %d (%s) about an answer to another one: somebody should read it", t.LetterID, l.Kind), err
		}
		return w.takeAnswer(m, answered)
	}
	return w.takeNew(m)
}
