package figures

import (
	"reflect"
	"slices"
	"testing"
	"time"
)

func TestParsePeriod(t *testing.T) {
	t.Parallel()
	zurich, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		t.Fatal(err)
	}
	for said, want := range map[string]string{
		"2026":                   "2026-01-01 2027-01-01 2025-01-01",
		"2026-Q1":                "2026-01-01 2026-04-01 2025-10-01",
		"2026-q4":                "2026-10-01 2027-01-01 2026-07-01",
		"2026-03":                "2026-03-01 2026-04-01 2026-02-01",
		"2026-10-05..2026-10-18": "2026-10-05 2026-10-19 2026-09-21",
	} {
		p, err := ParsePeriod(said, zurich)
		if got := p.From.Format(time.DateOnly) + " " + p.To.Format(time.DateOnly) + " " + p.Before().From.Format(time.DateOnly); err != nil || got != want {
			t.Errorf("%s: %s, %v, want %s", said, got, err, want)
		}
		if !p.Before().To.Equal(p.From) {
			t.Errorf("%s: the period before does not end where it begins", said)
		}
	}
	for _, said := range []string{"", "26", "2026-Q5", "2026-13", "2026-1", "2026-10-05", "2026-10-19..2026-10-05", "last year", "2026-Q", "2026-10-05..x"} {
		if p, err := ParsePeriod(said, zurich); err == nil {
			t.Errorf("%q is read as %+v", said, p)
		}
	}
}

func TestLastQuarter(t *testing.T) {
	t.Parallel()
	for now, want := range map[string]string{"2026-11-22": "2026-Q3", "2026-01-01": "2025-Q4", "2026-04-01": "2026-Q1", "2026-12-31": "2026-Q3"} {
		at, err := time.Parse(time.DateOnly, now)
		if err != nil {
			t.Fatal(err)
		}
		p := LastQuarter(at, time.UTC)
		again, err := ParsePeriod(p.Name, time.UTC)
		if p.Name != want || err != nil || !reflect.DeepEqual(p, again) {
			t.Errorf("%s: %+v, want %s", now, p, want)
		}
	}
}

func TestGroup(t *testing.T) {
	t.Parallel()
	rows := []Row{{Name: "a1", Count: 2, Before: 1}, {Name: "b1", Count: 3}, {Name: "a2", Count: 1, Before: 4}, {Name: "x", Count: 9}, {Name: "c1", Count: 3, Before: 2}}
	got := Group(rows, func(s string) string {
		if s == "x" {
			return ""
		}
		return s[:1]
	})
	want := []Row{{Name: "a", Count: 3, Before: 5}, {Name: "c", Count: 3, Before: 2}, {Name: "b", Count: 3}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestShare(t *testing.T) {
	t.Parallel()
	for _, c := range [][3]int{{0, 0, 0}, {1, 3, 33}, {2, 3, 67}, {1, 2, 50}, {1, 200, 1}, {7, 7, 100}} {
		if got := Share(c[0], c[1]); got != c[2] {
			t.Errorf("%d of %d is %d %%, want %d", c[0], c[1], got, c[2])
		}
	}
}

// TestOfUnits: figures of units so small that they would be about persons are left
// out, and so many with them that the sum of all does not tell them.
func TestOfUnits(t *testing.T) {
	t.Parallel()
	kitchen, garden := Row{Name: "Kitchen", Count: 1, Of: LeastPeople}, Row{Name: "Garden", Count: 0, Of: 40}
	cellar, roof := Row{Name: "Cellar", Count: 1, Of: LeastPeople - 1}, Row{Name: "Roof", Count: 1, Of: 1}
	for _, c := range []struct{ rows, want []Row }{
		{[]Row{kitchen, garden}, []Row{kitchen, garden}},
		{[]Row{kitchen, cellar, garden}, []Row{garden}},
		{[]Row{kitchen, cellar, garden, roof}, []Row{kitchen, garden}},
		{[]Row{cellar, garden}, []Row{}},
		{[]Row{cellar}, []Row{}},
		{nil, nil},
	} {
		if got := OfUnits(slices.Clone(c.rows)); !slices.Equal(got, c.want) {
			t.Errorf("of %+v are shown %+v, want %+v", c.rows, got, c.want)
		}
	}
}
