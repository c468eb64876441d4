package jobs

import (
	"cmp"
	"strings"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
)

// placesOf gives where each person works. What the directory does not say of
// somebody is their site's: clock, country and region.
func placesOf(people []store.Person, sites []store.Site, company recognition.Place) map[int64]recognition.Place {
	byName := map[string]store.Site{}
	for _, s := range sites {
		byName[strings.ToLower(s.Name)] = s
	}
	all := map[int64]recognition.Place{}
	known := map[recognition.Where]recognition.Place{} // thousands work at a few places
	for _, p := range people {
		site := byName[strings.ToLower(p.Site)]
		where := recognition.Where{Zone: cmp.Or(p.TimeZone, site.TimeZone), Country: cmp.Or(p.Country, site.Country),
			Region: cmp.Or(p.Region, site.Region), Site: p.Site, Week: p.WorkingDays}
		place, ok := known[where]
		if !ok {
			place = company.Of(where)
			known[where] = place
		}
		all[p.ID] = place
	}
	return all
}

// opensWeek says whether a reader's day, as digests are counted by it, is the
// first working day of their week: what comes on Mondays comes then.
func (w work) opensWeek(reader recognition.Leader, day string) bool {
	return w.opensWeekOf(w.people.Leader(reader), day)
}

// opensWeekOf says the same of one reader.
func (w work) opensWeekOf(reader int64, day string) bool {
	place := w.people.place(reader)
	date, err := time.ParseInLocation(time.DateOnly, day, place.Location)
	return err == nil && place.OpensWeek(date.Add(12*time.Hour))
}

// nominatorsPlace is where whoever is asked about an unclear nomination works.
func (w work) nominatorsPlace(n *store.Nomination) recognition.Place {
	if n.NominatorID == nil {
		return w.people.place(w.people.Leader(recognition.CPO)) // a customer's, which the CPO is asked about
	}
	return w.people.place(*n.NominatorID)
}
