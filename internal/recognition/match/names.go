package match

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// hit is a person whom a name may mean, and how exactly the name is theirs.
type hit struct {
	who
	quality quality
}

// quality is how exactly a name was met, 0 for not at all.
type quality uint8

const (
	otherPerson quality = iota + 1 // a further name stands beside it that is not theirs
	mistyped
	partial // one of two given names, one of two surnames
	byInitial
	commonNick // Bob for Robert
	ownNick    // a nickname that the directory has
	exact
)

// share is what a quality leaves of a score.
func (q quality) share() float64 {
	return [...]float64{0, 0.6, 0.85, 0.88, 0.9, 0.92, 0.97, 1}[q]
}

func hasWord(words []string, w string) bool {
	for _, v := range words {
		if v == w || len(v) != len(w) && (contracted(v) == w || contracted(w) == v) {
			return true
		}
	}
	return false
}

// givenQuality says how well the folded word names e by given name, 0 for not.
func (e *entry) givenQuality(word string) quality {
	own := e.words[:e.ownGiven]
	switch {
	case len(own) > 0 && (own[0] == word || hasWord(own[:1], word)):
		return exact
	case hasWord(own, word):
		return partial
	case hasWord(e.given(), word):
		return ownNick
	}
	if len(own) == 0 {
		return 0
	}
	for _, name := range nicks().formal[word] {
		if own[0] == name {
			return commonNick
		}
	}
	for _, short := range nicks().short[word] {
		if own[0] == short {
			return commonNick
		}
	}
	return 0
}

// familyList gives everybody with this word in the surname.
func (x *Index) familyList(word string) []who {
	l := x.family[word]
	if c := contracted(word); c != "" {
		l = union(l, x.family[c])
	}
	return l
}

// givenLists calls yield with everybody whom word may name by given name; the
// same person may come twice.
func (x *Index) givenLists(word string, yield func([]who)) {
	yield(x.given[word])
	if c := contracted(word); c != "" {
		yield(x.given[c])
	}
	for _, f := range nicks().formal[word] {
		yield(x.given[f])
	}
	for _, s := range nicks().short[word] {
		yield(x.given[s])
	}
}

func union(a, b []who) []who {
	if len(b) == 0 {
		return a
	}
	if len(a) == 0 {
		return b
	}
	u := slices.Concat(a, b)
	slices.Sort(u)
	return slices.Compact(u)
}

// anybody says whether a given name alone may mean anybody.
func (x *Index) anybody(word string) bool {
	found := false
	x.givenLists(word, func(l []who) {
		for k := 0; k < len(l) && !found; k++ {
			found = x.people[l[k]].givenQuality(word) > 0
		}
	})
	return found
}

// byGiven is everybody whom a given name alone may mean.
func (x *Index) byGiven(word string) []hit {
	lists, n := 0, 0
	x.givenLists(word, func(l []who) {
		if n += len(l); len(l) > 0 {
			lists++
		}
	})
	hits := make([]hit, 0, n)
	x.givenLists(word, func(l []who) {
		for _, id := range l {
			if q := x.people[id].givenQuality(word); q > 0 {
				hits = append(hits, hit{id, q})
			}
		}
	})
	if lists > 1 {
		return distinct(hits)
	}
	return hits
}

// Called gives the ids of everybody whom a given name alone may mean, by a
// short or a full form of it, too.
func (x *Index) Called(name string) []int64 {
	hits := x.byGiven(fold(name))
	ids := make([]int64, len(hits))
	for i, h := range hits {
		ids[i] = x.people[h.who].ID
	}
	return ids
}

func (x *Index) byFamily(word string) []hit {
	l := x.familyList(word)
	hits := make([]hit, len(l))
	for i, id := range l {
		hits[i] = hit{id, exact}
	}
	return hits
}

// both is everybody whom given and family name together.
func (x *Index) both(given, family string) []hit {
	named := x.familyList(family)
	if len(named) == 0 {
		return nil
	}
	var hits []hit
	lists := 0
	x.givenLists(given, func(l []who) {
		before := len(hits)
		shared(l, named, func(id who) {
			if q := x.people[id].givenQuality(given); q > 0 {
				hits = append(hits, hit{id, q})
			}
		})
		if len(hits) > before {
			lists++
		}
	})
	if lists > 1 {
		return distinct(hits)
	}
	return hits
}

// shared calls yield with what two lists in order have in common, without
// looking at all of the longer one.
func shared(a, b []who, yield func(who)) {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, id := range a {
		step := 1
		for step < len(b) && b[step] < id {
			step *= 2
		}
		at, is := slices.BinarySearch(b[:min(step+1, len(b))], id)
		if b = b[at:]; is {
			yield(id)
		} else if len(b) == 0 {
			return
		}
	}
}

func (x *Index) initialAnd(letter, family string) []hit {
	var hits []hit
	for _, id := range x.familyList(family) {
		if g := x.people[id].given(); len(g) > 0 && strings.HasPrefix(g[0], letter) {
			hits = append(hits, hit{id, byInitial})
		}
	}
	return hits
}

// full finds a given name with its surname from token i on, in either order.
// end is the token after it.
func (x *Index) full(p *passage, i int) (hits []hit, end int) {
	t := &p.toks[i]
	switch {
	case initial(t) && p.joined(i) && i+1 < len(p.toks) && strings.HasPrefix(p.toks[i+1].sep, ".") && p.capital(i+1):
		if p.isFamily[i+1] {
			return x.initialAnd(t.fold, p.toks[i+1].fold), i + 2
		}
		return nil, i
	case p.isGiven[i] && x.nameCase(p, i):
		if hits, end = x.givenFirst(p, i); len(hits) > 0 {
			return hits, end
		}
	}
	if p.isFamily[i] && x.nameCase(p, i) {
		if hits, end = x.familyFirst(p, i); len(hits) > 0 {
			return hits, end
		}
	}
	return x.typo(p, i)
}

func initial(t *token) bool { return t.capital && utf8.RuneCountInString(t.text) == 1 }

// nameCase says whether token i is written as a name is: with a capital, or
// small in a name that is no other word.
func (x *Index) nameCase(p *passage, i int) bool {
	t := &p.toks[i]
	return t.capital || len(t.fold) >= 3 && !commonWords.has(t.fold) && !joins.has(t.fold) && !titles.has(t.fold) && !second.has(t.fold) && !third.has(t.fold) && !staff.has(t.fold) && !kin.has(t.fold) && !denials.has(t.fold)
}

func (x *Index) givenFirst(p *passage, i int) (hits []hit, end int) {
	for j := i + 1; j < len(p.toks) && j <= i+4 && p.joined(j-1); j++ {
		t := &p.toks[j]
		if p.isFamily[j] && x.nameCase(p, j) && (p.toks[i].capital || t.capital || p.small || len(t.fold) > 3) { // "nobody else has" is no Else Haas
			if hits = x.both(p.toks[i].fold, t.fold); len(hits) > 0 {
				return x.moreSurname(p, i, j, hits)
			}
		}
		if !particles.has(t.fold) && !t.capital {
			return nil, i
		}
	}
	return nil, i
}

// moreSurname goes on behind a given name and one surname: "García Márquez",
// "Müller-Schmidt". Who bears all the surnames there are is preferred; where a
// further surname belongs to none of them, somebody else is meant.
func (x *Index) moreSurname(p *passage, i, j int, hits []hit) ([]hit, int) {
	end := j + 1
	for k := j + 1; k < len(p.toks) && k <= j+3 && p.joined(k-1); k++ {
		t := &p.toks[k]
		if particles.has(t.fold) && !t.capital {
			continue
		}
		if !p.isFamily[k] || !t.capital {
			break
		}
		if longer := x.having(hits, t.fold); len(longer) > 0 {
			hits, end = longer, k+1
			continue
		}
		if strings.HasPrefix(t.sep, "-") || !p.isGiven[k] && !commonWords.has(t.fold) {
			return lessen(hits, otherPerson), k + 1
		}
		break
	}
	hits = x.completest(p, i, end, hits)
	if before := i - 1; before >= 0 && p.joined(before) && p.toks[before].capital && p.isGiven[before] && !commonWords.has(p.toks[before].fold) &&
		!greetings.has(p.toks[before].fold) && !titles.has(p.toks[before].fold) {
		if own := x.having(hits, p.toks[before].fold); len(own) > 0 {
			return own, end
		}
		return lessen(hits, otherPerson), end
	}
	return hits, end
}

func (x *Index) having(hits []hit, word string) []hit {
	var some []hit
	for _, h := range hits {
		if e := &x.people[h.who]; hasWord(e.words, word) {
			some = append(some, h)
		}
	}
	return some
}

// completest drops those of whose surname only a part was said, where somebody
// is named wholly: "Anna Schmidt" is not Anna Müller-Schmidt if there is one.
func (x *Index) completest(p *passage, i, end int, hits []hit) []hit {
	said := make([]string, 0, end-i)
	for _, t := range p.toks[i:end] {
		said = append(said, t.fold)
	}
	var whole []hit
	for _, h := range hits {
		all := true
		for _, w := range x.people[h.who].family() {
			all = all && hasWord(said, w)
		}
		if all {
			whole = append(whole, h)
		}
	}
	if len(whole) > 0 {
		return whole
	}
	return lessen(hits, partial)
}

func lessen(hits []hit, most quality) []hit {
	less := make([]hit, len(hits))
	for i, h := range hits {
		less[i] = hit{h.who, min(h.quality, most)}
	}
	return less
}

// familyFirst finds "Tanaka Yuki", "SCHMIDT Anna" and "Schmidt, Anna". With a
// comma it must be no list of given names: "Martin, Ann and Bo".
func (x *Index) familyFirst(p *passage, i int) ([]hit, int) {
	j := i + 1
	if j >= len(p.toks) || !p.isGiven[j] || !x.nameCase(p, j) || p.toks[i].sentence != p.toks[j].sentence || p.parts[i] != p.parts[j] {
		return nil, i
	}
	comma := strings.TrimSpace(p.toks[j].sep) == ","
	if comma {
		if p.isGiven[i] && !shouted(p.toks[i].text) || p.parts[i] == greeting {
			return nil, i
		}
		if j+1 < len(p.toks) && (joins.has(p.toks[j+1].fold) || strings.HasPrefix(p.toks[j+1].sep, ",")) && p.zone != zoneNote {
			return nil, i
		}
	} else if !p.joined(i) {
		return nil, i
	}
	return x.both(p.toks[j].fold, p.toks[i].fold), j + 1
}
