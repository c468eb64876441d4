package bench

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/jackc/pgx/v5/pgxpool"

	"goodword/internal/check/day"
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
	settings := box.settings(box.Port)
	settings.Mailbox = "nominations"
	arrived := noticed{Receiver: desk.Inbox(), at: make(chan time.Time, 100)}
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
	noticed := box.watch(r)
	for i := range 4 * r.rounds {
		who, whom := people[10+i%20], people[35+i%20]
		raw := fmt.Sprintf("Authentication-Results: %s; dmarc=pass header.from=%s\r\nFrom: %s <%s>\r\nTo: <%s>\r\nSubject: A good word\r\nDate: %s\r\nMessage-ID: <%d.%d@%s>\r\n\r\n"+
			"%s stayed an hour longer with a lost child and carried the bags to the pier, time %d. Thank you!\r\n",
			authserv, day.Domain, who.Name, who.Address, day.Nominations, time.Now().Format(time.RFC1123Z), time.Now().UnixNano(), i, day.Domain, whom.Name, i)
		time.Sleep(300 * time.Millisecond) // goodword is idle again
		box.fill(r, [][]byte{[]byte(raw)})
		appended := time.Now()
		began := <-noticed
		r.table.is(r, part, "appended to the server's notice, as another client gets it"+in, "ms", ms(began.Sub(appended)))
		r.table.is(r, part, "the server's notice to stored"+in, "ms", ms((<-arrived.at).Sub(began))).mayBe(100)
		r.table.is(r, part, "the server's notice to the first letter submitted"+in, "ms", ms((<-relay.left).Sub(began))).mayBe(500)
		select {
		case <-relay.left: // the receipt beside the request
		case <-time.After(2 * time.Second):
		}
	}
}

// watch is another client that idles on the mailbox and tells when it hears of mail.
func (p *postbox) watch(r *run) <-chan time.Time {
	r.Helper()
	heard := make(chan time.Time, 100)
	c, err := imapclient.DialInsecure(net.JoinHostPort(p.Host, strconv.Itoa(p.Port)), &imapclient.Options{
		UnilateralDataHandler: &imapclient.UnilateralDataHandler{Mailbox: func(data *imapclient.UnilateralDataMailbox) {
			if data.NumMessages != nil {
				heard <- time.Now()
			}
		}}})
	if err != nil {
		r.Fatal(err)
	}
	r.Cleanup(func() { _ = c.Close() })
	if err := c.Login(p.account.Address, p.account.Password).Wait(); err != nil {
		r.Fatal(err)
	}
	if _, err := c.Select("INBOX", nil).Wait(); err != nil {
		r.Fatal(err)
	}
	if _, err := c.Idle(); err != nil {
		r.Fatal(err)
	}
	return heard
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// noticed tells when a batch was committed.
type noticed struct {
	fetch.Receiver
	at chan time.Time
}

// Receive fulfils fetch.Receiver.
func (n noticed) Receive(ctx context.Context, mailbox string, b fetch.Batch) error {
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
