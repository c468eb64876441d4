package directory

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ahead is for how many years from now a day that comes every year is written down.
const ahead = 3

// event is what of a VEVENT matters here.
type event struct {
	line        int
	begins, end time.Time
	timed       bool // it has an hour: no whole day
	name, about string
	rule, lasts string
	days        string // RDATE or EXDATE, where it has one
	cancelled   bool
	wrong       error
}

// readCalendar reads the whole days of a calendar file.
func (h *Holidays) readCalendar(text, place string, now time.Time) []Problem {
	var problems []Problem
	var e *event
	inner := 0 // how deep in parts of an event, such as alarms, whose lines are not its own
	for _, l := range unfold(text) {
		name, value, _ := strings.Cut(l.text, ":")
		name, params, _ := strings.Cut(strings.ToUpper(name), ";")
		switch {
		case name == "BEGIN" && strings.EqualFold(value, "VEVENT"):
			e, inner = &event{line: l.number}, 0
		case e == nil:
		case name == "END" && strings.EqualFold(value, "VEVENT"):
			problems = append(problems, h.event(e, place, now)...)
			e = nil
		case name == "BEGIN":
			inner++
		case name == "END":
			inner = max(inner-1, 0)
		case inner == 0:
			e.set(name, params, value)
		}
	}
	return problems
}

type contentLine struct {
	number int
	text   string
}

// unfold joins lines that were folded (RFC 5545 section 3.1).
func unfold(text string) []contentLine {
	var lines []contentLine
	for i, l := range strings.Split(text, "\n") {
		l = strings.TrimSuffix(l, "\r")
		if l != "" && (l[0] == ' ' || l[0] == '\t') && len(lines) > 0 {
			lines[len(lines)-1].text += l[1:]
			continue
		}
		lines = append(lines, contentLine{i + 1, l})
	}
	return lines
}

func (e *event) set(name, params, value string) {
	switch name {
	case "DTSTART", "DTEND":
		date, timed := value, false
		if len(value) > 8 {
			date, timed = value[:8], true
		}
		day, err := time.Parse("20060102", date)
		if err != nil {
			e.wrong = fmt.Errorf("%s %q is no day", name, value)
		}
		e.timed = e.timed || timed && !strings.Contains(params, "VALUE=DATE;") && !strings.HasSuffix(params, "VALUE=DATE")
		if name == "DTSTART" {
			e.begins = day
		} else {
			e.end = day
		}
	case "SUMMARY":
		e.name = unescape(value)
	case "DESCRIPTION":
		e.about = unescape(value)
	case "RRULE":
		e.rule = strings.ToUpper(value)
	case "DURATION":
		e.lasts = strings.ToUpper(value)
	case "RDATE", "EXDATE":
		e.days = name
	case "STATUS":
		e.cancelled = strings.EqualFold(value, "CANCELLED")
	}
}

func unescape(s string) string {
	return strings.NewReplacer(`\\`, `\`, `\,`, ",", `\;`, ";", `\n`, " ", `\N`, " ").Replace(s)
}

// event adds the days of one event, or says why not.
func (h *Holidays) event(e *event, place string, now time.Time) []Problem {
	passOver := func(why string) []Problem {
		h.Notices = append(h.Notices, Problem{e.line, "", fmt.Sprintf("%s (%s) is passed over: %s", e.begins.Format(time.DateOnly), e.name, why)})
		return nil
	}
	about := strings.ToLower(e.about)
	switch {
	case e.wrong != nil:
		return []Problem{{e.line, "", fmt.Sprintf("the event %q has no day that can be read: %v", e.name, e.wrong)}}
	case e.begins.IsZero():
		return []Problem{{e.line, "", fmt.Sprintf("the event %q has no day (DTSTART)", e.name)}}
	case e.cancelled:
		return nil
	case e.timed:
		return passOver("it has an hour, and only whole days are days off")
	// QUIRK: Google's calendars of public holidays have days on which everybody works ("Observance"), and name regions in the description.
	case strings.HasPrefix(about, "observance"):
		return passOver("it is observed, and no day off")
	case strings.HasPrefix(about, "public holiday in "):
		return passOver("it holds in a part of the country alone (" + e.about + "); write it into a CSV file for those regions or sites")
	}
	years, err := e.years(now)
	if err == nil {
		err = e.endsAfter()
	}
	if err != nil {
		return []Problem{{e.line, "", fmt.Sprintf("%s (%s): %v", e.begins.Format(time.DateOnly), e.name, err)}}
	}
	last := e.begins
	if e.end.After(e.begins) {
		last = e.end.AddDate(0, 0, -1) // DTEND is the day after
	}
	if e.rule == "" {
		h.ends(place, last)
	}
	var problems []Problem
	for _, y := range years {
		if again := e.begins.AddDate(y, 0, 0); again.Day() == e.begins.Day() { // no 29 February in most years
			problems = append(problems, h.span(place, e.name, again, last.AddDate(y, 0, 0), e.line)...)
		}
	}
	return problems
}

// endsAfter sets the end of an event that says how long it lasts in place of it.
func (e *event) endsAfter() error {
	if e.lasts == "" {
		return nil
	}
	text, unit := strings.TrimPrefix(strings.TrimPrefix(e.lasts, "+"), "P"), 1
	if weeks, ok := strings.CutSuffix(text, "W"); ok {
		text, unit = weeks+"D", 7
	}
	n, err := strconv.ParseUint(strings.TrimSuffix(text, "D"), 10, 10)
	if err != nil || !strings.HasSuffix(text, "D") {
		return fmt.Errorf("it lasts %s (DURATION), of which only whole days (P2D) and weeks are understood: write its end as DTEND", e.lasts)
	}
	e.end = e.begins.AddDate(0, 0, int(n)*unit)
	return nil
}

// years says in which years after its first an event comes again: those from
// last year on, for a rule without an end as many ahead as are written down.
func (e *event) years(now time.Time) ([]int, error) {
	if e.days != "" {
		return nil, fmt.Errorf("it adds or takes out single days (%s), which is not understood: write its days out", e.days)
	}
	if e.rule == "" {
		return []int{0}, nil
	}
	step, count, until := 1, 0, time.Date(now.Year()+ahead, 12, 31, 0, 0, 0, 0, time.UTC)
	for part := range strings.SplitSeq(e.rule, ";") {
		key, value, _ := strings.Cut(part, "=")
		number, err := strconv.Atoi(value)
		switch {
		case key == "FREQ" && value == "YEARLY", key == "WKST",
			key == "BYMONTH" && value == strconv.Itoa(int(e.begins.Month())), key == "BYMONTHDAY" && value == strconv.Itoa(e.begins.Day()):
		case key == "INTERVAL" && err == nil && number > 0 && number < 1000:
			step = number
		case key == "COUNT" && err == nil && number > 0:
			count = number
		case key == "UNTIL" && len(value) >= 8:
			if until, err = time.Parse("20060102", value[:8]); err != nil {
				return nil, fmt.Errorf("the rule %s ends on no day", e.rule)
			}
		default:
			return nil, fmt.Errorf("it comes again by the rule %s, of which only a fixed day of every year is understood: write its days out", e.rule)
		}
	}
	var years []int
	for n, y := 0, 0; (count == 0 || n < count) && !e.begins.AddDate(y, 0, 0).After(until) && e.begins.Year()+y <= now.Year()+ahead; n, y = n+1, y+step {
		if e.begins.Year()+y >= now.Year()-1 {
			years = append(years, y)
		}
	}
	return years, nil
}
