package level

import (
	"os"
	"strings"
	"testing"
)

// TestSuggest measures the rule on labelled words that were written apart from
// its signs: 1, 2 or 3, the language, the words. To suggest too much is the
// worse mistake: it puts somebody before others on the CEO's shortlist.
func TestSuggest(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/labelled.txt")
	if err != nil {
		t.Fatal(err)
	}
	n, right, above, below := 0, 0, 0, 0
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "//") {
			continue
		}
		want, lang, text := int(line[0]-'0'), line[2:4], line[5:]
		got, words := Suggest(text, lang)
		n++
		switch {
		case int(got) == want:
			right++
		case int(got) > want:
			above++
			t.Logf("%s %q: %d for %q, want %d", lang, text, got, words, want)
		default:
			below++
			t.Logf("%s %q: %d, want %d", lang, text, got, want)
		}
		if (got > 1) != (len(words) > 0) || len(words) > 3 {
			t.Errorf("%q: level %d with the words %q", text, got, words)
		}
		for _, w := range words {
			if !strings.Contains(text, w) {
				t.Errorf("%q does not stand in %q", w, text)
			}
		}
	}
	t.Logf("%d right of %d, %d too high, %d too low", right, n, above, below)
	if n < 60 || right*100 < n*80 || above*100 > n*5 {
		t.Errorf("%d right of %d, %d too high, %d too low", right, n, above, below)
	}
}

func TestSuggestAnyLanguage(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"", "it", "de-AT"} {
		if got, words := Suggest("Sie kam an ihrem freien Tag.", lang); got != 2 || len(words) != 1 || words[0] != "an ihrem freien Tag" {
			t.Errorf("%q: %d %q", lang, got, words)
		}
	}
	if got, _ := Suggest(strings.Repeat("lovely ", 10000), "en"); got != 1 {
		t.Errorf("a long text: %d", got)
	}
}
