package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"goodword/internal/store"
)

type statusCommand struct {
	JSON bool `help:"Print one JSON object."`
	All  bool `help:"Print everything, however long it is."`
}

// Help shows examples.
func (statusCommand) Help() string {
	return `It fits a terminal of 24 lines and 80 columns; what is left out is counted.

Examples:
  goodword status
  goodword status --all
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
	return e.look(func(o *office) error {
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
		lines := whole(now.sections())
		if !s.All {
			lines = fitted(now.sections(), screenLines, screenColumns)
		}
		_, err := fmt.Fprintln(e.out, strings.Join(lines, "\n"))
		return err
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

// sections say how things stand, the most urgent first.
func (s status) sections() []section {
	var list []section
	if len(s.Absent) > 0 {
		list = append(list, section{head: "NOT RUNNING (goodword serve):", items: indented(s.Absent), least: 1})
	}
	if s.Dry != nil {
		list = append(list, section{head: "DRY RUN since " + stamp(s.Dry.Since) + ": no mailbox is changed; all letters go to", items: indented([]string{plain(s.Dry.SentTo)}), least: 1})
	}
	if s.Paused != nil {
		list = append(list, section{head: fmt.Sprintf("PAUSED since %s by %s:", stamp(s.Paused.PausedAt), plain(s.Paused.PausedBy)),
			items: indented([]string{"nothing leaves over the CEO's name (goodword resume)"}), least: 1})
	}
	var sources, figures, waiting, troubles, aside section
	for _, m := range s.Mailboxes {
		sources.add(fmt.Sprintf("mailbox %s: last mail stored %s, UID %d", m.Name, stamp(m.StoredAt), m.LastUID))
	}
	for _, d := range s.Directory {
		when := "never read to its end"
		if d.DoneAt != nil {
			when = "last read " + stamp(*d.DoneAt)
		}
		sources.add(fmt.Sprintf("directory %s: %s %s", d.Source, when, d.Detail))
	}
	for _, row := range []struct {
		name   string
		counts []store.Count
	}{{"mails", s.Mails}, {"nominations", s.Nominations}, {"letters", s.Letters}} {
		figures.add(wrapped(row.name, counted(row.counts))...)
	}
	waiting.head = "Waited on:"
	for _, p := range s.Waiting {
		waiting.add(fmt.Sprintf("  %s: %d since %s", plain(p.Person), p.Count, stamp(p.Since)))
	}
	troubles.head = "Needs a person:"
	for _, t := range s.Troubles {
		troubles.add(fmt.Sprintf("  %s, %d times since %s", plain(t.About), t.Times, stamp(t.FirstAt)), "    "+plain(t.What))
	}
	aside.head = "Set aside, newest first (goodword show ID; goodword readmit ID):"
	for _, m := range s.SetAside {
		aside.add(fmt.Sprintf("  %d  %s  %s  %s", m.ID, stamp(m.StoredAt), said(m.FromAddress), said(m.Subject)), "      "+said(m.Reason))
	}
	sources.least, figures.least, waiting.least, troubles.least, aside.least = 2, len(figures.items), 1, 1, 1
	return append(list, sources, figures, waiting, troubles, aside)
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
