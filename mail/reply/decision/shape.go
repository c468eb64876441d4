package decision

import (
	"strconv"
	"strings"
)

// shape reads the command at i whose end its shape gives: "hold 4", "pause",
// "also ann@…". end is 0 where none is. Commands of free words are in wordy.
func (d *draft) shape(i int, l span) (found []Command, end int) {
	if i >= l.to {
		return nil, 0
	}
	if found, end = d.later(i, l); end > 0 {
		return found, end
	}
	ms := d.at(i)
	for k := range ms {
		m := &ms[k]
		if m.class != named || m.to > l.to || d.means(m, true) == 0 || d.onlyDenies(m) {
			continue
		}
		f, e := d.shapeOf(m.name, m.to, l)
		if e > end {
			found, end = f, e
		}
	}
	if f, e := d.nominee(i, l); e > 0 {
		return f, e
	}
	return found, end
}

// shapeOf reads what must follow the word of the command name.
func (d *draft) shapeOf(name string, i int, l span) (found []Command, end int) {
	switch name {
	case "ring":
		return d.ring(i, l)
	case "undo":
		return d.undo(i, l)
	case "withdraw", "status", "private", "pause", "resume":
		return []Command{{Name: name}}, i
	case "call", "visit", "hold", "release", "note", "skip", "done", "approve", "decline", "publish", "unpublish":
		return d.items(name, i, l)
	case "level", "behaviour":
		i = d.colon(i, l)
		if i < l.to {
			if n := d.figure(i); n != "" && len(n) < 4 {
				found = []Command{{Name: name, Args: []string{n}}}
				if amount, e := d.amount(i+1, l); e > 0 && name == "level" {
					found[0].Args = append(found[0].Args, amount...)
					return found, e
				}
				return found, i + 1
			}
		}
	case "talked":
		if found, end = d.items(name, i, l); end > 0 {
			return found, end
		}
		return []Command{{Name: name}}, i
	case "also":
		return d.people(i, l)
	case "delegate":
		i = d.colon(i, l)
		if e := d.namedEnd(i, "to", l); e > 0 {
			i = e
		}
		if who, e := d.who(i, l); e > 0 {
			return []Command{{Name: name, Args: []string{who}}}, e
		}
	case "not":
		return d.swap(i, l)
	}
	return nil, 0
}

// onlyDenies says that the word of note is a negation elsewhere, as Turkish "not",
// and is one here: "approve 2, not 3".
func (d *draft) onlyDenies(m *match) bool {
	return m.name == "note" && d.deniesAnywhere(m.from) && (d.hint&(m.firm|m.weak) == 0 || !d.lineStart(m.from))
}

// colon passes one colon.
func (d *draft) colon(i int, l span) int {
	if i < l.to && d.tokens[i].word == ":" {
		return i + 1
	}
	return i
}

// namedEnd gives the end of the connecting word name at i, or 0.
func (d *draft) namedEnd(i int, name string, l span) int {
	if i >= l.to {
		return 0
	}
	end := 0
	ms := d.at(i)
	for k := range ms {
		if m := &ms[k]; m.class == named && m.name == name && m.to <= l.to && m.to > end && d.means(m, true) != 0 {
			end = m.to
		}
	}
	return end
}

// figure reads the number at i, in digits or written out, or "".
func (d *draft) figure(i int) string {
	t := &d.tokens[i]
	if t.kind == number && len(t.word) < 6 {
		return t.word
	}
	ms := d.at(i)
	for k := range ms {
		if m := &ms[k]; m.class == digit && m.to == i+1 {
			return m.name
		}
	}
	return ""
}

// items reads one or more item numbers: "4", "4, 5", "4 and 5", "#4".
func (d *draft) items(name string, i int, l span) (found []Command, end int) {
	i = d.itemColon(name, i, l)
	for i < l.to && len(found) < MaxCommands {
		j := i
		if len(found) > 0 {
			if d.tokens[j].word == "," || d.plus(j) {
				j++
			}
			if e, ok := d.has(j, also); ok {
				j = e
			}
		}
		if len(found) > 0 && j+1 < l.to && d.deniesAnywhere(j) && d.tokens[j+1].kind != stop {
			if _, next := d.shape(j, l); next > 0 {
				break // "approve 2, decline 3"
			}
			return nil, 0 // "2, no 3"; "2, no. 3" is a number
		}
		if j < l.to && d.tokens[j].word == "#" {
			j++
		}
		if e := d.namedEnd(j, "nr", l); e > 0 {
			j = e
			if j < l.to && d.tokens[j].kind == stop {
				j++
			}
		}
		if j >= l.to || d.tokens[j].kind != number || len(d.tokens[j].word) > 5 {
			break
		}
		found = append(found, Command{Name: name, Item: d.tokens[j].word})
		i = j + 1
		end = i
	}
	if end > 0 && d.goesOn(end, l) {
		return nil, 0
	}
	return found, end
}

// people reads the addresses of "also"; of a nominator, who decides nothing by it, names as well.
func (d *draft) people(i int, l span) ([]Command, int) {
	var args []string
	end := 0
	for i = d.colon(i, l); i < l.to && len(args) < MaxCommands; {
		if d.tokens[i].word == "," && len(args) > 0 {
			i++
		}
		if e, ok := d.has(min(i, len(d.tokens)-1), also); ok && len(args) > 0 {
			i = e
		}
		if i >= l.to {
			break
		}
		who, e := d.address(i, l)
		if e == 0 && d.opt.Role == Nominator {
			if who, e = d.who(i, l); e > 0 && d.polites(i, i+1) {
				e = 0
			}
		}
		if e == 0 {
			break
		}
		args, i, end = append(args, who), e, e
	}
	if len(args) == 0 {
		return nil, 0
	}
	return []Command{{Name: "also", Args: args}}, end
}

// address reads an address at i, bare or in angle brackets.
func (d *draft) address(i int, l span) (string, int) {
	if i < l.to && d.tokens[i].kind == address {
		return d.tokens[i].word, i + 1
	}
	if i+2 < l.to && d.tokens[i].word == "<" && d.tokens[i+1].kind == address && d.tokens[i+2].word == ">" {
		return d.tokens[i+1].word, i + 3
	}
	return "", 0
}

// who reads an address or a name of one to three capitalised words.
func (d *draft) who(i int, l span) (string, int) {
	if a, e := d.address(i, l); e > 0 {
		return a, e
	}
	j := i
	for j < l.to && j < i+3 && d.tokens[j].kind == word && (d.tokens[j].capital || d.isName(d.tokens[j].word)) && !d.says(j) && d.namedEnd(j, "but", l) == 0 {
		j++
	}
	if j == i {
		return "", 0
	}
	if a, e := d.address(j, l); e > 0 { // Ann Lee <ann@…>
		return a, e
	}
	return d.text[d.tokens[i].from:d.tokens[j-1].to], j
}

// swap reads "not bo@…, ann@…" and "not Bo, it was Ann".
func (d *draft) swap(i int, l span) ([]Command, int) {
	wrong, e := d.who(i, l)
	if e == 0 || e >= l.to {
		return nil, 0
	}
	i = e
	if d.tokens[i].word == "," || d.tokens[i].word == "-" || d.tokens[i].word == ";" {
		i++
	}
	if e := d.namedEnd(i, "but", l); e > 0 {
		i = e
	}
	if e := d.namedEnd(i, "itwas", l); e > 0 {
		i = e
	}
	right, e2 := d.who(i, l)
	if e2 == 0 || i == e {
		return nil, 0
	}
	return []Command{{Name: "not", Args: []string{wrong, right}}}, e2
}

// later reads "later 3 days", "in 2 weeks", "3 Tage später", of which the argument is
// business days, five a week; and "remind me on Friday", of which it is a Day.
func (d *draft) later(i int, l span) ([]Command, int) {
	lead := d.namedEnd(i, "later", l)
	bare := lead > 0 // "later 3" needs no unit
	if lead == 0 {
		lead = d.namedEnd(i, "in", l)
	}
	j := d.colon(max(i, lead), l)
	if lead > 0 && j < l.to && d.tokens[j].word == "," { // "later, 3 days"
		j++
	}
	if e := d.namedEnd(j, "in", l); lead > 0 && e > 0 {
		j = e
	}
	if j >= l.to {
		return nil, 0
	}
	if lead > 0 && bare {
		if day, e := d.day(j, l); e > 0 {
			return []Command{{Name: "later", Args: []string{day}}}, e
		}
	}
	figure := d.figure(j)
	if figure == "" {
		return nil, 0
	}
	n, err := strconv.Atoi(figure)
	if err != nil || n < 1 || n > 400 {
		return nil, 0
	}
	j++
	if e := d.namedEnd(j, "weeks", l); e > 0 {
		n, j = n*5, e
	} else if e := d.namedEnd(j, "days", l); e > 0 {
		j = e
	} else if !bare {
		return nil, 0
	}
	if e := max(d.namedEnd(j, "later", l), d.namedEnd(j, "after", l)); e > 0 {
		j = e
	} else if lead == 0 {
		return nil, 0
	}
	return []Command{{Name: "later", Args: []string{strconv.Itoa(n)}}}, j
}

// What stands for the days of "later" where it is no number: the next weekday, from
// Monday on, the next day, and the next week's first.
const (
	Weekdays = "mon tue wed thu fri sat sun"
	Tomorrow = "tomorrow"
	NextWeek = "next"
)

// day reads the day at token i.
func (d *draft) day(i int, l span) (day string, end int) {
	ms := d.at(i)
	for k := range ms {
		m := &ms[k]
		if m.class != soon || m.name == "" || m.to > l.to || m.to <= end || d.means(m, true) == 0 {
			continue
		}
		if day, end = m.name, m.to; len(day) == 1 {
			day = strings.Fields(Weekdays)[day[0]-'1']
		}
	}
	return day, end
}
