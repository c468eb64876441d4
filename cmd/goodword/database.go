package main

import (
	"context"
	"errors"
	"io"
	"log/slog"

	"goodword/internal/config"
	"goodword/internal/service"
	"goodword/internal/store"
	"goodword/jobs"
	"goodword/migrations"
	"goodword/templates"
)

// office is what a short command works with: the database and, unless it only
// looks, a desk that puts jobs into the queue and works none.
type office struct {
	config *config.Config
	db     *service.Database
	desk   *jobs.Desk // nil for who only looks
}

// open connects to the database; a private one that serve runs is joined, else
// started for as long as the command takes. Who only looks gets no desk: its
// letters and rules take longer to be read than most looks take.
func (e *environment) open(looks bool) (*office, error) {
	c, err := e.load()
	if err != nil {
		return nil, err
	}
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	db, err := service.JoinDatabase(e.ctx, c, quiet)
	if err != nil {
		return nil, err
	}
	o := &office{config: c, db: db}
	err = o.bringUp(e, quiet)
	if err == nil && !looks {
		err = o.employ(e, quiet)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return o, nil
}

// bringUp brings the database to this version's schema, and sees whether it is whole.
func (o *office) bringUp(e *environment, log *slog.Logger) error {
	if err := migrations.Up(e.ctx, o.db.URL, log); err != nil || e.filling {
		return err
	}
	return o.in(e.ctx, func(tx store.Tx) error { return store.Whole(e.ctx, tx) })
}

// employ makes the desk.
func (o *office) employ(e *environment, log *slog.Logger) error {
	letters, err := templates.Load(o.config.Letters.TemplatesDir)
	if err != nil {
		return err
	}
	catalogue, err := service.Catalogue(o.config)
	if err != nil {
		return err
	}
	settings, err := service.SettingsAt(o.config, e.now())
	if err != nil {
		return err
	}
	o.desk = jobs.New(settings, o.db.Pool, nil, letters, catalogue, e.now, log)
	_, err = jobs.NewQueue(o.desk, o.db.Pool, jobs.QueueOptions{}, log)
	return err
}

// in runs do in one transaction.
func (o *office) in(ctx context.Context, do func(store.Tx) error) error {
	return store.InTx(ctx, o.db.Pool, do)
}

// with opens the office, does the work and closes it again.
func (e *environment) with(do func(*office) error) error { return e.within(false, do) }

// look is with for what needs no desk.
func (e *environment) look(do func(*office) error) error { return e.within(true, do) }

func (e *environment) within(looks bool, do func(*office) error) error {
	o, err := e.open(looks)
	if err != nil {
		return err
	}
	return errors.Join(do(o), o.db.Close())
}

// dry says whether the database is a dry run's.
func (o *office) dry(e *environment) (dry bool, err error) {
	err = o.in(e.ctx, func(tx store.Tx) (err error) {
		_, dry, err = store.DryRun(e.ctx, tx)
		return err
	})
	return dry, err
}
