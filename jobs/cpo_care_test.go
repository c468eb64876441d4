package jobs

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
)

// chiefs gives the office one Chief People Officer for all, and one for Leeds.
func (o *office) chiefs() {
	o.desk.Settings.CPOs = []recognition.Term{{Address: "pia@corp.example"}, {Address: "dana@corp.example", Sites: []string{"Leeds"}}}
	o.desk.Settings.CPO = ""
}

const aboutPia = "I want to thank Pia Lund herself, who found my brother a taxi at two in the morning and waited with him. We will not forget it."

// TestChiefIsNominee: a Chief People Officer reads nothing of praise for
// themselves before the thank-you, and decides nothing about it.
func TestChiefIsNominee(t *testing.T) {
	o := newHearing(t)
	o.deliver("compliments", proven, customer, "To: "+compliments+"\r\nSubject: Thank you\r\n", aboutPia)
	o.deliver("compliments", proven, "Ben Low <ben@customer.test>", "To: "+compliments+"\r\nSubject: Thank you\r\n", menWords)
	o.skip()
	o.until("Mon 07:30")
	letter, digest := o.next("pia", "2026"), o.next("cora", "my brother")
	if strings.Contains(letter.flat(), "my brother") || strings.Contains(letter.flat(), "Ruth Abel") {
		t.Errorf("the nominee reads\n%s", letter.text)
	}
	if strings.Contains(digest.flat(), "praise for Cora Falk") {
		t.Errorf("the CEO reads that they were praised\n%s", digest.text)
	}
	o.skip()
	o.exec("insert into items (leader, number, nomination_id, first_at, expires_at) select 'cpo', 9, id, $1::timestamptz, $1::timestamptz + interval '9 days' from nominations where nominee_id = (select id from people where given = 'Pia')", o.clock)
	o.reply(letter, "ask 9: What did I do?")
	o.next("pia", "for somebody else to say")
	o.none()
	o.clock = o.clock.Add(10 * time.Minute)
	o.reply(digest, "approve 1")
	if thanks := o.next("pia", "my brother"); !strings.Contains(thanks.head.Get("From"), "cora@corp.example") {
		t.Errorf("the nominee is thanked by %s", thanks.head.Get("From"))
	}
	o.skip()
}

// TestMayMeanTheOnlyChief: praise that may mean the only Chief People Officer, or a
// colleague of the same name, is theirs to place: nobody else could, and it would lapse.
// Where there is another one it is that one's, unless it may mean them as well.
func TestMayMeanTheOnlyChief(t *testing.T) {
	for _, c := range []struct {
		name   string
		chiefs int
		also   string // may be meant as well
		reader string
	}{{"alone", 1, "", "pia"}, {"another", 2, "", "dana"}, {"both", 2, "Dana", "pia"}} {
		t.Run(c.name, func(t *testing.T) {
			o := newHearing(t)
			if c.chiefs > 1 {
				o.chiefs()
			}
			o.join("pia.moor@corp.example", "Pia Moor", "en", "front_line")
			o.deliver("compliments", proven, customer, "To: "+compliments+"\r\nSubject: Thank you\r\n",
				"Pia was wonderful. She found my brother a taxi at two in the morning and waited with him. We will not forget it.")
			if n := o.count("select count(*) from nominations where state = 'unclear'"); n != 1 {
				t.Fatalf("%d compliments name nobody for certain, want 1", n)
			}
			if c.also != "" {
				o.exec("update nominations set evidence = evidence || jsonb_build_array(jsonb_build_object('PersonID', (select id from people where given = $1)))", c.also)
			}
			o.skip()
			o.until("Mon 07:30")
			letter := o.next(c.reader, "my brother")
			o.clock = o.clock.Add(10 * time.Minute)
			o.reply(letter, "1: pia.moor@corp.example")
			o.next(c.reader, "Pia Moor")
			if n := o.count("select count(*) from nominations where state = 'awaiting_approval'"); n != 1 {
				t.Errorf("%d compliments were placed, want 1", n)
			}
			o.skip()
		})
	}
}

// TestSiteChiefIsNominee: what is about a site's Chief People Officer is the whole
// company's, who signs what the customer reads; the other way round, too.
func TestSiteChiefIsNominee(t *testing.T) {
	o := newHearing(t)
	o.chiefs()
	o.deliver("compliments", proven, customer, "To: "+compliments+"\r\nSubject: Thank you\r\n", strings.Replace(aboutPia, "Pia Lund", "Dana Holt", 1))
	if answer := o.next("ruth", ""); !strings.Contains(answer.head.Get("From"), "pia@corp.example") {
		t.Errorf("the customer is answered by %s", answer.head.Get("From"))
	}
	o.exec("update people set site = 'Hull' where given = 'Pia'")
	o.deliver("compliments", proven, "Ben Low <ben@customer.test>", "To: "+compliments+"\r\nSubject: Thank you\r\n", aboutPia)
	o.skip()
	o.until("Mon 07:30")
	whole, site := o.next("pia", "2026"), o.next("dana", "2026")
	if !strings.Contains(whole.flat(), "about Dana Holt") || strings.Contains(whole.flat(), "about Pia Lund") {
		t.Errorf("the whole company's reads\n%s", whole.text)
	}
	if strings.Contains(site.flat(), "about Dana Holt") || !strings.Contains(site.flat(), "about Pia Lund") {
		t.Errorf("the site's reads\n%s", site.text)
	}
	signed := o.text("select string_agg(p.given, ' ' order by l.id) from letters l join people p on p.id = l.signed_by where l.over_name = 'cpo'")
	if signed != "Pia Dana" {
		t.Errorf("the letters to the customers are signed by %s", signed)
	}
}

// TestManyOfAnotherSite: however much another site has, a letter tells what is its
// reader's; and a first letter tells of a month.
func TestManyOfAnotherSite(t *testing.T) {
	o := newHearing(t)
	o.chiefs()
	o.join("hilda@corp.example", "Hilda Moor", "en", "front_line")
	o.exec("update people set site = 'Hull' where given = 'Hilda'")
	for i := range mostShown {
		o.copied(i, "Hilda", o.clock)
	}
	o.copied(100, "Nina", o.clock)
	o.copied(101, "Nina", o.clock.AddDate(0, -2, 0))
	o.until("Mon 07:30")
	site := o.next("dana", "2026")
	if !strings.Contains(site.flat(), "about Nina Okafor: “Words of customer 100.”") || strings.Contains(site.flat(), "Hilda") || strings.Contains(site.flat(), "customer 101") {
		t.Errorf("the site's reads\n%s", site.text)
	}
	if n := o.count("select count(*)::int from items i join nominations n on n.id = i.nomination_id join people p on p.id = n.nominee_id where p.given = 'Nina'"); n != 1 {
		t.Errorf("%d of the site's have numbers", n)
	}
	if ended := strings.Count(site.flat(), "no answer came within two weeks"); ended != 1 {
		t.Errorf("%d gifts that ended are told\n%s", ended, site.text)
	}
	o.skip()
}

// copied stores a compliment that was read and thanked at a moment, and a gift for it that ended then.
func (o *office) copied(i int, given string, at time.Time) {
	o.t.Helper()
	o.exec(`insert into inbound (mailbox, uid_validity, uid, sha256, stored_at, size, raw, from_address, disposition, read_at, reason)
		values ('compliments', 1, $1, $2, $3, 1, '', 'ruth@customer.test', 'compliment', $3, 'praise')`, 5000+i, []byte(fmt.Sprint(i)), at)
	o.exec(`insert into nominations (number, state, inbound_id, nominee_id, customer_name, customer_address, proof, subject, compliment, compliment_hash, opened_at, changed_at, decided_at)
		select 5000 + $1, 'declined', (select max(id) from inbound), p.id, 'Ruth Abel', 'ruth@customer.test', 'direct_proven', '', 'Words of customer ' || $1 || '.', $2, $3, $3, $3
		from people p where p.given = $4`, i, []byte(fmt.Sprint(i)), at, given)
	o.exec(`insert into delights (nomination_id, inbound_id, person_id, words, value, currency, beyond, asked_at, until, state, ended_at)
		select max(n.id), max(n.inbound_id), (select id from people where given = 'Dana'), 'Come again.', 80, 'EUR', 'voucher', $1, $1, 'lapsed', $1 from nominations n`, at)
}

// TestIdeaOfAnother: whose idea it is tells what came of it, and nobody else; who
// follows them, after their term.
func TestIdeaOfAnother(t *testing.T) {
	o := newHearing(t)
	o.chiefs()
	later := turn.AddDate(0, 0, 1)
	o.desk.Settings.CPOs[1].Until = later
	o.desk.Settings.CPOs = append(o.desk.Settings.CPOs, recognition.Term{Address: "vera@corp.example", From: later, Sites: []string{"Leeds"}})
	o.wrote(proven, customer, herWords)
	o.deliver("nominations", "", "prize@lottery.test", "To: "+nominations+"\r\nSubject: You have won\r\n", "Claim it.")
	o.until("Mon 07:30")
	whole, site := o.next("pia", "2026"), o.next("dana", "2026")
	o.skip()
	o.clock = o.clock.Add(10 * time.Minute)
	o.reply(site, "wow: umbrellas to borrow")
	o.reply(whole, "wow: a choir in the lobby")
	o.skip()
	o.deliver("nominations", "", "prize@lottery.test", "To: "+nominations+"\r\nSubject: You have won again\r\n", "Claim it.")
	o.wrote(proven, "Ben Low <ben@customer.test>", "Nina Okafor walked me to the station in the rain and would not take a thing for it.")
	o.skip()
	o.until("Tue 07:30")
	whole, site = o.next("pia", "choir"), o.next("dana", "umbrellas")
	if strings.Contains(whole.flat(), "umbrellas") || strings.Contains(site.flat(), "choir") {
		t.Errorf("they read\n%s\n%s", whole.text, site.text)
	}
	o.skip()
	o.clock = o.clock.Add(10 * time.Minute)
	number := o.count("select number from items i join ideas d on d.inbound_id = i.inbound_id where d.words like 'a choir%'")
	theirs := o.count("select number from items i join ideas d on d.inbound_id = i.inbound_id where d.words like 'umbrellas%'")
	o.reply(site, fmt.Sprintf("done %d it rained", number))
	o.next("dana", "for somebody else to say")
	o.reply(whole, fmt.Sprintf("done %d it rained", theirs))
	o.next("pia", "for somebody else to say")
	o.skip()
	o.clock = later
	o.advance(10 * time.Minute)
	o.skip()
	o.wrote(proven, "Cy Poe <cy@customer.test>", "Nina Okafor found my hat on the roof, in a storm, and laughed about it.")
	o.skip()
	o.until("Wed 07:30")
	next := o.next("vera", "umbrellas")
	o.skip()
	o.clock = o.clock.Add(10 * time.Minute)
	o.reply(next, fmt.Sprintf("done %d forty came back", theirs))
	o.next("vera", "forty came back")
}
