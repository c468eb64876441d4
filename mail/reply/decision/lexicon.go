package decision

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
)

//go:embed words/*.txt
var wordFiles embed.FS

// class says what a phrase does in an answer.
type class uint8

const (
	// Of these a deciding clause is made, and of nothing else.
	strong  class = iota // approves in so many words: "approved"
	mere                 // approves alone, and beside other words only takes note: "ok"
	yes                  // approves as an answer: "yes", "go ahead"
	filler               // changes nothing: "thanks", "from my side"
	decline              // declines in so many words
	no                   // declines as an answer: "no"

	// Each of these, in any other clause, stands against an approval.
	negation
	contrast // but, however
	regret   // sorry, unfortunately; poor work
	condition
	hold    // not now, not here: later, wait, ask Ann, will
	doubt   // perhaps, I guess, ha ha
	report  // somebody said
	other   // another matter: holiday, budget
	retract // taken back
	touch   // a word of approving in a sentence that does not approve
	against // a word of declining

	// Of these at least one stands in every other clause's sentence.
	praise
	person // she, him, their

	self    // I, you, we
	common  // shows the language, nothing else
	idiom   // takes the sting out of a word within: "first class"
	because // may follow a keyword without punctuation: "decline because"

	greeting
	signoff
	device // "Sent from my …"
	please // asks somebody to do it, so that it is no filler beside "approve"
	also   // "and" between commands
	named  // a command's word; phrase.name says which
	digit  // a written number; phrase.name is the figure
	amiss  // in the words of a command: the mail itself is a mistake
	classes
)

var sections = map[string]class{
	"approve": strong, "mere": mere, "yes": yes, "filler": filler, "decline": decline, "no": no,
	"negation": negation, "contrast": contrast, "regret": regret, "please": please, "condition": condition, "hold": hold, "doubt": doubt, "report": report,
	"other": other, "retract": retract, "touch": touch, "against": against,
	"praise": praise, "person": person, "self": self, "common": common, "idiom": idiom, "because": because,
	"greeting": greeting, "signoff": signoff, "device": device, "and": also, "number": digit, "amiss": amiss,
}

// langs is a set of languages, one bit each in the order of languages.
type langs uint32

var languages = []string{
	"en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "fi", "pl",
	"cs", "hu", "ro", "tr", "ru", "uk", "ja", "zh", "ko", "any",
}

const everyLang langs = 1<<22 - 1

// sense is one class of a phrase and the languages in which it has it.
type sense struct {
	class class
	name  string // of a command, or a figure
	firm  langs  // means this wherever it stands
	weak  langs  // means this only where the answer is in that language
	start langs  // means this only at the start of a clause
	plain langs  // is a plain word there
	alone bool   // without its accent, means this only as a whole clause
}

type node struct {
	next   map[string]*node
	senses []sense
	vague  bool // decides in one language and is another word elsewhere
}

// words is the vocabulary of all languages; never changed once loaded.
type words struct {
	root     node
	stems    map[string][]sense // words that begin so
	endings  map[string][]sense // words that end so
	middles  []middle           // words that hold this
	shortest int                // bytes of the shortest stem
}

type middle struct {
	part   string
	senses []sense
}

var lexicon = sync.OnceValue(load)

func load() *words {
	w := &words{stems: map[string][]sense{}, endings: map[string][]sense{}, shortest: 99}
	for i, lang := range languages {
		file := path.Join("words", lang+".txt")
		data, err := wordFiles.ReadFile(file)
		if err != nil {
			panic(fmt.Sprintf("decision: the words of %q are not embedded: %v", lang, err))
		}
		set := langs(1) << i
		if lang == "any" {
			set = everyLang
		}
		if err := w.read(string(data), set); err != nil {
			panic(fmt.Sprintf("decision: reading %s: %v", file, err))
		}
	}
	w.demote(&w.root)
	return w
}

// read takes one file: sections in brackets, a phrase a line.
func (w *words) read(data string, set langs) error {
	var c class
	var name string
	open := false
	for n, l := range strings.Split(data, "\n") {
		l = strings.TrimSpace(l)
		if l == "" || strings.HasPrefix(l, "//") {
			continue
		}
		if strings.HasPrefix(l, "[") {
			title, command, isCommand := strings.Cut(strings.Trim(l, "[]"), " ")
			name, open = command, true
			if isCommand && title == "command" {
				c = named
			} else if s, ok := sections[title]; ok && !isCommand {
				c = s
			} else {
				return fmt.Errorf("line %d: no section %q", n+1, l)
			}
			continue
		}
		if !open {
			return fmt.Errorf("line %d: a phrase before any section", n+1)
		}
		for _, entry := range splitTop(l) {
			w.addEntry(strings.TrimSpace(entry), c, name, set)
		}
	}
	return nil
}

// splitTop splits l at the bars that stand outside braces.
func splitTop(l string) []string {
	var out []string
	depth, from := 0, 0
	for i := 0; i < len(l); i++ {
		switch {
		case l[i] == '{':
			depth++
		case l[i] == '}':
			depth--
		case l[i] == '|' && depth == 0:
			out = append(out, l[from:i])
			from = i + 1
		}
	}
	return append(out, l[from:])
}

// addEntry takes one entry: ~ marks a word that other languages use too,
// ^ one that counts at the start of a clause alone, @ one that without its
// accent is another word ("si", if), = gives its figure.
func (w *words) addEntry(e string, c class, name string, set langs) {
	s := sense{class: c, name: name, firm: set}
	for {
		if rest, ok := strings.CutPrefix(e, "~"); ok {
			s.firm, s.weak, e = 0, set, rest
		} else if rest, ok := strings.CutPrefix(e, "^"); ok {
			s.start, e = set, rest
		} else if rest, ok := strings.CutPrefix(e, "@"); ok {
			s.alone, e = true, rest
		} else {
			break
		}
	}
	if c == digit {
		e, s.name, _ = strings.Cut(e, "=")
	}
	for _, phrase := range expand(fold(e)) {
		w.add(phrase, s)
	}
	if strings.ContainsAny(e, "äöüåøÄÖÜ") {
		for _, phrase := range expand(fold(umlauts.Replace(e))) { // as typed without these keys
			w.add(phrase, s)
		}
	}
}

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "ae", "Ö", "oe", "Ü", "ue", "å", "aa", "ø", "oe")

// expand writes out the braces of e: "{i |}approve" is "i approve" and "approve".
func expand(e string) []string {
	open := strings.IndexByte(e, '{')
	if open < 0 {
		return []string{e}
	}
	end := open + strings.IndexByte(e[open:], '}')
	var out []string
	rest := expand(e[end+1:])
	for _, choice := range strings.Split(e[open+1:end], "|") {
		for _, r := range rest {
			out = append(out, e[:open]+choice+r)
		}
	}
	return out
}

func (w *words) add(phrase string, s sense) {
	phrase = strings.TrimSpace(phrase)
	if phrase == "" {
		return
	}
	before, after := strings.HasPrefix(phrase, "*"), strings.HasSuffix(phrase, "*")
	if s.firm != everyLang && (before || after && s.class > negation && s.class <= retract) {
		s.weak, s.firm = s.weak|s.firm, 0 // parts of words meet by chance
	}
	stem := strings.Trim(phrase, "*")
	switch {
	case before && after:
		w.middles = append(w.middles, middle{stem, []sense{s}})
		return
	case before:
		w.endings[stem] = merge(w.endings[stem], s)
		return
	case after:
		w.stems[stem] = merge(w.stems[stem], s)
		w.shortest = min(w.shortest, len(stem))
		return
	}
	n := &w.root
	parts := tokenise(phrase)
	if len(parts) == 1 && parts[0].kind == glyph && s.class > negation && s.class <= retract {
		s.weak, s.firm = s.weak|s.firm, 0 // Chinese and Japanese share them
	}
	for _, t := range parts {
		if t.kind == mark || t.kind == stop {
			continue
		}
		child := n.next[t.word]
		if child == nil {
			if n.next == nil {
				n.next = map[string]*node{}
			}
			child = &node{}
			n.next[t.word] = child
		}
		n = child
	}
	n.senses = merge(n.senses, s)
	n.vague = n.vague || s.weak != 0 && s.class <= no
}

func merge(list []sense, s sense) []sense {
	for i := range list {
		if l := &list[i]; l.class == s.class && l.name == s.name {
			l.firm |= s.firm
			l.weak |= s.weak
			l.start |= s.start
			return list
		}
	}
	return append(list, s)
}

// demote makes a word that stands against approval in one language and is a
// plain word of another count in its own language alone: Finnish "en" (I do
// not) is the French "in".
func (w *words) demote(n *node) {
	if slices.ContainsFunc(n.senses, func(s sense) bool { return s.class == mere }) {
		n.senses = slices.DeleteFunc(n.senses, func(s sense) bool { return s.class == yes })
	}
	var plain, usual langs
	for _, s := range n.senses {
		if s.class >= praise && s.class <= common || s.class == filler {
			plain |= s.firm | s.weak
		}
		if s.class == common || s.class == self {
			usual |= s.firm | s.weak
		}
	}
	for i := range n.senses {
		s := &n.senses[i]
		if (s.class == praise || s.class == person || s.class == because) && usual&^s.firm != 0 && s.firm != everyLang {
			s.weak |= s.firm // Polish "on" (he) is an English word
			s.firm = 0
		}
		if s.class >= negation && s.class <= retract && plain&^s.firm != 0 && s.firm != everyLang {
			s.weak |= s.firm
			s.firm = 0
		}
		if s.class >= negation && s.class <= retract {
			s.plain = plain &^ s.weak
		}
	}
	for _, child := range n.next {
		w.demote(child)
	}
}
