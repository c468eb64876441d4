package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Field is what a label of a quoted header stands for.
type Field int

const (
	Unknown Field = iota // a label in no table
	From
	To
	Cc
	Bcc
	Subject
	Date
	ReplyTo
	Sender  // "on behalf of", "Sender": never the author
	Other   // known, of a mail's header, and of no use here: importance, attachments
	Foreign // known, and not of a mail's header: name, telephone, total
)

// Label is a labelled line taken apart: "*Von:* Ann <ann@…>" gives From, "Von",
// "Ann <ann@…>".
type Label struct {
	Field Field
	Name  string // the label as written, without marks
	Value string
}

const (
	maxLabel      = 48 // bytes of a label
	maxLabelWords = 5
)

// ReadLabel takes a labelled line apart. A label is a few words without digits,
// a colon (also the fullwidth one, or after a space as the French write it) and
// the value; or a table row "| label | value |", or one with a tab between. ok is
// false for other lines.
func ReadLabel(text string) (l Label, ok bool) {
	if strings.HasPrefix(text, "|") {
		return readRow(text)
	}
	at, width := colon(text)
	if at <= 0 || tabbed(text, at) {
		return readCells(text)
	}
	name := unbold(text[:at])
	if !labelShape(name) {
		return Label{}, false
	}
	value := text[at+width:]
	if text[0] == '*' || text[0] == '_' {
		value = unboldValue(text[:at], value)
	}
	if strings.HasPrefix(value, "//") {
		return Label{}, false // http://…
	}
	return Label{Field: FieldOf(name), Name: name, Value: Clean(value)}, true
}

// unboldValue takes off a value what closes the bold label before it, and the
// marks of a value that is bold from end to end.
//
// QUIRK: Gmail's plain text of a bold header is "*Subject: **Thanks*".
func unboldValue(label, value string) string {
	value = strings.TrimSpace(value)
	mark := label[:1]
	if !strings.HasSuffix(strings.TrimSpace(label), mark) {
		opened := len(label) - len(strings.TrimLeft(label, mark))
		for range opened {
			value = strings.TrimPrefix(value, mark)
		}
	}
	value = strings.TrimSpace(value)
	if inner := strings.Trim(value, mark); len(value) == len(inner)+2 && value[:1] == mark && inner != "" && !strings.Contains(inner, mark) {
		return inner
	}
	return value
}

// QUIRK: NetEase (163.com) writes its forward header as a table of pipes.
func readRow(text string) (l Label, ok bool) {
	cells := strings.Split(strings.Trim(text, "|"), "|")
	if len(cells) != 2 {
		return Label{}, false
	}
	name := strings.TrimRight(unbold(Clean(cells[0])), " :：")
	if !labelShape(name) {
		return Label{}, false
	}
	return Label{Field: FieldOf(name), Name: name, Value: Clean(cells[1])}, true
}

// tabbed says that a tab stands before the colon at at, with a word right before
// it: the colon is the value's.
func tabbed(text string, at int) bool {
	tab := strings.IndexByte(text[:at], '\t')
	return tab > 0 && text[tab-1] != ' '
}

// readCells reads a row of two cells, as it comes out of HTML without colons:
// "label<tab>value".
func readCells(text string) (l Label, ok bool) {
	name, value, ok := strings.Cut(text, "\t")
	if tab := strings.IndexByte(value, '\t'); !ok || tab >= 0 && (tab == 0 || value[tab-1] != ':') {
		return Label{}, false // a table of more columns
	}
	name = unbold(name)
	if value = Clean(value); value == "" || !labelShape(name) {
		return Label{}, false
	}
	return Label{Field: FieldOf(name), Name: name, Value: value}, true
}

// colon finds the first colon near the start of a line.
func colon(text string) (at, width int) {
	limit := min(len(text), maxLabel+8)
	for i := 0; i < limit; {
		if text[i] < utf8.RuneSelf {
			if text[i] == ':' {
				return i, 1
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == '：' || r == '︰' || r == '﹕' || r == '∶' {
			return i, size
		}
		i += size
	}
	return -1, 0
}

// labelShape: one to five words of letters; no digits, no marks of a sentence.
func labelShape(name string) bool {
	if name == "" || len(name) > maxLabel {
		return false
	}
	letters, words, inWord, open := 0, 0, false, 0
	for _, r := range name {
		switch r {
		case '(', '[', '【':
			open++
		case ')', ']', '】':
			open--
		}
		switch {
		case unicode.IsLetter(r):
			letters++
			if !inWord {
				words++
			}
			inWord = true
		case unicode.IsMark(r), r == '\'', r == '’', r == '.', r == '-', r == '‐', r == '\u200C', r == '\u200D':
		case unicode.IsSpace(r), r == '/', r == '(', r == ')', r == '[', r == ']', r == '【', r == '】':
			inWord = false
		default:
			return false
		}
	}
	return letters > 0 && words <= maxLabelWords && open == 0 // "Ann [mailto:…" is no label
}

// FieldOf looks a label up in the table of known ones; letters alone count, so
// "Reply-To", "reply to" and "ReplyTo" are one. What stands in brackets behind a
// label may be left out: "Kopi til (Cc)".
func FieldOf(name string) Field {
	field := lookUp(name)
	if at := strings.IndexAny(name, "(["); field == Unknown && at > 0 {
		return lookUp(name[:at])
	}
	return field
}

func lookUp(name string) Field {
	if !ascii(name) || len(name) > maxLabel {
		return labels[labelKey(name)]
	}
	var buf [maxLabel]byte
	return labels[string(letterKey(buf[:0], name))]
}

// letterKey is labelKey for ASCII: the letters, in lower case.
func letterKey(key []byte, name string) []byte {
	for i := 0; i < len(name); i++ {
		switch c := name[i]; {
		case c >= 'a' && c <= 'z':
			key = append(key, c)
		case c >= 'A' && c <= 'Z':
			key = append(key, c+'a'-'A')
		}
	}
	return key
}

// labelKey folds case and, in Latin, Greek and Cyrillic, accents: capitals often
// go without.
func labelKey(name string) string {
	if ascii(name) {
		return string(letterKey(make([]byte, 0, len(name)), name))
	}
	name = norm.NFD.String(name)
	return norm.NFC.String(strings.Map(func(r rune) rune {
		switch {
		case r == 'ς':
			return 'σ'
		case unicode.Is(unicode.Mn, r) && r < 0x0370:
			return -1
		case unicode.IsLetter(r), unicode.IsMark(r):
			return unicode.ToLower(r)
		}
		return -1
	}, name))
}

func labelTable() map[string]Field {
	table := make(map[string]Field, 700)
	for field := From; field <= Foreign; field++ {
		for _, name := range strings.Split(labelNames[field], ",") {
			key := labelKey(name)
			if _, taken := table[key]; key != "" && !taken {
				table[key] = field
			}
		}
	}
	return table
}

var labels = labelTable()
