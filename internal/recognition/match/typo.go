package match

// typo forgives one wrong letter in the longer part of a whole name, where that
// part is no other name that the directory knows.
func (x *Index) typo(p *passage, i int) ([]hit, int) {
	j := i + 1
	if j >= len(p.toks) || !p.joined(i) || !p.toks[i].capital || !p.toks[j].capital {
		return nil, i
	}
	a, b := p.toks[i].fold, p.toks[j].fold
	var hits []hit
	switch {
	case p.isGiven[i] && !p.isFamily[j] && len(b) >= typoLength:
		x.givenLists(a, func(l []who) {
			for _, id := range l {
				e := &x.people[id]
				for _, f := range e.family() {
					if oneTypo(f, b) && e.givenQuality(a) > 0 {
						hits = append(hits, hit{id, mistyped})
						hits = append(hits, x.lookalikes(a, f)...)
					}
				}
			}
		})
	case p.isFamily[j] && !p.isGiven[i] && len(a) >= typoLength && !greetings.has(a) && !titles.has(a):
		for _, id := range x.familyList(b) {
			if g := x.people[id].given(); len(g) > 0 && oneTypo(g[0], a) {
				hits = append(hits, hit{id, mistyped})
			}
		}
	}
	if len(hits) == 0 {
		return nil, i
	}
	return distinct(hits), j + 1
}

// lookalikes are further people of that given name whose surname is one letter
// from family: between Hofmann and Hoffmann a mistyped Hofman is nobody's.
func (x *Index) lookalikes(given, family string) []hit {
	var hits []hit
	for _, h := range x.familyTypo(family) {
		if x.people[h.who].givenQuality(given) > 0 {
			hits = append(hits, h)
		}
	}
	return hits
}

// familyTypo is everybody whose surname differs from word by one typo.
func (x *Index) familyTypo(word string) []hit {
	if len(word) < typoLength {
		return nil
	}
	var hits []hit
	for size := len(word) - 1; size <= len(word)+1; size++ {
		for _, name := range x.ofShape[shape{word[0], size}] {
			if oneTypo(name, word) {
				for _, id := range x.family[name] {
					hits = append(hits, hit{id, mistyped})
				}
			}
		}
	}
	return distinct(hits)
}
