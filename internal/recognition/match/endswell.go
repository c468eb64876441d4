package match

import (
	"slices"
	"strings"
)

// Whether a passage goes on from a name to praise or thanks that are that name's.

// endsWell says whether from a mention's sentence on the passage praises or thanks,
// and speaks of nobody else.
func (o *sole) endsWell(m *mention, several bool) bool {
	p := o.g.p
	from := p.sentenceStart(m.from)
	if o.praisesBefore(from) {
		return false
	}
	first, said, did, harm, kind := true, 0, 0, 0, false
	for from < len(p.toks) && p.parts[from] != signature {
		to := p.sentenceEnd(from)
		if first {
			from = o.afterTurn(m, from)
		}
		items := slices.Clone(o.g.itemsOf(from, to))
		if o.bringsAnother(m, items, from, to, first) {
			return false
		}
		good, ok := o.praise(m, from, to)
		bad, blamed := o.harm(from, to)
		if harm += bad; !ok || blamed {
			return false
		}
		said += good
		if first && (p.servesIn(m.to, to) || p.servesBy(m.to, to) || m.to == to && passiveBy.has(p.oblique(m.from)) || p.unpaidIn(m.to, to)) || !first && p.servesIn(from, to) && o.begun(from, m) {
			did++
		}
		kind = kind || (first || o.begun(from, m)) && p.kindIn(max(from, m.to), to)
		if several && first {
			return good+did > 0
		}
		first, from = false, to
	}
	if harm <= said+did+o.warm+o.thanks && (said > 0 || did > 0 && o.warm+o.thanks > 0) {
		return true
	}
	return harm == 0 && !several && m.kind == wholeName && kind && o.thanks > 0 && p.acts(m)
}

// kindIn says whether tokens tell a deed that nobody tells of but in thanks, and do
// not deny it.
func (p *passage) kindIn(from, to int) bool {
	kind := false
	for k := from; k < to; k++ {
		w := p.toks[k].fold
		if denying.has(w) && !p.deniesLoss(k) && !p.writerDenies(from, k) || wrongs.has(w) || (titles.has(w) || unnamedPeople.has(w)) && k > from && indefiniteNear(p, k, from) {
			return false
		}
		kind = kind || begins(w, kindDeeds) || begins(w, serving) || kindTurns.at(p.toks, k, to) > 0
	}
	return kind
}

// indefiniteNear reads "a kind lady": somebody new.
func indefiniteNear(p *passage, k, from int) bool {
	return indefinite.has(p.toks[k-1].fold) || k > from+1 && indefinite.has(p.toks[k-2].fold)
}

var (
	kindDeeds = stems("lent", "fetched", "wrapped", "rescued", "comforted", "reassured", "remembered", "printed", "listened", "searched", "carried", "accompanied", "translated", "escorted", "soothed", "cheered", "taught", "befriended",
		"getragen", "getrostet", "begleitet", "geliehen", "vorgelesen", "gekammt", "beigebracht", "geschleppt", "beruhigt", "gewartet", "aufgemuntert", "ubersetzt", "mitgefiebert", "durchgehalten", "organisiert", "besorgt",
		"console", "raccompagn", "rassur", "prete", "soign", "accompagn", "traduit", "rappele", "consolo", "acompan", "presto", "tranquiliz", "cuido", "llevo", "rescato", "tradujo", "consolat", "accompagnat", "prestat", "rassicur", "tradott", "rincuor",
		"getroost", "geleend", "gedragen", "gerustgesteld", "trostade", "lanade", "bar", "lugnade", "pocieszy", "pozyczy", "niosl", "uspokoi", "consolou", "emprestou", "carregou", "acalmou")
	kindTurns = phrasesOf("came out, stayed with, sat with, stayed on the phone, stayed on the line, stayed until, stayed late, waited while, waited with, drove out, drove us, drove me, drove my, turned up on, ran after, held my hand, held her hand, held his hand, walked me, walked us, walked my, found us, found me, found my, found a, rang back, called back, phoned back, rang me back, called me back, every file back, got it back, got them back, brought them, brought it, brought us, brought me, gave up, let him sit, let her sit, let our son, let our daughter, set up, without being asked, cracked jokes, made us laugh, made me laugh, own umbrella, own coat, own car, day off, after work, after hours, after her shift, after his shift, " +
		"hand gehalten, nach hause gefahren, nach feierabend, in seiner freizeit, in ihrer freizeit, an seinem freien tag, an ihrem freien tag, zeit genommen, mut gemacht, tenu la main, pris le temps, sur son temps, venu a notre, venue a notre, pris du temps, la mano, su tiempo, a hombros, preso il tempo, tempo libero, tenuto la mano, de tijd genomen, vrije tijd, tog sig tid, holl min hand")
	wrongs = set("wrong instead late only falsche falschen falsches spat nur mauvais mauvaise tard seulement equivocado equivocada tarde solo sbagliato sbagliata tardi soltanto verkeerde laat alleen fel zly zla yelled swore sworn")
)

// harm counts the hardships that a sentence tells; blamed where it blames.
func (o *sole) harm(from, to int) (bad int, blamed bool) {
	p := o.g.p
	for k := from; k < to; k++ {
		switch p.leanOf(k) {
		case blames:
			blamed = blamed || !p.denied(k, from)
		case hardship:
			if !p.denied(k, from) && !p.mishap(k, from) {
				bad++
			}
		}
	}
	return bad, blamed
}

// mishap reads "when the lift failed": a hardship that only says when somebody helped.
func (p *passage) mishap(k, from int) bool {
	for j := k - 1; j >= from && j >= k-5; j-- {
		if whens.has(p.toks[j].fold) {
			return true
		} else if p.leanOf(j) == blames || strings.Contains(p.toks[j+1].sep, ",") {
			return false
		}
	}
	return false
}

var whens = set("when after because als nachdem weil quand lorsque apres cuando porque despues quando dopo perche toen nadat omdat kiedy nar efter")

// neverSo reads "I have never been so grateful".
func (o *sole) neverSo(k, from int) bool {
	for j := max(from, k-4); j < k; j++ {
		if lossless.at(o.g.p.toks, j, k+1) > 0 {
			return true
		}
	}
	return false
}

// servesBy says whether tokens tell one of the deeds that people are thanked for.
func (p *passage) servesBy(from, to int) bool {
	for k := from; k < to; k++ {
		if begins(p.toks[k].fold, serving) {
			return true
		}
	}
	return false
}

// unpaidIn reads "would not take a penny", "did not stop until".
func (p *passage) unpaidIn(from, to int) bool {
	for k := from; k < to; k++ {
		if unpaid.at(p.toks, k, to) > 0 {
			return true
		}
	}
	return false
}

// toSomething reads "grateful to the shop across the road".
func (p *passage) toSomething(k, to int) bool {
	if k+2 >= to || !goesTo.has(p.toks[k+1].fold) && !receiving.has(p.toks[k+1].fold) {
		return false
	}
	w, next := p.toks[k+2].fold, ""
	if k+3 < to {
		next = p.toks[k+3].fold
	}
	return (definite.has(w) || indefinite.has(w) || second.has(w) || possessives.has(w)) && !wholeStaff.has(next) && !readers.has(w)
}

// begun says whether a sentence begins with a pronoun for a mention.
func (o *sole) begun(from int, m *mention) bool {
	return o.isAbout(from, m) || from+1 < len(o.g.p.toks) && o.isAbout(from+1, m)
}

// praise counts the words of praise and thanks in a sentence that may be said of a
// mention; ok is false where one is said of somebody else.
func (o *sole) praise(m *mention, from, to int) (good int, ok bool) {
	p := o.g.p
	for k := from; k < to; k++ {
		if p.parts[k] != body || o.g.at[k] != nil {
			continue
		}
		if k > from+1 && indefinite.has(p.toks[k-1].fold) && likening.has(p.toks[k-2].fold) { // "slept like an angel"
			continue
		}
		if n := metaphors.at(p.toks, k, to); n > 0 && !p.denied(k, from) {
			if o.saidOf(m, k, from, false) == ofNamed {
				good++
			}
			continue
		}
		w := p.toks[k].fold
		thanks := begins(w, thankStems) || thankPhrases.at(p.toks, k, to) > 0 || deserving.at(p.toks, k, to) > 0
		if !thanks && (p.leanOf(k) != praises || p.idle(k, to)) {
			if p.leanOf(k) == praises && p.ofThing(k, to) && k > m.to && p.toks[k].sentence != p.toks[m.from].sentence {
				o.warm++
			}
			continue
		}
		if p.denied(k, from) && !p.lossBefore(k, from) && !cannotEnough(p.toks, k) && !o.neverSo(k, from) {
			return 0, false
		}
		if thanks && p.leanOf(k) != praises || begins(w, thankStems) {
			switch {
			case !strings.HasPrefix(w, "credit") && p.toSomething(k, to):
				return 0, false
			case !p.thankedBefore(m):
				if !begins(w, cheering) {
					o.thanks++
				}
				continue
			}
		}
		switch o.saidOf(m, k, from, thanks) {
		case ofNamed:
			good++
		case ofAnother:
			return 0, false
		}
	}
	return good, true
}

// metaphors praise without a word of praise.
var metaphors = phrasesOf("how much i value, how much we value, such a gift, forever in his debt, ever in his debt, forever in her debt, ever in her debt, what a difference, made such a difference, should run the, such a relief, gut aufgehoben, bestens aufgehoben, schwarmt, schwarmen, trop mignon, como nunca, enhorabuena por tener, todo funcionando, in no time, there in seconds, there in no time, there within minutes, day was made by, birthday was made by, holiday was made by, wedding was made by, im nu da, en un rien de temps, how well we were treated, how well i was treated, how well i was looked, how well we were looked, was something else, everyone smiling, everybody smiling, absolute legend, bless her, bless him, bless them, friendliest face, an absolute, can t fault, got my vote, un senor, una senora de, wie ich sie selten, wie man sie heute, comme on n en, comme on en, larmes aux yeux, tranen in den augen, tears in my eyes, lagrimas en los ojos, wat een topper, un grande, een topper, looked after me, looked after us, looked after my, looked after our, took care of me, took care of us, took care of my, as if he were, as if she were, as if it were, like my own, like her own, like his own, never forget, nie vergessen, nunca olvidar*, n oublier*, non dimentichero*, wie man ihn sich, wie man sie sich, wie man sich, comme on en, comme il en, een schat, n schat, the reason i, so muss, un angelo, un angel, un ange, so geht service, alle ehre, something special, one in a million, ray of sunshine, breath of fresh air, a credit, worth her weight, worth his weight, worth their weight, made our day, made my day, made my week, made her day, made his day, made all the difference, makes all the difference, out of her way, out of his way, above and beyond, extra mile, like family, like royalty, nothing was too much, couldn t do enough, could not do enough, can t fault, cannot fault, knew her stuff, knew his stuff, knows her stuff, knows his stuff, moved mountains, a diamond, a blessing, a joy, a rock, pay rise, " +
	"etwas besonderes, ein segen, gold wert, eine perle, mit herz, wie zu hause, das herz am rechten fleck, den tag gerettet, alle hebel, herz und seele, " +
	"aux petits soins, une perle, un amour, comme chez nous, comme a la maison, hors du commun, hors pair, une creme, a l ecoute, en or, " +
	"un cielo, un sol, de maravilla, como en casa, de diez, un crack, sin igual, un lujo, una joya, como la copa de un pino, de oro, " +
	"una perla, come a casa, fuori dal comune, d oro, un amore, een parel, als thuis, uma joia, como em casa, cinco estrelas, en klippa, en parla, na medal, zloty czlowiek, jak w domu")

// praiseOf is of whom a word of praise is said.
type praiseOf uint8

const (
	ofNamed praiseOf = iota
	ofAnother
	ofThings
)

// saidOf looks back from a word of praise for its subject.
func (o *sole) saidOf(m *mention, k, from int, thanks bool) praiseOf {
	p := o.g.p
	for j := k - 1; j >= from; j-- {
		w := p.toks[j].fold
		switch {
		case o.g.at[j] != nil:
			return ofNamed
		case o.isAbout(j, m), selves.has(w), p.toks[j].text == "I", readers.has(w):
			return ofNamed
		case pronouns.has(w) && !objectPronouns.has(w) && !plurals.has(w):
			return ofAnother // of the other gender
		case j+1 < k && (definite.has(w) || indefinite.has(w) || possessives.has(w) || second.has(w) || formal.has(w)) && p.beginsClause(j, p.x) && !pronouns.has(w) && p.beingBetween(j, k) && !o.namedBetween(max(from, j-5), j):
			if next := p.toks[j+1].fold; things.has(next) || services.has(next) || possessives.has(w) && !kin.has(next) && !staff.has(next) && !unnamedPeople.has(next) && !bystanders.has(next) && !p.jobs.has(next) {
				return ofThings
			}
			if demonstratives.has(w) && beings.has(p.toks[j+1].fold) || demonstratives.has(w) && thanks {
				return ofNamed
			}
			return ofAnother
		}
	}
	return ofNamed
}

func (o *sole) namedBetween(from, to int) bool {
	return slices.ContainsFunc(o.g.at[from:to], func(m *mention) bool { return m != nil })
}

// beingBetween says whether a word of being stands between two tokens.
func (p *passage) beingBetween(from, to int) bool {
	for k := from; k < to; k++ {
		if beings.has(p.toks[k].fold) {
			return true
		}
	}
	return false
}
