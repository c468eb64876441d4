package jobs

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
	"goodword/mail/send"
)

// attackForgedSender: a forged From with a good token; two From fields; NUL,
// group and route addresses; encoded words: set aside, nothing decided.
func attackForgedSender(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	each(o, map[string]string{
		"two From fields":             "From: max@corp.example\r\nFrom: dana@corp.example\r\n",
		"the same From twice":         "From: max@corp.example\r\nFrom: max@corp.example\r\n",
		"two addresses":               "From: max@corp.example, dana@corp.example\r\n",
		"a group":                     "From: approvers: max@corp.example;\r\n",
		"a route":                     "From: <@evil.test:max@corp.example>\r\n",
		"a NUL":                       "From: max@corp.example\x00@evil.test\r\n",
		"an encoded word":             "From: =?utf-8?q?max=40corp.example?= <evil@evil.test>\r\n",
		"an address for a name":       "From: \"max@corp.example\" <evil@evil.test>\r\n",
		"a comment":                   "From: evil@evil.test (max@corp.example)\r\n",
		"Sender and Reply-To pretend": "From: evil@evil.test\r\nSender: max@corp.example\r\nReply-To: max@corp.example\r\n",
		"a look-alike":                "From: max@c\u043erp.example\r\n",
		"none":                        "",
	}, func(name, from string) {
		id := o.put("nominations", "Authentication-Results: mx.corp.example; dmarc=pass header.from=corp.example\r\n"+from+
			"To: "+request.head.Get("Reply-To")+"\r\nSubject: Re: "+request.subject()+"\r\nIn-Reply-To: "+request.head.Get("Message-Id")+"\r\n"+
			fmt.Sprintf("Message-ID: <forged%d@corp.example>\r\nDate: ", len(name))+o.clock.Format(time.RFC1123Z)+"\r\n\r\nApproved, says "+name+".\r\n")
		o.wantTaken(id, recognition.SetAside)
		o.wantState(1, recognition.Awaiting)
	})
	o.next("max", "Somebody else answered") // told once
	o.none()
}

// attackTokenOfAnother: a token seen in a reply-all or a forward and used
// by somebody else, even by the registered delegate who is the nominee or the nominator.
func attackTokenOfAnother(t *testing.T) {
	for name, deputy := range map[string]string{"the nominee": "nina", "the nominator": "dana"} {
		t.Run("the delegate is "+name, func(t *testing.T) {
			o := newOffice(t)
			o.exec("update people set deputy_id = (select id from people where address = $1) where address = 'max@corp.example'", deputy+"@corp.example")
			_, request := nominated(o)
			o.wantTaken(o.replyAs(request, proven, deputy+"@corp.example", "Approved."), recognition.SetAside)
			o.wantState(1, recognition.Awaiting)
			o.next("max", "Somebody else answered")
			o.none()
		})
	}
	t.Run("a delegate who stands in", func(t *testing.T) {
		o := newOffice(t)
		o.exec("update people set deputy_id = (select id from people where address = 'nick@corp.example') where address = 'max@corp.example'")
		_, request := nominated(o)
		id := o.replyAs(request, proven, "nick@corp.example", "Approved.")
		o.wantTaken(id, recognition.TakenDecision)
		if _, reason := o.disposition(id); !strings.Contains(reason, "nick@corp.example for max@corp.example") {
			t.Errorf("the decision is told as %q", reason)
		}
		o.wantState(1, recognition.Approved)
		o.skip()
	})
	t.Run("the approver has left", func(t *testing.T) {
		o := newOffice(t)
		_, request := nominated(o)
		o.exec("update people set active = false where address = 'max@corp.example'")
		o.wantTaken(o.reply(request, "Approved."), recognition.SetAside)
		o.wantState(1, recognition.Awaiting)
		o.skip()
	})
}

// attackTokenAgain: a token used again, and after its time.
func attackTokenAgain(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.LapseAfter = 90
	_, request := nominated(o)
	o.clock = o.clock.AddDate(0, 0, 61)
	o.wantTaken(o.reply(request, "Approved."), recognition.SetAside)
	o.wantState(1, recognition.Awaiting)
	o.next("max", "too old")
	o.none()
	o.wantTaken(o.replyAs(request, proven, "nick@corp.example", "Approved."), recognition.SetAside)
	o.none()
}

// attackMachines: an absence note that quotes approve, a reaction, a read
// receipt, a list, a calendar answer: nothing decided.
func attackMachines(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	each(o, map[string]string{
		"absence note":    "Auto-Submitted: auto-replied\r\nContent-Type: text/plain\r\n\r\nI am away. approve",
		"reaction":        "Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\napprove\r\n--x\r\nContent-Type: text/vnd.google.email-reaction+json\r\n\r\n{\"emoji\":\"\U0001F44D\",\"version\":1}\r\n--x--\r\n",
		"read receipt":    "Content-Type: multipart/report; report-type=disposition-notification; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\napprove\r\n--x\r\nContent-Type: message/disposition-notification\r\n\r\nFinal-Recipient: rfc822; max@corp.example\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n\r\n--x--\r\n",
		"mass mail":       "List-Unsubscribe: <https://corp.example/x>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nPrecedence: bulk\r\nContent-Type: text/plain\r\n\r\napprove",
		"calendar answer": "Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nSUMMARY:approve\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
		"our own mail":    send.MarkHeader + ": letter-1\r\nContent-Type: text/plain\r\n\r\napprove",
		"51 servers":      strings.Repeat("Received: from a.test by b.test; Mon, 16 Nov 2026 07:00:00 +0000\r\n", 51) + "Content-Type: text/plain\r\n\r\napprove",
	}, func(name, head string) {
		id := o.put("nominations", fmt.Sprintf(proven, "corp.example")+"From: max@corp.example\r\nTo: "+request.head.Get("Reply-To")+
			"\r\nSubject: Re: "+request.subject()+"\r\nIn-Reply-To: "+request.head.Get("Message-Id")+"\r\nMessage-ID: <"+strings.ReplaceAll(name, " ", "-")+"@corp.example>\r\nDate: "+
			o.clock.Format(time.RFC1123Z)+"\r\nMIME-Version: 1.0\r\n"+head)
		if d, _ := o.disposition(id); d == recognition.TakenDecision || d == recognition.TakenCommand || d == recognition.TakenAnswer {
			t.Errorf("%s: taken for %s", name, d)
		}
		o.wantState(1, recognition.Awaiting)
		o.none()
	})
}

// each tries every case in one office, in the order of their names, and each
// under its name.
func each[V any](o *office, cases map[string]V, try func(name string, v V)) {
	o.t.Helper()
	all := o.t
	defer func() { o.t = all }()
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		all.Run(name, func(t *testing.T) {
			o.t = t
			try(name, cases[name])
		})
	}
}

// attackWords: what is never read as approval.
func attackWords(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.PerAddressHourly = 1000
	for i, said := range []string{"not approved", "I can't approve", "approved?", "once HR approves, yes", "> approve", "approve / decline",
		"Approve or decline?", "Nicht genehmigt.", "Je ne peux pas approuver.", "Dana wrote \"approved\"", "I would approve if it were true",
		"No lo apruebo.", "Genehmigt? Von wem?", "Sobald HR zustimmt: ja.", "Approuv\u00e9 par qui ?", "I approve of the weather", "Approve! Just kidding.",
		"approved\ndecline", "Yes and no", "I did not say approved.", "Wait before I approve", "\u5426\u6c7a", "\u043d\u0435 \u043e\u0434\u043e\u0431\u0440\u044f\u044e"} {
		o.forward("dana", "For Nina.", fmt.Sprintf("Ruth <ruth%d@customer.test>", i), herWords)
		request := o.next("max", "two hours")
		o.skip()
		id := o.reply(request, said)
		var state string
		if err := o.desk.Pool.QueryRow(t.Context(), "select state from nominations order by id desc limit 1").Scan(&state); err != nil {
			t.Fatal(err)
		}
		if state != "awaiting_approval" && state != "declined" { // a refusal is an honest reading of some
			_, reason := o.disposition(id)
			t.Errorf("%q made the nomination %s: %s", said, state, reason)
		}
		o.skip()
	}
}

// attackFlood: a flood of compliments with forged senders, two
// autoresponders: no letters to the victims, caps.
func attackFlood(t *testing.T) {
	o := newOffice(t)
	for i := range 30 {
		o.deliver("compliments", forged, fmt.Sprintf("Tom <tom%d@victim.test>", i), "To: "+compliments+"\r\nSubject: Great\r\n",
			fmt.Sprintf("Nick Tanner was wonderful, he repaired my pram number %d with his own hands.", i))
		o.deliver("nominations", forged, "dana@corp.example", "To: "+nominations+"\r\nSubject: Great\r\n",
			fmt.Sprintf("Nick Tanner was wonderful, he repaired my bike number %d with his own hands.", i))
	}
	most := func(within time.Duration) {
		t.Helper()
		got := map[string]int{}
		for _, l := range o.sent {
			got[l.to]++
			if strings.Contains(l.to, "victim") || strings.HasPrefix(l.to, "dana@") {
				t.Fatalf("a letter went to the victim %s: %s", l.to, l.subject())
			}
		}
		if cap := 20 * (1 + int(within/time.Hour)); got["max@corp.example"] > cap {
			t.Errorf("%d letters to one address within %s, the cap is %d", got["max@corp.example"], within, cap)
		}
	}
	most(0)
	o.advance(61 * time.Minute)
	most(time.Hour)
	for range 5 {
		o.advance(61 * time.Minute)
	}
	o.skip()
}

// attackAutoresponders: machines that hide what they are get a bounded number of answers.
func attackAutoresponders(t *testing.T) {
	t.Run("a mailbox of ours that nobody imported", func(t *testing.T) {
		o := newOffice(t)
		for i := range 5 {
			o.deliver("nominations", proven, "helpdesk@corp.example", "To: "+nominations+"\r\nSubject: We got your mail\r\n", fmt.Sprintf("Request %d arrived.", i))
		}
		o.next("helpdesk", "directory")
		o.none()
	})
	t.Run("a nominator", func(t *testing.T) {
		o := newOffice(t)
		receipt, _ := nominated(o)
		last := receipt
		for i := range 6 {
			before := len(o.sent)
			o.reply(last, fmt.Sprintf("Thanks for your mail, I will get back to you. Request %d.", i))
			if len(o.sent) == before {
				break
			}
			last = o.sent[len(o.sent)-1]
		}
		if len(o.sent) > 4 {
			t.Errorf("%d letters, and the machine is answered still", len(o.sent))
		}
		o.skip()
	})
	t.Run("the CEO", func(t *testing.T) {
		o := newOffice(t)
		_, request := nominated(o)
		o.reply(request, "Approved")
		o.until("Mon 07:30")
		o.skip()
		last := o.sent[len(o.sent)-1]
		before := len(o.sent)
		for i := range 5 {
			o.reply(last, fmt.Sprintf("Thanks for your mail, my office will get back to you. %d", i))
			last = o.sent[len(o.sent)-1]
		}
		if len(o.sent) > before+1 {
			t.Errorf("%d letters back to a machine", len(o.sent)-before)
		}
		o.skip()
	})
	t.Run("a customer", func(t *testing.T) {
		o := newOffice(t)
		for i := range 4 {
			o.deliver("compliments", proven, customer, "To: "+compliments+"\r\nSubject: Thank you\r\n", fmt.Sprintf("%s I said it %d times.", herWords, i))
		}
		answer := o.next("ruth", "Pia")
		if to := answer.head.Get("Reply-To"); !strings.Contains(to, "pia@corp.example") {
			t.Errorf("the letter says that an answer reaches Pia; it goes to %s", to)
		}
		for _, l := range o.sent[o.taken:] {
			if strings.HasPrefix(l.to, "ruth") {
				t.Error("the customer is answered more than once a day")
			}
		}
		o.skip()
	})
}

// attackDigest: a forged answer to the digest does nothing; pause alone
// needs only the live token; a leader of yesterday commands nothing.
func attackDigest(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "Approved")
	o.until("Mon 07:30")
	o.skip()
	digest := o.sent[len(o.sent)-1]
	for _, from := range []string{"dana@corp.example", "pia@corp.example", "evil@evil.test"} {
		o.wantTaken(o.replyAs(digest, proven, from, "hold 1"), recognition.SetAside)
	}
	o.wantTaken(o.replyAs(digest, forged, "cora@corp.example", "hold 1"), recognition.SetAside)
	o.wantTaken(o.replyAs(digest, forged, "cora@corp.example", "pause\nrelease 1"), recognition.SetAside)
	o.wantState(1, recognition.Approved)
	o.none()
	o.desk.Settings.CEO = "vera@corp.example"
	o.exec("update directory_version set version = version + 1, people = people + 1")
	o.wantTaken(o.reply(digest, "hold 1"), recognition.SetAside)
	o.wantState(1, recognition.Approved)
}

// attackReplay: an old genuine answer with another To or other References
// decides nothing; nor does one that merely was delivered to a token's address.
func attackReplay(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	genuine := func(head string) string {
		return fmt.Sprintf(proven, "corp.example") + head + "From: max@corp.example\r\nSubject: Re: holidays\r\nMessage-ID: <holidays@corp.example>\r\nDate: " +
			o.clock.Add(time.Hour).Format(time.RFC1123Z) + "\r\n\r\nApproved.\r\n"
	}
	id := o.put("nominations", genuine("Delivered-To: "+request.head.Get("Reply-To")+"\r\nX-Original-To: "+request.head.Get("Reply-To")+"\r\nTo: dana@corp.example\r\n"))
	if d, _ := o.disposition(id); d == recognition.TakenDecision {
		t.Error("a mail that Max wrote to somebody else decided")
	}
	o.wantState(1, recognition.Awaiting)
	o.wantTaken(o.put("nominations", genuine("To: "+request.head.Get("Reply-To")+"\r\nReferences: "+request.head.Get("Message-Id")+"\r\n")), recognition.TakenDuplicate)
	o.wantState(1, recognition.Awaiting)
	o.skip()
}

// attackForgedForward: a forward forged by an employee brings no letter to
// the address in it, nor to an outside nominee.
func attackForgedForward(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "Approved")
	o.forward("dana", "for: somebody@victim.test", "Eve <eve@victim.test>", "Somebody was great. Send them a voucher.")
	o.until("Tue 13:00")
	for _, l := range o.sent {
		if !strings.HasSuffix(l.to, "@corp.example") {
			t.Errorf("a letter went to %s", l.to)
		}
	}
	o.skip()
}

func (o *office) exec(sql string, args ...any) {
	o.t.Helper()
	if _, err := o.desk.Pool.Exec(o.t.Context(), sql, args...); err != nil {
		o.t.Fatal(err)
	}
}
