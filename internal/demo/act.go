package demo

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"goodword/mail/address"
	"goodword/mail/mailtest"
)

// formView is the page on which one writes.
type formView struct {
	Employees []personView
	Clients   []string
	Languages []string
}

func (p *page) writeForm(w http.ResponseWriter, r *http.Request) error {
	v, err := p.base(r, "Write", "list")
	if err != nil {
		return err
	}
	v.Form = &formView{Clients: clients(), Languages: []string{"en", "de", "fr", "es"}}
	for _, person := range p.w.people {
		v.Form.Employees = append(v.Form.Employees, p.person(person.Address))
	}
	return p.html.ExecuteTemplate(w, "page.html", v)
}

// passTime lets the clock go on: to the next thing due, an hour, or a day.
func (p *page) passTime(r *http.Request) error {
	now := p.w.clock.Now()
	var until time.Time
	switch r.PostFormValue("by") {
	case "next":
		next, err := p.w.nextDue(r.Context())
		if err != nil {
			return err
		}
		until = next
	case "hour":
		until = now.Add(time.Hour)
	case "day":
		until = now.AddDate(0, 0, 1)
	default:
		return unusable("Say how much time is to pass: next, hour or day.")
	}
	return p.w.advance(r.Context(), until, func() error { return p.story.since(r.Context()) })
}

// did sends a mail, a minute later than the last, and tells what followed.
func (p *page) did(r *http.Request, said, from, to string, raw []byte, outside bool, verdict mailtest.Verdict) error {
	p.story.wrote(p.w.author(raw), said)
	if _, err := p.w.send(r.Context(), from, to, raw, outside, verdict); err != nil {
		return err
	}
	return p.story.since(r.Context())
}

// minute lets a minute pass before somebody writes.
func (p *page) minute(r *http.Request) error {
	return p.w.advance(r.Context(), p.w.clock.Now().Add(time.Minute), func() error { return p.story.since(r.Context()) })
}

// chosen reads the mail program and the language of a form.
func chosen(r *http.Request) (client, lang string, err error) {
	client, lang = r.PostFormValue("client"), r.PostFormValue("lang")
	if !slices.Contains(clients(), client) {
		return "", "", unusable("There is no such mail program.")
	}
	return client, lang, nil
}

// words reads a text of a form, with line ends of mail.
func words(r *http.Request, field string) string {
	return strings.TrimSpace(strings.ReplaceAll(r.PostFormValue(field), "\r\n", "\n"))
}

// line reads a field that must stay in one line of a header.
func line(r *http.Request, field string) string {
	return strings.Join(strings.Fields(r.PostFormValue(field)), " ")
}

// guestWords reads who the guest is, and what they say.
func guestWords(r *http.Request) (address.Mailbox, string, error) {
	text := words(r, "words")
	guest, ok := address.Parse(line(r, "guest"))
	if !ok || !address.Valid(guest.Address) || text == "" {
		return guest, "", unusable("Give the guest's name and address, as Ann Guest <ann@mail.test>, and their words.")
	}
	return guest, text, nil
}

// sendReply answers a letter in somebody's mailbox.
func (p *page) sendReply(r *http.Request) error {
	place, err := strconv.Atoi(r.PostFormValue("place"))
	box := address.Fold(r.PostFormValue("box"))
	if err != nil || !p.w.isEmployee(box) {
		return noSuch("mail")
	}
	l, err := p.one(r, box, place)
	if err != nil {
		return err
	}
	client, _, err := chosen(r)
	if err != nil {
		return err
	}
	text := words(r, "text")
	if quick := words(r, "quick"); quick != "" {
		text = quick
	}
	if text == "" {
		return unusable("Write something first, or take one of the words offered.")
	}
	if err := p.minute(r); err != nil {
		return err
	}
	lang := p.w.byAddr[box].Language
	raw, to, err := p.w.answer(l, client, lang, text)
	if err != nil {
		return err
	}
	return p.toUs(r, "answers: "+cut(flat(text), 60), box, to, raw)
}

// toUs sends a mail of an employee. One to somebody else than goodword, such as
// a nominee in person, is delivered and no more.
func (p *page) toUs(r *http.Request, said, from, to string, raw []byte) error {
	base, _, _ := address.SplitPlus(to)
	if base == "" {
		base = to
	}
	if base := address.Fold(base); base == nominations || base == compliments {
		return p.did(r, said, from, to, raw, false, "")
	}
	p.story.wrote(p.w.author(raw), said+" (to "+p.w.nameOf(to)+" in person)")
	return p.w.submit(from, to, raw)
}

// sendForward forwards a guest's letter as an employee.
func (p *page) sendForward(r *http.Request) error {
	client, lang, err := chosen(r)
	if err != nil {
		return err
	}
	from := address.Fold(r.PostFormValue("from"))
	if !p.w.isEmployee(from) {
		return unusable("Choose who forwards.")
	}
	guest, text, err := guestWords(r)
	if err != nil {
		return err
	}
	if err := p.minute(r); err != nil {
		return err
	}
	w := p.w
	w.serial++
	subject := line(r, "subject")
	at := w.clock.Now().In(w.zone(from))
	raw, err := write(draft{Client: client, Serial: w.serial, From: address.Mailbox{Name: w.nameOf(from), Address: from}, To: address.Mailbox{Address: nominations},
		Subject: forwardSubject(client, lang, subject), At: at, Lang: lang, Text: words(r, "note"),
		Forward: &answered{From: guest, To: "welcome@" + domain, Subject: subject, At: at.Add(-2 * time.Hour), Text: text}})
	if err != nil {
		return err
	}
	return p.toUs(r, "forwards: "+cut(subject, 60), from, nominations, raw)
}

// sendGuest writes as a guest, proven or not.
func (p *page) sendGuest(r *http.Request) error {
	client, lang, err := chosen(r)
	if err != nil {
		return err
	}
	guest, text, err := guestWords(r)
	if err != nil {
		return err
	}
	verdict := mailtest.Fail
	if r.PostFormValue("proven") == "yes" {
		verdict = mailtest.Pass
	}
	if verdict == mailtest.Pass && address.Domain(guest.Address) == domain {
		return unusable("No guest has a proven address of the company. As an employee, answer a letter or forward one.")
	}
	if err := p.minute(r); err != nil {
		return err
	}
	p.w.serial++
	raw, err := write(draft{Client: client, Serial: p.w.serial, From: guest, To: address.Mailbox{Address: compliments}, Subject: line(r, "subject"),
		At: p.w.clock.Now().In(p.w.home), Lang: lang, Text: text})
	if err != nil {
		return err
	}
	return p.did(r, "writes: "+cut(flat(text), 60), guest.Address, compliments, raw, true, verdict)
}
