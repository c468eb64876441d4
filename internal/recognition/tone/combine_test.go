package tone

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
)

// combineSets are the texts that the whole of a text is learned from; of two of
// them every third is held back.
var combineSets = []string{"texts", "texts-second", "texts-fourth", "texts-fifth", "texts-sixth", "texts-seventh", "ordinary-first"}

// thirdHeld says whether every third text of a set is held back.
func thirdHeld(file string) bool { return file == "texts-second" || file == "texts-fourth" }

// told is a labelled text in its features.
type told struct {
	x []float64
	y int
}

func toCombine(t testing.TB) []told {
	t.Helper()
	var all []told
	for _, file := range combineSets {
		for _, e := range wholeTexts(t, file) {
			if thirdHeld(file) && e.at%3 == 2 {
				continue
			}
			v := Of(e.text, e.lang)
			all = append(all, told{gist(v.Sentences, overall(v.Sentences), e.lang), slices.Index(whole[:], e.tone)})
		}
	}
	return all
}

// How the whole is learned: gradient descent over all texts at once.
const (
	wholeRounds = 300
	wholeRate   = 1.0
	wholeRidge  = 0.002
)

func combineFrom(all []told) [][classes]float64 {
	weights := make([][classes]float64, gistSize)
	for range wholeRounds {
		var slope [gistSize][classes]float64
		for _, e := range all {
			p := likely(weights, e.x)
			p[e.y]--
			for k, v := range e.x {
				for c := range p {
					slope[k][c] += float64(p[c] * v)
				}
			}
		}
		for k := range weights {
			for c := range weights[k] {
				weights[k][c] -= wholeRate * (slope[k][c]/float64(len(all)) + float64(wholeRidge*weights[k][c]))
			}
		}
	}
	return weights
}

// TestCombined: the embedded weights are what the texts give; with -args -write
// they are written. It is run after TestModel, whose model it uses.
func TestCombined(t *testing.T) {
	t.Parallel()
	weights := combineFrom(toCombine(t))
	if *write {
		var b strings.Builder
		for _, row := range weights {
			fmt.Fprintf(&b, "%.4f %.4f %.4f %.4f\n", row[0], row[1], row[2], row[3])
		}
		if err := os.WriteFile("combined.txt", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	embedded := wholeWeights()
	if len(embedded) != gistSize {
		t.Fatalf("combined.txt has %d rows, want %d: run go generate", len(embedded), gistSize)
	}
	for k, row := range weights {
		for c := range row {
			if math.Abs(row[c]-embedded[k][c]) > 0.01 {
				t.Fatalf("combined.txt is not what the texts give, in row %d: %.4f for %.4f; run go generate", k+1, embedded[k][c], row[c])
			}
		}
	}
}

// TestGistSize: a text has as many features as the weights have rows.
func TestGistSize(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "Ann was wonderful.", "Ann was kind. But the room was dirty. Why?"} {
		v := Of(text, "en")
		if n := len(gist(v.Sentences, v.Tone, "en")); n != gistSize {
			t.Errorf("%q: %d features, want %d", text, n, gistSize)
		}
	}
}
