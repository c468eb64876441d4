package jobs

import (
	"fmt"
	"regexp"
	"strings"

	"goodword/internal/recognition"
	"goodword/internal/recognition/match"
	"goodword/internal/recognition/tone"
	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/mail/parse/forward"
	"goodword/templates"
)

// numberForm is a nomination's public number in a subject.
var numberForm = regexp.MustCompile(`\bGW-\d+\b`)

// praise is a mail's words of praise and whose they are.
type praise struct {
	words    string
	subject  string
	customer address.Mailbox
	proof    recognition.Proof
	tone     tone.Verdict
	result   match.Result
	team     int64 // of a challenge that names nobody: whom the same mail praises
}

// fromEmployee takes a nomination: a customer's mail forwarded, several at
// once, or a colleague's own words.
func (w work) fromEmployee(m mail) (verdict, error) {
	if m.msg.Forwarded == nil {
		p := praise{words: m.own(), subject: m.msg.Subject, proof: recognition.ProofNone, tone: m.Tone}
		p.result = w.people.index.Find(w.search(m))
		return w.nominate(m, p, &m.sender.ID)
	}
	f := w.customersWords(m)
	first := Original{f, m.Proof, m.Tone}
	if f != m.msg.Forwarded {
		first.Tone = tone.Of(f.Body, m.Language())
	}
	v, err := w.passedOriginal(m, first)
	for _, more := range m.Others {
		if err != nil {
			return v, err
		}
		var next verdict
		next, err = w.passedOriginal(m, more)
		v.reason += "; " + next.reason
	}
	return v, err
}

// customersWords gives the innermost mail in a forward that a customer wrote. A
// customer may have passed on a mail of our own, such as a booking: then their
// words stand above it.
func (w work) customersWords(m mail) *forward.Forwarded {
	f := m.msg.Forwarded
	if !w.ours(f.From.Address) {
		return f
	}
	for i := len(m.msg.Chain) - 1; i >= 0; i-- {
		who := m.msg.Chain[i]
		if who.Address == "" || w.ours(who.Address) || i >= len(m.msg.ChainNote) || strings.TrimSpace(m.msg.ChainNote[i]) == "" {
			continue
		}
		theirs := *f
		theirs.From, theirs.Body, theirs.To, theirs.Cc = who, m.msg.ChainNote[i], nil, nil
		return &theirs
	}
	return f
}

func (w work) ours(a string) bool {
	_, known := w.people.withAddress(a)
	return known || w.people.internal(a)
}

// passedOriginal takes one mail that an employee passed on. What the employee
// says about whom it praises is never overruled by its tone.
func (w work) passedOriginal(m mail, o Original) (verdict, error) {
	p := praise{words: o.Body, subject: o.Subject, customer: o.From, proof: o.Proof, tone: o.Tone}
	p.result = w.people.index.Find(w.searchOriginal(m, o.Forwarded))
	switch {
	case p.tone.Tone == tone.Challenge && p.tone.Sure && !w.saysWho(m):
		return w.challenge(m, p)
	case p.tone.Tone == tone.Mixed && p.tone.Blames(): // a doubtful half is no complaint: the manager reads all of it
		good, bad := w.parted(p, w.searchOriginal(m, o.Forwarded))
		if _, err := w.challenge(m, bad); err != nil {
			return verdict{}, err
		}
		p = good
	}
	return w.nominate(m, p, &m.sender.ID)
}

// saysWho says whether the employee's own note names somebody.
func (w work) saysWho(m mail) bool {
	if strings.TrimSpace(m.msg.Note) == "" {
		return false
	}
	said := w.people.index.Find(match.Mail{Note: m.msg.Note, Nominator: m.from().Address, Exclude: w.ourAddresses(m.from().Address)})
	return len(said.Chosen) > 0
}

// fromCustomer takes a customer's own mail: praise, a challenge, or an inquiry.
func (w work) fromCustomer(m mail) (verdict, error) {
	p := praise{words: m.own(), subject: m.msg.Subject, customer: m.from(), proof: recognition.ProofUnproven, tone: m.Tone}
	if m.msg.Forwarded != nil {
		p.words = m.msg.Text // the customer's own mail, with what they passed on
	}
	if m.Sender.Vouched {
		p.proof = recognition.ProofDirect
	}
	p.result = w.people.index.Find(w.search(m))
	switch m.Tone.Tone {
	case tone.Challenge:
		return w.challenge(m, p)
	case tone.Neither:
		if len(p.result.Chosen) == 0 || m.Tone.Sure {
			return w.inquiry(m, p)
		}
	case tone.Mixed:
		if !m.Tone.Blames() {
			break
		}
		good, bad := w.parted(p, w.search(m))
		if _, err := w.challenge(m, bad); err != nil {
			return verdict{}, err
		}
		p = good
	}
	v, err := w.nominate(m, p, nil)
	if err != nil {
		return v, err
	}
	v.disposition = recognition.TakenCompliment
	return v, w.answerCustomer(m, p)
}

func recipients(list []address.Mailbox) []match.Addr {
	found := make([]match.Addr, 0, len(list))
	for _, m := range list {
		found = append(found, match.Addr{Name: m.Name, Address: m.Address})
	}
	return found
}

// ourAddresses are those that never make a nominee: goodword's own, and the given.
func (w work) ourAddresses(more ...string) []string {
	return append(append([]string{w.Settings.AnswerTo, w.Settings.From.Address, w.Settings.Service, w.Settings.ReturnPath}, w.Settings.Ours...), more...)
}

// concern describes a mail that goes to the service team.
func (w work) concern(m mail, p praise, what templates.Concern) serviceArgs {
	s := serviceArgs{Concern: what, Customer: p.customer.Name, Address: p.customer.Address, Subject: p.subject, Words: p.words, Lang: m.Language(),
		Received: m.when(), Proven: p.proof == recognition.ProofDirect || p.proof == recognition.ProofDKIM}
	if m.sender.ID != 0 {
		s.Sender = m.sender.ID
	}
	if what != templates.ConcernChallenge {
		return s
	}
	about := w.blamed(p.words, p.customer.Name)
	if about == 0 && len(p.result.Chosen) == 1 {
		about = p.result.Chosen[0]
	}
	switch {
	case about != 0:
		s.Employee, s.Site, s.Manager = about, w.people.person(about).Site, w.managerFor(about)
	case p.team != 0:
		s.Site, s.Manager = w.people.person(p.team).Site, w.managerFor(p.team)
	}
	return s
}

// challenge passes critical words to the service team and, privately, to the
// manager of whom they name.
func (w work) challenge(m mail, p praise) (verdict, error) {
	s := w.concern(m, p, templates.ConcernChallenge)
	v := taken(recognition.TakenChallenge, "critical words, passed to the service team")
	if !p.tone.Sure && !p.tone.Blames() {
		s.Manager = 0 // no manager hears of what may be no complaint
	}
	id, err := w.keepChallenge(&s, s.Manager)
	if err != nil {
		return v, err
	}
	if err := w.toService(s); err != nil || s.Manager == 0 || id == 0 {
		return v, err
	}
	_, err = w.post(post{kind: templates.LetterChallengePrivate, slot: fmt.Sprintf("challenge_private:%d:%x", w.cause, wordsHash("", s.Words)[:4]), to: s.Manager,
		args: challengeArgs{serviceArgs: s, Challenge: id}})
	return v, err
}

func (w work) inquiry(m mail, p praise) (verdict, error) {
	return taken(recognition.TakenInquiry, "neither praise nor a complaint, passed to the service team"), w.toService(w.concern(m, p, templates.ConcernInquiry))
}

func (w work) toService(s serviceArgs) error {
	_, err := w.post(post{kind: templates.LetterService, slot: fmt.Sprintf("service:%d:%x", w.cause, wordsHash("", s.Words)[:4]), address: w.Settings.Service,
		language: w.people.person(w.people.Leader(recognition.CPO)).Language, args: s})
	return err
}

// answerCustomer thanks a customer who wrote to us, if the address is proven theirs; once a day.
func (w work) answerCustomer(m mail, p praise) error {
	if !m.Sender.Vouched {
		return w.did(nil, nil, "no answer to %s: nobody vouches for the sender", m.from().Address)
	}
	named, site := "", ""
	if len(p.result.Chosen) == 1 {
		who := w.people.shown(p.result.Chosen[0])
		named, site = who.Name, who.Site
	}
	slot := fmt.Sprintf("customer_answer:%s:%s", address.Fold(m.from().Address), w.Settings.Place.Date(w.now))
	about, err := w.firstPraise(m.from().Address)
	if err != nil {
		return err
	}
	_, err = w.post(post{kind: templates.LetterCustomerAnswer, slot: slot, about: about, over: string(recognition.CPO), address: m.from().Address, language: m.Language(),
		args: customerArgs{Customer: m.from().Name, Named: named, Site: site}})
	return err
}

// firstPraise gives the first compliment of the mail being read that is a
// customer's; nil for none.
func (w work) firstPraise(customer string) (*store.Nomination, error) {
	list, err := store.NominationsOf(w.ctx, w.tx, w.cause)
	for i := range list {
		if address.Same(list[i].CustomerAddress, customer) {
			return &list[i], err
		}
	}
	return nil, err
}
