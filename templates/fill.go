package templates

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// span is filled-in text.
type span struct {
	Text   string
	Strong bool
	Dir    string // "rtl", "ltr" for what runs against the letter; isolated there
}

// piece is a part of a span; a whole one is never parted at the end of a line.
type piece struct {
	Text  string
	Whole bool
}

var publicNumber = regexp.MustCompile(`GW-[0-9]+`)

// Pieces parts the numbers of nominations from what stands around them: a
// browser would break them at their hyphen. HTML alone asks for this; another
// hyphen in its place would be copied into answers.
func (s span) Pieces() []piece {
	if !strings.Contains(s.Text, "GW-") {
		return []piece{{Text: s.Text}}
	}
	var out []piece
	from := 0
	for _, at := range publicNumber.FindAllStringIndex(s.Text, -1) {
		if at[0] > from {
			out = append(out, piece{Text: s.Text[from:at[0]]})
		}
		out = append(out, piece{s.Text[at[0]:at[1]], true})
		from = at[1]
	}
	return append(out, piece{Text: s.Text[from:]})
}

// filledLine is a source's line with its data. Its kind comes from the source
// alone: no data can change it.
type filledLine struct {
	kind  lineKind
	parts [][]span
	lang  string
	at    int // line of the file, from 1
}

// filling fills one source from one view.
type filling struct {
	lang    *language
	loc     *time.Location
	reader  Reader
	wording int
	place   int // how many wordings the variations before this one make
	scopes  []reflect.Value
	draft   bool // the line is an answer to be sent: plain figures
	lines   []filledLine
	parts   [][]span // of all lines, one behind the other
	spans   []span   // of all parts
}

func fill(s *source, v View, l *language, wording int) []filledLine {
	loc := v.frame().Reader.Location
	if loc == nil {
		loc = time.UTC
	}
	f := &filling{lang: l, loc: loc, reader: v.frame().Reader, wording: wording, place: 1, scopes: []reflect.Value{reflect.ValueOf(v)},
		lines: make([]filledLine, 0, 48), parts: make([][]span, 0, 64), spans: make([]span, 0, 160)}
	f.nodes(s.nodes)
	return f.lines
}

func (f *filling) nodes(nodes []node) {
	for i := range nodes {
		n := &nodes[i]
		switch {
		case n.choice != nil:
			for _, b := range n.choice {
				if f.holds(b.when) {
					f.nodes(b.body)
					break
				}
			}
		case n.each != nil:
			list := f.value(n.each)
			for j := range list.Len() {
				f.scopes = append(f.scopes, list.Index(j))
				f.nodes(n.body)
				f.scopes = f.scopes[:len(f.scopes)-1]
			}
		case n.vary != nil:
			f.nodes(n.vary[f.pick(len(n.vary))])
		default:
			f.line(n)
		}
	}
}

// pick chooses one of n wordings of the next variation: the wording's number is
// read in places, as a number is in digits, and the first place is added to all,
// so that the next number changes every variation.
func (f *filling) pick(n int) int {
	i := f.wording
	if f.place > 1 {
		i = f.wording/f.place + f.wording
	}
	f.place *= n
	return i % n
}

func (f *filling) line(n *node) {
	out := filledLine{kind: n.kind, at: n.at}
	keepLines := n.kind == lineQuote || n.kind == lineItemQuote
	f.draft = n.kind == lineDraft || n.kind == lineItemDraft || n.kind == lineItemNew
	parts := len(f.parts)
	for _, part := range n.parts {
		spans := len(f.spans)
		f.spans = f.segments(f.spans, part, keepLines)
		f.parts = append(f.parts, slices.Clip(f.spans[spans:]))
	}
	out.parts = slices.Clip(f.parts[parts:])
	if n.lang != nil {
		out.lang = languageTag(f.value(n.lang).String())
	}
	f.lines = append(f.lines, out)
}

// languageTag gives a tag that is fit for an attribute, or "".
func languageTag(s string) string {
	if len(s) < 2 || len(s) > 20 {
		return ""
	}
	for i := range len(s) {
		c := s[i] | 0x20
		if (c < 'a' || c > 'z') && s[i] != '-' && (s[i] < '0' || s[i] > '9') {
			return ""
		}
	}
	return s
}

func (f *filling) segments(out []span, segments []segment, keepLines bool) []span {
	for i := range segments {
		s := &segments[i]
		switch {
		case s.choice != nil:
			for _, b := range s.choice {
				if f.holds(b.when) {
					out = f.segments(out, b.body, keepLines)
					break
				}
			}
		case s.data != nil && s.data.typ == typePeople:
			out = f.people(out, s)
		case s.data != nil:
			text := f.show(s, keepLines)
			out = append(out, span{text, s.strong, f.lang.against(text)})
		default:
			out = f.lang.literal(out, s.text, s.strong)
		}
	}
	return out
}

// show puts a value into words.
func (f *filling) show(s *segment, keepLines bool) string {
	v := f.value(s.data)
	if s.filter != nil && s.filter.name == "plural" {
		n := 0
		if v.Kind() == reflect.Slice {
			n = v.Len()
		} else {
			n = int(v.Int())
		}
		return f.lang.plural(n, s.filter.args[0], s.filter.args[1])
	}
	switch s.data.typ {
	case typeTime:
		return f.time(v.Interface().(time.Time), s.filter)
	case typePerson:
		p := v.Interface().(Person)
		if s.filter != nil {
			return p.called(f.reader)
		}
		return p.named(f.reader)
	case typeReader:
		return v.Interface().(Reader).called()
	case typeWords:
		return showWords(Words(v.String()), s.filter, keepLines)
	}
	switch s.data.typ.Kind() {
	case reflect.Int:
		if f.draft || s.data.numbers() {
			return strconv.FormatInt(v.Int(), 10)
		}
		return f.lang.names.FmtNumber(float64(v.Int()), 0)
	case reflect.Int64:
		return f.lang.names.FmtNumber(float64(v.Int())/1e6, 1)
	}
	switch {
	case s.filter == nil:
		return f.lang.quarter(f.lang.amount(trusted(v.String())))
	case s.filter.name == "inert":
		return Words(v.String()).oneLine(inlineRunes)
	}
	return cut(trusted(v.String()), s.filter.n)
}

// people names several as a sentence does.
func (f *filling) people(out []span, s *segment) []span {
	var names []string
	for _, p := range f.value(s.data).Interface().([]Person) {
		names = append(names, p.named(f.reader))
	}
	return f.listed(out, names, s.strong)
}

// listed joins names, each isolated by itself.
func (f *filling) listed(out []span, names []string, strong bool) []span {
	for i, name := range names {
		if i > 0 {
			out = append(out, span{Text: f.lang.between(i == len(names)-1, name), Strong: strong})
		}
		out = append(out, span{name, strong, f.lang.against(name)})
	}
	return out
}

// numbers says whether the field is the number of an item, which one answers
// with: it is told as it is typed.
func (fd *field) numbers() bool {
	return fd.path == "N" || strings.HasSuffix(fd.path, ".N")
}

func showWords(w Words, flt *filter, keepLines bool) string {
	length := inlineRunes
	if keepLines {
		length = quoteRunes
	}
	if flt != nil && flt.name == "cut" {
		length = flt.n
	}
	if keepLines {
		return strings.Join(w.paragraphs(length), "\n")
	}
	return w.oneLine(length)
}

func (f *filling) time(t time.Time, flt *filter) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(f.loc)
	if flt == nil {
		return f.lang.when(t)
	}
	switch flt.name {
	case "date":
		return f.lang.date(t)
	case "time":
		return f.lang.clock(t)
	case "month":
		return f.lang.month(t)
	case "fulldate":
		return f.lang.date(t) + " " + strconv.Itoa(t.Year())
	}
	return f.lang.when(t)
}

// value follows a field; behind a nil pointer everything is empty.
func (f *filling) value(fd *field) reflect.Value {
	v := f.scopes[len(f.scopes)-1-fd.up]
	for _, index := range fd.index {
		if v = v.FieldByIndex(index); v.Kind() == reflect.Pointer {
			if v.IsNil() {
				return reflect.Zero(fd.typ)
			}
			v = v.Elem()
		}
	}
	return v
}

func (f *filling) holds(c *condition) bool {
	if c == nil {
		return true
	}
	for _, all := range c.any {
		ok := true
		for _, t := range all {
			if f.test(t) == t.not {
				ok = false
				break
			}
		}
		if ok {
			return true
		}
	}
	return false
}

func (f *filling) test(t test) bool {
	v := f.value(t.field)
	if t.is != "" {
		switch v.Kind() {
		case reflect.Int:
			return strconv.FormatInt(v.Int(), 10) == t.is
		case reflect.Slice:
			return (t.is == "one") == (v.Len() == 1) && v.Len() > 0
		}
		return v.String() == t.is
	}
	switch v.Kind() {
	case reflect.Slice:
		return v.Len() > 0
	case reflect.String:
		if t.field.typ == typeWords {
			return Words(v.String()).oneLine(inlineRunes) != ""
		}
		return v.String() != ""
	}
	return !v.IsZero()
}
