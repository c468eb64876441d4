package match

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// token is a word of a text, or a run of Chinese, Japanese or Korean writing.
type token struct {
	text       string // as written, without a possessive 's
	fold       string // lower case, without accents: how names are looked up
	sep        string // what stands between the token before and this one
	start, end int    // in the text
	sentence   int
	line       int
	capital    bool // begins with a capital letter
	possessive bool // "Ann's"
	east       bool // Han, kana or Hangul
}

func eastern(r rune) bool {
	return r >= 0x3005 && r <= 0x3007 || r >= 0x3041 && r < 0x3100 || r >= 0x3400 && r < 0xA000 ||
		r >= 0xAC00 && r < 0xD7B0 || r >= 0xF900 && r < 0xFB00 || r >= 0x20000 && r < 0x32000
}

func wordRune(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)) && !apostrophe(r)
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '`' }

// shortLine is the length under which a line was ended on purpose, not wrapped.
const shortLine = 48

// longSentence is how many words a sentence may have, and longRun how many bytes
// a run of writing without spaces. What goes on after that is read as the next:
// nobody writes so, and every word of a sentence may be asked about every other.
const (
	longSentence = 150
	longRun      = 600
)

// scanner cuts a text into tokens.
type scanner struct {
	text, low      string // low is lowered text
	toks           []token
	sentence, line int
	begun          int // the first token of the sentence
	gap            int // where the last token ended
	lineStart      int
}

func tokenize(text string) []token { return tokenizeInto(nil, text) }

// tokenizeInto puts the tokens where there is room for them.
func tokenizeInto(toks []token, text string) []token {
	s := scanner{text: text, low: lowered(text), toks: slices.Grow(toks, len(text)/5+2)}
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			if plain[c] {
				i = s.word(i)
			} else {
				s.between(i, rune(c))
				i++
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case eastern(r):
			i = s.take(i, eastern, true)
		case wordRune(r) && !unicode.Is(unicode.Mn, r): // a mark alone is no word
			i = s.word(i)
		default:
			s.between(i, r)
			i += size
		}
	}
	return s.toks
}

// plain are the letters and digits of ASCII.
var plain = func() (is [utf8.RuneSelf]bool) {
	for c := range is {
		is[c] = 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
	}
	return is
}()

// lowered writes the capitals of ASCII small, and leaves all else where it is.
func lowered(text string) string {
	var b []byte
	for i := range len(text) {
		if c := text[i]; 'A' <= c && c <= 'Z' {
			if b == nil {
				b = []byte(text)
			}
			b[i] = c + 'a' - 'A'
		}
	}
	if b == nil {
		return text
	}
	return string(b)
}

func (s *scanner) take(i int, in func(rune) bool, east bool) int {
	end := i
	for end < len(s.text) && (!east || end-i < longRun) {
		if c := s.text[end]; c < utf8.RuneSelf {
			if !plain[c] || east {
				break
			}
			end++
			continue
		}
		r, size := utf8.DecodeRuneInString(s.text[end:])
		if !in(r) || !east && eastern(r) {
			break
		}
		end += size
	}
	s.add(i, end, east)
	return end
}

// word takes a word with what an apostrophe binds to it: O'Brien is one word,
// Ann's is Ann, d'Anna is two.
func (s *scanner) word(i int) int {
	end := s.take(i, wordRune, false)
	if end < len(s.text) && s.text[end] < utf8.RuneSelf && s.text[end] != '\'' && s.text[end] != '`' {
		return end
	}
	r, size := utf8.DecodeRuneInString(s.text[end:])
	if !apostrophe(r) {
		return end
	}
	last := &s.toks[len(s.toks)-1]
	rest := s.text[end+size:]
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case (strings.HasPrefix(rest, "s") || strings.HasPrefix(rest, "S")) && !startsWord(rest[1:]):
		last.possessive = true
		s.gap = end + size + 1
		return s.gap
	case (last.fold == "o" || last.fold == "d") && last.capital && unicode.IsUpper(next):
		start, sep := last.start, last.sep
		s.toks = s.toks[:len(s.toks)-1]
		full := s.take(end+size, wordRune, false)
		last = &s.toks[len(s.toks)-1]
		last.start, last.text, last.sep = start, s.text[start:full], sep
		last.fold = fold(s.text[start:end]) + last.fold
		return full
	}
	return end
}

func startsWord(s string) bool {
	if s != "" && s[0] < utf8.RuneSelf {
		return plain[s[0]]
	}
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && wordRune(r)
}

func (s *scanner) add(start, end int, east bool) {
	n := len(s.toks)
	if n > 0 && s.toks[n-1].sentence < s.sentence {
		s.begun = n
	} else if n-s.begun >= longSentence {
		s.sentence, s.begun = s.sentence+1, n
	}
	s.toks = append(s.toks, token{})
	t := &s.toks[n]
	t.text, t.fold, t.sep = s.text[start:end], s.low[start:end], s.text[s.gap:start]
	t.start, t.end, t.sentence, t.line, t.east = start, end, s.sentence, s.line, east
	ascii := true
	for i := 0; i < len(t.fold) && ascii; i++ {
		ascii = t.fold[i] < utf8.RuneSelf
	}
	if c := s.text[start]; c < utf8.RuneSelf {
		t.capital = 'A' <= c && c <= 'Z'
	} else {
		r, _ := utf8.DecodeRuneInString(t.text)
		t.capital = unicode.IsUpper(r)
	}
	if !ascii {
		t.fold = fold(t.text)
	}
	s.gap = end
}

// between looks at what stands between words: sentences end here. A point after
// an initial or a title ends none.
func (s *scanner) between(i int, r rune) {
	switch r {
	case '!', '?', '…', '。', '！', '？':
		s.sentence++
	case '.':
		if n := len(s.toks); n > 0 && s.toks[n-1].end == i && (len(s.toks[n-1].text) == 1 || abbreviations.has(s.toks[n-1].fold)) {
			return
		}
		if i+1 < len(s.text) && startsWord(s.text[i+1:]) { // 3.50, www.example.com
			return
		}
		s.sentence++
	case '\n':
		if i-s.lineStart < shortLine || strings.HasPrefix(strings.TrimLeft(s.text[i+1:], " \t\r"), "\n") {
			s.sentence++
		}
		s.line++
		s.lineStart = i + 1
	}
}

// shouted says whether a word has no small letter.
func shouted(word string) bool {
	for _, r := range word {
		if r < utf8.RuneSelf && 'a' <= r && r <= 'z' || r >= utf8.RuneSelf && unicode.ToUpper(r) != r {
			return false
		}
	}
	return true
}

// foldable is the end of the letters whose folding is kept: Latin, Greek, Cyrillic.
const foldable = 0x500

// foldings are single letters, folded. Whatever is left of a letter stands by itself,
// since its marks are dropped, so that a word is folded letter by letter.
var foldings = sync.OnceValue(func() *[foldable]string {
	var by [foldable]string
	for r := range rune(foldable) {
		by[r] = foldSlowly(string(r))
	}
	return &by
})

// fold makes a word comparable: lower case, no accents, ß as ss, ø as o.
func fold(word string) string {
	plain := true
	for _, r := range word {
		if r >= foldable {
			return foldSlowly(word)
		}
		plain = plain && r < utf8.RuneSelf && !apostrophe(r)
	}
	if plain {
		return strings.ToLower(word) // which is the word itself where it has no capital
	}
	var room [48]byte
	b, by := room[:0], foldings()
	for _, r := range word {
		b = append(b, by[r]...)
	}
	return string(b)
}

func foldSlowly(word string) string {
	var b strings.Builder
	b.Grow(len(word))
	for _, r := range norm.NFD.String(strings.ToLower(word)) {
		switch {
		case r < utf8.RuneSelf:
			if !apostrophe(r) {
				b.WriteByte(byte(r))
			}
		case unicode.Is(unicode.Mn, r) && r < 0x3000: // the marks of kana make other letters
		case special[r] != "":
			b.WriteString(special[r])
		case !apostrophe(r):
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

var special = map[rune]string{'ß': "ss", 'ø': "o", 'æ': "ae", 'œ': "oe", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i"}

// contracted writes ae, oe, ue and aa as one letter, so that Mueller, Müller and
// Muller meet, Sørensen and Soerensen too. "" when there is nothing to contract.
func contracted(fold string) string {
	for i := 1; i < len(fold); i++ {
		switch fold[i-1] {
		case 'a', 'o', 'u':
			if fold[i] == 'e' || fold[i] == 'a' && fold[i-1] == 'a' {
				return contractions.Replace(fold)
			}
		}
	}
	return ""
}

var contractions = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u", "aa", "a")

// oneTypo says whether a and b differ by one letter added, left out, changed or
// two neighbours swapped, the first letter being the same.
func oneTypo(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || a == b || a == "" || a[0] != b[0] {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if a[i+1:] == b[i+1:] {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
