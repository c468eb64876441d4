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
// that begins with a condition, a delay, a doubt, or a no to the decision or to
// who it was.
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
			return &match{from: i, to: i + 1, sense: &sense{class: doubt}}
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
			begins := i <= start+1 && m.class >= condition && m.class <= doubt && start > 0 && d.tokens[start-1].used == command && !((m.class == condition || m.class == hold) && d.forbidding(i))
			takes := (m.class == against || m.class == retract) && !d.denied(m, clause{to: len(d.tokens)})
			if (begins || takes || d.gainsays(m) && !d.inLesson(i)) && d.means(m, i == start) != 0 {
				return m
			}
		}
	}
	return d.meantForUs()
}

// gainsays says that m, in a command's own words, may be a no to the decision,
// "do not send this", or to the nominee: "not her", "not Anna".
func (d *draft) gainsays(m *match) bool {
	switch m.class {
	case no, decline:
		if m.to > m.from+1 {
			return !d.denied(m, clause{to: len(d.tokens)})
		}
	case negation:
	case contrast:
		for i := m.to; i < len(d.tokens) && d.tokens[i].used == command && !d.separates(i); i++ {
			if d.deniesAnywhere(i) {
				return true // "but this one is not right"
			}
		}
		return false
	default:
		return false
	}
	if d.deniesSending(m.to) {
		return true
	}
	if m.to >= len(d.tokens) || d.tokens[m.to].used != command {
		return false
	}
	if at := m.to + 1; at+1 < len(d.tokens) && d.tokens[at].word == "," && d.tokens[at+1].used == command {
		end := at + 1
		for end < len(d.tokens) && d.tokens[end].used == command && !d.separates(end) {
			end++
		}
		if end-at <= 2 {
			return true // "not this, that"
		}
	}
	t := &d.tokens[m.to]
	_, pronoun := d.has(m.to, person)
	return pronoun || t.kind == word && (d.isName(t.word) || t.capital && t.to > t.from+1) // and not "I"
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
