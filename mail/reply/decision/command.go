package decision

import (
	"slices"
	"strings"
)

// roleCommands is the design's table "What people may answer".
var roleCommands = map[Role][]string{
	Approver:  {"edit", "not", "also", "behaviour", "level", "lesson", "later", "delegate", "undo"},
	Nominator: {"also", "behaviour", "withdraw", "status"},
	Nominee:   {"private", "pause", "resume"},
	Manager:   {"approve", "decline", "talked", "done"},
	CEO: {"thank", "call", "note", "visit", "done", "hold", "release", "skip", "pause", "resume",
		"approve", "decline", "undo", "edit", "lesson", "also"},
	CPO: {"nominee", "publish", "unpublish", "delight", "ask", "wow", "news", "challenge", "trivia", "approve", "decline", "call", "note", "skip", "done", "release",
		"edit", "not", "also", "behaviour", "level", "lesson", "later", "delegate", "undo"},
}

// takeCommands finds commands and marks their tokens. A command starts its
// line, or its part of a line, and has its exact shape; what merely holds a
// command's word is talk.
func (d *draft) takeCommands() {
	lines := d.lines()
	for k := range lines {
		if l := lines[k]; d.tokens[l.from].used == free {
			d.commandsIn(l, lines[k+1:])
		} else if last := l.to - 1; d.tokens[last].used == free { // after a greeting
			for l.from < l.to && d.tokens[l.from].used != free {
				l.from++
			}
			d.commandsIn(l, lines[k+1:])
		}
	}
	d.takeTags()
}

// commandsIn reads the commands of line l; below are the lines that a command
// of words may go on in.
func (d *draft) commandsIn(l span, below []span) {
	whole, join := l.from, l.to
	for pos := l.from; pos < l.to && d.tokens[pos].used == free; {
		start := d.skipLead(pos, l.to)
		if found, end := d.parse(start, l, start == d.skipLead(whole, l.to), below); end > 0 {
			if len(d.commands) < 2*MaxCommands { // more are cut off anyway
				d.commands = append(d.commands, found...)
				d.noteNumbered(found, start, end)
			}
			d.mark(min(pos, join), end, command)
			pos, join = end, end
			continue
		}
		if at := d.choice(start, l); at > 0 {
			pos, join = at, at
			continue
		}
		sep := d.nextBreak(start, l.to)
		if sep >= l.to || !d.harmless(pos, sep) {
			return
		}
		pos = sep + 1
		if end, ok := d.has(sep, also); ok {
			pos = end
		}
		join = sep
	}
}

// choice finds the command of "approve level 3" and "ok behaviour 2", which
// needs no comma: only a decision stands before it.
func (d *draft) choice(i int, l span) int {
	for j := i + 1; j < l.to && j < i+6; j++ {
		if d.tokens[j].kind != word {
			return 0
		}
		found, end := d.shape(j, l)
		if end <= 0 || len(found) != 1 || found[0].Name != "level" && found[0].Name != "behaviour" {
			continue
		}
		c := clause{from: i, to: j}
		if d.read(&c); c.reading != approves {
			return 0
		}
		if _, ok := d.bounded(end, l.to); ok {
			return j
		}
	}
	return 0
}

// skipLead passes bullets, separators, "and" and "please" before a command.
func (d *draft) skipLead(i, to int) int {
	for i < to {
		t := &d.tokens[i]
		if t.kind == mark && strings.Contains(",;-•·>)", t.word) && t.word != ">" || t.kind == stop {
			i++
			continue
		}
		if _, ok := d.has(i, willing); d.isCommand(i) || ok && d.leader() { // "I" is a Polish and
			break
		}
		end, ok := d.polite(i)
		if e, and := d.has(i, also); and {
			end, ok = max(e, end), true
		}
		if ok && end <= to && t.kind != sign {
			i = end
			continue
		}
		break
	}
	return i
}

// polite says that a courtesy begins at i.
func (d *draft) polite(i int) (end int, ok bool) {
	end, ok = d.has(i, filler)
	if e, p := d.has(i, please); p {
		return max(e, end), true
	}
	return end, ok
}

func (d *draft) isCommand(i int) bool {
	_, ok := d.has(i, named)
	return ok
}

// nextBreak finds the separator after which a new clause of the line starts.
func (d *draft) nextBreak(i, to int) int {
	for ; i < to; i++ {
		t := &d.tokens[i]
		if t.kind == mark && (t.word == ";" || t.word == "," || t.word == "-" && t.space) || t.kind == stop && d.ends(i) {
			return i
		}
		if _, ok := d.has(i, also); ok && t.space {
			return i
		}
	}
	return to
}

// harmless says that what stands before a command in its line leaves it a
// command: a decision or a courtesy, or a sentence of its own that sets no
// condition.
func (d *draft) harmless(from, to int) bool {
	if from >= to {
		return true
	}
	c := clause{from: from, to: to}
	if d.read(&c); c.reading != unread {
		return true
	}
	t := &d.tokens[min(to, len(d.tokens)-1)]
	return (t.kind == stop || t.word == ";") && d.against(c, negation, retract) == nil
}

// bounded says that a command may end at i: at the end of its line or
// sentence, or where the next command or a decision follows.
func (d *draft) bounded(i, to int) (end int, ok bool) {
	for i < to { // "pause, please"
		j := i
		if t := &d.tokens[j]; t.kind == mark && t.word == "," {
			j++
		}
		e, ok := d.polite(j)
		if j >= to || !ok || e > to || d.isCommand(j) && !(e == to && d.thanks(j, to)) {
			break
		}
		i = e
	}
	if i >= to {
		return i, true
	}
	t := &d.tokens[i]
	if t.kind == stop || t.kind == mark && t.word == ";" {
		return i + 1, true
	}
	j := i
	if t.kind == mark && t.word == "," {
		j++
	}
	if e, ok := d.has(j, also); ok {
		j = e
	}
	if j == i || j >= to {
		return i, false
	}
	if d.isCommand(j) {
		found, e := d.shape(j, span{j, to})
		return i, e > 0 && len(found) > 0
	}
	c := clause{from: j, to: d.nextBreak(j, to)}
	d.read(&c)
	return i, c.reading == approves || c.reading == declines
}

// parse reads one command at i, in line l. first says that nothing stands
// before it in the line. end is 0 where there is none.
func (d *draft) parse(i int, l span, first bool, below []span) (found []Command, end int) {
	if i >= l.to {
		return nil, 0
	}
	if found, end = d.promised(i, l); end > 0 {
		return found, end
	}
	if found, end = d.turned(i, l); end > 0 {
		return found, end
	}
	found, end = d.shape(i, l)
	if end > 0 {
		if end < 0 || len(found) == 1 && found[0].Name == "undo" && (!first || !d.rest(end, l.to)) {
			return nil, 0
		}
		if len(found) == 1 && found[0].Name == "status" && end < l.to && d.tokens[end].kind == ask {
			end++ // "status?" asks for nothing else
		}
		if e, ok := d.bounded(end, l.to); ok {
			return found, e
		}
		if e := d.pausesFor(end, l); e > 0 && first && found[0].Name == "pause" {
			return found, e
		}
		if e := d.someTime(found, end, l); e > 0 {
			return found, e
		}
	}
	if found, end = d.wordy(i, l, below); end > 0 || !first {
		return found, end
	}
	return d.votes(i, l)
}

// rest says that nothing but marks follows in the line.
func (d *draft) rest(i, to int) bool {
	e, ok := d.bounded(i, to)
	return ok && e >= to
}

// takeTags reads #ownership, which names a behaviour anywhere in the words.
func (d *draft) takeTags() {
	n := 0
	for i := range d.tokens {
		if t := &d.tokens[i]; t.kind == tag && t.used == free && n < 5 {
			d.commands = append(d.commands, Command{Name: "behaviour", Args: []string{t.word}})
			t.used = framed
			n++
		}
	}
}

// settleCommands lets commands and decision check each other: what contradicts
// itself, is taken back or hangs on a condition is neither.
func (d *draft) settleCommands(r *Result) {
	if len(d.commands) == 0 {
		return
	}
	if why := d.mistaken(r.Decision == Approve || d.spoils); why != "" {
		*r = unclear(why)
		return
	}
	if why := d.revoked(); why != "" {
		*r = unclear(why)
		return
	}
	kept := d.commands[:0:0]
	for _, c := range d.commands {
		switch {
		case d.opt.Role != Unknown && !slices.Contains(roleCommands[d.opt.Role], c.Name):
			d.notes = append(d.notes, c.Name+" is not a command of the "+string(d.opt.Role))
		case d.contradicted(c):
			d.notes = append(d.notes, c.Name+" "+c.Item+" is contradicted by another command")
		case len(kept) < MaxCommands:
			kept = append(kept, c)
		}
		switch c.Name {
		case "undo", "withdraw", "later", "delegate", "not":
			if r.Decision != Unclear {
				*r = unclear("a decision stands beside the command " + c.Name)
			}
		}
	}
	d.doubt(kept)
	r.Commands = kept
	if len(d.notes) > 0 {
		r.Reason += "; " + strings.Join(d.notes[:min(len(d.notes), 5)], "; ")
	}
}

// contradicted says that another command asks for the opposite of c.
func (d *draft) contradicted(c Command) bool {
	for _, pair := range [][2]string{{"pause", "resume"}, {"hold", "release"}, {"approve", "decline"}, {"approve", "hold"}} {
		for x := range pair {
			if c.Name != pair[x] {
				continue
			}
			for _, o := range d.commands {
				if o.Name == pair[1-x] && o.Item == c.Item {
					return true
				}
			}
		}
	}
	return false
}

// revoked finds, in the words around commands, what takes them back or ties
// them to a condition.
func (d *draft) revoked() string {
	cs, _, _ := d.clauses()
	for i := range cs {
		d.read(&cs[i])
		if m := d.against(cs[i], retract, retract); m != nil {
			return "commands stand beside a word that takes back: " + d.quote(clause{from: m.from, to: m.to})
		}
		if i > 0 && cs[i-1].sentence == cs[i].sentence && !d.cutBetween(cs[i-1], cs[i]) {
			continue
		}
		head := clause{from: cs[i].from, to: min(cs[i].to, cs[i].from+3)}
		if m := d.against(head, negation, condition); m != nil && m.from == head.from && d.followsCommand(head.from) {
			return "commands stand beside a condition or negation: " + d.quote(clause{from: m.from, to: m.to})
		}
		if t := cs[i].to; t < len(d.tokens) && d.tokens[t].kind == ask && cs[i].to-cs[i].from <= 3 && d.followsCommand(cs[i].from) {
			return "commands stand beside a question: " + d.quote(cs[i])
		}
	}
	return ""
}

// followsCommand says that the last words before token i are a command's.
func (d *draft) followsCommand(i int) bool {
	for i--; i >= 0; i-- {
		switch d.tokens[i].kind {
		case line, blank, mark, stop:
			if d.tokens[i].used == free {
				continue
			}
		}
		return d.tokens[i].used == command
	}
	return false
}
