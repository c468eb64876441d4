package recognition

import (
	"fmt"
	"testing"
	"time"
)

// chart is a small company: the CEO (1); the CPO (2) and Ann (3) report to the
// CEO, Bo (4) to Ann, Cem (5) and Dee (6) to Bo, Eve (7) to nobody.
type chart map[int64]*Person

func (c chart) Person(id int64) (Person, bool) {
	if p, ok := c[id]; ok {
		return *p, true
	}
	return Person{}, false
}

func (c chart) Leader(l Leader) int64 { return map[Leader]int64{CEO: 1, CPO: 2}[l] }

func company() chart {
	c := chart{}
	for id, boss := range map[int64]int64{1: 0, 2: 1, 3: 1, 4: 3, 5: 4, 6: 4, 7: 0} {
		c[id] = &Person{ID: id, ManagerID: boss, Active: true}
	}
	return c
}

var noon = time.Date(2026, 11, 16, 12, 0, 0, 0, time.UTC)

// TestApprovers goes through the design's table "Who approves" row by row.
func TestApprovers(t *testing.T) {
	t.Parallel()
	away := noon.Add(48 * time.Hour)
	for _, c := range []struct {
		row                string
		nominee, nominator int64
		set                func(chart)
		want               string // ids in order; d by digest, c confirmation, > on behalf of
	}{
		{"normally the manager, then up to the CEO", 5, 6, nil, "4 3 1d 2"},
		{"a customer writes", 5, 0, nil, "4 3 1d 2"},
		{"the registered delegate while away", 5, 6, func(c chart) { c[4].AwayUntil, c[4].DeputyID = away, 7 }, "7>4 3 4 1d 2"},
		{"the deputy an absence note named", 5, 6, func(c chart) { c[4].AwayUntil, c[4].AwayDepID = away, 7 }, "7>4 3 4 1d 2"},
		{"away without a delegate: the next level", 5, 6, func(c chart) { c[4].AwayUntil = away }, "3 4 1d 2"},
		{"back again: the manager", 5, 6, func(c chart) { c[4].AwayUntil = noon.Add(-time.Hour) }, "4 3 1d 2"},
		{"silent: the delegate, then the next level", 5, 6, func(c chart) { c[4].DeputyID = 7 }, "4 7>4 3 1d 2"},
		{"gone: the delegate, then the next level", 5, 6, func(c chart) { c[4].Active, c[4].DeputyID = false, 7 }, "7>4 3 1d 2"},
		{"gone without a delegate", 5, 6, func(c chart) { c[4].Active = false }, "3 1d 2"},
		{"the nominator is the manager: one word confirms", 5, 4, nil, "4c 3 1d 2"},
		{"self-nomination", 5, 5, nil, "4 3 1d 2"},
		{"the delegate is the nominee: the manager", 5, 6, func(c chart) { c[4].AwayUntil, c[4].DeputyID = away, 5 }, "4 3 1d 2"},
		{"the delegate is the nominator: never alone", 5, 7, func(c chart) { c[4].AwayUntil, c[4].DeputyID = away, 7 }, "3 4 1d 2"},
		{"the delegate is away too", 5, 6, func(c chart) { c[4].AwayUntil, c[4].DeputyID, c[7].AwayUntil = away, 7, away }, "3 4 1d 2"},
		{"the next level is the nominator", 5, 3, nil, "4 1d 2"},
		{"nobody above: the CEO by the digest", 5, 6, func(c chart) { c[4].Active, c[4].ManagerID = false, 0 }, "1d 2"},
		{"the CEO is the manager: by the digest", 3, 4, nil, "1d 2"},
		{"the CEO is manager and nominator: confirms", 3, 1, nil, "1dc 2"},
		{"the CEO is the nominee: the CPO", 1, 5, nil, "2"},
		{"the CEO is the nominee, the CPO nominates", 1, 2, nil, ""},
		{"no reporting line known: the CPO", 7, 5, nil, "2"},
		{"no reporting line, the CPO nominates: the CEO", 7, 2, nil, "1d"},
		{"the CPO is the nominee: the CEO", 2, 5, nil, "1d"},
		{"a loop in the lines ends", 5, 6, func(c chart) { c[3].ManagerID = 4 }, "4 3 1d 2"},
		{"an unknown nominee: the CPO", 99, 5, nil, "2"},
	} {
		t.Run(c.row, func(t *testing.T) {
			t.Parallel()
			people := company()
			if c.set != nil {
				c.set(people)
			}
			got := ""
			for i, a := range Approvers(c.nominee, c.nominator, people, noon) {
				if i > 0 {
					got += " "
				}
				got += fmt.Sprint(a.ID)
				if a.ByDigest {
					got += "d"
				}
				if a.Confirmation {
					got += "c"
				}
				if a.OnBehalfOf != 0 {
					got += fmt.Sprint(">", a.OnBehalfOf)
				}
				if a.ID == c.nominee {
					t.Errorf("the nominee may not approve")
				}
			}
			if got != c.want {
				t.Errorf("asked in turn: got %q, want %q", got, c.want)
			}
		})
	}
}

func TestNextApprover(t *testing.T) {
	t.Parallel()
	list := []Approver{{ID: 4}, {ID: 3}, {ID: 1}}
	if next, ok := NextApprover(list, []int64{4}); !ok || next.ID != 3 {
		t.Errorf("after 4: got %v %v, want 3", next.ID, ok)
	}
	if _, ok := NextApprover(list, []int64{1, 3, 4}); ok {
		t.Error("when all were asked there is nobody next")
	}
}
