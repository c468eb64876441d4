package tone

import (
	_ "embed"
	"math/bits"
	"slices"
	"strings"
	"sync"
)

// conceptList names what words of the four languages have in common: a line for
// each concept, its words in English, German, French and Spanish between bars,
// folded; a star stands for any ending. What a sentence of one language taught
// about "the driver" beside "waited" counts for all of them.
//
//go:embed concepts.txt
var conceptList string

// concept is a line of the list, from 1; its name is part of a feature.
type concept uint8

// conceptBook finds concepts by word.
type conceptBook struct {
	names   []string
	whole   map[string][]concept
	starts  map[string][]concept
	lengths [slots]uint32 // those of starts, by slot, as bits
}

// conceptNames are read once, at the first mail, and a language's concepts at the
// first mail in it.
var (
	conceptNames = sync.OnceValue(func() []string {
		names := []string{""}
		for line := range strings.Lines(conceptList) {
			name, _, _ := strings.Cut(line, "=")
			names = append(names, strings.TrimSpace(name))
		}
		return names
	})
	conceptBooks = func() map[string]func() *conceptBook {
		books := make(map[string]func() *conceptBook)
		for i, lang := range languages {
			books[lang] = sync.OnceValue(func() *conceptBook { return readConcepts(i) })
		}
		return books
	}()
)

// conceptsOf gives the concepts of a language, nil for one without.
func conceptsOf(lang string) *conceptBook {
	if read := conceptBooks[lang]; read != nil {
		return read()
	}
	return nil
}

// readConcepts reads the column of a language.
func readConcepts(column int) *conceptBook {
	b := &conceptBook{names: conceptNames(), whole: make(map[string][]concept), starts: make(map[string][]concept)}
	id := concept(0)
	for line := range strings.Lines(conceptList) {
		id++
		_, rest, _ := strings.Cut(line, "=")
		b.add(id, strings.Fields(strings.Split(rest, "|")[column]))
	}
	return b
}

func (b *conceptBook) add(id concept, words []string) {
	for _, w := range words {
		if start, ok := strings.CutSuffix(w, "*"); ok {
			b.starts[start] = append(b.starts[start], id)
			b.lengths[slot(start)] |= 1 << len(start) // none is longer than 31
		} else {
			b.whole[w] = append(b.whole[w], id)
		}
	}
}

// of adds the concepts of a word to found: those of the word itself and those of
// its longest beginning in the list.
func (b *conceptBook) of(found []concept, w string) []concept {
	found = append(found, b.whole[w]...)
	for some := b.lengths[slot(w)]; some > 1; {
		n := bits.Len32(some) - 1
		some &^= 1 << n
		if n < 2 || n > len(w) {
			continue
		}
		if ids, ok := b.starts[w[:n]]; ok {
			return append(found, ids...)
		}
	}
	return found
}

// ofPeople says whether a clause speaks of those who serve.
func ofPeople(ws []string, lang string) bool { return hasConcept(ws, lang, "staff") }

func hasConcept(ws []string, lang string, names ...string) bool {
	book := conceptsOf(lang)
	if book == nil {
		return false
	}
	var room [8]concept
	for _, w := range ws {
		for _, c := range book.of(room[:0], w) {
			if slices.Contains(names, book.names[c]) {
				return true
			}
		}
	}
	return false
}

// own says whether of all people a clause speaks of the writer and theirs alone,
// and of no waiting: "I was about to give up", "my son hates haircuts".
func own(ws []string, lang string) bool {
	book := conceptsOf(lang)
	if book == nil {
		return false
	}
	mine := false
	var room [8]concept
	for i, w := range ws {
		for _, c := range book.of(room[:0], w) {
			switch book.names[c] {
			case "i", "my":
				mine = mine || i < 4
			case "your", "you", "staff", "wait", "nobody", "somebody", "pay", "promise":
				return false
			}
		}
	}
	return mine
}

// How much a concept counts, alone, beside its neighbour and beside one farther off.
const (
	valueIdea   = 1.2
	valueBeside = 1.1
	valueNear   = 0.8
	ideaReach   = 8
)

// ideas are a clause's concepts, and pairs of them in the order they come in,
// whatever stands between.
func ideas(fs []feature, ws []string, lang string) []feature {
	book, lex := conceptsOf(lang), lexiconOf(lang)
	add := func(m mark, value float32) { fs = append(fs, feature{m.bucket(), value}) }
	idea, ideaNot, beside := markOf("idea"), markOf("idea not"), markOf("ideas")
	var seen [96]string
	n := 0
	var room [8]concept
	denied := 0
	for _, w := range ws {
		if denials[w] {
			denied = 5
		} else if lifts[w] {
			denied = 0
		}
		denied--
		from := n
		one := func(name string) {
			if n == len(seen) {
				return
			}
			kind := idea
			if denied >= 0 && !denials[w] {
				kind = ideaNot
			}
			add(kind.with(name), valueIdea)
			for k := max(0, from-ideaReach); k < from; k++ {
				value := float32(valueNear)
				if k >= from-2 {
					value = valueBeside
				}
				add(beside.with(seen[k]).with(name), value)
			}
			seen[n] = name
			n++
		}
		if book != nil {
			for _, c := range book.of(room[:0], w) {
				one(book.names[c])
			}
		} else if denials[w] {
			one("no")
		}
		if begins(w, lex.good) {
			one("+")
		}
		if begins(w, lex.bad) {
			one("-")
		}
		if begins(w, lex.deeds) {
			one("d")
		}
		if book == nil && begins(w, lex.asks) {
			one("?")
		}
	}
	return fs
}
