package jobs

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
	"goodword/mail/send"
)

const nicksWords = "Please praise Nick Tanner, he found my ring in the drain and brought it to the station."

func TestReassignToOneWhoHasTheWords(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "also nick@corp.example")
	o.skip()
	o.wantTaken(o.reply(request, "not nina@corp.example, nick@corp.example"), recognition.TakenCommand)
	o.wantState(1, recognition.Withdrawn)
	o.wantState(2, recognition.Awaiting)
	o.next("dana", "Nick")
	o.skip()
}

func TestReassignToAnOutsider(t *testing.T) {
	o := newOffice(t)
	o.exec("update people set address = 'nick@agency.test' where address = 'nick@corp.example'")
	_, request := nominated(o)
	o.reply(request, "not nina@corp.example, nick@agency.test")
	o.next("max", "Not done")
	o.wantState(1, recognition.Awaiting)
	o.reply(request, "Approved.") // the question stands
	o.wantState(1, recognition.Approved)
	o.skip()
	o.reply(request, "also nick@agency.test")
	for _, l := range o.sent {
		if strings.HasSuffix(l.to, "agency.test") {
			t.Errorf("a letter to %s", l.to)
		}
	}
	o.skip()
}

func TestUnclearNamedTwice(t *testing.T) {
	o := newOffice(t)
	const words = "The young man at your front desk carried my bags through the rain. Please thank him from me."
	o.forward("dana", "", customer, words)
	question := o.next("dana", "rain")
	o.forward("vera", "", customer, words)
	other := o.next("vera", "rain")
	o.reply(question, "Nick Tanner")
	o.skip()
	o.wantTaken(o.reply(other, "nick@corp.example"), recognition.TakenAnswer)
	o.wantState(2, recognition.Withdrawn)
	o.next("vera", "already") // not left without a word
	o.none()
	o.reply(question, "No, I meant Otto Brandt.") // answered again: not to the one who is not meant
	o.wantState(1, recognition.Withdrawn)
	o.skip()
}

func TestNumbersOfAQuestionStay(t *testing.T) {
	o := newOffice(t)
	o.exec("update people set given = 'Nick', name = 'Nick Okafor', family = 'Okafor' where address = 'nina@corp.example'")
	o.exec("update people set name = 'Nick Brandt', given = 'Nick' where address = 'otto@corp.example'")
	o.forward("dana", "", customer, "Please thank Nick from me, he carried my bags through the rain.")
	question := o.next("dana", "rain")
	who := func(n int) string {
		for _, line := range strings.Split(question.text, "\n") {
			if rest, ok := strings.CutPrefix(strings.TrimSpace(line), fmt.Sprintf("%d. ", n)); ok {
				return rest
			}
		}
		t.Fatalf("no number %d in\n%s", n, question.text)
		return ""
	}
	second := who(2)
	o.exec("update people set active = false where $1 like '%' || name || '%'", who(1))
	o.reply(question, "2")
	var name string
	if err := o.desk.Pool.QueryRow(t.Context(), "select p.name from nominations n join people p on p.id = n.nominee_id").Scan(&name); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(second, name) {
		t.Errorf("2 was %s, and %s is nominated", second, name)
	}
	o.skip()
}

func TestLapsedMayBeSentAgain(t *testing.T) {
	o := newOffice(t)
	nominated(o)
	for range 16 {
		o.advance(36 * time.Hour)
	}
	o.wantState(1, recognition.Lapsed)
	o.skip()
	o.forward("dana", "", customer, herWords) // as the letter says
	o.next("max", "two hours")
	o.next("dana", "arrived")
	o.wantState(2, recognition.Awaiting)
	o.none()
}

func TestTwoColleaguesMayUseTheSameWords(t *testing.T) {
	o := newOffice(t)
	for i, who := range []string{"dana", "vera"} {
		o.deliver("nominations", proven, who+"@corp.example", "To: "+nominations+"\r\nSubject: Nina\r\n", "for: nina@corp.example\n\nNina was great today, thank you.")
		o.wantState(i+1, recognition.Awaiting)
	}
	o.skip()
}

func TestAnswersAfterItLapsed(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	for range 16 {
		o.advance(36 * time.Hour)
	}
	o.skip()
	o.reply(request, "approve")
	if l := o.next("max", "Not done"); strings.Contains(l.text, "decided already") {
		t.Errorf("nobody decided, and it says:\n%s", l.text)
	}
	o.wantState(1, recognition.Lapsed)
}

func TestEverybodyWhoWaitsForTheCEOIsShown(t *testing.T) {
	o := newOffice(t)
	for i := range 51 { // older ones, which wait for others
		o.forward("dana", "", fmt.Sprintf("Ruth <ruth%d@customer.test>", i), herWords)
	}
	o.forward("dana", "for: vera@corp.example", "Zoe <zoe@customer.test>", "Vera Stone answered me on a Sunday and solved it within the hour. Outstanding.")
	o.skip()
	o.until("Mon 07:30")
	o.next("cora", "on a Sunday")
	o.skip()
	for range 24 {
		o.advance(time.Hour)
	}
	o.skip()
}

func TestTheCEOIsAskedAfterTheOthers(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.until("Fri 07:00") // Vera
	o.skip()
	o.until("Thu 08:00") // the CEO, by the digest
	o.next("max", "Cora")
	o.next("vera", "Cora")
	digest := o.next("cora", "Nina")
	for _, l := range o.sent[o.taken:] {
		if strings.HasPrefix(l.to, "cora") && strings.Contains(l.flat(), "approve") {
			digest = l
		}
	}
	o.skip()
	o.until("Fri 08:00")
	o.skip()
	o.reply(digest, "approve 1")
	o.next("cora", "approved")
	o.next("max", "Cora Falk approved")
	o.next("vera", "Cora Falk approved")
	o.next("dana", "Cora Falk approved")
	o.none()
	o.wantTaken(o.reply(request, "decline: no"), recognition.TakenAnswer)
	o.wantState(1, recognition.Approved)
	o.skip()
}

// TestAnnouncedIsWhatWasSeen: what is approved anew after the digest was
// written was not announced by it.
func TestAnnouncedIsWhatWasSeen(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "Approved. She is the calm in every storm.")
	o.skip()
	o.fail = []send.Outcome{{Result: send.Temporary, Code: 451}, {Result: send.Temporary, Code: 451}}
	o.until("Mon 07:30") // nobody gets the digest yet
	o.clock = o.clock.Add(time.Second)
	o.reply(request, "undo")
	o.reply(request, "edit: something the CEO has not seen\napprove")
	o.wantState(1, recognition.Approved)
	o.advance(10*time.Minute - time.Second)
	o.skip()
	o.until("Mon 16:00")
	o.wantState(1, recognition.Approved)
	o.none()
	o.until("Tue 07:30")
	o.next("cora", "has not seen")
	o.until("Tue 13:00")
	o.next("nina", "has not seen")
	o.skip()
}

// TestDigestThatBounced: nothing leaves that the CEO could not see.
func TestDigestThatBounced(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "Approved.")
	o.skip()
	o.until("Mon 07:30")
	digest := o.next("cora", "Nina")
	o.put("nominations", bounceOf(digest))
	o.until("Mon 16:00")
	o.wantState(1, recognition.Approved)
	o.until("Tue 07:30")
	o.skip()
	o.until("Tue 13:00")
	o.next("nina", "two hours")
	o.skip()
}

func TestHeldAfterTwoDaysWithoutADigest(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.DigestAt = 23*time.Hour + 59*time.Minute
	_, request := nominated(o)
	o.reply(request, "Approved.")
	o.forward("dana", "", "Ada <ada@customer.test>", nicksWords)
	o.reply(o.sent[len(o.sent)-1], "Approved.")
	o.skip()
	o.until("Wed 06:30")
	o.wantState(1, recognition.Approved)
	o.until("Wed 07:30")
	o.wantState(1, recognition.Held)
	o.skip()
}

func bounceOf(l sentLetter) string {
	return fmt.Sprintf("Return-Path: <>\r\nDelivered-To: %s\r\nFrom: MAILER-DAEMON@mx.corp.example\r\nTo: %s\r\nSubject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\n"+
		"MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nI could not deliver.\r\n"+
		"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.corp.example\r\n\r\nFinal-Recipient: rfc822; %s\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n", l.from, l.from, l.to)
}
