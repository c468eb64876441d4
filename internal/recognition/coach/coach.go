// Package coach tells which behaviour a customer's critical words are about, so
// that a manager has something to begin the conversation with. It says what the
// words point to and never who is to blame; where they point to several things
// alike it says nothing. The questions to talk about stand in the letter. jobs
// call it.
package coach

import (
	"slices"
	"strings"

	"goodword/internal/recognition/signs"
)

// Theme is what critical words are about. Each is the id of a behaviour in the
// catalogue that comes along; a company's own catalogue may have it or not.
type Theme string

const (
	Speed     Theme = "speed"     // they waited
	Kindness  Theme = "kindness"  // they were treated rudely
	Listening Theme = "listening" // they were not heard
	Ownership Theme = "ownership" // nobody saw it through, a promise was not kept
	Expertise Theme = "expertise" // it was done or explained wrongly
	Honesty   Theme = "honesty"   // they were told or charged something else
	Teamwork  Theme = "teamwork"  // they were sent from one to the next
	Other     Theme = ""
)

// Themes lists them, Other left out.
func Themes() []Theme {
	return []Theme{Speed, Kindness, Listening, Ownership, Expertise, Honesty, Teamwork}
}

// Of gives the theme that most passages of a text point to, and those passages
// as they stand there; Other where none does or two do alike. lang is BCP 47;
// for a language without signs, or "", all are tried.
func Of(text, lang string) (Theme, []string) {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	t := signs.Of(text)
	best, words, tie := Other, []string(nil), false
	for _, theme := range Themes() {
		found := passages(t, theme, base)
		switch {
		case len(found) > len(words):
			best, words, tie = theme, found, false
		case len(found) == len(words):
			tie = true
		}
	}
	if tie {
		return Other, nil
	}
	return best, words
}

func passages(t signs.Text, theme Theme, lang string) []string {
	by := table[theme]
	lists := [][]string{by[lang]}
	if by[lang] == nil {
		lists = [][]string{by["de"], by["en"], by["es"], by["fr"]}
	}
	var found []string
	for _, list := range lists {
		for _, sign := range list {
			for _, passage := range t.Find(sign) {
				if !slices.Contains(found, passage) {
					found = append(found, passage)
				}
			}
		}
	}
	return found
}

// table has the signs of each theme by language, folded.
var table = map[Theme]map[string][]string{
	Speed: {
		"en": {"waited", "waiting", "had to wait", "kept us waiting", "kept me waiting", "queue*", "an hour late", "hours late", "too late", "so slow", "too slow", "slow*", "delay*", "took forever", "took an hour", "took hours", "forty minutes", "on hold"},
		"de": {"gewartet", "warten", "wartezeit*", "warteschlange*", "schlange", "verspat*", "zu spat", "langsam*", "ewig", "stundenlang", "verzoger*", "gedauert", "warteschleife"},
		"fr": {"attendu", "attendre", "attente", "queue", "retard", "en retard", "trop tard", "lent*", "une eternite", "des heures", "fait patienter"},
		"es": {"esperado", "esperar", "esperamos", "espere", "espera", "cola", "retraso", "tarde", "lent*", "una eternidad", "horas"},
	},
	Kindness: {
		"en": {"rude*", "unfriendly", "impolite", "arrogant*", "snapped", "shouted", "yelled", "rolled her eyes", "rolled his eyes", "condescending", "laughed at", "ignored us", "ignored me", "cold", "disrespect*", "not even look", "without a greeting", "talked down"},
		"de": {"unfreundlich*", "unhoflich*", "arrogant*", "angeschrien", "angefahren", "angeschnauzt", "patzig*", "herablassend*", "ausgelacht", "ignoriert", "respektlos*", "schnippisch*", "frech*", "nicht einmal angesehen", "ruppig*", "genervt*"},
		"fr": {"impoli*", "desagreable*", "arrogan*", "hautain*", "crie", "meprisan*", "ignore*", "irrespectueu*", "grossier*", "grossiere*", "sans un bonjour", "sec", "seche"},
		"es": {"maleducad*", "antipatic*", "grosero*", "grosera*", "arrogante*", "grito", "gritado", "desprecio", "ignoro", "ignorado", "falta de respeto", "irrespetuos*", "desagradable*", "ni siquiera nos miro", "borde"},
	},
	Listening: {
		"en": {"nobody listened", "did not listen", "didn t listen", "would not listen", "not listen", "never listened", "did not hear", "did not let me finish", "interrupted", "brushed off", "brushed me off", "did not care", "didn t care", "did not understand", "not taken seriously", "explain it three times", "repeat myself"},
		"de": {"nicht zugehort", "hort nicht zu", "horte nicht zu", "horte niemand zu", "niemand zugehort", "nicht ausreden", "unterbrochen", "abgewimmelt", "nicht ernst genommen", "nicht verstanden", "dreimal erklaren", "mehrfach erklaren", "interessierte niemanden", "interessierte ihn nicht", "interessierte sie nicht"},
		"fr": {"pas ecoute*", "n ecoute pas", "n a pas ecoute*", "personne ne nous a ecoute*", "interrompu*", "coupe la parole", "pas pris au serieux", "pas compris", "repeter trois fois", "s en moquait", "s en fichait"},
		"es": {"no escucho", "no nos escucho", "no me escucho", "nadie nos escucho", "nadie me escucho", "interrumpio", "no me tomo en serio", "no nos tomaron en serio", "no entendio", "repetir tres veces", "le daba igual", "no le importo", "no le importaba"},
	},
	Ownership: {
		"en": {"nobody called back", "never called back", "did not call back", "didn t call back", "no answer", "no reply", "never replied", "nobody replied", "promised", "broke the promise", "forgot*", "nobody felt responsible", "not my job", "not her job", "not his job", "not my department", "still not fixed", "still broken", "nothing happened", "come back later", "follow up"},
		"de": {"nicht zuruckgerufen", "niemand zuruckgerufen", "kein ruckruf", "keine antwort", "versprochen", "versprechen", "vergessen", "niemand zustandig", "nicht zustandig", "nicht meine aufgabe", "immer noch kaputt", "immer noch defekt", "nichts passiert", "nichts geschehen", "spater wiederkommen", "niemand gekummert"},
		"fr": {"jamais rappele*", "pas rappele*", "aucune reponse", "pas de reponse", "sans reponse", "promis", "promesse", "oublie*", "pas mon travail", "pas mon service", "toujours en panne", "toujours pas repare*", "rien n a ete fait", "repasser plus tard", "personne ne s en est occupe"},
		"es": {"no me devolvio la llamada", "nadie me llamo", "nadie nos llamo", "nadie respondio", "sin respuesta", "no respondio", "prometio", "prometido", "promesa", "olvido", "olvidado", "olvidaron", "no es mi trabajo", "no era su trabajo", "sigue sin arreglar", "sigue averiad*", "no paso nada", "vuelva mas tarde", "nadie se ocupo"},
	},
	Expertise: {
		"en": {"wrong", "wrongly", "mistake*", "incorrect*", "did not know", "didn t know", "had no idea", "no clue", "incompetent", "misinformed", "wrong information", "damaged", "broke it", "mixed up", "double booked"},
		"de": {"falsch*", "fehler*", "keine ahnung", "wusste nicht", "inkompetent*", "fehlinformation*", "beschadigt", "verwechselt", "doppelt gebucht", "ahnungslos*"},
		"fr": {"faux", "fausse*", "erreur*", "ne savait pas", "ne savaient pas", "aucune idee", "incompeten*", "mal informe*", "abime*", "endommage*", "confondu*"},
		"es": {"equivocad*", "error*", "mal hecho", "no sabia", "no sabian", "no tenia idea", "ni idea", "incompetente*", "mal informad*", "danad*", "estropead*", "confundid*", "confundio"},
	},
	Honesty: {
		"en": {"overcharged", "hidden fee*", "hidden cost*", "hidden charge*", "misled", "misleading", "lied", "lie", "lying", "charged twice", "charged us twice", "charged me twice", "not what was agreed", "tricked", "cheated", "not tell us", "not told"},
		"de": {"zu viel berechnet", "versteckte kosten", "versteckte gebuhr*", "irregefuhrt", "irrefuhrend*", "gelogen", "angelogen", "luge*", "doppelt abgebucht", "doppelt berechnet", "anders vereinbart", "verschwiegen", "betrogen", "getauscht"},
		"fr": {"frais caches", "facture deux fois", "debite deux fois", "trompe*", "trompeu*", "menti", "mensonge*", "pas ce qui etait convenu", "surfacture*", "arnaque*"},
		"es": {"gastos ocultos", "cargos ocultos", "cobrado de mas", "cobraron de mas", "cobrado dos veces", "cobraron dos veces", "enganad*", "enganos*", "enganaron", "mintio", "mentira*", "mintieron", "no era lo acordado", "estafa*"},
	},
	Teamwork: {
		"en": {"sent from one", "sent me from", "sent us from", "passed from", "passed around", "one department to", "one colleague to", "blamed a colleague", "blamed her colleague", "blamed his colleague", "blamed each other", "nobody told the", "left hand", "argued with each other", "discussed their holidays", "talking to each other", "chatting"},
		"de": {"von einem zum anderen", "von einer zur anderen", "hin und her geschickt", "weitergereicht", "von abteilung zu abteilung", "auf die kollegin geschoben", "auf den kollegen geschoben", "auf kollegen geschoben", "gestritten", "nicht abgesprochen", "unterhielten sich", "miteinander geplaudert"},
		"fr": {"renvoye* d un", "d un service a l autre", "d un guichet a l autre", "rejete la faute", "pas concertes", "se disputaient", "bavardaient", "discutaient entre eux", "discutaient entre elles"},
		"es": {"de un lado a otro", "de un departamento a otro", "de ventanilla en ventanilla", "echo la culpa a", "culpo a su companer*", "culparon", "discutian entre", "charlaban", "hablaban entre ellos", "hablaban entre ellas"},
	},
}
