package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestSupervisor: systemd hears when the service is ready, that it lives, and
// that it stops.
func TestSupervisor(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 100*time.Second)
	socket := filepath.Join(c.folder, "notify")
	listener, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: socket, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	deadline, _ := c.ctx.Deadline()
	if err := listener.SetReadDeadline(deadline); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	serve := exec.CommandContext(c.ctx, "goodword", "serve", "--config", c.settings)
	serve.Env = append(os.Environ(), "NOTIFY_SOCKET="+socket, "WATCHDOG_USEC=300000")
	serve.Stderr = &log
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	var heard []string
	hear := func(until func() bool) {
		buffer := make([]byte, 4096)
		for !until() {
			n, _, err := listener.ReadFromUnix(buffer)
			if err != nil {
				t.Fatalf("after %q: %v", heard, err)
			}
			heard = append(heard, string(buffer[:n]))
		}
	}
	count := func(state string) (n int) {
		for _, h := range heard {
			if h == state {
				n++
			}
		}
		return n
	}
	hear(func() bool { return len(heard) > 0 })
	if !strings.HasPrefix(heard[0], "READY=1\nSTATUS=") {
		t.Errorf("the first that it says is %q", heard[0])
	}
	hear(func() bool { return count("WATCHDOG=1") >= 3 })
	if err := serve.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	hear(func() bool { return count("STOPPING=1") == 1 })
	if err := serve.Wait(); err != nil {
		t.Errorf("%v\n%s", err, log.String())
	}
}

// TestSupervisorHearsOfTheDead: who is not alive gives no sign of it, and a
// supervisor that is gone stops nobody.
func TestSupervisorHearsOfTheDead(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	s := supervisor{socket: filepath.Join(t.TempDir(), "gone"), every: time.Hour, log: slog.New(slog.NewTextHandler(&log, nil))}
	s.live(context.Background(), func() error { return errors.New("the jobs have stopped") })
	if text := log.String(); !strings.Contains(text, "no sign of life any more") || strings.Contains(text, "WATCHDOG") {
		t.Errorf("its log: %s", text)
	}
	s.tell("READY=1")
	if !strings.Contains(log.String(), "tell the supervisor") {
		t.Errorf("its log does not say that nobody listens: %s", log.String())
	}
}
