package reply

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"goodword/mail/parse/quote"
)

// Parts is an answer taken apart.
type Parts struct {
	Text      string // the answer as a person would read it, interleaved quotes kept
	Own       string // only the sender's own words: no quoted line, no signature
	Quoted    string // what was quoted below or above and is not in Text
	Signature string // signature, "sent from my …", legal footer
	Doubtful  string // words that may or may not be the sender's: below a quote they did not answer, or below a quote without marks; never in Own
}

// Split takes the text of an answer apart. It never fails: a text that quotes
// nothing is all Text and Own. Its time grows linearly with the text.
//
// An unquoted mail below an attribution or a header block ends the answer,
// however it goes on: its words are somebody else's. Lines with quote marks do
// not: what stands between and below them may be the sender's.
func Split(text string) Parts { return split(quote.Lines(text), true) }

// split is Split of lines; Quoted is left out where nobody asks for it.
func split(lines []quote.Line, quotes bool) Parts {
	s := &splitter{lines: lines}
	// A mail that answers another is known to quote one, as one with a forward
	// prefix is: its header may lack addresses.
	s.finder = quote.NewFinder(s.lines, quote.Context{Forward: true, Answer: true})
	s.classify()
	s.cut()
	return s.parts(quotes)
}

// role is what a line of an answer is.
type role uint8

const (
	blank    role = iota
	own           // the sender's words, as far as can be told
	quoted        // bears a quote mark, or lost it when it was wrapped
	heading       // attribution, header block or divider of a quoted mail
	foreign       // words of a quoted mail without marks
	trailer       // signature and footer
	aside         // below a rule, where signatures stand, but not like one
	noise         // rules and marks without a word
	doubtful      // may be the sender's
)

type splitter struct {
	lines  []quote.Line
	finder *quote.Finder
	roles  []role
	wrote  bool     // own words stand above the line being read
	guess  []bool   // lines of headings that only their shape tells
	weak   [][2]int // lines [from,to) of headings with neither moment nor address
	firm   int      // the last line of the last other heading, 0 for none
	from   int      // lines [from,to) make the Text
	to     int
}

// classify gives each line its role, top to bottom.
func (s *splitter) classify() {
	s.roles, s.guess = make([]role, len(s.lines)), make([]bool, len(s.lines))
	for i := 0; i < len(s.lines); {
		i = s.classifyAt(i)
	}
	s.lostMarks()
	for _, w := range s.weak {
		if w[1] <= s.firm {
			s.fill(w[0], w[1], own)
		}
	}
}

// rank tells "She wrote:" from the heading of the answered mail: where a better
// one follows, the words are the sender's.
func (s *splitter) rank(from, to int) {
	var words strings.Builder
	for _, l := range s.lines[from:to] {
		words.WriteString(l.Text)
	}
	text := words.String()
	if to-from == 1 && len(text) < 60 && quote.DateScore(text) == 0 && !strings.Contains(text, "@") && strings.HasSuffix(text, ":") {
		s.weak = append(s.weak, [2]int{from, to})
		return
	}
	s.firm = to
}

func (s *splitter) classifyAt(i int) int {
	l := &s.lines[i]
	switch {
	case l.Depth > 0 && !opensMark(l):
		s.roles[i] = quoted
		return i + 1
	case l.Blank():
		s.roles[i] = blank
		return i + 1
	case quote.SignatureMark(*l):
		return s.signature(i)
	case initials(s.lines, i):
		return s.marked(i)
	}
	if start, end, ok := s.headingAt(i); ok {
		s.before(i, start)
		s.fill(start, end, heading)
		s.rank(start, end)
		return s.below(end)
	}
	switch {
	case l.Depth > 0:
		s.roles[i] = quoted
	case wordless(l.Text) && !s.goesOn(i):
		s.roles[i] = noise
	default:
		s.roles[i], s.wrote = own, true
	}
	return i + 1
}

func (s *splitter) fill(from, to int, r role) {
	for ; from < to; from++ {
		s.roles[from] = r
	}
}

// below reads on behind a heading. With quote marks the answer may go on;
// without them the rest is the quoted mail, unless nothing was written above:
// then it is kept as text, and never as own words.
func (s *splitter) below(end int) int {
	next := s.skipBlank(end)
	if next == len(s.lines) {
		return end
	}
	if s.lines[next].Depth > 0 || marked(s.lines[next].Text) {
		return s.marked(next)
	}
	if _, again := s.heading(next); again {
		return end
	}
	if s.wrote {
		s.fill(end, len(s.lines), foreign)
		s.prefaced(end)
		return len(s.lines)
	}
	for next < len(s.lines) && s.lines[next].Depth == 0 {
		if _, again := s.heading(next); again && next > end {
			break
		}
		if !s.lines[next].Blank() {
			s.roles[next] = doubtful
		}
		next++
	}
	return next
}

// prefaced finds the sender's words within the quoted mail from line i on.
//
// QUIRK: Outlook puts the writer's name in brackets before them, "[Ann Lee] not
// her", where it is set to preface comments.
func (s *splitter) prefaced(i int) {
	for ; i < len(s.lines); i++ {
		name, rest, ok := strings.Cut(s.lines[i].Text, "] ")
		if !ok || len(name) < 2 || len(name) > 40 || name[0] != '[' || strings.TrimSpace(rest) == "" {
			continue
		}
		if first, _ := utf8.DecodeRuneInString(name[1:]); unicode.IsUpper(first) || unicode.IsLetter(first) && !unicode.IsLower(first) {
			s.roles[i] = doubtful
		}
	}
}

// skipBlank gives the next line that holds anything, be it a quote mark.
func (s *splitter) skipBlank(i int) int {
	for i < len(s.lines) && s.lines[i].Blank() && s.lines[i].Depth == 0 {
		i++
	}
	return i
}

// marked passes lines quoted by a bar or by initials, below a heading only:
// "| text", "Ann> text".
func (s *splitter) marked(i int) int {
	for i < len(s.lines) {
		l := s.lines[i]
		switch {
		case l.Depth > 0 || marked(l.Text):
			s.roles[i] = quoted
		case l.Blank():
			next := s.skipBlank(i)
			if next == len(s.lines) || s.lines[next].Depth == 0 && !marked(s.lines[next].Text) {
				return i
			}
			i = next
			continue
		default:
			return i
		}
		i++
	}
	return i
}

// marked: quoted by a bar, or by initials as Emacs does.
func marked(text string) bool {
	if strings.HasPrefix(text, "|") {
		return true
	}
	at := strings.IndexByte(text, '>')
	if at <= 0 || at > 12 || at+1 < len(text) && text[at+1] != ' ' {
		return false
	}
	for _, r := range text[:at] {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

// initials: two lines quoted by the same initials stand one below the other.
func initials(lines []quote.Line, i int) bool {
	text := lines[i].Text
	if strings.HasPrefix(text, "|") || !marked(text) || i+1 >= len(lines) {
		return false
	}
	return strings.HasPrefix(lines[i+1].Text, text[:strings.IndexByte(text, '>')+1])
}

// lostMarks finds lines right below a long quoted one that broke off in the
// middle of a sentence: they lost their mark when the line was wrapped.
func (s *splitter) lostMarks() {
	for i := 1; i < len(s.lines); i++ {
		if s.roles[i] != own || s.roles[i-1] != quoted {
			continue
		}
		above := s.lines[i-1]
		if len(above.Raw) < 60 || above.Text == "" || strings.ContainsAny(above.Text[len(above.Text)-1:], ".?!:;)>") {
			continue
		}
		s.roles[i] = quoted
	}
}

// heading reads the attribution, header block or divider that begins at line i.
func (s *splitter) heading(i int) (end int, ok bool) {
	_, end, ok = s.headingAt(i)
	return end, ok
}

// headingAt is heading that leaves out lines [i,start), which are the sender's
// and only look like part of it.
func (s *splitter) headingAt(i int) (start, end int, ok bool) {
	l := s.lines[i]
	if l.Blank() {
		return 0, 0, false
	}
	if aboveThisLine(l.Text) {
		return i, len(s.lines), true
	}
	if rule, rest := quote.RuleOf(l.Text); rule != quote.NoRule {
		end, ok = s.ruled(i, rule, rest)
		return i, end, ok
	}
	if quote.NotesLine(l.Text) {
		if next := quote.BlankFrom(s.lines, i+1); next < len(s.lines) && next <= i+4 {
			if b, _, ok := s.finder.HeadingAt(next, quote.NamedRule); ok {
				return i, b.End, true
			}
		}
	}
	if b, guessed, ok := s.finder.HeadingAt(i, quote.NoRule); ok {
		if guessed {
			s.guessed(b.Start, b.End)
		}
		return b.Start, b.End, true
	}
	if a, ok := quote.NarrowAttribution(s.lines, i); ok {
		if a.Guessed() {
			s.guessed(a.Start, a.End)
		}
		return a.Start, a.End, true
	}
	return 0, 0, false
}

// guessed notes that lines [from,to) may be the sender's after all.
func (s *splitter) guessed(from, to int) {
	for i := from; i < to; i++ {
		s.guess[i] = true
	}
}

// before gives lines [from,to) above a heading their roles.
func (s *splitter) before(from, to int) {
	for i := from; i < to; i++ {
		switch l := s.lines[i]; {
		case l.Depth > 0:
			s.roles[i] = quoted
		case l.Blank():
			s.roles[i] = blank
		case wordless(l.Text):
			s.roles[i] = noise
		default:
			s.roles[i], s.wrote = own, true
		}
	}
}

// ruled: a divider counts where it speaks of a message, or a header follows.
func (s *splitter) ruled(i int, rule quote.Rule, rest string) (end int, ok bool) {
	next := quote.BlankFrom(s.lines, i+1)
	if next < len(s.lines) && next <= i+4 {
		if b, _, ok := s.finder.HeadingAt(next, rule); ok {
			return b.End, true
		}
		if rule != quote.BareRule {
			said := quote.SaysMessage(s.lines[i].Text)
			if a, ok := quote.FindAttribution(s.lines, next); ok && (said || rest == "") {
				if !said {
					s.guessed(i, i+1) // "--- just kidding ---" above "On …, Ann wrote:"
				}
				return a.End, true
			}
		}
	}
	if rule == quote.BareRule || rule == quote.EndRule {
		return 0, false
	}
	if rest != "" {
		_, run := quote.ReadRun(rest)
		return i + 1, run
	}
	return i + 1, quote.SaysMessage(s.lines[i].Text)
}

// opensMark: an attribution that only looks quoted.
//
// QUIRK: GroupWise writes its attribution between quote marks.
func opensMark(l *quote.Line) bool {
	return strings.HasPrefix(l.Raw, ">>> ") && strings.HasSuffix(strings.TrimSpace(l.Raw), " >>>")
}

// goesOn: right below own words, and no rule: a closing bracket of code.
func (s *splitter) goesOn(i int) bool {
	rule, _ := quote.RuleOf(s.lines[i].Text)
	return i > 0 && s.roles[i-1] == own && rule == quote.NoRule
}

// wordless: no letter and no digit.
//
// QUIRK: U+1427 is a letter; Streak leaves it as the mark of a tracked mail.
func wordless(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		return r != '\u1427' && (unicode.IsLetter(r) || unicode.IsDigit(r) || r > 0x2000 && unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) && r > 0x1F000)
	})
}
