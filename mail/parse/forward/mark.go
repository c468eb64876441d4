package forward

import (
	"goodword/mail/parse/quote"
)

// markAt reads the mark that begins at line i, if one does.
func (s *search) markAt(i int) (mark, bool) {
	line := s.lines[i]
	if line.Blank() {
		return mark{}, false
	}
	if line.Mute() {
		return s.attributed(i)
	}
	if rule, rest := quote.RuleOf(line.Text); rule != quote.NoRule {
		return s.ruled(i, rule, rest)
	}
	if m, ok := s.titled(i); ok {
		return m, true
	}
	if m, ok := s.headed(i, quote.NoRule); ok {
		return m, true
	}
	return s.attributed(i)
}

// ruled reads what stands below a divider, or behind it on its line.
func (s *search) ruled(i int, rule quote.Rule, rest string) (mark, bool) {
	if rule == quote.EndRule {
		return mark{}, false
	}
	m, ok := mark{}, false
	if rest != "" {
		m, ok = s.run(i, rest, rule)
	}
	next := quote.BlankFrom(s.lines, i+1)
	if !ok && next < len(s.lines) && next <= i+4 {
		m, ok = s.headed(next, rule)
		if !ok && rule != quote.BareRule && !s.answers {
			m, ok = s.bareHeaded(next, rule)
		}
		if !ok && rule != quote.BareRule {
			if m, ok = s.run(next, s.lines[next].Text, rule); !ok {
				m, ok = s.attributed(next)
			}
		}
	}
	if !ok && (rule == quote.SentRule || rule == quote.NamedRule && s.forwarded && known(s.lines[i].Text)) {
		m, ok = mark{body: i + 1, depth: s.lines[i].Depth}, true
	}
	if !ok {
		return mark{}, false
	}
	m.start, m.rule = i, rule
	if rule != quote.BareRule {
		m.ruleText = dividerText(s.lines[i].Text, rest)
	}
	return m, true
}

// bareHeaded reads a header whose labels have no colons.
func (s *search) bareHeaded(i int, rule quote.Rule) (mark, bool) {
	b, h, ok := quote.ReadBare(s.lines, i, quote.Context{Rule: rule, Forward: s.forwarded, Subject: s.bare})
	return mark{start: b.Start, body: b.End, depth: b.Depth, first: s.lines[i].Text, block: &b, header: h}, ok
}

// run reads a header that runs on in one line.
func (s *search) run(i int, text string, rule quote.Rule) (mark, bool) {
	labels, ok := quote.ReadRun(text)
	if !ok {
		return mark{}, false
	}
	b := quote.Block{Start: i, End: i + 1, Depth: s.lines[i].Depth, Labels: labels}
	h, ok := b.Header(quote.Context{Rule: rule, Forward: s.forwarded, Subject: s.bare})
	return mark{start: i, body: i + 1, depth: b.Depth, block: &b, header: h}, ok
}

// headed reads a block of labelled lines as the header of a mail. Labelled
// lines of the forwarder's own above it are left to the note.
func (s *search) headed(i int, rule quote.Rule) (mark, bool) {
	if s.answers && rule != quote.SentRule {
		// It is the answered mail's, whoever is named in it.
		found, _, ok := s.finder.HeadingAt(i, rule)
		if !ok {
			return mark{}, false
		}
		b := found // apart, for what is not found need not be kept
		return mark{start: b.Start, body: b.End, depth: b.Depth, block: &b}, true
	}
	b, h, ok := s.finder.HeaderAt(i, rule)
	if !ok {
		return mark{}, false
	}
	if rule == quote.NoRule {
		b, h = s.finder.Narrow(b, h)
	}
	return mark{start: b.Start, body: b.End, depth: b.Depth, first: s.lines[b.Start].Text, block: &b, header: h}, true
}

// titled reads a title in a language of no table above a quoted block: Apple
// Mail's "> Begin forwarded message:".
//
// QUIRK: Orange and La Poste write the date into the title: "> Message du
// 14/04/26 09:26".
func (s *search) titled(i int) (mark, bool) {
	line := s.lines[i]
	if line.Depth == 0 {
		return mark{}, false
	}
	dated := quote.DateScore(line.Text) >= 2 && quote.SaysMessage(line.Text)
	if !dated && !quote.Title(line.Text) {
		return mark{}, false
	}
	next := quote.BlankFrom(s.lines, i+1)
	if next == len(s.lines) || next > i+2 || s.lines[next].Depth != line.Depth {
		return mark{}, false
	}
	if l, label := quote.ReadLabel(line.Text); next == i+1 && label && l.Value == "" {
		return mark{}, false // the first field of a header, left empty
	}
	m, ok := s.headed(next, quote.NamedRule)
	m.start, m.rule, m.ruleText = i, quote.NamedRule, line.Text
	if dated && m.header.Date == "" {
		m.header.Date = line.Text
	}
	return m, ok
}

// attributed reads an attribution line, unless a header block follows it: then
// it is the forwarder's own sentence.
func (s *search) attributed(i int) (mark, bool) {
	a, ok := quote.FindAttribution(s.lines, i)
	if !ok {
		return mark{}, false
	}
	if !quotedNext(s.lines, a.End) && a.Guessed() {
		return mark{}, false // "What Ann <…> said on 3 May 2026 at 9:31 on the phone:" is a sentence
	}
	if next := quote.BlankFrom(s.lines, a.End); next < len(s.lines) {
		rule, _ := quote.RuleOf(s.lines[next].Text)
		_, headed := s.headed(next, quote.NoRule)
		if s.lines[next].Depth == a.Depth && (headed || rule == quote.NamedRule || rule == quote.SentRule) {
			return mark{}, false
		}
	}
	return mark{start: i, body: a.End, depth: a.Depth, attribution: &a}, true
}
