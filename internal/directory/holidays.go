package directory

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"goodword/internal/recognition"
)

// Holidays are the days off that a file gives, and what of it was passed over.
type Holidays struct {
	Days    []recognition.Holiday
	Notices []Problem
	// Last is the last day that stands there of each country, in capitals, and of
	// everything else together under "". What comes every year does not count.
	Last map[string]string
}

// longestHoliday is how many days one line may span; more is likelier a slip in the year.
const longestHoliday = 31

// ReadHolidays reads holidays from a CSV file, or from a calendar file (RFC 5545,
// known by its first line), whose days are place's. The CSV's first line names
// the columns: date, and any of until (the last day, included), name, country,
// region, site, in any order; a line that names no place is of place, or of
// everybody where place is empty. With any problem the file must not be used.
func ReadHolidays(r io.Reader, place string, now time.Time) (Holidays, []Problem) {
	raw, err := io.ReadAll(io.LimitReader(r, maxList+1))
	if err != nil {
		return Holidays{}, []Problem{{Message: "it cannot be read: " + err.Error()}}
	}
	if len(raw) > maxList {
		return Holidays{}, []Problem{{Message: fmt.Sprintf("it is longer than %d MB", maxList>>20)}}
	}
	text, err := decode(raw)
	if err != nil {
		return Holidays{}, []Problem{{Message: "its characters cannot be read: " + err.Error()}}
	}
	h := Holidays{Last: map[string]string{}}
	var problems []Problem
	if len(text) > 15 && strings.EqualFold(text[:15], "BEGIN:VCALENDAR") {
		problems = h.readCalendar(text, place, now)
	} else {
		problems = h.readTable(text, place)
	}
	if len(h.Days) == 0 && len(problems) == 0 {
		problems = []Problem{{Message: "it names no day"}}
	}
	return h, problems
}

// holidayColumns are all there are, places from the widest to the narrowest.
func holidayColumns() []string { return []string{"country", "region", "site", "date", "until", "name"} }

func (h *Holidays) readTable(text, place string) []Problem {
	rows := csv.NewReader(strings.NewReader(text))
	rows.Comma = separator(text)
	rows.FieldsPerRecord = -1
	header, err := rows.Read()
	if err != nil {
		return []Problem{{Message: "it is empty; its first line must name the columns"}}
	}
	for i := range header {
		header[i] = strings.ToLower(strings.TrimSpace(header[i]))
		if !slices.Contains(holidayColumns(), header[i]) {
			return []Problem{{1, header[i], "there is no such column; there are: " + strings.Join(holidayColumns(), ", ")}}
		}
	}
	if !slices.Contains(header, "date") {
		return []Problem{{1, "date", "the column is missing"}}
	}
	var problems []Problem
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return problems
		}
		if err != nil {
			return append(problems, malformed(err))
		}
		line, _ := rows.FieldPos(0)
		if strings.Join(row, "") == "" {
			continue
		}
		if len(row) != len(header) {
			problems = append(problems, Problem{Line: line, Message: fmt.Sprintf("it has %d values, and there are %d columns", len(row), len(header))})
			continue
		}
		values := map[string]string{}
		for i, name := range header {
			values[name] = strings.TrimSpace(row[i])
		}
		problems = append(problems, h.row(values, place, line)...)
	}
}

// row adds one line of a table.
func (h *Holidays) row(values map[string]string, place string, line int) []Problem {
	for _, column := range []string{"country", "region", "site"} {
		if values[column] != "" {
			place = values[column]
		}
	}
	if country := values["country"]; country != "" {
		if _, err := checkCountry(strings.ToUpper(country)); err != nil {
			return []Problem{{line, "country", err.Error()}}
		}
	}
	from, err := readDay(values["date"])
	if err != nil {
		return []Problem{{line, "date", err.Error()}}
	}
	until := from
	if values["until"] != "" {
		if until, err = readDay(values["until"]); err != nil {
			return []Problem{{line, "until", err.Error()}}
		}
	}
	h.ends(place, until)
	return h.span(place, values["name"], from, until, line)
}

// ends notes how far the days of a place are known.
func (h *Holidays) ends(place string, day time.Time) {
	key := strings.ToUpper(place)
	if _, err := checkCountry(key); err != nil {
		key = ""
	}
	h.Last[key] = max(h.Last[key], day.Format(time.DateOnly))
}

// span adds each day from one to another, both included.
func (h *Holidays) span(place, name string, from, until time.Time, line int) []Problem {
	if until.Before(from) || until.Sub(from) >= longestHoliday*24*time.Hour {
		return []Problem{{line, "until", fmt.Sprintf("%s to %s is no holiday; expected a later day, and no more than %d days: correct the year, or part a longer time into several",
			from.Format(time.DateOnly), until.Format(time.DateOnly), longestHoliday)}}
	}
	for d := from; !d.After(until); d = d.AddDate(0, 0, 1) {
		h.Days = append(h.Days, recognition.Holiday{Place: place, Date: d.Format(time.DateOnly), Name: name})
	}
	return nil
}

// readDay reads 2026-12-25, and 25.12.2026 as spreadsheets in much of Europe
// write it. Days with slashes mean one thing here and another there.
func readDay(s string) (time.Time, error) {
	for _, layout := range []string{time.DateOnly, "2.1.2006"} {
		if d, err := time.Parse(layout, s); err == nil {
			return d, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no day; expected one such as 2026-12-25 or 25.12.2026", s)
}
