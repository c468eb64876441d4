package jobs

import (
	"slices"
	"testing"

	"goodword/internal/store"
)

// Words of an apostrophe alone name nobody and end nothing.
func TestOthersNamed(t *testing.T) {
	t.Parallel()
	ann := store.Person{ID: 1, Name: "Ann Lee", Given: "Ann", Family: "Lee"}
	b := newRosterBuilder(2)
	b.add(ann)
	b.add(store.Person{ID: 2, Name: "Mario Rossi", Given: "Mario", Family: "Rossi"})
	w := work{people: &company{roster: b.done()}}
	for text, want := range map[string][]string{
		"Ze hielp ons 's avonds laat.":       nil,
		"Thanks to ’s, ' and '' and -":       nil,
		"Ann and Mario 's help":              {"Mario"},
		"Mario's help, beside mario rossi's": {"Mario", "Mario Rossi"},
	} {
		got := w.othersNamed(text, ann)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
}
