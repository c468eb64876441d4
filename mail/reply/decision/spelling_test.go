package decision

import (
	"slices"
	"strings"
	"testing"
)

func TestSlips(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Decision{
		"Aproved, well done": Approve, "approevd": Approve, "apprroved": Approve, "Zatwierdazm": Approve, "Одборяю, спасибо": Approve, "Hyväkysn": Approve,
		"aproved?": Unclear, "not aproved": Unclear, "aproved by Tom": Unclear, "aproved if HR agrees": Unclear, "Aproved or aprovde": Unclear, "will be aproved": Unclear,
		"одобрю": Unclear, "hyväksyt": Unclear, "schvaluje": Unclear, "погоджу": Unclear, "improved": Unclear, "onaylamıyrum": Unclear, "jóváhagynám": Unclear, "atuorizó": Unclear, "atuorizo": Approve,
	} {
		if got := Read(text, Options{}); got.Decision != want {
			t.Errorf("%q: %s, want %s: %s", text, got.Decision, want, got.Reason)
		}
	}
}

// TestSlipsInTraps mistypes the approval of everything that must not approve.
func TestSlipsInTraps(t *testing.T) {
	t.Parallel()
	typed := map[string]string{}
	for slip, w := range slips() {
		if old := typed[w]; old == "" || slip < old {
			typed[w] = slip
		}
	}
	n := 0
	for _, file := range []string{"answers.txt", "fresh.txt", "attacks.txt", "remarks.txt", "talk.txt", "blind.txt"} {
		for _, a := range answers(t, file) {
			if a.want == Approve {
				continue
			}
			words := strings.Split(a.text, " ")
			at := slices.IndexFunc(words, func(w string) bool {
				w = strings.Trim(w, ".,:;!?")
				return typed[fold(w)] != "" && strings.ToLower(w) == fold(w) && !mixed(w)
			})
			if at < 0 {
				continue
			}
			w := strings.Trim(words[at], ".,:;!?")
			words[at] = strings.Replace(words[at], w, typed[fold(w)], 1)
			n++
			if got := Read(strings.Join(words, " "), Options{Language: a.lang[:2]}); got.Decision == Approve {
				t.Errorf("%s %q approves: %s", a.lang, strings.Join(words, " "), got.Reason)
			}
		}
	}
	if t.Logf("%d traps with a slip in them", n); n < 500 {
		t.Errorf("only %d traps hold a slip", n)
	}
}
