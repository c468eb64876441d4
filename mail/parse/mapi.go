package parse

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"strings"
	"time"

	"goodword/mail/charset"
)

// property is one MAPI property (MS-OXCDATA section 2.8), its last value.
type property struct {
	id   uint16
	kind uint16
	data []byte
}

// Property types.
const (
	propString8 = 0x001E
	propUnicode = 0x001F
	propObject  = 0x000D
	propBinary  = 0x0102
	propTime    = 0x0040
	propMulti   = 0x1000
)

// maxProperties caps how many properties of one object are read.
const maxProperties = 5000

// properties gives each property in b to take; it ends where b makes no sense.
func properties(b []byte, take func(property)) {
	r := &words{rest: b}
	count := r.uint32()
	for i := uint32(0); i < count && i < maxProperties && !r.broken; i++ {
		kind, id := r.uint16(), r.uint16()
		if id >= 0x8000 {
			r.skip(16) // a named property: the name's own space,
			if r.uint32() == 0 {
				r.skip(4) // and a number
			} else {
				r.padded() // or a text
			}
		}
		values := uint32(1)
		base := kind &^ propMulti
		sized := base == propString8 || base == propUnicode || base == propObject || base == propBinary
		if sized || kind&propMulti != 0 {
			values = r.uint32()
		}
		var data []byte
		for v := uint32(0); v < values && v < maxProperties && !r.broken; v++ {
			if sized {
				data = r.padded()
			} else {
				data = r.skip(width(base))
			}
		}
		if !r.broken {
			take(property{id: id, kind: base, data: data})
		}
	}
}

// width is the size of a value of fixed size, padded to four bytes.
func width(kind uint16) int {
	switch kind {
	case 0x0005, 0x0006, 0x0007, 0x0014, propTime:
		return 8
	case 0x0048:
		return 16
	}
	return 4
}

// words reads little-endian words; once broken, it gives nothing more.
type words struct {
	rest   []byte
	broken bool
}

func (w *words) skip(n int) []byte {
	if w.broken || n < 0 || n > len(w.rest) {
		w.broken = true
		return nil
	}
	out := w.rest[:n]
	w.rest = w.rest[n:]
	return out
}

func (w *words) uint16() uint16 {
	if b := w.skip(2); b != nil {
		return binary.LittleEndian.Uint16(b)
	}
	return 0
}

func (w *words) uint32() uint32 {
	if b := w.skip(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

// padded reads a size, that many bytes, and the padding to four.
func (w *words) padded() []byte {
	size := w.uint32()
	if uint64(size) > uint64(len(w.rest)) {
		w.broken = true
		return nil
	}
	out := w.skip(int(size))
	w.skip(min(int(-size&3), len(w.rest)))
	return out
}

// text reads the property as a string.
func (p property) text(codepage string) string {
	switch p.kind {
	case propUnicode:
		return decoded("utf-16le", p.data)
	case propString8, propBinary:
		return decoded(codepage, p.data)
	}
	return ""
}

// date reads a FILETIME, steps of 100 ns since 1601, as RFC 5322 writes dates.
func (p property) date() string {
	if p.kind != propTime || len(p.data) != 8 {
		return ""
	}
	const unixEpoch = 116444736000000000
	steps := int64(binary.LittleEndian.Uint64(p.data)) - unixEpoch
	if steps < 0 {
		return ""
	}
	return time.Unix(steps/1e7, 0).UTC().Format(time.RFC1123Z)
}

// decoded turns a string of MAPI into text: the NUL at its end off, LF line ends.
func decoded(label string, b []byte) string {
	if label != "utf-16le" {
		b = bytes.TrimRight(b, "\x00")
	}
	text, _ := charset.Decode(label, b)
	return strings.ReplaceAll(text, "\r\n", "\n")
}

// codepageLabel gives the charset of a Windows codepage.
func codepageLabel(codepage uint32) string {
	switch codepage {
	case 932:
		return "shift_jis"
	case 936:
		return "gbk"
	case 949:
		return "euc-kr"
	case 950:
		return "big5"
	case 65001:
		return "utf-8"
	case 20127, 28591, 0:
		return "windows-1252"
	case 50220, 50221, 50222:
		return "iso-2022-jp"
	}
	return "cp" + strconv.FormatUint(uint64(codepage), 10)
}
