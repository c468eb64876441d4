package decision

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// readUrging lets "please approve" approve right behind a yes: "yes, please
// approve".
func (d *draft) readUrging(cs []clause) {
	for i := 1; i < len(cs); i++ {
		c, before := &cs[i], cs[i-1]
		if c.reading != unread || before.reading != approves || before.sentence != c.sentence || d.tokens[c.from-1].word != "," {
			continue
		}
		if _, ok := d.cover(c.from, c.to, urge, urge); ok {
			c.reading, c.strength = approves, mild
		}
	}
}

// onlyPraise says that c is praise and thanks in few words and states nothing:
// "well deserved", "great work".
func (d *draft) onlyPraise(c clause) bool {
	if c.to-c.from > 4 {
		return false
	}
	for i := c.from; i < c.to; i++ {
		if d.skippable(i) || d.tokens[i].kind == sign {
			continue
		}
		_, fills := d.has(i, filler)
		_, praises := d.has(i, praise)
		if !fills && !praises {
			return false
		}
	}
	return true
}

// witnessed says that the clauses of one sentence say that the writer saw it,
// in words that are all known: "I was there that evening".
func (d *draft) witnessed(cs []clause) bool {
	for _, c := range cs {
		if c.reading == fills {
			continue
		}
		end, ok := d.has(c.from, witness)
		if !ok || end > c.to {
			return false
		}
		for ; end < c.to; end++ {
			if !d.plain(end) {
				return false
			}
		}
	}
	return true
}

// remarked says that c is a remark that decides nothing, in words that are all
// known: "the whole house is talking about it". What such a remark may hold
// ("will be proud", "read it out") is no delay and no report.
func (d *draft) remarked(c clause) bool {
	found := false
	for i := c.from; i < c.to; {
		if end, ok := d.has(i, remark); ok && end <= c.to {
			found, i = true, end
			continue
		}
		if end, ok := d.has(i, witness); ok && end <= c.to {
			i = end
			continue
		}
		if !d.plain(i) || d.against(clause{from: i, to: i + 1}, negation, against) != nil {
			return false
		}
		i++
	}
	return found
}

// plain says that the word at i is one of those that sentences are made of.
func (d *draft) plain(i int) bool {
	if d.skippable(i) || d.tokens[i].kind == sign {
		return true
	}
	for k := range d.at(i) {
		m := &d.at(i)[k]
		if (m.class == filler || m.class >= praise && m.class <= too && m.class != idiom) && d.means(m, true) != 0 {
			return true
		}
	}
	return false
}

// elsewhere finds a free clause by which the approval is not the writer's, or
// not of the nominee: a label before it ("Tom's answer: approved"), somebody
// named as well, somebody named as who it was.
func (d *draft) elsewhere(cs []clause, rest []int) (clause, bool) {
	first := slices.IndexFunc(cs, func(c clause) bool { return c.reading == approves })
	for _, i := range rest {
		c := cs[i]
		if i < first && c.to < len(d.tokens) && d.tokens[c.to].word == ":" || d.tooClause(c) || d.itWas(c) {
			return c, true
		}
	}
	return d.another(rest, cs)
}

// another finds a clause that names somebody nobody told of, in an answer that does
// not name who it is about: "well done, Ahmed", of Lena. The first word of a
// sentence has a capital anyway, and a German noun has one everywhere, so that German
// tells a name by "Frau" and "Herr" alone, unless it is a colleague's. A name in other letters than
// those told may be theirs. Who writes without capitals writes names so, too: then a
// word that no list knows is a name where a colleague has it.
func (d *draft) another(rest []int, cs []clause) (odd clause, found bool) {
	if len(d.opt.About) == 0 {
		return clause{}, false
	}
	small := d.small()
	for _, i := range rest {
		c := cs[i]
		for j := c.from; j < c.to; j++ {
			t := &d.tokens[j]
			switch {
			case t.kind != word:
			case akin(t.word, d.opt.About):
				return clause{}, false
			case small && !t.capital && len(t.word) > 2 && !d.listed(j) && !found && !akin(t.word, d.opt.Others) && d.colleague(t.word):
				odd, found = c, true
			case found || !d.someone(j) || !sameLetters(t.word, fold(d.opt.About[0])) || akin(t.word, d.opt.Others):
			case d.colleague(t.word):
				odd, found = c, true
			case j == 0:
			case d.tokens[j-1].kind != word && d.tokens[j-1].word != ",":
			case d.live(1<<german, 0, false) != 0 && !strings.HasPrefix(d.tokens[j-1].word, "herr") && d.tokens[j-1].word != "frau":
			default:
				odd, found = c, true
			}
		}
	}
	return odd, found
}

// listed says that a list of the answer's language knows a phrase that begins at i.
func (d *draft) listed(i int) bool {
	return slices.ContainsFunc(d.at(i), func(m match) bool { return d.live(m.firm|m.weak|m.start|m.plain, 0, false) != 0 })
}

// small says that the writer uses no capitals but those that a phone sets at the
// beginning of a sentence, and "I".
func (d *draft) small() bool {
	for i := 1; i < len(d.tokens); i++ {
		if t := &d.tokens[i]; t.capital && t.to-t.from > 1 && (d.tokens[i-1].kind == word || d.tokens[i-1].word == ",") {
			return false
		}
	}
	return true
}

// colleague says that w is the given name of another in the company: "Nick", "Nick's", "Ottos".
func (d *draft) colleague(w string) bool {
	if d.opt.Colleague == nil {
		return false
	}
	base, owns := strings.CutSuffix(w, "s")
	return d.opt.Colleague(w) || owns && d.opt.Colleague(strings.TrimSuffix(base, "'"))
}

// akin says that w may be one of names in another case or in short: "Lenie", "Ben".
func akin(w string, names []string) bool {
	for _, n := range names {
		for _, part := range strings.Fields(n) {
			f := []rune(fold(part))
			if strings.HasPrefix(w, string(f[:min(3, len(f))])) {
				return true
			}
		}
	}
	return false
}

// tooClause: "Tom as well", "Tom auch".
func (d *draft) tooClause(c clause) bool {
	if c.to-c.from > 5 || c.keyword {
		return false
	}
	named, also := false, false
	for i := c.from; i < c.to; i++ {
		if end, ok := d.has(i, too); ok {
			also = true
			i = end - 1
			continue
		}
		named = named || d.someone(i)
	}
	return named && also
}

// someone says that the word at i may be the name of somebody we do not know.
func (d *draft) someone(i int) bool {
	t := &d.tokens[i]
	if t.kind != word || !t.capital || d.isName(t.word) {
		return false
	}
	return !slices.ContainsFunc(d.at(i), func(m match) bool {
		return (m.class == filler || m.class >= praise && m.class <= because) && d.means(&m, true) != 0
	})
}

// itWas: "it was Tom who …".
func (d *draft) itWas(c clause) bool {
	for i := c.from; i < c.to; i++ {
		if end, ok := d.has(i, because); ok && end > i+1 && end < c.to && d.someone(end) {
			return true
		}
	}
	return false
}

// sameLetters says that two words are both Latin, or both not.
func sameLetters(a, b string) bool {
	r, _ := utf8.DecodeRuneInString(a)
	s, _ := utf8.DecodeRuneInString(b)
	return unicode.Is(unicode.Latin, r) == unicode.Is(unicode.Latin, s)
}
