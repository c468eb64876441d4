package match

import (
	"strings"
	"testing"
)

// TestEndless: a text without an end of a sentence, or without a space, is cut
// into pieces of bounded length, and no word of it is lost.
func TestEndless(t *testing.T) {
	t.Parallel()
	words := make(map[int]int)
	toks := tokenize(strings.Repeat("and then ", 1000))
	for _, u := range toks {
		words[u.sentence]++
	}
	for s, n := range words {
		if n > longSentence {
			t.Errorf("sentence %d has %d words", s, n)
		}
	}
	if len(toks) != 2000 {
		t.Errorf("%d words of 2000", len(toks))
	}
	run, got := strings.Repeat("東京の田中様", 500), ""
	for _, u := range tokenize(run) {
		if got += u.text; len(u.text) > longRun+len("東") {
			t.Errorf("a run of %d bytes", len(u.text))
		}
	}
	if got != run {
		t.Errorf("%d bytes of %d are left of a run", len(got), len(run))
	}
}
