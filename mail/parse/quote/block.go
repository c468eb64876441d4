package quote

import (
	"strings"
	"unicode"

	"goodword/mail/address"
)

// Block is a run of labelled lines that may be the header of a quoted or
// forwarded mail. Header tells whether it is.
type Block struct {
	Start, End int // lines [Start,End), blank ones within included
	Depth      int // quote marks of its lines
	Labels     []Label
	spaced     bool // a blank line below the first label, and so below each
}

const (
	maxLabels  = 60  // labelled lines of one block; raw headers are long
	maxWrapped = 40  // lines one value may be wrapped over
	maxBlock   = 150 // lines of one block

	maxSubjectLines = 3 // that a subject takes beyond its first
)

// ReadBlock reads the labelled lines from line i on, values wrapped over lines
// joined. subject is the subject of the mail itself without prefixes, to tell a
// wrapped subject from the first line of the body. ok is false when line i is
// no labelled line.
func ReadBlock(lines []Line, i int, subject string) (b Block, ok bool) {
	first, ok := ReadLabel(lines[i].Text)
	if !ok {
		return Block{}, false
	}
	r := blockReader{lines: lines, subject: subject, block: Block{Start: i, End: i + 1, Depth: lines[i].Depth}}
	r.add(first, i)
	r.named = belowName(lines, i)
	r.stacked = first.Value == ""
	for r.next < min(len(lines), i+maxBlock) && len(r.block.Labels) < maxLabels {
		if !r.step() {
			break
		}
	}
	return r.block, true
}

// belowName: the next line above line i that is not blank is a divider with
// words.
func belowName(lines []Line, i int) bool {
	above := i - 1
	for above >= max(0, i-4) && lines[above].Blank() {
		above--
	}
	if above < max(0, i-4) {
		return false
	}
	rule, _ := RuleOf(lines[above].Text)
	return rule == NamedRule || rule == SentRule
}

// blockReader holds what has been read of a block.
type blockReader struct {
	lines   []Line
	subject string
	block   Block
	seen    [Foreign + 1]int
	next    int  // the line to read
	named   bool // a divider that names what follows stands above
	stacked bool // label on one line, value on the next
	wrapped int  // lines joined to the last value
}

func (r *blockReader) add(l Label, at int) {
	r.block.Labels = append(r.block.Labels, l)
	r.seen[l.Field]++
	r.next = at + 1
	r.block.End = at + 1
	r.wrapped = 0
}

func (r *blockReader) last() *Label { return &r.block.Labels[len(r.block.Labels)-1] }

// complete: author, date and subject were there; what follows an empty line or
// bears an unknown label is the body.
func (r *blockReader) complete() bool {
	return r.seen[From] > 0 && r.seen[Date] > 0 && r.seen[Subject] > 0
}

// step reads one more line; false ends the block before it.
func (r *blockReader) step() bool {
	line := r.lines[r.next]
	if line.Blank() {
		return r.stepBlank()
	}
	if line.Depth != r.block.Depth && !(line.Depth < r.block.Depth && r.open()) {
		return false
	}
	if l, ok := ReadLabel(line.Text); ok && r.continues(l) && !r.isValue(l) {
		r.add(l, r.next)
		return true
	}
	return r.stepWrapped(line)
}

// isValue: the line below a label without value is its value, even if it looks
// labelled itself: a subject with a colon. Where another value follows on its
// own label's line, the label is an empty one.
func (r *blockReader) isValue(l Label) bool {
	if !r.stacked || r.last().Value != "" || l.Field != Unknown || l.Value == "" {
		return false
	}
	if r.next+1 >= len(r.lines) {
		return true
	}
	next, ok := ReadLabel(r.lines[r.next+1].Text)
	return !ok || next.Value == ""
}

// continues tells whether a labelled line belongs to this block.
func (r *blockReader) continues(l Label) bool {
	switch l.Field {
	case From, To, Cc, Bcc, Subject, Date:
		return r.seen[l.Field] == 0 || l.Field == Date && !r.complete() && r.seen[Date] < 3
	case Other, ReplyTo, Sender:
		return true
	}
	return !r.complete() && !r.open() || l.Field == Unknown && r.lastRecipients(l)
}

// lastRecipients: an unknown label in the last line of the header, for the
// copies: nothing but people with addresses behind it, and below it a blank or a
// label that only headers have.
func (r *blockReader) lastRecipients(l Label) bool {
	if r.seen[To] == 0 || r.seen[Cc] > 0 || r.open() {
		return false
	}
	if r.next+1 < len(r.lines) && !r.lines[r.next+1].Blank() {
		below, ok := ReadLabel(r.lines[r.next+1].Text)
		if !ok || below.Field != ReplyTo && below.Field != Sender && below.Field != Other {
			return false
		}
	}
	list := address.ParseList(l.Value)
	for _, m := range list {
		if m.Address == "" || !nameShape(m.Name) && m.Name != "" {
			return false
		}
	}
	return len(list) > 0
}

// stepBlank passes up to three blank lines between labelled lines, as HTML with a
// paragraph per label gives them; and the blank before a stacked value.
func (r *blockReader) stepBlank() bool {
	at := BlankFrom(r.lines, r.next)
	if at == len(r.lines) || at > r.next+3 || r.lines[at].Depth != r.block.Depth {
		return false
	}
	l, ok := ReadLabel(r.lines[at].Text)
	if !ok {
		if r.stacked && r.last().Value == "" && at == r.next+1 {
			r.next = at
			return true
		}
		return false
	}
	mine := l.Field != Unknown && l.Field != Foreign && r.continues(l)
	if !mine && !(l.Field == Unknown && (r.block.spaced || len(r.block.Labels) == 1) && !r.complete() && len(r.block.Labels) < 5) {
		return false
	}
	if r.complete() && !r.block.spaced {
		return false
	}
	r.block.spaced = r.block.spaced || len(r.block.Labels) == 1
	r.add(l, at)
	return true
}

// stepWrapped joins a line without label to the value above it, where that
// value is plainly not at its end.
func (r *blockReader) stepWrapped(line Line) bool {
	last := r.last()
	if r.wrapped >= maxWrapped {
		return false
	}
	if rule, _ := RuleOf(line.Text); rule != NoRule && rule != BareRule && !r.open() {
		return false // QUIRK: Zoho repeats its divider right below the subject
	}
	join := r.open() ||
		r.stacked && last.Value == "" ||
		folded(line.Raw) && !(r.complete() && last.Field == Subject) ||
		r.labelFollows() ||
		last.Field == Subject && (r.subject != "" && r.endsSubject(last.Value, line.Text) || r.lastOfSubject())
	if !join {
		return false
	}
	last.Value = strings.TrimSpace(last.Value + " " + line.Text)
	r.wrapped++
	r.next++
	r.block.End = r.next
	return true
}

// open: the value above ends in the middle of a list or of an address.
func (r *blockReader) open() bool {
	last := r.last()
	v := last.Value
	if v == "" || last.Field == Subject {
		return false
	}
	if end := v[len(v)-1]; end == ',' || end == '<' || end == '"' && strings.Count(v, `"`)%2 == 1 {
		return true
	}
	if strings.LastIndexByte(v, '<') > strings.LastIndexByte(v, '>') {
		return true
	}
	if next := r.peek(); last.Field != Date && opensAddress(next) && person(next) && v[len(v)-1] != '>' && v[len(v)-1] != ']' {
		return true // "…, Ann Lee" over "<ann@…>"
	}
	return v[len(v)-1] == ';' && strings.Contains(r.peek(), "@") && !r.peekLabel()
}

// opensAddress: the line begins with an address in its brackets.
func opensAddress(text string) bool {
	return strings.HasPrefix(text, "<") || len(text) > 8 && strings.EqualFold(text[:8], "[mailto:")
}

func (r *blockReader) peek() string {
	if r.next < len(r.lines) {
		return r.lines[r.next].Text
	}
	return ""
}

func (r *blockReader) peekLabel() bool {
	_, ok := ReadLabel(r.peek())
	return ok
}

// labelFollows looks a few lines ahead, without a blank between, for a known
// label the block still lacks: then the lines before it are a wrapped value.
func (r *blockReader) labelFollows() bool {
	for at := r.next + 1; at < len(r.lines) && at <= r.next+4; at++ {
		line := r.lines[at]
		if line.Blank() || line.Depth != r.block.Depth {
			return false
		}
		l, ok := ReadLabel(line.Text)
		if ok && l.Field >= From && l.Field <= Date && r.seen[l.Field] == 0 {
			return true
		}
	}
	return false
}

// lastOfSubject: the subject is the last field, below a divider of a program
// that leaves a blank line under its header, and goes on to that blank line: the
// rest is indented, or opens with a small letter as no body does, or stands
// outside the quote marks that the body has.
func (r *blockReader) lastOfSubject() bool {
	if r.wrapped >= maxSubjectLines || !r.named && !folded(r.lines[r.next].Raw) || squeeze(BareSubject(r.last().Value)) == squeeze(r.subject) {
		return false
	}
	end := r.next
	for end < len(r.lines) && !r.lines[end].Blank() && r.lines[end].Depth == r.block.Depth {
		if end++; end > r.next+maxSubjectLines {
			return false
		}
	}
	body := BlankFrom(r.lines, end)
	if body == end || body == len(r.lines) {
		return false
	}
	line := r.lines[r.next]
	if strings.HasSuffix(r.lines[end-1].Text, ",") || endsColon(r.lines[end-1].Text) {
		return false // a greeting
	}
	return folded(line.Raw) && !folded(r.lines[body].Raw) || r.named && unicode.IsLower(firstRune(line.Text)) || r.named && r.lines[body].Depth > r.block.Depth
}

// endsSubject: with this line the value is the subject of the mail itself.
func (r *blockReader) endsSubject(value, line string) bool {
	joined := squeeze(BareSubject(value + " " + line))
	return len(joined) > 3 && strings.HasPrefix(squeeze(r.subject), joined) && !strings.EqualFold(squeeze(BareSubject(value)), squeeze(r.subject))
}

// folded: the line opens with white space behind its quote marks, as folded
// header fields do.
func folded(raw string) bool {
	_, rest := Unquote(raw)
	return rest != "" && (rest[0] == ' ' || rest[0] == '\t')
}

// squeeze drops white space and case for comparing.
func squeeze(s string) string {
	if ascii(s) {
		return squeezeASCII(s)
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

func squeezeASCII(s string) string {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ' || c >= '\t' && c <= '\r':
		case c >= 'A' && c <= 'Z':
			out = append(out, c+'a'-'A')
		default:
			out = append(out, c)
		}
	}
	return string(out)
}
