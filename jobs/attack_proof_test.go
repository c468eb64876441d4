package jobs

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"goodword/internal/directory"
	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/parse/vouch"
)

// signedAnswer is a mail that passes our server's DMARC check by its signature.
// covered is what the signature covers; extra stands above the rest.
func (o *office) signedAnswer(request sentLetter, id, covered, extra string, date time.Time, body string) string {
	return fmt.Sprintf(proven, "corp.example") + "DKIM-Signature: v=1; a=rsa-sha256; d=corp.example; s=s; bh=AA==; b=AA==; h=" + covered + "\r\n" + extra +
		"From: max@corp.example\r\nTo: " + request.head.Get("Reply-To") + "\r\nSubject: Re: " + request.subject() + "\r\nMessage-ID: <" + id + "@corp.example>\r\nDate: " +
		date.Format(time.RFC1123Z) + "\r\n\r\n" + body + "\r\n"
}

// everything is what a signature must cover for an answer by it alone.
const everything = "from:to:cc:subject:date:message-id:in-reply-to:references"

// attackReplaySigned: a signature proves an old mail as well as a new one.
func attackReplaySigned(t *testing.T) {
	type replay struct {
		covered, extra string
		early          time.Duration
	}
	t.Run("fields changed", func(t *testing.T) {
		o := newOffice(t)
		_, request := nominated(o)
		each(o, map[string]replay{
			"other recipients":             {"from:subject:date:message-id", "", 0},
			"copies added":                 {"from:to:subject:date:message-id", "Cc: x@corp.example\r\n", 0},
			"a thread added":               {"from:to:subject:date:message-id", "In-Reply-To: <x@corp.example>\r\n", 0},
			"another id":                   {"from:to:subject:date", "", 0},
			"older than the question":      {everything, "", time.Hour},
			"older, over everything there": {"from:to:subject:date:message-id", "", 24 * time.Hour},
		}, func(name string, c replay) {
			o.wantTaken(o.put("nominations", o.signedAnswer(request, strings.ReplaceAll(name, " ", "-"), c.covered, c.extra, o.clock.Add(-c.early), "Approved.")), recognition.SetAside)
			o.wantState(1, recognition.Awaiting)
		})
		o.next("max", "Not done")
		o.none()
	})
	t.Run("after the id was seen, even forgotten and readmitted", func(t *testing.T) {
		o := newOffice(t)
		_, request := nominated(o)
		o.wantTaken(o.put("nominations", o.signedAnswer(request, "seen", everything, "", o.clock, "Approved.")), recognition.TakenDecision)
		o.wantTaken(o.reply(request, "undo"), recognition.TakenDecision)
		o.wantState(1, recognition.Awaiting)
		o.skip()
		o.exec("update inbound set message_id = null, content_hash = null, sha256 = '', raw = '', forgotten_at = now() where message_id = 'seen@corp.example'")
		again := o.put("nominations", o.signedAnswer(request, "seen", everything, "", o.clock, "Approved."))
		o.wantTaken(again, recognition.SetAside)
		if err := o.desk.Readmit(t.Context(), again, "operator"); err != nil {
			t.Fatal(err)
		}
		o.run()
		o.wantTaken(again, recognition.SetAside)
		o.wantState(1, recognition.Awaiting)
		o.none()
	})
}

// TestHonestAnswers: answers of the approver count by whichever field brings
// the token, also where a server strips what stands behind the plus.
func TestHonestAnswers(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	each(o, map[string]func(request sentLetter) string{
		"To alone":       func(r sentLetter) string { return "To: " + r.head.Get("Reply-To") + "\r\n" },
		"To in capitals": func(r sentLetter) string { return "To: <" + strings.ToUpper(r.head.Get("Reply-To")) + ">\r\n" },
		"Cc":             func(r sentLetter) string { return "To: dana@corp.example\r\nCc: " + r.head.Get("Reply-To") + "\r\n" },
		"plus stripped, In-Reply-To": func(r sentLetter) string {
			return "To: " + nominations + "\r\nIn-Reply-To: " + r.head.Get("Message-Id") + "\r\n"
		},
		"plus stripped, References": func(r sentLetter) string {
			return "To: " + nominations + "\r\nReferences: <x@y.test> " + r.head.Get("Message-Id") + " <z@corp.example>\r\n"
		},
		"signed over everything": func(r sentLetter) string {
			return "DKIM-Signature: v=1; a=rsa-sha256; d=corp.example; s=s; bh=AA==; b=AA==; h=" + everything + "\r\nTo: " + r.head.Get("Reply-To") + "\r\nIn-Reply-To: " + r.head.Get("Message-Id") + "\r\n"
		},
	}, func(_ string, head func(sentLetter) string) {
		o.wantTaken(o.deliver("nominations", proven, "max@corp.example", head(request)+"Subject: Re: yes\r\n", "Approved."), recognition.TakenDecision)
		o.wantState(1, recognition.Approved)
		o.wantTaken(o.reply(request, "undo"), recognition.TakenDecision)
		o.wantState(1, recognition.Awaiting)
		o.skip()
	})
}

// TestTokensThatAreNone: a token elsewhere in an answer is none.
func TestTokensThatAreNone(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	each(o, map[string]func(token string) string{
		"Subject":       func(t string) string { return "Subject: Re: GW-1001 " + t + "\r\n" },
		"Delivered-To":  func(t string) string { return "Delivered-To: goodword+r" + t + "@corp.example\r\n" },
		"Bcc":           func(t string) string { return "Bcc: goodword+r" + t + "@corp.example\r\n" },
		"Resent-To":     func(t string) string { return "Resent-To: goodword+r" + t + "@corp.example\r\n" },
		"Reply-To":      func(t string) string { return "Reply-To: goodword+r" + t + "@corp.example\r\n" },
		"Sender":        func(t string) string { return "Sender: goodword+r" + t + "@corp.example\r\n" },
		"Message-ID":    func(t string) string { return "Message-ID: <r" + t + "@corp.example>\r\n" },
		"another base":  func(t string) string { return "To: other+r" + t + "@corp.example\r\n" },
		"other domain":  func(t string) string { return "To: goodword+r" + t + "@corp.test\r\n" },
		"bounce's mark": func(t string) string { return "To: goodword+b" + t + "@corp.example\r\n" },
		"cut":           func(t string) string { return "To: goodword+r" + t[1:] + "@corp.example\r\n" },
		"To's name":     func(t string) string { return "To: \"goodword+r" + t + "@corp.example\" <dana@corp.example>\r\n" },
	}, func(_ string, head func(string) string) {
		id := o.deliver("nominations", proven, "max@corp.example", head(tokensWithin(request.head.Get("Reply-To"), 1)[0]), "Approved.")
		if d, _ := o.disposition(id); d == recognition.TakenDecision {
			o.t.Errorf("taken for %s", d)
		}
		o.wantState(1, recognition.Awaiting)
		o.skip()
	})
}

func TestTokenForm(t *testing.T) {
	t.Parallel()
	const token = "abcdefghijklmnopqrstuvw2xy"
	for said, want := range map[string]string{
		"Der Rechtsschutzversicherung gebrauchtwagenverkaufsstelle": "Der Rechtsschutzversicherung gebrauchtwagenverkaufsstelle",
		"Berufsunfaehigkeitsberatung":                               "Berufsunfaehigkeitsberatung", // 27 letters
		"reingeschriebenermassenalsoy":                              "reingeschriebenermassenalsoy",
		"rabcdefghijklmnopqrstuvwxya":                               "rabcdefghijklmnopqrstuvwxya",
		"x r" + token + " y":                                        "x  y",
		"goodword+r" + token + "@corp.example":                      "goodword@corp.example",
		"goodword%2BB" + token + "@corp.example":                    "goodword@corp.example",
		"<r" + token + "@corp.example>":                             "<@corp.example>",
		"goodword+rabcdefghijklmnopqrstuvwxya@c.test":               "goodword@c.test", // without a digit, from before
		"r" + token[:25] + "b":                                      "r" + token[:25] + "b",
	} {
		if got := withoutTokens(said); got != want {
			t.Errorf("%q becomes %q, want %q", said, got, want)
		}
	}
	w := work{Desk: &Desk{Random: strings.NewReader(strings.Repeat("\x00", 16) + strings.Repeat("\xff", 16))}}
	if got, err := w.newToken(); err != nil || got != strings.Repeat("7", 25)+"4" {
		t.Errorf("a token without a digit was not drawn again: %q, %v", got, err)
	}
}

// TestDelegates: whoever is registered ahead, by the file of people or by the
// approver's own reply, decides in the name of the other, and both know.
func TestDelegates(t *testing.T) {
	t.Parallel()
	t.Run("by the file of people", func(t *testing.T) {
		o := newOffice(t)
		file := "address,name,manager,deputy\n"
		for _, p := range people {
			short := strings.TrimSuffix(p.Address, "@corp.example")
			manager, deputy := bosses[short], ""
			if manager != "" {
				manager += "@corp.example"
			}
			if short == "max" {
				deputy = "nick@corp.example"
			}
			file += p.Address + "," + p.Name + "," + manager + "," + deputy + "\n"
		}
		list, problems := directory.Read(strings.NewReader(file))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if err := store.InTx(t.Context(), o.desk.Pool, func(tx store.Tx) error {
			return directory.Apply(t.Context(), tx, list, "test", o.clock)
		}); err != nil {
			t.Fatal(err)
		}
		_, request := nominated(o)
		o.wantFor(o.replyAs(request, proven, "nick@corp.example", "Approved."))
		o.next("nick", "")
		o.next("max", "Nick") // whom he stood in for is told
		o.skip()
	})
	t.Run("by the approver's reply", func(t *testing.T) {
		o := newOffice(t)
		_, request := nominated(o)
		o.wantTaken(o.reply(request, "delegate nick@corp.example"), recognition.TakenCommand)
		o.next("max", "Nick")
		o.next("nick", "Max")
		asked := o.next("nick", "two hours after her shift")
		o.wantTaken(o.reply(request, "Approved."), recognition.TakenAnswer) // his no more
		o.wantState(1, recognition.Awaiting)
		o.wantTaken(o.replyAs(asked, proven, "max@corp.example", "Approved."), recognition.SetAside) // nor by the other's token
		o.wantState(1, recognition.Awaiting)
		o.skip()
		o.wantFor(o.reply(asked, "Approved."))
		o.skip()
	})
	t.Run("who is not registered", func(t *testing.T) {
		o := newOffice(t)
		_, request := nominated(o)
		o.wantTaken(o.replyAs(request, proven, "nick@corp.example", "Approved for Max."), recognition.SetAside)
		o.wantState(1, recognition.Awaiting)
		o.next("max", "Somebody else answered")
		o.none()
	})
}

// wantFor checks that a mail decided, and that it reads "Nick for Max" in the
// mail's reason, in what followed, and in the audit log.
func (o *office) wantFor(id int64) {
	o.t.Helper()
	o.wantTaken(id, recognition.TakenDecision)
	o.wantState(1, recognition.Approved)
	const said = "nick@corp.example for max@corp.example"
	if _, reason := o.disposition(id); !strings.Contains(reason, said) {
		o.t.Errorf("the decision is told as %q", reason)
	}
	if n := o.count("select count(*) from effects where what like '%" + said + "%'"); n != 1 {
		o.t.Errorf("%d effects say so", n)
	}
	if n := o.count("select count(*) from audit where detail like '%" + said + "%'"); n < 1 {
		o.t.Errorf("the audit log does not say so")
	}
	if n := o.count("select count(*) from decisions d join people p on p.id = d.on_behalf_of where p.address = 'max@corp.example'"); n != 1 {
		o.t.Errorf("%d decisions on behalf of Max", n)
	}
}

// TestCompanysRule: the mark of the company's own mail proves a sender only
// while the last probe showed that forged ones are taken away.
func TestCompanysRule(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.Trust.Internal = []vouch.Internal{{Domains: []string{"corp.example"}, Header: "X-Internal", Value: "yes"}}
	o.desk.Settings.Probed = RuleHashes{Internal: []byte("this rule"), Results: []byte("these servers")}
	probe := func(rule string, hash []byte, held bool) {
		t.Helper()
		if err := store.InTx(t.Context(), o.desk.Pool, func(tx store.Tx) error {
			return store.PutProbe(t.Context(), tx, store.Probe{Rule: rule, RuleHash: hash, Held: held, Said: "tried", ProbedAt: o.clock})
		}); err != nil {
			t.Fatal(err)
		}
		if err := o.desk.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	_, request := nominated(o)
	answer := func(top string, want recognition.Disposition) {
		t.Helper()
		o.wantTaken(o.deliver("nominations", "", "max@corp.example", top+"To: "+request.head.Get("Reply-To")+"\r\nSubject: Re\r\n", "Approved."), want)
		if want == recognition.TakenDecision {
			o.wantTaken(o.reply(request, "undo"), want)
		}
		o.wantState(1, recognition.Awaiting)
		o.skip()
	}
	const mark, verdict = "X-Internal: yes\r\n", "Authentication-Results: mx.corp.example; dmarc=pass header.from=corp.example\r\n"
	answer(mark, recognition.SetAside) // never probed
	probe(RuleInternal, []byte("another rule"), true)
	answer(mark, recognition.SetAside)
	if err := o.desk.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := o.count("select count(*) from troubles where about = 'trust' and what like '%doctor --probe%'"); n != 1 {
		t.Error("nothing says that the rule is not used")
	}
	probe(RuleInternal, []byte("this rule"), true)
	if n := o.count("select count(*) from troubles where about = 'trust'"); n != 0 {
		t.Error("the trouble stays though the rule is used")
	}
	answer(mark, recognition.TakenDecision)
	answer("X-Internal: no\r\n"+mark, recognition.SetAside)
	probe(RuleInternal, []byte("this rule"), false) // the server was changed
	answer(mark, recognition.SetAside)
	answer(verdict, recognition.TakenDecision)
	probe(RuleResults, []byte("these servers"), false)
	answer(verdict, recognition.SetAside)
	o.exec("delete from troubles")
}

// TestAnswersThroughAGroup: they decide nothing, their writer hears of it once,
// and doctor can tell the group.
func TestAnswersThroughAGroup(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	for i, group := range []string{"List-Id: Good Word <goodword.corp.example>\r\n", "List-Post: <mailto:goodword@corp.example>\r\nList-Id: <goodword.corp.example>\r\nPrecedence: list\r\n"} {
		id := o.deliver("nominations", proven, "max@corp.example", group+"To: "+request.head.Get("Reply-To")+"\r\nSubject: Re: x\r\n"+
			[]string{"", "In-Reply-To: " + request.head.Get("Message-Id") + "\r\n"}[i], "Approved.")
		if d, _ := o.disposition(id); d != recognition.SetAside && d != recognition.TakenMachine {
			t.Errorf("group %d: taken for %s", i, d)
		}
		o.wantState(1, recognition.Awaiting)
	}
	o.next("max", "Not done")
	o.none()
	o.deliver("compliments", proven, "news@shop.test", "List-Id: <news.shop.test>\r\nList-Unsubscribe: <https://shop.test>\r\nPrecedence: bulk\r\nTo: x\r\nSubject: News\r\n", "Buy now.")
	if err := store.InTx(t.Context(), o.desk.Pool, func(tx store.Tx) error {
		found, err := OwnLists(t.Context(), tx, []string{"corp.example"})
		if len(found) != 1 || found[0].ID != "goodword.corp.example" || found[0].Mails != 2 || found[0].From != "max@corp.example" {
			t.Errorf("found %+v", found)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}
