package reach

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var now = time.Date(2026, 11, 23, 7, 30, 0, 0, time.UTC)

func ago(days int) time.Time { return now.AddDate(0, 0, -days) }

func people(places []Place) []int64 {
	var ids []int64
	for _, p := range places {
		ids = append(ids, p.Person)
	}
	return ids
}

func TestRank(t *testing.T) {
	t.Parallel()
	reached := Candidate{Level: 1, Decided: ago(1), Site: "Leeds", Region: "UK", PersonReached: ago(400), SiteReached: ago(30), RegionReached: ago(10)}
	with := func(person int64, change func(*Candidate)) Candidate {
		c := reached
		c.Person, c.Nomination = person, person
		change(&c)
		return c
	}
	same := func(*Candidate) {}
	for name, c := range map[string]struct {
		list []Candidate
		want []int64
	}{
		"nobody": {nil, nil},
		"who was never reached comes before the higher level": {
			[]Candidate{with(1, func(c *Candidate) { c.Level = 3 }), with(2, func(c *Candidate) { c.PersonReached = time.Time{} })}, []int64{2, 1}},
		"a site that nobody reached comes first": {
			[]Candidate{with(1, func(c *Candidate) { c.PersonReached = time.Time{} }),
				with(2, func(c *Candidate) { c.PersonReached, c.SiteReached, c.Site = time.Time{}, time.Time{}, "Lyon" })}, []int64{2, 1}},
		"the night shift of a site whose day shift was reached": {
			[]Candidate{with(1, func(c *Candidate) { c.Level = 2 }), with(2, func(c *Candidate) { c.Shift = "night" })}, []int64{2, 1}},
		"behind the scenes": {[]Candidate{with(1, same), with(2, func(c *Candidate) { c.Support = true })}, []int64{2, 1}},
		"reached last month goes last": {
			[]Candidate{with(1, func(c *Candidate) { c.Level, c.PersonReached = 3, ago(30) }), with(2, same)}, []int64{2, 1}},
		"one person once, with what weighs most": {
			[]Candidate{with(1, same), {Nomination: 9, Person: 1, Level: 2, Decided: ago(5), PersonReached: ago(400)}}, []int64{1}},
		"fresh before old": {[]Candidate{with(1, func(c *Candidate) { c.Decided = ago(9) }), with(2, same)}, []int64{2, 1}},
		"three names are not one team": {
			[]Candidate{with(1, func(c *Candidate) { c.Level = 2 }), with(2, func(c *Candidate) { c.Level = 2 }),
				with(3, func(c *Candidate) { c.Level = 2 }), with(4, func(c *Candidate) { c.Site = "York" })}, []int64{1, 4, 2}},
	} {
		if got := people(Rank(c.list, now, 3)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestReasonsAreSaid(t *testing.T) {
	t.Parallel()
	p := Rank([]Candidate{{Nomination: 1, Person: 1, Site: "Lyon", Support: true, Level: 2, TurnedAround: true, Praised: 4, Decided: ago(1)}}, now, 3)
	want := []Reason{NeverReached, SiteNever, BehindScenes, AboveBeyond, TurnedAround, Often}
	if len(p) != 1 || !slices.Equal(p[0].Reasons, want) {
		t.Errorf("reasons %v, want %v", p, want)
	}
}

// TestFair: whatever else is given, the same deed of somebody who was never
// reached never ranks behind that of somebody who was.
func TestFair(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := Candidate{Nomination: 1, Person: 1, Site: rapid.SampledFrom([]string{"", "Leeds"}).Draw(t, "site"),
			Level: rapid.IntRange(1, 3).Draw(t, "level"), Support: rapid.Bool().Draw(t, "support"), TurnedAround: rapid.Bool().Draw(t, "turned"),
			Praised: rapid.IntRange(1, 5).Draw(t, "praised"), Decided: ago(rapid.IntRange(0, 14).Draw(t, "age")), SiteReached: ago(20)}
		other := c
		other.Nomination, other.Person, other.PersonReached = 2, 2, ago(rapid.IntRange(1, 2000).Draw(t, "reached"))
		if got := Rank([]Candidate{other, c}, now, 1); got[0].Person != 1 {
			t.Fatalf("%+v comes before %+v", other, c)
		}
	})
}

// TestOrderOfInput: the ranking does not depend on how rows come.
func TestOrderOfInput(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Candidate {
			id := rapid.Int64Range(1, 50).Draw(t, "id")
			return Candidate{Nomination: id, Person: id % 20, Level: int(id%3) + 1, Site: string(rune('a' + id%4)), Decided: ago(int(id % 7))}
		}), 0, 30).Draw(t, "list")
		first := people(Rank(list, now, 5))
		slices.Reverse(list)
		if again := people(Rank(list, now, 5)); !slices.Equal(first, again) {
			t.Fatalf("%v, and in another order %v", first, again)
		}
	})
}
