package scorecard

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"goodword/internal/recognition"
)

func at(t testing.TB, s string) time.Time {
	t.Helper()
	if s == "" {
		return time.Time{}
	}
	m, err := time.Parse("2006-01-02 15:04", s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

var office = recognition.Place{Location: time.UTC, From: 9 * time.Hour, To: 17 * time.Hour}

func TestBetween(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to string
		want     time.Duration
	}{
		{"2026-11-16 09:00", "2026-11-16 11:30", 150 * time.Minute},
		{"2026-11-16 07:00", "2026-11-16 20:00", 8 * time.Hour},
		{"2026-11-16 16:00", "2026-11-17 10:00", 2 * time.Hour},
		{"2026-11-20 16:00", "2026-11-23 10:00", 2 * time.Hour}, // over a weekend
		{"2026-11-21 10:00", "2026-11-22 10:00", 0},
		{"2026-11-17 10:00", "2026-11-16 10:00", 0},
		{"2026-11-16 09:00", "2026-11-30 09:00", 80 * time.Hour},
	} {
		if got := Between(office, at(t, c.from), at(t, c.to)); got != c.want {
			t.Errorf("%s to %s: %s, want %s", c.from, c.to, got, c.want)
		}
	}
}

// TestBetweenFitsWorkingHours: it is the inverse of what the veto window is counted by.
func TestBetweenFitsWorkingHours(t *testing.T) {
	t.Parallel()
	zurich, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		t.Fatal(err)
	}
	place := recognition.Place{Location: zurich, From: 8 * time.Hour, To: 18 * time.Hour}
	rapid.Check(t, func(t *rapid.T) {
		from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 365*24*60).Draw(t, "minute")) * time.Minute)
		d := time.Duration(rapid.IntRange(0, 200*60).Draw(t, "minutes")) * time.Minute
		if got := Between(place, from, place.WorkingHours(from, d)); got != d {
			t.Fatalf("%s of work after %s are counted as %s", d, from, got)
		}
	})
}

func TestOf(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-11-20 17:00")
	q := func(asked, answered, closed string, lapsed, dropped bool) Question {
		return Question{at(t, asked), at(t, answered), at(t, closed), lapsed, dropped}
	}
	m := Manager{ID: 7, Place: office, Reports: 4, Recognised: 3, Lessons: 2, Questions: []Question{
		q("2026-11-16 09:00", "2026-11-16 11:00", "2026-11-16 11:00", false, false), // 2 h
		q("2026-11-16 09:00", "2026-11-17 11:00", "", false, false),                 // 10 h
		q("2026-11-16 09:00", "", "2026-11-19 17:00", true, false),                  // 32 h, lapsed
		q("2026-11-20 13:00", "", "", false, false),                                 // waits for 4 h
		q("2026-11-16 09:00", "", "2026-11-18 09:00", false, true),                  // withdrawn
	}}
	got := Of(m, now)
	want := Card{ID: 7, Requests: 4, Median: 7 * time.Hour, Lapses: 1, Coverage: 75, Reports: 4, Covered: 3, Lessons: 2}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if none := Of(Manager{ID: 1, Place: office}, now); none.Median != 0 || none.Coverage != 100 {
		t.Errorf("of nothing: %+v", none)
	}
}

// TestSilence: who does not answer never stands better than who answers now.
func TestSilence(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
		var list []Question
		for range rapid.IntRange(1, 9).Draw(t, "questions") {
			asked := now.Add(-time.Duration(rapid.IntRange(1, 500).Draw(t, "hours")) * time.Hour)
			list = append(list, Question{Asked: asked})
		}
		answered := append([]Question{}, list...)
		answered[rapid.IntRange(0, len(list)-1).Draw(t, "which")].Answered = now
		later := now.Add(time.Duration(rapid.IntRange(0, 300).Draw(t, "later")) * time.Hour)
		silent, spoke := Of(Manager{Place: office, Questions: list}, later), Of(Manager{Place: office, Questions: answered}, later)
		if silent.Median < spoke.Median {
			t.Fatalf("silent %s, answered %s", silent.Median, spoke.Median)
		}
	})
}

func TestRank(t *testing.T) {
	t.Parallel()
	card := func(id int64, requests int, hours int, lapses int) Card {
		return Card{ID: id, Requests: requests, Median: time.Duration(hours) * time.Hour, Lapses: lapses}
	}
	cards := []Card{card(1, 5, 30, 0), card(2, 5, 2, 0), card(3, 2, 90, 2), card(4, 3, 2, 1), card(5, 4, 12, 0)}
	ids := func(list []Card) (out []int64) {
		for _, c := range list {
			out = append(out, c.ID)
		}
		return out
	}
	for _, c := range []struct {
		requests, n int
		quick, slow string
	}{
		{3, 5, "[2 4]", "[1 5]"},
		{3, 1, "[2]", "[1]"},
		{1, 5, "[2 4 5]", "[3 1]"},
		{5, 5, "[2]", "[1]"},
		{9, 5, "[]", "[]"},
	} {
		quick, slow := Rank(cards, c.requests, c.n)
		if q, s := sprint(ids(quick)), sprint(ids(slow)); q != c.quick || s != c.slow {
			t.Errorf("at least %d requests, %d each: quick %s slow %s, want %s %s", c.requests, c.n, q, s, c.quick, c.slow)
		}
	}
}

// TestMiddle: it lies among those it is the middle of, and is told only where
// it gives nobody's own figures away.
func TestMiddle(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		requests := rapid.IntRange(0, 4).Draw(t, "requests")
		var cards []Card
		var lowest, highest time.Duration
		counted := 0
		for i := range rapid.IntRange(0, 12).Draw(t, "managers") {
			c := Card{ID: int64(i), Requests: rapid.IntRange(0, 6).Draw(t, "asked"), Median: time.Duration(rapid.IntRange(0, 90).Draw(t, "hours")) * time.Hour,
				Reports: 4, Coverage: rapid.IntRange(0, 100).Draw(t, "coverage")}
			if cards = append(cards, c); c.Requests == 0 || c.Requests < requests {
				continue
			}
			if counted++; counted == 1 {
				lowest, highest = c.Median, c.Median
			}
			lowest, highest = min(lowest, c.Median), max(highest, c.Median)
		}
		m, ok := MiddleOf(cards, requests)
		if ok != (counted >= LeastManagers) {
			t.Fatalf("a middle of %d managers: %v", counted, ok)
		}
		if ok && (m.Managers != counted || m.Median < lowest || m.Median > highest) {
			t.Fatalf("%+v is not between %s and %s", m, lowest, highest)
		}
	})
}

func sprint(ids []int64) string {
	out := "["
	for i, id := range ids {
		if i > 0 {
			out += " "
		}
		out += string(rune('0' + id))
	}
	return out + "]"
}

// TestSheet: by name and not by figures, without whoever asked to stay out.
func TestSheet(t *testing.T) {
	t.Parallel()
	var cards []Card
	for i := range 5 {
		cards = append(cards, Card{ID: int64(i), Requests: 3, Median: time.Duration(i) * time.Hour, Reports: 2, Covered: 1, Coverage: 50})
	}
	rows := []Row{RowOf(Card{Requests: 4, Median: 50 * time.Hour, Reports: 2, Covered: 1, Coverage: 50}, "Vera", "vera@corp.example", "Lyon"),
		RowOf(Card{Coverage: 100}, "Ann", "ann@corp.example", "")}
	got := NewSheet("2026-Q3", rows, cards, 2).Records()
	want := [][]string{{"Ann", "ann@corp.example", "", "0", "", "0", "0", "0", "", "0"}, {"Vera", "vera@corp.example", "Lyon", "4", "50.0", "0", "2", "1", "50", "0"},
		{"middle of all", "", "", "", "2.0", "0", "", "", "50", "0"}, {"left out at their own wish: 2", "", "", "", "", "", "", "", "", ""}}
	if !slices.EqualFunc(got[1:], want, slices.Equal) {
		t.Errorf("got %q", got[1:])
	}
	if few := NewSheet("2026-Q3", nil, cards[:4], 0); few.Middle != nil {
		t.Errorf("the middle of four is told: %+v", few.Middle)
	}
}
