package jobs

import (
	"slices"
	"strings"
	"testing"
	"time"

	"goodword/internal/directory"
	"goodword/internal/recognition"
	"goodword/internal/store"
)

// moved gives people other places.
func (o *office) moved(change map[string]func(*directory.Person)) {
	o.t.Helper()
	list := staff()
	for i := range list {
		if c := change[strings.TrimSuffix(list[i].Address, "@corp.example")]; c != nil {
			c(&list[i])
		}
	}
	if _, err := o.importPeople(directory.Import{People: list}); err != nil {
		o.t.Fatal(err)
	}
}

// on goes to a moment, with one tick there.
func (o *office) on(moment string) {
	o.t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", moment, time.UTC)
	if err != nil {
		o.t.Fatal(err)
	}
	o.clock = at
	o.advance(0)
}

// heard says whether a letter came to somebody since the test last looked.
func (o *office) heard(who string) bool {
	return slices.ContainsFunc(o.sent[o.taken:], func(l sentLetter) bool { return l.to == who+"@corp.example" })
}

// harbourDays are holidays in two countries, at a site, and where the company is.
var harbourDays = recognition.Calendar{Country: "GB", Holidays: []recognition.Holiday{{Place: "SE", Date: "2026-11-17", Name: "Lamp Day"},
	{Place: "CA", Date: "2026-11-20", Name: "Snow Day"}, {Place: "Malmö", Date: "2026-11-18", Name: "Regatta"}, {Place: "GB", Date: "2026-11-23", Name: "Harbour Day"}}}

// Requests made on one day, on the eve of a holiday in one country and some days
// before one in another: each is reminded of and escalates a day later, by the
// days of who is asked and not by the company's.
func TestHolidaysOfWhoIsAsked(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.Place.Calendar = &harbourDays
	o.moved(map[string]func(*directory.Person){"max": func(p *directory.Person) { p.Country = "SE" },
		"vera": func(p *directory.Person) { p.Country, p.TimeZone = "CA", "America/Toronto" }})
	o.on("2026-11-16 15:00")
	nina := o.forward("dana", "For Nina", "Ana Sousa <ana@guest.example>", "Nina Okafor walked us to the ferry in the rain. Thank you for that.")
	dana := o.forward("nick", "For Dana", "Ole Vik <ole@guest.example>", "Dana Holt found us a room when all were taken. Thank you for that.")
	o.wantTaken(nina, recognition.TakenNomination)
	o.wantTaken(dana, recognition.TakenNomination)
	o.skip()
	for _, step := range []struct {
		at        string
		max, vera bool   // hear of it
		escalated string // requests
	}{
		{"2026-11-18 15:00", false, true, "0"},  // two business days in Canada, one in Sweden
		{"2026-11-19 15:00", true, false, "0"},  // two in Sweden
		{"2026-11-20 15:00", false, false, "0"}, // Snow Day in Canada, where it would be the fourth
		{"2026-11-23 14:59", false, false, "0"}, // Harbour Day is nobody's of these
		{"2026-11-23 15:00", true, true, "2"},   // four in both
	} {
		o.on(step.at)
		if max, vera := o.heard("max"), o.heard("vera"); max != step.max || vera != step.vera {
			t.Errorf("%s: Max hears %v, Vera %v:\n%s", step.at, max, vera, o.left())
		}
		o.skip()
		if n := o.text("select (count(*) - 2)::text from asks"); n != step.escalated {
			t.Errorf("%s: %s requests escalated, want %s", step.at, n, step.escalated)
		}
	}
}

// What a site's list says of clock and country counts at once for whom the directory says neither.
func TestPlaceOfASite(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.Place.Calendar = &recognition.Calendar{Holidays: []recognition.Holiday{{Place: "SE", Date: "2026-11-17", Name: "Lamp Day"}}}
	o.moved(map[string]func(*directory.Person){"max": func(p *directory.Person) { p.Site, p.TimeZone = "malmö", "" }})
	at := func() recognition.Place {
		var p recognition.Place
		if err := o.desk.tx(t.Context(), func(w work) error {
			max, _ := w.people.withAddress("max@corp.example")
			p = w.people.place(max.ID)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return p
	}
	if p := at(); p.Location != time.UTC || !p.Workday(monday.AddDate(0, 0, 1)) {
		t.Errorf("before the site is known: %+v", p)
	}
	if err := store.InTx(t.Context(), o.desk.Pool, func(tx store.Tx) error {
		return store.PutSite(t.Context(), tx, store.Site{Name: "Malmö", Country: "SE", TimeZone: "Europe/Stockholm"})
	}); err != nil {
		t.Fatal(err)
	}
	if p := at(); p.Location.String() != "Europe/Stockholm" || p.Workday(monday.AddDate(0, 0, 1)) {
		t.Errorf("once the site is known: %+v", p)
	}
}

// What comes on Mondays comes on the week's first working day.
func TestWhatComesOnMondays(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.Place.Calendar = &recognition.Calendar{Holidays: []recognition.Holiday{{Date: "2026-11-23", Name: "a Monday off"}}}
	if err := o.desk.tx(t.Context(), func(w work) error {
		for day, want := range map[string]bool{"2026-11-16": true, "2026-11-17": false, "2026-11-23": false, "2026-11-24": true, "2026-11-25": false, "": false} {
			if got := w.opensWeek(recognition.CPO, day); got != want {
				t.Errorf("%s opens the CPO's week: %v", day, got)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
