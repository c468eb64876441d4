package service

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"goodword/internal/postgres/pgtest"
	"goodword/internal/store"
	"goodword/mail/fetch"
	"goodword/mail/fetch/fetchtest"
	"goodword/mail/mailtest"
	"goodword/migrations"
)

// lengthHere is the longest lease that counts, so that none runs out amid a test.
const lengthHere = 55 * time.Second

// reader is one process's tenure of a mailbox, whose time passes as the test says.
type reader struct {
	*tenure
	memory *fetchtest.Memory
	ticks  chan time.Time

	mutex sync.Mutex
	clock time.Time
}

func newReader(t *testing.T, pool *pgxpool.Pool, s *mailtest.Server, name, password string) *reader {
	t.Helper()
	r := &reader{memory: fetchtest.NewMemory(), ticks: make(chan time.Time), clock: time.Now()}
	p, err := fetch.New(fetch.Settings{Mailbox: "nominations", Host: "127.0.0.1", Port: s.IMAP().Port, TLS: fetch.NoTLS, User: "goodword@corp.example",
		Password: func() (string, error) { return password, nil }, Since: new(time.Time)}, r.memory)
	if err != nil {
		t.Fatal(err)
	}
	r.tenure = &tenure{mailbox: "nominations", holder: name, pool: pool, poller: p, length: lengthHere, log: slog.New(slog.NewTextHandler(logWriter{t}, nil)),
		now: r.now, after: func(time.Duration) <-chan time.Time { return r.ticks }}
	return r
}

func (r *reader) now() time.Time {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return r.clock
}

// passes lets time pass, and what waits for it look again. It returns when the
// look has begun; when a second one was let, the first has ended.
func (r *reader) passes(t *testing.T, ctx context.Context, by time.Duration) {
	t.Helper()
	r.mutex.Lock()
	r.clock = r.clock.Add(by)
	r.mutex.Unlock()
	select {
	case r.ticks <- r.now():
	case <-ctx.Done():
		t.Fatal("it does not look again")
	}
}

// TestWhoCannotReadLetsAnother: the process that holds the mailbox has an old
// password, another has the new one. The first gives the mailbox up, and not
// before its time; the other takes it and reads. The lease itself never runs out.
func TestWhoCannotReadLetsAnother(t *testing.T) {
	t.Parallel()
	server, _ := inProcess(t, nil)
	if _, err := server.Deliver("dana@corp.example", "goodword@corp.example", []byte("Subject: Nina\r\n\r\nThank you.\r\n"), mailtest.Pass); err != nil {
		t.Fatal(err)
	}
	pool, err := migrations.Pool(t.Context(), pgtest.Database(t, migrated), 4)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	old, current := newReader(t, pool, server, "old", "yesterday's"), newReader(t, pool, server, "current", password)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	running, stop := context.WithCancel(ctx)
	var both sync.WaitGroup
	defer func() { stop(); both.Wait() }()
	holder := func() (name string) {
		if err := store.InTx(ctx, pool, func(tx store.Tx) (err error) {
			name, err = store.LeaseHolder(ctx, tx, "nominations")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return name
	}

	both.Go(func() { old.run(running) })
	eventually(t, ctx, "the first one is refused", func() bool { return old.poller.Status().LastError != "" })
	both.Go(func() { current.run(running) })
	current.passes(t, ctx, lengthHere/4)
	if name := holder(); name != "old" {
		t.Fatalf("%q holds the mailbox", name)
	}
	old.passes(t, ctx, barrenAfter*lengthHere)
	old.passes(t, ctx, 0)
	if name := holder(); name != "old" {
		t.Fatalf("after six lengths of the lease, and not more, %q holds the mailbox", name)
	}
	old.passes(t, ctx, time.Second)
	eventually(t, ctx, "the first one gives the mailbox up", func() bool { return holder() == "" })
	current.passes(t, ctx, lengthHere/4)
	if err := current.memory.WaitMails(ctx, 1); err != nil {
		t.Fatal(err)
	}
	if name := holder(); name != "current" {
		t.Errorf("%q holds the mailbox, and the other one reads it", name)
	}
	old.passes(t, ctx, 2*lengthHere) // it looks again, and stands by
	old.passes(t, ctx, lengthHere/4)
	if reading, _ := old.standsBy(); reading || len(old.memory.Mails()) != 0 {
		t.Error("both read")
	}
}

// TestCannotRead: only who knows an error, and had no good poll for long, gives up.
func TestCannotRead(t *testing.T) {
	t.Parallel()
	server, _ := inProcess(t, nil)
	r := newReader(t, nil, server, "one", password)
	long := barrenAfter*lengthHere + time.Second
	began := r.now()
	if r.clock = began.Add(long); r.cannotRead(began) {
		t.Error("who has not polled yet knows no error")
	}
	if err := r.poller.PollOnce(t.Context()); err != nil {
		t.Fatal(err)
	}
	if r.clock = time.Now().Add(long); r.cannotRead(began) {
		t.Error("a good poll is no error")
	}
	server.DropConnections()
	server.RefuseLogins(-1)
	for r.poller.PollOnce(t.Context()) == nil { // the end of the connection may not be seen yet
		server.DropConnections()
	}
	if r.clock = r.poller.Status().LastGoodPoll.Add(long - time.Second); r.cannotRead(began) {
		t.Error("the time goes by the last good poll")
	}
	if r.clock = r.poller.Status().LastGoodPoll.Add(long); !r.cannotRead(began) {
		t.Error("it could not read for too long")
	}
	if r.cannotRead(r.clock.Add(-time.Second)) {
		t.Error("the time goes by when it began to read")
	}
	r.poller.Stop()
}
