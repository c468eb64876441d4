package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"strconv"
	"time"
)

// supervisor is whoever started the service and wants to hear how it is: systemd,
// by sd_notify(3). The zero value is nobody.
type supervisor struct {
	socket string
	every  time.Duration // between signs of life; 0: none are wanted
	log    *slog.Logger
}

// supervised finds the supervisor of this process. What it starts itself, such as
// PostgreSQL, has none: the environment names it no more.
func supervised(log *slog.Logger) supervisor {
	s := supervisor{socket: os.Getenv("NOTIFY_SOCKET"), log: log}
	usec, err := strconv.ParseInt(os.Getenv("WATCHDOG_USEC"), 10, 64)
	pid := os.Getenv("WATCHDOG_PID")
	if err == nil && usec > 0 && (pid == "" || pid == strconv.Itoa(os.Getpid())) {
		s.every = time.Duration(usec) * time.Microsecond / 3
	}
	for _, name := range []string{"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"} {
		if err := os.Unsetenv(name); err != nil {
			log.Warn("keep the supervisor to this process", "error", err)
		}
	}
	return s
}

// tell sends a state. The service goes on should nobody listen.
func (s supervisor) tell(state string) {
	if s.socket == "" {
		return
	}
	if err := s.send(state); err != nil {
		s.log.Warn("tell the supervisor how the service is", "state", state, "error", err)
	}
}

func (s supervisor) send(state string) error {
	c, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: s.socket, Net: "unixgram"})
	if err != nil {
		return fmt.Errorf("reach it at NOTIFY_SOCKET: %w", err)
	}
	defer func() { _ = c.Close() }() // nothing is left to be written
	if err := c.SetWriteDeadline(time.Now().Add(time.Second)); err != nil {
		return err
	}
	_, err = c.Write([]byte(state))
	return err
}

// live gives signs of life until ctx ends, as long as the service is alive; when
// it is not the supervisor starts it anew.
func (s supervisor) live(ctx context.Context, alive func() error) {
	if s.socket == "" || s.every == 0 {
		return
	}
	next := time.NewTicker(s.every)
	defer next.Stop()
	for {
		if err := alive(); err != nil {
			s.log.Error("the supervisor hears no sign of life any more", "error", err)
			return
		}
		s.tell("WATCHDOG=1")
		select {
		case <-next.C:
		case <-ctx.Done():
			return
		}
	}
}
