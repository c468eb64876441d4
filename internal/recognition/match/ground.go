package match

import "strings"

// ground is what a passage has for it that a mention is who is praised. Without
// one nobody is chosen.
type ground uint8

const (
	groundless ground = iota
	storied           // it is the one who acts in what is told, and no other person does
	thanked           // thanks or praise are said of it
	nominated         // it is put forward by words of nominating
)

// actor is what an item of a sentence is.
type actor uint8

const (
	named    actor = iota // a mention
	nameless              // "the porter", "your colleague"
	other                 // somebody else with a name, or a relative
	pronoun               // who was spoken of before
	reader                // "you"
	self                  // "I", "we"
	thing                 // "the room"
)

// item is a person, or a thing that can be praised, in a sentence.
type item struct {
	from, to int
	is       actor
	m        *mention
	relative bool // "who …" behind the name
}

// topic is who was last spoken of.
type topic struct {
	of   []*mention // one, or several in one breath; nil for none
	both []*mention // two who were named each in a clause of their own
	age  int        // sentences since
}

// judge finds the grounds of the mentions of a passage.
func (p *passage) judge(x *Index, ms []*mention, direct bool) {
	if len(ms) == 0 {
		return
	}
	g := judge{p: p, x: x, ms: ms, at: make([]*mention, len(p.toks))}
	for _, m := range ms {
		for k := m.from; k < m.to; k++ {
			g.at[k] = m
		}
	}
	for from := 0; from < len(p.toks); {
		to := from
		for to < len(p.toks) && p.toks[to].sentence == p.toks[from].sentence {
			to++
		}
		if p.parts[from] != signature {
			g.sentence(from, to)
		}
		from = to
	}
	g.eastern()
	p.crowd.nameless = g.unnamed
	g.stories(direct)
	for _, m := range ms {
		if m.ill > 0 || g.besides && m.ground != nominated && p.zone == zoneText && !direct {
			m.ground = groundless
		}
	}
	g.share()
}

// judge goes through the sentences of a passage.
type judge struct {
	p         *passage
	x         *Index
	ms        []*mention
	at        []*mention // by token
	topic     topic
	items     []item // of the sentence
	unnamed   int    // nameless people who act, in the whole passage
	elsewhere bool   // something is praised that is nobody named
	besides   bool   // somebody without a name is praised in a sentence that names nobody
}

func (g *judge) sentence(from, to int) {
	g.items = g.itemsOf(from, to)
	if !g.concerns() {
		return
	}
	asked := g.p.asks(to)
	g.besides = g.besides || g.praisesNameless(from, to)
	if len(g.items) == 0 && g.p.exclaimed(from, to) {
		g.give(g.unsaid(to-1, from), thanked)
	}
	for k := from; k < to; k++ {
		if g.p.parts[k] != body && g.p.parts[k] != greeting || g.at[k] != nil || g.p.toks[k].east {
			continue
		}
		w := g.p.toks[k].fold
		switch {
		case g.p.parts[k] == greeting:
		case begins(w, nominating) || putForward.at(g.p.toks, k, to) > 0 || parted[w] != "" && (g.p.saysAfter(k, to, parted[w]) || w == "put" && g.p.saysAfter(k, to, "up")):
			if g.p.denied(k, from) {
				g.blame(g.objectOf(k, from, to))
			} else if (!asked || kindly.has(g.p.toks[from].fold)) && !g.p.onlyIf(k, from, to) {
				g.give(g.objectOf(k+max(0, putForward.at(g.p.toks, k, to)-1), from, to), nominated)
			}
		case begins(w, thankStems) || thankPhrases.at(g.p.toks, k, to) > 0:
			if g.p.onlyWished(k, from) || g.p.onlyIf(k, from, to) || begins(w, congratulating) && (g.p.ofLife(from, to) || g.p.ofYears(from, to) || from > 0 && g.p.ofLife(g.p.sentenceStart(from-1), from)) || g.p.denied(k, from) && !g.p.lossBefore(k, from) && !cannotEnough(g.p.toks, k) {
				continue
			}
			got := g.objectOf(k+max(0, thankPhrases.at(g.p.toks, k, to)-1), from, to)
			if got == nil && begins(w, alsoSaid) && !(k+1 < to && readers.has(g.p.toks[k+1].fold)) {
				got = g.subjectOf(k, from, to)
			}
			g.give(got, thanked)
			if len(got) > 0 {
				g.give(g.alsoTo(got[0], to), thanked)
			}
		case g.p.leanOf(k) == praises && g.p.idle(k, to):
			g.elsewhere = g.elsewhere || g.p.ofThing(k, to)
		case g.p.leanOf(k) == praises:
			g.praised(k, from, to)
		case g.p.leanOf(k) == blames:
			if got := g.subjectOf(k, from, to); g.p.denied(k, from) {
				g.give(got, thanked)
			} else {
				g.blame(got)
			}
		}
	}
	g.harmed(from, to)
	g.especially(from, to)
	g.corrects()
	g.follows(from, to)
	if g.next(from, to); asked { // "Does Ann still work there? She once helped us."
		g.topic = topic{}
	}
}

// praised gives the praise of token k to whom it is said of.
func (g *judge) praised(k, from, to int) {
	got := g.subjectOf(k, from, to)
	if g.ofNameless(k) || g.namelessHere() {
		got = nil
	}
	g.elsewhere = g.elsewhere || len(got) == 0 && g.saidOfElse(from, to)
	if g.p.denied(k, from) && !g.p.lossBefore(k, from) {
		g.blame(got)
		return
	}
	g.give(got, thanked)
}

// saidOfElse says whether praise that is nobody's stands beside somebody or
// something else that it may be said of.
func (g *judge) saidOfElse(from, to int) bool {
	for _, it := range g.items {
		if it.is == thing || it.is == other || it.is == nameless {
			return true
		}
	}
	for k := from; k+1 < to; k++ {
		w := g.p.toks[k].fold
		if (definite.has(w) || possessives.has(w) && k == from || second.has(w) && !readers.has(w)) && g.at[k] == nil && g.at[k+1] == nil && !(k+2 < to && g.at[k+2] != nil) {
			return true
		}
	}
	return false
}

// concerns says whether a sentence names somebody, or may go on about who was.
func (g *judge) concerns() bool {
	if len(g.topic.of) > 0 || len(g.topic.both) > 0 {
		return true
	}
	for _, it := range g.items {
		if it.m != nil {
			return true
		}
	}
	return false
}

func (g *judge) give(ms []*mention, ground ground) {
	for _, m := range ms {
		if g.p.supposed(m) || ground == thanked && g.p.inRelative(m) {
			continue
		}
		m.ground = max(m.ground, ground)
	}
}

func (g *judge) blame(ms []*mention) {
	for _, m := range ms {
		m.ill++
	}
}

// next notes whom a pronoun in the next sentence means: the only one named, or
// those named in one breath; nobody where somebody else is spoken of too.
func (g *judge) next(from, to int) {
	var of []*mention
	others, several := false, false
	for _, it := range g.items {
		switch it.is {
		case named:
			if len(of) > 0 && of[0].words() != it.m.words() && (it.m.with == 0 || it.m.with != of[0].with) {
				several = true
			}
			if of = append(of, it.m); it.relative {
				of = of[:len(of)-1]
			}
		case nameless, other:
			others = true
		}
	}
	switch {
	case several && !others && len(of) == 2:
		g.topic = topic{both: of}
	case several, others:
		g.topic = topic{}
	case len(of) > 0:
		g.topic = topic{of: of}
	default:
		if g.topic.age++; g.topic.age > 3 {
			g.topic = topic{}
		}
	}
}

// especially: "everybody was kind, above all Ann".
func (g *judge) especially(from, to int) {
	good, bad := g.p.weigh(from, to)
	if good == 0 || bad > 0 {
		return
	}
	for _, it := range g.items {
		if it.is != named || it.relative {
			continue
		}
		for n := 1; n <= 3; n++ {
			w := g.p.before(it.m, n)
			if especially.has(w) {
				g.give([]*mention{it.m}, thanked)
			}
			if !fillers.has(w) && !staff.has(w) {
				break
			}
		}
	}
}

// parted are verbs of nominating whose end stands behind the name.
var parted = map[string]string{"put": "forward", "putting": "forward", "draag": "voor", "dra": "voor", "foreslar": "som"}

func (p *passage) saysAfter(k, to int, word string) bool {
	for k++; k < to; k++ {
		if p.toks[k].fold == word {
			return true
		}
	}
	return false
}

// sentenceStart is the first token of the sentence of token k.
func (p *passage) sentenceStart(k int) int {
	for k > 0 && p.toks[k-1].sentence == p.toks[k].sentence {
		k--
	}
	return k
}

// ofLife says whether a sentence is about a birth, a wedding, a birthday.
func (p *passage) ofLife(from, to int) bool {
	for k := from; k < to; k++ {
		if lifeEvents.has(p.toks[k].fold) && !(weddings.has(p.toks[k].fold) && k > 0 && bestArticles.has(p.toks[k-1].fold)) {
			return true
		}
	}
	return false
}

// weddings are also a guest's: "so that the wedding could go ahead".
var weddings = set("wedding hochzeit mariage boda matrimonio nozze huwelijk")

var congratulating = stems("congrat", "gratul", "felicit", "enhorabuena", "auguri", "parabens")

var lifeEvents = set("promoted promotion befordert beforderung promu promue ascendido ascendida promosso promossa bevorderd farewell cake leaving leaves retires abschied ausstand verabschied depart pot despedida conge birth birthday wedding marriage engagement newborn casamento geburt geburtstag hochzeit verlobung nachwuchs naissance anniversaire mariage fiancailles nacimiento cumpleanos boda nascita compleanno matrimonio nozze geboorte verjaardag huwelijk slub urodzin svatbe narozeni fodelsedag brollop")

// onlyWished reads "I would have liked to thank Ann".
func (p *passage) onlyWished(k, from int) bool {
	for j := from; j < k; j++ {
		if wished.at(p.toks, j, k) > 0 {
			return true
		}
	}
	return false
}

var wished = phrasesOf("would have liked, would have loved, had hoped, hatte gern, hatte gerne, wurde gern wissen, aurais aime, aurais voulu, me habria gustado, hubiera querido, avrei voluto, had graag")

// alsoSaid are words of thanks that can be said of their subject as well.
var alsoSaid = stems("impress", "credit", "compliment", "loved", "adorable", "beeindruck", "merit", "encantad", "deserve", "commend", "praise", "lobens")

// corrects reads "it was not Ann but Bo", "Bo, not Ann": a correction names the one it is about.
func (g *judge) corrects() {
	var of *mention
	denied := false
	for _, it := range g.items {
		switch {
		case it.m == nil:
		case it.m.denied:
			denied = true
		case it.is == named && !it.relative && (of == nil || of.words() == it.m.words()):
			of = it.m
		default:
			return
		}
	}
	if denied && of != nil {
		of.ground = max(of.ground, thanked)
	}
}

// exclaimed reads "Top man!", "What a gentleman.": praise without a verb.
func (p *passage) exclaimed(from, to int) bool {
	if to-from > 5 || to-from < 2 {
		return false
	}
	good, bad := p.weigh(from, to)
	w := p.toks[to-1].fold
	return bad == 0 && (good > 0 || exclaiming.has(p.toks[from].fold)) && (staff.has(w) || unnamedPeople.has(w))
}

var exclaiming = set("what top some quel quelle que che was welch wat jaki")

// follows notes that a sentence goes on about the only one named before: "I got
// Ben. He stayed on the line for an hour."
func (g *judge) follows(from, to int) {
	for i, it := range g.items { // "one thing more about Ann: she wrote me a card"
		if i > 0 && it.is == pronoun && g.items[i-1].is == named && it.from == g.items[i-1].to && strings.ContainsAny(g.p.toks[it.from].sep, ":–—") {
			m := g.items[i-1].m
			m.followed, m.served = true, m.served || g.p.servesIn(it.to, to)
		}
	}
	if len(g.topic.of) == 0 || !oneOf(g.topic.of) {
		return
	}
	for i, it := range g.items {
		if it.is == pronoun && it.from <= from+1 && len(g.meant(i)) > 0 {
			for _, m := range g.topic.of {
				m.followed = true
				m.served = m.served || g.p.servesIn(it.to, to)
			}
		}
		if it.is == named {
			return
		}
	}
}

// share gives people named in one breath the ground of the best of them.
func (g *judge) share() {
	best := make(map[int]ground)
	for _, m := range g.ms {
		if m.with != 0 && m.ill == 0 && m.role != outsider {
			best[m.with] = max(best[m.with], m.ground)
		}
	}
	for _, m := range g.ms {
		if m.with != 0 && m.ill == 0 && m.role != outsider {
			m.ground = best[m.with]
		}
	}
	for _, m := range g.ms {
		if m.p.orBeside(m) {
			m.ground = groundless
		}
	}
}

// asks says whether the sentence that ends before token to is a question.
func (p *passage) asks(to int) bool {
	rest := p.text[p.toks[to-1].end:]
	if to < len(p.toks) {
		rest = p.toks[to].sep
	}
	return strings.ContainsAny(rest, "?？")
}
