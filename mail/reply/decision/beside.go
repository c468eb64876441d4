package decision

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"goodword/mail/parse/stem"
)

// placed says that every free clause is one of praise or thanks: what people
// write beside an approval. What tells of somebody and praises nothing may tell
// why not to thank, in words nobody listed ("Approved. She slapped a
// customer"), and so may what stands in one sentence with praise ("she is
// lovely, and the till was short"); both are asked back. Only whom the praise
// is spoken to ("well done, Lena"), what the writer saw and what guests say of
// it, in words that are all known, need none of their own. Otherwise it gives
// the first clause that has no place.
func (d *draft) placed(cs []clause, best int) (odd clause, ok bool) {
	talk := best == firm
	for i := 0; i < len(cs); {
		end := i
		var m manner
		first := -1
		for ; end < len(cs) && cs[end].sentence == cs[i].sentence; end++ {
			if cs[end].remark || cs[end].reading != unread {
				continue
			}
			m.size += cs[end].to - cs[end].from
			if d.listen(cs[end], &m) && d.strange(cs[end]) <= d.fewStrange(cs[end]) {
				m.praised = true
			} else if first < 0 && !d.spokenTo(cs[end]) && !(talk && d.witnessed(cs[end:end+1])) {
				first = end
			}
		}
		if !talk && (m.selfish || !m.person && m.size > 8) {
			m.praised = false // an answer to something else: "yes, I am fine, great day"
		}
		if m.size > 0 && (first >= 0 || !m.praised) && !(talk && d.witnessed(cs[i:end])) && !d.recalledBy(cs[i:end]) {
			if first < 0 {
				first = i + slices.IndexFunc(cs[i:end], func(c clause) bool { return c.reading == unread && !c.remark })
			}
			return cs[first], false
		}
		i = end
	}
	return clause{}, true
}

// fewStrange is how many words a clause of praise may hold that no list knows: one
// is the thing that was done, and two tell what for ("she is good at hiding the
// bottles"). Beside nothing but thanks, one tells that already ("thanks for the mess").
func (d *draft) fewStrange(c clause) int {
	thanked := false
	for i := c.from; i < c.to; i++ {
		thanks := d.tokens[i].kind == word && thanking.Begins(d.tokens[i].word)
		thanked = thanked || thanks
		ms := d.at(i)
		for k := range ms {
			if !thanks && ms[k].class == praise && d.means(&ms[k], true) != 0 {
				return 1
			}
		}
	}
	if thanked {
		return 0
	}
	return 1
}

// thanking are how words of thanks begin, where words can be counted.
var thanking = stem.Of("thank", "thx", "cheers", "dank", "merci", "remerci", "gracias", "agradec", "grazie", "grazia", "ringraz", "obrigad", "bedank", "tack", "takk", "tak",
	"kiit", "dzięk", "dziek", "podzięk", "díky", "diky", "dík", "děk", "dek", "köszön", "koszon", "mulțum", "multum", "mulţum", "mersi", "teşekkür", "tesekkur", "sağol", "спасиб", "благодар", "дяку", "вдяч")

// strange counts the words of c that no list knows in the answer's language. A name
// within a sentence is none ("Danke an Lena" too, where every noun has a capital), and Chinese, Japanese and Korean have no words to count.
func (d *draft) strange(c clause) (n int) {
	known := c.from
	for i := c.from; i < c.to; i++ {
		ms := d.at(i)
		for k := range ms {
			if d.means(&ms[k], true) != 0 {
				known = max(known, ms[k].to)
			}
		}
		if t := &d.tokens[i]; i >= known && t.kind == word && !d.isName(t.word) && !(i > c.from && d.someone(i) && (!d.shouted(i) || d.tokens[i-1].word == "an")) {
			n++
		}
	}
	return n
}

// shouted says that a capital at token i tells no name: all is in capitals, or
// German, where every noun has one.
func (d *draft) shouted(i int) bool {
	second := d.text[d.tokens[i].from:d.tokens[i].to]
	_, size := utf8.DecodeRuneInString(second)
	r, _ := utf8.DecodeRuneInString(second[size:])
	return unicode.IsUpper(r) || d.live(1<<german, 0, false) != 0
}

// spokenTo says that c is nothing but a name, which praise beside it is spoken
// to: "well done, Lena", "レナさん".
func (d *draft) spokenTo(c clause) bool {
	if text := d.text[d.tokens[c.from].from:d.tokens[c.to-1].to]; c.to-c.from <= longestHonoured && d.tokens[c.from].kind == glyph {
		for _, title := range [...]string{"さん", "様", "ちゃん", "くん", "씨", "님"} {
			if strings.HasSuffix(text, title) && len(text) > len(title) {
				return true
			}
		}
	}
	for i := c.from; i < c.to; i++ {
		t := &d.tokens[i]
		named := t.kind == word && d.isName(t.word) || t.kind == glyph && d.inName(t)
		if !named && t.kind != sign && (c.to-c.from > 1 || !d.someone(i)) {
			return false
		}
	}
	return true
}

// longestHonoured is the length, in signs, of a Japanese or Korean name with its
// title: "鈴木レナさん".
const longestHonoured = 8

// manner is what kind of talk a sentence is.
type manner struct {
	praised, selfish bool
	person           bool
	size             int // words of free clauses
}

// listen adds to m what c tells, and says whether it praises or thanks.
func (d *draft) listen(c clause, m *manner) (praises bool) {
	within := c.from // an idiom ends
	for j := c.from; j < c.to; j++ {
		if end, ok := d.has(j, idiom); ok && end <= c.to {
			within = max(within, end)
		}
		if t := &d.tokens[j]; t.kind == word && d.isName(t.word) || t.kind == glyph && d.inName(t) {
			m.person = true
		}
		ms := d.at(j)
		for x := range ms {
			set := d.means(&ms[x], true)
			switch {
			case set == 0:
			case ms[x].class == person:
				m.person = true
			case ms[x].class == praise:
				praises = true
			case ms[x].class == self && j >= within:
				m.selfish = m.selfish || d.live(set, 0, false) != 0
			}
		}
	}
	return praises
}

// comment joins the free words, sentence by sentence.
func (d *draft) comment(cs []clause) string {
	var b strings.Builder
	for i := 0; i < len(cs); {
		if cs[i].reading != unread {
			i++
			continue
		}
		end := i
		for k := i + 1; k < len(cs) && (cs[k].reading == unread || cs[k].reading == fills) && !d.cutBetween(cs[k-1], cs[k]); k++ {
			end = k
		}
		from, to := d.tokens[cs[i].from].from, d.tokens[cs[end].to-1].to
		if t := cs[end].to; t < len(d.tokens) && d.tokens[t].used == free && (d.tokens[t].kind == stop || d.tokens[t].word == ")") {
			to = d.tokens[t].to
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strings.Join(strings.Fields(d.text[from:to]), " "))
		i = end + 1
	}
	return cut(strings.TrimSpace(b.String()), MaxComment)
}

// cutBetween says that a framed line or a command stands between a and b.
func (d *draft) cutBetween(a, b clause) bool {
	for i := a.to; i < b.from; i++ {
		if d.tokens[i].used != free {
			return true
		}
	}
	return false
}

// mistaken finds in the words of "edit: …" and its like what was meant for us:
// "edit: sorry, wrong mail, please ignore" takes everything back.
func (d *draft) mistaken(approved bool) string {
	for _, c := range d.commands {
		switch c.Name {
		case "edit", "lesson", "wow", "news", "challenge":
		default:
			continue
		}
		words, why := draftOf(strings.Join(c.Args, " "), d.opt)
		if why != "" {
			continue
		}
		for i := range words.tokens {
			ms := words.at(i)
			for k := range ms {
				begins := i == 0 || words.separates(i-1)
				if m := &ms[k]; m.class == amiss && words.means(m, begins) != 0 {
					return "the words of " + c.Name + " speak of a mistake: " + words.quote(clause{from: m.from, to: m.to})
				}
			}
		}
		if m := words.secondThought(); m != nil && approved && c.Name == "edit" {
			return "the words of edit may be meant for us: " + words.quote(clause{from: m.from, to: m.to})
		}
	}
	return ""
}

// fewWords is the length under which a line that begins with a negation is
// rather an order than a sentence: "do not send this".
const fewWords = 7

// secondThought finds what a line to a nominee seldom begins with, and a
// message to us often: a request, a condition, a delay, a refusal.
func (d *draft) secondThought() *match {
	for i := range min(2, len(d.tokens)) {
		ms := d.at(i)
		for k := range ms {
			m := &ms[k]
			begins := i == 0 && (m.class > negation && m.class <= retract || m.class == please || m.class == against || m.class == decline)
			denies := len(d.tokens) < fewWords && (m.class == negation || m.class == no)
			if (begins || denies) && d.means(m, true) != 0 {
				return m
			}
		}
	}
	return nil
}

// half finds in a clause that approves a phrase of doubt which its words only
// make together, and in the last a yes said twice: "ja ja", "sure, sure".
func (d *draft) half(c clause, last bool) *match {
	for i := c.from; i < c.to; i++ {
		if last && i == c.to-1 && c.strength < firm && d.again(i) {
			return &match{from: i, to: i + 1, sense: &sense{class: doubt}}
		}
		ms := d.at(i)
		for k := range ms {
			if m := &ms[k]; m.class == doubt && m.to > i+1 && m.to <= c.to && d.means(m, i == c.from) != 0 {
				return m
			}
		}
	}
	return nil
}

// again says that the word at i stands right before it too.
func (d *draft) again(i int) bool {
	k := i - 1
	if k > 0 && d.tokens[k].kind == mark && d.tokens[k].word == "," {
		k--
	}
	return k >= 0 && d.tokens[i].kind == word && d.tokens[k].kind == word && d.tokens[k].word == d.tokens[i].word
}

// goesOn says that the number before i is the beginning of a range, a version
// or a time: "4-6", "4.2", "4:30".
func (d *draft) goesOn(i int, l span) bool {
	if i >= l.to || d.tokens[i].space {
		return false
	}
	if d.tokens[i].word == "-" {
		return true
	}
	figures := i+1 < l.to && d.tokens[i+1].kind == number && !d.tokens[i+1].space
	return figures && (d.tokens[i].kind == stop || d.tokens[i].word == ":" || d.tokens[i].word == "/")
}
