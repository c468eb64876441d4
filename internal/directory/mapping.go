package directory

import (
	"fmt"
	"slices"
	"strings"
)

// Mapping says what another list or directory calls our columns: ours to theirs.
// Columns that it does not name go by our names.
type Mapping map[string]string

// ParseMapping reads pairs such as "team=Department", ours first.
func ParseMapping(pairs []string) (Mapping, error) {
	m := Mapping{}
	known := columns()
	for _, pair := range pairs {
		ours, theirs, ok := strings.Cut(pair, "=")
		ours, theirs = strings.TrimSpace(strings.ToLower(ours)), strings.TrimSpace(theirs)
		if !ok || ours == "" || theirs == "" {
			return nil, fmt.Errorf("%q maps no column; expected OURS=THEIRS, such as team=Department", pair)
		}
		i := slices.IndexFunc(known, func(c column) bool { return c.name == ours })
		if i < 0 {
			return nil, fmt.Errorf("%q: there is no column %s; there are: %s", pair, ours, names(known))
		}
		if before, twice := m[ours]; twice {
			return nil, fmt.Errorf("%q: the column %s is mapped to %s already", pair, ours, before)
		}
		for other, same := range m {
			if strings.EqualFold(same, theirs) {
				return nil, fmt.Errorf("%q: %s is mapped to the column %s already", pair, theirs, other)
			}
		}
		m[ours] = theirs
	}
	return m, nil
}

// ours gives the column of one of their names; ok is false where it is none of ours.
func (m Mapping) ours(theirs string, known []column) (c column, ok bool) {
	for _, c := range known {
		if strings.EqualFold(m[c.name], strings.TrimSpace(theirs)) {
			return c, true
		}
	}
	name := strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(strings.TrimSpace(theirs)))
	for _, c := range known {
		if _, mapped := m[c.name]; !mapped && (c.name == name || slices.Contains(c.also, name)) {
			return c, true
		}
	}
	return column{}, false
}
