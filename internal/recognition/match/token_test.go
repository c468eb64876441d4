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

// TestFold: letter by letter a word is folded as it is as a whole.
func TestFold(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{
		"Straße": "strasse", "Łukasz": "lukasz", "Søren": "soren", "Ægir": "aegir", "I\u0307nci": "inci", "İnci": "inci", "Jose\u0301": "jose",
		"Dvořák": "dvorak", "Андрій": "андріи", "Ёлкин": "елкин", "Ωραίος": "ωραιος", "O’Neill": "oneill", "O'Neill": "oneill", "ʼUmar": "umar",
		"Nguyễn": "nguyen", "ガーデン": "ガーデン", "": "", "plain": "plain", "Anna": "anna",
	} {
		if got := fold(word); got != want || got != foldSlowly(word) {
			t.Errorf("%q is folded to %q, slowly to %q, want %q", word, got, foldSlowly(word), want)
		}
	}
}
