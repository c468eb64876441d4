package templates

import "time"

// Stories is the weekly letter to a list: recognitions that everybody concerned
// agreed to have told, and what all teams are asked to try.
type Stories struct {
	Frame
	Week      time.Time // any moment of it
	Stories   []Story
	People    []Person // whom the stories are about; Render gathers them
	Challenge *WeeklyChallenge
	Result    *WeeklyResult
	Page      string // where the stories page is in the reader's language, as one types it: no letter has a link; "" for nowhere
}

func (s Stories) prepared() View {
	s.People = nil
	for _, story := range s.Stories {
		s.People = append(s.People, story.Nominee)
	}
	return s
}

// Story is a recognition made fit to share, in the customer's own sentences.
type Story struct {
	Nominee   Person
	Behaviour string // its name, "" when none was chosen
	Situation Words  // "" when there is none
	Action    Words
	Result    Words // "" when there is none
	Lang      string
	Line      Words  // the manager's
	Manager   Person // who wrote it; empty where they are not to be named
	Lesson    Words
	Teacher   Person // whose lesson it is, where it is not whose line it is
}

// WeeklyChallenge is what the CPO asks all teams to try.
type WeeklyChallenge struct {
	Words  Words
	Signer Person
}

// WeeklyResult is what came of the last one.
type WeeklyResult struct {
	Words  Words // the challenge's
	Came   Words // what the CPO says came of it, "" for nothing
	Signer Person
	Count  int // recognitions since it was told
}

// StorySource is on whose word a story stands beside the nominee's.
type StorySource string

const (
	StoryAgreed    StorySource = "agreed"    // the customer said yes
	StoryPassedOn  StorySource = "passed_on" // a colleague passed the words on, and nobody asked the customer
	StoryColleague StorySource = "colleague" // a colleague's own words
)

// StoryReady is a recognition that waits for the CPO to have it told.
type StoryReady struct {
	N         int
	Nominee   Person
	Behaviour string
	Source    StorySource
	Words     Words // all that would be told of the mail
	Lang      string
	Line      Words
	Manager   Person // as in Story
	Lesson    Words
	Teacher   Person
}

// StoryUp is a story that is told.
type StoryUp struct {
	N       int
	Nominee Person
	Since   time.Time
}

// WeeklyOpen is a weekly challenge whose result is not known yet.
type WeeklyOpen struct {
	N     int
	Words Words
	Since time.Time
}

func (Stories) kind() Letter { return LetterStories }
