// Package reach ranks whom a leader should thank in person today, by what
// happened and by fairness: whoever no leader has reached comes first. Every
// place in the ranking has its reasons, and the letter prints them. It knows no
// database and no letter; jobs asks it for the daily shortlist.
package reach

import (
	"cmp"
	"slices"
	"time"
)

// Reason is why somebody is on the shortlist, or further down.
type Reason string

const (
	NeverReached Reason = "never_reached" // no leader has ever reached this person
	SiteNever    Reason = "site_never"    // nor anybody at their site
	SiteLong     Reason = "site_long"     // nobody at their site for half a year
	ShiftNever   Reason = "shift_never"   // nobody of their shift at that site
	RegionLong   Reason = "region_long"   // nobody in their region for a quarter
	BehindScenes Reason = "behind_scenes" // a supporting role, which customers seldom see
	BottomLine   Reason = "bottom_line"   // level three
	AboveBeyond  Reason = "above_beyond"  // level two
	TurnedAround Reason = "turned_around" // the customer had reason to complain, and praises
	Often        Reason = "often"         // praised three times or more within a year
	Recently     Reason = "recently"      // reached within three months: others first
)

// Candidate is a recognition that a leader may answer in person. Zero times say never.
type Candidate struct {
	Nomination    int64
	Person        int64
	Site, Region  string
	Shift         string // "" when the directory does not say
	Support       bool
	Level         int  // 1 to 3
	TurnedAround  bool // praise and challenge in one mail
	Decided       time.Time
	Praised       int // recognitions within a year
	PersonReached time.Time
	SiteReached   time.Time
	ShiftReached  time.Time
	RegionReached time.Time
}

// Place is a candidate in the ranking.
type Place struct {
	Candidate
	Reasons []Reason // the weightiest first; what speaks against is not among them
	score   int
}

const (
	day     = 24 * time.Hour
	quarter = 91 * day
	half    = 182 * day
)

// Rank gives the n candidates that should come first. A person comes once, with
// their newest recognition; a second one from the same site comes after first
// ones from others, so that three names are not one team.
func Rank(candidates []Candidate, now time.Time, n int) []Place {
	newest := map[int64]Candidate{}
	for _, c := range candidates {
		if had, ok := newest[c.Person]; !ok || better(c, had) {
			newest[c.Person] = c
		}
	}
	places := make([]Place, 0, len(newest))
	for _, c := range newest {
		places = append(places, weigh(c, now))
	}
	slices.SortFunc(places, order)
	return spread(places, n)
}

func better(a, b Candidate) bool {
	if a.Level != b.Level {
		return a.Level > b.Level
	}
	if !a.Decided.Equal(b.Decided) {
		return a.Decided.After(b.Decided)
	}
	return a.Nomination > b.Nomination
}

func order(a, b Place) int {
	return cmp.Or(b.score-a.score, b.Decided.Compare(a.Decided), cmp.Compare(a.Nomination, b.Nomination))
}

// sameSite is what a second name from one site costs: more than one reason of
// what happened, less than never having been reached.
const sameSite = 25

// spread takes the best one after another; each taken pushes its site's others back.
func spread(places []Place, n int) []Place {
	var chosen []Place
	taken := map[string]int{}
	for len(chosen) < n && len(places) > 0 {
		best := 0
		for i := range places {
			if places[i].score-sameSite*taken[places[i].Site] > places[best].score-sameSite*taken[places[best].Site] {
				best = i
			}
		}
		p := places[best]
		places = slices.Delete(places, best, best+1)
		chosen = append(chosen, p)
		if p.Site != "" {
			taken[p.Site]++
		}
	}
	return chosen
}

// weigh adds up what speaks for a candidate. Fairness weighs more than any one
// deed: never having been reached counts as much as the highest level and a
// customer won back together.
func weigh(c Candidate, now time.Time) Place {
	p := Place{Candidate: c}
	type part struct {
		reason Reason
		weight int
		holds  bool
	}
	parts := []part{
		{NeverReached, 40, c.PersonReached.IsZero()},
		{SiteNever, 30, c.Site != "" && c.SiteReached.IsZero()},
		{SiteLong, 20, c.Site != "" && !c.SiteReached.IsZero() && now.Sub(c.SiteReached) > half},
		{ShiftNever, 18, c.Shift != "" && c.ShiftReached.IsZero() && !c.SiteReached.IsZero()},
		{RegionLong, 8, c.Region != "" && !c.SiteReached.IsZero() && now.Sub(c.RegionReached) > quarter},
		{BehindScenes, 15, c.Support},
		{BottomLine, 24, c.Level >= 3},
		{AboveBeyond, 14, c.Level == 2},
		{TurnedAround, 12, c.TurnedAround},
		{Often, 10, c.Praised >= 3},
		{Recently, -50, !c.PersonReached.IsZero() && now.Sub(c.PersonReached) < quarter},
	}
	slices.SortStableFunc(parts, func(a, b part) int { return b.weight - a.weight })
	for _, x := range parts {
		if !x.holds {
			continue
		}
		p.score += x.weight
		if x.weight > 0 {
			p.Reasons = append(p.Reasons, x.reason)
		}
	}
	p.score -= int(now.Sub(c.Decided) / day) // what is fresh is remembered
	return p
}
