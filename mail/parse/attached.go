package parse

import (
	"strings"

	"goodword/mail/address"
	"goodword/mail/charset"
	"goodword/mail/parse/forward"
	"goodword/mail/parse/part"
	"goodword/mail/parse/quote"
)

// maxChain caps forwards of forwards.
const maxChain = 12

// findForward finds the original that the mail passes on, inline or attached,
// and follows it inwards to its innermost author.
func (r *reader) findForward(b body) {
	m := r.message
	attached := attachedMails(m.Root)
	inline, note := forward.Find(m.Text, m.forwardMail())
	if len(attached) == 0 && (inline == nil || inline.From == address.Mailbox{}) {
		inline, note = r.findInHTML(b, inline, note)
	}
	switch {
	case len(attached) > 0:
		r.attachedForward(attached, inline, note)
	case inline != nil:
		m.Note = note
		m.Forwarded = inline
		m.followInline(inline)
	}
	if m.Forwarded != nil {
		m.behindList(m.Forwarded, nil)
	}
	if m.Forwarded == nil {
		m.Answered, _ = forward.Answered(m.Text, forwardMail(m.Subject, m.Root))
	}
}

// findInHTML looks for the original in the HTML form of a mail whose subject
// says that it forwards one and whose plain form names no author. What is found
// there makes the HTML's text the mail's.
//
// QUIRK: some phones and gateways shorten the plain form, or leave the header of
// the original out of it.
func (r *reader) findInHTML(b body, inline *forward.Forwarded, note string) (*forward.Forwarded, string) {
	m := r.message
	prefix, _ := quote.PrefixOf(m.Subject)
	if prefix != quote.ForwardPrefix || b.html == "" {
		return inline, note
	}
	text := r.fromHTML(b.html)
	found, above := forward.Find(text, forwardMail(m.Subject, m.Root))
	if found == nil || found.From == (address.Mailbox{}) {
		return inline, note
	}
	m.Text, m.Lines = text, quote.Lines(text)
	r.warn("the plain form names no author: the forward was read from the HTML")
	return found, above
}

// attachedForward reads the attached mails; the first is the one that counts.
// When the sender's own text quotes the mail it came with, that mail's author
// passed it on.
func (r *reader) attachedForward(attached []*part.Part, inline *forward.Forwarded, note string) {
	m := r.message
	m.Note = note
	if inline == nil {
		m.Note = ownNote(m.Text)
	}
	r.followAttached(attached[0], maxChain)
	if inline != nil && m.Forwarded != nil && !isSamePerson(inline.From, m.outermost()) {
		_, inner := forward.Find(inline.Body, forward.Mail{Subject: inline.Subject})
		if inner == "" {
			inner = inline.Body
		}
		m.Chain = append([]address.Mailbox{inline.From}, m.Chain...)
		m.ChainNote = append([]string{inner}, m.ChainNote...)
	}
	for _, p := range attached[1:] {
		if len(m.Others) < 50 {
			m.Others = append(m.Others, r.original(p))
		}
	}
}

// outermost is who the first attached mail is from.
func (m *Message) outermost() address.Mailbox {
	if len(m.Chain) > 0 {
		return m.Chain[0]
	}
	return m.Forwarded.From
}

func isSamePerson(a, b address.Mailbox) bool {
	if a.Address != "" && b.Address != "" {
		return address.Same(a.Address, b.Address)
	}
	return strings.EqualFold(a.Name, b.Name)
}

// followAttached reads the mail attached as p; where its author only passed on
// another one, it goes on with that.
func (r *reader) followAttached(p *part.Part, left int) {
	m := r.message
	f := r.original(p)
	m.Forwarded = f
	if left == 0 || len(p.Children) == 0 {
		return
	}
	root := p.Children[0]
	inline, note := forward.Find(f.Body, forwardMail(f.Subject, root))
	within := attachedMails(root)
	prefix, _ := quote.PrefixIn(f.Subject, f.Body)
	switch {
	case len(within) > 0 && inline == nil:
		m.passOn(f, ownNote(f.Body))
		r.followAttached(within[0], left-1)
	case inline != nil && (prefix == quote.ForwardPrefix || note == ""):
		m.passOn(f, note)
		m.Forwarded = inline
		m.followInline(inline)
	}
}

// followInline goes from an inline original to the one inside it.
func (m *Message) followInline(f *forward.Forwarded) {
	for range maxChain {
		inner, note := f.Inner()
		if inner == nil {
			return
		}
		m.passOn(f, note)
		m.Forwarded, f = inner, inner
	}
}

func (m *Message) passOn(f *forward.Forwarded, note string) {
	m.Chain = append(m.Chain, f.From)
	m.ChainNote = append(m.ChainNote, note)
}

// original reads an attached mail as the original of a forward.
func (r *reader) original(p *part.Part) *forward.Forwarded {
	f := &forward.Forwarded{Attached: true, Raw: p.Body}
	if len(p.Children) == 0 {
		f.Evidence = "an attached mail that could not be read"
		return f
	}
	root := p.Children[0]
	f.Subject = strings.TrimSpace(root.Get("Subject"))
	f.Date = strings.TrimSpace(root.Get("Date"))
	f.To = address.ParseList(firstRaw(root, "To"))
	f.Cc = address.ParseList(firstRaw(root, "Cc"))
	f.ReplyTo = address.ParseList(firstRaw(root, "Reply-To"))
	inner := &Message{Root: root}
	b := r.body(root)
	f.Body = strings.TrimSpace(b.text)
	f.Client = clientOf(inner, b.html)
	senders := root.All("From")
	if len(senders) == 1 {
		if box, ok := address.Parse(senders[0].Raw); ok {
			f.From, f.Evidence = box, "the From field of the attached mail"
			r.message.behindList(f, root)
			return f
		}
	}
	f.Evidence = "the author cannot be told: the attached mail does not name one sender"
	return f
}

// attachedMails gives the mails attached to root, in order, not those inside
// one of them. An .eml file sent as any other file is one.
func attachedMails(root *part.Part) []*part.Part {
	var out []*part.Part
	var visit func(*part.Part)
	visit = func(p *part.Part) {
		for _, c := range p.Children {
			switch {
			case isAttachedMail(c):
				out = append(out, c)
			case c.MediaType != "message/rfc822":
				visit(c)
			}
		}
	}
	if root.Is("message/") {
		if isAttachedMail(root) {
			return []*part.Part{root}
		}
		return nil
	}
	visit(root)
	return out
}

func isAttachedMail(p *part.Part) bool {
	return (p.Is("message/") || isMailFile(p)) && len(p.Children) == 1
}

// ownNote gives what the sender wrote in a text without an inline original:
// all above the signature and the first quote.
func ownNote(text string) string {
	lines := quote.Lines(text)
	end := len(lines)
	for i := range lines {
		if lines[i].Depth > 0 && !lines[i].Blank() {
			end = i
			break
		}
		if _, ok := quote.FindAttribution(lines, i); ok {
			end = i
			break
		}
		if rule, _ := quote.RuleOf(lines[i].Text); rule != quote.NoRule && rule != quote.BareRule {
			end = i
			break
		}
	}
	end = quote.SignatureAt(lines, 0, end)
	var out []string
	for _, l := range lines[:end] {
		out = append(out, l.Trimmed())
	}
	return charset.Clean(strings.TrimSpace(strings.Join(out, "\n")))
}
