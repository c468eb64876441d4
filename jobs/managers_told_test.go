package jobs

import (
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
)

// TestEscalationGoesToTheCPOInTheEnd: manager, next level, the CEO by the digest, then the CPO.
func TestEscalationGoesToTheCPOInTheEnd(t *testing.T) {
	o := newOffice(t)
	o.until("Tue 09:00")
	o.forward("dana", "for: nina@corp.example", happy, "Nina stayed to find our luggage. She was wonderful.")
	o.next("max", "May Cora")
	o.skip()
	for _, next := range []string{"vera", "", "pia"} {
		for range 4 {
			o.advance(24 * time.Hour)
			for !o.desk.Settings.Place.Workday(o.clock) {
				o.advance(24 * time.Hour)
			}
		}
		if l, ok := o.last(next, "May Cora"); next != "" && !ok {
			t.Fatalf("%s is not asked: %s\n%s", next, l.text, o.left())
		}
		o.skip()
	}
	o.wantState(1, recognition.Awaiting)
}

// TestEscalationAfterNot: whoever was asked about the first nominee may be asked about the second.
func TestEscalationAfterNot(t *testing.T) {
	o := newOffice(t)
	o.until("Tue 09:00")
	o.forward("vera", "for: nina@corp.example", happy, "They stayed to find our luggage, wonderful.")
	request := o.next("max", "May Cora")
	o.skip()
	o.reply(request, "not nina@corp.example, dana@corp.example")
	o.skip()
	// Dana's manager Vera is the nominator: above her is the CEO. Then somebody says it was Nick.
	o.forward("dana", "for: nick@corp.example", happy, "Somebody carried our bags through the rain. What a kind soul.")
	request = o.next("max", "May Cora")
	o.reply(request, "not nick@corp.example, otto@corp.example")
	again, ok := o.last("max", "May Cora")
	if !ok {
		t.Fatalf("Otto's manager is not asked:\n%s", o.left())
	}
	says(t, again, "Otto Brandt", "Vera Stone is asked as well")
	o.skip()
	o.advance(7 * 24 * time.Hour)
	if _, ok := o.last("vera", "May Cora"); !ok {
		t.Errorf("the next level is not asked:\n%s", o.left())
	}
}

// TestEverybodyHears: of a withdrawal after the approval, of an undo, of a lapse,
// and that the thank-you did not arrive after all.
func TestEverybodyHears(t *testing.T) {
	t.Run("withdrawn after the approval", func(t *testing.T) {
		o := newOffice(t)
		receipt, request := nominated(o)
		o.reply(request, "approve")
		o.skip()
		o.reply(receipt, "withdraw")
		o.wantState(1, recognition.Withdrawn)
		says(t, o.next("max", "nothing more to decide"), "taken back by the colleague")
	})
	t.Run("undone", func(t *testing.T) {
		o := newOffice(t)
		_, request := nominated(o)
		o.reply(request, "approve")
		o.skip()
		o.reply(request, "undo")
		o.wantState(1, recognition.Awaiting)
		says(t, o.next("dana", "taken back"), "They wait for an answer again")
	})
	t.Run("lapsed", func(t *testing.T) {
		o := newOffice(t)
		nominated(o)
		o.skip()
		o.advance(40 * 24 * time.Hour)
		o.wantState(1, recognition.Lapsed)
		says(t, o.next("max", "nothing more to decide"), "has lapsed")
	})
	t.Run("came back", func(t *testing.T) {
		o := newOffice(t)
		_, request := nominated(o)
		o.reply(request, "approve")
		o.until("Mon 14:00")
		o.wantState(1, recognition.Thanked)
		thanks, ok := o.last("nina", "")
		if !ok {
			t.Fatal("no thank-you")
		}
		o.skip()
		bounced := "From: MAILER-DAEMON@mx.corp.example\r\nTo: " + thanks.from + "\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n" +
			"--b\r\nContent-Type: text/plain\r\n\r\nno such mailbox\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.corp.example\r\n\r\nFinal-Recipient: rfc822; nina@corp.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n"
		o.put("nominations", bounced)
		o.wantState(1, recognition.Stuck)
		told := o.next("dana", "came back")
		says(t, told, "That was too early")
		if strings.Contains(told.flat(), "with the words you sent in") {
			t.Errorf("it says that it left:\n%s", told.text)
		}
	})
}
