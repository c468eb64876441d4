package jobs

import (
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
)

const menWords = "I want to thank Cora Falk herself, who drove my mother to the station in her own car when no taxi came. We will not forget it."

// TestSiteChief: questions and letters of a site go to its Chief People Officer,
// who alone answers about it; the rest goes to the whole company's.
func TestSiteChief(t *testing.T) {
	o := newHearing(t)
	o.desk.Settings.CPOs = []recognition.Term{{Address: "pia@corp.example"}, {Address: "dana@corp.example", Sites: []string{"leeds"}}}
	o.desk.Settings.CPO = ""
	o.wrote(proven, customer, herWords)
	if answer := o.next("ruth", "Nina Okafor"); !strings.Contains(answer.head.Get("From"), "dana@corp.example") {
		t.Errorf("the customer is answered by %s", answer.head.Get("From"))
	}
	if heard := o.next("ruth", "Nina"); !strings.Contains(heard.head.Get("From"), "dana@corp.example") || !strings.Contains(heard.flat(), "Dana Holt") {
		t.Errorf("the customer hears from %s:\n%s", heard.head.Get("From"), heard.text)
	}
	o.deliver("nominations", "", "prize@lottery.test", "To: "+nominations+"\r\nSubject: You have won\r\n", "Claim it.")
	o.skip()
	o.until("Mon 07:30")
	whole, site := o.next("pia", "2026"), o.next("dana", "2026")
	o.clock = o.clock.Add(10 * time.Minute)
	o.skip()
	if strings.Contains(whole.flat(), "Ruth Abel") || !strings.Contains(whole.flat(), "You have won") {
		t.Errorf("the whole company's reads\n%s", whole.text)
	}
	if !strings.Contains(site.flat(), "Ruth Abel, about Nina Okafor") || strings.Contains(site.flat(), "You have won") {
		t.Errorf("the site's reads\n%s", site.text)
	}
	o.reply(whole, "ask 1: Where was the passport?")
	o.next("pia", "for somebody else to say")
	o.reply(site, "news: We close on Sunday.")
	o.next("dana", "for somebody else to say")
	o.replyAs(site, proven, "pia@corp.example", "ask 1: Where was the passport?") // the letter is another's
	o.none()
	o.reply(site, "ask 1: Where was the passport?")
	o.next("dana", "your question is on its way")
	if q := o.next("ruth", "Where was the passport?"); !strings.Contains(q.head.Get("From"), "dana@corp.example") {
		t.Errorf("the question comes from %s", q.head.Get("From"))
	}
	o.until("Tue 07:30")
	if more := o.left(); strings.Contains(more, "to dana@") { // one letter a day, and nothing new to say
		t.Error(more)
	}
}

// TestTermEnds: when a term ends, what waits passes to who follows, both are told
// once, and a former Chief People Officer's answers decide nothing.
func TestTermEnds(t *testing.T) {
	o := newHearing(t)
	turn := time.Date(2026, 11, 17, 0, 0, 0, 0, time.UTC)
	o.desk.Settings.CPOs = []recognition.Term{{Address: "pia@corp.example", Until: turn}, {Address: "dana@corp.example", From: turn}}
	o.desk.Settings.CPO = ""
	o.stock(25, 80)
	o.wrote(proven, customer, herWords)
	letter := o.cpoLetter("Mon 07:30")
	o.reply(letter, "delight 1: 80 EUR: A weekend with us.")
	o.next("pia", "is more than you give by yourself")
	o.deliver("compliments", proven, "Ben Low <ben@customer.test>", "To: "+compliments+"\r\nSubject: Thank you\r\n", menWords)
	request := o.next("pia", "Cora Falk")
	o.skip()
	o.clock = turn
	o.wantTaken(o.reply(request, "approve"), recognition.SetAside) // before anything was passed on
	o.wantTaken(o.reply(letter, "delight 1: For you."), recognition.SetAside)
	o.advance(10 * time.Minute)
	told, former, anew := o.next("dana", "You are Chief People Officer"), o.next("pia", "Dana Holt follows you"), o.next("dana", "Cora Falk")
	if !strings.Contains(told.flat(), "after Pia Lund") || !strings.Contains(former.flat(), "decide nothing any more") {
		t.Errorf("they read\n%s\n%s", told.text, former.text)
	}
	o.none()
	o.until("Tue 07:30")
	digest := o.next("cora", "80 EUR for Ruth Abel")
	o.skip()
	o.clock = o.clock.Add(10 * time.Minute)
	for _, said := range []string{"delight 1: For you.", "skip 1", "wow: sing", "news: We close."} {
		o.wantTaken(o.reply(letter, said), recognition.SetAside)
	}
	o.wantTaken(o.reply(request, "approve"), recognition.SetAside)
	o.wantState(2, recognition.Awaiting)
	o.skip()
	o.counts("what a former Chief People Officer gave", given, 0)
	o.reply(anew, "approve")
	o.next("cora", "her own car")
	o.wantState(2, recognition.Thanked)
	o.skip()
	o.reply(digest, "decline 1: Not this month.")
	o.skip()
	o.until("Wed 07:30")
	if l := o.next("dana", "2026"); !strings.Contains(l.flat(), "Not this month.") {
		t.Errorf("who follows reads\n%s", l.text)
	}
	o.skip()
	o.advance(time.Hour)
	o.none()
}
