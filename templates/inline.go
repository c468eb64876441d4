package templates

import (
	"reflect"
	"strconv"
	"strings"
	"time"
)

// segment is a piece of a line: literal text, data, or a choice.
type segment struct {
	text   string
	strong bool
	data   *field
	filter *filter
	choice []inlineBranch
}

type inlineBranch struct {
	when *condition
	body []segment
}

type filter struct {
	name string
	n    int
	args []string
}

// field is a path of names, resolved against a view's type: up so many scopes
// (0 is the innermost @each), then through these struct fields.
type field struct {
	path  string
	up    int
	index [][]int
	typ   reflect.Type // of the value, pointers followed
}

type condition struct {
	any []allOf // one of these
}

type allOf []test

type test struct {
	field *field
	not   bool
	is    string // "" asks only whether there is something
}

var (
	typeTime   = reflect.TypeFor[time.Time]()
	typeWords  = reflect.TypeFor[Words]()
	typePerson = reflect.TypeFor[Person]()
	typeReader = reflect.TypeFor[Reader]()
	typePeople = reflect.TypeFor[[]Person]()
)

// inline takes a line's text apart.
func (p *parser) inline(text string) ([]segment, error) {
	strong := false
	segments, rest, stop, err := p.inlineUntil(text, &strong)
	if err == nil && strong {
		err = p.errorf("a * opens strong words and no second one closes them")
	}
	if err == nil && stop != "" {
		err = p.errorf("{%s} without {if …} before it", stop)
	}
	if err == nil && rest != "" {
		err = p.errorf("cannot read %q", rest)
	}
	return segments, err
}

// inlineUntil reads up to {else} or {end}; strong goes on across branches.
func (p *parser) inlineUntil(text string, strong *bool) (out []segment, rest, stop string, err error) {
	literal := func(s string) {
		for i, piece := range strings.Split(s, "*") {
			if i > 0 {
				*strong = !*strong
			}
			if piece != "" {
				out = append(out, segment{text: piece, strong: *strong})
			}
		}
	}
	for {
		before, after, found := strings.Cut(text, "{")
		literal(before)
		if !found {
			return out, "", "", nil
		}
		inside, following, closed := strings.Cut(after, "}")
		if !closed {
			return nil, "", "", p.errorf("{ without }")
		}
		text = following
		switch {
		case inside == "else" || inside == "end":
			return out, text, inside, nil
		case strings.HasPrefix(inside, "if "):
			var s segment
			s, text, err = p.inlineChoice(inside[3:], text, strong)
			out = append(out, s)
		default:
			var s segment
			s, err = p.datum(inside)
			s.strong = *strong
			out = append(out, s)
		}
		if err != nil {
			return nil, "", "", err
		}
	}
}

func (p *parser) inlineChoice(when, text string, strong *bool) (segment, string, error) {
	cond, err := p.condition(when)
	if err != nil {
		return segment{}, "", err
	}
	body, text, stop, err := p.inlineUntil(text, strong)
	if err != nil {
		return segment{}, "", err
	}
	s := segment{choice: []inlineBranch{{cond, body}}}
	if stop == "else" {
		if body, text, stop, err = p.inlineUntil(text, strong); err != nil {
			return segment{}, "", err
		}
		s.choice = append(s.choice, inlineBranch{nil, body})
	}
	if stop != "end" {
		return segment{}, "", p.errorf("{if %s} without {end} on the same line", when)
	}
	return s, text, nil
}

func (p *parser) datum(inside string) (segment, error) {
	path, name, filtered := strings.Cut(inside, "|")
	f, err := p.field(strings.TrimSpace(path))
	if err != nil {
		return segment{}, err
	}
	if !filtered {
		if !shows(f.typ) {
			return segment{}, p.errorf("{%s}: that is not something to show; name a field of it", inside)
		}
		return segment{data: f}, nil
	}
	flt, err := p.filter(strings.TrimSpace(name), f)
	return segment{data: f, filter: flt}, err
}

// shows says whether a value of this type can stand in a letter by itself.
func shows(t reflect.Type) bool {
	switch t {
	case typeTime, typePerson, typePeople:
		return true
	}
	return t.Kind() == reflect.String || t.Kind() == reflect.Int
}

func (p *parser) filter(text string, f *field) (*filter, error) {
	name, rest, _ := strings.Cut(text, " ")
	flt := &filter{name: name}
	var fits bool
	var err error
	switch name {
	case "date", "time", "when", "month", "fulldate":
		fits = f.typ == typeTime
	case "called":
		fits = f.typ == typePerson || f.typ == typeReader
	case "inert": // a string of ours that may repeat words of a mail
		fits = f.typ.Kind() == reflect.String
	case "megabytes":
		fits = f.typ.Kind() == reflect.Int64
	case "cut":
		fits = f.typ.Kind() == reflect.String
		flt.n, err = strconv.Atoi(rest)
		if err != nil || flt.n < 10 {
			return nil, p.errorf("{%s|%s}: cut needs a length of at least 10", f.path, text)
		}
	case "plural": // of a list: how many it has
		fits = f.typ.Kind() == reflect.Int || f.typ.Kind() == reflect.Slice
		flt.args = quoted(rest)
		if len(flt.args) != 2 {
			return nil, p.errorf(`{%s|%s}: plural needs two forms: plural "# day" "# days"`, f.path, text)
		}
	default:
		return nil, p.errorf("{%s|%s}: there is no such filter; there are date, time, when, month, fulldate, called, megabytes, cut, inert and plural", f.path, name)
	}
	if !fits {
		return nil, p.errorf("{%s|%s}: %s does not fit %s", f.path, text, name, f.path)
	}
	return flt, nil
}

// quoted gives the strings between double quotes.
func quoted(s string) []string {
	var out []string
	for i, piece := range strings.Split(s, `"`) {
		if i%2 == 1 {
			out = append(out, piece)
		}
	}
	return out
}

// field resolves a dotted path, the innermost scope first.
func (p *parser) field(path string) (*field, error) {
	names := strings.Split(path, ".")
	for up := range p.scopes {
		scope := p.scopes[len(p.scopes)-1-up]
		if scope.Kind() != reflect.Struct {
			continue
		}
		if _, ok := scope.FieldByName(names[0]); !ok {
			continue
		}
		f := &field{path: path, up: up, typ: scope}
		for _, name := range names {
			if f.typ.Kind() != reflect.Struct || f.typ == typeTime {
				return nil, p.errorf("%s: nothing is below %s", path, f.typ)
			}
			sf, ok := f.typ.FieldByName(name)
			if !ok || !sf.IsExported() {
				return nil, p.errorf("%s: there is no field %s in %s; there are %s", path, name, f.typ.Name(), fieldNames(f.typ))
			}
			f.index, f.typ = append(f.index, sf.Index), sf.Type
			if f.typ.Kind() == reflect.Pointer {
				f.typ = f.typ.Elem()
			}
		}
		return f, nil
	}
	inner := p.scopes[len(p.scopes)-1]
	return nil, p.errorf("%s: there is no field %s in %s; there are %s", path, names[0], inner.Name(), fieldNames(inner))
}

func fieldNames(t reflect.Type) string {
	var names []string
	for _, sf := range reflect.VisibleFields(t) {
		if sf.IsExported() && !sf.Anonymous {
			names = append(names, sf.Name)
		}
	}
	return strings.Join(names, ", ")
}

func (p *parser) condition(text string) (*condition, error) {
	c := &condition{}
	for either := range strings.SplitSeq(text, " or ") {
		var all allOf
		for each := range strings.SplitSeq(either, " and ") {
			t, err := p.test(strings.Fields(each))
			if err != nil {
				return nil, err
			}
			all = append(all, t)
		}
		c.any = append(c.any, all)
	}
	return c, nil
}

func (p *parser) test(words []string) (test, error) {
	var t test
	if len(words) > 0 && words[0] == "not" {
		t.not, words = true, words[1:]
	}
	if len(words) != 1 && (len(words) != 3 || words[1] != "is") {
		return t, p.errorf("a condition reads `Field`, `not Field` or `Field is value`, with and, or between them")
	}
	f, err := p.field(words[0])
	if err != nil {
		return t, err
	}
	t.field = f
	if len(words) == 1 {
		return t, nil
	}
	t.is = words[2]
	if f.typ.Kind() == reflect.Int {
		if _, err := strconv.Atoi(t.is); err != nil {
			return t, p.errorf("%s is a number, so `is` needs one", f.path)
		}
		return t, nil
	}
	allowed, ok := choices[f.typ]
	if f.typ.Kind() == reflect.Slice {
		allowed, ok = "one several", true
	}
	if !ok {
		return t, p.errorf("%s: `is` needs a number or a word of a fixed list", f.path)
	}
	if !strings.Contains(" "+allowed+" ", " "+t.is+" ") {
		return t, p.errorf("%s is never %q; it may be %s", f.path, t.is, strings.ReplaceAll(allowed, " ", ", "))
	}
	return t, nil
}
