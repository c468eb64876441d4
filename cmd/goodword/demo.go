package main

import (
	"errors"
	"fmt"
	"log/slog"
	"os"

	"goodword/internal/demo"
)

type demoCommand struct {
	Once    bool   `help:"Play the month, check how everything ended, write all letters, and end: with a failure where anything is missing."`
	Out     string `help:"Where --once writes each mailbox as a folder of .eml files." default:"demo-out" type:"path" placeholder:"DIR"`
	Listen  string `help:"Where to serve the page; port 0 picks a free one." default:"127.0.0.1:8026" placeholder:"ADDRESS"`
	Quiet   bool   `help:"Leave the timeline out; the summary stays."`
	Verbose bool   `help:"Show goodword's own log, too."`
}

// Help shows examples.
func (demoCommand) Help() string {
	return `It needs no settings, no network and no mail server: it starts its own on
loopback, in a temporary folder that it removes at the end. PostgreSQL's programs
must be on this machine. Ctrl-C ends it.

Examples:
  goodword demo
  goodword demo --listen 127.0.0.1:0
  goodword demo --once --out letters`
}

// Run plays the month, then serves the page until it is told to stop.
func (d demoCommand) Run(e *environment) error {
	o := demo.Options{Once: d.Once, OutDir: d.Out, Listen: d.Listen, Quiet: d.Quiet, Out: e.out, Color: isTerminal(e.out), Log: slog.New(slog.DiscardHandler)}
	if d.Verbose {
		o.Log = slog.New(slog.NewTextHandler(e.err, nil))
	}
	err := demo.Run(e.ctx, o)
	if errors.Is(err, demo.ErrMissing) {
		return fmt.Errorf("the month did not end as it should: %w", err)
	}
	return err
}

// isTerminal says whether a person reads what is written there.
func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	if !ok || os.Getenv("NO_COLOR") != "" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
