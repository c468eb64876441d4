package jobs

import (
	"cmp"
	"slices"
	"strconv"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/reply/decision"
	"goodword/templates"
)

// holdInWords holds what the CEO wants stopped in words that are no command: the
// thank-yous that wait and are named by number, else by the nominee's name, else all
// of them. A wrong hold is said back and ended by a word; a thank-you that left
// against the CEO's word is not.
func (w work) holdInWords(m mail, ceo store.Person) ([]templates.Line, error) {
	if !decision.Stops(m.own(), w.optionsFor(m, decision.CEO, nil, ceo)) {
		return nil, nil
	}
	waiting, err := store.NominationsIn(w.ctx, w.tx, recognition.Approved, mostGoing)
	if err != nil {
		return nil, err
	}
	waiting = slices.DeleteFunc(waiting, func(n store.Nomination) bool { return w.people.signer(*n.NomineeID) != recognition.CEO })
	slices.SortFunc(waiting, func(a, b store.Nomination) int { return cmp.Compare(a.ID, b.ID) }) // everybody locks them so
	said := wordsOf(m.own())
	numbers := make([]string, len(waiting))
	for i := range waiting {
		number, err := w.number(recognition.CEO, &waiting[i])
		if err != nil {
			return nil, err
		}
		numbers[i] = strconv.Itoa(number)
	}
	meant := func(i int) bool { return slices.Contains(said, numbers[i]) }
	if !anyOf(waiting, meant) {
		meant = func(i int) bool { return calls(said, w.people.person(*waiting[i].NomineeID)) }
	}
	all := !anyOf(waiting, meant)
	var lines []templates.Line
	for i := range waiting {
		if !all && !meant(i) {
			continue
		}
		n, err := store.LockNomination(w.ctx, w.tx, waiting[i].ID)
		if err != nil {
			return nil, err
		}
		line, err := w.hold(&n, m, decision.Command{Name: "hold", Item: numbers[i]})
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// inPersonByName is "call 3" or "visit 3" of a CEO who names the nominee instead of
// the number. Each word must be the name of one of those who have a number now;
// a name that several of them bear says nothing without the other.
func (w work) inPersonByName(m mail, ceo store.Person) (lines []templates.Line, err error) {
	name, said := decision.ByName(m.own(), w.optionsFor(m, decision.CEO, nil, ceo))
	if name == "" || len(said) == 0 {
		return nil, nil
	}
	items, err := store.ItemsOf(w.ctx, w.tx, recognition.CEO, w.now)
	if err != nil {
		return nil, err
	}
	newest := map[int64]store.Item{} // by nominee
	for _, item := range items {
		n, err := store.NominationByID(w.ctx, w.tx, *item.NominationID)
		if err != nil {
			return nil, err
		}
		if n.NomineeID != nil && recognised(&n) {
			newest[*n.NomineeID] = item
		}
	}
	words, sure := map[int64]int{}, map[int64]bool{} // by nominee: how many of the words name them, and whether one names nobody else
	for _, word := range said {
		var bearers []int64
		for id := range newest {
			if calls([]string{word}, w.people.person(id)) {
				bearers = append(bearers, id)
				words[id]++
			}
		}
		if len(bearers) == 0 {
			return nil, nil
		}
		sure[bearers[0]] = sure[bearers[0]] || len(bearers) == 1
	}
	var chosen []store.Item
	for id, item := range newest {
		if sure[id] || words[id] > 1 {
			chosen = append(chosen, item)
		}
	}
	slices.SortFunc(chosen, func(a, b store.Item) int { return cmp.Compare(*a.NominationID, *b.NominationID) }) // everybody locks them so
	for _, item := range chosen {
		n, err := store.LockNomination(w.ctx, w.tx, *item.NominationID)
		if err != nil {
			return nil, err
		}
		line, err := w.promise(&n, m, decision.Command{Name: name, Item: strconv.Itoa(item.Number)})
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

func anyOf(list []store.Nomination, is func(i int) bool) bool {
	for i := range list {
		if is(i) {
			return true
		}
	}
	return false
}

// notUnderstood says back that nothing was made of an answer.
func (w work) notUnderstood(slot string, to int64, about *store.Nomination, purpose, reason string, lines ...templates.Line) (verdict, error) {
	who := w.people.person(to).Address
	return w.sayDaily(taken(recognition.TakenAnswer, "nothing to do in %s's answer: %s", who, reason), "nothing:"+slot, to, about,
		sayArgs{Lines: lines, Purpose: purpose})
}

// sayDaily says something once a day at most, as a machine that hides what it is could answer every answer of
// ours; v is what was made of the mail then. What is not said is set aside, so that a person reads the mail.
func (w work) sayDaily(v verdict, slot string, to int64, about *store.Nomination, args sayArgs) (verdict, error) {
	if about != nil && about.NomineeID != nil {
		args.Nominee = *about.NomineeID
	}
	id, err := w.post(post{kind: templates.LetterUnderstood, slot: slot + ":" + w.Settings.Place.Date(w.now), about: about, to: to, args: args})
	if err != nil || id != 0 {
		return v, err
	}
	return aside("an answer of %s's for a person to read, as they were answered today: %s", w.people.person(to).Address, v.reason), nil
}
