package decision

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
// A condition after a comma is how a lesson is put, "listen before you speak",
// and counts there only where it begins a sentence.
func (d *draft) spoilt() *match {
	start, lesson := 0, false
	for i := range d.tokens {
		t := &d.tokens[i]
		if t.used != command {
			start, lesson = i+1, d.teaches(i+1)
			continue
		}
		switch {
		case t.kind == dots, t.kind == ask:
			return &match{from: i, to: i + 1, sense: &sense{class: doubt}}
		case t.word == ":":
			start = 0 // the words themselves may begin as they like
			continue
		case d.separates(i):
			if start = i + 1; lesson && t.kind == mark {
				start = 0
			}
			continue
		}
		ms := d.at(i)
		for k := range ms {
			m := &ms[k]
			begins := i <= start+1 && m.class >= condition && m.class <= doubt && start > 0 && d.tokens[start-1].used == command
			takes := (m.class == against || m.class == retract) && !d.denied(m, clause{to: len(d.tokens)})
			if (begins || takes) && d.means(m, i == start) != 0 {
				return m
			}
		}
	}
	return nil
}

// teaches says that the command at i is a lesson.
func (d *draft) teaches(i int) bool {
	if i >= len(d.tokens) || d.tokens[i].used != command {
		return false
	}
	for k := range d.at(i) {
		if m := &d.at(i)[k]; m.class == named && m.name == "lesson" && d.means(m, true) != 0 {
			return true
		}
	}
	return false
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
