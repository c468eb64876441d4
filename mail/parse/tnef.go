package parse

import (
	"encoding/binary"
	"errors"
	"strings"

	"goodword/mail/parse/part"
)

// Caps on one winmail.dat. Nothing in it is compressed but the RTF, which is
// not read, so its own size bounds the rest.
const (
	maxAttributes = 5000
	maxTNEFDepth  = 3
)

// Attribute names of TNEF (MS-OXTNEF section 2.1.3.2), with their types.
const (
	tnefSignature    = 0x223E9F78
	attSubject       = 0x00018004
	attBody          = 0x0002800C
	attProps         = 0x00069003
	attCodepage      = 0x00069007
	attRendData      = 0x00069002
	attTitle         = 0x00018010
	attData          = 0x0006800F
	attAttachedProps = 0x00069005
)

// isTNEF says that p is Outlook's own container, winmail.dat.
//
// QUIRK: Outlook sends it to people it takes for Outlook users; text beside it
// is the mail's plain form, and often there is none.
func isTNEF(p *part.Part) bool {
	return p.MediaType == "application/ms-tnef" || p.MediaType == "application/vnd.ms-tnef" || strings.EqualFold(p.Filename, "winmail.dat")
}

// openTNEF makes what p holds its children: the text, the attached files, and
// attached mails.
func (r *reader) openTNEF(p *part.Part, depth int) {
	t, err := readTNEF(p.Body, 0)
	if err != nil {
		r.warn("winmail.dat not opened: " + err.Error())
		return
	}
	if t.text == nil && t.rtf {
		r.warn("winmail.dat holds its text as RTF alone, which is not read: ask the sender for a mail in HTML or plain text")
	}
	p.Children = t.parts()
	for _, c := range p.Children {
		r.open(c, depth+5)
	}
}

// tnef is one TNEF stream, read.
type tnef struct {
	codepage string // charset label of strings of 8 bits
	text     *part.Part
	rtf      bool
	fields   mailFields
	files    []tnefFile
	nested   int
}

// mailFields are what a mail inside TNEF says of itself in MAPI's properties.
type mailFields struct{ header, subject, name, addr, to, cc, date string }

// tnefFile is one attachment.
type tnefFile struct {
	name, kind string
	body       []byte
	mail       *tnef
}

var errNotTNEF = errors.New("its bytes are no TNEF stream")

// readTNEF reads a stream. What is cut off or broken ends the reading; what was
// read before stays.
func readTNEF(b []byte, depth int) (*tnef, error) {
	if len(b) < 6 || binary.LittleEndian.Uint32(b) != tnefSignature {
		return nil, errNotTNEF
	}
	t := &tnef{codepage: "windows-1252", nested: depth}
	b = b[6:]
	for count := 0; len(b) >= 11 && count < maxAttributes; count++ {
		level, id, size := b[0], binary.LittleEndian.Uint32(b[1:]), int64(binary.LittleEndian.Uint32(b[5:]))
		if size > int64(len(b)-9) {
			break
		}
		data := b[9 : 9+size]
		b = b[min(9+size+2, int64(len(b))):]
		if level == 1 {
			t.attribute(id, data)
		} else {
			t.attachment(id, data)
		}
	}
	return t, nil
}

func (t *tnef) attribute(id uint32, data []byte) {
	switch id {
	case attCodepage:
		if len(data) >= 4 {
			t.codepage = codepageLabel(binary.LittleEndian.Uint32(data))
		}
	case attSubject:
		t.fields.subject = decoded(t.codepage, data)
	case attBody:
		t.setText("text/plain", decoded(t.codepage, data))
	case attProps:
		properties(data, t.property)
	}
}

func (t *tnef) attachment(id uint32, data []byte) {
	if id == attRendData && len(t.files) < 200 {
		t.files = append(t.files, tnefFile{})
	}
	if len(t.files) == 0 {
		return
	}
	f := &t.files[len(t.files)-1]
	switch id {
	case attTitle:
		f.name = decoded(t.codepage, data)
	case attData:
		f.body = data
	case attAttachedProps:
		properties(data, func(p property) { t.fileProperty(f, p) })
	}
}

// setText keeps the best form of the text: HTML only where there is no plain.
func (t *tnef) setText(kind, text string) {
	if strings.TrimSpace(text) == "" || t.text != nil && (t.text.MediaType == "text/plain" || kind == "text/html") {
		return
	}
	t.text = &part.Part{MediaType: kind, Text: text, Body: []byte(text)}
}

// property takes one MAPI property of the mail.
func (t *tnef) property(p property) {
	switch p.id {
	case 0x1000:
		t.setText("text/plain", p.text(t.codepage))
	case 0x1013:
		t.setText("text/html", p.text(t.codepage))
	case 0x1009:
		t.rtf = true
	case 0x0037:
		t.fields.subject = p.text(t.codepage)
	case 0x007D:
		t.fields.header = p.text(t.codepage)
	case 0x0C1A, 0x0042:
		t.fields.name = p.text(t.codepage)
	case 0x0C1F, 0x0065, 0x5D01, 0x5D02:
		if addr := p.text(t.codepage); strings.Contains(addr, "@") {
			t.fields.addr = addr
		}
	case 0x0E04:
		t.fields.to = p.text(t.codepage)
	case 0x0E03:
		t.fields.cc = p.text(t.codepage)
	case 0x0039:
		t.fields.date = p.date()
	}
}

// fileProperty takes one MAPI property of an attachment.
func (t *tnef) fileProperty(f *tnefFile, p property) {
	switch p.id {
	case 0x3707:
		f.name = p.text(t.codepage)
	case 0x370E:
		f.kind = strings.ToLower(p.text(t.codepage))
	case 0x3701:
		if p.kind != propObject {
			f.body = p.data
			return
		}
		// An object is its interface's id, 16 bytes, and the stream.
		if len(p.data) > 16 && t.nested < maxTNEFDepth {
			f.mail, _ = readTNEF(p.data[16:], t.nested+1)
		}
	}
}

// parts gives the tree of what was read.
func (t *tnef) parts() []*part.Part {
	var out []*part.Part
	if t.text != nil {
		out = append(out, t.text)
	}
	for i := range t.files {
		f := &t.files[i]
		if f.mail != nil {
			out = append(out, &part.Part{MediaType: "message/rfc822", Children: []*part.Part{f.mail.mail()}})
			continue
		}
		kind := f.kind
		if !strings.Contains(kind, "/") || strings.HasPrefix(kind, "multipart/") {
			kind = "application/octet-stream"
		}
		p := &part.Part{MediaType: kind, Filename: f.name, Disposition: "attachment", Body: f.body}
		if kind == "message/rfc822" && len(f.body) > 0 {
			root, _ := part.ParseLimited(f.body, part.Limits{Embedded: 1, Parts: 100})
			p.Children = []*part.Part{root}
		}
		out = append(out, p)
	}
	return out
}

// mail gives a mail that came inside another as the root of a tree. Its header
// is the one it travelled with, where Outlook kept that, or made of properties.
func (t *tnef) mail() *part.Part {
	root := &part.Part{MediaType: "multipart/mixed", Children: t.parts()}
	if t.fields.header != "" {
		head, _ := part.ParseLimited([]byte(strings.TrimRight(t.fields.header, "\r\n")+"\r\n\r\n"), part.Limits{Parts: 1})
		if head.Get("From") != "" {
			root.Fields = head.Fields
			return root
		}
	}
	for _, f := range []struct{ name, value string }{
		{"From", mailboxValue(t.fields.name, t.fields.addr)}, {"To", t.fields.to}, {"Cc", t.fields.cc},
		{"Subject", t.fields.subject}, {"Date", t.fields.date},
	} {
		if value := strings.Join(strings.Fields(f.value), " "); value != "" {
			root.Fields = append(root.Fields, part.Field{Name: f.name, Raw: value, Value: value})
		}
	}
	return root
}

func mailboxValue(name, addr string) string {
	if addr == "" {
		return name
	}
	return `"` + unquoted.Replace(name) + `" <` + addr + ">"
}

var unquoted = strings.NewReplacer(`"`, "", `\`, "")
