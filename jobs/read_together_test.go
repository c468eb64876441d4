package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"goodword/internal/store"
	"goodword/mail/fetch"
)

// arrive stores mails of one batch, without reading them, and gives their ids.
func (o *office) arrive(mails ...string) (ids []int64) {
	o.t.Helper()
	b := fetch.Batch{UIDValidity: 1}
	for i, raw := range mails {
		o.uid++
		raw = fmt.Sprintf(proven, "corp.example") + fmt.Sprintf("Date: %s\r\nMessage-ID: <%d@corp.example>\r\n", o.clock.Add(time.Duration(i)).Format(time.RFC1123Z), o.uid) + raw
		b.Mails = append(b.Mails, fetch.Mail{UID: o.uid, InternalDate: o.clock, Size: int64(len(raw)), Raw: []byte(raw)})
	}
	if err := o.desk.Inbox().Receive(o.t.Context(), "nominations", b); err != nil {
		o.t.Fatal(err)
	}
	rows, err := o.desk.Pool.Query(o.t.Context(), "select id from inbound where disposition is null order by id")
	if err != nil {
		o.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			o.t.Fatal(err)
		}
		ids = append(ids, id)
	}
	o.pending = nil // the test reads them
	return ids
}

// praise is an employee's own mail.
func praised(from, subject, words string) string {
	return fmt.Sprintf("From: %s@corp.example\r\nTo: %s\r\nSubject: %s\r\n\r\n%s\r\n", from, nominations, subject, words)
}

// work reads mails as the queue's job does.
func (o *office) work(ids []int64) {
	o.t.Helper()
	job := &river.Job[ReadArgs]{JobRow: &rivertype.JobRow{Attempt: 1}, Args: ReadArgs{Mails: ids}}
	if err := (&readWorker{desk: o.desk}).Work(o.t.Context(), job); err != nil {
		o.t.Fatal(err)
	}
}

// transactions is in how many transactions mails were taken for something.
func (o *office) transactions(ids []int64) (n int) {
	o.t.Helper()
	if err := o.desk.Pool.QueryRow(o.t.Context(), "select count(distinct xmin::text) from inbound where id = any($1) and disposition is not null", ids).Scan(&n); err != nil {
		o.t.Fatal(err)
	}
	return n
}

// Mails of one job are read in one transaction, the same one twice among them; an
// absence note, by which the others would have to go, is read alone.
func TestMailsAreReadTogether(t *testing.T) {
	o := newOffice(t)
	ids := o.arrive(
		praised("dana", "Nina", "Nina Okafor found a guest's ring in the drain and brought it to the station. Thank you!"),
		praised("dana", "Nick", "Nick Tanner stayed late and was so kind to a guest's mother. Thank you!"),
		praised("dana", "Nina", "Nina Okafor found a guest's ring in the drain and brought it to the station. Thank you!"),
		"Auto-Submitted: auto-replied\r\n"+praised("max", "Out of office", "I am out of the office until 20 November 2026. Vera Stone stands in."),
		"List-Id: <all.corp.example>\r\nPrecedence: bulk\r\n"+praised("vera", "News", "The canteen is closed."))
	o.work(ids)
	together := []int64{ids[0], ids[1], ids[2], ids[4]}
	if got := o.transactions(together); got != 1 {
		t.Errorf("four mails were read in %d transactions", got)
	}
	if got := o.transactions(ids); got != 2 {
		t.Errorf("all mails were read in %d transactions, want one for the absence note as well", got)
	}
	o.run()
	o.next("max", "Nina Okafor")
	o.next("max", "Nick Tanner")
	o.skip()
	o.in(func(tx store.Tx) error {
		_, err := store.VerifyAudit(t.Context(), tx)
		return err
	})
}

// One mail that cannot be taken undoes none of the others, and counts against itself alone.
func TestOneBadMailSpoilsNoOther(t *testing.T) {
	o := newOffice(t)
	if _, err := o.desk.Pool.Exec(t.Context(), `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no' using errcode = '22000'; end $$;
		create trigger refuse before update on inbound for each row when (new.subject = 'bad' and new.disposition <> 'set_aside') execute function refuse()`); err != nil {
		t.Fatal(err)
	}
	ids := o.arrive(
		praised("dana", "Nina", "Nina Okafor found a guest's ring in the drain and brought it to the station. Thank you!"),
		praised("dana", "bad", "Otto Brandt cooked for a guest at night. Thank you!"),
		praised("dana", "Nick", "Nick Tanner stayed late and was so kind to a guest's mother. Thank you!"))
	o.work(ids)
	if got := o.transactions(ids); got != 3 {
		t.Errorf("three mails were taken in %d transactions, want one each", got)
	}
	var aside, failures int
	if err := o.desk.Pool.QueryRow(t.Context(), "select count(*) filter (where disposition = 'set_aside' and id = $1), coalesce(sum(failures) filter (where id <> $1), 0) from inbound", ids[1]).
		Scan(&aside, &failures); err != nil {
		t.Fatal(err)
	}
	if aside != 1 || failures != 0 {
		t.Errorf("the bad mail is set aside %d times, and the others failed %d times", aside, failures)
	}
	o.run()
	o.next("max", "Nina Okafor")
	o.next("max", "Nick Tanner")
	o.skip()
}

// A delivery that gets no turn goes back into the queue, and nothing was tried.
func TestADeliveryWaitsForItsTurn(t *testing.T) {
	t.Parallel()
	turn := make(chan struct{}, 1)
	turn <- struct{}{}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	d := &deliverWorker{desk: &Desk{Log: slog.New(slog.DiscardHandler)}, turn: turn}
	var snooze *rivertype.JobSnoozeError
	if err := d.Work(ctx, &river.Job[DeliverArgs]{JobRow: &rivertype.JobRow{}}); !errors.As(err, &snooze) {
		t.Errorf("a job without a turn gave %v", err)
	}
}
