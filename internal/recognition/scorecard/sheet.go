package scorecard

import (
	"cmp"
	"slices"
	"strconv"
)

// Row is a manager's line in the sheet of all managers.
type Row struct {
	Manager string  `json:"manager"`
	Address string  `json:"address"`
	Site    string  `json:"site"`
	Asked   int     `json:"requests"`
	Hours   float64 `json:"median_hours_to_answer"` // working hours
	Lapses  int     `json:"lapsed"`
	Reports int     `json:"reports"`
	Covered int     `json:"reports_recognised"`
	Percent int     `json:"percent_recognised"` // of the reports; 100 without reports
	Lessons int     `json:"lessons_shared"`
}

// Sheet is the scorecards of all managers over a period, by name: it orders
// nobody by figures. Who stays out of statistics by name is counted at the end.
type Sheet struct {
	Period  string `json:"period"`
	Rows    []Row  `json:"managers"`
	Middle  *Row   `json:"middle_of_all"` // its name is empty; nil where too few were asked
	Private int    `json:"left_out_private"`
}

// NewSheet puts the rows in the order of names and adds the middle of all cards,
// those of whoever stays private among them.
func NewSheet(period string, rows []Row, all []Card, private int) Sheet {
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Manager, b.Manager), cmp.Compare(a.Address, b.Address))
	})
	s := Sheet{Period: period, Rows: rows, Private: private}
	if s.Rows == nil {
		s.Rows = []Row{}
	}
	if m, ok := MiddleOf(all, 1); ok {
		s.Middle = &Row{Hours: tenths(m.Median.Hours()), Lapses: m.Lapses, Percent: m.Coverage, Lessons: m.Lessons}
	}
	return s
}

// RowOf makes a line of a card.
func RowOf(c Card, name, address, site string) Row {
	return Row{Manager: name, Address: address, Site: site, Asked: c.Requests, Hours: tenths(c.Median.Hours()), Lapses: c.Lapses,
		Reports: c.Reports, Covered: c.Covered, Percent: c.Coverage, Lessons: c.Lessons}
}

func tenths(hours float64) float64 { return float64(int(hours*10+0.5)) / 10 }

// Records gives the sheet as rows of a CSV file.
func (s Sheet) Records() [][]string {
	n := strconv.Itoa
	hours := func(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }
	out := [][]string{{"manager", "address", "site", "requests", "median_hours_to_answer", "lapsed", "reports", "reports_recognised", "percent_recognised", "lessons_shared"}}
	for _, r := range s.Rows {
		out = append(out, []string{r.Manager, r.Address, r.Site, n(r.Asked), r.answered(hours), n(r.Lapses), n(r.Reports), n(r.Covered), r.percent(), n(r.Lessons)})
	}
	if m := s.Middle; m != nil {
		out = append(out, []string{"middle of all", "", "", "", hours(m.Hours), n(m.Lapses), "", "", n(m.Percent), n(m.Lessons)})
	}
	if s.Private > 0 {
		out = append(out, []string{"left out at their own wish: " + n(s.Private), "", "", "", "", "", "", "", "", ""})
	}
	return out
}

// answered is empty where nothing was asked: no figure is no quick answer.
func (r Row) answered(hours func(float64) string) string {
	if r.Asked == 0 {
		return ""
	}
	return hours(r.Hours)
}

// percent is empty without reports.
func (r Row) percent() string {
	if r.Reports == 0 {
		return ""
	}
	return strconv.Itoa(r.Percent)
}
