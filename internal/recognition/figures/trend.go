package figures

import (
	"cmp"
	"slices"
)

// LeastSaid is how often something must have been said within one stretch
// before a trend names it: fewer is chance, and might point at one person.
const LeastSaid = 5

// Said is how often customers praised or challenged one thing at one place, in
// a stretch of time and in the one before.
type Said struct {
	Challenge     bool
	Theme         string // what it was about; "" when unknown
	Touchpoint    string // "" when unknown
	Site          string // "" when unknown
	Count, Before int
}

// Trends adds up what was said of the same thing at the same place, and keeps
// what was said LeastSaid times or more in either stretch. What nobody can name
// is left out. Challenges stand first, then what was said most.
func Trends(list []Said) []Said {
	sums := map[Said]Said{}
	for _, s := range list {
		key := s
		key.Count, key.Before = 0, 0
		sum, ok := sums[key]
		if !ok {
			sum = key
		}
		sum.Count += s.Count
		sum.Before += s.Before
		sums[key] = sum
	}
	var out []Said
	for _, s := range sums {
		if (s.Theme != "" || s.Touchpoint != "") && max(s.Count, s.Before) >= LeastSaid {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b Said) int {
		if a.Challenge != b.Challenge {
			if a.Challenge {
				return -1
			}
			return 1
		}
		return cmp.Or(b.Count-a.Count, b.Before-a.Before, cmp.Compare(a.Theme, b.Theme), cmp.Compare(a.Touchpoint, b.Touchpoint), cmp.Compare(a.Site, b.Site))
	})
	return out
}
