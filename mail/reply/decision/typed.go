package decision

import (
	"regexp"
	"slices"
	"strings"
)

// leader says that the writer is one of the two who are written to with numbers
// every week and answer in passing: only theirs are the looser shapes below. To
// anybody else these are words, and stand beside a decision as such.
func (d *draft) leader() bool { return d.opt.Role == CEO || d.opt.Role == CPO }

// itemColon passes the colon of "call: 3". "Note: 5" and "done: 3" count things.
func (d *draft) itemColon(name string, i int, l span) int {
	if !d.leader() || name == "note" || name == "done" {
		return i
	}
	return d.colon(i, l)
}

// plus says that the sign at i joins two numbers: "4 & 5".
func (d *draft) plus(i int) bool {
	return (d.leader() || d.opt.Role == Manager) && (d.tokens[i].word == "&" || d.tokens[i].word == "+")
}

// nominee reads "3: ann@…", and of the CPO also "#3: ann@…", "3 = ann@…" and a
// full name, which counts where exactly one person has it.
func (d *draft) nominee(i int, l span) ([]Command, int) {
	cpo, n := d.opt.Role == CPO, i
	if cpo && d.tokens[n].word == "#" && n+1 < l.to {
		n++
	}
	if item, who, ok := strings.Cut(d.tokens[n].word, ":"); cpo && ok && d.tokens[n].kind == address && d.lineStart(i) && figures(item) {
		return []Command{{Name: "nominee", Item: item, Args: []string{who}}}, n + 1 // "3:ann@…" is one word
	}
	if d.tokens[n].kind != number {
		return nil, 0
	}
	item, who := d.tokens[n].word, d.colon(n+1, l)
	if cpo && who == n+1 && who < l.to && d.tokens[who].word == "=" {
		who++
	}
	if who < l.to && d.tokens[who].kind == address && (who > n+1 || d.lineStart(i)) {
		return []Command{{Name: "nominee", Item: item, Args: []string{d.tokens[who].word}}}, who + 1
	}
	if !cpo || who == n+1 || !d.lineStart(i) {
		return nil, 0
	}
	if name, end := d.who(who, l); end > who+1 || end > 0 && d.rest(end, l.to) && !d.polites(who, end) {
		return []Command{{Name: "nominee", Item: item, Args: []string{name}}}, end
	}
	return d.lowered(item, who, l)
}

// lowered reads the name of "3: nick" or "3: nick tanner", of which no word says anything.
func (d *draft) lowered(item string, i int, l span) ([]Command, int) {
	end := l.to
	for end > i && (d.tokens[end-1].kind == stop || d.tokens[end-1].used != free) {
		end--
	}
	if end == i || end > i+3 || d.polites(i, end) {
		return nil, 0
	}
	for k := i; k < end; k++ {
		if t := &d.tokens[k]; t.kind != word || t.used != free || d.says(k) || d.isCommand(k) {
			return nil, 0
		}
	}
	return []Command{{Name: "nominee", Item: item, Args: []string{d.text[d.tokens[i].from:d.tokens[end-1].to]}}}, end
}

// polites says that the word that stands for a name is a courtesy: "3: Thanks".
func (d *draft) polites(i, to int) bool {
	e, ok := d.longest(i, to, filler, please, greeting, signoff, praise)
	return ok && e == to
}

// undo reads "undo", and of the CEO "undo 2", alone in its line: whoever else
// writes a number is asked back.
func (d *draft) undo(i int, l span) ([]Command, int) {
	if d.opt.Role == CEO {
		j := d.colon(i, l)
		if j+1 < l.to && d.tokens[j].word == "#" {
			j++
		}
		if j < l.to && d.tokens[j].kind == number && figures(d.tokens[j].word) && !d.goesOn(j+1, l) {
			return []Command{{Name: "undo", Item: d.tokens[j].word}}, j + 1
		}
	}
	return []Command{{Name: "undo"}}, i
}

func figures(s string) bool { return len(s) > 0 && len(s) < 6 && strings.Trim(s, "0123456789") == "" }

// ring reads the verb of "rufe 3 an", which is in two parts.
func (d *draft) ring(i int, l span) ([]Command, int) {
	if !d.leader() {
		return nil, 0
	}
	found, end := d.items("call", i, l)
	if end == 0 {
		return nil, 0
	}
	if end = d.namedEnd(end, "ringend", l); end == 0 {
		return nil, 0
	}
	return found, end
}

// promised reads "I'll call 3". What may be held, let go or approved is never
// read out of a sentence.
func (d *draft) promised(i int, l span) ([]Command, int) {
	j, ok := d.has(i, willing)
	if !ok || !d.leader() || d.namedEnd(j, "call", l)+d.namedEnd(j, "visit", l)+d.namedEnd(j, "ring", l) == 0 {
		return nil, 0
	}
	found, end := d.shape(j, l)
	if end == 0 {
		return nil, 0
	}
	if e, ok := d.bounded(end, l.to); ok {
		return found, e
	}
	if e := d.someTime(found, end, l); e > 0 {
		return found, e
	}
	return nil, 0
}

// someTime passes when, or how, a leader will do what they say, "call 3 tomorrow
// morning", and gives where the command ends then, or 0.
func (d *draft) someTime(found []Command, i int, l span) (end int) {
	from := i
	for i < l.to {
		e, ok := d.has(i, soon)
		if !ok || e > l.to {
			break
		}
		i = e
	}
	if !d.leader() || i == from || slices.ContainsFunc(found, func(c Command) bool { return c.Name != "call" && c.Name != "visit" && c.Name != "note" }) {
		return 0
	}
	end, ok := d.bounded(i, l.to)
	if !ok {
		return 0
	}
	return end
}

// ByName reads a leader's whole answer that says they call or visit somebody whom
// they name: "Call Nina", "I'll visit Nick and Vera tomorrow". It gives the command
// and the words that are to be names; "" for any other answer.
func ByName(own string, opt Options) (command string, names []string) {
	d, why := draftOf(own, opt)
	if why != "" {
		return "", nil
	}
	d.frame()
	l := span{0, len(d.tokens)}
	for l.from < l.to && (d.tokens[l.from].used != free || d.tokens[l.from].kind == line || d.tokens[l.from].kind == blank) {
		l.from++
	}
	for l.to > l.from && (d.tokens[l.to-1].used != free || d.tokens[l.to-1].kind != word) {
		if l.to--; d.tokens[l.to].kind == ask {
			return "", nil
		}
	}
	i := d.skipLead(l.from, l.to)
	if end, ok := d.has(i, willing); ok {
		i = end
	}
	for _, command = range [...]string{"call", "visit", ""} {
		if end := d.namedEnd(i, command, l); end > 0 {
			i = end
			break
		}
	}
	if command == "" || !d.leader() || l.to-i > longestPause {
		return "", nil
	}
	for i < l.to {
		if end, ok := d.longest(i, l.to, soon, also, filler, please); ok {
			i = end
			continue
		}
		if t := &d.tokens[i]; t.kind == word && t.used == free {
			names = append(names, d.text[t.from:t.to])
		} else if t.word != "," {
			return "", nil
		}
		i++
	}
	return command, names
}

// turned reads "4 anhalten", a whole line whose verb stands last.
func (d *draft) turned(i int, l span) ([]Command, int) {
	if !d.leader() || d.tokens[i].kind != number || !figures(d.tokens[i].word) || !d.lineStart(i) || i+1 >= l.to || d.goesOn(i+1, l) {
		return nil, 0
	}
	j := i + 1
	if w := d.tokens[j].word; d.tokens[j].kind == glyph && (w == "に" || w == "を" || w == "번" || w == "号") {
		j++ // what Japanese, Korean and Chinese put behind a number
	}
	for _, name := range [...]string{"call", "hold", "release", "skip", "done"} {
		if end := d.namedEnd(j, name, l); end > 0 && d.rest(end, l.to) {
			return []Command{{Name: name, Item: d.tokens[i].word}}, l.to
		}
	}
	return nil, 0
}

// runsOn says that the words of a leader's command begin at or behind token j
// without a colon, and where: "ask 1 Where …", "thank 2 you …", "done 3, she …",
// "news - …".
func (d *draft) runsOn(name string, j int, l span) (from int, ok bool) {
	if !d.leader() || j+1 >= l.to {
		return j, false
	}
	t, next := &d.tokens[j], &d.tokens[j+1]
	switch name {
	case "done":
		return j + 1, t.word == "," && next.kind == word && !d.isCommand(j+1)
	case "hold": // whatever the reason, to hold is safe
		return j, t.kind == word && !d.unsettled(j, l)
	case "decline":
		_, command := d.shape(j+1, l)
		return j + 1, t.word == "," && next.kind == word && command == 0 && !d.unsettled(j+1, l) && d.against(clause{from: j + 1, to: l.to}, condition, doubt) == nil
	case "ask":
		_, asks := d.has(j, query)
		return j, asks && (t.capital || d.tokens[l.to-1].kind == ask)
	case "thank":
		_, to := d.has(j, addressed)
		return j, to
	case "wow", "news", "challenge":
		if t.word != "-" || !t.space || !next.space {
			return j, false
		}
		for _, c := range [...]class{reacts, query, self, praise, filler, greeting} {
			if _, ok := d.has(j+1, c); ok {
				return j, false // "wow - what a story" is said of what was read
			}
		}
		return j + 1, true
	}
	return j, false
}

// plainly says that words that run on are those of the command: a sentence, in
// which nothing denies, asks, doubts or sets a condition.
func (d *draft) plainly(name string, c clause) bool {
	if d.size(c) < 3 {
		return false
	}
	if name == "ask" {
		return d.against(c, condition, condition) == nil && d.against(c, retract, retract) == nil
	}
	for i := c.from; i < c.to; i++ {
		if d.tokens[i].kind == ask {
			return false
		}
	}
	head := clause{from: c.from, to: min(c.to, c.from+2)}
	for _, k := range [...]class{negation, condition, doubt, retract} {
		if d.against(c, k, k) != nil {
			return false
		}
	}
	return d.against(head, contrast, hold) == nil
}

// giftForm is the amount of "delight 3, 80 EUR: …"; a currency stands on one side.
var giftForm = regexp.MustCompile(`^(?i:(?:[a-z]{3}|€)\s?\d{1,6}(?:[.,]\d{2})?|\d{1,6}(?:[.,]\d{2})?\s?(?:[a-z]{3}|€))\s*:`)

// gift reads "3, 80 EUR: …" behind the word delight at token j: the amount with a
// colon begins the words, as in "delight 3: 80 EUR: …".
func (d *draft) gift(j int, l span, below []span) ([]Command, int) {
	if j < l.to && d.tokens[j].word == "#" {
		j++
	}
	if d.opt.Role != CPO || j+2 >= l.to || d.tokens[j].kind != number || !figures(d.tokens[j].word) || d.tokens[j+1].word != "," {
		return nil, 0
	}
	start := d.tokens[j+2].from
	form := giftForm.FindString(d.text[start:d.tokens[l.to-1].to])
	if form == "" {
		return nil, 0
	}
	for i := j + 2; i < l.to; i++ {
		if d.tokens[i].from >= start+len(form) {
			if d.size(clause{from: i, to: l.to}) == 0 {
				return nil, 0
			}
			to, wrap := d.wordsEnd("delight", i, l, below)
			found, end := d.withWords([]Command{{Name: "delight", Item: d.tokens[j].word}}, j+2, to)
			if end == 0 || !d.fits("delight", clause{from: i, to: to}) {
				return nil, 0
			}
			if wrap > 0 {
				d.mark(l.to, end, command)
			}
			amount, rest, _ := strings.Cut(found[0].Args[0], ":")
			found[0].Args[0] = strings.ToUpper(amount) + ":" + rest
			return found, end
		}
	}
	return nil, 0
}

// thanks says that the courtesy at j, which is also a command's word ("danke"),
// commands nothing at the end of its line.
func (d *draft) thanks(j, to int) bool {
	_, end := d.shape(j, span{j, to})
	return end == 0
}

// unsettled says that from token j on something is asked, denied or numbered that
// may be meant for another item.
func (d *draft) unsettled(j int, l span) bool {
	for i := j; i < l.to; i++ {
		t := &d.tokens[i]
		if t.kind == number || t.kind == ask || d.deniesAnywhere(i) {
			return true
		}
	}
	return false
}

// pausesFor reads "pause everything until Monday": to pause is safe, and a pause
// lasts until it is ended. It gives the end of the line, or 0.
func (d *draft) pausesFor(i int, l span) (end int) {
	if d.opt.Role != CEO || l.to-i > longestPause {
		return 0
	}
	for k := i; k < l.to; k++ {
		if kind := d.tokens[k].kind; kind != word && kind != number || d.deniesAnywhere(k) || d.recants(clause{from: k, to: k + 1}) != nil {
			return 0
		}
	}
	return l.to
}

// longestPause is how many words may say until when or why all is to pause.
const longestPause = 6
