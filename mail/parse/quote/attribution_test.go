package quote_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"goodword/mail/address"
	"goodword/mail/parse/quote"
	"goodword/mail/parse/quote/quotetest"
)

// TestAttributions reads the attribution lines of every language, in one piece
// and wrapped, and takes the author out of them.
func TestAttributions(t *testing.T) {
	t.Parallel()
	mara := address.Mailbox{Name: "Mara Okafor", Address: "mara@guest.example"}
	for _, g := range quotetest.Tongues() {
		for _, pattern := range []string{g.Outlook, g.Gmail} {
			fill := strings.NewReplacer("%D", "14/04/2026 09:26", "%A", "<mara@guest.example>", "%N", "Mara Okafor")
			whole := fill.Replace(pattern)
			for _, text := range []string{whole, strings.Replace(whole, " <mara", "\n<mara", 1), strings.Replace(whole, "mara@guest.example> ", "mara@guest.example>\n", 1)} {
				lines := quote.Lines("Ines, and so on.\n" + text + "\n\n> quoted")
				if a, ok := quote.ReadAttribution(lines, 0); ok {
					t.Errorf("%s: own words taken for an attribution: %q", g.Code, a.Text)
				}
				a, ok := quote.ReadAttribution(lines, 1)
				if !ok {
					t.Errorf("%s: not read: %q", g.Code, text)
					continue
				}
				if a.From != mara || !strings.ContainsAny(a.Date, "0123456789٠١٢٣٤٥٦٧٨٩") || utf8.RuneCountInString(a.Date) > 40 {
					t.Errorf("%s: from %v, date %q in %q", g.Code, a.From, a.Date, text)
				}
				if want := 2 + strings.Count(text, "\n"); a.End != want {
					t.Errorf("%s: ends at line %d, want %d: %q", g.Code, a.End, want, text)
				}
			}
		}
	}
}
