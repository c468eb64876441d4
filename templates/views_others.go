package templates

import "time"

// CustomerAnswer is the CPO's answer to a customer.
type CustomerAnswer struct {
	Frame
	Customer Words // what to call them; "" when unknown
	Named    Words // whom they praise, as they wrote it; "" when that is not plain
	Signer   Person
	Trivia   Words // the month's question, "" for none
	Prize    bool  // vouchers are given
}

// Concern is what a mail for the service team is.
type Concern string

const (
	ConcernChallenge Concern = "challenge"
	ConcernInquiry   Concern = "inquiry"
)

// Service passes a challenge or an inquiry on to the service team.
type Service struct {
	Frame
	Concern  Concern
	Customer Words
	Address  Words // the customer's address, shown inert
	Their    Words // the subject of their mail
	Words    Words
	Lang     string
	Received time.Time
	Employee *Person // named in it; nil when nobody is
	Manager  *Person // told privately; nil when nobody is
	Sender   *Person // the employee who forwarded it; nil when the customer wrote
	Proven   bool    // the customer's address is proven theirs
}

// ChallengePrivate shows a manager critical words that touch their team.
type ChallengePrivate struct {
	Frame
	ServiceTeam string  // its address, "" when there is none
	Employee    *Person // nil when the words name nobody
	Behaviour   string  // that the words are about, "" when they point to none
	Theme       Theme   // which questions to begin with
	Customer    Words
	Words       Words
	Lang        string
	Received    time.Time
}

// Standing is where a nomination stands.
type Standing string

const (
	StandingUnclear    Standing = "unclear"
	StandingWaits      Standing = "awaiting_approval"
	StandingApproved   Standing = "approved"
	StandingHeld       Standing = "held"
	StandingStuck      Standing = "stuck"
	StandingThanked    Standing = "thanked"
	StandingDeclined   Standing = "declined"
	StandingLapsed     Standing = "lapsed"
	StandingWithdrawn  Standing = "withdrawn"
	StandingReceived   Standing = "received"
	StandingIneligible Standing = "ineligible"
)

// Status tells a nominator where their nominations stand.
type Status struct {
	Frame
	Nominations []StatusLine
}

// StatusLine is one of them.
type StatusLine struct {
	Number   string
	Nominee  Person // empty while unclear
	Standing Standing
	With     Person // whose move it is, empty when nobody's
	Since    time.Time
}

// TooLarge asks an internal sender to send less.
type TooLarge struct {
	Frame
	Their    Words // the subject of their mail
	Received time.Time
	Size     int64 // bytes
	Limit    int64 // bytes
}

// Unreadable asks an internal sender to send it as plain mail.
type Unreadable struct {
	Frame
	Their    Words
	Received time.Time
	Why      UnreadableWhy
}

// UnreadableWhy is what could not be read.
type UnreadableWhy string

const (
	UnreadableWinmail   UnreadableWhy = "winmail" // rich text only, in a winmail.dat
	UnreadableEncrypted UnreadableWhy = "encrypted"
	UnreadableEmpty     UnreadableWhy = "empty" // no words in it
	UnreadableBroken    UnreadableWhy = "broken"
)

// NotKnown tells a vouched-for internal sender that the directory lacks them.
type NotKnown struct {
	Frame
	Their    Words
	Received time.Time
	Ask      Person // who keeps the directory
}
