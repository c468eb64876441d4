package recognition

import (
	"testing"
	"time"
)

// TestStates checks what the table must hold whatever it says in detail.
func TestStates(t *testing.T) {
	t.Parallel()
	for _, from := range States() {
		ways := 0
		for _, to := range States() {
			if Allowed(from, to) == nil {
				ways++
			}
		}
		if ended := from.Ended(); !ended && ways == 0 {
			t.Errorf("%s is somebody's move, and there is no way on", from)
		}
	}
	for _, c := range []struct {
		from, to State
		ok       bool
	}{
		{Received, Awaiting, true}, {Awaiting, Approved, true}, {Approved, Awaiting, true}, {Declined, Awaiting, true},
		{Approved, Thanked, true}, {Held, Approved, true}, {Thanked, Stuck, true}, {Stuck, Thanked, true},
		{Awaiting, Thanked, false}, {Unclear, Approved, false}, {Declined, Thanked, false}, {Thanked, Approved, false},
		{Withdrawn, Awaiting, false}, {Held, Thanked, false}, {Lapsed, Awaiting, false},
	} {
		if err := Allowed(c.from, c.to); (err == nil) != c.ok {
			t.Errorf("%s to %s: got %v, want allowed %v", c.from, c.to, err, c.ok)
		}
	}
	if Allowed("nowhere", Thanked) == nil {
		t.Error("an unknown state leads nowhere")
	}
}

func TestLetterStates(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to LetterState
		ok       bool
	}{
		{Queued, Sending, true}, {Sending, Accepted, true}, {Sending, Queued, true}, {Sending, Unknown, true}, {Accepted, Bounced, true},
		{Queued, Accepted, false}, {Accepted, Queued, false}, {Bounced, Sending, false}, {Cancelled, Sending, false}, {Refused, Sending, false},
	} {
		if err := LetterAllowed(c.from, c.to); (err == nil) != c.ok {
			t.Errorf("%s to %s: got %v, want allowed %v", c.from, c.to, err, c.ok)
		}
	}
}

// TestCounts takes away one thing after the other that promise 7 asks for.
func TestCounts(t *testing.T) {
	t.Parallel()
	good := Answer{TokenBound: true, TokenLive: true, AskedID: 4, SenderID: 4, FromCount: 1, Vouched: true, AskedAt: noon, SentAt: noon.Add(time.Hour)}
	for name, c := range map[string]struct {
		spoil func(*Answer)
		ok    bool
	}{
		"all there":                      {func(*Answer) {}, true},
		"the registered delegate":        {func(a *Answer) { a.SenderID, a.DeputyID = 7, 7 }, true},
		"a late clock with the verdict":  {func(a *Answer) { a.SentAt = noon.Add(-time.Hour) }, true},
		"no token":                       {func(a *Answer) { a.TokenBound = false }, false},
		"a settled token":                {func(a *Answer) { a.TokenLive = false }, false},
		"somebody else":                  {func(a *Answer) { a.SenderID = 5 }, false},
		"a stranger":                     {func(a *Answer) { a.SenderID = 0 }, false},
		"a stranger and no delegate":     {func(a *Answer) { a.SenderID, a.DeputyID = 0, 0 }, false},
		"two From addresses":             {func(a *Answer) { a.FromCount = 2 }, false},
		"no From address":                {func(a *Answer) { a.FromCount = 0 }, false},
		"nobody vouches":                 {func(a *Answer) { a.Vouched = false }, false},
		"an absence note":                {func(a *Answer) { a.Machine = "Auto-Submitted" }, false},
		"an old signature sent again":    {func(a *Answer) { a.ByDKIMAlone, a.SentAt = true, noon.Add(-time.Hour) }, false},
		"a signature after the question": {func(a *Answer) { a.ByDKIMAlone = true }, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := good
			c.spoil(&a)
			ok, why := a.Counts()
			if ok != c.ok || ok == (why != "") {
				t.Errorf("got %v (%s), want %v", ok, why, c.ok)
			}
		})
	}
}
