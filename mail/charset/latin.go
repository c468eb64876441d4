package charset

import (
	"strings"
	"unicode"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// western are the letters beyond ASCII of the languages that windows-1252 is
// for, one language each.
var western = []string{
	"äöüß", "àâæçéèêëîïôùûüœÿ", "áéíóúüñ", "áâãàçéêíóôõúü", "àèéìòù", "áéíóúëïöüèê", "åäöéü", "æøåéèêòóô", "åäöšž", "áðéíóúýþæö", "àçèéíïòóúü", "áéíóú", "ëç",
}

// central are those of languages that other charsets of one byte are for.
var central = []struct {
	name    string
	enc     encoding.Encoding
	letters []string
}{
	{"windows-1250", charmap.Windows1250, middleEurope},
	{"iso-8859-2", charmap.ISO8859_2, middleEurope},
	{"windows-1254", charmap.Windows1254, []string{"çğıöşüâîûi̇"}},
}

var middleEurope = []string{
	"áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "ąćęłńóśźż", "áéíóöőúüű", "ăâîşţ", "čćđšž",
}

// guessLatin tells undeclared bytes of Central Europe and Turkey from those of
// Western Europe by the alphabet: no language of the West has all their letters
// when read as windows-1252, and one language has when read as something else. A
// text that mixes languages, or has few such letters, gives nil.
func guessLatin(sample []byte) (encoding.Encoding, string) {
	read, count := foreignLetters(decodeWith(charmap.Windows1252, sample))
	if count < 3 {
		return nil, ""
	}
	for _, alphabet := range western {
		if within(read, alphabet) {
			return nil, ""
		}
	}
	for _, c := range central {
		read, _ := foreignLetters(decodeWith(c.enc, sample))
		for _, alphabet := range c.letters {
			if within(read, alphabet) {
				return c.enc, c.name
			}
		}
	}
	return nil, ""
}

// foreignLetters are the letters of a text beyond ASCII, in lower case, once
// each, and how many there are in all. A sign between two letters counts too: it
// is a letter that was read wrong.
func foreignLetters(text string) (letters string, count int) {
	var b strings.Builder
	runes := []rune(text)
	for i, r := range runes {
		if r < 0x80 {
			continue
		}
		inside := i > 0 && i+1 < len(runes) && unicode.IsLetter(runes[i-1]) && unicode.IsLetter(runes[i+1])
		before := i+1 < len(runes) && unicode.IsLetter(runes[i+1]) && strings.ContainsRune("¶±¦¬¹²³¼¾¨´¸¯", r)
		typed := r >= 0x2010 && r <= 0x203A || r == 0xB7 || r == 0xAD // apostrophes, dashes
		if !unicode.IsLetter(r) && r != 0xFFFD && (!inside || typed) && !before || r == 'ª' || r == 'º' && !inside {
			continue
		}
		count++
		if r = unicode.ToLower(r); !strings.ContainsRune(b.String(), r) {
			b.WriteRune(r)
		}
	}
	return b.String(), count
}

func within(letters, alphabet string) bool {
	for _, r := range letters {
		if !strings.ContainsRune(alphabet, r) {
			return false
		}
	}
	return true
}

// isHebrew says whether bytes are Hebrew in windows-1255. Its letters lie where
// windows-1251 has the small ones of Russian and windows-1253 those of Greek, but
// it has no capitals, leaves the last five empty, and uses others most.
func isHebrew(sample []byte) bool {
	letters, common := 0, 0
	for _, c := range sample {
		switch {
		case c < 0x80, c == 0x91, c == 0x92, c == 0x93, c == 0x94, c == 0x96, c == 0x97, c == 0xA0, c == 0xA4, c == 0xAB, c == 0xBB:
		case c >= 0xE0 && c <= 0xFA:
			letters++
			if strings.IndexByte("\xe9\xe5\xe4\xec\xe0\xfa\xf8\xe1\xee\xf9\xf0", c) >= 0 { // י ו ה ל א ת ר ב מ ש נ
				common++
			}
		default:
			return false
		}
	}
	return letters >= 6 && common*100 >= letters*62
}

// isCommonArabic holds the letters that make up nine tenths of Arabic text.
func isCommonArabic(r rune) bool {
	return strings.ContainsRune("اليمنوةبترعدكسقفحهأجشئىصخإ،", r)
}
