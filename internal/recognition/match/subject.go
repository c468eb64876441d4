package match

// Whether a name is who acts: the subject of its clause, or whom "by" names.

// isSubject says whether a name is who acts in its clause.
func (p *passage) isSubject(m *mention, x *Index) bool {
	if m.lead != nil {
		return p.isSubject(m.lead, x)
	}
	b1 := p.before(m, 1)
	if framings.has(b1) {
		return true
	}
	if ob := p.oblique(m.from); ob != "" {
		return agents.has(ob) && p.doneBy(m, ob)
	}
	for k := p.clauseStart(m.from); k < m.from; k++ {
		if selves.has(p.toks[k].fold) || p.toks[k].text == "I" {
			return false
		}
	}
	if p.beginsClause(m.from, x) {
		return true
	}
	k := m.from - 1
	for k > 0 && p.ofSubject(k) && !objects.has(p.toks[k].fold) {
		k--
	}
	return k >= 0 && p.toks[k].sentence == p.toks[m.from].sentence && (beings.has(p.toks[k].fold) || objects.has(p.toks[k].fold) || auxiliaries.has(p.toks[k].fold))
}

// auxiliaries may stand before the subject where something else begins the clause.
var auxiliaries = set("sich se si hat hatte haben hatten wurde kann konnte kam half did has had have can could does ha han a heeft had kon har hade dann auch sogar noch")

// doneBy tells "served by Ann" and "the help of Ann" from "a film by Ann".
func (p *passage) doneBy(m *mention, preposition string) bool {
	k := m.from - 1
	for k >= 0 && p.toks[k].fold != preposition {
		k--
	}
	for j := k - 1; j >= 0 && j >= k-3 && p.toks[j].sentence == p.toks[m.from].sentence; j-- {
		if services.has(p.toks[j].fold) {
			return true
		}
		if things.has(p.toks[j].fold) {
			return false
		}
	}
	if !passiveBy.has(preposition) || preposition == "by" && p.madeBy(k) {
		return false
	}
	for j := p.clauseStart(m.from); j < len(p.toks) && p.toks[j].sentence == p.toks[m.from].sentence; j++ {
		if w := p.toks[j].fold; beings.has(w) || passives.has(w) {
			return true
		}
	}
	return false
}

var passives = set("conseille conseillee conseilles servie renseigne renseignee aide aidee aides soigne soignee suivi suivie beraten behandelt gepflegt asesorado asesorada tratado tratada ayudado assistito assistita seguito aiutato aiutati geadviseerd verzorgd bemott hjalpt obsluzeni obsluzona wurde wurden werden worden been being served helped looked assisted treated greeted betreut beraten bedient empfangen recibidos atendidos atendido atendida accueillis accueilli accueillie servi servis servito serviti geholpen ontvangen byli zostali")

var passiveBy = set("by von durch par por da door przez av af od")
