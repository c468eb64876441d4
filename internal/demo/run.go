package demo

import (
	"context"
	"errors"
	"fmt"
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
	for _, s := range week() {
		at, err := w.moment(s.at)
		if err != nil {
			return err
		}
		if err := w.advance(ctx, at, func() error { return nil }); err != nil {
			return err
		}
		p, err := w.play(ctx, s)
		if err != nil {
			return err
		}
		fmt.Fprintln(o.Out, s.at, s.name, p.Mail)
	}
	return nil
}
