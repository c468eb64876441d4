package jobs

import (
	"errors"
	"fmt"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/recognition/audience"
	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/mail/send"
	"goodword/templates"
)

// cardArgs is what a card to the CEO is about, beside its nomination.
type cardArgs struct{ Item string }

// item gives the number by which the CEO answers about n; the one they used while it is good.
func (w work) cardItem(n *store.Nomination) (int, error) { return w.numbered(n.ID) }

func (w work) buildCallCard(l *store.Letter, n *store.Nomination, f templates.Frame, b *built) error {
	number, err := w.cardItem(n)
	if err != nil {
		return err
	}
	nominee := w.people.person(*n.NomineeID)
	leader := w.people.place(w.people.Leader(recognition.CEO))
	there := w.people.place(nominee.ID)
	at := meeting(leader, there, l.QueuedAt)
	praised, err := store.PraisedSince(w.ctx, w.tx, nominee.ID, l.QueuedAt.AddDate(-1, 0, 0))
	if err != nil {
		return err
	}
	if praised < 2 {
		praised = 0
	}
	v := templates.CallCard{Frame: f, N: number, Nominee: w.people.shown(nominee.ID), Phone: nominee.Phone, Manager: w.managerOf(nominee.ID),
		Compliment: w.shownTo(audience.CEO, n), Line: templates.Words(withoutTokens(n.ManagerLine)), Praised: praised,
		There: w.now.In(there.Location), At: at, AtThere: at.In(there.Location), Elsewhere: clockDiffers(leader.Location, there.Location, at)}
	v.Behaviour = w.behaviourOf(n, f.Reader.Lang)
	b.attachments = []send.Attachment{w.proposal(l, templates.Appointment{Title: nominee.Name, Place: nominee.Phone, Start: at, Length: 15 * time.Minute})}
	b.view, b.purpose, b.days = v, "ceo", w.Settings.DigestTokenDays
	return nil
}

func clockDiffers(a, b *time.Location, at time.Time) bool {
	_, x := at.In(a).Zone()
	_, y := at.In(b).Zone()
	return x != y
}

// behaviourOf is the behaviour that a nomination bears, empty for none.
func (w work) behaviourOf(n *store.Nomination, lang string) templates.Behaviour {
	if shown, ok := w.Catalogue.ByID(n.Behaviour); ok {
		return inLanguage(shown, lang)
	}
	return templates.Behaviour{}
}

// proposal is the calendar file of a card.
func (w work) proposal(l *store.Letter, a templates.Appointment) send.Attachment {
	a.ID = fmt.Sprintf("%s-%d@%s", l.Kind, *l.NominationID, address.Domain(w.Settings.AnswerTo))
	a.Written = l.QueuedAt
	return send.Attachment{Name: "proposal.ics", MediaType: "text/calendar", Bytes: templates.Calendar(a)}
}

func (w work) buildNoteCard(l *store.Letter, n *store.Nomination, f templates.Frame, b *built) error {
	number, err := w.cardItem(n)
	if err != nil {
		return err
	}
	postal, err := w.postal(w.people.person(*n.NomineeID).Site)
	if err != nil {
		return err
	}
	v := templates.NoteCard{Frame: f, N: number, Nominee: w.people.shown(*n.NomineeID), Manager: w.managerOf(*n.NomineeID), Compliment: w.shownTo(audience.CEO, n),
		Behaviour: w.behaviourOf(n, f.Reader.Lang), Line: templates.Words(withoutTokens(n.ManagerLine)), Site: w.people.person(*n.NomineeID).Site, Postal: postal}
	pdf, err := templates.Card(v, l.Language, l.QueuedAt)
	if err != nil {
		return err
	}
	b.attachments = []send.Attachment{{Name: "card.pdf", MediaType: "application/pdf", Bytes: pdf}}
	b.view, b.purpose, b.days = v, "ceo", w.Settings.DigestTokenDays
	return nil
}

// postal gives the lines of a site's postal address, none where nobody imported it.
func (w work) postal(site string) ([]templates.PostalLine, error) {
	if site == "" {
		return nil, nil
	}
	s, err := store.SiteByName(w.ctx, w.tx, site)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	var lines []templates.PostalLine
	for _, text := range s.Address {
		lines = append(lines, templates.PostalLine{Text: text})
	}
	return lines, err
}

// visitAfter is how many business days ahead a visit is proposed.
const visitAfter = 5

func (w work) buildVisitCard(l *store.Letter, n *store.Nomination, f templates.Frame, b *built) error {
	number, err := w.cardItem(n)
	if err != nil {
		return err
	}
	site := w.people.person(*n.NomineeID).Site
	at := w.people.place(w.people.Leader(recognition.CEO)).BusinessDays(l.QueuedAt, visitAfter)
	v := templates.VisitCard{Frame: f, N: number, Site: site, At: at}
	if v.Postal, err = w.postal(site); err != nil {
		return err
	}
	list := []store.Nomination{*n}
	if site != "" {
		more, err := store.SiteRecognised(w.ctx, w.tx, site, l.QueuedAt.AddDate(0, 0, -recognisable), 200)
		if err != nil {
			return err
		}
		list = append(list, more...)
	} else {
		v.Site = w.people.person(*n.NomineeID).Name
	}
	seen := map[int64]bool{}
	for i := range list {
		id := *list[i].NomineeID
		if seen[id] || len(v.People) == siteSample {
			continue
		}
		seen[id] = true
		v.People = append(v.People, templates.VisitPerson{Nominee: w.people.shown(id), Words: w.shownTo(audience.CEO, &list[i]).Words})
	}
	b.attachments = []send.Attachment{w.proposal(l, templates.Appointment{Title: v.Site, Place: v.Site, Start: at})}
	b.view, b.purpose, b.days = v, "ceo", w.Settings.DigestTokenDays
	return nil
}
