package match

import "strings"

// Frames are turns in which a name stands for no nominee: who was away, who is
// spoken to, who told or passed something on, who is compared with, and what is
// only called like a person.

// framed says whether a frame makes the name somebody else than the one praised.
func (p *passage) framed(m *mention) bool {
	return p.isOfColleague(m) || p.shouldKnow(m) || p.compared(m) || p.replaced(m) || p.calledAfter(m) || p.isAway(m) || p.ownedKin(m) || p.isWriters(m) || p.isWitness(m)
}

// shouldKnow reads "Ann should know what a treasure she has", "Ann sollte wissen".
func (p *passage) shouldKnow(m *mention) bool {
	for n := 1; n <= 4; n++ {
		if w := p.after(m, n); oughts.has(w) {
			for k := m.to + n; k < len(p.toks) && k < m.to+n+5 && p.toks[k].sentence == p.toks[m.from].sentence; k++ {
				if begins(p.toks[k].fold, learning) {
					return true
				}
			}
		} else if !fillers.has(w) && !joins.has(w) {
			return false
		}
	}
	return false
}

var (
	oughts   = set("should ought must needs has can may might will would sollte soll muss darf kann doit devrait peut merite debe deberia puede tiene deve dovrebbe puo devia moet mag zou powinien powinna musi mela mel by")
	learning = stems("know", "hear", "told", "learn", "wissen", "erfahren", "horen", "savoir", "apprendre", "saber", "enterar", "sapere", "weten", "horen", "wiedziec", "vedet", "proud", "stolz", "fier", "orgullos")
)

var comparers = set("than unlike niz nez kuin mint decat чем ніж enn enligt versus")

// comparing stand before somebody who is compared with.
var comparing = leadsOf("compared to", "compared with", "in contrast to", "as opposed to", "as good as", "besser als", "anders als", "verglichen mit", "im vergleich zu", "im gegensatz zu", "contrairement a", "compare a", "a diferencia de", "comparado con", "a differenza di", "in tegenstelling tot", "rispetto a",
	"w przeciwienstwie do", "na rozdil od", "till skillnad fran")

// instead stand before somebody who was not there or did not do it.
var instead = leadsOf("instead of", "in place of", "rather than", "replacing", "replaced", "stand in for", "standing in for", "stood in for", "filled in for", "filling in for", "covering for", "covered for", "cover for", "took over from", "taking over from", "apart from", "except", "except for", "statt", "anstatt", "anstelle von", "an stelle von", "in vertretung von", "vertretung von", "vertretung fur", "vertrat", "vertritt",
	"ausser", "ersetzt", "eingesprungen fur", "a la place de", "au lieu de", "remplacait", "remplace", "remplacant de", "sauf", "hormis", "en lugar de", "en vez de", "sustituia a", "sustituye a", "salvo", "excepto", "al posto di", "invece di", "tranne", "sostituiva", "in plaats van", "behalve", "verving", "zamiast", "oprocz", "w zastepstwie", "misto", "krome", "istallet for", "i stedet for", "utom", "em vez de", "exceto", "вместо", "кроме", "замість")

func (p *passage) compared(m *mention) bool {
	b1, b2, b3 := p.before(m, 1), p.before(m, 2), p.before(m, 3)
	if comparers.has(b1) || comparing.end(b3, b2, b1) || b1 == "as" && b2 != "such" || b1 == "like" && (b2 == "just" || beings.has(b2) || b2 == "not") {
		return true
	}
	if b1 == "als" || b1 == "wie" || b1 == "que" || b1 == "di" || b1 == "dan" || b1 == "come" || b1 == "comme" || b1 == "como" || b1 == "jak" || b1 == "jako" || b1 == "som" {
		for k := m.from - 1; k >= 0 && k >= m.from-7 && p.toks[k].sentence == p.toks[m.from].sentence; k-- {
			if w := p.toks[k].fold; degrees.has(w) || strings.HasSuffix(w, "er") && p.leanOf(k) == praises && w != "immer" {
				return true
			}
		}
	}
	return false
}

// degrees say that a comparison follows.
var degrees = set("so genauso ebenso besser freundlicher mehr anders netter schneller plus mieux aussi autant meilleur meilleure mas mejor tan tanto piu meglio cosi beter vriendelijker tak lepszy lepsza milsza stejne lika bedre")

func (p *passage) replaced(m *mention) bool {
	if instead.end(p.before(m, 3), p.before(m, 2), p.before(m, 1)) {
		return true
	}
	// "eingesprungen für Anna" with the verb behind: "ist für Anna eingesprungen"
	if b := p.before(m, 1); b == "fur" || b == "for" || b == "za" || b == "voor" || b == "por" || b == "pour" {
		for n := 1; n <= 3; n++ {
			if w := p.after(m, n); w == "eingesprungen" || w == "ubernommen" || w == "vertreten" || w == "ingevallen" {
				return true
			}
		}
	}
	return false
}

// namedThings stand before a name that is a thing's, or an outsider's.
var namedThings = leadsOf("calle", "rue", "via", "plaza", "piazza", "avenida", "avenue", "boulevard", "place", "ulica", "ulice", "ul", "ulicy", "hotel", "cafe", "restaurant", "theatre", "teatro", "museo", "museum", "st", "saint", "san", "santa", "sankt", "ms", "ss", "hms", "mv", "ship", "boat", "ferry", "schiff", "boot", "fahre", "bateau", "barco", "nave", "hurricane", "storm", "sturm", "orkan", "tempete", "tormenta",
	"film by", "film with", "film mit", "movie with", "book by", "novel by", "song by", "play by", "poem by", "words of", "interview with", "interview mit", "interview avec", "entrevista con", "entrevista a", "concert by", "concert of", "konzert von", "concert de", "concierto de", "show by", "named after", "benannt nach", "nomme d apres", "called after", "statue of", "house of", "portrait of", "actor", "actress", "singer", "schauspieler", "schauspielerin", "sanger", "sangerin", "acteur", "actrice", "chanteur", "chanteuse", "actor", "cantante", "author", "autor", "autorin", "writer", "poet", "footballer", "minister",
	"president", "hospice", "school", "schule", "ecole", "colegio", "scuola", "station", "ward", "father", "pfarrer", "pastor", "reverend", "pere", "padre", "judge", "solicitor", "lawyer", "anwalt", "late", "fans of", "fan of", "to see", "named", "patron", "witness", "zeuge", "taxi driver", "architect")

// namedAfter follow a name that is a thing's.
var namedAfter = set("nursery hospice hospital street road ward wing suite hall theatre stadium memorial concert film movie show book novel album song ship ferry cruise clinic school college academy museum gallery trust fund prize cup race marathon tour festival exhibition conference foundation pavilion library centre center company agency taxis coaches")

func (p *passage) calledAfter(m *mention) bool {
	if m.kind == byAddress {
		return false
	}
	b1, b2, b3 := p.before(m, 1), p.before(m, 2), p.before(m, 3)
	if m.titles == 0 && namedThings.end(b3, b2, b1) && !(b1 == "named" || b1 == "san" || b1 == "santa" || b1 == "place" || b1 == "station") {
		return true
	}
	if m.to < len(p.toks) && p.joined(m.to-1) && namedAfter.has(p.toks[m.to].fold) {
		return true
	}
	return b1 == "the" && m.titles == 0 && m.kind == wholeName
}

// notInvolved reads "Tom has nothing to do with it", "it wasn't Tom", "neither Tom nor".
func (p *passage) notInvolved(m *mention) bool {
	b1, b2, b3 := p.before(m, 1), p.before(m, 2), p.before(m, 3)
	if b1 == "neither" || b1 == "nor" || b1 == "ni" || b1 == "weder" || b1 == "noch" && m.p.saysBefore(m, "weder") || b1 == "ani" || b1 == "kein" || b1 == "keine" {
		return true
	}
	if (b1 == "t" || b1 == "not") && (wasnt.has(b2) || b2 == "t") || wasnt.has(b1) && !beings.has(b1) || (b1 == "pas" || b1 == "nicht" || b1 == "niet" || b1 == "not") && (beings.has(b2) || b3 == "c") {
		return true
	}
	if nots.has(b1) && b2 == "" && p.contrastBehind(m) { // "Niet Anna maar Bo"
		return true
	}
	for k := m.to; k < len(p.toks) && k < m.to+3 && p.toks[k].sentence == p.toks[m.from].sentence && !p.toks[k].capital; k++ {
		if involved.at(p.toks, k, len(p.toks)) > 0 {
			return true
		}
	}
	// "no fue Tom", "non era Tom", "nie był to Tom", "das war nicht Tom"
	return toBe.has(b1) && (nots.has(b2) && b2 != "a" || nots.has(b3) && toBe.has(b2))
}

// contrastBehind says whether "but" and another name follow m closely.
func (p *passage) contrastBehind(m *mention) bool {
	for k := m.to; k+1 < len(p.toks) && k < m.to+3 && p.toks[k].sentence == p.toks[m.from].sentence; k++ {
		if butRather.has(p.toks[k].fold) {
			return p.toks[k+1].capital
		}
	}
	return false
}

var butRather = set("but maar sondern mais sino ma mas ale nybrz utan lecz")

var (
	wasnt    = set("wasn isn weren aren didn")
	involved = phrasesOf("is the name of, war der name, ist der name, est le nom, es el nombre, e il nome, has nothing to do, had nothing to do, hat nichts damit, hatte nichts damit, hat damit nichts, hatte damit nichts, n a rien a voir, n y est pour rien, no tiene nada que ver, no tuvo nada que ver, non c entra, heeft er niets mee, nie ma z tym, nema s tim, was not involved, was not there, wasn t there, wasn t involved, can take no credit")
)

func (p *passage) saysBefore(m *mention, word string) bool {
	for k := m.from - 1; k >= 0 && p.toks[k].sentence == p.toks[m.from].sentence; k-- {
		if p.toks[k].fold == word {
			return true
		}
	}
	return false
}

// pets and small relatives need no "my" before them.
var pets = set("dog cat parrot rabbit hamster horse pony budgie puppy kitten hund katze kater hase kaninchen papagei pferd wellensittich welpe dackel perro perra gato gata loro caballo chien chienne chat chatte lapin perroquet cheval cane gatto gatta pappagallo cavallo hond kat papegaai paard konijn pies piesek kotek kocur papuga pes pejsek kocka kocour papousek kissa koira kutya macska caine pisica kopek kedi собака кот кошка")

// ownedKin reads "her daughter Paula", "our parrot Lukas", "the dog, Max".
func (p *passage) ownedKin(m *mention) bool {
	b1, b2, b3 := p.before(m, 1), p.before(m, 2), p.before(m, 3)
	if pets.has(b1) || pets.has(b2) && (b1 == "named" || b1 == "called" || b1 == "namens") {
		return true
	}
	if !kin.has(b1) || b1 == "kind" || b1 == "man" || b1 == "friend" && b2 == "dear" {
		return false
	}
	return theirPossessives.has(b2) || theirPossessives.has(b3) || kinOf.has(b2) || b2 == "little" || b2 == "baby"
}

var kinOf = set("the a der die das eine ein le la el la una un il een de")

// isWitness reads "Jan Novák can confirm it".
func (p *passage) isWitness(m *mention) bool {
	for k := m.to; k < len(p.toks) && k < m.to+7 && p.toks[k].sentence == p.toks[m.from].sentence; k++ {
		if begins(p.toks[k].fold, witnessing) {
			return true
		}
	}
	return false
}

var witnessing = stems("confirm", "agrees", "bestatig", "confirmer", "confirmar", "conferm", "bevestig", "potwierdz", "potvrd", "bekrafta", "bekrefte", "подтверд")
