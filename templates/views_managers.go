package templates

import "time"

// ManagerWeek is a manager's weekly letter about their own team. Waits and
// Challenges are numbered together; an answer names the number.
type ManagerWeek struct {
	Frame
	Week       time.Time // its Monday
	Waits      []ManagerWaits
	Lapsed     []ManagerLapsed
	Challenges []ManagerChallenge // told, and not talked about yet
	Praise     []ManagerPraise
	Unseen     []Unseen // not recognised for 90 days
	Private    int      // more of them, who stay out of statistics by name
	Lessons    []Learned
	Card       *Scorecard // nil where the reader was seldom asked
}

// Scorecard is the reader's own figures over three months.
type Scorecard struct {
	Hours   int // working hours until an answer, the median; 0 is less than one
	Lapses  int
	Reports int
	Covered int // reports who were recognised
	Lessons int
	All     *ScorecardOfAll // nil where there are too few managers to tell it
}

// ScorecardOfAll is the middle of all managers, figure by figure.
type ScorecardOfAll struct {
	Hours   int
	Lapses  int
	Covered int // per cent of the reports
	Lessons int
}

// ManagerWaits is a nomination that waits for the reader.
type ManagerWaits struct {
	N          int
	Nominee    Person
	Nominator  Person // empty when the customer wrote directly
	Compliment Compliment
	Days       int // business days
}

// ManagerLapsed is a nomination that nobody answered in time.
type ManagerLapsed struct {
	Nominee Person
	At      time.Time
}

// ManagerChallenge is a challenge that the reader has not talked about yet.
type ManagerChallenge struct {
	N         int
	Employee  *Person // nil when the words name nobody for sure
	Words     Words
	Lang      string
	Behaviour string // its name, "" when the words point to none
	Days      int
}

// ManagerPraise is a recognition of somebody in the reader's team.
type ManagerPraise struct {
	Nominee    Person
	Behaviour  string
	Compliment Compliment
}

// Unseen is a report who was not recognised for 90 days.
type Unseen struct {
	Person Person
	Never  bool
}

// Learned is a lesson that another manager shared, with the story.
type Learned struct {
	Lesson    Words
	Manager   Person // empty when the manager stays out of stories
	Nominee   Person // empty when the nominee does
	Behaviour string
	Words     Words
	Lang      string
}

// Theme is what critical words are about, for the questions to talk about.
type Theme string

const (
	ThemeSpeed     Theme = "speed"
	ThemeKindness  Theme = "kindness"
	ThemeListening Theme = "listening"
	ThemeOwnership Theme = "ownership"
	ThemeExpertise Theme = "expertise"
	ThemeHonesty   Theme = "honesty"
	ThemeTeamwork  Theme = "teamwork"
)

// EmployeeMonth tells an employee what customers said of them in a month.
type EmployeeMonth struct {
	Frame
	Month  time.Time // any moment of it
	Praise []MonthPraise
	Asks   int // how many of them the letter asks about: may others read of it?
	Seen   []MonthSeen
	Talked []MonthTalked
}

// MonthPraise is what the reader was thanked for.
type MonthPraise struct {
	Behaviour  Behaviour // empty when none was chosen
	Compliment Compliment
	Beside     *Person // whom the words are about, where the reader helped beside them
	N          int     // by which the reader says whether others may read of it; 0 where nobody asks
}

// MonthSeen is a behaviour that others saw in the reader within a year.
type MonthSeen struct {
	Behaviour string // its name
	Times     int
}

// MonthTalked is a challenge about which the reader's manager has talked with them.
type MonthTalked struct {
	Words     Words
	Lang      string
	Behaviour string // its name, "" when the words point to none
	Manager   Person // who talked with them
	At        time.Time
}

// Answering is a manager's figures over three months.
type Answering struct {
	Manager Person
	Hours   int // business hours until an answer, the median; 0 is less than one
	Lapses  int
	Reports int
	Covered int // reports who were recognised
	Lessons int
}

func (ManagerWeek) kind() Letter   { return LetterManagerWeek }
func (EmployeeMonth) kind() Letter { return LetterEmployeeMonth }
