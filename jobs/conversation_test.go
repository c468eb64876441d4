package jobs

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/send"
)

const (
	customer = "Ruth Abel <ruth@customer.test>"
	herWords = "I want to thank Nina Okafor at your front desk. She stayed two hours after her shift to find my lost passport. I will never forget that."
)

// nominated forwards a customer's praise for Nina and gives Max's request.
func nominated(o *office) (receipt, request sentLetter) {
	o.t.Helper()
	o.wantTaken(o.forward("dana", "What a message.", customer, herWords), recognition.TakenNomination)
	return o.next("dana", "Nina"), o.next("max", "two hours after her shift")
}

func TestFromForwardToThankYou(t *testing.T) {
	o := newOffice(t)
	receipt, request := nominated(o)
	if !strings.Contains(receipt.flat(), "Max") {
		t.Errorf("the receipt does not name the approver:\n%s", receipt.text)
	}
	if !strings.Contains(request.head.Get("Reply-To"), "goodword+r") {
		t.Errorf("the request is answered at %s, which carries no token", request.head.Get("Reply-To"))
	}
	o.none()
	o.wantTaken(o.reply(request, "Approved. She is the calm in every storm."), recognition.TakenDecision)
	o.next("max", "calm in every storm")
	o.next("dana", "Nina")
	o.none()
	o.wantState(1, recognition.Approved)

	o.until("Mon 07:30")
	digest := o.next("cora", "Nina")
	if !strings.Contains(digest.flat(), "13:00") {
		t.Errorf("the digest does not say when the thank-you leaves:\n%s", digest.text)
	}
	o.until("Mon 12:50")
	o.none()
	o.until("Mon 13:00")
	thanks := o.next("nina", "two hours after her shift")
	for _, part := range []string{"calm in every storm", "Max", "Cora"} {
		if !strings.Contains(thanks.text, part) {
			t.Errorf("the thank-you lacks %q:\n%s", part, thanks.text)
		}
	}
	if from := thanks.head.Get("From"); !strings.Contains(from, "cora@corp.example") {
		t.Errorf("the thank-you comes from %s", from)
	}
	o.wantState(1, recognition.Thanked)
	o.next("dana", "Nina")
	o.none()

	o.reply(thanks, "This made my week, thank you.")
	o.next("cora", "made my week")
	o.none()
}

func TestDeclineGivesTheReasonToTheNominatorAlone(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.wantTaken(o.reply(request, "Decline: that was Nick, she had the day off."), recognition.TakenDecision)
	o.next("max", "")
	o.next("dana", "that was Nick")
	o.none()
	o.wantState(1, recognition.Declined)
}

func TestUnclearAnswerIsAskedBackOnce(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "Hm, was that not last year?")
	clarify := o.next("max", "last year")
	o.wantState(1, recognition.Awaiting)
	o.wantTaken(o.reply(clarify, "I would have to ask Nick about that first."), recognition.SetAside)
	o.none()
	o.reply(clarify, "Yes, approve.")
	o.next("max", "")
	o.next("dana", "")
	o.wantState(1, recognition.Approved)
}

func TestOnlyTheApproverDecides(t *testing.T) {
	for name, c := range map[string]struct{ verdict, from string }{
		"nobody vouches":                {"", "max@corp.example"},
		"the server says forged":        {forged, "max@corp.example"},
		"a verdict of another server":   {"Authentication-Results: mx.elsewhere.test; dmarc=pass header.from=%s\r\n", "max@corp.example"},
		"a colleague has the token":     {proven, "nick@corp.example"},
		"the nominator has the token":   {proven, "dana@corp.example"},
		"the nominee has the token":     {proven, "nina@corp.example"},
		"a stranger has the token":      {proven, "max@corp.example.test"},
		"a verdict below a forged one":  {"Authentication-Results: mx.corp.example; dmarc=fail header.from=corp.example\r\nAuthentication-Results: mx.corp.example; dmarc=pass header.from=%s\r\n", "max@corp.example"},
		"the reason pretends a verdict": {"Authentication-Results: mx.corp.example; dmarc=fail reason=\"x; dmarc=pass header.from=corp.example\" header.from=%s\r\n", "max@corp.example"},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			_, request := nominated(o)
			o.wantTaken(o.replyAs(request, c.verdict, c.from, "Approved."), recognition.SetAside)
			o.wantState(1, recognition.Awaiting)
			o.next("max", "") // told once
			o.wantTaken(o.replyAs(request, c.verdict, c.from, "Approved, really."), recognition.SetAside)
			o.none()
		})
	}
}

func TestUndoUntilItLeaves(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "Approved")
	understood := o.next("max", "")
	o.skip()
	o.wantTaken(o.reply(understood, "undo"), recognition.TakenDecision)
	o.wantState(1, recognition.Awaiting)
	again := o.next("max", "")
	o.reply(again, "Approved.")
	o.skip()
	o.until("Mon 13:00")
	o.wantState(1, recognition.Thanked)
	o.skip()
	o.reply(understood, "undo")
	o.next("max", "")
	o.wantState(1, recognition.Thanked)
}

func TestTheCEOHoldsReleasesPausesResumes(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "Approved")
	o.skip()
	o.until("Mon 07:30")
	digest := o.next("cora", "Nina")
	o.wantTaken(o.reply(digest, "hold 1"), recognition.TakenCommand)
	o.next("cora", "Nina")
	o.wantState(1, recognition.Held)
	o.until("Mon 16:00")
	o.none()

	o.wantTaken(o.replyAs(digest, "", "cora@corp.example", "release 1"), recognition.SetAside)
	o.wantTaken(o.replyAs(digest, "", "cora@corp.example", "pause"), recognition.TakenCommand)
	o.next("pia", "")
	o.next("ops", "")
	o.reply(digest, "release 1")
	o.next("cora", "Nina")
	o.advance(20 * time.Minute)
	o.none()
	o.wantState(1, recognition.Approved)

	o.reply(digest, "resume")
	o.next("cora", "")
	o.next("pia", "")
	o.next("ops", "")
	o.advance(time.Minute)
	o.next("nina", "two hours")
	o.wantState(1, recognition.Thanked)

	// A pause that was asked for before this letter entered, and had to wait for it, counts from it.
	asked := o.clock.Add(-time.Second)
	for _, change := range []func(context.Context, store.Tx, string, time.Time) (bool, error){store.PauseCEO, store.ResumeCEO} {
		if err := store.InTx(t.Context(), o.desk.Pool, func(tx store.Tx) error { _, err := change(t.Context(), tx, "operator", asked); return err }); err != nil {
			t.Fatal(err)
		}
	}
	o.counts("letters that left during a pause", "select count(*) from letters, pauses where over_name = 'ceo' and sending_at > paused_at and sending_at < resumed_at", 0)
	o.counts("pauses that begin when the letter left", "select count(*) from letters join pauses on paused_at = sending_at and resumed_at = paused_at where over_name = 'ceo'", 1)
}

func TestNominatorIsAskedWhoIsMeant(t *testing.T) {
	o := newOffice(t)
	o.forward("dana", "", customer, "The young man at your front desk carried my bags through the rain. Please thank him from me.")
	question := o.next("dana", "rain")
	o.wantState(1, recognition.Unclear)
	o.none()
	o.reply(question, "Nick Tanner")
	o.next("max", "through the rain")
	o.next("dana", "Nick")
	o.wantState(1, recognition.Awaiting)
}

func TestCustomersWriteToUs(t *testing.T) {
	o := newOffice(t)
	id := o.deliver("compliments", proven, customer, "To: "+compliments+"\r\nSubject: Thank you\r\n", herWords)
	o.wantTaken(id, recognition.TakenCompliment)
	o.next("max", "two hours after her shift")
	answer := o.next("ruth", "Pia")
	if strings.Contains(answer.text, "two hours") {
		t.Errorf("the answer quotes what anybody may have written:\n%s", answer.text)
	}
	o.none()

	o.deliver("compliments", forged, "Tom <tom@victim.test>", "To: "+compliments+"\r\nSubject: Great\r\n", "Nick Tanner was wonderful, he repaired my pram with his own hands.")
	o.next("max", "pram")
	o.none() // no letter to an address that nobody proved

	id = o.deliver("compliments", proven, "Ugo <ugo@customer.test>", "To: "+compliments+"\r\nSubject: Complaint\r\n",
		"I am very disappointed. I waited three hours, nobody apologised, and the room was dirty.")
	o.wantTaken(id, recognition.TakenChallenge)
	o.next("service", "three hours")
	o.none()
}

func TestReminderEscalationLapse(t *testing.T) {
	o := newOffice(t)
	nominated(o)
	o.until("Wed 07:00")
	reminder := o.next("max", "Nina")
	o.skip()
	o.until("Fri 07:00")
	o.next("vera", "two hours")
	o.next("max", "Vera")
	o.skip()
	o.reply(reminder, "approve")
	o.next("vera", "Max") // both are told
	o.wantState(1, recognition.Approved)
	o.skip()

	o.forward("dana", "", "Ada <ada@customer.test>", "Please praise Nick Tanner, he found my ring in the drain and brought it to the station.")
	o.skip()
	for range 16 {
		o.advance(36 * time.Hour)
	}
	o.wantState(2, recognition.Lapsed)
	o.next("dana", "Nick")
}

func TestCommandsOfTheApprover(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.wantTaken(o.reply(request, "delegate vera@corp.example"), recognition.TakenCommand)
	o.next("vera", "two hours")
	o.next("vera", "Max")
	o.next("max", "Vera")
	o.none()
	o.wantTaken(o.reply(request, "approve"), recognition.TakenAnswer) // passed on
	o.skip()

	o.forward("dana", "", "Ada <ada@customer.test>", "Please praise Nick Tanner, he found my ring in the drain and brought it to the station.")
	o.next("dana", "")
	second := o.next("max", "ring")
	o.reply(second, "later 3 days")
	o.next("max", "")
	o.reply(second, "later 2 days")
	o.next("max", "") // once
	o.reply(second, "also nina@corp.example\nbehaviour 2\napprove\nBoth of them were wonderful.")
	o.next("max", "Nina")
	o.next("dana", "")
	o.wantState(2, recognition.Approved)
	o.wantState(3, recognition.Approved) // the same approver, in the same mail
}

func TestNotHerButHim(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "not nina@corp.example, nick@corp.example")
	o.next("max", "two hours")
	o.next("max", "Nick")
	o.next("dana", "Nick")
	o.wantState(1, recognition.Awaiting)
	o.wantTaken(o.reply(request, "approve"), recognition.TakenAnswer) // the first question is settled
}

func TestRefusedBouncedUnknown(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "Approved")
	o.until("Mon 12:50")
	o.skip()
	o.fail = []send.Outcome{{Result: send.Temporary, Verb: send.Rcpt, Code: 451}, {Result: send.Unknown, Verb: send.Dot}}
	o.until("Mon 13:00")
	o.wantState(1, recognition.Approved) // 451: tried again
	o.advance(5 * time.Minute)
	o.wantState(1, recognition.Stuck) // lost after the final dot: a person decides
	o.advance(24 * time.Hour)
	for _, l := range o.sent[o.taken:] {
		if strings.HasPrefix(l.to, "nina@") {
			t.Error("a thank-you that may have been sent was sent again")
		}
	}
	if err := o.desk.Resolve(t.Context(), 1001, false, "operator"); err != nil {
		t.Fatal(err)
	}
	o.run()
	thanks := o.next("nina", "two hours")
	o.wantState(1, recognition.Thanked)
	o.skip()

	report := "Return-Path: <>\r\nDelivered-To: %s\r\nFrom: MAILER-DAEMON@mx.corp.example\r\nTo: %s\r\nSubject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\n" +
		"MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nI could not deliver.\r\n" +
		"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.corp.example\r\n\r\nFinal-Recipient: rfc822; nina@corp.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n"
	o.wantTaken(o.put("nominations", strings.ReplaceAll(report, "%s", "goodword+baaaaaaaaaaaaaaaaaaaaaaaaaa@corp.example")), recognition.TakenMachine)
	o.wantState(1, recognition.Thanked) // a forged bounce silences nobody
	o.wantTaken(o.put("nominations", strings.ReplaceAll(report, "%s", thanks.from)), recognition.TakenBounce)
	o.wantState(1, recognition.Stuck)
}

func TestOtherLettersAreSentAgainByteForByte(t *testing.T) {
	o := newOffice(t)
	o.fail = []send.Outcome{{Result: send.Unknown, Verb: send.Dot}}
	o.forward("dana", "", customer, herWords)
	o.skip()
	o.advance(5 * time.Minute)
	if len(o.sent) != 2 {
		t.Fatalf("%d letters, want receipt and request", len(o.sent))
	}
}

func TestTheSameMailTwice(t *testing.T) {
	o := newOffice(t)
	nominated(o)
	body := "To: " + nominations + "\r\nSubject: Fwd: Thank you\r\nMessage-ID: <one@corp.example>\r\n"
	first := o.deliver("nominations", proven, "dana@corp.example", body, "for: nick@corp.example\n\nHe carried a piano alone, and smiled.")
	o.skip()
	o.wantTaken(first, recognition.TakenNomination)
	again := o.deliver("nominations", "Received: from elsewhere\r\n"+proven, "dana@corp.example", body, "for: nick@corp.example\n\nHe carried a piano alone, and smiled.")
	o.wantTaken(again, recognition.TakenDuplicate)
	other := o.deliver("nominations", proven, "dana@corp.example", body, "for: otto@corp.example\n\nSomething else.")
	o.wantTaken(other, recognition.SetAside)
	o.none()

	o.forward("vera", "Look at this.", customer, herWords) // the same customer's mail from another colleague
	o.next("vera", "")
	o.none()
}

// TestTheSameMailTwiceForgotten: a mail that is forgotten, or bears no Message-ID,
// is known when it comes again, as when a server numbers its mailbox anew.
func TestTheSameMailTwiceForgotten(t *testing.T) {
	const named = "Message-ID: <two@corp.example>\r\n"
	const anew, more = "Received: from elsewhere\r\n", " Twice."
	for name, c := range map[string]struct {
		first, again, more string
		forget             bool
		want               recognition.Disposition
	}{
		"named, by another way":                 {named, anew + named, "", false, recognition.TakenDuplicate},
		"named, the same, forgotten":            {named, named, "", true, recognition.TakenDuplicate},
		"named, by another way, forgotten":      {named, anew + named, "", true, recognition.TakenDuplicate},
		"named, with other words, forgotten":    {named, named, more, true, recognition.SetAside},
		"nameless, the same":                    {"", "", "", false, recognition.TakenDuplicate},
		"nameless, by another way":              {"", anew, "", false, recognition.TakenDuplicate},
		"nameless, the same, forgotten":         {"", "", "", true, recognition.TakenDuplicate},
		"nameless, by another way, forgotten":   {"", anew, "", true, recognition.TakenDuplicate},
		"nameless, with other words, forgotten": {"", "", more, true, recognition.TakenNomination},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			mail := func(head, more string) int64 {
				return o.put("nominations", head+fmt.Sprintf(proven, "corp.example")+"From: dana@corp.example\r\nTo: "+nominations+
					"\r\nDate: Mon, 02 Nov 2026 09:00:00 +0000\r\nSubject: Fwd: Thank you\r\n\r\nfor: nick@corp.example\r\n\r\nHe carried a piano alone, and smiled."+more+"\r\n")
			}
			first := mail(c.first, "")
			o.wantTaken(first, recognition.TakenNomination)
			if c.forget {
				if err := store.InTx(t.Context(), o.desk.Pool, func(tx store.Tx) error {
					return store.ForgetMails(t.Context(), tx, []int64{first}, true, false, o.clock)
				}); err != nil {
					t.Fatal(err)
				}
			}
			o.wantTaken(mail(c.again, c.more), c.want)
		})
	}
}

// TestSecretsOfLongAgo: an answer and a bounce find their letter however many left since.
func TestSecretsOfLongAgo(t *testing.T) {
	o := newOffice(t)
	receipt, request := nominated(o)
	o.exec("select setval('letters_id_seq', 200000)")
	o.forward("dana", "for: nick@corp.example", customer, "Nick carried our bags up four flights of stairs. What a kind man!")
	o.skip()
	report := "Return-Path: <>\r\nDelivered-To: " + receipt.from + "\r\nFrom: MAILER-DAEMON@mx.corp.example\r\nTo: " + receipt.from + "\r\nSubject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\n" +
		"MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nI could not deliver.\r\n" +
		"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.corp.example\r\n\r\nFinal-Recipient: rfc822; dana@corp.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n"
	o.wantTaken(o.put("nominations", report), recognition.TakenBounce)
	o.wantTaken(o.reply(request, "Approved."), recognition.TakenDecision)
	o.wantState(1, recognition.Approved)
	o.wantState(2, recognition.Awaiting)
	o.skip()
}

func TestSpecialApprovers(t *testing.T) {
	t.Run("a manager nominates their own", func(t *testing.T) {
		o := newOffice(t)
		o.forward("max", "", customer, herWords)
		request := o.next("max", "two hours")
		o.skip()
		o.reply(request, "yes")
		o.wantState(1, recognition.Approved)
	})
	t.Run("the CEO approves by the digest", func(t *testing.T) {
		o := newOffice(t)
		o.forward("dana", "for: vera@corp.example", customer, "Vera Stone answered me on a Sunday and solved it within the hour. Outstanding.")
		o.next("dana", "Cora")
		o.until("Mon 07:30")
		digest := o.next("cora", "Vera")
		o.wantTaken(o.reply(digest, "approve 1"), recognition.TakenCommand)
		o.next("cora", "Vera")
		o.wantState(1, recognition.Approved)
	})
	t.Run("the CEO is the nominee: the CPO, over the CPO's name", func(t *testing.T) {
		o := newOffice(t)
		o.forward("dana", "for: cora@corp.example", customer, "Cora Falk called me back in person and listened for half an hour. Thank you.")
		request := o.next("pia", "half an hour")
		o.skip()
		o.reply(request, "approved")
		thanks := o.next("cora", "half an hour")
		if !strings.Contains(thanks.head.Get("From"), "pia@") {
			t.Errorf("from %s", thanks.head.Get("From"))
		}
	})
	t.Run("away, with a deputy named", func(t *testing.T) {
		o := newOffice(t)
		_, request := nominated(o)
		o.skip()
		id := o.deliver("nominations", proven, "max@corp.example", "To: "+request.head.Get("Reply-To")+"\r\nSubject: Automatic reply: request\r\nAuto-Submitted: auto-replied\r\n",
			"I am out of the office until 27 November 2026. In urgent matters please write to Vera Stone (vera@corp.example). I approve of patience.")
		o.wantTaken(id, recognition.TakenAbsence)
		o.wantState(1, recognition.Awaiting)
		o.forward("dana", "", "Ada <ada@customer.test>", "Please praise Nick Tanner, he found my ring in the drain and brought it to the station.")
		o.next("vera", "ring")
	})
}

func TestWithdrawAndStatus(t *testing.T) {
	o := newOffice(t)
	receipt, _ := nominated(o)
	o.reply(receipt, "status")
	o.next("dana", "Nina")
	o.reply(receipt, "withdraw")
	o.next("dana", "")
	o.next("max", "Dana")
	o.wantState(1, recognition.Withdrawn)
}

func TestTheCPOPlacesWhatCouldNotBeRouted(t *testing.T) {
	o := newOffice(t)
	o.deliver("compliments", forged, "Tom <tom@customer.test>", "To: "+compliments+"\r\nSubject: Great\r\n", "Somebody of yours was wonderful to my mother last night. Thank you so much.")
	o.until("Mon 07:30")
	letter := o.next("pia", "my mother")
	o.wantTaken(o.reply(letter, "1: nick@corp.example"), recognition.TakenCommand)
	o.next("pia", "Nick")
	o.next("max", "my mother")
}

// TestTheCheckSees shows that the check behind every conversation can fail.
func TestTheCheckSees(t *testing.T) {
	o := newOffice(t)
	nominated(o)
	if problems := o.problems(); len(problems) > 0 {
		t.Fatalf("problems before any was made: %v", problems)
	}
	for _, damage := range []string{
		"update asks set closed_at = now()",
		"alter table audit disable trigger all; update audit set detail = 'x' where id = 2; alter table audit enable trigger all",
		"update inbound set disposition = null, reason = null, read_at = null",
	} {
		before := len(o.problems())
		if _, err := o.desk.Pool.Exec(t.Context(), damage); err != nil {
			t.Fatal(err)
		}
		if len(o.problems()) != before+1 {
			t.Errorf("after %q the check sees %v", damage, o.problems())
		}
	}
	for _, mend := range []string{"update asks set closed_at = null", "alter table audit disable trigger all", "delete from audit", "update audit_head set id = 0, hash = '\\x00'",
		"update inbound set disposition = 'machine', reason = 'x', read_at = now()"} {
		if _, err := o.desk.Pool.Exec(t.Context(), mend); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWordsAreForgottenInTime(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "Decline: not one of ours.")
	o.skip()
	o.advance(401 * 24 * time.Hour)
	o.advance(3 * 365 * 24 * time.Hour)
	o.skip()
	var left int
	if err := o.desk.Pool.QueryRow(t.Context(), "select (select count(*) from inbound where length(raw) > 0) + (select count(*) from inbound_bytes) + (select count(*) from nominations where compliment <> '')").Scan(&left); err != nil {
		t.Fatal(err)
	}
	if left > 0 {
		t.Errorf("%d mails or nominations still hold a customer's words", left)
	}
}
