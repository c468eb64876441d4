package faults

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"goodword/internal/check/promises"
)

// result is one line of the table.
type result struct {
	fault      string
	runs       int
	violations int
	left       string // why it could not be tried here
	recovery   time.Duration
}

// results is what this test process found; TestMain prints it.
var results struct {
	sync.Mutex
	byFault map[string]*result
}

// report notes the violations of a run, shows them, and fails the test for them.
func (w *world) report(fault string, runs int, found []promises.Violation) {
	w.t.Helper()
	longest := time.Duration(0)
	for _, r := range w.recoveries {
		longest = max(longest, r.Took)
	}
	note(fault, func(r *result) {
		r.runs += runs
		r.violations += len(found)
		r.recovery = max(r.recovery, longest)
	})
	for _, v := range found {
		w.t.Errorf("%s: %s", fault, v)
	}
}

// leftOut notes a fault that this machine does not allow.
func leftOut(fault, why string) { note(fault, func(r *result) { r.left = why }) }

func note(fault string, change func(*result)) {
	results.Lock()
	defer results.Unlock()
	if results.byFault == nil {
		results.byFault = map[string]*result{}
	}
	r := results.byFault[fault]
	if r == nil {
		r = &result{fault: fault}
		results.byFault[fault] = r
	}
	change(r)
}

// table writes the results as a table of Markdown.
func table() string {
	results.Lock()
	defer results.Unlock()
	var list []*result
	for _, r := range results.byFault {
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b *result) int { return cmp.Compare(a.fault, b.fault) })
	var b strings.Builder
	b.WriteString("| fault | runs | violations | longest recovery |\n| --- | ---: | ---: | ---: |\n")
	for _, r := range list {
		recovery := "–"
		if r.recovery > 0 {
			recovery = fmt.Sprintf("%.1f s", r.recovery.Seconds())
		}
		if r.left != "" {
			fmt.Fprintf(&b, "| %s | – | left out: %s | – |\n", r.fault, r.left)
			continue
		}
		fmt.Fprintf(&b, "| %s | %d | %d | %s |\n", r.fault, r.runs, r.violations, recovery)
	}
	return b.String()
}
