package decision

import (
	"math/bits"
	"strings"
	"unicode/utf8"
)

// match is a phrase found at tokens from..to.
type match struct {
	from, to int
	vague    bool // says nothing of the language
	*sense
}

// draft is an answer while it is read.
type draft struct {
	text     string
	opt      Options
	lex      *words
	tokens   []token
	matches  []match // by from
	first    []int32 // first[i] is the first match at or after token i
	evidence [32]uint16
	top      uint16 // the most evidence any language has
	hint     langs  // the language of Options
	commands []Command
	notes    []string // about commands
	spoils   bool     // a command's words turned an approval
	own      []keptWords
	numbered []numbered
	voting   bool   // approvals by number are judged
	wordsAt  int    // where the words of the command that wordy read last begin
	lessons  *draft // the same with the vocabulary of lessons, once asked for
	looked   int    // how often matches were looked up: a test holds it linear
}

// scan finds all phrases of the vocabulary.
func (d *draft) scan() {
	for i, lang := range languages {
		if len(d.opt.Language) >= 2 && d.opt.Language[:2] == lang {
			d.hint = 1 << i
		}
	}
	d.first = make([]int32, len(d.tokens)+1)
	d.matches = make([]match, 0, 6*len(d.tokens))
	for i := range d.tokens {
		d.first[i] = int32(len(d.matches))
		d.scanAt(i)
	}
	d.first[len(d.tokens)] = int32(len(d.matches))
	for i := range d.matches {
		d.weigh(&d.matches[i])
	}
	for _, e := range d.evidence[:len(languages)-1] {
		d.top = max(d.top, e)
	}
}

func (d *draft) scanAt(i int) {
	switch d.tokens[i].kind {
	case word, glyph, number, sign:
	default:
		return
	}
	var n *node
	for j := i; j < len(d.tokens); j++ {
		t := &d.tokens[j]
		if t.kind == line && j > i {
			continue // a phrase may be wrapped
		}
		if t.word == "" || t.kind > number && t.kind != sign {
			break
		}
		label, ok := d.lex.label(t.word)
		if !ok {
			break
		}
		if j == i {
			n = d.lex.first(label)
		} else {
			n = d.lex.step(n, label)
		}
		if n == nil {
			break
		}
		d.found(i, j+1, n.vague, d.lex.lists[n.list])
	}
	if d.tokens[i].kind == word {
		d.scanParts(i, d.tokens[i].word)
	}
}

func (d *draft) found(from, to int, vague bool, senses []sense) {
	for k := range senses {
		d.matches = append(d.matches, match{from, to, vague, &senses[k]})
	}
}

// scanParts finds stems, endings and middles of one word.
func (d *draft) scanParts(i int, w string) {
	h := hashStart
	for n := 1; n <= len(w) && n < 24; n++ {
		h = (h ^ uint64(w[n-1])) * hashStep
		if n < d.lex.shortest || n < len(w) && !utf8.RuneStart(w[n]) {
			continue
		}
		d.found(i, i+1, false, d.lex.of(&d.lex.stems, w[:n], h))
	}
	for n := max(1, len(w)-12); n < len(w)-1; n++ {
		if utf8.RuneStart(w[n]) && len(w)-n <= d.lex.longestEnding {
			d.found(i, i+1, false, d.lex.of(&d.lex.endings, w[n:], hash(w[n:])))
		}
	}
	if !d.lex.anyMiddle.InLower(w) {
		return
	}
	for _, p := range d.lex.middles {
		if at := strings.Index(w, p.text); at > 0 {
			d.found(i, i+1, false, d.lex.lists[p.list])
		}
	}
}

// weigh counts m as evidence for its languages. Words that many languages
// share say little and count for each.
func (d *draft) weigh(m *match) {
	if m.vague || m.firm == everyLang || m.firm == 0 || m.class > because {
		return
	}
	for set := m.firm; set != 0; set &= set - 1 {
		d.evidence[bits.TrailingZeros32(uint32(set))] += uint16(m.to - m.from)
	}
}

// live keeps of set the languages the answer may be in.
//
// Neighbours share words, so that half of the evidence is enough to count
// against an approval; to make one, there must be no better language.
func (d *draft) live(set, plain langs, decides bool) langs {
	if d.hint != 0 && set&d.hint != 0 {
		return set
	}
	if decides && d.top == 0 {
		return 0
	}
	best := uint16(0)
	for s := plain; s != 0; s &= s - 1 {
		best = max(best, d.evidence[bits.TrailingZeros32(uint32(s))])
	}
	var out langs
	for s := set; s != 0; s &= s - 1 {
		e := d.evidence[bits.TrailingZeros32(uint32(s))]
		if e >= d.top || !decides && 2*e >= d.top && e >= best {
			out |= s & -s
		}
	}
	return out
}

// means says that m has its sense here. A deciding sense needs evidence for
// the language of a weak word; one that stands against needs only no evidence
// for another.
func (d *draft) means(m *match, clauseStart bool) langs {
	set := m.firm
	if m.weak != 0 {
		set |= d.live(m.weak, m.plain, m.class <= no || m.class >= praise && m.class <= because)
	}
	if !clauseStart {
		set &^= m.start
	}
	return set
}

// at gives the matches that begin at token i.
func (d *draft) at(i int) []match {
	d.looked++
	if i >= len(d.tokens) {
		return nil
	}
	return d.matches[d.first[i]:d.first[i+1]]
}

// has says that a phrase of class c begins at token i, and where the longest ends.
func (d *draft) has(i int, c class) (end int, ok bool) {
	for k := range d.at(i) {
		if m := &d.at(i)[k]; m.class == c && m.to > end && d.means(m, true) != 0 {
			end, ok = m.to, true
		}
	}
	return end, ok
}

// strength of a covered clause.
const (
	none  = iota
	noted // "ok" and nothing more
	mild
	attested // "confirmed": the nomination, or what it tells
	firm
)

const longestCover = 32 // tokens of a deciding clause

// cover tells whether tokens from..to are wholly made of phrases of the given
// classes in one language, and how strong the strongest is.
func (d *draft) cover(from, to int, weakClass, firmClass class) (strength int, ok bool) {
	best := -1
	d.reach(from, to, weakClass, firmClass, func(r *reached) bool {
		if s := r[to-from]; s != 0 {
			best = max(best, bits.Len8(s)-1)
		}
		return best < firm
	})
	return best, best >= 0
}

// reached[k] holds, as bits, the strengths with which the first k tokens can
// be covered.
type reached [longestCover + 1]uint8

// reach tries the languages in which tokens from..to may be covered, one by
// one, for as long as each says so.
func (d *draft) reach(from, to int, weakClass, firmClass class, each func(*reached) bool) {
	if from >= to || to-from > longestCover {
		return
	}
	var candidates langs
	ms := d.at(from)
	for k := range ms {
		if m := &ms[k]; m.class == weakClass || m.class == firmClass || m.class == filler || (m.class == mere || m.class == attest) && weakClass == yes {
			candidates |= d.means(m, true)
		}
	}
	var r reached
	for set := candidates; set != 0; set &= set - 1 {
		r = reached{}
		d.reachIn(&r, from, to, weakClass, firmClass, set&-set)
		if !each(&r) {
			return
		}
	}
}

func (d *draft) reachIn(r *reached, from, to int, weakClass, firmClass class, lang langs) {
	r[0] = 1
	for k := 0; k < to-from; k++ {
		if r[k] == 0 {
			continue
		}
		if d.skippable(from + k) {
			r[k+1] |= r[k]
		}
		ms := d.at(from + k)
		for x := range ms {
			m := &ms[x]
			if m.to > to || d.means(m, k == 0)&lang == 0 || lang&romance != 0 && d.past(m) || m.alone && to-from > 1 && isASCII(d.text[d.tokens[m.from].from:d.tokens[m.from].to]) {
				continue
			}
			switch m.class {
			case filler:
				r[m.to-from] |= r[k]
			case mere:
				if weakClass == yes {
					r[m.to-from] |= raise(r[k], noted)
				}
			case attest:
				if weakClass == yes {
					r[m.to-from] |= raise(r[k], attested)
				}
			case weakClass:
				r[m.to-from] |= raise(r[k], mild)
			case firmClass:
				r[m.to-from] |= 1 << firm
			}
		}
	}
}

// romance are the languages in which an accent on the last o turns "I" into
// "he did": autorizo, autorizó.
const romance langs = 1<<3 | 1<<4 | 1<<5

// past says that the last word of m ends in such an o; Italian "può" is short.
func (d *draft) past(m *match) bool {
	t := &d.tokens[m.to-1]
	last, _ := utf8.DecodeLastRuneInString(d.text[t.from:t.to])
	return t.kind == word && len(t.word) > 4 && strings.ContainsRune("óòÓÒ", last)
}

// raise lifts every strength in bits to at least s.
func raise(bits uint8, s int) uint8 {
	low := bits & (1<<s - 1)
	if low != 0 {
		bits = bits&^low | 1<<s
	}
	return bits
}

// skippable says that token i changes nothing in a deciding clause: a line's
// end, or a name the caller told us.
func (d *draft) skippable(i int) bool {
	t := &d.tokens[i]
	return t.kind == line || t.kind == word && t.capital && d.isName(t.word) || t.kind == glyph && d.inName(t)
}

// inName says that the character t is one of a name the caller told us: 佐藤.
func (d *draft) inName(t *token) bool {
	for _, n := range d.opt.Names {
		for _, part := range strings.Fields(n) {
			if len(part) < 2*len(t.word) || len(part) > 8*len(t.word) {
				continue // one character is part of many words
			}
			for at := 0; at < len(part); at += len(t.word) {
				if from := t.from - at; from >= 0 && strings.HasPrefix(part[at:], t.word) && strings.HasPrefix(d.text[from:], part) {
					return true
				}
			}
		}
	}
	return false
}
