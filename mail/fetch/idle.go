package fetch

import (
	"context"
	"time"

	"github.com/emersion/go-imap/v2"
)

func (ses *session) canIdle() bool { return ses.caps.Has(imap.CapIdle) }

// idle waits for a hint that mails arrived, for the timer, or for an end of
// the connection, which the next poll will find. It reports no error: IDLE is
// a hint and no more.
func (ses *session) idle(ctx context.Context, timer <-chan time.Time) {
	select {
	case <-ses.arrived: // announced since the last SELECT
		return
	default:
	}
	ses.wire.begin(smallAnswer)
	idling, err := ses.client.Idle()
	ses.wire.end()
	if err != nil {
		if ses.alive() { // refused: wait without it
			select {
			case <-ctx.Done():
			case <-timer:
			}
		}
		return
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = idling.Wait()
	}()
	select {
	case <-ctx.Done():
	case <-timer:
	case <-ses.arrived:
	case <-ended:
	}
	ses.wire.begin(smallAnswer)
	defer ses.wire.end()
	_ = idling.Close()
	<-ended
}
