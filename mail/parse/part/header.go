package part

import (
	"bytes"
	"strings"

	"goodword/mail/charset"
)

// header is one header block, found and cut into fields.
type header struct {
	fields []Field
	body   []byte
	cut    bool // beyond the caps
	broken int  // lines that were no field
}

// span is where one field stands in the raw bytes.
type span struct{ name, colon, end int }

// readHeader reads the header that raw begins with (RFC 5322 section 2.2) and
// gives what follows it. A line that is no field is skipped when the header
// goes on behind it, and else begins the body.
func readHeader(raw []byte, maxBytes, maxFields int, top bool) header {
	var h header
	var room [48]span
	spans := room[:0]
	pos := 0
	if top {
		pos = skipTop(raw)
	}
	start, skipping := pos, false
	for pos < len(raw) {
		line, next := cutLine(raw, pos)
		if len(line) == 0 || isBlank(line) && !headerGoesOn(raw[next:]) {
			pos = next
			break
		}
		if pos-start > maxBytes || len(spans) > maxFields {
			h.cut = true
			pos = endOfHeader(raw, pos)
			break
		}
		colon := fieldColon(line)
		fits := next-start <= maxBytes // one line alone may go beyond the cap
		switch {
		case !fits && (colon > 0 || line[0] == ' ' || line[0] == '\t' || isLostParam(line)):
			h.cut = true
			h.body = raw[endOfHeader(raw, next):]
			h.fields = fieldsOf(raw, start, spans)
			return h
		case line[0] == ' ' || line[0] == '\t':
			if len(spans) > 0 && !skipping {
				spans[len(spans)-1].end = pos + len(line)
			}
		case colon > 0:
			spans = append(spans, span{pos, pos + colon, pos + len(line)})
			skipping = false
		case len(spans) > 0 && !skipping && isLostParam(line):
			spans[len(spans)-1].end = pos + len(line)
		case headerGoesOn(raw[next:]):
			// QUIRK: mbox "From " lines, and lines that gateways and spam filters
			// break or inject, stand amid good fields.
			h.broken++
			skipping = true
		default:
			h.body = raw[pos:]
			h.fields = fieldsOf(raw, start, spans)
			h.broken++
			return h
		}
		pos = next
	}
	h.body = raw[min(pos, len(raw)):]
	h.fields = fieldsOf(raw, start, spans)
	return h
}

// skipTop passes over what may stand above the first field: empty lines and
// the "From " line of an mbox file.
func skipTop(raw []byte) int {
	pos := 0
	if bytes.HasPrefix(raw, []byte("\xEF\xBB\xBF")) {
		pos = 3
	}
	first, fromLine := pos, false
	for i := 0; i < 5 && pos < len(raw); i++ {
		line, next := cutLine(raw, pos)
		isFrom := bytes.HasPrefix(line, []byte("From ")) || bytes.HasPrefix(line, []byte(">From "))
		if !isBlank(line) && !isFrom {
			break
		}
		fromLine = fromLine || isFrom
		pos = next
	}
	if !fromLine && !headerGoesOn(raw[pos:]) {
		return first
	}
	return pos
}

// cutLine gives the line at pos without its end, and where the next begins.
func cutLine(raw []byte, pos int) (line []byte, next int) {
	end := bytes.IndexByte(raw[pos:], '\n')
	if end < 0 {
		return bytes.TrimSuffix(raw[pos:], []byte("\r")), len(raw)
	}
	return bytes.TrimSuffix(raw[pos:pos+end], []byte("\r")), pos + end + 1
}

func isBlank(line []byte) bool {
	for _, c := range line {
		if c != ' ' && c != '\t' && c != '\r' {
			return false
		}
	}
	return true
}

// isLostParam tells a parameter whose line lost its indentation.
//
// QUIRK: Verizon's and Microsoft's bounce writers, and relays that squeeze white
// space, put boundary= at the start of a line.
func isLostParam(line []byte) bool {
	name, _, ok := bytes.Cut(line, []byte("="))
	if !ok {
		return false
	}
	switch strings.ToLower(string(name[:min(len(name), 12)])) {
	case "boundary", "charset", "name", "filename", "type", "format", "report-type", "protocol", "micalg":
		return true
	}
	return false
}

// fieldColon gives the offset of the colon behind a field name, 0 when the line
// begins with none. White space before the colon is the obsolete syntax of RFC
// 5322 section 4.5.
func fieldColon(line []byte) int {
	for i, c := range line {
		switch {
		case c == ':':
			return i
		case c > ' ' && c < 0x7F:
			if i > 126 {
				return 0
			}
		case (c == ' ' || c == '\t') && i > 0:
			rest := bytes.TrimLeft(line[i:], " \t")
			if len(rest) > 0 && rest[0] == ':' {
				return len(line) - len(rest)
			}
			return 0
		default:
			return 0
		}
	}
	return 0
}

// headerGoesOn says whether one of the next lines, up to an empty one, is a
// field that headers are known to have. Prose such as "Note: …" is none.
func headerGoesOn(raw []byte) bool {
	pos := 0
	for i := 0; i < 10 && pos < len(raw); i++ {
		line, next := cutLine(raw, pos)
		if len(line) == 0 {
			return false
		}
		if colon := fieldColon(line); colon > 0 && isKnownName(bytes.TrimRight(line[:colon], " \t")) {
			return true
		}
		pos = next
	}
	return false
}

func isKnownName(name []byte) bool {
	switch strings.ToLower(string(name[:min(len(name), 26)])) {
	case "from", "to", "cc", "subject", "date", "sender", "reply-to", "message-id", "received", "return-path",
		"mime-version", "in-reply-to", "references", "content-type", "content-transfer-encoding",
		"content-disposition", "content-id", "content-description", "content-language", "delivered-to",
		"dkim-signature", "authentication-results", "user-agent", "importance", "precedence", "auto-submitted", "thread-topic", "thread-index":
		return true
	}
	return len(name) > 2 && (name[0] == 'X' || name[0] == 'x') && name[1] == '-'
}

// endOfHeader finds the body behind a header that is not read to its end.
func endOfHeader(raw []byte, pos int) int {
	for pos < len(raw) {
		line, next := cutLine(raw, pos)
		if len(line) == 0 {
			return next
		}
		pos = next
	}
	return pos
}

// fieldsOf makes the fields of their places; all share one copy of the header.
func fieldsOf(raw []byte, start int, spans []span) []Field {
	if len(spans) == 0 {
		return nil
	}
	end := spans[len(spans)-1].end
	block := string(raw[start:end])
	fields := make([]Field, len(spans))
	plain := charset.Plain(block)
	var room strings.Builder // of all values that are folded
	for i, s := range spans {
		value := unfold(block[s.colon+1-start:s.end-start], len(block), &room)
		fields[i] = Field{Name: strings.TrimRight(block[s.name-start:s.colon-start], " \t"), Raw: value, Value: value}
		if !plain {
			fields[i].Value = charset.DecodeWords(value)
		}
		if v := fields[i].Value; strings.IndexByte(v, '\r') >= 0 || strings.IndexByte(v, '\n') >= 0 {
			// An encoded line break would let one field pose as two.
			fields[i].Value = strings.Map(func(r rune) rune {
				if r == '\r' || r == '\n' {
					return ' '
				}
				return r
			}, fields[i].Value)
		}
	}
	return fields
}

func isWhite(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// unfold takes the line breaks out of a field value (RFC 5322 section 2.2.3)
// and the white space off its ends. What it has to copy goes into room, which is
// made size bytes large.
func unfold(value string, size int, room *strings.Builder) string {
	for value != "" && isWhite(value[0]) {
		value = value[1:]
	}
	for value != "" && isWhite(value[len(value)-1]) {
		value = value[:len(value)-1]
	}
	if strings.IndexByte(value, '\n') < 0 {
		return value
	}
	if room.Cap() == 0 {
		room.Grow(size)
	}
	from := room.Len()
	for value != "" {
		line, rest, _ := strings.Cut(value, "\n")
		room.WriteString(strings.TrimSuffix(line, "\r"))
		value = rest
	}
	return room.String()[from:]
}
