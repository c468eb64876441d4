// Package language tells in which language a text is written: the script first,
// then the function words and letter triples of the languages that share one,
// learned from the short samples beside this file. It knows 27 languages, does
// not tell dialects or regions apart, and rather says nothing than guesses.
// mail/parse calls it for every mail, and who writes letters for a text's
// language.
package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxBytes is how much of a text is looked at: more changes no answer and a
// long mail must not cost more than a short one.
const maxBytes = 1024

// sureMargin is how much better, in nats of evidence, the best language must be
// than the second. One function word that only one language has gives more.
const sureMargin = 2.0

// Detect gives the BCP 47 tag of the language of text ("en", "de", "ja"), or ""
// when the text is too short, mixed or in a language that it does not know.
// Addresses, links and numbers do not count as words.
func Detect(text string) string {
	if len(text) > maxBytes {
		text = strings.ToValidUTF8(text[:maxBytes], "")
	}
	s := countScripts(text)
	switch s.most() {
	case scriptLatin:
		return latin().best(text)
	case scriptCyrillic:
		return cyrillic().best(text)
	case scriptHan, scriptKana:
		return s.eastAsian(text)
	case scriptHangul:
		return "ko"
	case scriptGreek:
		return "el"
	case scriptHebrew:
		return "he"
	case scriptArabic:
		return "ar"
	case scriptThai:
		return "th"
	}
	return ""
}

type script int

const (
	scriptNone script = iota
	scriptLatin
	scriptCyrillic
	scriptHan
	scriptKana
	scriptHangul
	scriptGreek
	scriptHebrew
	scriptArabic
	scriptThai
	scripts
)

type tally [scripts]int

func countScripts(text string) tally {
	var t tally
	for _, r := range text {
		if r < utf8.RuneSelf {
			if 'a' <= r|0x20 && r|0x20 <= 'z' {
				t[scriptLatin]++
			}
			continue
		}
		t[scriptOf(r)]++
	}
	return t
}

// scriptOf goes by blocks, not by unicode tables: it runs for every letter.
func scriptOf(r rune) script {
	switch {
	case r >= 0xC0 && r < 0x250, r >= 0x1E00 && r < 0x1F00:
		return scriptLatin
	case r >= 0x370 && r < 0x400, r >= 0x1F00 && r < 0x2000:
		return scriptGreek
	case r >= 0x400 && r < 0x530:
		return scriptCyrillic
	case r >= 0x590 && r < 0x600:
		return scriptHebrew
	case r >= 0x600 && r < 0x780:
		return scriptArabic
	case r >= 0xE00 && r < 0xE80:
		return scriptThai
	case r >= 0x3041 && r < 0x3100, r >= 0xFF66 && r < 0xFFA0:
		return scriptKana
	case r >= 0x3400 && r < 0xA000, r >= 0xF900 && r < 0xFB00, r >= 0x20000 && r < 0x32000:
		return scriptHan
	case r >= 0xAC00 && r < 0xD7B0, r >= 0x1100 && r < 0x1200:
		return scriptHangul
	}
	return scriptNone
}

// most is the script of most of the writing. A character of the far east says
// about as much as three letters; kana counts with han, for Japanese has both.
func (t tally) most() script {
	weight := t
	weight[scriptNone] = 0
	weight[scriptHan] = 3 * (t[scriptHan] + t[scriptKana])
	weight[scriptKana] = 0
	weight[scriptHangul] *= 3
	best := scriptNone
	for s := scriptLatin; s < scripts; s++ {
		if weight[s] > weight[best] {
			best = s
		}
	}
	if weight[best] < 4 {
		return scriptNone
	}
	return best
}

// Characters that only one of the two languages writes in daily use.
const (
	onlyJapanese = "様込働峠辻畑枠匂拝撮頃々気発対応宛"
	onlyChinese  = "们这個个说說您吗嗎呢吧谢謝请請让讓给給对為为她你很没沒么麼哪会们觉现发务员帮"
)

// eastAsian tells Japanese from Chinese: any kana says Japanese, unless it is a
// stray beside much Chinese.
func (t tally) eastAsian(text string) string {
	if t[scriptKana]*8 >= t[scriptHan] && t[scriptKana] > 0 {
		return "ja"
	}
	ja, zh := 0, 0
	for _, r := range text {
		if scriptOf(r) != scriptHan {
			continue
		}
		if strings.ContainsRune(onlyJapanese, r) {
			ja++
		}
		if strings.ContainsRune(onlyChinese, r) {
			zh++
		}
	}
	switch {
	case ja > zh:
		return "ja"
	case zh > ja:
		return "zh"
	case t[scriptHan] >= 10: // that many without any kana is no Japanese sentence
		return "zh"
	}
	return ""
}

// best scores text against every language of the model.
func (m *model) best(text string) string {
	var s score
	words(text, func(word []byte) {
		m.say(&s, hashWord(word))
		triples(word, func(key uint64) { m.say(&s, key) })
	})
	first, second := -1, -1
	for i := range m.tags {
		switch {
		case first < 0 || s.of(i) > s.of(first):
			first, second = i, first
		case second < 0 || s.of(i) > s.of(second):
			second = i
		}
	}
	if s.of(first)-s.of(second) < sureMargin*steps {
		return ""
	}
	return m.tags[first]
}

func (m *model) say(s *score, key uint64) {
	if i := m.features.find(key); i >= 0 {
		w := &m.gains[i]
		s[0] += w[0]
		s[1] += w[1]
		s[2] += w[2]
		s[3] += w[3]
		s[4] += w[4]
	}
}

// score holds a number of 16 bits for each language, four to a word, so that
// five additions serve eighteen languages. A feature gives at most
// frequentWord*steps, and maxBytes hold at most twice as many features, so that
// no number can run over into its neighbour: see TestScoreFits.
type score [5]uint64

// steps is how many units of a score one nat is.
const steps = 8

func (s *score) of(i int) int { return int(s[i/4] >> (i % 4 * 16) & 0xFFFF) }

// words calls f with each run of letters in lower case. A run that holds an @,
// a digit, a slash or an inner dot is an address, a link or a number: left out.
func words(text string, f func([]byte)) {
	var buf [96]byte
	for len(text) > 0 {
		end := 0
		for end < len(text) && text[end] != ' ' && text[end] != '\n' && text[end] != '\t' && text[end] != '\r' {
			end++
		}
		token := text[:end]
		text = text[min(end+1, len(text)):]
		if token == "" || len(token) > len(buf) || notWords(token) {
			continue
		}
		letters(token, buf[:0], f)
	}
}

func notWords(token string) bool {
	for i := 0; i < len(token); i++ {
		switch c := token[i]; {
		case c == '@', c == '/', c == '_', c == '=', '0' <= c && c <= '9':
			return true
		case c == '.' && i > 0 && i+1 < len(token) && isLetter(token[i+1]):
			return true
		}
	}
	return false
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func letters(token string, buf []byte, f func([]byte)) {
	for _, r := range token {
		if r == '’' || r == '`' {
			r = '\''
		}
		switch {
		case 'A' <= r && r <= 'Z':
			buf = append(buf, byte(r)+'a'-'A')
		case 'a' <= r && r <= 'z', r == '\'' && len(buf) > 0:
			buf = append(buf, byte(r))
		case r >= utf8.RuneSelf && scriptOf(r) != scriptNone:
			buf = utf8.AppendRune(buf, unicode.ToLower(r))
		case r >= 0x300 && r < 0x370: // an accent written apart: the bare letter has to do
		default:
			flush(buf, f)
			buf = buf[:0]
		}
	}
	flush(buf, f)
}

func flush(buf []byte, f func([]byte)) {
	for len(buf) > 0 && buf[len(buf)-1] == '\'' {
		buf = buf[:len(buf)-1]
	}
	if len(buf) > 0 {
		f(buf)
	}
}

// triples calls f with a key for every three letters of word, a space at both ends.
func triples(word []byte, f func(uint64)) {
	a, b := rune(0), rune(' ')
	for i := 0; i < len(word); {
		r, size := rune(word[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(word[i:])
		}
		i += size
		if a != 0 {
			f(uint64(a)<<42 | uint64(b)<<21 | uint64(r))
		}
		a, b = b, r
	}
	if a != 0 {
		f(uint64(a)<<42 | uint64(b)<<21 | ' ')
	}
}

// hashWord is FNV-1a with the top bit set, so that no triple has the same key.
func hashWord(word []byte) uint64 {
	h := uint64(14695981039346656037)
	for i := range word {
		h = (h ^ uint64(word[i])) * 1099511628211
	}
	return h | 1<<63
}
