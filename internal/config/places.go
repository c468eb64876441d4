package config

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Places is [places].
type Places struct {
	Holidays    []string `toml:"holidays" example:"[\"holidays.csv\", \"DE=germany.ics\"]" doc:"Files of days on which nobody works: CSV with the columns date, until, name, country, region, site, or a calendar (.ics) as PLACE=FILE, where PLACE is a country's two letters, a region or a site. They are read again when they change. docs/directory.md says more."`
	WorkingDays []string `toml:"working_days" example:"[\"AE=Mon-Fri\", \"Night desk=Fri,Sat\"]" doc:"On which days people of a place work, each as PLACE=DAYS, where a person's own working_days do not say. Left out, Sunday to Thursday in countries whose weekend is Friday and Saturday, else Monday to Friday."`
	TimeZones   []string `toml:"time_zones" example:"[\"GB=Europe/London\"]" doc:"The clock of a place, each as PLACE=ZONE, where neither the person nor the site has one."`
	Country     string   `toml:"country" example:"\"DE\"" doc:"The country of people of whom no country is known, and of what the company does as a whole; two letters."`

	Files []HolidayFile  `toml:"-"` // of Holidays
	Weeks []PlaceSetting `toml:"-"` // of WorkingDays
	Zones []PlaceSetting `toml:"-"` // of TimeZones
}

// HolidayFile is a file of holidays; those that name no place are of Place.
type HolidayFile struct{ Place, Name string }

// PlaceSetting is a setting of one place.
type PlaceSetting struct{ Place, Value string }

var weekForm = regexp.MustCompile(`^(?i:(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?)(?i:[,; ]+(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?)*$`)

// checkPlaces takes the pairs apart and finds what is none.
func (r *reader) checkPlaces(p *Places) {
	for i, text := range p.Holidays {
		place, name, ok := strings.Cut(text, "=")
		if !ok {
			place, name = "", text
		}
		name = strings.TrimSpace(name)
		if name == "" {
			r.element("places.holidays", i, "%q names no file; allowed: FILE, or PLACE=FILE", text)
			continue
		}
		p.Files = append(p.Files, HolidayFile{strings.TrimSpace(place), resolve(name, r.folder)})
	}
	p.Weeks = r.pairs("places.working_days", p.WorkingDays, "PLACE=DAYS, such as \"IL=Sun-Thu\" or \"Night desk=Fri,Sat\"", weekForm.MatchString)
	p.Zones = r.pairs("places.time_zones", p.TimeZones, "PLACE=ZONE, such as \"GB=Europe/London\"", func(zone string) bool {
		_, err := time.LoadLocation(zone)
		return err == nil && zone != "Local"
	})
	if p.Country != "" && !regexp.MustCompile(`^[A-Z]{2}$`).MatchString(p.Country) {
		r.problem("places.country", "%q is no country; allowed: two letters such as \"DE\"", p.Country)
	}
}

// pairs takes settings of places apart, whose values must be good.
func (r *reader) pairs(path string, list []string, allowed string, good func(string) bool) (all []PlaceSetting) {
	for i, text := range list {
		place, value, _ := strings.Cut(text, "=")
		place, value = strings.TrimSpace(place), strings.TrimSpace(value)
		if place == "" || value == "" || !good(value) {
			r.element(path, i, "%q does not fit; allowed: %s", text, allowed)
			continue
		}
		all = append(all, PlaceSetting{place, value})
	}
	return all
}

// element is a problem with one of a list.
func (r *reader) element(path string, i int, format string, args ...any) {
	r.problem(fmt.Sprintf("%s[%d]", path, i), format, args...)
}
