package demo

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"
)

// TestRunEndsEarly shows that an address that is taken is told before anything
// is started, and that a demo told to stop says no more than that.
func TestRunEndsEarly(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var out strings.Builder
	o := Options{Listen: l.Addr().String(), Out: &out, Log: slog.New(slog.DiscardHandler)}
	if err := Run(t.Context(), o); err == nil || !strings.Contains(err.Error(), "--listen") {
		t.Errorf("an address that is taken: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	o.Once = true
	if err := Run(ctx, o); !errors.Is(err, context.Canceled) {
		t.Errorf("told to stop: %v", err)
	}
	if out.Len() > 0 {
		t.Errorf("it told %q", out.String())
	}
}

// TestMoments reads the times of the story.
func TestMoments(t *testing.T) {
	t.Parallel()
	w := &World{}
	var err error
	if w.home, err = time.LoadLocation(homeZone); err != nil {
		t.Fatal(err)
	}
	for said, want := range map[string]string{"Sun 18:00": "2026-09-13T18:00:00+02:00", "Mon 08:02": "2026-09-14T08:02:00+02:00", "Sat 10:30": "2026-09-19T10:30:00+02:00",
		"2 Sun 18:00": "2026-09-20T18:00:00+02:00", "4 Fri 09:30": "2026-10-09T09:30:00+02:00"} {
		if at, err := w.moment(said); err != nil || at.Format("2006-01-02T15:04:05-07:00") != want {
			t.Errorf("%s is %v, %v; want %s", said, at, err, want)
		}
	}
	for _, wrong := range []string{"", "Mon", "Mon 25:00", "Xyz 10:00", "0 Mon 10:00", "5 Mon 10:00", "2 Xyz 10:00", "2 Mon"} {
		if at, err := w.moment(wrong); err == nil {
			t.Errorf("%q is %v", wrong, at)
		}
	}
}
