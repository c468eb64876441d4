package demo

import (
	"context"
	"errors"
	"io"
	"log/slog"
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

// ErrMissing is why Run fails when the week did not end as it should; what is
// missing was written to Out.
var ErrMissing = errors.New("something is missing")

// Run plays the week. Once, it checks and writes all letters and returns;
// otherwise it serves the page until ctx ends.
func Run(ctx context.Context, o Options) (err error) {
	w, err := Open(ctx, o.Log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	t := &timeline{w: w, out: o.Out, color: o.Color, quiet: o.Quiet}
	_, err = w.playWeek(ctx, week(), t)
	return err
}

// playWeek lets the story happen, and tells it.
func (w *World) playWeek(ctx context.Context, story []scene, t *timeline) ([]played, error) {
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
