package parse

import (
	"strings"

	"goodword/mail/parse/bounce"
	"goodword/mail/parse/forward"
	"goodword/mail/parse/language"
	"goodword/mail/parse/part"
	"goodword/mail/parse/quote"
)

// maxText caps what is read of one body, in bytes of UTF-8. A person writes a
// hundredth of that; it keeps a 25 MB text from costing what 25 mails cost.
const maxText = 1 << 20

// Options change how a mail is read. The zero value is what every mail in the
// service is read with.
type Options struct {
	Limits part.Limits // caps on parts, depth and bytes
}

// Parse reads one raw mail. It never fails: what cannot be read is told by
// Kind, KindReason and Warnings, and the mail is never lost by it. Every string
// in the result is valid UTF-8 without NUL. The result may share memory with
// raw, which must not change afterwards.
func Parse(raw []byte, opt Options) *Message {
	m := &Message{}
	m.Root, m.Warnings = part.ParseLimited(raw, opt.Limits)
	r := &reader{message: m, limits: opt.Limits}
	r.open(m.Root, 0)
	m.readHeader()
	body := r.body(m.Root)
	m.Text, m.Lines, m.Other = body.text, quote.Lines(body.text), r.forms
	verdict := bounce.Classify(m.Root, m.Text)
	m.Bounce, m.Absence = verdict.Bounce, verdict.Absence
	if mayForward(verdict.Kind, m.Subject) {
		r.findForward(body)
	}
	m.Answers = m.answers()
	m.decideKind(verdict, body)
	m.Client = clientOf(m, body.html)
	m.Spoken = m.newWords()
	m.Language = language.Detect(m.Spoken)
	return m
}

// LanguageOf gives the language of words taken from the mail, as BCP 47; "" when
// unsure. Where they are those that Language was told by, it is not looked for again.
func (m *Message) LanguageOf(words string) string {
	if words == m.Spoken {
		return m.Language
	}
	return language.Detect(words)
}

// mayForward says whether a mail of that kind is searched for an original: a
// person's, and one that came by a list when its subject says so.
func mayForward(kind, subject string) bool {
	prefix, _ := quote.PrefixOf(subject)
	return kind == bounce.KindPerson || kind == bounce.KindBulk && prefix == quote.ForwardPrefix
}

// reader holds what is needed while one mail is read.
type reader struct {
	message   *Message
	limits    part.Limits
	opened    int  // containers (S/MIME, TNEF) opened so far
	html      int  // bytes of HTML turned to text so far
	converted int  // parts of HTML turned to text so far
	strict    bool // reads the form that the sender saw
	hidden    bool // the HTML holds words that are not seen
	forms     OtherForms
}

const maxWarnings = 60

func (r *reader) warn(text string) {
	for _, said := range r.message.Warnings {
		if said == text {
			return
		}
	}
	if len(r.message.Warnings) < maxWarnings {
		r.message.Warnings = append(r.message.Warnings, text)
	}
}

// decideKind says what the mail is. Machines' mail first; then a forward, by
// its structure; then an answer; the rest is a person's own mail.
func (m *Message) decideKind(verdict bounce.Verdict, body body) {
	switch {
	case m.Forwarded != nil:
		m.Kind, m.KindReason = KindForward, "carries another mail: "+m.Forwarded.Evidence
		if m.Forwarded.Evidence == "" {
			m.KindReason = "carries another mail"
		}
		if verdict.Kind == bounce.KindBulk {
			m.KindReason += "; came by a list (" + verdict.Reason + ")"
		}
	case verdict.Kind != bounce.KindPerson:
		m.Kind, m.KindReason = Kind(verdict.Kind), verdict.Reason
	case body.unreadable != "":
		m.Kind, m.KindReason = KindUnreadable, body.unreadable
	case m.Answers:
		m.Kind, m.KindReason = KindReply, m.answerEvidence()
	default:
		m.Kind, m.KindReason = KindDirect, "a new mail: it answers none and carries none"
	}
}

// answers says whether the mail answers another. A forward that bears the
// threading fields of what it forwards does not.
//
// QUIRK: Gmail and Outlook set In-Reply-To and References on forwards too.
func (m *Message) answers() bool {
	switch prefix, _ := quote.PrefixIn(m.Subject, m.Text); prefix {
	case quote.AnswerPrefix:
		return true
	case quote.ForwardPrefix:
		return m.Forwarded == nil && m.threaded()
	}
	return m.threaded()
}

func (m *Message) threaded() bool { return len(m.InReplyTo) > 0 || len(m.References) > 0 }

func (m *Message) answerEvidence() string {
	switch {
	case len(m.InReplyTo) > 0:
		return "answers a mail: In-Reply-To <" + m.InReplyTo[0] + ">"
	case len(m.References) > 0:
		return "answers a mail: References <" + m.References[len(m.References)-1] + ">"
	}
	return "answers a mail: the subject begins as answers do"
}

// newWords gives the words whose language is the writer's: the note, or what
// stands above the first quote, or the forwarded words where there are none.
func (m *Message) newWords() string {
	if m.Forwarded == nil {
		if own := m.ownWords(); own != "" {
			return own
		}
		return m.Subject
	}
	if m.Note != "" {
		return m.Note
	}
	return m.Forwarded.Body
}

// ownWords gives the unquoted lines that the text begins with, without signature
// and footer: a rough cut, good for telling a language; mail/reply reads answers
// to the letter.
func (m *Message) ownWords() string {
	const enough = 4 << 10
	lines, size := m.Lines, 0
	for i := range lines {
		if size += len(lines[i].Raw) + 1; size > enough {
			lines = lines[:max(i, 1)]
			break
		}
	}
	finder := quote.NewFinder(lines, quote.Context{Forward: true})
	end := 0
	for end < len(lines) && !opensQuoted(lines, end, finder) {
		end++
	}
	var out strings.Builder
	for _, l := range lines[:quote.SignatureAt(lines, 0, end)] {
		if l.Depth == 0 {
			out.WriteString(l.Text)
			out.WriteByte('\n')
		}
	}
	return strings.TrimSpace(out.String())
}

// opensQuoted says whether somebody else's mail begins at line i: a divider, a
// header block or an attribution.
func opensQuoted(lines []quote.Line, i int, finder *quote.Finder) bool {
	if lines[i].Depth > 0 || lines[i].Blank() {
		return false
	}
	if lines[i].Mute() {
		_, ok := quote.FindAttribution(lines, i)
		return ok
	}
	if rule, _ := quote.RuleOf(lines[i].Text); rule != quote.NoRule {
		return true
	}
	if _, ok := quote.FindAttribution(lines, i); ok {
		return true
	}
	return finder.OpensHeader(i)
}

// forwardMail is what the forward finder needs to know of the mail itself.
func (m *Message) forwardMail() forward.Mail {
	mail := forwardMail(m.Subject, m.Root)
	mail.Lines = m.Lines
	return mail
}

// forwardMail is what the forward finder needs to know of a mail.
func forwardMail(subject string, root *part.Part) forward.Mail {
	return forward.Mail{Subject: subject, Answers: root.Get("In-Reply-To") != "" || root.Get("References") != ""}
}
