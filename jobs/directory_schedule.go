package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"

	"goodword/internal/directory"
	"goodword/internal/store"
)

// DirectorySchedule is a directory that is read by the schedule.
type DirectorySchedule struct {
	Source directory.Source
	Every  time.Duration
	Most   int // percent of the active people who may leave, or lose their manager, with one read
}

// DirectoryArgs reads the directory once.
type DirectoryArgs struct {
	Source string    `json:"source"`
	Began  time.Time `json:"began"` // of the claim that this is the read of
}

// Kind is River's name of the job; it never changes.
func (DirectoryArgs) Kind() string { return "directory" }

// InsertOpts gives up at once: the schedule comes again.
func (DirectoryArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: queueRead, MaxAttempts: 1}
}

// How long one read may take, and for how long nobody else begins one. 300,000
// people are 600 pages, for which Graph or a slow LDAP server take a second each.
const (
	directoryRead  = 20 * time.Minute
	directoryLease = 25 * time.Minute
)

type directoryWorker struct {
	river.WorkerDefaults[DirectoryArgs]
	desk *Desk
}

// Timeout is longer than a mail's: a large directory has many pages.
func (directoryWorker) Timeout(*river.Job[DirectoryArgs]) time.Duration { return directoryRead }

// Work reads the directory; what goes wrong is told to the operator.
func (d *directoryWorker) Work(ctx context.Context, job *river.Job[DirectoryArgs]) error {
	return failed(ctx, d.desk.Log, job.ID, job.Kind, d.desk.readDirectory(ctx, job.Args))
}

// directoryDue lets the directory be read when it is time: of any number of
// processes one claims it.
func (w work) directoryDue() error {
	if w.Directory == nil {
		return nil
	}
	source := w.Directory.Source.Name()
	claimed, err := store.ClaimDirectory(w.ctx, w.tx, source, w.Directory.Every, directoryLease, w.now)
	if err != nil || !claimed {
		return err
	}
	return w.enqueue(DirectoryArgs{Source: source, Began: w.now})
}

// readDirectory reads the directory and makes it ours. A failure changes
// nothing, is trouble that status and doctor show, and no error of the job: the
// schedule reads again.
func (d *Desk) readDirectory(ctx context.Context, args DirectoryArgs) error {
	notices := 0 // counted alone: they name people
	changes, err := directory.Changes{}, fmt.Errorf("the settings of this process name no directory %s", args.Source)
	if d.Directory != nil && d.Directory.Source.Name() == args.Source {
		changes, err = d.ReadSource(ctx, directory.Import{By: goodword, Most: d.Directory.Most}, d.Directory.Source, func(directory.Problem) { notices++ })
	}
	kept, cancel := context.WithTimeout(context.WithoutCancel(ctx), d.Times.Job)
	defer cancel()
	if err != nil {
		d.Log.Error("the directory was not imported", "source", args.Source, "notices", notices, "error", err)
	} else {
		d.Log.Info("the directory was imported", "source", args.Source, "notices", notices, "changes", changes.Counts())
	}
	return d.tx(kept, func(w work) error {
		detail := changes.Counts()
		if err != nil {
			detail = ""
			if err := store.NoteTrouble(w.ctx, w.tx, aboutDirectory, err.Error(), w.now); err != nil {
				return err
			}
		} else if err := store.ClearTrouble(w.ctx, w.tx, aboutDirectory); err != nil {
			return err
		}
		return store.EndDirectory(w.ctx, w.tx, args.Source, args.Began, err != nil, detail, w.now)
	})
}

// ReadSource reads a directory elsewhere and imports what it gives as im says.
// told, where it is not nil, gets what was passed over or left out.
func (d *Desk) ReadSource(ctx context.Context, im directory.Import, from directory.Source, told func(directory.Problem)) (changes directory.Changes, err error) {
	err = d.hurry.loads(d.company.size(), listedBytes, func() error {
		changes, err = d.readSource(ctx, im, from, told)
		return err
	})
	return changes, err
}

func (d *Desk) readSource(ctx context.Context, im directory.Import, from directory.Source, told func(directory.Problem)) (directory.Changes, error) {
	list, err := from.People(ctx)
	if err != nil {
		return directory.Changes{}, err
	}
	for _, n := range list.Notices {
		if told != nil {
			told(n)
		}
	}
	im.Over, im.Source = list.Over, from.Name()
	changes, err := d.ImportPeople(ctx, im)
	if errors.Is(err, directory.ErrSuspicious) {
		return changes, fmt.Errorf("the people from %s: %w (goodword people import --from %s)", from.Name(), err, from.Name())
	}
	return changes, err
}
