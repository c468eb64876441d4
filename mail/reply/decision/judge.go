package decision

import (
	"fmt"
	"strconv"
	"strings"
)

// clause is a run of tokens between separators.
type clause struct {
	from, to int
	sentence int
	reading  reading
	strength int
	keyword  bool // the rest of a clause that began with a keyword
	remark   bool // nothing but a known remark
}

type reading uint8

const (
	unread reading = iota // free words
	approves
	declines
	fills // thanks, emoji, nothing
)

// clauses cuts what frame and commands left into clauses.
func (d *draft) clauses() (out []clause, asks, hesitates bool) {
	sentence, from := 0, -1
	flush := func(to int) {
		if from >= 0 {
			out = append(out, clause{from: from, to: to, sentence: sentence})
		}
		from = -1
	}
	for i := range d.tokens {
		t := &d.tokens[i]
		switch {
		case t.kind == ask && t.used != command:
			asks = true
		case t.used != free:
			flush(i)
			continue
		case t.kind == dots, t.kind == stop && i > 0 && d.tokens[i-1].word == "(": // "(!)"
			hesitates = true
		}
		switch {
		case t.kind == blank, t.kind == ask, t.kind == dots, t.kind == stop && d.ends(i):
			flush(i)
			sentence++
		case t.kind == line, t.kind == mark && strings.Contains(",:;-()|/", t.word):
			flush(i)
		case t.kind == stop:
		case t.kind == sign && from >= 0 && d.tokens[i-1].kind != sign:
			flush(i)
			from = i
		case from < 0:
			from = i
		}
	}
	flush(len(d.tokens))
	return out, asks, hesitates
}

// ends says that the stop at i ends a sentence, not an abbreviation.
func (d *draft) ends(i int) bool {
	if i+1 >= len(d.tokens) || i == 0 {
		return true
	}
	next := &d.tokens[i+1]
	if d.text[d.tokens[i].from] != '.' {
		return true
	}
	if !next.space && (next.kind == word || next.kind == number) {
		return false
	}
	switch d.tokens[i-1].word {
	case "mr", "mrs", "ms", "dr", "prof", "st", "hr", "fr", "mme", "sr", "sra", "dott", "ca", "z", "b", "g", "e":
		return d.tokens[i-1].to != d.tokens[i].from
	}
	return true
}

// judge reads the decision from what frame and commands left.
func (d *draft) judge() Result {
	cs, asks, hesitates := d.clauses()
	for i := range cs {
		d.read(&cs[i])
	}
	cs = d.splitKeyword(cs)
	d.readUrging(cs)
	var approving, declining, rest []int
	for i := range cs {
		switch cs[i].reading {
		case approves:
			approving = append(approving, i)
		case declines:
			declining = append(declining, i)
		case unread:
			rest = append(rest, i)
		}
	}
	switch {
	case len(cs) == 0 && len(d.commands) > 0:
		return unclear("commands, and no word of a decision")
	case len(approving)+len(declining) == 0:
		return unclear("no clause is a plain word of approval or refusal")
	case len(approving) > 0 && len(declining) > 0:
		return unclear(fmt.Sprintf("both %s and %s are said", d.quote(cs[approving[0]]), d.quote(cs[declining[0]])))
	case asks:
		return unclear("it asks something")
	case d.opt.Role == Nominator || d.opt.Role == Nominee || d.opt.Role == CEO || d.opt.Role == Manager:
		return unclear("a " + string(d.opt.Role) + " was not asked for one decision")
	case len(declining) > 0:
		return d.declined(cs, declining, rest)
	case hesitates:
		return unclear("dots of hesitation stand beside " + d.quote(cs[approving[0]]))
	}
	return d.approved(cs, approving, rest)
}

// read tells what one clause says as a whole.
func (d *draft) read(c *clause) {
	if c.from > 0 && d.tokens[c.from-1].word == "(" {
		if _, ok := d.cover(c.from, c.to, filler, filler); ok {
			c.reading = fills
		}
		return // an aside decides nothing
	}
	if s, ok := d.cover(c.from, c.to, yes, strong); ok {
		if c.reading, c.strength = approves, s; s == none {
			c.reading = fills
		}
		return
	}
	if s, ok := d.cover(c.from, c.to, no, decline); ok && s != none {
		c.reading, c.strength = declines, s
		return
	}
	if _, ok := d.cover(c.from, c.to, please, please); ok {
		c.reading = fills
	}
}

// splitKeyword parts "approve she was great" into keyword and words, in the
// first clause that says anything.
func (d *draft) splitKeyword(cs []clause) []clause {
	for i := range cs {
		c := cs[i]
		if c.reading == fills {
			continue
		}
		if c.reading != unread {
			return cs
		}
		for _, try := range []struct {
			weak, firm class
			reading    reading
		}{{yes, strong, approves}, {no, decline, declines}} {
			end := d.keyword(c, try.weak, try.firm)
			if end == 0 {
				continue
			}
			out := append([]clause{}, cs[:i]...)
			out = append(out, clause{from: c.from, to: end, sentence: c.sentence, reading: try.reading, strength: firm},
				clause{from: end, to: c.to, sentence: c.sentence, strength: none, keyword: true})
			return append(out, cs[i+1:]...)
		}
		return cs
	}
	return cs
}

// keyword finds where the longest keyword at the start of c ends, if words
// follow that begin a clause of their own.
func (d *draft) keyword(c clause, weakClass, firmClass class) (end int) {
	limit := min(c.to-1, c.from+longestCover)
	d.reach(c.from, limit, weakClass, firmClass, func(r *reached) bool {
		for k := limit - c.from; k > 0; k-- {
			if r[k]>>firm&1 == 1 && c.from+k > end && d.begins(c.from+k) {
				end = c.from + k
			}
		}
		return true
	})
	return end
}

// begins says that the words at i begin a clause of their own after a keyword.
func (d *draft) begins(i int) bool {
	for k := range d.at(i) {
		m := &d.at(i)[k]
		if (m.class == person || m.class == praise || m.class == because) && d.means(m, true) != 0 {
			return true
		}
	}
	return false
}

// approved decides on an answer in which only approving clauses decide.
func (d *draft) approved(cs []clause, approving, rest []int) Result {
	best := none
	for _, i := range approving {
		best = max(best, cs[i].strength)
	}
	key := cs[approving[0]]
	if i := key.from - 1; i >= 0 && !d.tokens[key.from].space && d.lineStart(i) && (d.tokens[i].kind == mark || d.tokens[i].kind == stop) && !strings.HasPrefix(d.text[d.tokens[i].from:], "¡") {
		return unclear("a sign stands right before " + d.quote(key)) // "!approve"
	}
	if d.quoted(key.from) {
		return unclear(d.quote(key) + " stands in quotation marks")
	}
	for k, i := range approving {
		if m := d.half(cs[i], k == len(approving)-1); m != nil {
			return unclear(fmt.Sprintf("%s is half an approval at best", d.quote(clause{from: m.from, to: m.to})))
		}
	}
	if m := d.spoilt(); m != nil && !d.voting {
		d.spoils = true
		return unclear(fmt.Sprintf("%s ends the words of a command beside %s: %s", classNames[m.class], d.quote(key), d.quote(clause{from: m.from, to: m.to})))
	}
	for _, i := range rest {
		if i < approving[0] && d.deniesAnywhere(cs[i].from) {
			return unclear(fmt.Sprintf("%s begins with a no of some language", d.quote(cs[i])))
		}
		if cs[i].remark = d.remarked(cs[i]); cs[i].remark {
			continue
		}
		if m := d.against(cs[i], negation, against); m != nil {
			if cs[i].remark = d.recalled(cs[i]); cs[i].remark {
				continue
			}
			return unclear(fmt.Sprintf("%s stands beside %s: %s", classNames[m.class], d.quote(key), d.quote(clause{from: m.from, to: m.to})))
		}
	}
	if best == noted && (d.words(cs) > 1 || d.thanked(key)) {
		return unclear(d.quote(key) + " beside other words may only mean that the mail was read")
	}
	if best == attested {
		for _, c := range d.commands {
			if c.Name == "talked" || c.Name == "done" {
				return unclear(d.quote(key) + " may confirm that " + c.Name)
			}
		}
		for _, i := range rest {
			if !d.onlyPraise(cs[i]) {
				return unclear(fmt.Sprintf("%s may confirm %s alone", d.quote(key), d.quote(cs[i])))
			}
		}
	}
	if c, ok := d.elsewhere(cs, rest); ok {
		return unclear(fmt.Sprintf("beside %s stands what may be somebody else's, or about somebody else: %s", d.quote(key), d.quote(c)))
	}
	if c, ok := d.greeted(cs[approving[0]:]); ok {
		return unclear(fmt.Sprintf("%s, and then a greeting: %s", d.quote(key), d.quote(c)))
	}
	if odd, ok := d.placed(cs, best); !ok {
		return unclear(fmt.Sprintf("%s is said, but %s cannot be placed", d.quote(key), d.quote(odd)))
	}
	return Result{Decision: Approve, Comment: d.comment(cs), Reason: d.quote(key) + " is a plain word of approval, and nothing speaks against it"}
}

// declined decides on an answer in which only declining clauses decide.
func (d *draft) declined(cs []clause, declining, rest []int) Result {
	head, key := declining[0], cs[declining[0]]
	if len(declining) > 1 {
		key.strength = firm // "no, do not send it"
	}
	for _, i := range rest {
		m := d.against(cs[i], condition, doubt)
		if m != nil && key.strength == firm && (cs[i].sentence != key.sentence || !d.leads(cs[i], m.from)) {
			m = nil // part of the reason: "decline, the customer would not wait"
		}
		if m == nil {
			m = d.against(cs[i], retract, touch)
		}
		if m != nil && !(m.class == touch && d.negated(cs[i], m.from)) {
			return unclear(fmt.Sprintf("%s stands beside %s: %s", classNames[m.class], d.quote(key), d.quote(clause{from: m.from, to: m.to})))
		}
		if key.strength < firm && i < head {
			return unclear(fmt.Sprintf("%s is said after other words", d.quote(key)))
		}
	}
	return Result{Decision: Decline, Comment: d.comment(cs), Reason: d.quote(key) + " is a plain word of refusal"}
}

// leads says that token i begins c, apart from a connective or a but.
func (d *draft) leads(c clause, i int) bool {
	if i != c.from+1 {
		return i == c.from
	}
	_, but := d.has(c.from, contrast)
	return but || d.opens(c, i)
}

// negated says that a negation stands in c before token i.
func (d *draft) negated(c clause, i int) bool {
	for j := c.from; j < i; j++ {
		if _, ok := d.has(j, negation); ok {
			return true
		}
	}
	return false
}

// against finds the first phrase of a class from lo to hi in c that counts.
func (d *draft) against(c clause, lo, hi class) *match {
	for i := c.from; i < c.to; i++ {
		if end, ok := d.has(i, idiom); ok && end <= c.to {
			i = end - 1
			continue
		}
		ms := d.at(i)
		for k := range ms {
			m := &ms[k]
			if m.class >= lo && m.class <= hi && m.to <= c.to && d.means(m, i == c.from || d.opens(c, i)) != 0 {
				return m
			}
		}
		if hi >= doubt && lo <= doubt && d.tokens[i].kind == sign && !d.friendly(i) {
			return &match{from: i, to: i + 1, sense: &sense{class: doubt}}
		}
	}
	return nil
}

// opens says that token i is the second word of c after a plain connective.
func (d *draft) opens(c clause, i int) bool {
	if i != c.from+1 {
		return false
	}
	_, ok := d.has(c.from, also)
	return ok
}

var classNames = [classes]string{
	negation: "a negation", contrast: "a but", regret: "a regret", condition: "a condition", hold: "a word of waiting or passing on", doubt: "a doubt",
	report: "somebody's report", other: "another matter", order: "an order to give it to somebody", retract: "a word that takes back",
	touch: "an approval of something else", against: "a word of refusal", points: "what is not plainly advice",
}

// quote gives the words of c, shortened, in quotes.
func (d *draft) quote(c clause) string {
	if c.from >= c.to {
		return `""`
	}
	return strconv.Quote(cut(d.text[d.tokens[c.from].from:d.tokens[c.to-1].to], 40))
}
