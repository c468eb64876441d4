package parse

import (
	"net/mail"
	"strings"
	"time"
	"unicode"

	"goodword/mail/address"
	"goodword/mail/charset"
	"goodword/mail/parse/part"
)

const (
	maxIDs     = 200 // of References and In-Reply-To
	maxMessage = 998 // bytes of one message id: RFC 5322's line length
)

// readHeader fills in what the header of the mail says.
func (m *Message) readHeader() {
	senders := 0
	var room [40]byte
	for i := range m.Root.Fields {
		f := &m.Root.Fields[i]
		switch string(lowered(room[:0], f.Name[:min(len(f.Name), len(room))])) {
		case "from":
			senders++
			m.From = append(m.From, address.ParseList(f.Raw)...)
		case "sender":
			if m.Sender == (address.Mailbox{}) {
				m.Sender, _ = address.Parse(f.Raw)
			}
		case "reply-to":
			m.ReplyTo = append(m.ReplyTo, address.ParseList(f.Raw)...)
		case "to":
			m.To = append(m.To, address.ParseList(f.Raw)...)
		case "cc":
			m.Cc = append(m.Cc, address.ParseList(f.Raw)...)
		case "subject":
			if m.Subject == "" {
				m.Subject = strings.TrimSpace(f.Value)
			}
		case "date":
			if m.Date.IsZero() {
				m.Date = parseDate(f.Value)
			}
		case "message-id":
			if ids := messageIDs(f.Value); m.MessageID == "" && len(ids) > 0 {
				m.MessageID = ids[0]
			}
		case "in-reply-to":
			m.InReplyTo = appendIDs(m.InReplyTo, f.Value)
		case "references":
			m.References = appendIDs(m.References, f.Value)
		case "received":
			m.Received++
		case "return-path":
			if m.ReturnPath == "" {
				path, _ := address.Parse(f.Raw)
				m.ReturnPath = path.Address
			}
		case "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to", "x-rcpt-to", "x-real-to", "apparently-to":
			m.addDelivered(f.Value)
		}
	}
	m.warnOfSenders(senders)
}

// lowered adds a field's name to dst in lower case; no name but an ASCII one is
// the name of a field.
func lowered(dst []byte, name string) []byte {
	for i := range len(name) {
		c := name[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

func (m *Message) addDelivered(value string) {
	for _, box := range address.ParseList(value) {
		if box.Address != "" && len(m.Delivered) < maxIDs {
			m.Delivered = append(m.Delivered, box.Address)
		}
	}
}

// warnOfSenders tells what keeps a From from naming one sender.
func (m *Message) warnOfSenders(fields int) {
	switch {
	case fields == 0:
		m.Warnings = append(m.Warnings, "no From field: nobody can be told as the sender")
	case fields > 1:
		m.Warnings = append(m.Warnings, "more than one From field: none is believed")
	case len(m.From) > 1:
		m.Warnings = append(m.Warnings, "From names more than one address: none is believed")
	case len(m.From) == 0 || m.From[0].Address == "":
		m.Warnings = append(m.Warnings, "From holds no address")
	}
}

// messageIDs reads the ids of a field, without their angle brackets. Where a
// field has none in brackets, words with an "@" are taken.
//
// QUIRK: old mailers write the date and the name of a person into In-Reply-To;
// some gateways leave the brackets out.
func messageIDs(value string) []string { return appendIDs(nil, value) }

func appendIDs(ids []string, value string) []string {
	value = charset.Clean(value)
	rest, found := value, false
	for len(ids) < maxIDs {
		open := strings.IndexByte(rest, '<')
		if open < 0 {
			break
		}
		shut := strings.IndexByte(rest[open:], '>')
		if shut < 0 {
			break
		}
		id := rest[open+1 : open+shut]
		if strings.IndexFunc(id, unicode.IsSpace) >= 0 {
			id = strings.Join(strings.Fields(id), "")
		}
		if id != "" && len(id) <= maxMessage {
			ids = append(ids, id)
			found = true
		}
		rest = rest[open+shut+1:]
	}
	if found {
		return ids
	}
	for id := range strings.FieldsSeq(value) {
		if id = strings.Trim(id, "<>,;\""); strings.Contains(id, "@") && len(id) <= maxMessage && len(ids) < maxIDs {
			ids = append(ids, id)
		}
	}
	return ids
}

// dateLayouts are forms that RFC 5322 does not have and mailers write.
var dateLayouts = []string{
	"Mon, 2 Jan 2006 15:04:05 GMT-07:00", "Mon, 2 Jan 2006 15:04:05 -07:00", "Mon, 2 Jan 2006 15:04:05", "2 Jan 2006 15:04:05",
	"Mon, 2 Jan 2006 15:04:05 UTC-07:00", "Mon, 2-Jan-2006 15:04:05 -0700", "Mon, 2-Jan-06 15:04:05 MST", "Mon Jan 2 15:04:05 2006",
	"Mon Jan 2 15:04:05 MST 2006", "Mon Jan 2 15:04:05 2006 -0700", "Monday, January 2, 2006 15:04:05", "2006-01-02T15:04:05Z07:00",
	"2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05", "Mon, 2 Jan 2006 3:04:05 PM -0700", "Monday, 2 January 2006 15:04:05 -0700",
}

// parseDate reads a Date field; the zero time stands for one that is missing,
// or before e-mail or centuries ahead.
func parseDate(value string) time.Time {
	const common = "Mon, 2 Jan 2006 15:04:05 -0700"
	t, err := time.Parse(common, value)
	if err != nil {
		value = strings.Join(strings.Fields(value), " ")
		if len(value) > 120 {
			return time.Time{}
		}
		t, err = time.Parse(common, value)
	}
	if err != nil {
		t, err = mail.ParseDate(value) // tries many forms, slowly
	}
	if err != nil {
		if open := strings.IndexByte(value, '('); open > 0 {
			value = strings.TrimSpace(value[:open])
		}
		for _, layout := range dateLayouts {
			if t, err = time.Parse(layout, value); err == nil {
				break
			}
		}
	}
	if err != nil || t.Year() < 1980 || t.Year() > 2200 {
		return time.Time{}
	}
	return t
}

// firstRaw gives the first field of that name as it stands in the mail.
func firstRaw(p *part.Part, name string) string {
	for i := range p.Fields {
		if strings.EqualFold(p.Fields[i].Name, name) {
			return p.Fields[i].Raw
		}
	}
	return ""
}
