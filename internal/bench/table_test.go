package bench

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// row is a line of the table: what was measured in turns, and what it must reach
// beside another.
type row struct {
	slice, what string
	unit        string
	values      []float64 // one a round
	beside      string    // the row it is compared with, "intake: …" for one of another part; "" for none
	goal        float64   // of the ratio to it, or of the value where there is none; 0 for none
	atMost      bool      // the value must not be over the goal
	note        string
}

// table is the one of a run.
type table struct {
	mutex  sync.Mutex
	began  time.Time
	rows   []*row
	peers  []string
	remark []string
}

// row gives a line by its name, made at the first call.
func (t *table) row(slice, what, unit string) *row {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	for _, r := range t.rows {
		if r.slice == slice && r.what == what {
			return r
		}
	}
	r := &row{slice: slice, what: what, unit: unit}
	t.rows = append(t.rows, r)
	return r
}

// rate notes how many a second one round did.
func (t *table) rate(tb testing.TB, slice, what string, n int, took time.Duration) *row {
	tb.Helper()
	r := t.row(slice, what, "/s")
	r.values = append(r.values, float64(n)/took.Seconds())
	tb.Logf("%s: %s: %d in %s, %.0f a second", slice, what, n, took.Round(time.Millisecond), float64(n)/took.Seconds())
	return r
}

// is notes a figure that is no rate.
func (t *table) is(tb testing.TB, slice, what, unit string, value float64) *row {
	tb.Helper()
	r := t.row(slice, what, unit)
	r.values = append(r.values, value)
	tb.Logf("%s: %s: %s", slice, what, number(value, unit))
	return r
}

func (r *row) mustBe(goal float64, of string) *row { r.goal, r.beside = goal, of; return r }
func (r *row) mayBe(most float64) *row             { r.goal, r.atMost = most, true; return r }

func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	return (sorted[(len(sorted)-1)/2] + sorted[len(sorted)/2]) / 2
}

// ratio is the median of the rounds' ratios to another row.
func (t *table) ratio(r *row) (float64, bool) {
	for _, other := range t.rows {
		if (other.slice != r.slice || other.what != r.beside) && other.slice+": "+other.what != r.beside || len(other.values) == 0 {
			continue
		}
		var ratios []float64
		for i := range min(len(r.values), len(other.values)) {
			ratios = append(ratios, r.values[i]/other.values[i])
		}
		return median(ratios), true
	}
	return 0, false
}

func number(v float64, unit string) string {
	switch {
	case v >= 100:
		return fmt.Sprintf("%.0f %s", v, unit)
	case v >= 10:
		return fmt.Sprintf("%.1f %s", v, unit)
	}
	return fmt.Sprintf("%.2f %s", v, unit)
}

// markdown is the table as docs/performance.md has it.
func (t *table) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Run of %s in %s on %d cores; %s. Peers found: %s.\n\n", t.began.UTC().Format(time.DateOnly), time.Since(t.began).Round(time.Second),
		runtime.NumCPU(), strings.Join(t.remark, "; "), orNone(t.peers))
	b.WriteString("| part | what | median | beside it | ratio | goal | |\n| --- | --- | --- | --- | --- | --- | --- |\n")
	for _, r := range t.rows {
		value, goal, ratio, met := number(median(r.values), r.unit), "", "", ""
		got := median(r.values)
		if r.beside != "" {
			var ok bool
			if got, ok = t.ratio(r); ok {
				ratio = fmt.Sprintf("%.2f", got)
			} else {
				ratio = "not measured"
			}
			goal = fmt.Sprintf("%.2f", r.goal)
		} else if r.goal > 0 {
			goal = number(r.goal, r.unit)
		}
		switch {
		case r.goal == 0:
			goal = ""
		case ratio == "not measured":
		case r.atMost == (got <= r.goal):
			met = "reached"
		default:
			met = "missed"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s |\n", r.slice, r.what, value, r.beside, ratio, goal, strings.Trim(met+"; "+r.note, "; "))
	}
	return b.String()
}

func orNone(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, ", ")
}

// What stands around the table in docs/performance.md.
const (
	tableBegins = "<!-- the table of make bench begins -->\n"
	tableEnds   = "<!-- the table of make bench ends -->\n"
)

// publish puts the table where the document has a place for it.
func (t *table) publish(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	before, rest, found := strings.Cut(string(text), tableBegins)
	_, after, ended := strings.Cut(rest, tableEnds)
	if !found || !ended {
		return fmt.Errorf("%s has no place for the table: %q and %q", file, tableBegins, tableEnds)
	}
	return os.WriteFile(file, []byte(before+tableBegins+t.markdown()+tableEnds+after), 0o644)
}

// load is how busy the machine is, as Linux tells it.
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	fields := strings.Fields(string(text))
	return fields[0]
}
