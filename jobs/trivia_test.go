package jobs

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/recognition/trivia"
)

const (
	entries  = "select count(*) from trivia_answers where correct"
	benWords = "I want to thank Nina Okafor, who carried my mother's bags up four floors and made her laugh all the way."
	idaWords = "I want to thank Nina Okafor. She drew a map for us by hand, and it was the best day of our holiday."
)

// askedTrivia is an office whose Chief People Officer asks a question in November.
func askedTrivia(t *testing.T) *office {
	o := newHearing(t)
	o.wrote(proven, "Tom <tom@customer.test>", "I want to thank Nina Okafor. She sang for our daughter's birthday at breakfast, and our girl beamed all day long.")
	letter := o.cpoLetter("Mon 07:30")
	o.reply(letter, "trivia: How many lime trees stand before our house? = Seven of them\n\ntrivia de: Wie viele Linden stehen vor unserem Haus? = sieben")
	said := o.next("pia", "How many lime trees stand before our house? = Seven of them")
	for _, want := range []string{"until Monday 30 November", "de: Customers’ letters ask it", "Linden stehen vor unserem Haus? = sieben"} {
		if !strings.Contains(said.flat(), want) {
			t.Fatalf("it is said back without %q:\n%s", want, said.text)
		}
	}
	o.none()
	return o
}

// hearsBoth lets a customer praise Nina, and gives both letters they get.
func (o *office) hearsBoth(from, who, words string) (answer, heard sentLetter) {
	o.t.Helper()
	o.wrote(proven, from, words)
	answer = o.next(who, "Nina Okafor")
	heard = o.next(who, "Nina")
	o.skip()
	return answer, heard
}

// TestTrivia: the question stands in customers' letters; right answers of proven
// customers are drawn from at the month's turn, one for each, by the audit head.
func TestTrivia(t *testing.T) {
	o := askedTrivia(t)
	o.twice = true
	first, ruth := o.hearsBoth(customer, "ruth", herWords)
	for _, l := range []sentLetter{first, ruth} {
		if !strings.Contains(l.flat(), "How many lime trees stand before our house?") || strings.Contains(l.flat(), "Seven of") || !strings.Contains(l.head.Get("Reply-To"), "goodword+r") {
			t.Fatalf("a customer reads, to be answered at %s:\n%s", l.head.Get("Reply-To"), l.text)
		}
	}
	_, otto := o.hearsBoth("Uwe Kern <uwe@customer.test>", "uwe", "Ich möchte Nina Okafor an der Rezeption danken. Sie ist zwei Stunden länger geblieben und hat meinen verlorenen Pass gefunden. Das werde ich nie vergessen.")
	if !strings.Contains(otto.flat(), "Wie viele Linden") {
		t.Errorf("a German customer reads\n%s", otto.text)
	}
	_, ben := o.hearsBoth("Ben Low <ben@customer.test>", "ben", benWords)
	_, ida := o.hearsBoth("Ida Roth <ida@customer.test>", "ida", idaWords)

	o.replyAs(ruth, proven, "tom@customer.test", "seven of them") // another's letter
	o.replyAs(ruth, forged, "ruth@customer.test", "seven of them")
	o.replyAs(ruth, proven, "max@corp.example", "seven of them")
	o.deliver("compliments", proven, "Eve <eve@customer.test>", "To: "+compliments+"\r\nSubject: Trivia\r\n", "seven of them")
	o.counts("entries of others", entries, 0)
	o.wantTaken(o.reply(ruth, "I think: SEVEN of them."), recognition.TakenAnswer)
	o.reply(ruth, "Seven of them, once more")
	o.reply(first, "seven of them")
	o.counts("entries of one customer", entries, 1)
	for _, said := range []string{"six of them", "eight of them", "six, seven of them, eight", "seven of them"} {
		o.reply(ben, said)
	}
	o.counts("entries of who tried too often", entries, 1)
	o.reply(otto, "Sieben!")
	o.counts("entries in another language", entries, 2)
	o.reply(ida, "Yes, seven of them")
	o.counts("consents by an answer to the question", agreements, 0)
	o.reply(ida, "yes")
	o.counts("consents by a plain yes", agreements, 1)
	o.counts("entries", entries, 3)
	o.skip()
	if l := o.cpoLetter("Tue 07:30"); !strings.Contains(l.flat(), "3 right answers so far") {
		t.Errorf("the CPO reads\n%s", l.text)
	} else {
		o.reply(l, "trivia: Which tree? = lime")
		o.next("pia", "asked this month’s question already")
		o.reply(l, "trivia: Do you like us? = yes")
		o.next("pia", "plain yes or no")
		o.reply(l, "trivia: Do you like us?")
		o.next("pia", "question = answer")
	}
	o.stock(25)
	o.skip()
	o.clock = time.Date(2026, 12, 1, 0, 10, 0, 0, time.UTC)
	o.wantTaken(o.reply(ben, "seven of them"), recognition.TakenAnswer) // the month is over
	o.skip()
	o.advance(10 * time.Minute)
	o.advance(10 * time.Minute)
	won := o.sent[o.taken:]
	if len(won) != 1 || !strings.Contains(won[0].flat(), "Of 3 right answers, yours was drawn") && !strings.Contains(won[0].flat(), "Unter 3 richtigen Antworten") || !strings.Contains(won[0].text, "GIFT-25-0") {
		t.Fatalf("after the draw there are\n%s", o.left())
	}
	o.skip()
	var seed, ids string
	var winner int64
	if err := o.desk.Pool.QueryRow(t.Context(), `select seed, winner, (select json_agg(id order by id)::text from trivia_answers where correct) from trivia`).Scan(&seed, &winner, &ids); err != nil {
		t.Fatal(err)
	}
	var right []int64
	if err := json.Unmarshal([]byte(ids), &right); err != nil || len(right) != 3 || trivia.Draw(seed, right) != winner {
		t.Errorf("drawn anew among %v by %s it is %d, not %d (%v)", right, seed, trivia.Draw(seed, right), winner, err)
	}
	o.counts("the seed in the audit log", "select count(*) from audit a, trivia t where encode(a.hash, 'hex') = t.seed", 1)
	o.counts("words and addresses kept", "select count(*) from trivia_answers where words <> '' or address <> ''", 0)
	if l := o.cpoLetter("Tue 07:30"); !strings.Contains(l.flat(), "3 right answers came. Drawn:") || !strings.Contains(l.flat(), "The voucher is on its way") {
		t.Errorf("the CPO reads\n%s", l.text)
	}
}

// TestTriviaPrizeBeyond: a prize beyond the CPO's limits is the CEO's to let go;
// where no voucher fits, the CPO reads so.
func TestTriviaPrizeBeyond(t *testing.T) {
	o := askedTrivia(t)
	o.stock(25, 25)
	o.desk.Settings.Vouchers.Monthly = 20
	_, ruth := o.hearsBoth(customer, "ruth", herWords)
	o.reply(ruth, "seven of them")
	o.skip()
	o.clock = time.Date(2026, 12, 1, 0, 10, 0, 0, time.UTC)
	o.advance(10 * time.Minute)
	o.none()
	digest := o.digest("Tue 07:30")
	if !strings.Contains(digest.flat(), "25 EUR for Ruth Abel") {
		t.Fatalf("the digest says\n%s", digest.text)
	}
	o.reply(digest, "release 1")
	o.next("cora", "25 EUR leaves for Ruth Abel")
	o.next("ruth", "the one right answer of the month")
	o.reply(digest, "release 1")
	o.next("cora", "decided already")
	o.none()
	o.counts("vouchers given", given, 1)
}

// TestTriviaForgotten: who is forgotten is not drawn, and nothing of them is kept;
// before, the export shows what they answered.
func TestTriviaForgotten(t *testing.T) {
	o := askedTrivia(t)
	_, ruth := o.hearsBoth(customer, "ruth", herWords)
	o.reply(ruth, "seven of them")
	e, err := o.desk.Export(t.Context(), "ruth@customer.test")
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, p := range e.Parts {
		found = found || p.Table == "trivia_answers" && len(p.Held) == 1
	}
	if !found {
		t.Error("the export does not hold the answer")
	}
	if _, err := o.desk.Forget(t.Context(), "ruth@customer.test", "operator", false, false); err != nil {
		t.Fatal(err)
	}
	o.counts("entries of who is forgotten", entries, 0)
	o.counts("words of who is forgotten", "select count(*) from trivia_answers where words <> '' or address <> ''", 0)
	o.stock(25)
	o.clock = time.Date(2026, 12, 1, 0, 10, 0, 0, time.UTC)
	o.advance(10 * time.Minute)
	o.none()
	if l := o.cpoLetter("Tue 07:30"); !strings.Contains(l.flat(), "No right answer came") {
		t.Errorf("the CPO reads\n%s", l.text)
	}
	o.counts("vouchers given", given, 0)
}

// TestTriviaRefusal: a no beside an answer to the question takes the consent back,
// whatever else the line says; a yes beside one counts for the question alone.
func TestTriviaRefusal(t *testing.T) {
	for _, c := range []struct {
		said, kept     string
		agreed, refuse bool // as the last word on their consent
		entries        int
	}{
		{said: "No. It was seven of them.", kept: "No. It was seven of them.", refuse: true, entries: 1},
		{said: "No.\nSeven of them", refuse: true, entries: 1},
		{said: "Seven of them\n\nNo. My neighbours would know who it is.", kept: "My neighbours would know", refuse: true, entries: 1},
		{said: "No. My neighbours would know who it is.", kept: "My neighbours would know", refuse: true},
		{said: "Yes. Seven of them.", kept: "Yes. Seven of them.", entries: 1},
		{said: "Yes, seven of them", kept: "Yes, seven of them", entries: 1},
		{said: "Yes\nI say seven of them", kept: "I say seven of them", agreed: true, entries: 1},
		{said: "I counted seven of them. Please call me.", kept: "Please call me", entries: 1},
		{said: "No problem, seven of them", kept: "No problem, seven of them", entries: 1},
		{said: "SEVEN of them!", entries: 1},
	} {
		t.Run(c.said, func(t *testing.T) {
			o := askedTrivia(t)
			_, ruth := o.hearsBoth(customer, "ruth", herWords)
			if c.refuse {
				o.reply(ruth, "yes")
				o.counts("consents before", agreements, 1)
			}
			o.wantTaken(o.reply(ruth, c.said), recognition.TakenAnswer)
			o.counts("agreements that stand", "select count(*) from (select agreed from consents order by given_at desc, id desc limit 1) x where agreed", btoi(c.agreed))
			o.counts("refusals", "select count(*) from consents where not agreed", btoi(c.refuse))
			o.counts("entries", entries, c.entries)
			var kept string
			if err := o.desk.Pool.QueryRow(t.Context(), "select coalesce(string_agg(words, '|'), '') from customer_answers").Scan(&kept); err != nil {
				t.Fatal(err)
			}
			if c.kept == "" && kept != "" || !strings.Contains(kept, c.kept) {
				t.Errorf("kept for the CPO is %q, not %q", kept, c.kept)
			}
		})
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// TestTriviaRefusalLate: a no counts when the time of a yes is over.
func TestTriviaRefusalLate(t *testing.T) {
	o := askedTrivia(t)
	_, ruth := o.hearsBoth(customer, "ruth", herWords)
	o.reply(ruth, "yes")
	o.clock = o.clock.AddDate(1, 0, 0)
	o.reply(ruth, "No. It was seven of them.")
	o.counts("refusals", "select count(*) from consents where not agreed", 1)
	o.reply(ruth, "yes")
	o.counts("agreements", agreements, 1)
}

// TestTriviaWaitsForGift: no prize is lost to a gift that waits for the CEO; the
// draw waits until it ended.
func TestTriviaWaitsForGift(t *testing.T) {
	o := askedTrivia(t)
	o.stock(80, 25)
	_, ruth := o.hearsBoth(customer, "ruth", herWords)
	o.reply(ruth, "seven of them")
	o.clock = time.Date(2026, 11, 29, 9, 0, 0, 0, time.UTC)
	if _, err := o.desk.Pool.Exec(t.Context(), `insert into delights (nomination_id, inbound_id, person_id, words, value, currency, beyond, asked_at, until)
		select a.nomination_id, t.inbound_id, t.person_id, 'A weekend with us.', 80, 'EUR', 'voucher', $1, $2 from trivia t join trivia_answers a on a.trivia_id = t.id`,
		o.clock, o.clock.AddDate(0, 0, delightDays)); err != nil {
		t.Fatal(err)
	}
	o.skip()
	o.clock = time.Date(2026, 12, 1, 0, 10, 0, 0, time.UTC)
	o.advance(10 * time.Minute)
	o.counts("draws while a gift waits", "select count(*) from trivia where drawn_at is not null", 0)
	o.reply(o.digest("Tue 07:30"), "decline 1")
	o.skip()
	o.advance(10 * time.Minute)
	o.advance(10 * time.Minute)
	o.next("ruth", "the one right answer of the month")
	o.counts("draws", "select count(*) from trivia where drawn_at is not null", 1)
	o.counts("vouchers given", given, 1)
}
