package jobs

import (
	"strings"
	"testing"
)

// TestCustomersDataByAudience: one mail full of personal data, and what each
// reader's letter shows of it.
func TestCustomersDataByAudience(t *testing.T) {
	o := newOffice(t)
	const words = "Nina Okafor found our room although booking number 4711-0815 was lost. You can ring me on +44 20 7946 0958 or write to eva.private@first.test. " +
		"She even carried my card 4111 1111 1111 1111 back to 12 Baker Street. I am grateful."
	o.forward("dana", "for: nina@corp.example", "Eva Moon <eva@first.test>", words)
	request := o.next("max", "found our room")
	o.reply(request, "Approved")
	o.until("Mon 07:30")
	digest := o.next("cora", "found our room")
	o.until("Mon 13:00")
	thanks := o.next("nina", "found our room")
	o.skip()
	for who, c := range map[string]struct {
		text       string
		has, lacks []string
	}{
		"manager": {request.flat(), []string{"Eva Moon", "4711-0815", "7946 0958"}, []string{"eva@first", "eva.private", "4111 1111", "Baker Street"}},
		"CEO":     {digest.flat(), []string{"Eva Moon", "4711-0815"}, []string{"eva@first", "eva.private", "4111 1111", "Baker Street"}},
		"nominee": {thanks.flat(), []string{"Eva Moon", "found our room", "I am grateful"}, []string{"4711", "7946", "eva@first", "eva.private", "4111 1111", "Baker Street"}},
	} {
		for _, s := range c.has {
			if !strings.Contains(c.text, s) {
				t.Errorf("the %s does not see %q:\n%s", who, s, c.text)
			}
		}
		for _, s := range c.lacks {
			if strings.Contains(c.text, s) {
				t.Errorf("the %s sees %q:\n%s", who, s, c.text)
			}
		}
	}
	// Without a name the nominee and the manager learn no address, and the CPO does.
	o.forward("dana", "", "<eva@first.test>", "Somebody at your desk found my ring and kept it safe for a week, thank you so much.")
	o.until("Tue 07:30")
	o.skip()
	o.forward("dana", "for: otto@corp.example", "<eva@first.test>", "Otto baked a cake without eggs for the whole table of ours.")
	if second := o.next("max", "without eggs"); strings.Contains(second.flat(), "eva@first") || strings.Contains(second.flat(), "eva at first") {
		t.Errorf("the manager sees the address:\n%s", second.text)
	}
	// The service team gets what it needs to answer.
	o.deliver("compliments", forged, "Eva Moon <eva@first.test>", "To: "+compliments+"\r\nSubject: Your lift\r\n",
		"I am very unhappy. The lift was broken all week, booking number 4711-0815. Call +44 20 7946 0958. This is unacceptable.")
	service := o.next("service", "4711-0815")
	if !strings.Contains(service.flat(), "7946 0958") || !strings.Contains(service.flat(), "Eva Moon") {
		t.Errorf("the service team cannot answer:\n%s", service.text)
	}
	o.skip()
}
