package match

import (
	"strings"
	"sync"
)

// exonyms are cities that a compliment may call otherwise than the directory
// does, one city a line.
var exonyms = lines(`
munich munchen muenchen monaco
cologne koln koeln colonia
vienna wien vienne viena
geneva genf geneve ginebra
zurich zuerich zurigo
milan mailand milano
rome rom roma
florence florenz firenze florencia
venice venedig venezia venise
naples neapel napoli
turin torino
brussels brussel bruxelles bruselas
antwerp antwerpen anvers
lisbon lissabon lisboa lisbonne
prague prag praha praga
warsaw warschau warszawa varsovie varsovia
cracow krakow krakau
copenhagen kopenhagen kobenhavn copenhague
gothenburg goteborg
seville sevilla
london londres londra
paris parigi
hamburg hambourg hamburgo
berlin berlino
nuremberg nurnberg nuernberg
basel bale basilea
bern berne berna
strasbourg strassburg estrasburgo
lyon lyons
marseille marseilles marsella
nice nizza niza
barcelona barcelone
zaragoza saragossa
bucharest bukarest bucuresti
budapest
belgrade belgrad beograd
athens athen athenes atenas
istanbul estambul
moscow moskau moscou
tokyo tokio 東京
osaka 大阪
kyoto kioto 京都
yokohama 横浜
beijing peking pekin 北京
shanghai 上海
seoul 서울
`)

// trades are what a team or a job is called in several languages, one a line;
// several words of one trade are written with a hyphen.
var trades = lines(`
front-desk reception rezeption empfang recepcion receptionist receptionniste recepcionista frontdesk accueil フロント 受付 check-in concierge
housekeeping cleaning cleaner reinigung chambermaid menage limpieza hauswirtschaft zimmermadchen
kitchen kuche cuisine cocina chef cook koch cuisinier cocinero
restaurant waiter waitress kellner kellnerin serveur serveuse camarero camarera dining breakfast fruhstuck petit-dejeuner desayuno
billing invoicing accounts accounting buchhaltung comptabilite contabilidad facturacion facturation rechnungswesen invoice
customer-service customer-support support hotline call-centre call-center callcenter kundendienst kundenservice kundenbetreuung service-client atencion-al-cliente helpline
warehouse lager entrepot almacen logistics logistik logistique logistica versand shipping
delivery driver fahrer fahrerin chauffeur conductor conductora lieferung livraison reparto zustellung courier
workshop werkstatt atelier taller garage mechanic mechaniker mecanicien mecanico
sales vertrieb verkauf ventes ventas verkaufer verkauferin vendeur vendeuse dependienta shop store laden magasin tienda boutique
it help-desk helpdesk it-support
maintenance haustechnik technician techniker technikerin technicien tecnico field-service engineer installation monteur montage instandhaltung mantenimiento
reservations reservation booking bookings buchung reservierung reservas
nursing nurse pflege pflegerin pfleger krankenschwester infirmiere infirmier enfermera enfermero ward station
finance finanzen finanzas controlling
hr human-resources personal personalabteilung ressources-humaines recursos-humanos people
marketing
security sicherheit securite seguridad
spa wellness
legal rechtsabteilung juridique
complaints claims schaden sinistres siniestros schadenabteilung
training trainer trainerin schulung formation formacion
purchasing einkauf achats compras
bar barkeeper bartender
`)

func lines(s string) [][]string {
	var all [][]string
	for line := range strings.Lines(s) {
		if words := strings.Fields(line); len(words) > 0 {
			all = append(all, words)
		}
	}
	return all
}

// cityNames maps a city's folded name to the first of its names.
var cityNames = sync.OnceValue(func() *table[string] {
	m := make(map[string]string)
	for _, names := range exonyms {
		for _, n := range names {
			m[fold(n)] = fold(names[0])
		}
	}
	t := tableOf(m)
	return &t
})

func city(word string) string {
	if c := cityNames().get(word); c != "" {
		return c
	}
	return word
}

// phrases find groups of words in a text: site names, team names, trades.
type phrases struct {
	byFirst map[string][]phrase
	first   filter // of the keys
}

type phrase struct {
	words []string
	id    int32
}

func (p *phrases) add(words []string, id int32) {
	if len(words) == 0 {
		return
	}
	if p.byFirst == nil {
		p.byFirst = make(map[string][]phrase)
	}
	p.byFirst[words[0]] = append(p.byFirst[words[0]], phrase{words, id})
}

// ready must be called between the last add and the first at.
func (p *phrases) ready() {
	p.first = filterOf(len(p.byFirst))
	for w := range p.byFirst {
		p.first.put(w)
	}
}

// at gives the ids of the phrases that begin at token i.
func (p *phrases) at(toks []token, i int, yield func(id int32, words int)) {
	t := &toks[i]
	first := city(t.fold)
	if !p.first.may(first) || len(t.fold) <= 2 && !shouted(t.text) {
		return // IT and HR are teams, "it" is none
	}
	for _, ph := range p.byFirst[first] {
		if i+len(ph.words) > len(toks) {
			continue
		}
		all := true
		for k, w := range ph.words[1:] {
			if city(toks[i+1+k].fold) != w {
				all = false
				break
			}
		}
		if all {
			yield(ph.id, len(ph.words))
		}
	}
}

// placeWords are the words of a site's or team's name.
func placeWords(name string) []string {
	var words []string
	for _, t := range tokenize(name) {
		if !placeFillers.has(t.fold) {
			words = append(words, city(t.fold))
		}
	}
	return words
}

var placeFillers = set("the of and und et y de la")

// tradePhrases find trades; ids are lines of trades.
var tradePhrases = sync.OnceValue(func() *phrases {
	p := new(phrases)
	for id, names := range trades {
		for _, n := range names {
			var words []string
			for part := range strings.SplitSeq(n, "-") {
				words = append(words, fold(part))
			}
			p.add(words, int32(id))
		}
	}
	p.ready()
	return p
})

// tradesOf gives the trades that a team's name or a job's title speaks of, as bits.
func tradesOf(text string) uint64 {
	var bits uint64
	toks := tokenize(text)
	for i := range toks {
		tradePhrases().at(toks, i, func(id int32, _ int) { bits |= 1 << id })
	}
	return bits
}
