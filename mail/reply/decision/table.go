package decision

import (
	_ "embed"
	"slices"
	"sync"

	"goodword/mail/parse/stem"
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
	index   places   // of labels
	lists   [][]sense
	nodes   []node // the last is where every phrase begins
	edges   []edge
	opening []uint32 // the node after a first word, and 1, by label; 0 for none
	stems   parts    // words that begin so
	endings parts    // words that end so
	middles []part   // words that hold this: a Turkish verb says no within

	anyMiddle     *stem.Set
	shortest      int // bytes of the shortest stem
	longestEnding int // bytes
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

type parts struct {
	list  []part
	index places
}

// places finds the number of a text by its hash: open addressing, since a word
// is looked up a dozen times and binary search took a fifth of reading an answer.
type places struct {
	at   []uint32 // number and 1; 0 is a free place
	mask uint64
}

const (
	hashStart uint64 = 14695981039346656037 // FNV-1a
	hashStep  uint64 = 1099511628211
)

func hash(text string) uint64 {
	h := hashStart
	for i := range len(text) {
		h = (h ^ uint64(text[i])) * hashStep
	}
	return h
}

func placesFor(count int) places {
	size := 4
	for size < 3*count {
		size *= 2
	}
	return places{make([]uint32, size), uint64(size - 1)}
}

func (p *places) start(h uint64) uint64 { return (h ^ h>>29) & p.mask }

func (p *places) put(h uint64, number int) {
	i := p.start(h)
	for p.at[i] != 0 {
		i = (i + 1) & p.mask
	}
	p.at[i] = uint32(number + 1)
}

var lexicon = sync.OnceValue(func() *words { return decode(table) })

// decode reads a table that TestTable has compared with the words.
func decode(data string) *words {
	r := &reader{data: data}
	w := &words{labels: make([]string, r.number()), shortest: 99}
	w.index = placesFor(len(w.labels))
	for i := range w.labels {
		w.labels[i] = r.text()
		w.index.put(hash(w.labels[i]), i)
	}
	w.lists = make([][]sense, r.number())
	room := make([]sense, 0, 2*len(w.lists))
	for i := range w.lists {
		from := len(room)
		room = r.senses(room)
		w.lists[i] = room[from:len(room):len(room)]
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
	w.opening = make([]uint32, len(w.labels))
	for _, e := range w.edges[w.begin().from:w.begin().to] {
		w.opening[e.label] = e.node + 1
	}
	w.stems, w.endings, w.middles = r.indexed(), r.indexed(), r.parts()
	for _, s := range w.stems.list {
		w.shortest = min(w.shortest, len(s.text))
	}
	for _, e := range w.endings.list {
		w.longestEnding = max(w.longestEnding, len(e.text))
	}
	var middles []string
	for _, m := range w.middles {
		middles = append(middles, m.text)
	}
	w.anyMiddle = stem.Of(middles...)
	return w
}

// label numbers a word; ok is false for one that stands in no phrase.
func (w *words) label(word string) (label uint32, ok bool) {
	for i := w.index.start(hash(word)); ; i = (i + 1) & w.index.mask {
		n := w.index.at[i]
		if n == 0 {
			return 0, false
		}
		if w.labels[n-1] == word {
			return n - 1, true
		}
	}
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

// first gives the node behind the first word of a phrase; nil where none begins so.
func (w *words) first(label uint32) *node {
	if n := w.opening[label]; n != 0 {
		return &w.nodes[n-1]
	}
	return nil
}

// holds says that word stands in a phrase, or begins with a stem.
func (w *words) holds(word string) bool {
	if _, ok := w.label(word); ok {
		return true
	}
	h := hashStart
	for n := 1; n <= len(word); n++ {
		if h = (h ^ uint64(word[n-1])) * hashStep; n >= w.shortest && w.of(&w.stems, word[:n], h) != nil {
			return true
		}
	}
	return false
}

// begin is the node before the first word.
func (w *words) begin() *node { return &w.nodes[len(w.nodes)-1] }

// of gives the senses of the part that is text, whose hash is h.
func (w *words) of(p *parts, text string, h uint64) []sense {
	for i := p.index.start(h); ; i = (i + 1) & p.index.mask {
		n := p.index.at[i]
		if n == 0 {
			return nil
		}
		if part := &p.list[n-1]; part.text == text {
			return w.lists[part.list]
		}
	}
}

type reader struct {
	data string
	at   int
}

func (r *reader) number() uint32 {
	if b := r.data[r.at]; b < 0x80 {
		r.at++
		return uint32(b)
	}
	return r.long()
}

func (r *reader) long() uint32 {
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

// senses appends one list of them.
func (r *reader) senses(out []sense) []sense {
	for range r.number() {
		out = append(out, sense{class: class(r.number()), name: r.text(), firm: langs(r.number()), weak: langs(r.number()),
			start: langs(r.number()), plain: langs(r.number()), alone: r.number() == 1})
	}
	return out
}

func (r *reader) indexed() parts {
	p := parts{list: r.parts()}
	p.index = placesFor(len(p.list))
	for i := range p.list {
		p.index.put(hash(p.list[i].text), i)
	}
	return p
}

func (r *reader) parts() []part {
	out := make([]part, r.number())
	for i := range out {
		out[i] = part{r.text(), r.number()}
	}
	return out
}
