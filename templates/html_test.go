package templates

import (
	"html/template"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// byTemplate is what html/template makes of testdata/layout.html, which escapes
// every string by its place: it says what setHTML must write.
func byTemplate(t *testing.T) func(*document) string {
	t.Helper()
	type placed struct {
		Block any
		Doc   *document
	}
	layout, err := template.New("layout.html").Funcs(template.FuncMap{
		"args":       func(block any, d *document) placed { return placed{block, d} },
		"mso":        func(markup string) template.HTML { return template.HTML("<!--[if mso]>" + markup + "<![endif]-->") },
		"pad":        func() template.HTML { return template.HTML(padding) },
		"paragraphs": groupLines,
		"runs":       runsAs,
		"near":       nearOf,
	}).ParseFiles("testdata/layout.html")
	if err != nil {
		t.Fatal(err)
	}
	return func(d *document) string {
		var b strings.Builder
		if err := layout.Execute(&b, d); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
}

// TestHTMLAsByTemplate sets every sample both ways, in a language that runs from either side.
func TestHTMLAsByTemplate(t *testing.T) {
	t.Parallel()
	want := byTemplate(t)
	set, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"en", "he"} {
		for _, k := range Kinds() {
			for i, v := range Samples(k.Kind) {
				d, _, err := set.document(v, lang, i)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want(d), setHTML(d)); diff != "" {
					t.Errorf("%s/%s, sample %d: html/template writes (-), and not (+):\n%s", lang, k.Kind, i, diff)
				}
			}
		}
	}
}

// TestHTMLEscapes sets a document whose every string wants to be markup.
func TestHTMLEscapes(t *testing.T) {
	t.Parallel()
	want := byTemplate(t)
	const bad = "\"'><script>alert('1+1')</script><!-- &amp; {{.}} \x00 \\ ` = \u2028 javascript:x() /* é שלום \xff"
	spans := []span{{Text: bad}, {Text: bad, Strong: true}, {Text: bad, Dir: "rtl"}, {Text: bad, Strong: true, Dir: "ltr"}, {Text: "GW-1 & GW-22, GW-, GW-3", Strong: true}, {}}
	q := quote{Paragraphs: []string{bad, bad, "", "שלום " + bad, "", "+1"}, By: spans, Lang: bad}
	drafts := []Draft{{Label: bad, To: bad, Subject: bad, Body: bad}, {Label: bad, To: "a+b@c.example", Subject: "Re: 1", Body: "yes"}}
	blocks := []block{{Kind: "heading", Spans: spans}, {Kind: "section", Spans: spans}, {Kind: "para", Spans: spans},
		{Kind: "quote", Quote: q}, {Kind: "quote", Quote: quote{Paragraphs: []string{"x"}, First: true}},
		{Kind: "list", Items: []item{{Lead: spans, Lines: [][]span{spans, spans}, Quote: q, Drafts: drafts}, {Lines: [][]span{spans}}, {}}},
		{Kind: "facts", Facts: []fact{{spans, spans}}}, {Kind: "facts", Short: true, Facts: []fact{{spans, nil}, {nil, spans}}},
		{Kind: "picture", Name: "a-chart", Alt: bad}, {Kind: "drafts", Drafts: drafts}, {Kind: "sign", Spans: spans, Title: spans}, {Kind: "sign", Spans: spans}}
	for _, d := range []*document{{}, {Lang: bad, Subject: bad, Preheader: bad, Blocks: blocks, Small: [][]span{spans, nil}},
		{Lang: "he", RTL: true, Personal: true, Subject: bad, Preheader: bad, Blocks: blocks, Small: [][]span{spans}}} {
		if diff := cmp.Diff(want(d), setHTML(d)); diff != "" {
			t.Errorf("html/template writes (-), and not (+):\n%s", diff)
		}
	}
}
