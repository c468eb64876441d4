package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"
)

// stopLimit is how long Stop waits for answers under way.
const stopLimit = 5 * time.Second

// Server serves a handler on one address.
type Server struct {
	http     *http.Server
	listener net.Listener
	done     chan struct{}
	err      error // after done
	stop     sync.Once
	stopErr  error
}

// Start listens on address (ADDRESS:PORT; port 0 takes a free one) and serves until Stop.
func Start(address string, h http.Handler, log *slog.Logger) (*Server, error) {
	return start(address, h, log, "health and metrics", "http.listen")
}

// StartStories is Start for the stories page.
func StartStories(address string, h http.Handler, log *slog.Logger) (*Server, error) {
	return start(address, h, log, "the stories page", "stories.listen")
}

// start serves what, at the address of a setting.
func start(address string, h http.Handler, log *slog.Logger, what, setting string) (*Server, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("serve %s: %w; set %s to another address, or to \"\" for none", what, err, setting)
	}
	s := &Server{
		http: &http.Server{
			Handler:           h,
			ReadHeaderTimeout: 5 * time.Second,
			ReadTimeout:       10 * time.Second,
			WriteTimeout:      30 * time.Second, // longer than checks and metrics may take
			IdleTimeout:       time.Minute,
			MaxHeaderBytes:    16 << 10,
			ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug),
		},
		listener: l,
		done:     make(chan struct{}),
	}
	go func() {
		defer close(s.done)
		if err := s.http.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			s.err = fmt.Errorf("serve %s on %s: %w", what, l.Addr(), err)
		}
	}()
	return s, nil
}

// Address is where it listens, as ADDRESS:PORT.
func (s *Server) Address() string { return s.listener.Addr().String() }

// Done is closed when it serves no longer, by Stop or by a failure that Stop returns.
func (s *Server) Done() <-chan struct{} { return s.done }

// Stop lets answers under way finish, for a few seconds, and closes what is left. It may be called twice.
func (s *Server) Stop() error {
	s.stop.Do(func() {
		ctx, cancel := context.WithTimeout(context.Background(), stopLimit)
		defer cancel()
		err := s.http.Shutdown(ctx)
		if err != nil {
			err = errors.Join(fmt.Errorf("stop serving on %s: %w", s.Address(), err), s.http.Close())
		}
		<-s.done
		s.stopErr = errors.Join(s.err, err)
	})
	return s.stopErr
}
