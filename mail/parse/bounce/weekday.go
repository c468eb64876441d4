package bounce

import (
	"strings"
	"time"
)

// findWeekdays finds names of weekdays and words for tomorrow where a sentence
// has no other date; the next such day is meant.
func findWeekdays(text string, sent time.Time) []dated {
	var all []dated
	for i := 0; i < len(text); {
		end := i
		for end < len(text) && (isAlnum(text[end]) || text[end] >= 0x80 || text[end] == '-') {
			end++
		}
		if end == i {
			i++
			continue
		}
		if day, ok := weekdayNames[text[i:end]]; ok {
			ahead := (int(day) - int(sent.Weekday()) + 7) % 7
			if ahead == 0 {
				ahead = 7
			}
			all = append(all, dated{start: i, end: end, day: sent.AddDate(0, 0, ahead)})
		} else if tomorrowWords[text[i:end]] && !greets(text[:i]) {
			all = append(all, dated{start: i, end: end, day: sent.AddDate(0, 0, 1), bare: true})
		}
		i = end
	}
	return all
}

// tomorrowWords is tomorrow, which several languages call as they call the
// morning.
var tomorrowWords = set("tomorrow", "morgen", "demain", "mañana", "domani", "amanhã", "imorgon", "huomenna", "jutro", "zítra", "zajtra", "holnap", "mâine", "yarın", "завтра")

// greets says whether a word for tomorrow behind before means the morning.
func greets(before string) bool {
	before = strings.TrimSpace(before)
	before = before[strings.LastIndexByte(before, ' ')+1:]
	switch before {
	case "guten", "goede", "god", "goeie", "la", "de", "por", "am", "jeden", "diesen":
		return true
	}
	return false
}

// spanEnd reads the last day of a span behind its first: "16-20" of "Nov 16-20,
// 2026", "16 to 20" of "November 16 to 20". at is where the first day ends.
func spanEnd(s string, at int, first time.Time, sent time.Time) (dated, bool) {
	next := skipSpace(s, at)
	for _, joint := range [...]string{"-", "–", "—", "to ", "through ", "thru ", "until ", "till "} {
		rest, ok := strings.CutPrefix(s[next:], joint)
		if !ok {
			continue
		}
		start := skipSpace(s, len(s)-len(rest))
		day, end := number(s, start, 2)
		for _, suffix := range [...]string{"st", "nd", "rd", "th"} {
			if end > start && strings.HasPrefix(s[end:], suffix) {
				end += len(suffix)
				break
			}
		}
		if end == start || end < len(s) && (isAlnum(s[end]) || strings.IndexByte(":/%", s[end]) >= 0) || isTimeOfDay(s[end:]) {
			return dated{}, false
		}
		if month, _ := monthName(s, skipSpace(s, end)); month != 0 {
			return dated{}, false // "Nov 30 - 4 Dec": a date of its own
		}
		year, end := yearAfter(s, end)
		if year == 0 {
			year = first.Year()
		}
		d, ok := dateOf(year, first.Month(), day, sent)
		return dated{start: start, end: end, day: d}, ok && day > first.Day()
	}
	return dated{}, false
}

func isTimeOfDay(s string) bool {
	s = strings.TrimSpace(s)
	return strings.HasPrefix(s, "am") || strings.HasPrefix(s, "pm") || strings.HasPrefix(s, "a.m") || strings.HasPrefix(s, "p.m") || strings.HasPrefix(s, "uhr")
}
