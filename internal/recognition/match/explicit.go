package match

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// forWords begin a line that says who is meant; a colon must follow.
var forWords = set("for nominee nominees nominate nominating nomination recipient who fur fuer nominiert nominierung vorschlag gemeint pour nomination beneficiaire nominee " +
	"para por nominado nominada per nominato nominata voor genomineerde till til dla pro pre za pentru icin для кому за για " +
	"宛先 対象 対象者 推薦 推薦対象 候補 候補者 给 給 提名 被提名人 표창 대상 추천 수신")

// forLines takes the "for:" lines out of a note: what they say, and the rest. A
// line with nothing behind the colon goes on below, until an empty line.
func forLines(note string) (items []string, rest string) {
	var others []string
	lines := strings.Split(note, "\n")
	for i := 0; i < len(lines); i++ {
		said, ok := forLine(lines[i])
		if !ok {
			others = append(others, lines[i])
			continue
		}
		others = append(others, "")
		if strings.TrimSpace(said) != "" {
			items = append(items, said)
			continue
		}
		for i+1 < len(lines) && strings.TrimSpace(lines[i+1]) != "" && len(items) < maxItems {
			i++
			items = append(items, strings.TrimLeft(lines[i], " \t-*•·"))
			others = append(others, "")
		}
	}
	return items, strings.Join(others, "\n")
}

func forLine(line string) (said string, ok bool) {
	line = strings.TrimLeftFunc(line, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	at := strings.IndexAny(line, ":：")
	if at <= 0 || at > 40 {
		return "", false
	}
	said = strings.TrimLeft(line[at:], ":：*_ \t")
	words := tokenize(line[:at])
	if len(words) == 0 || len(words) > 2 || !forWords.has(words[0].fold) {
		return "", false
	}
	if len(words) == 2 && !forWords.has(words[1].fold) && words[1].fold != "fur" {
		return "", false
	}
	return said, true
}

// splitItems cuts "ann@x.example, Bo Lind & Cy" into its people. A surname with
// a comma and a given name stays whole.
func (f *finder) splitItems(said string) []string {
	if a, b, ok := strings.Cut(said, ","); ok && !strings.ContainsAny(said, "@;&") && !strings.Contains(b, ",") {
		p := f.x.newPassage(zoneNote, said)
		if len(strings.Fields(a)) <= 2 && len(strings.Fields(b)) <= 2 && len(p.toks) >= 2 && p.isFamily[0] {
			last := &p.toks[len(tokenize(a))]
			if len(f.x.both(last.fold, p.toks[0].fold)) > 0 {
				return []string{b + " " + a}
			}
		}
	}
	var items []string
	depth, from := 0, 0
	item := func(to, next int) {
		if s := strings.TrimSpace(said[from:to]); s != "" {
			items = append(items, s)
		}
		from = next
	}
	for i, r := range said {
		switch r {
		case '(', '<':
			depth++
		case ')', '>':
			depth--
		case ',', ';', '&', '/', '+', '、', '，', '；':
			if depth <= 0 || r == ';' {
				item(i, i+len(string(r)))
				depth = 0
			}
		}
	}
	item(len(said), len(said))
	var all []string
	for _, s := range items {
		all = append(all, splitJoined(s)...)
	}
	return all
}

// splitJoined cuts "Ann and Bo" at the joining word.
func splitJoined(s string) []string {
	from := 0
	var all []string
	toks := tokenize(s)
	for i, t := range toks {
		if i > 0 && i+1 < len(toks) && joins.has(t.fold) && !t.capital && strings.TrimSpace(t.sep) == "" && t.sep != "" {
			all = append(all, strings.TrimSpace(s[from:t.start]))
			from = t.end
		}
	}
	return append(all, strings.TrimSpace(s[from:]))
}

// maxItems is how many people "for:" lines may name.
const maxItems = 50

// explicit resolves what "for:" lines say.
func (f *finder) explicit(said []string) (all []verdict) {
	for _, s := range said {
		for _, item := range f.splitItems(cut(s, 2000)) {
			if len(all) >= maxItems {
				return all
			}
			if v, ok := f.explicitItem(item); ok {
				all = append(all, v...)
			}
		}
	}
	return all
}

func (f *finder) explicitItem(item string) ([]verdict, bool) {
	p := f.x.newPassage(zoneNote, item)
	for i := range p.parts { // nothing in such a line is a greeting or a signature
		if p.parts[i] != taken {
			p.parts[i] = body
		}
	}
	if len(p.toks) == 0 {
		return nil, false
	}
	if len(p.addrs) > 0 {
		var all []verdict
		for _, a := range p.addrs {
			all = append(all, f.explicitAddress(p, a))
		}
		return all, true
	}
	sites, teams, trades := slices.Clone(f.sites), slices.Clone(f.teams), f.trades
	defer func() { f.sites, f.teams, f.trades = sites, teams, trades }() // a place in one item says nothing about the next
	f.readPlaces(p)
	ms := f.x.mentions(p)
	if len(ms) == 0 {
		return []verdict{{id: -1, why: fmt.Sprintf("%q in the for: line is nobody in the directory", item)}}, true
	}
	var all []verdict
	for _, m := range ms[:1] { // further words in an item are a place or a reason
		v := f.resolve(m)
		if v.told() {
			v.score = max(v.score, 0.97)
			v.evidence = append([]string{"for: line"}, v.evidence...)
		}
		all = append(all, v)
	}
	return all, true
}

func (f *finder) explicitAddress(p *passage, a span) verdict {
	id, ok := f.x.address[a.address]
	m := &mention{p: p, from: a.token, to: a.end, kind: byAddress}
	switch {
	case !ok:
		return verdict{m: m, id: -1, why: fmt.Sprintf("%s in the for: line is nobody in the directory", a.address)}
	case !f.x.facts[id].active:
		return verdict{m: m, id: -1, why: fmt.Sprintf("%s has left", a.address)}
	}
	return verdict{m: m, id: id, score: 1, evidence: []string{"for: line: " + a.address}}
}
