package templates

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Where a source gives no length of its own, Words are cut to these many runes.
const (
	inlineRunes = 120
	quoteRunes  = 1500
	// More than this many combining marks on one letter are a trick, not a
	// script: the longest ordinary stacks (Vietnamese, Thai, Hebrew) have three.
	maxMarks = 4
)

// oneLine makes Words fit for a place inside a line.
func (w Words) oneLine(max int) string {
	return defang(cut(trusted(string(w)), max))
}

// paragraphs makes Words fit for a quote: lines kept, blank lines squeezed to
// one, which shows as an empty string.
func (w Words) paragraphs(max int) []string {
	text := cut(strings.TrimSpace(clean(string(w))), max)
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		line = defang(strings.Join(strings.Fields(line), " "))
		if line == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		out = append(out, line)
	}
	return out
}

// trusted puts a string of ours on one line.
func trusted(s string) string {
	if ascii(s) && singleSpaced(s) {
		return s
	}
	return strings.Join(strings.Fields(clean(s)), " ")
}

// clean removes what a reader cannot see or what turns the text around:
// control, format (bidi, zero-width, tags), surrogates, private use and
// unassigned characters, invisible letters, stacks of marks. Line ends of any
// kind become \n, other white space becomes a space.
func clean(s string) string {
	if ascii(s) {
		return s
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	var b strings.Builder
	b.Grow(len(s))
	marks := 0
	for _, r := range s {
		r, keep := cleanRune(r)
		if !keep {
			continue
		}
		if unicode.Is(unicode.M, r) {
			marks++
			if marks > maxMarks {
				continue
			}
		} else {
			marks = 0
		}
		b.WriteRune(r)
	}
	return b.String()
}

func cleanRune(r rune) (rune, bool) {
	switch {
	case r >= ' ' && r < 0x7f:
		return r, true
	case r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == 0x85 || r == 0x2028 || r == 0x2029:
		return '\n', true
	case unicode.IsSpace(r):
		return ' ', true
	case invisible(r):
		return 0, false
	case unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Zs):
		return r, true
	}
	return 0, false // Cc, Cf, Cs, Co, Cn
}

// invisible says whether r counts as a letter, mark or symbol but shows nothing.
func invisible(r rune) bool {
	switch {
	case r == 0x034f, // combining grapheme joiner
		r == 0x115f, r == 0x1160, r == 0x3164, r == 0xffa0, // Hangul fillers
		r == 0x17b4, r == 0x17b5, // Khmer inherent vowels
		r == 0x2800,                // blank braille
		r >= 0x180b && r <= 0x180f, // Mongolian selectors
		r >= 0xfe00 && r <= 0xfe0f, // variation selectors
		r >= 0xe0100 && r <= 0xe01ef:
		return true
	}
	return false
}

// cut shortens s to at most max runes, the last of them '…', at the end of a
// word where one ends nearby.
func cut(s string, max int) string {
	if utf8.RuneCountInString(s) <= max {
		return s
	}
	runes := []rune(s)[:max-1]
	for i := len(runes) - 1; i > len(runes)/2; i-- {
		if unicode.IsSpace(runes[i]) {
			runes = runes[:i]
			break
		}
	}
	return strings.TrimRightFunc(string(runes), func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",;:–-", r)
	}) + "…"
}

// Mail clients make links of what looks like one: a scheme, www, any dotted
// host, an address, a UNC path. Each loses the one character that makes it so
// to a bracket, as in "www[.]shop[.]example", and stays readable.
//
// No list of top-level domains is asked: it would be out of date, so that
// "good.Thanks" is defanged too. Telephone numbers stay as they were written:
// clients also take dates, order and room numbers for them, so that no spelling
// would be both safe and readable; the HTML asks clients to leave them alone
// (format-detection).
var (
	schemeSlashes = regexp.MustCompile(`:(//|\\\\)`)
	schemeWord    = regexp.MustCompile(`(?i)\b(mailto|tel|telprompt|callto|sms|smsto|mms|sip|sips|skype|facetime|facetime-audio|whatsapp|tg|geo|maps|market|intent|javascript|vbscript|data|file|news|nntp|cid|mid|magnet|xmpp|im|ms-[a-z-]+|itms|itms-apps|webcal|search-ms|blob|about|view-source):(\S)`)
)

// defang makes what a mail client would turn into a link inert and readable.
// Each expression runs only where its sign is: most words have none.
func defang(s string) string {
	if strings.ContainsRune(s, ':') {
		s = schemeSlashes.ReplaceAllString(s, "[:]$1")
		s = schemeWord.ReplaceAllString(s, "$1[:]$2")
	}
	s = strings.ReplaceAll(s, `\\`, `\[\]`)
	return defangDots(s)
}

func defangDots(s string) string {
	if !mayJoin(s) {
		return s
	}
	runes := []rune(s)
	var b strings.Builder
	b.Grow(len(s) + 16)
	for i, r := range runes {
		if i > 0 && joinsHost(runes, i) {
			b.WriteByte('[')
			b.WriteRune(r)
			b.WriteByte(']')
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// mayJoin says that a dot may join a host: of ASCII's, one that no space follows, or that
// one does behind the last character of a name that clients link by itself (endsInWWW).
func mayJoin(s string) bool {
	if strings.ContainsAny(s, "．․。｡") {
		return true
	}
	for i := range len(s) {
		if s[i] != '.' {
			continue
		}
		if i+1 < len(s) && s[i+1] != ' ' || i > 0 && strings.IndexByte("wpblWPBL0123456789", s[i-1]) >= 0 {
			return true
		}
	}
	return false
}

// joinsHost says whether the rune at i is a dot with a name on either side.
func joinsHost(runes []rune, i int) bool {
	before, after := runes[i-1], runes[i+1:]
	switch runes[i] {
	case '.', '．', '․':
		return namePart(before) && (beginsLabel(after) || endsInWWW(runes[:i])) || inDottedNumber(runes, i)
	case '。', '｡': // between Latin letters alone: elsewhere it ends a sentence
		return before < unicode.MaxASCII && namePart(before) && len(after) > 0 && after[0] < unicode.MaxASCII && beginsLabel(after)
	}
	return false
}

func namePart(r rune) bool {
	return unicode.In(r, unicode.L, unicode.N, unicode.M) || strings.ContainsRune("_-])", r)
}

// beginsLabel says whether a host's label may begin here: two letters, or
// anything with a hyphen, as xn--.
func beginsLabel(after []rune) bool {
	for n, r := range after {
		switch {
		case r == '-':
			return true
		case !unicode.In(r, unicode.L, unicode.N, unicode.M):
			return false
		case n == 1 && !unicode.IsDigit(r) && !unicode.IsDigit(after[0]):
			return true
		}
	}
	return false
}

// inDottedNumber says whether the dot at i joins numbers, three such dots in a
// row, as in an address of four numbers; a date has two.
func inDottedNumber(runes []rune, i int) bool {
	joins := func(at int) bool {
		return at > 0 && at+1 < len(runes) && runes[at] == '.' && unicode.IsDigit(runes[at-1]) && unicode.IsDigit(runes[at+1])
	}
	if !joins(i) {
		return false
	}
	dots := 1
	for _, step := range []int{-1, 1} {
		for at := i + step; dots < 3 && at > 0 && at < len(runes) && (unicode.IsDigit(runes[at]) || joins(at)); at += step {
			if runes[at] == '.' {
				dots++
			}
		}
	}
	return dots >= 3
}

// endsInWWW says whether the word at the end is one that clients link by itself.
func endsInWWW(before []rune) bool {
	from := len(before)
	for from > 0 && before[from-1] < unicode.MaxASCII && namePart(before[from-1]) {
		from--
	}
	word := strings.TrimRight(strings.ToLower(string(before[from:])), "0123456789")
	return word == "www" || word == "ftp" || word == "web" || word == "mail"
}
