package demo

import (
	"embed"
	"fmt"
	"io"
	netmail "net/mail"
	"strings"
	"text/template"
	"time"

	"goodword/mail/address"
)

// mailFiles are what people of the story write: a few header lines that say who,
// with which program and to whom, and the words. Those with a name in .eml are
// mails of machines and of unusual programs, as they come.
//
//go:embed mails
var mailFiles embed.FS

// originalMark parts what the author writes from the mail that is forwarded.
const originalMark = "\n=== "

// written is one mail of the story as its file tells it.
type written struct {
	Client   string
	From, To address.Mailbox
	Subject  string
	Lang     string
	Text     string
	Attach   bool // the original goes along as .eml
	Original *original
}

// original is a mail that is forwarded.
type original struct {
	Client  string
	From    address.Mailbox
	To      string
	Subject string
	At      string // "Sun 17:40"
	Lang    string
	Text    string
}

// readMail reads one mail of the story.
func readMail(name string) (written, error) {
	raw, err := mailFiles.ReadFile("mails/" + name + ".txt")
	if err != nil {
		return written{}, fmt.Errorf("read the mail %s of the story: %w", name, err)
	}
	own, forwarded, isForward := strings.Cut(string(raw), originalMark)
	m, text, err := headed(own)
	if err != nil {
		return written{}, fmt.Errorf("read the mail %s of the story: %w", name, err)
	}
	w := written{Client: m.Get("Client"), Subject: m.Get("Subject"), Lang: m.Get("Language"), Text: text, Attach: m.Get("Attach") == "yes"}
	w.From, w.To = mailboxOf(m.Get("From")), mailboxOf(m.Get("To"))
	if !isForward {
		return w, nil
	}
	_, forwarded, _ = strings.Cut(forwarded, "\n") // the rest of the mark's line
	h, text, err := headed(forwarded)
	if err != nil {
		return written{}, fmt.Errorf("read the original in the mail %s of the story: %w", name, err)
	}
	w.Original = &original{Client: h.Get("Client"), From: mailboxOf(h.Get("From")), To: h.Get("To"), Subject: h.Get("Subject"),
		At: h.Get("At"), Lang: h.Get("Language"), Text: text}
	return w, nil
}

func headed(text string) (netmail.Header, string, error) {
	m, err := netmail.ReadMessage(strings.NewReader(text))
	if err != nil {
		return nil, "", err
	}
	var b strings.Builder
	_, err = io.Copy(&b, m.Body)
	return m.Header, strings.TrimSpace(b.String()), err
}

func mailboxOf(s string) address.Mailbox {
	if list := address.ParseList(s); len(list) > 0 {
		return list[0]
	}
	return address.Mailbox{}
}

// compose makes the bytes of a mail of the story, at the clock's present time.
func (w *World) compose(m written) ([]byte, error) {
	if !w.isEmployee(m.From.Address) {
		w.guests[address.Fold(m.From.Address)] = m.From.Name
	}
	w.serial++
	d := draft{Client: m.Client, Serial: w.serial, From: m.From, To: m.To, Subject: m.Subject, Lang: m.Lang,
		At: w.clock.Now().In(w.zone(m.From.Address)), Text: m.Text}
	o := m.Original
	if o == nil {
		return write(d)
	}
	at, err := w.moment(o.At)
	if err != nil {
		return nil, err
	}
	at = at.In(w.zone(m.From.Address))
	if d.Subject == "" {
		d.Subject = forwardSubject(m.Client, m.Lang, o.Subject)
	}
	if !m.Attach {
		d.Forward = &answered{From: o.From, To: o.To, Subject: o.Subject, At: at, Text: o.Text}
		return write(d)
	}
	w.serial++
	inner, err := write(draft{Client: o.Client, Serial: w.serial, From: o.From, To: address.Mailbox{Address: o.To}, Subject: o.Subject,
		At: at, Lang: o.Lang, Text: o.Text})
	d.Attached = string(inner)
	if err != nil {
		return nil, err
	}
	return write(d)
}

// forwardSubject prefixes a subject as the program does.
func forwardSubject(client, lang, subject string) string {
	if strings.HasPrefix(client, "outlook") {
		return labels(lang)["forward"] + ": " + subject
	}
	return "Fwd: " + subject
}

// answer composes an answer to a letter that somebody received, as their
// program does: to its Reply-To, with its text quoted.
func (w *World) answer(l letter, client, lang, text string) ([]byte, string, error) {
	w.serial++
	from := address.Mailbox{Name: w.nameOf(l.Box), Address: l.Box}
	to := l.ReplyTo
	if to.Address == "" {
		to = l.From
	}
	if to.Name == "" {
		to.Name = l.From.Name
	}
	prefix := "Re"
	if strings.HasPrefix(client, "outlook") {
		prefix = labels(lang)["answer"]
	}
	zone := w.zone(l.Box)
	raw, err := write(draft{Client: client, Serial: w.serial, From: from, To: to, Subject: prefix + ": " + l.Subject, Lang: lang,
		At: w.clock.Now().In(zone), Text: text,
		Answer: &answered{From: address.Mailbox{Name: to.Name, Address: to.Address}, To: l.Box, Subject: l.Subject, At: l.At.In(zone), ID: l.ID, Text: l.Text}})
	return raw, to.Address, err
}

// machine fills in a mail that no person's program wrote.
func (w *World) machine(name string, data map[string]string) ([]byte, error) {
	raw, err := mailFiles.ReadFile("mails/" + name + ".eml")
	if err != nil {
		return nil, fmt.Errorf("read the mail %s of the story: %w", name, err)
	}
	w.serial++
	now := w.clock.Now().In(w.home)
	fill := map[string]any{"Date": now.Format(time.RFC1123Z), "Serial": w.serial, "ID": uuid(w.serial)}
	for k, v := range data {
		fill[k] = v
	}
	t, err := template.New(name).Option("missingkey=error").Parse(string(raw))
	if err != nil {
		return nil, fmt.Errorf("read the mail %s of the story: %w", name, err)
	}
	var b strings.Builder
	err = t.Execute(&b, fill)
	return crlf([]byte(b.String())), err
}
