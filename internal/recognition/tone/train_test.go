package tone

import (
	"encoding/binary"
	"flag"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var write = flag.Bool("write", false, "write model.bin from the sentences in data")

// example is a labelled sentence: "+" praises, "-" criticises, "0" does
// neither, "~" tells a hard lot.
type example struct {
	text, lang string
	class      int
}

// sentencesIn reads data/LANGUAGE.txt.
func sentencesIn(t testing.TB, file string) []example {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lang := strings.TrimSuffix(filepath.Base(file), ".txt")
	var all []example
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		class := strings.IndexByte("+-0~", line[0])
		if class < 0 || len(line) < 3 || line[1] != ' ' {
			t.Fatalf("%s: %q has no label", file, line)
		}
		all = append(all, example{line[2:], lang, class})
	}
	return all
}

// toLearn are the sentences that the model is learned from.
func toLearn(t testing.TB) []example {
	t.Helper()
	files, err := filepath.Glob("data/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no sentences to learn from: ", err)
	}
	var all []example
	for _, f := range files {
		all = append(all, sentencesIn(t, f)...)
	}
	return all
}

// heldOut reads testdata/heldout-*.txt, which the model never sees.
func heldOut(t testing.TB, file string) []example {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []example
	for line := range strings.Lines(string(raw)) {
		f := strings.SplitN(strings.TrimSpace(line), "\t", 3)
		if len(f) != 3 {
			t.Fatalf("%s: %q is no labelled sentence", file, line)
		}
		all = append(all, example{f[2], f[0], strings.Index("+-0~", f[1])})
	}
	return all
}

// How the model is learned: AdaGrad over the sentences in a fixed order, and the
// mean of the weights of the later rounds.
const (
	epochs = 16
	rate   = 0.03
	ridge  = 0.0015 // pulls a weight towards zero each time its feature is seen
	stride = 7919   // prime to the number of sentences: mixes classes and languages
	steps  = 127
)

// learn gives the weights by bucket and class.
func learn(from []example) [][classes]float64 {
	rows := make([][]feature, len(from))
	for i, e := range from {
		rows[i] = features(nil, words(e.text), e.text, e.lang)
	}
	weights, squares, mean := make([][classes]float64, buckets), make([][classes]float64, buckets), make([][classes]float64, buckets)
	for epoch := range epochs {
		for k := range from {
			i := (k * stride) % len(from)
			var sum [classes]float64
			for _, f := range rows[i] {
				for c := range sum {
					sum[c] += float64(weights[f.bucket][c] * float64(f.value))
				}
			}
			p := softmax(sum)
			p[from[i].class]--
			for _, f := range rows[i] {
				for c := range p {
					d := float64(p[c]*float64(f.value)) + float64(ridge*weights[f.bucket][c])
					squares[f.bucket][c] += float64(d * d)
					weights[f.bucket][c] -= float64(rate*d) / math.Sqrt(squares[f.bucket][c]+1e-6)
				}
			}
		}
		if epoch >= epochs/2 {
			for b := range mean {
				for c := range mean[b] {
					mean[b][c] += weights[b][c] / (epochs - epochs/2)
				}
			}
		}
	}
	return mean
}

// packed is the model as it is embedded.
func packed(from []example) []byte {
	weights := learn(from)
	top := 0.0
	for _, w := range weights {
		top = max(top, math.Abs(w[0]), math.Abs(w[1]), math.Abs(w[2]), math.Abs(w[3]))
	}
	scale := float32(top / steps)
	raw := make([]byte, modelSize)
	binary.LittleEndian.PutUint32(raw, math.Float32bits(scale))
	for b, w := range weights {
		for c := range w {
			raw[scaleSize+classes*b+c] = byte(int8(math.Round(w[c] / float64(scale))))
		}
	}
	for _, e := range from {
		for _, w := range words(e.text) {
			a, b := filterBitsOf(e.lang, w)
			raw[filterAt+a/8] |= 1 << (a % 8)
			raw[filterAt+b/8] |= 1 << (b % 8)
		}
	}
	return raw
}

// TestModel: the embedded model is what the sentences give; with -args -write it
// is written. A processor may round the last step otherwise.
func TestModel(t *testing.T) {
	t.Parallel()
	raw := packed(toLearn(t))
	if *write {
		if err := os.WriteFile("model.bin", raw, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if len(learnt) != len(raw) {
		t.Fatalf("model.bin has %d bytes, the sentences give %d: run go generate", len(learnt), len(raw))
	}
	for i := scaleSize; i < len(raw); i++ {
		if d := int(int8(raw[i])) - int(int8(learnt[i])); d != 0 && (i >= filterAt || d > 1 || d < -1) {
			t.Fatalf("model.bin is not what the sentences give, at %d: run go generate", i)
		}
	}
	if slices.Max([]byte(learnt[filterAt:])) == 0 {
		t.Error("no words are known")
	}
}

// TestHeldOutStaysOut: no sentence that judges the model is learned from.
func TestHeldOutStaysOut(t *testing.T) {
	t.Parallel()
	learned := make(map[string]bool)
	for _, e := range toLearn(t) {
		if key := e.lang + " " + strings.Join(words(e.text), " "); learned[key] {
			t.Errorf("%q is there twice", e.text)
		} else {
			learned[key] = true
		}
	}
	files, err := filepath.Glob("testdata/heldout-*.txt")
	if err != nil || len(files) < 2 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		for _, e := range heldOut(t, f) {
			if learned[e.lang+" "+strings.Join(words(e.text), " ")] {
				t.Errorf("%s: %q is learned from", f, e.text)
			}
		}
	}
}
