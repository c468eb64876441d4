package match

import "strings"

// soured reads praise that its own sentence takes back or turns to scorn: "lovely
// until we asked for the bill", "great at putting people on hold", "wonderful in the
// film".
func (p *passage) soured(m *mention, to int) bool {
	good := -1
	for k := m.to; k < to; k++ {
		w := p.toks[k].fold
		switch {
		case medals.has(w) && k+1 < to, k > m.to && (w == "himself" || w == "herself") && strings.HasPrefix(p.toks[k-1].fold, "help"):
			return true
		case p.leanOf(k) == praises, w == "favourite", w == "favorite", w == "liebling", w == "preferee", w == "prefere", w == "favorito", w == "favorita":
			if good = k; p.skilledAt(k, to) {
				return true
			}
		case good >= 0 && selves.has(w) && strings.Contains(p.toks[k].sep, ":"): // "a great help: we missed the train"
			return true
		case exceptions.has(w) && good >= 0, w == "how" && k+1 < to && p.toks[k+1].fold == "not":
			return true
		case good < 0:
		case untils.at(p.toks, k, to) > 0 && !p.waitsBefore(k, m.to), arts.has(w) && k <= good+4:
			return true
		}
	}
	return false
}

// waitsBefore reads "waited until I came": an until that praises.
func (p *passage) waitsBefore(k, from int) bool {
	for j := k - 1; j >= from && j >= k-6; j-- {
		if begins(p.toks[j].fold, waits) {
			return true
		}
	}
	return false
}

var waits = stems("wait", "stay", "stood", "held", "kept", "remain", "wart", "gewartet", "blieb", "geblieben", "attend", "reste", "espero", "quedo", "aspett", "rimas", "wacht", "gewacht", "bleef", "gebleven", "llev", "acompan", "condu", "carried", "walk", "drove", "begleit", "gebracht", "brachte", "accompagn", "portat", "vanta", "stann", "czeka", "zosta", "fico", "esper")

// medals are said to be deserved in earnest and in scorn: what "a medal for the
// longest tea break" means is told by what it is for alone.
var medals = set("medal medaille medalla medaglia medalha orden premio prize medalje mitali erem")

// withSelf reads "Ann and I thank the kitchen": who thanks is not thanked.
func (p *passage) withSelf(m *mention) bool {
	w := p.after(m, 2)
	return joins.has(p.after(m, 1)) && (selves.has(w) || w == "i" || w == "me" || w == "moi" || w == "mich" || w == "en" || w == "ja") || begins(p.after(m, 1), thankStems) && objects.has(w)
}

// skilledAt reads "great at -ing", "großartig darin", "bravissima a non rispondere",
// "experta en dejar".
func (p *passage) skilledAt(k, to int) bool {
	if k+2 >= to || strings.TrimSpace(p.toks[k+1].sep) != "" || begins(p.toks[k].fold, deeds) {
		return false
	}
	w, next := p.toks[k+1].fold, p.toks[k+2].fold
	switch w {
	case "darin":
		return true
	case "at", "in":
		return strings.HasSuffix(next, "ing") && len(next) > 4
	case "to":
		return next == "work" || next == "have" || next == "look"
	case "pour", "a", "en", "por", "em", "om", "i", "w":
		return denying.has(next) || infinitive(next)
	}
	return false
}

// infinitive says whether a word has the ending of one in a Romance language.
func infinitive(w string) bool {
	if len(w) < 5 {
		return false
	}
	switch w[len(w)-2:] {
	case "er", "ir", "re", "ar":
		return true
	}
	return false
}

var (
	untils = phrasesOf("until, till we, till i, till it, till the, till they, bis wir, bis ich, bis es, bis zur, bis zum, jusqu, jusque, hasta que, hasta el, finche, fino a, ate, totdat, tot we, tot ik, az do, dopoki, dokud, tills, tills vi, indtil, inntil, kunnes, amig, isteyene, kadar, пока, до тех пор")
	arts   = set("film movie musical concert novel series match konzert serie roman concierto pelicula partido concerto partita")
)

// anotherAltogether reads "Ann Lee, a fellow guest, …", "Anne, notre mariée, …": what
// stands beside the name is no work of this house.
func (p *passage) anotherAltogether(m *mention) bool {
	if !p.commaAfter(m) || m.to+1 >= len(p.toks) {
		return false
	}
	w := p.after(m, 1)
	if w == "aged" {
		return true
	}
	if m.from > 0 && (w == "a" || w == "ha") && strings.Contains(p.toks[m.from].sep, ",") && (p.jobs.has(p.toks[m.from-1].fold) || staff.has(p.toks[m.from-1].fold)) { // "Le contrôleur, Paul Roux, a fait"
		return false
	}
	if !articles.has(w) && !indefinite.has(w) && !possessives.has(w) && !second.has(w) && !formal.has(w) && !elseWords.has(w) || readers.has(w) || relatives.has(w) {
		return false
	}
	for k := m.to + 1; k < len(p.toks) && k < m.to+9 && p.toks[k].sentence == p.toks[m.from].sentence; k++ {
		u := p.toks[k]
		if p.jobs.has(u.fold) || staff.has(u.fold) || titles.has(u.fold) || unnamedPeople.has(u.fold) || superiors.has(u.fold) || mates.has(u.fold) || p.isWorkOrPlace(p.x, k) || workplaces.has(u.fold) || p.leanOf(k) == praises || tradesOf(u.text) != 0 {
			return elseWords.has(w) || elseWords.has(p.after(m, 2))
		}
		if strings.Contains(u.sep, ",") {
			break
		}
	}
	return true
}

// elseWords make of who follows somebody who does not belong to the house.
var elseWords = set("another fellow other anderer andere anderen autre otro otra altro altra outro outra ander andere inny inna jiny jina masik annan anden annen toinen baska другой другая")

// toldWriter reads "Ann kindly told me to wait".
func (p *passage) toldWriter(m *mention) bool {
	for n := 1; n <= 2; n++ {
		if w := p.after(m, n); (w == "told" || w == "asked" || w == "bat" || w == "sagte") && objects.has(p.after(m, n+1)) {
			return true
		}
	}
	return false
}

// isBusiness says whether a mail thanks for what is bought and paid: that praises
// nobody.
func (p *passage) isBusiness() bool {
	for k := range p.toks {
		if business.at(p.toks, k, len(p.toks)) > 0 {
			return true
		}
	}
	return false
}

var business = phrasesOf("thank you for your order, thanks for your order, thank you for your purchase, thank you for your custom, thank you for your payment, thank you for your interest, thank you for your application, thank you for your enquiry, " +
	"danke fur ihre bestellung, dank fur ihre bestellung, dank fur ihren einkauf, dank fur ihr interesse, dank fur ihre bewerbung, merci pour votre commande, merci de votre commande, merci pour votre achat, gracias por su compra, gracias por su pedido, grazie per il suo ordine, grazie per il tuo ordine, grazie per l acquisto, obrigado pela sua compra, bedankt voor uw bestelling, dziekujemy za zamowienie, tack for din bestallning, tak for din ordre")
