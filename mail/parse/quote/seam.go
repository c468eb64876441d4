package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"goodword/mail/address"
)

// seam is the place within a list of people where the next label begins on the
// same line: "mara@guest.exampleTo: …", "Mara <mara@…>To: …".
type seam struct {
	end     int  // where the label begins; 0 for no seam
	unclear bool // a label must begin somewhere, and where cannot be told
	free    bool // unclear behind an address outside brackets, no part of a name
}

// findSeam looks through a list of people for the first label in it. What
// stands in quotes and brackets is a name or an address and no label.
func findSeam(value string) seam {
	entry := 0 // where the present entry of the list begins
	for i := 0; i < len(value); i++ {
		switch c := value[i]; c {
		case ',', ';':
			entry = i + 1
		case '"', '(':
			i += shutAt(value[i:])
		case '<', '[':
			end := shutAt(value[i:])
			if end == 0 {
				continue
			}
			if other(value[entry:i], value[i+1:i+end]) {
				return seam{unclear: true}
			}
			for i += end; i+1 < len(value) && value[i+1] == '>'; { // <a@b<mailto:a@b>>
				i++
			}
			rest := strings.TrimLeft(value[i+1:], " \t")
			if rest == "" {
				return seam{end: len(value)}
			}
			if _, _, ok := cutLabel(rest); ok {
				return seam{end: i + 1}
			}
			entry = i + 1
		default:
			if width := colonAt(value, i); width > 0 && !innerColon(value, i) {
				return labelBefore(value, entry, i)
			}
		}
	}
	return seam{}
}

// authorValue gives a From value up to a label that runs on in it, and nothing
// where an address runs into words that cannot be told from it.
func authorValue(value string) string {
	s := findSeam(value)
	switch {
	case s.unclear && s.free:
		return ""
	case s.end > 0:
		return value[:s.end]
	}
	return value
}

// shutAt gives the offset of what closes the quote or bracket s begins with, 0
// for none near.
func shutAt(s string) int {
	shut := map[byte]byte{'"': '"', '(': ')', '<': '>', '[': ']'}[s[0]]
	return strings.IndexByte(s[1:min(len(s), 300)], shut) + 1
}

// other: an address stands free before one in brackets, and is not the same.
func other(before, inner string) bool {
	free := bareAddress(withoutQuotes(before))
	return free != "" && !strings.Contains(strings.ToLower(inner), strings.ToLower(strings.Trim(free, "'")))
}

// withoutQuotes takes out what stands in quotes or parentheses.
func withoutQuotes(s string) string {
	if strings.IndexByte(s, '@') < 0 || !strings.ContainsAny(s, "\"(") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '"' || s[i] == '(' {
			if end := shutAt(s[i:]); end > 0 {
				i += end
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func colonAt(s string, i int) (width int) {
	if s[i] == ':' {
		return 1
	}
	if strings.HasPrefix(s[i:], "：") {
		return len("：")
	}
	return 0
}

// innerColon: the colon of a time or of "mailto:" ends no label.
func innerColon(s string, i int) bool {
	if i+1 < len(s) && i > 0 && s[i] == ':' && isDigit(s[i-1]) && isDigit(s[i+1]) {
		return true
	}
	return i >= 6 && strings.EqualFold(s[i-6:i], "mailto")
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// labelBefore finds where the label begins that ends at the colon: a known one
// at a capital, else behind the address that it touches.
func labelBefore(value string, entry, colon int) seam {
	text := value[entry:colon]
	for j := max(0, len(text)-maxLabel-8); j < len(text); j++ {
		if !utf8.RuneStart(text[j]) || entry+j == 0 {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(text[j:]); !opensLabel(r) || j > 0 && strings.IndexByte("-/'", text[j-1]) >= 0 {
			continue
		}
		if field := FieldOf(text[j:]); field >= From && field <= Sender {
			return seam{end: entry + j}
		}
	}
	at := strings.LastIndexByte(text, '@')
	if at < 0 {
		return seam{unclear: true}
	}
	word := text[at+1:]
	if space := strings.IndexFunc(word, unicode.IsSpace); space >= 0 {
		word = word[:space]
	}
	cut := at + 1 + domainEnd(word)
	if label := strings.TrimSpace(text[cut:]); domainEnd(word) == 0 || !labelShape(label) || !address.Valid(bareAddress(text[:cut])) {
		return seam{unclear: true, free: true}
	}
	return seam{end: entry + cut}
}

// domainEnd finds where a domain ends within a word: at the word's end, or at
// the one place in its last part where a capital follows a small letter, or
// another script follows ASCII. It is 0 where there are several.
func domainEnd(word string) int {
	end := len(word)
	prev := rune(0)
	for i, r := range word {
		switch {
		case r == '.':
			end = len(word)
		case i == 0 || prev == '.':
		case unicode.IsUpper(r) && !unicode.IsUpper(prev), r >= utf8.RuneSelf && prev < utf8.RuneSelf && opensLabel(r):
			if end < len(word) {
				return 0
			}
			end = i
		}
		prev = r
	}
	return end
}

// opensLabel: a capital, or a letter of a script without case.
func opensLabel(r rune) bool {
	return unicode.IsLetter(r) && !unicode.IsLower(r)
}
