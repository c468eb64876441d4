package match

import (
	"slices"
	"strings"
	"testing"
)

// TestLookups: a filter loses no word, and lets few others through.
func TestLookups(t *testing.T) {
	t.Parallel()
	var put, others []string
	for _, w := range strings.Fields(nickTable) {
		put = append(put, fold(w))
	}
	for w := range commonWords.by() {
		if !slices.Contains(put, w) {
			others = append(others, w)
		}
	}
	f, list := filterOf(len(put)), set(strings.Join(put[:100], " "))
	for _, w := range put {
		f.put(w)
	}
	for i, w := range put {
		if !f.may(w) || i < 100 && !list.has(w) {
			t.Errorf("%q was lost", w)
		}
	}
	through := 0
	for _, w := range others {
		if list.has(w) {
			t.Errorf("%q was never put", w)
		}
		if f.may(w) {
			through++
		}
	}
	if f.may("") || list.has("") || through*4 > len(others) {
		t.Errorf("%d of %d others pass, the empty word %v", through, len(others), f.may(""))
	}
}

// TestPhrases: a phrase is found by its first word or the stem of it, the
// longest first, and never over the end of a sentence.
func TestPhrases(t *testing.T) {
	t.Parallel()
	table := phrasesOf("on leave, on leave today, retir*")
	for text, want := range map[string]int{"on leave today": 3, "on leave": 2, "on. leave": 0, "retirement": 1, "reti": 0, "leave": 0, "": 0} {
		got, toks := 0, tokenize(text)
		if len(toks) > 0 {
			got = table.at(toks, 0, len(toks))
		}
		if got != want {
			t.Errorf("%q: %d words, want %d", text, got, want)
		}
	}
}
