package parse

import (
	"bytes"
	"errors"
)

// Object identifiers of CMS, RFC 5652, as they stand in the bytes.
var (
	oidSignedData = []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02}
	oidData       = []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01}
)

var (
	errNotCMS    = errors.New("its bytes are no CMS structure")
	errEncrypted = errors.New("it is encrypted or of a kind that holds no readable content")
	errDetached  = errors.New("it is a signature without content")
)

// signedContent takes the content out of CMS signed-data (RFC 5652 section 5).
// The signature is not verified: who sent the mail is told by mail/parse/vouch.
//
//	ContentInfo ::= SEQUENCE { OID, [0] SEQUENCE {
//	    version, digestAlgorithms, SEQUENCE { OID, [0] OCTET STRING }, … } }
func signedContent(b []byte) ([]byte, error) {
	info, _, ok := ber(b)
	if !ok || info.tag != 0x30 {
		return nil, errNotCMS
	}
	kind, rest, ok := ber(info.value)
	if !ok || kind.tag != 0x06 {
		return nil, errNotCMS
	}
	if !bytes.Equal(kind.value, oidSignedData) {
		return nil, errEncrypted
	}
	wrapped, _, ok := ber(rest)
	if !ok {
		return nil, errNotCMS
	}
	signed, _, ok := ber(wrapped.value)
	if !ok || signed.tag != 0x30 {
		return nil, errNotCMS
	}
	rest = signed.value
	var field element
	for range 3 { // version, digestAlgorithms, encapContentInfo
		if field, rest, ok = ber(rest); !ok {
			return nil, errNotCMS
		}
	}
	kind, rest, ok = ber(field.value)
	if !ok || !bytes.Equal(kind.value, oidData) {
		return nil, errEncrypted
	}
	explicit, _, ok := ber(rest)
	if !ok {
		return nil, errDetached
	}
	return octets(explicit.value)
}

// element is one BER element.
type element struct {
	tag   byte
	value []byte
}

// maxBER caps how deep indefinite lengths nest.
const maxBER = 16

// ber reads one element and gives what follows it. Tags of more than one byte
// do not occur in what is read here.
//
// QUIRK: OpenSSL and Outlook stream the content with indefinite lengths
// (X.690 section 8.1.3.6), so DER alone is not enough.
func ber(b []byte) (e element, rest []byte, ok bool) {
	head, size, indefinite, ok := berHeader(b)
	if !ok {
		return element{}, nil, false
	}
	if indefinite {
		n, ok := endOfContents(b[head:], maxBER)
		if !ok {
			return element{}, nil, false
		}
		return element{b[0], b[head : head+n]}, b[head+n+2:], true
	}
	return element{b[0], b[head : head+size]}, b[head+size:], true
}

func berHeader(b []byte) (head, size int, indefinite, ok bool) {
	if len(b) < 2 || b[0]&0x1f == 0x1f {
		return 0, 0, false, false
	}
	n := int(b[1])
	if n == 0x80 {
		return 2, 0, b[0]&0x20 != 0, b[0]&0x20 != 0
	}
	if n < 0x80 {
		return 2, n, false, 2+n <= len(b)
	}
	n &= 0x7f
	if n > 4 || 2+n > len(b) {
		return 0, 0, false, false
	}
	for _, c := range b[2 : 2+n] {
		size = size<<8 | int(c)
	}
	return 2 + n, size, false, size >= 0 && size <= len(b)-2-n
}

// endOfContents finds the two zero bytes that end an indefinite length.
func endOfContents(b []byte, depth int) (int, bool) {
	at := 0
	for at+2 <= len(b) {
		if b[at] == 0 && b[at+1] == 0 {
			return at, true
		}
		head, size, indefinite, ok := berHeader(b[at:])
		if !ok {
			return 0, false
		}
		at += head + size
		if indefinite {
			n, ok := 0, false
			if depth > 0 {
				n, ok = endOfContents(b[at:], depth-1)
			}
			if !ok {
				return 0, false
			}
			at += n + 2
		}
	}
	return 0, false
}

// octets joins an OCTET STRING that may be constructed of others.
func octets(b []byte) ([]byte, error) {
	e, _, ok := ber(b)
	switch {
	case !ok:
		return nil, errNotCMS
	case e.tag == 0x04:
		return e.value, nil
	case e.tag != 0x24:
		return nil, errNotCMS
	}
	out := make([]byte, 0, len(e.value))
	for rest := e.value; len(rest) > 0; {
		var piece element
		if piece, rest, ok = ber(rest); !ok || piece.tag != 0x04 {
			return nil, errNotCMS
		}
		out = append(out, piece.value...)
	}
	return out, nil
}
