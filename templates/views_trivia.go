package templates

// PrizeKind is how the prize of a draw stands.
type PrizeKind string

// How it stands.
const (
	PrizeGiven PrizeKind = "given"
	PrizeAsked PrizeKind = "asked" // it is beyond the CPO's limits, and put before the CEO
	PrizeNone  PrizeKind = "none"  // no voucher fits
)

// TriviaShown is a month's question as the CPO reads of it.
type TriviaShown struct {
	N        int // of whose answer was drawn; 0 for nobody
	Question Words
	Right    int // right answers
	Winner   Words
	Prize    PrizeKind
}

// TriviaWon brings the voucher to the customer whose answer was drawn.
type TriviaWon struct {
	Frame
	Customer Words
	Question Words
	Answer   Words
	Entrants int // right answers
	Voucher  *VoucherShown
	Signer   Person
}

func (TriviaWon) kind() Letter { return LetterTriviaWon }
