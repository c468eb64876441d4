package directory

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// Changes are what a new list of people changes. Each part is in the order of addresses.
type Changes struct {
	Joined  []Person
	Left    []Person // known and active so far, and not in the new list or no longer active there
	Changed []Change

	People int // how many the new list has, those who left included

	differ []Person // of the new list, whoever is new or not as before
	gone   []string // addresses of those active who are not in the new list
}

// Change is what is new about somebody.
type Change struct {
	Person Person // as the new list has them
	Was    string // the address they were known by, which may be an alias now
	Fields []Field
}

// Field is one value that differs, as text.
type Field struct {
	Name, Old, New string
}

// Empty says that nothing changes.
func (c Changes) Empty() bool { return len(c.Joined)+len(c.Left)+len(c.Changed) == 0 }

// Compare tells what changes from old to new. People are the same if their address is, or if the new
// list has the old address among the aliases.
func Compare(old, new []Person) Changes {
	known := map[string]*Person{}
	for i := range old {
		known[old[i].Address] = &old[i]
	}
	c, all := Changes{People: len(new)}, columns()
	stays := map[string]bool{}
	for _, p := range new {
		p.Address = strings.ToLower(p.Address) // as it is stored
		before := find(known, p)
		if before == nil {
			c.differ = append(c.differ, p)
			if p.Active {
				c.Joined = append(c.Joined, p)
			}
			continue
		}
		stays[before.Address] = true
		fields := differences(all, *before, p)
		if len(fields) > 0 {
			c.differ = append(c.differ, p)
		}
		switch {
		case before.Active && !p.Active:
			c.Left = append(c.Left, *before)
		case !before.Active && p.Active:
			c.Joined = append(c.Joined, p)
		case len(fields) > 0:
			c.Changed = append(c.Changed, Change{Person: p, Was: before.Address, Fields: fields})
		}
	}
	for _, p := range old {
		if p.Active && !stays[p.Address] {
			c.Left, c.gone = append(c.Left, p), append(c.gone, p.Address)
		}
	}
	byAddress := func(a, b Person) int { return cmp.Compare(a.Address, b.Address) }
	slices.SortFunc(c.Joined, byAddress)
	slices.SortFunc(c.Left, byAddress)
	slices.SortFunc(c.Changed, func(a, b Change) int { return byAddress(a.Person, b.Person) })
	return c
}

// find looks for who a person of the new list was. An alias counts only if the new list gives that address
// to nobody else, which Read sees to.
func find(known map[string]*Person, p Person) *Person {
	if before := known[p.Address]; before != nil {
		return before
	}
	for _, alias := range p.Aliases {
		if before := known[alias]; before != nil {
			return before
		}
	}
	return nil
}

func differences(all []column, old, new Person) []Field {
	var fields []Field
	for _, c := range all {
		if before, after := c.get(&old), c.get(&new); before != after {
			fields = append(fields, Field{c.name, before, after})
		}
	}
	return fields
}

// WriteTable prints the changes for a person to read.
func (c Changes) WriteTable(w io.Writer) error {
	if c.Empty() {
		_, err := fmt.Fprintln(w, "Nothing changes.")
		return err
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, p := range c.Joined {
		fmt.Fprintf(t, "joins\t%s\t%s\t%s\n", p.Address, p.Name, place(p))
	}
	for _, p := range c.Left {
		fmt.Fprintf(t, "leaves\t%s\t%s\t%s\n", p.Address, p.Name, place(p))
	}
	for _, change := range c.Changed {
		for i, f := range change.Fields {
			what, address, name := "changes", change.Was, change.Person.Name
			if i > 0 {
				what, address, name = "", "", ""
			}
			fmt.Fprintf(t, "%s\t%s\t%s\t%s: %s -> %s\n", what, address, name, f.Name, orNothing(f.Old), orNothing(f.New))
		}
	}
	fmt.Fprintf(t, "\n%d join, %d leave, %d change.\n", len(c.Joined), len(c.Left), len(c.Changed))
	return t.Flush()
}

func place(p Person) string {
	parts := slices.DeleteFunc([]string{p.Title, p.Team, p.Site}, func(s string) bool { return s == "" })
	return strings.Join(parts, ", ")
}

func orNothing(s string) string {
	if s == "" {
		return "(nothing)"
	}
	return s
}
