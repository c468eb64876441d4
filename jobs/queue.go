package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivertype"

	"log/slog"

	"goodword/migrations"
)

// Queues of River. Submission has its own, so that it can run in a process that
// does nothing else.
const (
	queueRead    = river.QueueDefault
	queueDeliver = "deliver"
	queueTick    = "tick"
)

// unfinished are the states of a job that is about to run; one that failed may
// wait for an hour, and does not count.
func unfinished() []rivertype.JobState {
	return []rivertype.JobState{rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning,
		rivertype.JobStateScheduled}
}

// Times are how long things may take before they count as lost. They are ordered
// so that work resumes within two minutes of a kill, and nothing is given to
// another process while the first may still be at it.
type Times struct {
	Submission time.Duration // the whole conversation with the relay about one letter
	Job        time.Duration // one job; what Submission leaves of it is for recording how that ended
	Rescue     time.Duration // a job that began so long ago is given to another process
	Sending    time.Duration // a letter that began to leave so long ago is nobody's any more
	Tick       time.Duration // how often somebody looks after what is due
}

// UsualTimes are those of serve. River's own would be 1 min for a job and an hour
// until its rescue.
func UsualTimes() Times {
	return Times{Submission: 40 * time.Second, Job: 50 * time.Second, Rescue: 60 * time.Second,
		Sending: 65 * time.Second, Tick: 10 * time.Second}
}

// How River goes about rescuing; these are constants of its own.
const (
	riverLooks = 30 * time.Second // between two looks for jobs to rescue, also after another process took the lead
	riverMoves = 5 * time.Second  // until a rescued job is offered again
	resumeIn   = 2 * time.Minute  // the promise
)

const (
	maxAttempts = 8
	fetchPoll   = time.Second
	readAgain   = time.Minute // at most, until a mail is read again that the database's trouble kept from it
)

// Resume is how long after a kill it takes at most until what ran is worked on again.
func (t Times) Resume() time.Duration {
	return max(t.Rescue+riverLooks+riverMoves, t.Sending+t.Tick) + fetchPoll
}

// check finds times that would break a promise.
func (t Times) check() error {
	switch {
	case t.Tick <= 0 || t.Submission <= 0:
		return fmt.Errorf("the times %+v leave none for a letter or between ticks", t)
	case t.Submission >= t.Job:
		return fmt.Errorf("a letter may take %s and its job %s: no time to record how it ended", t.Submission, t.Job)
	case t.Job >= t.Rescue:
		return fmt.Errorf("a job may take %s and is given to another process after %s: both would work on it", t.Job, t.Rescue)
	case t.Job+t.recording() > t.Sending:
		return fmt.Errorf("a letter may leave for %s and counts as lost after %s: it would be sent twice", t.Job+t.recording(), t.Sending)
	case t.Resume() >= resumeIn:
		return fmt.Errorf("after a kill work resumes within %s, which is not before %s", t.Resume(), resumeIn)
	}
	return nil
}

// turns is how long after the first step of letters that leave together one of
// them may begin to be submitted. All of them end within Submission.
func (t Times) turns() time.Duration { return t.Submission / 4 }

// recording is how long writing down the outcome of a submission may take.
func (t Times) recording() time.Duration { return t.Job - t.Submission }

// retries is when a job is tried again: River's growing pauses for one that
// failed, and at once for one whose process ended.
type retries struct {
	river.DefaultClientRetryPolicy
	rescue time.Duration
}

// NextRetry fulfils river.ClientRetryPolicy. A job that failed began less than a
// job's timeout ago, so one that began longer ago was rescued.
func (r *retries) NextRetry(job *rivertype.JobRow) time.Time {
	now := time.Now()
	if job.AttemptedAt != nil && now.Sub(*job.AttemptedAt) >= r.rescue {
		return now
	}
	next := r.DefaultClientRetryPolicy.NextRetry(job)
	if soon := now.Add(readAgain); job.Kind == (ReadArgs{}).Kind() && next.After(soon) {
		return soon
	}
	return next
}

// Queue is the River client that works a desk's jobs.
type Queue = river.Client[pgx.Tx]

// QueueOptions says what a process works on.
type QueueOptions struct {
	Readers  int  // how many mails are read at once; 0 inserts jobs only
	Senders  int  // how many letters are submitted at once
	Periodic bool // looks after what is due; several processes may
}

// NewQueue makes the queue of a desk and tells the desk to use it. The caller
// starts and stops it; with neither readers nor senders it only takes jobs in.
// With senders alone it does nothing else: others must run that look after what
// is due and rescue jobs.
func NewQueue(d *Desk, pool *pgxpool.Pool, o QueueOptions, log *slog.Logger) (*Queue, error) {
	if err := d.Times.check(); err != nil {
		return nil, err
	}
	config := &river.Config{Schema: migrations.Schema, Logger: log, JobTimeout: d.Times.Job, RescueStuckJobsAfter: d.Times.Rescue,
		RetryPolicy: &retries{rescue: d.Times.Rescue}, MaxAttempts: maxAttempts, FetchCooldown: 10 * time.Millisecond, FetchPollInterval: fetchPoll}
	if o.Readers+o.Senders > 0 {
		d.places = newRelayPlaces(max(o.Senders, 1))
		workers := river.NewWorkers()
		river.AddWorker(workers, &readWorker{desk: d})
		river.AddWorker(workers, &deliverWorker{desk: d, turn: make(chan struct{}, max(o.Senders, 1)+aheadOfPlaces)})
		river.AddWorker(workers, &tickWorker{desk: d})
		river.AddWorker(workers, &directoryWorker{desk: d})
		config.Workers = workers
		config.Queues = map[string]river.QueueConfig{}
		if o.Readers > 0 {
			config.Queues[queueRead] = river.QueueConfig{MaxWorkers: o.Readers}
		}
		// Who leads gives out the ticks and rescues; a process without them must not.
		config.LeaderElectionDisabled = o.Readers == 0
		if o.Senders > 0 {
			config.Queues[queueDeliver] = river.QueueConfig{MaxWorkers: jobsFor(o.Senders), FetchCooldown: deliverFetch}
		}
	}
	if o.Periodic {
		if o.Readers == 0 {
			return nil, errors.New("a process that looks after what is due must read mails too")
		}
		config.Queues[queueTick] = river.QueueConfig{MaxWorkers: 1}
		config.PeriodicJobs = []*river.PeriodicJob{river.NewPeriodicJob(river.PeriodicInterval(d.Times.Tick),
			func() (river.JobArgs, *river.InsertOpts) { return TickArgs{}, nil },
			&river.PeriodicJobOpts{ID: "tick", RunOnStart: true})}
	}
	client, err := river.NewClient(riverpgxv5.New(pool), config)
	if err != nil {
		return nil, err
	}
	d.Use(client)
	return client, nil
}

// enqueueOnce puts a job into the queue unless one with the same arguments is in
// it, or waits to be tried again.
func (w work) enqueueOnce(args river.JobArgs) error {
	_, err := w.jobs.InsertTx(w.ctx, w.tx, args, &river.InsertOpts{UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: append(unfinished(), rivertype.JobStateRetryable)}})
	return err
}

// enqueue puts a job into the queue within the work's transaction.
func (w work) enqueue(args river.JobArgs) error {
	_, err := w.jobs.InsertTx(w.ctx, w.tx, args, nil)
	return err
}

// failed logs a job's error once, here at its edge, and passes it on for River to retry.
func failed(ctx context.Context, log *slog.Logger, job int64, kind string, err error) error {
	if err != nil && ctx.Err() == nil {
		log.Error("job failed and will be tried again", "job", job, "kind", kind, "error", err)
	}
	return err
}
