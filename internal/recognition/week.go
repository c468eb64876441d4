package recognition

import (
	"fmt"
	"strings"
	"time"
)

// Week are the days of a week on which somebody works, one bit for each
// weekday. The zero value is Monday to Friday.
type Week uint8

const usualWeek Week = 1<<time.Monday | 1<<time.Tuesday | 1<<time.Wednesday | 1<<time.Thursday | 1<<time.Friday

// Has says whether a weekday is one of them.
func (w Week) Has(d time.Weekday) bool {
	if w == 0 {
		w = usualWeek
	}
	return w&(1<<d) != 0
}

// String writes them as "Mon-Fri", or "Mon,Wed,Thu".
func (w Week) String() string {
	if w == 0 {
		w = usualWeek
	}
	first := time.Monday // where a run begins, so that Sunday to Thursday is one
	for d := range time.Weekday(7) {
		if w.Has(d) && !w.Has((d+6)%7) {
			first = d
			break
		}
	}
	var days []string
	for i := range time.Weekday(7) {
		if d := (first + i) % 7; w.Has(d) {
			days = append(days, d.String()[:3])
		}
	}
	last := (first + time.Weekday(len(days)) - 1) % 7
	if len(days) > 2 && days[len(days)-1] == last.String()[:3] {
		return days[0] + "-" + days[len(days)-1]
	}
	return strings.Join(days, ",")
}

// ParseWeek reads working days such as "Sun-Thu" or "Mon, Tue, Thu-Sat", in
// English, whole names or the first three letters.
func ParseWeek(s string) (Week, error) {
	var w Week
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune(",; ", r) }) {
		from, to, run := strings.Cut(part, "-")
		first, ok := weekday(from)
		last, good := first, ok
		if run {
			last, good = weekday(to)
		}
		if !ok || !good {
			return 0, fmt.Errorf("%q are no working days; expected days such as Sun-Thu or Mon,Tue,Thu", s)
		}
		for d := first; ; d = (d + 1) % 7 {
			w |= 1 << d
			if d == last {
				break
			}
		}
	}
	if w == 0 {
		return 0, fmt.Errorf("%q names no working day; expected days such as Sun-Thu or Mon,Tue,Thu", s)
	}
	return w, nil
}

func weekday(s string) (time.Weekday, bool) {
	for d := range time.Weekday(7) {
		if name := d.String(); strings.EqualFold(s, name) || strings.EqualFold(s, name[:3]) {
			return d, true
		}
	}
	return 0, false
}
