package fetch

import (
	"context"
	"fmt"
	"time"

	"github.com/emersion/go-imap/v2"
)

// Beside is a Receiver that takes a batch while it still stores the one before.
// A Receiver that is not is given one at a time.
type Beside interface {
	Receiver

	// ReceiveBeside is Receive, called from two goroutines at most. When it has
	// stored the mails and before it stores the cursor it calls earlier, which
	// returns once the batch before is committed. Where that was not, earlier
	// fails, and nothing of this batch may be kept: the cursor would be ahead of
	// a mail.
	ReceiveBeside(ctx context.Context, mailbox string, b Batch, earlier func(context.Context) error) error
}

// underWay is a batch that the Receiver is storing while the next is fetched.
type underWay struct {
	batch Batch
	uids  imap.UIDSet
	done  chan struct{} // closed when err is known
	err   error
}

// wait is what the batch after this one calls.
func (u *underWay) wait(ctx context.Context) error {
	select {
	case <-u.done:
		return u.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// atOnce is how many batches may be under way while another is fetched.
func (r *reading) atOnce() int {
	if _, ok := r.p.receiver.(Beside); ok {
		return 2
	}
	return 1
}

// longestBeside is how long batches may overlap without a moment in which none
// is being stored. A Receiver that holds a lock while it stores lets in whoever
// waits for that lock only then: service renews its lease, of 20 seconds, so.
const longestBeside = 3 * time.Second

// begin has a batch stored. It waits for others first where too many are under way.
func (r *reading) begin(ctx context.Context, batch Batch, uids imap.UIDSet) error {
	most := r.atOnce() - 1
	if len(r.storing) > 0 && r.p.settings.Now().Sub(r.besideSince) > longestBeside {
		most = 0
	}
	if err := r.settleStored(ctx, most); err != nil {
		return err
	}
	if len(r.storing) == 0 {
		r.besideSince = r.p.settings.Now()
	}
	u := &underWay{batch: batch, uids: uids, done: make(chan struct{})}
	earlier := func(context.Context) error { return nil }
	if last := len(r.storing) - 1; last >= 0 {
		earlier = r.storing[last].wait
	}
	r.storing = append(r.storing, u)
	go func() { // settleStored waits for its end
		defer close(u.done)
		u.err = r.p.receiveBeside(ctx, batch, earlier)
	}()
	for _, m := range batch.Mails { // of large mails one is held at a time
		if m.Size > smallMail {
			return r.settleStored(ctx, 0)
		}
	}
	return nil
}

// settleStored goes on when at most so many batches are under way: what was
// stored is noted, and touched in the mailbox. After the first failure it waits
// for all.
func (r *reading) settleStored(ctx context.Context, most int) error {
	var failed error
	for len(r.storing) > 0 {
		first := r.storing[0]
		if len(r.storing) <= most && failed == nil {
			select {
			case <-first.done:
			default:
				return nil
			}
		}
		<-first.done
		r.storing = r.storing[1:]
		switch {
		case failed != nil:
		case first.err != nil:
			failed = &storeError{first.err}
		default:
			r.stored(first)
		}
	}
	return failed
}

// stored notes what was committed, and that it is to be touched.
func (r *reading) stored(u *underWay) {
	for _, mail := range u.batch.Mails {
		r.p.scan.handed[imap.UID(mail.UID)] = true
		delete(r.p.scan.trouble, imap.UID(mail.UID))
	}
	if u.batch.Cursor != nil {
		for uid := range r.p.scan.handed {
			if uint32(uid) <= u.batch.Cursor.LastUID {
				delete(r.p.scan.handed, uid)
			}
		}
	}
	r.untouched.AddSet(u.uids)
	if r.owed += len(u.batch.Mails); r.owed >= touchAtOnce || span(r.untouched) > touchAtOnce {
		r.touch()
	}
}

// touch touches what was stored since it last did.
func (r *reading) touch() {
	r.p.touch(r.untouched)
	r.untouched, r.owed = nil, 0
}

// receiveBeside hands over a batch, beside the one before where the Receiver can.
func (p *Poller) receiveBeside(ctx context.Context, b Batch, earlier func(context.Context) error) error {
	beside, ok := p.receiver.(Beside)
	if !ok {
		return p.receive(ctx, b)
	}
	if err := beside.ReceiveBeside(ctx, p.settings.Mailbox, b, earlier); err != nil {
		return fmt.Errorf("store %d mails: %w", len(b.Mails), err)
	}
	p.show(func(s *Status) { s.Mails += int64(len(b.Mails)) })
	return nil
}
