package templates

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
)

// A source is lines; each becomes a node before any data is near it.
//
//	// comment                   never rendered
//	@subject TEXT                one line, cut to 80 characters
//	@preheader TEXT              what a mail client shows beside the subject
//	@look personal               a letter from a person rather than a piece of work
//	@if A and not B … @elif … @else … @end
//	@if Proof is attached        compares with a word of a fixed list, a number; a list is one or several
//	@each Candidates … @end      a name in it is looked for in the item first
//	@vary … @or … @end           wordings: one of them is taken
//	# TEXT                       heading
//	## TEXT                      heading of a section
//	TEXT                         paragraph, to the next blank line
//	> TEXT   >[Lang] TEXT        quote; Words keep their lines here
//	>- TEXT                      who is quoted
//	- TEXT                       list item
//	* LEAD | TEXT                numbered item
//	  TEXT   > TEXT   ! …        indented: further lines of the item
//	  !+ LABEL | BODY | HINT     a draft of a new mail to us, rather than an answer
//	= LABEL | TEXT               fact
//	! LABEL | BODY | HINT        a draft answer; HINT is what the reader adds
//	% NAME | TEXT                a picture that the letter brings along, and what it shows
//	_ NAME | TITLE               signature
//	~ TEXT                       small print
//
// In TEXT, *stars* make words strong, {Field} is data, {Field|filter} shapes
// it, and {if A}…{else}…{end} chooses within a line.
type lineKind int

const (
	lineBlank lineKind = iota
	lineSubject
	linePreheader
	lineLook
	lineHeading
	lineSection
	linePara
	lineQuote
	lineQuoteBy
	lineItem
	lineNumbered
	lineItemMore
	lineItemQuote
	lineItemDraft
	lineItemNew
	lineFact
	lineDraft
	linePicture
	lineSign
	lineSmall
)

// prefixes are tried in this order, so longer ones stand first.
var prefixes = []struct {
	text string
	kind lineKind
	most int // parts that | separates
}{
	{"@subject ", lineSubject, 1}, {"@preheader ", linePreheader, 1}, {"@look ", lineLook, 1},
	{"## ", lineSection, 1}, {"# ", lineHeading, 1},
	{">- ", lineQuoteBy, 1}, {"> ", lineQuote, 1}, {">[", lineQuote, 1},
	{"- ", lineItem, 1}, {"* ", lineNumbered, 2}, {"= ", lineFact, 2},
	{"! ", lineDraft, 3}, {"% ", linePicture, 2}, {"_ ", lineSign, 2}, {"~ ", lineSmall, 1},
	{"  > ", lineItemQuote, 1}, {"  >[", lineItemQuote, 1}, {"  !+ ", lineItemNew, 3}, {"  ! ", lineItemDraft, 3}, {"  ", lineItemMore, 1},
}

// node is one of: a line, a choice, a repetition, a variation.
type node struct {
	kind   lineKind
	at     int         // line of the file, from 1
	parts  [][]segment // of a line, split at |
	lang   *field      // of a quote
	choice []branch    // @if
	each   *field      // @each
	body   []node      // of each
	vary   [][]node    // @vary
}

type branch struct {
	when *condition // nil for @else
	body []node
}

// source is a letter in one language, checked against its view.
type source struct {
	name     string // for errors: "de/request.letter"
	nodes    []node
	wordings int // of its longest variation: so many show each of its sentences
	variety  int // different letters that its variations make together
}

type parser struct {
	name     string
	lines    []string
	at       int // index of the next line
	scopes   []reflect.Type
	wordings int
}

// parseSource takes a source apart and checks every name in it against view.
func parseSource(name, text string, view reflect.Type) (*source, error) {
	p := &parser{name: name, lines: strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n"), scopes: []reflect.Type{view}, wordings: 1}
	nodes, stop, err := p.block()
	if err != nil {
		return nil, err
	}
	if stop != "" {
		return nil, p.errorf("%s without @if, @each or @vary before it", stop)
	}
	s := &source{name: name, nodes: nodes, wordings: p.wordings, variety: variety(nodes)}
	if !holds(nodes, lineSubject) {
		return nil, fmt.Errorf("%s: there is no @subject line; add one", name)
	}
	return s, nil
}

func (p *parser) errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", p.name, p.at, fmt.Sprintf(format, args...))
}

// block reads nodes up to a line that ends or divides a block, which it returns.
func (p *parser) block() (nodes []node, stop string, err error) {
	for p.at < len(p.lines) {
		line := strings.TrimRight(p.lines[p.at], " \t")
		p.at++
		word, rest, _ := strings.Cut(line, " ")
		var n node
		switch word {
		case "@end", "@else", "@or":
			return nodes, word, nil
		case "@elif":
			return nodes, line, nil
		case "@if":
			n, err = p.choice(rest)
		case "@each":
			n, err = p.repetition(rest)
		case "@vary":
			n, err = p.variation()
		default:
			if strings.HasPrefix(line, "//") {
				continue
			}
			n, err = p.line(line)
		}
		if err != nil {
			return nil, "", err
		}
		nodes = append(nodes, n)
	}
	return nodes, "", nil
}

func (p *parser) choice(text string) (node, error) {
	start := p.at
	var n node
	for {
		when, err := p.condition(text)
		if err != nil {
			return n, err
		}
		body, stop, err := p.block()
		if err != nil {
			return n, err
		}
		n.choice = append(n.choice, branch{when, body})
		if more, ok := strings.CutPrefix(stop, "@elif "); ok {
			text = more
			continue
		}
		if stop == "@else" {
			if body, stop, err = p.block(); err != nil {
				return n, err
			}
			n.choice = append(n.choice, branch{nil, body})
		}
		if stop != "@end" {
			return n, fmt.Errorf("%s:%d: this @if has no @end", p.name, start)
		}
		return n, nil
	}
}

func (p *parser) repetition(path string) (node, error) {
	start := p.at
	f, err := p.field(strings.TrimSpace(path))
	if err != nil {
		return node{}, err
	}
	if f.typ.Kind() != reflect.Slice {
		return node{}, p.errorf("@each %s: that is one value and not a list", path)
	}
	p.scopes = append(p.scopes, f.typ.Elem())
	body, stop, err := p.block()
	p.scopes = p.scopes[:len(p.scopes)-1]
	if err != nil {
		return node{}, err
	}
	if stop != "@end" {
		return node{}, fmt.Errorf("%s:%d: this @each has no @end", p.name, start)
	}
	return node{each: f, body: body}, nil
}

func (p *parser) variation() (node, error) {
	start := p.at
	var n node
	for {
		body, stop, err := p.block()
		if err != nil {
			return n, err
		}
		n.vary = append(n.vary, body)
		switch stop {
		case "@or":
		case "@end":
			p.wordings = max(p.wordings, len(n.vary))
			return n, nil
		default:
			return n, fmt.Errorf("%s:%d: this @vary has no @end", p.name, start)
		}
	}
}

// frenchSpaces keeps French punctuation on the line of its word. Drafts are left
// alone: what a reader sends back should hold plain spaces.
var frenchSpaces = strings.NewReplacer("« ", "«\u00a0", " »", "\u00a0»", " :", "\u00a0:", " ;", "\u00a0;", " ?", "\u00a0?")

var pictureName = regexp.MustCompile(`^[a-z][a-z-]*$`)

var webLink = regexp.MustCompile(`(?i)https?:|www\.|<[a-z/!]`)

// linkIn is the web address or markup that a line holds, or "". What every link
// has is looked for first: the expression alone is half of the time that loading takes.
func linkIn(line string) string {
	folded := strings.ToLower(line)
	if !strings.Contains(folded, "http") && !strings.Contains(folded, "www.") && !strings.Contains(line, "<") {
		return ""
	}
	return webLink.FindString(line)
}

func (p *parser) line(line string) (node, error) {
	if line == "" {
		return node{kind: lineBlank}, nil
	}
	if bad := linkIn(line); bad != "" {
		return node{}, p.errorf("%q: a letter holds no web address and no HTML; take it out", bad)
	}
	kind, most := linePara, 1
	for _, prefix := range prefixes {
		if rest, ok := strings.CutPrefix(line, prefix.text); ok {
			kind, most, line = prefix.kind, prefix.most, rest
			if strings.HasSuffix(prefix.text, "[") {
				line = "[" + rest
			}
			break
		}
	}
	if kind == linePara && line[0] == '@' {
		return node{}, p.errorf("%s is not known here; there are @subject, @preheader, @look, @if, @elif, @else, @each, @vary, @or and @end", strings.Fields(line)[0])
	}
	if strings.HasPrefix(p.name, "fr/") && kind != lineDraft && kind != lineItemDraft && kind != lineItemNew {
		line = frenchSpaces.Replace(line)
	}
	n := node{kind: kind, at: p.at}
	if rest, ok := strings.CutPrefix(line, "["); ok && (kind == lineQuote || kind == lineItemQuote) {
		path, text, found := strings.Cut(rest, "]")
		f, err := p.field(path)
		if err != nil {
			return n, err
		}
		if !found || f.typ.Kind() != reflect.String {
			return n, p.errorf("a quote's language reads >[Field] TEXT, the field being a string")
		}
		n.lang, line = f, strings.TrimSpace(text)
	}
	parts := []string{line}
	if most > 1 {
		parts = splitBars(line, most)
	}
	for _, part := range parts {
		segments, err := p.inline(strings.TrimSpace(part))
		if err != nil {
			return n, err
		}
		n.parts = append(n.parts, segments)
	}
	if kind == linePicture && !pictureName.MatchString(strings.TrimSpace(parts[0])) {
		return n, p.errorf("a picture's name is lower-case letters and hyphens")
	}
	if least := leastParts(kind); len(n.parts) < least {
		return n, p.errorf("this line needs %d parts with | between them", least)
	}
	return n, nil
}

func leastParts(kind lineKind) int {
	switch kind {
	case lineNumbered, lineFact, lineDraft, lineItemDraft, lineItemNew, linePicture:
		return 2
	}
	return 1
}

// splitBars splits at | outside braces.
func splitBars(line string, most int) []string {
	var parts []string
	depth, from := 0, 0
	for i := range len(line) {
		switch line[i] {
		case '{':
			depth++
		case '}':
			depth--
		case '|':
			if depth == 0 && len(parts) < most-1 {
				parts = append(parts, line[from:i])
				from = i + 1
			}
		}
	}
	return append(parts, line[from:])
}

// holds says whether a line of this kind is in nodes, at any depth.
func holds(nodes []node, kind lineKind) bool {
	for _, n := range nodes {
		if n.parts != nil && n.kind == kind || holds(n.body, kind) {
			return true
		}
		for _, b := range n.choice {
			if holds(b.body, kind) {
				return true
			}
		}
		for _, v := range n.vary {
			if holds(v, kind) {
				return true
			}
		}
	}
	return false
}

// variety counts the letters that variations make together, at the branch that
// has the fewest.
func variety(nodes []node) int {
	total := 1
	for _, n := range nodes {
		switch {
		case n.vary != nil:
			total *= len(n.vary)
		case n.choice != nil && n.choice[len(n.choice)-1].when == nil:
			least := variety(n.choice[0].body)
			for _, b := range n.choice[1:] {
				least = min(least, variety(b.body))
			}
			total *= least
		}
	}
	return total
}
