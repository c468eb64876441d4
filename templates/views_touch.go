package templates

import "time"

// ReachWhy is why a person is on the CEO's shortlist.
type ReachWhy string

const (
	ReachNever      ReachWhy = "never_reached" // no leader has reached this person
	ReachSiteNever  ReachWhy = "site_never"    // nor anybody at their site
	ReachSiteLong   ReachWhy = "site_long"     // nobody at their site for half a year
	ReachShift      ReachWhy = "shift_never"   // nobody of their shift
	ReachRegion     ReachWhy = "region_long"   // nobody in their region for a quarter
	ReachBehind     ReachWhy = "behind_scenes" // customers seldom see what they do
	ReachBottomLine ReachWhy = "bottom_line"
	ReachAbove      ReachWhy = "above_beyond"
	ReachTurned     ReachWhy = "turned_around" // a complaint that ended in praise
	ReachOften      ReachWhy = "often"         // praised three times or more within a year
)

// Reach is somebody whom the CEO might thank in person today.
type Reach struct {
	N          int
	Nominee    Person
	Manager    Person
	Why        []ReachReason // the weightiest first, at most three
	Compliment Compliment
}

// ReachReason is one reason; it carries what its words need.
type ReachReason struct {
	Why     ReachWhy
	Nominee Person
}

// TouchKind is what a leader does in person.
type TouchKind string

const (
	TouchWords TouchKind = "words"
	TouchCall  TouchKind = "call"
	TouchNote  TouchKind = "note"
	TouchVisit TouchKind = "visit"
	TouchOther TouchKind = "other"
)

// Owed is what the CEO promised and has not told to be done.
type Owed struct {
	N       int
	Kind    TouchKind
	Nominee Person
	Site    string
	Since   time.Time
	Days    int // business days
}

// CallCard is what the CEO has at hand for a call.
type CallCard struct {
	Frame
	N          int
	Nominee    Person
	Phone      string // "" when the directory has none
	Manager    Person
	Compliment Compliment
	Behaviour  Behaviour // empty when none was chosen
	Line       Words     // the manager's
	Praised    int       // recognitions within a year, this one included; 0 when it is the only one
	Why        []ReachReason
	There      time.Time // now, by the nominee's clock
	At         time.Time // proposed, by the CEO's clock; it is in the calendar file
	AtThere    time.Time // the same moment, by the nominee's clock
	Elsewhere  bool      // the two clocks differ
}

// NoteCard brings the card for a handwritten note as PDF.
type NoteCard struct {
	Frame
	N          int
	Nominee    Person
	Manager    Person
	Compliment Compliment
	Behaviour  Behaviour // empty when none was chosen
	Line       Words     // the manager's
	Site       string
	Postal     []PostalLine // of the site; empty when nobody imported it
}

// PostalLine is a line of a postal address.
type PostalLine struct{ Text string }

// VisitCard is what the CEO has at hand for a visit: everybody at the site who was praised.
type VisitCard struct {
	Frame
	N      int
	Site   string
	Postal []PostalLine
	People []VisitPerson
	At     time.Time // proposed day
}

// VisitPerson is one of them.
type VisitPerson struct {
	Nominee Person
	Words   Words
}

// OwnWords carries the CEO's own words to somebody who was thanked before.
type OwnWords struct {
	Frame
	Signer     Person
	Own        Words
	Compliment Compliment
}

// Habit is the CEO's monthly look at their own time.
type Habit struct {
	Frame
	Month      time.Time // any moment of the month that is told of
	Done       []HabitCount
	Total      int
	People     int // reached
	Recognised int // people whose work was recognised in the month
	Owed       []Owed
	Letters    int // digests that went out
	Answered   int // and were answered
	Regions    []HabitPlace
	Roles      []HabitRole
	Sites      []HabitSite // with recognitions and no touch for half a year
}

// HabitCount is how often the CEO did one kind of thing.
type HabitCount struct {
	Kind  TouchKind
	Count int
}

// HabitPlace is what was recognised and reached in a region.
type HabitPlace struct {
	Region     string // "" when the directory does not say
	Recognised int
	Reached    int
}

// HabitRole is the same by role.
type HabitRole struct {
	Role       RoleName
	Recognised int
	Reached    int
}

// RoleName is a role in the directory.
type RoleName string

const (
	RoleFrontLine RoleName = "front_line"
	RoleSupport   RoleName = "support"
	RoleManager   RoleName = "manager"
	RoleExecutive RoleName = "executive"
)

// HabitSite is a site that nobody has reached for long.
type HabitSite struct {
	Site       string
	Recognised int
	Never      bool
}

func (CallCard) kind() Letter  { return LetterCallCard }
func (NoteCard) kind() Letter  { return LetterNoteCard }
func (VisitCard) kind() Letter { return LetterVisitCard }
func (OwnWords) kind() Letter  { return LetterOwnWords }
func (Habit) kind() Letter     { return LetterHabit }
