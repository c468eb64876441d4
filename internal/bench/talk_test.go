package bench

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"goodword/internal/check/day"
	"goodword/internal/directory"
	"goodword/internal/store"
	"goodword/jobs"
	"goodword/mail/fetch"
	"goodword/mail/mailtest"
	"goodword/mail/send"
	"goodword/migrations"
)

// talk is a company that writes and answers under a clock of its own, so that
// goodword asks its database all that it ever asks.
type talk struct {
	t     *testing.T
	desk  *jobs.Desk
	pool  *pgxpool.Pool
	day   *day.Day
	mutex sync.Mutex
	now   time.Time
	sent  []sentLetter
	uid   uint32
}

type sentLetter struct {
	to  string
	raw []byte
}

// schema migrates a database.
func schema(ctx context.Context, url string) error {
	return migrations.Up(ctx, url, slog.New(slog.DiscardHandler))
}

// company migrates a database and fills the directory in.
func company(ctx context.Context, url string) error {
	if err := schema(ctx, url); err != nil {
		return err
	}
	pool, err := migrations.Pool(ctx, url, 1)
	if err != nil {
		return err
	}
	defer pool.Close()
	return store.InTx(ctx, pool, func(tx store.Tx) error {
		return directory.Apply(ctx, tx, day.Directory(), "benchmark", time.Now())
	})
}

func newTalk(t *testing.T, pool *pgxpool.Pool, mails int) *talk {
	t.Helper()
	k := &talk{t: t, pool: pool, now: time.Now().UTC().Truncate(time.Second)}
	k.day = day.New(5, mails, k.now)
	k.desk = (&run{T: t, ctx: t.Context()}).desk(pool, k)
	k.desk.Settings.VetoWindow, k.desk.Settings.ManagerWeek, k.desk.Settings.EmployeeMonth = 4*time.Hour, true, true
	k.desk.Settings.ScorecardFrom, k.desk.Settings.Shortlist, k.desk.Settings.Quarterly, k.desk.Settings.CustomerLetters = 1, 3, true, 2
	k.desk.Now = k.clock
	queue, err := jobs.NewQueue(k.desk, pool, jobs.QueueOptions{Readers: 2, Senders: 2}, k.desk.Log)
	if err != nil {
		t.Fatal(err)
	}
	if err := queue.Start(context.WithoutCancel(t.Context())); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := queue.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return k
}

func (k *talk) clock() time.Time {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	return k.now
}

// Submit fulfils jobs.Submitter: every letter is taken, and answered later.
func (k *talk) Submit(_ context.Context, _, to string, raw []byte) send.Outcome {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	k.sent = append(k.sent, sentLetter{to, raw})
	return send.Outcome{Result: send.Accepted, Verb: send.Dot, Code: 250}
}

// write has mails stored, and waits until all that follows from them is done.
func (k *talk) write(list []day.Mail) {
	k.t.Helper()
	boxes := map[string][]fetch.Mail{}
	for _, m := range list {
		k.uid++
		verdict := map[mailtest.Verdict]string{mailtest.Pass: "pass", mailtest.Fail: "fail"}[m.Verdict]
		raw := m.Raw
		if _, domain, _ := strings.Cut(m.From, "@"); verdict != "" {
			raw = append([]byte(fmt.Sprintf("Authentication-Results: %s; dmarc=%s header.from=%s\r\n", authserv, verdict, domain)), raw...)
		}
		box := "nominations"
		if m.To == day.Compliments {
			box = "compliments"
		}
		boxes[box] = append(boxes[box], fetch.Mail{UID: k.uid, InternalDate: k.clock(), Size: int64(len(raw)), Raw: raw})
	}
	inbox := k.desk.Inbox()
	for box, mails := range boxes {
		if err := inbox.Receive(k.t.Context(), box, fetch.Batch{UIDValidity: 1, Mails: mails}); err != nil {
			k.t.Fatal(err)
		}
	}
	k.settle()
}

// settle waits until no job is left to run now.
func (k *talk) settle() {
	k.t.Helper()
	for {
		var left int
		if err := k.pool.QueryRow(k.t.Context(), `select count(*) from river_job where state in ('available', 'running')
			or state = 'scheduled' and scheduled_at < now() + interval '1 minute'`).Scan(&left); err != nil {
			k.t.Fatal(err)
		}
		if left == 0 {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// answer has the readers of all new letters answer.
func (k *talk) answer() {
	k.t.Helper()
	k.mutex.Lock()
	letters := k.sent
	k.sent = nil
	k.mutex.Unlock()
	var list []day.Mail
	for _, l := range letters {
		d := day.Letter{To: l.to, Raw: l.raw}
		if _, err := fmt.Sscanf(mark(l.raw), "letter-%d", &d.ID); err != nil {
			k.t.Fatalf("a letter to %s bears no mark: %v", l.to, err)
		}
		if err := k.pool.QueryRow(k.t.Context(), `select l.kind, coalesce('GW-' || n.number, '') from letters l
			left join nominations n on n.id = l.nomination_id where l.id = $1`, d.ID).Scan(&d.Kind, &d.Nomination); err != nil {
			k.t.Fatal(err)
		}
		list = append(list, k.day.Answer(d)...)
	}
	k.write(list)
}

func mark(raw []byte) string {
	_, rest, _ := strings.Cut(string(raw), "\n"+send.MarkHeader+": ")
	value, _, _ := strings.Cut(rest, "\r\n")
	return value
}

// pass lets time go by, with a look at what is due.
func (k *talk) pass(d time.Duration) {
	k.t.Helper()
	k.mutex.Lock()
	k.now = k.now.Add(d)
	k.mutex.Unlock()
	if err := k.desk.Tick(k.t.Context()); err != nil {
		k.t.Fatal(err)
	}
	k.settle()
}

// operate does what operators do at the command line; export and forget are left
// out: they are meant to go through everything, as somebody's name may stand anywhere.
func (k *talk) operate() {
	k.t.Helper()
	ctx := k.t.Context()
	if err := store.InTx(ctx, k.pool, func(tx store.Tx) error {
		now := k.clock()
		for _, ask := range []func() error{
			func() error { _, err := store.CountInbound(ctx, tx); return err },
			func() error { _, err := store.CountNominations(ctx, tx); return err },
			func() error { _, err := store.CountLetters(ctx, tx); return err },
			func() error { _, err := store.SetAsideMails(ctx, tx, now.AddDate(0, 0, -7), 20); return err },
			func() error { _, err := store.WaitingOn(ctx, tx, 20); return err },
			func() error { _, err := store.CountSince(ctx, tx, now.AddDate(0, 0, -1)); return err },
			func() error { _, err := store.NominationByNumber(ctx, tx, 1001); return err },
			func() error { _, err := store.History(ctx, tx, 1); return err },
			func() error { _, err := store.Effects(ctx, tx, 1); return err },
			func() error { _, err := store.LettersOf(ctx, tx, 1); return err },
			func() error { _, err := store.LettersFor(ctx, tx, 1); return err },
			func() error { _, err := store.StoredUIDs(ctx, tx, "nominations", 1, []int64{1, 2}); return err },
		} {
			if err := ask(); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		k.t.Error(err)
	}
}
