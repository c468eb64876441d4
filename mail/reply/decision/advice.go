package decision

import (
	_ "embed"
	"math/bits"
	"slices"
	"sync"
)

// adviceTable is the vocabulary of lessons, of what guests tell, and of titles, of
// advice/*.txt: apart from the rest, as few answers hold any.
//
//go:embed advice.tab
var adviceTable string

var adviceLexicon = sync.OnceValue(func() *words { return decode(adviceTable) })

// A sentence is advice if what it says of good service weighs so much: a phrase
// of advice ("stay calm") 2, what one does ("bring") 1, where and to whom one does
// it ("guest", "always") 1.
const adviceWeighs = 2

// noAdvice finds what keeps sentence c of a lesson from being plainly advice,
// and so perhaps meant for us: a word that points at this nomination, a person,
// a time or what was ("this belongs to the night shift", "she left in March"), or
// nothing of good service at all ("not now", "come back to me").
//
// What speaks against an approval has no end of words; advice on service, from
// whoever gives it, has few. So here it is advice that must be shown.
func (d *draft) noAdvice(c clause) *match {
	if d.size(c) == 0 {
		return nil
	}
	if m := d.asksFirst(c); m != nil {
		return m
	}
	a := d.counsel()
	var all, part weights
	from := c.from
	for i := c.from; i < c.to; {
		if d.separates(i) {
			if m := d.aside(clause{from: from, to: i}, part); m != nil {
				return m
			}
			i, from, part = i+1, i+1, weights{}
			continue
		}
		said, end := a.said(i, c.to)
		if said == points {
			return pointsAt(i, end)
		}
		if said != advice {
			if m := d.meansUs(i, c); m != nil {
				return m
			}
			if e, ok := d.has(i, person); ok && e == i+1 && !all.people && !d.hasCommon(i) && !d.denies(i) {
				return pointsAt(i, e)
			}
			if e, order := d.has(i, firstly); order {
				end = max(end, min(e, c.to))
			} else if d.denies(i) {
				all.denies = true
			}
		}
		all.add(said)
		part.add(said)
		i = end
	}
	if m := d.aside(clause{from: from, to: c.to}, part); m != nil {
		return m
	}
	switch {
	case !all.does, !all.advises && !all.people, all.sum < adviceWeighs:
		return pointsAt(c.from, c.to)
	case all.denies && all.sum <= adviceWeighs+1 && d.size(c) < fewWords && !d.forbids(c):
		return pointsAt(c.from, c.to) // "nicht freundlich genug"
	case !all.advises && !d.forbids(c):
		return d.hesitant(c)
	}
	return nil
}

// hesitant finds what hangs in a sentence without a phrase of advice: "call the
// guest, unless …". What one does ("check the keys") is no delay here.
func (d *draft) hesitant(c clause) *match {
	for i := c.from; i < c.to; i++ {
		m := d.hangsAt(i, c.to)
		if m == nil {
			continue
		}
		if said, _ := d.counsel().said(i, c.to); m.class != hold || said != doing && said != setting {
			return m
		}
	}
	return nil
}

// forbids says that c says "never", as advice does.
func (d *draft) forbids(c clause) bool {
	for i := c.from; i < c.to; i++ {
		if _, ok := d.has(i, never); ok {
			return true
		}
	}
	return false
}

// inLesson says that token i is one of the words of a lesson, which are judged as such.
func (d *draft) inLesson(i int) bool {
	for _, o := range d.own {
		if o.name == "lesson" && i >= o.from && i < o.to {
			return true
		}
	}
	return false
}

// forbidding says that token i stands in a sentence of a lesson that says "never":
// a condition behind its comma is that of the advice.
func (d *draft) forbidding(i int) bool {
	for _, o := range d.own {
		if o.name != "lesson" || i < o.from || i >= o.to {
			continue
		}
		c := clause{from: i, to: i}
		for c.from > max(o.from, i-longestCover) && !d.endsSentence(c.from-1) {
			c.from--
		}
		return d.forbids(c)
	}
	return false
}

// weights are what a sentence or clause says of service.
type weights struct {
	sum                           int
	advises, does, people, denies bool
}

func (w *weights) add(said class) {
	switch said {
	case advice:
		w.sum, w.does, w.advises = w.sum+adviceWeighs, true, true
	case doing:
		w.sum, w.does = w.sum+1, true
	case setting:
		w.sum, w.people = w.sum+1, true
	}
}

// aside finds what a clause that says nothing of service, beside one that does,
// may rather say to us: "smile, not yet".
func (d *draft) aside(c clause, w weights) *match {
	if w.sum > 0 || d.size(c) == 0 {
		return nil
	}
	if _, ok := d.has(c.from, condition); ok && d.forbidding(c.from) {
		return nil // "never say no, until you have looked"
	}
	return d.noLesson(c, d.size(c))
}

// said is what begins at token i, the longest: advice before what points, and
// that before the rest.
func (d *draft) said(i, to int) (said class, end int) {
	said, end = classes, i+1
	best := 0
	for _, c := range [...]class{advice, points, doing, setting} {
		if e, ok := d.spoken(i, c, to); ok && e > best {
			said, end, best = c, e, e
		}
	}
	return said, end
}

// denies says that the word at i is a negation in the answer's language.
func (d *draft) denies(i int) bool {
	for _, c := range [...]class{negation, no, decline} {
		if _, ok := d.has(i, c); ok {
			return true
		}
	}
	return false
}

// hasCommon says that the word at i is also a word without weight: Spanish "el".
func (d *draft) hasCommon(i int) bool {
	_, ok := d.has(i, common)
	return ok
}

func pointsAt(from, to int) *match {
	return &match{from: from, to: to, sense: &sense{class: points}}
}

// meansUs finds at token i of a lesson what speaks of the approval, doubts,
// reports, or names somebody.
func (d *draft) meansUs(i int, c clause) *match {
	t := &d.tokens[i]
	if t.kind == word && d.isName(t.word) || d.unknownName(i) {
		return pointsAt(i, i+1)
	}
	ms := d.at(i)
	for k := range ms {
		m := &ms[k]
		switch m.class {
		case doubt, report, retract, touch, against, office, sending, weekday, amiss:
			if m.to <= c.to && d.means(m, i == c.from) != 0 && !(m.to == i+1 && t.kind == glyph) {
				return m
			}
		}
	}
	return nil
}

// unknownName says that the word at i may be a name. In German, where any noun
// looks like one, only a short one may.
func (d *draft) unknownName(i int) bool {
	const short = 3
	t := &d.tokens[i]
	if t.kind != word || !t.capital || len(d.at(i)) > 0 || slices.ContainsFunc(d.counsel().at(i), func(m match) bool { return m.class >= advice }) {
		return false
	}
	return d.counsel().evidence[german] < d.top || d.top == 0 || t.to-t.from <= short
}

// counsel is d with the vocabulary of lessons, whose words tell the language
// too where the approval is of any.
func (d *draft) counsel() *draft {
	if d.lessons != nil {
		return d.lessons
	}
	a := &draft{text: d.text, opt: d.opt, lex: adviceLexicon(), tokens: d.tokens}
	a.scan()
	a.evidence = d.evidence
	for i := range a.matches {
		for set := a.matches[i].firm; set != 0; set &= set - 1 {
			a.evidence[bits.TrailingZeros32(uint32(set))]++
		}
	}
	for _, e := range a.evidence {
		a.top = max(a.top, e)
	}
	d.lessons = a
	return a
}

// spoken says that a phrase of class c begins at token i, in a language the
// answer may be in, and where the longest ends.
func (d *draft) spoken(i int, c class, to int) (end int, ok bool) {
	for k := range d.at(i) {
		m := &d.at(i)[k]
		if m.class == c && m.to > end && m.to <= to && d.likely(m.firm|m.weak) && (m.start == 0 || i == 0 || d.separates(i-1)) {
			end, ok = m.to, true
		}
	}
	return end, ok
}

// likely says that the answer may be in one of set.
func (d *draft) likely(set langs) bool {
	for ; set != 0; set &= set - 1 {
		e := d.evidence[bits.TrailingZeros32(uint32(set))]
		if e >= d.top || set&-set&d.hint != 0 && 2*e >= d.top {
			return true
		}
	}
	return false
}
