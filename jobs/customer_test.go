package jobs

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
)

// newHearing is an office whose customers hear back, and whose thank-yous leave at once.
func newHearing(t *testing.T) *office {
	o := newOffice(t)
	o.desk.Settings.CustomerLetters, o.desk.Settings.VetoWindow = 4, 0
	o.desk.Settings.Vouchers = Vouchers{Currency: "EUR", Most: 5000, Monthly: 6000, PerCustomer: 1}
	return o
}

// wrote lets a customer praise Nina, and Max approve.
func (o *office) wrote(verdict, from, words string) {
	o.t.Helper()
	o.wantTaken(o.deliver("compliments", verdict, from, "To: "+compliments+"\r\nSubject: Thank you\r\n", words), recognition.TakenCompliment)
	o.reply(o.next("max", words[:20]), "approve")
	o.next("nina", words[:20])
}

// stock puts vouchers of so many euros into the pool.
func (o *office) stock(euros ...int64) {
	o.t.Helper()
	if err := store.InTx(o.t.Context(), o.desk.Pool, func(tx store.Tx) error {
		for i, e := range euros {
			if fresh, err := store.PutVoucher(o.t.Context(), tx, store.Voucher{Code: fmt.Sprintf("GIFT-%d-%d", e, i), Cents: e * 100, Currency: "EUR"}, o.clock); err != nil || !fresh {
				return fmt.Errorf("voucher %d came in before: %w", i, err)
			}
		}
		return nil
	}); err != nil {
		o.t.Fatal(err)
	}
}

// cpoLetter gives the CPO's letter of a morning.
func (o *office) cpoLetter(day string) sentLetter {
	o.t.Helper()
	o.skip()
	o.until(day)
	letter := o.next("pia", "2026")
	o.clock = o.clock.Add(10 * time.Minute)
	o.skip()
	return letter
}

// counts says how many rows a query counts.
func (o *office) counts(what, sql string, want int) {
	o.t.Helper()
	var n int
	if err := o.desk.Pool.QueryRow(o.t.Context(), sql).Scan(&n); err != nil {
		o.t.Fatal(err)
	}
	if n != want {
		o.t.Errorf("%s: %d, want %d", what, n, want)
	}
}

const agreements = "select count(*) from consents where agreed"

// TestCustomerHears: once the thank-you left, the customer reads that their words
// arrived, over the CPO's name; a plain yes is consent, with its mail and time.
func TestCustomerHears(t *testing.T) {
	o := newHearing(t)
	o.wrote(proven, customer, herWords)
	o.next("ruth", "Nina Okafor")
	heard := o.next("ruth", "Nina")
	if !strings.Contains(heard.head.Get("From"), "pia@corp.example") || !strings.Contains(heard.head.Get("Reply-To"), "goodword+r") {
		t.Errorf("it comes from %s and is answered at %s", heard.head.Get("From"), heard.head.Get("Reply-To"))
	}
	for _, never := range []string{"GW-", "Okafor", "passport"} {
		if strings.Contains(heard.subject()+heard.text, never) {
			t.Errorf("the letter to the customer says %q:\n%s", never, heard.text)
		}
	}
	if !strings.Contains(heard.flat(), "Cora Falk") || !strings.Contains(heard.flat(), "may we tell others") {
		t.Errorf("the letter says\n%s", heard.text)
	}
	o.skip()
	o.counts("consents before an answer", agreements, 0)
	o.wantTaken(o.reply(heard, "Yes, with pleasure."), recognition.TakenAnswer)
	o.none()
	o.counts("consents", agreements+" and inbound_id is not null and given_at is not null", 1)
	letter := o.cpoLetter("Mon 07:30")
	if !strings.Contains(letter.flat(), "agrees that their words are told") {
		t.Errorf("the CPO reads\n%s", letter.text)
	}
}

// TestWhoSignsBeside: a site's own, where they may, else who does for all; the
// customer reads it, and nobody signs about themselves.
func TestWhoSignsBeside(t *testing.T) {
	o := newHearing(t)
	o.desk.Settings.Cosigner, o.desk.Settings.Cosigners = "vera@corp.example", map[string]string{"leeds": "max@corp.example"}
	o.wrote(proven, customer, herWords)
	o.next("ruth", "Nina Okafor")
	heard := o.next("ruth", "Nina")
	if !strings.Contains(heard.text, "Max Reid") || strings.Contains(heard.text, "Vera Stone") || !strings.Contains(heard.head.Get("From"), "pia@corp.example") {
		t.Errorf("from %s the letter says\n%s", heard.head.Get("From"), heard.text)
	}
	o.skip()
	o.exec("update people set site = 'York' where given = 'Nick'")
	o.exec("update people set active = false where given = 'Dana'")
	o.exec("update directory_version set version = version + 1, people = people + 1")
	for _, c := range []struct{ about, all, leeds, want string }{
		{"nina", "vera", "max", "Max Reid"},
		{"nick", "vera", "max", "Vera Stone"}, // of a site without one of its own
		{"nick", "nobody", "max", ""},
		{"", "vera", "max", "Vera Stone"},
		{"max", "vera", "max", "Vera Stone"}, // themselves
		{"max", "max", "max", ""},
		{"nina", "vera", "dana", "Vera Stone"}, // who has left
		{"nina", "vera", "nobody", "Vera Stone"},
		{"nina", "nobody", "cora", ""}, // the CEO
		{"nina", "cora", "pia", ""},    // who signs already
	} {
		o.desk.Settings.Cosigner, o.desk.Settings.Cosigners = c.all+"@corp.example", map[string]string{"leeds": c.leeds + "@corp.example"}
		if err := o.desk.tx(t.Context(), func(w work) error {
			n := store.Nomination{State: recognition.Thanked}
			if p, ok := w.people.withAddress(c.about + "@corp.example"); ok {
				n.NomineeID = &p.ID
			}
			if signer, beside := w.signsToCustomers(&n); signer.Name != "Pia Lund" || beside.Name != c.want {
				t.Errorf("%+v: %q signs, and %q beside", c, signer.Name, beside.Name)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestConsentIsPlain: what is no plain yes is none, and nobody else says it.
func TestConsentIsPlain(t *testing.T) {
	o := newHearing(t)
	o.wrote(proven, customer, herWords)
	o.next("ruth", "Nina Okafor")
	heard := o.next("ruth", "Nina")
	o.skip()
	for _, said := range []string{"Yes, if you leave out my hotel.", "Who would read it?", "I'd rather you did not.", "yes?", "Thank you so much!"} {
		o.reply(heard, said)
	}
	o.replyAs(heard, forged, "ruth@customer.test", "yes")
	o.replyAs(heard, proven, "tom@customer.test", "yes")
	o.replyAs(heard, proven, "max@corp.example", "yes")
	o.counts("consents", agreements, 0)
	o.skip()
	letter := o.cpoLetter("Mon 07:30")
	if !strings.Contains(letter.flat(), "if you leave out my hotel") || strings.Contains(letter.flat(), "agrees that") {
		t.Errorf("the CPO reads\n%s", letter.text)
	}
	o.reply(heard, "yes")
	o.counts("consents", agreements, 1)
	o.reply(heard, "no")
	o.counts("the last answer", "select count(*) from consents c where not agreed and given_at = (select max(given_at) from consents)", 1)
}

// TestConsentInLanguages: a yes in the customer's language counts.
func TestConsentInLanguages(t *testing.T) {
	for _, c := range []struct{ words, yes string }{
		{"Ich möchte Nina Okafor an der Rezeption danken. Sie ist zwei Stunden länger geblieben und hat meinen verlorenen Pass gefunden. Das werde ich nie vergessen.", "Ja, gern."},
		{"Je voudrais remercier Nina Okafor à la réception. Elle est restée deux heures de plus pour retrouver mon passeport perdu. Je ne l’oublierai jamais.", "Oui."},
		{"Quiero dar las gracias a Nina Okafor, de la recepción. Se quedó dos horas más para encontrar mi pasaporte perdido. No lo olvidaré nunca.", "Sí."},
	} {
		t.Run(c.yes, func(t *testing.T) {
			o := newHearing(t)
			o.wrote(proven, customer, c.words)
			o.next("ruth", "Nina Okafor")
			heard := o.next("ruth", "Nina")
			o.reply(heard, c.yes)
			o.counts("consents", agreements, 1)
			o.skip()
		})
	}
}

// TestCustomerHearsOnce: nothing to strangers, one letter for a mail however
// many it praises, no more within a month than the settings allow.
func TestCustomerHearsOnce(t *testing.T) {
	o := newHearing(t)
	o.desk.Settings.CustomerLetters = 1
	o.wrote(forged, "Tom <tom@victim.test>", "Please thank Nina Okafor for me. She found my umbrella and ran after the bus with it. What a kind woman.")
	o.wantTaken(o.deliver("compliments", proven, customer, "To: "+compliments+"\r\nSubject: Both\r\n",
		"I want to thank Nina Okafor and Nick Tanner at your front desk. They stayed two hours after their shift to find my passport. I will never forget that."), recognition.TakenCompliment)
	o.skip()
	for _, l := range o.sent {
		if strings.HasPrefix(l.to, "max@") && strings.Contains(l.flat(), "two hours after their shift") {
			o.reply(l, "approve")
		}
	}
	o.wrote(proven, customer, "And one thing more about Nina Okafor: she wrote me a card at Christmas, by hand. I was so touched by that.")
	o.counts("letters to customers", "select count(*) from letters where kind = 'customer_heard'", 1)
	o.counts("letters to a stranger", "select count(*) from letters where to_address = 'tom@victim.test'", 0)
	o.skip()
}

// TestRelease: a forward proves no address; the CPO lets the letter go by name,
// or leaves it, once.
func TestRelease(t *testing.T) {
	o := newHearing(t)
	_, request := nominated(o)
	o.reply(request, "approve")
	o.skip()
	o.counts("letters to customers", "select count(*) from letters where kind = 'customer_heard'", 0)
	letter := o.cpoLetter("Mon 07:30")
	if !strings.Contains(letter.flat(), "May they hear it?") || !strings.Contains(letter.flat(), "ruth[@]customer") && !strings.Contains(letter.flat(), "ruth@customer[.]test") {
		t.Fatalf("the CPO reads\n%s", letter.text)
	}
	o.reply(letter, "ask 1: Which passport?")
	o.next("pia", "Nothing proves")
	o.replyAs(letter, proven, "max@corp.example", "release 1")
	o.replyAs(letter, forged, "pia@corp.example", "release 1")
	o.none()
	o.reply(letter, "release 1")
	o.next("pia", "the words reached Nina Okafor")
	heard := o.next("ruth", "Nina")
	if strings.Contains(heard.text, "passport") {
		t.Errorf("a letter to an address that nothing proves quotes the mail:\n%s", heard.text)
	}
	o.reply(letter, "release 1")
	o.next("pia", "decided already")
	o.none()
	if again := o.left(); again != "" {
		t.Error(again)
	}
}

// TestAsk: the CPO's question goes to a proven customer; the answer comes back
// in the next CPO letter, by its number.
func TestAsk(t *testing.T) {
	o := newHearing(t)
	o.wrote(proven, customer, herWords)
	letter := o.cpoLetter("Mon 07:30")
	o.reply(letter, "ask 1: Where was the passport in the end?")
	o.next("pia", "1: your question is on its way")
	question := o.next("ruth", "Where was the passport in the end?")
	o.wantTaken(o.reply(question, "Behind the wardrobe, would you believe it."), recognition.TakenAnswer)
	o.none()
	letter = o.cpoLetter("Tue 07:30")
	if !strings.Contains(letter.flat(), "1. Ruth Abel, about Nina Okafor") || !strings.Contains(letter.flat(), "Behind the wardrobe") {
		t.Errorf("the CPO reads\n%s", letter.text)
	}
	o.reply(letter, "ask 1:")
	o.skip()
	o.reply(letter, "ask 9: What?")
	o.next("pia", "no such number")
}

// TestDelight: a voucher goes to a proven customer with the CPO's words, once for
// a command, within what the settings leave to the CPO.
func TestDelight(t *testing.T) {
	o := newHearing(t)
	o.twice = true
	o.wrote(proven, customer, herWords)
	o.wrote(proven, "Ben Low <ben@customer.test>", "I want to thank Nina Okafor, who carried my mother's bags up four floors and made her laugh all the way.")
	o.wrote(proven, "Ida Roth <ida@customer.test>", "I want to thank Nina Okafor. She drew a map for us by hand, and it was the best day of our holiday.")
	letter := o.cpoLetter("Mon 07:30")
	o.reply(letter, "delight 1: Please come again.")
	o.next("pia", "no voucher left that fits")
	o.stock(80, 25, 45)
	o.reply(letter, "delight 1: Please come again.")
	o.next("pia", "1: a voucher of 45 EUR is on its way")
	gift := o.next("ruth", "GIFT-45-2")
	if !strings.Contains(gift.flat(), "Please come again.") || !strings.Contains(gift.head.Get("From"), "pia@corp.example") {
		t.Errorf("the gift is\n%s", gift.text)
	}
	o.counts("codes kept after their letter left", "select count(*) from vouchers where given_at is not null and code <> ''", 0)
	o.reply(letter, "delight 1: And once more.")
	o.next("pia", "25 EUR is more than you give by yourself")
	o.reply(letter, "delight 2: For your mother.")
	o.next("pia", "25 EUR is more than you give by yourself") // 45 of 60 are spent, 25 is the least there is
	o.counts("vouchers given", "select count(*) from vouchers where given_at is not null", 1)
	o.skip()
	o.clock = time.Date(2026, 12, 1, 7, 0, 0, 0, time.UTC)
	o.wrote(proven, "Eva Kern <eva@customer.test>", "I want to thank Nina Okafor. She sang for our daughter's birthday at breakfast, and our girl beamed all day long.")
	letter = o.cpoLetter("Tue 07:30")
	if !strings.Contains(letter.flat(), "1 left; 0 EUR of 60 EUR given this month") {
		t.Errorf("the CPO reads\n%s", letter.text)
	}
}

// TestDelightNobodyElse: no voucher to an address that nothing proves, released or not.
func TestDelightNobodyElse(t *testing.T) {
	o := newHearing(t)
	o.stock(25)
	_, request := nominated(o)
	o.reply(request, "approve")
	letter := o.cpoLetter("Mon 07:30")
	o.reply(letter, "delight 1: For you.")
	o.next("pia", "Nothing proves")
	o.reply(letter, "release 1")
	o.reply(letter, "delight 1: For you.")
	o.next("pia", "Nothing proves")
	o.counts("vouchers given", "select count(*) from vouchers where given_at is not null", 0)
	o.skip()
}

// TestWowAndNews: ideas are kept with what came of them; news stand in
// customers' letters until their day.
func TestWowAndNews(t *testing.T) {
	o := newHearing(t)
	o.wrote(proven, customer, herWords)
	letter := o.cpoLetter("Mon 07:30")
	o.reply(letter, "wow: a name for every breakfast\nnews: From December on breakfast begins at five. Until 2026-11-18")
	said := o.next("pia", "a name for every breakfast")
	if !strings.Contains(said.flat(), "until Wednesday 18 November: “From December on breakfast begins at five.”") {
		t.Errorf("it is said back as\n%s", said.text)
	}
	o.wrote(proven, "Ben Low <ben@customer.test>", "I want to thank Nina Okafor, who carried my mother's bags up four floors and made her laugh all the way.")
	o.next("ben", "Nina Okafor")
	o.next("ben", "From December on breakfast begins at five.")
	letter = o.cpoLetter("Tue 07:30")
	for _, want := range []string{"“a name for every breakfast”", "Customers are told"} {
		if !strings.Contains(letter.flat(), want) {
			t.Fatalf("the CPO's letter does not say %q:\n%s", want, letter.text)
		}
	}
	number := letter.flat()[strings.Index(letter.flat(), "“a name for every breakfast”")-3:][:1]
	o.reply(letter, "done "+number+" 61 names in a week")
	o.next("pia", "61 names in a week")
	o.until("Thu 07:00")
	o.skip()
	o.wrote(proven, "Ida Roth <ida@customer.test>", "I want to thank Nina Okafor. She drew a map for us by hand, and it was the best day of our holiday.")
	o.next("ida", "Nina Okafor")
	if heard := o.next("ida", "Nina"); strings.Contains(heard.text, "breakfast begins") {
		t.Errorf("news are told after their day:\n%s", heard.text)
	}
	o.skip()
}

// TestMondayNames: customers who praised again, and who is praised often without
// a leader having reached them.
func TestMondayNames(t *testing.T) {
	o := newHearing(t)
	for _, words := range []string{herWords, "Once more I want to thank Nina Okafor. She wrote me a card at Christmas, by hand, and I was so touched by that.",
		"I want to thank Nina Okafor. She drew a map for us by hand, and it was the best day of our holiday."} {
		o.wrote(proven, customer, words)
	}
	letter := o.cpoLetter("Mon 07:30")
	for _, want := range []string{"Ruth Abel: 3 compliments within a year", "Nina Okafor, Front desk, Leeds: recognised 3 times within a year"} {
		if !strings.Contains(letter.flat(), want) {
			t.Errorf("the CPO's letter does not say %q:\n%s", want, letter.text)
		}
	}
}

// TestForgetCustomerAnswer: what a customer answered goes with the rest of them,
// and the letter they had is answered no more.
func TestForgetCustomerAnswer(t *testing.T) {
	o := newHearing(t)
	o.wrote(proven, customer, herWords)
	o.next("ruth", "Nina Okafor")
	heard := o.next("ruth", "Nina")
	o.reply(heard, "It lay behind the wardrobe, would you believe it.")
	o.counts("answers", "select count(*) from customer_answers where words like '%wardrobe%'", 1)
	if _, err := o.desk.Forget(t.Context(), "ruth@customer.test", "operator", false, false); err != nil {
		t.Fatal(err)
	}
	o.counts("answers kept", "select count(*) from customer_answers where words <> ''", 0)
	o.wantTaken(o.reply(heard, "yes"), recognition.SetAside)
	o.counts("consents", agreements, 0)
	o.skip()
}
