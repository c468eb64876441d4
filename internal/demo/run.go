package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"time"
)

// Options say how the demo runs.
type Options struct {
	Once   bool   // check and end, instead of serving the page
	OutDir string // where Once writes the letters
	Listen string // where the page is served
	Quiet  bool   // without the timeline
	Color  bool
	Out    io.Writer
	Log    *slog.Logger
}

// ErrMissing is why Run fails when the month did not end as it should; what is
// missing was written to Out.
var ErrMissing = errors.New("something is missing")

// Run plays the month. Once, it checks and writes all letters and returns;
// otherwise it serves the page until ctx ends.
func Run(ctx context.Context, o Options) (err error) {
	began := time.Now()
	var l net.Listener
	if !o.Once {
		if l, err = listenOn(o.Listen); err != nil {
			return err
		}
		defer l.Close()
	}
	w, err := Open(ctx, o.Log)
	if ctx.Err() != nil { // what was half started has failed for this reason alone
		return errors.Join(ctx.Err(), w.Close())
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	t := &timeline{w: w, out: o.Out, color: o.Color, quiet: o.Quiet}
	done, err := w.playStory(ctx, month(), t)
	if err != nil {
		return err
	}
	end, err := w.look(ctx)
	if err != nil {
		return err
	}
	if err := w.summary(o.Out, end); err != nil {
		return err
	}
	fmt.Fprintln(o.Out, took(time.Since(began)))
	if o.Once {
		return finish(o, end, done)
	}
	return w.serve(ctx, l, t, o.Out)
}

// finish checks how the month ended, and writes all letters.
func finish(o Options, end outcome, done []played) error {
	count, err := end.writeBoxes(o.OutDir)
	if err != nil {
		return err
	}
	fmt.Fprintf(o.Out, "%d mails are in %s, one folder for each mailbox.\n", count, o.OutDir)
	missing := end.check(done, goodEnding())
	for _, m := range missing {
		fmt.Fprintln(o.Out, "not as it should be:", m)
	}
	if len(missing) > 0 {
		return fmt.Errorf("%w: %d things are not as they should be", ErrMissing, len(missing))
	}
	fmt.Fprintln(o.Out, "Everything ended as it should.")
	return nil
}

// playStory lets the story happen, and tells it.
func (w *World) playStory(ctx context.Context, story []scene, t *timeline) ([]played, error) {
	var done []played
	tell := func() error { return t.since(ctx) }
	for _, s := range story {
		at, err := w.moment(s.at)
		if err != nil {
			return done, err
		}
		if err := w.advance(ctx, at, tell); err != nil {
			return done, err
		}
		p, err := w.play(ctx, s, t)
		if err != nil {
			return done, err
		}
		done = append(done, p)
		if err := tell(); err != nil {
			return done, err
		}
	}
	return done, nil
}
