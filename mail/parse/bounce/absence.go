package bounce

import (
	netmail "net/mail"
	"strings"
	"time"

	"goodword/mail/parse/stem"
)

// readAbsence reads what an absence note says beyond being one; nil when it
// says nothing more. date is the mail's Date field: years and weekdays that are
// not told are told by it, and without it no date is read. self is the absent
// person's own address, which is no deputy.
func readAbsence(text, date, self string) *Absence {
	var a Absence
	sentences := splitSentences(text)
	if sent, err := netmail.ParseDate(strings.TrimSpace(date)); err == nil {
		a.Until = readUntil(sentences, time.Date(sent.Year(), sent.Month(), sent.Day(), 0, 0, 0, 0, time.UTC))
	}
	a.DeputyName, a.DeputyAddr = readDeputy(sentences, self)
	if a == (Absence{}) {
		return nil
	}
	return &a
}

const maxSentences = 60

// splitSentences cuts at empty lines and at full stops before a capital; a dot
// behind a digit ends no sentence ("bis 05.12. Danach").
func splitSentences(text string) []string {
	text = strings.ReplaceAll(cut(text, 16<<10), "\u00a0", " ")
	var all []string
	for _, paragraph := range strings.Split(text, "\n\n") {
		paragraph = strings.Join(strings.Fields(paragraph), " ")
		start := 0
		for i := 0; i < len(paragraph) && len(all) < maxSentences; i++ {
			if n := sentenceEnd(paragraph, i); n > 0 {
				all = append(all, paragraph[start:i+n])
				start = i + n
			}
		}
		if start < len(paragraph) && len(all) < maxSentences {
			all = append(all, paragraph[start:])
		}
	}
	return all
}

// sentenceEnd is the length of the sentence end at i, 0 when there is none.
func sentenceEnd(s string, i int) int {
	if strings.HasPrefix(s[i:], "。") || strings.HasPrefix(s[i:], "！") {
		return len("。")
	}
	if (s[i] != '.' && s[i] != '!' && s[i] != '?') || i+2 >= len(s) || s[i+1] != ' ' {
		return 0
	}
	if c := s[i+2]; c >= 'a' && c <= 'z' || c == '(' || i == 0 || s[i] == '.' && isDigit(s[i-1]) {
		return 0
	}
	// "Mr. Lind", "Dr. Weber", "5. Dec." are no ends.
	word := s[:i]
	word = word[strings.LastIndexByte(word, ' ')+1:]
	if s[i] == '.' && (len(word) < 2 || strings.IndexByte(word, '.') > 0 || isOneOf(strings.ToLower(word), []string{"mr", "mrs", "ms", "dr", "fr", "hr", "sr", "sra", "prof", "tel", "bzw", "ca", "mme", "sig"})) {
		return 0
	}
	return 1
}

// readUntil is the last day away. A day of return is turned into the day
// before; where both are told, the day away counts, unless it is the day of
// return itself. Zero when nothing plausible is told: a year ahead or more, or
// in the past.
func readUntil(sentences []string, sent time.Time) time.Time {
	var until, back, single time.Time
	for _, s := range sentences {
		text := strings.ToLower(s)
		dates := findDates(text, sent)
		if len(dates) == 0 {
			dates = findWeekdays(text, sent)
		}
		for i, d := range dates {
			before, after := text[:d.start], text[d.end:]
			if i > 0 {
				before = text[dates[i-1].end:d.start]
			}
			if i+1 < len(dates) {
				after = text[d.end:dates[i+1].start]
			}
			switch roleOf(before, after, i > 0) {
			case roleUntil:
				until = earlier(until, d.day)
			case roleReturn:
				back = earlier(back, d.day)
			case roleNone:
				if len(dates) == 1 && !d.bare && single.IsZero() && containsAny(text, absenceWords) {
					single = d.day
				}
			}
		}
	}
	last := until
	if !back.IsZero() && (last.IsZero() || !back.After(last)) {
		last = back.AddDate(0, 0, -1)
	}
	if last.IsZero() {
		last = single
	}
	if last.Before(sent.AddDate(0, 0, -1)) || last.After(sent.AddDate(1, 0, 0)) {
		return time.Time{}
	}
	return last
}

// earlier keeps the first date that was told.
func earlier(have, d time.Time) time.Time {
	if have.IsZero() {
		return d
	}
	return have
}

type role int

const (
	roleNone role = iota
	roleStart
	roleUntil
	roleReturn
)

// roleOf says what a date is, by the words between it and its neighbours.
func roleOf(before, after string, second bool) role {
	words := strings.FieldsFunc(swedishTill.Replace(before), notWord)
	for len(words) > 0 && skipWords[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	last, prior := "", ""
	if len(words) > 0 {
		last = words[len(words)-1]
	}
	if len(words) > 1 {
		prior = words[len(words)-2]
	}
	switch {
	case untilWords[last] && !(last == "a" && !second):
		if containsAny(before, returnBeforeSet) && !lastIsUntil(before) {
			return roleReturn
		}
		return roleUntil
	case (last == "al" || last == "ao" || last == "a" || last == "o") && (prior == "fino" || prior == "até" || prior == "sino" || prior == "hasta"):
		return roleUntil
	case containsAny(before, returnBeforeSet):
		return roleReturn
	case rangeWords[last] && (second || isDayNumber(prior) || skipWords[prior]), last == "" && second && strings.ContainsAny(before, "-–—~～〜至"):
		return roleUntil
	case strings.HasPrefix(strings.TrimLeft(after, " (月火水木金土日曜)（）"), "まで"), strings.HasPrefix(strings.TrimSpace(after), "까지"),
		strings.HasPrefix(strings.TrimSpace(after), "asti"), strings.HasPrefix(strings.TrimSpace(after), "saakka"), strings.HasPrefix(after, "-ig"),
		strings.HasPrefix(strings.TrimSpace(after), "tarihine kadar"), strings.HasSuffix(strings.TrimSpace(before), "至"), strings.HasSuffix(strings.TrimSpace(before), "到"):
		return roleUntil
	case containsAny(cut(after, 64), returnAfter):
		return roleReturn
	case startWords[last]:
		return roleStart
	}
	return roleNone
}

var swedishTill = strings.NewReplacer("t.o.m.", "tom", "t.o.m", "tom", "t o m", "tom")

// lastIsUntil says whether an until-word comes behind every word of return:
// "back soon, away until".
func lastIsUntil(before string) bool {
	at := -1
	for _, w := range returnBefore {
		at = max(at, strings.LastIndex(before, w))
	}
	tail := before[max(at, 0):]
	return strings.ContainsAny(tail, ",;") || strings.Contains(tail, "away") || strings.Contains(tail, "out ")
}

func notWord(r rune) bool {
	return r == ' ' || r == ',' || r == '(' || r == ')' || r == ':' || r == ';' || r == '"' || r == '*' || r == '.'
}

func isDayNumber(w string) bool {
	w = strings.TrimRight(w, "ernd.")
	return len(w) > 0 && len(w) < 3 && isDigit(w[0])
}

// startWords come before the first day away.
var startWords = set("from", "since", "starting", "vom", "von", "ab", "seit", "du", "depuis", "dès", "desde", "del", "dal", "dalla", "van", "vanaf", "de", "från", "fra", "от", "с", "od", "mellan", "entre", "between")

// untilWords come before the last day away.
var untilWords = set(
	"until", "till", "til", "'til", "through", "thru", "bis", "jusqu'au", "jusqu’au", "jusqu'à", "jusqu’à", "jusque", "hasta", "fino", "sino", "tot",
	"t/m", "t/m.", "até", "tom", "t.o.m", "to.m", "od", "do", "až", "pâna", "până", "до", "по", "дo", "eddig", "dek", "έως", "μέχρι", "viimeistään", "inntil", "indtil", "fram",
)

// rangeWords join the first and the last day.
var rangeWords = set("-", "–", "—", "to", "bis", "au", "al", "a", "ao", "tot", "t/m", "till", "til", "do", "po", "по", "and", "und", "et", "y", "e", "en", "och", "og")

// skipWords stand between such a word and its date.
var skipWords = set(
	"and", "the", "of", "including", "inclusive", "incl", "inkl", "einschließlich", "einschl", "inklusive", "zum", "zu", "dem", "den", "der", "le", "el", "il", "la", "lo", "op", "en", "med", "met", "og", "och",
	"dia", "día", "o", "os", "this", "next", "day", "close", "business", "end", "at", "least", "on", "d", "m", "compreso", "incluido", "inclus", "inclusief", "zaterdag",
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "tues", "thur", "thurs",
	"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag", "mo", "di", "mi", "do.", "fr", "sa", "so", "montags",
	"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo",
	"lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zondag",
	"segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "segunda", "terça", "quarta", "quinta", "sexta", "feira",
	"måndag", "måndagen", "tisdag", "tisdagen", "onsdag", "onsdagen", "torsdag", "torsdagen", "fredag", "fredagen", "lördag", "lördagen", "söndag", "söndagen",
	"mandag", "tirsdag", "lørdag", "søndag", "maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai",
	"poniedziałku", "wtorku", "środy", "czwartku", "piątku", "soboty", "niedzieli", "понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья",
)

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// returnBefore are words before a day of return.
var returnBefore = []string{
	"back on", "back in", "be back", "am back", "back at", "return on", "returning", "return to", "will return", "i return", "'ll return", "available again", "reachable again", "again on", "again from", "resume",
	"back from", "back by", "my return", "return date", "zurück am", "zurück ab", "wieder ab", "wieder am", "wieder im büro ab", "wieder erreichbar ab", "wieder da ab", "zurück sein", "bin ich ab", "ich bin ab", "bin wieder", "rückkehr",
	"wieder erreichbar", "wieder im büro", "stehe ich ihnen ab", "stehe ihnen ab", "de retour", "mon retour", "serai joignable à partir", "reviendrai", "reprendrai", "serai à nouveau", "serai disponible à partir",
	"vuelvo", "volveré", "regreso", "regresaré", "de vuelta", "mi vuelta", "me reincorpor", "reincorpor", "estaré disponible a partir", "estaré de nuevo", "retorno", "regressarei", "regresso", "voltarei", "volto ", "estarei de volta", "disponível a partir",
	"rientr", "torno ", "tornerò", "sarò di nuovo", "sarò nuovamente", "di ritorno", "disponibile dal", "reperibile dal", "terug op", "ben terug", "weer terug", "weer aanwezig", "weer bereikbaar", "ik ben weer", "ben ik weer", "terug vanaf", "weer op kantoor",
	"tillbaka", "åter på", "åter den", "är åter", "tilbage", "tilbake", "palaan", "takaisin", "wracam", "wrócę", "powrót", "ponownie dostępn", "vrátím", "zpět", "vrátim", "visszatér", "revin", "mă întorc", "döneceğim", "вернусь", "выйду", "возвращаюсь", "буду на месте", "повернусь", "復帰", "出社", "返回", "회사로",
}

var returnBeforeSet = stem.Of(returnBefore...)

// returnAfter are words behind a day of return.
var returnAfter = stem.Of(
	"i will be back", "i'll be back", "i am back", "i'm back", "i return", "i will return", "bin ich wieder", "bin ich zurück", "wieder da", "wieder erreichbar", "wieder im büro", "wieder zurück", "zurück", "wieder für sie", "wieder im haus", "wieder zur verfügung",
	"je serai de retour", "je reviens", "je serai à nouveau", "estaré de vuelta", "estarei de volta", "sarò di nuovo", "ben ik weer", "weer aanwezig", "weer bereikbaar", "weer terug", "är jag tillbaka", "är jag åter", "tillbaka", "er jeg tilbage", "er jeg tilbake", "tilbage", "tilbake",
	"に復帰", "より復帰", "から出社", "に出社", "から通常", "より通常", "返回", "回到", "恢复", "복귀", "에 복귀", "я вернусь",
)
