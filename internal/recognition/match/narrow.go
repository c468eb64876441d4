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
	found     map[who]*Candidate
	seen      int // bearers of names that were looked at
}

// few is a set of some numbers, faster than a map as long as they are few.
type few []int32

func (s few) has(id int32) bool { return slices.Contains(s, id) }

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
	for i, t := range p.toks {
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
		tradePhrases.at(p.toks, i, func(id int32, _ int) { f.trades |= 1 << id })
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
	var hits []hit
	own := 0.0 // how well the name fits somebody excluded: others must fit as well
	for _, h := range m.hits {
		if f.excluded.has(h.who) {
			own = max(own, h.quality)
		}
	}
	for _, h := range m.hits {
		switch e := &f.x.people[h.who]; {
		case f.excluded.has(h.who):
			f.self = true
		case h.quality < own, h.quality == own && !f.trusted(m): // a customer's José, sent in by José
		case !e.Active:
			left = append(left, h.who)
		default:
			hits = append(hits, h)
		}
	}
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
	base *= h.quality
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
	if m.kind != wholeName || len(e.given) == 0 || f.closeness(id) > 0 {
		return -1
	}
	for _, family := range e.family {
		for _, h := range f.x.lookalikes(e.given[0], family) {
			if h.who != id && f.x.people[h.who].Active && f.closeness(h.who) > 0 {
				return h.who
			}
		}
	}
	return -1
}

// closeness says how near somebody is to the mail: among its recipients, at the
// place it speaks of, at the nominator's.
func (f *finder) closeness(id who) int {
	e, c := &f.x.people[id], 0
	if f.near(id) {
		c += 8
	}
	if f.placed(id) {
		c += 4
	}
	if f.nominator >= 0 {
		n := &f.x.people[f.nominator]
		if n.site >= 0 && n.site == e.site {
			c += 2
		}
		if n.team >= 0 && n.team == e.team {
			c++
		}
	}
	return c
}

// trusted says whether the words are a colleague's, who knows the people.
func (f *finder) trusted(m *mention) bool { return m.p.zone == zoneNote || f.mail.Direct }

// near says whether somebody was among the compliment's recipients.
func (f *finder) near(id who) bool { return f.asked.has(id) || f.copied.has(id) }

// placed says whether the mail speaks of the person's site, team or trade.
func (f *finder) placed(id who) bool {
	e := &f.x.people[id]
	return f.sites.has(e.site) || f.teams.has(e.team) || f.trades&e.trades != 0
}

// elsewhere says whether a name is followed by a site that is not the person's:
// "Jane Miller at the Leeds front desk", when Jane Miller works in York.
func (f *finder) elsewhere(m *mention, id who) (site string, clash bool) {
	e := &f.x.people[id]
	if e.site < 0 || m.kind == byAddress {
		return "", false
	}
	p := m.p
	for k := m.to; k < len(p.toks) && k < m.to+7 && p.toks[k].sentence == p.toks[m.from].sentence; k++ {
		named, same := "", false
		if !p.capital(k) || (p.isGiven[k] && !atPlace[p.toks[k-1].fold] && k == m.to) {
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
	return atPlace[m.p.toks[m.to].fold] || strings.HasPrefix(strings.TrimSpace(m.p.toks[k].sep), ",") && k == m.to || strings.Contains(m.p.toks[k].sep, "(")
}

// resolveMany narrows several people of one name, by the strongest sign first.
func (f *finder) resolveMany(v *verdict, hits []hit) {
	all := make([]who, len(hits))
	for i, h := range hits {
		all[i] = h.who
	}
	try := func(score float64, how string, is func(who) bool) bool {
		id, one := only(all, is)
		if !one {
			return false
		}
		if _, clash := f.elsewhere(v.m, id); clash {
			return false
		}
		v.id, v.score = id, score
		v.evidence = []string{fmt.Sprintf("%s in %s", v.m.words(), v.m.p.zone), how}
		return true
	}
	if m := v.m; m.hits[0].quality > otherPerson {
		if try(0.93, "named in full elsewhere in the mail", func(id who) bool { return f.known.has(id) }) ||
			m.role == greeted && try(0.9, "the compliment was written to this person", func(id who) bool { return f.asked.has(id) }) ||
			try(0.88, "among the compliment's recipients", f.near) {
			return
		}
		if m.kind != surname || f.trusted(m) {
			if f.byPlace(v, all, try) || f.byNominator(v, all, try) {
				return
			}
		}
	}
	v.rivals = f.ranked(all)
	v.why = fmt.Sprintf("%q may be %s", v.m.words(), f.names(v.rivals, len(all)))
}

// only gives the one of all that is, where there is just one.
func only(all []who, is func(who) bool) (id who, one bool) {
	for _, other := range all {
		if !is(other) {
			continue
		}
		if one {
			return -1, false
		}
		id, one = other, true
	}
	return id, one
}

type attempt func(score float64, how string, is func(who) bool) bool

// byPlace goes by site, team and trade. It answers true too when the mail names
// a site at which nobody of that name works: then nothing else may decide.
func (f *finder) byPlace(v *verdict, all []who, try attempt) bool {
	atSite := func(id who) bool { return f.sites.has(f.x.people[id].site) }
	inTeam := func(id who) bool { return f.teams.has(f.x.people[id].team) }
	atWork := func(id who) bool { return inTeam(id) || f.trades&f.x.people[id].trades != 0 }
	switch {
	case len(f.sites) > 0 && slices.ContainsFunc(all, atSite):
		return try(0.88, "the mail names the site and the team", func(id who) bool { return atSite(id) && inTeam(id) }) ||
			try(0.87, "the mail names the site and the work", func(id who) bool { return atSite(id) && atWork(id) }) ||
			(len(f.teams) == 0 && f.trades == 0 || !slices.ContainsFunc(all, func(id who) bool { return atSite(id) && atWork(id) })) && len(f.sites) > 0 &&
				try(0.85, "the mail names the site", atSite)
	case len(f.sites) > 0 && v.m.kind != wholeName:
		return false
	case len(f.teams) > 0 || f.trades != 0:
		return f.nearWork(v, try, atWork) || try(0.85, "the mail names the team", inTeam) || try(0.84, "the mail names the work", atWork)
	}
	return false
}

// byNominator goes by who sent it in: colleagues of one team at one site call
// each other by given name. A customer's words need both, a colleague's the site.
func (f *finder) byNominator(v *verdict, all []who, try attempt) bool {
	if f.nominator < 0 || len(f.sites) > 0 && !slices.ContainsFunc(all, func(id who) bool { return f.sites.has(f.x.people[id].site) }) {
		return false
	}
	n := &f.x.people[f.nominator]
	if v.m.p.placedByWords(v.m) && f.trades&n.trades == 0 && !f.teams.has(n.team) {
		return false // "Ilse from claims": whatever that is, it is not known to be the nominator's
	}
	sameSite := func(id who) bool { return n.site >= 0 && f.x.people[id].site == n.site }
	narrowed := func(id who) bool {
		e := &f.x.people[id]
		return sameSite(id) && e.team >= 0 && e.team == n.team
	}
	if len(f.sites) > 0 && !f.sites.has(n.site) || f.trades != 0 && f.trades&n.trades == 0 {
		return false // the mail speaks of another place or other work than the nominator's
	}
	if try(0.84, "the only one in the nominator's team", narrowed) {
		return true
	}
	return f.trusted(v.m) && v.m.kind != wholeName && try(0.82, "the only one at the nominator's site", sameSite)
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
	if !particleOfPlace[p.toks[k].fold] || strings.TrimSpace(p.toks[k].sep) != "" && !strings.Contains(p.toks[k].sep, "(") {
		return false
	}
	for k++; k < len(p.toks) && articles[p.toks[k].fold]; k++ {
	}
	if k >= len(p.toks) || p.toks[k].sentence != p.toks[m.from].sentence {
		return false
	}
	site := false
	p.x.sites.at(p.toks, k, func(int32, int) { site = true })
	return !site
}

// ranked puts those first who are closer to the mail, ten at most.
func (f *finder) ranked(all []who) []who {
	type ranking struct {
		id who
		c  int
	}
	var first []ranking
	for _, id := range all {
		r := ranking{id, f.closeness(id)}
		at, _ := slices.BinarySearchFunc(first, r, func(a, b ranking) int {
			return cmp.Or(b.c-a.c, int(a.id-b.id))
		})
		if at < 10 {
			first = slices.Insert(first, at, r)
			first = first[:min(10, len(first))]
		}
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
		if where := strings.Trim(e.Team+", "+e.Site, ", "); where != "" {
			s += " (" + where + ")"
		}
		parts = append(parts, s)
	}
	if total > len(parts) {
		return fmt.Sprintf("%s or %d others", strings.Join(parts, ", "), total-len(parts))
	}
	return strings.Join(parts, " or ")
}
