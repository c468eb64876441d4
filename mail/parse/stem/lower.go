package stem

import (
	"strings"
	"unicode/utf8"
)

// Lower is strings.ToLower, several times as fast for text in ASCII, in the
// letters of Western European languages and in scripts without case, which most
// mail is in: it looks at bytes where strings.ToLower looks each letter up.
func Lower(text string) string {
	first := -1 // where the first capital is
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c < utf8.RuneSelf:
			if first < 0 && 'A' <= c && c <= 'Z' {
				first = i
			}
			i++
		case c == latin1 && i+1 < len(text) && text[i+1]&0xC0 == 0x80:
			if first < 0 && capitalLatin1(text[i+1]) {
				first = i
			}
			i += 2
		case caseless[c], c == 0xC2, c == 0xE2 && strings.HasPrefix(text[i+1:], "\x80"): // with marks such as « – “ …
			_, n := utf8.DecodeRuneInString(text[i:])
			if n == 1 { // broken, and replaced
				return strings.ToLower(text)
			}
			i += n
		default:
			return strings.ToLower(text)
		}
	}
	if first < 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	b.WriteString(text[:first])
	for i := first; i < len(text); i++ {
		c := text[i]
		if c == latin1 {
			b.WriteByte(c)
			i++
			if c = text[i]; capitalLatin1(c) {
				c += 0x20
			}
			b.WriteByte(c)
			continue
		}
		b.WriteByte(fold[c])
	}
	return b.String()
}

// latin1 begins U+00C0 to U+00FF in UTF-8.
const latin1 = 0xC3

// capitalLatin1 tells À to Þ by what follows latin1; × among them has no case.
func capitalLatin1(c byte) bool { return c <= 0x9E && c != 0x97 }
