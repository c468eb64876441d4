package coach

import (
	"slices"
	"strings"
	"testing"
)

func TestOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang, text string
		want       Theme
		words      string
	}{
		{"en", "I stood in the queue and waited. It was so slow.", Speed, "so slow, slow, waited, queue"},
		{"en", "He was rude and rolled his eyes at my father.", Kindness, "rude, rolled his eyes"},
		{"en", "Nobody listened, and he interrupted me.", Listening, "Nobody listened, interrupted"},
		{"en", "She promised to ring and nobody called back.", Ownership, "nobody called back, promised"},
		{"en", "They gave us the wrong key.", Expertise, "wrong"},
		{"en", "We were overcharged.", Honesty, "overcharged"},
		{"en", "We were sent from one desk to the next while two people were chatting.", Teamwork, "sent from one, chatting"},
		{"en", "The room was blue.", Other, ""},
		{"en", "He was rude, and the bill was wrong.", Other, ""}, // both alike: nothing is said
		{"en", "He was not rude. We waited an hour.", Speed, "waited"},
		{"de", "Wir haben eine Stunde gewartet, und dann war er noch unfreundlich. So langsam!", Speed, "gewartet, langsam"},
		{"fr", "Elle a été désagréable et hautaine.", Kindness, "désagréable, hautaine"},
		{"es", "Nos prometió una llamada y nadie nos llamó.", Ownership, "nadie nos llamó, prometió"},
		{"it", "Wir haben lange gewartet.", Speed, "gewartet"},
	} {
		got, words := Of(c.text, c.lang)
		slices.Sort(words)
		want := strings.Split(c.words, ", ")
		slices.Sort(want)
		if got != c.want || strings.Join(words, ", ") != strings.Join(want, ", ") {
			t.Errorf("%q: %q for %q, want %q for %q", c.text, got, words, c.want, want)
		}
	}
}

// TestTable: every theme has signs in every language of the letters, written as they are compared.
func TestTable(t *testing.T) {
	t.Parallel()
	for _, theme := range Themes() {
		for _, lang := range []string{"en", "de", "fr", "es"} {
			if len(table[theme][lang]) < 8 {
				t.Errorf("%s has %d signs in %s", theme, len(table[theme][lang]), lang)
			}
			for _, sign := range table[theme][lang] {
				if strings.ToLower(sign) != sign || strings.ContainsAny(sign, "äöüßéèàçñóíáú'’") {
					t.Errorf("%s, %s: %q is not folded", theme, lang, sign)
				}
			}
		}
	}
}
