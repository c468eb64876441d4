package jobs

import (
	"time"

	"goodword/internal/recognition"
	"goodword/internal/recognition/audience"
	"goodword/internal/recognition/behaviour"
	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/templates"
)

func (w work) buildThankYou(l *store.Letter, n *store.Nomination, f templates.Frame, b *built) error {
	approval, err := store.StandingDecision(w.ctx, w.tx, n.ID)
	if err != nil {
		return err
	}
	leader := recognition.Leader(l.OverName)
	signer := w.people.Leader(leader)
	v := templates.ThankYou{Frame: f, Signer: w.people.shown(signer), Compliment: w.shownTo(audience.Nominee, n),
		Line: templates.Words(withoutTokens(n.ManagerLine)), Manager: w.people.shown(approval.PersonID),
		Nominator: w.people.shownPtr(n.NominatorID)}
	if err := w.shownBehaviour(&v, n); err != nil {
		return err
	}
	if approval.PersonID == signer && n.ManagerLine == "" {
		v.Manager = templates.Person{} // the leader approved: nobody else to name
	}
	own, err := store.LeaderWords(w.ctx, w.tx, n.ID, signer)
	if err != nil {
		return err
	}
	if leader == recognition.CEO {
		v.Own = templates.Words(own)
	}
	v.Ask = w.Settings.Stories && !w.people.person(*n.NomineeID).Private && v.Beside == nil // another's praise is no story of theirs
	b.view, b.purpose, b.from = v, "nominee", w.from(leader)
	return nil
}

// from is the sender of a letter over a leader's name.
func (w work) from(l recognition.Leader) address.Mailbox {
	if l == recognition.CEO && w.Settings.CEOFrom.Address != "" {
		return w.Settings.CEOFrom
	}
	return w.mailboxOf(w.people.Leader(l))
}

func (w work) mailboxOf(id int64) address.Mailbox {
	p := w.people.person(id)
	return address.Mailbox{Name: p.Name, Address: p.Address}
}

// behaviours lists the catalogue for the approver to choose from.
func (w work) behaviours(lang string) []templates.Behaviour {
	list := make([]templates.Behaviour, 0, len(w.Catalogue.Behaviours))
	for _, b := range w.Catalogue.Behaviours {
		list = append(list, inLanguage(b, lang))
	}
	return list
}

func inLanguage(b behaviour.Behaviour, lang string) templates.Behaviour {
	return templates.Behaviour{N: b.Number, Name: b.NameIn(lang), Sentence: b.WordsIn(lang), Value: b.ValueIn(lang)}
}

type passOnArgs struct {
	Nominee int64
	Words   string
	Lang    string
	Sent    time.Time
}

func (w work) buildPassOn(l *store.Letter, _ *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[passOnArgs](l)
	if err != nil {
		return err
	}
	nominee := w.people.person(args.Nominee)
	f.Answer, b.answerTo = nominee.Address, nominee.Address // the CEO's answer goes to the nominee in person
	b.view = templates.PassOn{Frame: f, Nominee: w.people.shown(args.Nominee), Words: templates.Words(withoutTokens(args.Words)),
		Lang: args.Lang, Sent: args.Sent, Direct: true}
	return nil
}
