package day

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/mail"
	"strings"
	"time"

	"goodword/mail/mailtest"
)

// Letter is a letter of goodword's that reached its reader.
type Letter struct {
	ID         int64
	Kind       string // request, thank_you, …
	Nomination string // public number; empty for none
	To         string
	Raw        []byte
}

// Answer is what the reader of a letter writes back, and what strangers do who
// saw it: none, one or several mails, in order. It depends on seed, nomination
// and reader alone. The answers are made from the letter, tokens included.
func (d *Day) Answer(l Letter) []Mail {
	m, err := mail.ReadMessage(bytes.NewReader(l.Raw))
	if err != nil {
		return nil
	}
	reader, ok := d.who(l.To)
	if !ok {
		return nil
	}
	a := answers{day: d, letter: l, head: m.Header, reader: reader}
	a.random = rand.New(rand.NewPCG(d.seed, hash(l.Nomination+l.To)))
	switch l.Kind {
	case "request":
		a.decide()
	case "clarify":
		a.write("approve", a.plain(), "approve", mailtest.Pass)
	case "thank_you":
		a.thanked()
	}
	return a.list
}

func (d *Day) who(address string) (Person, bool) {
	for _, p := range d.people {
		if p.Address == address {
			return p, true
		}
	}
	return Person{}, false
}

func hash(s string) (sum uint64) {
	sum = 14695981039346656037
	for _, b := range []byte(s) {
		sum = (sum ^ uint64(b)) * 1099511628211
	}
	return sum
}

// answers are the mails that one letter causes.
type answers struct {
	day    *Day
	letter Letter
	head   mail.Header
	reader Person
	random *rand.Rand
	list   []Mail
}

// settled is what a decision may be taken for once somebody else decided.
func settled() []string { return []string{"decision", "answer", "command", "duplicate", "set_aside"} }

// decide answers a question for approval.
func (a *answers) decide() {
	other := range2(a)
	for ; other.Address == a.reader.Address; other = range2(a) {
	}
	switch n := a.random.IntN(100); {
	case n < 56:
		a.write("approve", a.plain(), "approve", mailtest.Pass)
	case n < 68:
		a.write("decline", pick(a.random, []string{"decline: we thanked them already.", "Declined, the facts are not quite so.", "No. decline: it was part of a training."}), "decline", mailtest.Pass)
	case n < 75:
		a.write("odd", pick(a.random, []string{"Once HR approves, yes.", "approved?", "What is this about?", "I can't approve this."}), "", mailtest.Pass)
	case n < 80:
		a.absent()
		a.write("approve", a.plain(), "approve", mailtest.Pass)
	case n < 85:
		a.by(other, "stranger", "approve", mailtest.Pass)
		a.write("approve", a.plain(), "approve", mailtest.Pass)
	case n < 90:
		a.write("forged", "approve", "", mailtest.Fail)
	case n < 94:
		a.write("approve", a.plain(), "approve", mailtest.Pass)
		a.write("approve again", "Approved.", "approve", mailtest.Pass)
	case n < 97:
		a.write("approve", a.plain(), "approve", mailtest.Pass)
		twin := a.list[len(a.list)-1]
		twin.Sort, twin.Same = "copy", true
		a.list = append(a.list, twin)
	}
}

func range2(a *answers) Person { return a.day.people[3+a.random.IntN(len(a.day.people)-3)] }

func (a *answers) plain() string {
	return pick(a.random, []string{"approve", "Approved.", "Approved, the calm in every storm.", "Yes, approved. Well deserved!", "I approve."})
}

func (a *answers) thanked() {
	switch n := a.random.IntN(100); {
	case n < 10:
		a.write("nominee", "Thank you so much, this made my week!", "", mailtest.Pass)
	case n < 14:
		a.write("nominee", "private", "", mailtest.Pass)
	}
}

func (a *answers) absent() {
	f := a.form("out of the office with limited access to mail. For approve or decline write to my office.")
	f.subject, f.more = "Automatic reply: "+f.subject, append(f.more, "Auto-Submitted: auto-replied")
	a.add("absence", f, a.reader, mailtest.Pass, Truth{Dispositions: []string{"machine", "absence", "set_aside"}})
}

// write lets the letter's reader answer.
func (a *answers) write(sort, text, decides string, verdict mailtest.Verdict) {
	truth := Truth{By: a.reader.Address, Nomination: a.letter.Nomination, Decides: decides, Dispositions: settled()}
	switch sort {
	case "forged":
		truth.Dispositions = []string{"set_aside"}
	case "odd":
		truth.Dispositions = []string{"answer", "set_aside"}
	case "nominee":
		truth.Dispositions = []string{"answer", "command", "set_aside"}
	}
	a.add(sort, a.form(text), a.reader, verdict, truth)
}

// by lets somebody else use the letter.
func (a *answers) by(other Person, sort, text string, verdict mailtest.Verdict) {
	a.add(sort, a.form(text), other, verdict, Truth{By: other.Address, Nomination: a.letter.Nomination, Dispositions: []string{"set_aside"}})
}

func (a *answers) form(text string) form {
	answers := strings.Trim(a.head.Get("Message-Id"), "<>")
	to := strings.Trim(a.head.Get("Reply-To"), "<>")
	if parsed, err := mail.ParseAddress(a.head.Get("Reply-To")); err == nil {
		to = parsed.Address
	}
	return form{id: fmt.Sprintf("d%d.l%d.%d@%s", a.day.seed, a.letter.ID, len(a.list)+1, Domain), to: to, subject: "Re: " + a.letter.Nomination,
		at: time.Now().UTC(), more: []string{"In-Reply-To: <" + answers + ">", "References: <" + answers + ">"},
		text: text + "\n\nOn Mon, 16 Nov 2026 at 09:12, Good Word <" + Nominations + "> wrote:\n> Answer approve, or decline and why.\n"}
}

func (a *answers) add(sort string, f form, who Person, verdict mailtest.Verdict, truth Truth) {
	f.from = who.Name + " <" + who.Address + ">"
	a.list = append(a.list, Mail{ID: f.id, Sort: sort, From: who.Address, To: f.to, Verdict: verdict, Raw: f.bytes(), Truth: truth})
}
