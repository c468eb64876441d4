package quote

import (
	"strings"
	"testing"
	"time"

	"goodword/mail/address"
)

// TestReadRun: the author of a header that runs on in one line is the one in
// its own field or nobody, never a recipient.
func TestReadRun(t *testing.T) {
	t.Parallel()
	mara := address.Mailbox{Name: "Mara Okafor", Address: "mara@guest.example"}
	bare := address.Mailbox{Address: "mara@guest.example"}
	named := address.Mailbox{Name: "Mara Okafor"}
	const rest = `"desk@hotel.example" <desk@hotel.example>Cc: Noor <noor@guest.example>; tariq@guest.exampleSent: Tuesday, April 14, 2026, 09:26:50 AM GMT+1Subject: Thanks: a lot`
	for _, c := range []struct {
		text string
		from address.Mailbox
	}{
		{"From: Mara Okafor <mara@guest.example>To: " + rest, mara},
		{"From: mara@guest.exampleTo: " + rest, bare},
		{"From: mara@guest.example To: " + rest, bare},
		{"From: mara@guest.exampleReply-To: Desk <x@guest.example>To: " + rest, bare},
		{"From: mara@GUEST.EXAMPLETo: " + rest, address.Mailbox{Address: "mara@GUEST.EXAMPLE"}},
		{"From: mara@guest.example (Mara Okafor)To: " + rest, mara},
		{"From: mara@guest.example<mailto:mara@guest.example>To: " + rest, bare},
		{"From: Mara Okafor [mailto:mara@guest.example]To: " + rest, mara},
		{`From: "Mara To: you" <mara@guest.example>To: ` + rest, address.Mailbox{Name: "Mara To: you", Address: "mara@guest.example"}},
		{`From: "mara@guest.example" <mara@guest.example>To: ` + rest, bare},
		{"From: Mara OkaforTo: " + rest, named},
		{"From: Mara OkaforKomu: " + rest, named},
		{"Zorvo: mara@guest.exampleQuim: " + rest, bare},
		{"发件人: mara@guest.example收件人: " + rest, bare},
		{"De : mara@guest.exampleÀ : " + rest, bare},
		{"From: Mara OkaforQuim: " + rest, address.Mailbox{}},
		{"From: mara@guest.examplequim: " + rest, address.Mailbox{}},
		{"From: mara@guest.exampleX-To: " + rest, address.Mailbox{}},
		{"From: mara@guest.exampleXyZorvo: " + rest, address.Mailbox{}},
		{"From: mara@guest.exampleDw Desk <desk@hotel.example>To: " + rest, address.Mailbox{}},
		{"Zorvo: Mara OkaforQuim: " + rest, address.Mailbox{}},
		{"Zorvo: mara@guest.examplequim: " + rest, address.Mailbox{}},
	} {
		labels, ok := ReadRun(c.text)
		if !ok {
			if c.from != (address.Mailbox{}) {
				t.Errorf("not read: %q", c.text)
			}
			continue
		}
		h, _ := Block{Labels: labels}.Header(Context{Rule: SentRule})
		if h.From != c.from {
			t.Errorf("from %v, want %v: %q gives %+v", h.From, c.from, c.text, labels)
		}
		if c.from != (address.Mailbox{}) && (h.Subject != "Thanks: a lot" || len(h.To) != 1 || len(h.Cc) != 2 || h.Cc[1].Address != "tariq@guest.example") {
			t.Errorf("to %v, cc %v, subject %q: %q", h.To, h.Cc, h.Subject, c.text)
		}
	}
}

// TestReadRunHostile: runs of the greatest length take no longer than their
// length asks.
func TestReadRunHostile(t *testing.T) {
	t.Parallel()
	begin := time.Now()
	for _, unit := range []string{"a@b.exampleTo: ", "a@b.exampleXyZa <c@d.example> (", `a" <b> "(c`, `a@b (x) "`, "<a@b>", "<", `"`, "[", "A", "To", "12:30 ", "A@"} {
		ReadRun("From: " + strings.Repeat(unit, 16000/len(unit)) + "<c@d.example>To: x")
		ReadRun("Zorvo: " + strings.Repeat(unit, 16000/len(unit)) + "@d.example: x")
	}
	if took := time.Since(begin); took > 20*time.Second {
		t.Errorf("took %v", took)
	} else {
		t.Logf("took %v", took)
	}
}
