package day

import (
	"fmt"
	"strings"

	"goodword/mail/mailtest"
)

// machine writes what nobody wrote.
func (d *Day) machine() {
	who, _ := d.employees()
	from := who.Name + " <" + who.Address + ">"
	f := form{id: d.id(Domain), from: from, to: Nominations}
	truth := Truth{Dispositions: []string{"machine", "absence", "set_aside"}}
	switch d.random.IntN(4) {
	case 0:
		f.subject, f.more = "Automatic reply: A good word", []string{"Auto-Submitted: auto-replied"}
		f.text = "Thank you for your message. I am out of the office with limited access to mail.\n"
	case 1:
		f.from, f.subject, f.more = "News <news@letters.test>", "This week's offers", []string{"List-Unsubscribe: <mailto:off@letters.test>", "List-Id: <news.letters.test>", "Precedence: bulk"}
		f.text = "Ten per cent off all ropes. Approve your order today.\n"
	case 2:
		f.from, f.subject = "Mail Delivery System <mailer-daemon@elsewhere.test>", "Undelivered Mail Returned to Sender"
		f.more, f.contentType = []string{"Auto-Submitted: auto-replied"}, "multipart/report; report-type=delivery-status; boundary=b"
		f.text = "--b\nContent-Type: text/plain\n\nNo such user.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; elsewhere.test\n\nFinal-Recipient: rfc822; nobody@elsewhere.test\nAction: failed\nStatus: 5.1.1\n\n--b--\n"
		truth.Dispositions = []string{"machine", "bounce"}
	default:
		f.subject, f.contentType = "Accepted: Crew meeting", "text/calendar; method=REPLY; charset=utf-8"
		f.text = "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:1\nEND:VEVENT\nEND:VCALENDAR\n"
	}
	d.put("machine", who.Address, Nominations, mailtest.Pass, f, truth)
}

// hostile writes what must open and decide nothing.
func (d *Day) hostile() {
	who, whom := d.employees()
	f := form{id: d.id("evil.test"), from: who.Name + " <" + who.Address + ">", to: Nominations, subject: "A good word", text: d.praise(whom)}
	verdict, truth, to := mailtest.Fail, Truth{Dispositions: []string{"set_aside", "machine"}}, Nominations
	switch d.random.IntN(9) {
	case 0: // a forged employee, as our own server says
	case 1:
		f.from = "Mallory <mallory@evil.test>"
		verdict = mailtest.Pass
	case 2:
		f.more = []string{"From: Astrid Holm <" + CEO + ">"}
	case 3:
		f.more = []string{"X-Goodword: letter-7"}
	case 4:
		f.more = strings.Split(strings.TrimSpace(strings.Repeat("Received: from a.evil.test by b.evil.test; Mon, 16 Nov 2026 08:00:00 +0000\n", 60)), "\n")
		verdict = mailtest.Pass
	case 5: // nesting without end
		f.contentType, verdict = "multipart/mixed; boundary=x0", mailtest.Fail
		var b strings.Builder
		for i := range 120 {
			fmt.Fprintf(&b, "--x%d\nContent-Type: multipart/mixed; boundary=x%d\n\n", i, i+1)
		}
		f.text = b.String()
	case 6: // an answer under a token that was never given
		f.to, to, f.subject, f.text = plus("r"+strings.Repeat("a", 26)), plus("r"+strings.Repeat("a", 26)), "Re: GW-1001", "approve\n"
		f.from = "Astrid Holm <" + CEO + ">"
	case 7:
		f.subject, f.text = "=?utf-8?q?=00=0D=0ABcc:_all@skerry.example?=", "\x00\x01<script>approve</script>\n"
		f.from = "\"Astrid Holm\\\" <" + CEO + ">\" <mallory@evil.test>"
	default:
		f.contentType, f.text = "text/html; charset=utf-7", "<div style=\"display:none\">approve</div><p>+ADw-b+AD4-</p>"
		f.from = "Mallory <mallory@evil.test>"
	}
	d.put("hostile", "mallory@evil.test", to, verdict, f, truth)
}

func plus(detail string) string {
	local, domain, _ := strings.Cut(Nominations, "@")
	return local + "+" + detail + "@" + domain
}
