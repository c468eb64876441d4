// Package send composes letters and submits them by SMTP. Compose turns a
// Letter into bytes, the same bytes for the same Letter; a Submitter hands
// stored bytes to a server and says exactly how it ended: accepted, refused,
// temporary or unknown.
//
// It never retries, keeps no queue and decides nothing: the jobs room stores
// the bytes before they are submitted and chooses what follows an Outcome.
package send

import (
	"time"

	"goodword/mail/address"
)

// Letter is one mail to one recipient. Values with CR or LF are refused.
type Letter struct {
	From      address.Mailbox
	ReplyTo   address.Mailbox // no Reply-To field when its Address is empty
	To        address.Mailbox
	Subject   string
	MessageID string // without angle brackets; required, and stored before the letter is sent
	Date      time.Time
	InReplyTo string // without angle brackets; may be empty
	// References are message ids without angle brackets, oldest first.
	References []string
	Text       string // required; UTF-8
	HTML       string // may be empty
	// Headers are further fields. Names must be RFC 5322 field names and not
	// one of those that Compose writes itself.
	Headers     map[string]string
	Attachments []Attachment
	// AutoSubmitted marks a letter no person wrote (RFC 3834 section 5) and
	// asks Exchange for no absence notes.
	AutoSubmitted bool
	// Mark is the opaque id in the X-Goodword field, by which our own mail is
	// known when it comes back. Letters, digits, '-', '_' and '.' only.
	Mark string
}

// Attachment is a file of a letter. A message/rfc822 attachment goes out
// unencoded where its bytes allow it (RFC 2046 section 5.2.1), and as
// application/octet-stream otherwise.
type Attachment struct {
	Name      string
	MediaType string
	Bytes     []byte
	ContentID string // of a picture that the HTML shows as cid:…; "" attaches the file (RFC 2392)
}

// MarkHeader is the field that carries Letter.Mark.
const MarkHeader = "X-Goodword"
