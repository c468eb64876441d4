package jobs

import (
	"testing"
	"time"

	"goodword/internal/recognition/figures"
	"goodword/internal/store"
)

// TestBehaviourReports: the matrix and the comparison count what happened, and
// the quarterly letter shows themes and what nobody saw at a touchpoint.
func TestBehaviourReports(t *testing.T) {
	o := newLeaders(t)
	o.desk.Settings.Quarterly = true
	o.forward("dana", "for: nina@corp.example", happy, "Nina was so kind and friendly to my mother when we arrived at the front desk. Thank you so much.")
	o.reply(o.next("max", "May Cora"), "approve")
	o.advance(3 * time.Hour)
	o.forward("dana", "for: nick@corp.example", "Ada <ada@customer.test>", "Nick was so kind and friendly. Thank you so much.")
	o.deliver("compliments", proven, "angry@customer.example", "To: "+compliments+"\r\nSubject: Complaint\r\n",
		"I waited two hours and Nina Okafor did not come. The room was dirty and your staff was rude. I am very disappointed and want my money back.")
	o.advance(5 * time.Hour)
	period, err := figures.ParsePeriod("2026-11", time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	var m figures.Matrix
	var teams, sites figures.Variance
	o.in(func(tx store.Tx) (err error) {
		if m, err = BehaviourMatrix(t.Context(), tx, o.desk.Catalogue, o.clock.Add(time.Minute), 90, "", "", "en"); err != nil {
			return err
		}
		if teams, err = Variance(t.Context(), tx, "team", period, o.clock); err != nil {
			return err
		}
		sites, err = Variance(t.Context(), tx, "site", period, o.clock)
		return err
	})
	for _, r := range m.Rows {
		for i, c := range r.Cells {
			want := 0
			if r.Touchpoint == "Welcome" && m.Behaviours[i] == "Kindness and care" {
				want = 1
			}
			if c.Count != want {
				t.Errorf("%s at %s: %d, want %d", m.Behaviours[i], r.Touchpoint, c.Count, want)
			}
		}
	}
	if gaps := m.Gaps(); len(gaps) != 1 || gaps[0].Touchpoint != "The service itself" || gaps[0].Behaviours[0] != "Kindness and care" {
		t.Errorf("gaps: %+v", gaps)
	}
	if len(teams.Units) != 0 || teams.Small != 3 {
		t.Errorf("teams of one and two people are shown: %+v", teams)
	}
	if len(sites.Units) != 1 {
		t.Fatalf("sites: %+v", sites)
	}
	// One question was answered at once, the other has waited for five hours.
	if u := sites.Units[0]; u.Name != "Leeds" || u.People != 8 || u.Recognitions != 1 || u.Challenges != 1 || u.Praise != 50 || u.Questions != 2 || u.Hours != 2.5 {
		t.Errorf("Leeds: %+v", u)
	}
	o.skip()
	o.clock = time.Date(2027, 1, 1, 7, 40, 0, 0, time.UTC)
	o.advance(0)
	says(t, o.next("cora", "Fourth quarter of 2026"), "By theme of the strategy", "Remembered by people: 1", "Welcome: 1", "The service itself: Kindness and care")
}
