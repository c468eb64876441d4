package match

import "strings"

// absences tell that somebody was not there, or is no longer.
var absences = phrasesOf("nowhere to be found, nowhere to be seen, nirgends zu finden, nirgends zu sehen, introuvable, nergens te vinden, used to, fruher immer, autrefois, solia, un tempo, vroeger, kiedys, on leave, on holiday, on holidays, on vacation, on annual leave, on maternity, on sick leave, on parental leave, off sick, off ill, off duty, off work, off today, off that day, day off, week off, was off, is off, was away, is away, were away, been away, was absent, is absent, was not in, was not there, wasn t there, wasn t in, isn t there, isn t in, was not available, wasn t available, not available, unavailable, was ill, is ill, was sick, is sick, were sick, fell ill, called in sick, retired, has retired, retirement, moved on, moved away, has left, had left, have left, left the company, left the hotel, left you, left us, no longer, long gone, has gone, was busy, were busy, is busy, was not on, wasn t on, not on shift, passed away, maternity",
	"im urlaub, in urlaub, urlaub hatte, hatte urlaub, hat urlaub, auf urlaub, im mutterschutz, in elternzeit, krank, erkrankt, krankgeschrieben, in rente, in pension, pensioniert, im ruhestand, in den ruhestand, nicht da, nicht mehr, nicht im haus, nicht im dienst, nicht erreichbar, nicht verfugbar, ausgeschieden, firma verlassen, abwesend, verhindert, frei hatte, hatte frei, hatte keine zeit, verstorben, gekundigt, die firma gewechselt",
	"en conge, en conges, en vacances, de conge, absent, absente, malade, malades, a la retraite, en retraite, partie, parti, plus la, plus chez, pas la, n etait pas, n est plus, etait occupe, etait occupee, en arret, mute, mutee, ne travaille plus, de repos, pas disponible",
	"de vacaciones, de baja, jubilado, jubilada, se jubilo, no estaba, ya no, ausente, enfermo, enferma, libraba, dia libre, de permiso, de viaje, no trabajaba, se marcho, se fue, dejo la empresa, no estuvo",
	"in ferie, in vacanza, malato, malata, assente, in pensione, non c era, in malattia, in maternita, era malat*, non lavora, non c'era, non era di turno, giorno libero, di riposo, de ferias, de folga, doente, ausente, reformou, aposentou, ja nao, nao estava",
	"met vakantie, op vakantie, met verlof, ziek, er niet, niet aanwezig, afwezig, met pensioen, was vrij, vrij had, had vrij, heeft vrij, had verlof, had die dag vrij, niet meer, weg was",
	"urlopie, na urlop*, choroba*, chora, chory, chorow*, nieobec*, wolne, emerytur*, nie bylo, juz nie, zwolnien*, na zwolnieniu, dovolen*, nemoc*, marod*, duchod*, uz neni, nebyl, nebyla, neni, vychorel*, na dovolenke, na bolovanju, na godisnjem, nije bil*, nie bola, nie bol",
	"pa semester, hade ledigt, var ledig, hadde fri, havde fri, oli vapaalla, vapaapaiva, semester, sjuk, sjukskriven, ledig, foraldraledig, gatt i pension, var inte, slutat, pa ferie, har ferie, syg, syk, sykmeldt, permisjon, orlov, pensjon, ikke til stede, ikke der, var ikke, fri den dag, lomalla, sairaana, poissa, elakkeell*, ei ollut, szabadsag*, beteg*, nyugd*, nem volt, concediu, bolnav*, pensie, nu era, izinli*, izinde*, raporlu*, tatilde, hastaydi, hastalan*, hasta oldu*, hasta oldug*, emekli, yoktu, degildi, в отпуск*, болен, болел*, болеет, пенси*, уволил*, не было, нет на месте, у відпустці, хвор*, пенсі*, не було")

// isAway says whether it is said of this very name that they were not there:
// theirs is the nearest name or person before the words that say so.
func (p *passage) isAway(m *mention) bool {
	s := p.toks[m.from].sentence
	from := m.from
	for from > 0 && p.toks[from-1].sentence == s && from > m.from-3 {
		from--
	}
	for k := m.to; k < len(p.toks) && k < m.to+14 && p.toks[k].sentence == s; k++ {
		t := &p.toks[k]
		if absences.at(p.toks, k, len(p.toks)) > 0 && !(k > m.to && indefinite.has(p.toks[k-1].fold)) {
			return true
		}
		switch {
		case contrasts.has(t.fold), strings.Contains(t.sep, ";"):
			return false
		case k > m.to && (selves.has(t.fold) || t.text == "I" || kin.has(t.fold) && t.fold != "kind" || staff.has(t.fold)):
			return false
		case pronouns.has(t.fold) && k > m.to:
		case p.otherName(k, m):
			return false
		}
	}
	// "no estaba Tom", "nie było Anny", "war Anna krank" before the name
	for k := from; k < m.from; k++ {
		if n := absences.at(p.toks, k, m.from); n > 0 && k+n == m.from {
			return true
		}
	}
	return false
}

// otherName says whether token k is another name, not listed with m.
func (p *passage) otherName(k int, m *mention) bool {
	if !p.toks[k].capital || !p.isGiven[k] && !p.isFamily[k] || commonWords.has(p.toks[k].fold) {
		return false
	}
	for j := m.to; j < k; j++ {
		if !joins.has(p.toks[j].fold) && !p.isGiven[j] && !p.isFamily[j] {
			return true
		}
	}
	return false
}

// addressed says whether a note speaks to the name: "Priya, could you log this?",
// "Can you take this, Tom?".
func (p *passage) addressed(m *mention) bool {
	from, to := m.from, m.to
	for from > 0 && p.toks[from-1].sentence == p.toks[m.from].sentence && p.parts[from-1] != greeting {
		from--
	}
	for to < len(p.toks) && p.toks[to].sentence == p.toks[m.from].sentence {
		to++
	}
	speaks := p.asks(to)
	for k := from; k < to; k++ {
		speaks = speaks || readers.has(p.toks[k].fold) || imperatives.has(p.toks[k].fold) || second.has(p.toks[k].fold)
	}
	if !speaks {
		return false
	}
	opens := m.from-m.titles == from || from+1 == m.from-m.titles && (greetings.has(p.toks[from].fold) || thanking.has(p.toks[from].fold))
	if opens && m.to < to && (p.commaAfter(m) || strings.ContainsAny(p.toks[m.to].sep, "–—-:")) {
		return !p.hasApposition(m.to - 1)
	}
	return m.to == to && m.from > from && strings.TrimSpace(p.toks[m.from-m.titles].sep) == ","
}

// imperatives begin what a colleague is asked to do.
var imperatives = set("please can could would will bitte kannst konntest magst schau leite peux pourrais voila puedes podrias por mira puoi potresti kun kan kunt prosze mozesz muzes prosim kannst see look fyi")

// recommends reads "Ann has recommended your house to us".
func (p *passage) recommends(m *mention) bool {
	if p.toks[m.from].east || p.oblique(m.from) != "" {
		return false
	}
	for k := m.to; k < len(p.toks) && k < m.to+9 && p.toks[k].sentence == p.toks[m.from].sentence && !contrasts.has(p.toks[k].fold); k++ {
		if begins(p.toks[k].fold, recommending) {
			return true
		}
		if p.isGiven[k] && p.toks[k].capital && !commonWords.has(p.toks[k].fold) {
			return false
		}
	}
	return false
}

var recommending = stems("recommend", "empfohlen", "empfahl", "empfiehlt", "recommand", "recomend", "consiglia", "raccomand", "aanbevolen", "aangeraden", "polecil", "doporuc", "rekommend", "anbefal", "suositte", "ajanlot", "tavsiye", "verwiesen", "verbunden", "transferred", "посоветов", "рекоменд", "порад")
