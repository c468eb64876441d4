package quote

import (
	"strings"
	"testing"

	"goodword/mail/address"
)

// TestHeaderAuthor: the author of a block is the one in its own line or nobody,
// never a recipient, in whatever order a language of no table has its lines.
func TestHeaderAuthor(t *testing.T) {
	t.Parallel()
	mara := address.Mailbox{Name: "Mara Okafor", Address: "mara@guest.example"}
	bare := address.Mailbox{Address: "mara@guest.example"}
	none := address.Mailbox{}
	const day, desk, noor = "14.04.2026 09:26", "Desk <desk@hotel.example>", "Noor <noor@guest.example>"
	for _, c := range []struct {
		lines []string
		from  address.Mailbox
	}{
		{[]string{"Zorvo: Mara Okafor <mara@guest.example>", "Yezel: " + day, "Quim: " + desk, "Temvix: Thanks"}, mara},
		{[]string{"Temvix: Thanks", "Hodra: " + day, "Zorvo: Mara Okafor <mara@guest.example>", "Quim: " + desk}, mara},
		{[]string{"Zorvo: Mara Okafor", "Yezel: " + day, "Quim: " + desk, "Temvix: Thanks"}, none},
		{[]string{"Zorvo: Mara Okafor", "Yezel: " + day, "Quim: " + desk, "Kapla: " + noor, "Temvix: Thanks"}, none},
		{[]string{"Zorvo: Mara Okafor", "Yezel: " + day, "Quim: " + desk, "Subject: Thanks"}, none},
		{[]string{"Zorvo: Mara Okafor", "Temvix: Thanks", "Hodra: " + day, "Quim: " + desk, "Kapla: " + noor}, none},
		{[]string{"Zorvo:", "Yezel: " + day, "Quim: " + desk, "Kapla: " + noor, "Temvix: Thanks"}, none},
		{[]string{"Temvix: Thanks", "Hodra: " + day, "Zorvo: Mara Okafor", "Quim: " + desk, "Kapla: " + noor}, none},
		{[]string{"Yezel: " + day, "To: " + desk, "Kapla: " + noor, "Subject: Thanks"}, none},
		{[]string{"From: Mara Okafor To: " + desk, "Date: " + day, "Subject: Thanks"}, address.Mailbox{Name: "Mara Okafor"}},
		{[]string{"From: mara@guest.exampleTo: " + desk, "Date: " + day, "Subject: Thanks"}, bare},
		{[]string{"From: mara@guest.exampleto: " + desk, "Date: " + day, "Subject: Thanks"}, none},
		{[]string{"From: Hotel: Mara Okafor <mara@guest.example>", "Date: " + day, "Subject: Thanks"}, mara},
		{[]string{"From: mailto:mara@guest.example", "Date: " + day, "Subject: Thanks"}, bare},
	} {
		b, _ := ReadBlock(Lines(strings.Join(c.lines, "\n")+"\n\nInes was wonderful."), 0, "")
		h, ok := b.Header(Context{Rule: SentRule, Forward: true})
		if h.From != c.from || !ok && c.from != none {
			t.Errorf("%q: from %v, %v, want %v", c.lines, h.From, ok, c.from)
		}
	}
}
