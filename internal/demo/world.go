// Package demo is a fictional company with its people, its mail system and a
// goodword of its own: it plays a month of mail, tells and checks what
// became of it, and serves a page to look into every mailbox and to take part.
// The demo command and its tests call it.
//
// It knows no back door. Mail is handed in by SMTP, or put into a mailbox with
// the verdict that a real server would stamp; goodword reads by IMAP, submits
// by SMTP, and runs on a private PostgreSQL under the world's own clock. What
// is told of a mail is read from the database, as `goodword show` does.
package demo

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"strings"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"goodword/internal/config"
	"goodword/internal/directory"
	"goodword/internal/service"
	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/mail/mailtest"
)

// World is the company, its mail system and its goodword, running.
type World struct {
	clock    *clock
	home     *time.Location
	folder   string
	password string
	people   []directory.Person
	byAddr   map[string]directory.Person
	guests   map[string]string // names of those who wrote, by address
	server   *mailtest.Server
	service  *service.Service
	serial   int
}

// monday is the first day of the weeks that are played.
const (
	monday = "2026-09-14" // the third week has the first day of a month and of a quarter
	weeks  = 4
)

// Open starts everything, before the week begins. Close ends it.
func Open(ctx context.Context, log *slog.Logger) (w *World, err error) {
	w = &World{clock: &clock{}, byAddr: map[string]directory.Person{}, guests: map[string]string{}}
	defer func() {
		if err != nil {
			err = errors.Join(err, w.Close())
		}
	}()
	if w.home, err = time.LoadLocation(homeZone); err != nil {
		return w, fmt.Errorf("find the time zone of the company: %w", err)
	}
	start, err := w.moment("Sun 18:00")
	if err != nil {
		return w, err
	}
	w.clock.set(start)
	if w.people, err = readPeople(); err != nil {
		return w, err
	}
	for _, p := range w.people {
		w.byAddr[p.Address] = p
	}
	if w.folder, err = makeFolder(); err != nil {
		return w, err
	}
	w.password = randomText()
	if err = w.startMail(); err != nil {
		return w, err
	}
	if err = w.startService(ctx, log); err != nil {
		return w, err
	}
	return w, w.hire(ctx)
}

// makeFolder makes the temporary folder. PostgreSQL, which does not run as
// root, must be able to pass through it to its own folder within.
func makeFolder() (string, error) {
	folder, err := os.MkdirTemp("", "goodword-demo-")
	if err != nil {
		return "", fmt.Errorf("make a temporary folder: %w", err)
	}
	return folder, os.Chmod(folder, 0o711)
}

func randomText() string {
	var b [12]byte
	_, _ = rand.Read(b[:]) // crypto/rand's Read never fails
	return hex.EncodeToString(b[:])
}

// bouncing is who has no mailbox yet: the first thank-you to them comes back.
const bouncing = "ewa.nowak@" + domain

func (w *World) startMail() (err error) {
	accounts := map[string]string{nominations: w.password, compliments: w.password, guestCare: w.password, operator: w.password,
		newsEnglish: w.password, newsGerman: w.password}
	for _, p := range w.people {
		if p.Address != bouncing {
			accounts[p.Address] = w.password
		}
	}
	w.server, err = mailtest.Start(mailtest.Config{Domains: []string{domain}, Accounts: accounts, Now: w.clock.Now})
	return err
}

func (w *World) startService(ctx context.Context, log *slog.Logger) error {
	file, err := writeSettings(w.folder, w.password, places{w.server.IMAP().Port, w.server.SMTP().Port, w.server.AuthservID()})
	if err != nil {
		return err
	}
	c, err := config.Load(file)
	if err != nil {
		return err
	}
	w.service, err = service.Start(ctx, c, service.Options{Now: w.clock.Now, Log: log, Manual: true})
	return err
}

// hire imports the directory and the sites, and lets goodword look at its empty mailboxes once:
// mail counts from the first connection on.
func (w *World) hire(ctx context.Context) error {
	sites, err := readSites()
	if err != nil {
		return err
	}
	if err := store.InTx(ctx, w.service.Pool, func(tx store.Tx) error {
		for _, site := range sites {
			if err := store.PutSite(ctx, tx, site); err != nil {
				return err
			}
		}
		return directory.Apply(ctx, tx, w.people, "operator of the demo", w.clock.Now())
	}); err != nil {
		return fmt.Errorf("import the people and the sites: %w", err)
	}
	return w.poll(ctx)
}

// Close stops everything and removes the temporary folder. It may be called twice.
func (w *World) Close() error {
	var errs []error
	if w.service != nil {
		errs = append(errs, w.service.Stop())
	}
	if w.server != nil {
		w.server.Close()
	}
	if w.folder != "" {
		errs = append(errs, os.RemoveAll(w.folder))
	}
	return errors.Join(errs...)
}

// moment gives the time of "Tue 08:15" in the first week that is played, and of
// "3 Tue 08:15" in the third, on the clocks of the company's home. A week is
// from the Sunday before it to its Saturday.
func (w *World) moment(said string) (time.Time, error) {
	first, err := time.ParseInLocation(time.DateOnly, monday, w.home)
	if err != nil {
		return time.Time{}, err
	}
	week, rest := 1, said
	if number, of, ok := strings.Cut(said, " "); ok && len(number) == 1 {
		week, rest = int(number[0]-'0'), of
	}
	day, clock, _ := strings.Cut(rest, " ")
	at, err := time.Parse("15:04", clock)
	for i := range 7 {
		if t := first.AddDate(0, 0, 7*(week-1)+i-1); err == nil && week >= 1 && week <= weeks && t.Format("Mon") == day {
			return time.Date(t.Year(), t.Month(), t.Day(), at.Hour(), at.Minute(), 0, 0, w.home), nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no moment of the month; write it as \"Tue 08:15\", or \"3 Tue 08:15\" in the third week", said)
}

// submit hands a mail in by SMTP, with its author's password.
func (w *World) submit(from, to string, raw []byte) error {
	c, err := smtp.Dial(net.JoinHostPort("127.0.0.1", fmt.Sprint(w.server.SMTP().Port)))
	if err != nil {
		return fmt.Errorf("hand in a mail of %s: %w", from, err)
	}
	defer c.Close()
	if err := c.Auth(sasl.NewPlainClient("", from, w.password)); err != nil {
		return fmt.Errorf("log in as %s: %w", from, err)
	}
	if err := c.SendMail(from, []string{to}, strings.NewReader(string(raw))); err != nil {
		return fmt.Errorf("hand in a mail of %s to %s: %w", from, to, err)
	}
	return c.Quit()
}

// arrive lets a mail come in from outside, with the verdict of the company's server.
func (w *World) arrive(from, to string, raw []byte, verdict mailtest.Verdict) error {
	_, err := w.server.Deliver(from, to, raw, verdict)
	return err
}

// isEmployee says whether somebody of the company may hand in mail.
func (w *World) isEmployee(a string) bool {
	_, ok := w.byAddr[address.Fold(a)]
	return ok
}

// zone is where somebody's clock stands.
func (w *World) zone(a string) *time.Location {
	if p, ok := w.byAddr[address.Fold(a)]; ok {
		if zone, err := time.LoadLocation(p.TimeZone); err == nil {
			return zone
		}
	}
	return w.home
}

// nameOf is how somebody is called; the address where nobody knows.
func (w *World) nameOf(a string) string {
	switch address.Fold(a) {
	case nominations, compliments:
		return "Good Word"
	case guestCare:
		return "Guest care"
	case newsEnglish:
		return "Everybody"
	case newsGerman:
		return "Alle"
	case operator:
		return "IT desk"
	}
	if p, ok := w.byAddr[address.Fold(a)]; ok {
		return p.Name
	}
	if name := w.guests[address.Fold(a)]; name != "" {
		return name
	}
	return a
}
