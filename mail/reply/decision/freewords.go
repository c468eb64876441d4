package decision

import "strings"

// wordy reads the commands that end in free words: "edit: …", "thank 2: …",
// and "hold 4 – why".
func (d *draft) wordy(i int, l span, below []span) (found []Command, end int) {
	ms := d.at(i)
	for k := range ms {
		m := &ms[k]
		if m.class != named || m.to > l.to || d.means(m, true) == 0 || d.onlyDenies(m) {
			continue
		}
		if f, e := d.gift(m.to, l, below); m.name == "delight" && e > 0 {
			return f, e
		}
		var head []Command
		j := m.to
		switch m.name {
		case "edit", "lesson", "wow", "news", "challenge":
			head = []Command{{Name: m.name}}
		case "trivia": // "trivia de: …" is for one language
			head = []Command{{Name: m.name}}
			if j+1 < l.to && d.tokens[j].kind == word && len(d.tokens[j].word) == 2 && d.tokens[j+1].word == ":" {
				head[0].Item = d.tokens[j].word
				j++
			} else if j+3 < l.to && d.tokens[j].word == "(" && d.tokens[j+1].kind == word && len(d.tokens[j+1].word) == 2 && d.tokens[j+2].word == ")" && d.tokens[j+3].word == ":" {
				head[0].Item = d.tokens[j+1].word
				j += 3
			}
		case "thank", "delight", "ask", "done", "hold", "call", "visit", "note", "skip", "approve", "decline":
			if head, j = d.items(m.name, j, l); len(head) == 0 && m.name == "done" && d.opt.Role == Manager {
				head, j = []Command{{Name: m.name}}, m.to // of the one thing a letter is about
			} else if len(head) != 1 {
				continue
			}
		case "talked":
			if head, j = d.items(m.name, j, l); len(head) == 0 {
				head, j = []Command{{Name: m.name}}, m.to
			} else if len(head) != 1 {
				continue
			}
		default:
			continue
		}
		from, ok := d.opensWords(m.name, j, l)
		runs := false
		if !ok {
			from, runs = d.runsOn(m.name, j, l)
		}
		if !ok && !runs {
			continue
		}
		to, wrap := d.wordsEnd(m.name, from, l, below)
		if runs && m.name != "hold" && m.name != "decline" && !d.plainly(m.name, clause{from: from, to: to}) {
			continue
		}
		if f, e := d.withWords(head, from, to); e > 0 && d.fits(m.name, clause{from: from, to: to}) {
			if wrap > 0 {
				d.mark(l.to, e, command)
			}
			d.wordsAt = from
			d.keepOwn(m.name, from, to)
			return f, e
		}
	}
	return nil, 0
}

// opensWords says that free words may begin after token j, and where.
func (d *draft) opensWords(name string, j int, l span) (int, bool) {
	if j >= l.to {
		switch name { // the words may stand on the next line
		case "edit", "lesson", "thank", "delight", "ask", "wow", "news", "challenge", "trivia":
			return j, false
		}
		return j, false
	}
	t := &d.tokens[j]
	if t.word == ":" {
		return j + 1, true
	}
	if t.kind == mark && t.word == "-" && name != "edit" && name != "lesson" && name != "wow" && name != "news" && name != "challenge" && name != "trivia" {
		return j + 1, true
	}
	if from := d.holdsBack(j, l); name == "hold" && from > 0 {
		return from, true
	}
	if (name == "done" || name == "talked") && t.kind == word && d.namedEnd(j, "things", l) == 0 {
		return j, true
	}
	return j, false
}

// holdsBack says where behind "hold 4" and a comma a reason begins that holds
// nothing like another command; 0 for nowhere.
func (d *draft) holdsBack(j int, l span) (from int) {
	if end, ok := d.polite(j); ok && end < l.to {
		j = end
	}
	if t := &d.tokens[j]; t.kind != mark || t.word != "," || d.size(clause{from: j, to: l.to}) < 3 {
		return 0
	}
	for i := j + 1; i < l.to; i++ {
		if _, end := d.shape(i, l); end > 0 || d.tokens[i].kind == number || d.deniesAnywhere(i) {
			return 0
		}
	}
	return j + 1
}

// wordsEnd gives where the words end: before a next command after a semicolon,
// or at the end of the paragraph, as long as no line of it is a command.
func (d *draft) wordsEnd(name string, from int, l span, below []span) (to, wrapped int) {
	for i := from; i < l.to; i++ {
		if d.tokens[i].word != ";" || d.tokens[i].kind != mark {
			continue
		}
		if j := d.skipLead(i+1, l.to); d.isCommand(j) {
			if f, e := d.shape(j, l); e > 0 && len(f) > 0 {
				return i, 0
			}
			if o, ok := d.opensWords("", d.wordEnd(j), l); ok && o > 0 {
				return i, 0
			}
		}
	}
	to = l.to
	switch name {
	case "edit", "lesson", "thank", "delight", "ask", "wow", "news", "challenge", "trivia", "done", "talked":
	default:
		return to, 0
	}
	for _, b := range below {
		if d.tokens[to].kind != line || d.tokens[b.from].used != free || wrapped > 60 || d.startsAnew(b) {
			break
		}
		to = b.to
		wrapped++
	}
	return to, wrapped
}

// wordEnd gives the end of the longest command word at i.
func (d *draft) wordEnd(i int) int {
	end, _ := d.has(i, named)
	return end
}

// startsAnew says that line b is not a continuation of words above.
func (d *draft) startsAnew(b span) bool {
	if d.isCommand(b.from) {
		return true
	}
	c := clause{from: b.from, to: b.to}
	d.read(&c)
	return c.reading == approves || c.reading == declines || d.tokens[b.from].kind == number || d.tokens[b.from].kind == mark
}

// withWords puts tokens from..to, as written, into the command.
func (d *draft) withWords(head []Command, from, to int) ([]Command, int) {
	if from >= to {
		return nil, 0
	}
	text := strings.Join(strings.Fields(d.text[d.tokens[from].from:d.tokens[to-1].to]), " ")
	if trimmed := strings.Trim(text, "\"“”„"); len(trimmed)+2 <= len(text) && !strings.ContainsAny(trimmed, "\"“”„") {
		text = trimmed
	}
	if text == "" {
		return nil, 0
	}
	head[0].Args = []string{cut(text, MaxComment)}
	return head, to
}

// fits says that the words leave the command what it is: no condition behind
// a hold, no doubt at all behind an approval.
func (d *draft) fits(name string, c clause) bool {
	if name == "trivia" { // a question and its answer, whatever they say
		return true
	}
	for i := c.from; i < c.to; i++ {
		if name != "ask" && name != "thank" && name != "edit" && name != "delight" && d.tokens[i].kind == ask {
			return false
		}
	}
	switch name {
	case "approve":
		return d.against(c, negation, against) == nil
	case "hold":
		return d.against(c, retract, retract) == nil
	case "call", "visit", "note", "skip", "decline":
		m := d.against(c, condition, condition)
		return (m == nil || m.from > c.from+1) && d.against(c, retract, retract) == nil
	case "talked": // "talked to nobody yet" is no conversation; behind a colon stands what was said in it
		if d.tokens[c.from-1].word != ":" {
			return d.against(clause{from: c.from, to: min(c.to, c.from+8)}, negation, hold) == nil
		}
	}
	return d.recants(c) == nil
}

// recants finds in own words what takes back, and is not itself denied: "forget
// it", and not "I will not forget it".
func (d *draft) recants(c clause) *match {
	for i := c.from; i < c.to; i++ {
		if end, ok := d.has(i, idiom); ok && end <= c.to {
			i = end - 1
			continue
		}
		ms := d.at(i)
		for k := range ms {
			m := &ms[k]
			if m.class == retract && m.to <= c.to && d.means(m, i == c.from || d.separates(i-1)) != 0 && !d.denied(m, c) {
				return m
			}
		}
	}
	return nil
}

// denied says that a negation stands before m in its clause, with no "and"
// between them: behind it, "oops not her" takes back.
func (d *draft) denied(m *match, c clause) bool {
	for i := m.from - 1; i >= c.from && !d.separates(i); i-- {
		if _, ok := d.has(i, also); ok {
			break
		}
		if _, ok := d.has(i, negation); ok {
			return true
		}
	}
	return false
}
