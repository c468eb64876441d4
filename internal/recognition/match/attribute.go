package match

import "strings"

// objectOf finds whom a word of thanks or nominating at token k goes to: "thank
// your porter Tom", "Dank an Frau Wolf", "it is Ann I want to nominate".
func (g *judge) objectOf(k, from, to int) []*mention {
	p, toReader := g.p, false
	for j := k + 1; j < to && j <= k+14; j++ {
		if m := g.at[j]; m != nil {
			if m.role == outsider || m.stranger || p.ownsThing(m) || fromWhom.has(p.oblique(m.from)) && !begins(p.toks[k].fold, feeling) || p.passesOn(m) && parted[p.toks[k].fold] == "" {
				return nil
			}
			return []*mention{m}
		}
		w := p.toks[j].fold
		toReader = toReader || readers.has(w) && j <= k+2
		if i := g.pronounAt(j); i >= 0 {
			return g.meant(i)
		}
		if contrasts.has(w) || !g.mayLead(j) && !(j+1 < to && g.at[j+1] != nil && p.toks[j].capital && p.joined(j)) && !(j == k+1 && j+1 < to && g.at[j+1] != nil && p.joined(j) && !links.has(w) && !exceptions.has(w) && !kin.has(w) && !pronouns.has(w)) {
			break
		}
	}
	if toReader {
		return nil
	}
	if of := g.clitic(k, from); of != nil {
		return of
	}
	for i := len(g.items) - 1; i >= 0; i-- {
		it := g.items[i]
		switch {
		case it.to > k, it.is == self:
			continue
		case it.is != named || it.relative || it.m.role == told || p.contrastBetween(it.to, k) || p.linkBetween(it.to, k):
			return nil
		case p.inflectedHit(it.m) && k-it.to <= 4:
			return []*mention{it.m}
		case it.to == k && !strings.Contains(p.toks[k].sep, ",") && !p.selfBefore(it.m): // "Tom thanked us"
			return nil
		case it.to == k && p.zone == zoneNote && !p.selfBefore(it.m), k-it.to > 8:
			return nil
		case it.to == k, g.selfBetween(it.to, k), p.selfBefore(it.m), k+2 >= to:
			return []*mention{it.m}
		}
		return nil
	}
	return nil
}

// feeling are stems of what somebody feels with or by another.
var feeling = stems("impress", "delighted", "happy", "pleased", "loved", "loves", "enjoyed", "begeister", "beeindruckt", "zufrieden", "ravi", "encantad", "content", "satisf", "impresion", "indebted", "tevreden", "zadowol", "spokojen")

// selfBefore reads "Ich möchte Tom danken".
func (p *passage) selfBefore(m *mention) bool {
	for k := p.clauseStart(m.from); k < m.from; k++ {
		if selves.has(p.toks[k].fold) {
			return true
		}
	}
	return false
}

// pronounAt gives the item that is the pronoun at token k, -1 for none.
func (g *judge) pronounAt(k int) int {
	for i, it := range g.items {
		if it.is == pronoun && it.from == k {
			return i
		}
	}
	return -1
}

// fromWhom stand before who gives praise, not who gets it.
var fromWhom = set("from von da od fra fran by par with mit avec con met about")

// mayLead says whether a word may stand between thanks and the one they go to.
func (g *judge) mayLead(j int) bool {
	p, w := g.p, g.p.toks[j].fold
	return fillers.has(w) || towards.has(w) || titles.has(w) || services.has(w) || readers.has(w) || p.ofSubject(j) || joins.has(w) || begins(w, thankStems) || begins(w, nominating) || particleOfPlace.has(w) ||
		prepositions.has(w) && len(w) < 5 || g.place(j) || w == "i" || selves.has(w) || objects.has(w)
}

// towards stand between thanks and the one they go to.
var towards = set("fundo coracao fondo month week year quarter monat monats woche quartal mois semaine mes semana mese settimana ad mochten durfen wollen gilt gelten gebuhrt geht goes go patri nalezy va vanno van-hart cuore heart bottom hearts herzen herzens coeur corazon hjartat serca srdce all allo invece publicly personally wholeheartedly ganz aufrichtig personlich openly wish like want wanted mochte will wollte muss darf quiero quisiera queria voudrais tiens veux wil wilde graag chcialabym chcialbym chci chtela chtel bych word big please bitte also pan panu pani domnului doamnei πολυ τη τον την στον στη τους")

// passesOn reads "thanks to Tom for forwarding this".
func (p *passage) passesOn(m *mention) bool {
	for k := m.to; k < len(p.toks) && k < m.to+4 && p.toks[k].sentence == p.toks[m.from].sentence; k++ {
		if begins(p.toks[k].fold, passing) {
			return true
		}
	}
	return false
}

var passing = stems("forward", "passing", "sending", "letting", "sharing", "telling", "recommending", "weiterleit", "weitergeb", "schicken", "ubersend", "empfehl", "transmis", "transmett", "reenvi", "inoltr", "doorstur", "przekaz", "preposl")

// inflectedHit says whether a name was met in another case, which alone can make
// it the object: "Annának köszönöm".
func (p *passage) inflectedHit(m *mention) bool {
	return m.cased
}

func (g *judge) selfBetween(from, to int) bool {
	for _, it := range g.items {
		if it.is == self && it.from >= from && it.to <= to {
			return true
		}
	}
	return false
}

func (p *passage) linkBetween(from, to int) bool {
	for k := from; k < to; k++ {
		if links.has(p.toks[k].fold) && !joins.has(p.toks[k].fold) && k > from {
			return true
		}
	}
	return false
}

func (p *passage) contrastBetween(from, to int) bool {
	for k := from; k < to; k++ {
		if contrasts.has(p.toks[k].fold) {
			return true
		}
	}
	return false
}

// subjectOf finds of whom a word of praise or blame at token k is said: the
// nearest before it, or "so kind was Ann" behind it, or where the clause names
// nobody, who was spoken of in the sentence before.
func (g *judge) subjectOf(k, from, to int) []*mention {
	p := g.p
	lo, hi := k, k+1
	for lo > from && (!contrasts.has(p.toks[lo].fold) || behindSubject.has(p.toks[lo].fold) && g.at[lo-1] != nil) && !strings.Contains(p.toks[lo].sep, ";") {
		lo--
	}
	for hi < to && !contrasts.has(p.toks[hi].fold) && !strings.Contains(p.toks[hi].sep, ";") {
		hi++
	}
	spoken := false
	for i := len(g.items) - 1; i >= 0; i-- {
		it := g.items[i]
		if it.from >= hi || it.to > k {
			spoken = spoken || it.from < hi
			continue
		}
		if it.from < lo {
			break
		}
		if it.is == thing && (begins(p.toks[k].fold, deeds) || g.objectThing(i)) {
			continue
		}
		spoken = true
		switch it.is {
		case named:
			if p.anotherSubject(it.to, k) || p.whereBetween(it.to, k) {
				return nil
			}
			if it.relative || p.isSubject(it.m, g.x) || p.looselyBehind(it.to, k) {
				return []*mention{it.m}
			}
			return nil
		case pronoun:
			if objectPronouns.has(p.toks[it.from].fold) {
				continue
			}
			return g.meant(i)
		case self:
			if k-it.to > 4 {
				continue
			}
			return g.behind(k, hi)
		default:
			return nil
		}
	}
	if of := g.behind(k, hi); of != nil || spoken {
		return of
	}
	return g.unsaid(k, from)
}

// objectPronouns are no subjects.
var objectPronouns = set("him ihn ihm hem them henne ham hende jego jej jemu его ему ей їй neki")

// behind finds a name that follows praise closely: "a lovely porter, Tom",
// "excellent advice from Ms Wolf".
func (g *judge) behind(k, to int) []*mention {
	p := g.p
	for j := k + 1; j < to && j <= k+9; j++ {
		if m := g.at[j]; m != nil {
			ob := p.oblique(m.from)
			if m.role == outsider || m.stranger || p.ownsThing(m) || ob != "" && !agents.has(ob) {
				return nil
			}
			return []*mention{m}
		}
		w := p.toks[j].fold
		if !(fillers.has(w) || services.has(w) || beings.has(w) || p.ofSubject(j) || agents.has(w) || objects.has(w) || g.place(j) || passives.has(w) || w == "wie") || things.has(w) {
			return nil
		}
	}
	return nil
}

// unsaid is whom a clause without any person speaks of: who acted in the
// sentence before.
func (g *judge) unsaid(k, from int) []*mention {
	if len(g.topic.of) == 0 || g.topic.age > 0 {
		return nil
	}
	last := g.topic.of[len(g.topic.of)-1]
	for j := k - 1; j >= from; j-- { // "the wine was superb"
		if w := g.p.toks[j].fold; definite.has(w) && !(demonstratives.has(w) && deserving.at(g.p.toks, k, len(g.p.toks)) > 0) || possessives.has(w) || second.has(w) || formal.has(w) {
			return nil
		}
	}
	if last.role == told || !g.p.isSubject(last, g.x) && last.ground == groundless {
		return nil
	}
	return g.topic.of
}

// deserving is said of a deed, and so of who did it: "that deserves a medal".
var deserving = phrasesOf("deserve*, verdient, merite, merece, merita, verdiend")

// definite stand before a subject of its own.
var definite = set("the der die das dem den le la les l el los las il lo gli de het this that these those dieser diese dieses ce cette ces este esta ese questo questa dit dat")

// oneOf says whether all mentions are of one name.
func oneOf(ms []*mention) bool {
	for _, m := range ms {
		if m.words() != ms[0].words() {
			return false
		}
	}
	return true
}

// meant resolves the pronoun that is item i.
func (g *judge) meant(i int) []*mention {
	w := g.p.toks[g.items[i].from].fold
	if bothWords.has(w) {
		return g.topic.both
	}
	of := g.topic.of
	for j := i - 1; j >= 0; j-- {
		if it := g.items[j]; it.is == nameless || it.is == other {
			if it.m != nil && unlike(w, genderOf([]string{g.p.toks[it.from].fold})) {
				continue
			}
			return nil
		} else if it.is == named {
			of = []*mention{it.m}
			break
		}
	}
	if len(of) == 0 {
		return nil
	}
	if one := oneOf(of); one && plurals.has(w) && w != "sie" && w != "their" && w != "them" && w != "they" || !one && !plurals.has(w) {
		return nil
	}
	for _, m := range of {
		if unlike(w, g.p.genderOf(m)) {
			return nil
		}
	}
	return of
}

// genderOf is what a title or a given name says.
func (p *passage) genderOf(m *mention) gender {
	for _, t := range p.toks[m.from-m.titles : m.from] {
		switch {
		case menTitles.has(t.fold):
			return man
		case womenTitles.has(t.fold):
			return woman
		}
	}
	if m.kind == surname || m.kind == titledName {
		return anyone
	}
	return genderOf([]string{p.toks[m.from].fold})
}

// unlike says whether a pronoun cannot mean somebody of that gender.
func unlike(pronoun string, of gender) bool {
	return of == woman && malePronouns.has(pronoun) || of == man && femalePronouns.has(pronoun)
}

// looselyBehind reads "spoke to Ann, so helpful": praise behind a comma, with
// nothing else between.
func (p *passage) looselyBehind(from, k int) bool {
	if from >= k && !strings.Contains(p.toks[k].sep, ",") {
		return false
	}
	if from < len(p.toks) && !strings.ContainsAny(p.toks[from].sep, ",(–—") && !strings.Contains(p.toks[from].sep, " - ") {
		return false
	}
	for j := from; j < k; j++ {
		if w := p.toks[j].fold; !fillers.has(w) && !articles.has(w) && p.leanOf(j) != praises {
			return false
		}
	}
	return k+1 >= len(p.toks) || !things.has(p.toks[k+1].fold)
}

// idle says whether a word of praise praises nobody here: "as well", "would be
// nice", "a lovely room".
func (p *passage) idle(k, to int) bool {
	w, next, prev := p.toks[k].fold, "", ""
	if k+1 < to {
		next = p.toks[k+1].fold
	}
	if k > 0 && p.toks[k-1].sentence == p.toks[k].sentence {
		prev = p.toks[k-1].fold
	}
	switch {
	case things.has(next) && k+2 < to && (staff.has(p.toks[k+2].fold) || unnamedPeople.has(p.toks[k+2].fold) || p.jobs.has(p.toks[k+2].fold)): // "best night porter"
		return false
	case things.has(next) && !begins(w, deeds), w == "well" && !veryWell.has(prev), w == "kind" && next == "of", dayWords.has(next), next == "regards", next == "wishes", next == "know":
		return true
	case !begins(w, deeds) && k+2 < to && things.has(p.toks[k+2].fold) && (p.leanOf(k+1) == praises || fillers.has(next)):
		return true
	}
	for j := k - 1; j >= 0 && j >= k-4 && p.toks[j].sentence == p.toks[k].sentence; j-- {
		if conditional.has(p.toks[j].fold) {
			return true
		}
	}
	return false
}

// ofThing says whether praise stands before the thing that it is said of.
func (p *passage) ofThing(k, to int) bool {
	return k+1 < to && things.has(p.toks[k+1].fold) || k+2 < to && things.has(p.toks[k+2].fold)
}

// deeds are stems of praise that are verbs, and have things for objects.
var deeds = stems("saved", "helped", "rescued", "fixed", "solved", "sorted", "gerettet", "gelost", "geholfen", "sauve", "aide", "resolvio", "soluciono", "salvo", "ayudo", "deserve", "verdient", "merite", "merece", "atendio")

// veryWell stand before a "well" that praises.
var veryWell = set("very so really extremely exceptionally incredibly us me")

// conditional stand before what is only wished or supposed.
var conditional = set("if wenn falls hope hoffe hoffen wish wunsche espere esperons ojala espero spero hoop mam-nadzieje whether would ware serait seria sarebbe zou")
