package recognition

import (
	"strings"
	"time"
)

// Holiday is a day on which people of a place do not work.
type Holiday struct {
	Place string // a country's two letters, a region or a site; empty: everybody
	Date  string // 2026-12-25
	Name  string
}

// Calendar is what is known of days and clocks at the company's places. The
// keys of its maps are sites, regions or countries in lower case.
type Calendar struct {
	Country  string // of people of whom no country is known; may be empty
	Holidays []Holiday
	Weeks    map[string]Week
	Zones    map[string]*time.Location
}

// Where is what is known of where somebody works.
type Where struct {
	Zone                  string // IANA name
	Country, Region, Site string
	Week                  string // as ParseWeek reads it; empty: that of the place
}

// fridays are the countries whose weekend is Friday and Saturday.
const fridays = " BD BH DZ EG IL IQ JO KW LY MV OM PS QA SA SD SY YE "

// Of gives the place of somebody, with the company's hours: their own clock and
// days where they are known, else those of their site, region or country, else
// the company's.
func (p Place) Of(w Where) Place {
	c := p.Calendar
	if c == nil {
		c = &Calendar{}
	}
	if w.Country == "" {
		w.Country = c.Country
	}
	keys := []string{strings.ToLower(w.Site), strings.ToLower(w.Region), strings.ToLower(w.Country)}
	p.Week, p.Free = 0, nil
	if strings.Contains(fridays, " "+strings.ToUpper(w.Country)+" ") {
		p.Week = usualWeek&^(1<<time.Friday) | 1<<time.Sunday
	}
	for i := len(keys) - 1; i >= 0; i-- { // the narrowest comes last
		if week, ok := c.Weeks[keys[i]]; ok && keys[i] != "" {
			p.Week = week
		}
		if zone, ok := c.Zones[keys[i]]; ok && keys[i] != "" {
			p.Location = zone
		}
	}
	if week, err := ParseWeek(w.Week); err == nil {
		p.Week = week
	}
	for _, h := range c.Holidays {
		if at := strings.ToLower(h.Place); at == "" || at == keys[0] || at == keys[1] || at == keys[2] {
			if p.Free == nil {
				p.Free = map[string]string{}
			}
			p.Free[h.Date] = h.Name
		}
	}
	return PlaceOf(w.Zone, p)
}
