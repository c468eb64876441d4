package charset

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// candidate is a charset that unlabelled bytes may be in, with the letters that
// make up most of a text in it.
type candidate struct {
	name   string
	enc    encoding.Encoding
	common func(r rune) bool
	pairs  bool // two bytes a letter
}

var candidates = []candidate{
	{"shift_jis", japanese.ShiftJIS, isKana, true},
	{"euc-jp", japanese.EUCJP, isKana, true},
	{"euc-kr", korean.EUCKR, isHangul, true},
	{"gb18030", simplifiedchinese.GB18030, isCommonHan, true},
	{"big5", traditionalchinese.Big5, isCommonHan, true},
	{"windows-1251", charmap.Windows1251, isCommonCyrillic, false},
	{"koi8-r", charmap.KOI8R, isCommonCyrillic, false},
	{"iso-8859-5", charmap.ISO8859_5, isCommonCyrillic, false},
	{"windows-1253", charmap.Windows1253, isCommonGreek, false},
	{"windows-1256", charmap.Windows1256, isCommonArabic, false},
}

// guess tells unlabelled bytes of other scripts and of Central Europe from
// Western text, where bytes above 0x7F are few and stand alone. The charset must decode them without a
// gap and mostly to the letters that its script uses most. Short or doubtful
// bytes give nil.
func guess(b []byte) (encoding.Encoding, string) {
	sample := b[:min(len(b), 4096)]
	high, low, latin := 0, 0, 0 // low: 0x80 to 0xA0, which no EUC uses
	for _, c := range sample {
		switch {
		case c >= 0x80 && c <= 0xA0:
			low++
			high++
		case c > 0xA0:
			high++
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			latin++
		}
	}
	script := 2*high >= 3*latin || inWords(sample, high)
	if script && isHebrew(sample) {
		return charmap.Windows1255, "windows-1255"
	}
	if high < 8 {
		return guessLatin(sample)
	}
	var best encoding.Encoding
	name, most := "", 0.6
	for _, c := range candidates {
		if low > 0 && strings.HasPrefix(c.name, "euc") || !c.pairs && !script {
			continue
		}
		text := decodeWith(c.enc, sample)
		if c.name == "euc-kr" && mostlyHan(text) {
			continue // Chinese: Korean of today has hardly any
		}
		if share := plausible(text, c.common); share > most {
			best, name, most = c.enc, c.name, share
		}
	}
	if best == nil {
		return guessLatin(sample)
	}
	return best, name
}

// mislabelled finds the charset of words in another script under a Western label;
// nil where the label may be true.
//
// QUIRK: web forms and gateways label whatever they are given iso-8859-1.
func mislabelled(name string, b []byte) (encoding.Encoding, string) {
	switch name {
	case "iso-8859-1", "iso-8859-15", "windows-1252", "latin1":
	default:
		return nil, ""
	}
	sample := b[:min(len(b), 4096)]
	high := 0
	for _, c := range sample {
		if c >= 0x80 {
			high++
		}
	}
	if !inWords(sample, high) {
		return nil, ""
	}
	enc, label := guess(b)
	for _, c := range candidates {
		if c.name == label {
			return enc, label
		}
	}
	return nil, ""
}

// inWords says whether nearly all bytes above 0x7F stand three and more in a row:
// the words of another script, below a header in English, say.
func inWords(sample []byte, high int) bool {
	together, run := 0, 0
	for _, c := range append(sample[:len(sample):len(sample)], ' ') {
		if c > 0xA0 {
			run++
			continue
		}
		if run >= 3 {
			together += run
		}
		run = 0
	}
	return high >= 12 && 10*together >= 8*high
}

// plausible weighs a decoded text: the share of its letters beyond ASCII that
// are of the wanted script, Han and CJK punctuation counting for half; 0 when
// it has more than one gap or letters that no such text has.
func plausible(text string, common func(rune) bool) float64 {
	wanted, half, all, gaps := 0, 0, 0, 0
	for _, r := range text {
		switch {
		case r < 0x80:
			continue
		case r == 0xFFFD:
			gaps++
		case common(r):
			wanted++
		case isHan(r), r >= 0x3000 && r <= 0x303F, r >= 0xFF00 && r <= 0xFF60:
			half++
		}
		all++
	}
	if all == 0 || gaps > 1 || wanted == 0 {
		return 0
	}
	return (float64(wanted) + 0.9*float64(half)) / float64(all) * min(1, 0.5+2*float64(wanted)/float64(all))
}

// mostlyHan says that every fourth letter of another script, or more, is Han.
func mostlyHan(text string) bool {
	han, all := 0, 0
	for _, r := range text {
		if isHan(r) {
			han++
		}
		if r >= 0x80 {
			all++
		}
	}
	return 4*han >= all
}

func isKana(r rune) bool   { return r >= 0x3041 && r <= 0x30FC }
func isHangul(r rune) bool { return r >= 0xAC00 && r <= 0xD7A3 }
func isHan(r rune) bool    { return r >= 0x4E00 && r <= 0x9FFF }

// isCommonHan holds the Han letters that make up a good part of any Chinese
// sentence.
func isCommonHan(r rune) bool {
	return strings.ContainsRune("的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用发天如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从知使使用您请谢客感服务這個們來時說為國學會對發經過還後無開關見長門問請謝務貴麼樣點實與動電話書車東從兩應當處給讓幫助滿意常次", r)
}

// isCommonCyrillic holds the small letters that make up nine tenths of Russian,
// Ukrainian and Bulgarian text. Capitals do not count: read in the wrong one of
// two Cyrillic charsets, small letters turn into capitals.
func isCommonCyrillic(r rune) bool {
	return strings.ContainsRune("оеаинтсрвлкмдпуяыьгзбчйхжішёїъ", r)
}

func isCommonGreek(r rune) bool {
	return strings.ContainsRune("αοιετσνηυρπκμλςάίόέήωώύ", r)
}
