package match

import "strings"

// turned says whether the sentence turns between a name and the praise: who is
// told of in a condition, a denial or an exception, or before a "but", may be
// the one who is not praised.
func (p *passage) turned(m *mention, from, to int) bool {
	for k := from; k < m.from; k++ {
		w := p.toks[k].fold
		if opposing.has(w) || opposingBehindComma.has(w) { // "not Ann but Bo"
			return p.turnsBehind(m, to)
		}
		if p.contrastedOrNamed(k, m) {
			continue
		}
		if provisos.at(p.toks, k, m.from) > 0 && !(w == "had" && !p.hadInverted(k, m)) && !(sinces.has(w) && !p.sinceSomebody(k)) || k == from && k+1 == m.from-m.titles && whats.has(w) || denying.has(w) && !p.commaBetween(k, m.from) && !p.deniesLoss(k) {
			return true
		}
		if wanting.has(w) && p.turnsAway(m.to, to) || promising.has(w) {
			return true
		}
		if w == "dass" || w == "dat" || w == "that" || w == "que" { // "thank you that you moved Ann"
			if k+1 < m.from && (readers.has(p.toks[k+1].fold) || formal.has(p.toks[k+1].fold) || p.toks[k+1].fold == "u") {
				return true
			}
		}
	}
	return p.turnsBehind(m, to)
}

// hadInverted tells "had Ann not come" from "we had breakfast".
func (p *passage) hadInverted(k int, m *mention) bool {
	w := p.toks[k+1].fold
	return k+1 == m.from-m.titles || selves.has(w) || pronouns.has(w) || definite.has(w) && k == p.sentenceStart(k)
}

// evenSo reads "opened the door for me although it was her day off": a deed for the
// writer stands before what might have hindered it.
func (p *passage) evenSo(from, k int) bool {
	return concessions.has(p.toks[k].fold) && strings.Contains(p.toks[k].sep, ",") && p.servesIn(from, k)
}

var concessions = set("although though obwohl aunque bien quoique sebbene hoewel embora chociaz trots selvom")

// writerDenies reads "came to my house because I can't get out": it is the writer who
// does not do something.
func (p *passage) writerDenies(from, k int) bool {
	for j := from; j < k; j++ {
		if reporting.has(p.toks[j].fold) {
			return false
		}
	}
	for j := k - 1; j >= from && j >= k-3; j-- {
		if selves.has(p.toks[j].fold) || p.toks[j].text == "I" {
			return true
		}
	}
	return false
}

// sinceSomebody tells "since Ann came" from "since 2003".
func (p *passage) sinceSomebody(k int) bool {
	for j := k + 1; j <= k+2 && j < len(p.toks) && p.toks[j].sentence == p.toks[k].sentence; j++ {
		if t := p.toks[j]; pronouns.has(t.fold) || t.capital && (p.isGiven[j] || p.isFamily[j]) || titles.has(t.fold) {
			return true
		}
	}
	return false
}

var sinces = set("since seit depuis sinds")

// contrastedOrNamed says whether a contrast stands between token k and a name.
func (p *passage) contrastedOrNamed(k int, m *mention) bool {
	for j := k + 1; j < m.from; j++ {
		if opposing.has(p.toks[j].fold) || opposingBehindComma.has(p.toks[j].fold) {
			return true
		}
	}
	return false
}

// turnsBehind says whether a sentence turns behind a name, before it praises or to
// something else.
func (p *passage) turnsBehind(m *mention, to int) bool {
	good := to
	for k := m.to; k < to; k++ {
		if w := p.toks[k].fold; p.leanOf(k) == praises || begins(w, thankStems) {
			good = k
			break
		}
	}
	for k := m.to; k < good; k++ {
		if denying.has(p.toks[k].fold) && !p.deniesLoss(k) && !p.writerDenies(m.to, k) || provisosBehind.at(p.toks, k, to) > 0 && !(p.toks[k].fold == "if" && p.toks[k-1].fold == "as") && !p.evenSo(m.to, k) {
			return true
		}
	}
	return p.contrasted(m.to, to)
}

// deniesLoss reads denials that praise: "could not have been kinder".
func (p *passage) deniesLoss(k int) bool {
	for j := k; j >= 0 && j >= k-2; j-- {
		if max(lossless.at(p.toks, j, len(p.toks)), unpaid.at(p.toks, j, len(p.toks))) > max(0, k-j-1) {
			return true
		}
	}
	return false
}

// whats begin a sentence about what somebody did: "what Ann has broken".
var whats = set("was what wat vad hvad hva")

// commaBetween says whether a clause ends between two tokens.
func (p *passage) commaBetween(from, to int) bool {
	for k := from + 1; k <= to; k++ {
		if strings.ContainsAny(p.toks[k].sep, ",;:–—") {
			return true
		}
	}
	return false
}

// turnsAway reads "… then I saw how he spoke to her".
func (p *passage) turnsAway(from, to int) bool {
	for k := from; k < to; k++ {
		if afterwards.has(p.toks[k].fold) || opposing.has(p.toks[k].fold) {
			return true
		}
	}
	return false
}

// contrasted says whether a word of contrast begins a clause among tokens.
func (p *passage) contrasted(from, to int) bool {
	for k := from; k < to; k++ {
		if opposing.has(p.toks[k].fold) || opposingBehindComma.has(p.toks[k].fold) && strings.ContainsAny(p.toks[k].sep, ",;–—") {
			return true
		}
	}
	return false
}

// rescued reads "Luckily a nurse was wonderful", "Ein anderer kam" in what follows:
// another came where the one named did not.
func (p *passage) rescued(m *mention, to int) bool {
	for k := m.to; k < p.bodyEnd(); k++ {
		if elses.at(p.toks, k, len(p.toks)) > 0 || conceding.at(p.toks, k, len(p.toks)) > 0 {
			return true
		}
		if k >= to && (opposing.has(p.toks[k].fold) || p.toks[k].fold == "though") && p.praisesAnother(k, m) {
			return true
		}
	}
	return false
}

// praisesAnother says whether the sentence of token k, which turns, praises and does
// not go on about a name.
func (p *passage) praisesAnother(k int, m *mention) bool {
	from, to := p.sentenceStart(k), k
	for to < len(p.toks) && p.toks[to].sentence == p.toks[k].sentence {
		to++
	}
	for j := from; j < to; j++ {
		w := p.toks[j].fold
		if pronouns.has(w) || w == "sie" || w == "er" {
			return false
		}
		for _, t := range p.toks[m.from:m.to] {
			if t.fold == w {
				return false
			}
		}
	}
	good, bad := p.weigh(from, to)
	return good > bad
}

var (
	provisos            = phrasesOf("if, although, though, even though, despite, unless, had, supposed to, since, obwohl, wenn, falls, solange, seit, seitdem, nachdem, malgre, si, depuis, quoique, bien que, aunque, desde que, si hubiera, sebbene, nonostante, benche, embora, apesar, ondanks, hoewel, sinds, chociaz, mimo, gdyby, jesli, trots, hvis, selvom, jos, vaikka, eger, ragmen, если, хотя, пока, якщо, хоча")
	provisosBehind      = phrasesOf("could have, should have, might have, would have, aurait pu, aurait du, podria haber, deberia haber, avrebbe potuto, avrebbe dovuto, poderia ter, had kunnen, if, although, unless, supposed to, soll, obwohl, wenn, falls, quoique, bien que, aunque, sebbene, benche, embora, hoewel, chociaz, gdyby, hvis, selvom, jos, vaikka, eger, если, хотя")
	lossless            = phrasesOf("nunca deixou, nunca dejo, jamais laisse, never let, not even cry, no tengo palabras, no tenemos palabras, keine worte, no words, never grumbled, never complained, sans jamais, no proprio, no mesmo, no dia, no fim, no balcao, no quarto, t fault her, t fault him, macht nicht jed*, tut nicht jed*, no quiero dejar, no quisiera dejar, ne peux que, nicht unerwahnt, nicht versaumen, t let, cannot let, nobody had, nobody has, no one had, no one has, personne n avait, nadie habia, never had service, never had such, never had better, never met, never known, never seen, never been so, never experienced, no se separo, no se aparto, no me dejo, never left, never leaves, n a pas quitte, ne m a pas quitte, nicht von der seite, nobody else, no one else, no taxi, not have been, t have been, t do enough, t fault, t thank, t praise, t recommend, t stop, t give up, t hesitate, never forget, never forgotten, nie vergessen, nunca olvid*, n oublier*, not do enough, not stop, not give up, not hesitate, never lost, never once, not only, nicht nur, nie die geduld, non solo, no solo, pas seulement, pas hesite, niet alleen, not thank, not praise, not recommend, not even notice")
	denying             = set("not no never nobody cannot t nor neither hardly nicht kein keine keinen nie niemand niemals leider jamais personne aucun aucune pas nunca nadie ningun ninguna non mai nessuno nao ninguem niet geen nooit niemand nie nigdy nikt inte aldrig ingen ikke aldri ei nem soha senki degil yok yokken не никто никогда ні ніхто")
	opposing            = set("but instead rather aber sondern jedoch hingegen dagegen stattdessen mais pourtant pero sino invece tuttavia porem maar echter ale lecz jednak jednakze utan mutta hanem viszont azonban ancak ama fakat но однако зато але")
	opposingBehindComma = set("ma mas men doch toch then nur seulement solo while whereas tandis waehrend mientras mentre")
	afterwards          = set("then dann puis ensuite luego despues poi dopo depois toen potem pak sedan siden sitten aztan sonra потом")
	wanting             = set("wanted meant intended wollte wollten voulais pensais voulions queria queriamos pensaba volevo pensavo wilde wilden chcialem chcialam chtel chtela ville akartam halusin istedim хотел хотела хотели")
	elses               = phrasesOf("innego hotelu, inny hotel, otro hotel, another hotel, anderes hotel, autre hotel, altro hotel, altro albergo, ander hotel, luckily, fortunately, thankfully, somebody else, someone else, zum gluck, glucklicherweise, jemand anderes, jemand anders, jemand anderer, ein anderer, eine andere, heureusement, quelqu un d autre, une autre, un autre, c est une, afortunadamente, por suerte, menos mal, otra persona, otro companero, otra companera, fortunatamente, per fortuna, meno male, un altro, un altra, qualcun altro, felizmente, por sorte, outra pessoa, quem nos ajudou, gelukkig, iemand anders, een ander, szczescie, ktos inny, inna, inny, nastesti, jiny, jina, iny, ina, lyckligtvis, en annan, nagon annan, heldigvis, en anden, en annen, onneksi, toinen, szerencsere, valaki mas, neyse ki, baska bir, другой, другая, к счастью, на щастя, інший, інша")
	promising           = set("promised versprach versprochen promis prometio prometido promesso prometeu beloofde beloofd obiecal obiecala slibil slibila lovade lovet lovede lupasi igerte soz обещал обещала обіцяв обіцяла waiting attendre esperar aspettare wachten czekac")
	conceding           = phrasesOf("whoever he, whoever she, give her that, give him that, to be fair, muss man ihr lassen, muss man ihm lassen, faut le reconnaitre, hay que reconocer, bisogna ammetter*")
	doubting            = phrasesOf("i suppose, suppose i, i guess, at last, finally, endlich, enfin, por fin, finalmente, eindelijk, wreszcie, konecne, antligen, endelig, before us, vor uns in der")
)
