package templates

import "time"

// HandoverLetter tells a Chief People Officer that their term has begun, or has ended.
type HandoverLetter struct {
	Frame
	From, To Person
	Since    time.Time // the first day
	Sites    string    // "Lyon, Nice"; "" for the whole company
	Former   bool      // the reader's term has ended
	Still    bool      // who had it is Chief People Officer elsewhere
}

func (HandoverLetter) kind() Letter { return LetterHandover }
