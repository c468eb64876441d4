package jobs

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
	"goodword/mail/fetch"
	"goodword/mail/send"
)

// crafted is a mail made to decide what its writer may not decide.
type crafted struct{ name, raw string }

// approvals is how approving is said in letters' languages, and in others.
var approvals = []string{"Approved.", "approve", "Yes, approve. She is great.", "Genehmigt.", "Ja, genehmigt.", "Approuvé.", "Oui, j'approuve.", "Aprobado.", "Sí, aprobado.", "Approvato.", "Goedgekeurd."}

// machineKinds are mails that programs write for people. What stands first is
// the header's end, and the body.
var machineKinds = map[string]string{
	"absence note":        "Auto-Submitted: auto-replied\r\nContent-Type: text/plain\r\n\r\nI am away. SAID",
	"Exchange absence":    "X-Auto-Response-Suppress: All\r\nAuto-Submitted: auto-generated\r\nContent-Type: text/plain\r\n\r\nI am out of the office. SAID",
	"vacation":            "Precedence: bulk\r\nX-Autoreply: yes\r\nContent-Type: text/plain\r\n\r\nOn holiday until 30 November. SAID",
	"reaction":            "Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nSAID\r\n--x\r\nContent-Type: text/vnd.google.email-reaction+json\r\n\r\n{\"emoji\":\"\U0001F44D\",\"version\":1}\r\n--x--\r\n",
	"read receipt":        "Content-Type: multipart/report; report-type=disposition-notification; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nSAID\r\n--x\r\nContent-Type: message/disposition-notification\r\n\r\nFinal-Recipient: rfc822; max@corp.example\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n\r\n--x--\r\n",
	"bounce":              "Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nSAID\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.corp.example\r\n\r\nFinal-Recipient: rfc822; max@corp.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--x--\r\n",
	"calendar answer":     "Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nSUMMARY:SAID\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
	"mass mail":           "List-Unsubscribe: <https://corp.example/x>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nPrecedence: bulk\r\nContent-Type: text/plain\r\n\r\nSAID",
	"list":                "List-Id: <team.corp.example>\r\nList-Post: <mailto:team@corp.example>\r\nPrecedence: list\r\nContent-Type: text/plain\r\n\r\nSAID",
	"list, by another":    "X-Mailing-List: team@corp.example\r\nContent-Type: text/plain\r\n\r\nSAID",
	"Mailman's list":      "X-Mailman-Version: 3.3.8\r\nContent-Type: text/plain\r\n\r\nSAID",
	"Google's group":      "X-Google-Group-Id: 1041922\r\nContent-Type: text/plain\r\n\r\nSAID",
	"list, to post to":    "List-Post: NO\r\nContent-Type: text/plain\r\n\r\nSAID",
	"list without a name": "List-Id:\r\nContent-Type: text/plain\r\n\r\nSAID",
	"our own mail":        send.MarkHeader + ": letter-1\r\nContent-Type: text/plain\r\n\r\nSAID",
	"mail in circles":     strings.Repeat("Received: from a.test by b.test; Mon, 16 Nov 2026 07:00:00 +0000\r\n", 51) + "Content-Type: text/plain\r\n\r\nSAID",
	"spam":                "X-Spam-Flag: YES\r\nContent-Type: text/plain\r\n\r\nSAID",
	"encrypted":           "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\nU0FJRA==\r\n",
	"picture alone":       "Content-Type: image/png; name=approve.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n",
	"attached approval":   "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=answer.txt\r\n\r\nSAID\r\n--x--\r\n",
	"hidden in HTML":      "Content-Type: text/html\r\n\r\n<p style=\"display:none\">SAID</p><p>Let me think about it.</p>",
	"quoted":              "Content-Type: text/plain\r\n\r\nLet me think about it.\r\n\r\nOn Mon, 16 Nov 2026 at 09:00, Good Word wrote:\r\n> SAID\r\n",
	"quoted by Outlook":   "Content-Type: text/plain\r\n\r\nLet me think about it.\r\n\r\n-----Original Message-----\r\nFrom: Vera Stone\r\nSent: Monday, November 16, 2026 9:00 AM\r\nTo: Max Reid\r\nSubject: request\r\n\r\nSAID\r\n",
	"quoted in HTML":      "Content-Type: text/html\r\n\r\n<p>Let me think about it.</p><blockquote type=\"cite\">SAID</blockquote>",
	"below the signature": "Content-Type: text/plain\r\n\r\nLet me think about it.\r\n-- \r\nMax\r\nSAID\r\n",
	"a forward":           "Content-Type: text/plain\r\n\r\nWhat do you make of this?\r\n\r\n---------- Forwarded message ---------\r\nFrom: Vera Stone <vera@corp.example>\r\nDate: Mon, 16 Nov 2026 at 09:00\r\nSubject: x\r\nTo: <max@corp.example>\r\n\r\nSAID\r\n",
}

// forgedSenders are tops of mails that claim to be Max's, or look like his.
var forgedSenders = map[string]string{
	"no verdict":               "From: max@corp.example\r\n",
	"our server says fail":     "Authentication-Results: mx.corp.example; dmarc=fail header.from=corp.example\r\nFrom: max@corp.example\r\n",
	"our server knows nothing": "Authentication-Results: mx.corp.example; dmarc=none header.from=corp.example\r\nFrom: max@corp.example\r\n",
	"temporary error":          "Authentication-Results: mx.corp.example; dmarc=temperror header.from=corp.example\r\nFrom: max@corp.example\r\n",
	"another server's pass":    "Authentication-Results: mx.evil.test; dmarc=pass header.from=corp.example\r\nFrom: max@corp.example\r\n",
	"ours in a comment":        "Authentication-Results: mx.corp.example; spf=none (x; dmarc=pass header.from=corp.example; y)\r\nFrom: max@corp.example\r\n",
	"ours in a reason":         "Authentication-Results: mx.corp.example; spf=none reason=\"; dmarc=pass header.from=corp.example\"\r\nFrom: max@corp.example\r\n",
	"ours below a stranger's":  "Authentication-Results: evil.test; none\r\nAuthentication-Results: mx.corp.example; dmarc=pass header.from=corp.example\r\nFrom: max@corp.example\r\n",
	"a pass for a stranger":    "Authentication-Results: mx.corp.example; dmarc=pass header.from=evil.test\r\nFrom: max@corp.example\r\n",
	"SPF and DKIM alone":       "Authentication-Results: mx.corp.example; spf=pass smtp.mailfrom=max@corp.example; dkim=pass header.d=corp.example\r\nFrom: max@corp.example\r\n",
	"ARC":                      "ARC-Authentication-Results: i=1; mx.corp.example; dmarc=pass header.from=corp.example\r\nARC-Seal: i=1; cv=none; d=corp.example\r\nFrom: max@corp.example\r\n",
	"a signature of nobody's":  "DKIM-Signature: v=1; a=rsa-sha256; d=corp.example; s=s; h=from:to:subject:date:message-id; bh=AA==; b=AA==\r\nFrom: max@corp.example\r\n",
	"two From":                 "PASS" + "From: max@corp.example\r\nFrom: eve@evil.test\r\n",
	"two From, turned":         "PASS" + "From: eve@evil.test\r\nFrom: max@corp.example\r\n",
	"From by spelling":         "PASS" + "From: eve@evil.test\r\nFROM : max@corp.example\r\n",
	"two addresses":            "PASS" + "From: max@corp.example, eve@evil.test\r\n",
	"a group":                  "PASS" + "From: bosses: max@corp.example;\r\n",
	"a route":                  "PASS" + "From: <@evil.test:max@corp.example>\r\n",
	"NUL":                      "PASS" + "From: max@corp.example\x00.evil.test\r\n",
	"a bare CR":                "PASS" + "From: eve@evil.test\rFrom: max@corp.example\r\n",
	"an encoded word":          "PASS" + "From: =?utf-8?q?max=40corp.example?= <eve@evil.test>\r\n",
	"an encoded address":       "PASS" + "From: =?utf-8?q?max?=@corp.example\r\n",
	"a name":                   "PASS" + "From: \"Max Reid <max@corp.example>\" <eve@evil.test>\r\n",
	"a comment":                "PASS" + "From: eve@evil.test (max@corp.example)\r\n",
	"a quoted local part":      "PASS" + "From: \"max@corp.example\"@corp.example\r\n",
	"Sender":                   "PASS" + "From: eve@evil.test\r\nSender: max@corp.example\r\n",
	"Reply-To":                 "PASS" + "From: eve@evil.test\r\nReply-To: max@corp.example\r\n",
	"no From":                  "PASS",
	"Cyrillic o":               "PASS" + "From: max@c\u043erp.example\r\n",
	"punycode":                 "PASS" + "From: max@xn--crp-tdd.example\r\n",
	"dotless i":                "PASS" + "From: max\u0131@corp.example\r\n",
	"Kelvin sign":              "PASS" + "From: max@corp.example\u212a\r\n",
	"fullwidth":                "PASS" + "From: \uff4dax@corp.example\r\n",
	"zero width":               "PASS" + "From: ma\u200bx@corp.example\r\n",
	"a subdomain":              "PASS" + "From: max@mail.corp.example\r\n",
	"the domain as subdomain":  "PASS" + "From: max@corp.example.evil.test\r\n",
	"one letter more":          "PASS" + "From: max@corps.example\r\n",
	"an unknown colleague":     "PASS" + "From: maxx@corp.example\r\n",
	"the nominee":              "PASS" + "From: nina@corp.example\r\n",
	"the nominator":            "PASS" + "From: dana@corp.example\r\n",
	"no registered delegate":   "PASS" + "From: nick@corp.example\r\n",
	"the next level, unasked":  "PASS" + "From: vera@corp.example\r\n",
	"the CPO":                  "PASS" + "From: pia@corp.example\r\n",
	"goodword itself":          "PASS" + "From: goodword@corp.example\r\n",
	"our own group's envelope": "Authentication-Results: mx.corp.example; spf=pass smtp.mailfrom=team+bounces@corp.example; dmarc=pass header.from=corp.example\r\nFrom: max@corp.example\r\n",
	"an old signature":         "PASS" + "DKIM-Signature: v=1; d=corp.example; s=s; h=from:date; bh=AA==; b=AA==\r\nFrom: max@corp.example\r\n",
}

// places are the fields that bring a token.
func places(request sentLetter) map[string]string {
	answer, id := request.head.Get("Reply-To"), request.head.Get("Message-Id")
	return map[string]string{
		"To":          "To: " + answer + "\r\n",
		"Cc":          "To: dana@corp.example, team@corp.example\r\nCc: " + answer + "\r\n", // a reply to all
		"In-Reply-To": "To: " + nominations + "\r\nIn-Reply-To: " + id + "\r\n",
		"References":  "To: " + nominations + "\r\nReferences: <x@corp.example> " + id + "\r\n",
	}
}

// craft makes the mails: machines' with a proven sender, and people's with a forged one.
func (o *office) craft(request sentLetter) []crafted {
	var list []crafted
	add := func(name, top, where, rest string) {
		pass := fmt.Sprintf(proven, "corp.example")
		if strings.Contains(top, "@evil.test") && !strings.Contains(top, "max@corp.example") {
			pass = fmt.Sprintf(proven, "evil.test")
		}
		said := approvals[len(list)%len(approvals)]
		top = strings.Replace(top, "PASS", pass, 1)
		raw := top + where + fmt.Sprintf("Subject: Re: %s\r\nMessage-ID: <crafted-%d@corp.example>\r\nDate: %s\r\nMIME-Version: 1.0\r\n", request.subject(), len(list), o.clock.Format(time.RFC1123Z)) +
			strings.ReplaceAll(rest, "SAID", said)
		list = append(list, crafted{fmt.Sprintf("%s, by %s, %q", name, strings.SplitN(where, ":", 2)[0], said), raw})
	}
	for _, where := range places(request) {
		for kind, rest := range machineKinds {
			add(kind, "PASSFrom: max@corp.example\r\n", where, rest)
		}
		for sender, top := range forgedSenders {
			add(sender, top, where, "Content-Type: text/plain; charset=utf-8\r\n\r\nSAID\r\n")
			if top != "PASS" && len(sender)%3 == 0 { // and what machines write in their names
				add(sender+", an absence note", top, where, machineKinds["absence note"])
			}
		}
	}
	return list
}

// putAll stores the mails at once, as a poll of a full mailbox does, and reads them.
func (o *office) putAll(mailbox string, mails []crafted) {
	o.t.Helper()
	batch := fetch.Batch{UIDValidity: 1}
	for _, m := range mails {
		o.uid++
		batch.Mails = append(batch.Mails, fetch.Mail{UID: o.uid, InternalDate: o.clock, Size: int64(len(m.raw)), Raw: []byte(m.raw)})
	}
	batch.Cursor = &fetch.Cursor{UIDValidity: 1, LastUID: o.uid, LastTime: o.clock}
	if err := o.desk.Inbox().Receive(o.t.Context(), mailbox, batch); err != nil {
		o.t.Fatal(err)
	}
	o.run()
}

// TestCraftedMails: of hundreds of mails by machines and strangers none
// decides, and whoever was asked hears of it twice at most: that an answer did
// not count, and that one of their own was not plain.
func TestCraftedMails(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.none()
	mails := o.craft(request)
	if len(mails) < 300 {
		t.Fatalf("only %d mails", len(mails))
	}
	o.putAll("nominations", mails)
	rows, err := o.desk.Pool.Query(t.Context(), "select message_id, coalesce(disposition, ''), coalesce(reason, '') from inbound where message_id like 'crafted-%' order by id")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	seen := 0
	for rows.Next() {
		var id, disposition, reason string
		if err := rows.Scan(&id, &disposition, &reason); err != nil {
			t.Fatal(err)
		}
		seen++
		var nth int
		if _, err := fmt.Sscanf(id, "crafted-%d@", &nth); err != nil {
			t.Fatal(err)
		}
		switch recognition.Disposition(disposition) {
		case recognition.SetAside, recognition.TakenMachine, recognition.TakenBounce, recognition.TakenAbsence, recognition.TakenAnswer:
		default:
			t.Errorf("%s: taken for %s (%s)", mails[nth].name, disposition, reason)
		}
	}
	if seen < len(mails)*9/10 { // the others' header is no header, and bears no id
		t.Errorf("%d of %d mails were read", seen, len(mails))
	}
	for what, sql := range map[string]string{"decisions": "select count(*) from decisions", "thank-yous": "select count(*) from letters where kind = 'thank_you'",
		"further nominations": "select count(*) - 1 from nominations", "pauses": "select count(*) from pauses", "people made private": "select count(*) from people where private"} {
		if n := o.count(sql); n != 0 {
			t.Errorf("%d %s", n, what)
		}
	}
	o.wantState(1, recognition.Awaiting)
	questions := 0
	for _, l := range o.sent[o.taken:] {
		if !strings.Contains(l.subject(), "could not read") { // a mail without words is sent back, one by one
			questions++
		}
		if l.to != "max@corp.example" {
			t.Errorf("a letter to %s: %s", l.to, l.subject())
		}
	}
	if questions > 2 || len(o.sent)-o.taken-questions > 3*len(places(request)) {
		t.Errorf("%d letters to the approver, %d of them questions", len(o.sent)-o.taken, questions)
	}
	o.skip()
	o.wantTaken(o.reply(request, "Approved."), recognition.TakenDecision) // and his own answer counts still
	o.wantState(1, recognition.Approved)
	o.skip()
	t.Logf("%d mails", len(mails))
}

// TestCraftedAnswersToTheCEO: none of them holds, releases, approves or resumes.
func TestCraftedAnswersToTheCEO(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "Approved.")
	o.until("Mon 07:30")
	o.skip()
	digest := o.sent[len(o.sent)-1]
	var list []crafted
	for _, where := range []string{"To", "References"} {
		head := places(digest)[where]
		for sender, top := range forgedSenders {
			top = strings.ReplaceAll(strings.Replace(top, "PASS", fmt.Sprintf(proven, "corp.example"), 1), "max", "cora")
			for _, said := range []string{"hold 1", "release 1\npause", "resume"} {
				list = append(list, crafted{sender + " by " + where, top + head + fmt.Sprintf("Subject: Re: digest\r\nMessage-ID: <ceo-%d@corp.example>\r\nDate: %s\r\n\r\n%s\r\n",
					len(list), o.clock.Format(time.RFC1123Z), said)})
			}
		}
	}
	o.putAll("nominations", list)
	o.wantState(1, recognition.Approved)
	if n := o.count("select count(*) from pauses") + o.count("select count(*) from nominations where released_at is not null or held_at is not null") +
		o.count("select count(*) from inbound where disposition in ('command', 'decision') and message_id like 'ceo-%'"); n != 0 {
		t.Errorf("%d of them did something", n)
	}
	o.none()
	t.Logf("%d mails", len(list))
}
