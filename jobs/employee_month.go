package jobs

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/recognition/audience"
	"goodword/internal/store"
	"goodword/mail/reply/decision"
	"goodword/templates"
)

// mostOfMonth bounds how much of each a monthly letter shows.
const mostOfMonth = 20

// monthArgs is what a monthly letter covers, and the nominations about which it
// asks whether others may read of them: the first has the number 1.
type monthArgs struct {
	From, To time.Time
	Ask      []int64
}

// Of how many months and behaviours a monthly letter says what others see in its reader.
const (
	seenMonths = 12
	mostSeen   = 5
	seenFrom   = 2 // recognitions with a behaviour
)

// employeeMonthsDue lists everybody of whom customers said something in the
// month before, and who had no letter: on the first working day of a month by
// their own clock, or the next days if nothing ran then.
func (w work) employeeMonthsDue() (due []occasion, err error) {
	if !w.Settings.EmployeeMonth {
		return nil, nil
	}
	// Everybody's month ended within a day of the company's own: a cheap look first.
	from, to := lastMonth(w.Settings.Place, w.now)
	if w.now.Sub(to) > employeeMonthDays*24*time.Hour {
		return nil, nil
	}
	told, err := store.PeopleTold(w.ctx, w.tx, from.AddDate(0, 0, -1), to.AddDate(0, 0, 1))
	if err != nil || len(told) == 0 {
		return nil, err
	}
	kind, month := string(templates.LetterEmployeeMonth), from.Format(period)
	claimed, err := store.Claimed(w.ctx, w.tx, kind, month)
	if err != nil {
		return nil, err
	}
	slices.Sort(claimed)
	for _, id := range told {
		place := w.people.place(id)
		from, _ := lastMonth(place, w.now)
		if from.Format(period) != month || !place.Workday(w.now) || place.TimeOfDay(w.now) < w.Settings.DigestAt {
			continue
		}
		reader := w.people.person(id).Address
		if _, has := slices.BinarySearch(claimed, reader); has {
			continue
		}
		due = append(due, occasion{reader: id, period: month})
	}
	return due, nil
}

// employeeMonthDays is for how long after a month's end its letters may be written.
const employeeMonthDays = 10

func (w work) employeeMonth(o occasion) error {
	id, month := o.reader, o.period
	kind, reader := string(templates.LetterEmployeeMonth), w.people.person(id).Address
	from, to := lastMonth(w.people.place(id), w.now)
	args := monthArgs{From: from, To: to}
	if from.Format(period) != month {
		return nil // midnight passed since it was looked for
	}
	if ours, err := store.ClaimOccasion(w.ctx, w.tx, kind, reader, month, w.now); err != nil || !ours {
		return err
	}
	if err := w.askInMonth(id, &args); err != nil {
		return err
	}
	v, err := w.fillMonth(id, args, templates.Frame{})
	if err != nil || len(v.Praise)+len(v.Talked) == 0 {
		return err
	}
	letter, err := w.post(post{kind: templates.LetterEmployeeMonth, slot: fmt.Sprintf("%s:%d:%s", kind, id, month), to: id, args: args})
	if err != nil || letter == 0 {
		return err
	}
	return store.OccasionSent(w.ctx, w.tx, kind, reader, month, letter)
}

func (w work) buildEmployeeMonth(l *store.Letter, _ *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[monthArgs](l)
	if err != nil {
		return err
	}
	v, err := w.fillMonth(*l.PersonID, args, f)
	if err == nil && len(v.Praise)+len(v.Talked) == 0 {
		return errNothingToSay
	}
	b.view, b.purpose = v, "nominee"
	return err
}

// fillMonth gathers what was said of one employee: what they were thanked for,
// and the critical words that their manager has talked about with them; nobody
// reads criticism in a letter first. It names no customer who was not content,
// and nothing that the manager noted of the conversation.
func (w work) fillMonth(id int64, args monthArgs, f templates.Frame) (templates.EmployeeMonth, error) {
	v := templates.EmployeeMonth{Frame: f, Month: args.From}
	thanked, err := store.RecognisedIn(w.ctx, w.tx, id, args.From, args.To, mostOfMonth)
	if err != nil {
		return v, err
	}
	for i := range thanked {
		p, err := w.monthPraise(&thanked[i], f.Reader.Lang)
		if err != nil {
			return v, err
		}
		p.N = slices.Index(args.Ask, thanked[i].ID) + 1
		if v.Praise = append(v.Praise, p); p.N > 0 {
			v.Asks++
		}
	}
	if v.Seen, err = w.seen(id, args, f.Reader.Lang); err != nil {
		return v, err
	}
	talked, err := store.TalkedAbout(w.ctx, w.tx, id, args.From, args.To, mostOfMonth)
	for _, c := range talked {
		v.Talked = append(v.Talked, templates.MonthTalked{Words: templates.Words(audience.Nominee.Words(c.Words)), Lang: c.Language, Behaviour: w.behaviourName(c.Behaviour, f.Reader.Lang),
			Manager: w.people.shownPtr(c.TalkedBy), At: when(c.TalkedAt)})
	}
	return v, err
}

// monthPraise is what the reader was thanked for, and beside whom where the words
// are about somebody else.
func (w work) monthPraise(n *store.Nomination, lang string) (templates.MonthPraise, error) {
	p := templates.MonthPraise{Compliment: w.shownTo(audience.Nominee, n)}
	shown, err := store.ShownBy(w.ctx, w.tx, n.ID)
	if err != nil {
		return p, err
	}
	if p.Beside, _, err = w.helped(n, shown, templates.Person{}); err != nil {
		return p, err
	}
	if b, named := w.tells(n, shown, p.Beside != nil); named {
		p.Behaviour = inLanguage(b, lang)
	}
	return p, nil
}

// askInMonth chooses about what the letter asks: what the reader was thanked for
// and gave no answer about, neither to the thank-you nor later. Words about
// somebody else are no story of the reader's.
func (w work) askInMonth(id int64, args *monthArgs) error {
	if !w.Settings.Stories || w.people.person(id).Private {
		return nil
	}
	thanked, err := store.RecognisedIn(w.ctx, w.tx, id, args.From, args.To, mostOfMonth)
	if err != nil {
		return err
	}
	for i := range thanked {
		about, err := w.monthPraise(&thanked[i], "")
		if err != nil {
			return err
		}
		if about.Beside != nil {
			continue
		}
		_, err = store.StoryConsentOf(w.ctx, w.tx, thanked[i].ID)
		if errors.Is(err, store.ErrNotFound) {
			args.Ask = append(args.Ask, thanked[i].ID)
		} else if err != nil {
			return err
		}
	}
	return nil
}

// seen names the behaviours for which others recognised somebody within a year.
func (w work) seen(id int64, args monthArgs, lang string) (list []templates.MonthSeen, err error) {
	strengths, err := store.Strengths(w.ctx, w.tx, id, args.To.AddDate(0, -seenMonths, 0), args.To, mostSeen)
	if err != nil {
		return nil, err
	}
	all := 0
	for _, s := range strengths {
		if name := w.behaviourName(s.Behaviour, lang); name != "" {
			list, all = append(list, templates.MonthSeen{Behaviour: name, Times: s.Times}), all+s.Times
		}
	}
	if all < seenFrom {
		return nil, nil
	}
	return list, nil
}

// fromEmployeeMonth reads an answer to a monthly letter: yes or no to the stories
// it asks about, pause and resume, and private as in any letter to a nominee.
func (w work) fromEmployeeMonth(m mail, t store.Token) (verdict, error) {
	facts := w.facts(m, t, w.people.person(t.PersonID))
	lines, what, err := w.monthConsent(m, t, facts)
	if err != nil {
		return verdict{}, err
	}
	if ok, why := facts.Counts(); !ok && len(lines) == 0 {
		return aside("an answer to a monthly letter that does not count: %s", why), nil
	} else if !ok { // a no counts for ever, and nothing else of it
		return taken(recognition.TakenCommand, "%s %s", m.sender.Address, what), w.say(m.sender.ID, nil, "nominee", lines...)
	}
	read := w.readAnswer(m, decision.Nominee, nil, m.sender)
	for _, c := range read.Commands {
		var err error
		switch c.Name {
		case "pause", "resume":
			line := templates.Line{Did: templates.DidMonthOn}
			if c.Name == "pause" {
				line.Did = templates.DidMonthOff
			}
			lines, err = append(lines, line), store.SetNoMonth(w.ctx, w.tx, m.sender.ID, c.Name == "pause")
		case "private":
			lines, err = append(lines, templates.Line{Did: templates.DidPrivate}), store.SetPrivate(w.ctx, w.tx, m.sender.ID)
		}
		if err != nil {
			return verdict{}, err
		}
	}
	if len(lines) == 0 {
		return aside("an answer to a monthly letter, for a person to read: %s", read.Reason), nil
	}
	if len(read.Commands) == 0 {
		return taken(recognition.TakenCommand, "%s %s", m.sender.Address, what), w.say(m.sender.ID, nil, "nominee", lines...)
	}
	if err := w.audit("letters to an employee: "+commandNames(read.Commands), m.sender.Address, nil, nil, ""); err != nil {
		return verdict{}, err
	}
	return taken(recognition.TakenCommand, "%s: %s", m.sender.Address, commandNames(read.Commands)), w.say(m.sender.ID, nil, "nominee", lines...)
}
