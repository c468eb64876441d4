package part

import (
	"bytes"
	"strings"
)

// multipart reads the parts of p (RFC 2046 section 5.1).
func (w *walk) multipart(p *Part, body []byte, encoding, boundary string, at place) {
	if at.depth >= w.limits.Depth {
		w.warn("more than %d multiparts within each other: the innermost are left unread", w.limits.Depth)
		p.Body = body
		return
	}
	split, rest := w.split(body, boundary)
	if len(split) == 0 {
		// QUIRK: section 6.4 forbids encoding a multipart whole; some gateways do.
		if decoded, known, _ := transferDecode(encoding, body); known && len(decoded) != len(body) && len(decoded) <= w.decoded {
			w.decoded -= len(decoded)
			body = decoded
			split, rest = w.split(body, boundary)
		}
	}
	if len(split) == 0 {
		if guess := guessBoundary(body); guess != "" {
			w.warn("the boundary of a %s is missing or wrong: taken from its body", p.MediaType)
			split, rest = w.split(body, guess)
		}
	}
	if len(split) == 0 {
		w.warn("a %s without parts: read as plain text", p.MediaType)
		p.MediaType, p.Params = "text/plain", nil
		w.leaf(p, body, encoding)
		return
	}
	if rest == unclosed {
		w.warn("a %s is not closed: the mail may be cut off", p.MediaType)
	}
	fallback := "text/plain"
	if p.MediaType == "multipart/digest" {
		fallback = "message/rfc822"
	}
	p.Children = make([]*Part, 0, len(split))
	for _, piece := range split {
		if w.parts >= w.limits.Parts {
			w.warn("more than %d parts: the rest is left out", w.limits.Parts)
			return
		}
		p.Children = append(p.Children, w.entity(piece, place{depth: at.depth + 1, embedded: at.embedded, fallback: fallback}))
	}
}

// ending says how a multipart ended.
type ending int

const (
	closed ending = iota
	unclosed
)

// split cuts a multipart body at its boundary lines, into no more pieces than
// the limits leave. Preamble and epilogue are dropped.
func (w *walk) split(body []byte, boundary string) ([][]byte, ending) {
	boundary = strings.TrimRight(boundary, " \t")
	if boundary == "" {
		return nil, unclosed
	}
	delimiter := []byte("--" + boundary)
	var pieces [][]byte
	open := -1 // where the piece being read begins
	for pos := 0; pos < len(body) && len(pieces) <= w.limits.Parts; {
		at := bytes.Index(body[pos:], delimiter)
		if at < 0 {
			break
		}
		at += pos
		line, next := cutLine(body, at)
		pos = next
		if at > 0 && body[at-1] != '\n' {
			continue
		}
		tail := strings.TrimRight(string(line[len(delimiter):min(len(line), len(delimiter)+80)]), " \t\r")
		ends := tail == "--" || strings.HasPrefix(tail, "-- ")
		if tail != "" && !ends {
			continue // a longer boundary of an inner multipart
		}
		if open >= 0 {
			pieces = append(pieces, withoutLastBreak(body[open:max(open, at)]))
		}
		if ends {
			return pieces, closed
		}
		open = next
	}
	if open >= 0 && open <= len(body) {
		pieces = append(pieces, body[open:])
	}
	return pieces, unclosed
}

// withoutLastBreak takes off the line end that belongs to the boundary.
func withoutLastBreak(b []byte) []byte {
	b = bytes.TrimSuffix(b, []byte("\n"))
	return bytes.TrimSuffix(b, []byte("\r"))
}

// guessBoundary finds the boundary of a multipart that names none: the first
// line that begins with "--" and has a Content- field in the line below.
func guessBoundary(body []byte) string {
	lines := 0
	for pos := 0; pos < len(body) && lines < 500; lines++ {
		line, next := cutLine(body, pos)
		pos = next
		line = bytes.TrimRight(line, " \t\r")
		if len(line) < 3 || len(line) > 202 || !bytes.HasPrefix(line, []byte("--")) || pos >= len(body) {
			continue
		}
		below, _ := cutLine(body, pos)
		if len(below) > 8 && bytes.EqualFold(below[:8], []byte("content-")) {
			return string(line[2:])
		}
	}
	return ""
}
