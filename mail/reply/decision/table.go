package decision

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// table is the vocabulary as build_test.go puts it together from words/*.txt:
// numbers in base 128, texts behind their length.
//
//go:generate go test -count=1 -run TestTable . -args -write
//go:embed words.tab
var table string

// words is the vocabulary of all languages; never changed once loaded.
type words struct {
	labels  []string // sorted
	lists   [][]sense
	nodes   []node // the last is where every phrase begins
	edges   []edge
	stems   []part // words that begin so, sorted
	endings []part // words that end so, sorted
	middles []part // words that hold this: a Turkish verb says no within

	shortest int // bytes of the shortest stem
}

// node is where a phrase stands after some of its words.
type node struct {
	list     uint32 // of what is said here
	from, to uint32 // its edges, by label
	vague    bool   // decides in one language and is another word elsewhere
}

type edge struct{ label, node uint32 }

type part struct {
	text string
	list uint32
}

var lexicon = sync.OnceValue(func() *words { return decode(table) })

// decode reads a table that TestTable has compared with the words.
func decode(data string) *words {
	r := &reader{data: data}
	w := &words{labels: make([]string, r.number()), shortest: 99}
	for i := range w.labels {
		w.labels[i] = r.text()
	}
	w.lists = make([][]sense, r.number())
	for i := range w.lists {
		w.lists[i] = r.senses()
	}
	w.nodes = make([]node, r.number())
	w.edges = make([]edge, 0, 3*len(w.nodes))
	for i := range w.nodes {
		n := &w.nodes[i]
		n.list, n.vague, n.from = r.number(), r.number() == 1, uint32(len(w.edges))
		n.to = n.from + r.number()
		for range n.to - n.from {
			w.edges = append(w.edges, edge{r.number(), r.number()})
		}
	}
	w.stems, w.endings, w.middles = r.parts(), r.parts(), r.parts()
	for _, s := range w.stems {
		w.shortest = min(w.shortest, len(s.text))
	}
	return w
}

// label numbers a word; ok is false for one that stands in no phrase.
func (w *words) label(word string) (label uint32, ok bool) {
	i, ok := slices.BinarySearch(w.labels, word)
	return uint32(i), ok
}

// step goes on from n by one word; nil where no phrase does.
func (w *words) step(n *node, label uint32) *node {
	edges := w.edges[n.from:n.to]
	i, ok := slices.BinarySearchFunc(edges, label, func(e edge, l uint32) int { return int(e.label) - int(l) })
	if !ok {
		return nil
	}
	return &w.nodes[edges[i].node]
}

// begin is the node before the first word.
func (w *words) begin() *node { return &w.nodes[len(w.nodes)-1] }

// of gives the senses of the part that is text.
func (w *words) of(parts []part, text string) []sense {
	i, ok := slices.BinarySearchFunc(parts, text, func(p part, t string) int { return strings.Compare(p.text, t) })
	if !ok {
		return nil
	}
	return w.lists[parts[i].list]
}

type reader struct {
	data string
	at   int
}

func (r *reader) number() uint32 {
	n, shift := uint32(0), 0
	for {
		b := r.data[r.at]
		r.at++
		n |= uint32(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
		shift += 7
	}
}

func (r *reader) text() string {
	n := int(r.number())
	r.at += n
	return r.data[r.at-n : r.at]
}

func (r *reader) senses() []sense {
	out := make([]sense, r.number())
	for i := range out {
		out[i] = sense{class: class(r.number()), name: r.text(), firm: langs(r.number()), weak: langs(r.number()),
			start: langs(r.number()), plain: langs(r.number()), alone: r.number() == 1}
	}
	return out
}

func (r *reader) parts() []part {
	out := make([]part, r.number())
	for i := range out {
		out[i] = part{r.text(), r.number()}
	}
	return out
}
