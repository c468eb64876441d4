package tone

import (
	_ "embed"
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// learnt is the model: what TestModel learns from data/*.txt. It is read where
// it lies, so that the first mail costs no more than the next.
//
//go:generate go test -count=1 -run TestModel$ . -args -write
//go:generate go test -count=1 -run TestCombined$ . -args -write
//go:embed model.bin
var learnt string

// classes are praise, challenge, neither, and a hard lot: what somebody suffered
// and blames on nobody, which is told before praise as often as before blame.
const classes = 4

// Layout of the model: the scale as a float32, a step of every class for each
// bucket, and a filter of the words that each language was seen with.
const (
	bucketBits = 19
	buckets    = 1 << bucketBits
	filterBits = 1 << 18
	scaleSize  = 4
	filterAt   = scaleSize + classes*buckets
	modelSize  = filterAt + filterBits/8
)

// languages have sentences enough to be sure in; allLanguages have some.
var (
	languages    = []string{"en", "de", "fr", "es"}
	allLanguages = slices.Concat(languages, strings.Fields("it pt nl sv da nb fi pl cs hu ro tr ru uk"))
)

// labels in the order of the model's classes.
var labels = [3]Tone{Praise, Challenge, Neither}

// feature is something seen in a clause, and how much it counts.
type feature struct {
	bucket uint32
	value  float32
}

// judge gives the probabilities of praise, challenge and neither for a clause,
// by a multinomial logistic regression over its features, and how much of the
// challenge is a hard lot.
func judge(ws []string, text, lang string) (p [3]float64, hard float64) {
	scale := float64(math.Float32frombits(binary.LittleEndian.Uint32([]byte(learnt[:scaleSize]))))
	var room [768]feature
	var sum [classes]float64
	for _, f := range features(room[:0], ws, text, lang) {
		at := scaleSize + classes*int(f.bucket)
		for c := range sum {
			sum[c] += float64(int8(learnt[at+c])) * float64(f.value)
		}
	}
	for c := range sum {
		sum[c] *= scale
	}
	all := softmax(sum)
	return [3]float64{all[0], all[1] + all[3], all[2]}, all[3]
}

func softmax(p [classes]float64) [classes]float64 {
	top, sum := slices.Max(p[:]), 0.0
	for c := range p {
		p[c] = math.Exp(p[c] - top)
		sum += p[c]
	}
	for c := range p {
		p[c] /= sum
	}
	return p
}

// knows says whether a word was seen in a language's sentences; once in some
// hundred words it is mistaken.
func knows(lang, word string) bool {
	a, b := filterBitsOf(lang, word)
	return learnt[filterAt+a/8]>>(a%8)&1 == 1 && learnt[filterAt+b/8]>>(b%8)&1 == 1
}

func filterBitsOf(lang, word string) (a, b int) {
	h := markOf("known").in(lang).with(word)
	return int(h % filterBits), int(h >> 32 % filterBits)
}

// mark is a running FNV-1a hash of what a feature is.
type mark uint64

func (m mark) with(s string) mark {
	for i := range len(s) {
		m = (m ^ mark(s[i])) * 1099511628211
	}
	return (m ^ 0xff) * 1099511628211
}

func (m mark) in(lang string) mark { return m.with(lang) }

func (m mark) bucket() uint32 { return uint32((m ^ m>>29) % buckets) }

func markOf(kind string) mark { return mark(14695981039346656037).with(kind) }

// How much each kind of feature counts.
const (
	valueWord   = 0.4
	valuePair   = 0.25
	valueStem   = 0.25
	valuePiece  = 0.15 // of a word, by its letters
	valueSign   = 1.0
	pieceLength = 4
)

// features are a clause's words, their beginnings and pieces, pairs of them, the
// same behind a denial, and what the lexicon and the marks say. Words are kept
// apart by language; the rest is learned from all sentences together.
func features(fs []feature, ws []string, text, lang string) []feature {
	add := func(m mark, value float32) { fs = append(fs, feature{m.bucket(), value}) }
	sign := func(name string) { add(markOf("sign").with(name), valueSign) }
	sign("bias")
	add(markOf("language").with(lang), valueSign)
	lex := lexiconOf(lang)
	var n tally
	n.seeEastern(text, lang)
	word, not := markOf("word").in(lang), markOf("not").in(lang)
	pair, skip := markOf("pair").in(lang), markOf("skip").in(lang)
	before, before2 := "^", "^"
	for i, w := range ws {
		n.see(w, lex)
		m := word
		if n.turned(w) {
			m = not
		}
		add(m.with(w), valueWord)
		if len(w) > 6 {
			add(m.with("stem").with(w[:5]), valueStem)
		}
		pieces(m.with("piece"), w, add)
		add(pair.with(before).with(w), valuePair)
		if i > 1 {
			add(skip.with(before2).with(w), valuePair/2)
		}
		before2, before = before, w
	}
	add(pair.with(before).with("$"), valuePair)
	n.signs(sign)
	fs = ideas(fs, ws, lang)
	if isQuestion(text) {
		sign("question")
	}
	if strings.Contains(text, "!") || strings.Contains(text, "！") {
		sign("call")
	}
	if hasDigit(text) {
		sign("digits")
	}
	switch {
	case len(ws) < 4:
		sign("short")
	case len(ws) > 14:
		sign("long")
	}
	return evened(fs)
}

func isQuestion(text string) bool {
	return strings.Contains(text, "?") || strings.Contains(text, "？")
}

func hasDigit(text string) bool {
	for i := range len(text) {
		if '0' <= text[i] && text[i] <= '9' {
			return true
		}
	}
	return false
}

// evened keeps a long clause from being surer than a short one merely by having
// more features.
func evened(fs []feature) []feature {
	sum := 0.0
	for _, f := range fs {
		sum += float64(f.value) * float64(f.value)
	}
	by := float32(4 / math.Pow(sum, 0.4))
	for i := range fs {
		fs[i].value *= by
	}
	return fs
}

// pieces are the runs of a few letters in a word; in writing without spaces, of
// one and two characters.
func pieces(m mark, w string, add func(mark, float32)) {
	r, _ := utf8.DecodeRuneInString(w)
	length := pieceLength
	if r >= 0x3000 {
		length = 2
	} else if len(w) < 4 {
		return
	}
	var starts [80]int
	n := 0
	for i := range w {
		if n == len(starts)-1 {
			break
		}
		starts[n] = i
		n++
	}
	starts[n] = len(w)
	for i := 0; i+length <= n; i++ {
		add(m.with(w[starts[i]:starts[i+length]]), valuePiece)
	}
	if length == 2 {
		for i := range n {
			add(m.with(w[starts[i]:starts[i+1]]), valuePiece)
		}
		return
	}
	add(m.with("^").with(w[:starts[min(length-1, n)]]), valuePiece)
	add(m.with("$").with(w[starts[max(0, n-length+1)]:]), valuePiece)
}

// tally counts a clause's words by lexicon, and whether one was denied.
type tally struct {
	good, bad, deeds, asks, denied, denials int
}

func (n *tally) see(w string, lex lexicon) {
	if denials[w] {
		n.denied = 5
		n.denials++
	} else if lifts[w] {
		n.denied = 0
	}
	n.denied--
	turned := n.turned(w)
	g, b := begins(w, lex.good), begins(w, lex.bad)
	switch {
	case g && !turned, b && turned:
		n.good++
	case b, g:
		n.bad++
	}
	if begins(w, lex.deeds) && !turned {
		n.deeds++
	}
	if begins(w, lex.asks) {
		n.asks++
	}
}

func (n *tally) turned(w string) bool { return n.denied >= 0 && !denials[w] }

func (n *tally) signs(sign func(string)) {
	counted := func(what string, n int) {
		if n > 0 {
			sign(what)
		}
		if n > 1 {
			sign(what + " twice")
		}
	}
	counted("good", n.good)
	counted("bad", n.bad)
	counted("deed", n.deeds)
	counted("ask", n.asks)
	counted("denial", n.denials)
	if n.good > 0 && n.bad > 0 {
		sign("good and bad")
	}
	if n.good == 0 && n.bad == 0 {
		sign("plain")
	}
	if n.deeds > 0 && n.bad == 0 {
		sign("deed alone")
	}
}

func lexiconOf(lang string) lexicon {
	if l, ok := lexicons[lang]; ok {
		return l()
	}
	return unknown
}
