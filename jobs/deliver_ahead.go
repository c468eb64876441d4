package jobs

import (
	"slices"

	"goodword/internal/recognition/audience"
	"goodword/internal/store"
	"goodword/templates"
)

// ahead is what letters that leave together say, read for all of them at once,
// and the tokens that they carry, which are stored at once too. A nil one knows
// nothing: then each row is asked for where it is needed.
type ahead struct {
	store.Ahead
	about  map[int64]store.Nomination // that the letters are about
	tokens map[int64][]store.HashedToken
	seen   map[seen]templates.Words
}

// seen are a customer's words and who is to see them.
type seen struct {
	by    audience.Audience
	words string
}

// readAhead reads what these letters say; the nominations that they are about are locked already.
func (w work) readAhead(letters []store.Letter, about []store.Nomination) (*ahead, error) {
	a := &ahead{about: map[int64]store.Nomination{}, tokens: map[int64][]store.HashedToken{}, seen: map[seen]templates.Words{}}
	var mails, nominations []int64
	note := func(list *[]int64, id int64) {
		if !slices.Contains(*list, id) {
			*list = append(*list, id)
		}
	}
	for _, n := range about {
		a.about[n.ID] = n
		note(&mails, n.InboundID)
		note(&nominations, n.ID)
	}
	for i := range letters {
		if mail := letters[i].InboundID; mail != nil {
			note(&mails, *mail)
		}
	}
	var err error
	if a.Ahead, err = store.ReadAhead(w.ctx, w.tx, mails); err != nil {
		return nil, err
	}
	for _, list := range a.OfMail {
		for i := range list {
			note(&nominations, list[i].ID)
		}
	}
	return a, a.About(w.ctx, w.tx, nominations)
}

// nomination is store.NominationByID.
func (w work) nomination(id int64) (store.Nomination, error) {
	if w.ahead != nil {
		if n, ok := w.ahead.about[id]; ok {
			return n, nil
		}
	}
	return store.NominationByID(w.ctx, w.tx, id)
}

// ofMail is store.NominationsOf.
func (w work) ofMail(mail int64) ([]store.Nomination, error) {
	if w.ahead != nil {
		if _, read := w.ahead.Origins[mail]; read {
			return slices.Clone(w.ahead.OfMail[mail]), nil
		}
	}
	return store.NominationsOf(w.ctx, w.tx, mail)
}

// asksOf is store.Asks.
func (w work) asksOf(nomination int64) ([]store.Ask, error) {
	if w.ahead != nil {
		if list, ok := w.ahead.Asks[nomination]; ok {
			return slices.Clone(list), nil
		}
	}
	return store.Asks(w.ctx, w.tx, nomination)
}

// openAsks is store.OpenAsks.
func (w work) openAsks(nomination int64) ([]store.Ask, error) {
	if w.ahead == nil {
		return store.OpenAsks(w.ctx, w.tx, nomination)
	}
	list, err := w.asksOf(nomination)
	return slices.DeleteFunc(list, func(a store.Ask) bool { return a.ClosedAt != nil }), err
}

// shownBy is store.ShownBy.
func (w work) shownBy(nomination int64) (store.Shown, error) {
	if w.ahead != nil {
		if t, ok := w.ahead.Traits[nomination]; ok {
			return t.Shown, nil
		}
	}
	return store.ShownBy(w.ctx, w.tx, nomination)
}

// levelOf is store.LevelOf.
func (w work) levelOf(nomination int64) (store.Level, error) {
	if w.ahead != nil {
		if t, ok := w.ahead.Traits[nomination]; ok {
			return t.Level, nil
		}
	}
	return store.LevelOf(w.ctx, w.tx, nomination)
}

// originOf gives by whom a mail was written.
func (w work) originOf(mail int64) (store.Origin, error) {
	if w.ahead != nil {
		if o, ok := w.ahead.Origins[mail]; ok {
			return o, nil
		}
	}
	return store.OriginOf(w.ctx, w.tx, mail)
}

// seenBy is what an audience sees of a customer's words: request and receipt show the same to both.
func (w work) seenBy(who audience.Audience, words string) templates.Words {
	if w.ahead == nil {
		return templates.Words(who.Words(withoutTokens(words)))
	}
	shown, ok := w.ahead.seen[seen{who, words}]
	if !ok {
		shown = templates.Words(who.Words(withoutTokens(words)))
		w.ahead.seen[seen{who, words}] = shown
	}
	return shown
}

// putToken stores a token's hash, or keeps it until all are stored.
func (w work) putToken(hash []byte, t store.Token) error {
	if w.ahead == nil {
		return store.PutToken(w.ctx, w.tx, hash, t)
	}
	w.ahead.tokens[t.LetterID] = append(w.ahead.tokens[t.LetterID], store.HashedToken{Hash: hash, Token: t})
	return nil
}
