package recognition

import "time"

// Place is where somebody works, as far as hours and days go: on the days of
// Week but for those of Free, between From and To, on the clocks of Location.
type Place struct {
	Location *time.Location
	From, To time.Duration     // since midnight of wall time, such as 9 h and 17 h
	Week     Week              // zero: Monday to Friday
	Free     map[string]string // holidays: the date as 2026-12-25, and its name

	Calendar *Calendar // what holds at other places of the company; nil: nothing is known
}

// PlaceOf gives the place of a person whose time zone is named zone; an unknown
// zone falls back to the company's own.
func PlaceOf(zone string, company Place) Place {
	if loc, err := time.LoadLocation(zone); zone != "" && err == nil {
		company.Location = loc
	}
	return company
}

// Workday says whether the date of t at p is a working day.
func (p Place) Workday(t time.Time) bool {
	t = t.In(p.Location)
	if !p.Week.Has(t.Weekday()) {
		return false
	}
	_, free := p.Free[t.Format(time.DateOnly)]
	return !free
}

// OpensWeek says whether the date of t at p is the first working day of its
// week, which begins on Monday: that is where what comes once a week belongs.
func (p Place) OpensWeek(t time.Time) bool {
	t = t.In(p.Location)
	y, m, d := t.Date()
	for back := (int(t.Weekday()) + 6) % 7; back > 0; back-- {
		if p.Workday(time.Date(y, m, d-back, 12, 0, 0, 0, p.Location)) {
			return false
		}
	}
	return p.Workday(t)
}

// at gives the moment of wall time d on the date of t, right through DST.
func (p Place) at(t time.Time, d time.Duration) time.Time {
	y, m, day := t.In(p.Location).Date()
	hour, minute := int(d/time.Hour), int(d%time.Hour/time.Minute)
	at := time.Date(y, m, day, hour, minute, 0, 0, p.Location)
	if at.Day() != day && hour == 0 { // midnight is left out where summer time begins at it: Santiago, Havana, the Azores
		return time.Date(y, m, day, 1, minute, 0, 0, p.Location)
	}
	return at
}

// nextDay gives when the day after t's begins; it is always later than t.
func (p Place) nextDay(t time.Time) time.Time {
	y, m, d := t.In(p.Location).Date()
	return p.at(time.Date(y, m, d+1, 12, 0, 0, 0, p.Location), 0)
}

// BusinessDays gives the moment n business days after t, at the same time of
// day. A start outside working days counts from the next working day's opening.
func (p Place) BusinessDays(t time.Time, n int) time.Time {
	t = t.In(p.Location)
	for !p.Workday(t) {
		t = p.at(p.nextDay(t), p.From)
	}
	y, m, d := t.Date()
	hour, minute, second := t.Clock() // of the start: a night without this hour must not shift the days after
	for n > 0 {
		d++
		if p.Workday(time.Date(y, m, d, 12, 0, 0, 0, p.Location)) {
			n--
		}
	}
	return time.Date(y, m, d, hour, minute, second, 0, p.Location)
}

// WorkingHours gives the moment at which d of working time has passed since t.
func (p Place) WorkingHours(t time.Time, d time.Duration) time.Time {
	for {
		open, end := p.at(t, p.From), p.at(t, p.To)
		if !p.Workday(t) || !t.Before(end) {
			t = p.at(p.nextDay(t), p.From)
			continue
		}
		if t.Before(open) {
			t = open
		}
		if left := end.Sub(t); d > left {
			d -= left
			t = p.at(p.nextDay(t), p.From)
			continue
		}
		return t.Add(d).In(p.Location)
	}
}

// DaysWaited counts the business days that began between since and now.
func (p Place) DaysWaited(since, now time.Time) int {
	n := 0
	for t := p.nextDay(since); !t.After(now); t = p.nextDay(t) {
		if p.Workday(t) {
			n++
		}
	}
	return n
}

// Date gives the calendar date of t at p, as year-month-day.
func (p Place) Date(t time.Time) string { return t.In(p.Location).Format(time.DateOnly) }

// TimeOfDay says how long t's date has lasted by the clock on the wall.
func (p Place) TimeOfDay(t time.Time) time.Duration {
	t = t.In(p.Location)
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute + time.Duration(t.Second())*time.Second
}
