package bounce

import (
	netmail "net/mail"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"goodword/mail/parse/stem"
)

// readAbsence reads what an absence note says beyond being one; nil when it
// says nothing more. date is the mail's Date field: years and weekdays that are
// not told are told by it, and without it no date is read. self is the absent
// person's own address, which is no deputy.
func readAbsence(text, date, self string) *Absence {
	var a Absence
	sentences := splitSentences(text)
	if sent, err := parseDate(strings.TrimSpace(date)); err == nil {
		a.Until = readUntil(sentences, time.Date(sent.Year(), sent.Month(), sent.Day(), 0, 0, 0, 0, time.UTC))
	}
	a.DeputyName, a.DeputyAddr = readDeputy(sentences, self)
	if a.DeputyAddr == "" {
		a.DeputyName, a.DeputyAddr = colleague(sentences, self, a.DeputyName)
	}
	if a == (Absence{}) {
		return nil
	}
	return &a
}

// parseDate reads a Date field (RFC 5322 section 3.3); the usual form first, as
// trying all takes its time.
func parseDate(value string) (time.Time, error) {
	if t, err := time.Parse("Mon, 2 Jan 2006 15:04:05 -0700", value); err == nil {
		return t, nil
	}
	return netmail.ParseDate(value)
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
	if c, _ := utf8.DecodeRuneInString(s[i+2:]); unicode.IsLower(c) || c == '(' || i == 0 || s[i] == '.' && isDigit(s[i-1]) {
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
		text := foldDigits(stem.Lower(s))
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
			told := roleOf(before, after, i > 0)
			if told == roleReturn && i+1 < len(dates) && startsSpan(before) {
				told = roleStart // "from 9 November, and back on the 23rd"
			}
			switch told {
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

// foldDigits writes the digits of other scripts as ASCII's.
func foldDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < zeros[0] {
			return r
		}
		for _, zero := range zeros {
			if r >= zero && r < zero+10 {
				return '0' + r - zero
			}
		}
		return r
	}, s)
}

// zeros are the digits zero of Arabic, Persian, Devanagari, Bengali, Thai and the
// fullwidth ones.
var zeros = [...]rune{0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10}

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
	for _, filler := range [...]string{"data de ", "data del ", "fecha de ", "fecha del ", "la date du ", "data ", "dato "} {
		before = strings.TrimSuffix(before, filler)
	}
	words := strings.FieldsFunc(swedishTill.Replace(before), notWord)
	for len(words) > 0 && (skipWords[words[len(words)-1]] || isYear(words[len(words)-1])) {
		words = words[:len(words)-1] // "iki 2026 m. lapkričio 20 d."
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
	case (last == "al" || last == "ao" || last == "a" || last == "o") && (prior == "fino" || prior == "até" || prior == "sino" || prior == "hasta" || prior == "fins"):
		return roleUntil
	case containsAny(before, returnBeforeSet), backWords[last]:
		return roleReturn
	case rangeWords[last] && (second || isDayNumber(prior) || skipWords[prior]), last == "" && second && strings.ContainsAny(before, "-–—~～〜至"):
		return roleUntil
	case opensSpan(before), untilBehind(after), strings.HasSuffix(strings.TrimSuffix(strings.TrimSpace(before), "วันที่"), "ถึง"), strings.HasSuffix(strings.TrimSpace(before), "至"), strings.HasSuffix(strings.TrimSpace(before), "到"):
		return roleUntil
	case containsAny(cut(after, 64), returnAfter):
		return roleReturn
	case startWords[last], startBehind(after):
		return roleStart
	}
	return roleNone
}

// startBehind says whether the words behind a date make it the first day away, as
// Japanese and Korean put theirs.
func startBehind(after string) bool {
	near := strings.TrimLeft(after, easternDays)
	return strings.HasPrefix(near, "から") || strings.HasPrefix(near, "より") || strings.HasPrefix(near, "부터") || strings.HasPrefix(near, "起")
}

// easternDays are weekdays and what stands around them behind a date.
const easternDays = " (月火水木金土日曜월화수목금토일요)（）"

func isYear(w string) bool {
	return len(w) == 4 && (w[:2] == "19" || w[:2] == "20") && isDigit(w[2]) && isDigit(w[3])
}

// opensSpan says whether a day's number and a dash stand before a date: "9-20
// November".
func opensSpan(before string) bool {
	before = strings.TrimRight(before, " ")
	for _, dash := range [...]string{"-", "–", "—", "~", "～", "〜"} {
		if rest, ok := strings.CutSuffix(before, dash); ok {
			rest = strings.TrimRight(rest, " .")
			return rest != "" && isDigit(rest[len(rest)-1]) && isDayNumber(rest[strings.LastIndexAny(rest, " (,:")+1:])
		}
	}
	return false
}

// untilBehind says whether the words behind a date make it the last day away,
// as Japanese, Korean, Finnish, Hungarian and Turkish put theirs.
func untilBehind(after string) bool {
	if strings.HasPrefix(strings.TrimLeft(after, easternDays), "まで") {
		return true
	}
	near := strings.TrimLeft(after, " )")
	for _, word := range [...]string{"까지", "तक", "dienai", "imtinai", "asti", "saakka", "tarihine kadar", "tarixinə qədər", "tarihleri arasında", "arasında", "között", "arte", "qədər"} {
		if strings.HasPrefix(near, word) {
			return true
		}
	}
	word, rest, _ := strings.Cut(after, " ")
	if strings.HasPrefix(word, "'") || strings.HasPrefix(word, "’") {
		return strings.HasPrefix(rest, "kadar")
	}
	return strings.HasPrefix(word, "-") && strings.HasSuffix(strings.TrimRight(word, ".,"), "ig") // -ig, -áig, -éig
}

// startsSpan says whether the words before a date make it the first day away.
func startsSpan(before string) bool {
	words := strings.FieldsFunc(before, notWord)
	for len(words) > 0 && skipWords[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	return len(words) > 0 && startWords[words[len(words)-1]]
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
