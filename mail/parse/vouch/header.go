package vouch

import (
	"bytes"
	"errors"
	"strings"
)

// header is a header read by the letter, in the order written. Its fields are
// places in the mail; a value is unfolded when it is asked for.
type header struct {
	raw    []byte
	fields []field
	body   int // where the body begins in raw
}

// field is one field with its folded lines, without the last line's end.
type field struct{ start, nameEnd, value, end int32 }

// maxHeader caps the header that is looked at, in bytes.
const maxHeader = 256 << 10

// scan reads the header of raw by the letter of RFC 5322. What mail/parse/part
// forgives is an error here: where two programs may read two headers, the
// server that wrote the verdict may have seen another sender than we do.
func scan(raw []byte) (header, error) {
	h := header{raw: raw, fields: make([]field, 0, 32), body: len(raw)}
	for pos := 0; pos < len(raw); {
		if pos > maxHeader {
			return header{}, errors.New("the header is too long to be read whole")
		}
		end, next := len(raw), len(raw)
		if n := bytes.IndexByte(raw[pos:], '\n'); n >= 0 {
			end, next = pos+n, pos+n+1
		}
		line := bytes.TrimSuffix(raw[pos:end], []byte("\r"))
		if len(line) == 0 {
			h.body = next
			break
		}
		if bytes.IndexByte(line, '\r') >= 0 || bytes.IndexByte(line, 0) >= 0 {
			return header{}, errors.New("the header has NUL or a bare CR")
		}
		if len(line) > maxHeader {
			return header{}, errors.New("the header is too long to be read whole")
		}
		if line[0] == ' ' || line[0] == '\t' {
			if len(h.fields) == 0 {
				return header{}, errors.New("the header begins with a folded line")
			}
			h.fields[len(h.fields)-1].end = int32(pos + len(line))
			pos = next
			continue
		}
		colon := nameLength(line)
		if colon < 0 {
			return header{}, errors.New("the header has a line that is no field")
		}
		name := bytes.TrimRight(line[:colon], " \t")
		h.fields = append(h.fields, field{start: int32(pos), nameEnd: int32(pos + len(name)), value: int32(pos + colon + 1), end: int32(pos + len(line))})
		pos = next
	}
	return h, nil
}

// nameLength gives where the colon behind a field's name stands; -1 where none
// is. Blanks before it are RFC 5322's obsolete form (section 4.5).
func nameLength(line []byte) int {
	blank := false
	for i, c := range line {
		switch {
		case c == ':' && i > 0:
			return i
		case c == ' ' || c == '\t':
			blank = true
		case c <= ' ' || c >= 0x7F || c == ':' || blank:
			return -1
		}
	}
	return -1
}

// rawOf gives a field as it stands.
func (h header) rawOf(f field) []byte { return h.raw[f.start:f.end] }

// name gives a field's name.
func (h header) name(f field) []byte { return h.raw[f.start:f.nameEnd] }

// is says whether the field has that name.
func (h header) is(f field, name string) bool {
	return int(f.nameEnd-f.start) == len(name) && strings.EqualFold(string(h.name(f)), name)
}

var unfold = strings.NewReplacer("\r", "", "\n", "")

// text is a field's value without its folds.
func (h header) text(f field) string {
	value := string(h.raw[f.value:f.end])
	if strings.IndexByte(value, '\n') >= 0 {
		value = unfold.Replace(value)
	}
	return strings.Trim(value, " \t")
}

// first gives the value of the topmost field of that name.
func (h header) first(name string) (value string, ok bool) {
	for _, f := range h.fields {
		if h.is(f, name) {
			return h.text(f), true
		}
	}
	return "", false
}

// topmost gives the value of the topmost field of that name, for proof. One with
// blanks before its colon proves nothing: no server writes the obsolete form
// today, and rules that take forged fields away by "Name:" leave it standing.
func (h header) topmost(name string) (value string, ok bool, err error) {
	for _, f := range h.fields {
		if !h.is(f, name) {
			continue
		}
		if f.value != f.nameEnd+1 {
			return "", true, errors.New("the topmost " + name + " field is malformed: blanks stand before its colon")
		}
		return h.text(f), true, nil
	}
	return "", false, nil
}

// count says how many fields have that name.
func (h header) count(name string) int {
	n := 0
	for _, f := range h.fields {
		if h.is(f, name) {
			n++
		}
	}
	return n
}
