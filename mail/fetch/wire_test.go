package fetch

import (
	"io"
	"net"
	"strings"
	"testing"
	"time"
)

// A server that sends a byte now and then is never silent for long, and is
// given up all the same.
func TestDrippingServerIsGivenUp(t *testing.T) {
	t.Parallel()
	ours, theirs := net.Pipe()
	w := newWire(ours, 40*time.Millisecond)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		drip := time.NewTicker(5 * time.Millisecond)
		defer drip.Stop()
		for range drip.C {
			if _, err := theirs.Write([]byte("x")); err != nil {
				return
			}
		}
	}()
	w.begin(1000)
	start := time.Now()
	_, err := io.ReadAll(w)
	if err == nil || !strings.Contains(err.Error(), "no answer within") {
		t.Errorf("error: %v", err)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
	_ = ours.Close()
	<-ended
}

func TestBytesBeyondTheBudgetEndTheConnection(t *testing.T) {
	t.Parallel()
	ours, theirs := net.Pipe()
	defer ours.Close()
	w := newWire(ours, time.Minute)
	go func() {
		defer theirs.Close()
		_, _ = theirs.Write(make([]byte, 11))
	}()
	w.begin(10)
	got, err := io.ReadAll(w)
	if err == nil || len(got) > 10 || w.broken() == nil {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

func TestBackoffGrowsToHalfAMinute(t *testing.T) {
	t.Parallel()
	for failures, want := range map[int]time.Duration{1: time.Second, 2: 2 * time.Second, 5: 16 * time.Second, 6: 30 * time.Second, 1000: 30 * time.Second} {
		if got := backoff(failures, false); got < want*4/5 || got > want*6/5 {
			t.Errorf("after %d failures %v, want about %v", failures, got, want)
		}
	}
	if got := backoff(1, true); got < 48*time.Second || got > 72*time.Second {
		t.Errorf("after a refused login %v", got)
	}
}
