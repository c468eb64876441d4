package jobs

import (
	"iter"
	"slices"
	"strings"

	"goodword/internal/store"
)

// roster holds everybody of the directory, those who left included, by id. A company may have
// 300,000 people and each of them is held as long as the process runs, so a person takes some 170
// bytes here: what many share (a site, a team) is held once, and the rest lies in one text.
type roster struct {
	rows   []packed
	ids    []int64 // of rows, ascending
	shared []string
	lists  map[int32][2][]string // aliases and nicknames of those who have any
}

// packed is one person. Numbers of persons are places in rows, -1 for nobody; numbers of texts are
// places in shared.
type packed struct {
	text              string // address, name, given and family name and telephone, one behind the other
	ends              [4]uint32
	manager, deputy   int32
	site, region      uint32
	country, zone     uint32
	language, role    uint32
	title, team       uint32
	shift, days       uint32
	active, isPrivate bool
}

// rosterBuilder takes people in the order of their ids.
type rosterBuilder struct {
	roster
	number   map[string]uint32
	managers [][2]int64
}

func newRosterBuilder(people int) *rosterBuilder {
	return &rosterBuilder{roster: roster{rows: make([]packed, 0, people), ids: make([]int64, 0, people), lists: map[int32][2][]string{}},
		number: map[string]uint32{}, managers: make([][2]int64, 0, people)}
}

func (b *rosterBuilder) one(text string) uint32 {
	n, ok := b.number[text]
	if !ok {
		text = strings.Clone(text)
		n = uint32(len(b.shared))
		b.shared, b.number[text] = append(b.shared, text), n
	}
	return n
}

// add takes somebody, and gives them back with their texts as they are held, so that whoever
// keeps one of them keeps no copy.
func (b *rosterBuilder) add(p store.Person) store.Person {
	h := packed{text: p.Address + p.Name + p.Given + p.Family + p.Phone, manager: -1, deputy: -1,
		site: b.one(p.Site), region: b.one(p.Region), country: b.one(p.Country), zone: b.one(p.TimeZone), language: b.one(p.Language), role: b.one(p.Role),
		title: b.one(p.Title), team: b.one(p.Team), shift: b.one(p.Shift), days: b.one(p.WorkingDays), active: p.Active, isPrivate: p.Private}
	end := 0
	for i, s := range []string{p.Address, p.Name, p.Given, p.Family} {
		end += len(s)
		h.ends[i] = uint32(end)
	}
	at := int32(len(b.rows))
	if len(p.Aliases)+len(p.Nicknames) > 0 {
		b.lists[at] = [2][]string{p.Aliases, p.Nicknames}
	}
	b.rows, b.ids = append(b.rows, h), append(b.ids, p.ID)
	b.managers = append(b.managers, [2]int64{idOr0(p.ManagerID), idOr0(p.DeputyID)})
	return b.member(at)
}

func idOr0(id *int64) int64 {
	if id == nil {
		return 0
	}
	return *id
}

// done gives the roster, once everybody is in it.
func (b *rosterBuilder) done() roster {
	for i, m := range b.managers {
		b.rows[i].manager, b.rows[i].deputy = b.row(m[0]), b.row(m[1])
	}
	return b.roster
}

// row is where in rows somebody is, or -1.
func (r *roster) row(id int64) int32 {
	if i, ok := slices.BinarySearch(r.ids, id); ok {
		return int32(i)
	}
	return -1
}

// member gives the person at a place of rows.
func (r *roster) member(i int32) store.Person {
	h := &r.rows[i]
	texts := func(i int) string {
		from, to := uint32(0), uint32(len(h.text))
		if i > 0 {
			from = h.ends[i-1]
		}
		if i < len(h.ends) {
			to = h.ends[i]
		}
		return h.text[from:to]
	}
	p := store.Person{ID: r.ids[i], Address: texts(0), Name: texts(1), Given: texts(2), Family: texts(3), Phone: texts(4),
		Site: r.shared[h.site], Region: r.shared[h.region], Country: r.shared[h.country], TimeZone: r.shared[h.zone], Language: r.shared[h.language],
		Role: r.shared[h.role], Title: r.shared[h.title], Team: r.shared[h.team], Shift: r.shared[h.shift], WorkingDays: r.shared[h.days],
		Active: h.active, Private: h.isPrivate, ManagerID: r.id(h.manager), DeputyID: r.id(h.deputy)}
	if lists, has := r.lists[i]; has {
		p.Aliases, p.Nicknames = lists[0], lists[1]
	}
	return p
}

func (r *roster) id(place int32) *int64 {
	if place < 0 {
		return nil
	}
	return &r.ids[place]
}

// find gives a person by id; ok is false for nobody.
func (r *roster) find(id int64) (p store.Person, ok bool) {
	i := r.row(id)
	if i < 0 {
		return store.Person{}, false
	}
	return r.member(i), true
}

// person gives a person by id, and the zero Person for nobody.
func (r *roster) person(id int64) store.Person {
	p, _ := r.find(id)
	return p
}

// all gives everybody by id.
func (r *roster) all() iter.Seq[store.Person] {
	return func(yield func(store.Person) bool) {
		for i := range r.rows {
			if !yield(r.member(int32(i))) {
				return
			}
		}
	}
}
