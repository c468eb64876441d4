package tone

import "testing"

// TestInContext: what a sentence says is taken back by the next, or was only the
// beginning of a story; and mock praise is no praise.
func TestInContext(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang, text string
		want       Tone
	}{
		{"en", "Brilliant. I was on hold for an hour and then cut off.", Challenge},
		{"en", "I have been with you since 1996 and was always treated well. This year the room was filthy and nobody said sorry.", Challenge},
		{"en", "I was about to give up. Then Nora rang me back and solved it in ten minutes, she was wonderful.", Praise},
		{"en", "Great job losing my suitcase a second time.", Challenge},
		{"en", "Great job, thank you!", Praise},
		{"de", "Bravo! Eine Stunde Warteschleife, dann wurde aufgelegt.", Challenge},
		{"de", "Gute Arbeit, vielen Dank!", Praise},
		{"de", "Die Hotline war unverschämt, aber Frau Maier war sehr freundlich.", Mixed},
		{"fr", "Personnel charmant, literie dégoûtante.", Mixed},
		{"es", "El personal fue encantador, pero la habitación estaba sucia.", Mixed},
	} {
		if v := Of(c.text, c.lang); v.Tone != c.want {
			t.Errorf("%s %q: got %s (%v), want %s", c.lang, c.text, v.Tone, v.Sentences, c.want)
		}
	}
}

// TestConcepts: every concept has words in each of the four languages, and each
// of its words is found again.
func TestConcepts(t *testing.T) {
	t.Parallel()
	for _, lang := range languages {
		book := conceptsOf(lang)
		has := make(map[concept]bool)
		for _, words := range []map[string][]concept{book.whole, book.starts} {
			for w, ids := range words {
				if w != fold(w) {
					t.Errorf("%s: %q is not folded, and will never be found", lang, w)
				}
				for _, id := range ids {
					has[id] = true
				}
			}
		}
		for id := range book.names[1:] {
			if !has[concept(id+1)] {
				t.Errorf("%s: no word for %q", lang, book.names[id+1])
			}
		}
	}
	if !hasConcept(words("Ihre Fahrerin wartete"), "de", "staff") || !hasConcept(words("Ihre Fahrerin wartete"), "de", "wait") || hasConcept(words("Das Haus"), "de", "wait") {
		t.Error("concepts of German words are not found")
	}
}
