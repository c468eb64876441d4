package jobs

import (
	"fmt"
	"strings"
	"testing"
)

// TestTrendsOfAMonday: what customers say five times and more, beside the four
// weeks before; on Mondays, to the CPO alone.
func TestTrendsOfAMonday(t *testing.T) {
	o := newHearing(t)
	for i, thing := range []string{"card at Christmas", "map of the old town", "song for our daughter", "list of quiet rooms", "letter to the airline"} {
		o.wrote(proven, fmt.Sprintf("Guest <guest%d@customer.test>", i), fmt.Sprintf("I want to thank Nina Okafor. She wrote a %s for us, and it was the best day of our holiday.", thing))
	}
	for i := range 9 {
		o.deliver("compliments", proven, fmt.Sprintf("Guest <angry%d@customer.test>", i), "To: "+compliments+"\r\nSubject: Complaint\r\n",
			fmt.Sprintf("I am very disappointed. We waited %d hours for an answer and nobody came. Your service was terribly slow, and rude.", i+2))
	}
	o.counts("challenges", "select count(*) from challenges", 9)
	o.exec("update nominations set behaviour = 'ownership', touchpoint = ''")
	o.exec("update challenges set behaviour = 'ownership', site = 'Leeds'")
	o.exec("update challenges set opened_at = opened_at - interval '28 days' where id in (select id from challenges order by id limit 3)")
	o.exec("update challenges set opened_at = opened_at - interval '90 days' where id in (select id from challenges order by id desc limit 1)")
	letter := o.cpoLetter("Mon 07:30")
	theme := o.desk.Catalogue.Behaviours[0].NameIn("en")
	for _, want := range []string{"Challenge: " + theme, ", Leeds: 5 (3 before)", "Praise: " + theme + ", Leeds: 5 (0 before)"} {
		if !strings.Contains(letter.flat(), want) {
			t.Errorf("the CPO's letter does not say %q:\n%s", want, letter.text)
		}
	}
	o.deliver("compliments", forged, "Tom <tom@customer.test>", "To: "+compliments+"\r\nSubject: Great\r\n", "Somebody of yours was wonderful to my mother. Thank you so much.")
	if tuesday := o.cpoLetter("Tue 07:30"); strings.Contains(tuesday.flat(), "in four weeks") {
		t.Error("it is told again on Tuesday")
	}
	for _, l := range o.sent {
		if !strings.HasPrefix(l.to, "pia@") && strings.Contains(l.flat(), "in four weeks") {
			t.Errorf("%s is told", l.to)
		}
	}
}
