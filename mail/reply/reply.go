// Package reply reads an answer: which of its words the sender newly wrote, and
// which decision or command they are. It has never heard of nominations and
// never guesses: what is not plain is unclear. jobs calls it for every mail
// that answers another, and explain for any file.
package reply

// Decision is what an answer says to "do you approve?".
type Decision string

const (
	Approve Decision = "approve"
	Decline Decision = "decline"
	Unclear Decision = "unclear"
)

// Command is one thing the sender asks for beside or instead of a decision.
type Command struct {
	Name string   // the design's word: edit, not, also, behaviour, level, lesson, later, delegate, undo, withdraw, status, private, thank, call, note, visit, done, hold, release, skip, pause, resume, publish, delight, ask, wow, news, nominee ("3: ann@…")
	Item string   // the number of a digest item it is about, "" for none
	Args []string // addresses, numbers or one string of words, by command
}

// Reply is an answer, understood.
type Reply struct {
	Text     string // the answer as a person would read it, interleaved quotes kept
	Own      string // only the sender's own words
	Decision Decision
	Comment  string // own words behind a decision, fit for the letter
	Commands []Command
	Reason   string // why this decision, in words for the operator
}
