// Package recognition holds goodword's rules: which states there are and which
// change into which, who must approve, when a business day ends, what a mail is
// taken for, and when an answer counts as a decision. It is pure: no database,
// no mail, no clock; every function is given what it needs, now included. Jobs
// call it, and the store repeats its tables as CHECK constraints.
package recognition

import "time"

// Person is somebody in the company's directory, as far as the rules care.
type Person struct {
	ID        int64
	Address   string
	Name      string
	Given     string
	ManagerID int64 // 0 when no reporting line is known
	DeputyID  int64 // the registered delegate, 0 for none
	Site      string
	Team      string
	Country   string
	Language  string // BCP 47
	TimeZone  string // IANA name
	Active    bool
	AwayUntil time.Time // last day away; zero when at work
	AwayDepID int64     // the deputy that an absence note named, if in the directory
}

// Away says whether p is absent at now.
func (p Person) Away(now time.Time) bool { return !p.AwayUntil.IsZero() && now.Before(p.AwayUntil) }

// Role of a leader in the programme.
type Leader string

const (
	CEO Leader = "ceo"
	CPO Leader = "cpo" // Chief People Officer
)

// Level of a recognition. It decides who comes onto the CEO's list of people to
// reach out to, never who is thanked.
type Level int

const (
	WellDone    Level = 1 // job well done
	AboveBeyond Level = 2 // above and beyond
	BottomLine  Level = 3 // bottom-line impact
)

// Proof says how sure goodword is that a customer wrote the quoted words.
type Proof string

const (
	ProofDKIM     Proof = "dkim_original"     // the customer's own mail, attached, its signature verifies
	ProofAttached Proof = "attached"          // the mail came attached, but nothing proves it
	ProofQuoted   Proof = "quoted_in_forward" // quoted inside an employee's forward
	ProofDirect   Proof = "direct_proven"     // the customer wrote to us and the sender is vouched for
	ProofUnproven Proof = "direct_unproven"   // the customer wrote to us, unproven
	ProofNone     Proof = "colleague"         // a colleague's own words, no customer
)
