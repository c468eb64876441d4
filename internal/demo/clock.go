package demo

import (
	"sync"
	"time"
)

// clock is the time of the demo's world; it stands still until it is moved.
type clock struct {
	mutex sync.Mutex
	at    time.Time
}

// Now is the world's time, in UTC.
func (c *clock) Now() time.Time {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.at
}

// set moves the clock on; it never goes back.
func (c *clock) set(t time.Time) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if t.After(c.at) {
		c.at = t.UTC()
	}
}
