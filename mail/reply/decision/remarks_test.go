package decision

import (
	"strings"
	"testing"
)

// TestRemarks reads approvals beside a remark, and commands whose own words hold
// words of deciding. At first sight 32 of the 136 approvals and 11 of the 18
// sets of commands were read, and three of the 97 that must not approve did; of
// the 37 approvals with other remarks, written next, 13 were.
func TestRemarks(t *testing.T) {
	t.Parallel()
	for _, third := range []string{"write", "held"} {
		var y tally
		for _, a := range answers(t, "remarks.txt") {
			if a.held != (third == "held") {
				continue
			}
			got := Read(a.text, Options{Language: a.lang})
			bare := Read(a.text, Options{})
			y.count(a.want, got.Decision)
			if a.want == Unclear && (got.Decision != Unclear || bare.Decision != Unclear) {
				t.Errorf("%s %q decides: %s; %s", a.lang, a.text, got.Reason, bare.Reason)
			}
			w, want := strings.Join(strings.Fields(written(got.Commands)), " "), strings.Join(strings.Fields(a.commands), " ")
			if got.Decision != a.want || w != want {
				t.Logf("%s %q: %s %q, want %s %q: %s", a.lang, a.text, got.Decision, w, a.want, want, got.Reason)
			}
		}
		t.Logf("%s: %s", third, &y)
		if y.approveRead*100 < y.approve*95 {
			t.Errorf("%s: fewer than 95 in 100 approvals beside a remark are read", third)
		}
	}
}
