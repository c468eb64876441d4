package jobs

import (
	"strings"
	"testing"
)

// TestPatternsAreShownToTheCPOAlone: on Monday, with the evidence, and nothing
// is held up by them.
func TestPatternsAreShownToTheCPOAlone(t *testing.T) {
	o := newOffice(t)
	for i, words := range []string{"Nick stayed late to repair my till.", "Nick took over my shift when my son was ill.", "Nick taught me the new system in his lunch break."} {
		o.deliver("nominations", proven, "nina@corp.example", "To: "+nominations+"\r\nSubject: Praise for Nick\r\n", "I nominate nick@corp.example. "+words)
		o.deliver("nominations", proven, "nick@corp.example", "To: "+nominations+"\r\nSubject: Praise for Nina\r\n",
			"I nominate nina@corp.example. "+strings.Replace(words, "Nick", "Nina", 1))
		if i == 0 {
			o.reply(o.next("max", "May Cora"), "approve")
		}
	}
	o.skip()
	o.until("Mon 07:30")
	letter := o.next("pia", "have nominated each other several times")
	for _, want := range []string{"Nina Okafor and Nick Tanner", "GW-1001, GW-1002", "Nothing here is an accusation"} {
		if !strings.Contains(letter.flat(), want) {
			t.Errorf("the CPO's letter does not say %q:\n%s", want, letter.text)
		}
	}
	for _, l := range o.sent {
		if !strings.HasPrefix(l.to, "pia@") && strings.Contains(l.flat(), "nominated each other") {
			t.Errorf("%s is told: %s", l.to, l.text)
		}
	}
	o.skip()
	o.until("Tue 07:30")
	for _, l := range o.sent[o.taken:] {
		if strings.Contains(l.flat(), "nominated each other") {
			t.Error("it is told again on Tuesday")
		}
	}
}
