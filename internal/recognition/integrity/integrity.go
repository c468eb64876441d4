// Package integrity looks through a season's nominations for patterns that a
// person should see: praise of oneself, people who nominate each other in a
// ring, one author behind many compliments, copies of one text. It finds,
// gives the evidence and judges nobody: each has an innocent reading, nothing
// is blocked, and the Chief People Officer alone is told.
package integrity

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Kind is what a sign shows.
type Kind string

const (
	Self   Kind = "self"   // a nominee's own nomination, or a compliment from their own address
	Mutual Kind = "mutual" // two who nominate each other
	Ring   Kind = "ring"   // three or four, each nominating the next
	Author Kind = "author" // one outside address behind many compliments
	Copies Kind = "copies" // nearly the same words under several names or about several people
)

// Nomination is what is looked at. Zero ids say that nobody is known.
type Nomination struct {
	Number    string // public
	Nominee   int64
	Nominator int64
	Author    string // the customer's address, folded; "" for a colleague's words
	OwnAuthor bool   // that address is the nominee's
	Text      string
	Opened    time.Time
}

// Sign is one pattern with its evidence.
type Sign struct {
	Kind    Kind
	People  []int64  // whom it connects, in the order of the ring
	Author  string   // of Author
	Numbers []string // the nominations, oldest first
}

const (
	mutualFrom = 2 // nominations each way from which two people are shown
	authorOne  = 3 // compliments of one author for one person
	authorAll  = 5 // and for all people together
	shingle    = 4 // words that are compared together
	sketch     = 16
	alike      = 0.7 // of the shingles of the shorter text
	leastWords = 12  // shorter texts are alike by chance
)

// Look finds the signs among nominations of which at least one was opened after
// fresh, so that the same evidence is not told again.
func Look(list []Nomination, fresh time.Time) []Sign {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b Nomination) int { return cmp.Or(a.Opened.Compare(b.Opened), cmp.Compare(a.Number, b.Number)) })
	l := looking{list: list, fresh: fresh}
	l.self()
	l.rings()
	l.authors()
	l.copies()
	return l.signs
}

type looking struct {
	list  []Nomination
	fresh time.Time
	signs []Sign
}

// found keeps a sign if something in it is new. which are positions in the list.
func (l *looking) found(s Sign, which []int) {
	slices.Sort(which)
	isNew := false
	for _, i := range slices.Compact(which) {
		s.Numbers = append(s.Numbers, l.list[i].Number)
		isNew = isNew || l.list[i].Opened.After(l.fresh)
	}
	if isNew {
		l.signs = append(l.signs, s)
	}
}

func (l *looking) self() {
	own := map[int64][]int{}
	var people []int64
	for i, n := range l.list {
		if n.Nominee != 0 && (n.Nominator == n.Nominee || n.OwnAuthor) {
			if own[n.Nominee] == nil {
				people = append(people, n.Nominee)
			}
			own[n.Nominee] = append(own[n.Nominee], i)
		}
	}
	for _, p := range people {
		l.found(Sign{Kind: Self, People: []int64{p}}, own[p])
	}
}

// rings finds circles of colleagues' own praise: two people from mutualFrom each
// way, three or four from one each.
func (l *looking) rings() {
	edges := map[[2]int64][]int{}
	next := map[int64][]int64{}
	for i, n := range l.list {
		if n.Author != "" || n.Nominator == 0 || n.Nominee == 0 || n.Nominator == n.Nominee {
			continue
		}
		e := [2]int64{n.Nominator, n.Nominee}
		if edges[e] == nil {
			next[n.Nominator] = append(next[n.Nominator], n.Nominee)
		}
		edges[e] = append(edges[e], i)
	}
	starts := make([]int64, 0, len(next))
	for p := range next {
		starts = append(starts, p)
	}
	slices.Sort(starts)
	for _, start := range starts {
		l.ringsFrom([]int64{start}, next, edges)
	}
}

// ringsFrom follows nominations from the smallest id of a ring back to it.
func (l *looking) ringsFrom(path []int64, next map[int64][]int64, edges map[[2]int64][]int) {
	last := path[len(path)-1]
	targets := slices.Clone(next[last])
	slices.Sort(targets)
	for _, to := range targets {
		if to == path[0] && len(path) > 1 {
			l.ring(path, edges)
		} else if to > path[0] && !slices.Contains(path, to) && len(path) < 4 {
			l.ringsFrom(append(slices.Clone(path), to), next, edges)
		}
	}
}

func (l *looking) ring(path []int64, edges map[[2]int64][]int) {
	var which []int
	for i, from := range path {
		e := edges[[2]int64{from, path[(i+1)%len(path)]}]
		if len(path) == 2 && len(e) < mutualFrom {
			return
		}
		which = append(which, e...)
	}
	kind := Ring
	if len(path) == 2 {
		kind = Mutual
	}
	l.found(Sign{Kind: kind, People: path}, which)
}

func (l *looking) authors() {
	by := map[string][]int{}
	var order []string
	for i, n := range l.list {
		if n.Author == "" || n.OwnAuthor {
			continue
		}
		if by[n.Author] == nil {
			order = append(order, n.Author)
		}
		by[n.Author] = append(by[n.Author], i)
	}
	for _, author := range order {
		count, most := map[int64]int{}, 0
		var people []int64
		for _, i := range by[author] {
			p := l.list[i].Nominee
			if p == 0 {
				continue
			}
			if count[p] == 0 {
				people = append(people, p)
			}
			count[p]++
			most = max(most, count[p])
		}
		if most >= authorOne || len(by[author]) >= authorAll {
			l.found(Sign{Kind: Author, Author: author, People: people}, by[author])
		}
	}
}

// copies groups texts that share most of their shingles. The smallest hashes of
// each text are its sketch: texts that are alike share some of them.
func (l *looking) copies() {
	seed := maphash.MakeSeed()
	sets := make([]map[uint64]bool, len(l.list))
	index := map[uint64][]int{}
	group := make([]int, len(l.list))
	for i, n := range l.list {
		group[i] = i
		sets[i] = shingles(seed, n.Text)
		hashes := make([]uint64, 0, len(sets[i]))
		for h := range sets[i] {
			hashes = append(hashes, h)
		}
		slices.Sort(hashes)
		for _, h := range hashes[:min(len(hashes), sketch)] {
			for _, j := range index[h] {
				if root(group, i) != root(group, j) && similar(sets[i], sets[j]) {
					group[root(group, i)] = root(group, j)
				}
			}
			if len(index[h]) < 50 { // a phrase that everybody uses
				index[h] = append(index[h], i)
			}
		}
	}
	members := map[int][]int{}
	for i := range l.list {
		members[root(group, i)] = append(members[root(group, i)], i)
	}
	for i := range l.list {
		if m := members[i]; len(m) > 1 && l.differ(m) {
			var people []int64
			for _, j := range m {
				if p := l.list[j].Nominee; p != 0 && !slices.Contains(people, p) {
					people = append(people, p)
				}
			}
			l.found(Sign{Kind: Copies, People: people}, m)
		}
	}
}

// differ: the same mail that praises several people, or comes over two ways, is
// no copy; other authors are.
func (l *looking) differ(which []int) bool {
	type author struct {
		address   string
		nominator int64
	}
	seen := map[author]bool{}
	for _, i := range which {
		a := author{l.list[i].Author, 0}
		if a.address == "" {
			a.nominator = l.list[i].Nominator
		}
		seen[a] = true
	}
	return len(seen) > 1
}

func root(group []int, i int) int {
	for group[i] != i {
		group[i] = group[group[i]]
		i = group[i]
	}
	return i
}

func similar(a, b map[uint64]bool) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	shared := 0
	for h := range a {
		if b[h] {
			shared++
		}
	}
	return float64(shared) >= alike*float64(len(a)) && 2*len(a) > len(b)
}

// shingles hashes every run of a few words; texts of few words have none.
func shingles(seed maphash.Seed, text string) map[uint64]bool {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) < leastWords {
		return nil
	}
	set := make(map[uint64]bool, len(words))
	for i := range len(words) - shingle + 1 {
		set[maphash.String(seed, strings.Join(words[i:i+shingle], " "))] = true
	}
	return set
}
