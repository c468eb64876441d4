package tone

import (
	"embed"
	"hash/fnv"
	"math"
	"strings"
	"sync"
)

// data holds the labelled sentences: "+" praises, "-" criticises, "0" does
// neither.
//
//go:embed data/*.txt
var data embed.FS

// Languages with a model.
var languages = []string{"en", "de", "fr", "es"}

// labels in the order of a model's classes.
var labels = [3]Tone{Praise, Challenge, Neither}

// example is a labelled sentence.
type example struct {
	text, lang string
	class      int
}

// examples reads the sentences of one language. Every third, by a hash of its
// words, is held out: the model that the tests judge never saw it.
func examples(lang string) (learn, heldOut []example) {
	raw, err := data.ReadFile("data/" + lang + ".txt")
	if err != nil {
		panic("tone: the sentences for " + lang + " are not built in: " + err.Error())
	}
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		if len(line) < 3 {
			continue
		}
		e := example{text: line[2:], lang: lang, class: strings.IndexByte("+-0", line[0])}
		h := fnv.New32a()
		h.Write([]byte(e.text))
		if h.Sum32()%3 == 0 {
			heldOut = append(heldOut, e)
		} else {
			learn = append(learn, e)
		}
	}
	return learn, heldOut
}

// model is a multinomial logistic regression over the features of a clause, one
// for all languages: words are kept apart by language, what the lexicons and the
// marks say is learned from all sentences together.
type model struct {
	feature map[string]int
	weights [][3]float64
}

// learned trains the model on all sentences, at the first mail: about 40 ms.
var learned = sync.OnceValue(func() *model {
	var all []example
	for _, lang := range languages {
		learn, heldOut := examples(lang)
		all = append(append(all, learn...), heldOut...)
	}
	return train(all)
})

const (
	epochs = 12
	rate   = 0.05  // of AdaGrad
	ridge  = 0.003 // pulls a weight towards zero each time its feature is seen
)

// train goes through the examples in a fixed order, so that the same sentences
// always give the same model.
func train(from []example) *model {
	m := &model{feature: make(map[string]int)}
	rows := make([][]int, len(from))
	for i, e := range from {
		for _, f := range features(words(e.text), e.text, e.lang) {
			id, ok := m.feature[f]
			if !ok {
				id = len(m.feature)
				m.feature[f] = id
			}
			rows[i] = append(rows[i], id)
		}
	}
	m.weights = make([][3]float64, len(m.feature))
	m.descend(rows, from)
	return m
}

// stride walks the examples in an order that mixes classes and languages; it is
// prime to any number of sentences that is no multiple of it.
const stride = 7919

func (m *model) descend(rows [][]int, from []example) {
	squares := make([][3]float64, len(m.weights))
	for range epochs {
		for k := range from {
			i := k * stride % len(from)
			p := m.probabilities(rows[i])
			for c := range p {
				g := p[c]
				if c == from[i].class {
					g--
				}
				for _, f := range rows[i] {
					d := g + ridge*m.weights[f][c]
					squares[f][c] += d * d
					m.weights[f][c] -= rate * d / math.Sqrt(squares[f][c]+1e-6)
				}
			}
		}
	}
}

func (m *model) probabilities(row []int) [3]float64 {
	var p [3]float64
	for _, f := range row {
		for c := range p {
			p[c] += m.weights[f][c]
		}
	}
	top := max(p[0], p[1], p[2])
	sum := 0.0
	for c := range p {
		p[c] = math.Exp(p[c] - top)
		sum += p[c]
	}
	for c := range p {
		p[c] /= sum
	}
	return p
}

// judge gives the probabilities of praise, challenge and neither for a clause.
func (m *model) judge(ws []string, text, lang string) [3]float64 {
	var row []int
	for _, f := range features(ws, text, lang) {
		if id, ok := m.feature[f]; ok {
			row = append(row, id)
		}
	}
	return m.probabilities(row)
}

// features are a clause's words, their beginnings, pairs of them, the same
// behind a denial, and what the lexicon and the marks say.
func features(ws []string, text, lang string) []string {
	fs := make([]string, 0, 4*len(ws)+6)
	fs = append(fs, "bias", lang)
	lex := lexicons[lang]
	good, bad, deeds, asks, denied := 0, 0, 0, 0, 0
	for i, w := range ws {
		if denials[w] {
			denied = 4
		} else if lifts[w] {
			denied = 0
		}
		mark := lang + ":"
		turned := denied > 0 && !denials[w]
		if turned {
			mark = lang + ":not:"
		}
		denied--
		fs = append(fs, mark+w)
		if len(w) > 5 {
			fs = append(fs, mark+w[:5]+"-")
		}
		if i > 0 {
			fs = append(fs, lang+":"+ws[i-1]+" "+w)
		}
		g, b := begins(w, lex.good), begins(w, lex.bad)
		switch {
		case g && !turned, b && turned:
			good++
		case b, g:
			bad++
		}
		if begins(w, lex.deeds) && !turned {
			deeds++
		}
		if begins(w, lex.asks) {
			asks++
		}
	}
	fs = append(fs, counted("good", good)...)
	fs = append(fs, counted("bad", bad)...)
	fs = append(fs, counted("deed", deeds)...)
	fs = append(fs, counted("ask", asks)...)
	if good > 0 && bad > 0 {
		fs = append(fs, "good and bad")
	}
	if good == 0 && bad == 0 {
		fs = append(fs, "plain")
	}
	if strings.Contains(text, "?") {
		fs = append(fs, "question")
	}
	if strings.ContainsAny(text, "0123456789") {
		fs = append(fs, "digits")
	}
	return fs
}

func counted(what string, n int) []string {
	switch {
	case n == 0:
		return nil
	case n == 1:
		return []string{what}
	}
	return []string{what, what + " twice"}
}
