package htmltext

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// frame is one open element, with what its text inherits.
type frame struct {
	tag    atom.Atom
	name   string
	hidden bool // with all that is in it
	masked bool // hidden by a style, and not by what the element is
	vanish bool // visibility: hidden
	tiny   bool // font-size: 0
	keep   bool // white space kept
	struck bool // crossed out
	barred bool // behind a bar at its left
	ink    paint
	ground paint
	after  gap // due when the element ends
	quote  bool
	inner  bool // within what somebody else wrote
	mark   bool // Word's list mark
	row    int  // of a tr: lines of text written when it began
	cells  int  // of a tr
	items  int  // of an ol: the number of the next item; of an ul: -1
	mail   string
}

// gap is what must stand between two pieces of text.
type gap int8

const (
	noGap gap = iota
	newLine
	blankLine
)

// writer makes lines of text of the events of a walk.
type writer struct {
	sheet   sheet
	stack   []frame
	out     strings.Builder
	line    []byte
	lines   int    // written
	written int    // of these, not blank
	blanks  int    // blank lines written last
	quote   int    // open blockquotes
	quoted  int    // those around the line being made
	due     gap    // before the next text
	space   bool   // white space before the next text
	mark    string // of a list item, before its first text
	mail    string // address of a mailto: link whose text lacked it, held back
	linked  int    // where in the line the open mailto: link's text begins
	lists   int
	full    bool
	masked  int // words that styles hide
	strict  bool
	marked  bool // Strict may read otherwise
	fresh   bool // at the start of a cell that continues its row's line
	signed  bool // the next text begins a signature
	below   bool // below the header of somebody else's mail
	inMark  bool
	markBuf []byte
}

func (w *writer) top() *frame {
	if len(w.stack) == 0 {
		return &frame{}
	}
	return &w.stack[len(w.stack)-1]
}

// open begins an element. It gives false when nothing in it is seen.
func (w *writer) open(tag atom.Atom, name string, attrs []html.Attribute) bool {
	parent := w.top()
	f := frame{tag: tag, name: name, hidden: parent.hidden, masked: parent.masked, vanish: parent.vanish, tiny: parent.tiny, keep: parent.keep, struck: parent.struck,
		barred: parent.barred, ink: parent.ink, ground: parent.ground}
	if f.hidden || isUnseen(tag, name) {
		f.hidden, f.masked = true, f.masked && !isUnseen(tag, name)
		w.stack = append(w.stack, f)
		return false
	}
	a := attributesOf(attrs)
	s := w.sheet.of(name, a.class, a.id)
	if a.style != "" {
		s = s.then(parseStyle(a.style))
	}
	f.vanish = s.vanish.or(f.vanish)
	if s.tiny == on || s.tiny == off && !(s.fontPart && f.tiny) {
		f.tiny = s.tiny == on
	}
	f.keep = s.keep.or(f.keep) || tag == atom.Pre || tag == atom.Listing || tag == atom.Xmp
	f.ink, f.ground = f.ink.under(s.ink).under(a.ink), f.ground.under(s.ground).under(a.ground)
	f.barred = f.barred || s.barred && tag != atom.Blockquote
	f.struck = f.struck || s.struck || tag == atom.S || tag == atom.Strike || tag == atom.Del
	if s.hidden || a.hidden && !s.shown {
		f.hidden, f.masked = true, true
		w.stack = append(w.stack, f)
		return false
	}
	f.inner = parent.inner || tag == atom.Blockquote || holdsOther(a)
	w.below = w.below || a.id == "divRplyFwdMsg" || a.id == "x_divRplyFwdMsg"
	if isSignature(a) && !f.inner && !w.below {
		w.signed = true
	}
	if w.begin(&f, s, a, parent); f.tag != tag {
		f.tag = tag
	}
	if w.strict && s.barred && tag != atom.Blockquote && (isBlock(tag) || tag == atom.Td) {
		w.beginBarred(&f)
	}
	w.stack = append(w.stack, f)
	return true
}

// attributes are those of an element that matter here.
type attributes struct {
	style, class, id, href, alt, start, kind string
	ink, ground                              paint
	hidden                                   bool
}

func attributesOf(attrs []html.Attribute) attributes {
	var a attributes
	for i := range attrs {
		switch attrs[i].Key {
		case "style":
			a.style = attrs[i].Val
		case "class":
			a.class = attrs[i].Val
		case "id":
			a.id = attrs[i].Val
		case "href":
			a.href = attrs[i].Val
		case "alt":
			a.alt = attrs[i].Val
		case "start":
			a.start = attrs[i].Val
		case "type":
			a.kind = attrs[i].Val
		case "color":
			a.ink = paintOf(attrs[i].Val)
		case "bgcolor":
			a.ground = paintOf(attrs[i].Val)
		case "background":
			a.ground = unknownPaint
		case "hidden":
			a.hidden = true
		}
	}
	return a
}

// close ends the element opened last.
func (w *writer) close() {
	f := w.stack[len(w.stack)-1]
	w.stack = w.stack[:len(w.stack)-1]
	if f.tag == atom.Td || f.tag == atom.Th {
		w.fresh = false
	}
	if f.mark {
		w.endMark()
	}
	if f.mail != "" && !f.hidden {
		w.endMail(f.mail)
	}
	if f.quote {
		w.need(newLine)
		w.quote--
	}
	if f.items != 0 {
		w.lists--
	}
	w.need(f.after)
}

// need asks for a gap before the next text.
func (w *writer) need(g gap) {
	if w.fresh {
		return // a block at the start of a cell stays on the row's line
	}
	if g != noGap {
		w.flushMail()
	}
	w.due = max(w.due, g)
	if g != noGap {
		w.space = false
	}
}

// breakLine is a br: it ends the line, or makes a blank one.
func (w *writer) breakLine() {
	if f := w.top(); f.tiny || f.vanish {
		return
	}
	w.flushMail()
	w.space, w.fresh = false, false
	switch {
	case w.due != noGap && len(w.line) > 0:
		w.flush()
		w.due = noGap
		w.blank()
	case len(w.line) > 0 && w.mark == "":
		w.flush()
	default:
		w.due = noGap
		w.blank()
	}
}

// text adds the text of one node, white space squeezed unless it is kept.
func (w *writer) text(s string) {
	f := w.top()
	unseen := w.strict && f.ink.hides(f.ground)
	if f.hidden || f.vanish || f.tiny || w.full || unseen {
		if f.masked || f.vanish || f.tiny || unseen {
			w.masked += len(strings.Fields(seen(s)))
		}
		return
	}
	w.marked = w.marked || (f.barred || f.ink.hides(f.ground)) && strings.TrimSpace(s) != ""
	if w.inMark {
		w.markBuf = append(w.markBuf, s...)
		return
	}
	if w.mail != "" {
		w.settleMail(s)
	}
	if f.struck {
		s = crossedOut(s)
	}
	if f.keep {
		w.kept(s)
		return
	}
	for s != "" {
		start := 0
		for start < len(s) && isSpace(s[start]) {
			start++
		}
		if start > 0 {
			w.space = true
			s = s[start:]
			continue
		}
		end := 0
		for end < len(s) && !isSpace(s[end]) {
			end++
		}
		w.add(s[:end])
		s = s[end:]
	}
}

// crossedOut marks words that their author struck through, as chat programs do.
func crossedOut(s string) string {
	bare := strings.TrimSpace(s)
	if bare == "" {
		return s
	}
	return strings.Replace(s, bare, "~~"+bare+"~~", 1)
}

// kept adds text whose own line breaks count.
func (w *writer) kept(s string) {
	for {
		line, rest, found := strings.Cut(s, "\n")
		if line = strings.TrimSuffix(line, "\r"); line != "" {
			w.add(line)
		}
		if !found {
			return
		}
		w.breakLine()
		s = rest
	}
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'
}

// add writes a word, after whatever is due before it.
func (w *writer) add(s string) {
	s = seen(s)
	if s == "" {
		return
	}
	if w.signed {
		w.signed = false
		w.beginSignature(s)
	}
	if w.due != noGap {
		if len(w.line) > 0 {
			w.flush()
		}
		if w.due == blankLine && w.lines > 0 && w.blanks == 0 {
			w.blank()
		}
		w.due, w.space = noGap, false
	}
	if len(w.line) == 0 {
		w.quoted = w.quote
		w.line = append(w.line, w.mark...)
		w.mark = ""
	} else if w.space && w.line[len(w.line)-1] != '\t' {
		w.line = append(w.line, ' ')
	}
	w.space, w.fresh = false, false
	w.line = append(w.line, s...)
}

// invisible holds characters that take no room: fillers of preview lines, and
// what could hide a word inside another. Joiners stay, scripts need them.
var invisible = strings.NewReplacer("\u200b", "", "\ufeff", "", "\u00ad", "", "\u034f", "", "\u2060", "", "\u2061", "", "\u2062", "", "\u2063", "", "\u2064", "", "\u180e", "", "\x00", "")

// seen takes what is not seen out of s.
func seen(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf || s[i] == 0 {
			return invisible.Replace(strings.ToValidUTF8(s, "\ufffd"))
		}
	}
	return s
}

// flush writes the line being made.
func (w *writer) flush() {
	text := strings.ReplaceAll(string(w.line), "\u00a0", " ")
	w.line = w.line[:0]
	text = strings.TrimRight(text, " \t")
	if text == "--" {
		text = "-- " // RFC 3676 section 4.3: HTML loses the space at the end
	}
	if text == "" {
		w.quoted = w.quote
		w.blank()
		return
	}
	w.put(w.quoted, text)
	w.written++
	w.blanks = 0
}

// blank writes a blank line, two in a row at most, none at the start.
func (w *writer) blank() {
	if w.lines == 0 || w.blanks >= 2 {
		return
	}
	w.put(min(w.quote, w.quoted), "")
	w.blanks++
}

func (w *writer) put(quote int, text string) {
	if w.out.Len()+len(text)+2*quote > maxText {
		w.full = true
		return
	}
	for i := range min(quote, 50) {
		if i > 0 {
			w.out.WriteByte(' ')
		}
		w.out.WriteByte('>')
	}
	if quote > 0 && text != "" {
		w.out.WriteByte(' ')
	}
	w.out.WriteString(text)
	w.out.WriteByte('\n')
	w.lines++
}

func (w *writer) finish() string {
	w.flushMail()
	if len(w.line) > 0 {
		w.flush()
	}
	return strings.Trim(w.out.String(), "\n")
}
