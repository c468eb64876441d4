// Package forward finds the forwarded original in a mail's text by its
// structure: a separator, a block of labelled lines with an address and a date,
// the body below. It reads any client and any language; labels it knows help
// and are not needed. mail/parse calls it; it sees text only.
package forward

import "goodword/mail/address"

// Forwarded is the original inside a forward, as its header block shows it.
type Forwarded struct {
	From     address.Mailbox
	To, Cc   []address.Mailbox
	ReplyTo  []address.Mailbox // of the header, where it shows one
	Subject  string
	Date     string // as written
	Body     string
	Attached bool   // came as message/rfc822
	Raw      []byte // of an attached original: its bytes, for DKIM; else nil
	Client   string // which client wrote the forward's header, if its form tells
	Evidence string // by what the author was found, in words

	untitled bool // nothing but an attribution stands above it: Subject is the mail's own
	divided  bool // a divider stands above its header
}
