package directory

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ahead is for how many years from now days that come again are written down.
const ahead = 3

// mostOfAWeek is how many days of every week may be holidays; more is likelier
// somebody's calendar than the company's.
const mostOfAWeek = 2

// recurrence is a rule by which a whole day comes again (RRULE, RFC 5545 section
// 3.3.10), as far as holidays need one: every so many years, months or weeks.
type recurrence struct {
	text      string
	every     string // YEARLY, MONTHLY or WEEKLY
	step      int
	count     int       // 0: without an end
	until     time.Time // the last day it may come
	months    []int
	monthDays []int // from the month's end where negative
	days      []nthDay
	begin     time.Weekday // of a week
}

// nthDay is a day of the week, in a month or a year the nth of them, from its
// end where negative; 0 for each.
type nthDay struct {
	nth int
	day time.Weekday
}

// parseRecurrence reads a rule; now bounds one that has no end. Errors say what to do.
func parseRecurrence(text string, now time.Time) (recurrence, error) {
	r := recurrence{text: text, step: 1, until: time.Date(now.Year()+ahead, 12, 31, 0, 0, 0, 0, time.UTC), begin: time.Monday}
	for part := range strings.SplitSeq(text, ";") {
		key, value, _ := strings.Cut(part, "=")
		if err := r.set(key, value); err != nil {
			return r, err
		}
	}
	switch {
	case r.every == "":
		return r, fmt.Errorf("the rule %s does not say how often (FREQ)", text)
	case r.wholeDays() > mostOfAWeek && len(r.monthDays) == 0:
		return r, fmt.Errorf("the rule %s takes %d days of every week: say who works when by places.working_days", text, r.wholeDays())
	case r.every == "WEEKLY" && len(r.monthDays) > 0, r.every == "WEEKLY" && slices.ContainsFunc(r.days, func(d nthDay) bool { return d.nth != 0 }):
		return r, fmt.Errorf("the rule %s asks of a week what only months have", text)
	}
	return r, nil
}

// wholeDays is how many days of each week BYDAY names.
func (r recurrence) wholeDays() (n int) {
	for _, d := range r.days {
		if d.nth == 0 {
			n++
		}
	}
	return n
}

func (r *recurrence) set(key, value string) (err error) {
	switch key {
	case "FREQ":
		if r.every = value; value != "YEARLY" && value != "MONTHLY" && value != "WEEKLY" {
			return fmt.Errorf("it comes again by the rule %s; days come again YEARLY, MONTHLY or WEEKLY: write its days out", r.text)
		}
	case "INTERVAL":
		r.step, err = within(value, 1, 999)
	case "COUNT":
		r.count, err = within(value, 1, 99999)
	case "UNTIL":
		var end time.Time
		if end, err = time.Parse("20060102", value[:min(8, len(value))]); err == nil && end.Before(r.until) {
			r.until = end
		}
	case "BYMONTH":
		r.months, err = eachWithin(value, 1, 12)
	case "BYMONTHDAY":
		r.monthDays, err = eachWithin(value, -31, 31)
	case "BYDAY":
		for d := range strings.SplitSeq(value, ",") {
			one, wrong := parseNthDay(d)
			if wrong != nil {
				return fmt.Errorf("the rule %s: %w", r.text, wrong)
			}
			r.days = append(r.days, one)
		}
	case "WKST":
		var first nthDay
		first, err = parseNthDay(value)
		r.begin = first.day
	default:
		return fmt.Errorf("it comes again by the rule %s, of which %s is not understood: write its days out", r.text, key)
	}
	if err != nil {
		return fmt.Errorf("the rule %s: %s=%s cannot be read", r.text, key, value)
	}
	return nil
}

func within(text string, least, most int) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most || n == 0 {
		return 0, fmt.Errorf("%q is not between %d and %d", text, least, most)
	}
	return n, nil
}

func eachWithin(text string, least, most int) (all []int, err error) {
	for part := range strings.SplitSeq(text, ",") {
		n, err := within(part, least, most)
		if err != nil {
			return nil, err
		}
		all = append(all, n)
	}
	return all, nil
}

// parseNthDay reads MO, 4TH or -1MO.
func parseNthDay(text string) (nthDay, error) {
	const names = "SUMOTUWETHFRSA"
	if len(text) < 2 {
		return nthDay{}, fmt.Errorf("%q is no day of a week", text)
	}
	nth, name := text[:len(text)-2], text[len(text)-2:]
	at := strings.Index(names, name)
	if at < 0 || at%2 != 0 {
		return nthDay{}, fmt.Errorf("%q is no day of a week", text)
	}
	d := nthDay{day: time.Weekday(at / 2)}
	if nth == "" {
		return d, nil
	}
	var err error
	if d.nth, err = within(nth, -53, 53); err != nil {
		return d, fmt.Errorf("%q is no day of a month: %w", text, err)
	}
	return d, nil
}

// on gives the days on which what began on a day comes by the rule, from a day
// on; that first day is always one of them. They are looked for day by day.
func (r recurrence) on(begins, from time.Time) (all []time.Time) {
	n := 0
	for d := begins; !d.After(r.until) && (r.count == 0 || n < r.count); d = d.AddDate(0, 0, 1) {
		if !d.Equal(begins) && !r.has(d, begins) {
			continue
		}
		n++
		if !d.Before(from) {
			all = append(all, d)
		}
	}
	return all
}

// has says whether a day after the first is one of the rule's.
func (r recurrence) has(d, begins time.Time) bool {
	months := (d.Year()-begins.Year())*12 + int(d.Month()) - int(begins.Month())
	switch r.every {
	case "WEEKLY":
		if days := int(r.weekOf(d).Sub(r.weekOf(begins)).Hours()) / 24; days/7%r.step != 0 {
			return false
		}
		return r.inMonth(d) && r.weekday(d, d.Weekday() == begins.Weekday())
	case "MONTHLY":
		return months%r.step == 0 && r.inMonth(d) && r.ofMonth(d, d.Day() == begins.Day())
	}
	if (d.Year()-begins.Year())%r.step != 0 || !r.inMonth(d) {
		return false
	}
	if len(r.months) == 0 && len(r.monthDays) == 0 && len(r.days) == 0 {
		return d.Month() == begins.Month() && d.Day() == begins.Day()
	}
	return r.ofMonth(d, d.Day() == begins.Day())
}

// ofMonth asks the rule's days; without any it is as the first day was.
func (r recurrence) ofMonth(d time.Time, asFirst bool) bool {
	if len(r.monthDays) == 0 {
		return r.weekday(d, asFirst)
	}
	left := d.Day() - 1 - lastOf(d) // -1 on the last of the month
	return (slices.Contains(r.monthDays, d.Day()) || slices.Contains(r.monthDays, left)) && r.weekday(d, true)
}

func (r recurrence) inMonth(d time.Time) bool {
	return len(r.months) == 0 || slices.Contains(r.months, int(d.Month()))
}

// weekday asks BYDAY; without any it is otherwise.
func (r recurrence) weekday(d time.Time, otherwise bool) bool {
	if len(r.days) == 0 {
		return otherwise
	}
	at, of := d.Day(), lastOf(d) // within the month, or within the year where the rule names no month
	if r.every == "YEARLY" && len(r.months) == 0 {
		at, of = d.YearDay(), time.Date(d.Year(), 12, 31, 0, 0, 0, 0, time.UTC).YearDay()
	}
	return slices.ContainsFunc(r.days, func(n nthDay) bool {
		return n.day == d.Weekday() && (n.nth == 0 || n.nth == (at-1)/7+1 || n.nth == -((of-at)/7+1))
	})
}

func (r recurrence) weekOf(d time.Time) time.Time {
	return d.AddDate(0, 0, -(int(d.Weekday()-r.begin)+7)%7)
}

// lastOf is the number of the last day of a day's month.
func lastOf(d time.Time) int { return time.Date(d.Year(), d.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day() }
