package charset

import (
	"encoding/base64"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
)

var base64UTF7 = base64.NewEncoding("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/").WithPadding(base64.NoPadding)

// decodeUTF7 reads RFC 2152. A run that is no base64 stays as it is written.
func decodeUTF7(b []byte) string {
	var out strings.Builder
	out.Grow(len(b))
	for i := 0; i < len(b); {
		if b[i] != '+' {
			out.WriteByte(b[i])
			i++
			continue
		}
		end := i + 1
		for end < len(b) && isBase64(b[end]) {
			end++
		}
		run := b[i+1 : end]
		closed := end < len(b) && b[end] == '-'
		switch text, ok := utf16Run(run); {
		case len(run) == 0 && closed:
			out.WriteByte('+')
		case len(run) == 0 || !ok:
			out.Write(b[i:end])
			closed = false
		default:
			out.WriteString(text)
		}
		i = end
		if closed {
			i++
		}
	}
	return out.String()
}

func isBase64(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/'
}

func utf16Run(run []byte) (string, bool) {
	raw := make([]byte, base64UTF7.DecodedLen(len(run)))
	n, err := base64UTF7.Decode(raw, run)
	if err != nil || n < 2 {
		return "", false
	}
	units := make([]uint16, 0, n/2)
	for i := 0; i+1 < n; i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return string(utf16.Decode(units)), true
}

// decodeISO2022KR reads RFC 1557: between SO and SI the bytes are EUC-KR
// without their high bit.
func decodeISO2022KR(b []byte) string {
	euc := make([]byte, 0, len(b))
	shifted := false
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c == 0x1b && i+3 < len(b) && string(b[i+1:i+4]) == "$)C":
			i += 3
		case c == 0x0e:
			shifted = true
		case c == 0x0f:
			shifted = false
		case c == '\n':
			shifted = false
			euc = append(euc, c)
		case shifted && c > 0x20:
			euc = append(euc, c|0x80)
		default:
			euc = append(euc, c)
		}
	}
	return decodeWith(korean.EUCKR, euc)
}

// guessEastAsian tells unlabelled Shift_JIS, EUC-JP, EUC-KR and GB18030 from
// Western text: nearly all bytes above 0x7F stand in pairs there, and the pairs
// decode without a gap to letters of the charset's own script. Short or mixed
// bytes give nil.
func guessEastAsian(b []byte) (encoding.Encoding, string) {
	high, low := 0, 0 // low: 0x80 to 0xA0, which neither EUC uses
	for _, c := range b {
		if c >= 0x80 {
			high++
		}
		if c >= 0x80 && c <= 0xA0 {
			low++
		}
	}
	if high < 8 {
		return nil, ""
	}
	sample := b[:min(len(b), 4096)]
	var best encoding.Encoding
	name, most := "", 0.6
	for _, c := range []struct {
		enc    encoding.Encoding
		name   string
		common func(r rune) bool
	}{
		{japanese.ShiftJIS, "shift_jis", isKana},
		{japanese.EUCJP, "euc-jp", isKana},
		{korean.EUCKR, "euc-kr", isHangul},
		{simplifiedchinese.GB18030, "gb18030", isCommonHan},
	} {
		if low > 0 && strings.HasPrefix(c.name, "euc") {
			continue
		}
		if share := plausible(decodeWith(c.enc, sample), c.common); share > most {
			best, name, most = c.enc, c.name, share
		}
	}
	return best, name
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

func isKana(r rune) bool   { return r >= 0x3041 && r <= 0x30FC }
func isHangul(r rune) bool { return r >= 0xAC00 && r <= 0xD7A3 }
func isHan(r rune) bool    { return r >= 0x4E00 && r <= 0x9FFF }

// isCommonHan holds the Han letters that make up a good part of any Chinese
// sentence.
func isCommonHan(r rune) bool {
	return strings.ContainsRune("的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用发天如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从知使使用您请谢客感服务", r)
}
