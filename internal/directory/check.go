package directory

import (
	"errors"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"goodword/internal/recognition"
)

func checkAddress(s string) (string, error) {
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s {
		return "", fmt.Errorf("%q is no address", s)
	}
	return strings.ToLower(s), nil
}

func checkCountry(s string) (string, error) {
	region, err := language.ParseRegion(s)
	if err != nil || !region.IsCountry() || len(s) != 2 {
		return "", fmt.Errorf("%q is no country; expected two letters such as DE", s)
	}
	return region.String(), nil
}

func checkTimeZone(s string) (string, error) {
	if _, err := time.LoadLocation(s); err != nil || s == "Local" {
		return "", fmt.Errorf("%q is no time zone; expected a name such as Europe/Berlin", s)
	}
	return s, nil
}

func checkLanguage(s string) (string, error) {
	tag, err := language.Parse(s)
	if err != nil {
		return "", fmt.Errorf("%q is no language; expected a tag such as de or pt-BR", s)
	}
	return tag.String(), nil
}

func checkWeek(s string) (string, error) {
	week, err := recognition.ParseWeek(s)
	if err != nil {
		return "", err
	}
	return week.String(), nil
}

func checkRole(s string) (string, error) {
	role := Role(strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(s)))
	if !slices.Contains([]Role{FrontLine, Support, Manager, Executive}, role) {
		return "", fmt.Errorf("%q is no role; expected %s, %s, %s or %s", s, FrontLine, Support, Manager, Executive)
	}
	return string(role), nil
}

func activeText(p *Person) string {
	if p.Active {
		return "yes"
	}
	return "no"
}

func setActive(p *Person, s string) error {
	switch strings.ToLower(s) {
	case "yes", "true", "1", "y":
		p.Active = true
	case "no", "false", "0", "n":
		p.Active = false
	default:
		return fmt.Errorf("%q is neither yes nor no", s)
	}
	return nil
}

// splitList reads several values in one cell, between commas, semicolons or bars.
func splitList(s string, check func(string) (string, error)) ([]string, error) {
	var all []string
	var wrong error
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ',' || r == ';' || r == '|' }) {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		value, err := check(part)
		wrong = errors.Join(wrong, err)
		if !slices.Contains(all, value) {
			all = append(all, value)
		}
	}
	return all, wrong
}

// checkTogether checks what holds between people: that each address means one of them, that managers and deputies
// are there, and that every reporting line has an end.
func checkTogether(people []Person) []Problem {
	var problems []Problem
	at := map[string]int{} // address or alias -> index
	for i := range people {
		p := &people[i]
		for j, address := range append([]string{p.Address}, p.Aliases...) {
			column := "address"
			if j > 0 {
				column = "aliases"
			}
			if first, twice := at[address]; twice && address != "" {
				problems = append(problems, Problem{p.Line, column, fmt.Sprintf("%s is on line %d, too", address, people[first].Line)})
				continue
			}
			at[address] = i
		}
	}
	for i := range people {
		p := &people[i]
		problems = append(problems, p.refer(people, at, "manager", &p.Manager)...)
		problems = append(problems, p.refer(people, at, "deputy", &p.Deputy)...)
	}
	return append(problems, loops(people, at)...)
}

// refer checks that somebody named by address is in the list, and names them by their main address.
func (p *Person) refer(people []Person, at map[string]int, column string, address *string) []Problem {
	if *address == "" {
		return nil
	}
	i, there := at[*address]
	if !there {
		return []Problem{{p.Line, column, fmt.Sprintf("%s is not in the list", *address)}}
	}
	*address = people[i].Address
	if *address == p.Address {
		return []Problem{{p.Line, column, fmt.Sprintf("%s cannot be their own %s", *address, column)}}
	}
	return nil
}

// loops finds reporting lines that come back to where they began, and tells each once.
func loops(people []Person, at map[string]int) []Problem {
	var problems []Problem
	walked := make([]int, len(people)) // by which walk, 0 for none
	for start := range people {
		i, end := start, false
		for walk := start + 1; walked[i] == 0 && !end; {
			walked[i] = walk
			next, there := at[people[i].Manager]
			if end = !there || next == i; !end { // one's own manager is told by refer
				i = next
			}
		}
		if !end && walked[i] == start+1 {
			problems = append(problems, Problem{people[i].Line, "manager", "the reporting line comes back to its beginning: " + chain(people, at, i)})
		}
	}
	return problems
}

// chain names everybody on the loop that begins at i.
func chain(people []Person, at map[string]int, i int) string {
	names := []string{people[i].Address}
	for j := at[people[i].Manager]; j != i; j = at[people[j].Manager] {
		names = append(names, people[j].Address)
	}
	return strings.Join(append(names, people[i].Address), " reports to ")
}
