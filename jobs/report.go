package jobs

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"goodword/internal/recognition/behaviour"
	"goodword/internal/recognition/figures"
	"goodword/internal/store"
)

// silentFor is for how many days nobody must have shown a behaviour that a report names.
const silentFor = 90

// Report counts a period for the whole company, a team, a site or a team of a
// site; behaviours are named in lang. It reads only.
func Report(ctx context.Context, tx store.Tx, catalogue *behaviour.Catalogue, period figures.Period, team, site, lang string) (figures.Report, error) {
	r := figures.Report{Period: period, Name: period.Name, From: period.From, To: period.To, Team: team, Site: site}
	now := store.Slice{From: period.From, To: period.To, Team: team, Site: site}
	n, err := now.Count(ctx, tx)
	if err != nil {
		return r, err
	}
	r.People, r.Never, r.Nominators, r.Nominations, r.Recognitions, r.Recognised = n.People, n.Never, n.Nominators, n.Nominations, n.Recognitions, n.Recognised
	r.Declined, r.Lapsed, r.Asked, r.Answered, r.Challenges = n.Declined, n.Lapsed, n.Asked, n.Answered, n.Challenges
	before := now
	before.From, before.To = period.Before().From, period.From
	b, err := before.Count(ctx, tx)
	if err != nil {
		return r, err
	}
	r.Before = figures.Before{Nominators: b.Nominators, Recognitions: b.Recognitions, Recognised: b.Recognised, Challenges: b.Challenges}
	if r.AnswerHours, r.ThankHours, r.ThankHoursNinety, err = now.Waits(ctx, tx); err != nil {
		return r, err
	}
	amounts, err := now.Amounts(ctx, tx, before.From)
	if err != nil {
		return r, err
	}
	for _, a := range amounts {
		r.Amounts = figures.AddAmount(r.Amounts, a.Currency, figures.SiteAmount{Site: a.Site, Sum: figures.Cents(a.Cents), Before: figures.Cents(a.Before)})
	}
	figures.SortAmounts(r.Amounts)
	if err := reportTables(ctx, tx, &r, now, catalogue, lang); err != nil {
		return r, err
	}
	recent := now
	recent.From = period.To.AddDate(0, 0, -silentFor)
	seen, err := recent.BehavioursSeen(ctx, tx)
	for _, b := range catalogue.Behaviours {
		if !slices.Contains(seen, b.ID) {
			r.Silent = append(r.Silent, b.NameIn(lang))
		}
	}
	if err != nil {
		return r, err
	}
	matrix, err := matrixOf(ctx, tx, catalogue, recent, lang)
	r.Gaps = matrix.Gaps()
	return r, err
}

// reportTables counts recognitions by everything that a report tells apart.
func reportTables(ctx context.Context, tx store.Tx, r *figures.Report, s store.Slice, catalogue *behaviour.Catalogue, lang string) error {
	before := r.Period.Before().From
	behaviours, err := s.Tally(ctx, tx, "behaviour", before)
	if err != nil {
		return err
	}
	rows := reportRows(behaviours)
	by := func(of func(behaviour.Behaviour) string) func(string) string {
		return func(id string) string {
			b, ok := catalogue.ByID(id)
			if !ok {
				return ""
			}
			return of(b)
		}
	}
	r.Tables = append(r.Tables,
		figures.Table{By: "behaviour", Rows: figures.Group(rows, by(func(b behaviour.Behaviour) string { return b.NameIn(lang) }))},
		figures.Table{By: "value", Rows: figures.Group(rows, by(func(b behaviour.Behaviour) string { return b.ValueIn(lang) }))},
		figures.Table{By: "theme", Rows: figures.Group(rows, by(func(b behaviour.Behaviour) string {
			theme, _ := catalogue.ThemeByID(b.Theme)
			return theme.NameIn(lang)
		}))})
	touchpoints, err := s.Tally(ctx, tx, "touchpoint", before)
	if err != nil {
		return err
	}
	r.Tables = append(r.Tables, figures.Table{By: "touchpoint", Rows: figures.Group(reportRows(touchpoints), func(id string) string {
		t, ok := catalogue.TouchpointByID(id)
		if !ok {
			return ""
		}
		return t.NameIn(lang)
	})})
	for _, name := range []string{"site", "team", "role", "level"} {
		list, err := s.Tally(ctx, tx, name, before)
		if err != nil {
			return err
		}
		named := slices.DeleteFunc(reportRows(list), func(row figures.Row) bool { return row.Name == "" })
		r.Tables = append(r.Tables, figures.Table{By: name, Rows: named})
	}
	weeks, err := s.Weeks(ctx, tx, zoneName(r.From.Location()))
	if err != nil {
		return err
	}
	r.Tables = append(r.Tables, figures.Table{By: "week", Rows: allWeeks(reportRows(weeks), r.From, r.To)})
	for _, name := range []string{"site", "team", "role"} {
		never, err := s.NeverBy(ctx, tx, name)
		if err != nil {
			return err
		}
		r.Tables = append(r.Tables, figures.Table{By: neverBy(name), Rows: figures.OfUnits(reportRows(never))})
	}
	return nil
}

// neverBy is what a report calls its table of who was never recognised.
func neverBy(unit string) string {
	if unit == "site" {
		return "never_recognised_at"
	}
	return "never_recognised_by_" + unit
}

// allWeeks puts in the weeks in which nothing came.
func allWeeks(rows []figures.Row, from, to time.Time) []figures.Row {
	monday := from.AddDate(0, 0, -(int(from.Weekday())+6)%7)
	for ; monday.Before(to); monday = monday.AddDate(0, 0, 7) {
		name := monday.Format(time.DateOnly)
		if !slices.ContainsFunc(rows, func(r figures.Row) bool { return r.Name == name }) {
			rows = append(rows, figures.Row{Name: name})
		}
	}
	slices.SortFunc(rows, func(a, b figures.Row) int { return cmp.Compare(a.Name, b.Name) })
	return rows
}

// zoneName is a zone's name as the database knows it.
func zoneName(loc *time.Location) string {
	if name := loc.String(); strings.Contains(name, "/") {
		return name
	}
	return "UTC"
}

func reportRows(list []store.Tallied) []figures.Row {
	rows := make([]figures.Row, 0, len(list))
	for _, t := range list {
		rows = append(rows, figures.Row{Name: t.Name, Count: t.Count, Before: t.Before, Of: t.Of})
	}
	return rows
}
