// Package charset turns bytes under a charset label, true or not, into UTF-8
// text without NUL, and decodes the encoded words of header fields (RFC 2047).
// It never fails: a label that is unknown, missing or plainly wrong is replaced
// by what the bytes look like. mail/parse/part and mail/address call it.
package charset

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// kind says how far a label is believed.
type kind int

const (
	kindUnknown kind = iota // no such charset: the bytes decide
	kindUTF8                // UTF-8 or US-ASCII
	kindSingle              // one byte a character: valid UTF-8 in it is UTF-8 under a wrong label
	kindMulti               // several bytes a character: the label is obeyed
	kindUTF7                // RFC 2152
	kindKR7                 // ISO-2022-KR, RFC 1557
)

// aliases holds labels that mail bears and the WHATWG list lacks, and those
// it maps to something narrower than what writers mean.
//
// QUIRK: Chinese clients write gb2312 and send GBK or GB18030, a superset; the
// label ks_c_5601-1987 is Outlook's word for EUC-KR; the cp and ms names are
// those of Windows and of Java's mailers.
var aliases = map[string]encoding.Encoding{
	"gb2312":          simplifiedchinese.GB18030,
	"gb_2312-80":      simplifiedchinese.GB18030,
	"gbk":             simplifiedchinese.GB18030,
	"x-gbk":           simplifiedchinese.GB18030,
	"cp936":           simplifiedchinese.GB18030,
	"hz-gb-2312":      simplifiedchinese.HZGB2312,
	"ks_c_5601":       korean.EUCKR,
	"ks_c_5601-1987":  korean.EUCKR,
	"cp949":           korean.EUCKR,
	"ms949":           korean.EUCKR,
	"x-windows-949":   korean.EUCKR,
	"cp932":           japanese.ShiftJIS,
	"ms932":           japanese.ShiftJIS,
	"iso-2022-jp-1":   japanese.ISO2022JP,
	"iso-2022-jp-2":   japanese.ISO2022JP,
	"iso-2022-jp-3":   japanese.ISO2022JP,
	"iso-2022-jp-ms":  japanese.ISO2022JP,
	"cp50220":         japanese.ISO2022JP,
	"cp50221":         japanese.ISO2022JP,
	"eucjp-ms":        japanese.EUCJP,
	"cp51932":         japanese.EUCJP,
	"cp850":           charmap.CodePage850,
	"cp858":           charmap.CodePage858,
	"cp437":           charmap.CodePage437,
	"cp865":           charmap.CodePage865,
	"x-mac-ce":        charmap.Windows1250,
	"iso-8859-1-ms":   charmap.Windows1252,
	"iso8859-15":      charmap.ISO8859_15,
	"utf-16":          unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	"ucs-2":           unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	"iso-10646-ucs-2": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	"utf-16le":        unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
	"utf-16be":        unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	"utf-32":          utf32.UTF32(utf32.BigEndian, utf32.UseBOM),
	"utf-32le":        utf32.UTF32(utf32.LittleEndian, utf32.UseBOM),
	"utf-32be":        utf32.UTF32(utf32.BigEndian, utf32.UseBOM),
}

// Decode turns b, labelled with label ("" for none), into UTF-8 without NUL;
// bytes that mean nothing become U+FFFD. read is the charset that was used in
// the end, in lower case; it differs from the label where the label was wrong.
func Decode(label string, b []byte) (text, read string) {
	name := normalize(label)
	if isASCII(b) && !stateful(name) {
		return withoutNUL(string(b)), orASCII(name)
	}
	k, enc := lookUp(name)
	switch k {
	case kindUTF7:
		return clean(decodeUTF7(b)), name
	case kindKR7:
		return clean(decodeISO2022KR(b)), name
	case kindMulti:
		text := decodeWith(enc, b)
		if strings.ContainsRune(text, utf8.RuneError) && utf8.Valid(b) && !isASCII(b) {
			return clean(string(b)), "utf-8"
		}
		return clean(text), name
	case kindSingle:
		// QUIRK: web forms and scripts send UTF-8 and label it iso-8859-1, their
		// library's default; text of another charset is hardly ever valid UTF-8.
		if utf8.Valid(b) && !isASCII(b) {
			return clean(string(b)), "utf-8"
		}
		if other, label := mislabelled(name, b); other != nil {
			return clean(decodeWith(other, b)), label
		}
		return clean(decodeWith(enc, b)), name
	}
	return detect(b, name)
}

// AsItStands says that Decode would give b as it is, and the charset it would
// tell, so that who copies b on its own account need not copy it twice.
func AsItStands(label string, b []byte) (read string, ok bool) {
	name := normalize(label)
	if bytes.IndexByte(b, 0) >= 0 || bytes.HasPrefix(b, []byte("\uFEFF")) {
		return "", false
	}
	if name == "" || name == "us-ascii" || name == "utf-8" {
		return "utf-8", utf8.Valid(b) && bytes.IndexByte(b, 0x1b) < 0
	}
	return name, isASCII(b) && !stateful(name)
}

// Known says whether label names a charset that Decode can read.
func Known(label string) bool {
	k, _ := lookUp(normalize(label))
	return k != kindUnknown
}

// detect reads bytes that have no label worth believing.
func detect(b []byte, name string) (text, read string) {
	switch {
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}), bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return clean(decodeWith(unicode.UTF16(unicode.BigEndian, unicode.UseBOM), b)), "utf-16"
	case hasJISEscape(b):
		return clean(decodeWith(japanese.ISO2022JP, b)), "iso-2022-jp"
	case bytes.Contains(b, []byte("\x1b$)C")):
		return clean(decodeISO2022KR(b)), "iso-2022-kr"
	case utf8.Valid(b):
		return clean(string(b)), "utf-8"
	}
	if name == "utf-8" && mostlyUTF8(b) {
		return clean(string(b)), "utf-8" // cut in mid-character: one broken rune, the rest good
	}
	if enc, label := guess(b); enc != nil {
		return clean(decodeWith(enc, b)), label
	}
	return clean(decodeWith(charmap.Windows1252, b)), "windows-1252"
}

// lookUp finds the encoding of a normalized label.
func lookUp(name string) (kind, encoding.Encoding) {
	switch name {
	case "":
		return kindUnknown, nil
	case "utf-8", "us-ascii":
		return kindUTF8, nil
	case "utf-7", "unicode-1-1-utf-7", "x-unicode-2-0-utf-7", "csunicode11utf7":
		return kindUTF7, nil
	case "iso-2022-kr":
		return kindKR7, nil
	}
	if enc, ok := aliases[name]; ok {
		return width(enc), enc
	}
	if enc, err := htmlindex.Get(name); err == nil && enc != encoding.Replacement {
		return width(enc), enc
	}
	if enc, err := ianaindex.MIME.Encoding(name); err == nil && enc != nil {
		return width(enc), enc
	}
	return kindUnknown, nil
}

func width(enc encoding.Encoding) kind {
	if _, ok := enc.(*charmap.Charmap); ok {
		return kindSingle
	}
	return kindMulti
}

// normalize makes the label a key: lower case, no quotes, no language suffix
// (RFC 2231 section 5), common misspellings put right.
func normalize(label string) string {
	s := strings.ToLower(strings.Trim(label, " \t\r\n\"'<>;"))
	if i := strings.IndexAny(s, "*, \t"); i > 0 {
		s = s[:i]
	}
	s = strings.TrimPrefix(s, "x-user-defined-")
	switch s {
	case "utf8", "uft-8", "utf-8mb4", "utf8mb4", "utf_8", "unicode-1-1-utf-8", "x-utf-8":
		return "utf-8"
	case "ascii", "us_ascii", "usascii", "us-ascii7", "ansi_x3.4-1968", "iso646-us", "646", "7bit", "8bit",
		"unknown", "unknown-8bit", "x-unknown", "default", "default_charset", "binary", "none", "x-user-defined", "us":
		return "us-ascii"
	}
	if rest, ok := strings.CutPrefix(s, "iso8859"); ok {
		return "iso-8859" + rest
	}
	if rest, ok := strings.CutPrefix(s, "cp-"); ok {
		s = "cp" + rest
	}
	if rest, ok := strings.CutPrefix(s, "cp125"); ok {
		return "windows-125" + rest
	}
	return s
}

// stateful says that bytes below 0x80 may mean something else in this charset.
func stateful(name string) bool {
	if strings.HasPrefix(name, "utf-8") || name == "" || name == "us-ascii" {
		// An escape sequence in undeclared text is told by detect.
		return name == "" || name == "us-ascii"
	}
	for _, prefix := range []string{"iso-2022-", "utf-7", "utf-16", "utf-32", "ucs-", "hz-", "unicode-1-1-utf-7", "x-unicode", "csunicode", "cp5022", "iso-10646", "ibm", "cp0"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

func orASCII(name string) string {
	if name == "" {
		return "us-ascii"
	}
	return name
}

func decodeWith(enc encoding.Encoding, b []byte) string {
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return string(out) + string(b[min(len(b), len(out)):])
	}
	return string(out)
}

func isASCII(b []byte) bool {
	for len(b) >= 8 {
		if binary.LittleEndian.Uint64(b)&0x8080808080808080 != 0 {
			return false
		}
		b = b[8:]
	}
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func hasJISEscape(b []byte) bool {
	for i := bytes.IndexByte(b, 0x1b); i >= 0 && i+2 < len(b); {
		switch string(b[i+1 : i+3]) {
		case "$B", "$@", "(J", "(I", "$(":
			return true
		}
		next := bytes.IndexByte(b[i+1:], 0x1b)
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return false
}

// mostlyUTF8 says that b is UTF-8 but for a few broken places.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		b = b[size:]
	}
	return good > 0 && good >= bad
}

// Clean makes s fit for a text column: valid UTF-8 without NUL.
func Clean(s string) string { return clean(s) }

func clean(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	return strings.TrimPrefix(withoutNUL(s), "\uFEFF")
}

func withoutNUL(s string) string {
	if strings.IndexByte(s, 0) < 0 {
		return s
	}
	return strings.ReplaceAll(s, "\x00", "")
}
