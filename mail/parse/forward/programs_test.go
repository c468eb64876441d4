package forward_test

import (
	"testing"

	"goodword/mail/parse/forward"
	"goodword/mail/parse/htmltext"
)

// TestPrograms reads forwards of programs that write neither Outlook's header
// nor Gmail's.
func TestPrograms(t *testing.T) {
	t.Parallel()
	const body = "Ines was wonderful.\n\nMara"
	for _, c := range []struct{ name, text string }{
		{"qq, english", "Look\n\n\n------------------ Original ------------------\nFrom:  \"Mara Okafor\";<mara@guest.example>;\nDate:  Tue, Apr 14, 2026 09:26 AM\nTo:  \"Desk\"<desk@hotel.example>;\n\nSubject:  My stay\n\n" + body},
		{"notes", "Look\n\n----- Forwarded by Bo Lind/Hotel on 14.04.2026 10:00 -----\n\nFrom:        Mara Okafor <mara@guest.example>\nTo:        Desk <desk@hotel.example>\nDate:        14.04.2026 09:26\nSubject:        My stay\n________________________________\n\n\n\n" + body},
		{"em client", "Look\n\n------ Weitergeleitete Nachricht ------\nVon \"Mara Okafor\" <mara@guest.example>\nAn \"Desk\" <desk@hotel.example>\nDatum 14.04.2026 09:26:00\nBetreff My stay\n\n" + body},
		{"em client, english", "Look\n\n------ Forwarded Message ------\nFrom \"Mara Okafor\" <mara@guest.example>\nTo \"Desk\" <desk@hotel.example>\nDate 4/14/2026 9:26:00 AM\nSubject My stay\n\n" + body},
		{"em client, quoted header", "Look\n\n> ------ Forwarded Message ------\n> From \"Mara Okafor\" <mara@guest.example>\n> To \"Desk\" <desk@hotel.example>\n> Date 4/14/2026 9:26:00 AM\n> Subject My stay\n" + body},
		{"the bat", "Look\n\n===8<==============Original message text===============\nFrom: Mara Okafor <mara@guest.example>\nTo: Desk <desk@hotel.example>\nDate: Tuesday, April 14, 2026, 9:26:00 AM\nSubject: My stay\n\n" + body + "\n===8<===========End of original message text==========="},
		{"folded subject", "Look\n\nVon: Mara Okafor <mara@guest.example>\nGesendet: Dienstag, 14. April 2026 09:26\nAn: Desk <desk@hotel.example>\nBetreff: My\n stay\n\n" + body},
		{"divider again below the subject", "Look\n\n============ Forwarded message ============\nFrom: Mara Okafor <mara@guest.example>\nTo: \"Desk\"<desk@hotel.example>\nDate: Tue, 14 Apr 2026 09:26:00 +0200\nSubject: My stay\n============ Forwarded message ============\n\n" + body},
		{"quoted recipient", "Look\n\nFrom: Mara Okafor <mara@guest.example>\nSent: Tuesday, April 14, 2026 9:26 AM\nTo: 'desk@hotel.example'\nSubject: My stay\n\n" + body},
		{"confidential", "Look\n\nVon: Mara Okafor <mara@guest.example>\nGesendet: Dienstag, 14. April 2026 09:26\nAn: Desk <desk@hotel.example>\nBetreff: My stay\nPriorität: Hoch\nVertraulichkeit: Persönlich\n\n" + body},
		{"163, html", "<div>Look</div><br><div>---- 转发的原邮件 ----</div><table><tr><td>发件人</td><td>Mara Okafor<a href=\"mailto:mara@guest.example\">&lt;mara@guest.example&gt;</a></td></tr><tr><td>发送日期</td><td>2026年04月14日 09:26</td></tr><tr><td>收件人</td><td>Desk&lt;desk@hotel.example&gt;</td></tr><tr><td>主题</td><td>My stay</td></tr></table><div>Ines was wonderful.<br><br>Mara</div>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			text := c.text
			if text[0] == '<' {
				text, _ = htmltext.Convert(text)
			}
			f, note := forward.Find(text, forward.Mail{Subject: "Fwd: x"})
			if f == nil {
				t.Fatalf("no forward in:\n%s", text)
			}
			if f.From.Name != "Mara Okafor" || f.From.Address != "mara@guest.example" || f.Subject != "My stay" || f.Date == "" ||
				len(f.To) != 1 || f.To[0].Address != "desk@hotel.example" || f.To[0].Name != "Desk" && f.To[0].Name != "" {
				t.Errorf("from %v to %v subject %q date %q in:\n%s", f.From, f.To, f.Subject, f.Date, text)
			}
			if note != "Look" || f.Body != body {
				t.Errorf("note %q, body %q in:\n%s", note, f.Body, text)
			}
		})
	}
}

// TestBareHeaderNeedsAll: labels without colons are a header only below a
// divider that says so, and with author, moment and subject.
func TestBareHeaderNeedsAll(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"From \"Mara\" <mara@guest.example>\nTo \"Desk\" <desk@hotel.example>\nDate 14.04.2026 09:26\nSubject My stay\n\nText",
		"------ Message ------\nFrom the desk we saw mara@guest.example\nDate of arrival\nSubject to change\n\nText",
	} {
		if f, _ := forward.Find(text, forward.Mail{Subject: "x"}); f != nil && (f.From.Name != "" || f.From.Address != "") {
			t.Errorf("from %v in:\n%s", f.From, text)
		}
	}
}
