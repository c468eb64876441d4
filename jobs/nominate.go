package jobs

import (
	"encoding/json"
	"fmt"
	"strings"

	"goodword/internal/recognition"
	"goodword/internal/recognition/match"
	"goodword/internal/store"
	"goodword/mail/reply/decision"
	"goodword/templates"
)

// nominate opens a nomination for each nominee, or one that is unclear.
func (w work) nominate(m mail, p praise, nominator *int64) (verdict, error) {
	evidence, err := json.Marshal(p.result.Candidates)
	if err != nil {
		return verdict{}, fmt.Errorf("keep the evidence: %w", err)
	}
	n := store.Nomination{InboundID: w.cause, NominatorID: nominator, CustomerName: clean(p.customer.Name), CustomerAddress: clean(p.customer.Address),
		Proof: p.proof, Subject: clean(p.subject), Compliment: clean(p.words), Note: clean(m.msg.Note), Language: m.Language(), Tone: string(p.tone.Tone), Evidence: evidence}
	named := ""
	if b, because, ok := w.Catalogue.Suggest(p.words, m.Language()); ok {
		n.Behaviour, n.BehaviourWords, named = b.ID, because, store.NamedByWords
	}
	var commands []decision.Command
	if nominator != nil {
		commands = decision.Read(besideTheWords(m), decision.Options{Role: decision.Nominator}).Commands
		if b, ok := w.behaviourTagged(m, commands); ok {
			n.Behaviour, n.BehaviourWords, named = b.ID, nil, store.NamedByNominator
		}
	}
	if len(p.result.Chosen) == 0 {
		return w.unclear(n, p, named)
	}
	var last *store.Nomination
	numbers := ""
	for _, nominee := range p.result.Chosen {
		n.NomineeID = &nominee
		opened, again, err := w.openNamed(n, named)
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
	v := taken(recognition.TakenNomination, "praise for %s:%s", w.because(p.result), numbers)
	if p.result.Unclear { // somebody else is meant as well
		rest, err := w.unclear(n, p, named)
		if err != nil {
			return v, err
		}
		v.reason += "; " + rest.reason
	}
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

// because names the chosen, each with the strongest evidence.
func (w work) because(r match.Result) string {
	var said []string
	for _, id := range r.Chosen {
		who := w.people.person(id).Name
		for _, c := range r.Candidates {
			if c.PersonID == id && len(c.Evidence) > 0 {
				who += " (" + c.Evidence[0] + ")"
			}
		}
		said = append(said, who)
	}
	return strings.Join(said, ", ")
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// whyAgain says what became of the same words before.
func whyAgain(n *store.Nomination) templates.Why {
	switch n.State {
	case recognition.Declined:
		return templates.WhyDeclined
	case recognition.Thanked:
		return templates.WhyReached
	}
	return templates.WhyAlready
}

// sayAgain tells a nominator that somebody sent these words in before.
func (w work) sayAgain(nominator *int64, n *store.Nomination) error {
	if nominator == nil {
		return nil
	}
	return w.say(*nominator, n, "", templates.Line{Did: templates.DidRefuse, Command: n.Public(), Why: whyAgain(n)})
}

// unclear keeps a compliment whose nominee is not plain: the employee is asked,
// a customer's goes to the CPO's letter.
func (w work) unclear(n store.Nomination, p praise, named string) (verdict, error) {
	n.NomineeID = nil
	opened, _, err := w.openNamed(n, named)
	if err != nil {
		return verdict{}, err
	}
	if err := w.move(&opened, recognition.Unclear, goodword, p.result.Why); err != nil {
		return verdict{}, err
	}
	lapse := w.nominatorsPlace(&opened).BusinessDays(w.now, w.Settings.LapseAfter)
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
