// Package match finds the nominee: which people of the directory a forwarded
// compliment, or an employee's own mail about a colleague, is meant for. It
// goes by explicit words first (a "for:" line, an address), then by names, by
// whom the customer wrote to, and by what narrows a name down; where that
// leaves a doubt it says so and names the candidates, and never guesses. It
// knows nothing of approvers or states. Jobs and explain call it, with an Index
// built from the directory.
package match

// Person is somebody in the directory.
type Person struct {
	ID                  int64
	Address             string
	Aliases             []string // further addresses
	Name                string   // as displayed
	Given, Family       string   // where known; else they are read from Name
	Nicknames           []string // as the directory has them; common ones are known here
	Title               string   // of the job: "Receptionist"
	Team, Site, Country string
	Language            string // BCP 47
	Active              bool   // false for who has left: recognised, never chosen
}

// Addr is a name and an address as a mail's header has them.
type Addr struct {
	Name, Address string
}

// Mail is what is known of a mail that may praise somebody.
type Mail struct {
	Note      string   // what the employee wrote above the forward, "for:" lines included
	Text      string   // the compliment: the forwarded original's body, or the direct mail's
	Subject   string   // of the compliment
	Author    Addr     // who wrote Text, where that is not the nominator
	To, Cc    []Addr   // recipients of the compliment
	Nominator string   // address of the employee who sent it in; "" for none
	Exclude   []string // addresses that are nobody's nomination: the nominator's, goodword's own
	Direct    bool     // Text is an employee's own, about a colleague
}

// Candidate is a person whom something in the mail points to.
type Candidate struct {
	PersonID int64
	Address  string
	Score    float64  // 0 to 1
	Evidence []string // in words, strongest first
}

// Result is what Find made of a mail.
type Result struct {
	Candidates []Candidate // best first, at most 10
	Chosen     []int64     // persons of whom there is no doubt
	Unclear    bool        // somebody is meant, or may be meant, who cannot be told; Chosen may still name others
	Self       bool        // nobody was chosen because the praise is for the nominator
	Why        string      // in words for the operator and for the question back
}
