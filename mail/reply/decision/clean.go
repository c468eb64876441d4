package decision

import (
	"fmt"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// normal brings s into NFC with plain line ends. odd is not empty when s holds
// characters that a person does not type: they may hide a word or part of one,
// and what cannot be seen must not decide.
func normal(s string) (text, odd string) {
	s = strings.TrimPrefix(s, "\ufeff") // some programs save a mark in front of UTF-8
	ascii := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x80 || c < ' ' && c != '\n' && c != '\t' || c == 0x7f {
			ascii = false
			break
		}
	}
	if ascii {
		return s, ""
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	s = norm.NFC.String(s)
	var prev rune
	for _, r := range s {
		if !isPlain(r) {
			if why := oddRune(prev, r); why != "" {
				return "", fmt.Sprintf("%s U+%04X may hide words", why, r)
			}
		}
		prev = r
	}
	return s, ""
}

// isPlain knows the letters that most texts are made of, which are never odd.
func isPlain(r rune) bool {
	switch {
	case r < 0x80:
		return r >= ' ' && r != 0x7f || r == '\n' || r == '\t'
	case r >= 0xc0 && r < 0x180, r >= 0x410 && r < 0x450: // Latin, Cyrillic
		return true
	}
	return isCommonGlyph(r)
}

// isCommonGlyph knows the kana, ideographs and Hangul of everyday text, by their
// ranges and not by Unicode's tables.
func isCommonGlyph(r rune) bool {
	return r >= 0x3041 && r < 0x3097 || r >= 0x30a1 && r < 0x30fb || r >= 0x4e00 && r < 0x9ff0 || r >= 0xac00 && r < 0xd7a4
}

// oddRune says what is wrong with r after prev, or "".
func oddRune(prev, r rune) string {
	switch {
	case r < 0x80:
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return "the control character"
		}
		return ""
	case r == 0x200d || r == 0xfe0f || r == 0xfe0e: // parts of emoji
		if unicode.Is(unicode.So, prev) || unicode.Is(unicode.Sk, prev) || prev == 0xfe0f || prev >= 0x2190 && prev < 0x2c00 || prev < 0x80 && strings.ContainsRune("0123456789#*", prev) {
			return ""
		}
		return "the invisible character"
	case r == unicode.ReplacementChar:
		return "the broken character"
	case r == 0x3164, r == 0x115f, r == 0x1160, r == 0xffa0, r == 0x2800, r == 0x034f, r == 0x2028, r == 0x2029,
		unicode.Is(unicode.Cf, r), unicode.Is(unicode.Cc, r), unicode.Is(unicode.Co, r):
		return "the invisible character"
	case unicode.Is(unicode.Me, r) && r != 0x20e3:
		return "the overlaid mark"
	case unicode.Is(unicode.Mn, r) && r != 0x20e3 && unicode.In(prev, unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Mn):
		return "the loose mark" // a strike-through or worse: NFC has joined honest accents
	case lookAlike(r):
		return "the look-alike letter"
	}
	return ""
}

// lookAlike finds letters that only compatibility turns into ASCII ones:
// mathematical, circled, superscript. Full-width ones are what Asian keyboards
// type and stay; so does the numero sign.
func lookAlike(r rune) bool {
	if r < 0x2070 || r >= 0xff00 && r < 0xfff0 || r == '№' || r == '™' {
		return false
	}
	if !unicode.IsLetter(r) && (r < 0x2460 || r > 0x24ff) && (r < 0x1f110 || r > 0x1f16f) {
		return false
	}
	var buf [4]byte
	n := copy(buf[:], string(r))
	for _, b := range norm.NFKC.Bytes(buf[:n]) {
		if b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' {
			return true
		}
	}
	return false
}

// fold gives the form in which words are compared: NFKC, lower case, no
// accents on Latin and Cyrillic letters (people leave them out on phones).
func fold(w string) string {
	lower := true
	for i := 0; i < len(w); i++ {
		if c := w[i]; c >= 0x80 || c >= 'A' && c <= 'Z' {
			lower = false
			break
		}
	}
	if lower {
		return w
	}
	if len(w) < 64 && isASCII(w) {
		return strings.ToLower(w)
	}
	var b strings.Builder
	b.Grow(len(w))
	for i, r := range w {
		f := ""
		switch {
		case r < 0x250:
			f = foldedLatin()[r]
		case r >= 0x400 && r < 0x500:
			f = foldedCyrillic()[r-0x400]
		}
		if f == "" {
			return b.String() + foldAny(w[i:])
		}
		b.WriteString(f)
	}
	return b.String()
}

// The folded forms of Latin and Cyrillic letters, since most words hold no others.
var foldedLatin, foldedCyrillic = foldTable(0, 0x250), foldTable(0x400, 0x500)

// foldTable makes a table when it is first asked for.
func foldTable(from, to rune) func() []string {
	return sync.OnceValue(func() []string {
		out := make([]string, 0, to-from)
		for r := from; r < to; r++ {
			out = append(out, foldAny(string(r)))
		}
		return out
	})
}

func foldAny(w string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(w) {
		if unicode.Is(unicode.Mn, r) && r >= 0x300 && r < 0x370 {
			continue
		}
		switch r = unicode.ToLower(r); r {
		case 'ı':
			r = 'i'
		case 'ł':
			r = 'l'
		case 'ø':
			r = 'o'
		case 'đ', 'ð':
			r = 'd'
		case '’', 'ʼ', '‘', '`', '´':
			r = '\''
		case 'ß':
			b.WriteString("ss")
			continue
		case 'æ':
			b.WriteString("ae")
			continue
		case 'œ':
			b.WriteString("oe")
			continue
		}
		b.WriteRune(r)
	}
	return norm.NFC.String(b.String()) // joins kana and Hangul again
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// mixed says that a word is put together in a way nobody writes: letters of
// two scripts, full-width beside plain ones, or capitals here and there.
func mixed(w string) bool {
	if isASCII(w) {
		return twoTurns(w)
	}
	var latin, other, wide, plain bool
	turns, last := 0, 0
	for _, r := range w {
		switch {
		case r >= 0xff21 && r <= 0xff5a:
			wide = true
		case r < 0x80:
			plain = plain || unicode.IsLetter(r)
		}
		switch {
		case unicode.Is(unicode.Latin, r):
			latin = true
		case unicode.In(r, unicode.Cyrillic, unicode.Greek, unicode.Armenian, unicode.Cherokee, unicode.Hebrew, unicode.Arabic):
			other = true
		}
		if !unicode.IsLetter(r) {
			last = 0
			continue
		}
		up := 1
		if unicode.IsUpper(r) {
			up = 2
		}
		if last == 1 && up == 2 {
			turns++
		}
		last = up
	}
	return latin && other || wide && plain || turns > 1
}

// twoTurns says that a small letter stands before a capital twice.
func twoTurns(w string) bool {
	turns := 0
	for i := 1; i < len(w); i++ {
		if w[i] >= 'A' && w[i] <= 'Z' && w[i-1] >= 'a' && w[i-1] <= 'z' {
			turns++
		}
	}
	return turns > 1
}
