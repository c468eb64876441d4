package templates

import "time"

// CustomerHeard tells a customer that their words reached whom they praised. It
// quotes nothing of theirs: where the address is not proven, nobody can have us
// send words of theirs to an address of their choice.
type CustomerHeard struct {
	Frame
	Customer Words
	Named    Words  // given name of whom they praised; "" where that person stays private
	By       Person // over whose name the thank-you went
	News     Words  // what is coming, "" for nothing
	Trivia   Words  // the month's question, "" for none
	Prize    bool   // vouchers are given
	Signer   Person
	Cosigner Person // empty for none
}

// CustomerWords are the CPO's own words to a customer, with a voucher or a question.
type CustomerWords struct {
	Frame
	Customer Words
	Own      Words
	Question bool
	Voucher  *VoucherShown
	Signer   Person
	Cosigner Person
}

// VoucherShown is a voucher as its customer reads it.
type VoucherShown struct {
	Code  string
	Value string // "25 EUR"
	Until time.Time
}

// ConsentWord is what a customer says to their words being told.
type ConsentWord string

const (
	ConsentAgreed  ConsentWord = "agreed"
	ConsentRefused ConsentWord = "refused"
	ConsentNone    ConsentWord = "" // they said nothing of it
)

// CustomerSaid is what a customer answered to a letter of ours.
type CustomerSaid struct {
	N        int
	Customer Words
	Nominee  Person
	Consent  ConsentWord
	Words    Words
}

// ToRelease is a letter to a customer whose address nothing proves.
type ToRelease struct {
	N        int
	Customer Words
	Address  Words
	Nominee  Person
	By       Person // who passed the words on
	Words    Words
}

// Idea is what the CPO would like to try.
type Idea struct {
	N      int
	Words  Words
	Since  time.Time
	Result Words
}

// Purse is how the vouchers stand.
type Purse struct {
	Free   int
	Spent  string // this month, "75 EUR"
	Budget string
}

// NewsShown is what customers' letters tell of what is coming.
type NewsShown struct {
	Words Words
	Until time.Time
}

// WroteAgain is a customer who praised before.
type WroteAgain struct {
	Customer Words
	Times    int // within a year
}

// Unreached is an employee praised often whom no leader has reached in person.
type Unreached struct {
	Person Person
	Times  int // within a year
}

func (CustomerHeard) kind() Letter { return LetterCustomerHeard }
func (CustomerWords) kind() Letter { return LetterCustomerWords }
