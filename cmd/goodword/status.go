package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"goodword/internal/store"
)

type statusCommand struct {
	JSON bool `help:"Print one JSON object."`
}

// Help shows examples.
func (statusCommand) Help() string {
	return `Examples:
  goodword status
  goodword status --json`
}

// status is how things stand.
type status struct {
	Dry         *store.Purpose        `json:"dry_run"`
	Paused      *store.Pause          `json:"paused"`
	Absent      []string              `json:"absent"` // parts of the work at which no process is
	Mailboxes   []store.MailboxRow    `json:"mailboxes"`
	Directory   []store.DirectoryRead `json:"directory"` // read by the schedule
	Mails       []store.Count         `json:"mails"`
	Nominations []store.Count         `json:"nominations"`
	Letters     []store.Count         `json:"letters"`
	Waiting     []waitingRow          `json:"waiting"`
	Troubles    []store.Trouble       `json:"troubles"`
	SetAside    []store.SetAsideRow   `json:"set_aside"`
}

type waitingRow struct {
	Person string    `json:"person"`
	Count  int64     `json:"count"`
	Since  time.Time `json:"since"`
}

// mostRows keeps the screen one screen.
const mostRows = 8

// Run shows how things stand.
func (s statusCommand) Run(e *environment) error {
	return e.with(func(o *office) error {
		var now status
		if err := o.in(e.ctx, func(tx store.Tx) (err error) {
			now, err = readStatus(e, tx)
			return err
		}); err != nil {
			return err
		}
		if s.JSON {
			return json.NewEncoder(e.out).Encode(now)
		}
		return now.print(e.out)
	})
}

func readStatus(e *environment, tx store.Tx) (s status, err error) {
	dry, isDry, err := store.DryRun(e.ctx, tx)
	if err != nil {
		return s, err
	}
	if isDry {
		s.Dry = &dry
	}
	pause, paused, err := store.Paused(e.ctx, tx)
	if err != nil {
		return s, err
	}
	if paused {
		s.Paused = &pause
	}
	if s.Absent, err = absent(e, tx); err != nil {
		return s, err
	}
	if s.Mailboxes, err = store.Mailboxes(e.ctx, tx); err != nil {
		return s, err
	}
	if s.Directory, err = store.DirectoryReads(e.ctx, tx); err != nil {
		return s, err
	}
	if s.Mails, err = store.CountInbound(e.ctx, tx); err != nil {
		return s, err
	}
	if s.Nominations, err = store.CountNominations(e.ctx, tx); err != nil {
		return s, err
	}
	if s.Letters, err = store.CountLetters(e.ctx, tx); err != nil {
		return s, err
	}
	waiting, err := store.WaitingOn(e.ctx, tx, mostRows)
	if err != nil {
		return s, err
	}
	for _, w := range waiting {
		p, err := store.PersonByID(e.ctx, tx, w.PersonID)
		if err != nil {
			return s, err
		}
		s.Waiting = append(s.Waiting, waitingRow{p.Name, w.Count, w.Since})
	}
	if s.Troubles, err = store.Troubles(e.ctx, tx); err != nil {
		return s, err
	}
	s.SetAside, err = store.SetAsideMails(e.ctx, tx, time.Time{}, mostRows)
	return s, err
}

// overdue is for how long a letter may be due before somebody should have taken it.
const overdue = 2 * time.Minute

// absent says at which parts of the work no process is, for people to start one.
func absent(e *environment, tx store.Tx) ([]string, error) {
	parts, err := store.Presences(e.ctx, tx)
	if err != nil {
		return nil, err
	}
	var list []string
	for _, p := range parts {
		if !p.Gone {
			continue
		}
		seen := ""
		if p.At != nil {
			seen = "; the last sign of one is of " + stamp(*p.At)
		}
		list = append(list, fmt.Sprintf("No process is there to %s%s.", p.Part, seen))
	}
	letters, since, err := store.Overdue(e.ctx, tx, overdue)
	if err == nil && letters > 0 {
		list = append(list, fmt.Sprintf("%d letters have been due since %s and have not left.", letters, stamp(*since)))
	}
	return list, err
}

func (s status) print(out io.Writer) error {
	if len(s.Absent) > 0 {
		fmt.Fprintf(out, "NOT RUNNING (goodword serve):\n  %s\n\n", strings.Join(s.Absent, "\n  "))
	}
	if s.Dry != nil {
		fmt.Fprintf(out, "DRY RUN since %s: no mailbox is changed; all letters go to %s\n\n", stamp(s.Dry.Since), plain(s.Dry.SentTo))
	}
	if s.Paused != nil {
		fmt.Fprintf(out, "PAUSED since %s by %s: nothing leaves over the CEO's name (goodword resume)\n\n", stamp(s.Paused.PausedAt), s.Paused.PausedBy)
	}
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	for _, m := range s.Mailboxes {
		fmt.Fprintf(w, "mailbox %s\tlast mail stored %s\tUID %d\n", m.Name, stamp(m.StoredAt), m.LastUID)
	}
	for _, d := range s.Directory {
		when := "never read to its end"
		if d.DoneAt != nil {
			when = "last read " + stamp(*d.DoneAt)
		}
		fmt.Fprintf(w, "directory %s\t%s\t%s\n", d.Source, when, d.Detail)
	}
	for _, row := range []struct {
		name   string
		counts []store.Count
	}{{"mails", s.Mails}, {"nominations", s.Nominations}, {"letters", s.Letters}} {
		fmt.Fprintf(w, "%s\t%s\n", row.name, counted(row.counts))
	}
	for i, p := range s.Waiting {
		head := ""
		if i == 0 {
			head = "waited on"
		}
		fmt.Fprintf(w, "%s\t%s: %d since %s\n", head, p.Person, p.Count, stamp(p.Since))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if len(s.Troubles) > 0 {
		fmt.Fprintln(out, "\nNeeds a person:")
		for _, t := range s.Troubles {
			fmt.Fprintf(out, "  %s, %d times since %s\n    %s\n", t.About, t.Times, stamp(t.FirstAt), t.What)
		}
	}
	if len(s.SetAside) > 0 {
		fmt.Fprintln(out, "\nSet aside, newest first (goodword show ID; goodword readmit ID):")
		for _, m := range s.SetAside {
			fmt.Fprintf(out, "  %d  %s  %s  %s\n      %s\n", m.ID, stamp(m.StoredAt), said(m.FromAddress), said(m.Subject), said(m.Reason))
		}
	}
	return nil
}

func counted(list []store.Count) string {
	if len(list) == 0 {
		return "none"
	}
	parts := make([]string, len(list))
	for i, c := range list {
		parts[i] = fmt.Sprintf("%d %s", c.Count, strings.ReplaceAll(c.Name, "_", " "))
	}
	return strings.Join(parts, ", ")
}

func stamp(t time.Time) string { return t.Local().Format("2006-01-02 15:04") }

// said is a text as a terminal may show it: no control characters of a stranger's.
func said(s *string) string {
	if s == nil {
		return "-"
	}
	return plain(*s)
}

func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return ' '
		}
		return r
	}, s)
}
