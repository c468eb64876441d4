package audience

import (
	"regexp"
	"testing"
)

// TestMayHold: what is not looked for by its form has none: each form that can match has a figure, or an at sign.
func TestMayHold(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"ann at corp.test", "GB EIGHTYTWO WEST", "card number: none", "born on the first of May", "geboren am ersten Mai", "order no. ABCDEF",
		"booking: XKCDQZ", "Buchungsnummer lautet QWERTZ", "call (zero)", "+ and more", "Elm Street", "Hauptstraße", "rue de la Paix", "calle de la Luna, n.º dos", "٣٤٥٦٧٨٩٠ Elm Road"} {
		for name, form := range map[string]*regexp.Regexp{"e-mail": emailForm(), "IBAN": ibanForm(), "card": cardForm(), "telephone": phoneForm(), "birth": birthForm(),
			"booking": bookingForm(), "street": streetForm()} {
			if form.MatchString(text) {
				t.Errorf("%q holds what looks like %s", text, name)
			}
		}
	}
	for d, most := range map[Detail]string{ // one figure fewer than each form has at least
		Bank: "cards 4111 1111 1111", Birth: "born on 3 May 61", Telephone: "+44 20 79", // 12, 3, 6 figures
	} {
		if got := withoutDetail(most, d); mayHold(most, d) || got != most {
			t.Errorf("%q is looked through for a %s: %q", most, d, got)
		}
	}
	for text, d := range map[string]Detail{"GB82WEST12345698765432": Bank, "Card 4222222222222": Bank, "born 1.1.61": Birth, "call 030 12345": Telephone} {
		if !mayHold(text, d) {
			t.Errorf("%q is not looked through for a %s", text, d)
		}
	}
	for _, d := range Details() {
		if d != Health && mayHold("Thank you, Nina!", d) {
			t.Errorf("plain words are looked through for a %s", d)
		}
	}
}
