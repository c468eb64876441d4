package decision

import (
	"strings"
	"testing"
)

// TestVotes reads what managers answer about several things by number, in the language of the
// letter; without knowing that, a short word may be too little.
func TestVotes(t *testing.T) {
	t.Parallel()
	for _, a := range answers(t, "votes.txt") {
		role, lang, _ := strings.Cut(a.lang, " ")
		for _, language := range []string{"", lang} {
			got := Read(a.text, Options{Role: Role(role), Language: language})
			w := strings.Join(strings.Fields(written(got.Commands)), " ")
			if w != a.commands && (language != "" || lang == "en" || !strings.Contains(a.commands, w)) || got.Decision == Approve && role != "approver" {
				t.Errorf("%s (%s) %q: %s %q, want %q: %s", a.lang, language, a.text, got.Decision, w, a.commands, got.Reason)
				break
			}
		}
	}
}
