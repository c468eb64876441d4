package fetch

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"
)

// Status is what a Poller shows of itself, for /readyz and `goodword status`.
type Status struct {
	Mailbox      string
	Connected    bool
	LastGoodPoll time.Time // zero before the first
	LastError    string    // of the last poll; empty when it was good
	LastErrorAt  time.Time
	// Untouched says why stored mails could not be flagged or moved; empty
	// when all were. It does not make a poll bad: the cursor is the truth.
	Untouched string
	Mails     int64 // handed over since the Poller was made
}

// Poller reads one mailbox. Make it with New; one goroutine at a time may call
// Run or PollOnce.
type Poller struct {
	settings Settings
	receiver Receiver

	turn    sync.Mutex // held by the one that polls
	session *session   // nil when not connected
	scan    scan       // what is known beyond the cursor

	mutex   sync.Mutex
	status  Status
	stopped bool
	cancel  context.CancelFunc // of the running Run
}

// New checks the settings and makes a Poller that is not connected yet.
func New(settings Settings, receiver Receiver) (*Poller, error) {
	settings = settings.withDefaults()
	if err := settings.validate(); err != nil {
		return nil, err
	}
	return &Poller{
		settings: settings,
		receiver: receiver,
		status:   Status{Mailbox: settings.Mailbox},
	}, nil
}

// Status may be called at any time from any goroutine.
func (p *Poller) Status() Status {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.status
}

// longestIdle is how long one IDLE lasts at most: it can die without a sign.
const longestIdle = 5 * time.Minute

// Run polls until ctx ends or Stop is called, then returns nil. Errors are
// shown by Status and retried after 1 s, doubling to 30 s; after a refused
// login 60 s; when the server asks for less, 1 min doubling to 15. When ctx has ended it may be called again.
func (p *Poller) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	p.mutex.Lock()
	if p.stopped {
		p.mutex.Unlock()
		return nil
	}
	p.cancel = cancel
	p.mutex.Unlock()

	p.turn.Lock()
	defer p.turn.Unlock()
	defer p.disconnect()
	p.scan = scan{}          // another process may have read meanwhile
	failures, losses := 0, 0 // in a row, of polls and of connections between them
	for ctx.Err() == nil {
		if err := p.pollOnce(ctx); err != nil {
			failures++
			p.pause(ctx, pauseAfter(failures, err))
			continue
		}
		failures = 0
		p.await(ctx)
		if p.session.alive() {
			losses = 0
			continue
		}
		losses++ // some proxies end every IDLE: no hurry then
		p.pause(ctx, backoff(losses, false))
	}
	return nil
}

// Stop ends Run and waits until it has returned, or ends what PollOnce left
// open. It may be called twice; a stopped Poller does not run again.
func (p *Poller) Stop() {
	p.mutex.Lock()
	p.stopped = true
	cancel := p.cancel
	p.mutex.Unlock()
	if cancel != nil {
		cancel()
	}
	p.turn.Lock()
	defer p.turn.Unlock()
	p.disconnect()
}

// PollOnce connects where needed, reads what is new, touches it, and keeps the
// connection for the next call. Stop closes it.
func (p *Poller) PollOnce(ctx context.Context) error {
	p.turn.Lock()
	defer p.turn.Unlock()
	return p.pollOnce(ctx)
}

func (p *Poller) pollOnce(ctx context.Context) error {
	err := p.attempt(ctx)
	if err != nil {
		err = fmt.Errorf("mailbox %q: %w", p.settings.Mailbox, err)
		p.drop()
	}
	now := p.settings.Now()
	p.show(func(s *Status) {
		s.Connected = p.session != nil
		if err != nil {
			s.LastError, s.LastErrorAt = err.Error(), now
			return
		}
		s.LastGoodPoll, s.LastError = now, ""
	})
	return err
}

func (p *Poller) attempt(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if p.session != nil && !p.session.alive() {
		p.drop()
	}
	if p.session == nil {
		ses, err := connect(ctx, p.settings)
		if err != nil {
			return err
		}
		p.session = ses
		p.show(func(s *Status) { s.Connected = true })
	}
	defer p.session.bind(ctx)()
	return p.poll(ctx)
}

// await returns when it is time to poll again: after PollEvery, or when the
// server hints at new mails.
func (p *Poller) await(ctx context.Context) {
	if !p.session.canIdle() {
		p.pause(ctx, p.settings.PollEvery)
		return
	}
	defer p.session.bind(ctx)()
	p.session.idle(ctx, p.settings.Sleep(min(p.settings.PollEvery, longestIdle)))
}

func (p *Poller) pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-p.settings.Sleep(d):
	}
}

// drop closes a connection that is of no more use.
func (p *Poller) drop() {
	if p.session != nil {
		p.session.close()
		p.session = nil
	}
}

func (p *Poller) disconnect() {
	if p.session != nil {
		p.session.leave()
		p.session = nil
	}
	p.show(func(s *Status) { s.Connected = false })
}

func (p *Poller) show(change func(*Status)) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	change(&p.status)
}

// backoff is the time before the next attempt, spread by a fifth either way so
// that many mailboxes do not return to a server in step.
func backoff(failures int, login bool) time.Duration {
	d := time.Minute
	if !login {
		d = min(time.Second<<min(failures-1, 5), 30*time.Second)
	}
	return d*4/5 + rand.N(d*2/5)
}
