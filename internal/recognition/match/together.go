package match

import "strings"

// eachAtTheirPlace reads "Ann on the front desk and Bo in housekeeping": nothing
// but a place or a team behind the first, and behind the second too.
func (p *passage) eachAtTheirPlace(a, b *mention) bool {
	first := b.from
	for first > a.to && titles[p.toks[first-1].fold] {
		first--
	}
	if first-a.to > 7 || !joins[p.toks[first-1].fold] || !p.placed(a.to, first-1) {
		return false
	}
	end := b.to
	for end < len(p.toks) && p.toks[end].sentence == p.toks[b.from].sentence && !strings.ContainsAny(p.toks[end].sep, ",;:()–—") && !beings[p.toks[end].fold] && !forNames[p.toks[end].fold] {
		end++
	}
	return p.placed(b.to, end)
}

// workplaces are where people of a house are met.
var workplaces = set("desk reception bar kitchen restaurant spa pool garage workshop lobby shop counter empfang rezeption kuche werkstatt accueil cuisine atelier recepcion cocina taller cucina receptie keuken")

// placed says whether tokens [from,to) say where somebody works.
func (p *passage) placed(from, to int) bool {
	leads := func(w string) bool { return particleOfPlace[w] || placeLeads[w] }
	if from >= to || !leads(p.toks[from].fold) {
		return false
	}
	for k := from; k < to; k++ {
		w := p.toks[k].fold
		n := 1
		longer := func(_ int32, words int) { n = max(n, words) }
		p.x.sites.at(p.toks, k, longer)
		p.x.teams.at(p.toks, k, longer)
		tradePhrases.at(p.toks, k, longer)
		if !leads(w) && !articles[w] && !second[w] && !possessives[w] && !workplaces[w] && !p.isWorkOrPlace(p.x, k) {
			return false
		}
		k += n - 1
	}
	return true
}

// nearWork goes by the nominator's own site, where a colleague names the work: "for
// Harriet on the front desk".
func (f *finder) nearWork(v *verdict, try attempt, atWork func(who) bool) bool {
	if f.nominator < 0 || v.m.p.zone != zoneNote && !f.mail.Direct || v.m.kind == wholeName || !v.m.p.placedByWords(v.m) {
		return false
	}
	site := f.x.people[f.nominator].site
	return site >= 0 && try(0.83, "the only one of that work at the nominator's site", func(id who) bool { return f.x.people[id].site == site && atWork(id) })
}
