// Package address holds the e-mail address as goodword uses it everywhere: a
// display name and an addr-spec. It reads address lists as people and servers
// write them, and knows nothing of who the people are.
package address

// Mailbox is one address with the name beside it, an RFC 5322 mailbox.
// Name is decoded and without quotes; Address is as written, not lowered.
// Either may be empty: a forward often shows a name alone.
type Mailbox struct {
	Name    string
	Address string
}
