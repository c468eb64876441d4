package day

import (
	"goodword/mail/mailtest"
)

// Mail is one mail of the day, with the truth about it.
type Mail struct {
	ID       string // Message-ID without brackets; copies share it
	Sort     string // such as "forward" or "hostile"
	From, To string // envelope
	Verdict  mailtest.Verdict
	Raw      []byte
	Same     bool // to be delivered with the very bytes of the mail before it
	Truth    Truth
}

// Truth is what a mail may be taken for, and what may follow from it.
type Truth struct {
	Dispositions []string // any of these; none given allows all
	Nominees     []string // addresses whom it praises: one nomination each
	// Of an answer: by whom, about which nomination, and what it decides:
	// "approve", "decline", or nothing.
	By         string
	Nomination string // public number
	Decides    string
	Outside    string // a proven address outside that may get an answer
}

// add lets a truth allow what a copy of the same mail may be taken for.
func (t Truth) add(dispositions ...string) Truth {
	if len(t.Dispositions) > 0 {
		t.Dispositions = append(append([]string{}, t.Dispositions...), dispositions...)
	}
	return t
}
