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
	for _, text := range []string{"Zimmer 1204, am 3 mai", "On 16.11.2026 at 14:30 she came, 45 minutes early, with 2 suitcases"} {
		for _, d := range []Detail{Birth, Street} {
			if mayHold(text, d) || withoutDetail(text, d) != text {
				t.Errorf("%q is looked through for a %s", text, d)
			}
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

// FuzzMayHold: what is passed over has nothing that a form finds.
func FuzzMayHold(f *testing.F) {
	for _, s := range []string{"12b, Baker Street", "8 bis, rue de la Paix", "Lindenstraße 14", "calle Mayor, n.º 3", "CALLE DE LA Luna 3", "geb. 03.05.61", "née le 3 mai 1961", "D.OB: 1961-05-03",
		"nacida el 3 de mayo de 1961", "DE89 3704 0044 0532 0130 00", "4111-1111-1111-1111", "(030) 12345-67", "Paſeo Alto 7", "20 avenue Foch", "Am Markt Str. 5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for d, form := range map[Detail]*regexp.Regexp{Email: emailForm(), Birth: birthForm(), Street: streetForm()} {
			if form.MatchString(text) && !mayHold(text, d) {
				t.Errorf("%q holds a %s and is passed over", text, d)
			}
		}
		if cardForm().MatchString(text) && !mayHold(text, Bank) || ibanForm().MatchString(text) && !mayHold(text, Bank) {
			t.Errorf("%q may hold a card's number or an IBAN and is passed over", text)
		}
		for _, found := range phoneForm().FindAllString(text, -1) {
			if isPhone(found) && !mayHold(text, Telephone) {
				t.Errorf("%q holds a telephone number and is passed over", text)
			}
		}
	})
}
