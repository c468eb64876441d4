// Package service puts goodword together from its settings: database, relay,
// jobs, pollers, listeners; and takes it apart in the order in which nothing is
// lost. The serve command and the demo start it; it decides nothing itself.
package service

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"goodword/internal/config"
	"goodword/internal/postgres"
	"goodword/internal/web"
	"goodword/jobs"
	"goodword/mail/fetch"
	"goodword/mail/send"
	"goodword/migrations"
	"goodword/templates"
)

// Options are what a caller may choose beside the settings.
type Options struct {
	Now     func() time.Time // time.Now
	Log     *slog.Logger
	Manual  bool // the caller polls and ticks itself, by its own clock
	Durable bool // of a private database: survive a power cut
	Part    Part // Everything
	Dry     Dry  // where a dry run's letters go; "" is no dry run
	Pace    Pace
}

// Pace is how long things may take; the zero value is the usual one.
type Pace struct {
	Times jobs.Times    // jobs.UsualTimes()
	Lease time.Duration // 20 s, and under a minute; after so long without a sign of its reader a mailbox is another's
}

// Service is a running goodword.
type Service struct {
	Desk    *jobs.Desk
	Pool    *pgxpool.Pool
	Pollers []*fetch.Poller // none where only letters are delivered

	options  Options
	tenures  []*tenure          // one for each poller, unless the caller polls itself
	leave    context.CancelFunc // ends all reading
	database *Database
	queue    *jobs.Queue
	relay    *send.Submitter
	listener *web.Server
	stories  *web.Server
	polling  sync.WaitGroup
	stop     sync.Once
	stopped  error
}

// Limits of stopping: River finishes its jobs, then they are cancelled.
const (
	softStop = 25 * time.Second
	hardStop = 10 * time.Second
)

// Start brings everything up and returns when it runs. ctx ends the start only;
// Stop ends the service.
func Start(ctx context.Context, c *config.Config, o Options) (s *Service, err error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Pace.Times == (jobs.Times{}) {
		o.Pace.Times = jobs.UsualTimes()
	}
	if o.Pace.Lease == 0 {
		o.Pace.Lease = leaseLength
	}
	s = &Service{options: o}
	if o.Part != Everything && !c.Database.URL.IsSet() {
		return s, errors.New("a process that does a part of the work shares its database with the others: let database.url in the settings name a server")
	}
	if err = o.Dry.check(c); err != nil {
		return s, err
	}
	c = o.Dry.settings(c)
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Stop())
		}
	}()
	if s.database, err = OpenDatabase(ctx, c, o.Durable, o.Log); err != nil {
		return s, err
	}
	s.Pool = s.database.Pool
	if err = migrations.Up(ctx, s.database.URL, o.Log); err != nil {
		return s, err
	}
	if err = s.takePurpose(ctx); err != nil {
		return s, err
	}
	if err = s.makeDesk(c); err != nil {
		return s, err
	}
	if err = s.openRelay(c); err != nil {
		return s, err
	}
	if err = s.Desk.Settle(ctx); err != nil {
		return s, err
	}
	if err = s.makePollers(c); err != nil {
		return s, err
	}
	if err = s.startJobs(ctx); err != nil {
		return s, err
	}
	s.startPollers()
	if err = s.startStories(c); err != nil {
		return s, err
	}
	return s, s.startListener(c)
}

// makeDesk reads the letters and the catalogue, and gives the rules their desk.
func (s *Service) makeDesk(c *config.Config) error {
	o := s.options
	letters, err := templates.Load(c.Letters.TemplatesDir)
	if err != nil {
		return err
	}
	if said := letters.Origin(); said != "" {
		o.Log.Info("the letters are read: " + said)
	}
	catalogue, err := Catalogue(c)
	if err != nil {
		return err
	}
	settings, places, err := settingsWith(c, o)
	if err != nil {
		return err
	}
	s.Desk = jobs.New(settings, s.Pool, nil, letters, catalogue, o.Now, o.Log)
	s.Desk.Times, s.Desk.Imagined, s.Desk.Places, s.Desk.Machine = o.Pace.Times, o.Manual, places, machine()+others(c)
	s.Desk.Directory, err = directorySchedule(c)
	return err
}

// openRelay gives the desk its way out, where letters are delivered.
func (s *Service) openRelay(c *config.Config) error {
	if !s.options.Part.Delivers() {
		return nil
	}
	if folder, ok := s.options.Dry.folder(); ok {
		s.Desk.Relay = folder
		return nil
	}
	settings, err := Relay(c)
	if err != nil {
		return err
	}
	if s.relay, err = send.New(settings); err != nil {
		return err
	}
	s.Desk.Relay = s.options.Dry.relay(s.relay)
	return nil
}

func (s *Service) startJobs(ctx context.Context) (err error) {
	var o jobs.QueueOptions
	if s.options.Part.Reads() {
		o.Readers, o.Periodic = 4, !s.options.Manual
	}
	if s.options.Part.Delivers() {
		o.Senders = 4
	}
	s.queue, err = jobs.NewQueue(s.Desk, s.Pool, o, slog.New(quiet{s.options.Log.Handler()}))
	if err != nil {
		return fmt.Errorf("prepare the jobs: %w", err)
	}
	// River stops by its own Stop, not with the context of the start.
	if err := s.queue.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start the jobs: %w", err)
	}
	return nil
}

func (s *Service) makePollers(c *config.Config) error {
	if !s.options.Part.Reads() {
		return nil
	}
	holder := newHolder()
	for _, m := range c.Mailboxes {
		settings, err := Mailbox(c, m, s.options.Now)
		if err != nil {
			return fmt.Errorf("mailbox %s: %w", m.Name, err)
		}
		inbox := s.Desk.Inbox()
		var t *tenure
		if !s.options.Manual {
			t = &tenure{mailbox: m.Name, holder: holder, pool: s.Pool, length: s.options.Pace.Lease, log: s.options.Log, now: time.Now, after: time.After}
			inbox = s.Desk.InboxUnder(t)
			s.tenures = append(s.tenures, t)
		}
		p, err := fetch.New(settings, inbox)
		if err != nil {
			return err
		}
		if t != nil {
			t.poller = p
		}
		s.Pollers = append(s.Pollers, p)
	}
	s.Desk.Mailboxes = s.polls
	if s.options.Dry != "" {
		return nil // nothing is removed from a mailbox
	}
	boxes, err := Boxes(c, s.options.Now)
	if err != nil {
		return err
	}
	s.Desk.Boxes = boxes
	return nil
}

func (s *Service) startPollers() {
	ctx, leave := context.WithCancel(context.Background())
	s.leave = leave
	for _, t := range s.tenures {
		s.polling.Go(func() { t.run(ctx) })
	}
}

// polls tells each mailbox's last error, for status. A login that is refused
// stays there until a poll was good. Of mailboxes that another process reads
// this one knows nothing.
func (s *Service) polls() map[string]string {
	last := map[string]string{}
	for i, p := range s.Pollers {
		if s.tenures != nil {
			if reading, _ := s.tenures[i].standsBy(); !reading {
				continue
			}
		}
		st := p.Status()
		last[st.Mailbox] = st.LastError
		if st.LastError == "" && st.Untouched != "" {
			last[st.Mailbox] = "read mails cannot be marked or moved (they are stored all the same): " + st.Untouched
		}
	}
	return last
}

// HTTP is where health and metrics are served, as ADDRESS:PORT, or "".
func (s *Service) HTTP() string {
	if s.listener == nil {
		return ""
	}
	return s.listener.Address()
}

// Failed gives the reason should a part that must run end by itself; it never
// sends anything while all is well.
func (s *Service) Failed() <-chan error { return s.database.failed }

// Stop takes everything down: mail in, jobs, mail out, database. What runs is
// finished within half a minute. It may be called twice.
func (s *Service) Stop() error {
	s.stop.Do(func() {
		var errs []error
		for _, l := range []*web.Server{s.stories, s.listener} {
			if l != nil {
				errs = append(errs, l.Stop())
			}
		}
		if s.leave != nil {
			s.leave()
		}
		s.polling.Wait()
		for _, p := range s.Pollers {
			p.Stop()
		}
		errs = append(errs, s.stopJobs())
		if s.relay != nil {
			s.relay.Close()
		}
		if s.database != nil {
			errs = append(errs, s.database.Close())
		}
		s.stopped = errors.Join(errs...)
	})
	return s.stopped
}

func (s *Service) stopJobs() error {
	if s.queue == nil {
		return nil
	}
	soft, cancel := context.WithTimeout(context.Background(), softStop)
	defer cancel()
	if err := s.queue.Stop(soft); err == nil {
		return nil
	}
	hard, cancel := context.WithTimeout(context.Background(), hardStop)
	defer cancel()
	if err := s.queue.StopAndCancel(hard); err != nil {
		return fmt.Errorf("stop the jobs: %w (what was running is taken up again at the next start)", err)
	}
	return nil
}

// Database is the database in use: a server's, or goodword's own.
type Database struct {
	URL     string
	Pool    *pgxpool.Pool
	cluster *postgres.Cluster
	failed  chan error
	closing chan struct{}
	once    sync.Once
}

// JoinDatabase connects beside a running service, whose private database it
// uses; where none runs it is OpenDatabase.
func JoinDatabase(ctx context.Context, c *config.Config, log *slog.Logger) (*Database, error) {
	if c.Database.URL.IsSet() {
		return OpenDatabase(ctx, c, true, log)
	}
	url, running, err := postgres.Join(c.Database.DataDir)
	if err != nil {
		return nil, err
	}
	if !running {
		return OpenDatabase(ctx, c, true, log)
	}
	d := newDatabase()
	d.URL = url
	return d, d.connect(ctx)
}

func newDatabase() *Database {
	return &Database{failed: make(chan error, 1), closing: make(chan struct{})}
}

// OpenDatabase connects to the database of the settings, or starts the private
// one. Close ends what it started.
func OpenDatabase(ctx context.Context, c *config.Config, durable bool, log *slog.Logger) (*Database, error) {
	d := newDatabase()
	if c.Database.URL.IsSet() {
		url, err := c.Database.URL.Read()
		if err != nil {
			return nil, err
		}
		d.URL = url
	} else {
		cluster, err := postgres.Start(ctx, postgres.Options{Dir: c.Database.DataDir, Durable: durable, Log: log})
		if err != nil {
			return nil, notStarted(c.Database.DataDir, err)
		}
		d.cluster, d.URL = cluster, cluster.URL()
		go d.watch()
	}
	return d, d.connect(ctx)
}

// connect opens the pool; a database that cannot be reached is closed again.
func (d *Database) connect(ctx context.Context) (err error) {
	if d.Pool, err = migrations.Pool(ctx, d.URL, 0); err == nil {
		err = checkSessions(ctx, d.Pool.Config().ConnConfig)
	}
	if err != nil {
		return errors.Join(misread(err), d.Close())
	}
	return nil
}

// watch tells when the private database ends by itself.
func (d *Database) watch() {
	select {
	case <-d.cluster.Done():
		select {
		case <-d.closing:
		default:
			d.failed <- errors.New("goodword's own PostgreSQL ended; its log lines above say why")
		}
	case <-d.closing:
	}
}

// Close ends the connections and the private database, if this process started it.
func (d *Database) Close() error {
	d.once.Do(func() { close(d.closing) })
	if d.Pool != nil {
		d.Pool.Close()
	}
	if d.cluster == nil {
		return nil
	}
	return d.cluster.Stop()
}
