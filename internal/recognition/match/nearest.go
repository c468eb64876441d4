package match

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Who of several is meant most likely, by how exactly the name is theirs.

func distinct(hits []hit) []hit {
	slices.SortStableFunc(hits, func(a, b hit) int { return int(a.who - b.who) })
	return slices.CompactFunc(hits, func(a, b hit) bool { return a.who == b.who })
}

// likeliestGiven is likeliest of byGiven for one word, by a shorter way where
// the word is somebody's very name and no nickname: then only they are meant.
func (x *Index) likeliestGiven(word string) []hit {
	if hits, known := x.alone[word]; known {
		return hits
	}
	if onlyNick(word) || len(x.first[word]) == 0 {
		return x.best(x.byGiven(word), onlyNick(word))
	}
	l := x.first[word]
	if c := contracted(word); c != "" {
		l = union(l, x.first[c])
	}
	hits := make([]hit, len(l))
	for i, id := range l {
		hits[i] = hit{id, exact}
	}
	return hits
}

func onlyNick(word string) bool {
	return len(nicks().formal[word]) > 0 && len(nicks().short[word]) == 0
}

// likeliest keeps those whose name was met best. A given name as written beats a
// nickname of it; a nickname beats nothing, since Bob may be listed as Robert.
func (x *Index) likeliest(hits []hit, texts []token) []hit {
	isNick := false
	for _, t := range texts {
		isNick = isNick || onlyNick(t.fold)
	}
	return x.asSpelled(x.best(hits, isNick), texts)
}

func (x *Index) best(hits []hit, isNick bool) []hit {
	if len(hits) == 0 {
		return nil
	}
	best, alike := hits[0].quality, true
	for _, h := range hits[1:] {
		alike = alike && h.quality == best
		best = max(best, h.quality)
	}
	if alike {
		return hits
	}
	kept := hits[:0:0]
	for _, h := range hits {
		if h.quality == best || isNick && h.quality >= commonNick {
			kept = append(kept, h)
		}
	}
	return kept
}

// asSpelled keeps those who write themselves with the accents that were
// written, if there are any: Müller is not Mueller where both work.
func (x *Index) asSpelled(hits []hit, texts []token) []hit {
	if len(hits) < 2 {
		return hits
	}
	for _, t := range texts {
		if len(t.text) == len(t.fold) && !strings.ContainsFunc(t.text, func(r rune) bool { return r >= utf8.RuneSelf }) {
			continue
		}
		var same []hit
		text := strings.ToLower(t.text)
		for _, h := range hits {
			if x.people[h.who].spelled(text) {
				same = append(same, h)
			}
		}
		if len(same) > 0 {
			hits = same
		}
	}
	return hits
}
