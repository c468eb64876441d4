package match

import "strings"

// germanWords tell that a text's nouns have capitals.
var germanWords = set("der die das und ist war hat mit fur ich wir sie nicht ein eine den dem auf von zu im am sehr uns mich")

func (p *passage) isGerman() bool {
	n := 0
	for i := range p.toks {
		if !p.toks[i].capital && germanWords[p.toks[i].fold] {
			if n++; n > 2 {
				return true
			}
		}
	}
	return false
}

// leadsToName are German words behind which a name and a further word with a
// capital are one name: "von Anna Zeller", but "weil Anna Zeit hatte".
var leadsToName = set("von an mit bei fur durch herr herrn frau kollege kollegin kollegen und oder liebe lieber danke dank lob namens heisst hiess ist war dame")

// stranger reads a given name with a surname that nobody of that given name in
// the directory has: somebody else is meant. end is the token after the name.
func (x *Index) stranger(p *passage, i int) (end int) {
	if p.small || p.parts[i] == greeting || p.toks[i].possessive {
		return i
	}
	k := i + 1
	for k < len(p.toks) && nobleParticles[p.toks[k].fold] && p.joined(k-1) {
		k++
	}
	if k >= len(p.toks) || !p.joined(k-1) || !p.toks[k].capital || p.toks[k].east || len(p.toks[k].fold) < 3 || p.parts[k] != body {
		return i
	}
	t := p.toks[k]
	switch {
	case titles[t.fold], joins[t.fold], staff[t.fold], greetings[t.fold], commonWords[t.fold] && !p.isFamily[k], p.isWorkOrPlace(x, k), shouted(t.text):
		return i
	case p.isGiven[k] && !p.isFamily[k]:
		return i // a list without commas, or a second given name
	case p.isFamily[k] && !commonWords[t.fold]:
		return k + 1
	case k > i+1:
		return k + 1
	}
	first := i == 0 || p.toks[i-1].sentence != p.toks[i].sentence
	if p.isGerman() && !first && !leadsToName[p.toks[i-1].fold] {
		return i
	}
	return k + 1
}

// nobleParticles may stand between a given name and a surname, without saying
// where somebody works: "Anna vom Empfang" is no surname.
var nobleParticles = set("von van de di del dos af av ter ten")

func (p *passage) isWorkOrPlace(x *Index, k int) bool {
	found := false
	note := func(int32, int) { found = true }
	x.sites.at(p.toks, k, note)
	x.teams.at(p.toks, k, note)
	tradePhrases.at(p.toks, k, note)
	_, isCity := cityNames[p.toks[k].fold]
	return found || isCity
}

// contraries follow a name that was denied: "not Ann but Bo".
var contraries = set("but rather sondern vielmehr mais sino ma bensi mas tylko lecz maar utan men vaan hanem ci а ale nybrz nobrz a")

// toBe may stand between a denial and the name that it denies.
var toBe = set("was is it were war ist fue es era etait est c ce fu e era foi was het var byla byl bylo la el le die der das")

// denied reads "it was not Ann who …, but Bo": Ann is not meant.
func (p *passage) deniedByName(m *mention) bool {
	b1, b2 := p.before(m, 1), p.before(m, 2)
	if !denials[b1] && !nots[b1] && !(toBe[b1] && (denials[b2] || nots[b2])) {
		return false
	}
	for k := m.to; k < len(p.toks) && p.toks[k].sentence == p.toks[m.from].sentence; k++ {
		if contraries[p.toks[k].fold] && (strings.ContainsAny(p.toks[k].sep, ",;–-") || k <= m.to+1) {
			return true
		}
	}
	return false
}

// nots deny in languages whose denials are not among denials.
var nots = set("nie ne no inte ikke ei nem nu не ni")

// ownSmall stand between "our" and the name of a child of the writer's.
var ownSmall = set("little small young youngest eldest oldest baby sweet klein kleine kleiner kleinen kleinem jungste jungster petit petite pequeno pequena piccolo piccola kleine lille lilla mala maly kis малыш маленький маленькая")

// kinEnds end German and Dutch words for people who belong to the writer.
var kinEnds = []string{"kind", "sohn", "tochter", "mutter", "vater", "bruder", "schwester", "freund", "freundin", "nachbar", "nachbarin", "enkel", "enkelin", "baby"}

// belongs reads "our little Marco", "mein Nachbarkind Felix".
func (p *passage) belongs(m *mention) bool {
	b1, b2 := p.before(m, 1), p.before(m, 2)
	if !possessives[b2] {
		return false
	}
	if ownSmall[b1] {
		return true
	}
	for _, end := range kinEnds {
		if strings.HasSuffix(b1, end) {
			return true
		}
	}
	return false
}
