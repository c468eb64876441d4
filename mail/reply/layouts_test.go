package reply_test

import (
	"strings"
	"testing"

	"goodword/mail/parse/quote/quotetest"
	"goodword/mail/reply"
)

// answerLayouts are how mail programs lay out an answer: OWN the new words,
// QUOTED the answered mail, MARKED the same with quote marks, %gmail and
// %outlook attributions, the rest labels.
var answerLayouts = map[string]string{
	"gmail":             "OWN\n\n%gmail\n\n> MARKED\n",
	"gmail close":       "OWN\n%gmail\n> MARKED\n",
	"gmail wrapped":     "OWN\n\n%wrapped\n\n> MARKED\n",
	"apple":             "OWN\n\n> %gmail\n> \n> MARKED\n",
	"bottom":            "%gmail\n> MARKED\n\nOWN\n",
	"bottom, greeted":   "Hi Noor,\n\n%gmail\n> MARKED\n\nOWN\n",
	"outlook web":       "OWN\n\n________________________________\n%from: Noor <noor@hotel.example>\n%sent: %day\n%to: Tom <tom@hotel.example>\n%subject: Approve?\n\nQUOTED\n",
	"outlook desktop":   "OWN\n\n%from: Noor <noor@hotel.example>\n%sent: %day\n%to: Tom <tom@hotel.example>\n%subject: Approve?\n\nQUOTED\n",
	"outlook bold":      "OWN\n\n*%from:* Noor <noor@hotel.example>\n*%sent:* %day\n*%to:* Tom\n*%subject:* Approve?\n\nQUOTED\n",
	"outlook plain":     "OWN\n\n-----%original-----\n%from: Noor <noor@hotel.example>\n%sent: %day\n%to: Tom <tom@hotel.example>\n%subject: Approve?\n\nQUOTED\n",
	"outlook names":     "OWN\n\n-----%original-----\n%from: Noor Lind\n%sent: %day\n%to: Tom Berg\n%subject: Approve?\n\nQUOTED\n",
	"outlook mobile":    "OWN\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\n%from: Noor <noor@hotel.example>\n%sent: %day\n%to: Tom <tom@hotel.example>\n%subject: Approve?\n\nQUOTED\n",
	"outlook mac":       "OWN\n\n\ufeff%outlook\n\n    QUOTED\n",
	"outlook mac new":   "OWN\n\n%from: Noor <noor@hotel.example>\n%date: %day\n%to: Tom <tom@hotel.example>\n%subject: Approve?\nQUOTED\n",
	"yahoo":             "OWN\n    %gmail  \n \n QUOTED\n",
	"samsung":           "OWN\n\n-------- %original --------\n%from: Noor <noor@hotel.example> \n%date: 14.04.26  09:26  (GMT+01:00) \n%to: Tom \n%subject: Approve? \n\nQUOTED\n",
	"signature between": "OWN\n\n-- \nTom Berg\nFront office, extension 12\n\n%gmail\n\n> MARKED\n",
}

const (
	newWords  = "Yes, send it.\n\nInês war großartig:\n- the bear\n- 2 > 1, a<b, x|y\n\n    if ok { go() }"
	askedMail = "Dear Tom,\n\nShall the CEO thank her? Answer approve or decline.\n\nNoor"
)

func fillAnswer(layout string, g quotetest.Tongue) string {
	fill := strings.NewReplacer("%D", "14/04/2026 09:26", "%A", "<noor@hotel.example>", "%N", "Noor Lind")
	gmail := fill.Replace(g.Gmail)
	return strings.NewReplacer("OWN", newWords, "MARKED", strings.ReplaceAll(askedMail, "\n", "\n> "), "QUOTED", askedMail,
		"%gmail", gmail, "%wrapped", strings.Replace(gmail, " <noor", "\n<noor", 1), "%outlook", fill.Replace(g.Outlook),
		"%original", g.Original, "%from", g.From, "%sent", g.Sent, "%date", g.Date, "%to", g.To, "%subject", g.Subject, "%day", g.Day).Replace(layout)
}

// TestAnswerLayouts splits every layout in every language: the new words whole,
// nothing else.
func TestAnswerLayouts(t *testing.T) {
	t.Parallel()
	for name, layout := range answerLayouts {
		for _, g := range quotetest.Tongues() {
			t.Run(name+"/"+g.Code, func(t *testing.T) {
				t.Parallel()
				text := fillAnswer(layout, g)
				parts := reply.Split(text)
				want := newWords
				if name == "bottom, greeted" {
					want = "Hi Noor,\n\n" + newWords
				}
				if parts.Own != want {
					t.Errorf("own %q\nof:\n%s", parts.Own, text)
				}
				if name != "bottom, greeted" && parts.Text != newWords {
					t.Errorf("text %q\nof:\n%s", parts.Text, text)
				}
				if !strings.Contains(parts.Quoted, "Answer approve") && name != "bottom, greeted" {
					t.Errorf("quoted %q", parts.Quoted)
				}
			})
		}
	}
}
