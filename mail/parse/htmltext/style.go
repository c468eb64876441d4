package htmltext

import (
	"strconv"
	"strings"
)

// style is what of an element's CSS decides whether and how its text is seen.
// The zero value says nothing.
type style struct {
	hidden   bool // the element and all in it: no child can undo it
	shown    bool // display is set to something seen
	vanish   toggle
	tiny     toggle // font-size 0, which a child may undo
	keep     toggle // white space kept
	noMargin bool
	listMark bool // Word's own list mark
	fontPart bool // font-size in parts of the parent's
	struck   bool // crossed out
	barred   bool // a bar at its left, and none around it
	ink      paint
	ground   paint
}

// toggle is a value that children inherit unless they set it.
type toggle int8

const (
	unset toggle = iota
	off
	on
)

func (t toggle) or(parent bool) bool {
	if t == unset {
		return parent
	}
	return t == on
}

// then lays the declarations of b over those of a.
func (a style) then(b style) style {
	a.hidden = (a.hidden && !b.shown) || b.hidden
	a.shown = a.shown || b.shown
	a.noMargin = a.noMargin || b.noMargin
	a.listMark = a.listMark || b.listMark
	a.struck = a.struck || b.struck
	a.barred = a.barred || b.barred
	a.ink, a.ground = a.ink.under(b.ink), a.ground.under(b.ground)
	if b.vanish != unset {
		a.vanish = b.vanish
	}
	if b.tiny != unset {
		a.tiny, a.fontPart = b.tiny, b.fontPart
	}
	if b.keep != unset {
		a.keep = b.keep
	}
	return a
}

// parseStyle reads CSS declarations, the content of a style attribute or of a
// rule. It knows the properties that hide text and a few that shape it.
func parseStyle(css string) style {
	var d declared
	closed := true
	for css != "" {
		var decl string
		if closed {
			decl, css, closed = cutDeclaration(css)
		} else {
			decl, css, _ = strings.Cut(css, ";")
		}
		name, value, ok := strings.Cut(decl, ":")
		if !ok {
			continue
		}
		name = strings.TrimSpace(name)
		if len(name) == 0 || len(name) > 20 {
			continue
		}
		if name = strings.ToLower(name); !d.hides(name, value) {
			d.shapes(name, value)
		}
	}
	d.hidden = d.hidden || d.flat && d.clipped
	return d.style
}

// declared is a style while its declarations are read.
type declared struct {
	style
	flat, clipped bool // no height or width; what does not fit is cut off: both together hide
}

// hides takes a declaration that may hide text, and says whether it is one.
func (d *declared) hides(name, value string) bool {
	switch name {
	case "display":
		d.hidden = word(value) == "none"
		d.shown = !d.hidden
	case "visibility":
		v := word(value)
		d.vanish = toggleOf(v == "hidden" || v == "collapse")
	case "mso-hide":
		d.hidden = d.hidden || word(value) == "all"
	case "font-size", "font":
		size(&d.style, value)
	case "opacity":
		f, err := strconv.ParseFloat(word(value), 64)
		d.hidden = d.hidden || err == nil && f <= 0.02
	case "height", "max-height", "width", "max-width":
		d.flat = d.flat || isZero(word(value))
	case "overflow", "overflow-x", "overflow-y":
		d.clipped = d.clipped || word(value) == "hidden"
	case "left", "top", "text-indent", "margin-left":
		d.hidden = d.hidden || isFarOff(word(value))
	case "clip":
		d.hidden = d.hidden || strings.HasPrefix(strings.ReplaceAll(word(value), " ", ""), "rect(0")
	default:
		return false
	}
	return true
}

// shapes takes a declaration that says how text is seen.
func (d *declared) shapes(name, value string) {
	switch name {
	case "white-space":
		d.keep = toggleOf(strings.HasPrefix(word(value), "pre") && word(value) != "pre-line")
	case "margin", "margin-top":
		d.noMargin = isZero(word(value))
	case "text-decoration", "text-decoration-line":
		d.struck = strings.Contains(word(value), "line-through")
	case "border-left", "border-left-style", "border-left-width", "border-inline-start":
		d.barred = d.barred || isBar(word(value))
	case "border-width":
		sides := strings.Fields(word(value))
		d.barred = d.barred || len(sides) == 4 && isNothing(sides[0]) && isNothing(sides[1]) && isNothing(sides[2]) && isBar(sides[3])
	case "color":
		d.ink = paintOf(value)
	case "background", "background-color":
		if d.ground = paintOf(value); d.ground == clearPaint {
			d.ground = 0
		}
	case "mso-list":
		d.listMark = word(value) == "ignore"
	}
}

// cutDeclaration takes one declaration off css; a semicolon in quotes or
// parentheses, as in url(data:…;…), does not end it. closed is false when these
// never end: they count for nothing then.
func cutDeclaration(css string) (decl, rest string, closed bool) {
	depth, quote := 0, byte(0)
	for i := 0; i < len(css); i++ {
		switch c := css[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ';' && depth <= 0:
			return css[:i], css[i+1:], true
		}
	}
	if quote != 0 || depth > 0 {
		decl, rest, _ = strings.Cut(css, ";")
		return decl, rest, false
	}
	return css, "", true
}

// word gives a value in lower case without "!important".
func word(value string) string {
	value, _, _ = strings.Cut(value, "!")
	return strings.ToLower(strings.TrimSpace(value))
}

func toggleOf(b bool) toggle {
	if b {
		return on
	}
	return off
}

// number reads what a length begins with.
func number(value string) (n float64, unit string, ok bool) {
	end := 0
	for end < len(value) && (value[end] >= '0' && value[end] <= '9' || value[end] == '.' || end == 0 && (value[end] == '-' || value[end] == '+')) {
		end++
	}
	n, err := strconv.ParseFloat(value[:end], 64)
	return n, value[end:], err == nil
}

func isZero(value string) bool {
	n, unit, ok := number(value)
	return ok && (n == 0 || n <= 1 && strings.HasPrefix(unit, "px")) && n >= 0
}

func isFarOff(value string) bool {
	n, _, ok := number(value)
	return ok && n <= -500
}

// size reads a font size. What is one pixel or less is not seen.
func size(s *style, value string) {
	v := word(value)
	n, unit, ok := number(v)
	if !ok {
		if strings.ContainsAny(v, "0123456789") || !strings.Contains(v, " ") {
			s.tiny = off
		}
		return
	}
	unit, _, _ = strings.Cut(unit, "/")
	unit, _, _ = strings.Cut(unit, " ")
	s.fontPart = unit == "em" || unit == "%"
	s.tiny = toggleOf(n == 0 || n <= 1 && (unit == "px" || unit == "pt"))
}

// sheet holds the rules with a plain selector: an element, a class, an id, or
// an element with a class. Others, and those for screens of some size, are
// passed over.
type sheet map[string]style

const maxRules = 2000

// withoutMarks takes the comment marks of old pages off a style sheet.
var withoutMarks = strings.NewReplacer("<!--", "", "-->", "")

// add reads the rules of one style element.
func (s sheet) add(css string) sheet {
	css = withoutMarks.Replace(withoutComments(css))
	for css != "" && len(s) < maxRules {
		open := strings.IndexByte(css, '{')
		if open < 0 {
			break
		}
		selectors := strings.TrimSpace(css[:open])
		body, rest := block(css[open+1:])
		css = rest
		if i := strings.LastIndexByte(selectors, ';'); i >= 0 {
			selectors = strings.TrimSpace(selectors[i+1:]) // after @import …;
		}
		if strings.HasPrefix(selectors, "@") {
			continue
		}
		rule := parseStyle(body)
		if rule == (style{}) {
			continue
		}
		for one := range strings.SplitSeq(selectors, ",") {
			one = strings.ToLower(strings.TrimSpace(one))
			if one == "" || strings.ContainsAny(one, " >+~:[*\n\t") {
				continue
			}
			if s == nil {
				s = sheet{}
			}
			s[one] = s[one].then(rule)
		}
	}
	return s
}

// block gives the body of a rule, nested braces included.
func block(css string) (body, rest string) {
	depth := 1
	for i := 0; i < len(css); i++ {
		switch css[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return css[:i], css[i+1:]
			}
		}
	}
	return css, ""
}

func withoutComments(css string) string {
	if !strings.Contains(css, "/*") {
		return css
	}
	var out strings.Builder
	for {
		before, after, found := strings.Cut(css, "/*")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		if _, css, found = strings.Cut(after, "*/"); !found {
			return out.String()
		}
	}
}

// of gives the rules for an element, weakest first.
func (s sheet) of(name, class, id string) style {
	var out style
	if len(s) == 0 {
		return out
	}
	out = s[name]
	for one := range strings.FieldsSeq(strings.ToLower(class)) {
		out = out.then(s["."+one]).then(s[name+"."+one])
	}
	if id != "" {
		out = out.then(s["#"+strings.ToLower(id)])
	}
	return out
}
