package match

import "strings"

// germanWords tell that a text's nouns have capitals.
var germanWords = set("der die das und ist war hat mit fur ich wir sie nicht ein eine den dem auf von zu im am sehr uns mich")

func (p *passage) isGerman() bool {
	if p.german != 0 {
		return p.german > 0
	}
	n := 0
	p.german = -1
	for i := range p.toks {
		if !p.toks[i].capital && germanWords.has(p.toks[i].fold) {
			if n++; n > 2 {
				p.german = 1
				break
			}
		}
	}
	return p.german > 0
}

// isEnglish says whether a text has a few of the commonest English words.
func (p *passage) isEnglish() bool {
	n := 0
	for i := range p.toks {
		if englishWords.has(p.toks[i].fold) {
			n++
		}
	}
	return n > 1
}

var englishWords = set("the we was our and with to my you she he they of it is for")

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
	for k < len(p.toks) && nobleParticles.has(p.toks[k].fold) && p.joined(k-1) {
		k++
	}
	if k >= len(p.toks) || !p.joined(k-1) || !p.toks[k].capital || p.toks[k].east || len(p.toks[k].fold) < 3 || p.parts[k] != body {
		return i
	}
	t := &p.toks[k]
	switch {
	case titles.has(t.fold), joins.has(t.fold), staff.has(t.fold), greetings.has(t.fold), commonWords.has(t.fold) && !p.isFamily[k], p.isWorkOrPlace(x, k), shouted(t.text):
		return i
	case p.isGiven[k] && !p.isFamily[k]:
		return i // a list without commas, or a second given name
	case p.isFamily[k] && !commonWords.has(t.fold):
		return k + 1
	case k > i+1:
		return k + 1
	}
	first := i == 0 || p.toks[i-1].sentence != p.toks[i].sentence
	if p.isGerman() && !first && !leadsToName.has(p.toks[i-1].fold) {
		return i
	}
	return k + 1
}

// nobleParticles may stand between a given name and a surname, without saying
// where somebody works: "Anna vom Empfang" is no surname.
var nobleParticles = set("von van de di del dos af av ter ten")

// isWorkOrPlace says whether token k begins the name of a site, a team, a trade
// or a city.
func (p *passage) isWorkOrPlace(x *Index, k int) bool {
	if p.places[k] == 0 {
		p.places[k] = -1
		note := func(int32, int) { p.places[k] = 1 }
		x.sites.at(p.toks, k, note)
		x.teams.at(p.toks, k, note)
		tradePhrases().at(p.toks, k, note)
		if cityNames().has(p.toks[k].fold) {
			p.places[k] = 1
		}
	}
	return p.places[k] > 0
}

// contraries follow a name that was denied: "not Ann but Bo".
var contraries = set("but rather sondern vielmehr mais sino ma bensi mas tylko lecz maar utan men vaan hanem ci а ale nybrz nobrz a")

// toBe may stand between a denial and the name that it denies.
var toBe = set("stata stato was is it were war ist fue es era etait est c ce fu e era foi was het var byla byl bylo la el le die der das")

// denied reads "it was not Ann who …, but Bo": Ann is not meant.
func (p *passage) deniedByName(m *mention) bool {
	b1, b2 := p.before(m, 1), p.before(m, 2)
	if nots.has(b1) && !whetherNot.has(b2) {
		return true // "not Samuel, Samantha", "Priya, not Imogen"
	}
	if !(toBe.has(b1) && (denials.has(b2) || nots.has(b2))) {
		return false
	}
	for k := m.to; k < len(p.toks) && p.toks[k].sentence == p.toks[m.from].sentence; k++ {
		if contraries.has(p.toks[k].fold) && (strings.ContainsAny(p.toks[k].sep, ",;–-") || k <= m.to+1) {
			return true
		}
	}
	return false
}

// nots deny the very name they stand before; whetherNot do not let them.
var (
	nots       = set("not nicht pas no non nao niet nie ne inte ikke ej ei nem nu не")
	whetherNot = set("why if or warum wenn falls oder pourquoi si sinon porque se perche waarom als")
)

// organisations follow a name that is a house's, a street's or a firm's.
var organisations = set("foundation road street avenue lane square house cafe bar restaurant bistro hotel inn pub ltd limited gmbh ag inc llc kg plc co company corp group sons partners sa sl srl bv nv oy ab as aps " +
	"museum park airport station school university college hospital clinic bank institute trust society award prize trophy cup festival stiftung strasse weg platz allee schule klinik verlag bach " +
	"fondation rue ecole clinique fundacion calle plaza colegio fondazione via piazza scuola catering travel events media consulting hall")

// isOrganisation reads "the Thomas Baker Foundation", "Greenhalgh Catering".
func (p *passage) isOrganisation(m *mention) bool {
	if m.kind == byAddress || m.to >= len(p.toks) || !p.joined(m.to-1) || !p.toks[m.to].capital || p.small {
		return false
	}
	return organisations.has(p.toks[m.to].fold) || p.before(m, 1) == "the" && m.kind == wholeName
}

// ownSmall stand between "our" and the name of a child of the writer's.
var ownSmall = set("little small young youngest eldest oldest baby sweet klein kleine kleiner kleinen kleinem jungste jungster petit petite pequeno pequena piccolo piccola kleine lille lilla mala maly kis малыш маленький маленькая")

// mine before a word that is no work's makes a person the writer's: "my cousin",
// "min kusin"; helpful are the exceptions.
var (
	mine    = set("my mein meine meinem meinen meiner mon mi mio mia meu minha mijn min moj moja мой моя мій")
	helpful = set("contact adviser advisor consultant guide instructor therapist doctor favourite favorite dear new personal hero account case ansprechpartner ansprechpartnerin berater beraterin arzt arztin interlocuteur interlocutrice conseiller conseillere medecin asesor asesora medico contacto contactpersoon")
)

// kinEnds end German and Dutch words for people who belong to the writer.
var kinEnds = []string{"kind", "sohn", "tochter", "mutter", "vater", "bruder", "schwester", "freund", "freundin", "nachbar", "nachbarin", "enkel", "enkelin", "baby"}

// belongs reads "our little Marco", "mein Nachbarkind Felix".
func (p *passage) belongs(m *mention) bool {
	b1, b2 := p.before(m, 1), p.before(m, 2)
	if !possessives.has(b2) || strings.ContainsAny(p.toks[m.from].sep, ",:") || begins(b1, nominating) || begins(b1, praising) {
		return false
	}
	if ownSmall.has(b1) || mine.has(b2) && !staff.has(b1) && !superiors.has(b1) && !helpful.has(b1) && tradesOf(b1) == 0 {
		return true
	}
	for _, end := range kinEnds {
		if strings.HasSuffix(b1, end) {
			return true
		}
	}
	return false
}
