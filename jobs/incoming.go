package jobs

import (
	"encoding/json"
	"fmt"
	"regexp"

	"goodword/internal/recognition"
	"goodword/internal/recognition/match"
	"goodword/internal/recognition/tone"
	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/mail/reply/decision"
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
	result   match.Result
}

// fromEmployee takes a nomination: a customer's mail forwarded, or a colleague's own words.
func (w work) fromEmployee(m mail) (verdict, error) {
	p := praise{words: m.msg.Text, subject: m.msg.Subject, proof: recognition.ProofNone}
	if m.Reply != nil {
		p.words = m.Reply.Own
	}
	if f := m.msg.Forwarded; f != nil {
		p = praise{words: f.Body, subject: f.Subject, customer: f.From, proof: m.Proof}
	}
	p.result = w.people.index.Find(w.search(m))
	explicit := p.proof == recognition.ProofNone || len(p.result.Chosen) > 0
	switch {
	case m.Tone.Tone == tone.Challenge && m.Tone.Sure && !explicit:
		return w.challenge(m, p)
	case m.Tone.Tone == tone.Mixed && m.msg.Forwarded != nil:
		if _, err := w.challenge(m, p); err != nil {
			return verdict{}, err
		}
	}
	return w.nominate(m, p, &m.sender.ID)
}

// fromCustomer takes a customer's own mail: praise, a challenge, or an inquiry.
func (w work) fromCustomer(m mail) (verdict, error) {
	p := praise{words: m.msg.Text, subject: m.msg.Subject, customer: m.from(), proof: recognition.ProofUnproven}
	if m.Reply != nil {
		p.words = m.Reply.Own
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
		if _, err := w.challenge(m, p); err != nil {
			return verdict{}, err
		}
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

// nominate opens a nomination for each nominee, or one that is unclear.
func (w work) nominate(m mail, p praise, nominator *int64) (verdict, error) {
	evidence, err := json.Marshal(p.result.Candidates)
	if err != nil {
		return verdict{}, fmt.Errorf("keep the evidence: %w", err)
	}
	n := store.Nomination{InboundID: w.cause, NominatorID: nominator, CustomerName: clean(p.customer.Name), CustomerAddress: clean(p.customer.Address),
		Proof: p.proof, Subject: clean(p.subject), Compliment: clean(p.words), Note: clean(m.msg.Note), Language: m.Language(), Tone: string(m.Tone.Tone), Evidence: evidence}
	if b, because, ok := w.Catalogue.Suggest(p.words, m.Language()); ok {
		n.Behaviour, n.BehaviourWords = b.ID, because
	}
	commands := decision.Read(m.msg.Note, decision.Options{Role: decision.Nominator}).Commands
	for _, c := range commands {
		if b, ok := w.behaviourNamed(first(c.Args)); ok && c.Name == "behaviour" {
			n.Behaviour, n.BehaviourWords = b.ID, nil
		}
	}
	if p.result.Unclear || len(p.result.Chosen) == 0 {
		return w.unclear(n, p)
	}
	var last *store.Nomination
	numbers := ""
	for _, nominee := range p.result.Chosen {
		n.NomineeID = &nominee
		opened, again, err := w.open(n)
		if err != nil {
			return verdict{}, err
		}
		if again {
			if err := w.sayAgain(nominator, &opened); err != nil {
				return verdict{}, err
			}
		} else if err := w.route(&opened); err != nil {
			return verdict{}, err
		}
		if !again && opened.State == recognition.Awaiting {
			last = &opened
		}
		numbers += " " + opened.Public()
	}
	v := taken(recognition.TakenNomination, "praise for %d: %s (%s)", len(p.result.Chosen), numbers[1:], p.result.Why)
	if last == nil {
		return v, nil
	}
	for _, c := range commands {
		if c.Name == "also" {
			if _, err := w.also(last, c, nil, false); err != nil {
				return v, err
			}
		}
	}
	return v, w.receipt(last)
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// sayAgain tells a nominator that somebody sent these words in before.
func (w work) sayAgain(nominator *int64, n *store.Nomination) error {
	if nominator == nil {
		return nil
	}
	return w.say(*nominator, n, "", templates.Line{Did: templates.DidRefuse, Command: n.Public(), Why: templates.WhyAlready})
}

// unclear keeps a compliment whose nominee is not plain: the employee is asked,
// a customer's goes to the CPO's letter.
func (w work) unclear(n store.Nomination, p praise) (verdict, error) {
	n.NomineeID = nil
	opened, _, err := w.open(n)
	if err != nil {
		return verdict{}, err
	}
	if err := w.move(&opened, recognition.Unclear, goodword, p.result.Why); err != nil {
		return verdict{}, err
	}
	lapse := w.Settings.Place.BusinessDays(w.now, w.Settings.LapseAfter)
	if err := store.SetDue(w.ctx, w.tx, opened.ID, store.Due{Lapse: &lapse}, w.now); err != nil {
		return verdict{}, err
	}
	v := taken(recognition.TakenNomination, "%s: the nominee is unclear: %s", opened.Public(), p.result.Why)
	if n.NominatorID == nil {
		return v, nil
	}
	_, err = w.post(post{kind: templates.LetterQuestion, slot: fmt.Sprintf("question:%d", opened.ID), about: &opened, to: *n.NominatorID})
	return v, err
}

// concern describes a mail that goes to the service team.
func (w work) concern(m mail, p praise, what templates.Concern) serviceArgs {
	s := serviceArgs{Concern: what, Customer: p.customer.Name, Address: p.customer.Address, Subject: p.subject, Words: p.words, Lang: m.Language(),
		Received: m.when(), Proven: p.proof == recognition.ProofDirect || p.proof == recognition.ProofDKIM}
	if m.sender.ID != 0 {
		s.Sender = m.sender.ID
	}
	if len(p.result.Chosen) == 1 && what == templates.ConcernChallenge {
		employee := w.people.byID[p.result.Chosen[0]]
		s.Employee, s.Site = employee.ID, employee.Site
		if employee.ManagerID != nil {
			s.Manager = *employee.ManagerID
		}
	}
	return s
}

// challenge passes critical words to the service team and, privately, to the
// manager of whom they name.
func (w work) challenge(m mail, p praise) (verdict, error) {
	s := w.concern(m, p, templates.ConcernChallenge)
	v := taken(recognition.TakenChallenge, "critical words, passed to the service team")
	if err := w.toService(s); err != nil || s.Manager == 0 {
		return v, err
	}
	_, err := w.post(post{kind: templates.LetterChallengePrivate, slot: fmt.Sprintf("challenge_private:%d", w.cause), to: s.Manager, args: s})
	return v, err
}

func (w work) inquiry(m mail, p praise) (verdict, error) {
	return taken(recognition.TakenInquiry, "neither praise nor a complaint, passed to the service team"), w.toService(w.concern(m, p, templates.ConcernInquiry))
}

func (w work) toService(s serviceArgs) error {
	_, err := w.post(post{kind: templates.LetterService, slot: fmt.Sprintf("service:%d", w.cause), address: w.Settings.Service,
		language: w.people.byID[w.people.Leader(recognition.CPO)].Language, args: s})
	return err
}

// answerCustomer thanks a customer who wrote to us, if the address is proven theirs; once a day.
func (w work) answerCustomer(m mail, p praise) error {
	if !m.Sender.Vouched {
		return w.did(nil, nil, "no answer to %s: nobody vouches for the sender", m.from().Address)
	}
	named := ""
	if len(p.result.Chosen) == 1 {
		named = w.people.shown(p.result.Chosen[0]).Name
	}
	slot := fmt.Sprintf("customer_answer:%s:%s", address.Fold(m.from().Address), w.Settings.Place.Date(w.now))
	_, err := w.post(post{kind: templates.LetterCustomerAnswer, slot: slot, over: string(recognition.CPO), address: m.from().Address, language: m.Language(),
		args: customerArgs{Customer: m.from().Name, Named: named}})
	return err
}
