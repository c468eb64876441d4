package match

import "strings"

// eachAtTheirPlace reads "Ann on the front desk and Bo in housekeeping": nothing
// but a place or a team behind the first, and behind the second too.
func (p *passage) eachAtTheirPlace(a, b *mention) bool {
	first := b.from
	for first > a.to && titles.has(p.toks[first-1].fold) {
		first--
	}
	if first-a.to > 7 || !joins.has(p.toks[first-1].fold) || !p.placed(a.to, first-1) {
		return false
	}
	end := b.to
	for end < len(p.toks) && p.toks[end].sentence == p.toks[b.from].sentence && !strings.ContainsAny(p.toks[end].sep, ",;:()–—") && !beings.has(p.toks[end].fold) && !forNames.has(p.toks[end].fold) {
		end++
	}
	return p.placed(b.to, end)
}

// workplaces are where people of a house are met.
var workplaces = set("desk reception bar kitchen restaurant spa pool garage workshop lobby shop counter empfang rezeption kuche werkstatt accueil cuisine atelier recepcion cocina taller cucina receptie keuken")

// placed says whether tokens [from,to) say where somebody works.
func (p *passage) placed(from, to int) bool {
	leads := func(w string) bool { return particleOfPlace.has(w) || placeLeads.has(w) }
	if from >= to || !leads(p.toks[from].fold) {
		return false
	}
	for k := from; k < to; k++ {
		w := p.toks[k].fold
		n := 1
		longer := func(_ int32, words int) { n = max(n, words) }
		p.x.sites.at(p.toks, k, longer)
		p.x.teams.at(p.toks, k, longer)
		tradePhrases().at(p.toks, k, longer)
		if !leads(w) && !articles.has(w) && !second.has(w) && !possessives.has(w) && !workplaces.has(w) && !p.isWorkOrPlace(p.x, k) {
			return false
		}
		k += n - 1
	}
	return true
}

// nearWork goes by the nominator's own site, where a colleague names the work: "for
// Harriet on the front desk".
func (f *finder) nearWork(v *verdict, try attempt) bool {
	if f.nominator < 0 || v.m.p.zone != zoneNote && !f.mail.Direct || v.m.kind == wholeName || !v.m.p.placedByWords(v.m) {
		return false
	}
	return try(0.83, "the only one of that work at the nominator's site", func(m mark) bool { return m.is(sameSite) && m.is(inTeam|byTrade) })
}
