package templates

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// Names, numbers, addresses and quoted words may run against the letter they
// stand in. Each is isolated (UAX #9, 2.4.2), so that it turns nothing around it
// and nothing around turns it: in HTML by an element with dir, in plain text by
// the characters below. Letters of one direction throughout have neither.
//
// What comes from outside never brings characters of this kind: clean takes
// them out, so that all of them are ours, and closed on the line they open.
const (
	isolateLTR = '\u2066' // LRI
	isolateRTL = '\u2067' // RLI
	isolateEnd = '\u2069' // PDI
	markLTR    = "\u200e" // LRM: invisible, and has a direction
	markRTL    = "\u200f" // RLM
)

func (l *language) dir() string {
	if l.rtl {
		return "rtl"
	}
	return "ltr"
}

// classOf gives the direction of a character: "ltr", "rtl", or "" for those
// that take it from their surroundings.
func classOf(r rune) string {
	p, _ := bidi.LookupRune(r)
	switch p.Class() {
	case bidi.L:
		return "ltr"
	case bidi.R, bidi.AL:
		return "rtl"
	}
	return ""
}

// direction is that of the first character which has one, as a reader's program
// guesses it; "" without any.
func direction(text string) string {
	for _, r := range text {
		if d := classOf(r); d != "" {
			return d
		}
	}
	return ""
}

// against says which way text must be isolated within a letter, or "" where it
// needs none: text of the letter's own direction that begins and ends in it.
func (l *language) against(text string) string {
	if !l.rtl && ascii(text) {
		return ""
	}
	runs, other := direction(text), "rtl"
	if l.rtl {
		other = "ltr"
	}
	turns := strings.ContainsFunc(text, func(r rune) bool { return classOf(r) == other })
	if !l.rtl && !turns {
		return ""
	}
	if l.rtl && !turns && classOf(firstRune(text)) == "rtl" && classOf(lastRune(text)) == "rtl" {
		return ""
	}
	switch {
	case strings.TrimSpace(text) == "":
		return ""
	case runs == "":
		return "ltr" // figures and signs
	}
	return runs
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

func lastRune(s string) rune { r, _ := utf8.DecodeLastRuneInString(s); return r }

// foreignRun is what a right-to-left letter says in Latin letters: words to
// answer with, an address. A full stop or a colon behind it is the sentence's.
var foreignRun = regexp.MustCompile(foreignWord + `(?::? ` + foreignWord + `)*`)

const foreignWord = `[A-Za-z](?:[A-Za-z0-9@+_…#-]|[.:][A-Za-z0-9])*`

// literal sets a source's own text, its foreign words isolated where the letter
// runs from right to left.
func (l *language) literal(out []span, text string, strong bool) []span {
	if !l.rtl {
		return append(out, span{Text: text, Strong: strong})
	}
	from := 0
	for _, at := range foreignRun.FindAllStringIndex(text, -1) {
		if at[0] > from {
			out = append(out, span{Text: text[from:at[0]], Strong: strong})
		}
		out = append(out, span{Text: text[at[0]:at[1]], Strong: strong, Dir: "ltr"})
		from = at[1]
	}
	if from < len(text) {
		out = append(out, span{Text: text[from:], Strong: strong})
	}
	return out
}

// isolated wraps text for plain text.
func isolated(text, dir string) string {
	switch {
	case text == "" || dir == "":
		return text
	case dir == "rtl":
		return string(isolateRTL) + text + string(isolateEnd)
	}
	return string(isolateLTR) + text + string(isolateEnd)
}

// isolatedText is the text of spans with single spaces, as plain text shows it.
func isolatedText(spans []span) string {
	if !slices.ContainsFunc(spans, func(s span) bool { return s.Dir != "" }) {
		return oneText(spans)
	}
	shown := make([]span, len(spans))
	for i, s := range spans {
		shown[i].Text = isolated(s.Text, s.Dir)
	}
	return oneText(shown)
}

// openIsolate is the isolate that s leaves open, 0 for none; open is what stood
// open before it.
func openIsolate(s string, open rune) rune {
	for _, r := range s {
		switch r {
		case isolateLTR, isolateRTL:
			open = r
		case isolateEnd:
			open = 0
		}
	}
	return open
}

// begun makes a line of text, or a subject, run as the letter does, for programs
// that guess by its first character: behind its lead there is a mark where that
// would be wrong. What is isolated is not looked at, as in UAX #9, rule P2.
func (l *language) begun(line string) string {
	if !l.rtl && ascii(line) {
		return line
	}
	runs := direction(isolateFree(line))
	if runs == l.dir() || runs == "" && (!l.rtl || !strings.ContainsFunc(line, unicode.IsLetter)) {
		return line
	}
	mark := markLTR
	if l.rtl {
		mark = markRTL
	}
	lead := len(line) - len(strings.TrimLeft(line, " >"))
	return line[:lead] + mark + line[lead:]
}

func isolateFree(line string) string {
	if !strings.ContainsRune(line, isolateLTR) && !strings.ContainsRune(line, isolateRTL) && !strings.ContainsRune(line, isolateEnd) {
		return line
	}
	var b strings.Builder
	open := rune(0)
	for _, r := range line {
		if open = openIsolate(string(r), open); open == 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}
