package match

import (
	"cmp"
	"slices"
	"strings"
)

// Find tells who is meant by a mail. It looks, in this order, at "for:" lines,
// at addresses and names in the note, at names in the compliment, at its subject
// and at whom it was written to; the first with a ground for anybody settles it. In a
// directory of 50,000 people it takes 0.01 to 0.05 ms for a letter, and about 1 ms for
// one of many KB that is full of names (BenchmarkFindWorst). A note or a text with more
// than maxMentions names is a list: whom it means is asked, and no more of it is read.
func (x *Index) Find(mail Mail) Result {
	f := x.newFinder(mail)
	said, note := forLines(mail.Note)
	text := mail.Text
	if mail.Direct {
		var more []string
		more, text = forLines(mail.Text)
		said = append(said, more...)
		if s, ok := forLine(mail.Subject); ok {
			said = append(said, s)
		}
	}
	if vs := f.explicit(said); len(vs) > 0 {
		return f.result(vs)
	}
	var ps [3]*passage
	var in [3][]*mention
	for z, words := range [...]string{zoneNote: note, zoneText: text, zoneSubject: mail.Subject} {
		p := x.newPassage(zone(z), words)
		defer p.done()
		p.markWriter(f.writerOf(p.zone))
		f.readPlaces(p)
		if ps[z], in[z] = p, f.read(p); p.isList {
			return f.result(doubt(f.settle(in[z][:10]), "it names more people than one can praise"))
		}
	}
	f.knowFrom(in[:]...)
	vs := f.choose(ps[zoneNote], ps[zoneText], ps[zoneSubject], in[zoneNote], in[zoneText], in[zoneSubject])
	return f.result(f.orNamed(vs, in[zoneNote], in[zoneText], in[zoneSubject]))
}

func (x *Index) newFinder(mail Mail) *finder {
	f := &finder{x: x, mail: mail, nominator: -1, place: make(map[who]int)}
	if id, ok := x.lookup(mail.Nominator); ok {
		f.nominator = id
		f.excluded.add(id)
	}
	for _, a := range append([]string{mail.Author.Address}, mail.Exclude...) {
		if id, ok := x.lookup(a); ok {
			f.excluded.add(id)
		}
	}
	f.recipients(mail.To, &f.asked)
	f.recipients(mail.Cc, &f.copied)
	return f
}

func (x *Index) lookup(address string) (who, bool) {
	id, ok := x.address[strings.ToLower(strings.TrimSpace(address))]
	return id, ok
}

// maxName is how many bytes of a displayed name are looked at.
const maxName = 200

// roleBoxes are the beginnings of addresses that no single person has.
var roleBoxes = set("info support service contact kontakt hello office mail reception rezeption empfang reservations reservation booking bookings sales help helpdesk team feedback " +
	"compliments nominations noreply no-reply admin hr customerservice customer-service kundenservice frontdesk accueil recepcion reservas atencion billing accounts postmaster")

// recipients notes the people whom the compliment went to. A role address that
// shows a person's name points to that person, but less.
func (f *finder) recipients(list []Addr, into *few) {
	for _, a := range list[:min(len(list), 50)] {
		local, _, _ := strings.Cut(strings.ToLower(a.Address), "@")
		if id, ok := f.x.lookup(a.Address); ok && !roleBoxes.has(local) {
			into.add(id)
			continue
		}
		p := f.x.newPassage(zoneSubject, cut(a.Name, maxName))
		for i := range p.toks {
			if hits, _ := f.x.full(p, i); len(hits) == 1 && hits[0].quality > mistyped {
				f.copied.add(hits[0].who)
			}
		}
	}
}

// read finds the mentions of a passage, with their roles. The customer's own
// name is nobody's nomination.
func (f *finder) read(p *passage) []*mention {
	ms := f.x.mentions(p)
	if p.isList {
		return ms
	}
	assign(p, ms)
	author := latinWords(cut(f.mail.Author.Name, maxName))
	for _, m := range ms {
		if len(author) > 0 && m.kind != byAddress && m.role != greeted && f.isAuthor(m, author) {
			m.role = outsider
		}
		if m.role != greeted && p.feels(m) {
			m.role = outsider
		}
	}
	for _, d := range ms {
		for _, m := range ms {
			if d.writers && sharesWord(m, d) {
				m.role = outsider
			}
			if d.denied && m.role != greeted && m.words() == d.words() {
				m.role = outsider
			}
		}
	}
	p.judge(f.x, ms, f.mail.Direct && p.zone == zoneText)
	return ms
}

// besidesStrangers leaves out who is named in full and nobody here, where
// somebody else is named: a poet who is quoted, a friend's name.
func besidesStrangers(ms []*mention) []*mention {
	some := slices.DeleteFunc(slices.Clone(ms), func(m *mention) bool { return m.stranger })
	if len(some) == 0 {
		return ms
	}
	return some
}

// isAuthor says whether a mention is of the compliment's own writer: the whole
// name, or "Mrs Hall" in the words of a colleague.
func (f *finder) isAuthor(m *mention, author []string) bool {
	for _, t := range m.p.toks[m.from:m.to] {
		if !hasWord(author, t.fold) {
			return false
		}
	}
	return m.to-m.from > 1 || m.kind == titledName && m.p.zone != zoneText || m.p.zone == zoneNote && len(m.people(f.x)) != 1
}

// feelings stand behind a customer's name: "Mrs Hall was delighted with Ann".
var feelings = set("delighted thrilled happy pleased grateful impressed satisfied overjoyed loved enjoyed begeistert zufrieden dankbar glucklich ravi ravie content contente enchante enchantee satisfait satisfaite encantado encantada contento contenta satisfecho satisfecha agradecido agradecida impresionado impresionada")

func (p *passage) feels(m *mention) bool {
	a1, a2, a3 := p.after(m, 1), p.after(m, 2), p.after(m, 3)
	return feelings.has(a1) || being.has(a1) && (feelings.has(a2) || feelings.has(a3) && !denials.has(a2))
}

var being = set("was is were felt seemed war ist waren fuhlte est etait a fut esta estaba quedo era es")

// knowFrom notes who is named in full without a doubt, for the given names that
// stand elsewhere.
func (f *finder) knowFrom(lists ...[]*mention) {
	for _, ms := range lists {
		for _, m := range ms {
			if m.role != outsider && (m.kind == wholeName || m.kind == byAddress) && len(m.hits) == 1 && m.hits[0].quality > otherPerson && !f.excluded.has(m.hits[0].who) {
				f.known.add(m.hits[0].who)
			}
		}
	}
}

func withRole(ms []*mention, roles ...role) []*mention {
	var some []*mention
	for _, m := range ms {
		if slices.Contains(roles, m.role) {
			some = append(some, m)
		}
	}
	return some
}

// settle resolves mentions.
func (f *finder) settle(ms []*mention) []verdict {
	var vs []verdict
	asked := make(map[string]bool)
	for _, m := range ms {
		key := m.words()
		if asked[key] {
			continue // the same name again means the same person
		}
		asked[key] = true
		v := f.resolve(m)
		if v.told() && slices.ContainsFunc(vs, func(o verdict) bool { return o.id == v.id }) {
			continue
		}
		vs = append(vs, v)
	}
	return f.withoutRepeats(vs)
}

// withoutRepeats drops a name that cannot be told where it may be somebody who
// was: "Jane Miller … Jane".
func (f *finder) withoutRepeats(vs []verdict) []verdict {
	told := make(map[who]bool)
	for _, v := range vs {
		if v.told() {
			told[v.id] = true
		}
	}
	if len(told) == 0 {
		return vs
	}
	return slices.DeleteFunc(vs, func(v verdict) bool {
		return !v.told() && slices.ContainsFunc(v.m.hits, func(h hit) bool { return told[h.who] })
	})
}

func doubt(vs []verdict, why string) []verdict {
	var all []verdict
	for _, v := range vs {
		if v.told() {
			v.rivals, v.id = []who{v.id}, -1
		}
		v.why = why
		all = append(all, v)
	}
	return all
}

// writtenTo: the compliment thanks the one it was written to.
func (f *finder) writtenTo(p *passage, ms []*mention) []verdict {
	greeted := withRole(ms, greeted)
	asked := slices.Sorted(slices.Values(f.asked))
	named := len(greeted) > 0
	toAll := p.speaksToReader() && !p.isBusiness() && !p.scorns()
	if !toAll {
		return doubtful(f, asked, "it does not say whom the praise is for")
	}
	if !named && p.greetsStranger() {
		return doubtful(f, nil, "it greets somebody who is not in the directory")
	}
	if named {
		vs := f.settle(greeted)
		for i := range vs {
			if vs[i].told() {
				vs[i].evidence = append(vs[i].evidence, "the compliment speaks to this person")
				if len(asked) > 0 && !f.near(vs[i].id) && len(vs[i].m.hits) > 0 && vs[i].m.kind != wholeName {
					vs[i].rivals, vs[i].id = []who{vs[i].id}, -1
					vs[i].why = "it greets somebody other than those it was sent to"
				}
			}
		}
		return vs
	}
	var free []who
	for _, id := range asked {
		switch {
		case f.excluded.has(id):
			f.self = true
		case f.x.facts[id].active:
			free = append(free, id)
		}
	}
	if len(free) == 1 && len(asked) == 1 || len(free) == 2 && len(asked) == 2 && p.toBoth() {
		var vs []verdict
		for _, id := range free {
			vs = append(vs, verdict{id: id, score: 0.84, evidence: []string{"the compliment was written to this person and speaks to them"}})
		}
		return vs
	}
	f.ownPraise = len(asked) == 1 && asked[0] == f.nominator
	return doubtful(f, asked, "nobody is named")
}

// orNamed adds, where nobody is told and nobody may be meant, those who are named:
// a question that lists them is answered by a tap.
func (f *finder) orNamed(vs []verdict, lists ...[]*mention) []verdict {
	if len(vs) == 0 || f.ownPraise || slices.ContainsFunc(vs, func(v verdict) bool { return v.told() || len(v.rivals) > 0 }) {
		return vs
	}
	self, author := f.self, latinWords(cut(f.mail.Author.Name, maxName))
	for _, ms := range lists {
		named := slices.DeleteFunc(slices.Clone(ms), func(m *mention) bool {
			own := m.writers || m.denied || len(author) > 0 && f.isAuthor(m, author)
			return own || m.stranger || m.kind != wholeName && m.kind != byAddress && (m.kind != titledName || m.role == outsider)
		})
		for _, v := range f.settle(named) {
			if v.told() && !slices.Contains(vs[0].rivals, v.id) {
				vs[0].rivals, vs[0].m = append(vs[0].rivals, v.id), v.m
			}
		}
	}
	f.self, f.ownPraise = self, false
	return vs
}

func doubtful(f *finder, asked []who, why string) []verdict {
	if f.self || slices.ContainsFunc(asked, func(id who) bool { return f.excluded.has(id) }) {
		why = "it was written to the one who sent it in, and names nobody else"
	}
	var rivals []who
	for _, id := range asked {
		if !f.excluded.has(id) {
			rivals = append(rivals, id)
		}
	}
	return []verdict{{id: -1, rivals: rivals, why: why}}
}

// found is what speaks for somebody, put into words only for those who are told.
type found struct {
	id       who
	score    float64
	evidence []string
	may      *mention // a name that may be theirs
	written  bool     // it was written to them
}

func (c *found) words() []string {
	switch {
	case len(c.evidence) > 0:
		return c.evidence
	case c.may != nil:
		return []string{"may be " + c.may.words()}
	}
	return []string{"may be meant: it was written to this person"}
}

// result gathers the verdicts.
func (f *finder) result(vs []verdict) Result {
	var r Result
	var whys []string
	for _, v := range vs {
		if v.told() {
			if c := f.candidate(v.id, v.score); !c.known() {
				c.evidence = v.evidence
			}
			if id := f.x.people[v.id].ID; !slices.Contains(r.Chosen, id) {
				r.Chosen = append(r.Chosen, id)
			}
			continue
		}
		r.Unclear = true
		if v.why != "" && !slices.Contains(whys, v.why) {
			whys = append(whys, v.why)
		}
		for i, id := range v.rivals {
			c := f.candidate(id, 0.5/float64(len(v.rivals))+0.1/float64(i+1))
			if !c.known() {
				c.may, c.written = v.m, v.m == nil
			}
		}
	}
	r.Unclear = r.Unclear || len(r.Chosen) == 0
	r.Self = f.ownPraise && len(r.Chosen) == 0 && len(vs) == 1
	r.Why = strings.Join(whys, "; ")
	if r.Unclear && r.Why == "" {
		r.Why = "nobody is named"
	}
	r.Candidates = f.best()
	return r
}

// best are the ten who have most for them.
func (f *finder) best() (all []Candidate) {
	slices.SortFunc(f.found, func(a, b found) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(f.x.people[a.id].ID, f.x.people[b.id].ID))
	})
	for _, c := range f.found[:min(10, len(f.found))] {
		e := &f.x.people[c.id]
		all = append(all, Candidate{PersonID: e.ID, Address: e.Address, Score: c.score, Evidence: c.words()})
	}
	return all
}

func (c *found) known() bool { return len(c.evidence) > 0 || c.may != nil || c.written }

// candidate gives what was found for somebody, until the next is asked for.
func (f *finder) candidate(id who, score float64) *found {
	at, known := f.place[id]
	if !known {
		at = len(f.found)
		f.found, f.place[id] = append(f.found, found{id: id}), at
	}
	c := &f.found[at]
	c.score = max(c.score, score)
	return c
}
