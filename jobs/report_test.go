package jobs

import (
	"slices"
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition/figures"
	"goodword/internal/store"
)

// TestReport counts a small story by hand: three nominations of two nominees in
// two teams, one declined, one challenge.
func TestReport(t *testing.T) {
	o := newLeaders(t)
	o.desk.Settings.Quarterly = true
	o.praised("nina", "Nina listened so patiently and never rushed us. She was wonderful.")
	o.praised("otto", "Otto listened patiently to all our wishes. Thank you, what a kind man.")
	o.forward("dana", "For nick@corp.example, please.", "Maria Ferreira <maria@customer.example>", "Nick was a great help, thank you so much.")
	o.reply(o.next("max", "May Cora"), "decline: that was somebody else")
	o.deliver("compliments", proven, "angry@customer.example", "To: "+compliments+"\r\nSubject: Complaint\r\n",
		"I waited two hours and nobody came. The room was dirty and your staff was rude. I am very disappointed and want my money back.")
	o.until("Mon 14:00")
	o.exec("update nominations set level = 3, amount = 12000.50, currency = 'EUR' where nominee_id = (select id from people where given = 'Nina')")
	o.exec("update nominations set level = 3, amount = 700, currency = 'CHF' where nominee_id = (select id from people where given = 'Otto')")
	o.exec("update nominations set level = 3, amount = 900, currency = 'EUR' where state = 'declined'")

	report := func(period, team string) figures.Report {
		t.Helper()
		p, err := figures.ParsePeriod(period, time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		var r figures.Report
		if err := store.InTx(t.Context(), o.desk.Pool, func(tx store.Tx) (err error) {
			r, err = Report(t.Context(), tx, o.desk.Catalogue, p, team, "", "en")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return r
	}
	r := report("2026-Q4", "")
	got := [...]int{r.People, r.Nominators, r.Asked, r.Answered, r.Nominations, r.Recognitions, r.Recognised, r.Declined, r.Lapsed, r.Never, r.Challenges}
	if want := [...]int{8, 1, 1, 1, 3, 2, 2, 1, 0, 6, 1}; got != want {
		t.Errorf("counted %v, want %v", got, want)
	}
	never := func(unit string) int {
		for _, row := range r.Table(neverBy(unit)).Rows {
			if row.Of == 8 {
				return row.Count
			}
			t.Errorf("%s %q of %d people is told by itself", unit, row.Name, row.Of)
		}
		return 0
	}
	if never("role") != 6 || never("team") != 0 {
		t.Errorf("never recognised: %v by role, %v by team", r.Table(neverBy("role")), r.Table(neverBy("team")))
	}
	if b := r.Table("behaviour").Rows; len(b) != 1 || b[0].Name != "Listening" || b[0].Count != 2 {
		t.Errorf("by behaviour: %v", b)
	}
	if b := r.Table("team").Rows; len(b) != 2 || b[0].Count != 1 {
		t.Errorf("by team: %v", b)
	}
	if a := r.Amounts; len(a) != 2 || a[0].Currency != "CHF" || a[0].Sum != 70000 || a[1].Sum != 1200050 || a[1].Before != 0 ||
		len(a[1].Sites) != 1 || a[1].Sites[0] != (figures.SiteAmount{Site: "Leeds", Sum: 1200050}) {
		t.Errorf("amounts: %+v", a)
	}
	if rows := r.Records(); !slices.ContainsFunc(rows, func(row []string) bool {
		return slices.Equal(row, []string{"bottom_line_EUR_by_site", "Leeds", "12000.50", "0.00"})
	}) {
		t.Errorf("as rows: %v", rows)
	}
	if len(r.Silent) != len(o.desk.Catalogue.Behaviours)-1 {
		t.Errorf("without evidence: %v", r.Silent)
	}
	if r.ThankHours < 5 || r.ThankHours > 8 || r.AnswerHours != 0 {
		t.Errorf("%v hours to thank, %v to answer", r.ThankHours, r.AnswerHours)
	}
	if k := report("2026-11", "Kitchen"); k.Recognitions != 1 || k.People != 1 || k.Never != 0 || k.Declined != 0 {
		t.Errorf("the kitchen: %+v", k)
	}
	if later := report("2027-Q1", ""); later.Recognitions != 0 || later.Before.Recognitions != 2 || later.Never != 6 || len(later.Amounts) != 2 || later.Amounts[1].Sum != 0 || later.Amounts[1].Before != 1200050 {
		t.Errorf("the quarter after: %+v", later)
	}

	o.skip()
	o.clock = time.Date(2027, 1, 1, 7, 40, 0, 0, time.UTC)
	o.advance(0)
	o.advance(time.Hour)
	letter := o.next("cora", "Fourth quarter of 2026: 2 recognitions, 2 people")
	o.next("pia", "Fourth quarter of 2026: 2 recognitions, 2 people")
	for _, want := range []string{"People who sent in praise: 1 of 8 (13%)", "Managers who answered: 1 of 1", "Challenges: 1", "Listening: 2", "16 Nov: praise 2, challenges 1", "All sites: 12,000.50 EUR Leeds: 12,000.50 EUR"} {
		if !strings.Contains(letter.flat(), want) {
			t.Errorf("the letter does not say %q:\n%s", want, letter.text)
		}
	}
	for _, l := range o.sent[o.taken:] {
		if strings.Contains(l.subject(), "quarter of 2026") {
			t.Errorf("a second letter to %s", l.to)
		}
	}
	raw := string(letter.raw)
	for _, name := range []string{"weeks", "behaviours", "sites"} {
		if !strings.Contains(raw, "Content-Id: <"+name+">") && !strings.Contains(raw, "Content-ID: <"+name+">") {
			t.Errorf("the picture %s is not in the letter", name)
		}
	}
}
