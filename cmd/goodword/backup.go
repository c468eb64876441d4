package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"

	"goodword/internal/backup"
	"goodword/internal/service"
	"goodword/internal/store"
)

type backupCommand struct {
	File string `arg:"" type:"path" help:"The file to write; one that is there is never overwritten. In a folder that is there, the file is named by the time."`
	Keep int    `help:"In a folder: so many backups stay, the oldest go once the new one is whole; 0 keeps all." placeholder:"N"`
}

// Help shows examples.
func (backupCommand) Help() string {
	return `Everything in the database, as it was at one moment, may be backed up while
serve runs; goodword.toml and the secrets' files are not in it. The file holds
what customers and employees wrote, as it is: only its owner can read it, and
where it goes you encrypt it.

Examples:
  goodword backup /var/backups/goodword-$(date +%F).zip
  goodword backup --keep 14 /var/backups/goodword
  goodword --config /etc/goodword/goodword.toml backup before-the-move.zip`
}

// Run writes the backup. An older version's schema stays as it is.
func (b backupCommand) Run(e *environment) error {
	folder, err := os.Stat(b.File)
	isFolder := err == nil && folder.IsDir()
	if b.Keep < 0 || b.Keep > 0 && !isFolder {
		return errors.New("--keep is a number of backups, in a folder that is there")
	}
	file := b.File
	if isFolder {
		file = backup.InFolder(b.File, e.now())
	}
	sweep(e, filepath.Dir(file))
	if err := e.bare(func(db *service.Database) error { return writeBackup(e, db, file) }); err != nil || !isFolder {
		return err
	}
	gone, err := backup.Thin(b.File, b.Keep)
	for _, name := range gone {
		fmt.Fprintf(e.out, "Removed %s.\n", name)
	}
	return err
}

// sweep makes room before a backup. What it cannot remove is told, and is no reason to have no backup.
func sweep(e *environment, folder string) {
	gone, err := backup.Sweep(folder, e.now())
	for _, name := range gone {
		fmt.Fprintf(e.out, "Removed %s, which a killed backup left.\n", name)
	}
	if err != nil {
		fmt.Fprintln(e.err, "warning:", err)
	}
}

// bare opens the database as it is, without migrating it.
func (e *environment) bare(do func(*service.Database) error) error {
	c, err := e.load()
	if err != nil {
		return err
	}
	db, err := service.JoinDatabase(e.ctx, c, slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		return err
	}
	return errors.Join(do(db), db.Close())
}

func writeBackup(e *environment, db *service.Database, file string) error {
	conn, err := backup.Connect(e.ctx, db.URL)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(e.ctx)) }()
	s, err := backup.Open(e.ctx, conn, version())
	if err != nil {
		return err
	}
	m, err := backup.Write(e.ctx, s, file)
	if err := errors.Join(err, s.Close()); err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.out, "Wrote %s: %d rows of %d tables, as of %s. It holds what people wrote: keep it as you keep the mailbox.\n",
		file, m.Rows(), len(m.Tables), stamp(m.AsOf))
	return err
}

type restoreCommand struct {
	File    string `arg:"" optional:"" type:"existingfile" help:"What goodword backup wrote."`
	InPlace bool   `help:"The database was brought back by other means (pg_restore, a snapshot, point in time): make it safe to work on."`
}

// Help shows examples.
func (restoreCommand) Help() string {
	return `Of what happened after a backup was made the backup knows nothing: letters left,
managers answered, somebody paused. So that nothing is sent twice and no answer
counts twice, restoring holds all letters and all nominations that were open,
until you say of each (goodword restored); mail over the CEO's name is paused
(goodword resume); today's digest is left out; and mails that came in between are
set aside (goodword readmit). Answers to letters of before still count.

Stop every serve first. The database named by the settings must be empty: a
private one is made anew, so move an old data_dir away.

Examples:
  goodword restore /var/backups/goodword-2026-11-20.zip
  goodword restore --in-place`
}

// Run brings a backup back.
func (r restoreCommand) Run(e *environment) error {
	if (r.File == "") != r.InPlace {
		return errors.New("name the file to bring back, or --in-place for a database that was brought back by other means")
	}
	e.filling = true
	var asOf time.Time
	if err := e.bare(func(db *service.Database) (err error) {
		if r.InPlace {
			asOf, err = r.takeInPlace(e, db)
		} else {
			asOf, err = r.fill(e, db)
		}
		return err
	}); err != nil {
		return err
	}
	return finishRestore(e, asOf)
}

func (r restoreCommand) fill(e *environment, db *service.Database) (time.Time, error) {
	f, err := backup.Read(r.File)
	if err != nil {
		return time.Time{}, err
	}
	defer func() { _ = f.Close() }()
	if err := backup.Fill(e.ctx, db.URL, f, slog.New(slog.DiscardHandler)); err != nil {
		return time.Time{}, err
	}
	return f.Manifest().AsOf, quarantine(e, db, f.Manifest().AsOf, "a backup of "+f.Manifest().AsOf.Format(time.RFC3339)+" by goodword "+f.Manifest().Program)
}

// takeInPlace finds up to when a database knows that was brought back by others.
func (r restoreCommand) takeInPlace(e *environment, db *service.Database) (asOf time.Time, err error) {
	conn, err := backup.Connect(e.ctx, db.URL)
	if err != nil {
		return asOf, err
	}
	err = backup.Alone(e.ctx, conn)
	if err := errors.Join(err, conn.Close(e.ctx)); err != nil {
		return asOf, err
	}
	if err := e.with(func(o *office) error { // brings an older schema to this version's
		return o.in(e.ctx, func(tx store.Tx) error {
			asOf, err = store.KnownUntil(e.ctx, tx)
			return err
		})
	}); err != nil {
		return asOf, err
	}
	if asOf.IsZero() {
		return asOf, errors.New("the database is empty: there is nothing to make safe")
	}
	return asOf, quarantine(e, db, asOf, "in place, as of "+asOf.Format(time.RFC3339))
}

// quarantine makes the database safe in one transaction. It is not whole before
// what is due by the calendar is held, too.
func quarantine(e *environment, db *service.Database, asOf time.Time, detail string) error {
	c, err := e.load()
	if err != nil {
		return err
	}
	now := e.now().UTC()
	return backup.Begin(e.ctx, db.URL, func(tx pgx.Tx) error {
		if entries, err := store.VerifyAudit(e.ctx, tx); err != nil {
			fmt.Fprintf(e.err, "warning: the audit log of the backup does not fit after %s: %v\n", entriesOf(entries), err)
		}
		if err := store.PutProvenance(e.ctx, tx, store.Provenance{What: store.Restored, HappenedAt: now, AsOf: asOf, Detail: detail}, operator()); err != nil {
			return err
		}
		return store.Quarantine(e.ctx, tx, operator(), asOf, now, daysBetween(asOf, now, c.Company.TimeZone))
	})
}

// daysBetween lists the dates of a place from one moment to another, no more
// than the last month's: older digests are nobody's business.
func daysBetween(from, to time.Time, place *time.Location) (days []string) {
	from, to = from.In(place), to.In(place)
	if month := to.AddDate(0, -1, 0); from.Before(month) {
		from = month
	}
	for d := from; !d.After(to) || d.Format(time.DateOnly) == to.Format(time.DateOnly); d = d.AddDate(0, 0, 1) {
		days = append(days, d.Format(time.DateOnly))
	}
	return days
}

// finishRestore writes what the calendar would have letters written for now, and
// holds them too: the time that is lost may have sent them.
func finishRestore(e *environment, asOf time.Time) error {
	return e.with(func(o *office) error {
		err := o.desk.WriteDue(e.ctx)
		var waiting []store.WaitingRow
		if err == nil {
			err = backup.Finish(e.ctx, o.db.URL, func(tx pgx.Tx) (err error) {
				if err = store.HoldLetters(e.ctx, tx, asOf, e.now()); err == nil {
					waiting, err = store.WaitingSince(e.ctx, tx)
				}
				return err
			})
		}
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(e.out, `Restored as of %s. Before you start serve:
  1. goodword restored list: %d nominations and letters wait. Say of each whether it goes on, has ended, or was sent.
  2. Ask the CEO whether they paused since; then goodword resume.
Mails that came since are set aside as soon as serve reads them: goodword status lists them. Look for answers that take something
back (private, no, pause, hold, decline) and readmit those; import the directory again; and give goodword forget again for
whoever was forgotten since: the backup knew them still.
`, stamp(asOf), len(waiting))
		if c, wrong := e.load(); err == nil && wrong == nil && service.Refreshed(c) {
			_, err = fmt.Fprint(e.out, `The refresh tokens that were kept are as old as the backup, and the provider may have replaced them since: sign in anew and put the
new ones where refresh_token_file points, before you start serve.
`)
		}
		return err
	})
}
