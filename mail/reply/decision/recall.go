package decision

// recalled says that c tells, in words that are all known, what guests say of it:
// "the guests were still talking about it at breakfast". A word that is not known
// may be of another matter: "the guests talked about it to a lawyer".
func (d *draft) recalled(c clause) bool {
	for i := c.from; i < c.to; i++ {
		if t := &d.tokens[i]; (t.kind == word || t.kind == glyph) && !d.plain(i) && !adviceLexicon().holds(t.word) {
			return false // spares most answers the second vocabulary
		}
	}
	a := d.counsel()
	found, whose := false, false
	for i := c.from; i < c.to; {
		end, ok := a.longest(i, c.to, recalls, served, moment, lasting)
		if !ok {
			if !d.plain(i) || d.against(clause{from: i, to: i + 1}, negation, against) != nil {
				return false
			}
			i++
			continue
		}
		if e, ok := a.has(i, recalls); ok && e == end {
			found = true
		}
		if e, ok := a.has(i, served); ok && e == end {
			whose = true
		}
		i = end
	}
	return found && whose
}

// recalledBy says so of every free clause of one sentence.
func (d *draft) recalledBy(cs []clause) bool {
	for _, c := range cs {
		if c.reading != fills && !c.remark && !d.recalled(c) {
			return false
		}
	}
	return true
}

// longest gives where the longest phrase of one of classes at token i ends.
func (d *draft) longest(i, to int, classes ...class) (end int, ok bool) {
	for _, c := range classes {
		if e, has := d.has(i, c); has && e <= to && e > end {
			end, ok = e, true
		}
	}
	return end, ok
}
