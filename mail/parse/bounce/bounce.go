// Package bounce tells mail made by machines from mail made by people, and
// reads what it reports: failed recipients, absence. It decides nothing about
// letters; mail/parse calls it.
package bounce

import "time"

// Bounce is what a delivery report says.
type Bounce struct {
	Recipients        []Recipient
	OriginalMessageID string // of the mail that failed, without angle brackets
	OriginalHeader    []byte // the returned header of the mail that failed, as far as it was returned
}

// Recipient is one address of a delivery report.
type Recipient struct {
	Address    string
	Status     string // RFC 3463 code such as 5.1.1, "" when not told
	Permanent  bool
	Diagnostic string // what the server said, one line
}

// Absence is what an absence note says beyond being one.
type Absence struct {
	Until      time.Time // last day away or day of return as stated; zero when not told
	DeputyName string
	DeputyAddr string
}
