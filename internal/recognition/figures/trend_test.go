package figures

import (
	"reflect"
	"testing"
)

func TestTrends(t *testing.T) {
	t.Parallel()
	got := Trends([]Said{
		{Theme: "Speed", Site: "Leeds", Count: 3, Before: 1},
		{Theme: "Speed", Site: "Leeds", Count: 2, Before: 3},
		{Theme: "Speed", Site: "Lyon", Count: 4, Before: 4},              // five in neither stretch
		{Theme: "Kindness", Touchpoint: "Desk", Count: 9},                // new
		{Challenge: true, Theme: "Speed", Site: "Leeds", Before: 6},      // over
		{Challenge: true, Touchpoint: "Desk", Site: "Lyon", Count: 5},    // the theme is not known
		{Challenge: true, Site: "Lyon", Count: 50},                       // nobody can say what it is
		{Challenge: true, Touchpoint: "Desk", Site: "Leeds", Count: 4},   // too few, and added to no other site
		{Challenge: false, Touchpoint: "Desk", Site: "Leeds", Before: 4}, // too few
	})
	want := []Said{
		{Challenge: true, Touchpoint: "Desk", Site: "Lyon", Count: 5},
		{Challenge: true, Theme: "Speed", Site: "Leeds", Before: 6},
		{Theme: "Kindness", Touchpoint: "Desk", Count: 9},
		{Theme: "Speed", Site: "Leeds", Count: 5, Before: 4},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}
