package decision

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// A slip of the finger is mended only where it cannot be another word: in a word of
// approving that says so in so many words, of this many letters at least.
const shortestMended = 5

// mended reads an answer once more with one misspelt word of approving put right,
// where it holds exactly one: "Aproved, well done". Everything that stands against
// an approval is asked of it again. ok is false where there is nothing to mend.
func (d *draft) mended() (r Result, ok bool) {
	at := -1
	var right string
	for i := range d.tokens {
		t := &d.tokens[i]
		if t.kind != word || d.isName(t.word) || !d.unread(i) {
			continue
		}
		if w := slips()[t.word]; w != "" {
			if at >= 0 {
				return Result{}, false
			}
			at, right = i, w
		}
	}
	if at < 0 {
		return Result{}, false
	}
	t := &d.tokens[at]
	if strings.HasSuffix(d.text[t.from:t.to], "ó") || strings.HasSuffix(d.text[t.from:t.to], "ò") {
		return Result{}, false // "he did", as in past
	}
	again, why := draftWith(d.lex, d.text[:t.from]+right+d.text[t.to:], d.opt)
	if why != "" {
		return Result{}, false
	}
	if r = again.result(); r.Decision != Approve {
		return Result{}, false
	}
	r.Reason += ", " + d.quote(clause{from: at, to: at + 1}) + " being a slip"
	return r, true
}

// unread says that the word at i means nothing as it stands, but that it begins as
// words of approving do.
func (d *draft) unread(i int) bool {
	for k := range d.at(i) {
		if m := &d.at(i)[k]; m.class != touch || m.to > i+1 {
			return false
		}
	}
	return true
}

// slips gives, by what may be typed for it, the word of approving that is meant.
//
// Two letters that changed places, one typed twice or once instead of twice, and
// one left out within the word are slips; whatever touches a word's beginning or end
// may be another form of it: Russian "одобрю" (I shall), Ukrainian "схвалю" (I shall,
// beside "схвалюю"), Finnish "hyväksyt" (you do), Turkish "onaylar mı" (does he?, beside
// "onaylarım"). What is a word by itself is none either.
var slips = sync.OnceValue(func() map[string]string {
	lex := lexicon()
	out, own := map[string]string{}, strings.Fields(wordsOfTheirOwn)
	for _, e := range lex.edges[lex.begin().from:lex.begin().to] {
		w := lex.labels[e.label]
		if utf8.RuneCountInString(w) < shortestMended || strings.ContainsFunc(w, isGlyph) {
			continue
		}
		for _, s := range lex.lists[lex.nodes[e.node].list] {
			if s.class != strong || s.firm == 0 || s.alone {
				continue
			}
			for _, slip := range slipsOf([]rune(w)) {
				if _, known := out[slip]; !known && slip != w && !slices.Contains(own, slip) {
					out[slip] = w
				}
			}
			break
		}
	}
	return out
})

// wordsOfTheirOwn look like slips and say something else: "inclined", "actuated",
// "places", a name, "chord"; to accept and to grant, which leave open who does;
// "(that he) accept" and "(that he) agree", an agreement, a support, stammers, shells,
// a wing, to throw, a bottle, fine weather.
const wordsOfTheirOwn = "grated geneigt betaetigt betatigt steder valdez akkord " +
	"accepter accorder accord accepte acepte acorde acordo sostegno suport stotter stoter schalen kanatan tirar pullan погожую"

// Letters at the beginning and at the end of a word that none may be left out of.
const head, tail = 2, 3

func slipsOf(w []rune) (out []string) {
	for i := 1; i < len(w); i++ {
		if i+1 < len(w)-1 {
			out = append(out, string(w[:i])+string(w[i+1])+string(w[i])+string(w[i+2:]))
		}
		if i >= head && i < len(w)-tail || w[i] == w[i-1] && i < len(w)-1 {
			out = append(out, string(w[:i])+string(w[i+1:]))
		}
		if i < len(w)-tail {
			out = append(out, string(w[:i])+string(w[i])+string(w[i:]))
		}
	}
	return out
}
