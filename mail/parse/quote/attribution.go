package quote

import (
	"strings"
	"unicode/utf8"

	"goodword/mail/address"
)

// Attribution is the line above quoted words that says whose they are:
// "On 27 Oct 2021, at 09:31, Ann <ann@…> wrote:".
type Attribution struct {
	Start, End int    // lines [Start,End)
	Depth      int    // quote marks of its lines
	Text       string // its lines joined
	From       address.Mailbox
	Date       string // as written
}

const (
	maxAttribution      = 400 // bytes
	maxAttributionLines = 5
)

// ReadAttribution reads an attribution that begins at line i.
func ReadAttribution(lines []Line, i int) (a Attribution, ok bool) {
	if a, ok = FindAttribution(lines, i); ok {
		a.Read()
	}
	return a, ok
}

// FindAttribution is ReadAttribution that leaves From and Date to Read. An
// attribution is known by its shape: a moment and a person up to a colon; or a
// person and a word for writing; or an old Gmail's moment and person without
// either.
func FindAttribution(lines []Line, i int) (a Attribution, ok bool) {
	if lines[i].mute && !angleBelow(lines, i) {
		return Attribution{}, false
	}
	first := lines[i].Text
	if text := betweenMarks(lines[i]); text != "" {
		return Attribution{Start: i, End: i + 1, Text: text}, true
	}
	if first == "" || !colonNear(lines, i) || !opensAttribution(first) && !nameAbove(lines, i) {
		return Attribution{}, false
	}
	end, colon := attributionEnd(lines, i)
	switch {
	case colon:
		text := joined(lines, i, end)
		if len(text) <= maxAttribution && (isAttribution(text) || saysWho(text) && quotedBelow(lines, end, lines[i].Depth)) {
			a = Attribution{Start: i, End: end, Depth: lines[i].Depth, Text: text}
		}
	case end <= i+2 && DateScore(clip(first)) >= 2 && quotedBelow(lines, end, lines[i].Depth):
		if text := joined(lines, i, end); len(text) < 160 && (writingStems.In(text) || person(text) && bracketed(text)) {
			a = Attribution{Start: i, End: end, Depth: lines[i].Depth, Text: text} // without colon
		}
	case digit(firstRune(first)) >= 0:
		for at := i + 1; at <= min(end, i+2); at++ {
			if text := joined(lines, i, at); oldGmail(text) {
				a = Attribution{Start: i, End: at, Depth: lines[i].Depth, Text: text}
				break
			}
		}
	}
	return a, a.Text != ""
}

// attributionEnd finds how far an attribution that opens at line i can reach:
// to the line that ends with a colon, if colon is true.
func attributionEnd(lines []Line, i int) (end int, colon bool) {
	at := i
	for n := 0; n < maxAttributionLines && at < len(lines); n++ {
		if at > i && (!sameQuote(lines[i], lines[at]) || ruleLine(lines[at].Text) || headerLine(lines[at].Text)) {
			break
		}
		if endsColon(lines[at].Text) {
			return at + 1, true
		}
		end = at + 1
		at = acrossGap(lines, end)
	}
	return end, false
}

// joined makes one text of lines [from,to).
func joined(lines []Line, from, to int) string {
	if to == from+1 {
		return lines[from].Text
	}
	var b strings.Builder
	for at := from; at < to && b.Len() <= maxAttribution; at++ {
		if lines[at].Blank() {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(mend(lines[at], lines[from].Depth))
	}
	return b.String()
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// colonNear spares most lines a closer look: an attribution ends with a colon,
// begins with a digit or has a quote right below.
func colonNear(lines []Line, i int) bool {
	if digit(firstRune(lines[i].Text)) >= 0 {
		return true
	}
	for at := i; at < len(lines) && at < i+2*maxAttributionLines; at++ {
		if endsColon(lines[at].Text) || at <= i+2 && lines[at].Depth > lines[i].Depth {
			return true
		}
	}
	return false
}

// headerLine: a line of a header block, which no attribution runs over.
func headerLine(text string) bool {
	l, ok := ReadLabel(text)
	return ok && l.Field >= From && l.Field <= Date && l.Value != ""
}

func ruleLine(text string) bool {
	rule, _ := RuleOf(text)
	return rule != NoRule
}

// acrossGap passes the blank lines that HTML conversion leaves before "<".
//
// QUIRK: the Outlook app for iOS once broke "Ann <mailto:…> wrote:" into lines
// of their own.
func acrossGap(lines []Line, at int) int {
	next := BlankFrom(lines, at)
	if next > at && next < len(lines) && next <= at+2 && strings.HasPrefix(lines[next].Text, "<") {
		return next
	}
	return at
}

// sameQuote: a line that goes on with an attribution has its quote depth; a
// closing "> wrote:" only looks quoted.
func sameQuote(first, line Line) bool {
	return !line.Blank() && (line.Depth == first.Depth || line.Depth == first.Depth+1 && closesAddress(line))
}

func closesAddress(line Line) bool {
	return len(line.Text) < 24 && endsColon(line.Text) && (line.Text == ":" || writingStems.In(line.Text))
}

// mend gives back the '>' that closed an address and was read as a quote mark.
func mend(line Line, depth int) string {
	if line.Depth == depth+1 && closesAddress(line) {
		return "> " + line.Text
	}
	return line.Text
}

// opensAttribution: the first line must bear part of the evidence itself, so
// that own words above are never drawn in.
func opensAttribution(text string) bool {
	if len(text) > maxAttribution {
		return false
	}
	return strings.IndexByte(text, '@') >= 0 || DateScore(clip(text)) >= 1 || len(text) < 120 && endsColon(text) && writingStems.In(text)
}

// nameAbove: a name alone on its line, wrapped before the address.
func nameAbove(lines []Line, i int) bool {
	if !angleBelow(lines, i) || lines[i+1].Depth != lines[i].Depth {
		return false
	}
	return person(lines[i+1].Text) && nameShape(strings.Trim(lines[i].Text, quoteMarks))
}

func angleBelow(lines []Line, i int) bool {
	return i+1 < len(lines) && strings.HasPrefix(lines[i+1].Text, "<")
}

// clip keeps the front of a text, at a rune's edge.
func clip(s string) string {
	if len(s) <= 150 {
		return s
	}
	cut := 150
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut]
}

func endsColon(text string) bool {
	if text == "" {
		return false
	}
	switch text[len(text)-1] {
	case ':':
		return true
	case '*', '_', ' ', 0xA0, 0x9A: // bold, and the last bytes of U+00A0 and U+FF1A
	default:
		return false
	}
	text = strings.TrimRight(text, "*_ \u00a0")
	return strings.HasSuffix(text, ":") || strings.HasSuffix(text, "：")
}

// isAttribution weighs a whole attribution that ends with a colon.
func isAttribution(text string) bool {
	if l, ok := ReadLabel(text); ok && l.Value == "" && !writingStems.In(text) {
		return false
	}
	score := DateScore(clip(text))
	who := person(text)
	switch { // words last, for they take the longest to look for
	case score == 3 && who, score == 2 && who && bracketed(text):
		return true
	case score >= 2, who && (score == 1 || len(text) < 160):
		return writingStems.In(text)
	}
	return false
}

// bracketed: the address stands in brackets, as programs write it and people
// do not.
func bracketed(text string) bool {
	at := strings.IndexByte(text, '@')
	open := strings.LastIndexAny(text[:at], "<([")
	return open >= 0 && !strings.ContainsAny(text[open:at], " >)]")
}

// saysWho is for lines right above quoted ones: "Ann Smith wrote:", a moment and
// a name in a language of no table, or few words and a person.
//
// QUIRK: Horde writes "Quoting Ann Smith <ann@…>:", "Zitat von Ann Smith <ann@…>:".
func saysWho(text string) bool {
	if !endsColon(text) || len(text) >= 100 {
		return false
	}
	return writingStems.In(text) || DateScore(text) == 3 || person(text) && bracketed(text) && len(strings.Fields(text)) <= 7
}

func quotedBelow(lines []Line, at, depth int) bool {
	at = BlankFrom(lines, at)
	return at < len(lines) && lines[at].Depth > depth
}

// oldGmail: a full date first, then a person, nothing else.
//
// QUIRK: Gmail of 2013 to 2016 wrote "2016-03-03 17:21 GMT+01:00 Ann <ann@…>:"
// in some languages, at times without address or colon.
func oldGmail(text string) bool {
	if len(text) > 160 {
		return false
	}
	var buf numberBuffer
	list := numbers(clip(text), &buf)
	if len(list) < 3 || list[0].start != 0 || !isYear(list[0]) || !isNumericDate(text, list[0], list[1], list[2]) {
		return false
	}
	return strings.HasSuffix(text, ">") && person(text) || strings.Contains(text, " GMT")
}

// betweenMarks gives an attribution that stands between marks, "" for none.
//
// QUIRK: GroupWise writes ">>> Ann <ann@…> 27.10.2021 09:31 >>>", Zoho "---- On
// Wed, 27 Oct 2021 09:31:00 +0200 Ann <ann@…> wrote ----".
func betweenMarks(l Line) string {
	raw := strings.TrimSpace(l.Raw)
	if len(raw) > 240 || len(raw) < 12 {
		return ""
	}
	if strings.HasPrefix(raw, ">>> ") && strings.HasSuffix(raw, " >>>") && DateScore(raw) == 3 {
		return strings.Trim(raw, "> ")
	}
	if strings.HasPrefix(l.Text, "--") && strings.HasSuffix(l.Text, "--") && attributionTitle(l.Text) {
		return strings.Trim(l.Text, "- ")
	}
	return ""
}

// attributionTitle: words between marks that say who wrote and when.
func attributionTitle(words string) bool {
	return DateScore(clip(words)) >= 2 && writingStems.In(words) && !saysForward(words)
}
