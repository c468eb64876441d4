package forward

import (
	"strings"

	"goodword/mail/parse/quote"
)

// body gives the words of the original, to the letter: the quote marks or the
// indentation the forwarding program added taken off, blank lines emptied, what
// the forwarder wrote below left out.
func (s *search) body(m mark) string {
	lines := s.lines[min(m.body, len(s.lines)):]
	lines = s.closed(lines, m)
	depth := m.depth
	if depth == 0 && allQuoted(lines) {
		depth = 1
	}
	if last := lastQuoted(lines, m.depth); m.depth > 0 && last > 0 {
		// QUIRK: eM Client's HTML quotes the header alone, and the body not at all.
		lines = lines[:last]
	}
	out := make([]string, len(lines))
	for i, l := range lines {
		if bare := quote.UnquoteTo(l.Raw, depth); quote.Clean(bare) != "" {
			out[i] = bare
		}
	}
	if m.block == nil {
		dedent(out)
	}
	return strings.TrimFunc(strings.Join(out, "\n"), isSpace)
}

// closed cuts the body at the line that says the forward ends, and takes off a
// second divider that closes the header.
//
// QUIRK: mutt, Yandex and Mail.ru write an end line; Zoho repeats the divider
// below the header.
func (s *search) closed(lines []quote.Line, m mark) []quote.Line {
	lines = s.ruledOff(lines, m)
	if inside, ok := between(lines, m); ok {
		return inside
	}
	if m.ruleText == "" {
		return lines
	}
	lines = ruleAtEnd(lines, m)
	first := quote.BlankFrom(lines, 0)
	if first < len(lines) && m.block != nil && dividerText(lines[first].Text, "") == m.ruleText && quote.BlankFrom(lines, first+1) < len(lines) {
		next := quote.BlankFrom(s.lines, len(s.lines)-len(lines)+first+1)
		if _, again := s.headed(next, m.rule); !again {
			lines = lines[first+1:]
		}
	}
	for i, l := range lines {
		if l.Depth != m.depth || l.Blank() {
			continue
		}
		if rule, _ := quote.RuleOf(l.Text); rule == quote.EndRule || rule == quote.NamedRule && endsWhat(m.ruleText, l.Text) {
			return lines[:i]
		}
	}
	return lines
}

// endsWhat: a divider repeats the words of the one above the header, with one
// more behind them.
//
// QUIRK: Becky! closes "--- Original Message ---" with "--- Original Message Ends ---".
func endsWhat(opened, divider string) bool {
	const marks = "-–—_=*~ "
	more, ok := strings.CutPrefix(strings.Trim(divider, marks), strings.Trim(opened, marks)+" ")
	return ok && len(strings.Fields(more)) == 1
}

// between gives the lines between a divider right below the header and one that
// says it ends there.
//
// QUIRK: The Bat! puts scissors around the original text, and no divider above
// its header.
func between(lines []quote.Line, m mark) (inside []quote.Line, ok bool) {
	first := quote.BlankFrom(lines, 0)
	if m.block == nil || first == len(lines) {
		return nil, false
	}
	if rule, rest := quote.RuleOf(lines[first].Text); rule != quote.NamedRule || rest != "" {
		return nil, false
	}
	for i, l := range lines[first+1:] {
		if rule, _ := quote.RuleOf(l.Text); rule == quote.EndRule && l.Depth == m.depth {
			return lines[first+1 : first+1+i], true
		}
	}
	return nil, false
}

// ruleAtEnd takes off the rule that closes what a divider opened, with nothing
// below it.
//
// QUIRK: KMail and Mail.ru draw one below the original.
func ruleAtEnd(lines []quote.Line, m mark) []quote.Line {
	last := quote.BlankBefore(lines, len(lines))
	if m.block == nil || last < 0 || lines[last].Depth != m.depth {
		return lines
	}
	if rule, _ := quote.RuleOf(lines[last].Text); rule == quote.BareRule {
		return lines[:last]
	}
	return lines
}

// ruledOff takes the rule off that stands between header and body, unless it
// belongs to a mail forwarded within.
//
// QUIRK: HCL Notes draws one; Becky! draws one of four dashes.
func (s *search) ruledOff(lines []quote.Line, m mark) []quote.Line {
	first := quote.BlankFrom(lines, 0)
	if m.block == nil || first == len(lines) || lines[first].Depth != m.depth {
		return lines
	}
	if rule, _ := quote.RuleOf(lines[first].Text); rule != quote.BareRule && !(m.ruleText != "" && len(lines[first].Text) > 2 && strings.Trim(lines[first].Text, "-=_") == "") {
		return lines
	}
	next := quote.BlankFrom(lines, first+1)
	if next == len(lines) {
		return lines
	}
	at := len(s.lines) - len(lines) + next
	if _, ok := s.headed(at, quote.BareRule); ok {
		return lines
	}
	if rule, _ := quote.RuleOf(lines[next].Text); rule != quote.NoRule {
		return lines
	}
	return lines[first+1:]
}

// allQuoted: every line bears a quote mark. A line that lost its mark when it
// was wrapped stands right below a quoted one.
//
// QUIRK: Missive leaves the header bare and quotes the body.
func allQuoted(lines []quote.Line) bool {
	quoted, lost := 0, 0
	for i, l := range lines {
		switch {
		case l.Blank():
		case l.Depth > 0:
			quoted++
		case i > 0 && lines[i-1].Depth > 0 && !lines[i-1].Blank():
			lost++
		default:
			return false
		}
	}
	return quoted > 2*lost
}

// lastQuoted is the end of the quoted lines; a line right below the last one
// lost its mark when it was wrapped.
//
// QUIRK: MailMate wraps a quoted line without marking the rest of it.
func lastQuoted(lines []quote.Line, depth int) int {
	last := 0
	for i, l := range lines {
		if l.Depth >= depth {
			last = i + 1
		}
	}
	for last < len(lines) && last > 0 && !lines[last].Blank() && !lines[last-1].Blank() {
		last++
	}
	return last
}

// dedent takes four spaces or a tab off every line, if all have them.
//
// QUIRK: Outlook for Mac of 2016 to 2019 indents what stands below "On … wrote:".
func dedent(lines []string) {
	for _, l := range lines {
		if l != "" && !strings.HasPrefix(l, "    ") && !strings.HasPrefix(l, "\t") {
			return
		}
	}
	for i, l := range lines {
		if rest, ok := strings.CutPrefix(l, "\t"); ok {
			lines[i] = rest
			continue
		}
		lines[i] = strings.TrimPrefix(l, "    ")
	}
}

// note gives what the forwarder wrote above the original, without signature.
// Quoted lines above it are not theirs.
func (s *search) note(m mark) string {
	start := m.start
	if above := quote.BlankBefore(s.lines, start); m.ruleText == "" && above >= 0 && quote.SaysForwarded(s.lines[above].Text, above == start-1) {
		start = above
	}
	end := quote.SignatureAt(s.lines, 0, start)
	var out []string
	for i := 0; i < end; i++ {
		if a, ok := quote.FindAttribution(s.lines, i); ok && a.End <= end && s.lines[i].Depth == 0 && quotedNext(s.lines, a.End) {
			i = a.End - 1
			continue
		}
		l := s.lines[i]
		switch {
		case l.Blank():
			out = append(out, "")
		case l.Depth == 0:
			out = append(out, l.Trimmed())
		}
	}
	return strings.TrimFunc(strings.Join(out, "\n"), isSpace)
}

func quotedNext(lines []quote.Line, at int) bool {
	at = quote.BlankFrom(lines, at)
	return at < len(lines) && lines[at].Depth > 0
}

func isSpace(r rune) bool {
	return r == ' ' || r == '\n' || r == '\t' || r == '\u00a0' || r == '\ufeff' || r == '\u200b'
}

// dividerText is the divider as evidence, without what runs on behind it.
func dividerText(text, rest string) string {
	return strings.TrimSpace(strings.TrimSuffix(text, rest))
}

func known(text string) bool { return quote.SaysMessage(text) }
