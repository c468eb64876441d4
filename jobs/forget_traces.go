package jobs

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/mail/parse/part"
)

// traces are what somebody is recognised by in a text: their address always,
// their name where nobody else has it, their words where they are long enough
// not to be anybody's.
type traces struct {
	addresses []*regexp.Regexp
	names     []string // full names that nobody else has
	calls     []string // names that others may have: they count beside words
	phrases   []string // beginnings of their sentences
	pattern   string   // for PostgreSQL: addresses, names and long phrases
}

// How long words must be to tell somebody by: one sentence of long, two of
// middling, or a short one beside the name.
const (
	longPhrase   = 60
	middlePhrase = 24
	shortPhrase  = 12
)

var (
	quoteMarks = regexp.MustCompile(`(?m)^[ \t]*(?:>[ \t]?)+`)
	markup     = regexp.MustCompile(`<[^>]*>`)
	sentence   = regexp.MustCompile(`[.!?。！？]+|\n[ \t]*\n`)
)

// tracesOf makes the traces of addresses, names (unique ones and others) and words.
func tracesOf(addresses, unique, shared, words []string) traces {
	t := traces{}
	var alternatives []string
	for _, a := range addresses {
		t.addresses = append(t.addresses, regexp.MustCompile(`(?:^|[^\w.+-])`+regexp.QuoteMeta(strings.ToLower(a))+`(?:$|[^\w.-]|\.(?:\W|$))`))
		alternatives = append(alternatives, `(?<![[:alnum:]._+-])`+quoted(a)+`(?![[:alnum:]-])`)
	}
	for _, name := range unique {
		if plain := level(name); len(strings.Fields(plain)) > 1 && len(plain) > 6 {
			t.names = append(t.names, plain)
			alternatives = append(alternatives, `\m`+spaced(name)+`\M`)
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
		for _, s := range sentence.Split(quoteMarks.ReplaceAllString(text, ""), -1) {
			said := cutAtWord(strings.Join(strings.Fields(s), " "), 2*longPhrase)
			plain := level(said)
			if len(plain) < shortPhrase || slices.Contains(t.phrases, plain) {
				continue
			}
			t.phrases = append(t.phrases, plain)
			if len(plain) >= middlePhrase {
				alternatives = append(alternatives, spaced(said))
			}
		}
	}
	t.pattern = strings.Join(alternatives, "|")
	return t
}

// in says whether a text names them, or holds their words.
func (t traces) in(text string) bool {
	plain := " " + level(text) + " "
	for _, a := range t.addresses {
		if a.MatchString(plain) {
			return true
		}
	}
	for _, n := range t.names {
		if holdsName(plain, n) {
			return true
		}
	}
	middling, short := 0, 0
	for _, p := range t.phrases {
		if !strings.Contains(plain, p) {
			continue
		}
		short++
		if len(p) >= longPhrase {
			return true
		}
		if len(p) >= middlePhrase {
			middling++
		}
	}
	return middling > 1 || short > 0 && slices.ContainsFunc(t.calls, func(n string) bool { return holdsName(plain, n) })
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

// tracesOfCustomer reads by what a customer is known from what is stored of them.
func (w work) tracesOfCustomer(customer string, nominations []store.Nomination, mails []int64) (traces, error) {
	names, words := map[string]bool{}, []string{}
	for _, n := range nominations {
		names[strings.TrimSpace(n.CustomerName)] = true
		words = append(words, n.Compliment)
	}
	for _, id := range mails {
		in, err := store.InboundByID(w.ctx, w.tx, id)
		if err != nil {
			return traces{}, err
		}
		u := Understand(in.Raw, Reading{Now: w.now})
		for _, from := range u.Message.From {
			if address.Same(from.Address, customer) {
				names[strings.TrimSpace(from.Name)] = true
			}
		}
		words = append(words, u.Message.Text)
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
