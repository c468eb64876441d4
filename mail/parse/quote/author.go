package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"goodword/mail/address"
)

// Read takes date and author out of the text.
func (a *Attribution) Read() {
	text := strings.TrimRight(strings.Trim(a.Text, "> "), " :：*_\u00a0")
	if strings.Contains(a.Text, "<") && !strings.Contains(text, ">") {
		text += ">"
	}
	start, end := momentSpan(text)
	a.Date = strings.Trim(text[start:end], " ,;:()，、،")
	before, after := strings.Trim(text[:start], " ,;，、،"), strings.Trim(text[end:], " ,;，、،")
	switch {
	case person(after):
		a.From = writer(after)
	case person(before):
		a.From = writer(before)
	case end > 0:
		a.From = nameOnly(before, after)
	}
	a.From.Name = strings.TrimRight(strings.Trim(a.From.Name, quoteMarks), " (")
}

// writer reads the person in a part of an attribution. Whom the mail was written
// to ("Ann Smith wrote to bo@…", "schrieb Ann Smith an bo@…") is not its writer.
func writer(text string) address.Mailbox {
	text = stripFillers(quotedName(cutAfterPerson(text)))
	words := strings.Fields(text[:strings.IndexByte(text, '@')])
	last := len(words) - 2 // the word before the address
	if last < 1 || strings.ContainsFunc(words[last], notSmall) || !unicode.IsUpper(firstRune(strings.Trim(words[0], quoteMarks))) {
		return Author(text)
	}
	for i := 1; i < last; i++ {
		if unicode.IsLower(firstRune(words[i])) && writingStems.In(words[i]) {
			return address.Mailbox{Name: strings.Join(words[:i], " ")}
		}
	}
	if writingStems.In(words[last]) || strings.ContainsAny(words[last+1], "<([") {
		return Author(text) // a verb; or a surname in small letters: programs bracket the writer's address
	}
	return address.Mailbox{Name: strings.Join(words[:last], " ")}
}

func notSmall(r rune) bool { return !unicode.IsLower(r) }

// quotedName drops what stands before a name in quotes: the words of an
// attribution. In scripts with case they have no capitals, and a name that ends
// in quotes has.
func quotedName(text string) string {
	head := strings.TrimRight(text[:max(0, strings.IndexByte(text, '<'))], " ")
	if len(head) < 3 || head[len(head)-1] != '"' {
		return text
	}
	open := strings.LastIndexByte(head[:len(head)-1], '"')
	if open < 0 || strings.ContainsFunc(head[:open], unicode.IsUpper) {
		return text
	}
	return text[open:]
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
			if writingStems.In(word) {
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
