package jobs

import (
	"slices"
	"testing"
	"time"
)

// One change when the first group begins, one when none began for a while after the last.
func TestHurry(t *testing.T) {
	t.Parallel()
	var set []int
	var later []func()
	inUse, limits := int64(20<<20), int64(mostMemory)
	h := &hurry{after: func(_ time.Duration, f func()) { later = append(later, f) }, inUse: func() int64 { return inUse }, collect: func(percent int, limit int64) {
		if limit != limits {
			t.Errorf("%d %% goes with a limit of %d, should be %d", percent, limit, limits)
		}
		set = append(set, percent)
	}}
	want := func(percents ...int) {
		t.Helper()
		if !slices.Equal(set, percents) {
			t.Errorf("garbage was collected at %v %%, should be %v", set, percents)
		}
	}
	now := time.Now()
	first, second := h.begin(now), h.begin(now)
	first()
	if len(later) != 0 {
		t.Error("a rest was planned while a group is under way")
	}
	second()
	want(hurriedPercent)
	third := h.begin(now)
	later[0]() // a group began since
	want(hurriedPercent)
	third()
	later[0]() // and ended: the rest after it counts
	want(hurriedPercent)
	later[1]()
	want(hurriedPercent, usualPercent)
	h.begin(now)()
	want(hurriedPercent, usualPercent, hurriedPercent)
	inUse, limits = 200<<20, 300<<20 // a large directory: a limit below what is in use would have garbage collected all the time
	h.begin(now.Add(sayAgain))()     // as another desk may have said otherwise
	want(hurriedPercent, usualPercent, hurriedPercent, hurriedPercent)
}

func TestHurryLeavesSettingsAlone(t *testing.T) {
	t.Setenv("GOGC", "70")
	h := newHurry()
	if h.collect != nil {
		t.Error("GOGC is set, and is changed all the same")
	}
	h.begin(time.Now())()
}
