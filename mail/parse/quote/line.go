// Package quote knows what mail programs put around mail they quote or forward:
// quote marks, separators, blocks of labelled header lines, attribution lines
// ("On …, Ann wrote:"), signatures, footers, and the prefixes of subjects. It
// reads shapes first and words second, so that a language in none of its tables
// still works. It decides nothing about the mail as a whole: mail/parse/forward
// and mail/reply do, and call it.
package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Line is one line of a text body, without its line end.
type Line struct {
	Raw   string // as it stands
	Depth int    // how many quote marks it opens with
	Text  string // without quote marks, invisible marks and white space around
	mute  bool   // holds no byte that a divider, a label, a moment or an address has: begins nobody's mail
}

// Lines splits a text at LF, CRLF or CR and reads each line's quote marks.
func Lines(text string) []Line {
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(text, "\r\n", "\n")
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	lines := make([]Line, strings.Count(text, "\n")+1)
	plain := ascii(text)
	marks := "" // of the line above, as most lines of a quote open with the same
	depth := 0
	for i := range lines {
		raw, rest := text, ""
		if at := strings.IndexByte(text, '\n'); at >= 0 {
			raw, rest = text[:at], text[at+1:]
		}
		if len(raw) > 3 && (raw[0] == 0xE2 || raw[0] == 0xEF) {
			if bare := strings.TrimLeft(raw, "\u200b\ufeff\u2060"); strings.HasPrefix(bare, ">") {
				raw = bare // marks that nobody sees hide the quote mark
			}
		}
		at := 0
		if depth > 0 && strings.HasPrefix(raw, marks) {
			at = len(marks)
		} else {
			at, depth = openingMark(raw), 1
		}
		l := &lines[i]
		if l.Raw = raw; at > 0 {
			depth, at = moreMarks(raw, depth, len(raw), at)
			marks, l.Depth = raw[:at], depth
			raw = raw[at:]
		} else {
			depth = 0
		}
		if plain {
			l.Text = trim(raw)
		} else {
			l.Text = Clean(raw)
		}
		l.mute = l.Depth == 0 && mute(l.Text)
		text = rest
	}
	return lines
}

// mute says that a text has none of the bytes without which no line is a divider,
// a label, an attribution or part of a header. Most lines of a letter have none,
// and what looks for somebody else's mail need not look at them.
func mute(text string) bool {
	if text == "" || opensRule[text[0]] {
		return false
	}
	for i := 0; i < len(text); i++ {
		if tells[text[i]] {
			return false
		}
	}
	return true
}

// opensRule are the bytes that dividers, bold labels and rows of a table open with.
var opensRule = bytesOf("-_=*~|\xE2")

// tells are the bytes of colons, cells of a table, digits and addresses, or with which their like
// in other scripts begin: U+FE30 and U+FE55, U+2236, fullwidth, Arabic, Indic and
// Thai ones.
var tells = bytesOf(":\t@0123456789\xD9\xDB\xE0\xE2\xEF")

func bytesOf(list string) (t [256]bool) {
	for i := 0; i < len(list); i++ {
		t[list[i]] = true
	}
	return t
}

// Mute tells that the line is neither divider nor label and holds no moment and no
// address. A line that was not made by Lines is never mute.
func (l *Line) Mute() bool { return l.mute }

// Blank tells whether nothing readable is on the line.
func (l Line) Blank() bool { return l.Text == "" }

// Trimmed is the line as it stands, without white space at its end.
func (l Line) Trimmed() string {
	if n := len(l.Raw); n == 0 || l.Raw[n-1] > ' ' && l.Raw[n-1] < utf8.RuneSelf {
		return l.Raw
	}
	return strings.TrimRight(l.Raw, " \t\u00a0")
}

// Unquote counts the quote marks that open a line and returns what follows
// them, less one space. Marks may stand apart ("> > x"); up to three spaces may
// precede the first.
func Unquote(raw string) (depth int, rest string) {
	return unquote(raw, len(raw))
}

// UnquoteTo takes at most limit quote marks off a line, and one space.
func UnquoteTo(raw string, limit int) string {
	_, rest := unquote(raw, limit)
	return rest
}

func unquote(raw string, limit int) (depth int, rest string) {
	at := openingMark(raw)
	if at == 0 || limit == 0 {
		return 0, raw
	}
	depth, at = moreMarks(raw, 1, limit, at)
	return depth, strings.TrimPrefix(raw[at:], " ")
}

// openingMark gives the offset behind the first quote mark of a line, 0 for none.
func openingMark(raw string) int {
	if raw == "" || raw[0] != '>' && raw[0] != ' ' {
		return 0
	}
	at := 0
	for at < len(raw) && at < 3 && raw[at] == ' ' {
		at++
	}
	if at == len(raw) || raw[at] != '>' {
		return 0
	}
	return at + 1
}

// moreMarks counts the quote marks from offset at on, where depth of them stand
// before, up to limit, and gives the offset behind the last.
func moreMarks(raw string, depth, limit, at int) (deep, end int) {
	for ; depth < limit && at < len(raw); depth++ {
		switch {
		case raw[at] == '>':
			at++
		case raw[at] == ' ' && at+1 < len(raw) && raw[at+1] == '>':
			at += 2
		default:
			return depth, at
		}
	}
	return depth, at
}

// Clean trims a piece of text for reading: white space of every kind around it,
// and marks that no reader sees (byte order mark, zero width, direction) in it.
func Clean(s string) string {
	s = trim(s)
	if ascii(s) || !mayBeInvisible(s) {
		return s
	}
	if strings.IndexFunc(s, invisible) >= 0 {
		s = strings.Map(func(r rune) rune {
			if invisible(r) {
				return -1
			}
			return r
		}, s)
	}
	return strings.TrimSpace(s)
}

// trim is strings.TrimSpace, which takes its time over text that begins or ends
// in other letters than ASCII's.
func trim(s string) string {
	for s != "" && (s[0] == ' ' || s[0] >= '\t' && s[0] <= '\r') {
		s = s[1:]
	}
	for s != "" && (s[len(s)-1] == ' ' || s[len(s)-1] >= '\t' && s[len(s)-1] <= '\r') {
		s = s[:len(s)-1]
	}
	if s == "" || s[0] < utf8.RuneSelf && s[len(s)-1] < utf8.RuneSelf {
		return s
	}
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	if unicode.IsSpace(first) || unicode.IsSpace(last) {
		return strings.TrimSpace(s)
	}
	return s
}

// mayBeInvisible says that s has a byte with which an invisible mark begins.
func mayBeInvisible(s string) bool {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case 0xE2, 0xEF, 0xC2, 0xD8:
			return true
		}
	}
	return false
}

// invisible marks: U+200C and U+200D shape letters in Persian and Indic words
// and stay.
//
// QUIRK: Gmail wraps names and addresses in direction marks in Hebrew and
// Arabic; Outlook for Mac opens its attribution with a byte order mark.
func invisible(r rune) bool {
	switch {
	case r == '\uFEFF', r == '\u200B', r == '\u200E', r == '\u200F', r == '\u00AD', r == '\u061C':
		return true
	case r >= '\u202A' && r <= '\u202E', r >= '\u2060' && r <= '\u2069':
		return true
	}
	return false
}

func ascii(s string) bool {
	for ; len(s) >= 32; s = s[32:] {
		if (word(s)|word(s[8:])|word(s[16:])|word(s[24:]))&0x8080808080808080 != 0 {
			return false
		}
	}
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// word is the first eight bytes of s, in one load.
func word(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// BlankFrom returns the index of the first line at or after i that is not
// blank, or len(lines).
func BlankFrom(lines []Line, i int) int {
	for i < len(lines) && lines[i].Blank() {
		i++
	}
	return i
}

// BlankBefore returns the index of the last line before i that is not blank,
// or -1.
func BlankBefore(lines []Line, i int) int {
	i--
	for i >= 0 && lines[i].Blank() {
		i--
	}
	return i
}

// emphasis marks that HTML-to-text conversion leaves around bold words.
func unbold(s string) string {
	return strings.TrimSpace(strings.Trim(s, "*_"))
}
