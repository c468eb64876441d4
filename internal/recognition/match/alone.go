package match

import "slices"

// addNamed notes which words may be names at all: most words of a mail are none.
func (x *Index) addNamed() {
	x.named = filterOf(len(x.given) + len(x.family) + len(nicks().formal) + len(nicks().short))
	for w := range x.given {
		x.named.put(w)
	}
	for w := range x.family {
		x.named.put(w)
	}
	for w := range nicks().formal {
		x.named.put(w)
	}
	for w := range nicks().short {
		x.named.put(w)
	}
}

// crowded is how many bearers of a given name are found ahead of any mail.
const crowded = 64

func (x *Index) addAlone() {
	x.alone = make(map[string][]hit)
	add := func(word string) {
		n := 0
		x.givenLists(word, func(l []who) { n += len(l) })
		if _, done := x.alone[word]; !done && n >= crowded {
			x.alone[word] = slices.Clip(x.likeliestGiven(word))
		}
	}
	for w := range x.given {
		add(w)
	}
	for w := range nicks().formal {
		add(w)
	}
	for w := range nicks().short {
		add(w)
	}
}
