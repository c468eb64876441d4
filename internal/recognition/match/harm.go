package match

// harmed finds what is told as harm, or thanked for as harm: who did it is blamed,
// and thanks for it are for nobody.
func (g *judge) harmed(from, to int) {
	p := g.p
	for k := from; k < to; k++ {
		switch {
		case scorn.at(p.toks, k, to) > 0:
			for _, m := range g.ms {
				if m.role != told {
					m.ill++
				}
			}
		case harms.at(p.toks, k, to) > 0:
			g.blame(g.subjectOf(k, from, to))
		}
	}
}

// scorns says whether a passage thanks for harm anywhere.
func (p *passage) scorns() bool {
	for k := range p.toks {
		if scorn.at(p.toks, k, len(p.toks)) > 0 {
			return true
		}
	}
	return false
}

// scorn is thanks for harm or for nothing: it turns all that is said.
var scorn = phrasesOf("expect an apology, want an apology, demand an apology, owe us an apology, owes us an apology, owes me an apology, erwarte eine entschuldigung, verlange eine entschuldigung, attends des excuses, exijo una disculpa, pretendo delle scuse, thanks for nothing, thank you for nothing, thanks a bunch, thanks for ruining, thank you for ruining, for ruining our, for ruining my, for wasting, for spoiling, for losing my, for losing our, " +
	"danke fur nichts, danke fur gar nichts, vielen dank auch, herzlichen dank auch, merci pour rien, gracias por nada, grazie di niente, grazie di nulla, grazie per niente, obrigado por nada, bedankt voor niets, bedankt hoor, dziekuje za nic, " +
	"to the ombudsman, from my lawyer, from my solicitor, trading standards, small claims, von meinem anwalt, complaint about, beschwerde uber, reclamation au sujet, reclamation sur, plainte contre, queja sobre, queja de, reclamo su, reclamo contro, klacht over, klachten over, skarga na, stiznost na, klagomal pa, klage over, " +
	"complimenti davvero, complimenti vivissimi, bravo vraiment, well done really, herzlichen gluckwunsch auch")

// harms are what somebody does to a customer.
var harms = phrasesOf("made us wait, kept us waiting, kept me waiting, left us waiting, hung up on, rejected our, rejected my, turned us away, denied our, denied my, schaden abgelehnt, antrag abgelehnt, einfach aufgelegt, raccroche au nez, hing op, hing zomaar op, colgo el telefono,  lost my bag, lost our, blamed me, blamed us, shouted at, never showed up, did not show up, didn t show up, never came back, " +
	"liess uns warten, liess mich warten, warten lassen, warten liess, nous a fait attendre, m a fait attendre, nos hizo esperar, me hizo esperar, nos ha hecho esperar, no vino nunca, ci ha fatto aspettare, mi ha fatto aspettare, liet ons wachten, liet mij wachten, kwam niet opdagen")

// onlyIf reads "I would thank Ann if she had answered", "je remercierai Ann le jour
// où": thanks and nominations that are not given.
func (p *passage) onlyIf(k, from, to int) bool {
	would := false
	for j := max(from, k-9); j <= k; j++ {
		w := p.toks[j].fold
		would = would || woulds.has(w) && !(j+1 < to && wishing.has(p.toks[j+1].fold)) || laterThanks.at(p.toks, j, to) > 0
	}
	if !would {
		return false
	}
	for j := from; j < to; j++ {
		if ifs.at(p.toks, j, to) > 0 {
			return true
		}
	}
	return false
}

var (
	woulds      = set("would d wurde wurden zou zouden ville will ll shall werde werden vais allons voy vamos zal zullen bede budu budeme")
	wishing     = set("like love also gerne gern graag")
	laterThanks = phrasesOf("remerciera*, felicitera*, agradecere*, agradecera*, felicitare*, ringraziero, ringrazieremo, proporro, danke erst, danke dann")
	ifs         = phrasesOf("if, once, unless, as soon as, until, when, provided, but, only, the day, wenn, falls, sobald, an dem tag, le jour ou, quand, lorsque, si, pero, cuando, el dia que, se, ma, quando, il giorno, als, maar, zodra")
)

// thanksForHarm reads "Thanks to Ann I have lost my seat", "Danke, Herr Wolf, jetzt ist
// sie ganz kaputt": what somebody is thanked for is told, it is a harm, and nobody mends it.
func (p *passage) thanksForHarm(m *mention) bool {
	from, to := p.sentenceStart(m.from), p.sentenceEnd(m.from)
	thanks := false
	for k := from; k < m.from; k++ {
		w := p.toks[k].fold
		thanks = thanks || causes.has(w) || causesTo.has(w) || thanking.has(w) || begins(w, cheering)
	}
	for k := m.to; thanks && k < to; k++ {
		switch w := p.toks[k].fold; {
		case begins(w, broken):
			return true
		case forNames.has(w) || w == "on": // what for is said at once
			return k+1 < to && begins(p.toks[k+1].fold, broken)
		case begins(w, serving) || p.leanOf(k) == praises:
			return false
		}
	}
	return false
}

// broken are stems of what is lost or broken.
var broken = stems("lost", "missed", "ruin", "broke", "break", "losing", "manqu", "wreck", "spoil", "damag", "scratch", "worse", "kaputt", "verloren", "verpasst", "zerkratz", "zerstor", "beschadig", "perdu", "rate", "casse", "raye", "abime", "perdido", "roto", "estrope", "rayad", "perso", "rotto", "rovin", "kwijt", "kapot", "perdi", "strac", "zepsu", "forstord", "trasig")
