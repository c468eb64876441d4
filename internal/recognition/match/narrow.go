package match

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// finder is one call of Find.
type finder struct {
	x         *Index
	mail      Mail
	nominator who // -1 for none
	excluded  few
	asked     few // To of the compliment
	copied    few // Cc, and names shown with role addresses
	sites     few
	teams     few
	trades    uint64
	known     few  // named beyond doubt elsewhere in the mail
	self      bool // somebody excluded was named or written to
	ownPraise bool // the praise is for the nominator
	found     []found
	place     map[who]int // in found
	seen      int         // bearers of names that were looked at
	hits      []hit       // room for those of one mention
	all       []who       // and for them without their qualities
	marks     []mark      // of all, in the same order
}

// few is a set of some numbers, faster than a map as long as they are few.
type few []int32

func (s few) has(id int32) bool {
	for _, i := range s {
		if i == id {
			return true
		}
	}
	return false
}

func (s *few) add(id int32) {
	if !s.has(id) {
		*s = append(*s, id)
	}
}

// verdict is what became of one mention.
type verdict struct {
	m        *mention
	id       who // -1 when it cannot be told who is meant
	score    float64
	evidence []string
	rivals   []who
	why      string
}

func (v verdict) told() bool { return v.id >= 0 }

// readPlaces notes the sites, teams and trades that a passage speaks of, outside
// of signatures.
func (f *finder) readPlaces(p *passage) {
	for i := range p.toks {
		t := &p.toks[i]
		if p.parts[i] == signature || p.parts[i] == taken || p.parts[i] == greeting {
			continue
		}
		if t.east {
			for _, e := range f.x.eastern {
				if strings.Contains(t.text, e.text) {
					f.trades |= e.trades
					if e.site >= 0 {
						f.sites.add(e.site)
					}
				}
			}
			continue
		}
		if p.capital(i) {
			f.x.sites.at(p.toks, i, func(id int32, _ int) { f.sites.add(id) })
		}
		f.x.teams.at(p.toks, i, func(id int32, _ int) { f.teams.add(id) })
		tradePhrases().at(p.toks, i, func(id int32, _ int) { f.trades |= 1 << id })
	}
}

// maxBearers is how many bearers of names that stand by themselves are looked at
// in a mail. A handful of the most frequent names in a directory of 50,000
// people reach it; a mail with more of them is a list, and a person's matter.
const maxBearers = 3000

// resolve tells whom a mention means, or why that cannot be told.
func (f *finder) resolve(m *mention) verdict {
	v := verdict{m: m, id: -1}
	if m.pending && f.seen > maxBearers {
		v.why = "more names stand there than can be told apart"
		return v
	}
	f.seen += len(m.people(f.x))
	var left []who
	hits := f.hits[:0]
	own := quality(0) // how well the name fits somebody excluded: others must fit as well
	for _, id := range f.excluded {
		for _, h := range m.hits {
			if h.who == id {
				own, f.self = max(own, h.quality), true
				break
			}
		}
	}
	trusted := f.trusted(m)
	for _, h := range m.hits {
		switch {
		case own > 0 && (f.excluded.has(h.who) || h.quality < own || h.quality == own && !trusted): // a customer's José, sent in by José
		case !f.x.facts[h.who].active:
			left = append(left, h.who)
		default:
			hits = append(hits, h)
		}
	}
	f.hits = hits
	switch {
	case len(hits) == 1:
		f.resolveOne(&v, hits[0])
	case len(hits) > 1:
		f.resolveMany(&v, hits)
	case len(left) > 0:
		v.why = fmt.Sprintf("%s (%s) has left", f.x.people[left[0]].Name, f.x.people[left[0]].Address)
	case f.self && len(m.hits) > 0:
		f.ownPraise = f.ownPraise || m.role != outsider && slices.ContainsFunc(m.hits, func(h hit) bool { return h.who == f.nominator })
		v.why = fmt.Sprintf("%q is who sent this in", m.words())
	default:
		v.why = fmt.Sprintf("%q is nobody in the directory", m.words())
	}
	return v
}

func (f *finder) resolveOne(v *verdict, h hit) {
	m := v.m
	if site, clash := f.elsewhere(m, h.who); clash {
		v.rivals = []who{h.who}
		v.why = fmt.Sprintf("%q is placed at %s, and %s is not there", m.words(), site, f.x.people[h.who].Address)
		return
	}
	base := map[kind]float64{byAddress: 0.99, wholeName: 0.95, titledName: 0.9, givenName: 0.87, surname: 0.86}[m.kind]
	base *= h.quality.share()
	switch {
	case h.quality <= otherPerson:
		v.rivals = []who{h.who}
		v.why = fmt.Sprintf("%q is close to %s, but a further name stands beside it", m.words(), f.x.people[h.who].Name)
		return
	case m.kind == surname && !f.trusted(m) && !f.near(h.who):
		v.rivals = []who{h.who}
		v.why = fmt.Sprintf("%q may be a surname or a word", m.words())
		return
	case m.kind == titledName && h.quality <= mistyped && !f.near(h.who) && !f.placed(h.who):
		v.rivals = []who{h.who}
		v.why = fmt.Sprintf("%q is spelled like nobody; %s comes close", m.words(), f.x.people[h.who].Name)
		return
	}
	if twin := f.twin(m, h.who); twin >= 0 {
		v.rivals = []who{h.who, twin}
		v.why = fmt.Sprintf("%q may be %s", m.words(), f.names(v.rivals, 2))
		return
	}
	v.id, v.score = h.who, base
	what := map[kind]string{byAddress: "address", wholeName: "whole name", titledName: "surname, the only one", givenName: "given name, the only one", surname: "surname, the only one"}[m.kind]
	v.evidence = []string{fmt.Sprintf("%s in %s: %s", what, m.p.zone, m.words())}
	if h.quality <= mistyped {
		v.evidence = append(v.evidence, "one letter differs from "+f.x.people[h.who].Name)
	} else if h.quality == commonNick {
		v.evidence = append(v.evidence, "a short form of "+f.x.people[h.who].Given)
	}
}

// twin is somebody whose name is one letter from the one that was written, and
// who is closer to the mail than its bearer: people misspell their colleagues.
func (f *finder) twin(m *mention, id who) who {
	e := &f.x.people[id]
	if m.kind != wholeName || e.givens == 0 || f.markOf(id).closeness() > 0 {
		return -1
	}
	for _, family := range e.family() {
		for _, h := range f.x.lookalikes(e.words[0], family) {
			if h.who != id && f.x.facts[h.who].active && f.markOf(h.who).closeness() > 0 {
				return h.who
			}
		}
	}
	return -1
}

// trusted says whether the words are a colleague's, who knows the people.
func (f *finder) trusted(m *mention) bool { return m.p.zone == zoneNote || f.mail.Direct }

// near says whether somebody was among the compliment's recipients.
func (f *finder) near(id who) bool { return f.asked.has(id) || f.copied.has(id) }

// placed says whether the mail speaks of the person's site, team or trade.
func (f *finder) placed(id who) bool {
	e := &f.x.facts[id]
	return f.sites.has(e.site) || f.teams.has(e.team) || f.trades&e.trades != 0
}

// elsewhere says whether a name is followed by a site that is not the person's:
// "Jane Miller at the Leeds front desk", when Jane Miller works in York.
func (f *finder) elsewhere(m *mention, id who) (site string, clash bool) {
	e := &f.x.facts[id]
	if e.site < 0 || m.kind == byAddress {
		return "", false
	}
	p := m.p
	for k := m.to; k < len(p.toks) && k < m.to+7 && p.toks[k].sentence == p.toks[m.from].sentence; k++ {
		named, same := "", false
		if !p.capital(k) || (p.isGiven[k] && !atPlace.has(p.toks[k-1].fold) && k == m.to) {
			continue
		}
		f.x.sites.at(p.toks, k, func(s int32, _ int) {
			named = p.toks[k].text
			same = same || s == e.site
		})
		if named != "" && !same && f.leadsToPlace(m, k) {
			return named, true
		}
	}
	return "", false
}

var atPlace = set("at in from of im in aus vom am von der a de du la en del desde the i na w v")

func (f *finder) leadsToPlace(m *mention, k int) bool {
	return atPlace.has(m.p.toks[m.to].fold) || strings.HasPrefix(strings.TrimSpace(m.p.toks[k].sep), ",") && k == m.to || strings.Contains(m.p.toks[k].sep, "(")
}

// resolveMany narrows several people of one name, by the strongest sign first.
func (f *finder) resolveMany(v *verdict, hits []hit) {
	f.all, f.marks = f.all[:0], f.marks[:0]
	f.all, f.marks = slices.Grow(f.all, len(hits)), slices.Grow(f.marks, len(hits))
	for _, h := range hits {
		f.all, f.marks = append(f.all, h.who), append(f.marks, f.markOf(h.who))
	}
	try := func(score float64, how string, is func(mark) bool) bool {
		at, one := only(f.marks, is)
		if !one {
			return false
		}
		id := f.all[at]
		if _, clash := f.elsewhere(v.m, id); clash {
			return false
		}
		v.id, v.score = id, score
		v.evidence = []string{fmt.Sprintf("%s in %s", v.m.words(), v.m.p.zone), how}
		return true
	}
	if m := v.m; m.hits[0].quality > otherPerson {
		if try(0.93, "named in full elsewhere in the mail", func(m mark) bool { return m.is(isKnown) }) ||
			m.role == greeted && try(0.9, "the compliment was written to this person", func(m mark) bool { return m.is(isAsked) }) ||
			try(0.88, "among the compliment's recipients", func(m mark) bool { return m.is(isAsked | isCopied) }) {
			return
		}
		if m.kind != surname || f.trusted(m) {
			if f.byPlace(v, try) || f.byNominator(v, try) {
				return
			}
		}
	}
	v.rivals = f.ranked()
	v.why = fmt.Sprintf("%q may be %s", v.m.words(), f.names(v.rivals, len(f.all)))
}

type attempt func(score float64, how string, is func(mark) bool) bool

// byPlace goes by site, team and trade. It answers true too when the mail names
// a site at which nobody of that name works: then nothing else may decide.
func (f *finder) byPlace(v *verdict, try attempt) bool {
	here := func(m mark) bool { return m.is(atSite) }
	atWork := func(m mark) bool { return m.is(inTeam | byTrade) }
	switch {
	case len(f.sites) > 0 && slices.ContainsFunc(f.marks, here):
		return try(0.88, "the mail names the site and the team", func(m mark) bool { return m.is(atSite) && m.is(inTeam) }) ||
			try(0.87, "the mail names the site and the work", func(m mark) bool { return here(m) && atWork(m) }) ||
			(len(f.teams) == 0 && f.trades == 0 || !slices.ContainsFunc(f.marks, func(m mark) bool { return here(m) && atWork(m) })) && len(f.sites) > 0 &&
				try(0.85, "the mail names the site", here)
	case len(f.sites) > 0 && v.m.kind != wholeName:
		return false
	case len(f.teams) > 0 || f.trades != 0:
		return f.nearWork(v, try) || try(0.85, "the mail names the team", func(m mark) bool { return m.is(inTeam) }) || try(0.84, "the mail names the work", atWork)
	}
	return false
}

// byNominator goes by who sent it in: colleagues of one team at one site call
// each other by given name. A customer's words need both, a colleague's the site.
func (f *finder) byNominator(v *verdict, try attempt) bool {
	if f.nominator < 0 || len(f.sites) > 0 && !slices.ContainsFunc(f.marks, func(m mark) bool { return m.is(atSite) }) {
		return false
	}
	n := &f.x.facts[f.nominator]
	if v.m.p.placedByWords(v.m) && f.trades&n.trades == 0 && !f.teams.has(n.team) {
		return false // "Ilse from claims": whatever that is, it is not known to be the nominator's
	}
	if len(f.sites) > 0 && !f.sites.has(n.site) || f.trades != 0 && f.trades&n.trades == 0 {
		return false // the mail speaks of another place or other work than the nominator's
	}
	if try(0.84, "the only one in the nominator's team", func(m mark) bool { return m.is(sameSite) && m.is(sameTeam) }) {
		return true
	}
	return f.trusted(v.m) && v.m.kind != wholeName && try(0.82, "the only one at the nominator's site", func(m mark) bool { return m.is(sameSite) })
}

// placedByWords says whether words behind a name say where the person works.
func (p *passage) placedByWords(m *mention) bool {
	k := m.to
	if k >= len(p.toks) || p.toks[k].sentence != p.toks[m.from].sentence {
		return false
	}
	if strings.TrimSpace(p.toks[k].sep) == "," {
		return p.hasApposition(m.to - 1)
	}
	if !particleOfPlace.has(p.toks[k].fold) || strings.TrimSpace(p.toks[k].sep) != "" && !strings.Contains(p.toks[k].sep, "(") {
		return false
	}
	for k++; k < len(p.toks) && articles.has(p.toks[k].fold); k++ {
	}
	if k >= len(p.toks) || p.toks[k].sentence != p.toks[m.from].sentence {
		return false
	}
	site := false
	p.x.sites.at(p.toks, k, func(int32, int) { site = true })
	return !site
}

// ranked puts those first who are closer to the mail, ten at most.
func (f *finder) ranked() []who {
	type ranking struct {
		id who
		c  int
	}
	before := func(a, b ranking) int { return cmp.Or(b.c-a.c, int(a.id-b.id)) }
	var first []ranking
	for i, id := range f.all {
		r := ranking{id, f.marks[i].closeness()}
		if len(first) == 10 && before(first[9], r) <= 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(first, r, before)
		first = slices.Insert(first, at, r)
		first = first[:min(10, len(first))]
	}
	ids := make([]who, len(first))
	for i, r := range first {
		ids[i] = r.id
	}
	return ids
}

// names tells a few of several people apart for a question back.
func (f *finder) names(ids []who, total int) string {
	var parts []string
	for _, id := range ids[:min(3, len(ids))] {
		e := &f.x.people[id]
		s := e.Name
		if where := f.x.workplace(id); where != "" {
			s += " (" + where + ")"
		}
		parts = append(parts, s)
	}
	if total > len(parts) {
		return fmt.Sprintf("%s or %d others", strings.Join(parts, ", "), total-len(parts))
	}
	return strings.Join(parts, " or ")
}

// workplace is a person's team and site in words.
func (x *Index) workplace(id who) string {
	var team, site string
	if f := x.facts[id]; f.team >= 0 {
		team = x.inTeam[f.team]
	}
	if f := x.facts[id]; f.site >= 0 {
		site = x.inSite[f.site]
	}
	return strings.Trim(team+", "+site, ", ")
}
