// Package part takes a raw mail apart into a tree of MIME parts under caps of
// its own, decoding transfer encodings and charsets. It never fails whole: what
// cannot be decoded stays as text with a warning. It gives no meaning to what
// it finds; mail/parse does that.
//
// It walks slices of the raw mail instead of readers: go-message, which is safe
// and fast, stops at a bad header line, a missing boundary or an unknown
// encoding, and every way past its errors would have been a second parser that
// could disagree with the first about where a part begins.
package part

import (
	"bytes"
	"strings"
)

// Part is one MIME entity, decoded. Its slices may share memory with the raw
// mail and with each other: read them, do not change them.
type Part struct {
	Fields      []Field           // header fields in the order written
	MediaType   string            // lower case, "text/plain" when missing or broken
	Params      map[string]string // of Content-Type, keys in lower case
	Disposition string            // "attachment", "inline" or ""
	Filename    string            // decoded, from either field
	Text        string            // of text/*: UTF-8, LF line ends, no NUL
	Body        []byte            // transfer-decoded bytes of every leaf; of message/rfc822 the raw embedded mail
	Children    []*Part           // of multipart/*; and of message/rfc822 its one embedded root
	HeaderCut   bool              // the header went beyond the caps, Fields lacks its end
}

// Field is one header field. Raw is the value as it stands in the mail,
// unfolded; Value has encoded words decoded (RFC 2047) and is valid UTF-8.
type Field struct {
	Name  string
	Raw   string
	Value string
}

// Limits cap what one mail may cost. A zero field means the default.
type Limits struct {
	Depth        int // multiparts within multiparts; 20
	Embedded     int // mails within mails; 5
	Parts        int // in the whole mail; 1000
	HeaderBytes  int // of one header; 256 KB, and four times that in the whole mail
	HeaderFields int // of one header; 2000
	DecodedBytes int // of all leaves together; 50 MB
	TextBytes    int // of all leaves that are text, before their charset is decoded; 8 MB
}

// Defaults are the limits that Parse works under.
var defaults = Limits{
	Depth: 20, Embedded: 5, Parts: 1000,
	HeaderBytes: 256 << 10, HeaderFields: 2000, DecodedBytes: 50 << 20, TextBytes: 8 << 20,
}

func (l Limits) withDefaults() Limits {
	for _, f := range []struct {
		have *int
		want int
	}{
		{&l.Depth, defaults.Depth}, {&l.Embedded, defaults.Embedded}, {&l.Parts, defaults.Parts},
		{&l.HeaderBytes, defaults.HeaderBytes}, {&l.HeaderFields, defaults.HeaderFields}, {&l.DecodedBytes, defaults.DecodedBytes},
		{&l.TextBytes, defaults.TextBytes},
	} {
		if *f.have <= 0 {
			*f.have = f.want
		}
	}
	return l
}

// Parse takes raw apart under the default limits. It always gives a root;
// warnings say in words what was wrong or left out.
func Parse(raw []byte) (root *Part, warnings []string) { return ParseLimited(raw, Limits{}) }

// ParseLimited is Parse under the limits given.
func ParseLimited(raw []byte, limits Limits) (root *Part, warnings []string) {
	if bytes.IndexByte(raw, '\n') < 0 && bytes.IndexByte(raw, '\r') >= 0 {
		// QUIRK: mail clients of Mac OS 9 end every line in CR alone.
		raw = bytes.ReplaceAll(raw, []byte("\r"), []byte("\n"))
	}
	w := &walk{limits: limits.withDefaults()}
	w.decoded, w.text, w.header = w.limits.DecodedBytes, w.limits.TextBytes, 4*w.limits.HeaderBytes
	root = w.entity(raw, place{top: true, fallback: "text/plain"})
	return root, w.warnings
}

// Get gives the first field of that name, decoded; "" when there is none.
func (p *Part) Get(name string) string {
	for i := range p.Fields {
		if strings.EqualFold(p.Fields[i].Name, name) {
			return p.Fields[i].Value
		}
	}
	return ""
}

// All gives every field of that name, in the order written.
func (p *Part) All(name string) []Field {
	var out []Field
	for i := range p.Fields {
		if strings.EqualFold(p.Fields[i].Name, name) {
			out = append(out, p.Fields[i])
		}
	}
	return out
}

// Is says whether the media type is kind, or of that kind when it ends in "/".
func (p *Part) Is(kind string) bool {
	if strings.HasSuffix(kind, "/") {
		return strings.HasPrefix(p.MediaType, kind)
	}
	return p.MediaType == kind
}
