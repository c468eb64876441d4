package match

import "strings"

// writer is who wrote a passage, as far as their name is known: somebody of the
// directory, or only words of a name.
type writer struct {
	entry *entry
	words []string
}

// writerOf a note or a colleague's own mail is the nominator, of a compliment
// its author.
func (f *finder) writerOf(z zone) writer {
	if (z == zoneNote || f.mail.Direct) && f.nominator >= 0 {
		return writer{entry: &f.x.people[f.nominator]}
	}
	if z == zoneText {
		return writer{words: latinWords(cut(f.mail.Author.Name, maxName))}
	}
	return writer{}
}

// is says whether a word may be a part of the writer's name.
func (w writer) is(t *token) bool {
	if w.entry == nil {
		return hasWord(w.words, t.fold)
	}
	short := len(t.fold) > 2 && w.entry.givens > 0 && strings.HasPrefix(w.entry.words[0], t.fold)
	return short || w.entry.givenQuality(t.fold) > 0 || hasWord(w.entry.family(), t.fold)
}

// markWriter marks the writer's own name, where it stands for itself, as a
// signature: with all that follows where it has a line of its own, alone where
// it is the last sentence of a line ("Another happy one! Flo").
func (p *passage) markWriter(w writer) {
	changed := false
	for i := 0; i < len(p.toks); {
		to, named := i, false
		for to < len(p.toks) && p.toks[to].line == p.toks[i].line && p.toks[to].sentence == p.toks[i].sentence {
			to++
		}
		start := i + p.signOffWords(i, to)
		for k := start; k < to; k++ {
			is := w.is(&p.toks[k])
			named = named || is
			if !is && !initial(&p.toks[k]) && !particles.has(p.toks[k].fold) {
				named = false
				break
			}
		}
		last := to == len(p.toks) || p.toks[to].line != p.toks[i].line
		if !named || !last || to-start > 4 || p.parts[i] == greeting {
			i = to
			continue
		}
		from, end := i, to
		if i == 0 || p.toks[i-1].line != p.toks[i].line {
			from, end = p.signOffAbove(i), len(p.toks)
		}
		for k := from; k < end; k++ {
			if p.parts[k] == body {
				p.parts[k], changed = signature, true
			}
		}
		i = end
	}
	if changed {
		p.weighCase()
	}
}

// signOffAbove is where the line above token i begins, if it is a sign-off.
func (p *passage) signOffAbove(i int) int {
	from := i
	for from > 0 && p.toks[from-1].line == p.toks[i-1].line {
		from--
	}
	if n := p.signOffWords(from, i); n > 0 && from+n == i {
		return from
	}
	return i
}

// weighCase tells from the words of the body whether capitals tell anything.
func (p *passage) weighCase() {
	n, capitals, loud := 0, 0, 0
	for i := range p.toks {
		t := &p.toks[i]
		if p.parts[i] == signature {
			continue
		}
		n++
		if t.capital && t.fold != "i" {
			capitals++
		}
		if len(t.text) > 1 && !t.east && shouted(t.text) {
			loud++
		}
	}
	p.small = capitals <= n/40 || n > 4 && loud > n*2/3 // all small, or all capitals
}
