package demo

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// summary writes the tables at the end of the story.
func (w *World) summary(out io.Writer, o outcome) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "\nEvery mail, and what it was taken for\n")
	for _, m := range o.mails {
		fmt.Fprintf(table, "  %s\t%s\t%s\t%s\n", m.StoredAt.In(w.home).Format("Mon 2 Jan 15:04"), cut(w.nameOf(m.From), 24), cut(m.Subject, 56), m.Disposition)
	}
	fmt.Fprintf(table, "\nNominations\n")
	for _, n := range o.nominations {
		fmt.Fprintf(table, "  GW-%d\t%s\t%s\n", n.Number, w.nameOf(n.Nominee), n.State)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	states, kinds, total := map[string]int{}, map[string]int{}, 0
	for _, n := range o.nominations {
		states[n.State]++
	}
	for _, l := range o.letters {
		if l.State == "accepted" || l.State == "bounced" {
			kinds[strings.ReplaceAll(l.Kind, "_", " ")]++
			total++
		}
	}
	_, err := fmt.Fprintf(out, "\n%d mails came in, %d nominations were opened (%s),\n%d letters went out: %s.\n", len(o.mails), len(o.nominations),
		counted(states), total, wrap(counted(kinds), 96))
	return err
}

// counted lists what there is most of first: "17 thanked, 1 declined".
func counted(n map[string]int) string {
	names := slices.SortedFunc(maps.Keys(n), func(a, b string) int {
		return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(a, b))
	})
	for i, name := range names {
		names[i] = fmt.Sprint(n[name], " ", name)
	}
	return strings.Join(names, ", ")
}

func wrap(text string, width int) string {
	var b strings.Builder
	column := 0
	for word := range strings.FieldsSeq(text) {
		if column+len(word) > width {
			b.WriteString("\n  ")
			column = 2
		} else if column > 0 {
			b.WriteString(" ")
		}
		b.WriteString(word)
		column += len(word) + 1
	}
	return b.String()
}

// took says how long the month took to play, for the end of the story.
func took(d time.Duration) string { return fmt.Sprintf("The month took %.1f seconds.", d.Seconds()) }
