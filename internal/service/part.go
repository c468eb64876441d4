package service

import "goodword/internal/config"

// Part is what of the work a process does.
type Part string

// The parts: one process does everything, or the secret of the relay lives in a
// process that does nothing but deliver, and all others in one that does not.
const (
	Everything    Part = ""
	OnlyDeliver   Part = "only deliver"
	ExceptDeliver Part = "except deliver"
)

// Reads says whether the part reads mailboxes and mails, and looks after what is due.
func (p Part) Reads() bool { return p != OnlyDeliver }

// Delivers says whether the part submits letters to the relay.
func (p Part) Delivers() bool { return p != ExceptDeliver }

// Secrets are what the settings of such a process must name.
func (p Part) Secrets() config.Secrets {
	return config.Secrets{Mailboxes: p.Reads(), Relay: p.Delivers()}
}
