package templates

import "time"

// Digest is the CEO's daily letter. Numbers run through all sections.
type Digest struct {
	Frame
	Date       time.Time
	Going      []Going
	Decide     []ToDecide
	Beyond     []Beyond    // vouchers that only the reader can let go
	Reach      []Reach     // whom to thank in person
	Owed       []Owed      // promised, and not yet told to be done
	Quick      []Answering // managers who answered quickest over three months; on Mondays
	Slow       []Answering // and longest
	Waiting    []Waiting
	Challenges []Challenge
	Sent       []Sent
	Stuck      []Stuck
	Answers    []Answered
	Counts     Counts
	Paused     *Pause
	AuditHead  string // head of the audit chain, hexadecimal
	Leaving    int    // how many of Going are not held; Render counts them
}

func (d Digest) prepared() View {
	d.Leaving = 0
	for _, g := range d.Going {
		if !g.Held {
			d.Leaving++
		}
	}
	return d
}

// Going is a thank-you about to leave in the reader's name, or held.
type Going struct {
	N          int
	Nominee    Person
	Manager    Person
	Compliment Compliment
	Line       Words
	Leaves     time.Time // ignored when Held
	Held       bool
	Own        Words // what the reader added in their own words
}

// ToDecide is a nomination that the reader of a digest decides.
type ToDecide struct {
	N          int
	Nominee    Person
	Nominator  Person
	Compliment Compliment
	Since      time.Time
	Days       int
}

// Waiting is a nomination that waits for somebody else.
type Waiting struct {
	Nominee   Person
	Approver  Person
	Days      int    // business days
	AlsoAsked Person // after an escalation
}

// Challenge is a critical word of a customer, in a line.
type Challenge struct {
	Customer   Words
	Words      Words
	Touchpoint string
	Site       string
}

// Sent is a thank-you that left.
type Sent struct {
	Nominee Person
	Manager Person
	At      time.Time
}

// Stuck is a thank-you that a person must look at.
type Stuck struct {
	Nominee Person
	Number  string
	Why     StuckWhy
}

// StuckWhy is why a thank-you waits for a person.
type StuckWhy string

const (
	StuckRefused StuckWhy = "refused" // the mail server said no
	StuckUnknown StuckWhy = "unknown" // the connection broke when it may have been sent
	StuckBounced StuckWhy = "bounced"
)

// Answered is a nominee's answer to a thank-you.
type Answered struct {
	Nominee Person
	Words   Words
}

// Counts is what happened since the last digest.
type Counts struct {
	Came, Approved, Declined, Lapsed, Thanked, Challenges, Inquiries int
}

// Pause says that mail over the CEO's name is stopped.
type Pause struct {
	By    Person // empty when the command line did it
	Since time.Time
}

// CPOLetter is the Chief People Officer's daily letter.
type CPOLetter struct {
	Frame
	Date       time.Time
	Unrouted   []Unrouted
	Customers  []CustomerWrote
	Challenges []Tally
	Trends     []Trend // on Mondays
	SetAside   []SetAside
	Patterns   []Pattern // on Mondays: what a person should look at
	Paused     *Pause

	Hears     bool // customers hear back, so that they may be asked and delighted
	Said      []CustomerSaid
	Release   []ToRelease
	Asked     []Beyond // vouchers that wait for the CEO
	Answered  []Beyond // and what became of others since the last letter
	Ideas     []Idea
	Trivia    *TriviaShown // the month's question
	Drawn     *TriviaShown // the last one, drawn since the last letter
	Purse     *Purse
	News      *NewsShown
	Again     []WroteAgain // on Mondays
	Unreached []Unreached  // on Mondays

	Successors []Successor // in the first letter of a quarter

	Stories bool // stories are told, where the reader publishes them
	Ready   []StoryReady
	Up      []StoryUp // published of late
	Weekly  *WeeklyOpen
}

// UnroutedWhy is why nobody could be asked.
type UnroutedWhy string

const (
	UnroutedNobody   UnroutedWhy = "nobody"        // names nobody we know
	UnroutedNamed    UnroutedWhy = "named"         // may mean the one candidate
	UnroutedSeveral  UnroutedWhy = "several"       // names more than one who fit
	UnroutedLeft     UnroutedWhy = "left"          // names somebody who has left
	UnroutedSilent   UnroutedWhy = "silent"        // the nominator was asked and did not answer
	UnroutedUnproven UnroutedWhy = "unproven"      // sender not vouched for
	UnroutedApprover UnroutedWhy = "nobody_to_ask" // no reporting line known
)

// Unrouted is a compliment that only the CPO can place.
type Unrouted struct {
	N          int
	From       Words // who sent it: a name, or an address
	Compliment Compliment
	Why        UnroutedWhy
	Candidates []Person
}

// CustomerWrote is a customer who wrote to us directly.
type CustomerWrote struct {
	Customer Words
	Nominee  Person // empty when unclear
	Words    Words
	Answered bool // the CPO's answer to them went out
	N        int  // 0 where nothing can be done by number
	Delight  bool // they may be sent a voucher
	Ask      bool // they may be asked something
}

// Tally counts challenges at one touchpoint and site.
type Tally struct {
	Touchpoint string // "" when unknown
	Site       string // "" when unknown
	Count      int
	Words      Words // one of them
}

// Successor is somebody who leans towards customers, with the evidence.
type Successor struct {
	Person     Person
	Behaviours string // their names
	Times      int    // recognitions within a year
	Colleagues int    // who sent them in
	Customers  int    // who wrote
	Numbers    string // of the newest
}

// TrendKind is praise or challenge.
type TrendKind string

// What a trend counts.
const (
	TrendPraise    TrendKind = "praise"
	TrendChallenge TrendKind = "challenge"
)

// Trend is how often customers said the same of one place within four weeks.
type Trend struct {
	Kind       TrendKind
	Theme      string // "" when unknown
	Touchpoint string // "" when unknown
	Site       string // "" when unknown
	Count      int
	Before     int // in the four weeks before
}

// AsideKind is why a mail was set aside, so far as it can be said in any language.
type AsideKind string

// Every kind; AsideOther is told by `goodword show` alone.
const (
	AsideUnread    AsideKind = "unread"    // it could not be fetched or read
	AsideLarge     AsideKind = "large"     // over the limit: only its header is kept
	AsideOurs      AsideKind = "ours"      // a letter of ours that came back
	AsideCircles   AsideKind = "circles"   // it passed too many servers
	AsideSpam      AsideKind = "spam"      // marked so on its way
	AsideSenders   AsideKind = "senders"   // not exactly one From
	AsideForged    AsideKind = "forged"    // our own server says that its sender did not write it
	AsideOutsider  AsideKind = "outsider"  // a stranger wrote to the nominations address
	AsideUnlisted  AsideKind = "unlisted"  // an address of ours that is not in the directory
	AsideAbsence   AsideKind = "absence"   // an absence note that nobody vouches for
	AsideBefore    AsideKind = "before"    // from before a backup was brought back
	AsideRepeat    AsideKind = "repeat"    // its Message-ID came before
	AsideDetached  AsideKind = "detached"  // it names a nomination, and answers none of our letters
	AsideUncounted AsideKind = "uncounted" // an answer that does not count
	AsideUnclear   AsideKind = "unclear"   // an answer that was not understood
	AsideFormer    AsideKind = "former"    // an answer by somebody who was asked as the holder of a post
	AsideNoAnswer  AsideKind = "no_answer" // it answers a letter that asks nothing
	AsideUnplaced  AsideKind = "unplaced"  // an answer, and nobody knows to what
	AsideOther     AsideKind = "other"
)

// SetAside is a mail that waits for a person.
type SetAside struct {
	ID      string // for `goodword readmit ID`
	From    Words
	Subject Words
	Why     string // the disposition's reason in English, as goodword show prints it
	Kind    AsideKind
}

// PatternKind is what several nominations have in common.
type PatternKind string

const (
	PatternSelf   PatternKind = "self"
	PatternMutual PatternKind = "mutual"
	PatternRing   PatternKind = "ring"
	PatternAuthor PatternKind = "author"
	PatternCopies PatternKind = "copies"
)

// Pattern is shown with its evidence and accuses nobody.
type Pattern struct {
	Kind    PatternKind
	People  []Person
	Author  Words  // an outside address, for author
	Numbers string // of the nominations: "GW-1, GW-4"
}

// PassOn brings a nominee's answer to the CEO.
type PassOn struct {
	Frame
	Nominee Person
	Words   Words
	Lang    string
	Sent    time.Time // when the thank-you left
	Direct  bool      // an answer goes to the nominee and not to goodword
}

// PausedLetter tells operator and CPO that mail over the CEO's name was stopped or goes on.
type PausedLetter struct {
	Frame
	Resumed bool   // false: paused
	By      Person // empty when the command line did it
	At      time.Time
	Waiting int // thank-yous that wait, or that go out again
	CEO     Person
}
