package behaviour

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// sign is one entry of Signs, ready to be looked for.
type sign struct {
	of     int // index of the entry it speaks for
	words  []string
	prefix bool // the last word may go on: "patien*"
}

// compile folds the signs of every language. A German sign with an umlaut is
// also found where somebody types "ue".
func compile[T any](entries []T, signsOf func(T) map[string][]string) map[string][]sign {
	by := make(map[string][]sign)
	for i, e := range entries {
		signs := signsOf(e)
		for _, lang := range sortedKeys(signs) {
			for _, s := range signs[lang] {
				bare := strings.TrimRight(s, "*")
				forms := []string{bare}
				if apart := umlauts.Replace(strings.ToLower(bare)); apart != strings.ToLower(bare) {
					forms = append(forms, apart)
				}
				for _, form := range forms {
					by[base(lang)] = append(by[base(lang)], sign{i, folded(tokens(form)), bare != s})
				}
			}
		}
	}
	return by
}

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue")

// maxText is how many bytes of a compliment are looked at.
const maxText = 16 << 10

// Suggest gives the behaviour that the words of a compliment point to, and
// those words as they stand in text. ok is false where nothing does, or two
// behaviours do equally: then nobody should be told a behaviour by us. lang is
// the text's language; with "" or one without signs, the signs of all languages
// are tried.
func (c *Catalogue) Suggest(text, lang string) (b Behaviour, words []string, ok bool) {
	i, words := strongest(c.signs, len(c.Behaviours), text, lang, func(int) bool { return true })
	if i < 0 {
		return Behaviour{}, nil, false
	}
	return c.Behaviours[i], words, true
}

// Place gives the touchpoint at which somebody in this role and team was
// praised: the one of theirs to which the words point, or else their only one;
// "" where it is not plain.
func (c *Catalogue) Place(text, lang, role, team string) string {
	theirs := make([]bool, len(c.Touchpoints))
	only, count := "", 0
	for i, t := range c.Touchpoints {
		if theirs[i] = t.Meets(role, team); theirs[i] {
			only = t.ID
			count++
		}
	}
	if i, _ := strongest(c.places, len(c.Touchpoints), text, lang, func(i int) bool { return theirs[i] || count == 0 }); i >= 0 {
		return c.Touchpoints[i].ID
	}
	if count == 1 {
		return only
	}
	return ""
}

// strongest gives the one of n entries, of those that may be meant, for which
// most of a text speaks, and the words that do; -1 where none or two alike.
func strongest(by map[string][]sign, n int, text, lang string, may func(int) bool) (int, []string) {
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "")
	}
	signs := by[base(lang)]
	if len(signs) == 0 {
		for _, l := range sortedKeys(by) {
			signs = append(signs, by[l]...)
		}
	}
	toks := tokens(text)
	var starts [256][]int // where the tokens begin with this byte: a tenth of the comparisons
	for i, t := range toks {
		starts[t.folded[0]] = append(starts[t.folded[0]], i)
	}
	found := make([]finding, n)
	for _, s := range signs {
		if !may(s.of) {
			continue
		}
		for _, i := range starts[s.words[0][0]] {
			if s.at(toks, i) && !negated(toks, i) {
				found[s.of].add(text[toks[i].start:toks[i+len(s.words)-1].end], s)
				break // once is enough: saying "quick" five times is one sign
			}
		}
	}
	best := leader(found)
	if best < 0 {
		return -1, nil
	}
	return best, found[best].words
}

// leader gives the one finding that weighs most; -1 where none or two alike do.
func leader(found []finding) int {
	best, second := -1, 0
	for i, f := range found {
		switch {
		case best < 0 || f.weight > found[best].weight:
			if best >= 0 {
				second = found[best].weight
			}
			best = i
		case f.weight > second:
			second = f.weight
		}
	}
	if best < 0 || found[best].weight <= second {
		return -1
	}
	return best
}

// finding is what spoke for one behaviour.
type finding struct {
	weight int
	words  []string
}

// add counts a sign: one of several words is rarer by accident and counts more.
func (f *finding) add(words string, s sign) {
	if slices.Contains(f.words, words) {
		return
	}
	f.words = append(f.words, words)
	f.weight += 1 + len(s.words)
}

func (s sign) at(toks []token, i int) bool {
	if i+len(s.words) > len(toks) {
		return false
	}
	for k, w := range s.words {
		t := toks[i+k].folded
		if t != w && !(s.prefix && k == len(s.words)-1 && strings.HasPrefix(t, w)) {
			return false
		}
	}
	return true
}

// denials turn a sign into its opposite when they stand up to three words
// before it in the same sentence: "nobody was friendly".
var denials = set("not no never nobody nothing without hardly t cannot " +
	"nicht kein keine keiner keinen nie niemand nichts ohne kaum " +
	"pas jamais personne aucun aucune rien sans ni " +
	"nunca nadie ningun ninguna nada sin tampoco")

// lifts take a denial back: "not only kind", "could not have been more patient".
var lifts = set("only nur seulement solo solamente more kinder better quicker faster friendlier nicer " +
	"besser schneller freundlicher netter plus mieux mas mejor")

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

func negated(toks []token, i int) bool {
	if lifts[toks[i].folded] {
		return false
	}
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		switch w := toks[k].folded; {
		case toks[k].ends, lifts[w]:
			return false
		case denials[w]:
			return true
		}
	}
	return false
}

// token is a run of letters of a text.
type token struct {
	folded     string // lower case, without accents
	start, end int    // in the text
	ends       bool   // a sentence or clause ends after it
}

func tokens(text string) []token {
	var toks []token
	start := -1
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			toks = append(toks, token{folded: fold(text[start:i]), start: start, end: i})
			start = -1
		}
		if len(toks) > 0 && strings.ContainsRune(".!?;,:\n…", r) {
			toks[len(toks)-1].ends = true
		}
	}
	if start >= 0 {
		toks = append(toks, token{folded: fold(text[start:]), start: start, end: len(text)})
	}
	return slices.DeleteFunc(toks, func(t token) bool { return t.folded == "" }) // an accent by itself
}

func folded(toks []token) []string {
	words := make([]string, len(toks))
	for i, t := range toks {
		words[i] = t.folded
	}
	return words
}

func fold(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		ascii = ascii && s[i] < 0x80
	}
	if ascii {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'ß':
			b.WriteString("ss")
		case r == 'œ':
			b.WriteString("oe")
		case r == 'æ':
			b.WriteString("ae")
		case r == 'ø':
			b.WriteByte('o')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
