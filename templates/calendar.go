package templates

import (
	"time"

	ics "github.com/arran4/golang-ical"
)

// Appointment is a proposal that a leader may take into their calendar.
type Appointment struct {
	ID      string // the same for the same proposal, so that a second file replaces the first
	Title   string
	Place   string
	Notes   string
	Start   time.Time
	Length  time.Duration // 0: the whole day
	Written time.Time     // when the proposal was made
}

// Calendar writes a proposal as a file that every calendar opens (RFC 5545). It
// invites nobody and asks for no answer; METHOD is PUBLISH (RFC 5546, 3.2.1).
func Calendar(a Appointment) []byte {
	c := ics.NewCalendarFor("goodword")
	c.SetMethod(ics.MethodPublish)
	e := c.AddEvent(a.ID)
	e.SetDtStampTime(a.Written)
	e.SetSummary(trusted(a.Title))
	if a.Place != "" {
		e.SetLocation(trusted(a.Place))
	}
	if a.Notes != "" {
		e.SetDescription(trusted(a.Notes))
	}
	e.SetStatus(ics.ObjectStatusTentative)
	if a.Length == 0 {
		e.SetAllDayStartAt(a.Start)
		e.SetAllDayEndAt(a.Start.AddDate(0, 0, 1))
	} else {
		e.SetStartAt(a.Start)
		e.SetEndAt(a.Start.Add(a.Length))
	}
	return []byte(c.Serialize(ics.WithNewLineWindows))
}
