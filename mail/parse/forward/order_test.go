package forward_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"goodword/mail/parse/forward"
	"goodword/mail/parse/quote/quotetest"
)

// dresses are ways to write one labelled line.
var dresses = []func(label, value string) string{
	func(label, value string) string { return label + ": " + value },
	func(label, value string) string { return "**" + label + ":** " + value },
	func(label, value string) string { return "*" + label + "*: " + value },
	func(label, value string) string { return label + ":   \t" + value },
	func(label, value string) string { return "  " + label + ": " + value + "  " },
	func(label, value string) string { return strings.ToUpper(label) + ": " + value },
	func(label, value string) string { return label + "\u00a0: " + value },
}

// TestOrders reads headers of every known language with their lines in any
// order and any dress.
func TestOrders(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 1))
	for _, g := range quotetest.Tongues() {
		if strings.HasPrefix(g.Code, "x-") {
			continue // there the order tells who is who
		}
		for n := range 40 {
			dress := dresses[n%len(dresses)]
			lines := []string{dress(g.From, "Mara Okafor <mara@guest.example>"), dress(g.Sent, g.Day), dress(g.To, "desk@hotel.example"), dress(g.Subject, sampleSubject), dress(g.Cc, "Noor <noor@guest.example>")}
			lines = lines[:len(lines)-n%2]
			r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
			text := sampleNote + "\n\n" + strings.Join(lines, "\n") + "\n\n" + sampleBody
			f, note := forward.Find(text, forward.Mail{Subject: g.Prefix + ": " + sampleSubject})
			if f == nil {
				t.Errorf("%s: no forward in:\n%s", g.Code, text)
				continue
			}
			if f.From.Address != "mara@guest.example" || f.From.Name != "Mara Okafor" || f.Subject != sampleSubject || f.Body != sampleBody || note != sampleNote || len(f.To) != 1 || len(f.Cc) != 1-n%2 || f.Date == "" {
				t.Errorf("%s: %+v, note %q, of:\n%s", g.Code, f, note, text)
			}
		}
	}
}
