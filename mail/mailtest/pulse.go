package mailtest

import "sync"

// pulse wakes everybody who waits for a change. Take the channel first, look
// second, wait third: then no change is missed.
type pulse struct {
	mutex sync.Mutex
	next  chan struct{}
}

// wait returns a channel that is closed by the next fire.
func (p *pulse) wait() <-chan struct{} {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.next == nil {
		p.next = make(chan struct{})
	}
	return p.next
}

func (p *pulse) fire() {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.next != nil {
		close(p.next)
		p.next = nil
	}
}
