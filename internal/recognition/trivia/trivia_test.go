package trivia

import (
	"testing"
)

func TestRight(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		own, answer string
		want        bool
	}{
		{"The Eiffel Tower!", "Eiffel Tower", true},
		{"I think it is the eiffel towr", "Eiffel Tower", true},
		{"ZÜRICH", "Zurich", true}, {"Zürich, natürlich", "Zürich", true}, {"C’est l’été", "l'été", true}, {"Die Strasse", "Straße", true},
		{"1889", "1889", true}, {"In 1889.", "1889", true}, {"1890", "1889", false}, {"1888 or 1889", "1889", false}, {"1887 1888 1889", "1889", false}, {"18890", "1889", false},
		{"Paris, London, Rome", "Paris", false}, {"Paris or London", "Paris", false}, {"Paris / Rome / Oslo", "Paris", false},
		{"Lyon\nParis\nRome\nOslo", "Oslo", false}, {"Dear all,\n\nOslo\n\nBest, Ruth", "Oslo", true},
		{"yes", "Oslo", false}, {"", "Oslo", false}, {"Olso", "Oslo", false},
		{"We stayed with you for a whole week last summer and loved each and every day of it in Paris", "Paris", false},
	} {
		if _, got := Right(c.own, c.answer); got != c.want {
			t.Errorf("%q for %q is %v, want %v", c.own, c.answer, got, c.want)
		}
	}
	if line, ok := Right("Yes, you may.\nDie Linde", "The lime tree", "die Linde"); !ok || line != "Die Linde" {
		t.Errorf("the answer in another language is in %q", line)
	}
}

func TestPart(t *testing.T) {
	t.Parallel()
	for words, want := range map[string][2]string{
		"When did we open? = 1889": {"When did we open?", "1889"}, "What is 1 + 1 = ? = two": {"What is 1 + 1 = ?", "two"}, "When?": {}, "= 1889": {}, "When? =": {}, "When? = !": {},
	} {
		q, a, ok := Part(words)
		if ok != (want[0] != "") || ok && (q != want[0] || a != want[1]) {
			t.Errorf("%q is %q, %q, %v", words, q, a, ok)
		}
	}
}

// TestDraw: the draw is the same for the same seed in whatever order, and every
// answer is drawn by some seed.
func TestDraw(t *testing.T) {
	t.Parallel()
	if got := Lot("5eed", 4); len(got) != 64 || got == Lot("5eed", 5) {
		t.Errorf("a lot is %s", got)
	}
	drawn := map[int64]int{}
	for i := range 300 {
		seed := Lot("seed", int64(i))
		a, b := Draw(seed, []int64{4, 9, 12}), Draw(seed, []int64{12, 4, 9})
		if a != b {
			t.Fatalf("by %s it is %d or %d", seed, a, b)
		}
		drawn[a]++
	}
	if len(drawn) != 3 || drawn[4] < 50 || drawn[9] < 50 || drawn[12] < 50 {
		t.Errorf("in 300 draws each was drawn so often: %v", drawn)
	}
	if Draw("seed", nil) != 0 {
		t.Error("somebody was drawn among nobody")
	}
}
