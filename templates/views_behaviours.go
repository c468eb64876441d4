package templates

// Behaviours is the letter on what matters at the touchpoints of its reader: to
// who is new, and to everybody when the catalogue of behaviours changes.
type Behaviours struct {
	Frame
	Joined  bool // the reader is new; otherwise the catalogue changed
	Moments []Moment
	Write   string // the address that praise goes to
}

// Moment is a touchpoint and what is expected there.
type Moment struct {
	Name       string // "" for everywhere
	Behaviours []Expected
}

// Expected is one behaviour, with a colleague's story where there is one to tell.
type Expected struct {
	Name     string
	Value    string // that it expresses, "" for none
	Theme    string // of the strategy that it serves, "" for none
	Sentence string // as a thank-you says it; "" where the letter said it before, as with Theme
	New      bool   // since the last version of the catalogue, as is Changed
	Changed  bool
	Story    *Example
}

// Example is what was said of a colleague, made fit to share.
type Example struct {
	Nominee Person
	Words   Words
	Lang    string // BCP 47 of the words
}

func (Behaviours) kind() Letter { return LetterBehaviours }
