package jobs

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/riverqueue/river/rivertype"

	"goodword/internal/recognition"
	"goodword/internal/store"
)

// TestForgetAgainstADigestsOutcome: forgetting a customer, and recording how the
// digest that names them ended, lock in one order: neither is ended by the database.
func TestForgetAgainstADigestsOutcome(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "Approved.")
	o.until("Mon 07:30")
	o.skip()
	digest := int64(o.count("select id from letters where kind = 'digest'"))
	locked, waits := make(chan struct{}), make(chan struct{})
	var gave Forgotten
	together(t, func() error {
		return o.desk.tx(t.Context(), func(w work) error {
			l, err := w.lockOutcome(digest)
			close(locked)
			if err != nil {
				return err
			}
			<-waits
			return w.fails(l, recognition.Bounced, "mailbox full")
		})
	}, func() (err error) {
		<-locked
		gave, err = o.desk.Forget(t.Context(), "ruth@customer.test", "operator", false, false)
		return err
	}, func() error {
		<-locked
		await(t, func() bool {
			return o.count("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") > 0
		})
		close(waits)
		return nil
	})
	if gave.Nominations != 1 {
		t.Errorf("forgotten were %+v", gave)
	}
	o.wantState(1, recognition.Withdrawn)
	if state := o.letterState(digest); state != "bounced" {
		t.Errorf("the digest is %s", state)
	}
	o.run()
	o.skip()
}

// TestOneReaderNeverKeepsOthers: what goes wrong in one manager's letter undoes
// no other one's, and the next tick writes it.
func TestOneReaderNeverKeepsOthers(t *testing.T) {
	o := newManagers(t)
	o.forward("dana", "For nina@corp.example, please.", happy, "Nina stayed an hour longer to find our luggage. She was wonderful.")
	o.forward("dana", "For max@corp.example, please.", happy, "Max Reid answered me on a Sunday, and solved it within the hour. Outstanding.")
	o.until("Fri 17:00")
	o.exec(`create function fail() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`)
	o.exec("create trigger fail before insert on occasions for each row when (new.reader = 'vera@corp.example') execute function fail()") // she comes first
	o.clock = o.clock.AddDate(0, 0, 3)
	o.skip()
	if err := o.desk.Tick(t.Context()); err == nil || !strings.Contains(err.Error(), "write to person") {
		t.Errorf("the tick says %v", err)
	}
	o.run()
	o.next("max", "Your team")
	if _, has := o.last("vera", "Your team"); has {
		t.Error("a letter was written that could not be claimed")
	}
	o.exec("drop trigger fail on occasions")
	o.advance(time.Minute)
	o.next("vera", "Your team")
	if l, has := o.last("max", "Your team"); has {
		t.Errorf("a second letter: %s", l.text)
	}
	o.skip()
}

// TestReadingIsTriedForLong: neither the deaths of many processes nor an outage
// of the database leave a mail to wait for an hour.
func TestReadingIsTriedForLong(t *testing.T) {
	t.Parallel()
	if got := (ReadArgs{}).InsertOpts().MaxAttempts; got < 1000 {
		t.Errorf("after %d deaths of its process a mail waits for the tick", got)
	}
	policy := &retries{rescue: UsualTimes().Rescue}
	began := time.Now().Add(-time.Second)
	job := &rivertype.JobRow{Kind: ReadArgs{}.Kind(), Attempt: 12, Errors: make([]rivertype.AttemptError, 11), AttemptedAt: &began}
	if wait := time.Until(policy.NextRetry(job)); wait > readAgain {
		t.Errorf("a mail waits %s", wait)
	}
}

// waitsUncounted: what waits for the turn of a huge mail is not suspected yet. Any
// attempt to count it is an error of the database, and not that of its time.
func (o *office) waitsUncounted(id int64) {
	o.t.Helper()
	o.exec(`create function none_begins() returns trigger language plpgsql as $$ begin raise exception 'counted'; end $$;
		create trigger none_begins before update on inbound for each row when (new.begun > old.begun) execute function none_begins()`)
	size := o.count("select size::int from inbound where id = (select max(id) from inbound)")
	o.exec("update inbound set size = $2 where id = $1", id, int64(hugeMail))
	o.desk.huge <- struct{}{}
	ctx, cancel := context.WithTimeout(o.t.Context(), 100*time.Millisecond)
	defer cancel()
	if err := o.desk.readSuspect(ctx, id); !errors.Is(err, context.DeadlineExceeded) {
		o.t.Errorf("a mail that waits for its turn gave %v", err)
	}
	<-o.desk.huge
	o.exec("update inbound set size = $2 where id = $1", id, int64(size))
	o.exec("drop trigger none_begins on inbound")
}

// TestAMailThatEndsProcesses is set aside after some, and stands in nobody's
// way; what merely was read when a process ended is read in the end.
func TestAMailThatEndsProcesses(t *testing.T) {
	o := newOffice(t)
	bad, good := o.stored(answerlessMail(o.clock)), o.stored(strings.ReplaceAll(answerlessMail(o.clock), "number 1", "number 2")+"x")
	o.pending = nil
	o.waitsUncounted(good)
	dies := func(id int64, times int) {
		for range times {
			if err := store.InTx(t.Context(), o.desk.Pool, func(tx store.Tx) error { _, err := store.BeginReading(t.Context(), tx, id); return err }); err != nil {
				t.Fatal(err)
			}
		}
	}
	dies(bad, mostDeaths)
	dies(good, mostDeaths-1)
	for range 2 {
		for _, id := range []int64{bad, good} {
			if err := o.desk.readSuspect(t.Context(), id); err != nil {
				t.Fatal(err)
			}
		}
	}
	o.wantTaken(bad, recognition.SetAside)
	if _, reason := o.disposition(bad); !strings.Contains(reason, "5 processes ended while they read it") {
		t.Errorf("the reason is %q", reason)
	}
	if d, reason := o.disposition(good); d == recognition.SetAside && strings.Contains(reason, "processes ended") {
		t.Errorf("a mail that was read is %s: %s", d, reason)
	}
	if n := o.count("select begun from inbound where id = " + "(select max(id) from inbound)"); n != 0 {
		t.Errorf("%d begins are left of a mail that was read", n)
	}
	if err := o.desk.Readmit(t.Context(), bad, "operator"); err != nil {
		t.Fatal(err)
	}
	o.run()
	if d, _ := o.disposition(bad); d == recognition.SetAside {
		t.Error("what was brought back is set aside again")
	}
	o.skip()
}

// TestClocksOfTwoMachines: whether a letter was left in sending is told by the
// database's clock alone, however wrong the sender's or the looker's is.
func TestClocksOfTwoMachines(t *testing.T) {
	o := newOffice(t)
	o.desk.Imagined = false
	o.forward("dana", "", customer, herWords)
	o.skip()
	request := int64(o.count("select id from letters where kind = 'request'"))
	leaves := func(begun, by string) {
		o.exec("update letters set state = 'sending', ended_at = null, attempts = 1, raw = coalesce(raw, 'x'), entered_at = clock_timestamp() - $2::interval, sending_at = clock_timestamp() + $3::interval where id = $1", request, begun, by)
		if err := o.desk.staleLetters(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	leaves("5 seconds", "-2 days") // by a machine whose clock is behind
	if state := o.letterState(request); state != "sending" {
		t.Errorf("a letter that is being sent became %s", state)
	}
	o.clock = o.clock.AddDate(1, 0, 0) // the looker's is ahead
	leaves("5 seconds", "0 seconds")
	if state := o.letterState(request); state != "sending" {
		t.Errorf("a letter that is being sent became %s", state)
	}
	o.clock = o.clock.AddDate(-2, 0, 0)
	leaves("2 minutes", "2 days")
	if state := o.letterState(request); state != "queued" {
		t.Errorf("a letter that nobody sends is %s", state)
	}
	o.exec("update letters set state = 'cancelled', ended_at = now() where id = $1", request)
	o.clock = o.clock.AddDate(1, 0, 0)
}

// TestAnOutcomeIsRecordedAgain: an outcome that the database would not take for
// a deadlock's sake is written down all the same, at once.
func TestAnOutcomeIsRecordedAgain(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "Approved.")
	o.until("Mon 12:50")
	o.skip()
	o.exec("create sequence tries")
	o.exec(`create function fail() returns trigger language plpgsql as $$ begin
		if nextval('tries') < 3 then raise exception 'chosen to end a deadlock' using errcode = '40P01'; end if; return new; end $$`)
	o.exec(`create trigger fail before update on letters for each row when (new.state = 'accepted') execute function fail()`)
	o.until("Mon 13:30")
	o.next("nina", "two hours")
	o.wantState(1, recognition.Thanked)
	o.skip()
	again := errors.New("not the database's trouble")
	tries := 0
	if err := o.desk.record(t.Context(), func(work) error { tries++; return again }); !errors.Is(err, again) || tries != 1 {
		t.Errorf("%v after %d tries", err, tries)
	}
}
