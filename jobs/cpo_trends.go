package jobs

import (
	"goodword/internal/recognition/figures"
	"goodword/internal/store"
	"goodword/templates"
)

const (
	trendDays  = 28 // compared with as many before
	mostTrends = 12
)

// trends shows on Mondays what customers praise and what they are unhappy with,
// by theme, touchpoint and site, beside the four weeks before.
func (w work) trends(v *templates.CPOLetter, care store.Care, day string) error {
	if !w.opensWeekOf(care.Reader, day) {
		return nil
	}
	middle := w.now.AddDate(0, 0, -trendDays)
	from := middle.AddDate(0, 0, -trendDays)
	touchpoint := func(id string) string {
		t, _ := w.Catalogue.TouchpointByID(id)
		return t.NameIn(v.Reader.Lang)
	}
	praise, err := store.PraiseByPlace(w.ctx, w.tx, from, middle, w.now)
	if err != nil {
		return err
	}
	var list []figures.Said
	for _, p := range praise {
		if w.people.cpoOf(p.Site) != care.Reader {
			continue
		}
		list = append(list, figures.Said{Theme: w.behaviourName(p.Behaviour, v.Reader.Lang), Touchpoint: touchpoint(p.Touchpoint), Site: p.Site, Count: p.Count, Before: p.Before})
	}
	challenges, err := store.ChallengesByPlace(w.ctx, w.tx, from, w.now, mostLooked)
	if err != nil {
		return err
	}
	for _, c := range challenges {
		if w.people.cpoOf(c.Site) != care.Reader {
			continue
		}
		s := figures.Said{Challenge: true, Theme: w.behaviourName(c.Behaviour, v.Reader.Lang), Site: c.Site,
			Touchpoint: touchpoint(w.Catalogue.Place(c.Words, c.Language, c.Role, c.Team))}
		if c.OpenedAt.Before(middle) {
			s.Before = 1
		} else {
			s.Count = 1
		}
		list = append(list, s)
	}
	shown := figures.Trends(list)
	for _, s := range shown[:min(len(shown), mostTrends)] {
		kind := templates.TrendPraise
		if s.Challenge {
			kind = templates.TrendChallenge
		}
		v.Trends = append(v.Trends, templates.Trend{Kind: kind, Theme: s.Theme, Touchpoint: s.Touchpoint, Site: s.Site, Count: s.Count, Before: s.Before})
	}
	return nil
}
