package quote

import (
	"strings"
	"testing"
)

// TestLabelRows: no label stands in two rows of the table, accents and case
// aside.
func TestLabelRows(t *testing.T) {
	t.Parallel()
	rows := map[string]Field{}
	for field := From; field <= Foreign; field++ {
		for _, name := range strings.Split(labelNames[field], ",") {
			key := labelKey(name)
			if other, taken := rows[key]; taken && other != field {
				t.Errorf("%q stands for fields %d and %d", name, other, field)
			}
			rows[key] = field
			if got := FieldOf(strings.ToUpper(name)); got != field && got != rows[labelKey(strings.ToUpper(name))] {
				t.Errorf("%q in capitals is field %d, want %d", name, got, field)
			}
		}
	}
}

func TestReadLabel(t *testing.T) {
	t.Parallel()
	cases := []struct {
		line  string
		field Field
		name  string
		value string
	}{
		{"From: Ann", From, "From", "Ann"},
		{"*Von:* Ann", From, "Von", "Ann"},
		{"**Von:** Ann", From, "Von", "Ann"},
		{"*Von*: Ann", From, "Von", "Ann"},
		{"De : Ann", From, "De", "Ann"},
		{"De\u00a0: Ann", From, "De", "Ann"},
		{"送信元：Ann", From, "送信元", "Ann"},
		{"Kopie (CC): \tAnn", Cc, "Kopie (CC)", "Ann"},
		{"Kopi til (Cc): Ann", Cc, "Kopi til (Cc)", "Ann"},
		{"REPLY-TO: Ann", ReplyTo, "REPLY-TO", "Ann"},
		{"| 发件人 | Ann |", From, "发件人", "Ann"},
		{"ΠΡΟΣ: Ann", To, "ΠΡΟΣ", "Ann"},
		{"Zorvo: Ann", Unknown, "Zorvo", "Ann"},
		{"Subject:", Subject, "Subject", ""},
		{"*Subject: **Thanks a lot*", Subject, "Subject", "Thanks a lot"},
		{"*Subject: *Thanks a lot", Subject, "Subject", "Thanks a lot"},
		{"*Subject:* *a* lot of *thanks*", Subject, "Subject", "*a* lot of *thanks*"},
		{"Betreff: **Danke**", Subject, "Betreff", "**Danke**"},
	}
	for _, c := range cases {
		l, ok := ReadLabel(c.line)
		if !ok || l.Field != c.field || l.Name != c.name || l.Value != c.value {
			t.Errorf("%q: %+v, %t", c.line, l, ok)
		}
	}
	for _, line := range []string{"", ":", ": x", "http://x.example", "at 9:26", "we met, and then: x", "one two three four five six: x", "Really? Yes: x", "Ann Lee [mailto:ann@x.example]", "[mailto:ann@x.example]"} {
		if l, ok := ReadLabel(line); ok {
			t.Errorf("%q taken for a label: %+v", line, l)
		}
	}
}
