// Package htmltext turns the HTML of a mail into plain text as a person reads
// it: hidden parts left out, blocks and breaks as lines, quotes marked by "> ",
// tables by row, lists with their marks. It runs nothing, loads nothing and
// keeps no markup. mail/parse calls it for HTML parts.
//
// html2text libraries keep hidden text, which would let an unseen word count as
// the sender's, so the walk over x/net/html's tree is our own.
package htmltext

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Caps, in bytes. A tree costs some forty times its HTML in memory, so what is
// longer than maxTree is read token by token.
const (
	maxSource = 8 << 20
	maxTree   = 512 << 10
	maxText   = 2 << 20
	maxOpen   = 50000   // elements
	maxEffort = 1000000 // tags times depth: what a tree may cost, some 60 ms
)

// Result is the text of a piece of HTML.
type Result struct {
	Text   string // UTF-8, LF line ends, no blank lines at its ends, at most 2 MB
	Cut    bool   // the HTML, or its text, was too long to be read whole
	Hidden int    // words that styles keep from being seen, left out of Text
	Marked bool   // Strict may read otherwise: words stand behind a bar, or in the colour of their ground
}

// Read gives the text of src. It never fails: HTML that no parser accepts is
// read token by token.
func Read(src string) Result { return read(src, false) }

// Strict is Read for words on which much hangs: what stands behind a bar at its
// left is a quote, and what bears the colour of its ground is not seen. Read
// leaves both as they are, since a style told in ways it does not know may
// make them plain to see.
func Strict(src string) Result { return read(src, true) }

func read(src string, strict bool) Result {
	cut := len(src) > maxSource
	if cut {
		src = src[:maxSource]
	}
	w := &writer{strict: strict}
	if root, ok := parseTree(src); ok {
		w.sheet = readSheets(root)
		w.tree(root)
	} else {
		w.tokens(src)
	}
	text := w.finish()
	return Result{Text: text, Cut: cut || w.full, Hidden: w.masked, Marked: w.marked}
}

// Convert gives the text of src, and whether it was cut.
func Convert(src string) (text string, cut bool) {
	r := Read(src)
	return r.Text, r.Cut
}

// parseTree parses src, unless it is too long or nested too deep: x/net/html
// refuses more than 512 open elements, and below that many end tags cost it as
// much as there are open elements, each.
func parseTree(src string) (*html.Node, bool) {
	if len(src) > maxTree || effort(src) > maxEffort {
		return nil, false
	}
	root, err := html.Parse(strings.NewReader(src))
	return root, err == nil
}

// effort estimates the work of building a tree: tags times the deepest nesting.
// End tags close only what is open, so that stray ones hide no depth.
func effort(src string) int {
	var open [512]uint32
	tags, depth, deepest := 0, 0, 1
	for {
		at := strings.IndexByte(src, '<')
		if at < 0 || at+1 >= len(src) {
			return tags * deepest
		}
		src = src[at+1:]
		ends := src[0] == '/'
		if ends {
			src = src[1:]
		}
		name, leaf := tagKey(src)
		if name == 0 {
			continue
		}
		tags++
		switch {
		case leaf:
		case !ends:
			if depth == len(open) {
				return maxEffort + 1
			}
			open[depth] = name
			depth++
			deepest = max(deepest, depth)
		default:
			for i := depth - 1; i >= max(depth-8, 0); i-- {
				if open[i] == name {
					depth = i
					break
				}
			}
		}
	}
}

// tagKey makes a number of the name that a tag begins with, 0 where there is
// none. leaf says that it is a common one that holds nothing, or that the next
// of its kind closes.
func tagKey(tag string) (key uint32, leaf bool) {
	end := 0
	for end < len(tag) && end < 12 {
		c := tag[end]
		if c <= ' ' || c == '/' || c == '>' {
			break
		}
		if end == 0 && (c|0x20 < 'a' || c|0x20 > 'z') {
			return 0, false
		}
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		key = key*31 + uint32(c)
		end++
	}
	switch tag[:end] {
	case "br", "img", "hr", "meta", "link", "input", "col", "wbr", "p", "li", "td", "tr":
		return key, true
	}
	return key, false
}

// readSheets gathers the rules of all style elements, wherever they stand.
func readSheets(n *html.Node) sheet {
	var s sheet
	var visit func(*html.Node)
	visit = func(n *html.Node) {
		if n.DataAtom == atom.Style && n.FirstChild != nil {
			s = s.add(n.FirstChild.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode {
				visit(c)
			}
		}
	}
	visit(n)
	return s
}

// tree walks a parsed document; its depth is capped by the parser.
func (w *writer) tree(n *html.Node) {
	for c := n.FirstChild; c != nil && !w.full; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			w.text(c.Data)
		case html.ElementNode:
			if w.open(c.DataAtom, c.Data, c.Attr) || w.top().masked {
				w.tree(c)
			}
			w.close()
		}
	}
}

// tokens reads HTML that has no tree: too long, or nested too deep. It keeps a
// stack of its own and closes what authors leave open as far as text shows it.
func (w *writer) tokens(src string) {
	z := html.NewTokenizer(strings.NewReader(src))
	z.SetMaxBuf(maxSource)
	for !w.full {
		if len(w.stack) > maxOpen {
			w.full = true // whether what follows is seen can no longer be told
			return
		}
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.TextToken:
			w.text(string(z.Text()))
		case html.StartTagToken:
			t := z.Token()
			w.closeImplied(t.DataAtom)
			w.open(t.DataAtom, t.Data, t.Attr)
			if isVoid(t.DataAtom) {
				w.close()
			}
		case html.SelfClosingTagToken:
			t := z.Token()
			w.open(t.DataAtom, t.Data, t.Attr)
			w.close()
		case html.EndTagToken:
			name, _ := z.TagName()
			w.closeNamed(atom.Lookup(name), string(name))
		}
	}
}

// closeImplied closes what the next element ends without an end tag: the head, a
// paragraph, an item, a cell or a row.
func (w *writer) closeImplied(next atom.Atom) {
	if len(w.stack) == 0 {
		return
	}
	top := w.stack[len(w.stack)-1].tag
	if top == atom.Head && isBlock(next) || top == atom.P && isBlock(next) || top == next && (next == atom.Li || next == atom.Td || next == atom.Tr || next == atom.Th) {
		w.close()
	}
}

// closeNamed closes the nearest open element of that name; an end tag without
// a start is nothing.
func (w *writer) closeNamed(tag atom.Atom, name string) {
	for i := len(w.stack) - 1; i >= 0 && i >= len(w.stack)-100; i-- {
		if w.stack[i].tag == tag && w.stack[i].name == name {
			for len(w.stack) > i {
				w.close()
			}
			return
		}
	}
}

func isVoid(tag atom.Atom) bool {
	switch tag {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link,
		atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr:
		return true
	}
	return false
}

// isBlock says that browsers put the element on lines of its own.
func isBlock(tag atom.Atom) bool {
	switch tag {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Center, atom.Dd, atom.Details, atom.Dir,
		atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2,
		atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hr, atom.Html, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol,
		atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Tfoot, atom.Thead, atom.Tr, atom.Ul, atom.Caption:
		return true
	}
	return false
}

// isUnseen says that an element's content is not shown, or not as text.
func isUnseen(tag atom.Atom, name string) bool {
	switch tag {
	case atom.Head, atom.Style, atom.Script, atom.Title, atom.Template, atom.Iframe, atom.Object, atom.Svg, atom.Math,
		atom.Select, atom.Textarea, atom.Audio, atom.Video, atom.Canvas, atom.Datalist, atom.Frameset, atom.Map, atom.Noframes:
		return true
	}
	// QUIRK: Word writes office and VML elements as markup of their own.
	return name == "xml" || strings.HasPrefix(name, "v:") || strings.HasPrefix(name, "w:")
}
