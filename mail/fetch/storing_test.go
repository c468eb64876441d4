package fetch

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// slowBeside is a Receiver whose batches end when the test says.
type slowBeside struct {
	Receiver
	begun []uint32 // the cursors of the batches that began
	ended chan struct{}
}

func (b *slowBeside) ReceiveBeside(_ context.Context, _ string, batch Batch, _ func(context.Context) error) error {
	b.begun = append(b.begun, batch.Cursor.LastUID)
	<-b.ended
	return nil
}

// TestBatchesLeaveAGap: when batches overlapped for long, the next one begins
// only when none is being stored, so that who waits for a lock gets it.
func TestBatchesLeaveAGap(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		receiver := &slowBeside{ended: make(chan struct{})}
		p := &Poller{settings: Settings{Now: time.Now}, receiver: receiver}
		r := p.newReading(nil, Cursor{})
		next := uint32(0)
		begin := func() (done chan struct{}) {
			next++
			batch := Batch{Cursor: &Cursor{LastUID: next}}
			done = make(chan struct{})
			go func() {
				defer close(done)
				if err := r.begin(t.Context(), batch, nil); err != nil {
					t.Error(err)
				}
			}()
			synctest.Wait()
			return done
		}
		began := func(want int, when string) {
			t.Helper()
			synctest.Wait()
			if len(receiver.begun) != want {
				t.Fatalf("%s: batches %v began, want %d", when, receiver.begun, want)
			}
		}
		end := func() { receiver.ended <- struct{}{}; synctest.Wait() }

		begin()
		begin()
		began(2, "two beside each other")
		third := begin()
		began(2, "a third waits")
		end()
		<-third
		began(3, "one is done")
		time.Sleep(longestBeside + time.Second) // of the bubble's own clock
		fourth := begin()
		end()
		began(3, "one is still being stored after a long time")
		end()
		<-fourth
		began(4, "none is being stored")
		fifth := begin()
		<-fifth
		began(5, "two beside each other again")
		end()
		end()
		if err := r.settleStored(t.Context(), 0); err != nil {
			t.Error(err)
		}
	})
}
