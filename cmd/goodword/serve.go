package main

import (
	"fmt"

	"goodword/internal/service"
)

type serveCommand struct{}

// Help shows examples.
func (serveCommand) Help() string {
	return `It runs until SIGTERM or Ctrl-C, then finishes what runs and stops.

Examples:
  goodword serve
  goodword serve --config /etc/goodword/goodword.toml`
}

// Run runs the service until it is told to stop.
func (serveCommand) Run(e *environment) error {
	c, err := e.load()
	if err != nil {
		return err
	}
	log := e.logger(c)
	s, err := service.Start(e.ctx, c, service.Options{Now: e.now, Log: log, Durable: true})
	if err != nil {
		return err
	}
	log.Info("goodword runs", "version", version(), "mailboxes", len(c.Mailboxes), "http", c.HTTP.Listen)
	var failure error
	select {
	case <-e.ctx.Done():
		log.Info("goodword stops: what runs is finished first")
	case failure = <-s.Failed():
		log.Error("goodword stops: a part that it needs has ended", "error", failure)
	}
	if err := s.Stop(); err != nil {
		return fmt.Errorf("stop: %w", err)
	}
	log.Info("goodword has stopped")
	return failure
}
