package main

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"goodword/internal/recognition/figures"
	"goodword/internal/store"
	"goodword/jobs"
)

type reportCommand struct {
	Figures    figuresCommand         `cmd:"" default:"withargs" help:"Recognition in figures, of a period (the default)."`
	Behaviours behaviourReportCommand `cmd:"" help:"Which behaviour was seen at which touchpoint."`
	Variance   varianceCommand        `cmd:"" help:"How teams and sites differ in praise, answer time and tone."`
	Managers   managersCommand        `cmd:"" help:"How managers answer, for the CEO and the Chief People Officer."`
}

type figuresCommand struct {
	Period   string `arg:"" optional:"" help:"2026, 2026-Q3, 2026-10, or 2026-10-05..2026-10-19. Left out, the last quarter."`
	Team     string `help:"Only nominees of this team, as the directory has it."`
	Site     string `help:"Only nominees of this site."`
	Format   string `enum:"table,csv,json" default:"table" help:"table, csv or json."`
	Language string `default:"en" help:"In which the behaviours are named."`
}

// Help shows examples.
func (figuresCommand) Help() string {
	return `Who took part, what was recognised, how long it took, and what nobody saw. The
figures name nobody. "before" is the period before, of the same length.

Examples:
  goodword report
  goodword report 2026-10 --site Leeds
  goodword report 2026 --format csv > 2026.csv`
}

// Run prints the figures of a period.
func (c figuresCommand) Run(e *environment) error {
	return e.with(func(o *office) error {
		loc := o.config.Company.TimeZone
		period := figures.LastQuarter(e.now(), loc)
		if c.Period != "" {
			var err error
			if period, err = figures.ParsePeriod(c.Period, loc); err != nil {
				return err
			}
		}
		var r figures.Report
		if err := o.in(e.ctx, func(tx store.Tx) (err error) {
			catalogue, err := o.desk.InForce(e.ctx, tx)
			if err != nil {
				return err
			}
			r, err = jobs.Report(e.ctx, tx, catalogue, period, c.Team, c.Site, c.Language)
			return err
		}); err != nil {
			return err
		}
		switch c.Format {
		case "json":
			out := json.NewEncoder(e.out)
			out.SetIndent("", "  ")
			return out.Encode(r)
		case "csv":
			return csv.NewWriter(e.out).WriteAll(r.Records())
		}
		return printReport(e.out, r)
	})
}

func printReport(out io.Writer, r figures.Report) error {
	w := tabwriter.NewWriter(out, 2, 8, 2, ' ', 0)
	fmt.Fprintf(w, "%s%s\n\n", r.Name, of(r))
	line := func(name string, format string, args ...any) {
		fmt.Fprintf(w, "%s\t%s\n", name, fmt.Sprintf(format, args...))
	}
	line("recognitions", "%d (before %d)", r.Recognitions, r.Before.Recognitions)
	line("people recognised", "%d of %d (before %d)", r.Recognised, r.People, r.Before.Recognised)
	line("never recognised", "%d of %d", r.Never, r.People)
	line("nominations", "%d: %d declined, %d lapsed", r.Nominations, r.Declined, r.Lapsed)
	line("people who sent in praise", "%d (before %d)", r.Nominators, r.Before.Nominators)
	line("managers who answered", "%d of %d", r.Answered, r.Asked)
	if r.AnswerHours > 0 {
		line("half of them within", "%.1f h", r.AnswerHours)
	}
	if r.ThankHours > 0 {
		line("from the mail to the thank-you", "half within %.1f h, nine in ten within %.1f h", r.ThankHours, r.ThankHoursNinety)
	}
	line("challenges", "%d (before %d)", r.Challenges, r.Before.Challenges)
	for _, a := range r.Amounts {
		fmt.Fprintf(w, "\nbottom line, confirmed\t%s\tbefore\n", a.Currency)
		fmt.Fprintf(w, "in all\t%s\t%s\n", a.Sum, a.Before)
		for _, s := range a.Sites {
			fmt.Fprintf(w, "%s\t%s\t%s\n", cmp.Or(s.Site, "(not said)"), s.Sum, s.Before)
		}
	}
	for _, t := range r.Tables {
		if len(t.Rows) == 0 {
			continue
		}
		second := "before"
		if t.By == "week" {
			second = "challenges"
		}
		fmt.Fprintf(w, "\nby %s\tcount\t%s\n", strings.ReplaceAll(t.By, "_", " "), second)
		for _, row := range t.Rows {
			name, other := row.Name, fmt.Sprint(row.Before)
			if name == "" {
				name = "(not said)"
			}
			if row.Of > 0 {
				other = fmt.Sprintf("of %d", row.Of)
			}
			fmt.Fprintf(w, "%s\t%d\t%s\n", name, row.Count, other)
		}
	}
	if len(r.Silent) > 0 {
		fmt.Fprintf(w, "\nnobody saw for 90 days\t%s\n", strings.Join(r.Silent, ", "))
	}
	if len(r.Gaps) > 0 {
		fmt.Fprintln(w, "\nseen elsewhere, and not for 90 days at")
	}
	for _, g := range r.Gaps {
		fmt.Fprintf(w, "%s\t%s\n", g.Touchpoint, strings.Join(g.Behaviours, ", "))
	}
	return w.Flush()
}

func of(r figures.Report) string {
	var parts []string
	if r.Team != "" {
		parts = append(parts, "team "+r.Team)
	}
	if r.Site != "" {
		parts = append(parts, "site "+r.Site)
	}
	if parts == nil {
		return ""
	}
	return ", " + strings.Join(parts, ", ")
}
