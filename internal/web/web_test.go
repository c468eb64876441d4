package web

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func get(t *testing.T, client *http.Client, method, url string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// serve starts a server that ends with the test.
func serve(t *testing.T, checks []Check, log *slog.Logger) (*http.Client, string) {
	t.Helper()
	reg := prometheus.NewRegistry()
	c := prometheus.NewCounter(prometheus.CounterOpts{Name: "goodword_letters_total", Help: "Letters sent."})
	c.Add(3)
	reg.MustRegister(c)
	s, err := Start("127.0.0.1:0", Handler(checks, reg, log), log)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		for range 2 {
			if err := s.Stop(); err != nil {
				t.Error(err)
			}
		}
		<-s.Done()
	})
	return &http.Client{Transport: transport}, "http://" + s.Address()
}

func TestPaths(t *testing.T) {
	t.Parallel()
	const secret = "password=hunter2"
	var logged bytes.Buffer
	client, url := serve(t, []Check{
		{"database", func(context.Context) error { return nil }},
		{"mailbox nominations", func(context.Context) error { return errors.New(secret) }},
	}, slog.New(slog.NewTextHandler(&logged, nil)))
	for _, c := range []struct {
		method, path string
		status       int
		has          string
	}{
		{"GET", "/healthz", 200, "ok\n"},
		{"HEAD", "/healthz", 200, ""},
		{"GET", "/readyz", 503, "database: ok\nmailbox nominations: failed\n"},
		{"GET", "/metrics", 200, "goodword_letters_total 3"},
		{"POST", "/readyz", 405, ""},
		{"GET", "/", 404, ""},
	} {
		status, body := get(t, client, c.method, url+c.path)
		if status != c.status || !strings.Contains(body, c.has) {
			t.Errorf("%s %s: %d %q; want %d with %q", c.method, c.path, status, body, c.status, c.has)
		}
		if strings.Contains(body, secret) {
			t.Errorf("%s shows an error's text: %q", c.path, body)
		}
	}
	if !strings.Contains(logged.String(), secret) {
		t.Errorf("the log does not say why: %s", logged.String())
	}
}

func TestChecksRunOnceForAllWhoAsk(t *testing.T) {
	t.Parallel()
	var runs atomic.Int32
	entered, release := make(chan struct{}), make(chan struct{})
	ready := &readiness{log: slog.New(slog.DiscardHandler), checks: []Check{{"slow", func(context.Context) error {
		if runs.Add(1) == 1 {
			close(entered)
		}
		<-release
		return nil
	}}}}
	first := ready.join()
	<-entered
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if ready.join() != first {
				t.Error("a second run began beside the first")
			}
		})
	}
	all.Wait()
	close(release)
	<-first.done
	if n := runs.Load(); n != 1 || first.status != http.StatusOK {
		t.Errorf("%d runs, status %d", n, first.status)
	}
	second := ready.join()
	<-second.done
	if runs.Load() != 2 {
		t.Error("who asks later gets an old answer")
	}
}

func TestStartOnATakenAddress(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	if s, err := Start(l.Addr().String(), http.NotFoundHandler(), slog.New(slog.DiscardHandler)); err == nil || !strings.Contains(err.Error(), "http.listen") {
		t.Errorf("started %v, %v", s, err)
	}
}
