package match

import "strings"

// noNames are particles and articles; a directory may have one for a given name
// where it could not tell the two names apart.
var noNames = set("jesus el la le de di da do du des der den das dos del della los las les te ter ten zu zum zur von vom van the")

// standsForItsKind reads "if only every company had an Ann": nobody is meant.
func (p *passage) standsForItsKind(i int) bool {
	if i == 0 || p.toks[i-1].sentence != p.toks[i].sentence {
		return false
	}
	before := p.toks[i-1].fold
	if (before == "a" || before == "an") && p.isEnglish() {
		return true // "an Austin", "a Jane if ever there was one"
	}
	return anyOf.has(before) || before == "an" && i > 1 && havingAn.has(p.toks[i-2].fold)
}

// placeLeads stand before a place, and before no person's given name by itself.
var placeLeads = set("in near to from at nach aus um bei en de desde hasta vers depuis pres a di da em w z do we v ve ze i fra fran till til uit naar te din la la ban bol в из к у")

// isPlace says whether a name by itself is a city's here: "April in Paris",
// "réceptionniste à Paris", "unser Haus in Florenz".
func (p *passage) isPlace(x *Index, i int) bool {
	t := &p.toks[i]
	if i == 0 || p.toks[i-1].sentence != t.sentence || t.possessive || !placeLeads.has(p.toks[i-1].fold) {
		return false
	}
	if p.hasApposition(i) {
		return false // "un fan de Florence, notre réceptionniste"
	}
	if cityNames().has(t.fold) {
		return true
	}
	named := false
	x.sites.at(p.toks, i, func(int32, int) { named = true })
	return named || p.toks[i-1].fold == "in" || p.toks[i-1].fold == "near"
}

// personAround says whether the words around token i treat it as a person:
// "Mark was", "thanks to Grace", "named Rose", "and Will".
func (p *passage) personAround(i int) bool {
	if p.parts[i] == greeting || p.toks[i].possessive {
		return true
	}
	if seasons.has(p.toks[i].fold) && i+1 < len(p.toks) && beings.has(p.toks[i+1].fold) {
		return false // "April was lovely"
	}
	if i+1 < len(p.toks) && p.toks[i+1].text == "à" {
		return false // "Grâce à elle"
	}
	if p.hasApposition(i) {
		return true
	}
	if i+1 < len(p.toks) && p.toks[i+1].sentence == p.toks[i].sentence && afterPerson.has(p.toks[i+1].fold) && strings.TrimSpace(p.toks[i+1].sep) == "" {
		return i == 0 || p.toks[i-1].sentence != p.toks[i].sentence || !beforeThing.has(p.toks[i-1].fold)
	}
	return i > 0 && p.toks[i-1].sentence == p.toks[i].sentence && beforePerson.has(p.toks[i-1].fold)
}

// hasApposition reads "Ned, the electrician", "Philippa, your concierge".
func (p *passage) hasApposition(i int) bool {
	if i+2 >= len(p.toks) || p.toks[i+2].sentence != p.toks[i].sentence || strings.TrimSpace(p.toks[i+1].sep) != "," && (!second.has(p.toks[i+1].fold) || readers.has(p.toks[i+1].fold) || !p.toks[i].capital) {
		return false
	}
	if w := p.toks[i+1].fold; !articles.has(w) && !possessives.has(w) && !second.has(w) && w != "ihr" && w != "ihre" && w != "euer" {
		return false
	}
	for k := i + 2; k < min(len(p.toks), i+5) && p.toks[k].sentence == p.toks[i].sentence; k++ {
		if w := p.toks[k]; staff.has(w.fold) || p.jobs.has(w.fold) || tradesOf(w.text) != 0 {
			return true
		}
	}
	return false
}

var (
	afterPerson = set("was were is has had did helped went took made showed stayed came gave found solved fixed explained deserves who and told at from in on " +
		"war ist hat hatte half kam blieb nahm zeigte und verdient " +
		"a est etait et qui nous es fue estuvo ha y nos me merece")
	beforePerson = set("thank thanks to named called name colleague dank danke an namens hiess heisst kollege kollegin lob " +
		"merci remercier a appelee appele collegue gracias llamada llamado companero companera")
	// anyOf make a name stand for its kind; "an" does behind a word of havingAn:
	// "I wish every company had an Ann", but "Danke an Anna".
	anyOf       = set("every another kein eine einen une cada")
	havingAn    = set("had have has is was like such need be")
	beforeThing = set("a an the this that it ein eine der die das un une le la les l el los las un una o os as")
)
