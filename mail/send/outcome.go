package send

import (
	"fmt"
	"time"
)

// Result is how a submission ended.
type Result string

// The four ways a submission ends.
const (
	Accepted  Result = "accepted"  // the server took responsibility
	Refused   Result = "refused"   // this recipient or letter will never be taken
	Temporary Result = "temporary" // nothing was delivered; the same bytes may be submitted again
	Unknown   Result = "unknown"   // lost after the final dot: it may or may not have been delivered
)

// Verb is the step of the conversation that decided the Result.
type Verb string

// The steps of a submission, in order. Dot is the end of the data.
const (
	Connect Verb = "CONNECT"
	TLS     Verb = "TLS"
	Auth    Verb = "AUTH"
	Mail    Verb = "MAIL"
	Rcpt    Verb = "RCPT"
	Data    Verb = "DATA"
	Dot     Verb = "DOT"
)

// Outcome is how one submission ended, in words fit for the operator. It
// holds no secret and nothing of the letter.
type Outcome struct {
	Result   Result
	Verb     Verb
	Server   string // host and port
	Code     int    // the server's reply code; 0 when there was no reply
	Enhanced string // RFC 3463 status such as "5.1.1"; empty when not given
	Text     string // the server's text, or what went wrong and what to do
	// Slow tells that the server asks for less mail altogether: no letter had
	// better follow before Wait is over, and longer each time. It is Temporary.
	Slow bool
	Wait time.Duration
}

func (o Outcome) String() string {
	s := fmt.Sprintf("%s at %s", o.Result, o.Verb)
	if o.Server != "" {
		s += " of " + o.Server
	}
	if o.Code != 0 {
		s += fmt.Sprintf(": %d", o.Code)
	}
	if o.Enhanced != "" {
		s += " " + o.Enhanced
	}
	if o.Text != "" {
		s += ": " + o.Text
	}
	return s
}
