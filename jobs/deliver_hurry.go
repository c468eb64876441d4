package jobs

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"
)

// hurry lets the process take more memory while there is much to do, and less time for
// collecting garbage, which is a quarter of what a letter takes of the processor: while mails are
// read together, or letters leave so, garbage is collected when five times what is in use was reached,
// and no later than at limit, which stays. A while after the last of them it is collected as usual again, so
// that a process at rest takes little. Who sets GOGC or GOMEMLIMIT has it their way.
type hurry struct {
	collect func(percent int, limit int64) // sets both for this process; nil to leave them alone
	inUse   func() int64                   // bytes that the last collection left; nil for none
	after   func(time.Duration, func())

	mutex sync.Mutex
	busy  int    // groups under way
	begun uint64 // groups ever
	on    bool
	said  time.Time // when collect was last told to hurry
}

const (
	hurriedPercent = 400
	usualPercent   = 100       // Go's own
	mostMemory     = 160 << 20 // of the 256 MB that a process may take, with large mails in it
	hurryFor       = 5 * time.Second
	sayAgain       = time.Second // the setting is the process's: another desk in it may have come to rest

	manyPeople  = 20_000 // from so many on memory is looked after while they are read
	memberBytes = 700    // to hold a person; some 450 stay
	listedBytes = 2500   // to compare a list of people with those who are known
)

func newHurry() *hurry {
	h := &hurry{after: func(d time.Duration, f func()) { time.AfterFunc(d, f) }, inUse: liveBytes}
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		h.collect = func(percent int, limit int64) {
			debug.SetGCPercent(percent)
			debug.SetMemoryLimit(limit)
		}
	}
	return h
}

func liveBytes() int64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64())
}

// limit is at what memory garbage is collected whatever the percentage. A directory of 300,000 people
// is 140 MB, and a limit near what is in use would have garbage collected without end.
func (h *hurry) limit() int64 {
	if h.inUse == nil {
		return mostMemory
	}
	return max(mostMemory, h.inUse()*3/2)
}

// loads is told that so many people are about to be read, which takes so many bytes for each, garbage
// included, and calls read. Without it twice as much as they need would be taken, or, where the limit is near,
// garbage be collected all the time.
func (h *hurry) loads(people int, each int64, read func() error) error {
	if h == nil || h.collect == nil || people < manyPeople {
		return read()
	}
	h.collect(usualPercent, max(mostMemory, h.inUse()+int64(people)*each))
	defer h.after(time.Second, func() {
		debug.FreeOSMemory()
		h.mutex.Lock()
		defer h.mutex.Unlock()
		if !h.on {
			h.collect(usualPercent, h.limit())
		}
	})
	return read()
}

// begin is told of a group that begins now; over is to be called at its end.
func (h *hurry) begin(now time.Time) (over func()) {
	if h == nil || h.collect == nil {
		return func() {}
	}
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.busy, h.begun = h.busy+1, h.begun+1
	if !h.on || now.Sub(h.said) >= sayAgain {
		h.on, h.said = true, now
		h.collect(hurriedPercent, h.limit())
	}
	return h.over
}

func (h *hurry) over() {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.busy--
	if begun := h.begun; h.busy == 0 {
		h.after(hurryFor, func() { h.rest(begun) })
	}
}

// rest ends the hurry, unless another group began since.
func (h *hurry) rest(begun uint64) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	if h.on && h.begun == begun {
		h.on = false
		h.collect(usualPercent, h.limit())
	}
}
