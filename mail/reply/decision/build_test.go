package decision

import (
	"encoding/binary"
	"flag"
	"fmt"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

var write = flag.Bool("write", false, "write the tables anew from words/*.txt and advice/*.txt")

// TestTable holds the tables that are read against the words they are made of.
func TestTable(t *testing.T) {
	for dir, table := range map[string]string{"words": table, "advice": adviceTable} {
		made, err := build(dir)
		if err != nil {
			t.Fatal(err)
		}
		if data := made.encode(); *write {
			err = os.WriteFile(dir+".tab", data, 0o644)
		} else if string(data) != table {
			err = fmt.Errorf("%s.tab is older than %s/*.txt: run go generate ./mail/reply/decision", dir, dir)
		}
		if err != nil {
			t.Error(err)
		}
	}
}

var sections = map[string]class{
	"approve": strong, "attest": attest, "mere": mere, "yes": yes, "filler": filler, "decline": decline, "no": no,
	"negation": negation, "contrast": contrast, "regret": regret, "please": please, "condition": condition, "hold": hold, "doubt": doubt, "report": report,
	"other": other, "order": order, "retract": retract, "touch": touch, "against": against,
	"praise": praise, "person": person, "self": self, "common": common, "idiom": idiom, "tells": tells, "witness": witness, "too": too, "urge": urge, "because": because,
	"greeting": greeting, "signoff": signoff, "device": device, "and": also, "number": digit, "amiss": amiss, "remark": remark,
	"firstly": firstly, "office": office, "sending": sending, "weekday": weekday, "asking": asking, "never": never, "consult": consult, "ahead": ahead, "served": served, "title": title, "recalls": recalls, "lasting": lasting, "moment": moment,
	"advice": advice, "doing": doing, "setting": setting, "points": points, "willing": willing, "query": query, "addressed": addressed, "reacts": reacts, "soon": soon, "homely": homely, "every": every, "pair": pair,
}

// builder is the vocabulary of all languages while it is put together.
type builder struct {
	root     branch
	stems    map[string][]sense // words that begin so
	confirms []string           // stems of words that may confirm a fact
	agrees   []string           // stems of words that may agree with a statement
	matters  []string           // stems of words for what was asked
	endings  map[string][]sense // words that end so
	middles  map[string][]sense // words that hold this: a Turkish verb says no within
}

type branch struct {
	next   map[string]*branch
	senses []sense
	vague  bool
}

func build(dir string) (*builder, error) {
	w := &builder{stems: map[string][]sense{}, endings: map[string][]sense{}, middles: map[string][]sense{}}
	for n := range languages {
		i := len(languages) - 1 - n // what holds for any language comes first
		lang := languages[i]
		file := path.Join(dir, lang+".txt")
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		set := langs(1) << i
		if lang == "any" {
			set = everyLang
		}
		if err := w.read(string(data), set); err != nil {
			return nil, fmt.Errorf("reading %s: %w", file, err)
		}
	}
	w.demote(&w.root)
	return w, nil
}

// read takes one file: sections in brackets, a phrase a line.
func (w *builder) read(data string, set langs) error {
	var c class
	var name string
	open := false
	for n, l := range strings.Split(data, "\n") {
		l = strings.TrimSpace(l)
		if l == "" || strings.HasPrefix(l, "//") {
			continue
		}
		if strings.HasPrefix(l, "[") {
			title, command, isCommand := strings.Cut(strings.Trim(l, "[]"), " ")
			name, open = command, true
			if title == "stems" {
				c = common
			} else if isCommand && title == "command" {
				c = named
			} else if s, ok := sections[title]; ok && !isCommand {
				c = s
			} else {
				return fmt.Errorf("line %d: no section %q", n+1, l)
			}
			continue
		}
		if !open {
			return fmt.Errorf("line %d: a phrase before any section", n+1)
		}
		for _, entry := range splitTop(l) {
			switch entry = strings.TrimSpace(entry); name {
			case "agreeing":
				w.agrees = append(w.agrees, fold(strings.Trim(entry, "*")))
			case "confirming":
				w.confirms = append(w.confirms, fold(strings.Trim(entry, "*")))
			case "matter":
				w.matters = append(w.matters, fold(strings.Trim(entry, "*")))
			default:
				w.addEntry(entry, c, name, set)
			}
		}
	}
	return nil
}

// splitTop splits l at the bars that stand outside braces.
func splitTop(l string) []string {
	var out []string
	depth, from := 0, 0
	for i := 0; i < len(l); i++ {
		switch {
		case l[i] == '{':
			depth++
		case l[i] == '}':
			depth--
		case l[i] == '|' && depth == 0:
			out = append(out, l[from:i])
			from = i + 1
		}
	}
	return append(out, l[from:])
}

// addEntry takes one entry: ~ marks a word that other languages use too,
// ^ one that counts at the start of a clause alone, @ one that without its
// accent is another word ("si", if), = gives its figure.
func (w *builder) addEntry(e string, c class, name string, set langs) {
	s := sense{class: c, name: name, firm: set}
	for {
		if rest, ok := strings.CutPrefix(e, "~"); ok {
			s.firm, s.weak, e = 0, set, rest
		} else if rest, ok := strings.CutPrefix(e, "^"); ok {
			s.start, e = set, rest
		} else if rest, ok := strings.CutPrefix(e, "@"); ok {
			s.alone, e = true, rest
		} else {
			break
		}
	}
	if c == digit || c == soon { // a number's figure, a day's
		e, s.name, _ = strings.Cut(e, "=")
	}
	for _, phrase := range expand(fold(e)) {
		w.add(phrase, s)
	}
	if strings.ContainsAny(e, "äöüåøÄÖÜ") {
		for _, phrase := range expand(fold(umlauts.Replace(e))) { // as typed without these keys
			w.add(phrase, s)
		}
	}
}

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "ae", "Ö", "oe", "Ü", "ue", "å", "aa", "ø", "oe")

// expand writes out the braces of e: "{i |}approve" is "i approve" and "approve".
func expand(e string) []string {
	open := strings.IndexByte(e, '{')
	if open < 0 {
		return []string{e}
	}
	end := open + strings.IndexByte(e[open:], '}')
	if strings.ContainsRune(e[open+1:end], '{') { // it would come out as nonsense, a hundred thousand times
		panic("braces within braces: " + e)
	}
	var out []string
	rest := expand(e[end+1:])
	for _, choice := range strings.Split(e[open+1:end], "|") {
		for _, r := range rest {
			out = append(out, e[:open]+choice+r)
		}
	}
	return out
}

func (w *builder) add(phrase string, s sense) {
	phrase = strings.TrimSpace(phrase)
	if phrase == "" {
		return
	}
	before, after := strings.HasPrefix(phrase, "*"), strings.HasSuffix(phrase, "*")
	if s.firm != everyLang && (before || after && s.class > negation && s.class <= retract || s.class == homely) {
		s.weak, s.firm = s.weak|s.firm, 0 // parts of words meet by chance
	}
	stem := strings.Trim(phrase, "*")
	switch {
	case before && after:
		w.middles[stem] = merge(w.middles[stem], s)
		return
	case before:
		w.endings[stem] = merge(w.endings[stem], s)
		return
	case after:
		w.stems[stem] = merge(w.stems[stem], s)
		return
	}
	n := &w.root
	parts := tokenise(phrase)
	switch {
	case s.class != strong || holds(parts, w.matters):
	case holds(parts, w.confirms):
		s.class = attest
	case holds(parts, w.agrees):
		s.class = yes
	}
	if len(parts) == 1 && parts[0].kind == glyph && s.class > negation && s.class <= retract {
		s.weak, s.firm = s.weak|s.firm, 0 // Chinese and Japanese share them
	}
	for _, t := range parts {
		if t.kind == mark || t.kind == stop {
			continue
		}
		child := n.next[t.word]
		if child == nil {
			if n.next == nil {
				n.next = map[string]*branch{}
			}
			child = &branch{}
			n.next[t.word] = child
		}
		n = child
	}
	n.senses = merge(n.senses, s)
	n.vague = n.vague || s.weak != 0 && s.class <= no
}

// holds says that a word of the phrase begins with one of stems.
func holds(phrase []token, stems []string) bool {
	return slices.ContainsFunc(phrase, func(t token) bool {
		return slices.ContainsFunc(stems, func(s string) bool { return strings.HasPrefix(t.word, s) })
	})
}

func merge(list []sense, s sense) []sense {
	for i := range list {
		if l := &list[i]; l.class == s.class && l.name == s.name {
			l.firm |= s.firm
			l.weak |= s.weak
			l.start |= s.start
			return list
		}
	}
	return append(list, s)
}

// demote makes a word that stands against approval in one language and is a
// plain word of another count in its own language alone: Finnish "en" (I do
// not) is the French "in".
func (w *builder) demote(n *branch) {
	if slices.ContainsFunc(n.senses, func(s sense) bool { return s.class == mere }) {
		n.senses = slices.DeleteFunc(n.senses, func(s sense) bool { return s.class == yes })
	}
	var plain, usual langs
	for _, s := range n.senses {
		if s.class >= praise && s.class <= common || s.class == filler {
			plain |= s.firm | s.weak
		}
		if s.class == common || s.class == self {
			usual |= s.firm | s.weak
		}
	}
	for i := range n.senses {
		s := &n.senses[i]
		if (s.class == praise || s.class == person || s.class == because) && usual&^s.firm != 0 && s.firm != everyLang {
			s.weak |= s.firm // Polish "on" (he) is an English word
			s.firm = 0
		}
		if s.class >= negation && s.class <= retract && plain&^s.firm != 0 && s.firm != everyLang {
			s.weak |= s.firm
			s.firm = 0
		}
		if s.class >= negation && s.class <= retract {
			s.plain = plain &^ s.weak
		}
	}
	for _, child := range n.next {
		w.demote(child)
	}
}

// encoder writes the table that decode reads.
type encoder struct {
	out    []byte
	lists  map[string]int // how a list of senses is written, and its number
	coded  []string
	labels map[string]int
	nodes  map[string]int // likewise: branches that are alike are written once
	trunk  []string
}

func (w *builder) encode() []byte {
	e := &encoder{lists: map[string]int{"\x00": 0}, coded: []string{"\x00"}, labels: map[string]int{}, nodes: map[string]int{}}
	all := map[string]bool{}
	w.root.words(all)
	labels := slices.Sorted(maps.Keys(all))
	for i, l := range labels {
		e.labels[l] = i
	}
	e.node(&w.root)
	stems := e.parts(w.stems)
	endings := e.parts(w.endings)
	middles := e.parts(w.middles)
	e.number(len(labels))
	for _, l := range labels {
		e.text(l)
	}
	e.number(len(e.coded))
	e.out = append(e.out, strings.Join(e.coded, "")...)
	e.number(len(e.trunk))
	e.out = append(e.out, strings.Join(e.trunk, "")...)
	e.out = slices.Concat(e.out, stems, endings, middles)
	return e.out
}

func (b *branch) words(all map[string]bool) {
	for w, child := range b.next {
		all[w] = true
		child.words(all)
	}
}

func (e *encoder) number(n int) { e.out = binary.AppendUvarint(e.out, uint64(n)) }

func (e *encoder) text(s string) {
	e.number(len(s))
	e.out = append(e.out, s...)
}

// list gives the number of a list of senses.
func (e *encoder) list(senses []sense) int {
	sub := &encoder{}
	sub.number(len(senses))
	for _, s := range senses {
		sub.number(int(s.class))
		sub.text(s.name)
		for _, set := range []langs{s.firm, s.weak, s.start, s.plain} {
			sub.number(int(set))
		}
		sub.number(bit(s.alone))
	}
	return once(e.lists, &e.coded, string(sub.out))
}

// node gives the number of b, which stands behind those of its branches.
func (e *encoder) node(b *branch) int {
	sub := &encoder{}
	sub.number(e.list(b.senses))
	sub.number(bit(b.vague))
	sub.number(len(b.next))
	for _, w := range slices.Sorted(maps.Keys(b.next)) {
		sub.number(e.labels[w])
		sub.number(e.node(b.next[w]))
	}
	return once(e.nodes, &e.trunk, string(sub.out))
}

func (e *encoder) parts(from map[string][]sense) []byte {
	sub := &encoder{}
	sub.number(len(from))
	for _, part := range slices.Sorted(maps.Keys(from)) {
		sub.text(part)
		sub.number(e.list(from[part]))
	}
	return sub.out
}

func once(numbers map[string]int, all *[]string, coded string) int {
	n, ok := numbers[coded]
	if !ok {
		n = len(*all)
		numbers[coded] = n
		*all = append(*all, coded)
	}
	return n
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
