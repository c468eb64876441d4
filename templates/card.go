package templates

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/goitalic"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
)

// A card is a sheet of A5, which a printer folds or not; millimetres and points.
const (
	cardWidth, cardMargin = 148.0, 18.0
	cardFoot              = 190.0 // where the company's name stands on the page to write on
	cardQuoteRunes        = 700   // of the compliment, or as many as fit above the address
	cardLeastRunes        = 70
	cardLineRunes         = 240   // of the manager's line
	cardAddressEnds       = 192.0 // its last line stands above
)

// Card draws the card for a handwritten note as PDF: the first page is to be
// written on, the second has the facts and the postal address. The same view
// at the same moment gives the same bytes.
//
// The font has Latin, Greek and Cyrillic letters; a text in another script is
// left out of the card, and stands in the letter that brings it.
func Card(v NoteCard, lang string, now time.Time) ([]byte, error) {
	l := languageFor(lang)
	pdf := blankCard(v, l, now)
	writingPage(pdf, v)
	factsPage(pdf, v, l)
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("draw the card for %s: %w", v.Nominee.Name, err)
	}
	return out.Bytes(), nil
}

// blankCard is a card without pages.
func blankCard(v NoteCard, l *language, now time.Time) *fpdf.Fpdf {
	pdf := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "mm", SizeStr: "A5"})
	pdf.SetCatalogSort(true) // the same bytes every time
	pdf.SetCreationDate(now.UTC())
	pdf.SetModificationDate(now.UTC())
	pdf.SetTitle(trusted(v.Nominee.Name), true)
	pdf.SetProducer("goodword", true)
	pdf.SetLang(l.tag)
	pdf.AddUTF8FontFromBytes("go", "", goregular.TTF)
	pdf.AddUTF8FontFromBytes("go", "I", goitalic.TTF)
	pdf.SetMargins(cardMargin, cardMargin, cardMargin)
	pdf.SetAutoPageBreak(false, 0)
	return pdf
}

// writingPage is blank but for the company's name.
func writingPage(pdf *fpdf.Fpdf, v NoteCard) {
	pdf.AddPage()
	pdf.SetTextColor(120, 118, 112)
	pdf.SetDrawColor(216, 166, 72)
	pdf.SetLineWidth(0.4)
	pdf.Line(cardMargin, cardFoot-4, cardMargin+14, cardFoot-4)
	pdf.SetFont("go", "", 9)
	pdf.SetXY(cardMargin, cardFoot)
	pdf.CellFormat(cardWidth-2*cardMargin, 5, drawable(trusted(v.Company)), "", 0, "L", false, 0, "")
}

// cardLine is a line of the page of facts.
type cardLine struct {
	style        string  // "" or "I"
	size, height float64 // points, millimetres
	soft         bool
	gap          float64 // millimetres above
	text         string
}

// cardFacts is whom the card is for, and what they did, in so many runes.
func cardFacts(v NoteCard, l *language, runes int) []cardLine {
	by := v.Compliment.Customer.oneLine(60)
	if v.Compliment.Colleague != nil {
		by = trusted(v.Compliment.Colleague.Name)
	}
	lines := []cardLine{
		{size: 15, height: 7, text: trusted(v.Nominee.Name)},
		{size: 9.5, height: 5, soft: true, text: joined(", ", trusted(v.Nominee.Title), trusted(v.Nominee.Team), trusted(v.Nominee.Site))},
		{size: 10.5, height: 5.4, style: "I", gap: 5, text: l.quoted(v.Compliment.Words.oneLine(runes))},
		{size: 9, height: 5, soft: true, text: by},
		{size: 10, height: 5.2, gap: 3, text: trusted(v.Behaviour.Sentence)},
	}
	if words := v.Line.oneLine(min(cardLineRunes, runes)); words != "" {
		lines = append(lines, cardLine{size: 10, height: 5.2, gap: 2, text: joined(": ", trusted(v.Manager.Name), l.quoted(words))})
	}
	return lines
}

// cardAddress is the label at the foot of the page, empty without a postal address.
func cardAddress(v NoteCard) []cardLine {
	if len(v.Postal) == 0 {
		return nil
	}
	lines := []cardLine{{size: 11.5, height: 6.2, text: trusted(v.Nominee.Name)}}
	for _, p := range v.Postal {
		lines = append(lines, cardLine{size: 11.5, height: 6.2, text: trusted(p.Text)})
	}
	return lines
}

// factsPage draws the facts, and the address at the foot.
func factsPage(pdf *fpdf.Fpdf, v NoteCard, l *language) {
	pdf.AddPage()
	address := cardAddress(v)
	top := cardAddressEnds - heightOf(pdf, address)
	setLines(pdf, factsWithin(pdf, v, l, top-2*5-cardMargin))
	if len(address) == 0 {
		return
	}
	pdf.SetDrawColor(226, 221, 211)
	pdf.SetLineWidth(0.2)
	pdf.Line(cardMargin, top-5, cardWidth-cardMargin, top-5)
	pdf.SetXY(cardMargin, top)
	setLines(pdf, address)
}

// factsWithin cuts the compliment until the facts are no higher than so many millimetres.
func factsWithin(pdf *fpdf.Fpdf, v NoteCard, l *language, room float64) []cardLine {
	facts := cardFacts(v, l, cardQuoteRunes)
	for runes := cardQuoteRunes - cardLeastRunes; runes >= cardLeastRunes && heightOf(pdf, facts) > room; runes -= cardLeastRunes {
		facts = cardFacts(v, l, runes)
	}
	return facts
}

// heightOf measures lines as setLines sets them, in millimetres.
func heightOf(pdf *fpdf.Fpdf, lines []cardLine) float64 {
	height := 0.0
	for _, line := range lines {
		text := drawable(line.text)
		if text == "" {
			continue
		}
		pdf.SetFont("go", line.style, line.size)
		height += line.gap + line.height*float64(len(pdf.SplitText(text, cardWidth-2*cardMargin)))
	}
	return height
}

func setLines(pdf *fpdf.Fpdf, lines []cardLine) {
	for _, line := range lines {
		text := drawable(line.text)
		if text == "" {
			continue
		}
		pdf.Ln(line.gap)
		pdf.SetTextColor(36, 38, 42)
		if line.soft {
			pdf.SetTextColor(107, 106, 102)
		}
		pdf.SetFont("go", line.style, line.size)
		pdf.MultiCell(cardWidth-2*cardMargin, line.height, text, "", "L", false)
	}
}

func joined(by string, parts ...string) string {
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, by)
}

// quoted sets words in the reader's quotation marks.
func (l *language) quoted(words string) string {
	switch {
	case words == "":
		return ""
	case l.tag == "de":
		return "„" + words + "“"
	case l.tag == "fr":
		return "« " + words + " »"
	}
	return "“" + words + "”"
}

var cardFont = sync.OnceValues(func() (*sfnt.Font, error) { return sfnt.Parse(goregular.TTF) })

// drawable gives text if the card's font has a glyph for every letter of it, else "".
func drawable(text string) string {
	font, err := cardFont()
	if err != nil {
		return ""
	}
	var buf sfnt.Buffer
	for _, r := range text {
		if i, err := font.GlyphIndex(&buf, r); err != nil || i == 0 {
			return ""
		}
	}
	return text
}
