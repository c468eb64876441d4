package bench

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"goodword/internal/check/day"
	"goodword/internal/check/proxy"
	"goodword/jobs"
	"goodword/mail/fetch"
	"goodword/mail/send"
)

// noted says when something left.
type noted struct{ left chan time.Time }

// Submit fulfils jobs.Submitter.
func (n noted) Submit(context.Context, string, string, []byte) send.Outcome {
	n.left <- time.Now()
	return send.Outcome{Result: send.Accepted, Verb: send.Dot, Code: 250}
}

// latency: an idle goodword under IDLE, one mail appended at a time; from the
// server's notice to the stored row, and to the first letter that follows.
func (r *run) latency() {
	_, pool := r.database()
	r.latencyIn(pool, "latency", "")
}

// latencyIn is latency in a database that has something in it, which the lines of the table name.
func (r *run) latencyIn(pool *pgxpool.Pool, part, in string) {
	r.Helper()
	box := r.postbox()
	relay := noted{make(chan time.Time, 100)}
	desk := r.desk(pool, relay)
	queue, err := jobs.NewQueue(desk, pool, jobs.QueueOptions{Readers: 4, Senders: 4}, desk.Log)
	if err != nil {
		r.Fatal(err)
	}
	if err := queue.Start(context.WithoutCancel(r.ctx)); err != nil {
		r.Fatal(err)
	}
	defer func() { _ = queue.Stop(context.WithoutCancel(r.ctx)) }()
	noticed := heard{make(chan time.Time, 1000)}
	line, err := proxy.Start("tcp", net.JoinHostPort(box.Host, strconv.Itoa(box.Port)), noticed.Watch)
	if err != nil {
		r.Fatal(err)
	}
	defer line.Close()
	settings := box.settings(line.Port())
	settings.Mailbox = "nominations"
	arrived := stored{Receiver: desk.Inbox(), at: make(chan time.Time, 100)}
	p, err := fetch.New(settings, arrived)
	if err != nil {
		r.Fatal(err)
	}
	var polling sync.WaitGroup
	polling.Go(func() { _ = p.Run(r.ctx) })
	defer polling.Wait()
	defer p.Stop()
	<-arrived.at // the empty folder was seen
	people := day.Directory()
	for i := range 4 * r.rounds {
		who, whom := people[10+i%20], people[35+i%20]
		raw := fmt.Sprintf("Authentication-Results: %s; dmarc=pass header.from=%s\r\nFrom: %s <%s>\r\nTo: <%s>\r\nSubject: A good word\r\nDate: %s\r\nMessage-ID: <%d.%d@%s>\r\n\r\n"+
			"%s stayed an hour longer with a lost child and carried the bags to the pier, time %d. Thank you!\r\n",
			authserv, day.Domain, who.Name, who.Address, day.Nominations, time.Now().Format(time.RFC1123Z), time.Now().UnixNano(), i, day.Domain, whom.Name, i)
		time.Sleep(300 * time.Millisecond) // goodword is idle again
		for len(noticed.at) > 0 {
			<-noticed.at // of what came before
		}
		box.fill(r, [][]byte{[]byte(raw)})
		appended := time.Now()
		began := <-noticed.at
		r.table.is(r, part, "appended to the server's notice"+in, "ms", ms(began.Sub(appended)))
		r.table.is(r, part, "the server's notice to stored"+in, "ms", ms((<-arrived.at).Sub(began))).mayBe(100)
		r.table.is(r, part, "the server's notice to the first letter submitted"+in, "ms", ms((<-relay.left).Sub(began))).mayBe(500)
		select {
		case <-relay.left: // the receipt beside the request
		case <-time.After(2 * time.Second):
		}
	}
}

// heard tells when the server says on a connection that mail is there (EXISTS,
// RFC 9051 section 7.4.1): Dovecot tells each client at a time of its own, so
// another client's notice says nothing of ours.
type heard struct{ at chan time.Time }

// Watch fulfils proxy.Watch.
func (h heard) Watch(client, server net.Conn) (up, down func() error) {
	return func() error { _, err := io.Copy(server, client); return err },
		func() error {
			lines := bufio.NewReader(server)
			for {
				line, err := lines.ReadSlice('\n')
				if bytes.HasSuffix(line, []byte(" EXISTS\r\n")) {
					h.at <- time.Now()
				}
				if _, failed := client.Write(line); failed != nil {
					return failed
				}
				if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
					return err
				}
			}
		}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// stored tells when a batch was committed.
type stored struct {
	fetch.Receiver
	at chan time.Time
}

// Receive fulfils fetch.Receiver.
func (n stored) Receive(ctx context.Context, mailbox string, b fetch.Batch) error {
	err := n.Receiver.Receive(ctx, mailbox, b)
	if err == nil {
		n.at <- time.Now()
	}
	return err
}

// start: how long the built program takes to explain a mail.
func (r *run) start() {
	program, file := r.build(), filepath.Join(r.TempDir(), "mail.eml")
	if err := os.WriteFile(file, written(2, 1)[0], 0o600); err != nil {
		r.Fatal(err)
	}
	for range 3 * r.rounds {
		var out []byte
		var err error
		d := took(func() { out, err = exec.CommandContext(r.ctx, program, "explain", file).Output() })
		if err != nil && !strings.Contains(err.Error(), "exit status 3") {
			r.Fatalf("%v: %s", err, out)
		}
		r.table.is(r, "start", "explain, from the start of the process to its end", "ms", ms(d)).mayBe(30)
	}
}
