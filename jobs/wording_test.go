package jobs

import (
	"strings"
	"testing"
)

// TestNoTwoThankYousOfATeamReadAlike: colleagues show each other their letters.
func TestNoTwoThankYousOfATeamReadAlike(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.VetoWindow = 0
	opening := map[string]string{}
	for _, who := range []string{"nina", "nick", "nina"} {
		o.skip()
		o.forward("dana", "For "+who+"@corp.example, please.", "Maria Ferreira <maria@customer.example>",
			strings.Repeat("They found our luggage. ", len(opening)+1)+"Wonderful people, thank you so much.")
		o.reply(o.next("max", "May Cora"), "approve")
		thanks := o.next(who, "Wonderful people")
		_, text, _ := strings.Cut(thanks.text, ",")
		text, _, _ = strings.Cut(text, ">")
		if other, again := opening[text]; again {
			t.Errorf("%s and %s read the same opening %q", other, who, text)
		}
		opening[text] = who
	}
}
