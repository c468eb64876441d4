package jobs

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/mail/parse"
	"goodword/mail/parse/part"
	"goodword/mail/parse/quote"
	"goodword/mail/reply"
)

// traces are what somebody is recognised by in a text: their address always,
// their name where nobody else has it, their words where nobody else said them.
type traces struct {
	addresses []*regexp.Regexp
	address   string   // for PostgreSQL: the addresses alone
	names     []string // full names that nobody else has
	calls     []string // names that others may have: they count beside words, in what we wrote
	phrases   []phrase // beginnings of their sentences
	pattern   string   // for PostgreSQL: addresses, names and long phrases
}

// phrase is the beginning of a sentence: in small letters, and as it was written.
type phrase struct{ plain, said string }

// How long words must be to tell somebody by: a sentence of long by itself, a
// short one beside the name, and in our own letters only.
const (
	longPhrase  = 60
	shortPhrase = 24
)

var (
	quoteMarks = regexp.MustCompile(`(?m)^[ \t]*(?:>[ \t]?)+`)
	markup     = regexp.MustCompile(`<[^>]*>`)
	sentence   = regexp.MustCompile(`[.!?。！？]+|\n[ \t]*\n`)
)

// tracesOf makes the traces of addresses, names (unique ones and others) and
// words, which are to be without what they quote.
func tracesOf(addresses, unique, shared, words []string) traces {
	t := traces{}
	var alternatives []string
	for _, a := range addresses {
		t.addresses = append(t.addresses, regexp.MustCompile(`(?:^|[^\w.+-])`+regexp.QuoteMeta(strings.ToLower(a))+`(?:$|[^\w.-]|\.(?:\W|$))`))
		alternatives = append(alternatives, `(?<![[:alnum:]._+-])`+quoted(a)+`(?![[:alnum:]-])`)
	}
	t.address = strings.Join(alternatives, "|")
	for _, name := range unique {
		if plain := level(name); len(strings.Fields(plain)) > 1 && len(plain) > 6 {
			t.names = append(t.names, plain)
		} else {
			shared = append(shared, name)
		}
	}
	for _, name := range shared {
		if plain := level(name); plain != "" {
			t.calls = append(t.calls, plain)
		}
	}
	for _, text := range words {
		for _, s := range sentence.Split(text, -1) {
			said := cutAtWord(strings.Join(strings.Fields(s), " "), 2*longPhrase)
			p := phrase{plain: level(said), said: said}
			if len(p.plain) >= shortPhrase && !quote.Legal(s) && !slices.Contains(t.phrases, p) {
				t.phrases = append(t.phrases, p)
			}
		}
	}
	t.compile()
	return t
}

// compile makes the pattern of what is in the traces.
func (t *traces) compile() {
	alternatives := []string{t.address}
	for _, name := range t.names {
		alternatives = append(alternatives, `\m`+spaced(name)+`\M`)
	}
	for _, p := range t.phrases {
		if len(p.plain) >= longPhrase {
			alternatives = append(alternatives, spaced(p.said))
		}
	}
	t.pattern = strings.Join(alternatives, "|")
}

// without takes out what somebody else said or is called. It says whether anything was.
func (t *traces) without(names, words []string) bool {
	before := len(t.phrases) + len(t.names)
	for _, text := range words {
		plain := level(text)
		t.phrases = slices.DeleteFunc(t.phrases, func(p phrase) bool { return strings.Contains(plain, p.plain) })
	}
	for _, name := range names {
		if plain := level(name); slices.Contains(t.names, plain) {
			t.names = slices.DeleteFunc(t.names, func(n string) bool { return n == plain })
			t.calls = append(t.calls, plain)
		}
	}
	return len(t.phrases)+len(t.names) < before
}

// in says whether a text names them, or holds a long sentence of theirs.
func (t traces) in(text string) bool {
	plain := " " + level(text) + " "
	return t.addressed(text) ||
		slices.ContainsFunc(t.names, func(n string) bool { return holdsName(plain, n) }) ||
		slices.ContainsFunc(t.phrases, func(p phrase) bool { return len(p.plain) >= longPhrase && strings.Contains(plain, p.plain) })
}

// addressed says whether their address stands in a text.
func (t traces) addressed(text string) bool {
	plain := " " + level(text) + " "
	return slices.ContainsFunc(t.addresses, func(a *regexp.Regexp) bool { return a.MatchString(plain) })
}

// near says whether a short sentence of theirs stands in a text beside their
// name: enough for letters that goodword wrote itself, and answers that quote them.
func (t traces) near(text string) bool {
	plain := " " + level(text) + " "
	return t.says(text) && slices.ContainsFunc(t.calls, func(n string) bool { return holdsName(plain, n) })
}

// says whether any sentence of theirs stands in a text.
func (t traces) says(text string) bool {
	plain := level(text)
	return slices.ContainsFunc(t.phrases, func(p phrase) bool { return strings.Contains(plain, p.plain) })
}

// holdsName finds a name that stands by itself.
func holdsName(text, name string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return false
		}
		i += from
		from = i + len(name)
		before, after := []rune(text[:i]), []rune(text[from:])
		if (len(before) == 0 || !unicode.IsLetter(before[len(before)-1])) && (len(after) == 0 || !unicode.IsLetter(after[0])) {
			return true
		}
	}
}

// level is a text in small letters, without quote marks and in one line.
func level(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(quoteMarks.ReplaceAllString(s, "")), " "))
}

func cutAtWord(s string, most int) string {
	if len(s) <= most {
		return s
	}
	if i := strings.LastIndexByte(s[:most], ' '); i > 0 {
		return s[:i]
	}
	return strings.ToValidUTF8(s[:most], "")
}

// quoted makes a text literal in PostgreSQL's regular expressions.
func quoted(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < 0x80 && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// spaced is a literal whose words may stand apart as they like, also in JSON.
func spaced(s string) string {
	fields := strings.Fields(s)
	for i, f := range fields {
		fields[i] = quoted(f)
	}
	return strings.Join(fields, `(?:\s|\\[nrt]|>)+`)
}

// textOf is all that can be read in a mail: its fields, and the text of every part.
func textOf(raw []byte) string {
	root, _ := part.Parse(raw)
	var b strings.Builder
	readPart(root, &b)
	return b.String()
}

func readPart(p *part.Part, b *strings.Builder) {
	for _, f := range p.Fields {
		b.WriteString(f.Value + "\n")
	}
	text := p.Text
	if p.MediaType == "text/html" {
		text = html.UnescapeString(markup.ReplaceAllString(text, " "))
	}
	b.WriteString(text + "\n")
	for _, c := range p.Children {
		readPart(c, b)
	}
}

// tracesOfCustomer reads by what a customer is known from what is stored of them:
// their own words, without what they quote, and without what others said too.
func (w work) tracesOfCustomer(customer string, nominations []store.Nomination, mails []int64) (traces, error) {
	names, words := map[string]bool{}, []string{}
	for _, n := range nominations {
		names[strings.TrimSpace(n.CustomerName)] = true
		words = append(words, reply.Cut(quote.Lines(n.Compliment)).Own)
	}
	for _, id := range mails {
		in, err := store.InboundByID(w.ctx, w.tx, id)
		if err != nil {
			return traces{}, err
		}
		m := read(in.Raw, Reading{Now: w.now}).Message
		for _, from := range m.From {
			if address.Same(from.Address, customer) {
				names[strings.TrimSpace(from.Name)] = true
			}
		}
		words = append(words, ownWordsOf(m))
	}
	delete(names, "")
	var all, unique []string
	for name := range names {
		all = append(all, name)
	}
	slices.Sort(all)
	shared, err := store.NamedElsewhere(w.ctx, w.tx, all, customer)
	for _, name := range all {
		if !slices.Contains(shared, name) {
			unique = append(unique, name)
		}
	}
	return tracesOf([]string{customer}, unique, shared, words), err
}

// ownWordsOf is what the sender wrote: without what is quoted or passed on,
// signature and footer.
func ownWordsOf(m *parse.Message) string {
	if m.Forwarded != nil {
		return reply.Cut(quote.Lines(m.Note)).Own
	}
	return reply.Cut(m.Lines).Own
}
