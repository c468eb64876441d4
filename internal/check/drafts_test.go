package check

import (
	"strings"
	"testing"

	"goodword/mail/reply"
	"goodword/mail/reply/decision"
	"goodword/templates"
)

// TestDraftsAreUnderstood answers every letter with what its own buttons write,
// in every language: what a letter teaches must be read.
func TestDraftsAreUnderstood(t *testing.T) {
	t.Parallel()
	roles := map[templates.Letter]decision.Role{
		templates.LetterRequest: decision.Approver, templates.LetterReminder: decision.Approver, templates.LetterClarify: decision.Approver,
		templates.LetterEscalated: decision.Approver, templates.LetterReceipt: decision.Nominator, templates.LetterOutcome: decision.Nominator,
		templates.LetterStatus: decision.Nominator, templates.LetterThankYou: decision.Nominee, templates.LetterDigest: decision.CEO,
		templates.LetterCPO: decision.CPO,
	}
	for _, lang := range append(templates.Languages(), templates.LanguagesInPart()...) {
		for kind, role := range roles {
			t.Run(lang+" "+string(kind), func(t *testing.T) {
				t.Parallel()
				for _, sample := range templates.Samples(kind) {
					letter, err := templates.Render(sample, lang, 0)
					if err != nil {
						t.Fatal(err)
					}
					for _, draft := range letter.Drafts {
						said := filled(draft.Says())
						got := reply.Read(said+"\n", decision.Options{Role: role, Language: lang})
						if got.Decision == reply.Unclear && len(got.Commands) == 0 {
							t.Errorf("%q is not understood: %s", said, got.Reason)
						}
					}
				}
			})
		}
	}
}

// filled puts something where a draft leaves a place for it.
func filled(says string) string {
	says = strings.ReplaceAll(says, "…", "@corp.example")
	return strings.ReplaceAll(says, "@@", "@")
}
