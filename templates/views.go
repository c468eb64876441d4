// Package templates writes every letter that goodword sends: one source per
// letter and language, from which both the text and the HTML come, filled in
// from one typed view per letter. It decides nothing, sends nothing and asks
// nobody; it has never heard of tables, sockets or clocks. jobs renders with
// it, cmd previews with it, doctor loads a company's own letters with it.
//
// A letter's source is taken apart before any data is near it, so that no
// name, subject or customer's word can become structure, markup or a link.
package templates

import "time"

// Words are the untrusted words of a customer, a subject, a note, an answer:
// anything that came in by mail. Rendering cleans them every time (promise
// 17): control, bidi and zero-width characters go, addresses and links are
// made inert, they are cut to the length of their place, and they stand in
// quotes. A plain string in a view is trusted (settings, directory), is put on
// one line and escaped all the same.
type Words string

// View is what one letter shows. Every kind of letter has exactly one view.
type View interface {
	kind() Letter
	frame() Frame
}

// KindOf says which letter a view belongs to.
func KindOf(v View) Letter { return v.kind() }

// Reader is who a letter is for.
type Reader struct {
	Name     string         // "Jonas Weber"
	Given    string         // "Jonas"; Name is used where it is empty
	Family   string         // "Weber"; with Given, for who says it first
	Speaks   string         // BCP 47, where that is not Lang: a letter may be in another language
	Country  string         // ISO 3166, "AT"; "" when unknown
	Address  string         // where the letter goes; never shown
	Lang     string         // BCP 47, "de-AT"; used when Render is given no language
	Location *time.Location // times are told as the reader's clock shows them; nil is UTC
}

// Frame is what every letter has.
type Frame struct {
	Reader  Reader
	Answer  string // the address an answer goes to, token and all; the mailto: drafts go there
	Number  string // "GW-1042", shown in the subject; "" when there is none
	Company string // "Hotel Seeblick"
}

func (f Frame) frame() Frame { return f }

// Person is somebody in the directory.
type Person struct {
	Name    string // "Bo Lindqvist"
	Given   string // "Bo"
	Family  string // "Lindqvist"; "" when unknown, as is what follows
	Lang    string // that they speak, BCP 47
	Country string // that they work in, ISO 3166
	Title   string // "Chief Executive Officer", "Front desk agent"
	Team    string
	Site    string
	Address string
}

// Compliment is what was said about somebody, as it came in.
type Compliment struct {
	Customer Words     // the customer's name, "" when unknown
	Words    Words     // what they wrote
	Subject  Words     // of their mail
	Lang     string    // BCP 47 of the words, "" when unknown
	Written  time.Time // when they wrote it; zero when unknown
	// Colleague is who praised instead of a customer; nil for a customer's words.
	Colleague *Person
}

// Proof is how sure goodword is that a customer wrote the words.
type Proof string

const (
	ProofDKIMOriginal Proof = "dkim_original"     // attached original whose signature verifies
	ProofAttached     Proof = "attached"          // attached original, nothing to verify
	ProofQuoted       Proof = "quoted_in_forward" // text inside an employee's forward
	ProofDirect       Proof = "direct_proven"     // the customer wrote to us, vouched for
	ProofUnproven     Proof = "direct_unproven"   // the customer wrote to us, not vouched for
	ProofColleague    Proof = "colleague"         // no customer: a colleague's own praise
)

// Asked is why a person is the one who is asked.
type Asked string

const (
	AskedManager   Asked = "manager"
	AskedDelegate  Asked = "delegate"
	AskedNextLevel Asked = "next_level"
	AskedCEO       Asked = "ceo"
	AskedCPO       Asked = "cpo"
)

// Behaviour is one line of the company's catalogue.
type Behaviour struct {
	N        int    // its number in this letter, for `behaviour N`
	Name     string // "Makes the guest's problem their own"
	Sentence string // for the thank-you: "You made the guest's problem your own."
	Value    string // "Care"
}

// Receipt tells a nominator that their nomination arrived and who is asked.
type Receipt struct {
	Frame
	Nominees   []ReceiptLine
	Compliment Compliment
}

// ReceiptLine is one nominee of a receipt.
type ReceiptLine struct {
	Number   string
	Nominee  Person
	Approver Person
	Asked    Asked
}

// Question asks a nominator whom they meant. Candidates may be empty.
type Question struct {
	Frame
	Said       Words // the words that name somebody, "" when none do
	Candidates []Candidate
	Compliment Compliment
}

// Candidate is a numbered person who may be meant.
type Candidate struct {
	N      int
	Person Person
}

// Request asks an approver. At most one of Confirmation, SelfNomination is set;
// the pointers are nil where they do not apply.
type Request struct {
	Frame
	Nominee    Person
	Nominator  Person // empty when the customer wrote to us directly
	Note       Words  // what the nominator wrote above it
	Compliment Compliment
	Proof      Proof
	Suggested  *Suggestion
	Level      Level // suggested by LevelWords, or set; "" says nothing
	LevelWords Words
	Behaviours []Behaviour
	Signer     Person   // over whose name the thank-you goes: CEO, or CPO
	Others     []Person // praised in the same mail, asked about separately

	Confirmation   bool    // the nominator is this reader: one word confirms
	SelfNomination bool    // the nominator is the nominee
	Unheard        bool    // the nominator is the nominee, and was named by another: they hear of no decision
	Beside         *Person // the words are about this one; the nominee helped behind the scenes
	BesideBy       *Person // who says so
	Escalated      *Waited
	Delegated      *Person // who passed it on to the reader
	OnBehalfOf     *Person // whose registered delegate the reader is
	Left           *Person // who was asked before the reader and has left the company

	NextLevel Person    // who is asked if the reader stays silent; empty: nobody
	NextAt    time.Time // and when; zero: never
}

// Suggestion is a behaviour and the words that suggested it.
type Suggestion struct {
	Behaviour Behaviour
	Words     Words
	By        *Person // who named it; nil where the compliment's words suggest it
}

// Waited says with whom something waited, and since when.
type Waited struct {
	With  Person
	Since time.Time
}

// Clarify asks an approver for one word, because their answer was not clear.
type Clarify struct {
	Frame
	Nominee    Person
	Compliment Compliment
	Said       Words
	Understood []Line // what could be understood, may be empty
}

// Reminder is the short second request.
type Reminder struct {
	Frame
	Nominee    Person
	Nominator  Person
	Compliment Compliment
	Since      time.Time
	Days       int // business days it has waited
	NextLevel  Person
	NextAt     time.Time
}

// EscalatedLetter tells the first approver that somebody else is asked, too.
type EscalatedLetter struct {
	Frame
	Nominee    Person
	Compliment Compliment
	AlsoAsked  Person
	Since      time.Time
}

// Result is how a nomination ended, or moved on.
type Result string

const (
	ResultApproved   Result = "approved"
	ResultDeclined   Result = "declined"
	ResultLapsed     Result = "lapsed"
	ResultWithdrawn  Result = "withdrawn"
	ResultReassigned Result = "reassigned"
	ResultThanked    Result = "thanked"
	ResultUndone     Result = "undone"   // the decision was taken back; it waits again
	ResultReturned   Result = "returned" // the thank-you came back
)

// DecidedElsewhere tells an approver that another person decided.
type DecidedElsewhere struct {
	Frame
	Nominee Person
	By      Person
	Result  Result
	At      time.Time
}

// Outcome tells a nominator what became of their nomination.
type Outcome struct {
	Frame
	Nominee    Person
	By         Person // who decided; empty for lapsed, withdrawn, thanked
	Result     Result
	Reason     Words     // of a decline
	GoesAt     time.Time // approved: when the thank-you may leave; zero: with the next digest
	At         time.Time // thanked: when it left
	NewNominee Person    // reassigned: who is nominated now
	Signer     Person
}

// Understood says back what was understood, one line each.
type Understood struct {
	Frame
	Nominee Person // what it is about; empty for a digest or CPO letter
	Lines   []Line
}

// ThankYou is the letter the nominee gets over the CEO's or CPO's name.
type ThankYou struct {
	Frame
	Signer     Person
	Own        Words // what the signer adds in their own words, "" for nothing
	Ask        bool  // asks whether others may read about it
	Compliment Compliment
	Behaviour  Behaviour // Sentence and Value are shown; empty when none was chosen
	Line       Words     // the manager's line, "" when there is none
	Manager    Person    // who approved and wrote the line
	Nominator  Person    // who sent the words in; empty when the customer wrote directly
	Beside     *Person   // the words are about this one; the nominee helped behind the scenes
	BesideBy   *Person   // who said so
}

// Delegated confirms a delegation, to the one who passed it on and to the delegate.
type Delegated struct {
	Frame
	Nominee     Person
	From        Person
	To          Person
	ForDelegate bool // the reader is To; their request comes as a letter of its own
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
