package bench

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"os/exec"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"goodword/internal/check/proxy"
	"goodword/jobs"
	"goodword/mail/send"
)

// sink takes every mail and keeps none, as postfix's smtp-sink does; it is that
// program where it was unpacked, so that nothing of ours is on the other side.
type sink struct {
	port  int
	taken *atomic.Int64 // by ours; nil for smtp-sink
}

func (r *run) sink() sink {
	r.Helper()
	port := freePort(r)
	if cmd := r.small("/usr/sbin/smtp-sink", "-u", "postfix", "-c", "127.0.0.1:"+strconv.Itoa(port), "1024"); cmd != nil {
		if err := cmd.Start(); err != nil {
			r.Fatal(err)
		}
		r.Cleanup(func() {
			_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM)
			_ = cmd.Wait()
		})
		awaitPort(r, port)
		return sink{port: port}
	}
	return r.ourSink()
}

// ourSink is for machines without smtp-sink.
func (r *run) ourSink() sink {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		r.Fatal(err)
	}
	r.Cleanup(func() { _ = l.Close() })
	s := sink{port: l.Addr().(*net.TCPAddr).Port, taken: &atomic.Int64{}}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go s.serve(c)
		}
	}()
	return s
}

func (s sink) serve(c net.Conn) {
	defer c.Close()
	in, out := bufio.NewReaderSize(c, 64<<10), bufio.NewWriter(c)
	say := func(line string) bool {
		_, err := out.WriteString(line + "\r\n")
		if in.Buffered() > 0 && err == nil {
			return true // the client has said more already
		}
		return err == nil && out.Flush() == nil
	}
	say("220 sink")
	body := false
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		word := strings.ToUpper(strings.TrimSpace(line))
		switch {
		case body && word == ".":
			body = false
			s.taken.Add(1)
			say("250 2.0.0 taken")
		case body:
		case strings.HasPrefix(word, "EHLO"):
			say("250-sink\r\n250-PIPELINING\r\n250 8BITMIME")
		case word == "DATA":
			body = true
			say("354 go on")
		case word == "QUIT":
			say("221 bye")
			return
		default:
			say("250 2.0.0 fine")
		}
	}
}

func freePort(r *run) int {
	r.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		r.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func awaitPort(r *run, port int) {
	r.Helper()
	for range 200 {
		if c, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port))); err == nil {
			_ = c.Close()
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	r.Fatalf("nobody listens on port %d", port)
}

// delivery: letters rendered, stored, submitted and recorded; beside smtp-source,
// which sends the same number of bytes and keeps no promise.
func (r *run) delivery() {
	sink := r.sink()
	far, err := proxy.Start("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(sink.port)), proxy.Delay{Each: network / 2}.Watch)
	if err != nil {
		r.Fatal(err)
	}
	r.Cleanup(far.Close)
	url, pool := r.database()
	told := false
	letters := r.letters(pool, r.mails)
	lines := []struct {
		name        string
		port        int
		connections int
		goal        float64
		most        int // letters a round; 0 for all
	}{{"1 connection", sink.port, 1, 0.8, 0}, {"16 connections", sink.port, 16, 0.4, 0}, {"1 connection, 20 ms away", far.Port(), 1, 1, 100}}
	size := 0
	for range r.rounds {
		for _, line := range lines {
			n := letters
			if line.most > 0 {
				n = min(n, line.most)
			}
			r.waiting(pool, n)
			r.table.rate(r, "delivery", "goodword, "+line.name, n, r.deliver(pool, pool, line.port, line.connections, n)).mustBe(line.goal, "smtp-source, "+line.name)
			if !told { // once more, to see where the time goes
				told = true
				r.waiting(pool, n)
				watched, statements, err := traced(r.ctx, url, 24)
				if err != nil {
					r.Fatal(err)
				}
				r.deliver(pool, watched, line.port, line.connections, n)
				watched.Close()
				statements.tell(r, "delivery", n)
			}
			size = r.count(pool, "select avg(length(raw))::int from letters where state = 'accepted'")
			if source := r.small("/usr/sbin/smtp-source", "-d", "-s", strconv.Itoa(line.connections), "-m", strconv.Itoa(n), "-l", strconv.Itoa(size),
				"-f", "goodword@skerry.example", "-t", "somebody@skerry.example", "127.0.0.1:"+strconv.Itoa(line.port)); source != nil {
				r.table.rate(r, "delivery", "smtp-source, "+line.name, n, took(func() { r.mustRun(source) }))
			}
		}
	}
	r.table.row("delivery", "goodword, 1 connection", "/s").note = fmt.Sprintf("%d bytes a letter", size)
}

func (r *run) mustRun(cmd *exec.Cmd) {
	r.Helper()
	if out, err := cmd.CombinedOutput(); err != nil {
		r.Fatalf("%v: %v: %s", cmd.Args, err, out)
	}
}

// letters has mails of the real mixture read, until so many letters wait.
func (r *run) letters(pool *pgxpool.Pool, n int) int {
	r.Helper()
	desk := r.desk(pool, nil)
	queue, err := jobs.NewQueue(desk, pool, jobs.QueueOptions{Readers: 2}, desk.Log)
	if err != nil {
		r.Fatal(err)
	}
	if err := queue.Start(context.WithoutCancel(r.ctx)); err != nil {
		r.Fatal(err)
	}
	r.receive(desk, "nominations", mixture(3, n*2/3))
	r.until(pool, "select not exists (select from inbound where disposition is null)")
	if err := queue.Stop(context.WithoutCancel(r.ctx)); err != nil {
		r.Fatal(err)
	}
	return r.count(pool, "select count(*) from letters where state = 'queued' and kind <> 'thank_you' and not_before <= now()")
}

// waiting makes so many letters wait as if they had just been queued.
func (r *run) waiting(pool *pgxpool.Pool, n int) {
	r.Helper()
	r.exec(pool, "delete from river_job")
	r.exec(pool, "delete from tokens")
	r.exec(pool, "delete from customer_tokens")
	r.exec(pool, `update letters set state = 'queued', sending_at = null, ended_at = null, attempts = 0, outcome = '', subject = '',
		message_id = null, return_hash = null, raw = null, bytes_until = null, not_before = 'infinity' where kind <> 'thank_you'`)
	r.exec(pool, `update letters set not_before = queued_at where id in (select id from letters where state = 'queued' and kind <> 'thank_you' order by id limit $1)`, n)
	r.exec(pool, "delete from tally_changes")
	r.exec(pool, "vacuum analyze letters")
	r.exec(pool, "vacuum analyze tokens")
	r.exec(pool, "vacuum analyze river_job")
	r.exec(pool, "checkpoint")
}

// deliver runs the jobs of delivery until all letters that may leave have left.
func (r *run) deliver(pool, theirs *pgxpool.Pool, port, connections, n int) time.Duration {
	r.Helper()
	relay, err := send.New(send.Settings{Host: "127.0.0.1", Port: port, TLS: send.NoTLS, LocalName: "skerry.example"})
	if err != nil {
		r.Fatal(err)
	}
	defer relay.Close()
	desk := r.desk(theirs, relay)
	queue, err := jobs.NewQueue(desk, theirs, jobs.QueueOptions{Senders: connections}, desk.Log)
	if err != nil {
		r.Fatal(err)
	}
	r.exec(pool, `insert into river_job (args, kind, max_attempts, priority, queue, state, scheduled_at)
		select jsonb_build_object('letter', id), 'deliver', 8, 1, 'deliver', 'available', now() from letters
		where state = 'queued' and not_before <= now() order by id`)
	before := r.spentBy(pool)
	d := took(func() {
		if err := queue.Start(context.WithoutCancel(r.ctx)); err != nil {
			r.Fatal(err)
		}
		// By keys: one that counts takes the database as long as a tenth of what is measured.
		r.until(pool, `select not exists (select from letters where state = 'sending') and not exists (select from letters where state = 'queued' and not_before <= now())`)
	})
	r.Logf("delivery: %s", r.spentBy(pool).each(before, n))
	if err := queue.Stop(context.WithoutCancel(r.ctx)); err != nil {
		r.Fatal(err)
	}
	if got := r.count(pool, "select count(*) from letters where state = 'accepted'"); got != n {
		r.Fatalf("%d letters of %d were accepted", got, n)
	}
	return d
}

// until waits for the database to say yes.
func (r *run) until(pool *pgxpool.Pool, question string) {
	r.Helper()
	for {
		var yes bool
		if err := pool.QueryRow(r.ctx, question).Scan(&yes); err != nil {
			r.Fatal(err)
		}
		if yes {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
}
