package templates

import (
	"html/template"
	"strings"
)

// setHTML sets a letter as HTML. html/template escapes every string of the
// document by its place; nothing of a view is ever typed as markup.
func setHTML(d *document) (string, error) {
	var b strings.Builder
	b.Grow(12 << 10)
	if err := layout.Execute(&b, d); err != nil {
		return "", err
	}
	return b.String(), nil
}

//nolint:gochecknoglobals // parsed once, never changed
var layout = template.Must(template.New("layout.html").Funcs(template.FuncMap{
	"args":       withDocument,
	"mso":        onlyOutlook,
	"pad":        padding,
	"paragraphs": groupLines,
	"runs":       runsAs,
}).ParseFS(embedded, "layout.html"))

// placed is a piece of a document with the document it is in.
type placed struct {
	Block any
	Doc   *document
}

func withDocument(block any, d *document) placed { return placed{block, d} }

// Dir is which way the letter runs, as HTML has it.
func (d *document) Dir() string {
	if d.RTL {
		return "rtl"
	}
	return "ltr"
}

// Near is the side where its lines begin.
func (d *document) Near() string {
	if d.RTL {
		return "right"
	}
	return "left"
}

// runsAs is which way quoted lines run by their first letter, "" where that is
// the letter's own way.
func runsAs(lines []string, d *document) string {
	if runs := direction(strings.Join(lines, " ")); runs != d.Dir() {
		return runs
	}
	return ""
}

// onlyOutlook wraps constant markup of the layout so that only Outlook's Word
// engine, which ignores max-width, sees it.
func onlyOutlook(markup string) template.HTML {
	return template.HTML("<!--[if mso]>" + markup + "<![endif]-->") // #nosec G203 -- the layout's own constants alone
}

// padding follows the preheader, so that a mail client does not go on with the
// first words of the letter.
func padding() template.HTML {
	return template.HTML(strings.Repeat("&#847;&zwnj;&nbsp;", 60)) // #nosec G203 -- constant
}

// groupLines groups a quote's lines into paragraphs, an empty line between them.
func groupLines(lines []string) [][]string {
	var out [][]string
	open := false
	for _, line := range lines {
		if line == "" {
			open = false
			continue
		}
		if !open {
			out, open = append(out, nil), true
		}
		last := len(out) - 1
		out[last] = append(out[last], line)
	}
	return out
}
