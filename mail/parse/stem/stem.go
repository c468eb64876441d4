// Package stem finds any of a fixed list of word stems in a text, in one pass
// over it, whatever their case. It knows no words of its own. mail/parse/quote,
// mail/parse/bounce and mail/reply look for their words with it: they hold long
// lists in many languages, and to search for one stem after the other took a
// third of the time of reading a short mail.
package stem

// Set is a list of stems, ready to be found. It never changes.
type Set struct {
	stems []string      // in lower case, by first byte
	first [257]uint16   // stems[first[c]:first[c+1]] begin with the byte c
	pairs [pairs]uint64 // bits of the first two bytes of all stems
	short bool          // a stem has one byte alone
}

// pairs is the size of the table of first two bytes, in words of 64 bits.
const pairs = 64

func pairOf(a, b byte) uint { return (uint(a)*251 + uint(b)*7) & (pairs*64 - 1) }

// Of makes a set of stems, which must be in lower case and not empty.
func Of(stems ...string) *Set {
	s := &Set{stems: make([]string, 0, len(stems))}
	var count [256]uint16
	for _, w := range stems {
		count[w[0]]++
		if len(w) == 1 {
			s.short = true
			continue
		}
		at := pairOf(w[0], w[1])
		s.pairs[at/64] |= 1 << (at % 64)
	}
	for c := range count {
		s.first[c+1] = s.first[c] + count[c]
	}
	s.stems = s.stems[:len(stems)]
	next := s.first
	for _, w := range stems {
		s.stems[next[w[0]]] = w
		next[w[0]]++
	}
	return s
}

// In says whether a stem of the set stands in text.
func (s *Set) In(text string) bool { return s.InLower(lower(text)) }

// InLower is In for a text that is in lower case already.
func (s *Set) InLower(text string) bool {
	found := false
	s.each(text, func(int) bool { found = true; return false })
	return found
}

// Begins says whether text begins with a stem of the set.
func (s *Set) Begins(text string) bool {
	if text == "" {
		return false
	}
	text = lower(text)
	for _, w := range s.stems[s.first[fold[text[0]]]:s.first[int(fold[text[0]])+1]] {
		if len(w) <= len(text) && same(w, text) {
			return true
		}
	}
	return false
}

// First gives the place of the stem that stands first in text, the longest of
// those that begin there; from is -1 where none stands. text is in lower case.
func (s *Set) First(text string) (from, to int) {
	from = -1
	s.eachAt(text, func(at, stem int) bool {
		if from >= 0 && at > from {
			return false
		}
		from, to = at, max(to, at+len(s.stems[stem]))
		return true
	})
	return from, to
}

// Count tells how many different stems of the set stand in text, at most enough.
func (s *Set) Count(text string, enough int) int {
	var seen []int
	s.each(lower(text), func(stem int) bool {
		for _, have := range seen {
			if have == stem {
				return true
			}
		}
		seen = append(seen, stem)
		return len(seen) < enough
	})
	return len(seen)
}

// each calls f with the number of every stem as it is found, until f says no.
func (s *Set) each(text string, f func(stem int) bool) {
	s.eachAt(text, func(_, stem int) bool { return f(stem) })
}

// eachAt is each that tells the place too.
func (s *Set) eachAt(text string, f func(at, stem int) bool) {
	for i := 0; i < len(text); i++ {
		c := fold[text[i]]
		from, to := s.first[c], s.first[int(c)+1]
		if from == to {
			continue
		}
		if i+1 < len(text) && !s.short {
			if at := pairOf(c, fold[text[i+1]]); s.pairs[at/64]&(1<<(at%64)) == 0 {
				continue
			}
		}
		for k := from; k < to; k++ {
			if w := s.stems[k]; len(w) <= len(text)-i && same(w, text[i:]) && !f(i, int(k)) {
				return
			}
		}
	}
}

// lower leaves ASCII as it is, for it is compared by fold; and so do texts in
// scripts without case.
func lower(text string) string {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c >= 0xC0 && !caseless[c] {
			return Lower(text)
		}
	}
	return text
}

// caseless are the bytes with which letters begin that have no case: U+05C0 to
// U+0FFF but for those before, and U+3000 to U+9FFF, U+B000 to U+DFFF.
var caseless = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= 0xD7 && c <= 0xE0 || c >= 0xE3 && c <= 0xE9 || c >= 0xEB && c <= 0xED
	}
	return t
}()

// same says whether text begins with stem, capitals of ASCII aside.
func same(stem, text string) bool {
	for i := len(stem) - 1; i > 0; i-- {
		if fold[text[i]] != stem[i] {
			return false
		}
	}
	return true
}

// fold is each byte, capitals of ASCII in lower case.
var fold = func() (t [256]byte) {
	for c := range t {
		t[c] = byte(c)
		if 'A' <= c && c <= 'Z' {
			t[c] += 'a' - 'A'
		}
	}
	return t
}()
