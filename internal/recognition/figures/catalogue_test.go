package figures

import (
	"reflect"
	"testing"
	"time"

	"goodword/internal/recognition/behaviour"
)

func TestMatrix(t *testing.T) {
	t.Parallel()
	c, problems := behaviour.Read([]byte(`version = 1
[[touchpoint]]
id = "desk"
name = { en = "At the desk" }
[[touchpoint]]
id = "phone"
name = { en = "On the phone" }
[[behaviour]]
id = "ownership"
number = 1
touchpoints = ["desk", "phone"]
name = { en = "Ownership" }
words = { en = "You did." }
[[behaviour]]
id = "speed"
number = 2
touchpoints = ["phone"]
name = { en = "Speed" }
words = { en = "You did." }
[[behaviour]]
id = "kindness"
number = 3
name = { en = "Kindness" }
words = { en = "You did." }
`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	day := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)
	m := NewMatrix(c, []Seen{{"desk", "ownership", 2, day}, {"", "speed", 1, day}, {"", "kindness", 3, day}, {"gone", "ownership", 1, day}, {"desk", "unknown", 9, day}}, day, day, "en")
	counts := map[string][]int{}
	for _, r := range m.Rows {
		for _, cell := range r.Cells {
			counts[r.Touchpoint] = append(counts[r.Touchpoint], cell.Count)
		}
	}
	if want := map[string][]int{"At the desk": {2, 0, 0}, "On the phone": {0, 1, 0}, "": {1, 0, 3}}; !reflect.DeepEqual(counts, want) {
		t.Errorf("counted %v, want %v", counts, want)
	}
	if gaps, want := m.Gaps(), []Gap{{"At the desk", []string{"Kindness"}}, {"On the phone", []string{"Ownership", "Kindness"}}}; !reflect.DeepEqual(gaps, want) {
		t.Errorf("gaps are %v, want %v", gaps, want)
	}
	if m.Rows[0].Cells[1].Expected {
		t.Error("speed is expected at the desk")
	}
	if n := len(m.Records()); n != 1+2+3+2 {
		t.Errorf("%d records: %v", n, m.Records())
	}
	if gaps := NewMatrix(c, nil, day, day, "en").Gaps(); len(gaps) > 0 {
		t.Errorf("seen nowhere is told of by itself, and not as %v", gaps)
	}
}

func TestVariance(t *testing.T) {
	t.Parallel()
	v := NewVariance("team", []Unit{
		{Name: "Desk", People: 40, Recognitions: 40, Challenges: 4, Questions: 20, Hours: 6},
		{Name: "Kitchen", People: 40, Recognitions: 8, Challenges: 1, Questions: 8, Hours: 30},
		{Name: "Drivers", People: 20, Recognitions: 12, Challenges: 14, Questions: 3, Hours: 9},
		{Name: "Board", People: 4, Recognitions: 90, Challenges: 90, Questions: 9, Hours: 500},
		{Name: "Cellar", People: LeastPeople},
	})
	if v.Small != 1 || len(v.Units) != 4 {
		t.Fatalf("%d left out, %d shown", v.Small, len(v.Units))
	}
	far := map[string][3]Far{}
	for _, u := range v.Units {
		far[u.Name] = [3]Far{u.MorePraise, u.BetterTone, u.Slower}
	}
	want := map[string][3]Far{"Desk": {More, More, ""}, "Kitchen": {Less, "", More}, "Drivers": {"", Less, ""}, "Cellar": {"", "", ""}}
	if !reflect.DeepEqual(far, want) {
		t.Errorf("differ as %v, want %v", far, want)
	}
	if v.Hours != 9 || v.Praise != 76 || v.Per100 < 57 || v.Per100 > 57.2 {
		t.Errorf("compared with %v h, %d of 100, %v per 100: small units must not count", v.Hours, v.Praise, v.Per100)
	}
	if u := v.Units[3]; u.Praise != -1 || u.Per100 != 0 {
		t.Errorf("of a unit of which nothing was said: %+v", u)
	}
	if none := NewVariance("site", []Unit{{Name: "X", People: 1, Recognitions: 5}}); len(none.Units) != 0 || none.Small != 1 || none.Per100 != 0 {
		t.Errorf("only small units: %+v", none)
	}
}
