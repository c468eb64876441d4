package directory

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// event is what of a VEVENT matters here.
type event struct {
	line        int
	begins, end time.Time
	timed       bool // it has an hour: no whole day
	name, about string
	rule, lasts string
	also, never []time.Time // RDATE, EXDATE
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
		e.wrong = errors.Join(e.wrong, e.setDays(name, value))
	case "RECURRENCE-ID":
		e.wrong = errors.Join(e.wrong, errors.New("it moves one of the days of another event (RECURRENCE-ID), which is not understood: take that one out there (EXDATE), and write this one by itself"))
	case "STATUS":
		e.cancelled = strings.EqualFold(value, "CANCELLED")
	}
}

// setDays notes days that are added or taken out, whatever their hour.
func (e *event) setDays(name, value string) error {
	for text := range strings.SplitSeq(value, ",") {
		day, err := time.Parse("20060102", text[:min(8, len(text))])
		if err != nil || strings.Contains(text, "/") {
			return fmt.Errorf("%s %q is no day", name, text)
		}
		if name == "RDATE" {
			e.also = append(e.also, day)
		} else {
			e.never = append(e.never, day)
		}
	}
	return nil
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
		return []Problem{{e.line, "", fmt.Sprintf("the event %q cannot be read: %v", e.name, e.wrong)}}
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
	days, err := e.comes(now)
	if err == nil {
		err = e.endsAfter()
	}
	if err != nil {
		return []Problem{{e.line, "", fmt.Sprintf("%s (%s): %v", e.begins.Format(time.DateOnly), e.name, err)}}
	}
	more := 0 // days after the first
	if e.end.After(e.begins) {
		more = int(e.end.Sub(e.begins).Hours())/24 - 1 // DTEND is the day after
	}
	if e.rule == "" {
		h.ends(place, e.begins.AddDate(0, 0, more))
	}
	for _, d := range days {
		if problems := h.span(place, e.name, d, d.AddDate(0, 0, more), e.line); len(problems) > 0 {
			return problems
		}
	}
	return nil
}

// comes gives the days on which an event begins: from last year on where it
// comes again, as far ahead as days are written down.
func (e *event) comes(now time.Time) ([]time.Time, error) {
	days := []time.Time{e.begins}
	if e.rule != "" {
		rule, err := parseRecurrence(e.rule, now)
		if err != nil {
			return nil, err
		}
		days = rule.on(e.begins, time.Date(now.Year()-1, 1, 1, 0, 0, 0, 0, time.UTC))
	}
	days = append(days, e.also...)
	slices.SortFunc(days, time.Time.Compare)
	days = slices.Compact(days)
	return slices.DeleteFunc(days, func(d time.Time) bool { return slices.Contains(e.never, d) }), nil
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
