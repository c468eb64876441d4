package service

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
)

// TestQuiet: of River's log warnings are written, and the rest at the level debug alone.
func TestQuiet(t *testing.T) {
	t.Parallel()
	for level, want := range map[slog.Level]string{slog.LevelInfo: "warned", slog.LevelDebug: "counted warned", slog.LevelError: ""} {
		var out bytes.Buffer
		log := slog.New(quiet{slog.NewTextHandler(&out, &slog.HandlerOptions{Level: level})}).With("a", 1).WithGroup("g")
		log.Info("counted")
		log.Warn("warned")
		var said []string
		for _, word := range []string{"counted", "warned"} {
			if strings.Contains(out.String(), "msg="+word+" a=1") {
				said = append(said, word)
			}
		}
		if got := strings.Join(said, " "); got != want {
			t.Errorf("%s: %q, want %q", level, got, want)
		}
	}
}
