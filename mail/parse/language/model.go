package language

import (
	"embed"
	"strings"
	"sync"
)

// samples hold, for each language, a paragraph of its most frequent words and
// then a few sentences of the kind that mails are made of.
//
//go:embed samples/*.txt
var samples embed.FS

// model is what was learned about the languages of one script.
type model struct {
	tags     []string
	features table
	gains    []score // by the number that features gives
}

// vector holds a number for each language of a model, in nats.
type vector [18]float32

type models struct{ latin, cyrillic *model }

// learned reads the samples once, at the first mail: about 5 ms.
var learned = sync.OnceValue(func() models {
	return models{
		latin: train("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi",
			"pl", "cs", "sk", "hr", "hu", "ro", "tr"),
		cyrillic: train("ru", "uk", "bg"),
	}
})

const (
	frequentWord = -2.6 // for each language that does not have this function word
	sampleWord   = -1.2 // or this word of the samples
	rareTriple   = -1.6 // the most that one letter triple says against a language
)

func train(tags ...string) *model {
	frequent := make(map[string]uint32) // word to set of languages
	sampled := make(map[string]uint32)
	counts := make(map[uint64]*vector)
	var total vector
	for i, tag := range tags {
		raw, err := samples.ReadFile("samples/" + tag + ".txt")
		if err != nil {
			panic("language: the sample for " + tag + " is not built in: " + err.Error())
		}
		head, body, _ := strings.Cut(string(raw), "\n\n")
		words(head, func(w []byte) { frequent[string(w)] |= 1 << i })
		words(body, func(w []byte) { sampled[string(w)] |= 1 << i })
		words(body+" "+head, func(w []byte) {
			triples(w, func(key uint64) {
				if counts[key] == nil {
					counts[key] = new(vector)
				}
				counts[key][i]++
				total[i]++
			})
		})
	}
	m := &model{tags: tags, features: newTable(2 * (len(frequent) + len(sampled) + len(counts)))}
	m.learnWords(frequent, sampled)
	m.learnTriples(counts, total)
	return m
}

// learnWords gives a function word its weight, and other words of the samples a
// lesser one; a function word of one language says nothing for another that
// only happened to show it.
func (m *model) learnWords(frequent, sampled map[string]uint32) {
	for w, set := range frequent {
		m.learnWord(w, set, frequentWord)
	}
	for w, set := range sampled {
		if _, ok := frequent[w]; !ok && len(w) > 2 {
			m.learnWord(w, set, sampleWord)
		}
	}
}

func (m *model) learnWord(word string, set uint32, against float32) {
	var v vector
	for i := range m.tags {
		if set&(1<<i) == 0 {
			v[i] = against
		}
	}
	m.put(hashWord([]byte(word)), v)
}

func (m *model) learnTriples(counts map[uint64]*vector, total vector) {
	for key, c := range counts {
		var v vector
		best := float32(-100)
		for i := range m.tags {
			v[i] = logf((float64(c[i]) + 0.25) / float64(total[i]) * 2000)
			best = max(best, v[i])
		}
		for i := range m.tags {
			v[i] = max((v[i]-best)/2, rareTriple) // halved: neighbouring triples repeat each other
		}
		m.put(key, v)
	}
}

// put keeps what a feature says over the language it speaks most against: the
// rest is the same for all and changes nothing.
func (m *model) put(key uint64, v vector) {
	least := float32(0)
	for i := range m.tags {
		least = min(least, v[i])
	}
	var g score
	for i := range m.tags {
		g.set(i, int((v[i]-least)*steps+0.5))
	}
	m.features.put(key, len(m.gains))
	m.gains = append(m.gains, g)
}

// table finds the number of a key by open addressing; a Go map takes three
// times as long, and there are two look-ups for every letter of a mail.
type table struct {
	keys    []uint64 // 0 is a free place
	numbers []int32
	mask    uint64
}

func newTable(capacity int) table {
	size := 1
	for size < capacity {
		size *= 2
	}
	return table{keys: make([]uint64, size), numbers: make([]int32, size), mask: uint64(size - 1)}
}

func (t *table) slot(key uint64) uint64 {
	i := (key * 0x9E3779B97F4A7C15 >> 20) & t.mask
	for t.keys[i] != 0 && t.keys[i] != key {
		i = (i + 1) & t.mask
	}
	return i
}

func (t *table) put(key uint64, number int) {
	i := t.slot(key)
	t.keys[i], t.numbers[i] = key, int32(number)
}

// find gives -1 for a key that is not there.
func (t *table) find(key uint64) int {
	i := t.slot(key)
	if t.keys[i] == 0 {
		return -1
	}
	return int(t.numbers[i])
}
