package recognition

// Disposition is the one thing a stored mail was taken for.
type Disposition string

const (
	TakenNomination Disposition = "nomination" // an employee's, with or without a customer's words
	TakenCompliment Disposition = "compliment" // a customer wrote praise to us
	TakenChallenge  Disposition = "challenge"
	TakenInquiry    Disposition = "inquiry"
	TakenDecision   Disposition = "decision"
	TakenCommand    Disposition = "command"
	TakenAnswer     Disposition = "answer" // to a question of ours, or to a thank-you
	TakenBounce     Disposition = "bounce"
	TakenAbsence    Disposition = "absence"
	TakenMachine    Disposition = "machine" // made by a machine, of no effect
	TakenDuplicate  Disposition = "duplicate"
	SetAside        Disposition = "set_aside"
)

// Dispositions lists every disposition.
func Dispositions() []Disposition {
	return []Disposition{TakenNomination, TakenCompliment, TakenChallenge, TakenInquiry, TakenDecision,
		TakenCommand, TakenAnswer, TakenBounce, TakenAbsence, TakenMachine, TakenDuplicate, SetAside}
}
