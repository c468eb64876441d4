package match

import (
	"strings"
	"unicode/utf8"
)

// itemsOf are the people of a sentence, and the things that are its subjects.
func (g *judge) itemsOf(from, to int) []item {
	p, all := g.p, g.items[:0]
	for k := from; k < to; k++ {
		t := &p.toks[k]
		if m := g.at[k]; m != nil {
			is := named
			switch {
			case m.role == outsider || m.stranger:
				is = other
			case p.ownsThing(m):
				is = thing
			}
			if n := len(all); n == 0 || all[n-1].m == nil || all[n-1].is != named || m.with != 0 || m.from-all[n-1].to > 1 || m.kind != surname || is != named || !p.joined(m.from-1) {
				all = append(all, item{from: k, to: m.to, is: is, m: m})
			}
			k = m.to - 1
			if r := m.to; is == named && r < to && relatives.has(p.toks[r].fold) && (strings.TrimSpace(p.toks[r].sep) == "," || latinRelative.has(p.toks[r].fold)) {
				all = append(all, item{from: r, to: r + 1, is: named, m: m, relative: true})
				k = r
			}
			continue
		}
		if p.parts[k] != body || t.east {
			continue
		}
		if is, ok := g.itemAt(k, from, to); ok {
			all = append(all, item{from: k, to: k + 1, is: is})
			if is == nameless && (!wholeStaff.has(t.fold) || k > from && indefinite.has(p.toks[k-1].fold)) && !g.actedOn(all, k, to) {
				g.unnamed++
			}
		}
	}
	return all
}

// actedOn reads "Ann rang the station and finally the conductor", "Ann rief den
// Schaffner": an unnamed person at the end of what a named one does, who does
// nothing there. Elsewhere the subject may stand behind its verb.
func (g *judge) actedOn(before []item, k, to int) bool {
	if k+1 < to || len(before) == 0 || g.p.toks[k-1].fold != "the" && g.p.toks[k-1].fold != "den" {
		return false
	}
	first := before[0]
	return first.is == named && g.p.startsSentence(first.m) && g.p.acts(first.m)
}

// latinRelative are relatives that need no comma before them.
var latinRelative = set("who whose whom qui que che quien")

// wholeStaff are words for all of them at once, beside whom one may be named.
var wholeStaff = set("team staff everyone everybody people colleagues employees mannschaft belegschaft kollegen mitarbeiter mitarbeitern leute equipe equipo personnel personal squadra colleghi collegues companeros")

func (g *judge) itemAt(k, from, to int) (actor, bool) {
	p, t := g.p, g.p.toks[k]
	if !t.capital && !speaking.has(t.fold) && !p.jobs.has(t.fold) && !(k+1 < to && personal.has(p.toks[k+1].fold)) {
		return 0, false
	}
	switch w := t.fold; {
	case t.text == "I", selves.has(w):
		return self, true
	case readers.has(w) && (w != "du" || g.p.isGerman()), w == "sie" && t.capital && (k > from || k+1 < to && pluralVerbs.has(p.toks[k+1].fold)):
		return reader, true
	case theirPossessives.has(w) && k+1 < to && (staff.has(p.toks[k+1].fold) || unnamedPeople.has(p.toks[k+1].fold) || superiors.has(p.toks[k+1].fold) || kin.has(p.toks[k+1].fold)) && g.at[k+1] == nil && !(k+2 < to && g.at[k+2] != nil):
		return other, true // "her team"
	case g.isPronoun(k, from, to), bothWords.has(w) && len(g.topic.both) == 2:
		return pronoun, true
	case kin.has(w) && w != "kind" && (k+1 >= to || g.at[k+1] == nil) && p.beginsClause(k, g.x) && !mineless.has(w):
		return other, true
	case honorifics.has(w) && k > from && g.at[k-1] != nil: // "Zeynep Hanım"
		return 0, false
	case (staff.has(w) || unnamedPeople.has(w)) && !titles.has(w) || titles.has(w) && g.bareTitle(k, to):
		return nameless, !g.describes(k, from, to) && !g.exclaims(k, from, to)
	case p.jobs.has(w) && !services.has(w) && !things.has(w) && !notJobs.has(w) && g.at[k] == nil && k > from && (definite.has(p.toks[k-1].fold) || indefinite.has(p.toks[k-1].fold) || articles.has(p.toks[k-1].fold) || second.has(p.toks[k-1].fold) || formal.has(p.toks[k-1].fold) || p.leanOf(k-1) == praises):
		return nameless, !g.describes(k, from, to) && !g.exclaims(k, from, to)
	case k > from && k+1 < to && !t.capital && (indefinite.has(p.toks[k-1].fold) || definite.has(p.toks[k-1].fold)) && personal.has(p.toks[k+1].fold) && !things.has(w) && !services.has(w):
		return nameless, !g.describes(k, from, to)
	case things.has(w) && k > from && (articles.has(p.toks[k-1].fold) || possessives.has(p.toks[k-1].fold) || second.has(p.toks[k-1].fold) || formal.has(p.toks[k-1].fold)) &&
		(k < from+2 || !prepositions.has(p.toks[k-2].fold) && !agents.has(p.toks[k-2].fold)):
		return thing, true
	case g.isUnknownName(k, from):
		return other, true
	}
	return 0, false
}

// notJobs are words of job titles that name no person.
var notJobs = set("train ticket meter branch mortgage room duty deck ward bus tram line bank shop store call centre center people chief culture care experience happiness front guest guests customer customers night relations service services senior junior office support field sales claims travel reception kitchen restaurant finance human resources quality product project data account accounts technical digital member group clinical")

// speaking are all words that may be an item of a sentence.
var speaking = together("er sie il el der die lei han hen hem ham haar hun hon", selves, readers, pronouns, bothWords, kin, staff, unnamedPeople, titles, things)

// personal are relatives that make the noun before them a person.
var personal = set("who whom qui che chi kto ktory ktora ktery ktera który która který která som aki quien")

var indefinite = set("a an ein eine einen einer une un una uno uma um een en ett et another eine andere otra otro autre")

var (
	readers     = set("you yourself yourselves ihnen dich dir du euch vous usted ustedes te ti contigo toi voce jou")
	pluralVerbs = set("haben sind waren hatten konnen sollten konnten werden mussen wollen durfen durften mogen")
	mineless    = set("man mor far isa vater mies friend partner child baby")
	frenchVerbs = set("a est etait m nous s n l y va fut avait merite me nous sait ne")
	germanVerbs = set("hat war ist hatte kann macht wird hilft half kam konnte blieb")
)

// isPronoun tells pronouns from the articles that are written alike.
func (g *judge) isPronoun(k, from, to int) bool {
	t := g.p.toks[k]
	next := ""
	if k+1 < to {
		next = g.p.toks[k+1].fold
	}
	switch w := t.fold; w {
	case "er":
		return g.p.isGerman()
	case "sie":
		return g.p.isGerman() && !(t.capital && k > from)
	case "il":
		return frenchVerbs.has(next)
	case "el":
		return strings.ContainsRune(t.text, 'é') || strings.ContainsRune(t.text, 'É')
	case "der", "die":
		return germanVerbs.has(next) && g.p.isGerman()
	case "lei", "han", "hen", "hem", "ham", "haar", "hun", "hon":
		return k+1 < to
	default:
		return pronouns.has(w)
	}
}

// bareTitle says whether a title stands for somebody without a name: "die Frau
// am Empfang", "la señora".
func (g *judge) bareTitle(k, to int) bool {
	w := g.p.toks[k].fold
	if len(w) < 3 || k > 0 && possessives.has(g.p.toks[k-1].fold) || w == "don" || w == "dona" || w == "prof" || w == "doctor" {
		return false
	}
	return k+1 >= to || g.at[k+1] == nil && !g.p.toks[k+1].capital && (k+2 >= to || g.at[k+2] == nil)
}

// exclaims reads "Lovely chap!", "What a gentleman.": said of who was named before.
func (g *judge) exclaims(k, from, to int) bool {
	if to-from > 5 {
		return false
	}
	for j := from; j < to; j++ {
		if w := g.p.toks[j].fold; w == "the" || w == "der" || w == "die" || w == "le" || w == "la" || w == "el" || w == "il" || second.has(w) || formal.has(w) || begins(w, thankStems) && g.p.leanOf(j) != praises {
			return false
		}
	}
	return true
}

// describes says whether a word for somebody of the staff belongs to a name in
// the sentence: "your porter Tom", "Ann, the receptionist", "Ann from the team",
// "she is a gem of a colleague".
func (g *judge) describes(k, from, to int) bool {
	p := g.p
	if g.namedBehind(k, to) {
		return true
	}
	for j := k - 1; j >= from && j >= k-8; j-- { // behind it
		switch w := p.toks[j].fold; {
		case g.at[j] != nil:
			return g.at[j].role != outsider
		case beings.has(w):
			return true
		case j == k-1 && j > from && articles.has(p.toks[j-1].fold) && !p.toks[j].capital: // "the minibus driver"
		case articles.has(w), fillers.has(w), second.has(w), possessives.has(w), formal.has(w), joins.has(w), staff.has(w), p.jobs.has(w), superiors.has(w), p.leanOf(j) == praises, particleOfPlace.has(w), g.place(j), theirPossessives.has(w):
		default:
			return false
		}
		if strings.ContainsAny(p.toks[j+1].sep, ",;:") && !articles.has(p.toks[j+1].fold) && !second.has(p.toks[j+1].fold) && !possessives.has(p.toks[j+1].fold) && !formal.has(p.toks[j+1].fold) {
			return false
		}
	}
	return false
}

// namedBehind reads "your porter Tom", "the girl who cleaned our room, Eilidh".
func (g *judge) namedBehind(k, to int) bool {
	p, plain, called := g.p, true, false
	for j := k + 1; j < to && j <= k+10; j++ {
		if m := g.at[j]; m != nil {
			return m.role != outsider && (plain || strings.TrimSpace(p.toks[j-m.titles].sep) == ",")
		}
		w := p.toks[j].fold
		if beings.has(w) && j+1 < to && g.at[j+1] != nil && g.at[j+1].from == j+1 { // "the fitter who came was Tom"
			return g.at[j+1].role != outsider
		}
		called = called || w == "name" || w == "called" || w == "nom" || w == "namens"
		if beings.has(w) && !called || contrasts.has(w) || selves.has(w) && !called || pronouns.has(w) || joins.has(w) && plain {
			return false
		}
		plain = plain && (naming.has(w) || titles.has(w) || staff.has(w) || unnamedPeople.has(w) || g.place(j) || particleOfPlace.has(w) && !strings.Contains(p.toks[j].sep, ","))
	}
	return false
}

var (
	naming          = set("named called namens name is was whose i think believe appele appelee nomme nommee llamado llamada chiamato chiamata genaamd imieniem jmenem")
	particleOfPlace = set("from at in of the on aus vom von am im der in bei de du des la le del della dal delle z ze w na v van het bij fra i til from")
)

// place says whether a word is one of a site, team, trade or job.
func (g *judge) place(k int) bool {
	p := g.p
	if p.jobs.has(p.toks[k].fold) || staff.has(p.toks[k].fold) {
		return true
	}
	return p.isWorkOrPlace(g.x, k)
}

// isUnknownName says whether a word with a capital in the middle of a sentence
// is a name that the directory does not know. In German it may be any noun.
func (g *judge) isUnknownName(k, from int) bool {
	p, t := g.p, g.p.toks[k]
	if !t.capital || k == from || p.small || p.parts[k] != body || utf8.RuneCountInString(t.text) < 3 || p.isGerman() || shouted(t.text) {
		return false
	}
	if g.at[k-1] != nil || k+1 < len(g.at) && g.at[k+1] != nil || greetings.has(t.fold) || dayWords.has(t.fold) || titles.has(t.fold) || commonWords.has(t.fold) || second.has(t.fold) || formal.has(t.fold) || calendar.has(t.fold) {
		return false
	}
	if prepositions.has(p.toks[k-1].fold) || particleOfPlace.has(p.toks[k-1].fold) || articles.has(p.toks[k-1].fold) || strings.ContainsAny(t.sep, "\"“”„«»:*.") {
		return false
	}
	return !g.place(k) && p.leanOf(k) == says0
}

// calendar are words that English writes with a capital.
var calendar = set("monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december christmas easter english french german spanish italian god bank")

// ownsThing reads "Tom's room": what is said is said of the room.
func (p *passage) ownsThing(m *mention) bool {
	if m.kind == byAddress || !p.toks[m.to-1].possessive {
		return false
	}
	k := m.to
	for k < len(p.toks) && k < m.to+3 && p.toks[k].sentence == p.toks[m.from].sentence && (p.leanOf(k) == praises || fillers.has(p.toks[k].fold)) {
		k++
	}
	if k >= len(p.toks) || p.toks[k].sentence != p.toks[m.from].sentence {
		return false
	}
	w := p.toks[k].fold
	return things.has(w) || unnamedPeople.has(w) || p.jobs.has(w) && !services.has(w) || kin.has(w) || superiors.has(w) || staff.has(w) || w == "room" || w == "account" || w == "booking"
}

// clauseStart is where the clause begins in which token k stands.
func (p *passage) clauseStart(k int) int {
	s := p.toks[k].sentence
	for k > 0 && p.toks[k-1].sentence == s && p.parts[k-1] != greeting && !contrasts.has(p.toks[k].fold) && !strings.ContainsAny(p.toks[k].sep, ";:(–—\"“„") {
		if links.has(p.toks[k-1].fold) && !(joins.has(p.toks[k-1].fold) && k > 1 && p.toks[k-2].capital && (p.isGiven[k-2] || p.isFamily[k-2]) && p.toks[k].capital) && p.toks[k-1].fold != "a" && p.toks[k-1].fold != "i" && p.toks[k-1].fold != "e" && p.toks[k-1].fold != "die" && p.toks[k-1].fold != "the" {
			break
		}
		k--
	}
	return k
}

// beginsClause says whether token k is the subject at the beginning of a clause,
// with nothing before it but words that may belong to a subject.
func (p *passage) beginsClause(k int, x *Index) bool {
	if p.oblique(k) != "" {
		return false
	}
	start := p.clauseStart(k)
	for j := k - 1; j >= start; j-- {
		if strings.TrimSpace(p.toks[j+1].sep) == "," || strings.Contains(p.toks[j+1].sep, "-") {
			return true
		}
		switch w := p.toks[j].fold; {
		case p.ofSubject(j), joins.has(w), contrasts.has(w), fillers.has(w), dayWords.has(w), calendar.has(w), placeLeads.has(w), p.isWorkOrPlace(x, j), p.thisTime(j):
		default:
			return false
		}
	}
	return true
}

// thisTime says whether the word at j is one of "this time", or says where in
// Turkish: "resepsiyondaki".
func (p *passage) thisTime(j int) bool {
	w := p.toks[j].fold
	for _, end := range [...]string{"daki", "deki", "taki", "teki"} {
		if len(w) > 7 && strings.HasSuffix(w, end) {
			return true
		}
	}
	switch w {
	case "time", "fois", "vez", "volta", "keer":
		return j > 0 && thisOnce.has(p.toks[j-1].fold)
	}
	return thisOnce.has(w) && j+1 < len(p.toks) && p.thisTime(j+1)
}

var thisOnce = set("this cette esta questa deze dit desta")

// ofSubject says whether a word may stand between a clause's beginning and the
// name that is its subject: "your very kind porter Tom".
func (p *passage) ofSubject(j int) bool {
	w := p.toks[j].fold
	return titles.has(w) || articles.has(w) || possessives.has(w) || theirPossessives.has(w) || second.has(w) || formal.has(w) || staff.has(w) || unnamedPeople.has(w) || naming.has(w) || p.jobs.has(w) || w == "schwester" ||
		particles.has(w) && p.toks[j].capital || p.leanOf(j) == praises
}

// oblique gives the preposition that makes token k an object, or "".
func (p *passage) oblique(k int) string {
	for j := k - 1; j >= 0 && p.toks[j].sentence == p.toks[k].sentence && p.parts[j] != greeting; j-- {
		w := p.toks[j].fold
		if particles.has(w) && j > 0 && titles.has(p.toks[j-1].fold) { // "Mevrouw van Oosterhout"
			continue
		}
		if (prepositions.has(w) || agents.has(w)) && !(particles.has(w) && p.toks[j].capital && j > 0 && titles.has(p.toks[j-1].fold)) && !(j == 0 || p.toks[j-1].sentence != p.toks[j].sentence) || (w != "a" && w != "o") && prepositions.has(w) && !particles.has(w) {
			return w
		}
		if strings.TrimSpace(p.toks[j+1].sep) != "" && strings.TrimSpace(p.toks[j+1].sep) != "." || !p.ofSubject(j) || naming.has(w) {
			return ""
		}
	}
	return ""
}
