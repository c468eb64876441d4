package jobs

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"goodword/internal/directory"
	"goodword/internal/recognition"
	"goodword/internal/store"
)

// active tells who is in the directory, with their titles.
func (o *office) active() string {
	return o.text("select string_agg(address || '=' || title, ' ' order by address) from people where active")
}

// waiting counts who waits for a lock.
func (o *office) waiting() int {
	return o.count("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
}

// Two lists imported at once: the directory is one of them afterwards, and no mixture.
func TestTwoImportsAtOnce(t *testing.T) {
	o := newOffice(t)
	list := func(change func(list []directory.Person) []directory.Person) directory.Import {
		return directory.Import{People: change(staff()), Source: "a list", By: "test", Most: 20}
	}
	first := list(func(l []directory.Person) []directory.Person {
		l[4].Title = "first" // Nina
		return append(l, directory.Person{Address: "zoe@corp.example", Name: "Zoe Zed", Role: directory.FrontLine, Active: true})
	})
	second := list(func(l []directory.Person) []directory.Person { l[5].Title = "second"; return l }) // Nick
	done := make(chan error, 1)
	o.in(func(tx store.Tx) error {
		if _, err := first.Do(t.Context(), tx, o.clock); err != nil {
			return err
		}
		go func() {
			done <- store.InTx(t.Context(), o.desk.Pool, func(tx store.Tx) error {
				_, err := second.Do(t.Context(), tx, o.clock)
				return err
			})
		}()
		await(t, func() bool { return o.waiting() > 0 })
		return nil
	})
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if got := o.active(); strings.Contains(got, "first") || strings.Contains(got, "zoe") {
		t.Errorf("the list imported last has neither Zoe nor a title for Nina, but the directory is %s", got)
	}
}

// A deputy of whom the directory says nothing, and who left, stands in for nobody: the deputy that an absence note names does.
func TestDeputyWhoLeft(t *testing.T) {
	o := newOffice(t)
	o.exec("update people set deputy_id = (select id from people where given = 'Otto') where given = 'Max'")
	list := staff("otto")
	for i := range list {
		if list[i].Address == "max@corp.example" {
			list[i].Title = "Head" // so that the import writes him
		}
	}
	o.desk.Directory = &DirectorySchedule{Most: 20, Source: &shelf{list: directory.List{People: list}}}
	if err := o.desk.readDirectory(t.Context(), DirectoryArgs{Source: "ldap", Began: time.Now()}); err != nil {
		t.Fatal(err)
	}
	if got := o.text("select coalesce((select d.address || case when d.active then '' else ' who left' end from people d where d.id = p.deputy_id), 'nobody') from people p where given = 'Max'"); got != "nobody" {
		t.Errorf("Max's deputy is %s", got)
	}
}

// A deputy with a new address stays a deputy.
func TestDeputyRenamed(t *testing.T) {
	for _, title := range []string{"", "Head"} {
		t.Run("title "+title, func(t *testing.T) {
			o := newOffice(t)
			o.exec("update people set deputy_id = (select id from people where given = 'Otto') where given = 'Max'")
			list := staff()
			for i := range list {
				switch list[i].Address {
				case "max@corp.example":
					list[i].Title = title
				case "otto@corp.example":
					list[i].Address, list[i].Aliases = "otto.b@corp.example", []string{"otto@corp.example"}
				}
			}
			o.desk.Directory = &DirectorySchedule{Most: 20, Source: &shelf{list: directory.List{People: list}}}
			if err := o.desk.readDirectory(t.Context(), DirectoryArgs{Source: "ldap", Began: time.Now()}); err != nil {
				t.Fatal(err)
			}
			if got := o.text("select coalesce((select d.address from people d where d.id = p.deputy_id), 'nobody') from people p where given = 'Max'"); got != "otto.b@corp.example" {
				t.Errorf("Max's deputy is %s; trouble %s", got, o.text("select coalesce(string_agg(what, ' '), '') from troubles"))
			}
		})
	}
}

// A clock that was ahead for a while, and is right again: who is away is away.
func TestAbsencesAfterClockAhead(t *testing.T) {
	o := newOffice(t)
	nominated(o)
	o.skip()
	id := o.text("select id::text from people where given = 'Max'")
	o.exec("insert into absences (person_id, until, inbound_id, noted_at) select "+id+", $1, min(id), $2 from inbound", o.clock.AddDate(0, 0, 1), o.clock)
	away := func(now time.Time) (is bool) {
		o.in(func(tx store.Tx) error {
			c, err := o.desk.company.load(t.Context(), tx, o.desk.Settings, now)
			if err != nil {
				return err
			}
			r, _ := c.Person(c.byAddress["max@corp.example"])
			is = r.Away(now)
			return nil
		})
		return is
	}
	if away(o.clock.AddDate(0, 0, 2)) {
		t.Error("away a day too long")
	}
	if !away(o.clock) {
		t.Error("Max is away until tomorrow, and is not for this process since its clock was ahead")
	}
}

// Capitals in an address.
func TestCapitalsInAList(t *testing.T) {
	o := newOffice(t)
	list := staff()
	list[4].Address = "Nina@corp.example"
	if _, err := o.importPeople(directory.Import{People: list, Force: true}); err != nil {
		t.Fatal(err)
	}
	if got := o.text("select active::text from people where address = 'nina@corp.example'"); got != "true" {
		t.Errorf("Nina is active: %s", got)
	}
}

// Whatever was there, an import makes the directory the list, keeps who is known, and a second one writes nobody.
func TestAnyList(t *testing.T) {
	o := newOffice(t)
	const seed = 1
	random := rand.New(rand.NewPCG(seed, 1))
	addresses := []string{}
	for _, c := range "abcdefgh" {
		addresses = append(addresses, string(c)+"@corp.example")
	}
	some := func() []directory.Person {
		free := slices.Clone(addresses)
		random.Shuffle(len(free), func(i, j int) { free[i], free[j] = free[j], free[i] })
		var list []directory.Person
		for len(free) > 0 && random.IntN(6) > 0 {
			p := directory.Person{Address: free[0], Name: fmt.Sprint("N", random.IntN(3)), Title: fmt.Sprint(random.IntN(2)), Role: directory.FrontLine, Active: random.IntN(5) > 0, Site: "Leeds", TimeZone: "UTC"}
			free = free[1:]
			for len(free) > 0 && random.IntN(3) == 0 {
				p.Aliases, free = append(p.Aliases, free[0]), free[1:]
			}
			if len(list) > 0 && random.IntN(2) == 0 {
				p.Manager = list[random.IntN(len(list))].Address
			}
			if len(list) > 0 && random.IntN(3) == 0 {
				p.Deputy = list[random.IntN(len(list))].Address
			}
			list = append(list, p)
		}
		random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		return list
	}
	stored := func() (m map[string]directory.Person, l []directory.Person, ids map[string]int64) {
		m, ids = map[string]directory.Person{}, map[string]int64{}
		o.in(func(tx store.Tx) (err error) {
			if l, err = directory.Stored(t.Context(), tx); err != nil {
				return err
			}
			rows, err := store.People(t.Context(), tx)
			for _, r := range rows {
				ids[r.Address] = r.ID
			}
			return err
		})
		for _, p := range l {
			m[p.Address] = p
		}
		return
	}
	for round := range 300 {
		list := some()
		_, old, oldIDs := stored()
		o.in(func(tx store.Tx) error {
			if _, err := (directory.Import{People: list, Force: true, Source: "x", By: "y"}).Do(t.Context(), tx, o.clock); err != nil {
				return fmt.Errorf("seed %d round %d: %w\nlist %+v\nold %+v", seed, round, err, list, old)
			}
			return nil
		})
		now, l, ids := stored()
		bad := func(f string, args ...any) {
			t.Fatalf("seed %d round %d: %s\nold %+v\nlist %+v\nnow %+v", seed, round, fmt.Sprintf(f, args...), old, list, l)
		}
		in := map[string]bool{}
		for _, p := range list {
			in[p.Address] = true
			got := now[p.Address]
			if got.Name != p.Name || got.Title != p.Title || got.Active != p.Active || got.Manager != p.Manager || got.Deputy != p.Deputy || strings.Join(got.Aliases, " ") != strings.Join(p.Aliases, " ") {
				bad("%s is %+v, want %+v", p.Address, got, p)
			}
			want := oldIDs[p.Address]
			for _, a := range p.Aliases {
				if want == 0 {
					want = oldIDs[a]
				}
			}
			if want != 0 && ids[p.Address] != want {
				bad("%s has the id %d, was %d", p.Address, ids[p.Address], want)
			}
		}
		for _, p := range l {
			if p.Active && !in[p.Address] {
				bad("%s is active", p.Address)
			}
		}
		if c := directory.Compare(l, list); !c.Empty() {
			bad("after it %s", c.Counts())
		}
	}
}

// Max's registered deputy leaves, the directory says nothing of deputies, and Max's absence note names Nick: Nick is asked.
func TestWhoIsAskedForADeputyWhoLeft(t *testing.T) {
	o := newOffice(t)
	o.exec("update people set deputy_id = (select id from people where given = 'Otto') where given = 'Max'")
	o.desk.Directory = &DirectorySchedule{Most: 20, Source: &shelf{list: directory.List{People: staff("otto")}}}
	if err := o.desk.readDirectory(t.Context(), DirectoryArgs{Source: "ldap", Began: time.Now()}); err != nil {
		t.Fatal(err)
	}
	o.exec("alter table absences alter inbound_id drop not null")
	o.exec("insert into absences (person_id, until, deputy_id, noted_at) select m.id, $1, d.id, $2 from people m, people d where m.given = 'Max' and d.given = 'Nick'", o.clock.AddDate(0, 0, 9), o.clock)
	o.forward("dana", "What a message.", customer, herWords)
	if asked := o.text("select string_agg(p.address, ' ') from asks a join people p on p.id = a.person_id where a.closed_at is null"); asked != "nick@corp.example" {
		t.Errorf("%s is asked, want Nick, whom Max's absence note names", asked)
	}
	o.pending, o.sent = nil, nil
}

// More people than one statement takes, whose managers and deputies come in other statements.
func TestImportInPieces(t *testing.T) {
	o := newOffice(t)
	var list []directory.Person
	const many = 4*2000 + 1
	for i := range many {
		p := directory.Person{Address: fmt.Sprintf("q%d@corp.example", i), Name: fmt.Sprintf("Q %d", i), Role: directory.FrontLine, Active: true}
		if i > 0 {
			p.Manager = fmt.Sprintf("q%d@corp.example", i/2)
		}
		p.Deputy = fmt.Sprintf("q%d@corp.example", many-1-i)
		if i == many/2 {
			p.Deputy = ""
		}
		list = append(list, p)
	}
	list[0].Manager = ""
	slices.Reverse(list)
	im := directory.Import{People: append(list, staff()...)}
	for i := range 2 {
		c, err := o.importPeople(im)
		if err != nil {
			t.Fatal(err)
		}
		t.Log(c.Counts())
		if i == 1 && !c.Empty() {
			t.Error(c.Counts())
		}
	}
}

// A mail that writes a person beside an import: neither is ended by the database.
func TestPrivateBesideImport(t *testing.T) {
	o := newOffice(t)
	list := staff()
	slices.SortFunc(list, func(a, b directory.Person) int { return strings.Compare(b.Address, a.Address) }) // Otto before Nina
	for i := range list {
		list[i].Title, list[i].Aliases = "x", []string{"x" + list[i].Address} // aliases have Rename asked, which moves the version on
	}
	imports, private := make(chan error, 1), make(chan error, 1)
	o.in(func(tx store.Tx) error {
		if _, err := tx.Exec(t.Context(), "select from people where given = 'Otto' for update"); err != nil {
			return err
		}
		go func() {
			imports <- store.InTx(t.Context(), o.desk.Pool, func(tx store.Tx) error {
				_, err := directory.Import{People: list, Force: true, Source: "x", By: "y"}.Do(t.Context(), tx, o.clock)
				return err
			})
		}()
		await(t, func() bool { return o.waiting() == 1 })
		go func() {
			private <- store.InTx(t.Context(), o.desk.Pool, func(tx store.Tx) error {
				p, err := store.PersonByAddress(t.Context(), tx, "nina@corp.example")
				if err != nil {
					return err
				}
				return store.SetPrivate(t.Context(), tx, p.ID)
			})
		}()
		await(t, func() bool { return o.waiting() == 2 })
		return nil
	})
	if err := <-imports; err != nil {
		t.Error("import:", err)
	}
	if err := <-private; err != nil {
		t.Error("private:", err)
	}
}

// Whatever is written of people moves their version on, but whether they get the monthly letter.
func TestMonthlyLetterApart(t *testing.T) {
	o := newOffice(t)
	var before, after store.Version
	o.in(func(tx store.Tx) (err error) { before, err = store.DirectoryVersion(t.Context(), tx); return err })
	o.exec("update people set no_month = true where given = 'Nina'") // as store.SetNoMonth does
	o.in(func(tx store.Tx) (err error) { after, err = store.DirectoryVersion(t.Context(), tx); return err })
	if before != after {
		t.Errorf("no monthly letter moved the directory from %v to %v", before, after)
	}
}

// TestPeopleTrigger: a column that is added to people moves their version on, too.
func TestPeopleTrigger(t *testing.T) {
	o := newOffice(t)
	if left := o.text(`select coalesce(string_agg(a.attname, ' '), '') from pg_attribute a join pg_trigger g on g.tgrelid = a.attrelid and g.tgname = 'people_changed'
		where a.attrelid = 'people'::regclass and a.attnum > 0 and not a.attisdropped and a.attname not in ('id', 'no_month') and a.attnum <> all (g.tgattr::int2[])`); left != "" {
		t.Errorf("what is kept in memory of people does not notice a change of %s", left)
	}
}

// TestCalendarWithAbsences: a changed calendar is not lost where absences changed, too.
func TestCalendarWithAbsences(t *testing.T) {
	o := newOffice(t)
	nominated(o)
	o.skip()
	load := func() (c *company) {
		o.in(func(tx store.Tx) (err error) {
			c, err = o.desk.company.load(t.Context(), tx, o.desk.Settings, o.clock)
			return err
		})
		return c
	}
	before := load()
	o.exec("insert into absences (person_id, until, inbound_id, noted_at) select p.id, $1, min(i.id), $2 from people p, inbound i where p.given = 'Max' group by p.id", o.clock.AddDate(0, 0, 1), o.clock)
	o.desk.Settings.Place.Calendar = &recognition.Calendar{}
	if after := load(); after.settings.Place.Calendar == before.settings.Place.Calendar || len(after.away) != 1 {
		t.Errorf("the calendar is as before, or of one absence %d are known", len(after.away))
	}
}
