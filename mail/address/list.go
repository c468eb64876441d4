package address

import (
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"goodword/mail/charset"
)

// Caps on what is read of one list: a header that names more is not written by
// a person.
const (
	maxList    = 64 << 10 // bytes
	maxEntries = 1000
	maxDepth   = 10  // brackets within each other
	maxBracket = 500 // bytes between a quote or bracket and the one that closes it
)

// Parse reads s as one mailbox. ok is false when s holds nothing, or more than
// one mailbox; the first one found is returned all the same.
func Parse(s string) (m Mailbox, ok bool) {
	list := ParseList(s)
	if len(list) == 0 {
		return Mailbox{}, false
	}
	return list[0], len(list) == 1
}

// ParseList reads an address list: as RFC 5322 section 3.4 has it, and else as
// mail clients show it in the header of a forward. Group names are left out,
// their members kept; encoded words are decoded; a name that only repeats the
// address is dropped; an entry without an address keeps its name. It never
// fails: what is no list at all comes back as one name.
func ParseList(s string) []Mailbox {
	s = strings.TrimSpace(s)
	if s == "" {
		return nil
	}
	if len(s) > maxList {
		s = s[:maxList]
	}
	if m, ok := parsePlain(s); ok {
		return []Mailbox{m}
	}
	if wide(s) {
		s = narrow.Replace(s)
	}
	if list, ok := parseStrict(s); ok {
		return list
	}
	return parseTolerant(s)
}

// narrow gives the brackets and the semicolon of Chinese and Japanese type as
// RFC 5322 has them.
//
// QUIRK: some Chinese clients show Name＜a@b＞ with fullwidth brackets.
var narrow = strings.NewReplacer("＜", "<", "＞", ">", "；", ";")

// wide says that s may hold what narrow replaces.
func wide(s string) bool { return strings.IndexByte(s, 0xEF) >= 0 }

// parsePlain reads the two forms that most fields have, "Jane Doe <jane@a.example>"
// and "jane@a.example", without a word in them that could mean anything else.
func parsePlain(s string) (Mailbox, bool) {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c >= utf8.RuneSelf || unplain[c] {
			return Mailbox{}, false
		}
	}
	open := strings.IndexByte(s, '<')
	if open < 0 {
		return Mailbox{Address: s}, Valid(s)
	}
	name, addr := strings.TrimRight(s[:open], " "), s[open+1:]
	if !strings.HasSuffix(addr, ">") || !Valid(addr[:len(addr)-1]) || strings.Contains(name, "  ") {
		return Mailbox{}, false
	}
	return Mailbox{Name: name, Address: addr[:len(addr)-1]}.withoutEcho(), true
}

// unplain are the bytes that may mean something in a list.
var unplain = bytesOf("\",;:()[]\\'=*")

// parseStrict reads the plain cases of RFC 5322, which net/mail gets right. A
// list with encoded words, or bytes that are not ASCII, is left to the tolerant
// reading, which decodes them after the list is split and not before. So is one
// with parentheses, comments in the RFC and part of the name as people write it.
func parseStrict(s string) ([]Mailbox, bool) {
	if strings.Contains(s, "=?") || strings.ContainsAny(s, "';[(") || strings.Contains(s, "mailto:") {
		return nil, false
	}
	parsed, err := mail.ParseAddressList(s)
	if err != nil {
		return nil, false
	}
	list := make([]Mailbox, 0, len(parsed))
	for _, a := range parsed[:min(len(parsed), maxEntries)] {
		m := Mailbox{Name: tidyName(charset.Clean(a.Name)), Address: charset.Clean(a.Address)}
		list = append(list, m.withoutEcho())
	}
	return list, true
}

// parseTolerant reads a list as clients show it.
func parseTolerant(s string) []Mailbox {
	var list []Mailbox
	for _, entry := range splitList(s) {
		if len(list) == maxEntries {
			break
		}
		if m := parseEntry(entry); m != (Mailbox{}) {
			list = append(list, m)
		}
	}
	return list
}

// splitList cuts a list into entries. A semicolon always parts them. A comma
// does, unless what stands before it has no address and what stands behind it
// has: then it belongs to a name.
//
// QUIRK: Outlook shows "Berry, Bessie <b@x>" without quotes, and parts people
// with semicolons; in a list parted by semicolons a comma never parts names.
func splitList(s string) []string {
	var out []string
	chunks := splitTop(s, ';')
	for _, chunk := range chunks {
		pieces := splitTop(chunk, ',')
		start, from := 0, 0 // offset in chunk of the entry being gathered; its first piece
		for i, offset := 0, 0; i < len(pieces); i++ {
			offset += len(pieces[i])
			if strings.Contains(pieces[i], "@") {
				out = append(out, chunk[start:offset])
				start, from = offset+1, i+1
			}
			offset++
		}
		if start < len(chunk) {
			out = append(out, splitNames(chunk[start:], pieces[from:], len(chunks) > 1)...)
		}
	}
	return out
}

// splitNames parts names that come without any address: two single words are a
// surname and a given name, anything else a list.
func splitNames(chunk string, pieces []string, bySemicolon bool) []string {
	if bySemicolon || len(pieces) == 2 && len(strings.Fields(pieces[0])) == 1 && len(strings.Fields(pieces[1])) == 1 {
		return []string{chunk}
	}
	return pieces
}

// splitTop cuts s at sep outside quotes and brackets. A quote or bracket that
// is never closed is plain text.
func splitTop(s string, sep byte) []string {
	var out []string
	start := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case sep:
			out = append(out, s[start:i])
			start = i + 1
		case '"', '<', '(', '[':
			i += closing(s[i:])
		case '\\':
			i++
		}
	}
	return append(out, s[min(start, len(s)):])
}

// closing gives the offset of what closes the quote or bracket that s begins
// with, 0 when nothing does. Angle brackets nest: <a@b<mailto:a@b>>.
func closing(s string) int {
	open := s[0]
	shut := open // a quote
	switch open {
	case '<', '[':
		shut = open + 2 // ASCII's neighbours but one
	case '(':
		shut = ')'
	}
	depth := 0
	for i := 1; i < min(len(s), maxBracket); i++ {
		switch {
		case s[i] == '\\' && open == '"':
			i++
		case s[i] == shut && depth == 0:
			return i
		case s[i] == shut:
			depth--
		case s[i] == open:
			if depth++; depth > maxDepth {
				return 0
			}
		}
	}
	return 0
}

// parseEntry reads one entry: a name, an address, or both in any of the forms
// that clients use.
func parseEntry(s string) Mailbox {
	s = cutGroup(strings.TrimFunc(s, isPadding))
	if len(s) > 7 && strings.EqualFold(s[:7], "mailto:") {
		s = s[7:]
	}
	name, addr := findAddress(s)
	if addr == "" && !strings.ContainsFunc(name, isWordRune) {
		return Mailbox{}
	}
	return Mailbox{Name: tidyName(charset.DecodeWords(name)), Address: charset.Clean(addr)}.withoutEcho()
}

// cutGroup takes the group name off "Team: a@b"; the ";" behind it has parted
// the list already. A colon within a name or a mailto: link is none.
func cutGroup(s string) string {
	colon := strings.IndexByte(s, ':')
	if colon < 0 || strings.ContainsAny(s[:colon], `"<([@`) || strings.HasSuffix(strings.ToLower(s[:colon]), "mailto") || strings.Contains(s[:colon], "=?") {
		return s
	}
	rest := strings.TrimSpace(s[colon+1:])
	if rest == "" || strings.Contains(rest, "@") {
		return rest
	}
	return s
}

// withoutEcho drops a name that only says the address again.
func (m Mailbox) withoutEcho() Mailbox {
	if m.Name != "" && strings.EqualFold(strings.Trim(m.Name, "'\"<> "), m.Address) {
		m.Name = ""
	}
	return m
}

// tidyName takes quotes off a name and squeezes its white space.
func tidyName(name string) string {
	if strings.TrimFunc(name, isNameByte) != "" || strings.Contains(name, "  ") {
		name = strings.Join(strings.Fields(strings.Map(dropInvisible, name)), " ")
	}
	name = strings.TrimSpace(name)
	for len(name) >= 2 {
		first, last := name[0], name[len(name)-1]
		if first != last || first != '"' && first != '\'' && first != '*' {
			break
		}
		name = strings.TrimSpace(name[1 : len(name)-1])
	}
	if end := strings.Index(name, "\" ("); end > 0 && name[0] == '"' && strings.IndexByte(name[1:end], '"') < 0 {
		name = name[1:end] + name[end+1:] // "Jane Doe" (Desk)
	}
	if strings.IndexByte(name, '\\') < 0 {
		return name
	}
	return unescape.Replace(name)
}

var unescape = strings.NewReplacer(`\"`, `"`, `\\`, `\`)

// isNameByte says that r is seen and needs no tidying.
func isNameByte(r rune) bool { return r >= ' ' && r < 0x7F }

// dropInvisible removes what is not seen: controls, zero-width and direction
// marks, which hide a second name inside the first.
func dropInvisible(r rune) rune {
	if unicode.IsSpace(r) {
		return ' '
	}
	if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
		return -1
	}
	return r
}

// isWordRune says that r can be part of a name; what has none is punctuation.
func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func isPadding(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r == '*'
}
