package match

import "strings"

// What is said of a name and is no praise of it after all: it stands in a
// condition or a question, in a clause about something else, or another is the
// subject of the praise.

// supposed reads "if Ann repairs it": nothing is given for what has not happened.
func (p *passage) supposed(m *mention) bool {
	b := p.before(m, 1)
	return supposing.has(b) || inverted.has(b) && p.before(m, 2) == "" || p.isHearsay(m)
}

// inverted are conditions without an "if": "should Ann find it".
var inverted = set("should had sollte hatte ware were")

// isHearsay reads "they say Ann is the best".
func (p *passage) isHearsay(m *mention) bool {
	for k := m.from - 1; k >= 0 && p.toks[k].sentence == p.toks[m.from].sentence; k-- {
		if hearsay.at(p.toks, k, m.from) > 0 {
			return true
		}
	}
	return false
}

var hearsay = phrasesOf("some say, einige sagen, certains disent, algunos dicen, alcuni dicono, sommigen zeggen, i was told, we were told, been told, they say, people say, they told, i heard, we heard, i hear, advert says, website says, reviews say, brochure says, supposedly, allegedly, apparently, supposed to be, man sagt*, man hat uns gesagt, man hat mir gesagt, es heisst, angeblich, in der werbung, on m a dit, on nous a dit, on dit, il parait, me dijeron, nos dijeron, dicen que, parece que, mi hanno detto, ci hanno detto, dicono che, men zei, men zegt, podobno, rzekomo, pry, disseram*")

var supposing = set("if unless once until falls sofern sobald wenn si quand lorsque cuando se quando als zodra jesli jezeli jestli pokud kdyz ha eger daca om hvis jos если когда якщо")

// inRelative reads "the room that Ann had booked", "der Lehrling, den Herr Wolf
// anlernt": what the sentence says in the end is said of the room.
func (p *passage) inRelative(m *mention) bool {
	s := p.toks[m.from].sentence
	k := m.from - 1
	for k > 0 && (titles.has(p.toks[k].fold) || articles.has(p.toks[k].fold) && !relatives.has(p.toks[k].fold)) {
		k--
	}
	if k < 2 || p.toks[k].sentence != s || p.toks[k-2].sentence != s || !relatives.has(p.toks[k].fold) && p.toks[k].fold != "that" && p.toks[k].fold != "den" {
		return false
	}
	if sayings.has(p.toks[k-1].fold) { // "a line to say that Ann is"
		return false
	}
	comma := strings.HasPrefix(strings.TrimSpace(p.toks[k].sep), ",")
	if p.isGerman() && !comma {
		return false
	}
	for j := k - 1; j >= 0 && j >= k-4 && p.toks[j].sentence == s; j-- {
		w := p.toks[j].fold
		if j < k-1 && (definite.has(w) || indefinite.has(w) || possessives.has(w) || second.has(w)) {
			return true
		}
		if services.has(w) || manners.has(w) || begins(w, thankStems) || p.isGiven[j] || p.isFamily[j] {
			return false
		}
	}
	return false
}

// sayings have for object all that stands behind.
var sayings = set("say mention add know think feel dire decir anadir dizer zeggen")

// manners are of whoever acts: "the way that Ann treated us".
var manners = set("way art weise maniere facon manera modo manier sposob zpusob")

// anotherSubject says whether somebody or something else stands between a name
// and the verb of being before the praise at token k: "according to Ann the new
// masseur is superb".
func (p *passage) anotherSubject(from, k int) bool {
	be := k - 1
	for be >= from && be >= k-4 && !beings.has(p.toks[be].fold) {
		be--
	}
	if be < from || !beings.has(p.toks[be].fold) {
		return false
	}
	for j := from; j < be; j++ {
		w := p.toks[j].fold
		if !definite.has(w) && !indefinite.has(w) && !possessives.has(w) && (!second.has(w) || readers.has(w)) || relatives.has(w) && strings.HasPrefix(strings.TrimSpace(p.toks[j].sep), ",") {
			continue
		}
		if strings.HasPrefix(strings.TrimSpace(p.toks[j].sep), ",") && j == from || j == 0 { // "Ann, the receptionist, was"
			return false
		}
		if prev := p.toks[j-1].fold; !prepositions.has(prev) && !particleOfPlace.has(prev) && !joins.has(prev) && !agents.has(prev) && !articles.has(prev) && !beings.has(prev) && p.leanOf(j-1) != praises && !fillers.has(prev) {
			return !p.toks[j].possessive && j+1 < be && !objects.has(w)
		}
	}
	return false
}

// ofNameless reads "the kind lady at the gate": praise right before a word for
// somebody without a name is theirs.
func (g *judge) ofNameless(k int) bool {
	for _, it := range g.items {
		if it.is == nameless && it.from > k && it.from <= k+2 && !strings.ContainsAny(g.p.toks[it.from].sep, ",;:") {
			return it.from == k+1 || g.p.leanOf(k+1) == praises || fillers.has(g.p.toks[k+1].fold)
		}
	}
	return false
}

// alsoTo reads "thanks to Ann for her patience and to Bo for his": who else the
// thanks are given to.
func (g *judge) alsoTo(first *mention, to int) (all []*mention) {
	for _, m := range g.ms {
		if m.from >= first.to && m.from < to && m.role != outsider && !m.stranger && (goesTo.has(g.p.before(m, 1)) && joins.has(g.p.before(m, 2)) || joins.has(g.p.before(m, 1)) && forNames.has(g.p.after(m, 1)) && g.p.forBetween(first.to, m.from)) {
			all = append(all, m)
		}
	}
	return all
}

// forBetween reads "thank Ann for her patience and Bo for his": thanks that say what for.
func (p *passage) forBetween(from, to int) bool {
	return from < to && forNames.has(p.toks[from].fold)
}

// namelessHere says whether the sentence speaks of a single person without a
// name, beside whom the nearest name may not be who is praised.
func (g *judge) namelessHere() bool {
	for _, it := range g.items {
		if it.is == nameless && !wholeStaff.has(g.p.toks[it.from].fold) && !g.p.ofWriter(it.from) {
			return true
		}
	}
	return false
}

// ofWriter reads "my blind wife", "meine kranke Frau".
func (p *passage) ofWriter(k int) bool {
	for j := k - 1; j >= 0 && j >= k-3 && p.toks[j].sentence == p.toks[k].sentence; j-- {
		if possessives.has(p.toks[j].fold) {
			return true
		}
	}
	return false
}

// praisesNameless reads "the lad who towed us was great".
func (g *judge) praisesNameless(from, to int) bool {
	for _, it := range g.items {
		if it.m != nil {
			return false
		}
	}
	if !g.namelessHere() {
		return false
	}
	good, bad := g.p.weigh(from, to)
	return good > bad
}

// whereBetween reads "Ann sent me to billing, where an angel of a woman …".
func (p *passage) whereBetween(from, k int) bool {
	for j := from; j < k; j++ {
		if wheres.has(p.toks[j].fold) {
			return true
		}
	}
	return false
}

var wheres = set("where wo donde dove waar gdzie kde onde hvor dar")

// ofYears reads "congratulations on twenty years with us".
func (p *passage) ofYears(from, to int) bool {
	for k := from; k < to; k++ {
		if manyYears.has(p.toks[k].fold) {
			return true
		}
	}
	return false
}

var manyYears = set("years year jahre jahren ans anos anni jaar lat let jubilee jubilaum anniversary")

// isOfColleague reads "Die Kollegin von Herrn Wolf": it is another who is spoken of.
func (p *passage) isOfColleague(m *mention) bool {
	b1, b2 := p.before(m, 1), p.before(m, 2)
	return ofs.has(b1) && (mates.has(b2) || kin.has(b2)) && !strings.ContainsAny(p.toks[m.from].sep, ",:") || matesOf.has(p.after(m, 1))
}

var (
	ofs     = set("of von vom de da do di del d van od av af af")
	mates   = set("colleague colleagues kollege kollegen kollegin kolleginnen collegue collegues colega colegas collega collegae companero companera assistant assistent assistentin assistante deputy vertreter vertreterin vertretung stellvertreter stellvertreterin nachfolger nachfolgerin vorganger vorgangerin successor predecessor predecesseur predecessore antecesor antecesora voorganger replacement ersatz boss chef chefin jefe jefa capo team trainee lehrling azubi stagiaire remplacant remplacante sustituto sustituta suplente sostituto sostituta substituto substituta invaller invalster vervanger vervangster vikarien vikaren zastepca zastepczyni")
	matesOf = set("kolleganoje kollegaja fonoke testvere helyettese")
)

// oneOfTwo says whether the writer does not know which of some people it was.
func (p *passage) oneOfTwo() bool {
	if p.unsure != 0 {
		return p.unsure > 0
	}
	p.unsure = -1
	for k := range p.toks {
		if unsureWho.at(p.toks, k, len(p.toks)) > 0 {
			p.unsure = 1
			break
		}
	}
	return p.unsure > 0
}

var unsureWho = phrasesOf("which of the two, one of the two, which of them, one of them, not sure which, not sure who, not sure of the name, not sure of her name, not sure of his name, cannot say which, can t say which, if i remember the name, if that was the name, or was it, something like that, i may have the name wrong, weiss nicht welche*, wer von beiden, eine von beiden, einer von beiden, nicht sicher ob, oder so ahnlich, " +
	"je ne sais plus si, je ne sais pas laquelle, je ne sais pas lequel, l un des deux, l une des deux, no se cual, uno de los dos, una de las dos, no recuerdo si, non so quale, uno dei due, una delle due, een van de twee, weet niet wie, nao sei qual, nie wiem ktor*, nevim ktery, nevim ktera")

// seasons are given names that a sentence about the time of the year begins with.
var seasons = set("april may june august summer autumn avril mai juin aout juni juli abril mayo junio agosto aprile maggio giugno")

// madeBy tells "served by Ann" from "the photographs by Ann", for English.
func (p *passage) madeBy(k int) bool {
	for j := k - 1; j >= 0 && j >= k-5 && p.toks[j].sentence == p.toks[k].sentence; j-- {
		w := p.toks[j].fold
		if services.has(w) || passives.has(w) || manners.has(w) {
			return false
		}
		for _, end := range [...]string{"ed", "en", "wn", "ught", "ade", "one", "ept", "elt", "old", "eft", "ung", "et", "ung"} {
			if strings.HasSuffix(w, end) && len(w) > 3 {
				return false
			}
		}
	}
	return true
}
