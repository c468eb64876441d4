package jobs

import (
	"goodword/internal/recognition"
	"goodword/internal/recognition/audience"
	"goodword/internal/store"
	"goodword/templates"
)

const (
	releaseFor   = 14 // days for which a letter to an unproven customer is offered
	mostNamed    = 10 // customers and employees whom Monday's letter names
	praisedOften = 3  // recognitions within a year
)

// customers fills what the CPO's letter says of customers beyond who wrote.
func (w work) customers(v *templates.CPOLetter, care store.Care, args digestArgs) error {
	if v.Hears = w.Settings.CustomerLetters > 0; !v.Hears {
		return nil
	}
	for _, fill := range []func(*templates.CPOLetter, store.Care, digestArgs) error{w.said, w.toRelease, w.ideas, w.inHand, w.mondayNames} {
		if err := fill(v, care, args); err != nil {
			return err
		}
	}
	if err := w.delights(v, care, args.Since); err != nil || care.Reader != care.Whole {
		return err
	}
	return w.triviaShown(v, args.Since)
}

// said lists what customers answered since the last letter: in words, and to
// the question whether their words may be told.
func (w work) said(v *templates.CPOLetter, care store.Care, args digestArgs) error {
	consents, err := store.ConsentsSince(w.ctx, w.tx, care, args.Since, mostShown)
	if err != nil {
		return err
	}
	answers, err := store.CustomerAnswersSince(w.ctx, w.tx, care, args.Since, mostShown)
	if err != nil {
		return err
	}
	at := map[int64]int{} // by mail
	for _, a := range append(consents, answers...) {
		if i, ok := at[a.InboundID]; ok { // yes, and something beside it
			v.Said[i].Words = templates.Words(withoutTokens(a.Words))
			continue
		}
		n, err := store.NominationByID(w.ctx, w.tx, a.NominationID)
		if err != nil {
			return err
		}
		number, err := w.number(recognition.CPO, &n)
		if err != nil {
			return err
		}
		s := templates.CustomerSaid{N: number, Customer: w.shownTo(audience.CPO, &n).Customer, Nominee: w.people.shownPtr(n.NomineeID),
			Words: templates.Words(withoutTokens(a.Words))}
		if a.Agreed != nil {
			if s.Consent = templates.ConsentRefused; *a.Agreed {
				s.Consent = templates.ConsentAgreed
			}
		}
		at[a.InboundID] = len(v.Said)
		v.Said = append(v.Said, s)
	}
	return nil
}

// toRelease lists the letters that only the CPO can let go.
func (w work) toRelease(v *templates.CPOLetter, care store.Care, _ digestArgs) error {
	list, err := store.Releasable(w.ctx, w.tx, care, w.now.AddDate(0, 0, -releaseFor), mostShown)
	if err != nil {
		return err
	}
	for i := range list {
		n := &list[i]
		if w.ours(n.CustomerAddress) {
			continue
		}
		number, err := w.number(recognition.CPO, n)
		if err != nil {
			return err
		}
		c := w.shownTo(audience.CPO, n)
		v.Release = append(v.Release, templates.ToRelease{N: number, Customer: c.Customer, Address: templates.Words(n.CustomerAddress),
			Nominee: w.people.shownPtr(n.NomineeID), By: w.people.shownPtr(n.NominatorID), Words: c.Words})
	}
	return nil
}

func (w work) ideas(v *templates.CPOLetter, care store.Care, args digestArgs) error {
	list, err := store.Ideas(w.ctx, w.tx, w.people.ideasOf(care.Reader), args.Since, mostShown)
	if err != nil {
		return err
	}
	for _, idea := range list {
		number, err := store.NumberItem(w.ctx, w.tx, recognition.CPO, nil, &idea.InboundID, w.now, w.now.AddDate(0, 0, w.Settings.DigestTokenDays))
		if err != nil {
			return err
		}
		v.Ideas = append(v.Ideas, templates.Idea{N: number, Words: templates.Words(idea.Words), Since: idea.SaidAt, Result: templates.Words(idea.Result)})
	}
	return nil
}

// inHand tells how the vouchers stand, and what customers are told is coming.
func (w work) inHand(v *templates.CPOLetter, care store.Care, _ digestArgs) error {
	if s := w.Settings.Vouchers; s.Monthly > 0 {
		purse, err := w.purse()
		if err != nil {
			return err
		}
		v.Purse = &templates.Purse{Free: purse.Free, Spent: money(purse.Spent, s.Currency), Budget: money(s.Monthly, s.Currency)}
	}
	if care.Reader != care.Whole {
		return nil
	}
	news, err := store.NewsNow(w.ctx, w.tx, w.now)
	if err == nil && news.Words != "" {
		v.News = &templates.NewsShown{Words: templates.Words(news.Words), Until: news.Until.AddDate(0, 0, -1)}
	}
	return err
}

// mondayNames names, once a week, customers who praised again and employees who
// are praised often and whom no leader has reached in person.
func (w work) mondayNames(v *templates.CPOLetter, care store.Care, args digestArgs) error {
	if !w.opensWeekOf(care.Reader, args.Day) {
		return nil
	}
	if care.Reader == care.Whole {
		again, err := store.WroteAgain(w.ctx, w.tx, w.now.AddDate(0, 0, -7), w.now.AddDate(-1, 0, 0), mostNamed)
		if err != nil {
			return err
		}
		for _, a := range again {
			v.Again = append(v.Again, templates.WroteAgain{Customer: templates.Words(audience.CPO.Customer(a.Name, a.Address)), Times: a.Times})
		}
	}
	unreached, err := store.Unreached(w.ctx, w.tx, care, w.now.AddDate(-1, 0, 0), praisedOften, mostNamed)
	for _, u := range unreached {
		v.Unreached = append(v.Unreached, templates.Unreached{Person: w.people.shown(u.PersonID), Times: u.Times})
	}
	return err
}
