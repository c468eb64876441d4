package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"goodword/mail/address"
)

// read takes date and author out of the text.
func (a *Attribution) read() {
	text := strings.TrimRight(strings.Trim(a.Text, "> "), " :：*_\u00a0")
	if strings.Contains(a.Text, "<") && !strings.Contains(text, ">") {
		text += ">"
	}
	start, end := momentSpan(text)
	a.Date = strings.Trim(text[start:end], " ,;:()，、،")
	before, after := strings.Trim(text[:start], " ,;，、،"), strings.Trim(text[end:], " ,;，、،")
	switch {
	case person(after):
		a.From = Author(stripFillers(cutAfterPerson(after)))
	case person(before):
		a.From = Author(stripFillers(cutAfterPerson(before)))
	case end > 0:
		a.From = nameOnly(before, after)
	}
	a.From.Name = strings.TrimRight(strings.Trim(a.From.Name, quoteMarks), " (")
}

// quoteMarks stand around a name, by language, with French spaces inside.
const quoteMarks = "\"'«»‹›„“”‚‘’「」『』,，、، \u00a0\u202f"

// cutAfterPerson drops what follows the address.
func cutAfterPerson(s string) string {
	at := strings.IndexByte(s, '@')
	if end := strings.IndexAny(s[at:], ">)]"); end >= 0 {
		return s[:at+end+1]
	}
	if end := strings.IndexAny(s[at:], " \t"); end >= 0 {
		return s[:at+end]
	}
	return s
}

// stripFillers takes the words between date and name off the front: "heeft",
// "użytkownik", "ο χρήστης". In scripts with case they are small letters and
// no particle of a name.
func stripFillers(s string) string {
	if cut := lastFiller(s); cut > 0 {
		s = s[cut:]
	}
	name, _, _ := strings.Cut(s, "<")
	capitals := strings.ContainsFunc(name, unicode.IsUpper) // else all of the name may be small
	for {
		word, rest, more := strings.Cut(strings.TrimLeft(s, " ,;"), " ")
		if !more {
			return s
		}
		first, _ := utf8.DecodeRuneInString(word)
		filler := capitals && unicode.IsLower(first) && !strings.Contains(nameParticles, ","+word+",") && !strings.Contains(word, "@") ||
			strings.Contains(fillerWords, ","+strings.Trim(word, "`'’")+",")
		if !filler {
			return s
		}
		s = rest
	}
}

// lastFiller gives the offset behind the last such word of a script without
// case, where several stand in a row.
func lastFiller(s string) int {
	cut, at := 0, 0
	for _, word := range strings.SplitAfter(s, " ") {
		at += len(word)
		if bare := strings.TrimSpace(word); !ascii(bare) && strings.Contains(fillerWords, ","+bare+",") {
			cut = at
		}
	}
	return cut
}

// nameOnly finds a name without address: behind the date, else before it.
func nameOnly(before, after string) address.Mailbox {
	for _, s := range []string{after, before} {
		var words []string
		for _, word := range strings.Fields(stripFillers(s)) {
			if hasStem(word, writingStems) {
				break
			}
			words = append(words, strings.Trim(word, ",;"))
		}
		for len(words) > 0 && unicode.IsLower(firstRune(words[len(words)-1])) {
			words = words[:len(words)-1] // "a" of "a écrit", a verb in no table
		}
		name := strings.Trim(strings.Join(words, " "), quoteMarks+"()")
		name = strings.TrimSuffix(name, "님이")
		if nameShape(name) && strings.ContainsFunc(name, unicode.IsLetter) && !openers[strings.ToLower(name)] {
			return address.Mailbox{Name: name}
		}
	}
	return address.Mailbox{}
}
