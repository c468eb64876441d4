package parse

import (
	"strings"

	"goodword/mail/parse/part"
)

// maxContainers caps how many parts of one mail are opened beyond MIME itself.
const maxContainers = 20

// open reads what MIME itself does not show: .eml files sent as plain files,
// S/MIME's opaque signatures, Outlook's winmail.dat. What is found becomes the
// part's children. Archives stay shut.
func (r *reader) open(p *part.Part, depth int) {
	for _, c := range p.Children {
		if depth < maxOpen {
			r.open(c, depth+1)
		}
	}
	if len(p.Children) > 0 || len(p.Body) == 0 || depth >= maxOpen || r.opened >= maxContainers {
		return
	}
	switch {
	case isMailFile(p):
		r.opened++
		r.adopt(p, p.Body, depth)
	case isSignedOpaque(p):
		r.opened++
		content, err := signedContent(p.Body)
		if err != nil {
			r.warn("S/MIME part not opened: " + err.Error())
			return
		}
		r.adopt(p, content, depth)
	case isTNEF(p):
		r.opened++
		r.openTNEF(p, depth)
	case strings.HasSuffix(strings.ToLower(p.Filename), ".msg") || p.MediaType == "application/vnd.ms-outlook":
		r.warn("an attached Outlook item (.msg) is not read: ask for the mail forwarded inline or as .eml")
	}
}

// maxOpen caps how deep containers are looked for.
const maxOpen = 30

// adopt parses raw and makes it the one child of p.
func (r *reader) adopt(p *part.Part, raw []byte, depth int) {
	limits := r.limits
	limits.Embedded = 3
	child, warnings := part.ParseLimited(raw, limits)
	for _, w := range warnings {
		r.warn(w)
	}
	p.Children = []*part.Part{child}
	r.open(child, depth+5)
}

// isMailFile says that p is a mail sent as a plain file.
//
// QUIRK: some phones and gateways attach .eml files as application/octet-stream.
func isMailFile(p *part.Part) bool {
	if p.Is("message/") || p.Is("multipart/") {
		return false
	}
	return strings.HasSuffix(strings.ToLower(p.Filename), ".eml")
}

// isContainer says that p is S/MIME or TNEF, whose text is inside.
func isContainer(p *part.Part) bool { return isSMIME(p) || isTNEF(p) }

// containerReason says why the text inside cannot be had.
func containerReason(p *part.Part) string {
	if isTNEF(p) {
		return "the text is only in winmail.dat, and there as RTF: ask the sender for a mail in HTML or plain text"
	}
	if isSignedOpaque(p) {
		return "the text is inside an S/MIME signature that could not be opened"
	}
	return "encrypted (S/MIME): its text cannot be read here"
}

func isSMIME(p *part.Part) bool {
	return p.MediaType == "application/pkcs7-mime" || p.MediaType == "application/x-pkcs7-mime"
}

// isSignedOpaque says that p is an S/MIME message whose content is readable
// inside its signature (RFC 8551 section 3.5.2).
func isSignedOpaque(p *part.Part) bool {
	if !isSMIME(p) {
		return false
	}
	kind := strings.ToLower(p.Params["smime-type"])
	return kind == "signed-data" || kind == "" && !strings.HasSuffix(strings.ToLower(p.Filename), ".p7c")
}
