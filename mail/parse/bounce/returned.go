package bounce

import (
	"bytes"
	"strings"

	"goodword/mail/parse/part"
)

// returnedHeader is the header of the mail a report is about: of the embedded
// mail, of a part of headers alone, of a part that has swallowed it, of an
// attached text that begins like one, or from the text below the report's
// words. Nil when nothing came back.
func (l *leaves) returnedHeader(below string) []byte {
	if l.embedded != nil {
		if h := headerOf(l.embedded); len(h) > 0 {
			return h
		}
	}
	if l.headers != nil {
		if h := headerOf(l.headers); len(h) > 0 {
			return h
		}
	}
	if l.headerOwner != nil {
		return joinFields(l.headerOwner.Fields)
	}
	for _, p := range l.plain[min(1, len(l.plain)):] {
		if i := headerStart(p.Text); i >= 0 {
			return headerBytes([]byte(p.Text[i:]))
		}
	}
	if i := headerStart(below); i >= 0 {
		return headerBytes([]byte(undent(below[i:])))
	}
	return nil
}

// lostHeader is the header of a returned mail whose boundary is missing, so that
// it stands at the end of another part.
func (l *leaves) lostHeader() []byte {
	for _, some := range [...][]*part.Part{l.status, l.plain} {
		for _, p := range some {
			text := p.Text
			if text == "" {
				text = string(p.Body)
			}
			text = cut(text, maxText)
			for _, mark := range [...]string{"\ncontent-type: message/rfc822", "\ncontent-type: text/rfc822-headers"} {
				at := indexFold(text, mark)
				if at < 0 {
					continue
				}
				if _, rest, ok := strings.Cut(strings.ReplaceAll(text[at+1:], "\r", ""), "\n\n"); ok {
					return headerBytes([]byte(rest))
				}
			}
		}
	}
	return nil
}

// headerOf is the header of an embedded mail or a part of bare header lines.
func headerOf(p *part.Part) []byte {
	if len(p.Body) > 0 {
		return headerBytes(p.Body)
	}
	if p.Text != "" {
		return headerBytes([]byte(p.Text))
	}
	if len(p.Children) > 0 {
		return joinFields(p.Children[0].Fields)
	}
	return nil
}

// headerBytes cuts at the empty line, leading empty lines apart.
func headerBytes(raw []byte) []byte {
	raw = bytes.TrimLeft(raw, "\r\n")
	if len(raw) > maxHeader {
		raw = raw[:maxHeader]
	}
	for i := 0; i < len(raw); {
		j := bytes.IndexByte(raw[i:], '\n')
		if j < 0 {
			break
		}
		if line := bytes.TrimRight(raw[i:i+j], "\r"); len(line) == 0 {
			return raw[:i]
		}
		i += j + 1
	}
	return raw
}

func joinFields(fields []part.Field) []byte {
	var b bytes.Buffer
	for i := range fields {
		if b.Len() > maxHeader {
			break
		}
		b.WriteString(fields[i].Name)
		b.WriteString(": ")
		b.WriteString(fields[i].Raw)
		b.WriteString("\n")
	}
	return b.Bytes()
}

// headerStart is where the first header line of a returned mail stands in a
// text, within its first lines; -1 when it holds none.
func headerStart(text string) int {
	at, lines := 0, 0
	for at < len(text) && lines < 40 {
		line := text[at:]
		next := len(text)
		if i := strings.IndexByte(line, '\n'); i >= 0 {
			line, next = line[:i], at+i+1
		}
		if knownField(line) {
			return at
		}
		at = next
		lines++
	}
	return -1
}

// undent takes the indentation of the first line off every line (QUIRK: fml
// and some webmailers indent what they return).
func undent(text string) string {
	width := len(text) - len(strings.TrimLeft(text, " \t"))
	if width == 0 {
		return text
	}
	pad := text[:width]
	text = cut(text, maxHeader)
	return strings.TrimPrefix(strings.ReplaceAll(text, "\n"+pad, "\n"), pad)
}

// field reads one field of a returned header, unfolded; "" when it is not there.
func field(header []byte, name string) string {
	for _, line := range strings.Split(string(unfoldHeader(header)), "\n") {
		if n, v, ok := strings.Cut(line, ":"); ok && strings.EqualFold(strings.TrimSpace(n), name) {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

func unfoldHeader(header []byte) []byte {
	header = bytes.ReplaceAll(header, []byte("\r"), nil)
	header = bytes.ReplaceAll(header, []byte("\n\t"), []byte(" "))
	return bytes.ReplaceAll(header, []byte("\n "), []byte(" "))
}

// messageID takes the first <id> out of a field; without brackets, its first word.
func messageID(value string) string {
	value = strings.TrimSpace(clean(cut(value, maxLine)))
	if open := strings.IndexByte(value, '<'); open >= 0 {
		if shut := strings.IndexByte(value[open:], '>'); shut > 0 {
			return strings.Join(strings.Fields(value[open+1:open+shut]), "")
		}
	}
	if i := strings.IndexAny(value, " \t\r\n"); i >= 0 {
		value = value[:i]
	}
	return strings.Trim(value, "<>")
}

// knownField says whether a line is a header field that mails are known by.
func knownField(line string) bool {
	return fieldClass(line) != 0
}

// Classes of header lines: one that any summary shows, one that only the
// header of a mail holds, one that a MIME part has as well.
const (
	summaryField = 1
	traceField   = 2
	mimeField    = 3
)

func fieldClass(line string) int {
	name, _, ok := strings.Cut(strings.TrimLeft(line, " \t>|"), ":")
	if !ok || len(name) > 40 || name == "" {
		return 0
	}
	var buf [40]byte
	switch string(lower(buf[:0], strings.TrimRight(name, " "))) {
	case "from", "to", "cc", "subject", "date", "sent", "message-id", "sender", "reply-to":
		return summaryField
	case "mime-version", "content-type", "content-transfer-encoding", "content-disposition", "content-description":
		return mimeField
	case "received", "return-path", "dkim-signature",
		"domainkey-signature", "authentication-results", "arc-seal", "received-spf", "x-mailer", "user-agent", "delivered-to",
		"x-received", "x-original-to", "in-reply-to", "references", "list-id", "precedence", "x-priority", "errors-to",
		"x-originating-ip", "x-yahoo-newman-property", "x-ymail-osg", "x-google-smtp-source", "x-virus-scanned",
		"arc-message-signature", "arc-authentication-results", "thread-topic", "thread-index":
		return traceField
	}
	return 0
}
