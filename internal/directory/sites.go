package directory

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"goodword/internal/store"
)

// ReadSites reads sites from a CSV file whose first line names the columns:
// name, and any of region, country, time_zone, address, in any order. The lines
// of the postal address stand in one cell, with a line break or a | between
// them. Separators and characters are taken as in Read. With any problem the
// list must not be used.
func ReadSites(r io.Reader) ([]store.Site, []Problem) {
	raw, err := io.ReadAll(io.LimitReader(r, maxList+1))
	if err != nil {
		return nil, []Problem{{Message: "it cannot be read: " + err.Error()}}
	}
	if len(raw) > maxList {
		return nil, []Problem{{Message: fmt.Sprintf("it is longer than %d MB", maxList>>20)}}
	}
	text, err := decode(raw)
	if err != nil {
		return nil, []Problem{{Message: "its characters cannot be read: " + err.Error()}}
	}
	rows := csv.NewReader(strings.NewReader(text))
	rows.Comma = separator(text)
	rows.FieldsPerRecord = -1
	header, err := rows.Read()
	if err != nil {
		return nil, []Problem{{Message: "it is empty; its first line must name the columns"}}
	}
	set, problems := siteHeader(header)
	if len(problems) > 0 {
		return nil, problems
	}
	return siteRows(rows, set)
}

type setSite struct {
	column string
	set    func(*store.Site, string) error
}

// siteColumns are all there are.
func siteColumns() []setSite {
	checked := func(at func(*store.Site) *string, check func(string) (string, error)) func(*store.Site, string) error {
		return func(s *store.Site, v string) (err error) { *at(s), err = check(v); return err }
	}
	return []setSite{
		{"name", func(s *store.Site, v string) error { s.Name = v; return nil }},
		{"region", func(s *store.Site, v string) error { s.Region = v; return nil }},
		{"country", checked(func(s *store.Site) *string { return &s.Country }, checkCountry)},
		{"time_zone", checked(func(s *store.Site) *string { return &s.TimeZone }, checkTimeZone)},
		{"address", func(s *store.Site, v string) error { s.Address = addressLines(v); return nil }},
	}
}

func addressLines(cell string) []string {
	var lines []string
	for _, l := range strings.FieldsFunc(cell, func(r rune) bool { return r == '|' || r == '\n' || r == '\r' }) {
		if l = strings.TrimSpace(l); l != "" {
			lines = append(lines, l)
		}
	}
	return lines
}

func siteHeader(header []string) ([]setSite, []Problem) {
	var set []setSite
	var problems []Problem
	named := false
next:
	for _, h := range header {
		name := strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(strings.TrimSpace(h)))
		for _, c := range siteColumns() {
			if c.column == name {
				set = append(set, c)
				named = named || name == "name"
				continue next
			}
		}
		problems = append(problems, Problem{1, h, "there is no such column; there are: name, region, country, time_zone, address"})
	}
	if len(problems) == 0 && !named {
		problems = append(problems, Problem{1, "name", "the column is missing"})
	}
	return set, problems
}

func siteRows(rows *csv.Reader, set []setSite) ([]store.Site, []Problem) {
	var sites []store.Site
	var problems []Problem
	seen := map[string]int{}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, append(problems, malformed(err))
		}
		line, _ := rows.FieldPos(0)
		if strings.Join(row, "") == "" {
			continue
		}
		if len(row) != len(set) {
			problems = append(problems, Problem{Line: line, Message: fmt.Sprintf("it has %d values, and there are %d columns", len(row), len(set))})
			continue
		}
		site, wrong := readSite(set, row, line)
		problems = append(problems, wrong...)
		key := strings.ToLower(site.Name)
		if first, again := seen[key]; again && site.Name != "" {
			problems = append(problems, Problem{line, "name", fmt.Sprintf("%q is in line %d already", site.Name, first)})
		}
		seen[key] = line
		sites = append(sites, site)
	}
	if len(sites) == 0 && len(problems) == 0 {
		problems = []Problem{{Message: "it names no site"}}
	}
	return sites, problems
}

func readSite(set []setSite, row []string, line int) (store.Site, []Problem) {
	var site store.Site
	var problems []Problem
	for i, c := range set {
		value := strings.TrimSpace(row[i])
		breaks := c.column == "address" // its lines
		if strings.ContainsFunc(value, func(r rune) bool { return unicode.IsControl(r) && !(breaks && (r == '\n' || r == '\r')) }) {
			problems = append(problems, Problem{line, c.column, "it holds a line break or another control character"})
			continue
		}
		if value == "" {
			continue
		}
		if err := c.set(&site, value); err != nil {
			problems = append(problems, Problem{line, c.column, err.Error()})
		}
	}
	if site.Name == "" {
		problems = append(problems, Problem{line, "name", "it is missing"})
	}
	return site, problems
}
