package jobs

import (
	"errors"
	"slices"
	"strconv"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/mail/reply/decision"
)

// care is who looks after what as Chief People Officer, for a letter to reader.
func (c *company) care(reader int64) store.Care {
	care := store.Care{Whole: c.cpoOf(""), Other: c.otherChief(), Reader: reader}
	if len(c.settings.CPOs) > 0 {
		care.Sites, care.Chiefs = c.chiefsBySite()
	}
	return care
}

// otherChief gives who looks after what the whole company's Chief People Officer
// may not read; 0 for nobody.
func (c *company) otherChief() int64 {
	if list := c.cpos(); len(list) > 1 {
		return list[1]
	}
	return 0
}

// chiefAbout gives who looks after a nomination as Chief People Officer, as
// store.Care says: nobody what is about themselves, or may be, while somebody
// else could, or before they were thanked. It is 0 where nobody does. What only may
// be about them, and nobody else could place, is theirs: it would lapse unread.
func (w work) chiefAbout(n *store.Nomination) int64 {
	c := w.people
	chief, whole := c.cpoFor(n), c.cpoOf("")
	switch {
	case !w.mayMean(n, chief):
		return chief
	case chief != whole:
		return whole
	case c.otherChief() != 0 && !w.mayMean(n, c.otherChief()):
		return c.otherChief()
	case n.State == recognition.Thanked || n.NomineeID == nil:
		return chief
	}
	return 0
}

// mayMean says that a nomination is about somebody, or could be.
func (w work) mayMean(n *store.Nomination, person int64) bool {
	if n.NomineeID != nil {
		return *n.NomineeID == person
	}
	for _, c := range w.evidence(n) {
		if c.PersonID == person {
			return true
		}
	}
	return false
}

// signsAbout gives the Chief People Officer who signs what customers read about a nomination.
func (w work) signsAbout(n *store.Nomination) int64 {
	if id := w.chiefAbout(n); id != 0 {
		return id
	}
	return w.people.cpoFor(n)
}

// heirOf gives who goes on with what somebody began as Chief People Officer:
// themselves while they are it, else whoever has a site of their last term.
func (c *company) heirOf(author int64) int64 {
	if c.leads(recognition.CPO, author) {
		return author
	}
	var last recognition.Term
	for _, t := range c.settings.CPOs {
		if c.byAddress[address.Fold(t.Address)] == author && author != 0 && !t.From.After(c.now) && !t.Until.Before(last.Until) {
			last = t
		}
	}
	if len(last.Sites) > 0 {
		return c.cpoOf(last.Sites[0])
	}
	return c.cpoOf("")
}

// ideasOf is whose ideas a Chief People Officer reads: their own, and those that
// passed to them. What nobody else goes on with is the whole company's.
func (c *company) ideasOf(reader int64) store.IdeasBy {
	by := store.IdeasBy{All: reader == c.cpoOf("")}
	for _, t := range c.settings.CPOs {
		author := c.byAddress[address.Fold(t.Address)]
		if author == 0 {
			continue
		}
		p := c.person(author)
		for _, a := range append([]string{p.Address}, p.Aliases...) {
			if c.heirOf(author) == reader {
				by.Theirs = append(by.Theirs, address.Fold(a))
			} else {
				by.Others = append(by.Others, address.Fold(a))
			}
		}
	}
	return by
}

// forAll are commands that concern every site: the whole company's Chief People
// Officer alone gives them.
func forAll(c decision.Command) bool {
	return slices.Contains([]string{"news", "challenge", "trivia"}, c.Name)
}

// theirs says whether a Chief People Officer may give a command: a number is for
// whoever's letters name it, and for nobody else.
func (w work) theirs(m mail, c decision.Command) (bool, error) {
	if forAll(c) {
		return m.sender.ID == w.people.cpoOf(""), nil
	}
	number, err := strconv.Atoi(c.Item)
	if err != nil {
		return true, nil
	}
	item, err := store.ItemByNumber(w.ctx, w.tx, recognition.CPO, number, w.now)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return false, err
	}
	id := int64(0)
	switch {
	case item.NominationID != nil:
		id = *item.NominationID
	case item.DelightID != nil:
		id, err = store.DelightOn(w.ctx, w.tx, *item.DelightID)
	case item.InboundID != nil:
		return w.theirIdea(m, item)
	default:
		id, err = w.byPublicNumber(c.Item)
	}
	if err != nil || id == 0 {
		return true, ignoreNotFound(err)
	}
	n, err := store.NominationByID(w.ctx, w.tx, id)
	return err == nil && w.chiefAbout(&n) == m.sender.ID, err
}

// theirIdea says whether an idea is somebody's to tell the end of; a challenge to
// all teams is the whole company's Chief People Officer's.
func (w work) theirIdea(m mail, item store.Item) (bool, error) {
	if item.What == store.ItemChallenge {
		return m.sender.ID == w.people.cpoOf(""), nil
	}
	in, err := store.InboundByID(w.ctx, w.tx, *item.InboundID)
	if err != nil {
		return false, err
	}
	author, _ := w.people.withAddress(text(in.FromAddress))
	return w.people.heirOf(author.ID) == m.sender.ID, nil
}

func ignoreNotFound(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	return err
}
