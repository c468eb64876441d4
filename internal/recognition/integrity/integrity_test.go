package integrity

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

var start = time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)

// season numbers nominations by the day on which they were opened.
func season(list ...Nomination) []Nomination {
	for i := range list {
		list[i].Number, list[i].Opened = fmt.Sprint(i+1), start.AddDate(0, 0, i)
	}
	return list
}

const (
	long  = "Anna found my daughter's bear after closing time and brought it to the station before our train left, still in her apron."
	other = "The engineer who came on Sunday night did not leave before the heating ran again, though his own children waited at home."
)

func TestLook(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		list []Nomination
		want []Sign
	}{
		"nothing":         {season(Nomination{Nominee: 1, Nominator: 2}, Nomination{Nominee: 2, Author: "a@x.example", Text: long}), nil},
		"oneself":         {season(Nomination{Nominee: 1, Nominator: 1}), []Sign{{Self, []int64{1}, "", []string{"1"}}}},
		"own address":     {season(Nomination{Nominee: 1, Author: "me@x.example", OwnAuthor: true}), []Sign{{Self, []int64{1}, "", []string{"1"}}}},
		"thanked in turn": {season(Nomination{Nominee: 1, Nominator: 2}, Nomination{Nominee: 2, Nominator: 1}), nil},
		"each other": {season(Nomination{Nominee: 1, Nominator: 2}, Nomination{Nominee: 2, Nominator: 1}, Nomination{Nominee: 1, Nominator: 2}, Nomination{Nominee: 2, Nominator: 1}),
			[]Sign{{Mutual, []int64{1, 2}, "", []string{"1", "2", "3", "4"}}}},
		"a ring of three": {season(Nomination{Nominee: 3, Nominator: 2}, Nomination{Nominee: 1, Nominator: 3}, Nomination{Nominee: 2, Nominator: 1}),
			[]Sign{{Ring, []int64{1, 2, 3}, "", []string{"1", "2", "3"}}}},
		"customers' words sent in make no ring": {season(Nomination{Nominee: 3, Nominator: 2, Author: "a@x.example"}, Nomination{Nominee: 1, Nominator: 3, Author: "b@x.example"},
			Nomination{Nominee: 2, Nominator: 1, Author: "c@x.example"}), nil},
		"a faithful customer": {season(Nomination{Nominee: 1, Author: "a@x.example"}, Nomination{Nominee: 2, Author: "a@x.example"}, Nomination{Nominee: 3, Author: "a@x.example"}), nil},
		"one author for one person": {season(Nomination{Nominee: 1, Author: "a@x.example"}, Nomination{Nominee: 1, Author: "a@x.example"}, Nomination{Nominee: 1, Author: "a@x.example"}),
			[]Sign{{Author, []int64{1}, "a@x.example", []string{"1", "2", "3"}}}},
		"copies": {season(Nomination{Nominee: 1, Author: "a@x.example", Text: long}, Nomination{Nominee: 2, Author: "b@x.example", Text: other},
			Nomination{Nominee: 3, Author: "c@x.example", Text: "Hello, " + strings.ReplaceAll(long, "Anna", "Bob")}),
			[]Sign{{Copies, []int64{1, 3}, "", []string{"1", "3"}}}},
		"one mail about two":   {season(Nomination{Nominee: 1, Author: "a@x.example", Text: long}, Nomination{Nominee: 2, Author: "a@x.example", Text: long}), nil},
		"short thanks":         {season(Nomination{Nominee: 1, Author: "a@x.example", Text: "Thank you so much!"}, Nomination{Nominee: 2, Author: "b@x.example", Text: "Thank you so much!"}), nil},
		"a sentence in common": {season(Nomination{Nominee: 1, Author: "a@x.example", Text: long + " " + other}, Nomination{Nominee: 2, Author: "b@x.example", Text: "Thank you. " + strings.Repeat("We saw much on this journey and liked all of it, by and large. ", 2) + other}), nil},
	} {
		if got := Look(c.list, start.AddDate(0, 0, -1)); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// TestOldEvidenceIsNotToldAgain: only what something new was added to.
func TestOldEvidenceIsNotToldAgain(t *testing.T) {
	t.Parallel()
	list := season(Nomination{Nominee: 1, Nominator: 1}, Nomination{Nominee: 2, Nominator: 2})
	got := Look(list, start)
	if len(got) != 1 || got[0].People[0] != 2 {
		t.Errorf("%+v", got)
	}
	slices.Reverse(list)
	if again := Look(list, start); !reflect.DeepEqual(got, again) {
		t.Errorf("in another order %+v", again)
	}
}

func BenchmarkLook(b *testing.B) {
	var list []Nomination
	for i := range 20000 {
		list = append(list, Nomination{Number: fmt.Sprint(i), Nominee: int64(i % 3000), Nominator: int64(i%2999) + 1, Author: fmt.Sprintf("c%d@x.example", i),
			Text: fmt.Sprintf("%s %d %s %d", long, i, other, i*7), Opened: start.Add(time.Duration(i) * time.Minute)})
	}
	for b.Loop() {
		Look(list, start)
	}
}
