package part

import (
	"bytes"
	"fmt"
	"strings"

	"goodword/mail/charset"
)

const maxWarnings = 40

// walk holds what is left of the limits while one mail is taken apart.
type walk struct {
	limits   Limits
	parts    int // seen so far
	decoded  int // bytes left
	text     int // bytes left
	header   int // bytes left, all headers together
	warnings []string
}

// place says where in the tree an entity stands.
type place struct {
	top      bool // the root, or the root of an embedded mail
	depth    int  // multiparts around it, within its mail
	embedded int  // mails around it
	fallback string
}

func (w *walk) warn(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	for _, said := range w.warnings {
		if said == text {
			return
		}
	}
	if len(w.warnings) < maxWarnings {
		w.warnings = append(w.warnings, text)
	}
}

// entity reads one MIME entity: its header, then its body by media type.
func (w *walk) entity(raw []byte, at place) *Part {
	w.parts++
	h := readHeader(raw, min(w.limits.HeaderBytes, w.header), w.limits.HeaderFields, at.top)
	w.header -= min(w.header, len(raw)-len(h.body))
	p := &Part{Fields: h.fields, HeaderCut: h.cut}
	if h.cut {
		w.warn("header cut: it has more than %d KB or %d fields", w.limits.HeaderBytes>>10, w.limits.HeaderFields)
	}
	if h.broken > 0 && len(h.fields) > 0 {
		w.warn("header line without a field name: %s", w.where(p, at))
	}
	encoding, boundary := w.content(p, at)
	switch {
	case strings.HasPrefix(p.MediaType, "multipart/"):
		w.multipart(p, h.body, encoding, boundary, at)
	case isMessage(p.MediaType):
		w.leaf(p, h.body, encoding)
		w.embed(p, at)
	default:
		w.leaf(p, h.body, encoding)
	}
	return p
}

func (w *walk) where(p *Part, at place) string {
	if at.top && at.embedded == 0 {
		return "the mail itself"
	}
	if at.top {
		return "an attached mail"
	}
	return fmt.Sprintf("part %d", w.parts)
}

// isMessage says whether the type holds a whole mail. QUIRK: message/global is
// RFC 6532's, and Exchange's archives write message/rfc822 in capitals.
func isMessage(mediaType string) bool {
	return mediaType == "message/rfc822" || mediaType == "message/global" || mediaType == "message/news"
}

// content reads the Content- fields into p.
func (w *walk) content(p *Part, at place) (encoding, boundary string) {
	p.MediaType = at.fallback
	seenType, seenEncoding, seenDisposition := false, false, false
	name := ""
	for i := range p.Fields {
		f := &p.Fields[i]
		if len(f.Name) < 12 || f.Name[0]|0x20 != 'c' {
			continue
		}
		switch {
		case strings.EqualFold(f.Name, "Content-Type"):
			if seenType {
				w.warn("two Content-Type fields: the first counts")
				continue
			}
			seenType = true
			first, params := parseParams(f.Raw)
			boundary = params["boundary"]
			name = params["name"]
			if boundary != "" {
				params["boundary"] = charset.Clean(boundary)
			}
			p.Params = params
			p.MediaType = w.mediaType(first)
		case strings.EqualFold(f.Name, "Content-Transfer-Encoding") && !seenEncoding:
			seenEncoding = true
			encoding = stripComment(f.Raw)
		case strings.EqualFold(f.Name, "Content-Disposition") && !seenDisposition:
			seenDisposition = true
			first, params := parseParams(f.Raw)
			p.Filename = params["filename"]
			switch {
			case first == "inline" || first == "attachment":
				p.Disposition = first
			case p.Filename != "" || first != "":
				p.Disposition = "attachment" // RFC 2183 section 2.8: unknown means attachment
			}
		}
	}
	if p.Filename == "" {
		p.Filename = name
	}
	return encoding, boundary
}

// mediaType checks the word that Content-Type begins with.
func (w *walk) mediaType(first string) string {
	kind, sub, ok := strings.Cut(first, "/")
	if ok && isToken(kind) && isToken(sub) {
		return first
	}
	switch first {
	case "", "text", "plain":
	case "html":
		return "text/html"
	default:
		w.warn("Content-Type %.40q is none: read as plain text", charset.Clean(first))
	}
	return "text/plain"
}

func isToken(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] <= ' ' || s[i] >= 0x7F || strings.IndexByte(`()<>@,;:\"/[]?=`, s[i]) >= 0 {
			return false
		}
	}
	return s != ""
}

// leaf decodes the body of p.
func (w *walk) leaf(p *Part, body []byte, encoding string) {
	out, known, clean := transferDecode(encoding, body)
	if !known {
		w.warn("unknown Content-Transfer-Encoding %.40q: read as it stands", charset.Clean(encoding))
	}
	if !clean {
		w.warn("broken %s in a part of type %s: read as far as possible", strings.ToLower(strings.TrimSpace(encoding)), p.MediaType)
	}
	if len(out) > w.decoded {
		w.warn("decoded parts have more than %d MB in all: the rest is left out", w.limits.DecodedBytes>>20)
		out = out[:w.decoded]
	}
	w.decoded -= len(out)
	p.Body = out
	if !strings.HasPrefix(p.MediaType, "text/") {
		return
	}
	if len(out) > w.text {
		w.warn("texts have more than %d MB in all: the rest is left unread", w.limits.TextBytes>>20)
		out = out[:w.text]
	}
	w.text -= len(out)
	label := p.Params["charset"]
	if label == "" && p.MediaType == "text/html" {
		label = metaCharset(out)
	}
	var read string
	p.Text, read = text(label, out)
	if label != "" && !charset.Known(label) {
		w.warn("unknown charset %.40q: read as %s", charset.Clean(label), read)
	}
}

// embed reads the mail inside p.
func (w *walk) embed(p *Part, at place) {
	if at.embedded >= w.limits.Embedded {
		w.warn("more than %d mails within mails: the innermost are left unread", w.limits.Embedded)
		return
	}
	if w.parts >= w.limits.Parts {
		w.warn("more than %d parts: the rest is left out", w.limits.Parts)
		return
	}
	if len(bytes.TrimSpace(p.Body)) == 0 {
		return
	}
	p.Children = []*Part{w.entity(p.Body, place{top: true, embedded: at.embedded + 1, fallback: "text/plain"})}
}
