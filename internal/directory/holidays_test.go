package directory

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// Each file in testdata/holidays has what becomes of it beside it.
func TestReadHolidays(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for _, file := range []string{"company.csv", "wrong.csv", "columns.csv", "empty.csv", "harbour.ics", "wrong.ics", "spans.csv", "parts.ics", "parts_wrong.ics", "again.ics", "again_wrong.ics"} {
		f, err := os.Open("testdata/holidays/" + file)
		if err != nil {
			t.Fatal(err)
		}
		h, problems := ReadHolidays(f, "DE", now)
		if err := f.Close(); err != nil {
			t.Error(err)
		}
		var b strings.Builder
		for _, d := range h.Days {
			fmt.Fprintf(&b, "%s %s %s\n", d.Date, d.Place, d.Name)
		}
		fmt.Fprintln(&b, h.Last)
		for _, n := range h.Notices {
			fmt.Fprintf(&b, "notice %d: %s\n", n.Line, n.Message)
		}
		for _, p := range problems {
			fmt.Fprintf(&b, "problem %d %s: %s\n", p.Line, p.Column, p.Message)
		}
		golden(t, "testdata/holidays/"+file+".golden", b.String())
	}
}
