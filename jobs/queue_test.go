package jobs

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/riverqueue/river/rivertype"

	"goodword/internal/store"
	"goodword/mail/fetch"
)

// TestTimesKeepThePromises: the usual times are ordered, and every order that
// would break a promise is refused before a job runs.
func TestTimesKeepThePromises(t *testing.T) {
	t.Parallel()
	if err := UsualTimes().check(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		bend func(*Times)
		want string
	}{
		{func(x *Times) { x.Submission = x.Job }, "no time to record"},
		{func(x *Times) { x.Rescue = x.Job }, "both would work on it"},
		{func(x *Times) { x.Sending = x.Job }, "sent twice"},
		{func(x *Times) { x.Rescue = 90 * time.Second }, "work resumes within"},
		{func(x *Times) { x.Sending = 2 * time.Minute }, "work resumes within"},
		{func(x *Times) { x.Tick = time.Minute }, "work resumes within"},
		{func(x *Times) { x.Tick = 0 }, "leave none"},
		{func(x *Times) { *x = Times{} }, "leave none"},
	} {
		times := UsualTimes()
		c.bend(&times)
		if err := times.check(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, want %q", times, err, c.want)
		}
		d := &Desk{Times: times}
		if _, err := NewQueue(d, nil, QueueOptions{}, slog.New(slog.DiscardHandler)); err == nil {
			t.Errorf("a queue was made with %+v", times)
		}
	}
}

// TestRescuedJobsWaitNoLonger: a job whose process ended runs at once, however
// often it failed before; one that failed waits longer each time.
func TestRescuedJobsWaitNoLonger(t *testing.T) {
	t.Parallel()
	policy := &retries{rescue: UsualTimes().Rescue}
	job := &rivertype.JobRow{Attempt: 4, Errors: make([]rivertype.AttemptError, 3)}
	began := func(ago time.Duration) time.Duration {
		at := time.Now().Add(-ago)
		job.AttemptedAt = &at
		return time.Until(policy.NextRetry(job))
	}
	if wait := began(61 * time.Second); wait > time.Second {
		t.Errorf("a rescued job waits %s", wait)
	}
	if wait := began(time.Second); wait < time.Minute {
		t.Errorf("a job that failed four times waits %s only", wait)
	}
}

// TestABatchWithoutTheLease is not stored, and its cursor does not move.
func TestABatchWithoutTheLease(t *testing.T) {
	o := newOffice(t)
	var lease store.Lease
	if err := store.InTx(t.Context(), o.desk.Pool, func(tx store.Tx) (err error) {
		lease, _, err = store.TakeLease(t.Context(), tx, "nominations", "here", time.Minute)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	inbox := o.desk.InboxUnder(held(lease))
	receive := func(uid uint32) error {
		raw := []byte(answerlessMail(o.clock))
		raw = append(raw, byte('0'+uid))
		return inbox.Receive(t.Context(), "nominations", fetch.Batch{UIDValidity: 1, Cursor: &fetch.Cursor{UIDValidity: 1, LastUID: uid, LastTime: o.clock},
			Mails: []fetch.Mail{{UID: uid, InternalDate: o.clock, Size: int64(len(raw)), Raw: raw}}})
	}
	if err := receive(1); err != nil {
		t.Fatal(err)
	}
	o.exec("update mailbox_leases set epoch = epoch + 1, holder = 'there'")
	jobs := len(o.pending)
	if err := receive(2); !errors.Is(err, store.ErrLeaseLost) {
		t.Fatalf("a batch with a lost lease: %v", err)
	}
	if n := o.count("select count(*) from inbound"); n != 1 {
		t.Errorf("%d mails are stored", n)
	}
	if n := o.count("select last_uid from mailboxes where name = 'nominations'"); n != 1 {
		t.Errorf("the cursor moved to %d", n)
	}
	if len(o.pending) != jobs {
		t.Errorf("%d jobs were put into the queue", len(o.pending)-jobs)
	}
	o.run()
	o.skip()
}

// held is a tenure of one lease.
type held store.Lease

func (h held) Hold(ctx context.Context, tx store.Tx) error {
	return store.HoldLease(ctx, tx, store.Lease(h))
}
