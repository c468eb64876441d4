package bounce

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"goodword/mail/parse/stem"
)

// dated is one date found in a sentence: text[start:end] is it.
type dated struct {
	start, end int
	day        time.Time
	bare       bool // two numbers, which may be no date at all
}

// findDates finds the calendar dates of a sentence in lower case: 2026-12-05,
// 05.12.2026, 5/12, 5 December, December 5th, 5 de diciembre de 2026,
// 12月5日. A year that is not told is the one that makes the date the next to
// come. Day and month stand in the order of the sentence's language; where
// English leaves it open (12/07), the date that comes soon is meant, and none
// when both could be.
func findDates(text string, sent time.Time) []dated {
	var all []dated
	for i := 0; i < len(text); {
		if !isDigit(text[i]) {
			if n, d, ok := monthFirst(text, i, sent); ok {
				all = append(all, dated{start: i, end: n, day: d})
				if last, ok := spanEnd(text, n, d, sent); ok {
					if !last.day.Before(d.AddDate(1, 0, 0)) { // the year stands behind the last day
						all[len(all)-1].day = d.AddDate(last.day.Year()-d.Year(), 0, 0)
					}
					all = append(all, last)
					n = last.end
				}
				i = n
				continue
			}
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
			continue
		}
		if i > 0 && (isAlnum(text[i-1]) || text[i-1] == '+') {
			i = digitsEnd(text, i)
			continue
		}
		end, d, ok := dayFirst(text, i, sent)
		bare := false
		if !ok {
			end, d, ok = numeric(text, i, sent)
			bare = end-i < 6
		}
		if !ok && len(all) > 0 {
			end, d, ok = easternDay(text, i, all[len(all)-1])
			bare = false
		}
		if !ok {
			i = digitsEnd(text, i)
			continue
		}
		all = append(all, dated{i, end, d, bare})
		i = end
	}
	return all
}

func digitsEnd(s string, i int) int {
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	return i
}

// number reads up to most digits at i.
func number(s string, i, most int) (n, end int) {
	end = digitsEnd(s, i)
	if end == i || end-i > most {
		return 0, i
	}
	n, _ = strconv.Atoi(s[i:end])
	return n, end
}

// dayFirst reads "5 december 2026", "5. dez", "1er janvier", "5 de diciembre".
func dayFirst(s string, i int, sent time.Time) (int, time.Time, bool) {
	day, at := number(s, i, 2)
	if at == i || day < 1 || day > 31 {
		return 0, time.Time{}, false
	}
	for _, suffix := range [...]string{"st", "nd", "rd", "th", "er", "º", "ª", ":e", "e", "."} {
		if rest, ok := strings.CutPrefix(s[at:], suffix); ok && (rest == "" || rest[0] == ' ' || rest[0] == '.') {
			at = len(s) - len(rest)
			break
		}
	}
	at = skipSpace(s, at)
	for _, word := range [...]string{"of ", "de ", "d'", "den ", "di "} {
		if rest, ok := strings.CutPrefix(s[at:], word); ok {
			at = skipSpace(s, len(s)-len(rest))
			break
		}
	}
	month, end := monthName(s, at)
	if month == 0 {
		return 0, time.Time{}, false
	}
	year, end := yearAfter(s, end)
	d, ok := dateOf(year, month, day, sent)
	return end, d, ok
}

// monthFirst reads "december 5th, 2026".
func monthFirst(s string, i int, sent time.Time) (int, time.Time, bool) {
	if i > 0 && (isAlnum(s[i-1]) || s[i-1] >= 0x80) || s[i] < 'a' || s[i] > 'z' {
		return 0, time.Time{}, false
	}
	month, at := monthName(s, i)
	if month == 0 {
		return 0, time.Time{}, false
	}
	at = skipSpace(s, at)
	if rest, ok := strings.CutPrefix(s[at:], "the "); ok {
		at = len(s) - len(rest)
	}
	day, end := number(s, at, 2)
	if end == at || day < 1 || day > 31 {
		return 0, time.Time{}, false
	}
	for _, suffix := range [...]string{"st", "nd", "rd", "th"} {
		if strings.HasPrefix(s[end:], suffix) {
			end += 2
			break
		}
	}
	if strings.HasPrefix(s[end:], "ra ") {
		end += 2 // QUIRK: Basque puts its ending right behind the day: "azaroaren 20ra arte"
	}
	// "Dec 5:30" is a time. Of "December 5 - 9" the first day is read here.
	if end < len(s) && (s[end] == ':' || isAlnum(s[end])) {
		return 0, time.Time{}, false
	}
	year, end := yearAfter(s, end)
	d, ok := dateOf(year, month, day, sent)
	return end, d, ok
}

// buddhist is how far Thailand's years are ahead.
const buddhist = 543

// yearAfter reads a year of four digits behind a date, 0 when none is told.
func yearAfter(s string, i int) (year, end int) {
	at := skipSpace(s, i)
	for _, word := range [...]string{",", "de ", "del ", "."} {
		if rest, ok := strings.CutPrefix(s[at:], word); ok {
			at = skipSpace(s, len(s)-len(rest))
			break
		}
	}
	year, stop := number(s, at, 4)
	if stop-at == 4 && year > 2500 && year < 2700 {
		year -= buddhist
	}
	if stop-at != 4 || year < 1990 || year > 2200 {
		return 0, i
	}
	return year, stop
}

func skipSpace(s string, i int) int {
	for i < len(s) && s[i] == ' ' {
		i++
	}
	return i
}

// numeric reads dates of digits alone, and those of East Asia.
func numeric(s string, i int, sent time.Time) (int, time.Time, bool) {
	a, at := number(s, i, 4)
	if at == i || at >= len(s) {
		return 0, time.Time{}, false
	}
	if end, d, ok := eastern(s, i, sent); ok {
		return end, d, ok
	}
	sep := s[at]
	if sep != '.' && sep != '/' && sep != '-' {
		return 0, time.Time{}, false
	}
	first := at - i
	at = skipSpace(s, at+1)
	b, end := number(s, at, 2)
	if end == at {
		return 0, time.Time{}, false
	}
	c, width := 0, 0
	if end < len(s) && s[end] == sep {
		third := skipSpace(s, end+1)
		if n, stop := number(s, third, 4); stop > third && (stop-third == 2 || stop-third == 4) {
			c, width, end = n, stop-third, stop
		} else if sep == '.' {
			end++
		}
	}
	if width == 2 {
		c += 2000
	}
	return order(s, sep, a, b, c, first, end, sent)
}

// order decides which number is the day.
func order(s string, sep byte, a, b, c, first, end int, sent time.Time) (int, time.Time, bool) {
	var d time.Time
	var ok bool
	switch {
	case first == 4: // 2026-12-05; a year and a month alone are no date
		if c == 0 {
			return 0, d, false
		}
		day := c
		if day > 2000 {
			day -= 2000
		}
		d, ok = dateOf(a, time.Month(b), day, sent)
	case first > 2 || c == 0 && sep == '-': // 5-12 may be a range, a phone number
		return 0, d, false
	case sep == '/' && writesMonthFirst(cut(s, maxSentence)):
		d, ok = dateOf(c, time.Month(a), b, sent)
	case sep != '/' || !english(cut(s, maxSentence)):
		d, ok = dateOf(c, time.Month(b), a, sent)
	default:
		d, ok = slashed(c, a, b, sent)
	}
	return end, d, ok
}

// slashed reads 12/07 in an English text, which is in July or in December:
// the only one that can be, or the one that comes within ten weeks.
func slashed(year, a, b int, sent time.Time) (time.Time, bool) {
	dm, okDM := dateOf(year, time.Month(b), a, sent)
	md, okMD := dateOf(year, time.Month(a), b, sent)
	if okDM != okMD || dm.Equal(md) {
		if okDM {
			return dm, true
		}
		return md, okMD
	}
	soon := func(d time.Time) bool { return !d.Before(sent.AddDate(0, 0, -1)) && d.Before(sent.AddDate(0, 0, 70)) }
	if soon(dm) != soon(md) {
		if soon(dm) {
			return dm, true
		}
		return md, true
	}
	return time.Time{}, false
}

// writesMonthFirst says whether a sentence is Japanese, Chinese or Korean: 11/9
// is the ninth of November there.
func writesMonthFirst(s string) bool {
	for _, r := range s {
		if r >= 0x3040 && r <= 0x9fff || r >= 0xac00 && r <= 0xd7a3 {
			return true
		}
	}
	return false
}

// english says whether a sentence's words are English.
func english(s string) bool {
	return containsAny(" "+s+" ", englishWords)
}

var englishWords = stem.Of(" the ", " until ", " i am ", " i'm ", " will ", " back ", " out ", " office ", " from ", " through ", " return")

// eastern reads 2026年12月5日, 12月5日 and 12월 5일.
func eastern(s string, i int, sent time.Time) (int, time.Time, bool) {
	n, at := number(s, i, 4)
	year := 0
	for _, mark := range [...]string{"年", "년"} {
		if rest, ok := strings.CutPrefix(s[at:], mark); ok {
			year = n
			at = skipSpace(s, len(s)-len(rest))
			n, at = number(s, at, 2)
		}
	}
	for _, mark := range [...]string{"月", "월"} {
		rest, ok := strings.CutPrefix(s[at:], mark)
		if !ok {
			continue
		}
		at = skipSpace(s, len(s)-len(rest))
		day, end := number(s, at, 2)
		for _, mark := range [...]string{"日", "号", "號", "일"} {
			if rest, ok := strings.CutPrefix(s[end:], mark); ok && end > at {
				d, ok := dateOf(year, time.Month(n), day, sent)
				return len(s) - len(rest), d, ok
			}
		}
	}
	return 0, time.Time{}, false
}

// easternDay reads the last day of a span that leaves its month out:
// 11月16日から20日まで.
func easternDay(s string, i int, first dated) (int, time.Time, bool) {
	day, at := number(s, i, 2)
	if at == i || i-first.end > 30 || day <= first.day.Day() {
		return 0, time.Time{}, false
	}
	for _, mark := range [...]string{"日", "号", "號", "일"} {
		if rest, ok := strings.CutPrefix(s[at:], mark); ok {
			d, ok := dateOf(first.day.Year(), first.day.Month(), day, first.day)
			return len(s) - len(rest), d, ok
		}
	}
	return 0, time.Time{}, false
}

// dateOf is the date; without a year, the next to come (three days of grace).
func dateOf(year int, month time.Month, day int, sent time.Time) (time.Time, bool) {
	if month < 1 || month > 12 || day < 1 || day > 31 {
		return time.Time{}, false
	}
	told := year != 0
	if !told {
		year = sent.Year()
	}
	d := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if !told && d.Before(sent.AddDate(0, 0, -3)) {
		d = time.Date(year+1, month, day, 0, 0, 0, 0, time.UTC)
	}
	return d, d.Day() == day
}

// maxMonth bounds the bytes of a month's name, its endings included; maxSentence
// those of a sentence whose language is asked for.
const maxMonth, maxSentence = 36, 512

// monthName reads a month's name or its usual short form at i: any language of
// the table, with the endings cases give it.
func monthName(s string, i int) (time.Month, int) {
	end := i
	for end < len(s) && end-i <= maxMonth && s[end] != ' ' && strings.IndexByte(",.;:!?)(/-0123456789", s[end]) < 0 {
		end++
	}
	word := s[i:end]
	// Turkish puts endings behind an apostrophe: 23 kasım'da. Hebrew puts its
	// word for "in" before the name.
	for _, mark := range [...]string{"'", "’"} {
		if at := strings.Index(word, mark); at > 0 {
			word, end = word[:at], i+at
		}
	}
	word = strings.TrimPrefix(word, "ב")
	if len(word) < 3 || len(word) > maxMonth {
		return 0, i
	}
	month, ok := monthNames[word]
	if !ok {
		if month = monthStem(word); month == 0 {
			return 0, i
		}
	}
	if end < len(s) && s[end] == '.' {
		end++
	}
	return month, end
}
