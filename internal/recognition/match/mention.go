package match

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// kind is how a person is named, which tells how far a name alone carries.
type kind int

const (
	byAddress  kind = iota
	wholeName       // given name and surname
	titledName      // "Frau Müller", "Tanaka-san"
	givenName
	surname
)

// role is what a passage does with the person it names.
type role int

const (
	neutral role = iota
	praised
	blamed
	told     // "please tell Tom that …": a nominee only when nobody else is
	outsider // the writer, the writer's family, another customer, somebody's manager
	greeted
)

// mention is a name in a passage.
type mention struct {
	p        *passage
	from, to int // tokens
	kind     kind
	hits     []hit
	role     role
	with     int      // number of the group it is listed in ("Ann and Bo"), 0 for none
	titles   int      // how many tokens before it are titles
	stranger bool     // named in full, and nobody in the directory
	denied   bool     // "not Ann but Bo"
	cased    bool     // met in another case than the directory's
	framed   bool     // a frame makes it another than the one praised
	writers  bool     // it is said to be of the writer's family
	lead     *mention // the first of those it is listed with
	ground   ground
	followed bool // the next sentence goes on about it
	served   bool // … and tells what it did for the writer
	ill      int  // how often it is blamed
	pending  bool // hits are still to be looked up, by people
}

// people is whom the mention may mean. A name by itself is looked up here, when
// it is asked for: a frequent one has a thousand bearers, and most names in a
// mail settle nothing.
func (m *mention) people(x *Index) []hit {
	if !m.pending {
		return m.hits
	}
	m.pending = false
	switch m.kind {
	case givenName:
		m.hits = m.p.given(x, m.from)
	case titledName:
		m.hits = x.likeliest(x.bearers(m), m.p.toks[m.from:m.to])
		for _, t := range m.p.toks[m.from-m.titles : m.from] {
			m.hits = x.addressedAs(m.hits, t.fold)
		}
	default:
		m.hits = x.likeliest(x.byFamily(m.p.toks[m.from].fold), m.p.toks[m.from:m.to])
	}
	return m.hits
}

// bearers are those whom the name behind a title may mean.
func (x *Index) bearers(m *mention) []hit {
	p, k := m.p, m.from
	switch {
	case p.isFamily[k]:
		hits := x.byFamily(p.toks[k].fold)
		for _, u := range p.toks[k+1 : m.to] {
			if longer := x.having(hits, u.fold); len(longer) > 0 {
				hits = longer
			}
		}
		return hits
	case p.isGiven[k]:
		return p.given(x, k)
	}
	if hits := x.inflectedFamily(p.toks[k].fold); len(hits) > 0 {
		return hits
	}
	return x.familyTypo(p.toks[k].fold)
}

func (m *mention) words() string {
	return m.p.text[m.p.toks[m.from].start:m.p.toks[m.to-1].end]
}

// given is whom the given name at token i may mean, looked up once for each
// word: a letter names the same few people again and again.
func (p *passage) given(x *Index, i int) []hit {
	t := &p.toks[i]
	hits, ok := p.byGiven[t.text]
	if !ok {
		hits = x.asSpelled(x.likeliestGiven(t.fold), p.toks[i:i+1])
		if p.byGiven == nil {
			p.byGiven = make(map[string][]hit)
		}
		p.byGiven[t.text] = hits
	}
	return hits
}

// maxMentions is far above what a compliment names; a text with more is a list.
const maxMentions = 30

// mentions finds the names in a passage, maxMentions at most. What holds more is a
// list, and nothing of it is looked at any further.
func (x *Index) mentions(p *passage) []*mention {
	var all []*mention
	addr := 0
	for i := 0; i < len(p.toks); {
		if len(all) >= maxMentions {
			p.isList = true
			break
		}
		for addr < len(p.addrs) && p.addrs[addr].token < i {
			addr++
		}
		if addr < len(p.addrs) && p.addrs[addr].token == i {
			a := p.addrs[addr]
			if id, ok := x.address[a.address]; ok {
				all = append(all, &mention{p: p, from: a.token, to: a.end, kind: byAddress, hits: []hit{{id, exact}}})
			}
			i = a.end
			continue
		}
		if p.parts[i] == taken || p.parts[i] == signature {
			i++
			continue
		}
		if p.toks[i].east {
			all = append(all, x.easternMentions(p, i)...)
			i++
			continue
		}
		m := x.mentionAt(p, i)
		if m == nil {
			i++
			continue
		}
		all = append(all, m)
		i = m.to
	}
	return all
}

func (x *Index) mentionAt(p *passage, i int) *mention {
	k := i
	for k < len(p.toks) && titles.has(p.toks[k].fold) && p.joined(k) && (p.toks[k].capital || len(p.toks[k].fold) > 1) {
		k++
	}
	if hits, end := x.full(p, k); len(hits) > 0 {
		return &mention{p: p, from: k, to: end, kind: wholeName, hits: x.likeliest(hits, p.toks[k:end])}
	}
	if m := x.inflected(p, k); m != nil {
		return m
	}
	if k > i {
		m := x.titled(p, k)
		if m != nil {
			m.titles, m.pending = m.from-i, true
		}
		return m
	}
	if m := x.honoured(p, i); m != nil {
		return m
	}
	return x.single(p, i)
}

// titled takes what follows a title: a surname, a surname with a typo, a given
// name ("Doña Ana"), or a name that the directory does not know at all.
func (x *Index) titled(p *passage, k int) *mention {
	for k+1 < len(p.toks) && particles.has(p.toks[k].fold) && p.joined(k) {
		k++
	}
	t := &p.toks[k]
	if !p.capital(k) || p.parts[k] == taken || t.east || joins.has(t.fold) || titles.has(t.fold) {
		return nil
	}
	m := &mention{p: p, from: k, to: k + 1, kind: titledName}
	for m.to < len(p.toks) && m.to <= k+2 && p.joined(m.to-1) && p.isFamily[m.to] && p.toks[m.to].capital {
		m.to++
	}
	return m
}

// honoured takes "Tanaka-san", "Ayşe Hanım".
func (x *Index) honoured(p *passage, i int) *mention {
	if i+1 >= len(p.toks) || !p.isGiven[i] && !p.isFamily[i] {
		return nil
	}
	next := &p.toks[i+1]
	eastern := next.east && strings.TrimSpace(next.sep) == "" && hasHonorific(next.text)
	if !eastern && (!honorifics.has(next.fold) || !p.joined(i)) {
		return nil
	}
	m := &mention{p: p, from: i, to: i + 1, kind: titledName}
	if p.isFamily[i] {
		m.hits = x.byFamily(p.toks[i].fold)
	}
	if len(m.hits) == 0 || next.fold == "bey" || next.fold == "hanim" {
		m.hits = append(slices.Clone(m.hits), p.given(x, i)...)
	}
	m.hits = x.addressedAs(distinct(m.hits), next.fold)
	return m
}

func hasHonorific(s string) bool {
	for _, h := range easternHonorifics {
		if strings.HasPrefix(s, h) {
			return true
		}
	}
	return false
}

// single takes one name by itself: "Jane", "Jane S.", and in a colleague's words
// a surname.
func (x *Index) single(p *passage, i int) *mention {
	t := &p.toks[i]
	if !p.capital(i) || utf8.RuneCountInString(t.text) < 2 || titles.has(t.fold) || noNames.has(t.fold) || greetings.has(t.fold) && p.parts[i] == greeting {
		return nil
	}
	if p.standsForItsKind(i) || p.isPlace(x, i) {
		return nil
	}
	if p.small && (commonWords.has(t.fold) || !x.nameCase(p, i)) {
		return nil
	}
	if p.isGiven[i] && p.capital(i) {
		if end := x.stranger(p, i); end > i {
			return &mention{p: p, from: i, to: end, kind: wholeName, stranger: true}
		}
	}
	m := &mention{p: p, from: i, to: i + 1, kind: givenName}
	switch {
	case p.isGiven[i] && (!commonWords.has(t.fold) || p.personAround(i) || p.aloneBehindFor(i) || p.capital(i) && p.saidInFull(i)):
		m.pending = true
		if i+1 < len(p.toks) && initial(&p.toks[i+1]) && p.joined(i) && p.toks[i+1].fold != "i" {
			m.people(x)
			x.narrowInitial(m, p.toks[i+1].fold)
		}
	case p.isFamily[i] && !commonWords.has(t.fold) && len(t.fold) >= 3:
		m.kind, m.pending = surname, true
	}
	if m.pending && (m.kind == surname || x.anybody(t.fold)) || len(m.hits) > 0 {
		return m
	}
	return nil
}

// aloneBehindFor reads "Another one for Will!" in a colleague's note: nothing
// stands behind the name, which is no city's and no month's.
func (p *passage) aloneBehindFor(i int) bool {
	if p.zone != zoneNote || i == 0 || !p.toks[i].capital || !forNames.has(p.toks[i-1].fold) || p.toks[i-1].sentence != p.toks[i].sentence || calendar.has(p.toks[i].fold) {
		return false
	}
	if cityNames().has(p.toks[i].fold) {
		return false
	}
	return i+1 == len(p.toks) || p.toks[i+1].sentence != p.toks[i].sentence
}

// saidInFull says whether a name that is a word as well stands elsewhere before a
// surname: "Nick Tanner … Thank you, Nick!"
func (p *passage) saidInFull(i int) bool {
	for j := 0; j+1 < len(p.toks); j++ {
		if j != i && p.toks[j].fold == p.toks[i].fold && p.toks[j].capital && p.isFamily[j+1] && p.toks[j+1].capital && p.joined(j) {
			return true
		}
	}
	return false
}

func (x *Index) narrowInitial(m *mention, letter string) {
	var some []hit
	for _, h := range m.hits {
		for _, f := range x.people[h.who].family() {
			if strings.HasPrefix(f, letter) {
				some = append(some, h)
				break
			}
		}
	}
	if len(some) > 0 {
		m.hits = some
		m.to++
	}
}

// easternMentions finds names in a run of Chinese, Japanese or Korean writing,
// which has no spaces: whole names, and surnames before さん, 様, 小姐, 님.
func (x *Index) easternMentions(p *passage, i int) []*mention {
	run := p.toks[i].text
	starts := make([]int, 0, len(run)/3+2)
	for at := range run {
		starts = append(starts, at)
	}
	starts = append(starts, len(run))
	var all []*mention
	follows := ""
	if i+1 < len(p.toks) && p.toks[i+1].east && strings.TrimSpace(p.toks[i+1].sep) == "" {
		follows = p.toks[i+1].text
	}
	for a := 0; a+1 < len(starts) && len(all) < maxMentions; a++ {
		if m, n := x.easternWhole(p, i, starts, a, follows); m != nil {
			all = append(all, m)
			a += n - 1
			continue
		}
		if m, n := x.easternSurname(p, i, starts, a, follows); m != nil {
			all = append(all, m)
			a += n - 1
		}
	}
	return all
}

// easternWhole finds a whole name from the character a of a run on; starts are
// where its characters begin, and its end.
func (x *Index) easternWhole(p *passage, i int, starts []int, a int, follows string) (*mention, int) {
	run := p.toks[i].text
	for n := min(7, len(starts)-1-a); n >= 2; n-- {
		l := x.whole[run[starts[a]:starts[a+n]]]
		if len(l) == 0 {
			continue
		}
		rest := run[starts[a+n]:]
		bounded := a == 0 && (rest == "" || strings.HasPrefix(rest, "の") || strings.HasPrefix(rest, "は") || strings.HasPrefix(rest, "が"))
		if n < 3 && !bounded && !(a > 0 && chineseBefore[firstRune(run[starts[a-1]:])] && chineseAfter[firstRune(rest)]) && !hasHonorific(rest) && !(rest == "" && hasHonorific(follows)) {
			continue // two characters are too often a piece of something else
		}
		m := &mention{p: p, from: i, to: i + 1, kind: wholeName}
		for _, id := range l {
			m.hits = append(m.hits, hit{id, exact})
		}
		return m, n
	}
	return nil, 0
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// A Chinese name of two characters stands between such: "前台的李娜非常热情".
var (
	chineseBefore = map[rune]bool{'的': true, '谢': true, '謝': true, '是': true, '叫': true, '给': true, '給': true, '向': true, '扬': true, '揚': true}
	chineseAfter  = map[rune]bool{'非': true, '很': true, '特': true, '真': true, '十': true, '帮': true, '幫': true, '服': true, '态': true, '態': true, '对': true, '對': true, '，': true, '小': true, '师': true, '女': true, '先': true}
)

func (x *Index) easternSurname(p *passage, i int, starts []int, a int, follows string) (*mention, int) {
	run := p.toks[i].text
	for n := min(4, len(starts)-1-a); n >= 1; n-- {
		l := x.eastFam[run[starts[a]:starts[a+n]]]
		if len(l) == 0 {
			continue
		}
		rest := run[starts[a+n]:]
		if !hasHonorific(rest) && !(rest == "" && hasHonorific(follows)) {
			continue
		}
		m := &mention{p: p, from: i, to: i + 1, kind: titledName}
		for _, id := range l {
			m.hits = append(m.hits, hit{id, exact})
		}
		return m, n
	}
	return nil, 0
}
