package forward

import "goodword/mail/parse/quote"

// Mail is what Find needs to know of the mail around the text.
type Mail struct {
	Subject string       // of the mail, decoded
	Lines   []quote.Line // of the text, where they are cut already
	Answers bool         // it answers another mail (In-Reply-To or References are there); an answer or forward prefix of the subject comes before that
}

// Find reads the outermost forwarded original out of a mail's plain text, and
// the note the forwarder wrote above it, without signature. It returns nil when
// the mail forwards nothing: when it answers another mail and only quotes it, or
// when its labelled lines are no header of a mail. The author is left empty when
// it cannot be told.
func Find(text string, mail Mail) (f *Forwarded, note string) {
	s := newSearch(text, mail)
	m, ok := s.first()
	if !ok {
		return nil, ""
	}
	f = m.forwarded()
	f.Body = s.body(m)
	if f.Subject == "" && m.block == nil {
		f.Subject, f.untitled = s.bare, m.attribution != nil
	}
	f.divided = m.block != nil && m.ruleText != ""
	f.Client = client(s.lines, m)
	return f, s.note(m)
}

// Inner reads the mail forwarded within this one, if its author only passed it
// on: the subject says so, or nothing was written above it. Where this one
// answers a forward ("RE: FW: …"), the forward is the inner one. A mail that
// merely quotes what it answers has none. Where an attribution hides the subject,
// a divider above the inner header says as much: a colleague's forward, quoted
// below "Ann wrote:".
func (f *Forwarded) Inner() (inner *Forwarded, note string) {
	if f == nil {
		return nil, ""
	}
	prefix, rest := quote.PrefixIn(f.Subject, f.Body)
	if prefix == quote.AnswerPrefix {
		if inner, note = Find(f.Body, Mail{Subject: f.Subject}); inner == nil && passesOn(rest) {
			return f.answered(rest)
		}
		return inner, note
	}
	inner, note = Find(f.Body, Mail{Subject: f.Subject})
	if inner != nil && prefix != quote.ForwardPrefix && note != "" && !(f.untitled && inner.divided) {
		return nil, ""
	}
	return inner, note
}

// answered gives the mail that this one answers, if that is a forward.
func (f *Forwarded) answered(subject string) (*Forwarded, string) {
	quoted, note := Find(f.Body, Mail{Subject: subject})
	if quoted == nil {
		return nil, ""
	}
	if quoted.Subject == quote.BareSubject(subject) {
		quoted.Subject = subject // an attribution tells no subject
	}
	if inner, _ := quoted.Inner(); inner == nil {
		return nil, ""
	}
	return quoted, note
}

// passesOn: a forward prefix stands among the prefixes of a subject.
func passesOn(subject string) bool {
	for range 12 {
		prefix, rest := quote.PrefixOf(subject)
		if prefix == quote.ForwardPrefix || prefix == quote.NoPrefix {
			return prefix == quote.ForwardPrefix
		}
		subject = rest
	}
	return false
}

// Answered reads the forward within the mail that this one answers: somebody
// answers a colleague's forward and copies the nominations address. Find gives
// nil there, since the mail itself passes nothing on. note is what was newly
// written above.
func Answered(text string, mail Mail) (f *Forwarded, note string) {
	prefix, rest := quote.PrefixIn(mail.Subject, text)
	answers := prefix == quote.AnswerPrefix || mail.Answers && prefix != quote.ForwardPrefix
	if !answers || !passesOn(rest) {
		return nil, ""
	}
	outer := &Forwarded{Subject: "Re: " + rest, Body: text}
	quoted, note := outer.Inner()
	if quoted == nil {
		return nil, ""
	}
	f, _ = quoted.Inner()
	return f, note
}

// mark is a place where somebody else's mail begins.
type mark struct {
	start       int // its first line, a divider included
	body        int // the first line of the body
	depth       int // quote marks of the header
	rule        quote.Rule
	ruleText    string
	first       string // the first line of the header block
	block       *quote.Block
	header      quote.Header
	attribution *quote.Attribution
}

func (m mark) forwarded() *Forwarded {
	f := &Forwarded{}
	switch {
	case m.block != nil:
		h := m.header
		f.From, f.To, f.Cc, f.ReplyTo, f.Subject, f.Date = h.From, h.To, h.Cc, h.ReplyTo, h.Subject, h.Date
		f.Evidence = h.Evidence
		if m.ruleText != "" {
			f.Evidence += ", below \"" + m.ruleText + "\""
		}
	case m.attribution != nil:
		m.attribution.Read()
		f.From, f.Date = m.attribution.From, m.attribution.Date
		f.Evidence = "the line \"" + m.attribution.Text + "\""
	}
	if f.From.Name == "" && f.From.Address == "" {
		f.Evidence = "the author cannot be told: no header names one"
	}
	return f
}

// search is one reading of a text.
type search struct {
	lines     []quote.Line
	finder    *quote.Finder
	bare      string // the subject without prefixes
	forwarded bool   // the subject says so
	answers   bool
}

func newSearch(text string, mail Mail) *search {
	prefix, _ := quote.PrefixIn(mail.Subject, text)
	s := &search{
		lines:     mail.Lines,
		bare:      quote.BareSubject(mail.Subject),
		forwarded: prefix == quote.ForwardPrefix,
		answers:   prefix == quote.AnswerPrefix || mail.Answers && prefix != quote.ForwardPrefix,
	}
	if s.lines == nil {
		s.lines = quote.Lines(text)
	}
	s.finder = quote.NewFinder(s.lines, quote.Context{Forward: s.forwarded, Subject: s.bare})
	return s
}

// first finds the mark of the outermost original.
func (s *search) first() (mark, bool) {
	for i := 0; i < len(s.lines); {
		m, ok := s.markAt(i)
		if !ok {
			i++
			continue
		}
		if s.forwards(m) {
			return m, true
		}
		// What was answered stands here. A forward pasted below it counts only
		// where quote marks keep the two apart.
		next, ok := s.below(m)
		if !ok {
			return mark{}, false
		}
		i = next
	}
	if s.forwarded {
		return s.quoted()
	}
	return mark{}, false
}

// forwards tells whether a mark is that of a forward and not of the mail that
// this one answers.
func (s *search) forwards(m mark) bool {
	switch {
	case s.answers:
		return m.rule == quote.SentRule
	case m.block != nil, m.rule == quote.SentRule:
		return true
	case s.forwarded:
		return true
	}
	return m.attribution != nil && s.nothingOwn(m)
}

// nothingOwn: the attribution opens the text and all below is quoted.
func (s *search) nothingOwn(m mark) bool {
	if quote.BlankBefore(s.lines, m.start) >= 0 {
		return false
	}
	quoted := false
	for _, l := range s.lines[m.body:] {
		if l.Blank() {
			continue
		}
		if l.Depth <= m.depth {
			return false
		}
		quoted = true
	}
	return quoted
}

// below returns the line behind the quoted lines of an answered mail; ok is
// false where quote marks do not set them apart.
func (s *search) below(m mark) (next int, ok bool) {
	next = quote.BlankFrom(s.lines, m.body)
	if m.depth > 0 || next == len(s.lines) || s.lines[next].Depth == 0 {
		return 0, false
	}
	for next < len(s.lines) && (s.lines[next].Depth > 0 || s.lines[next].Blank()) {
		next++
	}
	return next, next < len(s.lines)
}

// quoted: the subject says "forwarded" and all there is are quote marks. Whose
// words they are cannot be told.
func (s *search) quoted() (mark, bool) {
	for i, l := range s.lines {
		if l.Depth > 0 && !l.Blank() {
			return mark{start: i, body: i, depth: 1}, true
		}
	}
	return mark{}, false
}
