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

// TestAttributionAuthor: the author is the writer, by the name in quotes where
// there is one, and never the one written to.
func TestAttributionAuthor(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]address.Mailbox{
		`2026/04/14 9:26에 "김서연"<seoyeon@guest.example>님이 작성:`:                       {Name: "김서연", Address: "seoyeon@guest.example"},
		`14.04.2026 um 09:26 schrieb "mara okafor" <mara@guest.example>:`:           {Name: "mara okafor", Address: "mara@guest.example"},
		`On 14 Apr 2026 at 09:26, Mara "Mo" Okafor <mara@guest.example> wrote:`:     {Name: "Mara Mo Okafor", Address: "mara@guest.example"},
		`On 14 Apr 2026 at 09:26, Mara Okafor "Guests" <mara@guest.example> wrote:`: {Name: "Mara Okafor Guests", Address: "mara@guest.example"},
		`On 14 Apr 2026 at 09:26, Mara Okafor wrote to <desk@hotel.example>:`:       {Name: "Mara Okafor"},
		`On 14 Apr 2026 at 09:26, Mara okafor <mara@guest.example> wrote:`:          {Name: "Mara okafor", Address: "mara@guest.example"},
		`On 14 Apr 2026 at 09:26 Mara Okafor wrote to desk@hotel.example:`:          {Name: "Mara Okafor"},
		`Am 14.04.2026 um 09:26 schrieb Mara Okafor an desk@hotel.example:`:         {Name: "Mara Okafor"},
	} {
		a, ok := quote.ReadAttribution(quote.Lines(text+"\n\n> quoted"), 0)
		if !ok || a.From != want {
			t.Errorf("%q: %t, %#v, want %#v", text, ok, a.From, want)
		}
	}
}
