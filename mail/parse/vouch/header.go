package vouch

import (
	"bytes"
	"errors"
	"strings"
)

// header is a header read by the letter, in the order written.
type header []field

type field struct{ name, value string }

// maxHeader caps the header that is looked at, in bytes.
const maxHeader = 256 << 10

// scan reads the header of raw by the letter of RFC 5322. What mail/parse/part
// forgives is an error here: where two programs may read two headers, the
// server that wrote the verdict may have seen another sender than we do.
func scan(raw []byte) (header, error) {
	var h header
	for pos := 0; pos < len(raw); {
		if pos > maxHeader {
			return nil, errors.New("the header is too long to be read whole")
		}
		end := bytes.IndexByte(raw[pos:], '\n')
		next := pos + end + 1
		if end < 0 {
			end, next = len(raw)-pos, len(raw)
		}
		line := string(bytes.TrimSuffix(raw[pos:pos+end], []byte("\r")))
		pos = next
		if line == "" {
			break
		}
		if strings.ContainsAny(line, "\r\x00") {
			return nil, errors.New("the header has NUL or a bare CR")
		}
		if line[0] == ' ' || line[0] == '\t' {
			if len(h) == 0 {
				return nil, errors.New("the header begins with a folded line")
			}
			h[len(h)-1].value += line
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if name = strings.TrimRight(name, " \t"); !ok || name == "" || strings.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r >= 0x7F }) {
			return nil, errors.New("the header has a line that is no field")
		}
		h = append(h, field{name, value})
	}
	for i := range h {
		h[i].value = strings.Trim(h[i].value, " \t")
	}
	return h, nil
}

// all gives the values of every field of that name, topmost first.
func (h header) all(name string) []string {
	var out []string
	for _, f := range h {
		if strings.EqualFold(f.name, name) {
			out = append(out, f.value)
		}
	}
	return out
}
