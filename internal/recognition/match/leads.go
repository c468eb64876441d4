package match

import (
	"slices"
	"strings"
)

// leads are phrases of up to three words that may stand before a name.
// They are kept with the last word first, as they are met.
type leads map[string]bool

func leadsOf(phrases ...string) leads {
	l := make(leads, len(phrases))
	for _, p := range phrases {
		words := strings.Fields(p)
		slices.Reverse(words)
		l[strings.Join(words, " ")] = true
	}
	return l
}

// end says whether one of the phrases ends the words a b c, of which the first
// ones may be "".
func (l leads) end(a, b, c string) bool {
	if c == "" {
		return false
	}
	var buf [64]byte
	said := append(buf[:0], c...)
	if l[string(said)] {
		return true
	}
	for _, w := range []string{b, a} {
		if w == "" {
			return false
		}
		said = append(said, ' ')
		said = append(said, w...)
		if l[string(said)] {
			return true
		}
	}
	return false
}

// byFirst are beginnings of words by their first byte.
type byFirst [256][]string

func stems(words ...string) *byFirst {
	b := new(byFirst)
	for _, w := range words {
		b[w[0]] = append(b[w[0]], w)
	}
	return b
}

func begins(word string, stems *byFirst) bool {
	if word == "" {
		return false
	}
	for _, s := range stems[word[0]] {
		if strings.HasPrefix(word, s) && (len(s) > 3 || len(word) == len(s)) {
			return true
		}
	}
	return false
}
