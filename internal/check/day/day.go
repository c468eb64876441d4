package day

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"goodword/mail/mailtest"
)

// Day is what is written whatever goodword does; answers come from an Answerer.
type Day struct {
	Mails  []Mail
	people []Person
	random *rand.Rand
	seed   uint64
	now    time.Time
	serial int
}

// New writes a day of so many mails that answer nothing. They bear times
// before now.
func New(seed uint64, mails int, now time.Time) *Day { return newDay(crew(), seed, mails, now) }

// NewLarge writes a day in a company of some three thousand, where few letters of
// many go to one person.
func NewLarge(seed uint64, mails int, now time.Time) *Day {
	return newDay(crewOf(large), seed, mails, now)
}

func newDay(people []Person, seed uint64, mails int, now time.Time) *Day {
	d := &Day{people: people, random: rand.New(rand.NewPCG(seed, 1)), seed: seed, now: now.UTC().Truncate(time.Second)}
	for len(d.Mails) < mails {
		d.write()
	}
	return d
}

// write adds one mail, by the shares in which such mails come: forwards,
// colleagues' own words, customers' own mail, copies, machines, and attacks.
func (d *Day) write() {
	switch n := d.random.IntN(100); {
	case n < 40:
		d.forward()
	case n < 56:
		d.colleague()
	case n < 68:
		d.customer()
	case n < 76:
		d.copy()
	case n < 82:
		d.critic()
	case n < 88:
		d.machine()
	default:
		d.hostile()
	}
}

func (d *Day) put(sort, from, to string, verdict mailtest.Verdict, f form, truth Truth) {
	f.at = d.now.Add(-time.Duration(60+d.serial) * time.Second)
	d.Mails = append(d.Mails, Mail{ID: f.id, Sort: sort, From: from, To: to, Verdict: verdict, Raw: f.bytes(), Truth: truth})
}

// id makes the Message-ID of the next mail.
func (d *Day) id(domain string) string {
	d.serial++
	return fmt.Sprintf("d%d.m%d@%s", d.seed, d.serial, domain)
}

// employees draws two different people who are no leaders.
func (d *Day) employees() (who, whom Person) {
	staff := d.people[2:]
	i := d.random.IntN(len(staff))
	j := (i + 1 + d.random.IntN(len(staff)-1)) % len(staff)
	if staff[i].Address == Bouncing {
		i, j = j, i // who has no mailbox writes nothing
	}
	return staff[i], staff[j]
}

func (d *Day) guest() (name, address string) {
	d.serial++
	name = pick(d.random, []string{"Ruth", "Amos", "Clara", "Hugh", "Salma", "Noor"}) + " " + pick(d.random, []string{"Penrose", "Whitlock", "Sandoval", "Achterberg", "Iwu", "Tolland"})
	return name, fmt.Sprintf("%s%d@guest.test", strings.ToLower(strings.ReplaceAll(name, " ", ".")), d.serial)
}

func (d *Day) praise(whom Person) string {
	said := pick(d.random, []string{
		"%s stayed two hours after the shift ended to find my passport. I am so grateful, thank you!",
		"I want to thank %s, who carried my mother's bags through the rain and found her a quiet seat. Wonderful!",
		"We missed our train, and %s found us a room for the night within minutes. Outstanding service, thank you very much.",
		"My son was seasick and %s looked after him with such kindness. Please pass on our heartfelt thanks.",
		"Thank you to %s for repairing my wheelchair during the crossing. That was truly exceptional.",
		"%s was patient, friendly and quick when our booking had been lost. Excellent, we will certainly sail again.",
	})
	return fmt.Sprintf(said, whom.Name) + fmt.Sprintf("\n\nThat was on sailing %d to %s.", 100+d.serial, pick(d.random, []string{"Vigur", "Hestan", "Corran", "Mingary"}))
}

func (d *Day) forward() {
	who, whom := d.employees()
	name, address := d.guest()
	o := original{name: name, address: address, to: "desk@" + Domain, subject: "Thank you", text: d.praise(whom), at: d.now.Add(-time.Duration(3600+d.serial) * time.Second)}
	text, kind := pick(d.random, forwardForms())(pick(d.random, []string{"This came in today.", "For your attention.", "Lovely words, please see below."}), o)
	d.put("forward", who.Address, Nominations, mailtest.Pass, form{id: d.id(Domain), from: who.Name + " <" + who.Address + ">", to: Nominations,
		subject: "Fwd: " + o.subject, text: text, contentType: kind}, Truth{Dispositions: []string{"nomination"}, Nominees: []string{whom.Address}})
}

func (d *Day) colleague() {
	who, whom := d.employees()
	text := fmt.Sprintf("I would like to nominate %s. %s\n\nRegards,\n%s\n", whom.Name, fmt.Sprintf(pick(d.random, []string{
		"On sailing %d the winch failed, and it was mended within the hour, in a storm. Great work!",
		"All %d passengers of the late crossing were given tea and a kind word. That was outstanding.",
		"Without that help the %d boxes of medicine would have missed the boat. Thank you!",
	}), 200+d.serial), who.Given())
	d.put("colleague", who.Address, Nominations, mailtest.Pass, form{id: d.id(Domain), from: who.Name + " <" + who.Address + ">", to: Nominations,
		subject: "A good word", text: text}, Truth{Dispositions: []string{"nomination"}, Nominees: []string{whom.Address}})
}

func (d *Day) customer() {
	_, whom := d.employees()
	name, address := d.guest()
	verdict, truth := mailtest.Pass, Truth{Dispositions: []string{"compliment"}, Nominees: []string{whom.Address}, Outside: address}
	if d.random.IntN(3) == 0 {
		verdict, truth.Outside = mailtest.Fail, ""
	}
	d.put("customer", address, Compliments, verdict, form{id: d.id("guest.test"), from: name + " <" + address + ">", to: Compliments,
		subject: "Thank you", text: "Dear " + Company + ",\n\n" + d.praise(whom) + "\n\nKind regards,\n" + name + "\n"}, truth)
}

func (d *Day) critic() {
	name, address := d.guest()
	text, truth := "The crossing was four hours late, nobody told us anything, and the staff at the desk were rude. This was terrible and I want my money back.\n", Truth{Dispositions: []string{"challenge"}}
	if d.random.IntN(2) == 0 {
		text, truth = "Could you tell me at what time the ticket office opens on Sundays?\n", Truth{Dispositions: []string{"inquiry"}}
	}
	d.put("critic", address, Compliments, mailtest.Fail, form{id: d.id("guest.test"), from: name + " <" + address + ">", to: Compliments,
		subject: fmt.Sprint("Sailing ", 300+d.serial), text: text}, truth)
}

// copy lets an earlier mail come again: the very bytes, over another way, or
// with other words under its Message-ID. Which of the two is read first is open.
func (d *Day) copy() {
	var able []int
	for i, m := range d.Mails {
		if (m.Sort == "forward" || m.Sort == "colleague") && !m.Same && len(m.Truth.Nominees) == 1 {
			able = append(able, i)
		}
	}
	if len(able) == 0 {
		d.forward()
		return
	}
	again := d.Mails[able[len(able)-1]]
	first := &d.Mails[able[len(able)-1]]
	first.Truth = first.Truth.add("duplicate", "set_aside")
	again.Sort, again.Truth = "copy", first.Truth
	switch d.random.IntN(3) {
	case 0:
		again.Same = true
	case 1:
		again.Raw = append([]byte("Received: from relay.elsewhere.test by mx.elsewhere.test; Mon, 16 Nov 2026 08:00:00 +0000\r\n"), again.Raw...)
	default:
		again.Raw = append(append([]byte{}, again.Raw...), "\r\nAnd some words more.\r\n"...)
	}
	d.Mails = append(d.Mails, again)
	first.Sort = "copied" // once is enough
}
