// Package web answers the machines that watch over goodword: /healthz says that the process lives, /readyz
// whether it can work (each check by name), /metrics gives Prometheus its numbers. On an address of its own it
// serves the stories page and its feed, to people.
//
// It has no login and changes nothing, and errors go to the log; health and metrics show no letter, no name, no
// address and no error's text, and the page nothing but what may be told at that moment. internal/service
// starts one server for each address that the settings name.
package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// checkLimit is how long one readiness check may take; after that it has failed.
const checkLimit = 5 * time.Second

// metricsLimit is how long gathering metrics may take, and metricsAtOnce how many may gather.
const (
	metricsLimit  = 10 * time.Second
	metricsAtOnce = 4
)

// Check is one thing that must hold for goodword to be ready. Run returns nil when it does; it must obey its
// context.
type Check struct {
	Name string // shown to whoever asks, such as "database"
	Run  func(context.Context) error
}

// Handler serves the three paths. Checks run at the same time, and once for all who ask meanwhile.
func Handler(checks []Check, metrics prometheus.Gatherer, log *slog.Logger) http.Handler {
	ready := &readiness{checks: checks, log: log}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, "ok\n") })
	mux.Handle("GET /readyz", ready)
	mux.Handle("GET /metrics", promhttp.HandlerFor(metrics, promhttp.HandlerOpts{
		ErrorLog:            metricsLog{log},
		MaxRequestsInFlight: metricsAtOnce,
		Timeout:             metricsLimit,
	}))
	return mux
}

func answer(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text)) // who asked has gone
}

// readiness runs the checks.
type readiness struct {
	checks []Check
	log    *slog.Logger

	mu     sync.Mutex
	flight *flight
}

// flight is one run of all checks.
type flight struct {
	done   chan struct{}
	status int
	text   string
}

func (r *readiness) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	f := r.join()
	select {
	case <-f.done:
		answer(w, f.status, f.text)
	case <-req.Context().Done():
	}
}

// join starts a run, or finds the one under way.
func (r *readiness) join() *flight {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.flight == nil {
		r.flight = &flight{done: make(chan struct{})}
		go r.run(r.flight)
	}
	return r.flight
}

// run ends within checkLimit, which is why nobody needs to stop it.
func (r *readiness) run(f *flight) {
	ctx, cancel := context.WithTimeout(context.Background(), checkLimit)
	defer cancel()
	failed := make([]error, len(r.checks))
	var all sync.WaitGroup
	for i, c := range r.checks {
		all.Go(func() { failed[i] = c.Run(ctx) })
	}
	all.Wait()

	f.status = http.StatusOK
	var text strings.Builder
	for i, c := range r.checks {
		word := "ok"
		if err := failed[i]; err != nil {
			word, f.status = "failed", http.StatusServiceUnavailable
			r.log.Warn("not ready", "check", c.Name, "error", err)
		}
		fmt.Fprintf(&text, "%s: %s\n", c.Name, word)
	}
	f.text = text.String()

	r.mu.Lock()
	r.flight = nil
	r.mu.Unlock()
	close(f.done)
}

// metricsLog takes what Prometheus's handler complains of.
type metricsLog struct{ log *slog.Logger }

func (m metricsLog) Println(v ...any) {
	m.log.Error("metrics", "error", strings.TrimSpace(fmt.Sprintln(v...)))
}
