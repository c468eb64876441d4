package jobs

import (
	"context"
	"slices"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/recognition/figures"
	"goodword/internal/recognition/scorecard"
	"goodword/internal/store"
	"goodword/templates"
)

const (
	scorecardDays = 91 // that a scorecard looks back
	mostManagers  = 5  // quickest and slowest whom the digest names
)

// scorecards counts how managers answered and whom of theirs was recognised
// within three months. Whoever stays private is among them: no list by name may
// show their card.
func (w work) scorecards() ([]scorecard.Card, error) {
	return w.scorecardsOf(w.now.AddDate(0, 0, -scorecardDays), w.now)
}

// scorecardsOf counts for the questions put in a time.
func (w work) scorecardsOf(from, to time.Time) ([]scorecard.Card, error) {
	questions, err := store.AskedBetween(w.ctx, w.tx, from, to)
	if err != nil {
		return nil, err
	}
	covered, err := store.CoverageBetween(w.ctx, w.tx, from, to)
	if err != nil {
		return nil, err
	}
	by := map[int64]*scorecard.Manager{}
	manager := func(id int64) *scorecard.Manager {
		if by[id] == nil {
			by[id] = &scorecard.Manager{ID: id, Place: w.people.place(id)}
		}
		return by[id]
	}
	for _, q := range questions {
		m := manager(q.PersonID)
		m.Questions = append(m.Questions, scorecard.Question{Asked: q.AskedAt, Answered: when(q.AnsweredAt), Closed: when(q.ClosedAt), Lapsed: q.Lapsed, Dropped: q.Dropped})
	}
	for _, c := range covered {
		m := manager(c.ManagerID)
		m.Reports, m.Recognised, m.Lessons = c.Reports, c.Recognised, c.Lessons
	}
	var cards []scorecard.Card
	for id, m := range by {
		if w.people.person(id).Active {
			cards = append(cards, scorecard.Of(*m, w.now))
		}
	}
	return cards, nil
}

// ownCard is what a manager's week tells of the reader's own figures; it stays
// as it was when the letter was decided on.
type ownCard struct {
	Card   scorecard.Card
	Middle *scorecard.Middle // of all managers; nil where too few were asked
}

// ownCards gives everybody who was asked often enough their own figures, by id.
// Who stays private gets theirs, too: nobody else reads them.
func (w work) ownCards() (map[int64]*ownCard, error) {
	if w.Settings.ScorecardFrom == 0 {
		return nil, nil
	}
	cards, err := w.scorecards()
	if err != nil {
		return nil, err
	}
	var middle *scorecard.Middle
	if m, ok := scorecard.MiddleOf(cards, w.Settings.ScorecardFrom); ok {
		middle = &m
	}
	own := map[int64]*ownCard{}
	for _, c := range cards {
		if c.Requests >= w.Settings.ScorecardFrom {
			own[c.ID] = &ownCard{c, middle}
		}
	}
	return own, nil
}

// shownCard puts a manager's own figures into the view of their letter.
func shownCard(own *ownCard) *templates.Scorecard {
	if own == nil {
		return nil
	}
	c := own.Card
	v := &templates.Scorecard{Hours: int(c.Median.Hours()), Lapses: c.Lapses, Reports: c.Reports, Covered: c.Covered, Lessons: c.Lessons}
	if m := own.Middle; m != nil {
		v.All = &templates.ScorecardOfAll{Hours: int(m.Median.Hours()), Lapses: m.Lapses, Covered: m.Coverage, Lessons: m.Lessons}
	}
	return v
}

// ManagerSheet gives the scorecards of all managers over a period; it reads only.
// Who reports to whom is taken as it is now.
func (d *Desk) ManagerSheet(ctx context.Context, p figures.Period) (sheet scorecard.Sheet, err error) {
	err = d.tx(ctx, func(w work) error {
		cards, err := w.scorecardsOf(p.From, p.To)
		if err != nil {
			return err
		}
		private := 0
		var rows []scorecard.Row
		for _, c := range cards {
			person := w.people.person(c.ID)
			if person.Private {
				private++
				continue
			}
			rows = append(rows, scorecard.RowOf(c, person.Name, person.Address, person.Site))
		}
		sheet = scorecard.NewSheet(p.Name, rows, cards, private)
		return nil
	})
	return sheet, err
}

// digestManagers names the managers who answered quickest and longest, on Mondays.
func (w work) digestManagers(v *templates.Digest, day string) error {
	if w.Settings.ScorecardFrom == 0 || !w.opensWeek(recognition.CEO, day) {
		return nil
	}
	cards, err := w.scorecards()
	if err != nil {
		return err
	}
	cards = slices.DeleteFunc(cards, func(c scorecard.Card) bool { return w.people.person(c.ID).Private }) // out of statistics by name
	quick, slow := scorecard.Rank(cards, w.Settings.ScorecardFrom, mostManagers)
	v.Quick, v.Slow = w.answering(quick), w.answering(slow)
	return nil
}

func (w work) answering(cards []scorecard.Card) []templates.Answering {
	var list []templates.Answering
	for _, c := range cards {
		list = append(list, templates.Answering{Manager: w.people.shown(c.ID), Hours: int(c.Median.Hours()), Lapses: c.Lapses,
			Reports: c.Reports, Covered: c.Covered, Lessons: c.Lessons})
	}
	return list
}
