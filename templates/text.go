package templates

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// columns is the width of a letter's text version, in cells of a fixed-width font.
const columns = 72

// setText sets a letter as plain text.
func setText(d *document, l *language) string {
	w := &textSetter{lang: l}
	w.b.Grow(5 << 10)
	for i := range d.Blocks {
		w.block(&d.Blocks[i])
	}
	if len(d.Small) > 0 {
		w.gap()
		w.line("---")
		for _, s := range d.Small {
			w.wrap(isolatedText(s), "", "")
		}
	}
	return strings.TrimLeft(w.b.String(), "\n")
}

type textSetter struct {
	b    strings.Builder
	kept []byte   // room for a line, used again
	cut  []string // and for its words
	lang *language
}

func (w *textSetter) line(s string) {
	s = strings.ReplaceAll(s, glue, " ")
	w.b.WriteString(w.lang.begun(strings.TrimRight(s, " ")))
	w.b.WriteByte('\n')
}

func (w *textSetter) gap() { w.b.WriteByte('\n') }

func (w *textSetter) block(b *block) {
	if b.Kind == "picture" {
		return // the text says the same in figures
	}
	w.gap()
	switch b.Kind {
	case "heading":
		w.wrap(isolatedText(b.Spans), "", "")
	case "section":
		title := isolatedText(b.Spans)
		w.wrap(title, "", "")
		w.line(strings.Repeat("-", min(cells(title), columns)))
	case "para":
		w.wrap(isolatedText(b.Spans), "", "")
	case "quote":
		w.quote(b.Quote, "")
	case "list":
		for i, it := range b.Items {
			if i > 0 && (len(it.Lines) > 1 || len(it.Quote.Paragraphs) > 0) {
				w.gap()
			}
			w.item(it)
		}
	case "facts":
		for _, f := range b.Facts {
			w.wrap(isolatedText(f.Label)+w.lang.colon()+isolatedText(f.Value), "", "  ")
		}
	case "drafts":
		for _, d := range b.Drafts {
			w.wrap(w.lang.replyWith+" "+w.says(d), "", "  ")
		}
	case "sign":
		w.wrap(isolatedText(b.Spans), "", "")
		if title := isolatedText(b.Title); title != "" {
			w.wrap(title, "", "")
		}
	}
}

func (w *textSetter) quote(q quote, indent string) {
	for _, p := range q.Paragraphs {
		if p == "" {
			w.line(indent + ">")
			continue
		}
		w.wrap(isolated(p, w.lang.against(p)), indent+"> ", indent+"> ")
	}
	if by := isolatedText(q.By); by != "" {
		w.wrap(by, indent, indent)
	}
}

func (w *textSetter) item(it item) {
	lead := "- "
	if n := oneText(it.Lead); n != "" {
		lead = n + ". "
	}
	indent := strings.Repeat(" ", cells(lead))
	for i, line := range it.Lines {
		if i > 0 {
			lead = indent
		}
		w.wrap(isolatedText(line), lead, indent)
	}
	if len(it.Quote.Paragraphs) > 0 {
		w.quote(it.Quote, indent)
	}
	var says []string
	for _, d := range it.Drafts {
		if d.New {
			w.wrap(fmt.Sprintf(w.lang.writeTo, isolated(d.To, w.lang.against(d.To)))+" "+w.says(d), indent, indent)
			continue
		}
		says = append(says, w.says(d))
	}
	if len(says) > 0 {
		w.wrap(w.lang.replyWith+" "+strings.Join(says, " / "), indent, indent)
	}
}

// says is an answer as a person would type it. A command stays on one line with
// its number.
func (w *textSetter) says(d Draft) string {
	body := strings.ReplaceAll(strings.TrimSpace(d.Body), " ", glue)
	return isolated(strings.TrimSpace(body+" "+d.Hint), w.lang.against(d.Says()))
}

// glue stands for a space at which no line ends. No text holds it: clean takes
// out what is for private use.
const glue = "\ue000"

// wrap writes text in lines of at most the columns, the first one behind lead,
// the others behind follow. Between wide characters (Chinese, Japanese, Korean)
// a line may break anywhere; a word longer than a line is broken where it must.
func (w *textSetter) wrap(text, lead, follow string) {
	line, used, empty := append(w.kept[:0], lead...), cells(lead), true
	open := rune(0) // an isolate goes on behind a line's end: it is closed there, and opened on the next
	flush := func() {
		if w.plain(line) {
			line, used, empty = append(line[:0], follow...), cells(follow), true
			return
		}
		whole := strings.TrimRight(string(line), " ")
		if open = openIsolate(whole, 0); open != 0 {
			whole += string(isolateEnd)
		}
		w.line(whole)
		line, used, empty = append(line[:0], follow...), cells(follow), true
		if open != 0 {
			line = append(line, string(open)...)
		}
	}
	w.cut = words(w.cut[:0], text)
	for _, word := range w.cut {
		spaced := word[0] == ' '
		word = strings.TrimPrefix(word, " ")
		size := cells(word)
		if !empty && used+size+one(spaced) > columns {
			flush()
		}
		if spaced && !empty {
			line, used = append(line, ' '), used+1
		}
		for empty && used+size > columns && size > 0 {
			head := firstCells(word, columns-used)
			line = append(line, head...)
			word = word[len(head):]
			size = cells(word)
			flush()
		}
		if word == "" {
			continue
		}
		line, used, empty = append(line, word...), used+size, false
	}
	if !empty && !w.plain(line) {
		w.line(string(line))
	}
	w.kept = line
}

// plain writes a line that is ASCII in a letter that runs from left to right, as line
// would, and says so; most lines are.
func (w *textSetter) plain(line []byte) bool {
	if w.lang.rtl || !ascii(line) {
		return false
	}
	w.b.Write(bytes.TrimRight(line, " "))
	w.b.WriteByte('\n')
	return true
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// words splits text where a line may end, and appends to out; a word that a space precedes keeps it.
func words(out []string, text string) []string {
	from := 0
	prevWide := false
	for i := 0; i < len(text); {
		at := i
		if c := text[i]; c < 0xe1 && !prevWide { // the first byte of anything wide is E1 at least
			if i++; c == ' ' && at > from {
				out = append(out, text[from:at])
				from = at
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		wide := wideRune(r)
		// Punctuation stays with what it follows.
		if at > from && (r == ' ' || wide && !unicode.IsPunct(r) || prevWide && !unicode.IsPunct(r)) {
			out = append(out, text[from:at])
			from = at
		}
		prevWide = wide
	}
	if from < len(text) {
		out = append(out, text[from:])
	}
	return out
}

func wideRune(r rune) bool {
	if r < 0x1100 {
		return false
	}
	k := width.LookupRune(r).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth
}

// cells is the width of s in a fixed-width font.
func cells(s string) int {
	if ascii(s) {
		return len(s)
	}
	n := 0
	for _, r := range s {
		switch {
		case r > 0x2010 && r < 0x2028: // dashes, quotation marks
			n++
		case wideRune(r):
			n += 2
		case unicode.In(r, unicode.M, unicode.Cf): // marks, isolates
		default:
			n++
		}
	}
	return n
}

// ascii says that text is printable ASCII alone: each byte takes one cell, and nothing
// of it runs from right to left. Most text is, and needs no look at each character.
func ascii[T string | []byte](s T) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// firstCells is the beginning of s that fits into max cells, at least one rune of it.
func firstCells(s string, max int) string {
	n := 0
	for i, r := range s {
		if n += cells(string(r)); n > max && i > 0 {
			return s[:i]
		}
	}
	return s
}
