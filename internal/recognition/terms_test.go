package recognition

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestChiefs(t *testing.T) {
	t.Parallel()
	day := func(d int) time.Time { return time.Date(2026, 12, d, 0, 0, 0, 0, time.UTC) }
	terms := []Term{
		{Address: "pia@corp.example", Until: day(10)},
		{Address: "omar@corp.example", From: day(10)},
		{Address: "lea@corp.example", From: day(5), Until: day(20), Sites: []string{"Lyon", "Nice"}},
		{Address: "omar@corp.example", From: day(20), Sites: []string{"nice"}},
	}
	for _, c := range []struct {
		site string
		at   time.Time
		want string
	}{
		{"", day(1), "pia@corp.example"}, {"Lyon", day(4), "pia@corp.example"}, {"lyon", day(5), "lea@corp.example"}, {"Leeds", day(5), "pia@corp.example"},
		{"", day(10).Add(-time.Second), "pia@corp.example"}, {"", day(10), "omar@corp.example"}, {"Lyon", day(10), "lea@corp.example"},
		{"Lyon", day(20), "omar@corp.example"}, {"Nice", day(20), "omar@corp.example"},
	} {
		if got := Chief(terms, c.site, c.at); got != c.want {
			t.Errorf("of %q at %s it is %s, want %s", c.site, c.at, got, c.want)
		}
	}
	if got := Chiefs(terms, day(12)); !cmp.Equal(got, []string{"omar@corp.example", "lea@corp.example"}) {
		t.Errorf("on the 12th these are %v", got)
	}
	want := []Handover{
		{At: day(5), From: "pia@corp.example", To: "lea@corp.example", Sites: []string{"Lyon", "Nice"}},
		{At: day(10), From: "pia@corp.example", To: "omar@corp.example", Company: true},
		{At: day(20), From: "lea@corp.example", To: "omar@corp.example", Sites: []string{"Lyon", "Nice"}},
	}
	if d := cmp.Diff(want, Handovers(terms, day(1), day(30))); d != "" {
		t.Errorf("handovers (-want +got):\n%s", d)
	}
	if got := Handovers(terms, day(11), day(19)); len(got) != 0 {
		t.Errorf("between the 11th and the 19th there are %v", got)
	}
}
