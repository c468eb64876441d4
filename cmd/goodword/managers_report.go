package main

import (
	"cmp"
	"fmt"
	"io"
	"text/tabwriter"

	"goodword/internal/recognition/figures"
	"goodword/internal/recognition/scorecard"
)

type managersCommand struct {
	Period string `arg:"" optional:"" help:"2026, 2026-Q3, 2026-10, or 2026-10-05..2026-10-19. Left out, the last quarter."`
	Format string `enum:"table,csv,json" default:"table" help:"table, csv or json."`
}

// Help shows examples, and says for whom it is.
func (managersCommand) Help() string {
	return `How managers answered the questions put to them in a period, how many of their
reports were recognised in it, and how many lessons they shared. By name, in the
order of names; whoever replied private is counted and not named. The middle of
all stands below, where at least five managers were asked. It is for the CEO and
the Chief People Officer: docs/works-council.md says what is measured of whom.
Who reports to whom is taken as it is now.

Examples:
  goodword report managers
  goodword report managers 2026-Q3
  goodword report managers 2026-Q3 --format csv > managers.csv`
}

// Run prints the scorecards.
func (c managersCommand) Run(e *environment) error {
	return e.with(func(o *office) error {
		period := figures.LastQuarter(e.now(), o.config.Company.TimeZone)
		if c.Period != "" {
			var err error
			if period, err = figures.ParsePeriod(c.Period, o.config.Company.TimeZone); err != nil {
				return err
			}
		}
		sheet, err := o.desk.ManagerSheet(e.ctx, period)
		if err != nil {
			return err
		}
		return printAs(e.out, c.Format, sheet, sheet.Records(), func(out io.Writer) error { return printSheet(out, sheet) })
	})
}

func printSheet(out io.Writer, s scorecard.Sheet) error {
	w := tabwriter.NewWriter(out, 2, 8, 2, ' ', 0)
	fmt.Fprintf(w, "%s\tsite\tasked\thours to answer\tlapsed\tteam recognised\tlessons\n", s.Period)
	for _, r := range s.Rows {
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%d\t%s\t%d\n", cmp.Or(r.Manager, r.Address), cmp.Or(r.Site, "."), r.Asked, unlessNone(r.Asked > 0, fmt.Sprintf("%.1f", r.Hours)),
			r.Lapses, unlessNone(r.Reports > 0, fmt.Sprintf("%d of %d", r.Covered, r.Reports)), r.Lessons)
	}
	if m := s.Middle; m != nil {
		fmt.Fprintf(w, "middle of all\t\t\t%.1f\t%d\t%d%%\t%d\n", m.Hours, m.Lapses, m.Percent, m.Lessons)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if s.Private > 0 {
		fmt.Fprintf(out, "%d left out: they asked to stay out of statistics by name.\n", s.Private)
	}
	_, err := fmt.Fprintln(out, "\nHours are working hours; half of the answers came within them, and a question that waits counts with its wait.")
	return err
}
