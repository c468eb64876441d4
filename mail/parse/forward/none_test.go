package forward_test

import (
	"os"
	"strings"
	"testing"

	"goodword/mail/address"
	"goodword/mail/parse/forward"
	"goodword/mail/parse/quote/quotetest"
)

// lists are labelled lines that are no header of a mail, in the places of
// layouts_test.go.
var lists = map[string]string{
	"journey":           "Dear Mara,\n\n%from: Paris\n%to: Rome\n%date: %day\n\nSeat 12A",
	"journey, subject":  "%from: Paris\n%to: Rome\n%sent: %day\n%subject: your journey\n\nSeat 12A",
	"parcel":            "%from: Hotel Example, 12 Long Street\n%to: Mara Okafor, 3 Short Lane\n%sent: %day\n\nYour parcel is on its way.",
	"card":              "%to: Ines\n%from: a happy guest\n\nThank you.",
	"card with subject": "%subject: thanks\n%to: Ines\n%from: a happy guest\n\nThank you.",
	"one contact":       "%subject: 4711\n%date: %day\n%to: desk@hotel.example\n\nA reminder.",
	"form":              "Name: Mara Okafor\nE-mail: mara@guest.example\n%date: %day\n%subject: praise\nMessage: Ines was wonderful.",
	"journey in cells":  "%from\tParis\n%to\tRome\n%date\t%day\n%subject\tyour journey\n\nSeat 12A",
	"form in cells":     "Name\tMara Okafor\nE-mail\tmara@guest.example\n%date\t%day\n%subject\tpraise\nMessage\tInes was wonderful.",
	"answer":            "Agreed.\n\n%from: Mara Okafor <mara@guest.example>\n%sent: %day\n%to: desk@hotel.example\n%subject: praise\n\nInes was wonderful.",
	"answer, divider":   "Agreed.\n\n-----%original-----\n%from: Mara Okafor <mara@guest.example>\n%sent: %day\n%to: desk@hotel.example\n%subject: praise\n\nInes was wonderful.",
	"attribution":       "Agreed.\n\n%wrote\n\n> Ines was wonderful.",
	"unmarked":          "Agreed.\n\n%wrote\n\nInes was wonderful.",
}

// TestNoForward: a list of labelled lines and an answer are no forward, in
// every language.
func TestNoForward(t *testing.T) {
	t.Parallel()
	for name, list := range lists {
		for _, g := range quotetest.Tongues() {
			text, _ := layout{template: list}.fill(g)
			mail := forward.Mail{Subject: "your praise", Answers: strings.HasPrefix(name, "answer")}
			if f, _ := forward.Find(text, mail); f != nil {
				t.Errorf("%s/%s: taken for a forward by %v: %s\n%s", name, g.Code, f.From, f.Evidence, text)
			}
		}
	}
}

// TestTraps: addresses elsewhere in the text, and labelled lines of orders,
// cards, meetings and opening hours. None of them names an author.
func TestTraps(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/traps.list")
	if err != nil {
		t.Fatal(err)
	}
	traps := quotetest.Sections(string(raw))
	if len(traps) < 24 {
		t.Fatalf("found %d traps", len(traps))
	}
	for name, trap := range traps {
		subject, text, _ := strings.Cut(trap, "\n\n")
		if f, _ := forward.Find(text, forward.Mail{Subject: subject}); f != nil && f.From != (address.Mailbox{}) {
			t.Errorf("%s: named %v: %s", name, f.From, f.Evidence)
		}
	}
}
