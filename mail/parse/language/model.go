package language

import (
	_ "embed"
	"encoding/binary"
	"sync"
)

// trained is what build_test.go learns from samples/*.txt, where each language
// has a paragraph of its most frequent words and then a few sentences of the kind
// that mails are made of. It holds, for either script, how many languages and
// features there are, the tags, and for every feature its key (8 bytes) and what
// it gives each language (a byte, filled up to four), the numbers little-endian.
//
//go:generate go test -count=1 -run TestModel . -args -write
//go:embed model.tab
var trained string

// model is what was learned about the languages of one script.
type model struct {
	tags     []string
	features table
	gains    []score // by the number that features gives
}

// latin and cyrillic read their model once, at the first mail in that script: in
// a fraction of a millisecond.
var (
	latin    = sync.OnceValue(func() *model { return decode(trained) })
	cyrillic = sync.OnceValue(func() *model { return decode(trained[sizeOf(trained):]) })
)

// counts are how many languages and features a model has.
func counts(data string) (tags, features int) {
	head := []byte(data[:8])
	return int(binary.LittleEndian.Uint32(head)), int(binary.LittleEndian.Uint32(head[4:]))
}

// sizeOf is how many bytes the model takes that data begins with.
func sizeOf(data string) int {
	tags, features := counts(data)
	return 8 + tags*tagSize + features*(8+padded(tags))
}

// padded fills a number of bytes up to four.
func padded(n int) int { return (n + 3) &^ 3 }

// decode reads the model that data begins with.
func decode(data string) *model {
	tags, features := counts(data)
	m := &model{tags: make([]string, tags), features: newTable(2 * features), gains: make([]score, features)}
	at := 8
	for i := range m.tags {
		m.tags[i] = data[at : at+tagSize]
		at += tagSize
	}
	for f := range m.gains {
		m.features.put(uint64(number(data, at))|uint64(number(data, at+4))<<32, f)
		at += 8
		for k := range padded(tags) / 4 {
			m.gains[f][k] = spread(number(data, at))
			at += 4
		}
	}
	return m
}

// number reads four bytes.
func number(s string, at int) uint32 {
	s = s[at : at+4]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// spread gives each byte of four the 16 bits it has in a score.
func spread(gains uint32) uint64 {
	x := uint64(gains)
	x = (x | x<<16) & 0x0000FFFF0000FFFF
	return (x | x<<8) & 0x00FF00FF00FF00FF
}

const tagSize = 2 // bytes of a language's tag

// table finds the number of a key by open addressing; a Go map takes three
// times as long, and there are two look-ups for every letter of a mail.
type table struct {
	keys    []uint64 // 0 is a free place
	numbers []int32
	mask    uint64
}

func newTable(capacity int) table {
	size := 1
	for size < capacity {
		size *= 2
	}
	return table{keys: make([]uint64, size), numbers: make([]int32, size), mask: uint64(size - 1)}
}

func (t *table) slot(key uint64) uint64 {
	i := (key * 0x9E3779B97F4A7C15 >> 20) & t.mask
	for t.keys[i] != 0 && t.keys[i] != key {
		i = (i + 1) & t.mask
	}
	return i
}

func (t *table) put(key uint64, number int) {
	i := t.slot(key)
	t.keys[i], t.numbers[i] = key, int32(number)
}

// find gives -1 for a key that is not there.
func (t *table) find(key uint64) int {
	i := t.slot(key)
	if t.keys[i] == 0 {
		return -1
	}
	return int(t.numbers[i])
}
