package match

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// zone is a part of the mail, by how much a name in it says.
type zone int

const (
	zoneNote zone = iota
	zoneText
	zoneSubject
)

func (z zone) String() string {
	return [...]string{"the note", "the text", "the subject"}[z]
}

// part is what a token's place in a passage is.
type part uint8

const (
	body      part = iota
	greeting       // "Dear Ann,"
	signature      // from "Kind regards" to the end
	taken          // inside an address or a "for:" line
)

// passage is one zone's text in tokens.
type passage struct {
	x        *Index
	room     *room
	zone     zone
	text     string
	toks     []token
	parts    []part
	isGiven  []bool
	isFamily []bool
	small    bool // written without capitals: they tell nothing
	isList   bool // it holds more names than a compliment has
	addrs    []span
	leans    []lean // by token, unread until asked for
	places   []int8 // by token: 1 for a place or work, -1 for none, 0 for not looked yet
	german   int8   // 1 for yes, -1 for no, 0 for not looked yet
	unsure   int8   // likewise, whether the writer does not know which of some it was
	crowd    crowd
	runs     map[int][2]int // by token: the praise and blame of a run of writing without spaces
	bases    map[string][]string
	jobs     *words           // of the index
	byGiven  map[string][]hit // whom the given names of this passage may mean, by the words as written
}

// span is an address of the directory in a text, with the token before it.
type span struct {
	address string
	token   int // index of the first token inside
	end     int // index after the last token inside
}

// maxPassage is how many bytes of a passage are searched, a thousand words. What
// praises somebody only after that many is left to a person.
const maxPassage = 6 << 10

func (x *Index) newPassage(z zone, text string) *passage {
	text = cut(text, maxPassage)
	r := rooms.Get().(*room)
	p := &passage{x: x, room: r, zone: z, text: text, jobs: x.jobs}
	r.toks = tokenizeInto(r.toks[:0], text)
	p.toks = x.join(r.toks, text)
	n := len(p.toks)
	p.parts, p.isGiven, p.isFamily, p.leans, p.places = blank(&r.parts, n), blank(&r.isGiven, n), blank(&r.isFamily, n), blank(&r.leans, n), blank(&r.places, n)
	for i := range p.toks {
		t := &p.toks[i]
		x.recognise(p, i)
		if !p.isGiven[i] && !p.isFamily[i] && len(t.fold) > 4 && strings.HasSuffix(t.fold, "s") && t.capital {
			x.genitive(p, i)
		}
	}
	p.findAddresses()
	p.markSignature()
	p.weighCase()
	p.markGreeting()
	return p
}

// room is memory for a passage of a long mail, which serves one after another.
type room struct {
	toks              []token
	parts             []part
	isGiven, isFamily []bool
	leans             []lean
	places            []int8
}

var rooms = sync.Pool{New: func() any { return new(room) }}

// done gives a passage's memory back: nothing may ask for its words again.
func (p *passage) done() {
	clear(p.room.toks) // they would keep the mail
	rooms.Put(p.room)
	p.room, p.toks = nil, nil
}

// blank are n zeros in the memory of what was there before.
func blank[T any](of *[]T, n int) []T {
	if cap(*of) < n {
		*of = make([]T, n, n+n/4)
		return *of
	}
	*of = (*of)[:n]
	clear(*of)
	return *of
}

// cut keeps at most n bytes, and only valid UTF-8.
func cut(text string, n int) string {
	if len(text) > n {
		text = text[:n]
	}
	return strings.ToValidUTF8(text, "\uFFFD")
}

func (x *Index) recognise(p *passage, i int) {
	f := p.toks[i].fold
	if c := contracted(f); !x.named.may(f) && (c == "" || !x.named.may(c)) {
		return
	}
	p.isGiven[i] = len(x.given[f]) > 0 || len(nicks().formal[f]) > 0 || len(nicks().short[f]) > 0
	p.isFamily[i] = len(x.family[f]) > 0
	if c := contracted(f); c != "" && !p.isGiven[i] && !p.isFamily[i] {
		p.isGiven[i], p.isFamily[i] = len(x.given[c]) > 0, len(x.family[c]) > 0
	}
}

// genitive reads "Annas Geduld" as Anna's.
func (x *Index) genitive(p *passage, i int) {
	t := &p.toks[i]
	whole := t.fold
	t.fold = strings.TrimSuffix(whole, "s")
	x.recognise(p, i)
	if p.isGiven[i] || p.isFamily[i] {
		t.possessive = true
		return
	}
	t.fold = whole
}

func (p *passage) capital(i int) bool { return p.small || p.toks[i].capital }

// joined says whether tokens i and i+1 may belong to one name: a space, a line
// wrap, a hyphen, or a point after an initial or a title between them.
func (p *passage) joined(i int) bool {
	if i+1 >= len(p.toks) || p.toks[i].sentence != p.toks[i+1].sentence || p.parts[i] != p.parts[i+1] || p.toks[i].possessive {
		return false
	}
	sep := p.toks[i+1].sep
	if strings.HasPrefix(sep, ".") && (utf8.RuneCountInString(p.toks[i].text) == 1 || abbreviations.has(p.toks[i].fold)) {
		sep = sep[1:]
	}
	return strings.Trim(sep, " \u00a0\t\r\n-") == "" && len(sep) < 6
}

// findAddresses marks the tokens inside addresses, so that ann.lee@… is no name.
func (p *passage) findAddresses() {
	for i := 0; i+1 < len(p.toks); i++ {
		if p.toks[i+1].sep != "@" {
			continue
		}
		from, to := i, i+1
		for from > 0 && localSep(p.toks[from].sep) {
			from--
		}
		for to+1 < len(p.toks) && (p.toks[to+1].sep == "." || p.toks[to+1].sep == "-") {
			to++
		}
		for k := from; k <= to; k++ {
			p.parts[k] = taken
		}
		address := strings.ToLower(p.text[p.toks[from].start:p.toks[to].end])
		p.addrs = append(p.addrs, span{address, from, to + 1})
		i = to
	}
}

func localSep(sep string) bool {
	return sep == "." || sep == "-" || sep == "_" || sep == "+" || sep == "'"
}

// line gives the tokens [from,to) of the line that token i begins.
func (p *passage) line(i int) (to int) {
	to = i
	for to < len(p.toks) && p.toks[to].line == p.toks[i].line {
		to++
	}
	return to
}

// markGreeting finds whom the passage is written to, in its first lines.
func (p *passage) markGreeting() {
	for i, lines := 0, 0; i < len(p.toks) && lines < 3; lines++ {
		end := p.line(i)
		if to := p.greetingEnd(i, end, lines); to > i {
			for k := i; k < to; k++ {
				if p.parts[k] == body {
					p.parts[k] = greeting
				}
			}
			return
		}
		i = end
	}
}

var dayWords = set("morning afternoon evening day tag morgen abend dia tarde noite dias tardes noches den dzien dobry dzień дня день утро вечер ranek wieczor vecer jour")

// greetingEnd is where a greeting that begins at token i ends, or i for none.
func (p *passage) greetingEnd(i, end, line int) int {
	first := &p.toks[i]
	if first.east {
		return p.easternGreeting(i, end)
	}
	to, names := i, 0
	worded := greetings.has(first.fold)
	switch first.fold {
	case "good", "guten", "buenos", "buenas", "bom", "boa", "dobry", "dzien", "добрый", "доброго", "morning":
		worded = first.fold == "morning" && line == 0 || i+1 < end && dayWords.has(p.toks[i+1].fold)
	}
	for k := i; k < end && k < i+9; k++ {
		if k > i && strings.ContainsAny(p.toks[k].sep, ",!:;\n") && !p.listed(k, end, worded) {
			break
		}
		if k > i && p.toks[k].sentence != first.sentence {
			break
		}
		t := &p.toks[k]
		switch {
		case greetings.has(t.fold) && worded, titles.has(t.fold), t.fold == "or" && worded, honorifics.has(t.fold) && names > 0, joins.has(t.fold), dayWords.has(t.fold) && worded, particles.has(t.fold):
		case p.isGiven[k] || p.isFamily[k] || t.capital:
			names++
		case worded && (staff.has(t.fold) || t.fold == "all" || t.fold == "zusammen" || t.fold == "alle" || t.fold == "there" || t.fold == "tous" || t.fold == "a"):
		default:
			return i // a sentence, no greeting
		}
		to = k + 1
	}
	if to < len(p.toks) && p.toks[to].line == first.line && !strings.ContainsAny(p.toks[to].sep, ",!:;–—-") && p.toks[to].sentence == first.sentence {
		return i // it goes on
	}
	if worded {
		return to
	}
	return p.bareGreeting(i, to, names, line)
}

// listed says whether the comma before token k stands in a list of names inside
// a greeting: "Dear Ann, Bo and Chris,".
func (p *passage) listed(k, end int, worded bool) bool {
	if !worded || strings.TrimSpace(p.toks[k].sep) != "," || !p.isGiven[k] {
		return false
	}
	return k+1 < end && (joins.has(p.toks[k+1].fold) || strings.HasPrefix(p.toks[k+1].sep, ",")) || k+1 == end
}

// bareGreeting takes "Ann," at the very top for a greeting, but not the first
// name of a list.
func (p *passage) bareGreeting(i, to, names, line int) int {
	if line > 0 || names == 0 || names > 3 || to >= len(p.toks) || !p.isGiven[i] && !titles.has(p.toks[i].fold) && !p.isFamily[i] {
		return i
	}
	sep := p.toks[to].sep
	if !strings.HasPrefix(sep, ",") && !strings.HasPrefix(sep, " –") && !strings.HasPrefix(sep, " -") && !strings.HasPrefix(sep, ":") {
		return i
	}
	if p.hasApposition(to - 1) {
		return i
	}
	if next := p.toks[to].fold; !strings.Contains(sep, "\n") && !readers.has(next) && !thanking.has(next) && !opening.has(next) {
		return i
	}
	return to
}

// opening are words that begin what is said to the one just greeted.
var opening = set("i we this what look just please see ich wir hier schau das je j nous voici regarde yo nosotros mira esto te le les quiero queria")

var easternHonorifics = []string{"さん", "様", "さま", "殿", "氏", "くん", "君", "ちゃん", "先生", "課長", "部長", "主任", "店長", "係長", "小姐", "女士", "님", "씨"}

func (p *passage) easternGreeting(i, end int) int {
	if end != i+1 || utf8.RuneCountInString(p.toks[i].text) > 14 {
		return i
	}
	for _, h := range easternHonorifics {
		if strings.HasSuffix(p.toks[i].text, h) {
			return end
		}
	}
	return i
}
