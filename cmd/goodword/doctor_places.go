package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"goodword/internal/config"
	"goodword/internal/service"
	"goodword/internal/store"
)

// holidaysAhead is for how many days holidays should be known.
const holidaysAhead = 60

// checkPlaces reads the holidays, and says how far they reach.
func checkPlaces(c *config.Config, people []store.Person, now time.Time) (string, error) {
	_, files, err := service.Place(c, now)
	if err != nil {
		return "", err
	}
	if len(files) == 0 {
		return "no holidays are known, so deadlines count them as working days (places.holidays)", nil
	}
	covered := map[string]bool{}
	var said, ends []string
	for _, f := range files {
		name := filepath.Base(f.Name)
		said = append(said, fmt.Sprintf("%d days in %s", len(f.Days), name))
		for _, d := range f.Days {
			covered[strings.ToUpper(d.Place)] = true
		}
		ends = append(ends, endsSoon(name, f.Last, now)...)
	}
	if len(ends) > 0 {
		return "", fmt.Errorf("%s: add the days that come", strings.Join(ends, "; "))
	}
	text := strings.Join(said, ", ")
	if without := withoutHolidays(c, people, covered); without != "" {
		text += "; none for people in " + without
	}
	return text, nil
}

// endsSoon names what ends in the past or within the next weeks: each country's
// days by themselves, what else there is only where there is no country.
func endsSoon(name string, last map[string]string, now time.Time) (ends []string) {
	for _, country := range slices.Sorted(maps.Keys(last)) {
		if country == "" && len(last) > 1 || last[country] >= now.AddDate(0, 0, holidaysAhead).Format(time.DateOnly) {
			continue
		}
		what := name
		if country != "" {
			what += " for " + country
		}
		ends = append(ends, fmt.Sprintf("the last holiday in %s is %s", what, last[country]))
	}
	return ends
}

// withoutHolidays lists the countries of active people of which no file has a day.
func withoutHolidays(c *config.Config, people []store.Person, covered map[string]bool) string {
	missing := map[string]bool{}
	for _, p := range people {
		country := strings.ToUpper(p.Country)
		if country == "" {
			country = c.Places.Country
		}
		if p.Active && country != "" && !covered[country] && !covered[""] {
			missing[country] = true
		}
	}
	return strings.Join(slices.Sorted(maps.Keys(missing)), ", ")
}
