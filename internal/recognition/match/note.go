package match

import "strings"

// cued says whether a colleague's words hand the praise to a name: "for Ann",
// "this was Ann", "it is about Ann", or nothing but the name.
func (p *passage) cued(m *mention) bool {
	if m.role == outsider || m.role == greeted || m.stranger {
		return false
	}
	k := m.from - 1
	for k >= 0 && p.toks[k].sentence == p.toks[m.from].sentence && p.parts[k] == body && p.ofSubject(k) && !beings.has(p.toks[k].fold) && (strings.TrimSpace(p.toks[k+1].sep) != "," || k+1 == m.from && (staff.has(p.toks[k].fold) || unnamedPeople.has(p.toks[k].fold) || p.jobs.has(p.toks[k].fold))) && !naming.has(p.toks[k].fold) {
		if p.handsOver(k, m) {
			return true
		}
		k--
	}
	if k >= 0 && p.toks[k].sentence == p.toks[m.from].sentence && p.parts[k] == body {
		if p.handsOver(k, m) {
			return true
		}
	}
	return p.isFragment(m) || p.didThis(m) || p.isMeant(m)
}

// isMeant reads "It's Ann she means", "Ann is who they mean".
func (p *passage) isMeant(m *mention) bool {
	for n := 1; n <= 4; n++ {
		w := p.after(m, n)
		if w == "means" || w == "mean" || w == "meant" || w == "gemeint" || w == "meint" || w == "meinen" {
			return p.oblique(m.from) == "" && !p.asks(p.sentenceEnd(m.from))
		}
		if w == "" || denials.has(w) {
			return false
		}
	}
	return false
}

// handsOver looks at the word before a name: "for", "about", "this was".
func (p *passage) handsOver(k int, m *mention) bool {
	w := p.toks[k].fold
	same := func(j int) bool {
		return j >= 0 && p.toks[j].sentence == p.toks[m.from].sentence && p.parts[j] == body
	}
	switch {
	case w == "gehort", w == "gebuhrt", w == "belongs":
		return p.zone == zoneNote
	case forNames.has(w):
		for j := k - 1; same(j); j-- {
			if v := p.toks[j].fold; !handing.has(v) && !begins(v, passing) && v != "on" && !begins(v, thankStems) && !begins(v, nominating) && !fillers.has(v) && p.leanOf(j) != praises && !praisingWords.has(v) {
				return strings.ContainsAny(p.toks[j+1].sep, ",;:–—")
			}
		}
		return true
	case w == "de" && same(k-1) && (p.toks[k-1].fold == "c'est" || p.toks[k-1].fold == "est"): // "c'est d'Anne qu'il parle"
		return true
	case abouts.has(w):
		return w != "um" || p.saysBefore(m, "geht")
	case goesTo.has(w) && p.zone == zoneNote:
		return same(k-1) && (going.has(p.toks[k-1].fold) || begins(p.toks[k-1].fold, passingOn))
	case beings.has(w) || w == "s":
		return same(k-1) && (demonstratives.has(p.toks[k-1].fold) || staff.has(p.toks[k-1].fold) || unnamedPeople.has(p.toks[k-1].fold)) || !same(k-1) && dropsSubject.has(w)
	}
	return false
}

var (
	goesTo         = set("to an a naar al till til do aan ad")
	going          = set("goes belongs geht ging gehort gilt gebuhrt va vai gaat gar nalezy patri")
	passingOn      = stems("transmett", "remettre", "weiterzugeben", "weiterzuleiten", "trasmettere", "transmitir")
	forNames       = set("for fur fuer pour para per voor dla pro pre za pentru till til icin для за")
	handing        = set("this that it is one another goes again words retour es ist praise feedback compliment compliments message mail lovely nice great das ist lob wieder mal geht dies ruckmeldung c est compliment message encore es esto elogio mensaje e questo un messaggio dit to je jest pochwala pochvala det ar er ros pohvala это forwarding fwd please bitte note kudos")
	abouts         = set("about concerns concerning regarding re mean means meant meint gemeint betrifft betreffend um concerne concernant sobre riguarda dotyczy tyka betreft over angaende про")
	demonstratives = set("gemeint this that it das es dies c ce esto questo dit det to eto ez это se fue")
	dropsSubject   = set("es era fue e")
)

// praisingWords describe a message: "un beau message pour Ann".
var praisingWords = set("bel bell beau belle joli jolie schone schones schoner nettes nette tolles bonito bonita bello bella bonitas mooi mooie fin fint pekne hezka piekna")

// isFragment says whether the name's clause is nothing but the name and what
// describes or praises it: "Ann from the front desk in Leeds!", "Ann again".
func (p *passage) isFragment(m *mention) bool {
	from, to := m.from, m.to
	inside := func(k int) bool {
		return k >= 0 && k < len(p.toks) && p.toks[k].sentence == p.toks[m.from].sentence && p.parts[k] == body
	}
	for inside(from-1) && strings.TrimSpace(p.toks[from].sep) != "," {
		from--
	}
	for inside(to) && strings.TrimSpace(p.toks[to].sep) != "," {
		to++
	}
	if to-from > 12 || p.asks(to) {
		return false
	}
	for k := from; k < to; k++ {
		t := &p.toks[k]
		if k >= m.from && k < m.to || p.isGiven[k] && t.capital || p.isFamily[k] && t.capital {
			continue
		}
		if !p.isSoft(k) {
			return false
		}
	}
	for from > 0 && p.toks[from-1].sentence == p.toks[m.from].sentence && p.parts[from-1] == body {
		if from--; !p.isSoft(from) {
			return false
		}
	}
	return true
}

// isSoft says whether a word may stand beside a name that is all that is said.
func (p *passage) isSoft(k int) bool {
	w := p.toks[k].fold
	return !beings.has(w) && (p.ofSubject(k) || fillers.has(w) || joins.has(w) || handing.has(w) || particleOfPlace.has(w) || p.isWorkOrPlace(p.x, k)) && w != "fyi"
}

// didThis reads "Ann handled this one", "Ann is the one with the tattoo", "Ann war das".
func (p *passage) didThis(m *mention) bool {
	if _, bad := p.weighAll(); bad > 0 || p.oblique(m.from) != "" || !p.isSubject(m, p.x) {
		return false
	}
	for n := 1; n <= 8; n++ {
		switch w := p.after(m, n); {
		case w == "":
			return false
		case w == "war" && p.toks[m.to+n-1].possessive, doing.has(w) && (thisOne.has(p.after(m, n+1)) || p.after(m, n+1) == "with" && thisOne.has(p.after(m, n+2)) || p.after(m, n+1) == "the" && p.after(m, n+2) == "one"):
			return true
		case begins(w, passing) || reporting.has(w):
			return false
		}
	}
	return false
}

var (
	doing   = set("took answered handled did made ran was is cooked fixed sorted organised served dealt caused gemacht war ist machte fait fue era hizo deserves deserved")
	thisOne = set("this it that s das dies es ceci cela ca c celui celle esto eso questo dit")
)

// hedged says whether a colleague is not sure: "For Ann, I think?".
func (p *passage) hedged(m *mention) bool {
	from, to := m.from, m.to
	for from > 0 && p.toks[from-1].sentence == p.toks[m.from].sentence {
		from--
	}
	for to < len(p.toks) && p.toks[to].sentence == p.toks[m.from].sentence {
		to++
	}
	if p.asks(to) {
		return true
	}
	for k := from; k < to; k++ {
		if hedges.at(p.toks, k, to) > 0 {
			return true
		}
	}
	return false
}

var hedges = phrasesOf("by mistake, in error, off the list, withdraw*, aus versehen, versehentlich, zuruckzieh*, par erreur, retirer, por error, retirar, per errore, maybe, perhaps, not sure, i guess, probably, might be, could be, may be, no idea, not certain, vielleicht, wahrscheinlich, vermutlich, konnte, nicht sicher, glaub ich, peut etre, sans doute, pas sur, pas sure, quizas, tal vez, no estoy segur*, creo que, forse, credo, misschien, waarschijnlijk, chyba, moze, asi, mozna, kanske, maske, kanskje, ehka, talan, poate, belki, наверное, может")
