package decision

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAmounts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want Decision
		said string // commands
	}{
		{"level 3: 12,000 EUR", Unclear, "level  3, 12000.00, EUR"},
		{"approve, level 3: 12,000 EUR", Approve, "level  3, 12000.00, EUR"},
		{"approve\nlevel 3: €12.000", Approve, "level  3, 12000.00, EUR"},
		{"Approved. Level 3: 1.234.567,50 CHF. lesson: ask twice", Approve, "level  3, 1234567.50, CHF; lesson  ask twice"},
		{"Stufe 3: 12'000 CHF", Unclear, "level  3, 12000.00, CHF"},
		{"niveau 3 : 12 000,5 euros", Unclear, "level  3, 12000.50, EUR"},
		{"nivel 3: $900", Unclear, "level  3, 900.00, USD"},
		{"level 3: GBP 4,500.25", Unclear, "level  3, 4500.25, GBP"},
		{"level 3: 800", Unclear, "level  3, 800.00, "},
		{"level 3: 12,00 EUR", Unclear, "level  3, 12.00, EUR"},
		{"level 3: about 12,000 EUR", Unclear, ""},
		{"level 3: 12,000 bananas", Unclear, ""},
		{"level 3: EUR 12,000 USD", Unclear, ""},
		{"level 3: -12,000 EUR", Unclear, ""},
		{"approve level 3: 12,000 EUR if finance agrees", Unclear, ""},
		{"approve, level 3: 12,000 EUR, but not before Friday", Unclear, ""},
		{"do not approve level 3: 12,000 EUR", Unclear, ""},
		{"level 3: 12,000 EUR?", Unclear, ""},
	} {
		got := Read(c.text, Options{Role: Approver})
		var said []string
		for _, x := range got.Commands {
			said = append(said, x.Name+"  "+strings.Join(x.Args, ", "))
		}
		if got.Decision != c.want || strings.Join(said, "; ") != c.said {
			t.Errorf("%q: %s %q, want %s %q: %s", c.text, got.Decision, said, c.want, c.said, got.Reason)
		}
	}
}

// TestAmountsSpoiled shows that an amount opens no way to a false approval:
// whatever spoils an approval spoils one with an amount beside it.
func TestAmountsSpoiled(t *testing.T) {
	t.Parallel()
	amounts := []string{"level 3: 12,000 EUR", "level 3: € 9.99", "level 3: 1 000 000 CHF"}
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom([]string{"en", "de", "fr", "es", "it", "nl", "pl"}).Draw(t, "lang")
		yes := map[string]string{"en": "approve", "de": "genehmigt", "fr": "approuvé", "es": "aprobado", "it": "approvato", "nl": "goedgekeurd", "pl": "zatwierdzam"}[lang]
		amount := rapid.SampledFrom(amounts).Draw(t, "amount")
		text := yes + ", " + amount
		if rapid.Bool().Draw(t, "before") {
			text = rapid.SampledFrom(spoilers[lang].before).Draw(t, "spoiler") + text
		} else {
			text += rapid.SampledFrom(spoilers[lang].after).Draw(t, "spoiler")
		}
		if got := Read(text, Options{Role: Approver}); got.Decision == Approve {
			t.Fatalf("%q approves: %s", text, got.Reason)
		}
	})
}

// TestManager reads answers to a weekly letter, and to a challenge told in private.
func TestManager(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"approve 2":                               "approve 2 ",
		"approve 2: she was great":                "approve 2 she was great",
		"approve 2 if HR agrees":                  "",
		"decline 1: that was Ben":                 "decline 1 that was Ben",
		"approve":                                 "",
		"yes, all of them":                        "",
		"talked: she had been alone at the desk":  "talked  she had been alone at the desk",
		"talked 3: he will call them back":        "talked 3 he will call them back",
		"talked to her on Tuesday, it is settled": "talked  to her on Tuesday, it is settled",
		"talked to nobody yet":                    "",
		"I have not talked to her":                "",
		"I will talk to her tomorrow":             "",
		"done 3 we found a second chair":          "done 3 we found a second chair",
		"done: we spoke, it was the printer":      "done  we spoke, it was the printer",
		"besprochen: sie war allein":              "talked  sie war allein",
		"parlé : elle était seule":                "talked  elle était seule",
		"hablado: estaba sola":                    "talked  estaba sola",
		"hold 2":                                  "",
	} {
		got := Read(text, Options{Role: Manager})
		var said []string
		for _, c := range got.Commands {
			said = append(said, c.Name+" "+c.Item+" "+strings.Join(c.Args, ", "))
		}
		if got.Decision != Unclear || strings.Join(said, "; ") != want {
			t.Errorf("%q: %s %q, want %q: %s", text, got.Decision, said, want, got.Reason)
		}
	}
}
