package jobs

import (
	"fmt"
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
	v, err := w.fillCPOLetter(args, f)
	b.view, b.purpose, b.days = v, "cpo", w.Settings.DigestTokenDays
	return err
}

func (w work) fillCPOLetter(args digestArgs, f templates.Frame) (templates.CPOLetter, error) {
	v := templates.CPOLetter{Frame: f, Date: w.now}
	if err := w.unrouted(&v); err != nil {
		return v, err
	}
	if err := w.customersWrote(&v, args.Since); err != nil {
		return v, err
	}
	if err := w.customers(&v, args); err != nil {
		return v, err
	}
	if err := w.storySections(&v); err != nil {
		return v, err
	}
	service, err := w.passedOn(args.Since)
	if err != nil {
		return v, err
	}
	v.Challenges = tally(service)
	aside, err := store.SetAsideMails(w.ctx, w.tx, args.Since, mostShown)
	if err != nil {
		return v, err
	}
	for _, m := range aside {
		v.SetAside = append(v.SetAside, templates.SetAside{ID: fmt.Sprint(m.ID), From: words(m.FromAddress), Subject: words(m.Subject), Why: text(m.Reason)})
	}
	if err := w.successors(&v, args); err != nil {
		return v, err
	}
	if err := w.trends(&v, args.Day); err != nil {
		return v, err
	}
	if err := w.patterns(&v, args.Day); err != nil {
		return v, err
	}
	w.onlyTheirs(&v, args.Chief)
	v.Paused, err = w.pause()
	return v, err
}

// nominatorHas is for how many business days a nominator is waited on before the CPO is asked.
const nominatorHas = 2

// unrouted lists the compliments that only the CPO can place.
func (w work) unrouted(v *templates.CPOLetter) error {
	list, err := store.NominationsIn(w.ctx, w.tx, recognition.Unclear, mostShown)
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
			if w.people.byID[id].Active {
				u.Candidates = append(u.Candidates, w.people.shown(id))
			}
		}
		if len(u.Candidates) > 1 {
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

func (w work) customersWrote(v *templates.CPOLetter, since time.Time) error {
	mails, err := store.TakenSince(w.ctx, w.tx, string(recognition.TakenCompliment), since, mostShown)
	if err != nil {
		return err
	}
	for _, m := range mails {
		list, err := store.NominationsOf(w.ctx, w.tx, m.ID)
		if err != nil {
			return err
		}
		letters, err := store.LettersFor(w.ctx, w.tx, m.ID)
		if err != nil {
			return err
		}
		answered := false
		for _, l := range letters {
			answered = answered || l.Kind == string(templates.LetterCustomerAnswer) && l.State == recognition.Accepted
		}
		for i := range list {
			c := w.shownTo(audience.CPO, &list[i])
			wrote := templates.CustomerWrote{Customer: c.Customer, Nominee: w.people.shownPtr(list[i].NomineeID), Words: c.Words, Answered: answered}
			why, err := w.hears(&list[i])
			if err != nil {
				return err
			}
			if why == "" {
				if wrote.N, err = w.number(recognition.CPO, &list[i]); err != nil {
					return err
				}
				wrote.Ask, wrote.Delight = true, w.Settings.Vouchers.Monthly > 0
			}
			v.Customers = append(v.Customers, wrote)
		}
	}
	return nil
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
