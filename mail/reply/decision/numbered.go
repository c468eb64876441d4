package decision

import (
	"slices"
	"strconv"
)

// numbered is where an approval or a release by number stands: the command, and the words it takes along.
type numbered struct{ key, words span }

// letsGo says that what a command by number is about leaves over a leader's name.
func letsGo(c Command) bool { return c.Name == "approve" || c.Name == "release" }

// noteNumbered keeps where a command that approves or releases by number stands.
func (d *draft) noteNumbered(found []Command, start, end int) {
	words := end
	if at := min(d.wordsAt, end); found[0].Name == "approve" && len(found[0].Args) > 0 && at > start && d.tokens[at-1].word != ":" {
		words = at // what stands behind a colon is the line for the letter
	}
	if slices.ContainsFunc(found, letsGo) {
		d.numbered = append(d.numbered, numbered{key: span{start, words}, words: span{words, end}})
	}
}

// doubtNumbered holds approvals and releases by number to the rule of every approval: whatever
// else the writer says beside them is plainly praise, thanks, a greeting or a name.
// Otherwise it says what is not.
func (d *draft) doubtNumbered() string {
	if len(d.numbered) == 0 {
		return ""
	}
	for _, n := range d.numbered {
		d.mark(n.words.from, n.words.to, free)
	}
	cs, asks, hesitates := d.clauses()
	for _, n := range d.numbered {
		d.mark(n.words.from, n.words.to, command)
	}
	if asks {
		return "it asks something"
	}
	if hesitates {
		return "dots of hesitation stand beside it"
	}
	for i := range cs {
		d.read(&cs[i])
	}
	for _, n := range d.numbered {
		at, _ := slices.BinarySearchFunc(cs, n.key.from, func(c clause, from int) int { return c.from - from })
		key := clause{from: n.key.from, to: n.key.to, reading: approves, strength: firm}
		switch {
		case at > 0:
			key.sentence = cs[at-1].sentence
		case len(cs) > 0:
			key.sentence = cs[0].sentence
		}
		cs = slices.Insert(cs, at, key)
	}
	var approving, rest []int
	for i := range cs {
		switch cs[i].reading {
		case declines:
			return d.quote(cs[i]) + " is said, too"
		case unread:
			rest = append(rest, i)
		case approves:
			approving = append(approving, i)
		}
	}
	d.voting = true
	if r := d.approved(cs, approving, rest); r.Decision != Approve {
		return r.Reason
	}
	return ""
}

// doubt marks each of them, and tells the operator why.
func (d *draft) doubt(list []Command) {
	why := d.doubtNumbered()
	if why == "" {
		return
	}
	for k := range list {
		if c := &list[k]; letsGo(*c) {
			c.Doubt = why
			d.notes = append(d.notes, c.Name+" "+strconv.Quote(c.Item)+" is asked back: "+why)
		}
	}
}

// NamesAnother says that words which an approval by number takes along name a
// colleague, or somebody nobody told of, and not who it is about: "approve 1: well
// done, Nick", of Nina. opt is that of an answer about this one alone.
func NamesAnother(words string, opt Options) bool {
	d, why := draftOf(words, opt)
	if why != "" {
		return words != ""
	}
	cs, _, _ := d.clauses()
	rest := make([]int, len(cs))
	for i := range rest {
		rest[i] = i
	}
	_, found := d.another(rest, cs)
	return found
}
