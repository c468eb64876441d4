package jobs

import (
	"cmp"
	"strings"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
)

// workplaces tells where each person works. What the directory does not say of
// somebody is their site's: clock, country and region.
type workplaces struct {
	company recognition.Place
	sites   map[string]store.Site // by name in lower case
	known   map[recognition.Where]*recognition.Place
}

func newWorkplaces(sites []store.Site, company recognition.Place) workplaces {
	w := workplaces{company: company, sites: map[string]store.Site{}, known: map[recognition.Where]*recognition.Place{}}
	for _, s := range sites {
		w.sites[strings.ToLower(s.Name)] = s
	}
	return w
}

// of gives where a person works; thousands work at one place.
func (w workplaces) of(p store.Person) *recognition.Place {
	site := w.sites[strings.ToLower(p.Site)]
	where := recognition.Where{Zone: cmp.Or(p.TimeZone, site.TimeZone), Country: cmp.Or(p.Country, site.Country),
		Region: cmp.Or(p.Region, site.Region), Site: p.Site, Week: p.WorkingDays}
	place, ok := w.known[where]
	if !ok {
		at := w.company.Of(where)
		place = &at
		w.known[where] = place
	}
	return place
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
