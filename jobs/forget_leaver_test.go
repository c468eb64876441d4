package jobs

import (
	"testing"

	"goodword/internal/recognition"
)

// TestForgetLeaverWhileWordsAreUnderWay: a customer's words about somebody else,
// which name who left, leave whole; what was under way for the leaver ends, and
// keeps nothing else from going on.
func TestForgetLeaverWhileWordsAreUnderWay(t *testing.T) {
	o := newOffice(t)
	o.deliver("compliments", proven, "Tom Weatherby <"+tom+">", "To: "+compliments+"\r\nSubject: Both\r\n",
		"Please thank Nick Tanner. He and Nina Okafor looked for my late father's blue hat for an hour after their shift had ended.")
	for _, n := range []string{"nick", "nina"} {
		if o.count("select count(*) from nominations n join people p on p.id = n.nominee_id where p.address = '"+n+"@corp.example'") == 0 {
			o.forward("dana", "for: "+n+"@corp.example", "Maria Ferreira <maria@customer.example>", "Nina Okafor and Nick Tanner carried our bags through the snow. What kind people.")
		}
	}
	for _, l := range o.sent {
		if l.to == "max@corp.example" {
			o.reply(l, "approve")
		}
	}
	o.skip()
	o.exec("update people set active = false where address = 'nina@corp.example'")
	first, err := o.desk.Forget(t.Context(), "nina@corp.example", "operator", true, false)
	if err != nil {
		t.Fatal(err)
	}
	if first.UnderWay == 0 || first.Withdrawn != 1 {
		t.Errorf("the first time it did %+v", first)
	}
	if n := o.count("select count(*) from nominations where state not in ('withdrawn', 'thanked') and nominee_id = (select id from people where name = 'Nina Okafor')"); n != 0 {
		t.Errorf("%d nominations of who left are under way", n)
	}
	o.until("Mon 07:30")
	o.next("cora", "Nick Tanner")
	o.until("Mon 14:00")
	if thanks := o.next("nick", "Nina Okafor"); len(thanks.text) == 0 {
		t.Error("the thank-you is empty")
	}
	o.until("Fri 14:00") // ticks go on
	o.skip()
	again, err := o.desk.Forget(t.Context(), "nina@corp.example", "operator", true, false)
	if err != nil || again.UnderWay != 0 {
		t.Errorf("the second time: %+v, %v", again, err)
	}
	if n := o.count("select count(*) from nominations where compliment ilike '%okafor%'") + o.count("select count(*) from people where name ilike '%okafor%'"); n != 0 {
		t.Errorf("%d rows name who left", n)
	}
	if n := o.count("select count(*) from nominations where state = '" + string(recognition.Thanked) + "'"); n != 1 {
		t.Errorf("%d were thanked", n)
	}
}
