package charset

import (
	"encoding/base64"
	"strings"
)

// maxWord caps one encoded word's text, in bytes: the RFC says 75 in all, some
// mailers put a whole subject into one.
const maxWord = 8192

// DecodeWords decodes the RFC 2047 encoded words in a header value that has
// been unfolded, and reads raw bytes above 0x7F as Decode does without a label.
// The result is valid UTF-8 without NUL.
//
// It is more forgiving than the RFC: words may stand inside quotes and beside
// text, hold spaces, lack padding, and split a character between two words.
func DecodeWords(s string) string {
	if !strings.Contains(s, "=?") {
		if isASCIIString(s) && strings.IndexByte(s, 0) < 0 && strings.IndexByte(s, 0x1b) < 0 {
			return s
		}
		text, _ := Decode("", []byte(s)) // QUIRK: old Japanese mailers put ISO-2022-JP into a header as it is
		return text
	}
	var out strings.Builder
	var held []byte // bytes of adjoining words in one charset, decoded together
	heldCharset := ""
	flush := func() {
		if len(held) > 0 {
			text, _ := Decode(heldCharset, held)
			out.WriteString(text)
			held = held[:0]
		}
	}
	for s != "" {
		start := strings.Index(s, "=?")
		if start < 0 {
			break
		}
		word, ok := parseWord(s[start:])
		if !ok {
			flush()
			out.WriteString(plain(s[:start+2]))
			s = s[start+2:]
			continue
		}
		// White space between two encoded words is no text (section 6.2).
		if gap := s[:start]; len(held) == 0 || strings.Trim(gap, " \t\r\n") != "" {
			flush()
			out.WriteString(plain(gap))
		}
		// QUIRK: many mailers split a character between two words, which section
		// 5 forbids; joining the bytes first reads it rightly.
		if !strings.EqualFold(word.charset, heldCharset) {
			flush()
			heldCharset = word.charset
		}
		held = append(held, word.bytes...)
		s = s[start+word.length:]
	}
	flush()
	out.WriteString(plain(s))
	return clean(out.String())
}

// Plain says that s has no encoded word, no NUL, no escape and nothing but ASCII:
// DecodeWords gives it back as it is.
func Plain(s string) bool {
	return isASCIIString(s) && strings.IndexByte(s, 0) < 0 && strings.IndexByte(s, 0x1b) < 0 && !strings.Contains(s, "=?")
}

func plain(s string) string {
	if isASCIIString(s) {
		return s
	}
	text, _ := Decode("", []byte(s))
	return text
}

type encodedWord struct {
	charset string
	bytes   []byte
	length  int
}

// parseWord reads one encoded word at the start of s.
func parseWord(s string) (encodedWord, bool) {
	rest := s[2:]
	q := strings.IndexByte(rest, '?')
	if q < 1 || q > 60 || len(rest) < q+3 || rest[q+2] != '?' || strings.ContainsAny(rest[:q], " \t\"<>") {
		return encodedWord{}, false
	}
	charset, encoding, body := rest[:q], rest[q+1]|0x20, rest[q+3:]
	end := strings.Index(body[:min(len(body), maxWord)], "?=")
	if end < 0 {
		return encodedWord{}, false
	}
	w := encodedWord{charset: charset, length: 2 + q + 3 + end + 2}
	switch encoding {
	case 'q':
		w.bytes = decodeQ(body[:end])
	case 'b':
		w.bytes = decodeB(body[:end])
	default:
		return encodedWord{}, false
	}
	return w, true
}

func decodeQ(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '_':
			out = append(out, ' ')
		case s[i] == '=' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			out = append(out, unhex(s[i+1])<<4|unhex(s[i+2]))
			i += 2
		default:
			out = append(out, s[i])
		}
	}
	return out
}

// decodeB reads base64 with or without padding, skipping what is none.
func decodeB(s string) []byte {
	letters := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if isBase64(s[i]) {
			letters = append(letters, s[i])
		}
	}
	if len(letters)%4 == 1 {
		letters = letters[:len(letters)-1]
	}
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(letters)))
	n, _ := base64.RawStdEncoding.Decode(out, letters)
	return out[:n]
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'F' || c >= 'a' && c <= 'f'
}

func unhex(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c&^0x20 - 'A' + 10
}

func isASCIIString(s string) bool {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		if (s[i]|s[i+1]|s[i+2]|s[i+3]|s[i+4]|s[i+5]|s[i+6]|s[i+7])&0x80 != 0 {
			return false
		}
	}
	for ; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
