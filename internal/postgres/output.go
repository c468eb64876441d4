package postgres

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
)

// tailLines is how many of the server's last lines an error shows.
const tailLines = 12

// maxLine ends a line of output that never ends.
const maxLine = 8 << 10

// output takes what the server prints, hands it to the log line by line and keeps the last lines.
type output struct {
	log *slog.Logger

	mu      sync.Mutex
	partial []byte
	last    []string
}

// Write never fails: a server must not stop because its log could not be written.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.partial = append(o.partial, p...)
	for {
		line, rest, found := bytes.Cut(o.partial, []byte("\n"))
		if !found && len(o.partial) < maxLine {
			return len(p), nil
		}
		o.take(string(line))
		o.partial = append(o.partial[:0], rest...)
	}
}

func (o *output) take(line string) {
	level := slog.LevelDebug
	switch {
	case strings.HasSuffix(line, "the database system is starting up"): // what ready hears until it is
	case strings.HasSuffix(line, "terminating connection due to administrator command"), // our own stop; whose connection it was says so too
		strings.HasSuffix(line, "the database system is shutting down"): // and whoever comes too late
	case strings.HasPrefix(line, "PANIC:"):
		level = slog.LevelError
	case strings.HasPrefix(line, "FATAL:"), strings.HasPrefix(line, "WARNING:"):
		level = slog.LevelWarn
	}
	o.log.Log(context.Background(), level, "postgres says", "line", line)
	o.last = append(o.last, line)
	if len(o.last) > tailLines {
		o.last = o.last[1:]
	}
}

func (o *output) tail() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return strings.Join(o.last, "\n")
}
