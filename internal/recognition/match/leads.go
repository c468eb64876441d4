package match

import (
	"slices"
	"strings"
)

// leads are phrases of up to three words that may stand before a name.
// They are kept with the last word first, as they are met.
type leads struct {
	last sieve // of their last words
	by   map[string]bool
}

func leadsOf(phrases ...string) *leads {
	l := &leads{by: make(map[string]bool, len(phrases))}
	for _, p := range phrases {
		words := strings.Fields(p)
		slices.Reverse(words)
		l.last.put(words[0])
		l.by[strings.Join(words, " ")] = true
	}
	return l
}

// end says whether one of the phrases ends the words a b c, of which the first
// ones may be "".
func (l *leads) end(a, b, c string) bool {
	if !l.last.may(c) {
		return false
	}
	var buf [64]byte
	said := append(buf[:0], c...)
	if l.by[string(said)] {
		return true
	}
	for _, w := range []string{b, a} {
		if w == "" {
			return false
		}
		said = append(said, ' ')
		said = append(said, w...)
		if l.by[string(said)] {
			return true
		}
	}
	return false
}

// byFirst are beginnings of words by their first byte, each with its second
// byte as a bit, by which most words are seen to begin with none of them.
type byFirst [256]struct {
	second uint64
	stems  []string
}

func stems(words ...string) *byFirst {
	b := new(byFirst)
	for _, w := range words {
		of := &b[w[0]]
		of.second |= 1 << (w[1] & 63)
		of.stems = append(of.stems, w)
	}
	return b
}

func begins(word string, stems *byFirst) bool {
	if len(word) < 2 {
		return false
	}
	of := &stems[word[0]]
	if of.second>>(word[1]&63)&1 == 0 {
		return false
	}
	for _, s := range of.stems {
		if s[1] == word[1] && strings.HasPrefix(word, s) && (len(s) > 3 || len(word) == len(s)) {
			return true
		}
	}
	return false
}
