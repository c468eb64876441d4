package main

import (
	"context"
	"fmt"

	"goodword/internal/service"
)

type serveCommand struct {
	partFlags
	DryRun service.Dry `help:"Change no mailbox, and send every letter to this one address, or write it into this folder as .eml." placeholder:"ADDRESS|FOLDER"`
}

// partFlags say what of the work a process does.
type partFlags struct {
	Only   partName `help:"Do nothing but this part of the work: deliver submits letters to the relay, and reads no mailbox." placeholder:"deliver" xor:"part"`
	Except partName `help:"Leave this part of the work to other processes: without deliver no letter is submitted." placeholder:"deliver" xor:"part"`
}

// partName is a part that can run by itself; there is one.
type partName string

// UnmarshalText fulfils encoding.TextUnmarshaler.
func (p *partName) UnmarshalText(text []byte) error {
	if string(text) != "deliver" {
		return fmt.Errorf("%q is no part of the work; allowed: deliver", text)
	}
	*p = partName(text)
	return nil
}

func (f partFlags) part() service.Part {
	switch {
	case f.Only != "":
		return service.OnlyDeliver
	case f.Except != "":
		return service.ExceptDeliver
	}
	return service.Everything
}

// Help shows examples.
func (serveCommand) Help() string {
	return `It runs until SIGTERM or Ctrl-C, then finishes what runs and stops.

Any number of processes may serve one database that database.url names. One of
them reads each mailbox; when it stops or dies another takes over within half a
minute. The relay's password may live in a process of its own, which needs none
of the mailboxes', while the others need none of the relay's.

Examples:
  goodword serve
  goodword serve --config /etc/goodword/goodword.toml
  goodword serve --except deliver
  goodword serve --only deliver --config /etc/goodword-deliver/goodword.toml

A dry run reads the mailboxes and leaves them as they are. It has a database of
its own (data_dir or database.url of its own settings), so that a real run
afterwards misses nothing; either refuses the other's.
  goodword serve --config dry.toml --dry-run ./letters
  goodword serve --config dry.toml --dry-run tester@example.com`
}

// Run runs the service until it is told to stop.
func (s serveCommand) Run(e *environment) error {
	part := s.part()
	s.DryRun = s.DryRun.Whole()
	c, err := e.loadFor(s.DryRun.Secrets(part))
	if err != nil {
		return err
	}
	if err := c.CPO.Today(e.now(), c.Company.TimeZone); err != nil {
		return err
	}
	log := e.logger(c)
	above := supervised(log)
	running, err := service.Start(e.ctx, c, service.Options{Now: e.now, Log: log, Durable: true, Part: part, Dry: s.DryRun, Pace: e.pace})
	if err != nil {
		return err
	}
	if s.DryRun != "" {
		log.Warn("this is a dry run: no mailbox is changed, and every letter goes to one place", "letters", string(s.DryRun))
	}
	log.Info("goodword runs", "dry", s.DryRun != "", "version", version(), "reads", part.Reads(), "delivers", part.Delivers(),
		"mailboxes", len(running.Pollers), "http", running.HTTP(), "stories", running.StoriesHTTP())
	above.tell("READY=1\nSTATUS=" + doing(s.DryRun, len(running.Pollers)))
	living, end := context.WithCancel(context.Background())
	defer end()
	go above.live(living, running.Alive)
	var failure error
	select {
	case <-e.ctx.Done():
		log.Info("goodword stops: what runs is finished first")
	case failure = <-running.Failed():
		log.Error("goodword stops: a part that it needs has ended", "error", failure)
	}
	end()
	above.tell("STOPPING=1")
	if err := running.Stop(); err != nil {
		return fmt.Errorf("stop: %w", err)
	}
	log.Info("goodword has stopped")
	return failure
}

// doing says in a line what the process does.
func doing(dry service.Dry, mailboxes int) string {
	line := fmt.Sprintf("looks after %d mailboxes", mailboxes)
	if dry != "" {
		line += ", as a dry run"
	}
	return line
}
