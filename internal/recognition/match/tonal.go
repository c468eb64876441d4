package match

import (
	"slices"
	"strings"

	"goodword/internal/recognition/tone"
)

// Praise in words that the rules of match do not know is heard by its tone: a mail whose
// only person is the one of the house whom it names, and who acts in it, is praise of
// them where the sentences that praise are theirs by their form.

// toned is how many words a mail has at most whose tone is asked for: judging it takes
// longer than all else that is done for a name.
const toned = 250

// ownPraise is how likely the sentence of a name must be praise to bear a denial.
const ownPraise = 0.6

// onlyPraised finds the one person of the house whom a mail names, where it speaks of
// nobody else and its tone is praise.
func (f *finder) onlyPraised(p *passage, ms []*mention) []verdict {
	if p.bodyEnd() > toned || p.oneOfTwo() || p.isBusiness() {
		return nil
	}
	all := f.alone(p, ms)
	if len(all) != 1 {
		return nil
	}
	i := slices.IndexFunc(all[0], func(m *mention) bool {
		return m.kind == wholeName || m.kind == titledName || m.kind == givenName && p.placedByWords(m)
	})
	if i < 0 {
		return nil
	}
	m := all[0][i]
	o := soleOf(p, ms)
	if o.anybodyElse(m) {
		return nil
	}
	h := p.hear(m)
	if toned := h.own >= ownPraise; !o.unclouded(m, toned) || !o.actsAlone(m, toned) || !o.soundsLikePraise(m, h, f.mail.Direct) {
		return nil
	}
	if vs := f.settle([]*mention{m}); len(vs) == 1 && vs[0].told() {
		return vs
	}
	return nil
}

// unclouded says whether nothing in the sentence of a name takes praise away from it.
// toned is whether that sentence sounds like praise by itself: then a denial is one of
// something bad, and words that may doubt do not.
func (o *sole) unclouded(m *mention, toned bool) bool {
	p := o.g.p
	from, to := p.sentenceStart(m.from), p.sentenceEnd(m.from)
	if p.scorned(m) || p.supposed(m) || p.asks(to) && !p.asksKindly(m) || p.anotherAltogether(m) || p.withSelf(m) || p.toldWriter(m) || p.reports(m) || p.ofCustomer(m, from, to) || p.likened(from, to) || p.mocked(from, to) ||
		p.ofRelative(m) || p.onlyCause(m, to) || m.inCase() && !p.thanksBeside(m) || postpositions.has(p.after(m, 1)) || p.calledUpon(m) || p.soured(m, to) || p.rescued(m, to) || p.inRelative(m) ||
		m.lead != nil && m.lead != m || p.fromElsewhere(m) || p.onlySupposed(from, to) || p.toks[m.to-1].possessive {
		return false
	}
	if opining.has(p.after(m, 1)) {
		return false
	}
	if toned && p.startsSentence(m) {
		return !p.contrasted(m.to, to) && !o.qualified(m, from, to)
	}
	for k := m.to; k < to; k++ {
		if future.has(p.toks[k].fold) || wouldBe.has(p.toks[k].fold) {
			return false
		}
	}
	return !p.turned(m, from, to) && !o.envied(m, from, to)
}

// opining are verbs of which something else is the object.
var opining = set("thinks believes finds reckons lasst meint glaubt findet pense croit trouve cree piensa opina pensa crede vindt denkt tycker anser mener uwaza sadzi")

// qualified says whether a sentence that sounds like praise holds a condition, a wish,
// another's fortune, or denies the first thing that it says of a name.
func (o *sole) qualified(m *mention, from, to int) bool {
	p, joined := o.g.p, false
	for k := from; k < to; k++ {
		w := p.toks[k].fold
		joined = joined || k > m.to && joins.has(w)
		switch {
		case k >= m.from && k < m.to:
		case fortunes.at(p.toks, k, to) > 0 && !(k > m.to && denying.has(p.toks[k-1].fold)), hearsay.at(p.toks, k, to) > 0, provisosBehind.at(p.toks, k, to) > 0, exceptions.has(w), promising.has(w), future.has(w), wouldBe.has(w),
			untils.at(p.toks, k, to) > 0 && !p.waitsBefore(k, from) && k+2 < to && p.toks[k+2].fold != "end", likening.has(w) && k+1 < to && indefinite.has(p.toks[k+1].fold),
			denying.has(w) && !joined && !p.deniesLoss(k) && !(k+1 < to && fortunes.at(p.toks, k+1, to) > 0) && !p.writerDenies(m.to, k):
			return true
		}
	}
	return false
}

// anothersPraise reads "has a charming son": praise stands right beside a word for
// somebody who is not the writer's.
func (o *sole) anothersPraise(m *mention, to int) bool {
	p := o.g.p
	for k := m.to; k < to; k++ {
		w := p.toks[k].fold
		if (second.has(w) || formal.has(w)) && !readers.has(w) && k+1 < to && p.leanOf(k+1) == praises { // "your kind receptionists"
			return true
		}
		if (titles.has(w) || unnamedPeople.has(w)) && k > m.to && indefinite.has(p.toks[k-1].fold) && o.joinedBetween(m.to, k) {
			return true // "was on the telephone and a gentleman helped us"
		}
		if (kin.has(w) && w != "kind" || staff.has(w) || unnamedPeople.has(w) || bystanders.has(w) || mates.has(w) || superiors.has(w) || p.jobs.has(w) && !services.has(w) && !notJobs.has(w)) && o.g.at[k] == nil && !o.own(k) && !o.g.describes(k, m.from, to) {
			for j := max(m.to, k-2); j <= k+3 && j < to; j++ {
				if p.leanOf(j) == praises {
					return true
				}
			}
		}
	}
	return false
}

// actsAlone says whether a name is the subject of its sentence, and no other begins to
// act behind it there.
func (o *sole) actsAlone(m *mention, toned bool) bool {
	p := o.g.p
	from, to := p.sentenceStart(m.from), p.sentenceEnd(m.from)
	subject := p.led(m) && (p.acts(m) || toned && m.to < to && !p.spokenTo(m, to) && !p.andAnother(m) && !p.ownsThing(m) && !future.has(p.after(m, 1)) && p.isSubject(m, p.x))
	if !subject && !p.actsBehindOpening(m, from, to) {
		return false
	}
	for k := m.to; k+1 < to; k++ {
		w, next := p.toks[k].fold, p.toks[k+1].fold
		if joins.has(w) && (definite.has(next) || indefinite.has(next) || second.has(next) || formal.has(next) || p.toks[k+1].text == "I" || selves.has(next)) || strings.ContainsAny(p.toks[k+1].sep, ",;:–—") && !toned && (second.has(next) || formal.has(next) || selves.has(next)) {
			return false
		}
	}
	return true
}

// heard is the tone of a passage from the sentence on that names somebody.
type heard struct {
	v     tone.Verdict
	start int     // in the text
	own   float64 // how likely the sentence of the name is praise
}

// hear asks for the tone of what a passage says from the sentence of a mention on.
func (p *passage) hear(m *mention) heard {
	from := p.sentenceStart(m.from)
	h := heard{start: p.toks[from].start}
	end := len(p.text)
	if n := p.bodyEnd(); n < len(p.toks) {
		end = p.toks[n].start
	}
	h.v = tone.Of(p.text[h.start:end], "")
	at := p.toks[m.from].start - h.start
	for _, s := range h.v.Sentences {
		i := strings.Index(p.text[h.start:], s.Text)
		if i >= 0 && i <= at && at < i+len(s.Text) && s.Tone == tone.Praise {
			h.own = s.Score
		}
	}
	return h
}

// soundsLikePraise says whether a sentence praises that is a name's, and none praises
// anything else or complains.
func (o *sole) soundsLikePraise(m *mention, h heard, direct bool) bool {
	p := o.g.p
	if h.v.Tone != tone.Praise && !(direct && h.v.Tone == tone.Neither) {
		return false
	}
	praises, at := 0, h.start
	for _, s := range h.v.Sentences {
		i := strings.Index(p.text[at:], s.Text)
		if i < 0 {
			return false
		}
		start, end := at+i, at+i+len(s.Text)
		at = end
		if s.Tone == tone.Neither {
			continue
		}
		if s.Tone != tone.Praise || !o.isOf(m, start, end) {
			return false
		}
		praises++
	}
	return praises > 0 || direct
}

// isOf says whether praise in some bytes of the text is a mention's by its form.
func (o *sole) isOf(m *mention, start, end int) bool {
	p := o.g.p
	from, _ := slices.BinarySearchFunc(p.toks, start, func(t token, at int) int { return t.start - at })
	to := from
	for to < len(p.toks) && p.toks[to].start < end {
		to++
	}
	if from <= m.from && m.from < to {
		return true
	}
	if from == to || from < m.from {
		return false
	}
	first := p.toks[from]
	if o.begun(from, m) {
		return true
	}
	if definite.has(first.fold) || second.has(first.fold) || formal.has(first.fold) || possessives.has(first.fold) || indefinite.has(first.fold) && to-from > 5 {
		return false
	}
	return to-from <= 7 || first.text == "I" || selves.has(first.fold)
}

// joinedBetween says whether an "and" stands among tokens.
func (o *sole) joinedBetween(from, to int) bool {
	for k := from; k < to; k++ {
		if joins.has(o.g.p.toks[k].fold) {
			return true
		}
	}
	return false
}

// anybodyElse says whether a passage speaks of somebody besides a name for whom the praise may be.
func (o *sole) anybodyElse(m *mention) bool {
	p := o.g.p
	german := p.soundsGerman()
	for from := 0; from < p.bodyEnd(); {
		to := p.sentenceEnd(from)
		own := from <= m.from && m.from < to
		if own && (o.besideAnother(m, from, to) || o.anothersPraise(m, to)) {
			return true
		}
		for _, it := range o.g.itemsOf(from, to) {
			if german && it.is == other && it.m == nil && !kin.has(p.toks[it.from].fold) && !theirPossessives.has(p.toks[it.from].fold) {
				continue // a noun, which German writes with a capital
			}
			if !own && (it.is == nameless || it.is == other) && !o.own(it.from) {
				return true
			}
		}
		for k := from; k < to && !own; k++ {
			if w := p.toks[k].fold; (bystanders.has(w) || mates.has(w) || isNeighbour(w) || staff.has(w) || unnamedPeople.has(w)) && o.g.at[k] == nil && !o.own(k) && !o.g.describes(k, from, to) {
				return true
			}
		}
		from = to
	}
	return false
}

// soundsGerman says whether a text has a word that only German has.
func (p *passage) soundsGerman() bool {
	for i := range p.toks {
		if !p.toks[i].capital && germanWords.has(p.toks[i].fold) {
			return true
		}
	}
	return false
}
