package faults

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"goodword/internal/check/day"
	"goodword/internal/check/promises"
	"goodword/internal/check/proxy"
	"goodword/internal/directory"
	"goodword/internal/postgres/pgtest"
	"goodword/internal/store"
	"goodword/mail/mailtest"
	"goodword/migrations"
)

const password = "kelp-and-granite-47"

// world is one company with its mail system, its database behind a proxy, and
// the processes of goodword that serve it.
type world struct {
	t        testing.TB
	ctx      context.Context
	day      *day.Day
	next     int // of the day's mails
	server   *mailtest.Server
	pool     *pgxpool.Pool // past the proxy
	settings string
	log      *logbook

	db, smtp      *proxy.Proxy
	imap, imap2   *proxy.Proxy // of the nominations' and of the compliments' mailbox
	options       options
	mails         int                                 // delivered when they were last counted
	different     int                                 // of these
	before, after atomic.Pointer[func() bool]         // around each COMMIT
	command       atomic.Pointer[func([]byte) []byte] // at each IMAP command

	mutex      sync.Mutex
	processes  []*process
	truth      []day.Mail
	gone       map[string]bool // bytes of mails taken out of the mailbox
	delivered  map[string]mailtest.Mail
	touched    []string
	answered   map[int64]bool
	seen       int // accepted letters that were answered
	recoveries []promises.Recovery
	aged       time.Duration
}

// prepare makes the database that every world's is a copy of.
func prepare(ctx context.Context, url string) error {
	if err := migrations.Up(ctx, url, slog.New(slog.DiscardHandler)); err != nil {
		return err
	}
	pool, err := migrations.Pool(ctx, url, 1)
	if err != nil {
		return err
	}
	defer pool.Close()
	return store.InTx(ctx, pool, func(tx store.Tx) error {
		return directory.Apply(ctx, tx, day.Directory(), "fault suite", time.Now())
	})
}

// options are what a world may have of its own.
type options struct {
	url  string           // of the database; a fresh one of the test process's server
	imap string           // where goodword reads its mail, instead of the server in the process
	now  func() time.Time // the world's clock
	more string           // lines of [timing]; none sends thank-yous at once
}

// newWorld makes everything but a process, for a day of so many mails beside
// the answers.
func newWorld(t testing.TB, seed uint64, mails int) *world {
	return newWorldWith(t, seed, mails, options{})
}

func newWorldWith(t testing.TB, seed uint64, mails int, o options) *world {
	t.Helper()
	if o.url == "" {
		o.url = pgtest.Database(t, prepare)
	}
	if o.now == nil {
		o.now = time.Now
	}
	if o.more == "" {
		o.more = "veto_window = \"0s\""
	}
	w := &world{t: t, options: o, day: day.New(seed, mails, o.now()), log: newLogbook(), gone: map[string]bool{}, delivered: map[string]mailtest.Mail{}, answered: map[int64]bool{}}
	ctx, cancel := context.WithTimeout(t.Context(), patience(t))
	t.Cleanup(cancel)
	w.ctx = ctx
	var err error
	logins := map[string]string{}
	for _, a := range day.Accounts() {
		logins[a] = password
	}
	if w.server, err = mailtest.Start(mailtest.Config{Domains: []string{day.Domain}, Accounts: logins, Now: o.now}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.server.Close)
	w.openPool(o.url)
	w.startProxies()
	w.writeSettings()
	w.server.OnTouch(w.touch)
	var reacting sync.WaitGroup
	stop, end := context.WithCancel(ctx)
	reacting.Go(func() { w.react(stop) })
	t.Cleanup(func() { end(); reacting.Wait() })
	t.Cleanup(w.end)
	return w
}

// openPool connects past the proxy, under a name of its own.
func (w *world) openPool(url string) {
	w.t.Helper()
	like, err := migrations.Pool(w.ctx, url, 4)
	if err != nil {
		w.t.Fatal(err)
	}
	defer like.Close()
	config := like.Config()
	config.ConnConfig.RuntimeParams["application_name"] = "fault suite"
	if w.pool, err = pgxpool.NewWithConfig(w.ctx, config); err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(w.pool.Close)
}

func (w *world) startProxies() {
	w.t.Helper()
	around := func(hook *atomic.Pointer[func() bool]) func() bool {
		return func() bool {
			if do := hook.Load(); do != nil {
				return (*do)()
			}
			return true
		}
	}
	inject := proxy.Inject{Command: func(sent []byte) []byte {
		if do := w.command.Load(); do != nil {
			return (*do)(sent)
		}
		return nil
	}}
	c := w.pool.Config().ConnConfig
	network, address := "tcp", net.JoinHostPort(c.Host, fmt.Sprint(c.Port))
	if strings.HasPrefix(c.Host, "/") {
		network, address = "unix", filepath.Join(c.Host, fmt.Sprint(".s.PGSQL.", c.Port))
	}
	w.db = w.proxy(network, address, proxy.Commits{Before: around(&w.before), After: around(&w.after)}.Watch)
	at := w.options.imap
	if at == "" {
		at = w.server.IMAP().String()
	}
	w.imap, w.imap2 = w.proxy("tcp", at, inject.Watch), w.proxy("tcp", at, nil)
	w.smtp = w.proxy("tcp", w.server.SMTP().String(), nil)
}

func (w *world) proxy(network, target string, watch proxy.Watch) *proxy.Proxy {
	p, err := proxy.Start(network, target, watch)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(p.Close)
	return p
}

// serve starts a process and waits until it runs.
func (w *world) serve() *process {
	w.t.Helper()
	p := w.launch()
	if err := p.running(w.ctx); err != nil {
		w.t.Fatal(err)
	}
	return p
}

// launch starts a process and does not wait.
func (w *world) launch() *process {
	w.t.Helper()
	p, err := launch(program(w.t), w.settings, w.log)
	if err != nil {
		w.t.Fatal(err)
	}
	w.mutex.Lock()
	w.processes = append(w.processes, p)
	w.mutex.Unlock()
	return p
}

// end kills what still runs.
func (w *world) end() {
	w.mutex.Lock()
	list := w.processes
	w.mutex.Unlock()
	for _, p := range list {
		p.kill()
	}
}

// killAll kills every process that runs, and none is left.
func (w *world) killAll() { w.end() }

// write delivers the next mails of the day, and all that are left for n < 0.
func (w *world) write(n int) {
	w.t.Helper()
	for ; n != 0 && w.next < len(w.day.Mails); n-- {
		w.deliver(w.day.Mails[w.next])
		w.next++
	}
}

func (w *world) deliver(m day.Mail) {
	w.mutex.Lock()
	w.truth = append(w.truth, m)
	before, had := w.delivered[m.ID]
	w.mutex.Unlock()
	if m.Same && had {
		if err := w.server.Again(before); err != nil {
			w.t.Error(err)
		}
		return
	}
	mail, err := w.server.Deliver(m.From, m.To, m.Raw, m.Verdict)
	if err != nil {
		w.t.Errorf("deliver a mail of the sort %s: %v", m.Sort, err)
		return
	}
	w.mutex.Lock()
	w.delivered[m.ID] = mail
	w.mutex.Unlock()
}

// mailboxOf names the settings' mailbox of an account.
func mailboxOf(account string) string {
	if account == day.Compliments {
		return "compliments"
	}
	return "nominations"
}

// touch looks, before a client's change takes place, whether what it touches is stored.
func (w *world) touch(t mailtest.Touch) {
	if len(t.UIDs) == 0 {
		return
	}
	uids := make([]int64, len(t.UIDs))
	for i, uid := range t.UIDs {
		uids[i] = int64(uid)
	}
	stored := 0
	err := w.pool.QueryRow(w.ctx, "select count(distinct uid) from inbound where mailbox = $1 and uid_validity = $2 and uid = any($3)",
		mailboxOf(t.Account), int64(t.UIDValidity), uids).Scan(&stored)
	if err == nil && stored < len(uids) {
		w.mutex.Lock()
		w.touched = append(w.touched, fmt.Sprintf("%s, UIDs %v", t.Account, uids))
		w.mutex.Unlock()
	}
}

// react lets people answer the letters they get, until ctx ends.
func (w *world) react(ctx context.Context) {
	for n := 0; ; {
		accepted, err := w.server.WaitAccepted(ctx, n+1)
		if err != nil {
			return
		}
		for ; n < len(accepted); n++ {
			l, ok := w.letter(ctx, accepted[n])
			if !ok {
				if ctx.Err() != nil {
					return
				}
				continue
			}
			for _, m := range w.day.Answer(l) {
				w.deliver(m)
			}
		}
		w.mutex.Lock()
		w.seen = n
		w.mutex.Unlock()
	}
}

// letter asks what kind of letter the server took; false for one that was
// answered before. A database that is away is waited for.
func (w *world) letter(ctx context.Context, a mailtest.Accepted) (day.Letter, bool) {
	l := day.Letter{To: a.To, Raw: a.Raw}
	if _, err := fmt.Sscanf(a.Mark, "letter-%d", &l.ID); err != nil {
		return l, false
	}
	w.mutex.Lock()
	again := w.answered[l.ID]
	w.answered[l.ID] = true
	w.mutex.Unlock()
	if again {
		return l, false
	}
	for {
		err := w.pool.QueryRow(ctx, `select kind, coalesce('GW-' || number, '') from letters left join nominations n on n.id = nomination_id
			where letters.id = $1`, l.ID).Scan(&l.Kind, &l.Nomination)
		if err == nil {
			return l, true
		}
		select {
		case <-ctx.Done():
			return l, false
		case <-time.After(100 * time.Millisecond):
		}
	}
}
