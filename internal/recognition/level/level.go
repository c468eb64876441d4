// Package level suggests how far a recognition reaches, by the customer's words:
// above and beyond, where somebody did what their work did not ask for; bottom
// line, where the customer tells that it brought or kept business. It only
// suggests, and says by which words; the approver has the last word, and no
// level decides who is thanked. jobs call it.
package level

import (
	"slices"
	"strings"

	"goodword/internal/recognition"
	"goodword/internal/recognition/signs"
)

// Suggest gives the level that a text's words suggest, and those words as they
// stand there, at most three. Without any it is WellDone and no words. lang is
// BCP 47; for a language without signs, or "", all are tried.
func Suggest(text, lang string) (recognition.Level, []string) {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	t := signs.Of(text)
	for _, l := range []recognition.Level{recognition.BottomLine, recognition.AboveBeyond} {
		if found := all(t, table[l], base); len(found) > 0 {
			return l, found[:min(len(found), 3)]
		}
	}
	return recognition.WellDone, nil
}

func all(t signs.Text, by map[string][]string, lang string) []string {
	lists := [][]string{by[lang]}
	if by[lang] == nil {
		lists = [][]string{by["de"], by["en"], by["es"], by["fr"]}
	}
	var found []string
	for _, list := range lists {
		for _, sign := range list {
			for _, passage := range t.Find(sign) {
				if signs.Short(passage) && !slices.Contains(found, passage) {
					found = append(found, passage)
				}
			}
		}
	}
	return found
}

// table has the signs of each level by language, folded.
var table = map[recognition.Level]map[string][]string{
	recognition.BottomLine: {
		"en": {"signed the contract", "sign the contract", "renewed our contract", "renewed the contract", "renew our contract", "renew the contract", "extended the contract", "extend our contract",
			"because of her we stay", "because of him we stay", "reason we stayed", "reason we stay", "only reason we", "will book all", "booked all our", "book all our", "moved our account", "move our account", "moving our account",
			"saved us thousands", "saved the company", "saved us the order", "saved the order", "saved the deal", "won our business", "have our business", "gets our business", "get our business", "our next order", "doubled our order", "place another order", "placed another order",
			"were about to cancel", "was about to cancel", "wanted to cancel", "about to leave you", "kept us as a customer", "kept us as customers", "kept me as a customer", "recommended you to", "all our conferences", "annual contract"},
		"de": {"vertrag unterschrieben", "vertrag unterschreiben", "vertrag verlangert", "vertrag verlangern", "verlangern den vertrag", "verlangern wir den vertrag", "auftrag erteilt", "auftrag erteilen", "folgeauftrag", "grossauftrag", "rahmenvertrag", "jahresvertrag",
			"wollten schon kundigen", "wollte schon kundigen", "wollten kundigen", "wollte kundigen", "wollten den anbieter wechseln", "bleiben wir kunde", "bleibe ich kunde", "bleiben wir kunden", "kunde geblieben", "kunden geblieben", "tausende gespart", "tausende euro", "buchen kunftig alle", "alle unsere tagungen", "nachste bestellung", "erneut bestellt", "auftrag gerettet"},
		"fr": {"signe le contrat", "signer le contrat", "renouvele notre contrat", "renouvele le contrat", "renouveler notre contrat", "renouveler le contrat", "renouvelons le contrat", "renouvelons notre contrat", "prolonge le contrat", "allions resilier", "allais resilier", "voulions resilier", "voulais resilier",
			"restons clients", "reste client", "reste cliente", "rester clients", "nouvelle commande", "prochaine commande", "passe commande", "economise des milliers", "milliers d euros", "tous nos seminaires", "contrat annuel", "sauve la commande", "sauve le contrat"},
		"es": {"firmado el contrato", "firmar el contrato", "firmamos el contrato", "renovado el contrato", "renovar el contrato", "renovamos el contrato", "renovaremos el contrato", "ampliado el contrato", "ibamos a cancelar", "iba a cancelar", "queriamos cancelar", "queria cancelar",
			"seguimos siendo clientes", "sigo siendo cliente", "seguiremos siendo clientes", "nuevo pedido", "proximo pedido", "otro pedido", "ahorrado miles", "miles de euros", "todas nuestras reuniones", "contrato anual", "salvo el pedido", "salvo el contrato"},
	},
	recognition.AboveBeyond: {
		"en": {"above and beyond", "extra mile", "beyond the call of duty", "more than her job", "more than his job", "more than their job", "out of her way", "out of his way", "out of their way", "did not have to", "didn t have to", "nobody asked her", "nobody asked him", "nobody had asked",
			"after her shift", "after his shift", "after their shift", "when her shift ended", "when his shift ended", "on her day off", "on his day off", "on their day off", "in her own time", "in his own time", "in her lunch break", "in his lunch break", "from her own pocket", "from his own pocket", "her own money", "his own money", "with her own car", "with his own car", "her own car", "his own car",
			"stayed late", "stayed all night", "stayed an hour longer", "stayed two hours", "stayed on with us", "stayed until midnight", "drove after us", "drove after our", "drove all the way", "drove us", "walked there herself", "walked there himself", "through the snow", "in the middle of the night", "on a sunday", "on christmas*", "on her holiday", "on his holiday", "all the way to the station", "all the way to the airport"},
		"de": {"weit uber das ubliche hinaus", "uber das erwartbare hinaus", "weit mehr als", "viel mehr als", "hatte sie nicht mussen", "hatte er nicht mussen", "nach feierabend", "nach dienstschluss", "nach ihrer schicht", "nach seiner schicht", "nach schichtende", "an ihrem freien tag", "an seinem freien tag", "in ihrer freizeit", "in seiner freizeit", "in der mittagspause", "aus eigener tasche", "mit dem eigenen auto", "mit ihrem eigenen auto", "mit seinem eigenen auto", "mit ihrem privatwagen", "mit seinem privatwagen",
			"langer geblieben", "blieb langer", "blieb zwei stunden langer", "bis mitternacht", "mitten in der nacht", "an einem sonntag", "am sonntag", "an weihnachten", "ist uns nachgefahren", "fuhr uns nach", "fuhr uns hinterher", "extra gekommen", "extra hingefahren", "eigens gefahren", "niemand hatte sie gebeten", "niemand hatte ihn gebeten", "durch den schnee"},
		"fr": {"bien au dela", "au dela de son travail", "au dela de ses fonctions", "n etait pas oblige*", "n etait pas tenu*", "rien ne l obligeait", "apres son service", "apres sa journee", "apres ses heures", "son jour de repos", "son jour de conge", "sur son temps libre", "pendant sa pause", "de sa poche", "avec sa propre voiture", "sa propre voiture", "sa voiture personnelle",
			"est reste* plus tard", "est reste* plus longtemps", "est reste* jusqu a minuit", "en pleine nuit", "au milieu de la nuit", "un dimanche", "le dimanche", "a noel", "est revenu* expres", "est venu* expres", "nous a conduits", "nous a raccompagne*", "a couru apres", "personne ne le lui avait demande", "sous la neige", "s est plie* en quatre"},
		"es": {"mucho mas alla", "mas alla de su trabajo", "mas alla de su deber", "mas alla de lo", "no tenia por que", "no tenia que", "nadie se lo habia pedido", "nadie se lo pidio", "despues de su turno", "al terminar su turno", "fuera de su horario", "en su dia libre", "en su tiempo libre", "en su descanso", "de su bolsillo", "con su propio coche", "su propio coche", "en su coche",
			"se quedo mas tiempo", "se quedo dos horas", "se quedo hasta", "hasta medianoche", "en plena noche", "en mitad de la noche", "un domingo", "el domingo", "en navidad", "vino expresamente", "vino a proposito", "nos llevo", "corrio detras", "bajo la nieve", "se desvivio"},
	},
}
