package bench

import (
	"context"
	"fmt"
	"syscall"
	"time"

	"goodword/jobs"
	"goodword/mail/send"
)

// drain: stored mails of the real mixture, read, routed and committed; then with
// their letters rendered and submitted to a sink. The note says what one mail
// costs: statements, and the processor's time here and in the database. The database's
// share is how fast the same statements would be alone, where the processor is what bounds both.
func (r *run) drain() {
	sink := r.sink()
	mails := mixture(4, r.mails)
	for range r.rounds {
		_, alone := r.database()
		desk := r.desk(alone, nil)
		if _, err := jobs.NewQueue(desk, alone, jobs.QueueOptions{}, desk.Log); err != nil {
			r.Fatal(err)
		}
		r.table.rate(r, "drain", "storing alone", len(mails), took(func() { r.receive(desk, "nominations", mails) }))
		r.table.rate(r, "drain", "reading and routing", len(mails), r.drained(sink, mails, jobs.QueueOptions{Readers: 4},
			"select not exists (select from inbound where disposition is null)")).mustBe(0.5, "intake: goodword, to the last commit")
		r.table.rate(r, "drain", "with letters and delivery", len(mails), r.drained(sink, mails, jobs.QueueOptions{Readers: 4, Senders: 4},
			"select not exists (select from inbound where disposition is null) and "+noneLeft))
	}
}

// drained stores mails, then starts the workers and waits until nothing is left.
func (r *run) drained(sink sink, mails [][]byte, o jobs.QueueOptions, done string) time.Duration {
	r.Helper()
	relay, err := send.New(send.Settings{Host: "127.0.0.1", Port: sink.port, TLS: send.NoTLS, LocalName: "skerry.example"})
	if err != nil {
		r.Fatal(err)
	}
	defer relay.Close()
	url, pool := r.database()
	watched, statements, err := traced(r.ctx, url, 24)
	if err != nil {
		r.Fatal(err)
	}
	defer watched.Close()
	desk := r.desk(watched, relay)
	queue, err := jobs.NewQueue(desk, watched, o, desk.Log)
	if err != nil {
		r.Fatal(err)
	}
	r.receive(desk, "nominations", mails)
	r.exec(pool, "analyze")
	statements.seen = nil
	before := r.spentBy(pool)
	d := took(func() {
		if err := queue.Start(context.WithoutCancel(r.ctx)); err != nil {
			r.Fatal(err)
		}
		r.until(pool, done)
	})
	spent := r.spentBy(pool)
	if err := queue.Stop(context.WithoutCancel(r.ctx)); err != nil {
		r.Fatal(err)
	}
	what := "reading and routing"
	if o.Senders > 0 {
		what = "with letters and delivery"
	}
	statements.tell(r, what, len(mails))
	ours, database := spent.ours-before.ours, spent.database-before.database
	each := func(d time.Duration) time.Duration {
		return (d / time.Duration(len(mails))).Round(10 * time.Microsecond)
	}
	r.table.row("drain", what, "/s").note = fmt.Sprintf("a mail: %.1f statements, %s here and %s in the database", statements.each(len(mails)), each(ours), each(database))
	if o.Senders > 0 {
		share := r.table.is(r, "drain", "the database's share of that", "", float64(database)/float64(ours+database))
		share.goal = 0.6
	}
	return d
}

// cpu is what this process has used.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
