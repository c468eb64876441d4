package language

import "testing"

// TestScoreFits holds the promise in score's comment against the model.
func TestScoreFits(t *testing.T) {
	t.Parallel()
	for _, m := range []*model{latin(), cyrillic()} {
		if len(m.tags) > 4*len(score{}) {
			t.Fatalf("%d languages do not fit a score", len(m.tags))
		}
		most := 0
		for _, g := range m.gains {
			for i := range m.tags {
				most = max(most, g.of(i))
			}
		}
		// A letter begins at most one triple, a word adds its end and itself.
		if most*2*maxBytes > 0xFFFF {
			t.Errorf("a feature gives up to %d, times %d is over 65535", most, 2*maxBytes)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	for b.Loop() {
		decode(trained)
	}
}
