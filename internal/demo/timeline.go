package demo

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"goodword/mail/address"
)

// timeline tells the story as it happens: every mail, what goodword made of it,
// and every letter that followed.
type timeline struct {
	w      *World
	out    io.Writer
	color  bool
	quiet  bool
	day    string
	events []event
	told   int64 // so many letters were told of
	mail   int64 // the last mail told of
}

// event is one line of the story, as the page shows it.
type event struct {
	At     time.Time
	Sent   bool // a letter of goodword; else a mail that somebody wrote
	Who    string
	What   string
	Taken  string // disposition of a mail
	Reason string
	Mail   int64 // inbound id
	Letter int64
}

// Colours of a terminal.
const (
	bold  = "1"
	faint = "2"
	green = "32"
	blue  = "34"
	amber = "33"
	red   = "31"
)

func (t *timeline) paint(code, s string) string {
	if !t.color {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// line writes one line of the story: the time, a mark, who, and what.
func (t *timeline) line(at time.Time, code, mark, who, what string) {
	if t.quiet {
		return
	}
	local := at.In(t.w.home)
	if day := local.Format("Monday, 2 January"); day != t.day {
		t.day = day
		fmt.Fprintf(t.out, "\n%s\n", t.paint(bold, day))
	}
	fmt.Fprintf(t.out, "  %s  %s %-18s  %s\n", t.paint(faint, local.Format("15:04")), t.paint(code, mark), cut(who, 18), what)
}

// below writes a line that belongs to the one before.
func (t *timeline) below(what string) {
	if !t.quiet {
		fmt.Fprintf(t.out, "           %s\n", what)
	}
}

func cut(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}

// wrote tells of a mail before it is sent.
func (t *timeline) wrote(who, said string) {
	t.events = append(t.events, event{At: t.w.clock.Now(), Who: who, What: said})
	t.line(t.w.clock.Now(), blue, "→", who, said)
}

// since tells what happened since it was told last.
func (t *timeline) since(ctx context.Context) error {
	mails, err := t.w.mailsSince(ctx, t.mail)
	if err != nil {
		return err
	}
	for _, m := range mails {
		t.mail = m.ID
		code := green
		switch m.Disposition {
		case "set_aside", "challenge":
			code = red
		case "machine", "bounce", "absence", "duplicate":
			code = amber
		}
		if m.Kind == "bounce" {
			t.wrote("Mail server", "returns a letter: "+m.Subject)
		}
		if last := len(t.events) - 1; last >= 0 {
			t.events[last].Mail, t.events[last].Taken, t.events[last].Reason = m.ID, m.Disposition, m.Reason
		}
		t.below(t.paint(code, strings.ReplaceAll(m.Disposition, "_", " ")) + "  " + t.paint(faint, m.Reason))
	}
	return t.letters(ctx)
}

func (t *timeline) letters(ctx context.Context) error {
	list, err := t.w.lettersSince(ctx, t.told)
	if err != nil {
		return err
	}
	t.told += int64(len(list))
	slices.SortStableFunc(list, func(a, b sentLetter) int { return cmp.Compare(a.ID, b.ID) }) // several senders take turns
	for _, l := range list {
		what := strings.ReplaceAll(l.Kind, "_", " ")
		code := faint
		if l.Kind == "thank_you" || l.Kind == "digest" || l.Kind == "cpo_letter" {
			code = bold
		}
		t.events = append(t.events, event{At: l.At, Sent: true, Who: t.w.nameOf(l.To), What: what + ": " + l.Subject, Letter: l.ID})
		t.line(l.At, faint, "←", t.w.nameOf(l.To), t.paint(code, what)+": "+cut(l.Subject, 72))
	}
	return nil
}

// readMailRow is a stored mail and what it was taken for.
type readMailRow struct {
	ID          int64
	StoredAt    time.Time
	From        string
	Subject     string
	Kind        string
	Disposition string
	Reason      string
}

func (w *World) mailsSince(ctx context.Context, after int64) ([]readMailRow, error) {
	rows, err := w.service.Pool.Query(ctx, `select id, stored_at, coalesce(from_address, ''), coalesce(subject, ''), coalesce(kind, ''),
		coalesce(disposition, 'unread'), coalesce(reason, '') from inbound where id > $1 order by id`, after)
	if err != nil {
		return nil, fmt.Errorf("list the mails: %w", err)
	}
	defer rows.Close()
	var list []readMailRow
	for rows.Next() {
		var m readMailRow
		if err := rows.Scan(&m.ID, &m.StoredAt, &m.From, &m.Subject, &m.Kind, &m.Disposition, &m.Reason); err != nil {
			return nil, err
		}
		list = append(list, m)
	}
	return list, rows.Err()
}

// sentLetter is a letter that the mail system took, in the order it did.
type sentLetter struct {
	ID      int64
	At      time.Time
	To      string
	Kind    string
	Subject string
}

// lettersSince lists letters of goodword after the first so many accepted.
func (w *World) lettersSince(ctx context.Context, after int64) ([]sentLetter, error) {
	kinds, err := w.kinds(ctx)
	if err != nil {
		return nil, err
	}
	var list []sentLetter
	seen := int64(0)
	for _, a := range w.server.Accepted() {
		if a.Mark == "" {
			continue
		}
		if seen++; seen <= after {
			continue
		}
		l := w.read(a.Raw)
		list = append(list, sentLetter{ID: l.Mark, At: a.Time, To: address.Fold(a.To), Kind: kinds[l.Mark], Subject: l.Subject})
	}
	return list, nil
}
