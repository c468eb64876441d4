package match

import (
	"slices"
	"strings"
)

// A mail that speaks of one person of the house alone, and of nobody else whom the
// praise may be for, need not say so in a form that is known: what counts is that the
// name acts or is thanked, that what follows goes on about it and ends well, and that
// nobody else begins to act.

// wholeMail is how many words a mail has at most that is read as a whole: far more than
// a compliment has.
const wholeMail = 600

// onlyOnes finds those whom a whole passage leaves nobody else beside, where no
// sentence alone leaves no doubt.
func (f *finder) onlyOnes(p *passage, ms []*mention) []verdict {
	if p.bodyEnd() > wholeMail || p.oneOfTwo() || p.isBusiness() {
		return nil
	}
	all := f.alone(p, ms)
	if len(all) == 0 {
		return nil
	}
	o := soleOf(p, ms)
	var sure []*mention
	for _, of := range all {
		i := slices.IndexFunc(of, o.anchors)
		if i < 0 || !o.endsWell(of[i], len(all) > 1) {
			return nil
		}
		sure = append(sure, of[i])
	}
	if vs := f.settle(sure); !slices.ContainsFunc(vs, func(v verdict) bool { return !v.told() }) {
		return vs
	}
	return nil
}

// alone gives the mentions by person, or nothing where anybody but them is named.
func (f *finder) alone(p *passage, ms []*mention) (all [][]*mention) {
	author := latinWords(cut(f.mail.Author.Name, maxName))
	for _, m := range ms {
		switch {
		case m.role == greeted && p.speaksToReader() && !f.mail.Direct:
			return nil
		case m.role == greeted, m.role == outsider && len(author) > 0 && f.isAuthor(m, author):
			continue
		case m.role == outsider, m.role == blamed && p.blamesIn(p.clause(m)), m.role == told && !p.thankedBefore(m) && !m.followed, m.stranger, m.denied, m.framed, m.ill > 0, m.orBeside(), p.toks[m.from].east:
			return nil
		}
		if m.kind == givenName && m.role == neutral && len(p.toks[m.from].fold) <= 3 && p.startsSentence(m) { // "Min pappa", "Si toutes"
			continue
		}
		same := slices.IndexFunc(all, func(of []*mention) bool {
			return slices.ContainsFunc(of, func(o *mention) bool { return sharesWord(o, m) })
		})
		if same < 0 {
			all = append(all, []*mention{m})
			continue
		}
		all[same] = append(all[same], m)
	}
	if len(all) > 3 {
		return nil
	}
	return all
}

// sole reads a passage whose only people are known.
type sole struct {
	g      *judge
	warm   int // how often things are praised behind the name: "our best holiday"
	thanks int // how often the passage thanks, without a name
}

func soleOf(p *passage, ms []*mention) *sole {
	g := &judge{p: p, x: p.x, ms: ms, at: make([]*mention, len(p.toks))}
	for _, m := range ms {
		for k := m.from; k < m.to; k++ {
			g.at[k] = m
		}
	}
	return &sole{g: g}
}

// anchors says whether a mention stands where the one does who is praised: it acts,
// or is thanked, and nothing in its sentence takes that away.
func (o *sole) anchors(m *mention) bool {
	p := o.g.p
	from, to := p.sentenceStart(m.from), p.sentenceEnd(m.from)
	if p.scorned(m) || p.toks[m.to-1].possessive || p.supposed(m) || p.asks(to) && !p.asksKindly(m) || p.anotherAltogether(m) || p.withSelf(m) || p.toldWriter(m) || p.reports(m) || p.ofCustomer(m, from, to) || p.likened(from, to) || p.mocked(from, to) ||
		p.ofRelative(m) || p.onlyCause(m, to) || m.inCase() && !p.thanksBeside(m) || postpositions.has(p.after(m, 1)) || p.calledUpon(m) || p.soured(m, to) || p.turned(m, from, to) || p.rescued(m, to) || p.inRelative(m) {
		return false
	}
	if m.lead != nil && m.lead != m {
		return o.anchors(m.lead)
	}
	if o.envied(m, from, to) || o.besideAnother(m, from, to) {
		return false
	}
	if m.kind == givenName && commonWords.has(p.toks[m.from].fold) && !p.placedByWords(m) || p.fromElsewhere(m) || p.onlySupposed(from, to) {
		return false
	}
	if b1, b2 := p.before(m, 1), p.before(m, 2); m.kind == wholeName && (causes.has(b1) || goesTo.has(b1) && causesTo.has(b2) || b2 == "thanks" && b1 == "to") {
		good, _ := p.weigh(from, m.from)
		return good > 0
	}
	if m.to == to && p.praiseLeadsTo(m) && strings.Contains(p.toks[m.from-m.titles].sep, ",") { // "Lovely lady on reception, Ann Lee."
		return true
	}
	if w := p.oblique(m.from); m.to == to && w != "" && passiveBy.has(w) && p.doneBy(m, w) { // "was sorted out by Ann Lee."
		return true
	}
	if joins.has(p.after(m, 1)) && doingAuxiliaries.has(p.after(m, 2)) && p.led(m) { // "an der Rezeption saß Anna Lang und hat uns"
		return true
	}
	if beings.has(p.before(m, 1)) && m.to == to { // "the only one who cared was Ann"
		return true
	}
	if p.led(m) && p.actsBehindOpening(m, from, to) {
		return true
	}
	if p.led(m) && (p.thankedBefore(m) && m.ground >= thanked || p.acts(m) && !p.thankedBefore(m)) {
		return true
	}
	return o.followedOn(m, to)
}

// actsBehindOpening reads "When I came on the wrong day Ann Lee squeezed me in": the
// sentence begins with when it was, and the name in full does something for the writer.
func (p *passage) actsBehindOpening(m *mention, from, to int) bool {
	if m.kind != wholeName || !openers.has(p.toks[from].fold) || m.from-m.titles-from < 2 || m.to+1 >= to || p.oblique(m.from) != "" || p.toks[m.to].capital || strings.TrimSpace(p.toks[m.to].sep) != "" {
		return false
	}
	if w := p.toks[m.to].fold; prepositions.has(w) || agents.has(w) || joins.has(w) || beings.has(w) || relatives.has(w) || particleOfPlace.has(w) {
		return false
	}
	if w := p.toks[m.from-m.titles-1].fold; selves.has(w) || joins.has(w) || pronouns.has(w) || p.deniesOf(m, to) {
		return false
	}
	for k := m.to + 1; k < to; k++ {
		if objects.has(p.toks[k].fold) || p.toks[k].fold == "her" || p.toks[k].fold == "him" {
			return true
		}
	}
	return false
}

// openers begin a sentence with when something was.
var openers = set("in every when after during while last yesterday today on twice once throughout jeden als nachdem wahrend gestern heute letzte letzten quand lorsque apres pendant hier chaque cuando despues durante ayer cada quando dopo ieri ogni toen nadat tijdens gisteren elke nar efter")

// envied reads what is said of a name for another's sake, or not in earnest: "Ann is
// lucky to have", "Ann, angeblich".
func (o *sole) envied(m *mention, from, to int) bool {
	p := o.g.p
	for k := from; k < to; k++ {
		if fortunes.at(p.toks, k, to) > 0 || hearsay.at(p.toks, k, to) > 0 || !p.tellsAtLength() && (doubting.at(p.toks, k, len(p.toks)) > 0 || untils.at(p.toks, k, to) > 0 && !p.waitsBefore(k, from)) || provisosBehind.at(p.toks, k, to) > 0 || afterwards.has(p.toks[k].fold) && k > m.to && !(p.toks[k].fold == "toen" && p.whenBehind(k)) {
			return true
		}
	}
	return false
}

// whenBehind tells the Dutch "toen we stonden", when we stood, from "toen", then.
func (p *passage) whenBehind(k int) bool {
	return k+1 < len(p.toks) && (selves.has(p.toks[k+1].fold) || definite.has(p.toks[k+1].fold) || possessives.has(p.toks[k+1].fold) || pronouns.has(p.toks[k+1].fold))
}

var fortunes = phrasesOf("compared with, compared to, verglichen mit, im vergleich, comparado con, compare a, a cote de, lucky, proud of, join me, joins me, joined me, froh sein, stolz sein, stolz auf, von gluck, chance d, de la chance, fier, fiere, suerte, orgullos*, fortunat*, orgoglios*, trots, sounded, seemed, supposedly, sacked, fired, expected, left and, even, meme, selbst, sogar, could learn, should learn, take lessons")

// followedOn reads "I got Ann. She …": whoever is met is who the next sentence
// goes on about.
func (o *sole) followedOn(m *mention, to int) bool {
	p := o.g.p
	if b := p.before(m, 1); exceptions.has(b) || pointing.has(b) || ofs.has(b) {
		return false
	}
	for n := 0; n < 4 && to < p.bodyEnd(); n++ {
		end := p.sentenceEnd(to)
		for k := to; k < end && k < to+2; k++ {
			if o.isAbout(k, m) {
				return !p.deniesNext(k) && !(k+1 < len(p.toks) && reporting.has(p.toks[k+1].fold))
			}
		}
		if n > 0 && !abouts.has(p.before(m, 1)) {
			return false
		}
		for _, it := range o.g.itemsOf(to, end) {
			if it.is == nameless || it.is == other {
				return false
			}
		}
		to = end
	}
	return false
}

// deniesNext reads "She was not there": a sentence that begins with a pronoun and
// denies before it says anything else.
func (p *passage) deniesNext(k int) bool {
	for j := k + 1; j < k+4 && j < len(p.toks) && p.toks[j].sentence == p.toks[k].sentence; j++ {
		if denying.has(p.toks[j].fold) && !p.deniesLoss(j) {
			return true
		}
	}
	return false
}

// isAbout says whether token k is a pronoun that may mean a mention.
func (o *sole) isAbout(k int, m *mention) bool {
	p := o.g.p
	w := p.toks[k].fold
	if !pronouns.has(w) && w != "sie" && w != "er" && w != "il" && w != "hon" && w != "han" && w != "ze" || p.parts[k] != body {
		return false
	}
	if w == "sie" && p.toks[k].capital && k > 0 && p.toks[k-1].sentence == p.toks[k].sentence {
		return false
	}
	return !unlike(w, p.genderOf(m))
}

// onlySupposed reads "would have been perfect if".
func (p *passage) onlySupposed(from, to int) bool {
	would, iff := false, false
	for k := from; k < to; k++ {
		would = would || wouldBe.has(p.toks[k].fold)
		iff = iff || conditions.has(p.toks[k].fold)
	}
	return would && iff
}

var conditions = set("if wenn falls si se als gdyby jesli om hvis")

var wouldBe = set("would might could aurait serait hubiera habria seria podria avrebbe sarebbe potrebbe ware hatte wurde konnte teria zou bylby bylaby skulle")
