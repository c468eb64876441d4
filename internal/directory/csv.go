package directory

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	utf16 "golang.org/x/text/encoding/unicode"
)

// maxList is the longest list read: a hundred times the largest company's.
const maxList = 256 << 20

// Read reads people from a CSV file whose first line names the columns: address, and any of name, given,
// family, nicknames, manager, site, region, country, time_zone, language, role, title, team, phone, shift,
// working_days, aliases, deputy, active, in any order and case. Values lie between commas, semicolons or tabs; the text
// is UTF-8, UTF-16 with its mark, or else taken for Windows-1252. Nicknames and aliases are several in one
// cell. A name left out is made of given and family; a role left out is manager for those others report
// to and front_line else; active left out is yes.
//
// People are in the order of the list. With any problem the list must not be used.
func Read(r io.Reader) ([]Person, []Problem) { return ReadAs(r, nil) }

// ReadAs reads a list as Read does that calls columns by other names. Where
// anything is mapped, columns that are neither mapped nor ours are passed over.
func ReadAs(r io.Reader, m Mapping) ([]Person, []Problem) {
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
	people, problems := readRows(text, m)
	if len(problems) == 0 {
		problems = checkTogether(people)
		fillRoles(people)
	}
	slices.SortStableFunc(problems, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	return people, problems
}

// decode makes UTF-8 of what spreadsheets write.
func decode(raw []byte) (string, error) {
	if bytes.HasPrefix(raw, []byte{0xff, 0xfe}) || bytes.HasPrefix(raw, []byte{0xfe, 0xff}) {
		text, err := utf16.UTF16(utf16.LittleEndian, utf16.ExpectBOM).NewDecoder().Bytes(raw)
		return string(text), err
	}
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if utf8.Valid(raw) {
		return string(raw), nil
	}
	// QUIRK: Excel saves "CSV" in the machine's old code page, in western Europe Windows-1252.
	text, err := charmap.Windows1252.NewDecoder().Bytes(raw)
	return string(text), err
}

func readRows(text string, m Mapping) ([]Person, []Problem) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = separator(text)
	r.FieldsPerRecord = -1               // told by line, with what is wrong
	r.TrimLeadingSpace = r.Comma != '\t' // which is white space itself
	header, err := r.Read()
	if err != nil {
		if errors.Is(err, io.EOF) {
			return nil, []Problem{{Message: "it is empty; its first line must name the columns"}}
		}
		return nil, []Problem{malformed(err)}
	}
	cols, problems := readHeader(header, m)
	if len(problems) > 0 {
		return nil, problems
	}
	var people []Person
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil { // after a stray quote nothing can be told apart
			return people, append(problems, malformed(err))
		}
		line, _ := r.FieldPos(0)
		if strings.Join(row, "") == "" { // spreadsheets leave empty rows at the end
			continue
		}
		p, wrong := readPerson(cols, row, line)
		people = append(people, p)
		problems = append(problems, wrong...)
	}
	if len(people) == 0 && len(problems) == 0 {
		problems = []Problem{{Message: "it names nobody"}}
	}
	return people, problems
}

// separator takes what the first line has most of. QUIRK: Excel writes semicolons where the decimal sign
// is a comma.
func separator(text string) rune {
	first, _, _ := strings.Cut(text, "\n")
	best := ','
	for _, r := range ";\t" {
		if strings.Count(first, string(r)) > strings.Count(first, string(best)) {
			best = r
		}
	}
	return best
}

func malformed(err error) Problem {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return Problem{Line: parse.Line, Message: fmt.Sprintf("the quotes do not match: %v", parse.Err)}
	}
	return Problem{Message: err.Error()}
}

// readHeader finds the column of each name. One that is passed over has no name.
func readHeader(header []string, m Mapping) ([]column, []Problem) {
	known := columns()
	var cols []column
	var problems []Problem
	for _, h := range header {
		c, there := m.ours(h, known)
		switch {
		case !there && len(m) > 0:
			cols = append(cols, column{})
		case !there:
			problems = append(problems, Problem{1, h, "there is no such column; there are: " + names(known)})
		case slices.ContainsFunc(cols, func(o column) bool { return o.name == c.name }):
			problems = append(problems, Problem{1, h, "the column is there twice"})
		default:
			cols = append(cols, c)
		}
	}
	for _, c := range known {
		if theirs := m[c.name]; theirs != "" && !slices.ContainsFunc(cols, func(o column) bool { return o.name == c.name }) {
			problems = append(problems, Problem{1, theirs, "the column is missing, which is mapped to " + c.name})
		}
	}
	if len(problems) == 0 && !slices.ContainsFunc(cols, func(c column) bool { return c.name == "address" }) {
		problems = append(problems, Problem{1, "address", "the column is missing"})
	}
	return cols, problems
}

func names(cols []column) string {
	all := make([]string, len(cols))
	for i, c := range cols {
		all[i] = c.name
	}
	return strings.Join(all, ", ")
}

func readPerson(cols []column, row []string, line int) (Person, []Problem) {
	p := Person{Line: line, Active: true}
	if len(row) != len(cols) {
		return p, []Problem{{Line: line, Message: fmt.Sprintf("it has %d values, and there are %d columns; does one hold the separator, without quotes?", len(row), len(cols))}}
	}
	var problems []Problem
	for i, c := range cols {
		if c.name == "" {
			continue
		}
		value := strings.TrimSpace(row[i])
		if strings.ContainsFunc(value, unicode.IsControl) {
			problems = append(problems, Problem{line, c.name, "it holds a line break or another control character"})
			continue
		}
		if value == "" {
			continue
		}
		if err := c.set(&p, value); err != nil {
			problems = append(problems, Problem{line, c.name, err.Error()})
		}
	}
	if p.Name == "" {
		p.Name = strings.TrimSpace(p.Given + " " + p.Family)
	}
	for _, c := range []struct{ column, value string }{{"address", p.Address}, {"name", p.Name}} {
		told := slices.ContainsFunc(problems, func(q Problem) bool { return q.Column == c.column })
		if c.value == "" && !told {
			problems = append(problems, Problem{line, c.column, "it is missing"})
		}
	}
	return p, problems
}

// fillRoles gives a role to who has none.
func fillRoles(people []Person) {
	leads := map[string]bool{}
	for _, p := range people {
		leads[p.Manager] = true
	}
	for i := range people {
		switch p := &people[i]; {
		case p.Role != "":
		case leads[p.Address]:
			p.Role = Manager
		default:
			p.Role = FrontLine
		}
	}
}
