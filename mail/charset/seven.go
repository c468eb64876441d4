package charset

import (
	"encoding/base64"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/korean"
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
