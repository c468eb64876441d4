package recognition

import "fmt"

// State of a nomination.
type State string

const (
	Received   State = "received"
	Unclear    State = "unclear"
	Ineligible State = "ineligible"
	Awaiting   State = "awaiting_approval"
	Approved   State = "approved"
	Declined   State = "declined"
	Lapsed     State = "lapsed"
	Withdrawn  State = "withdrawn"
	Held       State = "held"
	Stuck      State = "stuck"
	Thanked    State = "thanked"
)

// Move says whose turn it is.
type Move string

const (
	TurnOurs      Move = "goodword"
	TurnNominator Move = "nominator or CPO"
	TurnApprover  Move = "approver"
	TurnCEO       Move = "CEO"
	TurnOperator  Move = "operator"
	TurnNobody    Move = ""
)

type stateRow struct {
	state State
	move  Move
	to    []State
}

// states is the one table of what may become what.
var states = []stateRow{
	{Received, TurnOurs, []State{Unclear, Ineligible, Awaiting}},
	{Unclear, TurnNominator, []State{Awaiting, Lapsed, Withdrawn}},
	{Ineligible, TurnNobody, nil},
	{Awaiting, TurnApprover, []State{Approved, Declined, Lapsed, Withdrawn}},
	{Approved, TurnOurs, []State{Awaiting, Thanked, Held, Withdrawn, Stuck}},
	{Declined, TurnNobody, []State{Awaiting}},
	{Lapsed, TurnNobody, nil},
	{Withdrawn, TurnNobody, nil},
	{Held, TurnCEO, []State{Approved, Awaiting, Withdrawn}},
	{Stuck, TurnOperator, []State{Thanked, Withdrawn}},
	{Thanked, TurnNobody, []State{Stuck}},
}

// States lists every state of a nomination.
func States() []State {
	all := make([]State, len(states))
	for i, row := range states {
		all[i] = row.state
	}
	return all
}

// Turn says whose move is next in s.
func (s State) Turn() Move {
	for _, row := range states {
		if row.state == s {
			return row.move
		}
	}
	return TurnNobody
}

// Ended says that nothing more is expected to happen in s.
func (s State) Ended() bool { return s.Turn() == TurnNobody }

// Allowed says whether a nomination may go from one state to another; the error
// names both and what would be allowed.
func Allowed(from, to State) error {
	for _, row := range states {
		if row.state != from {
			continue
		}
		for _, t := range row.to {
			if t == to {
				return nil
			}
		}
		return fmt.Errorf("a nomination that is %s cannot become %s (only %v)", from, to, row.to)
	}
	return fmt.Errorf("there is no state %q", from)
}

// LetterState is where a letter stands.
type LetterState string

const (
	Queued    LetterState = "queued"
	Sending   LetterState = "sending"
	Cancelled LetterState = "cancelled"
	Accepted  LetterState = "accepted"
	Refused   LetterState = "refused"
	Unknown   LetterState = "unknown" // the connection was lost after the final dot
	Bounced   LetterState = "bounced"
)

var letterStates = map[LetterState][]LetterState{
	Queued:   {Sending, Cancelled},
	Sending:  {Accepted, Refused, Unknown, Queued},
	Unknown:  {Accepted, Refused, Queued},
	Accepted: {Bounced},
}

// LetterAllowed says whether a letter may go from one state to another.
func LetterAllowed(from, to LetterState) error {
	for _, t := range letterStates[from] {
		if t == to {
			return nil
		}
	}
	return fmt.Errorf("a letter that is %s cannot become %s (only %v)", from, to, letterStates[from])
}
