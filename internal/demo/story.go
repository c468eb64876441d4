package demo

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"goodword/internal/recognition"
	"goodword/mail/address"
	"goodword/mail/mailtest"
	"goodword/mail/parse/part"
)

// scene is one mail of the story, or something done by the operator.
type scene struct {
	at   string // "Tue 08:15"
	name string // of its file, or its own
	said string // what happens, in words, for the timeline

	to      string           // another recipient than the mail's own To
	verdict mailtest.Verdict // of mail from outside; Pass unless set
	reply   *reply           // an answer to a letter received
	data    map[string]string
	raw     bool // an .eml of its own
	do      func(context.Context, *World) error

	want    recognition.Disposition // what the mail is taken for
	letters []string                // the letters it causes: "request niamh.casey"
}

// reply is an answer to a letter that lies in a mailbox.
type reply struct {
	by           string // local part, of the company; the whole address of a guest
	kind, about  string // which letter: the newest of this kind with these words
	client, lang string
	text         string
	from         string // somebody else who got hold of the letter
}

// played is what became of a scene.
type played struct {
	scene
	From, To string
	Subject  string
	Mail     int64 // inbound id; 0 for what the operator did
}

// play lets one scene happen.
func (w *World) play(ctx context.Context, s scene, t *timeline) (played, error) {
	p := played{scene: s}
	if s.do != nil {
		t.wrote("IT desk", s.said)
		return p, s.do(ctx, w)
	}
	from, to, raw, err := w.rawOf(ctx, s)
	if err != nil {
		return p, fmt.Errorf("%s, %s: %w", s.at, s.name, err)
	}
	root, _ := part.Parse(raw)
	p.From, p.To, p.Subject = from, to, root.Get("Subject")
	t.wrote(w.author(raw), s.said)
	outside := !w.isEmployee(from) || s.reply != nil && s.reply.from != ""
	if p.Mail, err = w.send(ctx, from, to, raw, outside, s.verdict); err != nil {
		return p, fmt.Errorf("%s, %s: %w", s.at, s.name, err)
	}
	return p, nil
}

// send hands a mail in, or lets it arrive from outside with a verdict (Pass
// unless given), waits until all that follows has happened, and gives the id
// under which goodword stored it.
func (w *World) send(ctx context.Context, from, to string, raw []byte, outside bool, verdict mailtest.Verdict) (mail int64, err error) {
	before := int64(0)
	if err := w.service.Pool.QueryRow(ctx, "select coalesce(max(id), 0) from inbound").Scan(&before); err != nil {
		return 0, err
	}
	switch {
	case !outside:
		err = w.submit(from, to, raw)
	case verdict == "":
		err = w.arrive(from, to, raw, mailtest.Pass)
	default:
		err = w.arrive(from, to, raw, verdict)
	}
	if err != nil {
		return 0, err
	}
	if err := w.settle(ctx); err != nil {
		return 0, err
	}
	if err := w.service.Pool.QueryRow(ctx, "select coalesce(min(id), 0) from inbound where id > $1", before).Scan(&mail); err != nil || mail == 0 {
		return 0, errors.Join(err, errors.New("goodword did not store the mail"))
	}
	return mail, nil
}

// rawOf makes the bytes of a scene's mail.
func (w *World) rawOf(ctx context.Context, s scene) (from, to string, raw []byte, err error) {
	switch {
	case s.reply != nil:
		return w.replied(ctx, s)
	case s.raw:
		raw, err = w.machine(s.name, s.data)
		root, _ := part.Parse(raw)
		from, to = one(root, "From").Address, one(root, "To").Address
	default:
		m, err := readMail(s.name)
		if err != nil {
			return "", "", nil, err
		}
		if raw, err = w.compose(m); err != nil {
			return "", "", nil, err
		}
		from, to = m.From.Address, m.To.Address
	}
	if s.to != "" {
		to = s.to
	}
	return from, to, raw, err
}

// replied makes an answer to a letter received. A number written as {Name} is
// the one under which the letter lists that person.
func (w *World) replied(ctx context.Context, s scene) (from, to string, raw []byte, err error) {
	r := s.reply
	box := r.by
	if !strings.Contains(box, "@") {
		box += "@" + domain
	}
	l, err := w.latest(ctx, box, r.kind, r.about)
	if err != nil {
		return "", "", nil, err
	}
	if s.raw {
		raw, err := w.machine(s.name, map[string]string{"To": l.ReplyTo.Address, "Subject": l.Subject, "Answers": l.ID})
		return l.Box, l.ReplyTo.Address, raw, err
	}
	text, err := numbered(l, r.text)
	if err != nil {
		return "", "", nil, err
	}
	if r.from != "" { // somebody else writes, and pretends
		l.Box = address.Fold(r.from)
	}
	raw, to, err = w.answer(l, r.client, r.lang, text)
	return l.Box, to, raw, err
}

// numbered puts the number of an item in place of each {words of the item}.
func numbered(l letter, text string) (string, error) {
	before, rest, found := strings.Cut(text, "{")
	if !found {
		return text, nil
	}
	who, after, _ := strings.Cut(rest, "}")
	number := ""
	for line := range strings.Lines(l.Text) {
		n, _, ok := strings.Cut(line, ". ")
		switch {
		case ok && n != "" && len(n) <= 3 && strings.Trim(n, "0123456789") == "":
			number = n
		case strings.TrimSpace(line) != "" && line[0] != ' ': // what belongs to an item is indented
			number = ""
		}
		if number != "" && strings.Contains(line, who) {
			rest, err := numbered(l, after)
			return before + number + rest, err
		}
	}
	return "", fmt.Errorf("the letter %q lists nothing about %q", l.Subject, who)
}

// author is how the author of a mail is called.
func (w *World) author(raw []byte) string {
	l := w.read(raw)
	if l.From.Name != "" {
		return l.From.Name
	}
	return w.nameOf(l.From.Address)
}
