package recognition

import (
	"testing"
	"time"
)

func place(t *testing.T, zone string) Place {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	return Place{Location: loc, From: 9 * time.Hour, To: 17 * time.Hour}
}

func moment(t *testing.T, p Place, s string) time.Time {
	t.Helper()
	m, err := time.ParseInLocation("2006-01-02 15:04", s, p.Location)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestBusinessDays(t *testing.T) {
	t.Parallel()
	berlin, auckland := place(t, "Europe/Berlin"), place(t, "Pacific/Auckland")
	for _, c := range []struct {
		name  string
		place Place
		from  string
		days  int
		want  string
	}{
		{"within a week", berlin, "2026-11-16 10:15", 2, "2026-11-18 10:15"},
		{"over a weekend", berlin, "2026-11-19 10:15", 2, "2026-11-23 10:15"},
		{"from a Saturday", berlin, "2026-11-21 12:00", 1, "2026-11-24 09:00"},
		{"none from a Sunday", berlin, "2026-11-22 12:00", 0, "2026-11-23 09:00"},
		{"the night summer time ends", berlin, "2026-10-23 10:00", 1, "2026-10-26 10:00"},
		{"the night summer time begins", berlin, "2026-03-27 02:30", 1, "2026-03-30 02:30"},
		{"the other half of the world", auckland, "2026-09-25 08:00", 1, "2026-09-28 08:00"},
		{"three weeks", berlin, "2026-11-16 10:00", 15, "2026-12-07 10:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := c.place.BusinessDays(moment(t, c.place, c.from).UTC(), c.days)
			if want := moment(t, c.place, c.want); !got.Equal(want) {
				t.Errorf("%d business days after %s: got %s, want %s", c.days, c.from, got, want)
			}
		})
	}
}

func TestWorkingHours(t *testing.T) {
	t.Parallel()
	p := place(t, "Europe/Berlin")
	for _, c := range []struct {
		name, from string
		hours      time.Duration
		want       string
	}{
		{"before opening", "2026-11-16 07:30", 4 * time.Hour, "2026-11-16 13:00"},
		{"at noon", "2026-11-16 12:00", 4 * time.Hour, "2026-11-16 16:00"},
		{"to the minute of closing", "2026-11-16 13:00", 4 * time.Hour, "2026-11-16 17:00"},
		{"into the next day", "2026-11-16 15:30", 4 * time.Hour, "2026-11-17 11:30"},
		{"over the weekend", "2026-11-20 16:00", 4 * time.Hour, "2026-11-23 12:00"},
		{"after closing", "2026-11-16 18:00", time.Hour, "2026-11-17 10:00"},
		{"on a Sunday", "2026-11-22 10:00", 4 * time.Hour, "2026-11-23 13:00"},
		{"several days", "2026-11-16 09:00", 20 * time.Hour, "2026-11-18 13:00"},
		{"none", "2026-11-16 10:00", 0, "2026-11-16 10:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got, want := p.WorkingHours(moment(t, p, c.from), c.hours), moment(t, p, c.want); !got.Equal(want) {
				t.Errorf("%s of work after %s: got %s, want %s", c.hours, c.from, got, want)
			}
		})
	}
}

func TestDaysWaited(t *testing.T) {
	t.Parallel()
	p := place(t, "Europe/Berlin")
	for _, c := range []struct {
		since, now string
		want       int
	}{
		{"2026-11-16 09:00", "2026-11-16 17:00", 0},
		{"2026-11-16 17:00", "2026-11-17 08:00", 1},
		{"2026-11-20 09:00", "2026-11-23 09:00", 1},
		{"2026-11-20 09:00", "2026-11-22 09:00", 0},
		{"2026-11-16 09:00", "2026-11-23 09:00", 5},
	} {
		if got := p.DaysWaited(moment(t, p, c.since), moment(t, p, c.now)); got != c.want {
			t.Errorf("from %s to %s: got %d business days, want %d", c.since, c.now, got, c.want)
		}
	}
}

// harbour is a company's calendar: holidays in two countries, a site and for everybody.
func harbour(t *testing.T) Place {
	p := place(t, "Europe/Berlin")
	p.Calendar = &Calendar{Country: "DE", Weeks: map[string]Week{"night desk": 1<<time.Friday | 1<<time.Saturday}, Zones: map[string]*time.Location{"gb": place(t, "Europe/London").Location},
		Holidays: []Holiday{{"DE", "2026-12-25", "Christmas"}, {"de", "2026-12-26", "Second day"}, {"GB", "2026-12-28", "Boxing Day"}, {"Leeds", "2026-12-29", "Stocktaking"}, {"", "2027-01-01", "New Year"}}}
	return p
}

func TestPlacesOfPeople(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		where Where
		from  string // by their own clock
		days  int
		want  string
	}{
		"the company's own country":         {Where{}, "2026-12-24 10:00", 1, "2026-12-28 10:00"},
		"another country":                   {Where{Country: "GB"}, "2026-12-24 10:00", 2, "2026-12-29 10:00"},
		"a site's day off beside":           {Where{Country: "GB", Site: "LEEDS"}, "2026-12-24 10:00", 2, "2026-12-30 10:00"},
		"over the company's day off":        {Where{Country: "GB"}, "2026-12-31 10:00", 1, "2027-01-04 10:00"},
		"from a holiday":                    {Where{Country: "DE"}, "2026-12-25 12:00", 0, "2026-12-28 09:00"},
		"Sunday to Thursday by the country": {Where{Country: "IL", Zone: "Asia/Jerusalem"}, "2026-11-19 10:00", 1, "2026-11-22 10:00"},
		"Sunday to Thursday by the person":  {Where{Country: "DE", Week: "Sun-Thu"}, "2026-11-19 10:00", 2, "2026-11-23 10:00"},
		"two days by the site":              {Where{Country: "DE", Site: "Night desk"}, "2026-11-20 10:00", 2, "2026-11-27 10:00"},
		"their own days before the site's":  {Where{Country: "DE", Site: "Night desk", Week: "Mon"}, "2026-11-20 10:00", 1, "2026-11-30 09:00"},
	} {
		p := harbour(t).Of(c.where)
		if got, want := p.BusinessDays(moment(t, p, c.from), c.days), moment(t, p, c.want); !got.Equal(want) {
			t.Errorf("%s: %d days after %s: got %s, want %s", name, c.days, c.from, got, c.want)
		}
	}
	if zone := harbour(t).Of(Where{Country: "GB"}).Location.String(); zone != "Europe/London" {
		t.Errorf("the clock of GB is that of %s", zone)
	}
	if zone := harbour(t).Of(Where{Country: "GB", Zone: "America/Lima"}).Location.String(); zone != "America/Lima" {
		t.Errorf("their own clock is that of %s", zone)
	}
	german := harbour(t).Of(Where{})
	if got, want := german.WorkingHours(moment(t, german, "2026-12-24 15:00"), 4*time.Hour), moment(t, german, "2026-12-28 11:00"); !got.Equal(want) {
		t.Errorf("four hours over Christmas end at %s", got)
	}
	if got := german.DaysWaited(moment(t, german, "2026-12-23 12:00"), moment(t, german, "2026-12-29 12:00")); got != 3 {
		t.Errorf("%d business days over Christmas, want 3", got)
	}
}

func TestOpensWeek(t *testing.T) {
	t.Parallel()
	p := harbour(t).Of(Where{})
	p.Free["2026-11-16"] = "a Monday off"
	for day, want := range map[string]bool{"2026-11-16": false, "2026-11-17": true, "2026-11-18": false, "2026-11-22": false, "2026-11-23": true, "2026-11-24": false} {
		if got := p.OpensWeek(moment(t, p, day+" 08:00")); got != want {
			t.Errorf("%s opens a week: %v", day, got)
		}
	}
}

func TestParseWeek(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"Mon-Fri": "Mon-Fri", "sunday - thursday": "", "Sunday-Thursday": "Sun-Thu", "Mon, Tue,thu": "Mon,Tue,Thu", "Fri-Mon": "Fri-Mon",
		"Sat": "Sat", "Sat Sun": "Sat,Sun", "Mon-Sun": "Mon-Sun", "Mon-": "", "work": "", "": "", " , ": ""} {
		w, err := ParseWeek(text)
		if (err == nil) != (want != "") || err == nil && w.String() != want {
			t.Errorf("%q: %s, %v; want %q", text, w, err, want)
		}
	}
	if w := Week(0).String(); w != "Mon-Fri" {
		t.Errorf("the usual week is %s", w)
	}
}
