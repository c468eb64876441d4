package demo

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"goodword/mail/address"
	"goodword/mail/mailtest"
	"goodword/mail/parse/htmltext"
	"goodword/mail/parse/part"
	"goodword/mail/send"
)

// letter is a mail as its reader finds it in a mailbox.
type letter struct {
	Box     string // whose mailbox
	Place   int    // in the mailbox, from 0
	At      time.Time
	From    address.Mailbox
	To      string // as addressed
	ReplyTo address.Mailbox
	Subject string
	ID      string // Message-ID, without angle brackets
	Text    string
	HTML    string
	Mark    int64  // the letter's id when goodword wrote it, else 0
	Kind    string // of a letter of goodword, such as "request"
	Raw     []byte
}

// open reads a delivered mail as a mail program does.
func (w *World) open(box string, place int, m mailtest.Mail) letter {
	l := w.read(m.Raw)
	l.Box, l.Place, l.At, l.To = box, place, m.At, m.To
	return l
}

// read reads a mail's bytes as a mail program does.
func (w *World) read(raw []byte) letter {
	root, _ := part.Parse(raw)
	l := letter{Subject: root.Get("Subject"), Raw: raw, ID: strings.Trim(root.Get("Message-ID"), "<> ")}
	l.From, l.ReplyTo = one(root, "From"), one(root, "Reply-To")
	l.Text, l.HTML = bodies(root)
	if l.Text == "" && l.HTML != "" {
		l.Text, _ = htmltext.Convert(l.HTML)
	}
	if mark, ok := strings.CutPrefix(root.Get(send.MarkHeader), "letter-"); ok {
		l.Mark, _ = strconv.ParseInt(mark, 10, 64)
	}
	return l
}

func one(p *part.Part, field string) address.Mailbox {
	for _, f := range p.All(field) {
		if list := address.ParseList(f.Raw); len(list) > 0 {
			return list[0]
		}
	}
	return address.Mailbox{}
}

// bodies gives the first text and the first HTML that are no attachments.
func bodies(p *part.Part) (text, html string) {
	if p.Disposition == "attachment" {
		return "", ""
	}
	switch {
	case p.MediaType == "text/plain":
		return p.Text, ""
	case p.MediaType == "text/html":
		return "", p.Text
	case !p.Is("multipart/"):
		return "", ""
	}
	for _, child := range p.Children {
		t, h := bodies(child)
		if text == "" {
			text = t
		}
		if html == "" {
			html = h
		}
	}
	return text, html
}

// mailbox lists what lies in somebody's mailbox, oldest first.
func (w *World) mailbox(ctx context.Context, box string) ([]letter, error) {
	kinds, err := w.kinds(ctx)
	if err != nil {
		return nil, err
	}
	var list []letter
	for i, m := range w.server.Mails(box) {
		l := w.open(box, i, m)
		l.Kind = kinds[l.Mark]
		list = append(list, l)
	}
	return list, nil
}

// kinds gives the kind of each letter of goodword, by id.
func (w *World) kinds(ctx context.Context) (map[int64]string, error) {
	rows, err := w.service.Pool.Query(ctx, "select id, kind from letters")
	if err != nil {
		return nil, fmt.Errorf("list the letters: %w", err)
	}
	defer rows.Close()
	kinds := map[int64]string{}
	for rows.Next() {
		var id int64
		var kind string
		if err := rows.Scan(&id, &kind); err != nil {
			return nil, err
		}
		kinds[id] = kind
	}
	return kinds, rows.Err()
}

// latest gives the newest letter of a kind in somebody's mailbox that speaks of something.
func (w *World) latest(ctx context.Context, box, kind, about string) (letter, error) {
	list, err := w.mailbox(ctx, box)
	if err != nil {
		return letter{}, err
	}
	for _, l := range slices.Backward(list) {
		if l.Kind == kind && strings.Contains(l.Subject+" "+flat(l.Text), about) {
			return l, nil
		}
	}
	return letter{}, fmt.Errorf("%s has no %s letter about %q", box, kind, about)
}

// flat is a text in one line, without the marks of quoting.
func flat(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "\n> ", "\n")), " ")
}
