package language

import (
	"encoding/binary"
	"flag"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
)

var write = flag.Bool("write", false, "write model.tab anew from samples/*.txt")

// TestModel holds the model that is read against the samples it is learned from.
func TestModel(t *testing.T) {
	data := append(encode("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi",
		"pl", "cs", "sk", "hr", "hu", "ro", "tr"), encode("ru", "uk", "bg")...)
	if *write {
		if err := os.WriteFile("model.tab", data, 0o644); err != nil {
			t.Fatal(err)
		}
	} else if string(data) != trained {
		t.Error("model.tab is older than samples/*.txt: run go generate ./mail/parse/language")
	}
}

// encode learns a model and writes it as decode reads it, by key.
func encode(tags ...string) []byte {
	m, keys := train(tags...)
	data := binary.LittleEndian.AppendUint32(nil, uint32(len(tags)))
	data = binary.LittleEndian.AppendUint32(data, uint32(len(m)))
	data = append(data, strings.Join(tags, "")...)
	for _, key := range keys {
		data = binary.LittleEndian.AppendUint64(data, key)
		gains := m[key]
		for i := range tags {
			data = append(data, byte(gains.of(i)))
		}
		data = append(data, make([]byte, padded(len(tags))-len(tags))...)
	}
	return data
}

// vector holds a number for each language of a model, in nats.
type vector [18]float32

// lesson is what is learned of one script's languages: what each feature gives.
type lesson struct {
	tags  []string
	gains map[uint64]score
}

const (
	frequentWord = -2.6 // for each language that does not have this function word
	sampleWord   = -1.2 // or this word of the samples
	rareTriple   = -1.6 // the most that one letter triple says against a language
)

// train gives what every feature says, and the features in order.
func train(tags ...string) (gains map[uint64]score, keys []uint64) {
	frequent := make(map[string]uint32) // word to set of languages
	sampled := make(map[string]uint32)
	seen := make(map[uint64]*vector)
	var total vector
	for i, tag := range tags {
		raw, err := os.ReadFile("samples/" + tag + ".txt")
		if err != nil {
			panic("language: the sample for " + tag + " is missing: " + err.Error())
		}
		head, body, _ := strings.Cut(string(raw), "\n\n")
		words(head, func(w []byte) { frequent[string(w)] |= 1 << i })
		words(body, func(w []byte) { sampled[string(w)] |= 1 << i })
		words(body+" "+head, func(w []byte) {
			triples(w, func(key uint64) {
				if seen[key] == nil {
					seen[key] = new(vector)
				}
				seen[key][i]++
				total[i]++
			})
		})
	}
	l := &lesson{tags: tags, gains: map[uint64]score{}}
	l.learnWords(frequent, sampled)
	l.learnTriples(seen, total)
	return l.gains, slices.Sorted(maps.Keys(l.gains))
}

func logf(x float64) float32 { return float32(math.Log(x)) }

// learnWords gives a function word its weight, and other words of the samples a
// lesser one; a function word of one language says nothing for another that
// only happened to show it.
func (l *lesson) learnWords(frequent, sampled map[string]uint32) {
	for w, set := range frequent {
		l.learnWord(w, set, frequentWord)
	}
	for w, set := range sampled {
		if _, ok := frequent[w]; !ok && len(w) > 2 {
			l.learnWord(w, set, sampleWord)
		}
	}
}

func (l *lesson) learnWord(word string, set uint32, against float32) {
	var v vector
	for i := range l.tags {
		if set&(1<<i) == 0 {
			v[i] = against
		}
	}
	l.put(hashWord([]byte(word)), v)
}

func (l *lesson) learnTriples(seen map[uint64]*vector, total vector) {
	for key, c := range seen {
		var v vector
		best := float32(-100)
		for i := range l.tags {
			v[i] = logf((float64(c[i]) + 0.25) / float64(total[i]) * 2000)
			best = max(best, v[i])
		}
		for i := range l.tags {
			v[i] = max((v[i]-best)/2, rareTriple) // halved: neighbouring triples repeat each other
		}
		l.put(key, v)
	}
}

// put keeps what a feature says over the language it speaks most against: the
// rest is the same for all and changes nothing.
func (l *lesson) put(key uint64, v vector) {
	least := float32(0)
	for i := range l.tags {
		least = min(least, v[i])
	}
	var g score
	for i := range l.tags {
		g.set(i, int((v[i]-least)*steps+0.5))
	}
	l.gains[key] = g
}

func (s *score) set(i, value int) { s[i/4] |= uint64(value) << (i % 4 * 16) }
