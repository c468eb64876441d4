package recognition

import (
	"strings"
	"time"
)

// Term is a time for which somebody is the Chief People Officer, of all sites or of some.
type Term struct {
	Address string
	From    time.Time // zero: always was
	Until   time.Time // the moment after its last day; zero: for good
	Sites   []string  // empty: of every site that no other term names
}

func (t Term) at(now time.Time) bool {
	return !now.Before(t.From) && (t.Until.IsZero() || now.Before(t.Until))
}

func (t Term) of(site string) bool {
	for _, s := range t.Sites {
		if site != "" && strings.EqualFold(s, site) {
			return true
		}
	}
	return false
}

// Chief gives the address of the Chief People Officer of a site at a moment; of
// the whole company where site is "" or has none of its own.
func Chief(terms []Term, site string, now time.Time) string {
	company := ""
	for _, t := range terms {
		switch {
		case !t.at(now):
		case t.of(site):
			return t.Address
		case len(t.Sites) == 0:
			company = t.Address
		}
	}
	return company
}

// Chiefs gives the addresses of all who are Chief People Officer at a moment,
// the whole company's first, each once.
func Chiefs(terms []Term, now time.Time) []string {
	list := []string{Chief(terms, "", now)}
	for _, t := range terms {
		known := !t.at(now)
		for _, a := range list {
			known = known || strings.EqualFold(a, t.Address)
		}
		if !known {
			list = append(list, t.Address)
		}
	}
	return list
}

// Handover is that one Chief People Officer follows another.
type Handover struct {
	At       time.Time
	From, To string   // addresses
	Company  bool     // for every site without one of its own
	Sites    []string // or for these
}

// Handovers lists who followed whom from one moment to another, both included, by
// moment; of a site that gets its first Chief People Officer, or its last, the
// whole company's stands on the other side.
func Handovers(terms []Term, since, now time.Time) []Handover {
	var list []Handover
	for _, at := range turns(terms, since, now) {
		before := at.Add(-time.Nanosecond)
		add := func(site string) {
			from, to := Chief(terms, site, before), Chief(terms, site, at)
			if from == "" || to == "" || strings.EqualFold(from, to) {
				return
			}
			for i := range list {
				if h := &list[i]; h.At.Equal(at) && strings.EqualFold(h.From, from) && strings.EqualFold(h.To, to) {
					h.add(site)
					return
				}
			}
			h := Handover{At: at, From: from, To: to}
			h.add(site)
			list = append(list, h)
		}
		add("")
		for _, site := range sitesOf(terms) {
			if ownAt(terms, site, before) || ownAt(terms, site, at) {
				add(site)
			}
		}
	}
	return list
}

func (h *Handover) add(site string) {
	if site == "" {
		h.Company = true
		return
	}
	h.Sites = append(h.Sites, site)
}

// ownAt says whether a site has a Chief People Officer of its own.
func ownAt(terms []Term, site string, at time.Time) bool {
	for _, t := range terms {
		if t.at(at) && t.of(site) {
			return true
		}
	}
	return false
}

// turns lists the moments at which a term begins or has ended, in order.
func turns(terms []Term, since, now time.Time) []time.Time {
	var list []time.Time
	for _, t := range terms {
		for _, at := range []time.Time{t.From, t.Until} {
			if at.IsZero() || at.Before(since) || at.After(now) {
				continue
			}
			i := 0
			for i < len(list) && list[i].Before(at) {
				i++
			}
			if i == len(list) || !list[i].Equal(at) {
				list = append(list[:i], append([]time.Time{at}, list[i:]...)...)
			}
		}
	}
	return list
}

func sitesOf(terms []Term) []string {
	var list []string
	for _, t := range terms {
		for _, s := range t.Sites {
			known := false
			for _, have := range list {
				known = known || strings.EqualFold(have, s)
			}
			if !known {
				list = append(list, s)
			}
		}
	}
	return list
}
