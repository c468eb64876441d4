package part

import (
	"bytes"
	"encoding/base64"
	"strings"

	"goodword/mail/charset"
)

// transferDecode undoes a Content-Transfer-Encoding (RFC 2045 section 6). known
// is false for an encoding nobody defined; clean is false when the bytes broke
// its rules and were read as far as they make sense. The result shares b's
// memory where nothing had to be decoded.
func transferDecode(encoding string, b []byte) (out []byte, known, clean bool) {
	switch strings.ToLower(strings.Trim(encoding, " \t\"'")) {
	case "", "7bit", "8bit", "binary", "7-bit", "8-bit", "7bits", "8bits":
		return b, true, true
	case "base64":
		out, clean = decodeBase64(b)
		return out, true, clean
	case "quoted-printable":
		out, clean = decodeQuotedPrintable(b)
		return out, true, clean
	}
	return b, false, true
}

// decodeBase64 decodes b. Where it breaks the rules, single bytes that are no
// base64 letter are skipped, a padding in the middle ends one run and begins
// another, as when two encoded texts were joined, and a line of plain text ends
// it. A text that begins with plain words was never encoded and stays.
//
// QUIRK: virus scanners and lists append a footer in the clear; scripts label
// plain text base64.
func decodeBase64(b []byte) (out []byte, clean bool) {
	out = make([]byte, len(b)/4*3+3)
	n, err := base64.StdEncoding.Decode(out, b)
	if err == nil {
		return out[:n], true
	}
	n = 0
	var quantum uint32
	bits := 0
	for pos := 0; pos < len(b); {
		line, next := cutLine(b, pos)
		if isProse(line) {
			if n == 0 {
				return b, false
			}
			break
		}
		for _, c := range b[pos:next] {
			v, ok := base64Value(c)
			if !ok {
				if c == '=' {
					quantum, bits = 0, 0
				}
				continue
			}
			quantum, bits = quantum<<6|uint32(v), bits+6
			if bits >= 8 {
				bits -= 8
				out[n] = byte(quantum >> bits)
				n++
			}
		}
		pos = next
	}
	return out[:n], false
}

// isProse says that a line among base64 is none: words with spaces between, or
// mostly other signs. A space beside a run of letters longer than any word was
// put in on the way.
func isProse(line []byte) bool {
	const longestWord = 32
	line = bytes.TrimSpace(line)
	letters, run, longest, spaced := 0, 0, 0, false
	for _, c := range line {
		if _, ok := base64Value(c); !ok && c != '=' {
			spaced = spaced || c == ' ' || c == '\t'
			run = 0
			continue
		}
		letters, run = letters+1, run+1
		longest = max(longest, run)
	}
	return spaced && longest < longestWord || 2*letters < len(line)
}

func base64Value(c byte) (byte, bool) {
	switch {
	case c >= 'A' && c <= 'Z':
		return c - 'A', true
	case c >= 'a' && c <= 'z':
		return c - 'a' + 26, true
	case c >= '0' && c <= '9':
		return c - '0' + 52, true
	case c == '+':
		return 62, true
	case c == '/':
		return 63, true
	}
	return 0, false
}

// decodeQuotedPrintable decodes b. An "=" that encodes nothing stays.
func decodeQuotedPrintable(b []byte) (out []byte, clean bool) {
	if bytes.IndexByte(b, '=') < 0 {
		return b, true
	}
	out, clean = make([]byte, 0, len(b)), true
	for len(b) > 0 {
		line, next := cutLine(b, 0)
		lineEnd := b[len(line):next]
		b = b[next:]
		line = bytes.TrimRight(line, " \t\r") // added in transit, section 6.7 rule 3
		soft := len(line) > 0 && line[len(line)-1] == '='
		if soft {
			line = line[:len(line)-1]
		}
		for len(line) > 0 {
			eq := bytes.IndexByte(line, '=')
			if eq < 0 {
				out = append(out, line...)
				break
			}
			out = append(out, line[:eq]...)
			line = line[eq+1:]
			if len(line) >= 2 && isHex(line[0]) && isHex(line[1]) {
				out = append(out, unhex(line[0])<<4|unhex(line[1]))
				line = line[2:]
				continue
			}
			out, clean = append(out, '='), false
		}
		if !soft {
			out = append(out, lineEnd...)
		}
	}
	return out, clean
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'F' || c >= 'a' && c <= 'f'
}

func unhex(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c&^0x20 - 'A' + 10
}

// text makes the text of a leaf: charset decoded, LF line ends, no NUL.
func text(label string, b []byte) (s, read string) {
	if bytes.IndexByte(b, '\r') < 0 {
		s, read = charset.Decode(label, b)
		if strings.IndexByte(s, '\r') >= 0 {
			s = newlines([]byte(s))
		}
		return s, read
	}
	if read, ok := charset.AsItStands(label, b); ok {
		return newlines(b), read
	}
	s, read = charset.Decode(label, b)
	return newlines([]byte(s)), read
}

// newlines makes a text of b with LF line ends.
func newlines(b []byte) string {
	var out strings.Builder
	out.Grow(len(b))
	for {
		i := bytes.IndexByte(b, '\r')
		if i < 0 {
			out.Write(b)
			return out.String()
		}
		out.Write(b[:i])
		b = b[i+1:]
		if len(b) > 0 && b[0] == '\n' {
			continue
		}
		// QUIRK: old Macs end lines in CR alone, broken gateways in CR CR LF.
		if !bytes.HasPrefix(b, []byte("\r\n")) {
			out.WriteByte('\n')
		}
	}
}

// metaCharset finds the charset an HTML part declares in itself; it counts when
// Content-Type names none.
func metaCharset(b []byte) string {
	head := bytes.ToLower(b[:min(len(b), 2048)])
	at := bytes.Index(head, []byte("charset="))
	if at < 0 {
		return ""
	}
	rest := bytes.TrimLeft(head[at+8:], "\"' ")
	end := bytes.IndexAny(rest, "\"'; />\r\n")
	if end <= 0 || end > 40 {
		return ""
	}
	return string(rest[:end])
}
