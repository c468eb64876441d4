package figures

import (
	"math"
	"slices"
	"strconv"
)

// LeastPeople is how many people a unit must have to be shown by itself: of
// fewer, a figure would be about persons.
const LeastPeople = 5

// Unit is what was counted of a team or a site.
type Unit struct {
	Name         string  `json:"unit"`
	People       int     `json:"people"`
	Recognitions int     `json:"recognitions"`
	Challenges   int     `json:"challenges"`
	Questions    int     `json:"questions"`                // to whoever approves for its people
	Hours        float64 `json:"median_hours_to_answer"`   // 0 without questions
	Per100       float64 `json:"recognitions_per_100"`     // people
	Praise       int     `json:"praise_of_100"`            // of all that customers and colleagues said; -1 where nothing was said
	MorePraise   Far     `json:"praise_differs,omitempty"` // than chance explains
	BetterTone   Far     `json:"tone_differs,omitempty"`
	Slower       Far     `json:"answer_differs,omitempty"`
}

// Far says on which side of the rest a unit lies: more or less, by more than chance explains.
type Far string

// The sides.
const (
	More Far = "more"
	Less Far = "less"
)

// Variance tells how units differ.
type Variance struct {
	By     string  `json:"by"` // team, site
	Units  []Unit  `json:"units"`
	Small  int     `json:"units_left_out"`         // with fewer than LeastPeople people
	Per100 float64 `json:"recognitions_per_100"`   // over the units that are shown
	Praise int     `json:"praise_of_100"`          // the same; -1 where nothing was said
	Hours  float64 `json:"median_hours_to_answer"` // the middle one of the units
}

const (
	farSteps   = 2 // standard deviations that chance seldom exceeds
	leastSaid  = 5 // of a kind, for a difference to mean anything
	farAnswers = 2 // times as long, or as short
)

// NewVariance compares units. Small ones are left out and counted, also in what
// the others are compared with, so that nothing can be worked out about them.
func NewVariance(by string, units []Unit) Variance {
	v := Variance{By: by}
	var people, praise, challenges int
	var hours []float64
	for _, u := range units {
		if u.People < LeastPeople {
			v.Small++
			continue
		}
		v.Units = append(v.Units, u)
		people, praise, challenges = people+u.People, praise+u.Recognitions, challenges+u.Challenges
		if u.Questions > 0 {
			hours = append(hours, u.Hours)
		}
	}
	if people == 0 {
		return v
	}
	v.Per100, v.Praise = 100*float64(praise)/float64(people), shareOf(praise, challenges)
	if slices.Sort(hours); len(hours) > 0 {
		v.Hours = (hours[(len(hours)-1)/2] + hours[len(hours)/2]) / 2
	}
	for i := range v.Units {
		u := &v.Units[i]
		u.Per100, u.Praise = 100*float64(u.Recognitions)/float64(u.People), shareOf(u.Recognitions, u.Challenges)
		expected := float64(praise) * float64(u.People) / float64(people)
		if expected >= leastSaid || u.Recognitions >= leastSaid {
			u.MorePraise = far(float64(u.Recognitions), expected, expected)
		}
		if said := u.Recognitions + u.Challenges; said >= leastSaid {
			share := float64(praise) / float64(praise+challenges)
			u.BetterTone = far(float64(u.Recognitions), share*float64(said), float64(said)*share*(1-share))
		}
		if u.Questions >= leastSaid && v.Hours > 0 {
			switch {
			case u.Hours >= farAnswers*v.Hours:
				u.Slower = More
			case farAnswers*u.Hours <= v.Hours:
				u.Slower = Less
			}
		}
	}
	return v
}

func shareOf(praise, challenges int) int {
	if praise+challenges == 0 {
		return -1
	}
	return Share(praise, praise+challenges)
}

// far says whether a count lies further from what is expected than chance explains.
func far(count, expected, variance float64) Far {
	if math.Abs(count-expected) <= farSteps*math.Sqrt(variance) {
		return ""
	}
	if count > expected {
		return More
	}
	return Less
}

// Records gives the comparison as rows of a CSV file.
func (v Variance) Records() [][]string {
	n := strconv.Itoa
	one := func(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }
	out := [][]string{{"by", "unit", "people", "recognitions", "recognitions_per_100", "challenges", "praise_of_100", "median_hours_to_answer", "praise_differs", "tone_differs", "answer_differs"}}
	for _, u := range v.Units {
		out = append(out, []string{v.By, u.Name, n(u.People), n(u.Recognitions), one(u.Per100), n(u.Challenges), n(u.Praise), one(u.Hours), string(u.MorePraise), string(u.BetterTone), string(u.Slower)})
	}
	return append(out, []string{v.By, "left out: fewer than " + n(LeastPeople) + " people", "", "", "", "", "", "", "", "", n(v.Small)})
}
