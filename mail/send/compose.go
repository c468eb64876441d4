package send

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	netmail "net/mail"
	"slices"
	"strings"
	"unicode/utf8"

	gomail "github.com/wneessen/go-mail"

	"goodword/mail/address"
)

// maxLine is the longest line a mail may have without its CRLF (RFC 5322
// section 2.1.1).
const maxLine = 998

// Compose makes the bytes of a letter, with CRLF line ends. The same Letter
// gives the same bytes every time. It refuses CR, LF and NUL in any header
// value, names that are not header names, and addresses that need SMTPUTF8.
func Compose(l Letter) ([]byte, error) {
	if err := l.check(); err != nil {
		return nil, fmt.Errorf("compose letter %s: %w", l.MessageID, err)
	}
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithEncoding(gomail.EncodingQP))
	msg.FromMailAddress(netAddress(l.From))
	msg.ToMailAddress(netAddress(l.To))
	if l.ReplyTo.Address != "" {
		msg.ReplyToMailAddress(netAddress(l.ReplyTo))
	}
	msg.Subject(l.Subject)
	msg.SetDateWithValue(l.Date)
	msg.SetMessageIDWithValue(l.MessageID)
	for name, value := range l.fields() {
		msg.SetGenHeader(gomail.Header(name), value)
	}
	msg.SetBodyString(gomail.TypeTextPlain, textGoesHere)
	if l.HTML != "" {
		msg.AddAlternativeString(gomail.TypeTextHTML, htmlGoesHere)
	}
	for _, a := range l.Attachments {
		attach(msg, a)
	}
	var out bytes.Buffer
	if _, err := msg.WriteTo(&out); err != nil {
		return nil, fmt.Errorf("compose letter %s: %w", l.MessageID, err)
	}
	raw, err := filledIn(fixBoundaries(out.Bytes(), l), l)
	if err == nil {
		err = checkLines(raw)
	}
	if err != nil {
		return nil, fmt.Errorf("compose letter %s: %w", l.MessageID, err)
	}
	return raw, nil
}

// fields are the header fields that go-mail has no function for.
func (l Letter) fields() map[string]string {
	fields := map[string]string{}
	for name, value := range l.Headers {
		fields[name] = value
	}
	if l.InReplyTo != "" {
		fields["In-Reply-To"] = "<" + l.InReplyTo + ">"
	}
	if len(l.References) > 0 {
		fields["References"] = "<" + strings.Join(l.References, "> <") + ">"
	}
	if l.Mark != "" {
		fields[MarkHeader] = l.Mark
	}
	if l.AutoSubmitted {
		fields["Auto-Submitted"] = "auto-generated"
		fields["X-Auto-Response-Suppress"] = "All"
	}
	return fields
}

func netAddress(m address.Mailbox) *netmail.Address {
	return &netmail.Address{Name: m.Name, Address: m.Address}
}

// attach adds a file. A mail goes out as it is where it can, since RFC 2046
// section 5.2.1 allows message/rfc822 no base64; the bytes would otherwise
// have to be changed, so a mail that cannot becomes a plain file.
func attach(msg *gomail.Msg, a Attachment) {
	mediaType, encoding := a.MediaType, gomail.EncodingB64
	if strings.EqualFold(mediaType, "message/rfc822") {
		if checkLines(a.Bytes) == nil {
			encoding = gomail.NoEncoding
		} else {
			mediaType = "application/octet-stream"
		}
	}
	if a.ContentID != "" {
		msg.EmbedReadSeeker(a.Name, bytes.NewReader(a.Bytes), gomail.WithFileContentID("<"+a.ContentID+">"),
			gomail.WithFileContentType(gomail.ContentType(mediaType)), gomail.WithFileEncoding(encoding))
		return
	}
	msg.AttachReadSeeker(a.Name, bytes.NewReader(a.Bytes),
		gomail.WithFileContentType(gomail.ContentType(mediaType)), gomail.WithFileEncoding(encoding))
}

// textGoesHere and htmlGoesHere stand for text and HTML in what go-mail writes, as a
// body that quoted-printable leaves as it is; quoted writes ours, several times as fast.
const textGoesHere, htmlGoesHere = "the-text-goes-here", "the-html-goes-here"

// filledIn puts text and HTML into their places. No header holds an empty line, and files
// stand behind both, so that the first place that looks like one is it.
func filledIn(frame []byte, l Letter) ([]byte, error) {
	out := make([]byte, 0, len(frame)+(len(l.Text)+len(l.HTML))*5/4)
	for _, part := range []struct{ place, body string }{{textGoesHere, l.Text}, {htmlGoesHere, l.HTML}} {
		if part.body == "" {
			continue // HTML; a text is never empty
		}
		before, after, found := bytes.Cut(frame, []byte("\r\n\r\n"+part.place))
		if !found {
			return nil, errors.New("the place of its text cannot be found: go-mail writes otherwise than this version of goodword expects")
		}
		out = quoted(append(append(out, before...), "\r\n\r\n"...), part.body)
		frame = after
	}
	return append(out, frame...), nil
}

// fixBoundaries replaces the random boundaries that go-mail draws by ones made
// from the letter. They cannot be given to go-mail: it would write the same
// one for a multipart/mixed and the multipart/alternative inside it. "=_" stands in no
// quoted-printable and no base64 (RFC 2045 section 6.7), so that no text holds one; an attached
// mail goes as it is, and so its bytes are part of what they are made from.
func fixBoundaries(raw []byte, l Letter) []byte {
	whole := sha256.New()
	for _, s := range []string{l.MessageID, l.To.Address, l.Subject} {
		whole.Write(binary.AppendUvarint(nil, uint64(len(s))))
		whole.Write([]byte(s))
	}
	for _, a := range l.Attachments {
		whole.Write(a.Bytes)
	}
	for i, random := range boundaries(raw) {
		whole.Write([]byte{byte(i)})
		own := hex.AppendEncode([]byte("=_"), whole.Sum(nil))
		raw = bytes.Replace(raw, slices.Concat(boundaryField, random), slices.Concat(boundaryField, []byte(`"`), own, []byte(`"`)), 1) // a = wants quotes
		raw = bytes.ReplaceAll(raw, random, own)
	}
	return raw
}

// boundaryField is how go-mail writes a boundary, without quotes.
var boundaryField = []byte(";\r\n boundary=")

// boundaries returns what go-mail drew: the boundary in the letter's header,
// and those in the headers of its first part and that one's first part, where
// those are multiparts: mixed, related, alternative.
// go-mail writes Content-Type last in a header that has a multipart.
func boundaries(raw []byte) [][]byte {
	var drawn [][]byte
	for range 3 {
		header, rest, ok := bytes.Cut(raw, []byte("\r\n\r\n"))
		at := bytes.LastIndex(header, []byte("\r\nContent-Type: multipart/"))
		if !ok || at < 0 {
			break
		}
		_, boundary, ok := bytes.Cut(header[at:], boundaryField)
		if !ok {
			break
		}
		drawn = append(drawn, bytes.Clone(boundary))
		raw = rest
	}
	return drawn
}

// checkLines refuses what SMTP could change or cut.
func checkLines(raw []byte) error {
	if bytes.IndexByte(raw, 0) >= 0 {
		return errors.New("a NUL byte cannot be sent")
	}
	for rest := raw; len(rest) > 0; {
		end := bytes.IndexByte(rest, '\n')
		line, after := rest, []byte(nil)
		if end >= 0 {
			line, after = rest[:end], rest[end+1:]
			if end == 0 || line[end-1] != '\r' {
				return errors.New("a line ends with a bare CR or LF")
			}
			line = line[:end-1]
		}
		if len(line) > maxLine {
			return fmt.Errorf("a line of %d bytes is longer than the %d that mail allows", len(line), maxLine)
		}
		if bytes.IndexByte(line, '\r') >= 0 {
			return errors.New("a line ends with a bare CR or LF")
		}
		rest = after
	}
	return nil
}

// ownHeaders are written by Compose from other parts of the Letter, or by
// servers; they cannot be given in Letter.Headers.
var ownHeaders = []string{
	"from", "sender", "to", "cc", "bcc", "reply-to", "subject", "date", "message-id", "in-reply-to", "references",
	"mime-version", "content-type", "content-transfer-encoding", "content-disposition", "auto-submitted",
	"x-auto-response-suppress", "x-goodword", "return-path", "received", "authentication-results", "dkim-signature",
	"resent-from", "resent-to",
}

func (l Letter) check() error {
	var problems []error
	bad := func(format string, args ...any) { problems = append(problems, fmt.Errorf(format, args...)) }
	one := func(what, value string) {
		if strings.ContainsAny(value, "\r\n\x00") || !utf8.ValidString(value) {
			bad("%s holds a line break, a NUL or broken UTF-8: %q", what, value)
		}
	}
	for what, m := range map[string]address.Mailbox{"From": l.From, "To": l.To, "Reply-To": l.ReplyTo} {
		one(what, m.Name)
		if what == "Reply-To" && m.Address == "" {
			continue
		}
		if err := checkAddress(m.Address); err != nil {
			bad("%s: %w", what, err)
		}
	}
	one("the subject", l.Subject)
	for _, id := range append([]string{l.MessageID}, l.related()...) {
		if !goodID(id) {
			bad("the message id %q is none", id)
		}
	}
	if l.Date.IsZero() {
		bad("the letter has no date")
	}
	if l.Text == "" || !utf8.ValidString(l.Text) || !utf8.ValidString(l.HTML) {
		bad("the text is empty or not UTF-8")
	}
	if strings.ContainsFunc(l.Mark, func(r rune) bool { return !goodMark(r) }) || len(l.Mark) > 128 {
		bad("the mark %q has other characters than letters, digits and -_.", l.Mark)
	}
	for name, value := range l.Headers {
		one("the header "+name, value)
		if !goodName(name) || slices.Contains(ownHeaders, strings.ToLower(name)) {
			bad("the header name %q cannot be used", name)
		}
	}
	for _, a := range l.Attachments {
		one("the attachment's name", a.Name)
		if !goodMediaType(a.MediaType) {
			bad("the attachment %q has the media type %q, which is none", a.Name, a.MediaType)
		}
		if strings.ContainsFunc(a.ContentID, func(r rune) bool { return !goodMark(r) }) {
			bad("the Content-ID %q has other characters than letters, digits and -_.", a.ContentID)
		}
	}
	return errors.Join(problems...)
}

func (l Letter) related() []string {
	if l.InReplyTo == "" {
		return l.References
	}
	return append([]string{l.InReplyTo}, l.References...)
}

// checkAddress wants one plain addr-spec in ASCII.
func checkAddress(addr string) error {
	parsed, err := netmail.ParseAddress(addr)
	if err != nil || parsed.Address != addr || parsed.Name != "" {
		return fmt.Errorf("%q is not one plain address", addr)
	}
	if strings.ContainsFunc(addr, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		return fmt.Errorf("the address %q has characters beyond ASCII, which need SMTPUTF8: use an ASCII address", addr)
	}
	return nil
}

func goodID(id string) bool {
	return id != "" && len(id) < 900 && !strings.ContainsFunc(id, func(r rune) bool {
		return r <= ' ' || r >= 0x7f || r == '<' || r == '>'
	})
}

func goodMark(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' || r == '.'
}

// goodName tells an RFC 5322 field name.
func goodName(name string) bool {
	return name != "" && len(name) <= 76 && !strings.ContainsFunc(name, func(r rune) bool {
		return r <= ' ' || r >= 0x7f || r == ':'
	})
}

func goodMediaType(mediaType string) bool {
	kind, sub, ok := strings.Cut(mediaType, "/")
	bad := func(r rune) bool { return !goodMark(r) && r != '+' }
	return ok && kind != "" && sub != "" && !strings.ContainsFunc(kind, bad) && !strings.ContainsFunc(sub, bad)
}
