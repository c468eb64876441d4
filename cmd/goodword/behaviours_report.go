package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"

	"goodword/internal/recognition/figures"
	"goodword/internal/store"
	"goodword/jobs"
)

type behaviourReportCommand struct {
	Days     int    `default:"90" help:"How many days to look back."`
	Team     string `help:"Only nominees of this team, as the directory has it."`
	Site     string `help:"Only nominees of this site."`
	Format   string `enum:"table,csv,json" default:"table" help:"table, csv or json."`
	Language string `default:"en" help:"In which behaviours and touchpoints are named."`
}

// Help shows examples.
func (behaviourReportCommand) Help() string {
	return `A number says how often a behaviour was recognised at a touchpoint; a dash, that
it is expected there and nobody saw it; nothing, that it does not belong there.
The touchpoint follows from the nominee's role and team and from the words.

Examples:
  goodword report behaviours
  goodword report behaviours --days 30 --site Leeds
  goodword report behaviours --format csv > evidence.csv`
}

// Run prints the matrix.
func (b behaviourReportCommand) Run(e *environment) error {
	return e.with(func(o *office) error {
		var m figures.Matrix
		if err := o.in(e.ctx, func(tx store.Tx) error {
			catalogue, err := o.desk.InForce(e.ctx, tx)
			if err != nil {
				return err
			}
			m, err = jobs.BehaviourMatrix(e.ctx, tx, catalogue, e.now(), b.Days, b.Team, b.Site, b.Language)
			return err
		}); err != nil {
			return err
		}
		return printAs(e.out, b.Format, m, m.Records(), func(out io.Writer) error { return printMatrix(out, m, b.Days) })
	})
}

// printAs prints a report as JSON, as CSV or for people.
func printAs(out io.Writer, format string, report any, records [][]string, table func(io.Writer) error) error {
	switch format {
	case "json":
		enc := json.NewEncoder(out)
		enc.SetIndent("", "  ")
		return enc.Encode(report)
	case "csv":
		return csv.NewWriter(out).WriteAll(records)
	}
	return table(out)
}

// printMatrix prints a line for each touchpoint; the columns have numbers, which
// stand below, for the names are long.
func printMatrix(out io.Writer, m figures.Matrix, days int) error {
	w := tabwriter.NewWriter(out, 2, 8, 2, ' ', 0)
	fmt.Fprintf(w, "seen in %d days", days)
	for i := range m.Behaviours {
		fmt.Fprintf(w, "\t[%d]", i+1)
	}
	fmt.Fprintln(w)
	for _, r := range m.Rows {
		name := r.Touchpoint
		if name == "" {
			name = "(not plain)"
		}
		fmt.Fprint(w, name)
		for _, c := range r.Cells {
			switch {
			case c.Count > 0:
				fmt.Fprintf(w, "\t%d", c.Count)
			case c.Expected:
				fmt.Fprint(w, "\t–")
			default:
				fmt.Fprint(w, "\t")
			}
		}
		fmt.Fprintln(w)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(out)
	for i, name := range m.Behaviours {
		fmt.Fprintf(out, "[%d] %s\n", i+1, name)
	}
	for _, g := range m.Gaps() {
		for _, b := range g.Behaviours {
			fmt.Fprintf(out, "Nobody saw at %q: %s\n", g.Touchpoint, b)
		}
	}
	return nil
}

type varianceCommand struct {
	Period string `arg:"" optional:"" help:"2026, 2026-Q3, 2026-10, or 2026-10-05..2026-10-19. Left out, the last quarter."`
	By     string `enum:"team,site,both" default:"both" help:"team, site or both."`
	Format string `enum:"table,csv,json" default:"table" help:"table, csv or json."`
}

// Help shows examples.
func (varianceCommand) Help() string {
	return `Teams and sites beside each other: recognitions for 100 people, praise among all
that was said, hours until whoever approves answered. A difference is marked only
where chance does not explain it. Units with fewer than 5 people are left out, and
counted at the end: their figures would be about persons.

Examples:
  goodword report variance
  goodword report variance 2026-10 --by site
  goodword report variance 2026 --format csv > variance.csv`
}

// Run prints the comparison.
func (v varianceCommand) Run(e *environment) error {
	return e.with(func(o *office) error {
		period := figures.LastQuarter(e.now(), o.config.Company.TimeZone)
		if v.Period != "" {
			var err error
			if period, err = figures.ParsePeriod(v.Period, o.config.Company.TimeZone); err != nil {
				return err
			}
		}
		var list []figures.Variance
		var records [][]string
		for _, by := range []string{"team", "site"} {
			if v.By != by && v.By != "both" {
				continue
			}
			if err := o.in(e.ctx, func(tx store.Tx) error {
				found, err := jobs.Variance(e.ctx, tx, by, period, e.now())
				rows := found.Records()
				if len(list) > 0 {
					rows = rows[1:] // one header
				}
				list, records = append(list, found), append(records, rows...)
				return err
			}); err != nil {
				return err
			}
		}
		return printAs(e.out, v.Format, list, records, func(out io.Writer) error { return printVariance(out, list, period) })
	})
}

func printVariance(out io.Writer, list []figures.Variance, period figures.Period) error {
	fmt.Fprintln(out, period.Name)
	for _, v := range list {
		w := tabwriter.NewWriter(out, 2, 8, 2, ' ', 0)
		fmt.Fprintf(w, "\nby %s\tpeople\trecognitions\tfor 100 people\tchallenges\tpraise of 100\thours to answer\n", v.By)
		for _, u := range v.Units {
			fmt.Fprintf(w, "%s\t%d\t%d\t%.1f%s\t%d\t%s%s\t%s%s\n", u.Name, u.People, u.Recognitions, u.Per100, mark(u.MorePraise), u.Challenges,
				unlessNone(u.Praise >= 0, u.Praise), mark(u.BetterTone), unlessNone(u.Questions > 0, fmt.Sprintf("%.1f", u.Hours)), mark(u.Slower))
		}
		if len(v.Units) > 0 {
			fmt.Fprintf(w, "all of these\t\t\t%.1f\t\t%s\t%.1f\n", v.Per100, unlessNone(v.Praise >= 0, v.Praise), v.Hours)
		}
		if err := w.Flush(); err != nil {
			return err
		}
		if v.Small > 0 {
			fmt.Fprintf(out, "%d left out: fewer than %d people, whose figures would be about persons.\n", v.Small, figures.LeastPeople)
		}
	}
	_, err := fmt.Fprintln(out, "\n+ and - mark more and less than chance explains.")
	return err
}

func mark(f figures.Far) string {
	return map[figures.Far]string{figures.More: " +", figures.Less: " -"}[f]
}

func unlessNone(has bool, value any) string {
	if !has {
		return "."
	}
	return fmt.Sprint(value)
}
