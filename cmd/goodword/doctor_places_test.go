package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"goodword/internal/config"
	"goodword/internal/store"
)

// What is known of holidays, and what ends in the past or within sixty days.
func TestDoctorOnHolidays(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	people := []store.Person{{Active: true, Country: "DE"}, {Active: true, Country: "SE"}, {Country: "PL"}, {Active: true}}
	for name, c := range map[string]struct {
		files map[string]string // by "PLACE=FILE"
		ok    bool
		says  string
	}{
		"none":                 {nil, true, "no holidays are known"},
		"far ahead":            {map[string]string{"a.csv": "country,date\nDE,2026-12-25\nDE,2027-12-25\nFR,2027-12-25\n"}, true, "3 days in a.csv; none for people in GB, SE"},
		"everybody's":          {map[string]string{"a.csv": "date\n2027-12-25\n"}, true, "1 days in a.csv"},
		"a country that ended": {map[string]string{"a.csv": "country,date\nDE,2026-10-03\nFR,2027-12-25\n"}, false, "the last holiday in a.csv for DE is 2026-10-03"},
		"a country that ends":  {map[string]string{"a.csv": "country,date\nDE,2027-01-20\n"}, false, "for DE is 2027-01-20: add the days"},
		"a site's day is past": {map[string]string{"a.csv": "country,site,date\nDE,,2027-12-25\n,Leeds,2026-07-01\n"}, true, "none for people in GB, SE"},
		"all of it is past":    {map[string]string{"a.csv": "site,date\nLeeds,2026-07-01\n"}, false, "the last holiday in a.csv is 2026-07-01"},
		"a calendar's":         {map[string]string{"SE=a.ics": "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nEND:VEVENT\nEND:VCALENDAR\n"}, false, "for SE is 2026-12-25"},
		"a file that is wrong": {map[string]string{"a.csv": "date\ntomorrow\n"}, false, "line 2, date: \"tomorrow\" is no day"},
		"no file":              {map[string]string{"b.csv": ""}, false, "places.holidays"},
	} {
		folder := t.TempDir()
		settings := &config.Config{Places: config.Places{Country: "GB"}}
		settings.Company.TimeZone = time.UTC
		for at, text := range c.files {
			place, file, ok := strings.Cut(at, "=")
			if !ok {
				place, file = "", at
			}
			settings.Places.Files = append(settings.Places.Files, config.HolidayFile{Place: place, Name: filepath.Join(folder, file)})
			if text == "" {
				continue
			}
			if err := os.WriteFile(filepath.Join(folder, file), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		said, err := checkPlaces(settings, people, now)
		if err != nil {
			said = err.Error()
		}
		if !strings.Contains(said, c.says) || (err == nil) != c.ok {
			t.Errorf("%s: %q, %v", name, said, err)
		}
	}
}
