package match

import "strings"

// plainly keeps those as told of whom a customer's words say plainly that the
// praise is theirs; who is only likely to be meant is asked about. What makes a
// mail doubtful is much the same in every language: somebody else for whom the
// praise may be, a turn in the sentence, or a name that stands beside the praise
// and not under it.
func (f *finder) plainly(p *passage, ms []*mention, vs []verdict) []verdict {
	for i, v := range vs {
		if !v.told() || f.plain(p, ms, v) {
			continue
		}
		vs[i].rivals, vs[i].id = []who{v.id}, -1
		vs[i].why = "it does not say plainly that the praise is theirs"
	}
	return vs
}

// plain says whether one of the mentions of somebody leaves no doubt.
func (f *finder) plain(p *passage, ms []*mention, v verdict) bool {
	if f.mail.Direct && (v.m.ground == nominated || p.cued(v.m)) {
		return true
	}
	o := soleOf(p, ms)
	for _, m := range ms {
		if (m == v.m || sharesWord(m, v.m)) && m.role != outsider && !p.doubtful(m, f.mail.Direct) && (f.mail.Direct || !o.overtaken(m) && !o.ownerOnly(m)) {
			return true
		}
	}
	return false
}

// doubtful says whether something about a mention takes its ground away.
func (p *passage) doubtful(m *mention, direct bool) bool {
	if p.toks[m.from].east {
		return false
	}
	if m.ground == nominated {
		return false
	}
	from, to := p.sentenceStart(m.from), m.to
	for to < len(p.toks) && p.toks[to].sentence == p.toks[from].sentence {
		to++
	}
	return !p.tellsAtLength() && p.turnsShortly(m, from, to, direct) || p.anotherAltogether(m) || p.withSelf(m) || p.toldWriter(m) || m.role == told && m.ground == thanked && p.reports(m) || p.asks(to) && !p.asksKindly(m) || p.ofCustomer(m, from, to) || p.likened(from, to) || !p.led(m) && !p.praisedNext(m, to) && !p.toldBehindColon(m) || p.mocked(from, to) || p.ofRelative(m) || p.onlyCause(m, to) || m.inCase() && !p.thanksBeside(m) ||
		postpositions.has(p.after(m, 1)) || p.calledUpon(m) || m.ground == storied && (!p.plainStory(m, from, to) || !direct && !p.isWarm() && !p.kindIn(m.to, to) && p.takesAway(m.to, to))
}

// takesAway reads "walked off with our tickets": what is the writer's is told of, and
// not the writer.
func (p *passage) takesAway(from, to int) bool {
	for k := from; k < to; k++ {
		if w := p.toks[k].fold; objects.has(w) && !possessives.has(w) {
			return false
		}
		if w := p.toks[k].fold; strings.Contains(p.toks[k].sep, ",") && joins.has(w) {
			break
		}
	}
	return true
}

// isWarm says whether a passage praises or thanks at all.
func (p *passage) isWarm() bool {
	for k := range p.bodyEnd() {
		if p.leanOf(k) == praises || begins(p.toks[k].fold, thankStems) || metaphors.at(p.toks, k, len(p.toks)) > 0 || unpaid.at(p.toks, k, len(p.toks)) > 0 || lossless.at(p.toks, k, len(p.toks)) > 0 {
			return true
		}
	}
	return false
}

// asksKindly reads "Could you pass our thanks on to Ann?": a question that only asks
// for thanks to be given.
func (p *passage) asksKindly(m *mention) bool {
	return p.thankedBefore(m) && kindly.has(p.toks[p.sentenceStart(m.from)].fold)
}

var kindly = set("could can would will may please konnten konnen konntet kann darf wurden puis pourriez pouvez peut podria podrian podriais puede pueden potreste potrebbe puo kunt kan kunnen zou poderiam podem kan kunde czy")

// reports reads "Ann asked me to write a review": she did no more than say so.
func (p *passage) reports(m *mention) bool {
	return reporting.has(p.after(m, 1)) && !m.followed && !p.thanksBeside(m)
}

// inCase says whether a name was met in another case than the directory's.
func (m *mention) inCase() bool {
	return m.cased || m.kind == titledName && !m.p.isFamily[m.from] && !m.p.isGiven[m.from] && len(m.hits) > 0 && m.hits[0].quality == partial
}

// postpositions stand behind who is left out or replaced, in Hungarian, Turkish and Finnish.
var postpositions = set("nelkul helyett kivul olmadan olmasa yerine disinda haric yokken gelmeyince sijaan sijasta tilalla")

// crowd is who else a passage speaks of.
type crowd struct {
	nameless int // people without a name who act
}

// ofCustomer reads "a guest called Daniel", "Daniel adında bir müşteri".
func (p *passage) ofCustomer(m *mention, from, to int) bool {
	for k := max(from, m.from-6); k < m.from; k++ {
		if customers.has(p.toks[k].fold) || visitors.has(p.toks[k].fold) {
			for j := k + 1; j < m.from; j++ {
				if callings.has(p.toks[j].fold) {
					return true
				}
			}
		}
	}
	return callings.has(p.after(m, 1)) && (p.after(m, 2) == "bir" || visitors.has(p.after(m, 2)) || customers.has(p.after(m, 2)))
}

var (
	callings = set("named called name namens nomme nommee appele appelee nom llamado llamada nombre nome chiamato chiamata chamado chamada genaamd naam nazwisku imieniem jmenem menom heter vid ved navn hette nimeltaan niminen nevu adinda adli isimli имени имя фамилии")
	visitors = set("neighbour neighbor stranger passer lady couple hospede hospedes guest gosc gosciem host gast gaster gaest gjest asiakas vieras vendeg vendege musteri misafir гость гостья клиент клиентка пациент пассажир пассажирка")
)

// likened reads "as kind as a brick wall", "aimable comme une porte de prison".
func (p *passage) likened(from, to int) bool {
	for k := from + 1; k+1 < to; k++ {
		if !likening.has(p.toks[k].fold) || !indefinite.has(p.toks[k+1].fold) {
			continue
		}
		if p.leanOf(k-1) == praises || k > from+1 && (beings.has(p.toks[k-2].fold) || degrees.has(p.toks[k-2].fold) || p.toks[k-2].fold == "as" || p.toks[k-2].fold == "zo" || p.toks[k-2].fold == "lika") {
			return true
		}
	}
	return false
}

var likening = set("as like wie comme como come als som jak kuin mint gibi")

// led says whether what stands before a name lets it be a subject, or the object
// of thanks: not "the mother of Ann", "without Ann", "after Ann".
func (p *passage) led(m *mention) bool {
	k := m.from - 1
	for ; k >= 0 && p.toks[k].sentence == p.toks[m.from].sentence; k-- {
		w := p.toks[k].fold
		if strings.ContainsAny(p.toks[k+1].sep, ",;:–—(") || begins(w, thankStems) || begins(w, nominating) || thankPhrases.at(p.toks, k, m.from) > 0 {
			return true
		}
		if !(titles.has(w) || articles.has(w) || p.jobs.has(w) || staff.has(w) || possessives.has(w) || second.has(w) || p.leanOf(k) == praises || particles.has(w) && k > 0 && titles.has(p.toks[k-1].fold)) || exceptions.has(w) {
			break
		}
	}
	if k < 0 || p.toks[k].sentence != p.toks[m.from].sentence {
		return true
	}
	w := p.toks[k].fold
	switch {
	case exceptions.has(w), pointing.has(w):
		return false
	case !prepositions.has(w) && !agents.has(w):
		return !m.inCase() || towards.has(w) || objects.has(w)
	case agents.has(w) && p.doneBy(m, w):
		return true
	}
	far := 6
	if joins.has(p.toks[max(k-1, 0)].fold) { // "thanks to Ann for her patience and to Bo for his"
		far = 14
	}
	for j := k - 1; j >= 0 && j >= k-far && p.toks[j].sentence == p.toks[k].sentence; j-- {
		if u := p.toks[j].fold; begins(u, thankStems) || begins(u, nominating) || services.has(u) || thankPhrases.at(p.toks, j, k+1) > 0 {
			return true
		}
	}
	for j := m.to; j < len(p.toks) && j < m.to+8 && p.toks[j].sentence == p.toks[k].sentence && receiving.has(w); j++ {
		if begins(p.toks[j].fold, thankStems) {
			return true // "möchte ich mich bei Ann bedanken"
		}
	}
	return false
}

var (
	// exceptions stand before who is left out.
	exceptions = set("without sans ohne sin senza zonder sem bez utan uden uten ilman except salvo excepto eccetto tranne hormis sauf malgre despite trotz besides unlike außer ausser behalve oprocz krome без кроме крім")
	// receiving stand before who gets the thanks that stand behind.
	receiving = set("bei an to a aan al ad")
)

// pointing stand before a name that is held at a distance: "this Mr Hall".
var pointing = set("this dieser diese diesem diesen jener jene cette cet questo questa quel quella deze")

// meetings stand before who was met; what follows may praise them.
var meetings = set("to with from by mit bei von an avec chez con met bij z od med med hos av")

// praisedNext reads "I spoke to Ann. She was patient.": whoever a name is the object
// of, the next sentence goes on with them.
func (p *passage) praisedNext(m *mention, to int) bool {
	k := m.from - m.titles - 1
	if k < 0 || to >= len(p.toks) || !meetings.has(p.toks[k].fold) && !meetings.has(p.before(m, 1)) || !pronouns.has(p.toks[to].fold) && p.toks[to].fold != "sie" && p.toks[to].fold != "er" {
		return false
	}
	end := to
	for end < len(p.toks) && p.toks[end].sentence == p.toks[to].sentence {
		if w := p.toks[end].fold; denying.has(w) || opposing.has(w) {
			return false
		}
		end++
	}
	good, bad := p.weigh(to, end)
	return good > 0 && bad == 0
}

// mocked reads "was kind enough to lose my bag": kindness that is only the lead of
// what was done.
func (p *passage) mocked(from, to int) bool {
	for k := from; k < to; k++ {
		if mocking.at(p.toks, k, to) > 0 {
			return true
		}
	}
	return false
}

var mocking = phrasesOf("kind enough to, nice enough to, good enough to, had the kindness to, what a genius, how clever of, so freundlich uns, so freundlich mich, so nett uns, so nett mich, so lieb uns, gentillesse de, amabilite de, bonte de, amabilidad de, gentileza de, detalle de, gentilezza di, cortesia di, amabilidade de, vriendelijkheid om, zo vriendelijk om, zo aardig om, uprzejmosc, laskavost, vanligheten att, venlighed at, vennlighet a, kedvessege, любезность")

// ofRelative reads "Ann's twin brother", "Anna felesége": it is another who is
// spoken of.
func (p *passage) ofRelative(m *mention) bool {
	owned := p.toks[m.to-1].possessive
	for n := 1; n <= 4; n++ {
		w := p.after(m, n)
		if theirKin.has(w) || owned && (kin.has(w) && w != "kind" || staff.has(w) || unnamedPeople.has(w) || mates.has(w) || superiors.has(w)) {
			return true
		}
		if w == "" || p.leanOf(m.to+n-1) == praises && !owned {
			return false
		}
	}
	return false
}

// isWriters reads "Ann is my neighbour".
func (p *passage) isWriters(m *mention) bool {
	w := p.after(m, 3)
	return beings.has(p.after(m, 1)) && (possessives.has(p.after(m, 2)) || p.after(m, 2) == "min" || p.after(m, 2) == "moj" || p.after(m, 2) == "moja") && (isNeighbour(w) || kin.has(w) && w != "kind")
}

// isNeighbour says whether a word is for a friend or neighbour, who is no relative:
// also a Bettnachbarin.
func isNeighbour(w string) bool {
	return friends.has(w) || strings.HasSuffix(w, "nachbar") || strings.HasSuffix(w, "nachbarin")
}

var friends = set("neighbour neighbor friend freund freundin voisin voisine ami amie vecino vecina amigo amiga vicino vicina amico amica vizinho vizinha buurman buurvrouw vriend vriendin granne grannen nabo sasiad sasiadka")

// theirKin are relatives and colleagues as they stand behind a name in Hungarian,
// Turkish, Finnish and the languages of the north.
var theirKin = set("felesege ferje anyja apja fia lanya testvere baratja kollegaja helyettese esi karisi kocasi annesi babasi oglu kizi kardesi ablasi arkadasi meslektasi yardimcisi vekili mies vaimo aiti sijainen kollega man fru mor dotter bror syster mand kone bror soster kollega vikar vikarie")

// onlyCause reads "thanks to Ann we missed the boat": what a name is the cause of
// need not be good.
func (p *passage) onlyCause(m *mention, to int) bool {
	if m.to >= to || strings.ContainsAny(p.toks[m.to].sep, ",;:–—") {
		return false
	}
	k := m.from - m.titles - 1
	for k > 0 && articles.has(p.toks[k].fold) {
		k--
	}
	if k < 0 || p.toks[k].sentence != p.toks[m.from].sentence {
		return false
	}
	if w := p.toks[k].fold; !causes.has(w) && !(causesTo.has(w) && k < m.from-m.titles-1) && !(k > 0 && goesTo.has(w) && causesTo.has(p.toks[k-1].fold)) && !(w == "au" || w == "ao" || w == "vare") {
		return false
	}
	for k := m.to; k < to; k++ {
		if u := p.toks[k].fold; exceptions.has(u) || denying.has(u) {
			return true
		}
	}
	if good, bad := p.weigh(m.to, to); good > bad {
		return false
	}
	w := p.toks[m.to].fold
	if p.toks[m.to].text == "I" {
		return true
	}
	return w != "pela" && w != "pelo" && w != "pelos" && w != "pelas" && !forNames.has(w) && !joins.has(w) && !relatives.has(w) && !particleOfPlace.has(w) && w != "again" && p.toks[m.to].line == p.toks[m.from].line
}

var (
	causes   = set("dank dankzij dzieki diky vdaka vare благодаря завдяки")
	causesTo = set("thanks grace gracias grazie gracas merci")
)

// thanksBeside says whether a name in another case has thanks close before it, or
// right behind.
func (p *passage) thanksBeside(m *mention) bool {
	for k := m.from - 1; k >= 0 && k >= m.from-5 && p.toks[k].sentence == p.toks[m.from].sentence; k-- {
		if begins(p.toks[k].fold, thankStems) || begins(p.toks[k].fold, nominating) {
			return true
		}
	}
	return begins(p.after(m, 1), thankStems) || begins(p.after(m, 2), thankStems)
}

// plainStory says whether a deed is told without a doubt of whose it is, by who
// works here.
func (p *passage) plainStory(m *mention, from, to int) bool {
	if m.kind == givenName && commonWords.has(p.toks[m.from].fold) || p.fromElsewhere(m) {
		return false
	}
	for k := 0; k < p.bodyEnd(); k++ {
		w := p.toks[k].fold
		if promising.has(w) || denying.has(w) && k >= m.to && k < to && !p.deniesLoss(k) || k >= from && k < m.from && doubting.at(p.toks, k, to) > 0 {
			return false
		}
	}
	return true
}

// calledUpon reads "Ann, your invoice is attached", "Ann, eat your heart out": the
// name is spoken to, and no subject.
func (p *passage) calledUpon(m *mention) bool {
	if !p.commaAfter(m) || p.toks[m.to].capital || !p.startsSentence(m) || p.thankedBefore(m) || p.describedBehind(m) || strings.Contains(p.toks[m.from-m.titles].sep, ",") {
		return false
	}
	w := p.after(m, 1)
	if second.has(w) || formal.has(w) {
		for n := 2; n <= 4; n++ {
			if u := p.after(m, n); staff.has(u) || unnamedPeople.has(u) || p.jobs.has(u) && !services.has(u) {
				return false
			}
		}
		return true
	}
	return w != "l" && w != "er" && w != "sie" && !pronouns.has(w) && !unnamedPeople.has(w) && !mates.has(w) && !superiors.has(w) && !relatives.has(w) && !articles.has(w) && !indefinite.has(w) && !possessives.has(w) && !particleOfPlace.has(w) && !placeLeads.has(w) && !p.jobs.has(w) && !staff.has(w) && p.leanOf(m.to) != praises
}

// describedBehind reads "Ann Lee, a gem and very kind": praise close behind the comma,
// and no word that speaks to anybody.
func (p *passage) describedBehind(m *mention) bool {
	for k := m.to; k < len(p.toks) && k < m.to+4 && p.toks[k].sentence == p.toks[m.from].sentence; k++ {
		if w := p.toks[k].fold; second.has(w) || formal.has(w) || selves.has(w) {
			return false
		} else if p.leanOf(k) == praises && !begins(w, thankStems) {
			return true
		}
	}
	return false
}

// fromElsewhere reads "Ann from the council": not of this house.
func (p *passage) fromElsewhere(m *mention) bool {
	k := m.to
	if w := p.after(m, 1); w != "from" && w != "of" && w != "vom" && w != "von" {
		return false
	}
	for j := k + 1; j < min(k+4, len(p.toks)) && p.toks[j].sentence == p.toks[k].sentence; j++ {
		if begins(p.toks[j].fold, elsewhere) {
			return true
		}
	}
	return false
}

// elsewhere are houses that are hardly ever the writer's and ours at once.
var elsewhere = stems("council", "police", "insurance", "bank", "embassy", "newspaper", "parish", "church", "university", "ministry", "competitor", "tourist", "stadtrat", "gemeinde", "polizei", "versicherung", "botschaft", "zeitung", "kirche", "universitat", "ministerium", "konkurren", "stadtverwaltung")

// atLength is how many words a customer writes who tells a story. In one or two
// sentences a turn is the point; a story of praise has its turns, and goes on about whom it is of.
const atLength = 40

// tellsAtLength says whether a passage tells a story.
func (p *passage) tellsAtLength() bool { return p.bodyEnd() >= atLength }

// turnsShortly says whether a few words have a turn that takes the praise away, or
// do not have one of the forms that leave no doubt.
func (p *passage) turnsShortly(m *mention, from, to int, direct bool) bool {
	return !direct && !p.praisedPlainly(m, to) || p.crowd.nameless > 0 && !p.thankedBefore(m) || p.soured(m, to) || p.turned(m, from, to) || p.rescued(m, to)
}
