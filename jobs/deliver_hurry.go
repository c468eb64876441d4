package jobs

import (
	"math"
	"os"
	"runtime/debug"
	"sync"
	"time"
)

// hurry lets the process take more memory while there is much to do, and less time for
// collecting garbage, which is a quarter of what a letter takes of the processor: while mails are
// read together, or letters leave so, garbage is collected when five times what is in use was reached,
// and no later than at hurriedMemory. A while after the last of them it is as usual again, so that
// a process at rest takes little. Who sets GOGC or GOMEMLIMIT has it their way.
type hurry struct {
	collect func(percent int, limit int64) // sets both for this process; nil to leave them alone
	after   func(time.Duration, func())

	mutex sync.Mutex
	busy  int    // groups under way
	begun uint64 // groups ever
	on    bool
	said  time.Time // when collect was last told to hurry
}

const (
	hurriedPercent = 400
	hurriedMemory  = 160 << 20 // of the 256 MB that a process may take, with large mails in it
	usualPercent   = 100       // Go's own
	hurryFor       = 5 * time.Second
	sayAgain       = time.Second // the setting is the process's: another desk in it may have come to rest
)

func newHurry() *hurry {
	h := &hurry{after: func(d time.Duration, f func()) { time.AfterFunc(d, f) }}
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		h.collect = func(percent int, limit int64) {
			debug.SetGCPercent(percent)
			debug.SetMemoryLimit(limit)
		}
	}
	return h
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
		h.collect(hurriedPercent, hurriedMemory)
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
		h.collect(usualPercent, math.MaxInt64)
	}
}
