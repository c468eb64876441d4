// Package signs finds words and turns of phrase in what somebody wrote, whatever
// their capitals and accents, and gives them as they stand there. A sign that is
// denied ("nobody was rude") is none. It judges nothing: level and coach say
// what a sign means.
package signs

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxText is how many bytes of a text are looked at.
const MaxText = 16 << 10

// Text is a text that signs are looked for in.
type Text struct {
	text   string
	tokens []token
	begun  [slots / 64]uint64 // how its words begin, as bits by slot: most signs are seen not to be there
}

const slots = 512

// slot goes by the first two bytes of a word; w is not empty.
func slot(w string) int {
	h := int(w[0]) * 31
	if len(w) > 1 {
		h += int(w[1])
	}
	return h % slots
}

type token struct {
	folded   string
	from, to int
	ends     bool // a sentence ends behind it
}

// Of cuts a text into words.
func Of(text string) Text {
	if len(text) > MaxText {
		text = strings.ToValidUTF8(text[:MaxText], "")
	}
	t := Text{text: text}
	from := -1
	flush := func(to int) {
		if from >= 0 {
			word := token{folded: fold(text[from:to]), from: from, to: to}
			t.tokens = append(t.tokens, word)
			if word.folded != "" {
				t.begun[slot(word.folded)/64] |= 1 << (slot(word.folded) % 64)
			}
		}
		from = -1
	}
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) {
			if from < 0 {
				from = i
			}
			continue
		}
		flush(i)
		if strings.ContainsRune(".!?;\n…", r) && len(t.tokens) > 0 {
			t.tokens[len(t.tokens)-1].ends = true
		}
	}
	flush(len(text))
	return t
}

// fold takes capitals and accents off; ß is ss, and umlauts lose their dots.
func fold(word string) string {
	word = strings.ToLower(word)
	if ascii(word) {
		return word
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(word) {
		switch {
		case r == 'ß':
			b.WriteString("ss")
		case !unicode.Is(unicode.Mn, r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Find gives the passages of the text that a sign matches: words with a space
// between them, each whole, or begun where the sign's word ends in a star. Signs
// are written folded: small letters without accents.
func (t Text) Find(sign string) []string {
	if !t.may(sign) {
		return nil
	}
	words := strings.Fields(sign)
	var found []string
	for i := range t.tokens {
		if len(words) == 0 || i+len(words) > len(t.tokens) || !t.matches(words, i) || t.denied(i) {
			continue
		}
		found = append(found, t.text[t.tokens[i].from:t.tokens[i+len(words)-1].to])
	}
	return found
}

// may says whether for each word of a sign the text has one that begins alike.
func (t *Text) may(sign string) bool {
	for w := range strings.FieldsSeq(sign) {
		if len(w) == 2 && w[1] == '*' || w == "*" {
			continue // one letter of any ending
		}
		if t.begun[slot(w)/64]>>(slot(w)%64)&1 == 0 {
			return false
		}
	}
	return true
}

func (t Text) matches(words []string, at int) bool {
	for k, w := range words {
		have := t.tokens[at+k].folded
		if stem, ok := strings.CutSuffix(w, "*"); ok {
			if !strings.HasPrefix(have, stem) {
				return false
			}
		} else if have != w {
			return false
		}
		if k < len(words)-1 && t.tokens[at+k].ends {
			return false
		}
	}
	return true
}

// denials turn a sign into none when they stand up to two words before it in its sentence.
var denials = map[string]bool{"not": true, "never": true, "no": true, "nobody": true, "without": true, "t": true, "nothing": true,
	"nicht": true, "nie": true, "kein": true, "keine": true, "keinen": true, "niemand": true, "ohne": true, "nichts": true,
	"pas": true, "jamais": true, "aucun": true, "aucune": true, "personne": true, "sans": true, "rien": true,
	"nunca": true, "jamas": true, "ningun": true, "ninguna": true, "nadie": true, "sin": true, "nada": true}

func (t Text) denied(i int) bool {
	for k := i - 1; k >= 0 && k >= i-2 && !t.tokens[k].ends; k-- {
		if denials[t.tokens[k].folded] {
			return true
		}
	}
	return false
}

// Short says whether a passage is fit to be quoted in a line.
func Short(passage string) bool { return utf8.RuneCountInString(passage) <= 60 }
