package recognition

import (
	"testing"
	"time"
	_ "time/tzdata"
)

// TestDaysWithoutMidnight: where summer time begins at midnight a day begins at
// one o'clock, and every day is followed by the next, wherever work begins.
func TestDaysWithoutMidnight(t *testing.T) {
	t.Parallel()
	for _, zone := range []string{"Atlantic/Azores", "America/Santiago", "America/Havana", "Africa/Cairo", "Asia/Beirut", "Australia/Lord_Howe", "Europe/Lisbon", "UTC"} {
		location, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		for _, opens := range []time.Duration{0, 30 * time.Minute, 9 * time.Hour} {
			p := Place{Location: location, From: opens, To: 17 * time.Hour}
			for day := time.Date(2026, 1, 1, 16, 0, 0, 0, location); day.Year() < 2028; day = day.Add(24 * time.Hour) {
				next := p.nextDay(day)
				if y, m, d := day.Date(); !next.After(day) || next.Sub(day) > 33*time.Hour || next.Day() != time.Date(y, m, d+1, 12, 0, 0, 0, location).Day() {
					t.Fatalf("%s: after %s comes %s", zone, day, next)
				}
				if at := p.at(next, opens); at.Day() != next.Day() {
					t.Fatalf("%s: work of %s begins %s", zone, next, at)
				}
			}
			saturday := time.Date(2026, 9, 5, 10, 0, 0, 0, location)
			if due := p.BusinessDays(saturday, 1); !due.After(saturday) {
				t.Errorf("%s: a business day after %s is %s", zone, saturday, due)
			}
			if n := p.DaysWaited(saturday.AddDate(0, 0, -1), saturday.AddDate(0, 0, 9)); n < 5 {
				t.Errorf("%s: %d days waited in nine", zone, n)
			}
		}
	}
}
