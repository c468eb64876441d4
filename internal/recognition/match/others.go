package match

import (
	"slices"
	"strings"
)

// Who else a passage speaks of beside a name, and whether the praise may be theirs.

// besideAnother says whether the sentence of a name has somebody else in it who may
// be the one it praises, and not only somebody to whom the one named did good.
func (o *sole) besideAnother(m *mention, from, to int) bool {
	p := o.g.p
	from = o.afterTurn(m, from)
	items := slices.Clone(o.g.itemsOf(from, to))
	for i, it := range items {
		if (it.is == nameless && !wholeStaff.has(p.toks[it.from].fold) || it.is == other) && !o.own(it.from) && (!o.isObject(items[:i], it, from) && !o.praisedFirst(m, it) || o.praisedWith(it, from, to)) {
			return true
		}
	}
	for k := from; k < to; k++ {
		if w := p.toks[k].fold; (bystanders.has(w) || mates.has(w)) && o.g.at[k] == nil && !((staff.has(w) || p.jobs.has(w) || unnamedPeople.has(w)) && o.g.describes(k, from, to)) && !o.own(k) {
			if it := (item{from: k, to: k + 1, is: nameless}); !o.isObject(itemsBefore(items, k), it, from) && !o.praisedFirst(m, it) || o.praisedWith(it, from, to) {
				return true
			}
		}
	}
	return false
}

// afterTurn is where the sentence goes on to a name: "all were kind, but Ann".
func (o *sole) afterTurn(m *mention, from int) int {
	for k := from; k < m.from; k++ {
		if w := o.g.p.toks[k].fold; opposing.has(w) || opposingBehindComma.has(w) {
			from = k
		}
	}
	return from
}

func itemsBefore(items []item, k int) []item {
	for i, it := range items {
		if it.from >= k {
			return items[:i]
		}
	}
	return items
}

// praisedFirst reads "Ann was brilliant, as was the porter": the name has its praise
// before anybody else comes.
func (o *sole) praisedFirst(m *mention, it item) bool {
	if m.to >= it.from {
		return false
	}
	good, bad := o.g.p.weigh(m.to, it.from)
	return good > bad
}

// praisedWith says whether praise stands right before somebody without a name, or
// anywhere behind, or a clause about them.
func (o *sole) praisedWith(it item, from, to int) bool {
	p := o.g.p
	for k := it.from - 1; k >= max(from, it.from-3) && !strings.ContainsAny(p.toks[k+1].sep, ",;:"); k-- {
		if p.leanOf(k) == praises {
			return true
		}
	}
	for k := it.to; k < to; k++ {
		if w := p.toks[k].fold; p.leanOf(k) == praises || k <= it.to+1 && relatives.has(w) && !articles.has(w) {
			return true
		}
	}
	return false
}

// own says whether somebody is of the writer's family.
func (o *sole) own(k int) bool {
	w := o.g.p.toks[k].fold
	return o.g.p.ofWriter(k) && !isNeighbour(w) || parents.has(w)
}

var parents = set("mum mom mam dad daddy mummy mama papa nan nana gran granny grandma grandad grandpa oma opa maman mami papi mamma babbo babcia")

// overtaken says whether somebody else begins to act behind a mention before anything
// is praised, or is praised before a deed that nothing else praises.
func (o *sole) overtaken(m *mention) bool {
	p := o.g.p
	if p.scorned(m) {
		return true
	}
	from, to := p.sentenceStart(m.from), p.sentenceEnd(m.from)
	if m.ground == nominated || p.toks[m.from].east {
		return false
	}
	if good, _ := p.weigh(from, to); good > 0 && !p.deniesOf(m, to) {
		return (m.ground == storied || !p.thankedBefore(m)) && o.besideAnother(m, from, to)
	}
	if m.ground == storied && o.besideAnother(m, from, to) {
		return true
	}
	for at := to; at < min(p.bodyEnd(), m.to+wholeMail); at = p.sentenceEnd(at) {
		end := p.sentenceEnd(at)
		for k := at; k < end; k++ {
			if o.g.at[k] != nil && sharesWord(o.g.at[k], m) {
				return false
			}
		}
		if o.bringsAnother(m, slices.Clone(o.g.itemsOf(at, end)), at, end, false) {
			return true
		}
		if _, ok := o.praise(m, at, end); !ok && m.ground == storied {
			return true
		}
		if good, _ := p.weigh(at, end); good > 0 {
			return false
		}
	}
	if m.ground != storied {
		return false
	}
	for at := 0; at < from; at = p.sentenceEnd(at) {
		if _, ok := o.praise(m, at, p.sentenceEnd(at)); !ok {
			return true
		}
	}
	return false
}

// ownerOnly reads "Ann's walking tour": what is told is told of what somebody has.
func (o *sole) ownerOnly(m *mention) bool {
	p := o.g.p
	if !p.toks[m.to-1].possessive || p.thankedBefore(m) {
		return false
	}
	for k := m.to; k < len(p.toks) && k < m.to+4 && p.toks[k].sentence == p.toks[m.from].sentence; k++ {
		if services.has(p.toks[k].fold) || p.leanOf(k) == praises {
			return false
		}
	}
	return true
}

// scorned reads "Bravo, Ann. Third wrong bill in a row": what somebody is cheered for
// is counted.
func (p *passage) scorned(m *mention) bool {
	if p.thanksForHarm(m) {
		return true
	}
	cheered := false
	for k := max(0, m.from-4); k < m.from; k++ {
		cheered = cheered || begins(p.toks[k].fold, cheering)
	}
	for k := m.to; cheered && k < p.bodyEnd(); k++ {
		if counted.at(p.toks, k, len(p.toks)) > 0 {
			return true
		}
	}
	return false
}

var (
	cheering = stems("bravo", "brava", "bravissim", "congrat", "gluckwunsch", "felicit", "felicidad", "enhorabuena", "complimenti", "parabens", "gefeliciteerd", "gratul", "grattis", "brawo", "gratulacj", "well done")
	counted  = phrasesOf("again, wrong, encore, wieder, umsonst, vergebens, otra vez, de nuevo, ancora, di nuovo, opnieuw, alweer, znowu, igen, outra vez, third, fourth, fifth, in a row, yet another, late, dritte, vierte, funfte, in folge, mahnung, verspatung, de retard, troisieme, quatrieme, d affilee, tercera, cuarta, tres, cuatro, sigo, seguid*, di ritardo, terza, quarta, altre, vertraging, derde, vierde, forsening, opoznien*, atraso")
)

// praisesBefore says whether a sentence before the name's praises a single other.
func (o *sole) praisesBefore(end int) bool {
	p := o.g.p
	for from := 0; from < end; {
		to := p.sentenceEnd(from)
		good, bad := p.weigh(from, to)
		for _, it := range o.g.itemsOf(from, to) {
			if good > bad && (it.is == nameless && !wholeStaff.has(p.toks[it.from].fold) || it.is == other) {
				return true
			}
		}
		from = to
	}
	return false
}

// bringsAnother says whether a sentence has somebody else act, or be thanked.
func (o *sole) bringsAnother(m *mention, items []item, from, to int, first bool) bool {
	p := o.g.p
	good, _ := p.weigh(from, to)
	for i, it := range items {
		switch {
		case it.is != nameless && it.is != other:
		case wholeStaff.has(p.toks[it.from].fold):
			if good > 0 && !first {
				return true
			}
		case o.own(it.from) && it.is == other && (first || good == 0 || o.begun(from, m)):
			if o.begun(from, m) {
				continue
			}
			if to < len(p.toks) && (pronouns.has(p.toks[to].fold) || p.toks[to].fold == "er" || p.toks[to].fold == "sie") && !(first && p.startsSentence(o.firstNamed(items))) {
				return true
			}
		case o.exclaims(it, from, to):
		case !o.isObject(items[:i], it, from):
			return true
		}
	}
	for k := from; k < to; k++ {
		if w := p.toks[k].fold; (bystanders.has(w) || isNeighbour(w)) && !first && k > from && (k-1 == from || !prepositions.has(p.toks[k-1].fold) && (k-2 == from || !prepositions.has(p.toks[k-2].fold))) && !o.own(k) && !o.g.describes(k, from, to) {
			return true
		}
	}
	return !first && (o.introduces(from, to) || o.beginsAnother(from, to))
}

// exclaims reads "A lovely man, thank him from me".
func (o *sole) exclaims(it item, from, to int) bool {
	p := o.g.p
	end := it.to
	for end < to && p.leanOf(end) == praises && !strings.Contains(p.toks[end].sep, ",") {
		end++
	}
	if it.from-from > 4 || end < to && !strings.ContainsAny(p.toks[end].sep, ",!:;–—") {
		return false
	}
	for k := from; k < it.from; k++ {
		if w := p.toks[k].fold; !indefinite.has(w) && !exclaiming.has(w) && !fillers.has(w) && p.leanOf(k) != praises || (definite.has(w) || possessives.has(w)) && !exclaiming.has(w) {
			return false
		}
	}
	return end > it.to || it.from > from
}

// beginsAnother reads "A kind commuter gave me his": somebody whose word is not known
// does something for the writer.
func (o *sole) beginsAnother(from, to int) bool {
	p := o.g.p
	if !indefinite.has(p.toks[from].fold) || p.toks[from].fold == "um" || to-from < 4 {
		return false
	}
	for k := from + 1; k < to; k++ {
		if o.g.at[k] != nil || pronouns.has(p.toks[k].fold) || beings.has(p.toks[k].fold) || strings.ContainsAny(p.toks[k].sep, ",:–—") {
			return false
		}
		if objects.has(p.toks[k].fold) && k > from+2 {
			return true
		}
	}
	return false
}

// introduces reads "It was a customer who", "C'est le vigile qui": the one whom the
// sentence is about is somebody new.
func (o *sole) introduces(from, to int) bool {
	p := o.g.p
	for k := from; k < to; k++ {
		if o.g.at[k] != nil {
			return false
		}
	}
	if n := pointsOut.at(p.toks, from, to); n > 0 && from+n+1 < to && (articles.has(p.toks[from+n].fold) || indefinite.has(p.toks[from+n].fold)) {
		for k := from + n + 1; k < to; k++ {
			if w := p.toks[k].fold; relatives.has(w) || staff.has(w) || unnamedPeople.has(w) || bystanders.has(w) || personal.has(w) {
				return true
			}
		}
	}
	return false
}

var pointsOut = phrasesOf("it was, it is, it s, there was, there is, c est, c etait, il y avait, es war, da war, das war, fue, era, habia, quien, foi, e stato, e stata, c era, het was, er was, det var, to byl, to byla, byl, byla")

func (o *sole) firstNamed(items []item) *mention {
	for _, it := range items {
		if it.is == named {
			return it.m
		}
	}
	return o.g.ms[0]
}

// isObject says whether somebody without a name is only the object of what the one
// named does, or stands behind a preposition of no agent.
func (o *sole) isObject(before []item, it item, from int) bool {
	p := o.g.p
	if p.beginsClause(it.from, p.x) && it.to < p.sentenceEnd(it.from) { // who stands last does nothing
		return false
	}
	k := it.from - 1
	for k > from && k > it.from-4 && p.ofSubject(k) {
		k--
	}
	if w := p.toks[k].fold; prepositions.has(w) && !agents.has(w) && !goesTo.has(w) {
		return true
	}
	for i := len(before) - 1; i >= 0; i-- {
		switch b := before[i]; {
		case b.is == self, b.is == reader, b.is == thing:
		case b.is == named || b.is == pronoun:
			return !p.linkBetween(b.to, it.from) && !p.contrastBetween(b.to, it.from)
		default:
			return false
		}
	}
	return false
}

// bystanders are people whom customers meet in a house that do not belong to it.
var bystanders = set("cook teacher framling passerby commuter schuler schulerin kraft aushilfe stranger singer student volunteer couple passenger customer guest paramedic paramedics florist plumber solicitor doctor nurse cleaner trainee neighbour neighbor vicar pianist band chef " +
	"herr dame student studentin praktikantin praktikant azubi kunde kundin gast nachbar nachbarin schwager sanger koch wirtin arzt arztin nonne pianist fahrgast passantin passant " +
	"vigile voisin voisine etudiant etudiante client cliente passager passagere medecin chanteur chanteuse boulanger interimaire stagiaire vieux " +
	"vecino vecina cliente clienta pasajero pasajera guitarrista cantante medico monja vigilante senora senor estudiante " +
	"vicino vicina cliente studente studentessa passeggero medico suora cantante vizinho vizinha passageiro estudante schoonmaakster buurman buurvrouw reiziger student " +
	"bonde granne student kund vikarie sasiad sasiadka student studentka pasazer klient klientka")
