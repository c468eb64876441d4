package jobs

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/riverqueue/river"
)

// deliverWorker submits letters. Its jobs wait for a turn; whoever has it takes
// those that wait behind it along.
type deliverWorker struct {
	river.WorkerDefaults[DeliverArgs]
	desk *Desk
	turn chan struct{} // as many as may submit at once
	line line
}

const (
	// deliverFetch is the time between two looks for jobs.
	deliverFetch = 20 * time.Millisecond
	// turnFor is how long a job waits for its turn, and for a place, before it goes back for turnAgain.
	turnFor, turnAgain = 5 * time.Second, time.Second
)

// jobsFor is how many jobs are taken from the queue where so many may submit at
// once: while some leave together, as many come to wait.
func jobsFor(senders int) int { return (senders + aheadOfPlaces + 2) * mostTogether }

// Work submits a letter: its bytes are stored before, its outcome after. A job that
// failed before goes alone, as it may be what the others failed by, and so does one whose
// letter was found to leave alone. What it waits, submits and writes down ends within a
// job's time: a submission ends so long after the job began as it may take by itself.
func (d *deliverWorker) Work(ctx context.Context, job *river.Job[DeliverArgs]) error {
	p := &place{letter: job.Args.Letter, began: time.Now(), told: make(chan became, 1)}
	if len(job.Errors) > 0 || d.desk.places.claimed(p.letter) {
		return d.alone(ctx, job, p)
	}
	d.line.join(p)
	b, group := d.wait(ctx, p)
	if group != nil { // meanwhile others come to wait, and go together
		defer func() { <-d.turn }()
		b = d.atTurn(ctx, group)
	}
	switch b {
	case ended:
		return nil
	case goesAlone:
		// What is left of the job's time after the others' letters may be too little for one.
		if time.Since(p.began) < turnFor {
			return d.alone(ctx, job, p)
		}
		d.desk.places.claim(p.letter)
	}
	return river.JobSnooze(turnAgain)
}

// alone has a letter leave by itself, once it has a place.
func (d *deliverWorker) alone(ctx context.Context, job *river.Job[DeliverArgs], p *place) error {
	until := p.began.Add(2 * turnFor)
	done, ok, err := d.desk.bulky(ctx, p.letter, time.Until(until))
	if err != nil && ctx.Err() != nil { // a stop is no failure of the letter's
		return river.JobSnooze(turnAgain)
	}
	if err != nil {
		return failed(ctx, d.desk.Log, job.ID, job.Kind, err)
	}
	if !ok {
		d.desk.places.known(p.letter)
		return river.JobSnooze(turnAgain)
	}
	defer done()
	leave, ok := d.desk.places.takeAlone(ctx, p.letter, time.Until(until))
	if !ok {
		return river.JobSnooze(turnAgain)
	}
	defer leave()
	within, end := context.WithDeadline(ctx, p.began.Add(d.desk.Times.Submission))
	defer end()
	err = d.desk.deliver(within, p.letter)
	if errors.Is(err, errNotTried) {
		return river.JobSnooze(turnAgain)
	}
	return failed(ctx, d.desk.Log, job.ID, job.Kind, err)
}

// wait waits until the job has its turn, and gives those that go with it, itself
// first; or until another's turn took it along and says how that ended. Else it comes again.
func (d *deliverWorker) wait(ctx context.Context, p *place) (b became, group []*place) {
	limit := time.NewTimer(turnFor)
	defer limit.Stop()
	turns := d.turn
	for {
		select {
		case turns <- struct{}{}:
			if group = d.line.take(p); group != nil {
				return b, group
			}
			<-d.turn
			turns = nil // its letter is on its way with others: what remains is to hear how that ends
		case b = <-p.told:
			return b, nil
		case <-limit.C:
			return d.giveUp(p), nil
		case <-ctx.Done():
			return d.giveUp(p), nil
		}
	}
}

// giveUp takes a job out of the line that waited for long enough, unless its
// letter is on its way.
func (d *deliverWorker) giveUp(p *place) became {
	if d.line.leave(p) {
		return comesAgain
	}
	return <-p.told
}

// atTurn has the letters of a group leave, and says what became of the first.
func (d *deliverWorker) atTurn(ctx context.Context, group []*place) became {
	if len(group) < 2 {
		return goesAlone
	}
	fates := map[int64]became{}
	defer func() { // in a panic, too, nobody waits for ever
		for _, other := range group[1:] {
			d.line.tell(other, fates[other.letter])
		}
	}()
	ids, began := make([]int64, len(group)), group[0].began
	for i, p := range group {
		ids[i] = p.letter
		if p.began.Before(began) {
			began = p.began
		}
	}
	within, end := context.WithDeadline(ctx, began.Add(d.desk.Times.Submission))
	defer end()
	fates = d.desk.deliverTogether(within, ids)
	d.line.learn(fates)
	return fates[group[0].letter]
}

// became is what becomes of a letter's job when others leave.
type became int

const (
	goesAlone  became = iota // it could not leave with others
	ended                    // it left, or never will, and that is recorded
	comesAgain               // it is back in the queue
)

// place is one job in the line.
type place struct {
	letter int64
	began  time.Time   // when the job did
	told   chan became // of who took it along; has room for one
	away   bool        // somebody took it along and has not told yet
}

// line is where jobs wait whose letters may leave together. Its zero value is
// empty.
type line struct {
	mutex sync.Mutex
	list  []*place // in the order in which they came
	slow  bool     // the relay is too slow for so many: the last ones did not get their turn
}

func (l *line) join(p *place) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.list = append(l.list, p)
}

// leave takes p out of the line; false when somebody took it along.
func (l *line) leave(p *place) bool {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.list = slices.DeleteFunc(l.list, func(other *place) bool { return other == p })
	return !p.away
}

// take takes p out of the line, and with it as many as may leave together, those
// that came first; p alone where it stands in no line, none where somebody took p along.
func (l *line) take(p *place) []*place {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	at := slices.Index(l.list, p)
	if p.away {
		return nil
	}
	if at < 0 {
		return []*place{p}
	}
	l.list = slices.Delete(l.list, at, at+1)
	most := mostTogether - 1
	if l.slow {
		most = mostTogether/8 - 1
	}
	n := min(most, len(l.list))
	group := append([]*place{p}, l.list[:n]...)
	l.list = slices.Delete(l.list, 0, n)
	for _, other := range group[1:] {
		other.away = true
	}
	return group
}

// tell says to a job that was taken along what became of its letter.
func (l *line) tell(p *place, f became) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	p.away = false
	p.told <- f
}

// learn takes fewer along while some do not get their turn.
func (l *line) learn(fates map[int64]became) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.slow = false
	for _, f := range fates {
		l.slow = l.slow || f == comesAgain
	}
}
