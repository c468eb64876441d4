package jobs

import (
	"context"
	"slices"
	"sync"
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
//
// What leaves alone and got no place in its time has a claim: it goes before what has
// none, a place is kept for it until it comes again, and letters that leave together
// make room for it. So it gets its place however long the line is.
type relayPlaces struct {
	swift atomic.Bool   // the last letters that left together took little of the time that they have
	roomy atomic.Bool   // the hourly caps were not half full when letters left together last
	asks  atomic.Uint64 // changes when the relay asked for less, and again once that is stored

	mutex   sync.Mutex
	free    int
	resting int // requests for less that are not stored yet: until then nobody gets a place
	others  []*waiting
	claims  []*claim // in the order in which they were made
	other   bool     // the last place went to a claim: one without has the next
}

// waiting waits for a place.
type waiting struct{ given chan struct{} }

// claim is that of a letter which leaves alone.
type claim struct {
	letter int64
	waits  *waiting  // nil while its job is not here
	kept   time.Time // until when a place is kept for it then
}

const (
	// aheadOfPlaces is how many groups of letters are made, or their outcomes written
	// down, beside those that are submitted.
	aheadOfPlaces = 2
	// keptFor is how long a place is kept for a job that comes again after turnAgain, and
	// claimFor how long its letter is known for one that leaves alone.
	keptFor, claimFor = 10 * time.Second, 10 * time.Minute
)

func newRelayPlaces(n int) *relayPlaces { return &relayPlaces{free: n} }

// take waits for a place; false where none came free within so long. leave may be
// called more than once.
func (p *relayPlaces) take(ctx context.Context, within time.Duration) (leave func(), ok bool) {
	if p == nil {
		return func() {}, true
	}
	if !p.await(ctx, p.stand(nil), within) {
		return nil, false
	}
	return p.leaver(), true
}

// takeAlone is take for what leaves alone. Where it gets no place it has a claim from then on.
func (p *relayPlaces) takeAlone(ctx context.Context, letter int64, within time.Duration) (leave func(), ok bool) {
	if p == nil {
		return func() {}, true
	}
	if !p.await(ctx, p.stand(&letter), within) {
		p.claim(letter)
		return nil, false
	}
	return p.leaver(), true
}

// stand begins to wait: as what leaves alone and has a claim, or with the others.
func (p *relayPlaces) stand(letter *int64) *waiting {
	w := &waiting{given: make(chan struct{})}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	var c *claim
	if letter != nil {
		c = p.claimOf(*letter)
	}
	if c != nil {
		c.waits = w
	} else {
		p.others = append(p.others, w)
	}
	p.grant()
	return w
}

// await waits until it is given a place; else it waits no more.
func (p *relayPlaces) await(ctx context.Context, w *waiting, within time.Duration) bool {
	select {
	case <-w.given:
		return true
	default:
	}
	limit := time.NewTimer(within)
	defer limit.Stop()
	select {
	case <-w.given:
		return true
	case <-limit.C:
	case <-ctx.Done():
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	select {
	case <-w.given: // at the last moment
		return true
	default:
	}
	p.others = slices.DeleteFunc(p.others, func(other *waiting) bool { return other == w })
	for _, c := range p.claims {
		if c.waits == w {
			c.waits = nil
		}
	}
	return false
}

// leaver gives a place back, once.
func (p *relayPlaces) leaver() func() {
	return sync.OnceFunc(func() {
		p.mutex.Lock()
		defer p.mutex.Unlock()
		p.free++
		p.grant()
	})
}

// grant gives the free places to those that wait: to claims and to others in turns.
func (p *relayPlaces) grant() {
	if p.resting > 0 {
		return
	}
	now, left := time.Now(), p.free
	for i := 0; i < len(p.claims) && left > 0; {
		c := p.claims[i]
		switch {
		case c.waits != nil && p.other && len(p.others) > 0:
			p.giveOther()
			left--
		case c.waits != nil:
			close(c.waits.given)
			p.claims = slices.Delete(p.claims, i, i+1)
			p.free, p.other = p.free-1, true
			left--
		default:
			if now.Before(c.kept) {
				left--
			}
			i++
		}
	}
	for ; left > 0 && len(p.others) > 0; left-- {
		p.giveOther()
	}
}

func (p *relayPlaces) giveOther() {
	close(p.others[0].given)
	p.others = p.others[1:]
	p.free, p.other = p.free-1, false
}

// claim notes a letter that leaves alone and comes again, as it got no place.
func (p *relayPlaces) claim(letter int64) { p.note(letter, keptFor) }

// known is claim for a letter that waits for something else than a place: none is
// kept for it, or those that wait for memory would keep all places from the others.
func (p *relayPlaces) known(letter int64) { p.note(letter, 0) }

func (p *relayPlaces) note(letter int64, kept time.Duration) {
	if p == nil {
		return
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	now := time.Now()
	p.claims = slices.DeleteFunc(p.claims, func(c *claim) bool { // another process has it
		return c.waits == nil && c.letter != letter && now.Sub(c.kept) > claimFor
	})
	c := p.claimOf(letter)
	if c == nil {
		c = &claim{letter: letter}
		p.claims = append(p.claims, c)
	}
	c.kept = now.Add(kept)
	time.AfterFunc(kept+time.Millisecond, func() {
		p.mutex.Lock()
		defer p.mutex.Unlock()
		p.grant()
	})
}

func (p *relayPlaces) claimOf(letter int64) *claim {
	for _, c := range p.claims {
		if c.letter == letter {
			return c
		}
	}
	return nil
}

// claimed says that a letter leaves alone, and before others.
func (p *relayPlaces) claimed(letter int64) bool {
	if p == nil {
		return false
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.claimOf(letter) != nil
}

// wanted says that a claim waits for a place: letters that leave together make room.
func (p *relayPlaces) wanted() bool {
	if p == nil {
		return false
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return slices.ContainsFunc(p.claims, func(c *claim) bool { return c.waits != nil })
}

// later says that letters may enter sending before they have a place.
func (p *relayPlaces) later() bool { return p != nil && p.swift.Load() }

// learn is told whether a group's submission was swift.
func (p *relayPlaces) learn(swift bool) {
	if p != nil {
		p.swift.Store(swift)
	}
}

// capsFar says that the hourly caps need not be counted before letters are made: once more, behind a
// lock, they are before the commit.
func (p *relayPlaces) capsFar() bool { return p != nil && p.roomy.Load() }

// learnCaps is told whether there is much room within the caps.
func (p *relayPlaces) learnCaps(roomy bool) {
	if p != nil {
		p.roomy.Store(roomy)
	}
}
