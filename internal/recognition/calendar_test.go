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
