package templates

import (
	"fmt"
	"strings"
)

// document is a letter ready to be set as text or HTML.
type document struct {
	Lang      string
	RTL       bool // written from right to left
	Subject   string
	Preheader string
	Personal  bool
	Blocks    []block
	Small     [][]span

	quoted bool // a quote stands already
}

// block is one piece of a letter; Kind says which of its fields count.
type block struct {
	Kind   string // heading, section, para, quote, list, facts, drafts, picture, sign
	Spans  []span
	Quote  quote
	Items  []item
	Facts  []fact
	Short  bool // of facts: every value is a figure or so, and needs no line of its own on a phone
	Drafts []Draft
	Title  []span // of a signature
	Name   string // of a picture: its Content-ID
	Alt    string // what it shows
}

type quote struct {
	Paragraphs []string // an empty one stands for a blank line
	By         []span
	Lang       string
	First      bool // the letter's first quote: its heart
}

type item struct {
	Lead   []span // number, empty in a plain list
	Lines  [][]span
	Quote  quote
	Drafts []Draft
}

type fact struct {
	Label, Value []span
}

const subjectRunes = 80

// compose groups filled lines into blocks. A paragraph goes on until another
// kind of line or a blank one; list items, facts and drafts side by side are
// one block.
func compose(lines []filledLine, answer string) (*document, error) {
	d := &document{Blocks: make([]block, 0, 16)}
	for _, l := range lines {
		if l.kind == lineSubject {
			d.Subject = cut(strings.TrimSpace(oneText(l.parts[0])), subjectRunes)
		}
	}
	open := "" // kind of the block that the next line may join
	for _, l := range lines {
		if l.kind == lineBlank {
			// Blank lines between the items of a list are the writer's layout.
			if open != "list" {
				open = ""
			}
			continue
		}
		if mayBeEmpty := l.kind == lineSubject || l.kind == linePreheader; !mayBeEmpty && empty(l.parts[len(l.parts)-1]) {
			continue // its data is not there; the letter does without the line
		}
		if err := d.add(l, &open, answer); err != nil {
			return nil, fmt.Errorf("%d: %w", l.at, err) // after the file's name
		}
	}
	return d, nil
}

func (d *document) add(l filledLine, open *string, answer string) error {
	text := l.parts[0]
	switch l.kind {
	case lineSubject:
	case linePreheader:
		d.Preheader = oneText(text)
	case lineLook:
		d.Personal = oneText(text) == "personal"
	case lineHeading:
		*open = d.begin(block{Kind: "heading", Spans: text}, "")
	case lineSection:
		*open = d.begin(block{Kind: "section", Spans: text}, "")
	case linePara:
		if *open != "para" {
			*open = d.begin(block{Kind: "para"}, "para")
		} else {
			text = append([]span{{Text: " "}}, text...)
		}
		last := d.last()
		last.Spans = append(last.Spans, text...)
	case lineQuote:
		q := quoteOf(l)
		q.First = !d.quoted
		d.quoted = true
		*open = d.begin(block{Kind: "quote", Quote: q}, "quote")
	case lineQuoteBy:
		if *open == "quote" {
			d.last().Quote.By = text
		}
	case lineFact:
		if *open != "facts" {
			*open = d.begin(block{Kind: "facts"}, "facts")
		}
		b := d.last()
		b.Short = cells(oneText(l.parts[1])) <= 8 && (b.Short || len(b.Facts) == 0)
		b.Facts = append(b.Facts, fact{text, l.parts[1]})
	case lineDraft:
		if *open != "drafts" {
			*open = d.begin(block{Kind: "drafts"}, "drafts")
		}
		draft, err := d.draft(l, answer)
		d.last().Drafts = append(d.last().Drafts, draft)
		return err
	case linePicture:
		*open = d.begin(block{Kind: "picture", Name: oneText(text), Alt: oneText(l.parts[1])}, "")
	case lineSign:
		b := block{Kind: "sign", Spans: text}
		if len(l.parts) > 1 {
			b.Title = l.parts[1]
		}
		*open = d.begin(b, "")
	case lineSmall:
		d.Small = append(d.Small, text)
	default:
		return d.addItem(l, open, answer)
	}
	return nil
}

func (d *document) addItem(l filledLine, open *string, answer string) error {
	if l.kind == lineItem || l.kind == lineNumbered {
		if *open != "list" {
			*open = d.begin(block{Kind: "list"}, "list")
		}
		it := item{Lines: [][]span{l.parts[len(l.parts)-1]}}
		if l.kind == lineNumbered {
			it.Lead = l.parts[0]
		}
		d.last().Items = append(d.last().Items, it)
		return nil
	}
	if *open != "list" {
		return fmt.Errorf("an indented line stands outside a list")
	}
	items := d.last().Items
	it := &items[len(items)-1]
	switch l.kind {
	case lineItemMore:
		it.Lines = append(it.Lines, l.parts[0])
	case lineItemQuote:
		it.Quote = quoteOf(l)
	case lineItemNew:
		draft, err := d.draft(l, answer)
		it.Drafts = append(it.Drafts, draft.anew())
		return err
	case lineItemDraft:
		draft, err := d.draft(l, answer)
		it.Drafts = append(it.Drafts, draft)
		return err
	}
	return nil
}

func (d *document) begin(b block, open string) string {
	d.Blocks = append(d.Blocks, b)
	return open
}

func (d *document) last() *block { return &d.Blocks[len(d.Blocks)-1] }

func (d *document) draft(l filledLine, answer string) (Draft, error) {
	if answer == "" {
		return Draft{}, fmt.Errorf("the letter has a draft answer, but its view has no Answer address")
	}
	draft := Draft{Label: oneText(l.parts[0]), To: answer, Subject: "Re: " + d.Subject, Body: oneText(l.parts[1])}
	if len(l.parts) > 2 {
		draft.Hint = oneText(l.parts[2])
		draft.Body += " "
	}
	return draft, nil
}

func quoteOf(l filledLine) quote {
	return quote{Paragraphs: strings.Split(plain(l.parts[0]), "\n"), Lang: l.lang}
}

// plain is the text of spans.
func plain(spans []span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// oneText is the text of spans with single spaces; the no-break ones of a
// source stay.
func oneText(spans []span) string {
	if len(spans) == 1 && singleSpaced(spans[0].Text) {
		return spans[0].Text
	}
	size := 0
	for i := range spans {
		size += len(spans[i].Text)
	}
	var b strings.Builder
	b.Grow(size)
	space := false
	for i := range spans {
		text := spans[i].Text
		for text != "" {
			end := strings.IndexAny(text, " \n")
			if end == 0 {
				space, text = b.Len() > 0, text[1:]
				continue
			}
			if end < 0 {
				end = len(text)
			}
			if space {
				b.WriteByte(' ')
				space = false
			}
			b.WriteString(text[:end])
			text = text[end:]
		}
	}
	return b.String()
}

// singleSpaced says that a text has no line end, no two spaces together, and none at its ends.
func singleSpaced(text string) bool {
	space := true
	for i := range len(text) {
		c := text[i]
		if c == '\n' || c == ' ' && space {
			return false
		}
		space = c == ' '
	}
	return !space || text == ""
}

// empty says that spans show nothing.
func empty(spans []span) bool {
	for i := range spans {
		if strings.Trim(spans[i].Text, " \n") != "" {
			return false
		}
	}
	return true
}

// drafts lists every draft answer of the letter in order.
func (d *document) drafts() []Draft {
	var out []Draft
	for _, b := range d.Blocks {
		out = append(out, b.Drafts...)
		for _, it := range b.Items {
			out = append(out, it.Drafts...)
		}
	}
	return out
}
