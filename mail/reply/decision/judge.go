package decision

import (
	"fmt"
	"strings"
)

// clause is a run of tokens between separators.
type clause struct {
	from, to int
	sentence int
	reading  reading
	strength int
	keyword  bool // the rest of a clause that began with a keyword
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
	case d.opt.Role == Nominator || d.opt.Role == Nominee || d.opt.Role == CEO:
		return unclear("a " + string(d.opt.Role) + " was not asked for one decision")
	case len(declining) > 0:
		return d.declined(cs, declining[0], rest)
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
			out = append(out, clause{c.from, end, c.sentence, try.reading, firm, false},
				clause{end, c.to, c.sentence, unread, none, true})
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
	if d.quoted(key.from) {
		return unclear(d.quote(key) + " stands in quotation marks")
	}
	if m := d.spoilt(); m != nil {
		return unclear(fmt.Sprintf("%s ends the words of a command beside %s: %s", classNames[m.class], d.quote(key), d.quote(clause{from: m.from, to: m.to})))
	}
	for _, i := range rest {
		if i < approving[0] && d.deniesAnywhere(cs[i].from) {
			return unclear(fmt.Sprintf("%s begins with a no of some language", d.quote(cs[i])))
		}
		if m := d.against(cs[i], negation, against); m != nil {
			return unclear(fmt.Sprintf("%s stands beside %s: %s", classNames[m.class], d.quote(key), d.quote(clause{from: m.from, to: m.to})))
		}
	}
	if best == noted && (d.words(cs) > 1 || d.thanked(key)) {
		return unclear(d.quote(key) + " beside other words may only mean that the mail was read")
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
func (d *draft) declined(cs []clause, head int, rest []int) Result {
	key := cs[head]
	for _, i := range rest {
		m := d.against(cs[i], condition, doubt)
		if m != nil && key.strength == firm && (cs[i].sentence != key.sentence || m.from > cs[i].from+1) {
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

// quoted says that token i stands inside quotation marks.
func (d *draft) quoted(i int) bool {
	open := false
	for k := range d.tokens[:i] {
		open = open != (d.tokens[k].kind == mark && d.tokens[k].word == "\"")
	}
	return open
}

// spoilt looks into the words of commands ("edit: …") for what may have been
// meant for the decision beside them: a question, dots, a refusal, or a clause
// that begins with a condition, a delay, a doubt.
func (d *draft) spoilt() *match {
	start := 0
	for i := range d.tokens {
		t := &d.tokens[i]
		if t.used != command {
			start = i + 1
			continue
		}
		switch {
		case t.kind == dots, t.kind == ask:
			return &match{from: i, to: i + 1, sense: sense{class: doubt}}
		case t.word == ":":
			start = 0 // the words themselves may begin as they like
			continue
		case d.separates(i):
			start = i + 1
			continue
		}
		ms := d.at(i)
		for k := range ms {
			m := &ms[k]
			begins := i <= start+1 && m.class >= condition && m.class <= doubt && start > 0 && d.tokens[start-1].used == command
			if (begins || m.class == retract || m.class == against) && d.means(m, i == start) != 0 {
				return m
			}
		}
	}
	return nil
}

// words counts what is said in cs, apart from signs.
func (d *draft) words(cs []clause) int {
	n := 0
	for _, c := range cs {
		for i := c.from; i < c.to; i++ {
			end := i + 1
			for k := range d.at(i) {
				if m := &d.at(i)[k]; m.class == mere && m.to > end && m.to <= c.to {
					end = m.to
				}
			}
			if d.tokens[i].kind != sign && !d.skippable(i) {
				n++
			}
			i = end - 1
		}
	}
	return n
}

// thanked says that thanks stand in the line of c, taken for a sign-off.
func (d *draft) thanked(c clause) bool {
	for i := c.to; i < len(d.tokens) && d.tokens[i].kind != line && d.tokens[i].kind != blank; i++ {
		if _, ok := d.has(i, praise); ok {
			return true
		}
	}
	return false
}

// greeted finds a greeting behind the decision: "yes, good morning" is how one
// answers a call.
func (d *draft) greeted(cs []clause) (clause, bool) {
	for _, c := range cs {
		_, greets := d.has(c.from, greeting)
		if _, ends := d.has(c.from, signoff); greets && !ends {
			return c, true
		}
	}
	return clause{}, false
}

// deniesAnywhere says that the word at i is a negation in any language at all,
// whatever else it may be in the answer's own.
func (d *draft) deniesAnywhere(i int) bool {
	ms := d.at(i)
	for k := range ms {
		if c := ms[k].class; c == negation || c == no || c == decline {
			return true
		}
	}
	return false
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
			return &match{from: i, to: i + 1, sense: sense{class: doubt}}
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

// placed says that every free clause stands in a sentence of praise or thanks:
// what people write beside an approval. Beside an approval in so many words
// (talk) a sentence may speak of a person too, and after it also of anything
// but writer and reader. Otherwise it gives the first clause that has
// no place.
func (d *draft) placed(cs []clause, best int) (odd clause, ok bool) {
	talk := best == firm
	decided := d.decidedIn(cs)
	for i := 0; i < len(cs); {
		end := i
		var m manner
		first := -1
		for ; end < len(cs) && cs[end].sentence == cs[i].sentence; end++ {
			if cs[end].reading == unread || cs[end].reading == fills {
				d.listen(cs[end], talk, &m)
			}
			if cs[end].reading == unread && first < 0 {
				first = end
			}
			if cs[end].reading == unread {
				m.size += cs[end].to - cs[end].from
			}
		}
		if !talk && m.praised && (m.selfish || !m.person && m.size > 8) {
			m.praised = false // an answer to something else: "yes, I am fine, great day"
		}
		talks := talk && !m.selfish && !m.explains && m.hits >= 2 && m.known&spelled != 0 && cs[i].sentence > decided
		if first >= 0 && !m.praised && !talks {
			return cs[first], false
		}
		i = end
	}
	return clause{}, true
}

// manner is what kind of talk a sentence is.
type manner struct {
	praised, selfish bool
	person, explains bool
	size             int // words of free clauses
	known            langs
	hits             int // common words of any language
}

func (d *draft) listen(c clause, talk bool, m *manner) {
	for j := c.from; j < c.to; j++ {
		if d.tokens[j].kind == word && d.isName(d.tokens[j].word) {
			m.person = true
			m.praised = m.praised || talk
		}
		ms := d.at(j)
		for x := range ms {
			set := d.means(&ms[x], true)
			switch {
			case set == 0:
			case ms[x].class == person:
				m.person = true
				m.praised = m.praised || talk
			case ms[x].class == because:
				m.explains = true // "it was Ben"
			case ms[x].class == praise:
				m.praised = true
			case ms[x].class == self:
				m.selfish = m.selfish || d.live(set, 0, false) != 0
			case ms[x].class == common:
				m.known |= set
				m.hits++
			}
		}
	}
}

// spelled are the languages that spell out I and you, so that their absence tells.
const spelled langs = 1<<0 | 1<<1 | 1<<2 | 1<<6 | 1<<7 | 1<<8 | 1<<9

func (d *draft) decidedIn(cs []clause) int {
	for _, c := range cs {
		if c.reading == approves {
			return c.sentence
		}
	}
	return -1
}

var classNames = [classes]string{
	negation: "a negation", contrast: "a but", regret: "a regret", condition: "a condition", hold: "a word of waiting or passing on", doubt: "a doubt",
	report: "somebody's report", other: "another matter", retract: "a word that takes back",
	touch: "an approval of something else", against: "a word of refusal",
}

// quote gives the words of c, shortened, in quotes.
func (d *draft) quote(c clause) string {
	if c.from >= c.to {
		return `""`
	}
	return fmt.Sprintf("%q", cut(d.text[d.tokens[c.from].from:d.tokens[c.to-1].to], 40))
}

// comment joins the free words, sentence by sentence.
func (d *draft) comment(cs []clause) string {
	var b strings.Builder
	for i := 0; i < len(cs); {
		if cs[i].reading != unread {
			i++
			continue
		}
		end := i
		for k := i + 1; k < len(cs) && (cs[k].reading == unread || cs[k].reading == fills) && !d.cutBetween(cs[k-1], cs[k]); k++ {
			end = k
		}
		from, to := d.tokens[cs[i].from].from, d.tokens[cs[end].to-1].to
		if t := cs[end].to; t < len(d.tokens) && d.tokens[t].used == free && (d.tokens[t].kind == stop || d.tokens[t].word == ")") {
			to = d.tokens[t].to
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strings.Join(strings.Fields(d.text[from:to]), " "))
		i = end + 1
	}
	return cut(strings.TrimSpace(b.String()), MaxComment)
}

// cutBetween says that a framed line or a command stands between a and b.
func (d *draft) cutBetween(a, b clause) bool {
	for i := a.to; i < b.from; i++ {
		if d.tokens[i].used != free {
			return true
		}
	}
	return false
}
