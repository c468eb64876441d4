package match

import "strings"

// Being sure needs more than that nothing speaks against it: one of a few forms in
// which praise reaches a name with nothing between that is not known to belong to
// it. All else is asked about.

// praisedPlainly says whether a mention stands in one of these forms.
func (p *passage) praisedPlainly(m *mention, to int) bool {
	return p.thankedBefore(m) || p.deedAlone(m, to) || p.praiseReaches(m.to, to) || p.praiseLeadsTo(m) || p.servedWriter(m, to) || p.praisedAfter(m, to) || p.toldBehindColon(m)
}

// toldBehindColon reads "one thing more about Ann: she wrote me a card".
func (p *passage) toldBehindColon(m *mention) bool {
	return m.followed && m.served && m.to < len(p.toks) && strings.Contains(p.toks[m.to].sep, ":")
}

// thankedBefore reads "thanks to your porter Ann", "I want to thank you, Ann", "Ann
// thanked", and who is named in one breath with such.
func (p *passage) thankedBefore(m *mention) bool {
	if m.lead != nil && p.thankedBefore(m.lead) {
		return true
	}
	s := p.toks[m.from].sentence
	if goesTo.has(p.before(m, 1)) && joins.has(p.before(m, 2)) { // "thanks to Ann for calling and to Bo for coming"
		for k := p.sentenceStart(m.from); k < m.from; k++ {
			if thanking.has(p.toks[k].fold) && k+1 < m.from && goesTo.has(p.toks[k+1].fold) || thanking.has(p.toks[k].fold) && k+3 < m.from && goesTo.has(p.toks[k+2].fold) {
				return true
			}
		}
	}
	for k := m.from - 1; k >= 0 && k >= m.from-12 && p.toks[k].sentence == s; k-- {
		w := p.toks[k].fold
		if begins(w, thankStems) || begins(w, nominating) {
			return !begins(w, congratulating) || !p.ofLife(p.sentenceStart(k), p.sentenceEnd(k))
		}
		if n := thankPhrases.at(p.toks, k, m.from); n > 0 && !greetingPhrases.has(w) {
			return true
		}
		if !p.between(k) {
			break
		}
	}
	for k := m.to; k < len(p.toks) && k < m.to+5 && p.toks[k].sentence == s; k++ { // "möchte ich Ann danken"
		if begins(p.toks[k].fold, thankStems) {
			return true
		}
		if !p.between(k) {
			return false
		}
	}
	return false
}

// greetingPhrases begin phrases that greet, and need not thank.
var greetingPhrases = set("say best regards liebe grusse")

// between says whether a word may stand between praise and the name it is for.
func (p *passage) between(k int) bool {
	w := p.toks[k].fold
	return fillers.has(w) || beings.has(w) || p.ofSubject(k) || joins.has(w) || relatives.has(w) || objects.has(w) || selves.has(w) || readers.has(w) || towards.has(w) || services.has(w) || p.leanOf(k) == praises ||
		p.jobs.has(w) || particleOfPlace.has(w) || prepositions.has(w) && !exceptions.has(w) || p.isWorkOrPlace(p.x, k) || workplaces.has(w) || auxiliaries.has(w) || framings.has(w) || adverbs.has(w) || passives.has(w) || manners.has(w) ||
		p.isGiven[k] || p.isFamily[k] || titles.has(w) || wishing.has(w) || agents.has(w) || pronouns.has(w) || personal.has(w) || adverbial(w)
}

// adverbial says whether a word has the ending of an adverb.
func adverbial(w string) bool {
	return len(w) > 5 && (strings.HasSuffix(w, "ly") || strings.HasSuffix(w, "mente") || strings.HasSuffix(w, "ment") && len(w) > 7)
}

var adverbs = set("always all both simply ever never more most so such that immer stets ausserst wirklich einfach besonders so total richtig unglaublich toujours vraiment si tellement plus siempre tan realmente de sempre davvero cosi proprio sempre altijd zo echt bardzo zawsze alltid sa meget aina hep hem очень всегда дуже cok nagyon velmi moc jako foarte todella ontzettend vreselijk bijzonder unglaublich oli bila byla byl bol bola je fost volt muito muita connosco conosco tres molto heel telefon telephone phone telefono hotline hat heeft ha yardimci bize mycket meget veldig nous vous punktlich hilfsbereit zuverlassig attentive attenzioso segitokesz angel rock gutig both noch trotzdem sogar too stood ab dolu bas off receptionen butikken butiken recepci recepcji recepce could can would not have been kinder better nicer made makes gave give gives showed treated treats looked took")

// praiseReaches says whether from token k on nothing unknown stands before praise.
func (p *passage) praiseReaches(k, to int) bool {
	for ; k < to; k++ {
		if w := p.toks[k].fold; p.leanOf(k) == praises || begins(w, thankStems) || deserving.at(p.toks, k, to) > 0 {
			return true
		}
		if !p.between(k) {
			return false
		}
	}
	return false
}

// praiseLeadsTo reads "What a star Ann is", "excellent service from Ann".
func (p *passage) praiseLeadsTo(m *mention) bool {
	for k := m.from - 1; k >= 0 && k >= m.from-10 && p.toks[k].sentence == p.toks[m.from].sentence; k-- {
		if p.leanOf(k) == praises {
			return true
		}
		if !p.between(k) {
			return false
		}
	}
	return false
}

// servedWriter says whether a name does something for the writer or theirs.
func (p *passage) servedWriter(m *mention, to int) bool {
	if p.servesIn(m.to, to) && p.isSubject(m, p.x) {
		return true
	}
	for n := 1; n <= 3; n++ {
		if objects.has(p.before(m, n)) {
			return true
		}
	}
	return false
}

// praisedAfter reads "Ann took my call. She was lovely": the next sentences go on
// with a pronoun, and praise or tell what was done for the writer.
func (p *passage) praisedAfter(m *mention, to int) bool {
	for n := 0; n < 3 && to < len(p.toks); n++ {
		end := p.sentenceEnd(to)
		if w := p.toks[to].fold; (pronouns.has(w) || w == "sie" || w == "er" || selves.has(w) && to+1 < end && (clitics.has(p.toks[to+1].fold) || p.toks[min(to+2, end-1)].fold == "ihr" || p.toks[min(to+2, end-1)].fold == "ihm")) && (p.praiseReaches(to+1, end) || p.servesIn(to, end)) {
			return true
		}
		to = end
	}
	return false
}

// deedAlone reads "Ann mended our roof on a Sunday. Superb service!": a service is told
// of a name, and all that follows is a few words of thanks or praise.
func (p *passage) deedAlone(m *mention, to int) bool {
	did := false
	for k := m.to; k < to; k++ {
		did = did || begins(p.toks[k].fold, serving)
	}
	if !did || !p.isSubject(m, p.x) {
		return false
	}
	for from := to; from < p.bodyEnd(); {
		end := min(p.sentenceEnd(from), p.bodyEnd())
		good, bad := p.weigh(from, end)
		thanks := false
		for k := from; k < end; k++ {
			thanks = thanks || begins(p.toks[k].fold, thankStems)
		}
		if end-from > 5 || bad > 0 || good == 0 && !thanks && !p.exclaimed(from, end) {
			return false
		}
		from = end
	}
	return true
}

// serving are stems of what people do who are thanked for it.
var serving = stems("repair", "fixed", "mended", "found", "carried", "brought", "solved", "sorted", "answered", "unload", "organis", "organiz", "explained", "listened", "rescued", "helped", "waited", "stayed",
	"repariert", "gefunden", "korrigiert", "geholfen", "getragen", "geklart", "gebracht", "gerettet", "erklart", "gelost", "brachte", "fand", "reparier",
	"repare", "trouve", "corrige", "monte", "resolu", "apporte", "aide", "explique", "depanne", "arreglo", "reparo", "soluciono", "encontro", "resolvio", "ayudo", "trajo", "riparato", "trovato", "risolto", "aiutato", "portato",
	"gemaakt", "gerepareerd", "opgelost", "gevonden", "geholpen", "gebracht", "lagade", "fixade", "hittade", "hjalpte", "reparerte", "kom", "naprawil", "przywioz", "znalaz", "pomog", "opravil", "nasel", "pomohl", "megjavit", "segitett", "cozdu", "onardi", "korjasi", "auttoi", "reparat", "ajutat", "починил", "приехал", "помог", "нашел")

// sentenceEnd is the token behind the sentence of token k.
func (p *passage) sentenceEnd(k int) int {
	s := p.toks[k].sentence
	for k < len(p.toks) && p.toks[k].sentence == s {
		k++
	}
	return k
}
