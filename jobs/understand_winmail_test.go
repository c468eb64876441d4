package jobs

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
)

// winmail is Outlook's container with its text as RTF alone.
const winmail = "eJ8+IgEAAQeQBgAIAAAA5AQAAAAAAADoAAEDkAYAKAAAAAEAAAACAQkQAQAAABUAAAAQAAAABQAA\r\nAE1FTEEAAAAAe3J0Zn0AAACrAw=="

// inWinmail delivers a mail that holds nothing but a winmail.dat.
func (o *office) inWinmail(from, head string) int64 {
	o.t.Helper()
	return o.put("nominations", fmt.Sprintf(proven, "corp.example")+"From: "+from+"@corp.example\r\n"+head+
		fmt.Sprintf("Message-ID: <w%d@corp.example>\r\nDate: %s\r\nX-Mailer: Microsoft Outlook 16.0\r\nMIME-Version: 1.0\r\n", o.uid, o.clock.Format(time.RFC1123Z))+
		"Content-Type: application/ms-tnef; name=\"winmail.dat\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"+winmail+"\r\n")
}

// TestWinmail: who writes with winmail.dat alone is asked for plain mail, and what
// they write then counts as if it had come at first.
func TestWinmail(t *testing.T) {
	o := newOffice(t)
	aside := o.inWinmail("dana", "To: "+nominations+"\r\nSubject: Fwd: Thank you\r\n")
	o.wantTaken(aside, recognition.SetAside)
	asked := o.next("dana", "winmail.dat")
	o.none()
	o.wantTaken(o.reply(asked, "I nominate Nina Okafor: she stayed two hours after her shift to find a guest's lost passport."), recognition.TakenNomination)
	o.next("dana", "Nina")
	request := o.next("max", "two hours after her shift")
	o.none()

	head := fmt.Sprintf("To: %s\r\nSubject: Re: %s\r\nIn-Reply-To: %s\r\n", request.head.Get("Reply-To"), request.subject(), request.head.Get("Message-Id"))
	o.wantTaken(o.inWinmail("max", head), recognition.SetAside)
	again := o.next("max", "winmail.dat")
	if !strings.Contains(strings.ToLower(again.flat()), "plain") {
		t.Errorf("the letter does not ask for plain mail:\n%s", again.text)
	}
	o.none()
	o.wantState(1, recognition.Awaiting)
	o.wantTaken(o.replyAs(again, proven, "nick@corp.example", "Approved."), recognition.SetAside)
	o.wantTaken(o.replyAs(again, forged, "max@corp.example", "Approved."), recognition.SetAside)
	o.wantState(1, recognition.Awaiting)
	o.wantTaken(o.reply(again, "Approved."), recognition.TakenDecision)
	o.wantState(1, recognition.Approved)
	o.next("max", "Nina")
	o.next("dana", "Nina")
	o.none()

	late := o.inWinmail("max", head)
	o.wantTaken(late, recognition.SetAside)
	again = o.next("max", "winmail.dat")
	o.exec("update inbound set raw = '', bytes_in = null, problem = 'the mail was forgotten' where id = $1", late)
	o.wantTaken(o.reply(again, "Approved."), recognition.SetAside)
	o.none()
}
