package templates

import "strings"

// Draft is an answer that a reader can open in their own mail program by one
// tap; nothing happens until they send it.
type Draft struct {
	Label   string // on the button, in the reader's language
	To      string
	Subject string
	Body    string // "approve"
	Hint    string // what to write after Body, "" when it is complete
	New     bool   // a mail of its own, to an address without a token
}

// anew makes a mail of its own out of an answer: it goes to the address alone,
// and what the reader adds stands below the body.
func (d Draft) anew() Draft {
	local, domain, _ := strings.Cut(d.To, "@")
	local, _, _ = strings.Cut(local, "+")
	d.To, d.Subject, d.New = local+"@"+domain, d.Label, true
	d.Body = strings.TrimSpace(d.Body) + "\n\n"
	return d
}

// Says is the answer as a person would type it: the body and what belongs after it.
func (d Draft) Says() string {
	return strings.TrimSpace(strings.TrimSpace(d.Body) + " " + d.Hint)
}

// Href is the draft as a mailto: URL (RFC 6068).
func (d Draft) Href() string {
	var b strings.Builder
	b.Grow(48 + len(d.To) + 2*len(d.Subject) + 2*len(d.Body))
	b.WriteString("mailto:")
	percent(&b, d.To, "@")
	b.WriteString("?subject=")
	percent(&b, d.Subject, "")
	b.WriteString("&body=")
	percent(&b, d.Body, "")
	return b.String()
}

// percent encodes everything but unreserved characters.
// QUIRK: RFC 6068 section 5 keeps "+" and says that it is no space; Outlook for
// Android and some webmails decode it as one, so that a plus address breaks.
// Encoded as %2B it survives everywhere.
func percent(b *strings.Builder, s, keep string) {
	const hex = "0123456789ABCDEF"
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", "\r\n")
	from := 0 // what stands as it is
	for i := range len(s) {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ||
			strings.IndexByte("-._~", c) >= 0 || strings.IndexByte(keep, c) >= 0 {
			continue
		}
		b.WriteString(s[from:i])
		b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		from = i + 1
	}
	b.WriteString(s[from:])
}
