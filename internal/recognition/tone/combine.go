package tone

import (
	_ "embed"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// learntTogether says how the sentences of a text make one verdict: a row for
// each of gist's features, with a weight for each of whole's tones. TestCombined
// learns it from the labelled texts in testdata that are not held back, by the
// model as it is: go generate makes the model first.
//
//go:embed combined.txt
var learntTogether string

// whole are the tones of a text, in the order of learntTogether's columns.
var whole = [classes]Tone{Praise, Challenge, Mixed, Neither}

// wholeWeights are read once, at the first mail.
var wholeWeights = sync.OnceValue(func() [][classes]float64 {
	all := make([][classes]float64, 0, gistSize)
	for line := range strings.Lines(learntTogether) {
		var row [classes]float64
		for i, f := range strings.Fields(line)[:classes] {
			row[i], _ = strconv.ParseFloat(f, 64) // TestCombined reads each
		}
		all = append(all, row)
	}
	return all
})

// combinedIn are the languages that texts were labelled in.
var combinedIn = set("en de fr es it nl pt")

// combined gives what a text is as a whole, and how likely that is, by its
// sentences and by what overall made of them. It says nothing of a text that no
// sentence says, and makes none mixed that could not be split.
func combined(all []Scored, ruled Tone, lang string) (Tone, float64) {
	if !combinedIn[lang] {
		return ruled, 1
	}
	p := likely(wholeWeights(), gist(all, ruled, lang))
	if ruled == Mixed && plainlyBoth(all) {
		return ruled, p[slices.Index(whole[:], Mixed)]
	}
	best, most := ruled, 0.0
	for c, t := range whole {
		if p[c] > most && (t == ruled || holds(all, t)) {
			best, most = t, p[c]
		}
	}
	return best, most
}

// plainlyBoth says whether one sentence surely praises and another surely blames
// in words of blame.
func plainlyBoth(all []Scored) bool {
	good, bad := false, false
	for _, s := range all {
		good = good || s.Tone == Praise && s.Score >= sureScore[Praise]
		bad = bad || s.Tone == Challenge && s.worded && !s.hard && s.Score >= sureScore[Challenge]
	}
	return good && bad
}

// holds says whether a sentence is of that tone.
func holds(all []Scored, t Tone) bool {
	for _, s := range all {
		switch t {
		case Praise:
			if (s.Tone == Praise || s.Tone == Mixed) && s.Score >= leastPraise {
				return true
			}
		case Challenge:
			if s.Tone == Challenge || s.Tone == Mixed {
				return true
			}
		}
	}
	return t == Neither
}

func likely(weights [][classes]float64, x []float64) [classes]float64 {
	var sum [classes]float64
	for k, v := range x {
		for c := range sum {
			sum[c] += float64(weights[k][c] * v)
		}
	}
	return softmax(sum)
}

// gistSize is how many features gist gives.
const gistSize = 39

// gist tells the sentences of a text in a fixed number of features: how many of
// them praise and blame, how likely at most and on the whole, what the first and
// the last say, which way the text turns, and what the rules made of it.
func gist(all []Scored, ruled Tone, lang string) []float64 {
	f := make([]float64, 0, gistSize)
	is := func(b bool) {
		v := 0.0
		if b {
			v = 1
		}
		f = append(f, v)
	}
	is(true)
	for _, t := range whole {
		is(ruled == t)
	}
	var sums counted
	var first, last Scored
	for _, s := range all {
		if s.Score == 1 && s.Tone == Neither {
			continue // a greeting or a name
		}
		if sums.n == 0 {
			first = s
		}
		sums.count(s, last)
		last = s
	}
	n := max(1, sums.n)
	f = append(f, sums.top[0], sums.top[1], sums.top[0]*sums.top[1], sums.sum[0]/n, sums.sum[1]/n, sums.sum[2]/n,
		min(sums.many[0], 3)/3, min(sums.many[1], 3)/3, min(sums.mixed, 2)/2, math.Log(n))
	for _, b := range []bool{sums.worded, sums.hard, sums.own, sums.ironic, sums.asks} {
		is(b)
	}
	for _, top := range sums.top {
		is(top > 0.6)
		is(top > 0.9)
	}
	is(sums.sum[0] > sums.sum[1])
	for _, s := range []Scored{first, last} {
		for _, t := range labels {
			is(s.Tone == t)
		}
		f = append(f, s.Score)
	}
	is(sums.up)
	is(sums.down)
	is(slices.Contains(languages, lang))
	is(sums.n == 1)
	is(sums.many[0] > sums.many[1])
	is(sums.many[1] > sums.many[0])
	return f
}

// counted sums up sentences: praise, challenge, neither.
type counted struct {
	n, mixed                        float64
	top                             [2]float64
	sum, many                       [3]float64
	worded, hard, own, ironic, asks bool
	up, down                        bool // praise right after blame, blame right after praise
}

func (c *counted) count(s, before Scored) {
	c.n++
	c.worded, c.hard, c.own, c.ironic = c.worded || s.worded, c.hard || s.hard, c.own || s.own, c.ironic || s.ironic
	c.asks = c.asks || isQuestion(s.Text)
	c.up = c.up || s.Tone == Praise && before.Tone == Challenge
	c.down = c.down || s.Tone == Challenge && before.Tone == Praise
	if s.Tone == Mixed {
		c.mixed++
		for k := range c.top {
			c.top[k] = max(c.top[k], s.Score)
			c.sum[k] += s.Score
		}
		return
	}
	k := slices.Index(labels[:], s.Tone)
	c.many[k]++
	c.sum[k] += s.Score
	if k < len(c.top) {
		c.top[k] = max(c.top[k], s.Score)
	}
}
