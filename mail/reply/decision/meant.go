package decision

// keptWords are tokens from..to, the words of a command that are kept as they
// stand: of "lesson: …", "edit: …" and their like.
type keptWords struct {
	name     string
	from, to int
}

// keepOwn notes the own words of a command that may stand beside a decision.
func (d *draft) keepOwn(name string, from, to int) {
	switch name {
	case "lesson", "edit", "wow", "news", "challenge":
		d.own = append(d.own, keptWords{name, from, to})
	}
}

// meantForUs finds in the own words of commands what rather speaks of the
// decision: "lesson: only if HR agrees", "lesson: maybe", "leçon : ne l'envoyez
// pas". A lesson may set conditions and deny as it likes ("never say no before
// you have looked"), as long as it does not come to an end with them, and names
// nothing that the decision hangs on: an office, a day, sending, approving.
func (d *draft) meantForUs() *match {
	for _, o := range d.own {
		for from := o.from; from < o.to; {
			to := from
			for to < o.to && !d.endsSentence(to) {
				to++
			}
			c := clause{from: from, to: to}
			switch m := d.hangs(c); {
			case o.name != "lesson" && (d.size(c) >= fewWords || m == nil || m.class == hold):
			case m != nil && d.tells(c, o.name == "lesson"):
				return m
			}
			if o.name == "lesson" {
				if m := d.noAdvice(c); m != nil {
					return m
				}
			}
			from = to + 1
		}
	}
	return nil
}

// noLesson finds what makes a clause of n words, none of which is of service, no
// part of a lesson.
func (d *draft) noLesson(c clause, n int) *match {
	for _, find := range [...]func(clause, int) *match{d.soleWord, d.leadsWith, d.hesitates, d.plainlyDenies, d.namesSomeone, d.dangles} {
		if m := find(c, n); m != nil {
			return m
		}
	}
	return nil
}

// few is how many words are rather a word to us than a lesson, where one of
// them hangs.
const few = 4

// hesitates finds a delay, a doubt or a condition anywhere in few words: "leave
// it for now", "da verificare", but not "ask twice".
func (d *draft) hesitates(c clause, n int) *match {
	if n > few {
		return nil
	}
	for i := c.from; i < c.to; i++ {
		if end, ok := d.has(i, idiom); ok && end <= c.to {
			i = end - 1
			continue
		}
		if end, asks := d.has(i, asking); asks && (end < c.to || i > c.from) {
			continue
		}
		if m := d.hangsAt(i, c.to); m != nil && (m.class == hold || m.class == doubt || m.class == condition) {
			return m
		}
	}
	return nil
}

// soleWord: "uvidíme", but not "patience".
func (d *draft) soleWord(c clause, n int) *match {
	const marks = 3 // bytes: "n/a"
	if short := c.to > c.from && d.tokens[c.to-1].to-d.tokens[c.from].from <= marks; !short && (n != 1 || c.from+1 != c.to) {
		return nil
	}
	if _, ok := d.has(c.from, praise); ok {
		return nil
	}
	return &match{from: c.from, to: c.to, sense: &sense{class: doubt}}
}

// plainlyDenies finds a negation that is neither "never" nor "do not" in few
// words, or beside "I" and "we": "je ne suis pas convaincue".
func (d *draft) plainlyDenies(c clause, n int) *match {
	mine := false
	var first *match
	for i := c.from; i < c.to; i++ {
		if end, ok := d.has(i, idiom); ok && end <= c.to {
			i = end - 1
			continue
		}
		if end, ok := d.has(i, firstly); ok {
			i = end - 1
			continue
		}
		if _, ok := d.has(i, never); ok {
			return nil
		}
		_, me := d.has(i, self)
		mine = mine || me
		if m := d.hangsAt(i, c.to); first == nil && m != nil && (m.class == negation || m.class == no) {
			first = m
		}
	}
	if first != nil && (mine || n < fewWords) {
		return first
	}
	return nil
}

// namesSomeone finds a name we do not know in a few words: "ask Tom". In German
// any noun may look like one.
func (d *draft) namesSomeone(c clause, n int) *match {
	if n > 4 || d.hint == 1<<german || d.top > 0 && d.evidence[german] == d.top {
		return nil
	}
	for i := c.from + 1; i < c.to; i++ {
		if d.someone(i) && !d.separates(i-1) {
			return &match{from: i, to: i + 1, sense: &sense{class: report}}
		}
	}
	return nil
}

func (d *draft) endsSentence(i int) bool {
	switch d.tokens[i].kind {
	case stop:
		return d.ends(i)
	case dots, ask, blank:
		return true
	}
	return false
}

// size counts the words of c; two characters of Chinese or Korean are one.
func (d *draft) size(c clause) int {
	twice := 0
	for i := c.from; i < c.to; i++ {
		switch d.tokens[i].kind {
		case word, number, address, link:
			twice += 2
		case glyph:
			twice++
		}
	}
	return (twice + 1) / 2
}

// hangs finds the first word in c that denies, delays, doubts or sets a
// condition; "first" alone does not.
func (d *draft) hangs(c clause) *match {
	for i := c.from; i < c.to; i++ {
		if end, ok := d.has(i, idiom); ok && end <= c.to {
			i = end - 1
			continue
		}
		if m := d.hangsAt(i, c.to); m != nil {
			return m
		}
	}
	return nil
}

func (d *draft) hangsAt(i, to int) *match {
	order, _ := d.has(i, firstly)
	ms := d.at(i)
	for k := range ms {
		m := &ms[k]
		switch m.class {
		case negation, no, condition, hold, doubt:
			if m.to <= to && m.to > order && d.means(m, true) != 0 {
				return m
			}
		}
	}
	return nil
}

// tells says that c names what a decision hangs on: an office, sending or
// approving, and with days also a date.
func (d *draft) tells(c clause, days bool) bool {
	for i := c.from; i < c.to; i++ {
		ms := d.at(i)
		for k := range ms {
			m := &ms[k]
			switch m.class {
			case office, sending:
			case strong, touch, mere:
				if d.means(m, i == c.from) == 0 || m.to == i+1 && d.tokens[i].kind == glyph {
					continue // one character is part of many words
				}
			case weekday:
				if !days {
					continue
				}
			default:
				continue
			}
			if m.to <= c.to {
				return true
			}
		}
		if days && d.tokens[i].kind == number && (d.namedEnd(i+1, "days", span{c.from, c.to}) > 0 || d.namedEnd(i+1, "weeks", span{c.from, c.to}) > 0) {
			return true
		}
	}
	return false
}

// leadsWith finds a word that hangs at the head of a lesson of n words, if they
// are too few to be one, or go no further than the condition.
func (d *draft) leadsWith(c clause, n int) *match {
	at := c.from
	for at < c.to && d.passes(at) {
		at++
	}
	if at >= c.to {
		return nil
	}
	if _, me := d.has(at, self); me && at+1 < c.to && n <= few+1 {
		if m := d.hangsAt(at+1, c.to); m != nil && m.class == hold {
			return m // "we should wait"
		}
	}
	ms := d.at(at)
	for k := range ms {
		m := &ms[k]
		if order, _ := d.has(at, firstly); m.to > c.to || m.to <= order || d.means(m, true) == 0 {
			continue
		}
		switch m.class {
		case contrast:
			return m
		case condition:
			if n <= few || !d.goesOnBehind(m.to, c.to) {
				return m
			}
		case hold, doubt:
			if end, asks := d.has(at, asking); asks && end < c.to && !d.someone(end) {
				continue // "ask twice"
			}
			if n <= few {
				return m
			}
		case negation, no, decline:
			if next := d.hangsAt(m.to, c.to); n < few || next != nil && next.class == condition {
				return m // "not sure", "not until she is back"
			}
		}
	}
	return nil
}

// passes says that the word at i may stand before the head of a sentence.
func (d *draft) passes(i int) bool {
	if d.tokens[i].kind == mark || d.tokens[i].kind == sign || d.tokens[i].kind == line {
		return true
	}
	for _, c := range [...]class{filler, please, also, too, firstly, greeting} {
		if end, ok := d.has(i, c); ok && end == i+1 {
			return true
		}
	}
	return false
}

// goesOnBehind says that a clause of two words or more follows a comma from i on:
// "if the lift is broken, wait with the guest".
func (d *draft) goesOnBehind(i, to int) bool {
	for ; i < to; i++ {
		if d.separates(i) {
			return d.size(clause{from: i + 1, to: to}) > 1
		}
	}
	return false
}

// dangles finds a condition that ends a lesson, as it does where the verb comes
// last, and leaves open what for: "Tom dönünce".
func (d *draft) dangles(c clause, _ int) *match {
	to := c.to
	for to > c.from && (d.tokens[to-1].kind == mark || d.tokens[to-1].kind == sign || d.tokens[to-1].kind == line) {
		to--
	}
	for i := max(c.from, to-4); i < to; i++ {
		if m := d.hangsAt(i, to); m != nil && m.class == condition && m.to == to && d.means(m, i == c.from) != 0 {
			return m
		}
	}
	return nil
}
