// Package figures is what a period of recognition looks like in numbers: who
// took part, what was recognised, how long it took, what was never seen. It
// computes shares and compares periods; the rows come from the database, and
// the command line and the quarterly letter show them. It names nobody.
package figures

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Period is a stretch of time, its end excluded.
type Period struct {
	Name     string // 2026-Q3, 2026-10, 2026, or its days
	From, To time.Time
}

// Before is the period of the same kind that ends where p begins.
func (p Period) Before() Period {
	switch {
	case strings.Contains(p.Name, "Q"):
		return Period{From: p.From.AddDate(0, -3, 0), To: p.From}
	case len(p.Name) == len("2026-10"):
		return Period{From: p.From.AddDate(0, -1, 0), To: p.From}
	case len(p.Name) == len("2026"):
		return Period{From: p.From.AddDate(-1, 0, 0), To: p.From}
	}
	return Period{From: p.From.Add(-p.To.Sub(p.From)), To: p.From}
}

// ParsePeriod reads 2026, 2026-Q3, 2026-10, or two days 2026-10-05..2026-10-19,
// both included, on the clocks of loc.
func ParsePeriod(s string, loc *time.Location) (Period, error) {
	at := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, loc) }
	if first, last, ok := strings.Cut(s, ".."); ok {
		from, err := time.ParseInLocation(time.DateOnly, first, loc)
		if err != nil {
			return Period{}, fmt.Errorf("the period %q does not begin with a day such as 2026-10-05", s)
		}
		to, err := time.ParseInLocation(time.DateOnly, last, loc)
		if err != nil || to.Before(from) {
			return Period{}, fmt.Errorf("the period %q does not end with a day after its first", s)
		}
		return Period{s, from, to.AddDate(0, 0, 1)}, nil
	}
	year, rest, _ := strings.Cut(s, "-")
	y, err := strconv.Atoi(year)
	if err != nil || y < 2000 || y > 2999 {
		return Period{}, fmt.Errorf("the period %q is none of 2026, 2026-Q3, 2026-10, 2026-10-05..2026-10-19", s)
	}
	if rest == "" {
		return Period{s, at(y, 1, 1), at(y+1, 1, 1)}, nil
	}
	if q, ok := strings.CutPrefix(strings.ToUpper(rest), "Q"); ok && len(q) == 1 && q >= "1" && q <= "4" {
		m := int(q[0]-'1')*3 + 1
		return Period{year + "-Q" + q, at(y, m, 1), at(y, m+3, 1)}, nil
	}
	if m, err := strconv.Atoi(rest); err == nil && len(rest) == 2 && m >= 1 && m <= 12 {
		return Period{s, at(y, m, 1), at(y, m+1, 1)}, nil
	}
	return Period{}, fmt.Errorf("the period %q is none of 2026, 2026-Q3, 2026-10, 2026-10-05..2026-10-19", s)
}

// LastQuarter is the last quarter that was over at now.
func LastQuarter(now time.Time, loc *time.Location) Period {
	y, m, _ := now.In(loc).Date()
	to := time.Date(y, (m-1)/3*3+1, 1, 0, 0, 0, 0, loc)
	from := to.AddDate(0, -3, 0)
	return Period{fmt.Sprintf("%d-Q%d", from.Year(), (from.Month()-1)/3+1), from, to}
}

// Row is one line of a table.
type Row struct {
	Name   string `json:"name"`
	Count  int    `json:"count"`
	Before int    `json:"before"` // in the period before
	Of     int    `json:"of,omitempty"`
}

// OfUnits leaves out the rows of units with fewer than LeastPeople people: their
// figures would be about persons. Where those left out are still fewer together, the
// smallest of the others goes too, as the sum of all, less the rows, would tell of them.
func OfUnits(rows []Row) []Row {
	hidden := 0
	rows = slices.DeleteFunc(rows, func(r Row) bool {
		if r.Of < LeastPeople {
			hidden += r.Of
		}
		return r.Of < LeastPeople
	})
	if hidden > 0 && hidden < LeastPeople && len(rows) > 0 {
		smallest := 0
		for i := range rows {
			if rows[i].Of <= rows[smallest].Of {
				smallest = i
			}
		}
		rows = slices.Delete(rows, smallest, smallest+1)
	}
	return rows
}

// Table is what was counted by one thing, most first.
type Table struct {
	By   string `json:"by"` // behaviour, value, theme, touchpoint, site, team, role, level, week, never_recognised_at (a site), never_recognised_by_team or _role
	Rows []Row  `json:"rows"`
}

// Report is a period in numbers.
type Report struct {
	Period Period    `json:"-"`
	Name   string    `json:"period"`
	From   time.Time `json:"from"`
	To     time.Time `json:"to"` // excluded
	Team   string    `json:"team,omitempty"`
	Site   string    `json:"site,omitempty"`

	People       int `json:"people"` // at work
	Nominators   int `json:"nominators"`
	Asked        int `json:"managers_asked"`
	Answered     int `json:"managers_who_answered"`
	Nominations  int `json:"nominations"`
	Recognitions int `json:"recognitions"`
	Recognised   int `json:"people_recognised"`
	Declined     int `json:"declined"`
	Lapsed       int `json:"lapsed"`
	Never        int `json:"people_never_recognised"`
	Challenges   int `json:"challenges"`

	Before Before `json:"before"`

	AnswerHours      float64 `json:"median_hours_to_answer"`    // from the question to the decision; 0 when nothing was decided
	ThankHours       float64 `json:"median_hours_to_thank_you"` // from the customer's mail to the thank-you
	ThankHoursNinety float64 `json:"ninety_percent_within_hours"`

	Amounts []Amount `json:"bottom_line"` // confirmed by managers

	Tables []Table  `json:"tables"`
	Silent []string `json:"behaviours_without_evidence"`  // for 90 days before To
	Gaps   []Gap    `json:"touchpoints_without_evidence"` // the same, of what was seen elsewhere
}

// Before is what the report compares with: the period before.
type Before struct {
	Nominators   int `json:"nominators"`
	Recognitions int `json:"recognitions"`
	Recognised   int `json:"people_recognised"`
	Challenges   int `json:"challenges"`
}

// Table gives the table by something; empty when it is not there.
func (r Report) Table(by string) Table {
	for _, t := range r.Tables {
		if t.By == by {
			return t
		}
	}
	return Table{By: by}
}

// Share is a of b in whole percent, 0 when b is 0.
func Share(a, b int) int {
	if b == 0 {
		return 0
	}
	return (200*a + b) / (2 * b)
}

// Group adds rows up by what name makes of their names; "" leaves a row out.
// The most come first, then by name.
func Group(rows []Row, name func(string) string) []Row {
	sums := map[string]*Row{}
	for _, r := range rows {
		key := name(r.Name)
		if key == "" {
			continue
		}
		if sums[key] == nil {
			sums[key] = &Row{Name: key}
		}
		sums[key].Count += r.Count
		sums[key].Before += r.Before
		sums[key].Of += r.Of
	}
	out := make([]Row, 0, len(sums))
	for _, r := range sums {
		out = append(out, *r)
	}
	slices.SortFunc(out, func(a, b Row) int {
		return cmp.Or(b.Count-a.Count, b.Before-a.Before, cmp.Compare(a.Name, b.Name))
	})
	return out
}

// Records gives the report as rows of a CSV file: what, by, name, count, before.
func (r Report) Records() [][]string {
	n := strconv.Itoa
	hours := func(h float64) string { return strconv.FormatFloat(h, 'f', 1, 64) }
	out := [][]string{{"figure", "name", "count", "before"},
		{"people", "", n(r.People), ""}, {"nominators", "", n(r.Nominators), n(r.Before.Nominators)},
		{"managers_asked", "", n(r.Asked), ""}, {"managers_who_answered", "", n(r.Answered), ""},
		{"nominations", "", n(r.Nominations), ""}, {"recognitions", "", n(r.Recognitions), n(r.Before.Recognitions)},
		{"people_recognised", "", n(r.Recognised), n(r.Before.Recognised)}, {"people_never_recognised", "", n(r.Never), ""},
		{"declined", "", n(r.Declined), ""}, {"lapsed", "", n(r.Lapsed), ""}, {"challenges", "", n(r.Challenges), n(r.Before.Challenges)},
		{"median_hours_to_answer", "", hours(r.AnswerHours), ""}, {"median_hours_to_thank_you", "", hours(r.ThankHours), ""},
		{"ninety_percent_within_hours", "", hours(r.ThankHoursNinety), ""},
	}
	for _, a := range r.Amounts {
		out = append(out, []string{"bottom_line_" + a.Currency, "", a.Sum.String(), a.Before.String()})
		for _, s := range a.Sites {
			out = append(out, []string{"bottom_line_" + a.Currency + "_by_site", s.Site, s.Sum.String(), s.Before.String()})
		}
	}
	for _, t := range r.Tables {
		for _, row := range t.Rows {
			out = append(out, []string{t.By, row.Name, n(row.Count), n(row.Before)})
		}
	}
	for _, b := range r.Silent {
		out = append(out, []string{"behaviour_without_evidence", b, "0", ""})
	}
	for _, g := range r.Gaps {
		for _, b := range g.Behaviours {
			out = append(out, []string{"behaviour_without_evidence", g.Touchpoint + ": " + b, "0", ""})
		}
	}
	return out
}
