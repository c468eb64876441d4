// Package part takes a raw mail apart into a tree of MIME parts under caps of
// its own, decoding transfer encodings and charsets. It never fails whole: what
// cannot be decoded stays as text with a warning. It gives no meaning to what
// it finds; mail/parse does that.
package part

// Part is one MIME entity, decoded.
type Part struct {
	Fields      []Field           // header fields in the order written
	MediaType   string            // lower case, "text/plain" when missing or broken
	Params      map[string]string // of Content-Type, keys in lower case
	Disposition string            // "attachment", "inline" or ""
	Filename    string            // decoded, from either field
	Text        string            // of text/*: UTF-8, LF line ends, no NUL
	Body        []byte            // transfer-decoded bytes of every leaf; of message/rfc822 the raw embedded mail
	Children    []*Part           // of multipart/*; and of message/rfc822 its one embedded root
}

// Field is one header field. Raw is the value as it stands in the mail,
// unfolded; Value has encoded words decoded (RFC 2047) and is valid UTF-8.
type Field struct {
	Name  string
	Raw   string
	Value string
}
