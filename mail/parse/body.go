package parse

import (
	"fmt"
	"strings"

	"goodword/mail/parse/htmltext"
	"goodword/mail/parse/part"
	"goodword/mail/parse/stem"
)

// Caps on turning HTML into text, over one mail.
const (
	maxHTML   = 4 << 20 // bytes of HTML
	maxTexts  = 30      // parts of HTML
	maxPieces = 50      // texts joined into one body
)

// body is the text of a mail as a person reads it.
type body struct {
	text       string
	html       string // the HTML it was made of, or that stood beside it
	unreadable string // why there is no text; "" when there is, or nothing else to read
	root       *part.Part
}

// body gathers the text of the entity p.
func (r *reader) body(p *part.Part) body {
	var pieces []string
	b := body{root: p}
	r.gather(p, &pieces, &b)
	b.text = strings.Trim(strings.Join(pieces, "\n\n"), "\n")
	if len(b.text) > maxText {
		r.warn(fmt.Sprintf("text of %d KB: read as far as %d KB", len(b.text)>>10, maxText>>10))
		b.text = strings.ToValidUTF8(b.text[:maxText], "")
	}
	if strings.TrimSpace(b.text) == "" {
		b.text = ""
	} else {
		b.unreadable = ""
	}
	return b
}

// gather appends the texts of p in reading order.
func (r *reader) gather(p *part.Part, pieces *[]string, b *body) {
	if len(*pieces) >= maxPieces {
		return
	}
	add := func(text string) {
		if strings.TrimSpace(text) != "" {
			*pieces = append(*pieces, strings.TrimRight(text, " \t\n"))
		}
	}
	switch {
	case p.MediaType == "multipart/alternative":
		r.alternative(p, pieces, b)
	case p.MediaType == "multipart/related":
		if start := relatedRoot(p); start != nil {
			r.gather(start, pieces, b)
		}
	case p.MediaType == "multipart/signed", p.MediaType == "multipart/report":
		if len(p.Children) > 0 {
			r.gather(p.Children[0], pieces, b)
		}
	case p.MediaType == "multipart/encrypted":
		b.unreadable = "encrypted (OpenPGP): its text cannot be read here"
	case p.Is("multipart/"):
		if len(p.Children) == 0 {
			b.unreadable = "its parts are nested deeper than is read"
		}
		for _, c := range p.Children {
			r.gather(c, pieces, b)
		}
	case isContainer(p):
		if isTNEF(p) && len(*pieces) > 0 {
			return // the same text again, in Outlook's own form
		}
		before := len(*pieces)
		for _, c := range p.Children {
			r.gather(c, pieces, b)
		}
		if len(*pieces) == before {
			b.unreadable = containerReason(p)
		}
	case !isText(p) || p != b.root && isAttachment(p, len(*pieces) > 0):
		if b.unreadable == "" && len(p.Body) > 0 && !p.Is("message/") {
			b.unreadable = "holds no text, only " + describe(p)
		}
	case p.MediaType == "text/html":
		b.html = p.Text
		add(r.fromHTML(p.Text))
	default:
		add(r.plain(p, b))
	}
}

// isText says that p is text for people to read.
func isText(p *part.Part) bool {
	switch p.MediaType {
	case "text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown", "text/x-markdown":
		return true
	}
	return false
}

// isAttachment says that a text stands beside the body and not in it. An inline
// one with a file name, below other text, does: Apple Mail sends attached texts
// so. What is the whole mail is its body, whatever it calls itself.
func isAttachment(p *part.Part, below bool) bool {
	return p.Disposition == "attachment" || p.Filename != "" && below
}

// plain reads a text/plain part.
func (r *reader) plain(p *part.Part, b *body) string {
	text, files := withoutUU(p.Text)
	if files {
		r.warn("a uuencoded file within the text was left out")
	}
	if strings.HasPrefix(text, "-----BEGIN PGP ") {
		var ok bool
		if text, ok = unarmor(text); !ok {
			b.unreadable = "encrypted (OpenPGP): its text cannot be read here"
			return ""
		}
	}
	switch {
	case strings.EqualFold(p.Params["format"], "flowed"):
		return unflow(text, strings.EqualFold(p.Params["delsp"], "yes"))
	case p.MediaType == "text/enriched" || p.MediaType == "text/richtext":
		return r.fromHTML(text)
	case looksLikeHTML(text):
		// QUIRK: scripts send HTML and label it text/plain.
		b.html = text
		return r.fromHTML(text)
	}
	return text
}

func looksLikeHTML(text string) bool {
	head := strings.TrimSpace(text[:min(len(text), 200)])
	if head == "" || head[0] != '<' {
		return false
	}
	head = strings.ToLower(head)
	return strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html")
}

// fromHTML turns HTML into text, within what the mail may cost in all.
func (r *reader) fromHTML(src string) string {
	left := maxHTML - r.html
	if r.converted++; left <= 0 || r.converted > maxTexts {
		r.warn("more HTML than is read of one mail: the rest is left out")
		return ""
	}
	if len(src) > left {
		src = strings.ToValidUTF8(src[:left], "")
		r.warn("more HTML than is read of one mail: the rest is left out")
	}
	r.html += len(src)
	read := htmltext.Read(src)
	if r.strict {
		read = htmltext.Strict(src)
	}
	if read.Cut {
		r.warn("HTML too long or nested too deep: read in part")
	}
	if read.Hidden > 0 {
		r.warn("text that the HTML hides from its readers was left out")
	}
	r.hidden = r.hidden || read.Hidden > 0
	r.forms.Rich = r.forms.Rich || read.Marked
	return read.Text
}

// alternative reads one of several forms of the same text: the plain one,
// unless it is empty or a stub that stands for the HTML.
func (r *reader) alternative(p *part.Part, pieces *[]string, b *body) {
	var plain, rich *part.Part
	for _, c := range p.Children {
		switch {
		case c.MediaType == "text/plain" && plain == nil:
			plain = c
		case c.MediaType == "text/html", c.Is("multipart/"), isContainer(c):
			if rich == nil || c.MediaType != "text/html" {
				rich = c
			}
		}
	}
	switch {
	case plain == nil && rich == nil:
		for _, c := range p.Children {
			before := len(*pieces)
			if r.gather(c, pieces, b); len(*pieces) > before {
				return
			}
		}
		return
	case rich == nil:
		r.gather(plain, pieces, b)
		return
	case plain == nil:
		r.gather(rich, pieces, b)
		return
	}
	if html := htmlWithin(rich); html != nil {
		b.html = html.Text
	}
	if !r.strict && !maybeStub(plain.Text, b.html) {
		r.forms.Rich = true
		r.gather(plain, pieces, b)
		return
	}
	from := len(*pieces)
	r.gather(rich, pieces, b)
	if r.strict && len(*pieces) > from {
		return
	}
	richText := strings.Join((*pieces)[from:], "\n")
	if r.strict || !isStub(plain.Text, richText) {
		r.forms.Rich = true
		*pieces = (*pieces)[:from]
		r.gather(plain, pieces, b)
		return
	}
	r.forms.Stub = plain.Text
}

// maybeStub says that it is worth reading the HTML to know whether the plain
// form beside it holds the whole text.
func maybeStub(plain, html string) bool {
	const short = 600
	if len(plain) > 4*short || len(html) < len(plain) {
		return false
	}
	words := len(strings.Fields(plain))
	return words == 0 || len(strings.TrimSpace(plain)) < short && wordsBetweenTags(html) > 2*words
}

// wordsBetweenTags counts roughly, at the cost of one look at each byte, the
// words of HTML that stand outside tags and style sheets.
func wordsBetweenTags(html string) int {
	words := 0
	for html != "" {
		open := strings.IndexByte(html, '<')
		if open < 0 {
			open = len(html)
		}
		inWord := false
		for i := 0; i < open; i++ {
			space := html[i] <= ' '
			if !space && !inWord {
				words++
			}
			inWord = !space
		}
		html = html[open:]
		end := ">"
		for _, hidden := range [...]string{"style", "script", "head"} {
			if len(html) > len(hidden) && strings.EqualFold(html[1:1+len(hidden)], hidden) && html[1+len(hidden)]&^0x20 < 'A' {
				end = "</" + html[1:1+len(hidden)]
			}
		}
		if strings.HasPrefix(html, "<!--") {
			end = "-->"
		}
		shut := strings.Index(html, end)
		if shut < 0 {
			break
		}
		html = html[shut+len(end):]
	}
	return words
}

// isStub says that a plain form is empty, or only says that there is another.
//
// QUIRK: shops and help desks write "Your mail program cannot show HTML" or
// nothing at all into the plain form.
func isStub(plain, rich string) bool {
	words, others := len(strings.Fields(plain)), len(strings.Fields(rich))
	if words == 0 {
		return others > 0
	}
	lower := stem.Lower(plain)
	saysSo := strings.Contains(lower, "html") || strings.Contains(lower, "http") && words < 15
	return others > words && (saysSo && others > 2*words || others > 8*words && others > 40)
}

func htmlWithin(p *part.Part) *part.Part {
	if p.MediaType == "text/html" {
		return p
	}
	for _, c := range p.Children {
		if found := htmlWithin(c); found != nil && !c.Is("message/") {
			return found
		}
	}
	return nil
}

// relatedRoot gives the part that the others of a multipart/related belong to
// (RFC 2387): the one its start parameter names, or the first.
func relatedRoot(p *part.Part) *part.Part {
	if len(p.Children) == 0 {
		return nil
	}
	if start := strings.Trim(p.Params["start"], "<> "); start != "" {
		for _, c := range p.Children {
			if strings.Trim(c.Get("Content-ID"), "<> ") == start {
				return c
			}
		}
	}
	// QUIRK: some mailers put the picture first.
	for _, c := range p.Children {
		if c.Is("text/") || c.Is("multipart/") {
			return c
		}
	}
	return p.Children[0]
}

// describe names a part for the operator.
func describe(p *part.Part) string {
	if p.Filename != "" {
		return fmt.Sprintf("%s (%.60s)", p.MediaType, p.Filename)
	}
	return p.MediaType
}
