package bounce

import (
	"strings"

	"goodword/mail/parse/part"
)

// Caps: what is read of one mail, however large it is.
const (
	maxParts      = 200
	maxText       = 256 << 10 // bytes of text read for a report
	maxLines      = 4000
	maxLine       = 2000 // bytes of a line that are looked at
	maxHeader     = 64 << 10
	maxRecipients = 500
	maxDiagnostic = 500
)

// leaves are the parts that matter here. Nothing inside an embedded mail is
// taken: a bounce that somebody attached to a mail is not a bounce.
type leaves struct {
	status      []*part.Part // message/delivery-status
	receipt     *part.Part   // message/disposition-notification
	feedback    *part.Part   // message/feedback-report
	reaction    *part.Part   // text/vnd.google.email-reaction+json
	calendar    *part.Part   // text/calendar
	digest      bool         // multipart/digest
	plain       []*part.Part // text/plain, attached ones included
	html        []*part.Part
	embedded    *part.Part // first message/rfc822
	headers     *part.Part // first text/rfc822-headers
	headerOwner *part.Part // a part whose own header is that of the returned mail
	attachments []*part.Part
	reportType  string // of the outermost multipart/report
	seen        int
}

func gather(root *part.Part) *leaves {
	l := &leaves{}
	l.walk(root, 0)
	return l
}

func (l *leaves) walk(p *part.Part, depth int) {
	l.seen++
	if p == nil || l.seen > maxParts || depth > 20 {
		return
	}
	if depth > 0 && l.headerOwner == nil && ownsHeader(p) {
		// QUIRK: some servers return the mail as a part without a header of its
		// own, so that the mail's header stands where the part's should.
		l.headerOwner = p
	}
	switch p.MediaType {
	case "message/rfc822", "message/global", "message/partial":
		if l.embedded == nil {
			l.embedded = p
		}
		return
	case "multipart/report":
		if l.reportType == "" {
			l.reportType = strings.ToLower(p.Params["report-type"])
			if l.reportType == "" {
				l.reportType = "unknown"
			}
		}
	case "multipart/digest":
		l.digest = true
	}
	if len(p.Children) == 0 {
		l.leaf(p)
	}
	for _, c := range p.Children {
		l.walk(c, depth+1)
	}
}

func (l *leaves) leaf(p *part.Part) {
	switch p.MediaType {
	case "message/delivery-status", "message/global-delivery-status":
		l.status = append(l.status, p)
	case "message/disposition-notification", "message/global-disposition-notification":
		l.receipt = p
	case "message/feedback-report":
		l.feedback = p
	case "text/vnd.google.email-reaction+json":
		if p.Disposition != "attachment" {
			l.reaction = p
		}
	case "text/calendar":
		if l.calendar == nil {
			l.calendar = p
		}
	case "text/rfc822-headers", "text/rfc822-header", "message/global-headers", "message/rfc822-headers":
		if l.headers == nil {
			l.headers = p
		}
	case "text/html":
		if looksLikeMarkup(p.Text) {
			l.html = append(l.html, p)
		} else {
			// QUIRK: Exim writes a second Content-Type of the returned mail
			// into its report's header: plain text called text/html.
			l.plain = append(l.plain, p)
		}
	case "text/plain", "text", "":
		l.plain = append(l.plain, p)
	default:
		l.attachments = append(l.attachments, p)
	}
}

// ownsHeader says whether a part's own header is that of a mail.
func ownsHeader(p *part.Part) bool {
	var from, trace bool
	for i := range p.Fields {
		switch {
		case strings.EqualFold(p.Fields[i].Name, "From"):
			from = true
		case strings.EqualFold(p.Fields[i].Name, "Received"), strings.EqualFold(p.Fields[i].Name, "Message-ID"),
			strings.EqualFold(p.Fields[i].Name, "Return-Path"):
			trace = true
		}
	}
	return from && trace
}

// looksLikeMarkup says whether text holds HTML; only its head is looked at.
func looksLikeMarkup(text string) bool {
	if len(text) > 4096 {
		text = text[:4096]
	}
	text = strings.ToLower(text)
	for _, tag := range [...]string{"<html", "<body", "<head", "<p>", "<p ", "<br", "<div", "<table", "<span", "<!doctype", "<meta"} {
		if strings.Contains(text, tag) {
			return true
		}
	}
	return false
}

// reportText is the text a person would see of a report: every plain part
// outside the returned mail, or else what mail/parse made of the HTML.
func (l *leaves) reportText(text string) string {
	if len(l.plain) == 1 && l.plain[0] != l.headerOwner && strings.TrimSpace(l.plain[0].Text) != "" {
		return cut(l.plain[0].Text, maxText)
	}
	var b strings.Builder
	for _, p := range l.plain {
		if p == l.headerOwner {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(cut(p.Text, maxText-b.Len()))
		if b.Len() >= maxText {
			break
		}
	}
	if strings.TrimSpace(b.String()) == "" {
		return cut(text, maxText)
	}
	return b.String()
}

func cut(s string, n int) string {
	if n < 0 {
		n = 0
	}
	if len(s) > n {
		return s[:n]
	}
	return s
}
