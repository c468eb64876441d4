package templates

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
)

func sampleCard() NoteCard { return Samples(LetterNoteCard)[0].(NoteCard) }

func TestCardIsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	first, err := Card(sampleCard(), "en", sampleTime(23, 8, 0))
	if err != nil {
		t.Fatal(err)
	}
	again, err := Card(sampleCard(), "en", sampleTime(23, 8, 0))
	if err != nil || !bytes.Equal(first, again) {
		t.Errorf("the second card differs, error %v", err)
	}
	if !bytes.HasPrefix(first, []byte("%PDF-")) || bytes.Count(first, []byte("/Type /Page\n")) != 2 {
		t.Error("it is no PDF of two pages")
	}
}

func TestCardFacts(t *testing.T) {
	t.Parallel()
	card := sampleCard()
	card.Compliment.Colleague, card.Compliment.Customer = nil, "Zoë <b>Çelik"
	for lang, quoted := range map[string]string{"en": "“Yuki noticed", "de": "„Yuki noticed", "fr": "« Yuki noticed"} {
		var all []string
		for _, l := range append(cardFacts(card, languageFor(lang), cardQuoteRunes), cardAddress(card)...) {
			all = append(all, drawable(l.text))
		}
		text := strings.Join(all, "\n")
		for _, want := range []string{"Yuki Tanaka\nBreakfast cook, Kitchen, Lyon\n" + quoted, "Zoë <b>Çelik", "You helped another team", "Bruno Perrin: ", "69002 Lyon"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q in the card:\n%s", lang, want, text)
			}
		}
	}
	card.Postal = nil
	if cardAddress(card) != nil {
		t.Error("without a postal address there is a label")
	}
}

// TestCardLeavesRoom: however long names and words are, they end above the address.
func TestCardLeavesRoom(t *testing.T) {
	t.Parallel()
	long, l := sampleCard(), languageFor("de")
	long.Nominee.Name = "Wolfeschlegelsteinhausenbergerdorff-Papadimitrakopoulos Maximiliana Ferdinanda"
	long.Nominee.Title = strings.Repeat("Stellvertretende Leiterin ", 4)
	long.Compliment.Words = Words(strings.Repeat("ШИРОКИЕ СЛОВА О ТОМ, ЧТО МОЖНО. ", 40))
	long.Line = Words(strings.Repeat("MAMMA MIA, WAHRHAFTIG GUT GEMACHT. ", 10))
	long.Postal = []PostalLine{{"Hotel Seeblick"}, {"Quai am See 1"}, {"Haus B, Personalabteilung"}, {"6000 Luzern"}, {"Schweiz"}}
	pdf := blankCard(long, l, time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC))
	room := cardAddressEnds - heightOf(pdf, cardAddress(long)) - 2*5 - cardMargin
	if whole := heightOf(pdf, cardFacts(long, l, cardQuoteRunes)); whole <= room {
		t.Errorf("the whole is %.0f mm high: too little to show anything", whole)
	}
	facts := factsWithin(pdf, long, l, room)
	if height := heightOf(pdf, facts); height > room || !strings.Contains(facts[2].text, "ШИРОКИЕ СЛОВА") {
		t.Errorf("the facts are %.0f mm high where there are %.0f: %q", height, room, facts[2].text)
	}
	short := sampleCard()
	if got := factsWithin(pdf, short, l, room); got[2].text != cardFacts(short, l, cardQuoteRunes)[2].text {
		t.Errorf("a short compliment is cut: %q", got[2].text)
	}
}

func TestDrawable(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"Łukasz Ženatý": "Łukasz Ženatý", "Ирина": "Ирина", "Ελένη": "Ελένη", "山田": "", "a山": "", "": ""} {
		if got := drawable(text); got != want {
			t.Errorf("drawable(%q) = %q", text, got)
		}
	}
}

// FuzzCard: no words of a customer make a card that cannot be drawn.
func FuzzCard(f *testing.F) {
	f.Add("She walked there herself.", "Maria")
	f.Add("\x00\u202e(\\) Tj ET endstream", "山田")
	f.Fuzz(func(t *testing.T, words, customer string) {
		c := sampleCard()
		c.Compliment.Words, c.Compliment.Customer, c.Compliment.Colleague = Words(words), Words(customer), nil
		c.Line = Words(words)
		raw, err := Card(c, "en", sampleTime(23, 8, 0))
		if err != nil || len(raw) > 1<<20 {
			t.Fatalf("%d bytes, %v", len(raw), err)
		}
	})
}

func TestCalendar(t *testing.T) {
	t.Parallel()
	call := Appointment{ID: "call-7@halden.example", Title: "Call Yuki Tanaka\nBEGIN:VEVENT", Place: "+33 4 00 00 14 72; ext, 9", Start: sampleTime(23, 14, 0),
		Length: 15 * time.Minute, Written: sampleTime(23, 8, 0)}
	visit := Appointment{ID: "visit-lyon@halden.example", Title: "Lyon " + strings.Repeat("é", 80), Start: sampleTime(30, 0, 0), Written: sampleTime(23, 8, 0)}
	for _, a := range []Appointment{call, visit} {
		raw := Calendar(a)
		for _, line := range strings.Split(strings.TrimSuffix(string(raw), "\r\n"), "\r\n") {
			if len(line) > 75 || strings.ContainsAny(line, "\r\n") || !utf8.ValidString(line) {
				t.Errorf("a line that RFC 5545, 3.1 does not allow: %q", line)
			}
		}
		back, err := ics.ParseCalendar(bytes.NewReader(raw))
		if err != nil || len(back.Events()) != 1 {
			t.Fatalf("%v, %d events in\n%s", err, len(back.Events()), raw)
		}
		e := back.Events()[0]
		if start, err := e.GetStartAt(); a.Length > 0 && (err != nil || !start.Equal(a.Start)) {
			t.Errorf("it starts at %v (%v)", start, err)
		}
		if got := e.GetProperty(ics.ComponentPropertySummary).Value; got != trusted(a.Title) {
			t.Errorf("its title is %q", got)
		}
	}
}
