package jobs

import (
	"strings"
	"testing"
	"time"
)

// digest gives the CEO's digest of a morning.
func (o *office) digest(day string) sentLetter {
	o.t.Helper()
	o.skip()
	o.until(day)
	letter := o.next("cora", "2026")
	o.clock = o.clock.Add(10 * time.Minute)
	o.skip()
	return letter
}

const given = "select count(*) from vouchers where given_at is not null"

// beyond lets Pia ask for a voucher of 80 EUR, which only Cora can let go.
func beyond(t *testing.T) (o *office, cpo, digest sentLetter) {
	o = newHearing(t)
	o.stock(80, 25)
	o.wrote(proven, customer, herWords)
	cpo = o.cpoLetter("Mon 07:30")
	o.reply(cpo, "delight 1: 80 EUR: A weekend with us.")
	said := o.next("pia", "a voucher of 80 EUR is more than you give by yourself")
	if !strings.Contains(said.flat(), "Cora Falk reads of it in the next digest, and has until Monday 30 November") {
		t.Errorf("it is said back as\n%s", said.text)
	}
	o.none()
	o.counts("vouchers given before the CEO answers", given, 0)
	digest = o.digest("Tue 07:30")
	return o, cpo, digest
}

// TestDelightBeyond: what is beyond the CPO's limits is put before the CEO with
// who, what, why and how much; their release lets it go, once.
func TestDelightBeyond(t *testing.T) {
	o, cpo, digest := beyond(t)
	o.twice = true
	for _, want := range []string{"Vouchers beyond the limits", "80 EUR for Ruth Abel, who wrote about Nina Okafor", "Pia Lund asks you, for one voucher may be worth 50 EUR at most",
		"A weekend with us.", "release 1"} {
		if !strings.Contains(digest.flat(), want) {
			t.Fatalf("the digest does not say %q:\n%s", want, digest.text)
		}
	}
	o.reply(cpo, "delight 1: 80 EUR: And once more.")
	o.next("pia", "has been asked for it already")
	for _, from := range []string{"pia@corp.example", "max@corp.example", "cora@elsewhere.test"} {
		o.replyAs(digest, proven, from, "release 1")
	}
	o.replyAs(digest, forged, "cora@corp.example", "release 1")
	o.reply(cpo, "release 1") // the CPO's own word is not the CEO's
	o.skip()
	o.counts("vouchers given by anybody else's word", given, 0)
	o.reply(digest, "release 1")
	o.next("cora", "the voucher of 80 EUR leaves for Ruth Abel")
	gift := o.next("ruth", "GIFT-80-0")
	if !strings.Contains(gift.flat(), "A weekend with us.") || !strings.Contains(gift.head.Get("From"), "pia@corp.example") || strings.Contains(gift.flat(), "Cora") {
		t.Errorf("the gift is\n%s", gift.text)
	}
	o.reply(digest, "release 1")
	o.next("cora", "decided already")
	o.none()
	o.counts("vouchers given", given, 1)
	o.counts("entries in the audit log", "select count(*) from audit where what in ('voucher asked of the CEO', 'voucher beyond the limits released', 'voucher given')", 3)
	if letter := o.cpoLetter("Wed 07:30"); !strings.Contains(letter.flat(), "80 EUR for Ruth Abel: Cora Falk let it go") {
		t.Errorf("the CPO reads\n%s", letter.text)
	}
}

// TestDelightBeyondEnds: declined with a reason, taken back, or left without an
// answer for two weeks, nothing is given, and the CPO reads why.
func TestDelightBeyondEnds(t *testing.T) {
	t.Run("declined", func(t *testing.T) {
		o, _, digest := beyond(t)
		o.reply(digest, "decline 1: Next month, please.")
		o.next("cora", "Pia Lund reads it in the next letter")
		o.reply(digest, "release 1")
		o.next("cora", "decided already")
		if letter := o.cpoLetter("Wed 07:30"); !strings.Contains(letter.flat(), "Cora Falk declined, “Next month, please.”") {
			t.Errorf("the CPO reads\n%s", letter.text)
		}
		o.counts("vouchers given", given, 0)
	})
	t.Run("taken back", func(t *testing.T) {
		o, cpo, digest := beyond(t)
		o.reply(cpo, "skip 9")
		o.next("pia", "no such number")
		o.wrote(proven, "Ben Low <ben@customer.test>", "I want to thank Nina Okafor, who carried my mother's bags up four floors and made her laugh all the way.")
		letter := o.cpoLetter("Wed 07:30")
		at := strings.Index(letter.flat(), ". 80 EUR for Ruth Abel")
		if at < 1 {
			t.Fatalf("the CPO reads\n%s", letter.text)
		}
		o.reply(letter, "skip "+letter.flat()[at-1:at])
		o.next("pia", "left out")
		o.reply(digest, "release 1")
		o.next("cora", "decided already")
		o.counts("vouchers given", given, 0)
	})
	t.Run("silence", func(t *testing.T) {
		o, _, digest := beyond(t)
		o.clock = o.clock.AddDate(0, 0, 13)
		letter := o.cpoLetter("Tue 07:30")
		if !strings.Contains(letter.flat(), "80 EUR for Ruth Abel: no answer came within two weeks") {
			t.Errorf("the CPO reads\n%s", letter.text)
		}
		o.reply(digest, "release 1")
		o.counts("vouchers given", given, 0)
		o.skip()
	})
}

// TestDelightBeyondOtherLimits: the month's sum and the customer's count are the
// CEO's to pass, too; and what is forgotten is not given.
func TestDelightBeyondOtherLimits(t *testing.T) {
	o := newHearing(t)
	o.stock(45, 25, 25)
	o.wrote(proven, customer, herWords)
	o.wrote(proven, "Ben Low <ben@customer.test>", "I want to thank Nina Okafor, who carried my mother's bags up four floors and made her laugh all the way.")
	letter := o.cpoLetter("Mon 07:30")
	o.reply(letter, "delight 1: EUR 45: For you.\n\ndelight 1: 25 €: And for your son.\n\ndelight 2: For your mother.")
	said := o.next("pia", "1: a voucher of 45 EUR is on its way")
	for _, want := range []string{"1: a voucher of 25 EUR is more than", "2: a voucher of 25 EUR is more than"} {
		if !strings.Contains(said.flat(), want) {
			t.Fatalf("it does not say %q:\n%s", want, said.text)
		}
	}
	digest := o.digest("Tue 07:30")
	if !strings.Contains(digest.flat(), "45 EUR of this month’s 60 EUR are given") {
		t.Fatalf("the digest says\n%s", digest.text)
	}
	if _, err := o.desk.Forget(t.Context(), "ben@customer.test", "operator", false, false); err != nil {
		t.Fatal(err)
	}
	o.counts("words kept of what is forgotten", "select count(*) from delights where words like '%mother%'", 0)
	o.reply(digest, "release 1\nrelease 2")
	o.counts("vouchers given", given, 2) // of 45 EUR, and the one that Ruth's son gets
	o.skip()
	o.clock = o.clock.AddDate(0, 1, 0)
	o.wrote(proven, customer, "And once more I want to thank Nina Okafor: she wrote me a card at Christmas, by hand, and I was so touched by that.")
	o.stock(26)
	letter = o.cpoLetter("Mon 07:30")
	o.reply(letter, "delight 1: For your card.")
	o.next("pia", "is more than you give by yourself")
	if digest = o.digest("Tue 07:30"); !strings.Contains(digest.flat(), "as many vouchers as a year allows") {
		t.Errorf("the digest says\n%s", digest.text)
	}
}

func TestAmountOf(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]int64{"80 EUR: Come again.": 8000, "EUR 7.50: Come.": 750, "25 €: Come.": 2500, "€25: Come.": 2500, "80 USD: Come.": 0, "80: Come.": 0,
		"80 eur: Come.": 8000, "eur 80: Come.": 8000, "80 Euro: Come.": 8000, "80 euros: Come.": 8000, "80 usd: Come.": 0,
		"80 EUR would be nice: come.": 0, "Come again.": 0, "EUR 80 EUR: Come.": 0} {
		cents, rest := amountOf(said, "EUR")
		if cents != want || want == 0 && rest != said || want > 0 && !strings.HasPrefix(rest, "Come") {
			t.Errorf("%q is %d and %q, want %d", said, cents, rest, want)
		}
	}
}
