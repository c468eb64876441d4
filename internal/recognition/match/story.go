package match

import "strings"

// stories: who is the only person in a passage and does what it tells, is who
// the passage is about.
func (g *judge) stories(direct bool) {
	var of *mention
	for _, m := range g.ms {
		switch {
		case m.framed || m.role == told && (of == nil || m.words() != of.words()) && !m.followed:
			return
		case m.role == outsider || m.role == greeted || m.role == told || m.stranger && of != nil && sharesWord(m, of):
			continue
		case m.role == blamed || of != nil && m.words() != of.words() && !sharesWord(m, of) && (of.with == 0 || m.with != of.with):
			return
		}
		if of == nil {
			of = m
		}
	}
	if of == nil || g.unnamed > 0 || of.stranger || g.elsewhere {
		return
	}
	if direct && g.p.ofLife(0, len(g.p.toks)) {
		return
	}
	good, bad := g.p.weighAll()
	if bad > good || bad > 0 && of.role == neutral {
		return
	}
	for _, m := range g.ms {
		if m.role == outsider || m.role == greeted || m.role == told || g.p.toks[m.from].east || m.ground != groundless || !g.p.acts(m) && !m.followed || g.p.supposed(m) || g.p.inRelative(m) {
			continue
		}
		if direct && !g.p.startsSentence(m) {
			continue
		}
		if !direct && good > 0 || g.p.servesWriter(m) || m.served || direct && g.p.servesCustomer(m) {
			m.ground = storied
		}
	}
}

// sharesWord says whether two mentions may be of one person: "Ann Lee … Ann".
func sharesWord(a, b *mention) bool {
	for _, t := range a.p.toks[a.from:a.to] {
		for _, u := range b.p.toks[b.from:b.to] {
			if t.fold == u.fold {
				return true
			}
		}
	}
	return false
}

// servesWriter says whether the sentence tells what somebody did for the writer.
func (p *passage) servesWriter(m *mention) bool {
	to := m.to
	for to < len(p.toks) && p.toks[to].sentence == p.toks[m.from].sentence {
		to++
	}
	if p.servesIn(m.to, to) || passiveBy.has(p.oblique(m.from)) {
		return true
	}
	for n := 1; n <= 3; n++ {
		if objects.has(p.before(m, n)) {
			return true
		}
	}
	return false
}

// servesCustomer says whether a colleague tells what somebody did for a customer,
// or so that the writer could do something.
func (p *passage) servesCustomer(m *mention) bool {
	for k := m.to; k < len(p.toks) && p.toks[k].sentence == p.toks[m.from].sentence; k++ {
		if w := p.toks[k].fold; customers.has(w) || selves.has(w) && k > m.to+2 || p.toks[k].text == "I" && k > m.to+2 {
			return true
		}
	}
	return false
}

var customers = set("guest guests customer customers client clients patient patients passenger passengers visitor visitors resident residents caller gast gaste gasten kunde kunden kundin kundinnen patienten besucher fahrgast fahrgaste hote hotes cliente clientes cliente voyageur voyageurs touriste turista turistas huesped huespedes paciente pacientes ospite ospiti clienti klant klanten klient klienta klientka goscia gosci host hosta zakaznik zakaznika gast kund kunder gjest gjester")

func (p *passage) servesIn(from, to int) bool {
	for k := from; k < to; k++ {
		if objects.has(p.toks[k].fold) {
			return true
		}
	}
	return false
}

// acts says whether a name is the subject of what its sentence tells.
func (p *passage) acts(m *mention) bool {
	if p.toks[m.from].east {
		return true
	}
	to := m.to
	for to < len(p.toks) && p.toks[to].sentence == p.toks[m.from].sentence {
		to++
	}
	if p.asks(to) || p.spokenTo(m, to) || p.deniesOf(m, to) {
		return false
	}
	if m.to >= len(p.toks) || p.toks[m.to].sentence != p.toks[m.from].sentence || p.andAnother(m) || p.ownsThing(m) || future.has(p.after(m, 1)) {
		return false
	}
	return p.isSubject(m, p.x)
}

// andAnother reads "Ann and I".
func (p *passage) andAnother(m *mention) bool {
	k := m.to + 1
	return joins.has(p.after(m, 1)) && k < len(p.toks) && p.toks[k].sentence == p.toks[m.from].sentence && (p.toks[k].capital || selves.has(p.toks[k].fold) || staff.has(p.toks[k].fold))
}

// spokenTo reads "Tom, if you read this".
func (p *passage) spokenTo(m *mention, to int) bool {
	if !p.commaAfter(m) {
		return false
	}
	for k := m.to; k < to; k++ {
		if readers.has(p.toks[k].fold) {
			return true
		}
	}
	return false
}

// deniesOf says whether what the name does is denied, or no deed but a wish or a question.
func (p *passage) deniesOf(m *mention, to int) bool {
	for k := m.to; k < to && !contrasts.has(p.toks[k].fold) && !(links.has(p.toks[k].fold) && !joins.has(p.toks[k].fold) && k > m.to) && !(k > m.to+6 && strings.Contains(p.toks[k].sep, ",")); k++ {
		if n := unpaid.at(p.toks, k, to); n > 0 {
			k += n - 1
			continue
		}
		if w := p.toks[k].fold; undone.has(w) && !(w == "nie" && p.isGerman()) || begins(w, asking) && !p.weAsk(k) {
			return true
		}
	}
	return false
}

// weAsk reads "before we even asked": it is the writer who asks.
func (p *passage) weAsk(k int) bool {
	for j := k - 1; j >= 0 && j >= k-2; j-- {
		if selves.has(p.toks[j].fold) || p.toks[j].text == "I" {
			return true
		}
	}
	return false
}

// unpaid are denials that praise: who would take no money.
var unpaid = phrasesOf("would not take, wouldn t take, did not charge, didn t charge, would not hear of, did not stop until, didn t stop until, did not give up, didn t give up, did not leave until, didn t leave until, " +
	"wollte kein geld, wollte nichts dafur, hat nichts berechnet, gab nicht auf, liess nicht locker, hat nicht aufgegeben, n a rien voulu, n a pas voulu, n a rien demande, n a pas lache, n a pas hesite, " +
	"no quiso cobrar*, no nos quiso cobrar*, no me quiso cobrar*, no se separo, no se aparto, no nos cobro, no me cobro, no quiso nada, no paro hasta, no descanso hasta, no colgo hasta, non ha voluto niente, non ha voluto nulla, non ha mollato, non si e arres*, nie wzial*, nie wziel*, nie poddal*, wilde geen geld, wilde er niets voor, gaf niet op, nevzal*, nevzdal*")

// undone deny a deed.
var undone = set("niets nichts rien nada niente not t cannot nicht pas niet nie nem non nao ne не inte ikke nikdy neni")

// asking are stems of what people do who want something.
var asking = stems("asks", "asked", "wants", "wish", "needs", "owes", "owed", "seems", "claims", "claimed", "frag", "mochte", "mochten", "sucht", "suchen", "demand", "voudrait", "souhait", "cherche", "pregunt", "quier", "busca", "chied", "chiest", "vuole", "vraag", "vroeg", "wil", "zoekt", "pyta", "chce", "promis", "versproch", "charged", "cobr", "wrote", "told", "assured", "informed", "sagt", "versicher", "dijo", "asegur", "assur", "signed", "knows", "weiss", "sait", "sabe")

// future makes of a deed one that is still to come.
var future = set("will would can could should may might wird sollte konnte va vont doit deberia debe podria")

func (p *passage) startsSentence(m *mention) bool {
	k := m.from - 1
	for k >= 0 && p.toks[k].sentence == p.toks[m.from].sentence && p.parts[k] != greeting {
		if !p.ofSubject(k) && !fillers.has(p.toks[k].fold) {
			return false
		}
		k--
	}
	return true
}

// ors leave open which of two names is meant.
var ors = set("or oder ou o u lub nebo eller или vagy sau veya tai alebo ili albo чи")

// orBeside reads "Ann or Hannah", "Ann oder so ähnlich".
func (p *passage) orBeside(m *mention) bool {
	if ors.has(p.after(m, 1)) && strings.TrimSpace(p.toks[m.to].sep) == "" && m.to+1 < len(p.toks) && (p.toks[m.to+1].capital || p.after(m, 2) == "so" || p.after(m, 2) == "something" || p.after(m, 2) == "algo") {
		return true
	}
	return ors.has(p.before(m, 1)) && p.before(m, 2) != "" && p.toks[m.from-m.titles-2].capital
}
