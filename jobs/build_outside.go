package jobs

import (
	"fmt"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/send"
	"goodword/templates"
)

type customerArgs struct {
	Customer, Named string
	Site            string `json:",omitempty"` // of whom they named: its Chief People Officer answers
}

func (w work) buildCustomerAnswer(l *store.Letter, n *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[customerArgs](l)
	if err != nil {
		return err
	}
	cpo := w.people.cpoOf(args.Site)
	if n.ID != 0 {
		cpo = w.signsAbout(n)
	}
	b.signs(w, cpo)
	asked, err := w.asks(l, n)
	if err != nil {
		return err
	}
	f.Number = ""
	if b.customer = asked != ""; !b.customer { // its answers come to us, and are in the CPO's letter
		f.Answer, b.answerTo = b.from.Address, b.from.Address // a customer who answers wants a person
	}
	b.view = templates.CustomerAnswer{Frame: f, Customer: templates.Words(args.Customer), Named: templates.Words(args.Named),
		Trivia: asked, Prize: w.Settings.Vouchers.Monthly > 0, Signer: w.people.shown(cpo)}
	return nil
}

// serviceArgs is what is passed on to the service team, and counted in the leaders' letters.
type serviceArgs struct {
	Concern   templates.Concern
	Customer  string
	Address   string
	Subject   string
	Words     string
	Lang      string
	Received  time.Time
	Employee  int64
	Manager   int64
	Sender    int64
	Proven    bool
	Site      string
	Behaviour string
}

func (w work) buildService(l *store.Letter, _ *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[serviceArgs](l)
	if err != nil {
		return err
	}
	in, err := store.InboundByID(w.ctx, w.tx, *l.InboundID)
	if err != nil {
		return err
	}
	v := templates.Service{Frame: f, Concern: args.Concern, Customer: templates.Words(args.Customer), Address: templates.Words(args.Address),
		Their: templates.Words(withoutTokens(args.Subject)), Words: templates.Words(withoutTokens(args.Words)), Lang: args.Lang,
		Received: args.Received, Proven: args.Proven}
	v.Employee, v.Manager, v.Sender = w.personPtr(args.Employee), w.personPtr(args.Manager), w.personPtr(args.Sender)
	b.view, b.answers = v, ""
	// The one place where the original leaves as it is (promise 17).
	b.attachments = []send.Attachment{{Name: fmt.Sprintf("original-%d.eml", in.ID), MediaType: "message/rfc822", Bytes: in.Raw}}
	return nil
}

func (w work) personPtr(id int64) *templates.Person {
	if id == 0 {
		return nil
	}
	p := w.people.shown(id)
	return &p
}

// returnedArgs is why an internal sender's mail could not be taken.
type returnedArgs struct {
	Subject  string
	Received time.Time
	Size     int64
	Why      templates.UnreadableWhy
}

func (w work) buildTooLarge(l *store.Letter, _ *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[returnedArgs](l)
	if err != nil {
		return err
	}
	b.view = templates.TooLarge{Frame: f, Their: templates.Words(args.Subject), Received: args.Received, Size: args.Size, Limit: w.Settings.MaxSize}
	return nil
}

func (w work) buildUnreadable(l *store.Letter, _ *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[returnedArgs](l)
	if err != nil {
		return err
	}
	b.view = templates.Unreadable{Frame: f, Their: templates.Words(args.Subject), Received: args.Received, Why: args.Why}
	return nil
}

func (w work) buildNotKnown(l *store.Letter, _ *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[returnedArgs](l)
	if err != nil {
		return err
	}
	b.view = templates.NotKnown{Frame: f, Their: templates.Words(args.Subject), Received: args.Received,
		Ask: w.people.shown(w.people.Leader(recognition.CPO))}
	return nil
}
