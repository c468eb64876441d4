package jobs

import (
	"context"
	"sync/atomic"
	"time"
)

// relayPlaces are those in which letters are submitted: as many as may be on their way to
// the relay at once. A nil one has any number.
//
// Letters that leave together are made and stored while others are submitted, and
// the outcome of those is written down while they are: by a swift relay that is most
// of the time. By any other they would wait, stored, for longer than they should,
// and so have their place first. What leaves alone has its place first always:
// nobody may say `pause` between its commit and its turn.
type relayPlaces struct {
	free  chan struct{}
	swift atomic.Bool // the last letters that left together took little of the time that they have
}

// aheadOfPlaces is how many groups of letters are made, or their outcomes written
// down, beside those that are submitted.
const aheadOfPlaces = 2

func newRelayPlaces(n int) *relayPlaces { return &relayPlaces{free: make(chan struct{}, n)} }

// take waits for a place; false where none came free within so long.
func (p *relayPlaces) take(ctx context.Context, within time.Duration) (leave func(), ok bool) {
	if p == nil {
		return func() {}, true
	}
	select {
	case p.free <- struct{}{}:
		return func() { <-p.free }, true
	default:
	}
	limit := time.NewTimer(within)
	defer limit.Stop()
	select {
	case p.free <- struct{}{}:
		return func() { <-p.free }, true
	case <-limit.C:
	case <-ctx.Done():
	}
	return nil, false
}

// later says that letters may enter sending before they have a place.
func (p *relayPlaces) later() bool { return p != nil && p.swift.Load() }

// learn is told whether a group's submission was swift.
func (p *relayPlaces) learn(swift bool) {
	if p != nil {
		p.swift.Store(swift)
	}
}
