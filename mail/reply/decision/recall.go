package decision

// recalled says that c tells, in words that are all known, what guests say of it:
// "the guests were still talking about it at breakfast". A word that is not known
// may be of another matter: "the guests talked about it to a lawyer".
func (d *draft) recalled(c clause) bool {
	found, whose := false, false
	for i := c.from; i < c.to; {
		end, ok := d.longest(i, c.to, recalls, served, moment, lasting)
		if !ok {
			if !d.plain(i) || d.against(clause{from: i, to: i + 1}, negation, against) != nil {
				return false
			}
			i++
			continue
		}
		if e, ok := d.has(i, recalls); ok && e == end {
			found = true
		}
		if e, ok := d.has(i, served); ok && e == end {
			whose = true
		}
		i = end
	}
	return found && whose
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
