package jobs

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"goodword/internal/directory"
	"goodword/internal/store"
)

// A roster gives everybody back as they were put in.
func TestRoster(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(7, 7))
	words := []string{"", "Ann", "Zoë", "山田太郎", "Front desk", "Leeds", "a\nb", "Europe/Oslo"}
	word := func() string { return words[random.IntN(len(words))] }
	many := func() (list []string) {
		for range random.IntN(3) {
			list = append(list, word())
		}
		return list
	}
	b := newRosterBuilder(0)
	var all []store.Person
	for i := range 500 {
		p := store.Person{ID: int64(i*3 + 1), Address: fmt.Sprintf("p%d@corp.example", i), Aliases: many(), Name: word() + " " + word(), Given: word(), Family: word(),
			Nicknames: many(), Site: word(), Region: word(), Country: word(), TimeZone: word(), Language: word(), Role: word(), Title: word(), Team: word(),
			Phone: word(), Shift: word(), WorkingDays: word(), Active: random.IntN(2) == 0, Private: random.IntN(2) == 0}
		if boss := int64(random.IntN(500)*3 + 1); boss != p.ID {
			p.ManagerID = &boss
		}
		if deputy := int64(random.IntN(500)*3 + 1); i%5 == 0 {
			p.DeputyID = &deputy
		}
		all = append(all, p)
		if got := b.add(p); got.Name != p.Name || got.Site != p.Site || !slices.Equal(got.Aliases, p.Aliases) {
			t.Errorf("given back as %+v, was %+v", got, p)
		}
	}
	r := b.done()
	for _, p := range all {
		if got, ok := r.find(p.ID); !ok || !reflect.DeepEqual(got, p) {
			t.Errorf("%d is %+v, was %+v", p.ID, got, p)
		}
	}
	for _, id := range []int64{0, 2, 3, 1501, -1} {
		if got, ok := r.find(id); ok || got.ID != 0 {
			t.Errorf("%d is %+v, and should be nobody", id, got)
		}
	}
	if got := slices.Collect(r.all()); !reflect.DeepEqual(got, all) {
		t.Error("not everybody comes in order")
	}
}

// An import writes whom it changes and nobody else: the directory need not be read anew when
// nothing did. An absence note moves on what is read of absences alone.
func TestWhatMovesTheDirectoryOn(t *testing.T) {
	o := newOffice(t)
	nominated(o)
	o.skip()
	version := func() (v store.Version) {
		t.Helper()
		o.in(func(tx store.Tx) (err error) {
			v, err = store.DirectoryVersion(t.Context(), tx)
			return err
		})
		return v
	}
	load := func() (c *company) {
		t.Helper()
		o.in(func(tx store.Tx) (err error) {
			c, err = o.desk.company.load(t.Context(), tx, o.desk.Settings, o.clock)
			return err
		})
		return c
	}
	imports := func(list []directory.Person) {
		t.Helper()
		if _, err := o.importPeople(directory.Import{People: list, Force: true}); err != nil {
			t.Fatal(err)
		}
	}
	imports(staff())
	before, kept := version(), load()
	rows := o.text("select string_agg(address || ' ' || xmin, ' ' order by id) from people")
	imports(staff())
	if after := version(); after != before || o.text("select string_agg(address || ' ' || xmin, ' ' order by id) from people") != rows {
		t.Errorf("the same list moved the directory from %v to %v", before, after)
	}
	list := staff()
	list[4].Title = "Concierge"
	imports(list)
	if n := o.text("select count(*)::text from people p where position(address || ' ' || xmin in $1) = 0", rows); n != "1" {
		t.Errorf("%s people were written to change one", n)
	}
	if after := version(); after.People == before.People || load().index == kept.index {
		t.Errorf("a new title left the directory as it was, at %v", after)
	}
	before, kept = version(), load()
	away := kept.ids[3]
	o.exec("insert into absences (person_id, until, inbound_id, noted_at) select $1, $2, min(id), $2 from inbound", away, o.clock.AddDate(0, 0, 3))
	after := version()
	if after.People != before.People || after.All == before.All {
		t.Errorf("an absence moved the directory from %v to %v", before, after)
	}
	now := load()
	if p, _ := now.Person(away); !p.Away(o.clock) || now.index != kept.index {
		t.Errorf("after an absence note %+v, the names read anew: %t", p, now.index != kept.index)
	}
	if p, _ := kept.Person(away); p.Away(o.clock) {
		t.Error("what a transaction under way sees changed")
	}
}

// Whom critical words name, by the full name or by a given name that one alone has.
func TestBlamed(t *testing.T) {
	t.Parallel()
	b := newCompanyBuilder(store.Version{}, Settings{}, nil, 0)
	for i, name := range []string{"Nick Tanner", "Nina Okafor", "Nina Falk", "Anne-Marie O'Neil", "山田太郎", "Gone Away", "", "Jo Lee"} {
		given, family, _ := strings.Cut(name, " ")
		b.add(store.Person{ID: int64(i + 1), Address: fmt.Sprintf("p%d@corp.example", i), Name: name, Given: given, Family: family, Active: name != "Gone Away"})
	}
	w := work{people: b.done()}
	for _, c := range []struct {
		words, author string
		want          int64
	}{
		{"Nick Tanner was rude.", "", 1},
		{"Nick was rude, Nick!", "", 1},
		{"the knob had a nick", "", 0},
		{"Nina never called back.", "", 0}, // two of that name
		{"Nina Falk never called back, and Nina Falk knows it.", "", 3},
		{"Nick and Nina Okafor laughed.", "", 0},
		{"Anne-Marie was cold.", "", 4},
		{"Anne-Marie O'Neil was cold.", "", 4},
		{"Was Anne O'Neil cold?", "", 0},
		{"Gone Away was there.", "", 0},
		{"山田太郎 was late.", "", 5},
		{"I, Nick, was not served.", "Nick Baker", 0},
		{"Jo Lee wrote this.", "jo lee", 0},
		{"", "", 0},
		{strings.Repeat("Nick Tanner ", 200_000), "", 1},
	} {
		if got := w.blamed(c.words, c.author); got != c.want {
			t.Errorf("%.40q of %q blames %d, want %d", c.words, c.author, got, c.want)
		}
	}
}
