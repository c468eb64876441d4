package templates

import "time"

// Statement tells the CEO once a month what was sent in their name. It names no
// customer: the copy in a mailbox is out of reach for forgetting.
type Statement struct {
	Frame
	Month    time.Time // the first day of the month it is about
	Year     string
	Sent     []InYourName
	More     int // letters that only the table attached names
	Counts   StatementCounts
	Paused   *Pause
	Entries  int    // of the audit log
	Audit    string // its head, hexadecimal
	Attached bool   // a table of all letters is attached
}

// InYourName is one letter over the reader's name.
type InYourName struct {
	Number     string
	Nominee    Person
	Behaviour  Behaviour // zero when none was named
	Own        bool      // the reader's own words, beside the thank-you
	By         Person    // who approved it
	OnBehalfOf Person    // for whom, when they stood in
	At         time.Time
	How        StatementState
}

// StatementState is what became of a letter.
type StatementState string

// What became of a letter over the CEO's name.
const (
	SentTaken   StatementState = "taken"   // the relay took it
	SentBounced StatementState = "bounced" // and it came back
	SentRefused StatementState = "refused" // the relay did not take it
	SentUnknown StatementState = "unknown" // nobody knows
)

// StatementCounts is the month in numbers; Held and Waiting are as of now.
type StatementCounts struct {
	Taken, Bounced, Refused, Unknown, Held, Waiting, Pauses int
}

func (Statement) kind() Letter { return LetterStatement }

// sampleStatements are a usual month, one with more letters than fit, and one without any.
func sampleStatements() []View {
	s := Statement{
		Frame: sampleFrame(sampleCEO, ""),
		Month: time.Date(2026, time.October, 1, 0, 0, 0, 0, sampleZone), Year: "2026",
		Sent: []InYourName{
			{"GW-1012", sampleNominee, sampleBehaviours[0], false, sampleManager, Person{}, time.Date(2026, time.October, 5, 12, 31, 0, 0, sampleZone), SentTaken},
			{"GW-1015", sampleCook, Behaviour{}, false, sampleSecond, sampleCookBoss, time.Date(2026, time.October, 12, 13, 2, 0, 0, sampleZone), SentTaken},
			{"GW-1015", sampleCook, Behaviour{}, true, sampleSecond, sampleCookBoss, time.Date(2026, time.October, 13, 9, 40, 0, 0, sampleZone), SentTaken},
			{"GW-1019", sampleColleague, sampleBehaviours[3], false, sampleSecond, Person{}, time.Date(2026, time.October, 20, 12, 30, 0, 0, sampleZone), SentBounced},
			{"GW-1021", sampleNamesake, sampleBehaviours[1], false, sampleManager, Person{}, time.Date(2026, time.October, 27, 12, 30, 0, 0, sampleZone), SentUnknown},
		},
		Counts:  StatementCounts{Taken: 3, Bounced: 1, Unknown: 1, Held: 1, Pauses: 1},
		Entries: 412, Audit: "9f2c41d07be8a35e6b1d90c3f7a24e58d1c06b93ae7f42508c9d13e6a75b20f4",
	}
	many := s
	many.Sent, many.More, many.Attached, many.Counts = s.Sent[:2], 58, true, StatementCounts{Taken: 59, Refused: 1, Waiting: 4}
	many.Paused = &Pause{sampleCEO, sampleTime(1, 7, 10)}
	none := Statement{Frame: s.Frame, Month: s.Month, Year: s.Year, Entries: 12, Audit: s.Audit}
	return []View{s, many, none}
}
