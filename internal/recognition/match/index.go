package match

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// who is a person's place in the index.
type who = int32

// Index answers Find. It is built once from a directory, never changed, and may
// be asked by many at once.
type Index struct {
	people  []entry
	address map[string]who   // folded to lower case; aliases too
	first   map[string][]who // by the first given name alone
	given   map[string][]who // by folded given name, the directory's own nicknames included
	family  map[string][]who // by any word of the surname but particles
	whole   map[string][]who // whole names in Chinese, Japanese or Korean writing, without spaces
	eastFam map[string][]who // surnames in that writing
	ofShape map[shape][]string
	named   filter              // of all words of given, family and the known nicknames
	alone   map[string][]hit    // whom a frequent given name by itself may mean
	facts   []fact              // of people, side by side
	jobs    *words              // of job titles
	sounds  map[string][]string // names by their rough sound, for those written in Cyrillic
	sites   phrases
	teams   phrases
	inTeam  []string // team name by id
	inSite  []string // and that of sites
	eastern []easternPlace
}

// entry is a person, with the name cut into words. A company may have 300,000, so it
// holds no more than is asked for.
type entry struct {
	ID                           int64
	Address, Name, Given, Family string   // the last two as the directory has them
	words                        []string // folded; given names, the directory's nicknames among them, and then those of the surname
	givens, ownGiven             int32    // how many of words are given names, and how many of these are from the name itself
}

func (e *entry) given() []string  { return e.words[:e.givens] }
func (e *entry) family() []string { return e.words[e.givens:] }

// fact is what tells people of one name apart. A frequent name has a thousand
// bearers, so it is kept apart from what is seldom asked for.
type fact struct {
	trades     uint64
	site, team int32
	gender     gender
	active     bool
}

// shape buckets surnames so that a mistyped one is compared with few.
type shape struct {
	first byte
	size  int
}

// easternPlace is a site or trade in a writing without spaces.
type easternPlace struct {
	text   string
	site   int32 // -1 for a trade
	trades uint64
}

// NewIndex prepares a directory for Find. People without an address are left
// out: nobody could thank them.
func NewIndex(people []Person) *Index {
	b := NewBuilder(len(people))
	for _, p := range people {
		b.Add(p)
	}
	return b.Index()
}

// Builder makes an Index of people given one at a time. It keeps the bytes of their addresses and
// names, and nothing else of them.
type Builder struct {
	x      *Index
	places places
	known  map[string]string // each word once, as most names are borne by many
	words  []string          // room for words of entries
}

// NewBuilder makes one for about so many people.
func NewBuilder(people int) *Builder {
	x := &Index{
		address: make(map[string]who, people), first: make(map[string][]who), given: make(map[string][]who), family: make(map[string][]who),
		whole: make(map[string][]who), eastFam: make(map[string][]who), ofShape: make(map[shape][]string),
		people: make([]entry, 0, people), facts: make([]fact, 0, people),
	}
	return &Builder{x: x, known: make(map[string]string),
		places: places{x: x, site: make(map[string]int32), team: make(map[string]int32), trades: make(map[string]uint64), jobs: make(map[string]struct{})}}
}

// Add adds somebody.
func (b *Builder) Add(p Person) {
	if p.Address == "" {
		return
	}
	given, family, own := nameWords(p)
	e := entry{ID: p.ID, Address: p.Address, Name: p.Name, Given: b.once(p.Given), Family: b.once(p.Family),
		words: b.keep(given, family), givens: int32(len(given)), ownGiven: int32(own)}
	f := fact{trades: b.places.tradesIn(p.Team) | b.places.tradesIn(p.Title), site: b.places.siteOf(p.Site), team: b.places.teamOf(p.Team),
		gender: genderOf(e.given()), active: p.Active}
	b.places.addJob(p.Title)
	b.x.add(p, e, f)
}

// once gives the one copy of a word that is kept.
func (b *Builder) once(word string) string {
	if kept, ok := b.known[word]; ok {
		return kept
	}
	kept := strings.Clone(word)
	b.known[kept] = kept
	return kept
}

// keep copies words into the room there is for all people's.
func (b *Builder) keep(lists ...[]string) []string {
	const room = 4096
	n := 0
	for _, words := range lists {
		n += len(words)
	}
	if cap(b.words)-len(b.words) < n {
		b.words = make([]string, 0, max(room, n))
	}
	from := len(b.words)
	for _, words := range lists {
		for _, w := range words {
			b.words = append(b.words, b.once(w))
		}
	}
	return b.words[from:len(b.words):len(b.words)]
}

// Index gives the index of all who were added; it ends the building.
func (b *Builder) Index() *Index {
	x := b.x
	b.places.finish()
	x.jobs = wordsOf(b.places.jobs)
	x.sites.ready()
	x.teams.ready()
	for name := range x.family {
		if len(name) >= typoLength {
			s := shape{name[0], len(name)}
			x.ofShape[s] = append(x.ofShape[s], name)
		}
	}
	for _, names := range x.ofShape {
		slices.Sort(names)
	}
	x.addSounds()
	x.addNamed()
	x.addAlone()
	b.x = nil
	return x
}

// addJob notes the words of a job's title, which tell that somebody works here.
func (b *places) addJob(title string) {
	for w := range strings.FieldsSeq(title) {
		if w = fold(strings.Trim(w, ",.()/")); len(w) > 4 {
			b.jobs[w] = struct{}{}
		}
	}
}

func (x *Index) addSounds() {
	x.sounds = make(map[string][]string)
	add := func(name string) {
		if s := soundOf(name); !slices.Contains(x.sounds[s], name) {
			x.sounds[s] = append(x.sounds[s], name)
		}
	}
	for name := range x.given {
		add(name)
	}
	for name := range x.family {
		add(name)
	}
	for short := range nicks().formal {
		add(short)
	}
	for _, names := range x.sounds {
		slices.Sort(names)
	}
}

// typoLength is the least number of bytes of a name in which one typo is forgiven.
const typoLength = 6

func (x *Index) add(p Person, e entry, f fact) {
	id := who(len(x.people))
	x.people, x.facts = append(x.people, e), append(x.facts, f)
	for _, a := range append([]string{p.Address}, p.Aliases...) {
		if a = strings.ToLower(strings.TrimSpace(a)); a != "" {
			if _, taken := x.address[a]; !taken {
				x.address[a] = id
			}
		}
	}
	for _, g := range e.given() {
		put(x.given, g, id)
	}
	if e.ownGiven > 0 {
		put(x.first, e.words[0], id)
	}
	for _, w := range e.family() {
		put(x.family, w, id)
	}
	x.addJoined(p, id)
	x.addEastern(p, id)
}

func put(m map[string][]who, key string, id who) {
	if l := m[key]; len(l) == 0 || l[len(l)-1] != id {
		m[key] = append(l, id)
	}
	if c := contracted(key); c != "" {
		if l := m[c]; len(l) == 0 || l[len(l)-1] != id {
			m[c] = append(l, id)
		}
	}
}

func (x *Index) addEastern(p Person, id who) {
	for _, name := range append([]string{p.Name, p.Family + " " + p.Given, p.Family + p.Given}, p.Nicknames...) {
		parts := strings.Fields(strings.ReplaceAll(name, "　", " "))
		joined := strings.Join(parts, "")
		if joined == "" || !allEastern(joined) || utf8.RuneCountInString(joined) < 2 {
			continue
		}
		if l := x.whole[joined]; !slices.Contains(l, id) {
			x.whole[joined] = append(l, id)
		}
		family := parts[0]
		if len(parts) == 1 {
			family = p.Family
			if !allEastern(family) {
				family = chineseSurname(joined)
			}
		}
		if l := x.eastFam[family]; family != "" && family != joined && !slices.Contains(l, id) {
			x.eastFam[family] = append(l, id)
		}
	}
}

func allEastern(s string) bool {
	for _, r := range s {
		if !eastern(r) {
			return false
		}
	}
	return s != ""
}

// chineseSurname is the first character of a name of two or three Han or Hangul
// characters: nearly all Chinese and Korean surnames are one character long. A
// Japanese name written without a space keeps its surname to itself.
func chineseSurname(name string) string {
	if n := utf8.RuneCountInString(name); n > 3 {
		return ""
	}
	_, size := utf8.DecodeRuneInString(name)
	return name[:size]
}

// nameWords gives the folded words of a person's given names and surname. Where
// the directory has only the whole name, the last word is the surname, or the
// first one before a comma; in countries that put the surname first both ends
// count as both.
func nameWords(p Person) (given, family []string, own int) {
	given, family = latinWords(p.Given), latinWords(p.Family)
	if len(given) == 0 || len(family) == 0 {
		g, f := splitName(p.Name, p.Country)
		if len(given) == 0 {
			given = g
		}
		if len(family) == 0 {
			family = f
		}
	}
	own, given = len(given), slices.Clip(given) // it may be the front of what family is the end of
	for _, n := range p.Nicknames {
		given = append(given, latinWords(n)...)
	}
	return given, family, own
}

// spelled says whether text, in lower case, is in what a person's name is written as.
func (e *entry) spelled(text string) bool {
	if within(e.Name, text) {
		return true
	}
	if strings.Contains(e.Name, e.Given) && strings.Contains(e.Name, e.Family) {
		return false
	}
	return within(e.Name+" "+e.Given+" "+e.Family, text)
}

// within says whether the lower case of name has text in it, for most names without making it.
func within(name, text string) bool {
	if strings.ContainsFunc(name, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return strings.Contains(strings.ToLower(name), text)
	}
	for i := 0; i+len(text) <= len(name); i++ {
		k := 0
		for k < len(text) && lowerLetter(name[i+k]) == text[k] {
			k++
		}
		if k == len(text) {
			return true
		}
	}
	return false
}

func lowerLetter(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

func latinWords(s string) []string {
	var words []string
	bound := false // by an apostrophe, behind a capital: Prud'homme, N'Diaye, Dell'Orto
	for _, t := range tokenize(s) {
		if bound && len(words) > 0 && isApostrophe(t.sep) {
			words[len(words)-1] += t.fold
			continue
		}
		bound = t.capital && !t.possessive
		if t.east || particles.has(t.fold) && len(t.fold) < 4 && !t.capital || titles.has(t.fold) && strings.HasSuffix(t.text, ".") {
			continue
		}
		words = append(words, t.fold)
	}
	return words
}

func splitName(name, country string) (given, family []string) {
	if i := strings.IndexAny(name, "(["); i > 0 {
		name = name[:i]
	}
	if f, g, ok := strings.Cut(name, ","); ok {
		return latinWords(g), latinWords(f)
	}
	words := latinWords(name)
	for len(words) > 2 && titles.has(words[0]) {
		words = words[1:]
	}
	if len(words) < 2 {
		return words, nil
	}
	switch country {
	case "JP", "CN", "KR", "HU", "TW", "VN", "HK", "SG":
		if len(words) == 2 {
			return words, words
		}
	case "ES", "MX", "AR", "CO", "CL", "PE", "UY", "VE", "EC", "BO", "PY", "CR":
		if len(words) > 2 { // two surnames
			return words[:len(words)-2], words[len(words)-2:]
		}
	}
	return words[:len(words)-1], words[len(words)-1:]
}

// places numbers the sites and teams while the index is built.
type places struct {
	x          *Index
	site, team map[string]int32
	trades     map[string]uint64
	jobs       map[string]struct{} // words of titles
}

func (b *places) siteOf(name string) int32 {
	if name == "" {
		return -1
	}
	id, ok := b.site[name]
	if !ok {
		id = int32(len(b.site))
		b.site[name] = id
		b.x.inSite = append(b.x.inSite, name)
	}
	return id
}

func (b *places) teamOf(name string) int32 {
	if name == "" {
		return -1
	}
	id, ok := b.team[name]
	if !ok {
		id = int32(len(b.team))
		b.team[name] = id
		b.x.inTeam = append(b.x.inTeam, name)
		b.x.teams.add(placeWords(name), id)
	}
	return id
}

func (b *places) tradesIn(name string) uint64 {
	t, ok := b.trades[name]
	if !ok {
		t = tradesOf(name)
		b.trades[name] = t
	}
	return t
}

// genericPlaces are words of site names that tell no site from another.
var genericPlaces = set("hotel office branch store shop centre center building site plant depot house haus buro filiale werk agence bureau magasin oficina tienda planta sede main head central the")

// finish makes each telling word of a site's name a sign for every site that
// bears it: "Leeds" for "Leeds Central".
func (b *places) finish() {
	for id, name := range b.x.inSite {
		for _, w := range placeWords(name) {
			if !genericPlaces.has(w) && utf8.RuneCountInString(w) > 1 {
				b.x.sites.add([]string{w}, int32(id))
			}
			if allEastern(w) {
				b.x.eastern = append(b.x.eastern, easternPlace{text: w, site: int32(id)})
			}
		}
		b.otherWritings(name, int32(id))
	}
	for id, names := range trades {
		for _, n := range names {
			if allEastern(n) {
				b.x.eastern = append(b.x.eastern, easternPlace{text: n, site: -1, trades: 1 << id})
			}
		}
	}
}

// otherWritings lets 東京 stand for a site called Tokyo.
func (b *places) otherWritings(name string, id int32) {
	for _, w := range placeWords(name) {
		for _, names := range exonyms {
			if fold(names[0]) != w {
				continue
			}
			for _, n := range names {
				if allEastern(n) {
					b.x.eastern = append(b.x.eastern, easternPlace{text: n, site: id})
				}
			}
		}
	}
}
