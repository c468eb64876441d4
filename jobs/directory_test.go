package jobs

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"goodword/internal/directory"
	"goodword/internal/recognition"
	"goodword/internal/store"
)

// staff is the office as a directory lists it, but for those who left.
func staff(left ...string) []directory.Person {
	var list []directory.Person
	at := func(short string) string {
		if short == "" || slices.Contains(left, short) {
			return ""
		}
		return short + "@corp.example"
	}
	for _, p := range people {
		short := strings.TrimSuffix(p.Address, "@corp.example")
		if slices.Contains(left, short) {
			continue
		}
		list = append(list, directory.Person{Address: p.Address, Name: p.Name, Given: p.Given, Family: p.Family, Manager: at(bosses[short]),
			Language: p.Language, Team: p.Team, Site: "Leeds", TimeZone: "UTC", Role: directory.FrontLine, Active: true})
	}
	return list
}

func (o *office) importPeople(im directory.Import) (directory.Changes, error) {
	o.t.Helper()
	if im.Most == 0 {
		im.Most = 20
	}
	im.Source, im.By = "a list", "test"
	changes, err := o.desk.ImportPeople(o.t.Context(), im)
	o.run()
	return changes, err
}

// A manager leaves with a request open: who approves now is asked and told why,
// and what the leaver says any more decides nothing.
func TestRequestsOfALeaverArePassedOn(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	now := staff("max")
	for i := range now {
		if now[i].Address == "nina@corp.example" {
			now[i].Manager = "vera@corp.example"
		}
		if now[i].Address == "nick@corp.example" || now[i].Address == "otto@corp.example" {
			now[i].Manager = "vera@corp.example"
		}
	}
	changes, err := o.importPeople(directory.Import{People: now})
	if err != nil || len(changes.Left) != 1 {
		t.Fatalf("%s, %v", changes.Counts(), err)
	}
	fresh := o.next("vera", "Max Reid was asked before you and has left the company")
	o.none()
	o.wantState(1, recognition.Awaiting)
	o.reply(request, "approve")
	o.wantState(1, recognition.Awaiting)
	o.skip()
	o.reply(fresh, "approve")
	o.wantState(1, recognition.Approved)
	o.skip()
	if detail := o.text("select detail from audit where what = 'directory imported'"); detail != "from a list: 7 people, 0 joined, 1 left, 3 changed" {
		t.Errorf("the audit log says %q", detail)
	}
}

// Where the leaver's people have no new manager yet, the next level decides; and
// the tick passes on what an import of an older version left behind.
func TestTheTickPassesOn(t *testing.T) {
	o := newOffice(t)
	nominated(o)
	o.exec("update people set active = false where address in ('max@corp.example')")
	o.advance(0)
	o.next("vera", "has left the company")
	o.advance(0)
	o.none()
	o.exec("update people set active = false where address = 'vera@corp.example'")
	o.advance(0)
	o.none() // the CEO is asked by the digest
	o.until("Mon 07:30")
	digest := o.next("cora", "Nina")
	o.reply(digest, "approve 1")
	o.wantState(1, recognition.Approved)
	o.skip()
}

// With the escalation open, the other one who was asked goes on alone.
func TestAnEscalatedRequestStaysWithWhoIsThere(t *testing.T) {
	o := newOffice(t)
	nominated(o)
	o.until("Fri 09:00")
	o.skip()
	if open := o.text("select count(*)::text from asks where closed_at is null"); open != "2" {
		t.Fatalf("%s are asked, want Max and Vera", open)
	}
	if _, err := o.importPeople(directory.Import{People: staff("max")}); err != nil {
		t.Fatal(err)
	}
	o.none()
	if asked := o.text("select string_agg(p.address, ' ') from asks a join people p on p.id = a.person_id where a.closed_at is null"); asked != "vera@corp.example" {
		t.Errorf("%s is asked", asked)
	}
}

// A list that loses too many, or names nobody, changes nothing unless forced.
func TestABrokenImportChangesNothing(t *testing.T) {
	o := newOffice(t)
	before := o.text("select string_agg(address, ' ' order by id) from people where active")
	unchanged := func(what string) {
		t.Helper()
		if got := o.text("select string_agg(address, ' ' order by id) from people where active"); got != before {
			t.Errorf("%s left %s", what, got)
		}
	}
	for what, list := range map[string][]directory.Person{"two of eight": staff("nina", "otto"), "nobody": nil} {
		changes, err := o.importPeople(directory.Import{People: list})
		if !errors.Is(err, directory.ErrSuspicious) || len(changes.Left) == 0 {
			t.Errorf("%s: %v, %s", what, err, changes.Counts())
		}
		unchanged(what)
	}
	if _, err := o.importPeople(directory.Import{People: staff("nina", "otto"), DryRun: true, Most: 25}); err != nil {
		t.Error(err)
	}
	unchanged("a dry run")
	if _, err := o.importPeople(directory.Import{People: staff("nina", "otto"), Force: true}); err != nil {
		t.Error(err)
	}
	if n := o.text("select count(*)::text from people where active"); n != "6" {
		t.Errorf("%s are active after a forced import", n)
	}
	if trouble, err := o.troubles(); err != nil || len(trouble) > 0 {
		t.Errorf("trouble %v, %v", trouble, err)
	}
}

// shelf is a directory elsewhere that gives what the test lays out.
type shelf struct {
	list  directory.List
	err   error
	asked int
}

func (*shelf) Name() string { return "ldap" }

func (s *shelf) People(context.Context) (directory.List, error) {
	s.asked++
	return s.list, s.err
}

// The schedule reads once, whoever ticks; a failure is trouble until a read goes well.
func TestTheDirectoryIsReadByTheSchedule(t *testing.T) {
	o := newOffice(t)
	source := &shelf{list: directory.List{People: staff("otto")}}
	o.desk.Directory = &DirectorySchedule{Source: source, Every: time.Hour, Most: 20}
	for range 3 { // as three processes do at once
		if err := o.desk.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	o.run()
	if source.asked != 1 {
		t.Fatalf("the directory was asked %d times", source.asked)
	}
	if left := o.text("select string_agg(address, ' ') from people where not active"); left != "otto@corp.example" {
		t.Errorf("%s left", left)
	}
	o.advance(59 * time.Minute)
	if source.asked != 1 {
		t.Error("it was read before its time")
	}
	source.list.People = staff("otto", "nina", "nick")
	o.advance(time.Minute)
	trouble, err := o.troubles()
	if err != nil || len(trouble) != 1 || !strings.Contains(trouble[0].What, "2 of 7 people would have left") || !strings.Contains(trouble[0].What, "goodword people import --from ldap") {
		t.Errorf("trouble %v, %v", trouble, err)
	}
	source.err = errors.New("the server is not there")
	o.advance(time.Hour)
	if trouble, err = o.troubles(); err != nil || len(trouble) != 1 || trouble[0].What != "the server is not there" {
		t.Errorf("trouble %v, %v", trouble, err)
	}
	if n := o.text("select count(*)::text from people where active"); n != "7" {
		t.Errorf("%s are active after reads that failed", n)
	}
	source.list, source.err = directory.List{People: staff()}, nil
	o.advance(time.Hour)
	if trouble, err = o.troubles(); err != nil || len(trouble) > 0 {
		t.Errorf("trouble %v, %v after a good read", trouble, err)
	}
	if detail := o.text("select detail from directory_reads where done_at is not null and not failed"); detail != "1 joined, 0 left, 0 changed" {
		t.Errorf("the read says %q", detail)
	}
	o.skip()
}

// A process that dies while it reads keeps others from it for a while only.
func TestADeadReaderOfTheDirectory(t *testing.T) {
	o := newOffice(t)
	source := &shelf{list: directory.List{People: staff()}}
	o.desk.Directory = &DirectorySchedule{Source: source, Every: time.Minute, Most: 20}
	if err := o.desk.Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.pending = nil // it died
	o.advance(directoryLease - time.Second)
	if source.asked != 0 {
		t.Error("another process read while the lease held")
	}
	o.advance(time.Second)
	if source.asked != 1 {
		t.Errorf("after the lease it was asked %d times", source.asked)
	}
}

func (o *office) troubles() (list []store.Trouble, err error) {
	err = store.InTx(o.t.Context(), o.desk.Pool, func(tx store.Tx) (err error) {
		list, err = store.Troubles(o.t.Context(), tx)
		return err
	})
	return list, err
}

// text gives the one value of a query.
func (o *office) text(sql string, args ...any) string {
	o.t.Helper()
	var s string
	if err := o.desk.Pool.QueryRow(o.t.Context(), sql, args...).Scan(&s); err != nil {
		o.t.Fatal(err)
	}
	return s
}
