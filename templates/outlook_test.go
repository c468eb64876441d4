package templates

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Word's engine, which draws for Outlook on Windows, Gmail and the rest agree on
// little. These are the elements, attributes and properties that letters use,
// and no others: a new one is added here once it is known what each does with it.
var (
	safeElements = setOf("html head meta title style body div table tbody tr td p h1 h2 span strong br a blockquote img")
	// Word does not know these, and a letter reads as well without them.
	decoration = setOf("border-radius max-width max-height word-break overflow-wrap overflow display mso-hide")
	// And these it knows.
	safeProperties = setOf("margin padding border border-left border-right border-bottom background-color color font-family font-size font-weight line-height " +
		"text-decoration text-align white-space width height")
	safeAttributes = map[string]map[string]bool{
		"html": setOf("lang dir"), "meta": setOf("charset name content"), "body": setOf("class bgcolor dir"),
		"table": setOf("role width align dir cellpadding cellspacing border class bgcolor"), "td": setOf("class align valign width bgcolor"),
		"p": setOf("class dir lang"), "span": setOf("class dir"), "div": setOf("class dir"), "h1": setOf("class"), "h2": setOf("class"),
		"a": setOf("class href"), "img": setOf("src width alt"),
	}
)

func setOf(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(s) {
		set[w] = true
	}
	return set
}

// TestOutlookSafe: every letter, in every language and wording, is tables with
// inlined styles, brings all it shows along, and reads the same as plain text.
func TestOutlookSafe(t *testing.T) {
	t.Parallel()
	everyLetter(t, func(t *testing.T, v View, lang string, r Rendered) {
		checkLetter(t, r, languageFor(lang))
	})
}

func checkLetter(t failer, r Rendered, l *language) {
	t.Helper()
	if len(r.HTML) > 100<<10 {
		t.Errorf("it has %d KB, and Gmail cuts what is beyond 102", len(r.HTML)>>10)
	}
	root, err := html.Parse(strings.NewReader(r.HTML))
	if err != nil {
		t.Fatal(err)
	}
	checkSafe(t, root, l)
	checkSameSense(t, root, r, l)
	checkContrast(t, root, r.HTML)
}

func checkSafe(t failer, root *html.Node, l *language) {
	t.Helper()
	seen := map[string]int{}
	for n := range root.Descendants() {
		switch n.Type {
		case html.ElementNode:
			seen[n.Data]++
			checkElement(t, n)
			if n.Data == "img" {
				checkOwnStyle(t, n) // its words stand there where pictures are not shown
			}
		case html.TextNode:
			if strings.TrimSpace(n.Data) != "" {
				checkOwnStyle(t, n)
			}
		}
	}
	if seen["title"] != 1 || seen["style"] != 1 {
		t.Errorf("%d titles, %d style blocks", seen["title"], seen["style"])
	}
	checkPage(t, root, l)
}

func checkElement(t failer, n *html.Node) {
	t.Helper()
	if !safeElements[n.Data] {
		t.Errorf("<%s> is not known to be safe", n.Data)
	}
	for _, a := range n.Attr {
		if a.Key != "style" && !safeAttributes[n.Data][a.Key] {
			t.Errorf("<%s %s> is not known to be safe", n.Data, a.Key)
		}
	}
	style := styleOf(n)
	for property, value := range style {
		if !safeProperties[property] && !decoration[property] {
			t.Errorf("<%s style=%q> is not known to be safe", n.Data, property)
		}
		if property == "display" && !slices.Contains([]string{"block", "inline-block", "none"}, value) || strings.Contains(value, "url(") || strings.Contains(value, "-") && strings.HasPrefix(property, "margin") {
			t.Errorf("<%s style=%q>", n.Data, property+":"+value)
		}
	}
	checkSizes(t, n, style)
	class := attribute(n, "class")
	if class != "" && len(style) == 0 {
		t.Errorf("<%s class=%q> has its look from a class alone, which Gmail and Word drop", n.Data, class)
	}
}

// checkSizes: Word takes widths and grounds from attributes.
func checkSizes(t failer, n *html.Node, style map[string]string) {
	t.Helper()
	switch n.Data {
	case "table":
		if attribute(n, "role") != "presentation" || attribute(n, "cellpadding") != "0" || attribute(n, "cellspacing") != "0" || attribute(n, "border") != "0" {
			t.Errorf("a table is read out as one, or has gaps: %v", n.Attr)
		}
	case "img":
		if attribute(n, "alt") == "" || attribute(n, "width") == "" || !strings.HasPrefix(attribute(n, "src"), "cid:") {
			t.Errorf("a picture without words, without a width, or from elsewhere: %v", n.Attr)
		}
	}
	if px, ok := strings.CutSuffix(style["width"], "px"); ok && attribute(n, "width") != px {
		t.Errorf("<%s> is %s wide by its style alone", n.Data, style["width"])
	}
	if ground := style["background-color"]; ground != "" && attribute(n, "bgcolor") != ground {
		t.Errorf("<%s> is %s by its style alone", n.Data, ground)
	}
	if href := attribute(n, "href"); href != "" && !strings.HasPrefix(href, "mailto:") {
		t.Errorf("a link to %q", href)
	}
}

// checkOwnStyle: within each cell the text's look is written out, for Word does
// not hand it down into a table.
func checkOwnStyle(t failer, text *html.Node) {
	t.Helper()
	has := map[string]bool{}
	for n := text.Parent; n != nil; n = n.Parent {
		switch n.Data {
		case "title", "style":
			return
		}
		for property := range styleOf(n) {
			has[property] = true
		}
		if n.Data == "td" || n.Data == "body" {
			break
		}
	}
	if has["display"] && !has["font-family"] { // the preheader shows nowhere
		return
	}
	for _, property := range []string{"font-family", "font-size", "line-height", "color"} {
		if !has[property] {
			t.Errorf("%q has no %s of its own", text.Data, property)
		}
	}
}

var styleRule = regexp.MustCompile(`([^{}]+)\{([^{}]*)\}`)

// checkPage looks at what concerns the letter as a whole.
func checkPage(t failer, root *html.Node, l *language) {
	t.Helper()
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "html", "body":
			if n.Data == "html" && attribute(n, "lang") != l.tag {
				t.Errorf("the page says that its language is %q", attribute(n, "lang"))
			}
			if attribute(n, "dir") != l.dir() {
				t.Errorf("<%s> runs %q", n.Data, attribute(n, "dir"))
			}
		case "meta":
			if name := attribute(n, "name"); strings.HasSuffix(name, "color-scheme") && attribute(n, "content") != "light dark" {
				t.Errorf("%s is %q", name, attribute(n, "content"))
			}
		case "style":
			css := n.FirstChild.Data
			plain, _, found := strings.Cut(css, "@media")
			if !found || !strings.Contains(css, "@media (prefers-color-scheme: dark)") {
				t.Errorf("no dark colours")
			}
			for _, rule := range styleRule.FindAllStringSubmatch(plain, -1) {
				if strings.Contains(rule[1], ".") {
					t.Errorf("%s has its look from a class alone", strings.TrimSpace(rule[1]))
				}
			}
		}
	}
	if outer := outermost(root, "table"); outer == nil || attribute(outer, "dir") != l.dir() {
		t.Errorf("the outermost table does not say that it runs %s; Gmail drops what <html> and <body> say", l.dir())
	}
}

func outermost(root *html.Node, name string) *html.Node {
	for n := range root.Descendants() {
		if n.Data == name {
			return n
		}
	}
	return nil
}

// Between wide letters a line of text may end anywhere.
var token = regexp.MustCompile(`[\p{Han}\p{Hiragana}\p{Katakana}ー]|[\pL\pM\pN]+`)

// checkSameSense: text and HTML have the same words, names and numbers in the
// same order. Buttons stand in the text as what one writes instead.
func checkSameSense(t failer, root *html.Node, r Rendered, l *language) {
	t.Helper()
	var page []string
	for n := range root.Descendants() {
		if n.Type == html.TextNode && !within(n, "a", "style", "title") && !hidden(n) {
			page = append(page, token.FindAllString(n.Data, -1)...)
		}
	}
	drafts := map[string]bool{}
	for _, d := range r.Drafts {
		for _, w := range token.FindAllString(l.replyWith+" "+l.writeTo+" "+d.To+" "+d.Says(), -1) {
			drafts[w] = true
		}
	}
	left := page
	for _, w := range token.FindAllString(r.Text, -1) {
		switch {
		case len(left) > 0 && left[0] == w:
			left = left[1:]
		case !drafts[w]:
			t.Errorf("%q stands in the text; the HTML goes on with %q", w, left[:min(6, len(left))])
			return
		}
	}
	if len(left) > 0 {
		t.Errorf("%q stand in the HTML alone", left[:min(6, len(left))])
	}
}

func within(n *html.Node, names ...string) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if slices.Contains(names, n.Data) {
			return true
		}
	}
	return false
}

func hidden(n *html.Node) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if styleOf(n)["display"] == "none" {
			return true
		}
	}
	return false
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func styleOf(n *html.Node) map[string]string { return declarations(attribute(n, "style")) }

func declarations(css string) map[string]string {
	out := map[string]string{}
	for d := range strings.SplitSeq(css, ";") {
		if property, value, ok := strings.Cut(d, ":"); ok {
			out[strings.TrimSpace(property)] = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "!important"))
		}
	}
	return out
}

// Each of the checks is able to fail.
func TestOutlookChecksCanFail(t *testing.T) {
	t.Parallel()
	r := render(t, Samples(LetterRequest)[0], "en", 0)
	quarter := render(t, Samples(LetterQuarter)[0], "en", 0)
	for name, c := range map[string]struct {
		page     Rendered
		old, new string
	}{
		"an element":                {r, "<strong>Jana Weber</strong>", "<b>Jana Weber</b>"},
		"flex":                      {r, `style="margin:0;`, `style="display:flex;margin:0;`},
		"float":                     {r, `style="margin:0;`, `style="float:left;margin:0;`},
		"position":                  {r, `style="margin:0;`, `style="position:absolute;margin:0;`},
		"a ground":                  {r, `style="margin:0;`, `style="background-image:url(x);margin:0;`},
		"a class alone":             {quarter, `<h1 class="ink" style="`, `<h1 class="ink" title="`},
		"a data table":              {r, `role="presentation"`, `role="grid"`},
		"a width":                   {r, `width="4"`, ""},
		"no language":               {r, `<html lang="en"`, `<html lang="de"`},
		"no colours":                {r, "prefers-color-scheme: dark", "print"},
		"a class in all":            {r, "body { margin: 0;", ".ink { margin: 0;"},
		"no words":                  {quarter, `alt="`, `alt="" title="`},
		"from elsewhere":            {quarter, `src="cid:`, `src="https://pictures.example/`},
		"a web link":                {r, `href="mailto:`, `href="https://goodword.example/`},
		"no font":                   {r, "font-family:", "font-style:"},
		"another name":              {r, "Jana Weber", "Jane Weber"},
		"plain words for a picture": {quarter, `font-size:14px;line-height:21px;color:#6b6a66;"><img`, `"><img`},
		"a word too many":           {quarter, "</h1>", " indeed</h1>"},
		"no direction":              {r, ` dir="ltr"`, ""},
		"faint":                     {r, "color:#6b6a66", "color:#9b9a96"},
		"faint in the dark":         {r, "color: #a9adb3 !important", "color: #5a5d63 !important"},
		"not dark at all":           {r, ".ink, .ink strong {", ".unk {"},
		"too large for some":        {r, "</p>", "</p>" + strings.Repeat(" ", 10<<10)},
	} {
		page := c.page
		if page.HTML = strings.ReplaceAll(page.HTML, c.old, c.new); page.HTML == c.page.HTML {
			t.Errorf("%s: %q is not there to be changed", name, c.old)
		}
		said := &listener{T: t}
		checkLetter(said, page, languageFor("en"))
		if said.errors == 0 {
			t.Errorf("%s goes unseen", name)
		}
	}
}

// listener counts errors instead of failing.
type listener struct {
	*testing.T
	errors int
}

func (l *listener) Errorf(string, ...any) { l.errors++ }
