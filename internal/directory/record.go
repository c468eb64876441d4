package directory

import (
	"cmp"
	"fmt"
	"net/mail"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// record is one entry of a directory elsewhere.
type record struct {
	key     string // by which others name it as manager
	manager string // a key
	active  bool
	values  map[string][]string // by our columns' names
}

// List is what a directory elsewhere gave: its active people, and what was
// passed over or left out, for the operator to read.
type List struct {
	People  []Person
	Notices []Problem
	has     map[string]bool // columns for which it has any value
}

// elsewhere is how a list with lines tells of an address that is there twice.
var elsewhere = regexp.MustCompile(`is on line (\d+), too`)

// gather makes people of records. Entries without an address are no people. A
// value that cannot be is left out with a notice; a manager who is disabled gives
// way to the next one up. What cannot be for the list as a whole is a problem.
func gather(records []record) (List, []Problem) {
	l := List{has: map[string]bool{}}
	byKey := map[string]*record{}
	for i := range records {
		byKey[strings.ToLower(records[i].key)] = &records[i]
	}
	for i := range records {
		r := &records[i]
		if !r.active || len(r.values["address"]) == 0 {
			continue
		}
		p := l.person(r)
		p.Line = i + 1
		if p.Address == "" {
			continue
		}
		if boss := boss(r, byKey); boss != nil {
			p.Manager = mainAddress(boss)
		} else if r.manager != "" {
			l.notice(p, "manager", "%s is not among the active people that were found", r.manager)
		}
		l.People = append(l.People, p)
	}
	slices.SortFunc(l.People, func(a, b Person) int { return cmp.Compare(a.Address, b.Address) })
	problems := checkTogether(l.People)
	for i := range problems { // it has no lines: entries are named instead
		said := elsewhere.ReplaceAllStringFunc(problems[i].Message, func(s string) string {
			n, err := strconv.Atoi(elsewhere.FindStringSubmatch(s)[1])
			if err != nil {
				return s
			}
			return "is an address of " + records[n-1].key + ", too"
		})
		problems[i].Message, problems[i].Line = records[problems[i].Line-1].key+": "+said, 0
	}
	for i := range l.People {
		l.People[i].Line = 0
	}
	return l, problems
}

// mainAddress is the address of an entry, or "" where it has none that can be.
func mainAddress(r *record) string {
	if len(r.values["address"]) == 0 {
		return ""
	}
	address, err := checkAddress(strings.TrimSpace(r.values["address"][0]))
	if err != nil {
		return ""
	}
	return address
}

// boss climbs from an entry to the first manager who is active and has an address.
func boss(r *record, byKey map[string]*record) *record {
	for range len(byKey) {
		r = byKey[strings.ToLower(r.manager)]
		if r == nil || r.active && mainAddress(r) != "" {
			return r
		}
	}
	return nil
}

// person reads one entry.
func (l *List) person(r *record) Person {
	p := Person{Active: true}
	for _, c := range columns() {
		var values []string
		for _, v := range r.values[c.name] {
			if v = strings.TrimSpace(v); v != "" {
				values = append(values, v)
			}
		}
		if len(values) == 0 || c.name == "manager" || c.name == "active" {
			continue
		}
		if c.name == "aliases" {
			values = aliases(values, mainAddress(r))
		} else if c.name != "nicknames" {
			values = values[:1]
		}
		fresh := p
		if err := c.set(&fresh, strings.Join(values, "; ")); err != nil {
			l.Notices = append(l.Notices, Problem{0, c.name, fmt.Sprintf("%s: left out: %v", r.key, err)})
			continue
		}
		p = fresh
		l.has[c.name] = true
	}
	if p.Name == "" {
		p.Name = strings.TrimSpace(p.Given + " " + p.Family)
	}
	if p.Name == "" {
		p.Name = p.Address
	}
	return p
}

func (l *List) notice(p Person, column, format string, args ...any) {
	l.Notices = append(l.Notices, Problem{0, column, p.Address + ": " + fmt.Sprintf(format, args...)})
}

// aliases are the further addresses among what directories keep there.
// QUIRK: Active Directory writes proxyAddresses as smtp:ann@corp.example, and
// keeps there what is no mail address, too, such as x500: and sip: ones.
func aliases(values []string, address string) []string {
	var list []string
	for _, v := range values {
		if kind, rest, ok := strings.Cut(v, ":"); ok {
			if !strings.EqualFold(kind, "smtp") {
				continue
			}
			v = rest
		}
		v = strings.ToLower(v)
		if _, err := mail.ParseAddress(v); err == nil && v != address && !slices.Contains(list, v) {
			list = append(list, v)
		}
	}
	return list
}

// Over gives the people as they are to be stored over those of before: what this
// directory says of nobody, such as nicknames, stays as it is known.
func (l List) Over(old []Person) []Person {
	known := map[string]*Person{}
	for i := range old {
		known[old[i].Address] = &old[i]
	}
	people := slices.Clone(l.People)
	for i := range people {
		p := &people[i]
		before := find(known, *p)
		if before == nil {
			continue
		}
		for _, c := range columns() {
			if slices.Contains([]string{"address", "manager", "active", "role"}, c.name) {
				continue
			}
			if value := c.get(before); !l.has[c.name] && value != "" {
				_ = c.set(p, value) // it was checked when it came in
			}
		}
		if !l.has["role"] && (before.Role == Support || before.Role == Executive) {
			p.Role = before.Role
		}
	}
	if !l.has["deputy"] { // kept from before: under the address they have now, and not once they left
		at := map[string]string{}
		for _, p := range people {
			for _, a := range p.Aliases {
				at[a] = p.Address
			}
		}
		for _, p := range people {
			at[p.Address] = p.Address
		}
		for i := range people {
			people[i].Deputy = at[people[i].Deputy]
		}
	}
	fillRoles(people)
	return people
}
