package decision

import (
	"strings"
	"testing"
)

// TestTypedCommands reads leaders' commands as they type them, and what looks like
// one and is none.
func TestTypedCommands(t *testing.T) {
	t.Parallel()
	for _, a := range answers(t, "typed.txt") {
		role, lang, _ := strings.Cut(a.lang, " ")
		for _, language := range []string{"", lang} {
			got := Read(a.text, Options{Role: Role(role), Language: language})
			if w := strings.Join(strings.Fields(written(got.Commands)), " "); w != a.commands || role == "ceo" && got.Decision != Unclear {
				t.Errorf("%s %q: %s %q, want %q: %s", a.lang, a.text, got.Decision, w, a.commands, got.Reason)
				break
			}
		}
	}
}

// TestTypedByOthers: to an approver none of these shapes hides words beside an approval.
func TestTypedByOthers(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"approve\n3: Ann Lee", "approve\n3 = ann@hotel.example", "approve\nask 2 Where was she that day?",
		"approve\nI'll call 3", "genehmigt\nIch rufe 3 an", "approve\nwow - the night crew built a raft", "approve\nnews - the terrace opens in May", "approve\ndone 3, she left the company", "approve\nhold: 4"} {
		for _, role := range []Role{Unknown, Approver, Nominator, Nominee, Manager} {
			if got := Read(text, Options{Role: role}); got.Decision == Approve || len(got.Commands) > 0 {
				t.Errorf("%s %q: %s %q", role, text, got.Decision, written(got.Commands))
			}
		}
	}
}
