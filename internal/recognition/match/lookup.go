package match

import (
	"maps"
	"math/bits"
	"strings"
	"sync"
)

// filter says of most words that are not among some that they are not, from a
// few bits and without reading the words: nearly every question that is asked
// of a word list is answered with no.
type filter struct {
	bits  []uint64
	shift uint8 // of a hash, down to the index of a word of bits
}

// filterOf makes room for n words at 16 bits each.
func filterOf(n int) filter {
	size := bits.Len(uint(n) / 4) // log2 of the number of 64-bit words
	return filter{bits: make([]uint64, 1<<size), shift: uint8(64 - size)}
}

// hashOf mixes the length of a word with its first, middle and last bytes. The
// word must not be empty.
func hashOf(w string) uint64 {
	n := len(w)
	return (uint64(n)<<24 ^ uint64(w[0])<<16 ^ uint64(w[n>>1])<<8 ^ uint64(w[n-1])) * 0x9E3779B97F4A7C15
}

func (f filter) put(w string) {
	if w != "" {
		h := hashOf(w)
		f.bits[h>>f.shift] |= 1 << (h >> (f.shift - 6) & 63)
	}
}

// may says whether w can be one of those that were put.
func (f filter) may(w string) bool {
	if w == "" || f.bits == nil {
		return false
	}
	h := hashOf(w)
	return f.bits[h>>f.shift]>>(h>>(f.shift-6)&63)&1 != 0
}

// sieve is a filter of fixed size, for a list of some hundred words at most.
type sieve [32]uint64

func (f *sieve) put(w string) {
	if w != "" {
		h := hashOf(w)
		f[h>>59] |= 1 << (h >> 53 & 63)
	}
}

func (f *sieve) may(w string) bool {
	if w == "" {
		return false
	}
	h := hashOf(w)
	return f[h>>59]>>(h>>53&63)&1 != 0
}

// table is a map by words, with a sieve before it. It is not changed once made.
type table[V any] struct {
	sieve sieve
	by    map[string]V
}

func tableOf[V any](by map[string]V) table[V] {
	t := table[V]{by: by}
	for w := range by {
		t.sieve.put(w)
	}
	return t
}

// get gives the value of w, or none.
func (t *table[V]) get(w string) (v V) {
	if t.sieve.may(w) {
		v = t.by[w]
	}
	return v
}

func (t *table[V]) has(w string) bool {
	if !t.sieve.may(w) {
		return false
	}
	_, is := t.by[w]
	return is
}

// words is a list of words that are looked for. Most lists never see a word that
// passes the sieve, so the words behind it are put in order when the first one does.
type words struct {
	sieve sieve
	by    func() map[string]struct{}
}

// wordsOf are the words of a map that is there already.
func wordsOf(by map[string]struct{}) *words {
	l := &words{by: func() map[string]struct{} { return by }}
	for w := range by {
		l.sieve.put(w)
	}
	return l
}

func (l *words) has(w string) bool {
	return l.sieve.may(w) && l.holds(w)
}

func (l *words) holds(w string) bool {
	_, is := l.by()[w]
	return is
}

func set(list string) *words { return together(list) }

// together are the words of a list and of others.
func together(list string, lists ...*words) *words {
	l := &words{by: sync.OnceValue(func() map[string]struct{} {
		by := make(map[string]struct{}, strings.Count(list, " ")+1)
		for w := range strings.FieldsSeq(list) {
			by[w] = struct{}{}
		}
		for _, other := range lists {
			maps.Copy(by, other.by())
		}
		return by
	})}
	for w := range strings.FieldsSeq(list) {
		l.sieve.put(w)
	}
	for _, other := range lists {
		for i, bits := range other.sieve {
			l.sieve[i] |= bits
		}
	}
	return l
}
