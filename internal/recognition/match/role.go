package match

import "strings"

// assign gives every mention of a passage its role.
func assign(p *passage, all []*mention) {
	group := 0
	for k, m := range all {
		m.role = p.roleOf(m)
		if k > 0 && p.listedTogether(all[k-1], m) {
			if all[k-1].with == 0 {
				group++
				all[k-1].with = group
			}
			m.with = all[k-1].with
			if m.lead = all[k-1].lead; m.lead == nil {
				m.lead = all[k-1]
			}
		}
	}
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && all[to].with != 0 && all[to].with == all[from].with {
			to++
		}
		alike(all[from:to])
		from = to
	}
}

// alike gives people named in one breath the same role, the strongest of them.
func alike(group []*mention) {
	r := neutral
	for _, m := range group {
		if m.role != neutral && !m.framed && !m.denied {
			r = m.role
			break
		}
	}
	for _, m := range group {
		if m.role == neutral {
			m.role = r
		}
	}
}

// listedTogether says whether only "and", commas and titles stand between two mentions.
func (p *passage) listedTogether(a, b *mention) bool {
	if p.toks[a.to-1].sentence != p.toks[b.from].sentence || p.parts[a.from] != p.parts[b.from] {
		return false
	}
	if b.from-a.to > 2 {
		return p.eachAtTheirPlace(a, b) || p.eachByTheirWork(a, b)
	}
	words := 0
	for k := a.to; k < b.from; k++ {
		if t := p.toks[k].fold; !joins.has(t) && !titles.has(t) {
			return false
		}
		words++
	}
	sep := strings.TrimSpace(p.toks[b.from].sep)
	if b.from > a.to {
		return words > 0
	}
	return sep == "," || sep == "&" || sep == "/" || sep == "+" || sep == "、"
}

// eachByTheirWork reads "dem Kellner Jan Roth und der Köchin Ute Kern": an article and
// a word for what somebody does stand before the second name.
func (p *passage) eachByTheirWork(a, b *mention) bool {
	if b.from-a.to > 4 || !joins.has(p.toks[a.to].fold) || !articles.has(p.toks[a.to+1].fold) && !second.has(p.toks[a.to+1].fold) {
		return false
	}
	for k := a.to + 2; k < b.from; k++ {
		if w := p.toks[k].fold; !p.jobs.has(w) && !staff.has(w) && !titles.has(w) || strings.Contains(p.toks[k].sep, ",") {
			return false
		}
	}
	return strings.TrimSpace(p.toks[b.from].sep) == ""
}

func (p *passage) roleOf(m *mention) role {
	if p.parts[m.from] == greeting {
		return greeted
	}
	if m.denied = p.deniedByName(m) || p.notInvolved(m); m.denied || p.belongs(m) || p.isOrganisation(m) {
		return outsider
	}
	if m.framed = p.framed(m); m.framed {
		return outsider
	}
	if r, ok := p.relation(m); ok {
		return r
	}
	if p.zone == zoneNote && p.addressed(m) {
		return greeted
	}
	good, bad, later := p.leaning(m)
	switch {
	case good > 0 && good >= bad:
		if p.isTold(m) && !p.thanksThrough(m) && !later {
			return told
		}
		return praised
	case bad > 0:
		return blamed
	case p.isTold(m):
		return told
	}
	return neutral
}

// before gives the folded word n tokens before the mention's titles, in the same
// sentence, or "".
func (p *passage) before(m *mention, n int) string {
	k := m.from - 1
	for k >= 0 && titles.has(p.toks[k].fold) && (p.toks[k].capital || len(p.toks[k].fold) > 1) && p.toks[k].sentence == p.toks[m.from].sentence {
		k--
	}
	k -= n - 1
	if k < 0 || p.toks[k].sentence != p.toks[m.from].sentence || p.parts[k] == greeting {
		return ""
	}
	return p.toks[k].fold
}

func (p *passage) after(m *mention, n int) string {
	k := m.to + n - 1
	if k >= len(p.toks) || p.toks[k].sentence != p.toks[m.to-1].sentence {
		return ""
	}
	return p.toks[k].fold
}

var (
	// ofOthers stand before the name of a customer or another outsider.
	ofOthers = leadsOf("my name is", "i am", "i m", "ich bin", "ich heisse", "mein name ist", "je suis", "je m appelle", "me llamo", "mi nombre es", "soy", "sono", "mi chiamo",
		"on behalf of", "im namen von", "im auftrag von", "au nom de", "en nombre de", "name of", "den namen", "nom de", "nombre de", "reservation for", "booking for", "booked for", "booked by",
		"our guest", "guest", "customer", "client", "patient", "passenger", "gast", "kunde", "kundin", "kunden", "patientin", "cliente", "cliente nuestro", "paciente", "huesped", "invite", "cliente",
		"gaste", "gastes", "clientin", "mandant", "klient", "order of", "written by", "wrote", "sent by", "received from", "mail from", "email from", "regards from", "greetings from", "love from", "grusse von", "gruss von", "saludos de", "recuerdos de", "bonjour de", "saluti da", "groeten van", "pozdrowienia od", "feedback from", "letter from", "message from",
		"mail von", "asked by", "contacted by", "invited by", "survey from", "letter from", "call from", "according to", "laut", "zufolge", "nach ansicht von", "selon", "d apres", "segun", "secondo", "a detta di", "segundo", "volgens", "wedlug", "zdaniem", "podle", "enligt", "ifolge", "szerint", "nachricht von", "feedback von", "brief von", "schreiben von", "ruckmeldung von", "mail de", "message de", "correo de", "mensaje de", "retour de", "courrier de", "carta de")
	// telling stand before the name of somebody who is to be told.
	telling = leadsOf("please have", "please let", "please get", "give", "tell", "told", "inform", "informed", "ask", "asked", "copy", "copying", "copied", "cc", "cc d", "forward to", "forwarded to", "forwarding to", "spoke to", "spoke with", "speak to", "speak with", "talk to", "talk with", "meet", "reach", "contact", "call", "parler a", "parler avec", "hablar con", "contactar con", "erreichen sie", "let",
		"recommended by", "referred by", "transferred by", "sagen sie", "sag", "sage", "informieren sie", "fragte", "gefragt", "in kopie", "kopie an", "weiterleiten an", "leiten sie", "dites a", "dire a", "demande a", "copie a", "informer",
		"digan a", "diga a", "digale a", "decir a", "decirle a", "informar a", "copia a", "pregunte a", "hable con", "parle a", "parle avec", "gesprochen mit", "sprach mit", "written to", "wrote to", "geschrieben an", "ecrit a", "escrito a", "escribi a")
	// meeting end a German sentence about somebody one wants to speak to.
	meeting = set("sprechen telefonieren reden gesprochen telefoniert wenden verwiesen weiterleiten treffen")
	// copying stand before the address of somebody who only gets a copy or knows more.
	copying = set("cc copy copied copying ask contact kopie kopf fragen fragt copie demander contacter copia preguntar contactar lead manager boss chef chefin vorgesetzte responsable jefe jefa")
	// reporting stand behind the name of somebody who only said or did something on the way.
	reporting = set("wrote writes told said asked asks says schrieb schreibt sagte fragte meinte ecrit dit demande escribio escribe dijo pregunto transferred referred recommended")
)

// relation tells people who are no nominees by what they are to the writer or to
// somebody else.
func (p *passage) relation(m *mention) (role, bool) {
	b1, b2, b3 := p.before(m, 1), p.before(m, 2), p.before(m, 3)
	if kin.has(b1) && (possessives.has(b2) || b2 == "" && b1 != "schwester" || possessives.has(b3)) || possessives.has(b1) && p.titleIsKin(m) {
		return outsider, true
	}
	if possessives.has(p.after(m, 1)) && kin.has(p.after(m, 2)) && p.commaAfter(m) {
		return outsider, true
	}
	if superiors.has(b1) && (theirPossessives.has(b2) || theirPossessives.has(b3)) && b2 != "your" {
		return outsider, true
	}
	if theirPossessives.has(p.after(m, 1)) && superiors.has(p.after(m, 2)) && p.commaAfter(m) {
		return outsider, true
	}
	if m.writers = m.kind != byAddress && p.toks[m.to-1].possessive && kin.has(p.after(m, 1)) && (p.before(m, 1) == "m" || p.before(m, 1) == "am"); m.writers {
		return outsider, true
	}
	if m.kind != byAddress && p.toks[m.to-1].possessive && (superiors.has(p.after(m, 1)) || kin.has(p.after(m, 1)) || p.after(m, 1) == "room" || p.after(m, 1) == "booking") {
		return outsider, true
	}
	if ofOthers.end(b3, b2, b1) {
		return outsider, true
	}
	if p.zone == zoneNote && (p.after(m, 1) == "wrote" || p.after(m, 1) == "writes" || p.after(m, 1) == "schreibt" || p.after(m, 1) == "schrieb" || p.after(m, 1) == "ecrit" || p.after(m, 1) == "escribe") {
		return outsider, true
	}
	return neutral, false
}

// titleIsKin tells "meine Frau Anna" from "Frau Anna".
func (p *passage) titleIsKin(m *mention) bool {
	return m.from > 0 && (p.toks[m.from-1].fold == "frau" || p.toks[m.from-1].fold == "herr")
}

func (p *passage) commaAfter(m *mention) bool {
	return m.to < len(p.toks) && strings.HasPrefix(strings.TrimSpace(p.toks[m.to].sep), ",")
}

var articles = set("the la el le les der die dem den il lo o a os as")

func (p *passage) isTold(m *mention) bool {
	if reporting.has(p.after(m, 1)) || p.recommends(m) {
		return true
	}
	if p.before(m, 1) == "mit" || p.before(m, 1) == "an" {
		for k := m.to; k < len(p.toks) && p.toks[k].sentence == p.toks[m.from].sentence; k++ {
			if meeting.has(p.toks[k].fold) {
				return true
			}
		}
	}
	if m.kind == byAddress {
		for k := m.from - 1; k >= 0 && k >= m.from-5 && p.toks[k].line == p.toks[m.from].line; k-- {
			if copying.has(p.toks[k].fold) {
				return true
			}
		}
	}
	n := 1
	if articles.has(p.before(m, 1)) { // "hablar con la señora Pujol"
		n = 2
	}
	return telling.end(p.before(m, n+2), p.before(m, n+1), p.before(m, n))
}

// thanksThrough says whether what is to be told is thanks to that person:
// "please tell Ann how grateful we are", "sagen Sie Herrn Wolf herzlichen Dank".
func (p *passage) thanksThrough(m *mention) bool {
	if p.namesAnother(m) || reporting.has(p.after(m, 1)) {
		return false
	}
	for k := m.to; k < len(p.toks) && p.toks[k].sentence == p.toks[m.from].sentence; k++ {
		if contrasts.has(p.toks[k].fold) {
			return false
		}
		if w := p.toks[k].fold; thanking.has(w) || w == "how" || w == "combien" || w == "cuanto" || strings.HasPrefix(w, "grateful") || strings.HasPrefix(w, "appreciat") {
			return true
		}
	}
	return false
}

// namesAnother says whether a further name follows in the sentence.
func (p *passage) namesAnother(m *mention) bool {
	for k := m.to; k < len(p.toks) && p.toks[k].sentence == p.toks[m.from].sentence; k++ {
		if (p.isGiven[k] || p.isFamily[k]) && p.toks[k].capital && !commonWords.has(p.toks[k].fold) {
			return true
		}
	}
	return false
}

// leaning weighs the words of praise and of blame about a mention: those in its
// own clause first, then in its sentence, then in the next one if that goes on
// about the same person; later tells that last case, where it is a pronoun.
func (p *passage) leaning(m *mention) (good, bad int, later bool) {
	from, to := p.clause(m)
	s := p.toks[m.from].sentence
	if good, bad = p.weigh(from, to); good+bad > 0 {
		if good == 0 && !p.blamesIn(from, to) { // a hard lot is told of whom is thanked before
			for from > 0 && p.toks[from-1].sentence == s && !contrasts.has(p.toks[from].fold) {
				from--
			}
			if thanked, _ := p.weigh(from, m.from); thanked > 0 {
				return thanked, 0, false
			}
		}
		return good, bad, false
	}
	to = m.to
	for to < len(p.toks) && p.toks[to].sentence == s && !contrasts.has(p.toks[to].fold) {
		to++
	}
	if good, bad = p.weigh(m.to, to); good+bad > 0 {
		return good, bad, false
	}
	for to < len(p.toks) && p.toks[to].sentence == s {
		to++
	}
	if to < len(p.toks) && goesOn.has(p.toks[to].fold) {
		next := to
		for next < len(p.toks) && p.toks[next].sentence == p.toks[to].sentence {
			next++
		}
		good, bad = p.weigh(to, next)
		return good, bad, !thanking.has(p.toks[to].fold)
	}
	return 0, 0, false
}

// blamesIn says whether tokens [from,to) blame somebody, or tell a hardship alone.
func (p *passage) blamesIn(from, to int) bool {
	for k := from; k < to; k++ {
		if l := p.leanOf(k); l == blames || l == praises || p.toks[k].east {
			return true
		}
	}
	return false
}

// goesOn are words that begin a sentence about the person named before.
var goesOn = set("she he they her his their such what sie er ihre sein elle il ella el ellos ils elles quelle que very so was a great truly really nie nunca never thank thanks danke merci gracias")

// clause is the stretch around a mention without commas (but those of a list)
// and without contrasting words.
func (p *passage) clause(m *mention) (from, to int) {
	s := p.toks[m.from].sentence
	from, to = m.from, m.to
	for from > 0 && p.toks[from-1].sentence == s && p.parts[from-1] != greeting && !contrasts.has(p.toks[from].fold) && !strings.ContainsAny(p.toks[from].sep, ",;:()–") {
		from--
	}
	for to < len(p.toks) && p.toks[to].sentence == s && !contrasts.has(p.toks[to].fold) && !strings.ContainsAny(p.toks[to].sep, ",;()–") {
		to++
	}
	return from, to
}
