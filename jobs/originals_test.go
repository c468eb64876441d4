package jobs

import (
	"strings"
	"testing"

	"goodword/internal/recognition"
)

// TestSeveralOriginalsInOneMail: each attached mail is a compliment of its own.
func TestSeveralOriginalsInOneMail(t *testing.T) {
	o := newOffice(t)
	part := func(from, words string) string {
		return "--b\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\nFrom: " + from + "\r\nTo: desk@corp.example\r\nSubject: Thanks\r\n" +
			"Date: Sun, 15 Nov 2026 18:20:00 +0000\r\nMessage-ID: <" + from[:3] + "@customer.test>\r\n\r\n" + words + "\r\n"
	}
	id := o.put("nominations", "Authentication-Results: mx.corp.example; dmarc=pass header.from=corp.example\r\nFrom: Dana Holt <dana@corp.example>\r\nTo: goodword@corp.example\r\n"+
		"Subject: two letters\r\nDate: Mon, 16 Nov 2026 09:00:00 +0000\r\nMessage-ID: <two@corp.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"+
		"--b\r\nContent-Type: text/plain\r\n\r\nTwo of them today.\r\n"+
		part("Ruth Abel <ruth@customer.test>", herWords)+part("Ada Byrd <ada@customer.test>", "Nick Tanner was wonderful, he found my ring in the drain.")+"--b--\r\n")
	o.wantTaken(id, recognition.TakenNomination)
	o.next("max", "two hours after her shift")
	o.next("max", "ring in the drain")
	o.next("dana", "2 colleagues")
	o.none()
}

// TestACustomerWhoPassesOurMailOn: the praise is the customer's, and not that of
// the booking mail below it.
func TestACustomerWhoPassesOurMailOn(t *testing.T) {
	o := newOffice(t)
	o.deliver("nominations", proven, "dana@corp.example", "To: "+nominations+"\r\nSubject: Fwd: Fwd: Your booking\r\n",
		"See below.\n\n---------- Forwarded message ---------\nFrom: "+customer+"\nDate: Sun, 15 Nov 2026 at 18:20\nSubject: Fwd: Your booking\nTo: <desk@corp.example>\n\n"+
			"Nina Okafor made this booking right when nobody else could. She was so kind.\n\n---------- Forwarded message ---------\nFrom: Bookings <bookings@corp.example>\n"+
			"Date: Sat, 14 Nov 2026 at 08:00\nSubject: Your booking\nTo: <ruth@customer.test>\n\nYour booking is confirmed.\n")
	request := o.next("max", "Nina Okafor made this booking right")
	if !strings.Contains(request.flat(), "Ruth Abel") {
		t.Errorf("the request does not name the customer:\n%s", request.text)
	}
}

// TestOneIsPlainAnotherIsNot: the one goes its way, the other is asked about.
func TestOneIsPlainAnotherIsNot(t *testing.T) {
	o := newOffice(t)
	o.forward("dana", "for: nina@corp.example, paula@corp.example", customer, "They were both wonderful to us.")
	o.next("max", "wonderful")
	o.next("dana", "Whom")
	o.wantState(1, recognition.Awaiting)
	o.wantState(2, recognition.Unclear)
}

// TestMachinesDecideNothing: what an absence note or a list passes on says
// nothing, not even to explain.
func TestMachinesDecideNothing(t *testing.T) {
	t.Parallel()
	for _, field := range []string{"Auto-Submitted: auto-replied", "List-Id: <team.corp.example>\r\nList-Post: <mailto:team@corp.example>\r\nPrecedence: list"} {
		x := Explain([]byte("From: Max <max@corp.example>\r\nTo: goodword@corp.example\r\nSubject: Re: [GW-1001] Praise\r\nIn-Reply-To: <a@corp.example>\r\n"+
			field+"\r\nDate: Mon, 16 Nov 2026 09:00:00 +0000\r\n\r\nApproved\r\n"), Reading{})
		if x.Reply == nil || x.Reply.Decision != "unclear" {
			t.Errorf("with %s: %s, %+v", field, x.Kind, x.Reply)
		}
	}
}

// TestNominationsMayComeUnproven: they only ask. What our own server calls
// forged is set aside, and an approval must be proven all the same.
func TestNominationsMayComeUnproven(t *testing.T) {
	o := newOffice(t)
	head := "To: " + nominations + "\r\nSubject: Praise\r\n"
	o.wantTaken(o.deliver("nominations", "", "dana@corp.example", head, "for: nina@corp.example\n\nShe stayed two hours to find a passport."), recognition.TakenNomination)
	request := o.next("max", "passport")
	o.skip()
	o.wantTaken(o.replyAs(request, "", "max@corp.example", "approve"), recognition.SetAside)
	o.wantState(1, recognition.Awaiting)
	o.skip()
	o.wantTaken(o.deliver("nominations", forged, "dana@corp.example", head, "for: nick@corp.example\n\nHe carried a piano alone."), recognition.SetAside)
	o.none()
}
