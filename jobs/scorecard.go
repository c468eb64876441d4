package jobs

import (
	"goodword/internal/recognition"
	"goodword/internal/recognition/scorecard"
	"goodword/internal/store"
	"goodword/templates"
)

const (
	scorecardDays = 91 // that a scorecard looks back
	mostManagers  = 5  // quickest and slowest whom the digest names
)

// scorecards counts how managers answered and whom of theirs was recognised.
func (w work) scorecards() ([]scorecard.Card, error) {
	since := w.now.AddDate(0, 0, -scorecardDays)
	questions, err := store.AskedSince(w.ctx, w.tx, since)
	if err != nil {
		return nil, err
	}
	covered, err := store.CoverageSince(w.ctx, w.tx, w.now.AddDate(0, 0, -unseenDays))
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
		if p := w.people.byID[id]; p.Active && !p.Private { // who stays out of statistics by name is in none
			cards = append(cards, scorecard.Of(*m, w.now))
		}
	}
	return cards, nil
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
