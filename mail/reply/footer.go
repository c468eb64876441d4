package reply

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"goodword/mail/parse/quote"
	"goodword/mail/parse/stem"
)

// signature marks lines from the delimiter to the next quoted mail as trailer.
func (s *splitter) signature(i int) int {
	at := i
	for at < len(s.lines) {
		if at > i && s.lines[at].Depth > 0 {
			break
		}
		if at > i {
			if _, ok := s.heading(at); ok {
				break
			}
		}
		if !s.lines[at].Blank() {
			s.roles[at] = trailer
		}
		at++
	}
	s.addedBelow(i+1, at)
	return at
}

// addedBelow finds what the sender went on to write below a signature, within
// lines [from,to): a postscript, or a line that begins in small letters and does
// not continue the one above. It may take an approval back.
func (s *splitter) addedBelow(from, to int) {
	for i := from; i < to; i++ {
		if s.roles[i] != trailer || i > from && len(s.lines[i-1].Text) > 50 {
			continue
		}
		if words(s.lines[i].Text) && !quote.Legal(s.around(i, from, to)) && !quote.SentFrom(s.lines[i].Text) {
			s.roles[i] = aside
		}
	}
}

// words: a postscript, or three words and more of which the first is small, and
// neither number nor address.
func words(text string) bool {
	rest := text
	if l, ok := quote.ReadLabel(text); ok {
		if name := strings.ToLower(strings.ReplaceAll(l.Name, ".", "")); name == "ps" || name == "pps" || name == "nb" {
			return l.Value != ""
		}
		rest = l.Value
	}
	first, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsLower(first) && len(strings.Fields(rest)) >= 3 && !strings.ContainsAny(rest, "@/|0123456789")
}

// around is the paragraph of line i, within lines [from,to).
func (s *splitter) around(i, from, to int) string {
	first, last := i, i+1
	for first > from && i-first < footerLines && !s.lines[first-1].Blank() {
		first--
	}
	for last < to && last-i < footerLines && !s.lines[last].Blank() {
		last++
	}
	return s.joined(first, last)
}

// footers marks what stands at the end of each stretch of own words and is no
// answer: "Sent from my …", legal footers, lines without a word.
func (s *splitter) footers() {
	for i := len(s.lines); i >= 0; i-- {
		if i > 0 && i < len(s.lines) && s.roles[i] == quoted && s.roles[i-1] == quoted {
			continue // what ends above a run of quoted lines is looked at where it begins
		}
		if i == len(s.lines) || s.roles[i] == heading || s.roles[i] == trailer || s.roles[i] == foreign || s.roles[i] == quoted {
			s.footer(i)
		}
	}
}

// footer works upwards from line end.
func (s *splitter) footer(end int) {
	for {
		last := quote.BlankBefore(s.lines[:end], end)
		if last < 0 || s.roles[last] != own && s.roles[last] != noise && s.roles[last] != doubtful {
			return
		}
		first, kind := s.footerFrom(last)
		if first < 0 {
			return
		}
		for i := first; i <= last; i++ {
			if s.roles[i] != blank {
				s.roles[i] = kind
			}
		}
		end = first
	}
}

// footerFrom gives the first line of the footer that ends at line last, -1 if
// there is none.
func (s *splitter) footerFrom(last int) (first int, kind role) {
	if s.roles[last] == noise || quote.SentFrom(s.lines[last].Text) {
		return last, trailer
	}
	first = s.paragraph(last)
	above := quote.BlankBefore(s.lines[:first], first)
	if first == last && above >= 0 && s.roles[above] == own && quote.NamesDevice(s.lines[last].Text) {
		return last, aside
	}
	if above >= 0 && s.roles[above] != heading && quote.Legal(s.joined(first, last+1)) {
		return first, trailer
	}
	if first = s.underRule(last); first < 0 {
		return -1, trailer
	}
	if sentences(s.lines[first+1 : last+1]) {
		if rule, _ := quote.RuleOf(s.lines[first].Text); rule != quote.BareRule {
			return -1, trailer
		}
		return first, aside
	}
	return first, trailer
}

// sentences: a line that no signature has: it goes on in small letters, or it
// ends as a sentence does, or it is long.
func sentences(lines []quote.Line) bool {
	for _, l := range lines {
		words := strings.Fields(l.Text)
		if len(words) == 0 || strings.ContainsAny(l.Text, "@/") {
			continue
		}
		first, _ := utf8.DecodeRuneInString(l.Text)
		if unicode.IsLower(first) || len(words) > 2 && strings.ContainsAny(l.Text[len(l.Text)-1:], ".!?") || len(words) > 8 {
			return true
		}
	}
	return false
}

// footerLines is how many lines of one paragraph are looked at.
const footerLines = 60

// signatureLines is how many lines below a rule still make a signature.
const signatureLines = 6

// underRule gives the rule a few lines above, if own words stand above that:
// then what is below it is a signature. It gives -1 for none.
func (s *splitter) underRule(last int) int {
	for i, count := last, 0; i > 0 && count <= signatureLines; i-- {
		switch s.roles[i] {
		case blank:
		case noise:
			above := quote.BlankBefore(s.lines[:i], i)
			if delimits(s.lines[i].Text) && above >= 0 && s.roles[above] != heading {
				return i
			}
			return -1
		case own:
			count++
		default:
			return -1
		}
	}
	return -1
}

// delimits: a rule, or one mark three times and more: "---", "* * *", "....".
func delimits(text string) bool {
	if rule, _ := quote.RuleOf(text); rule == quote.BareRule {
		return true
	}
	first, size := utf8.DecodeRuneInString(text)
	marks := strings.Count(text, text[:size])
	return marks >= 3 && !unicode.IsLetter(first) && !unicode.IsDigit(first) && strings.Trim(text, text[:size]+" ") == ""
}

// paragraph gives the first line of the paragraph that ends at line last.
func (s *splitter) paragraph(last int) int {
	first := last
	for first > 0 && last-first < footerLines && s.roles[first-1] == s.roles[last] {
		first--
	}
	return first
}

func (s *splitter) joined(from, to int) string {
	var b strings.Builder
	for _, l := range s.lines[from:to] {
		b.WriteString(l.Text)
		b.WriteByte(' ')
		if b.Len() > 4096 {
			break
		}
	}
	return b.String()
}

// aboveThisLine tells the line some letters open with, so that the answer can
// be told from what it quotes: "Please type your answer above this line".
func aboveThisLine(text string) bool {
	if len(text) > 120 {
		return false
	}
	return aboveLine.In(text)
}

var aboveLine = stem.Of("above this line", "über dieser zeile", "oberhalb dieser zeile", "au-dessus de cette ligne", "encima de esta línea", "sopra questa riga", "acima desta linha", "boven deze regel")
