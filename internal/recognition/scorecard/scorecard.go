// Package scorecard tells how managers answer for the recognition of their
// people: how long a question waits for them, what lapsed, how many of their
// reports were recognised, and what they shared for others to learn. It counts
// and ranks, and judges nobody: the letter prints the figures. It knows no
// database and no letter; jobs ask it for the CEO's Monday, for each manager's own
// weekly letter, and for goodword report managers.
package scorecard

import (
	"cmp"
	"slices"
	"time"

	"goodword/internal/recognition"
)

// Question is one request to a manager, and how it ended.
type Question struct {
	Asked    time.Time
	Answered time.Time // by the manager or a delegate, or passed on; zero when not
	Closed   time.Time // when nobody was waited for any more; zero while it waits
	Lapsed   bool      // nobody answered in time
	Dropped  bool      // withdrawn, or another nominee was meant: nobody's fault, not counted
}

// Manager is what is known of one manager.
type Manager struct {
	ID         int64
	Place      recognition.Place // whose business hours count
	Questions  []Question
	Reports    int
	Recognised int // reports recognised within the period
	Lessons    int // shared within the period
}

// Card is one manager's scorecard.
type Card struct {
	ID       int64
	Requests int           // questions that count
	Median   time.Duration // of business hours until an answer; a question that waits counts with its wait so far
	Lapses   int
	Coverage int // per cent of the reports who were recognised; 100 without reports
	Reports  int
	Covered  int
	Lessons  int
}

// Of counts a manager's questions.
func Of(m Manager, now time.Time) Card {
	c := Card{ID: m.ID, Reports: m.Reports, Covered: m.Recognised, Lessons: m.Lessons, Coverage: 100}
	if m.Reports > 0 {
		c.Coverage = 100 * m.Recognised / m.Reports
	}
	var waits []time.Duration
	for _, q := range m.Questions {
		if q.Dropped && q.Answered.IsZero() {
			continue
		}
		end := q.Answered
		if end.IsZero() {
			end = q.Closed
		}
		if end.IsZero() {
			end = now
		}
		if q.Lapsed && q.Answered.IsZero() {
			c.Lapses++
		}
		waits = append(waits, Between(m.Place, q.Asked, end))
	}
	c.Requests = len(waits)
	c.Median = median(waits)
	return c
}

// median is the middle one; of an even number, the mean of the middle two.
func median[T ~int | ~int64](list []T) T {
	if len(list) == 0 {
		return 0
	}
	slices.Sort(list)
	half := len(list) / 2
	if len(list)%2 == 1 {
		return list[half]
	}
	return (list[half-1] + list[half]) / 2
}

// LeastManagers is how many must have a card for a middle to be told: of fewer,
// whoever knows their own figure could work out another's.
const LeastManagers = 5

// Middle is what lies in the middle of all cards, figure by figure: half of them
// stand above, half below. It is no card of anybody.
type Middle struct {
	Managers int // whose cards were counted
	Median   time.Duration
	Lapses   int
	Coverage int // per cent
	Lessons  int
}

// MiddleOf gives the middle of the cards with at least so many requests; false
// where they are fewer than LeastManagers.
func MiddleOf(cards []Card, requests int) (m Middle, ok bool) {
	var waits []time.Duration
	var lapses, coverage, lessons []int
	for _, c := range cards {
		if c.Requests < max(1, requests) {
			continue
		}
		waits, lapses, lessons = append(waits, c.Median), append(lapses, c.Lapses), append(lessons, c.Lessons)
		if c.Reports > 0 {
			coverage = append(coverage, c.Coverage)
		}
	}
	if len(waits) < LeastManagers || len(coverage) < LeastManagers {
		return Middle{}, false
	}
	return Middle{Managers: len(waits), Median: median(waits), Lapses: median(lapses), Coverage: median(coverage), Lessons: median(lessons)}, true
}

// mostDays bounds how far back business hours are counted.
const mostDays = 400

// Between gives the business hours from one moment to another at a place, not
// negative; at most those of mostDays days.
func Between(p recognition.Place, from, to time.Time) time.Duration {
	total := time.Duration(0)
	for day := 0; day < mostDays && from.Before(to); day++ {
		y, m, d := from.In(p.Location).Date()
		at := func(offset int, since time.Duration) time.Time {
			return time.Date(y, m, d+offset, int(since/time.Hour), int(since%time.Hour/time.Minute), 0, 0, p.Location)
		}
		if p.Workday(from) {
			open, end := at(0, p.From), at(0, p.To)
			if open.Before(from) {
				open = from
			}
			if to.Before(end) {
				end = to
			}
			total += max(0, end.Sub(open))
		}
		from = at(1, 0)
	}
	return total
}

// Rank orders the cards of managers with at least so many requests, the quickest
// first: by the median, then fewer lapses, then more reports recognised, then
// more lessons. It gives at most n from either end, the slowest first in slow,
// and nobody in both.
func Rank(cards []Card, requests, n int) (quick, slow []Card) {
	var list []Card
	for _, c := range cards {
		if c.Requests >= requests {
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(a, b Card) int {
		return cmp.Or(cmp.Compare(a.Median, b.Median), a.Lapses-b.Lapses, b.Coverage-a.Coverage, b.Lessons-a.Lessons, cmp.Compare(a.ID, b.ID))
	})
	half := (len(list) + 1) / 2
	quick = list[:min(n, half)]
	slow = slices.Clone(list[max(half, len(list)-n):])
	slices.Reverse(slow)
	return slices.Clone(quick), slow
}
