// Package bounce tells mail made by machines from mail made by people, and
// reads what it reports: failed recipients, absence. It reads for structure (a
// status part, an address at the head of a line, a header returned below the
// text), so that a server it has never seen is read too. It decides nothing
// about letters and trusts nobody: whether a report is genuine is for the
// caller to know, by the secret address it came to or the secret it returns.
// mail/parse calls it.
package bounce

import "time"

// What Verdict.Kind may say; the empty Kind is a person's mail.
const (
	KindPerson    = ""
	KindBounce    = "bounce"
	KindReport    = "report"
	KindAutoReply = "auto_reply"
	KindReaction  = "reaction"
	KindCalendar  = "calendar"
	KindReceipt   = "receipt"
	KindBulk      = "bulk"
)

// Verdict is what a mail is, and why.
type Verdict struct {
	Kind    string   // one of the constants above
	Reason  string   // the evidence in words, for the operator; "" for a person's mail
	Bounce  *Bounce  // of a bounce, else nil
	Absence *Absence // of an automatic answer that says more than being one, else nil
}

// Bounce is what a delivery report says.
type Bounce struct {
	Recipients        []Recipient
	OriginalMessageID string // of the mail that failed, without angle brackets
	OriginalHeader    []byte // the returned header of the mail that failed, as far as it was returned, at most 64 KB
}

// Failed says whether delivery to anybody was given up. It is false for a
// notice that the server is still trying: such a mail is a bounce by kind, as
// it comes to the same address in the same form, and changes no letter.
func (b *Bounce) Failed() bool {
	if b == nil {
		return false
	}
	for _, r := range b.Recipients {
		if !r.Delayed {
			return true
		}
	}
	return len(b.Recipients) == 0
}

// Recipient is one address of a delivery report.
type Recipient struct {
	Address    string // the final recipient: where the reporting server tried to deliver
	Original   string // what the sender had written, where the report tells it and it differs; else ""
	Status     string // RFC 3463 code such as 5.1.1, "" when not told
	Permanent  bool   // a 5.x.x status or, without one, a 5xx answer or words that say so; false for a time-out
	Delayed    bool   // the server is still trying; nothing has failed yet
	Diagnostic string // what the server said, one line, at most 500 bytes
}

// Absence is what an absence note says beyond being one.
type Absence struct {
	Until      time.Time // the last day away, midnight UTC; a stated day of return is turned into the day before; zero when not told
	DeputyName string
	DeputyAddr string
}
