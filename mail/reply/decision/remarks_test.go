package decision

import (
	"strings"
	"testing"
)

// TestRemarks reads approvals beside a remark, and commands whose own words hold
// words of deciding. At first sight 32 of the 136 approvals and 11 of the 18
// sets of commands were read, and three of the 97 that must not approve did; of
// the 37 approvals with other remarks, written next, 13 were. A lesson with a condition behind a comma is asked back.
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
		if y.approveRead*100 < y.approve*92 {
			t.Errorf("%s: fewer than 92 in 100 approvals beside a remark are read", third)
		}
	}
}

// TestOwnWords reads approvals whose commands hold, in their own words, what may
// be meant for the decision. A cold review found them approving.
func TestOwnWords(t *testing.T) {
	t.Parallel()
	for _, a := range answers(t, "ownwords.txt") {
		for _, opt := range []Options{{}, {Language: a.lang}, {Role: Approver}, {Language: a.lang, Role: Approver, Names: []string{"Lena Berg"}}} {
			if got := Read(a.text, opt); got.Decision != a.want {
				t.Errorf("%s %q: %s, want %s: %s", a.lang, a.text, got.Decision, a.want, got.Reason)
				break
			}
		}
	}
}

// TestNotTheNumber reads commands taken back in the same breath: nothing is promised.
func TestNotTheNumber(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"approve 2, not 3", "approve 2 and not 3", "approve 2, no 3", "approve 2 no 3", "aprobar 2, no 3", "thank 2: oops not her", "thank 2: stop not now"} {
		for _, role := range []Role{Unknown, CEO, CPO, Manager} {
			for _, lang := range []string{"", "en", "es", "tr"} {
				if got := Read(text, Options{Role: role, Language: lang}); len(got.Commands) > 0 || got.Decision != Unclear {
					t.Errorf("%s %s %q: %s %q", role, lang, text, got.Decision, written(got.Commands))
				}
			}
		}
	}
	if got := Read("not 3", Options{Role: CEO, Language: "tr"}); written(got.Commands) != "note 3" {
		t.Errorf("Turkish not 3: %q", written(got.Commands))
	}
	if got := Read("approve 2, no. 3", Options{Role: CEO}); written(got.Commands) != "approve 2; approve 3" {
		t.Errorf("no. 3: %q", written(got.Commands))
	}
}
