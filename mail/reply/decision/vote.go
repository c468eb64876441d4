package decision

// votes reads a line that answers about several things by number, with the number
// or the verdict first: "1 yes, 2 no", "2: no, that was the porter", "1 and 3
// approved", "yes to 1", "approve all". What is said of a number is a whole clause
// of known words, as everywhere. The line counts as a whole or not at all: an
// approval takes no words of its own along, a refusal that ends the line its reason.
func (d *draft) votes(i int, l span) (found []Command, end int) {
	if d.opt.Role != Manager && !d.leader() {
		return nil, 0
	}
	for i < l.to && len(found) < MaxCommands {
		cast, to := d.vote(i, l)
		if to == 0 {
			return nil, 0
		}
		found = append(found, cast...)
		if i = d.nextVote(to, l); i >= l.to {
			return found, l.to
		}
		if _, next := d.vote(i, l); next > 0 {
			continue
		}
		if why := d.reason(to, l); why > 0 && len(cast) == 1 && cast[0].Name == "decline" {
			_, _ = d.withWords(found[len(found)-1:], why, l.to)
			return found, l.to
		}
		return nil, 0
	}
	return nil, 0
}

// vote reads one verdict and its numbers, in either order.
func (d *draft) vote(i int, l span) (found []Command, end int) {
	if found, at := d.voted(i, l); at > 0 {
		at = d.votePoint(at, l)
		c := clause{from: at, to: d.voteEnd(at, l.to)}
		if found = d.cast(found, c); found == nil {
			return nil, 0
		}
		return found, c.to
	}
	at := i
	for at < l.to && at < i+longestCover && !d.separates(at) {
		if found, end := d.voted(at, l); end > 0 && at > i {
			c := clause{from: i, to: at}
			if to := d.voteTo(i, at, l); to > 0 {
				c.to = to
			} else if d.read(&c); c.reading == declines && d.namedEnd(i, "decline", l) != at {
				return nil, 0 // "no 2" is a number
			}
			if found = d.cast(found, c); found == nil {
				return nil, 0
			}
			return found, end
		}
		at++
	}
	return nil, 0
}

// cast gives each number the verdict that a clause speaks, or nothing.
func (d *draft) cast(found []Command, c clause) []Command {
	name := ""
	switch d.read(&c); c.reading {
	case approves:
		name = "approve"
	case declines:
		name = "decline"
	default:
		return nil
	}
	for k := range found {
		found[k].Name = name
	}
	return found
}

// voted reads "1", "1 and 3", "#2", or, of a manager, "all" and "both".
func (d *draft) voted(i int, l span) (found []Command, end int) {
	for at := i; at < l.to && len(found) < MaxCommands; {
		if found != nil {
			if d.tokens[at].word == "," || d.plus(at) {
				at++
			}
			if e, ok := d.has(min(at, len(d.tokens)-1), also); ok {
				at = e
			}
		}
		if at < l.to && d.tokens[at].word == "#" {
			at++
		}
		if at >= l.to || d.tokens[at].kind != number || !figures(d.tokens[at].word) || d.goesOn(at+1, l) {
			break
		}
		found = append(found, Command{Item: d.tokens[at].word})
		at++
		end = at
	}
	if end > 0 || d.opt.Role != Manager || i >= l.to {
		return found, end
	}
	if e, ok := d.has(i, every); ok && e <= l.to {
		return []Command{{Item: All}}, e
	}
	if e, ok := d.has(i, pair); ok && e <= l.to {
		return []Command{{Item: Both}}, e
	}
	return nil, 0
}

// voteTo gives where a verdict ends before the "to" of "yes to 1", or 0.
func (d *draft) voteTo(i, at int, l span) int {
	for k := i + 1; k < at; k++ {
		if d.namedEnd(k, "to", l) == at {
			return k
		}
	}
	return 0
}

// votePoint passes what stands between a number and its verdict: "1. yes", "1) yes".
func (d *draft) votePoint(i int, l span) int {
	if i >= l.to {
		return i
	}
	switch t := &d.tokens[i]; {
	case t.word == ":" || t.word == "=" || t.word == ")" || t.word == "-" || t.kind == stop:
		return i + 1
	case t.kind == glyph && (t.word == "は" || t.word == "を" || t.word == "号" || t.word == "번" || t.word == "은"):
		return i + 1
	}
	return i
}

// voteEnd gives where a verdict that begins at i ends: before the next number, a
// separator or an "and".
func (d *draft) voteEnd(i, to int) int {
	end := d.nextBreak(min(i+1, to), to) // a verdict has a word, which may be another language's "and"
	for k := i; k < end; k++ {
		if d.tokens[k].kind == number || d.tokens[k].word == ":" || d.tokens[k].word == "#" {
			return k
		}
	}
	return end
}

// nextVote passes separators, "and" and courtesies after a vote.
func (d *draft) nextVote(i int, l span) int {
	for i < l.to {
		t := &d.tokens[i]
		if t.kind == stop || t.kind == mark && (t.word == "," || t.word == ";") {
			i++
			continue
		}
		end, ok := d.polite(i)
		if e, and := d.has(i, also); and {
			end, ok = max(end, e), true
		}
		if !ok || end > l.to {
			break
		}
		i = end
	}
	return i
}

// reason gives where the words behind a refusal begin, as in "decline 2, why"; 0 for none.
func (d *draft) reason(i int, l span) int {
	if i+1 >= l.to {
		return 0
	}
	t := &d.tokens[i]
	if t.word != "," && t.word != ":" && (t.word != "-" || !t.space) || d.tokens[i+1].kind != word {
		return 0
	}
	for k := i + 1; k < l.to; k++ {
		if kind := d.tokens[k].kind; kind == number || kind == ask {
			return 0
		}
	}
	if d.against(clause{from: i + 1, to: l.to}, condition, doubt) != nil || d.recants(clause{from: i + 1, to: l.to}) != nil {
		return 0
	}
	return i + 1
}
