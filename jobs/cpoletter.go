package jobs

import (
	"fmt"
	"slices"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/recognition/audience"
	"goodword/internal/store"
	"goodword/templates"
)

// cpoLetterIfDue writes the Chief People Officer's letter once a day; each their own, where there are several.
func (w work) cpoLetterIfDue() error {
	if err := w.dailyIfDue(recognition.CPO, templates.LetterCPO); err != nil {
		return err
	}
	return w.siteLettersIfDue()
}

func (w work) buildCPOLetter(l *store.Letter, _ *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[digestArgs](l)
	if err != nil {
		return err
	}
	if args.Chief = *l.PersonID; !w.people.leads(recognition.CPO, args.Chief) {
		return errNothingToSay // their term ended while it waited
	}
	v, err := w.fillCPOLetter(args, f)
	b.view, b.purpose, b.days = v, "cpo", w.Settings.DigestTokenDays
	return err
}

// firstLooksBack is since when a Chief People Officer's letter tells, where the
// one before left at this moment: a first letter tells of a month, and not of all
// that others were told.
func (w work) firstLooksBack(since time.Time) time.Time {
	if month := w.now.AddDate(0, -1, 0); since.Before(month) {
		return month
	}
	return since
}

// fillCPOLetter gathers what its reader looks after: of the whole company, or of their sites.
func (w work) fillCPOLetter(args digestArgs, f templates.Frame) (templates.CPOLetter, error) {
	v := templates.CPOLetter{Frame: f, Date: w.now}
	if args.Chief == 0 {
		args.Chief = w.people.cpoOf("")
	}
	care := w.people.care(args.Chief)
	last := args // with what the quarter is counted by
	args.Since = w.firstLooksBack(args.Since)
	steps := []func() error{
		func() error { return w.unrouted(&v, care) },
		func() error { return w.customersWrote(&v, care, args.Since) },
		func() error { return w.customers(&v, care, args) },
		func() error { return w.storySections(&v, care) },
		func() error { return w.challengesOf(&v, care, args.Since) },
		func() error { return w.trends(&v, care, args.Day) },
		func() (err error) { v.Paused, err = w.pause(); return err },
	}
	if care.Reader == care.Whole {
		steps = append(steps, func() error { return w.setAsideMails(&v, args.Since) }, func() error { return w.successors(&v, last) },
			func() error { return w.patterns(&v, args.Day) })
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return v, err
		}
	}
	return v, nil
}

func (w work) challengesOf(v *templates.CPOLetter, care store.Care, since time.Time) error {
	service, err := serviceSaid(store.PassedOnTo(w.ctx, w.tx, care, string(templates.LetterService), since, mostShown))
	v.Challenges = tally(service)
	return err
}

func (w work) setAsideMails(v *templates.CPOLetter, since time.Time) error {
	aside, err := store.SetAsideMails(w.ctx, w.tx, since, mostShown)
	for _, m := range aside {
		v.SetAside = append(v.SetAside, templates.SetAside{ID: fmt.Sprint(m.ID), From: words(m.FromAddress), Subject: words(m.Subject), Why: text(m.Reason), Kind: asideKind(text(m.Reason))})
	}
	return err
}

// nominatorHas is for how many business days a nominator is waited on before the CPO is asked.
const nominatorHas = 2

// unrouted lists the compliments that only the CPO can place.
func (w work) unrouted(v *templates.CPOLetter, care store.Care) error {
	list, err := store.UnclearFor(w.ctx, w.tx, care, mostShown)
	if err != nil {
		return err
	}
	for i := range list {
		n := &list[i]
		if n.NominatorID != nil && w.people.place(*n.NominatorID).DaysWaited(n.ChangedAt, w.now) < nominatorHas {
			continue
		}
		number, err := w.number(recognition.CPO, n)
		if err != nil {
			return err
		}
		u := templates.Unrouted{N: number, From: templates.Words(n.CustomerName), Compliment: w.shownTo(audience.CPO, n), Why: templates.UnroutedNobody}
		for _, id := range w.candidates(n) {
			if w.people.person(id).Active {
				u.Candidates = append(u.Candidates, w.people.shown(id))
			}
		}
		switch {
		case len(u.Candidates) == 1:
			u.Why = templates.UnroutedNamed
		case len(u.Candidates) > 1:
			u.Why = templates.UnroutedSeveral
		}
		if n.NominatorID != nil {
			u.From, u.Why = templates.Words(w.people.shownPtr(n.NominatorID).Name), templates.UnroutedSilent
		} else if u.From == "" {
			u.From = templates.Words(n.CustomerAddress)
		}
		v.Unrouted = append(v.Unrouted, u)
	}
	return nil
}

func (w work) customersWrote(v *templates.CPOLetter, care store.Care, since time.Time) error {
	list, err := store.CustomersWrote(w.ctx, w.tx, care, since, mostShown)
	if err != nil {
		return err
	}
	answered := map[int64]bool{} // by mail
	for i := range list {
		n := &list[i]
		if _, known := answered[n.InboundID]; !known {
			if answered[n.InboundID], err = w.answeredMail(n.InboundID); err != nil {
				return err
			}
		}
		c := w.shownTo(audience.CPO, n)
		wrote := templates.CustomerWrote{Customer: c.Customer, Nominee: w.people.shownPtr(n.NomineeID), Words: c.Words, Answered: answered[n.InboundID]}
		why, err := w.hears(n)
		if err != nil {
			return err
		}
		if why == "" {
			if wrote.N, err = w.number(recognition.CPO, n); err != nil {
				return err
			}
			wrote.Ask, wrote.Delight = true, w.Settings.Vouchers.Monthly > 0
		}
		v.Customers = append(v.Customers, wrote)
	}
	return nil
}

// answeredMail says whether a customer's mail was answered.
func (w work) answeredMail(id int64) (bool, error) {
	letters, err := store.LettersFor(w.ctx, w.tx, id)
	return slices.ContainsFunc(letters, func(l store.Letter) bool {
		return l.Kind == string(templates.LetterCustomerAnswer) && l.State == recognition.Accepted
	}), err
}

// tally counts challenges by touchpoint and site, in the order they came.
func tally(service []serviceArgs) []templates.Tally {
	var list []templates.Tally
next:
	for _, s := range service {
		if s.Concern != templates.ConcernChallenge {
			continue
		}
		for i := range list {
			if list[i].Site == s.Site {
				list[i].Count++
				continue next
			}
		}
		list = append(list, templates.Tally{Site: s.Site, Count: 1, Words: templates.Words(withoutTokens(s.Words))})
	}
	return list
}

func words(s *string) templates.Words { return templates.Words(text(s)) }

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

type pausedArgs struct {
	Resumed bool
	By      int64
	At      time.Time
	Waiting int
}

func (w work) buildPaused(l *store.Letter, _ *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[pausedArgs](l)
	if err != nil {
		return err
	}
	b.view = templates.PausedLetter{Frame: f, Resumed: args.Resumed, By: w.people.shown(args.By), At: args.At, Waiting: args.Waiting,
		CEO: w.people.shown(w.people.Leader(recognition.CEO))}
	return nil
}
