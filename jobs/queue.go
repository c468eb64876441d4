package jobs

import (
	"context"
	"errors"
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

// Timeouts, ordered so that work resumes within two minutes of a kill: an SMTP
// submission ends before its job is given up, and that before it is rescued.
const (
	SubmissionTimeout = 30 * time.Second
	jobTimeout        = 50 * time.Second
	rescueAfter       = 60 * time.Second
	tickEvery         = 10 * time.Second
	maxAttempts       = 8
)

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
func NewQueue(d *Desk, pool *pgxpool.Pool, o QueueOptions, log *slog.Logger) (*Queue, error) {
	config := &river.Config{Schema: migrations.Schema, Logger: log, JobTimeout: jobTimeout, RescueStuckJobsAfter: rescueAfter,
		MaxAttempts: maxAttempts, FetchCooldown: 10 * time.Millisecond, FetchPollInterval: time.Second}
	if o.Readers+o.Senders > 0 {
		workers := river.NewWorkers()
		river.AddWorker(workers, &readWorker{desk: d})
		river.AddWorker(workers, &deliverWorker{desk: d})
		river.AddWorker(workers, &tickWorker{desk: d})
		config.Workers = workers
		config.Queues = map[string]river.QueueConfig{}
		if o.Readers > 0 {
			config.Queues[queueRead] = river.QueueConfig{MaxWorkers: o.Readers}
		}
		if o.Senders > 0 {
			config.Queues[queueDeliver] = river.QueueConfig{MaxWorkers: o.Senders}
		}
	}
	if o.Periodic {
		if config.Queues == nil {
			return nil, errors.New("a process that looks after what is due must work jobs")
		}
		config.Queues[queueTick] = river.QueueConfig{MaxWorkers: 1}
		config.PeriodicJobs = []*river.PeriodicJob{river.NewPeriodicJob(river.PeriodicInterval(tickEvery),
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
