package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"goodword/internal/postgres/pgtest"
	"goodword/internal/service"
	"goodword/jobs"
	"goodword/mail/mailtest"
	"goodword/migrations"
)

// inAHurry is goodword with times a tenth of the usual ones, so that a test sees
// within seconds what happens after a kill. It is a command of its own.
func inAHurry() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(runAt(ctx, service.Pace{Lease: 4 * time.Second, Times: jobs.Times{Submission: 6 * time.Second, Job: 8 * time.Second,
		Rescue: 10 * time.Second, Sending: 10 * time.Second, Tick: time.Second}}, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// company is one database and one mail system that any number of processes work for.
type company struct {
	t        *testing.T
	ctx      context.Context
	folder   string
	settings string
	mail     *mailtest.Server
	pool     *pgxpool.Pool
	answered map[string]bool // requests, by Message-ID
}

const (
	mailboxSecret = "s3cret-of-the-mailbox"
	relaySecret   = "s3cret-of-the-relay"
	ours          = "goodword@corp.example"
)

// migrated is what every company begins with; other tests let the program migrate.
func migrated(ctx context.Context, url string) error {
	return migrations.Up(ctx, url, slog.New(slog.DiscardHandler))
}

func newCompany(t *testing.T, patience time.Duration) *company {
	t.Helper()
	return newCompanyIn(t, patience, pgtest.Database(t, migrated))
}

// newCompanyIn is a company in the database at url.
func newCompanyIn(t *testing.T, patience time.Duration, url string) *company {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	c := &company{t: t, ctx: ctx, folder: t.TempDir(), answered: map[string]bool{}}
	var err error
	c.mail, err = mailtest.Start(mailtest.Config{Domains: []string{"corp.example"}, Accounts: map[string]string{ours: mailboxSecret,
		"relay@corp.example": relaySecret, "cora@corp.example": "x", "pia@corp.example": "x", "max@corp.example": "x", "nina@corp.example": "x", "dana@corp.example": "x"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.mail.Close)
	c.write("people.csv", "address,name,manager\ncora@corp.example,Cora Falk,\npia@corp.example,Pia Lund,cora@corp.example\n"+
		"max@corp.example,Max Reid,cora@corp.example\nnina@corp.example,Nina Okafor,max@corp.example\ndana@corp.example,Dana Holt,max@corp.example\n")
	c.settings = c.write("goodword.toml", fmt.Sprintf(`
[company]
name = "Corp"
domains = ["corp.example"]
[ceo]
address = "cora@corp.example"
[cpo]
address = "pia@corp.example"
[operator]
address = "pia@corp.example"
[service]
address = "pia@corp.example"
[database]
url = %q
[[mailboxes]]
name = "nominations"
role = "nominations"
address = %q
host = "127.0.0.1"
port = %d
tls = "none"
user = %q
password = %q
poll_every = "5s"
[smtp]
host = "127.0.0.1"
port = %d
tls = "none"
user = "relay@corp.example"
password = %q
[letters]
from_address = %q
[trust]
authserv_ids = [%q]
dkim = false
[timing]
veto_window = "0s"
[caps]
letters_per_address_per_hour = 1000
ceo_per_hour = 1000
ceo_per_day = 1000
[http]
listen = "127.0.0.1:0"
`, url, ours, c.mail.IMAP().Port, ours, mailboxSecret, c.mail.SMTP().Port, relaySecret, ours, c.mail.AuthservID()))
	if c.pool, err = migrations.Pool(ctx, url, 4); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.pool.Close)
	return c
}

// importPeople brings the directory in, and the database to the program's schema.
func (c *company) importPeople(program string) {
	c.t.Helper()
	if out, err := exec.CommandContext(c.ctx, program, "--config", c.settings, "people", "import", filepath.Join(c.folder, "people.csv")).CombinedOutput(); err != nil {
		c.t.Fatalf("import people: %v\n%s", err, out)
	}
}

func (c *company) write(name, text string) string {
	c.t.Helper()
	file := filepath.Join(c.folder, name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		c.t.Fatal(err)
	}
	return file
}

// process is one goodword that serves.
type process struct {
	c    *company
	name string
	cmd  *exec.Cmd
	log  *logbook
	done chan struct{}
	exit error
}

// serve starts a process of a program and waits until it runs.
func (c *company) serve(name, program string, args ...string) *process {
	c.t.Helper()
	p := &process{c: c, name: name, log: &logbook{changed: make(chan struct{})}, done: make(chan struct{})}
	p.cmd = exec.Command(program, append([]string{"serve", "--config", c.settings}, args...)...)
	p.cmd.Stdout, p.cmd.Stderr = p.log, p.log
	if err := p.cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	go func() {
		p.exit = p.cmd.Wait()
		close(p.done)
	}()
	c.t.Cleanup(func() {
		p.signal(syscall.SIGKILL)
		<-p.done
		if c.t.Failed() {
			c.t.Logf("the log of %s:\n%s", name, p.log)
		}
	})
	p.await("goodword runs")
	return p
}

// signal is lost on a process that has ended.
func (p *process) signal(s os.Signal) { _ = p.cmd.Process.Signal(s) }

// await waits for one of these texts in the log.
func (p *process) await(texts ...string) {
	p.c.t.Helper()
	for {
		changed := p.log.wait()
		log := p.log.String()
		if slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(log, text) }) {
			return
		}
		select {
		case <-changed:
		case <-p.done:
			p.c.t.Fatalf("%s ended (%v) before its log said %q:\n%s", p.name, p.exit, texts, p.log)
		case <-p.c.ctx.Done():
			p.c.t.Fatalf("the log of %s never said %q", p.name, texts)
		}
	}
}

// stop asks a process to end, and wants it to do so well.
func (p *process) stop() {
	p.c.t.Helper()
	p.signal(syscall.SIGTERM)
	select {
	case <-p.done:
		if p.exit != nil {
			p.c.t.Errorf("%s: %v", p.name, p.exit)
		}
	case <-p.c.ctx.Done():
		p.c.t.Fatalf("%s does not stop", p.name)
	}
}

// logbook keeps what a process writes.
type logbook struct {
	mutex   sync.Mutex
	text    bytes.Buffer
	changed chan struct{}
}

// Write fulfils io.Writer.
func (l *logbook) Write(p []byte) (int, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	close(l.changed)
	l.changed = make(chan struct{})
	return l.text.Write(p)
}

func (l *logbook) wait() <-chan struct{} {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.changed
}

// String is all that was written.
func (l *logbook) String() string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.text.String()
}

// nominate lets Dana forward praise number n.
func (c *company) nominate(n int) {
	c.t.Helper()
	c.deliver("dana@corp.example", ours, fmt.Sprintf("From: Dana Holt <dana@corp.example>\r\nTo: %s\r\nSubject: Nina %d\r\nMessage-ID: <praise-%d@corp.example>\r\nDate: %s\r\n\r\n"+
		"for: nina@corp.example\r\n\r\nShe found ring number %d in the drain and brought it to the station.\r\n", ours, n, n, time.Now().Format(time.RFC1123Z), n))
}

func (c *company) deliver(from, to, raw string) {
	c.t.Helper()
	if _, err := c.mail.Deliver(from, to, []byte(raw), mailtest.Pass); err != nil {
		c.t.Fatal(err)
	}
}

// approve answers every request that Max got and did not answer yet.
func (c *company) approve() {
	c.t.Helper()
	for _, m := range c.mail.Mails("max@corp.example") {
		head, _, _ := strings.Cut(strings.ReplaceAll(string(m.Raw), "\r\n ", " "), "\r\n\r\n")
		field := map[string]string{}
		for line := range strings.SplitSeq(head, "\r\n") {
			name, value, _ := strings.Cut(line, ":")
			field[strings.ToLower(name)] = strings.TrimSpace(value)
		}
		id := field["message-id"]
		if c.answered[id] || c.count("select count(*) from letters where kind = 'request' and '<' || message_id || '>' = $1", id) == 0 {
			continue
		}
		c.answered[id] = true
		to := strings.Trim(field["reply-to"], "<>")
		c.deliver("max@corp.example", to, fmt.Sprintf("From: Max Reid <max@corp.example>\r\nTo: %s\r\nSubject: Re: %s\r\nMessage-ID: <answer-%d@corp.example>\r\nIn-Reply-To: %s\r\nReferences: %s\r\nDate: %s\r\n\r\nApproved.\r\n",
			to, field["subject"], len(c.answered), id, id, time.Now().Format(time.RFC1123Z)))
	}
}

func (c *company) count(sql string, args ...any) (n int) {
	c.t.Helper()
	if err := c.pool.QueryRow(c.ctx, sql, args...).Scan(&n); err != nil {
		c.t.Fatal(err)
	}
	return n
}

// until looks again and again, and lets Max answer meanwhile.
func (c *company) until(what string, done func() bool) {
	c.t.Helper()
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	began := time.Now()
	for {
		c.approve()
		if done() {
			c.t.Logf("%s: after %s", what, time.Since(began).Round(100*time.Millisecond))
			return
		}
		select {
		case <-look.C:
		case <-c.ctx.Done():
			c.t.Fatalf("never came to be: %s; nominations: %s; letters: %s; jobs: %s", what, c.table("select state, count(*) from nominations group by 1"),
				c.table("select kind || ' ' || state, count(*) from letters group by 1"), c.table("select kind || ' ' || state, count(*) from river_job group by 1"))
		}
	}
}

func (c *company) table(sql string) string {
	var out strings.Builder
	rows, err := c.pool.Query(context.Background(), sql)
	if err != nil {
		return err.Error()
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var n int
		if err := rows.Scan(&name, &n); err != nil {
			return err.Error()
		}
		fmt.Fprintf(&out, "%s %d, ", name, n)
	}
	return out.String()
}

// thanked says whether n nominations came to their end: thanked, or with a
// person because nobody knows whether the thank-you was delivered.
func (c *company) thanked(n int) bool {
	return c.count("select count(*) from nominations where state in ('thanked', 'stuck')") == n &&
		c.count("select count(*) from letters where state in ('queued', 'sending')") == 0 &&
		c.count("select count(*) from inbound where disposition is null") == 0
}

// check asserts what must hold after any fault: every mail taken for one thing,
// every nomination thanked once, and a letter that left again the same bytes.
func (c *company) check(nominations int) {
	c.t.Helper()
	if n := c.count("select count(*) from nominations"); n != nominations {
		c.t.Errorf("%d nominations of %d mails", n, nominations)
	}
	if n, want := c.count("select count(*) from inbound"), nominations+len(c.answered); n < want {
		c.t.Errorf("%d mails are stored of %d that came", n, want)
	}
	rows, err := c.pool.Query(c.ctx, "select l.message_id, l.state, n.state, n.number from letters l join nominations n on n.id = l.nomination_id where l.kind = 'thank_you'")
	if err != nil {
		c.t.Fatal(err)
	}
	defer rows.Close()
	left := map[string]int{}
	bodies := map[string][]byte{}
	for _, a := range c.mail.Accepted() {
		id := between(string(a.Raw), "Message-ID: <", ">")
		if id == "" {
			id = between(string(a.Raw), "Message-Id: <", ">")
		}
		left[id]++
		if before, again := bodies[id]; again && !bytes.Equal(before, a.Raw) {
			c.t.Errorf("%s left twice with other bytes", id)
		}
		bodies[id] = a.Raw
	}
	thankYous := 0
	for rows.Next() {
		var id, letter, state string
		var number int
		if err := rows.Scan(&id, &letter, &state, &number); err != nil {
			c.t.Fatal(err)
		}
		thankYous++
		if n := left[id]; n > 1 || n == 0 && state == "thanked" || state == "stuck" && letter != "unknown" {
			c.t.Errorf("nomination %d is %s, its thank-you %s, and it left %d times", number, state, letter, n)
		}
	}
	if err := rows.Err(); err != nil || thankYous != nominations {
		c.t.Errorf("%d thank-yous of %d nominations, %v", thankYous, nominations, err)
	}
	delete(left, "")
	if len(left) == 0 {
		c.t.Error("no letter left at all")
	}
}

func between(text, from, to string) string {
	_, rest, ok := strings.Cut(text, from)
	if !ok {
		return ""
	}
	found, _, _ := strings.Cut(rest, to)
	return found
}

// TestThreeProcessesSurviveTheDeathOfTwo: kill -9 hits two of three at moments
// that a seed chooses, in the middle of whatever they do; the third does all
// that is left, once.
func TestThreeProcessesSurviveTheDeathOfTwo(t *testing.T) {
	t.Parallel()
	const nominations = 16
	c := newCompany(t, 150*time.Second) // far more than it takes, for machines with much else to do
	c.importPeople("goodword")
	seed := uint64(c.seed())
	choose := rand.New(rand.NewPCG(seed, 0))
	t.Logf("seed %d (GOODWORD_SEED sets it)", seed)
	var all []*process
	for _, name := range []string{"ann", "bo", "cem"} {
		all = append(all, c.serve(name, "goodword-in-a-hurry"))
	}
	choose.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	c.until("somebody reads the mailbox", func() bool { return c.count("select count(*) from mailboxes") == 1 })
	var last time.Time
	kill := func(p *process) { p.signal(syscall.SIGKILL); last = time.Now() }
	first, second := 2+choose.IntN(12), 18+choose.IntN(20)
	for n := range nominations {
		c.nominate(n)
	}
	c.until("the first moment", func() bool { return len(c.mail.Accepted()) >= first })
	kill(all[0])
	c.until("the second moment", func() bool { return len(c.mail.Accepted()) >= second })
	kill(all[1])
	c.until("everything is done", func() bool { return c.thanked(nominations) })
	t.Logf("killed after %d and %d letters; everything was done %s after the second kill", first, second, time.Since(last).Round(time.Second))
	c.check(nominations)
	all[2].stop()
	if n := c.count("select count(*) from mailbox_leases where expires_at > now()"); n != 0 {
		t.Error("who stops properly must give up its mailbox")
	}
	if out, err := exec.CommandContext(c.ctx, "goodword", "--config", c.settings, "audit", "verify").CombinedOutput(); err != nil {
		t.Errorf("audit verify: %v\n%s", err, out)
	}
}

func (c *company) seed() int64 {
	var seed int64 = 1
	if text := os.Getenv("GOODWORD_SEED"); text != "" {
		if _, err := fmt.Sscan(text, &seed); err != nil {
			c.t.Fatal(errors.New("GOODWORD_SEED is no number"))
		}
	}
	return seed
}

// TestAStoppedProcessLosesItsMailbox: SIGSTOP holds the one that reads for
// longer than its lease; another takes over, and when the first goes on it is
// refused, says so, and stands by. If it was stopped amid a transaction, the
// database has closed its connection meanwhile, and it says that instead. Every
// term of reading has one reader. A proper stop gives the mailbox up at once.
func TestAStoppedProcessLosesItsMailbox(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 150*time.Second)
	c.importPeople("goodword")
	first := c.serve("first", "goodword-in-a-hurry")
	first.await("this process reads the mailbox")
	second := c.serve("second", "goodword-in-a-hurry")
	second.await("this one stands by")
	c.until("the cursor is there", func() bool { return c.count("select count(*) from mailboxes") == 1 })
	c.nominate(1)
	c.until("one thank-you", func() bool { return c.thanked(1) })

	first.signal(syscall.SIGSTOP)
	c.nominate(2)
	c.nominate(3)
	second.await("this process reads the mailbox")
	c.until("three thank-yous", func() bool { return c.thanked(3) })
	first.signal(syscall.SIGCONT)
	first.await("another process took over reading this mailbox", "this process cannot read the mailbox and lets another try")
	first.await("this one stands by")
	c.nominate(4)
	c.until("four thank-yous", func() bool { return c.thanked(4) })
	terms := regexp.MustCompile(`msg="this process reads the mailbox".* epoch=(\d+)`).FindAllStringSubmatch(first.log.String()+second.log.String(), -1)
	seen := map[string]bool{}
	for _, term := range terms {
		if seen[term[1]] {
			t.Errorf("two processes read the mailbox in term %s", term[1])
		}
		seen[term[1]] = true
	}
	if len(seen) < 2 {
		t.Errorf("the logs tell of %d terms of reading, want two at least", len(seen))
	}

	second.stop()
	c.nominate(5)
	c.until("five thank-yous", func() bool { return c.thanked(5) })
	c.check(5)
	first.stop()
}

// TestWorkResumesWithinTwoMinutes by the usual times, in the worst case: the only
// process is killed while it hands letters over and reads mails, and comes back
// at once. It waits for more than a minute, so it runs where it is asked for.
func TestWorkResumesWithinTwoMinutes(t *testing.T) {
	t.Parallel()
	if os.Getenv("GOODWORD_SLOW") == "" {
		t.Skip("left out: it waits for more than a minute; GOODWORD_SLOW=true has it")
	}
	c := newCompany(t, 4*time.Minute)
	c.importPeople("goodword")
	first := c.serve("first", "goodword")
	c.until("the mailbox is read", func() bool { return c.count("select count(*) from mailboxes") == 1 })
	killed := make(chan time.Time, 1)
	c.mail.FailSMTP(mailtest.SMTPFault{Verb: "DOT", Silent: true, Do: func() {
		first.signal(syscall.SIGKILL)
		killed <- time.Now()
	}})
	for n := range 30 {
		c.nominate(n)
	}
	var at time.Time
	c.until("it was killed", func() bool {
		select {
		case at = <-killed:
			return true
		default:
			return false
		}
	})
	<-first.done
	if n := c.count("select count(*) from river_job where state = 'running'"); n == 0 {
		t.Error("it was not in the middle of anything")
	}
	interrupted := c.count("select count(*) from letters where state = 'sending'")
	c.serve("first again", "goodword")
	c.until("what was interrupted is done", func() bool {
		return c.count("select count(*) from river_job where state = 'running' and attempted_at < $1", at) == 0 &&
			c.count("select count(*) from letters where state = 'sending' and sending_at < $1", at) == 0 &&
			c.count("select count(*) from letters where state = 'queued' and attempts > 0") == 0
	})
	resumed := time.Since(at)
	t.Logf("%d letters were under way; all was taken up again after %s", interrupted, resumed.Round(time.Second))
	if resumed > 2*time.Minute {
		t.Errorf("work was resumed after %s", resumed)
	}
	c.until("everything is done", func() bool { return c.thanked(30) })
	c.check(30)
}
