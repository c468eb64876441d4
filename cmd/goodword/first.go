package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/jackc/pgx/v5"

	"goodword/internal/config"
	"goodword/internal/recognition/behaviour"
	"goodword/internal/service"
	"goodword/migrations"
)

type initCommand struct {
	File string `arg:"" optional:"" default:"goodword.toml" type:"path" help:"Where to write it; - is standard output."`
}

// Help shows examples.
func (initCommand) Help() string {
	return `A file that is there already is never overwritten.

Examples:
  goodword init
  goodword init /etc/goodword/goodword.toml`
}

// Run writes a commented file of settings.
func (i initCommand) Run(e *environment) error {
	if i.File == "-" {
		return config.WriteExample(e.out)
	}
	f, err := os.OpenFile(i.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%s is there already, and stays as it is: name another file", i.File)
	}
	if err != nil {
		return fmt.Errorf("write the settings: %w", err)
	}
	if err := errors.Join(writeExample(f, os.Geteuid() == 0), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", i.File, err)
	}
	fmt.Fprintf(e.out, "Wrote %s. Edit it, then run `goodword doctor --config %s`.\n", i.File, i.File)
	return writeSampleCatalogue(e, filepath.Join(filepath.Dir(i.File), "behaviours.example.toml"))
}

// writeExample writes settings to start from. Root's PostgreSQL needs a folder that
// its own account can enter; everybody else may make one beside the settings alone.
func writeExample(out io.Writer, root bool) error {
	var text strings.Builder
	if err := config.WriteExample(&text); err != nil {
		return err
	}
	said := text.String()
	if !root {
		said = strings.Replace(said, "\ndata_dir = \"/var/lib/goodword\"\n", "\ndata_dir = \"data\"\n", 1)
	}
	_, err := io.WriteString(out, said)
	return err
}

// writeSampleCatalogue writes the catalogue that comes along, to start one's own
// from; one that is there already stays as it is.
func writeSampleCatalogue(e *environment, name string) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("write the catalogue to start from: %w", err)
	}
	_, err = f.Write(behaviour.DefaultText())
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	_, err = fmt.Fprintf(e.out, "Wrote %s, the behaviours that are in force until you import your own (`goodword behaviours import`).\n", name)
	return err
}

type settingsCommand struct{}

// Run prints the reference of all settings.
func (settingsCommand) Run(e *environment) error { return config.WriteReference(e.out) }

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(e *environment) error {
	_, err := fmt.Fprintln(e.out, "goodword", version())
	return err
}

// version is the module's version, or the commit it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && v == "(devel)" {
			v += " " + s.Value
		}
	}
	return v
}

type migrateCommand struct {
	Backup string `help:"Write a backup into this file first, where anything is to be migrated." type:"path" placeholder:"FILE"`
}

// Help shows examples.
func (migrateCommand) Help() string {
	return `Serve does the same when it starts; several may run at once. With --backup it is
how to upgrade: install the new version, give this command, and start serve.
Processes of the last version may run on meanwhile.

Examples:
  goodword migrate
  goodword migrate --backup /var/backups/goodword-before-1.2.zip`
}

// Run brings the database to this version's schema.
func (m migrateCommand) Run(e *environment) error {
	c, err := e.load()
	if err != nil {
		return err
	}
	log := e.logger(c)
	db, err := service.JoinDatabase(e.ctx, c, log)
	if err != nil {
		return err
	}
	err = m.before(e, db)
	var at migrations.Versions
	if err == nil {
		err = migrations.Up(e.ctx, db.URL, log)
	}
	if err == nil {
		err = pgx.BeginFunc(e.ctx, db.Pool, func(tx pgx.Tx) (err error) {
			at, err = migrations.At(e.ctx, tx)
			return err
		})
	}
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.out, "The database is at %d and has this version's schema.\n", at.Ours)
	return err
}

// before writes the backup, unless it was not asked for or nothing is to be done.
func (m migrateCommand) before(e *environment, db *service.Database) error {
	if m.Backup == "" {
		return nil
	}
	pending, err := migrations.Pending(e.ctx, db.Pool)
	if err == nil && pending == 0 {
		_, err = fmt.Fprintln(e.out, "Nothing is to be migrated, so no backup was written.")
		return err
	}
	return writeBackup(e, db, m.Backup)
}
