package decision

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"goodword/mail/parse/stem"
)

type kind uint8

const (
	word    kind = iota // letters and digits, folded
	glyph               // one Chinese, Japanese or Korean character
	number              // digits alone
	mark                // punctuation: one of , : ; - ( ) " ' / and the like
	stop                // . ! 。
	ask                 // ? and its relatives
	dots                // … or ...
	line                // one line end
	blank               // an empty line
	sign                // an emoji or an emoticon
	address             // an e-mail address
	link                // a web address
	tag                 // #word
	soft                // nothing: a star of bold type
)

// token is one piece of the text. word is its folded form; from and to are
// byte offsets in the normalised text.
type token struct {
	word     string
	from, to int
	kind     kind
	space    bool // white space before it
	capital  bool // starts with a capital
	used     use  // what the frame and the commands have taken
}

type use uint8

const (
	free    use = iota
	framed      // greeting, sign-off, name
	command     // part of a command
)

var emoticons = []string{":-)", ":)", "=)", ":d", ":-d", "(:", ";-)", ";)", ":-(", ":(", ":-/", ":/", ":p", ":-p", "xd", "^^", "¯\\_(ツ)_/¯"}

func isGlyph(r rune) bool {
	return r >= 0x2e80 && (isCommonGlyph(r) || unicode.Is(unicode.Han, r) || unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Hangul) || r == 'ー')
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) && !isGlyph(r) || unicode.IsNumber(r) && unicode.IsDigit(r) || unicode.Is(unicode.M, r) && r != 0x20e3 && r != 0xfe0f && r != 0xfe0e
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '‘' }

// tokenise cuts s, which is normal.
func tokenise(s string) []token {
	glyphs := 0 // each is a token, where another script's is a word
	for i := 0; i < len(s); i++ {
		if s[i] >= 0xe3 {
			glyphs++
		}
	}
	out := make([]token, 0, (len(s)-3*glyphs)/5+glyphs+4)
	space := true
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == ' ' || r == '\t' || r == '\u00a0' || r != '\n' && unicode.IsSpace(r) {
			space = true
			i += n
			continue
		}
		if !space && joins(s, i, r, n) {
			i += n
			continue
		}
		t := next(s, i, r, n, space)
		if t.kind == soft {
			i = t.to
			continue
		}
		t.space = space
		if k := len(out); t.kind == line && k > 0 && (out[k-1].kind == line || out[k-1].kind == blank) {
			out[k-1].kind = blank
			out[k-1].to = t.to
		} else {
			out = append(out, t)
		}
		space = t.kind == line
		i = t.to
	}
	return out
}

// joins says that the rune at i is a hyphen inside a word, or stars and
// underscores that stand for bold type.
func joins(s string, i int, r rune, n int) bool {
	if r == '*' || r == '_' {
		return true
	}
	if r != '-' && r != '‐' && r != '‑' || i == 0 {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+n:])
	return unicode.IsLetter(before) && unicode.IsLetter(after)
}

func next(s string, i int, r rune, n int, space bool) token {
	t := token{from: i, to: i + n, kind: mark}
	switch {
	case r == '\n':
		t.kind = line
	case isGlyph(r):
		t.kind, t.word = glyph, s[i:i+n]
		if r >= 0xf900 || r < 0x3000 { // compatibility forms
			t.word = foldAny(t.word)
		}
	case isWordRune(r):
		wordToken(s, &t)
	case r == '#' && space:
		tagToken(s, &t)
	case r == '*' || r == '_': // bold type, as joins
		t.kind = soft
	case r == '+' && strings.HasPrefix(s[i:], "+1") && (i+2 == len(s) || s[i+2] <= ' '):
		t.kind, t.word, t.to = sign, "+1", i+2
	default:
		symbolToken(s, r, &t)
	}
	return t
}

func wordToken(s string, t *token) {
	if end, odd := chunkEnd(s, t.from); odd {
		chunk := strings.TrimRight(s[t.from:end], ".:!?'’»*")
		if at := strings.IndexByte(chunk, '@'); at > 0 && at < len(chunk)-1 {
			t.kind, t.to, t.word = address, t.from+len(chunk), chunk
			return
		}
		if strings.Contains(chunk, "://") || strings.HasPrefix(chunk, "www.") {
			t.kind, t.to, t.word = link, t.from+len(chunk), chunk
			return
		}
	}
	first, _ := utf8.DecodeRuneInString(s[t.from:])
	t.capital = unicode.IsUpper(first) || unicode.IsTitle(first)
	digits := true
	i := t.from
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if isApostrophe(r) && i+n < len(s) {
			if after, _ := utf8.DecodeRuneInString(s[i+n:]); unicode.IsLetter(after) && !isGlyph(after) {
				digits = false
				i += n
				continue
			}
		}
		if !isWordRune(r) {
			break
		}
		digits = digits && (unicode.IsDigit(r))
		i += n
	}
	t.to = i
	t.word = fold(s[t.from:i])
	t.kind = word
	if digits {
		t.kind = number
	}
}

// chunkEnd gives where the run of bytes ends that may be an address or a link;
// odd is false for one that plainly is none.
func chunkEnd(s string, from int) (end int, odd bool) {
	odd = strings.HasPrefix(s[from:], "www.")
	for end = from; end < len(s); end++ {
		switch s[end] {
		case ' ', '\t', '\n', ',', ';', '<', '>', '(', ')', '"', '|', '[', ']':
			return end, odd
		case '@', '/':
			odd = true
		}
	}
	return end, odd
}

func tagToken(s string, t *token) {
	i := t.from + 1
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !isWordRune(r) && !isGlyph(r) && r != '_' && r != '-' {
			break
		}
		i += n
	}
	body := s[t.from+1 : i]
	if r, _ := utf8.DecodeRuneInString(body); body == "" || unicode.IsDigit(r) || len(body) > 60 {
		t.word = "#"
		return
	}
	t.kind, t.to, t.word = tag, i, stem.Lower(body)
}

func symbolToken(s string, r rune, t *token) {
	for _, e := range emoticons {
		if len(s)-t.from >= len(e) && strings.EqualFold(s[t.from:t.from+len(e)], e) {
			if after, _ := utf8.DecodeRuneInString(s[t.from+len(e):]); t.from+len(e) == len(s) || !isWordRune(after) {
				t.kind, t.to, t.word = sign, t.from+len(e), e
				return
			}
		}
	}
	switch r {
	case '.', '!', '。', '！', '．', '¡', '｡':
		t.kind, t.word = stop, "."
		if strings.HasPrefix(s[t.from:], "..") {
			t.kind = dots
			t.to = t.from + len(s[t.from:]) - len(strings.TrimLeft(s[t.from:], "."))
		}
	case '…', '‥', '⋯':
		t.kind = dots
	case '?', '？', '¿', '؟', '⁇', '⁈', '⁉', '‽', '❓', '❔', '⸮', '՞', ';' + 0x343, '﹖':
		t.kind = ask
	case '–', '—', '―', '－', '−', '‐', '‑', '~', '〜', '～':
		t.word = "-"
	case '“', '”', '„', '‟', '«', '»', '‹', '›', '"', '「', '」', '『', '』', '‚', '`', '＂', '〝', '〞', '《', '》':
		t.word = "\""
	case '’', '‘', '\'':
		t.word = "'"
	case '、', '，', '､':
		t.word = ","
	case '：':
		t.word = ":"
	case '；':
		t.word = ";"
	default:
		t.word = s[t.from:t.to]
		if unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) || r >= 0x1f000 {
			emojiToken(s, t)
		}
	}
}

// emojiToken takes an emoji with its selectors, skin tones and joins.
func emojiToken(s string, t *token) {
	t.kind = sign
	base := t.to
	for t.to < len(s) {
		r, n := utf8.DecodeRuneInString(s[t.to:])
		if r == 0x200d { // joined to another: a picture of its own
			_, m := utf8.DecodeRuneInString(s[t.to+n:])
			t.to += n + m
			base = t.to
			continue
		}
		if r != 0xfe0f && r != 0xfe0e && r != 0x20e3 && (r < 0x1f3fb || r > 0x1f3ff) {
			break
		}
		t.to += n
	}
	t.word = s[t.from:base]
}

// oddToken names the first token that nobody writes in earnest, or "".
func (d *draft) oddToken() string {
	for i := range d.tokens {
		t := &d.tokens[i]
		switch {
		case d.tilde(i) && d.strikes(i):
			return "words are struck out"
		case t.kind == word && mixed(d.text[t.from:t.to]):
			return fmt.Sprintf("the word %q is written in a way that may hide another", cut(d.text[t.from:t.to], 40))
		case t.kind == mark && (t.word == ">" || t.word == "|") && d.lineStart(i):
			return "a quoted line stands among the words"
		}
	}
	return ""
}

// strikes says that the tilde at i opens words that are struck out, as programs
// put it that write plain text: ~~approved~~, ~approved~. One behind a word is
// a friendly tone in Asia.
func (d *draft) strikes(i int) bool {
	if i+1 >= len(d.tokens) || d.tokens[i+1].space || d.tokens[i+1].kind > glyph {
		return false
	}
	for i > 0 && !d.tokens[i].space && d.tilde(i-1) {
		i--
	}
	return d.tokens[i].space
}

// tilde says that the token at i is a tilde, of full width too.
func (d *draft) tilde(i int) bool {
	rest := d.text[d.tokens[i].from:]
	return rest[0] == '~' || strings.HasPrefix(rest, "～") || strings.HasPrefix(rest, "〜")
}

func (d *draft) lineStart(i int) bool {
	return i == 0 || d.tokens[i-1].kind == line || d.tokens[i-1].kind == blank
}

// cut shortens s to n bytes at most, at a rune's end.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
