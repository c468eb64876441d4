// Package parse makes a Message of raw bytes: what was written, what was
// forwarded, and whether a machine wrote it. It believes nobody: who vouches for
// the sender is for mail/parse/vouch to say. It has never heard of nominations;
// jobs calls it for every stored mail, and explain for any file.
package parse

import (
	"time"

	"goodword/mail/address"
	"goodword/mail/parse/bounce"
	"goodword/mail/parse/forward"
	"goodword/mail/parse/part"
	"goodword/mail/parse/quote"
)

// Kind is what a mail is as mail, whatever it is about.
type Kind string

const (
	KindForward    Kind = "forward"    // carries somebody else's mail, inline or attached
	KindDirect     Kind = "direct"     // a person's own new mail
	KindReply      Kind = "reply"      // answers another mail
	KindBounce     Kind = "bounce"     // a delivery failed (RFC 3464 or older forms)
	KindReport     Kind = "report"     // abuse and other feedback reports (RFC 5965), delay notices
	KindAutoReply  Kind = "auto_reply" // RFC 3834: absence notes and automatic answers
	KindReaction   Kind = "reaction"   // a thumbs-up sent as a mail
	KindCalendar   Kind = "calendar"   // an invitation or an answer to one
	KindReceipt    Kind = "receipt"    // RFC 8098 read receipts
	KindBulk       Kind = "bulk"       // lists, newsletters
	KindUnreadable Kind = "unreadable" // kept, but no text could be had
)

// Message is one mail, understood. Zero values mean "not there".
type Message struct {
	Kind       Kind
	KindReason string // evidence for Kind, in words for the operator

	MessageID  string   // without angle brackets
	InReplyTo  []string // without angle brackets
	References []string
	From       []address.Mailbox // every From there is; two fields or two addresses are told by Warnings
	Sender     address.Mailbox
	ReplyTo    []address.Mailbox
	To, Cc     []address.Mailbox
	Delivered  []string // addresses of Delivered-To, X-Original-To, Envelope-To and the like, topmost first
	ReturnPath string   // "" for none or <>
	Subject    string
	Date       time.Time // zero when missing or impossible
	Received   int       // how many Received fields
	Client     string    // what wrote it, if told: "Outlook", "Gmail", "Apple Mail", "Thunderbird", …
	Language   string    // BCP 47 of the newly written words, or of the forwarded ones where there are none; "" when unsure
	Spoken     string    // the words that Language was told by

	Text      string               // the body as a person reads it: plain text, hidden HTML left out, LF
	Lines     []quote.Line         // of Text, for who reads on in it; not to be changed
	Note      string               // what the sender newly wrote above a forward, without signature
	Forwarded *forward.Forwarded   // the innermost original
	Chain     []address.Mailbox    // forwarders between the sender and the innermost author, outermost first
	ChainNote []string             // what each of Chain wrote above what they passed on, "" for nothing
	Others    []*forward.Forwarded // further mails attached side by side with the one in Forwarded, in order
	Answered  *forward.Forwarded   // the original inside a colleague's forward that this mail answers; Forwarded is nil then
	Answers   bool                 // answers another mail: In-Reply-To, References, an answer prefix in the subject
	Bounce    *bounce.Bounce       // of a bounce
	Absence   *bounce.Absence      // of an absence note, where it says more
	Root      *part.Part           // the whole tree, for who needs more (the .eml of an attached original)
	Other     OtherForms           // of Text; Forms reads them
	Warnings  []string             // in words, for the operator
}
