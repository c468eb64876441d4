package jobs

import (
	"testing"
)

func lineOf(letters ...int64) (list []*place) {
	for _, l := range letters {
		list = append(list, &place{letter: l, told: make(chan became, 1)})
	}
	return list
}

// TestLine: who has a turn takes along those that came first, and nobody twice.
func TestLine(t *testing.T) {
	t.Parallel()
	var l line
	list := lineOf(1, 2, 3, 4)
	for _, p := range list[:3] {
		l.join(p)
	}
	if got := l.take(list[3]); len(got) != 1 || got[0] != list[3] {
		t.Errorf("one that stands in no line took %d along", len(got)-1)
	}
	if !l.leave(list[0]) {
		t.Error("one that nobody took could not leave")
	}
	l.join(list[0])
	group := l.take(list[2])
	if len(group) != 3 || group[0] != list[2] || group[1] != list[1] || group[2] != list[0] {
		t.Fatalf("a group of %d", len(group))
	}
	if l.take(list[1]) != nil {
		t.Error("one that was taken along took its own turn")
	}
	if l.leave(list[1]) {
		t.Error("one that was taken along left")
	}
	l.tell(list[1], goesAlone)
	if b := <-list[1].told; b != goesAlone {
		t.Errorf("it was told %d", b)
	}
	if got := l.take(list[1]); len(got) != 1 {
		t.Errorf("one that goes alone took %d along", len(got)-1)
	}
}

// TestLineLearns: while letters do not get their turn fewer leave together.
func TestLineLearns(t *testing.T) {
	t.Parallel()
	var l line
	take := func() int {
		l.list = nil
		list := lineOf(make([]int64, 3*mostTogether)...)
		for _, p := range list {
			l.join(p)
		}
		return len(l.take(list[0]))
	}
	if n := take(); n != mostTogether {
		t.Errorf("%d leave together, want %d", n, mostTogether)
	}
	l.learn(map[int64]became{1: ended, 2: comesAgain})
	if n := take(); n != mostTogether/8 {
		t.Errorf("%d leave together by a slow relay, want %d", n, mostTogether/8)
	}
	l.learn(map[int64]became{1: ended})
	if n := take(); n != mostTogether {
		t.Errorf("%d leave together afterwards", n)
	}
}
