package tone

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// words cuts a sentence into folded words: lower case, no accents, a negating
// "n't" written out. What has no spaces may hold thousands: of a sentence mostWords
// are told.
func words(sentence string) []string {
	folded := fold(sentence)
	all := make([]string, 0, min(mostWords, len(folded)/5+2))
	from := -1 // where the present word began
	for i, r := range folded {
		if inWord(r) {
			if from < 0 {
				from = i
			}
		} else if from >= 0 {
			if len(all) >= mostWords {
				return all
			}
			all, from = addWord(all, folded[from:i]), -1
		}
	}
	if from >= 0 && len(all) < mostWords {
		all = addWord(all, folded[from:])
	}
	return all
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '\'' || 'A' <= r && r <= 'Z'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// addWord adds what stands between two separators: mostly one word.
func addWord(all []string, w string) []string {
	if strings.IndexByte(w, '\'') < 0 {
		return append(all, w)
	}
	if stem, ok := strings.CutSuffix(w, "n't"); ok {
		switch stem {
		case "ca":
			stem = "can"
		case "wo":
			stem = "will"
		}
		if stem = strings.Trim(stem, "'"); stem != "" {
			all = append(all, stem)
		}
		return append(all, "not")
	}
	for part := range strings.SplitSeq(w, "'") {
		if part != "" {
			all = append(all, part)
		}
	}
	return all
}

func fold(s string) string {
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		plain = s[i] < utf8.RuneSelf
	}
	if plain {
		return strings.ToLower(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case r < utf8.RuneSelf:
			b.WriteByte(byte(r))
		case unicode.Is(unicode.Mn, r):
		case r == '’' || r == 'ʼ':
			b.WriteByte('\'')
		case r == 'ł':
			b.WriteByte('l')
		case r == 'ø':
			b.WriteByte('o')
		case r == 'ı':
			b.WriteByte('i')
		case r == 'ß':
			b.WriteString("ss")
		case r == 'œ':
			b.WriteString("oe")
		case r == 'æ':
			b.WriteString("ae")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// set holds the words of list, and pairs of words as they stand.
func set(list string, pairs ...string) map[string]bool {
	m := make(map[string]bool)
	for _, p := range pairs {
		m[p] = true
	}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// maxSentences and maxText bound the work for one mail; what comes after them is
// not judged. A sentence of more words than maxWords is judged in pieces.
const (
	maxSentences = 400
	maxText      = 24 << 10
	maxWords     = 120
	mostWords    = 3 * maxWords
)

// shortLine is the length under which a line was ended on purpose, not wrapped.
const shortLine = 48

// sentences cuts a text at full stops, marks and empty or short lines. A point
// inside a number or after an initial or a title ends nothing.
func sentences(text string) []string {
	if len(text) > maxText {
		text = text[:maxText]
	}
	text = strings.ToValidUTF8(text, "")
	var all []string
	from, lineStart := 0, 0
	cut := func(to int) {
		for piece := range slices.Chunk(strings.Fields(text[from:to]), maxWords) {
			if s := strings.Join(piece, " "); hasLetter(s) && len(all) < maxSentences {
				all = append(all, s)
			}
		}
		from = to
	}
	for i, r := range text {
		switch r {
		case '!', '?', '…', '。', '！', '？', ';':
			cut(i + utf8.RuneLen(r))
		case '.':
			if endsSentence(text, i) {
				cut(i + 1)
			}
		case '\n':
			rest := strings.TrimLeft(text[i+1:], " \t\r")
			if i-lineStart < shortLine || strings.HasPrefix(rest, "\n") || strings.HasPrefix(rest, "- ") || strings.HasPrefix(rest, "* ") {
				cut(i)
			}
			lineStart = i + 1
		}
	}
	cut(len(text))
	return all
}

func hasLetter(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || r >= 0x2600 }) >= 0
}

var abbreviations = set("mr mrs ms dr prof sr sra srta st hr fr mme mlle m bzw ca nr no tel z b d h p ej")

func endsSentence(text string, i int) bool {
	next, _ := utf8.DecodeRuneInString(text[i+1:])
	if i+1 < len(text) && !unicode.IsSpace(next) && next != '"' && next != ')' && next != '”' {
		return false
	}
	start := strings.LastIndexFunc(text[:i], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	last := text[start+1 : i]
	return !abbreviations[strings.ToLower(last)] && !(utf8.RuneCountInString(last) == 1 && start < i-1 && unicode.IsUpper(rune(last[0])))
}

// contrasts begin a clause that may say the opposite of what stands before it.
var contrasts = map[string]map[string]bool{
	"en": set("but however"), "de": set("aber jedoch doch allerdings dagegen hingegen"),
	"fr": set("mais pourtant cependant heureusement", "par contre", "en revanche"), "es": set("pero sino", "en cambio", "sin embargo"),
	"it": set("ma pero tuttavia invece"), "pt": set("mas porem contudo"), "nl": set("maar echter daarentegen"), "sv": set("men dock daremot"), "da": set("men dog derimot"), "nb": set("men derimot"),
	"fi": set("mutta kuitenkin"), "pl": set("ale jednak natomiast"), "cs": set("ale vsak avsak"), "hu": set("de viszont azonban"), "ro": set("dar insa"), "tr": set("ama fakat ancak"), "ru": set("но однако зато"), "uk": set("але проте однак зате"),
}

// clauses cuts a sentence at its contrasting words, where both sides say
// something. "Not only kind but quick" is one clause.
func clauses(sentence, lang string) []string {
	if turns, ok := easternTurns[lang]; ok {
		return strings.Split(turns.Replace(sentence), "\n")
	}
	var all []string
	from := 0
	fields := strings.Fields(sentence)
	plain := bare(fields)
	onlyBefore := false
	for i, w := range plain {
		if w == "only" || w == "nur" || w == "seulement" || w == "solo" || w == "nothing" || w == "nichts" || w == "anything" || w == "rien" || w == "nada" {
			onlyBefore = true
		}
		if i > from && strings.HasSuffix(fields[i-1], ",") && opposed(fields[from:i], fields[i:], lang) {
			all = append(all, strings.Join(fields[from:i], " "))
			from = i
			continue
		}
		if !onlyBefore && i-from >= 2 && len(fields)-i >= 3 && opens(contrasts[lang], plain[i:]) {
			all = append(all, strings.Join(fields[from:i], " "))
			from = i
		}
	}
	return append(all, strings.Join(fields[from:], " "))
}

// opposed says whether of the words before and behind a comma the ones praise
// and the others blame: "Lovely staff, dreadful mattress."
func opposed(before, behind []string, lang string) bool {
	if len(before) > 5 || len(behind) < 2 {
		return false
	}
	a, b := strings.Join(before, " "), strings.Join(behind, " ")
	first, second := words(a), words(b)
	if denies(first) || denies(second) {
		return false
	}
	good, bad := praiseIn(first, a, lang)
	good2, bad2 := praiseIn(second, b, lang)
	if bad+bad2 > 0 && hasDeed(words(a+" "+b), lang) {
		return false // "hats off, he mended the fault"
	}
	return len(before) > 1 && (good > 0 && bad == 0 && bad2 > 0 && good2 == 0 || bad > 0 && good == 0 && good2 > 0 && bad2 == 0)
}

func hasDeed(ws []string, lang string) bool {
	for _, w := range ws {
		if begins(w, lexiconOf(lang).deeds) {
			return true
		}
	}
	return false
}

// bare gives words folded and without their marks.
func bare(fields []string) []string {
	plain := make([]string, len(fields))
	for i, w := range fields {
		plain[i] = strings.Trim(fold(w), ".,;:!?()\"")
	}
	return plain
}

// opens says whether the first of bare words is in a list, or is so with the word
// behind it: "par contre", and "bien qu'" for "bien qu'elle".
func opens(list map[string]bool, plain []string) bool {
	if len(list) == 0 || list[plain[0]] {
		return len(list) > 0
	}
	if len(plain) == 1 {
		return false
	}
	next := plain[1]
	if at := strings.IndexByte(next, '\''); at > 0 {
		next = next[:at+1]
	}
	var room [64]byte
	return list[string(append(append(append(room[:0], plain[0]...), ' '), next...))]
}

// asides begin a clause that tells the circumstances: bad as they may be, they
// are no reproach to who is praised before them.
var asides = map[string]map[string]bool{
	"en": set("when while although though because after before since"), "de": set("obwohl obgleich weil nachdem damit trotz als wahrend"),
	"fr": set("alors parce malgre quand lorsque apres", "bien que", "bien qu'"), "es": set("aunque cuando porque mientras despues pese"),
}

// withoutAside cuts the circumstances off a clause whose beginning praises: "both
// were brilliant when the heating failed".
func withoutAside(clause, lang string) string {
	if len(asides[lang]) == 0 {
		return clause
	}
	fields := strings.Fields(clause)
	plain := bare(fields)
	for i := 3; i < len(fields); i++ {
		if !opens(asides[lang], plain[i:]) {
			continue
		}
		if lang == "de" && !strings.HasSuffix(fields[i-1], ",") {
			continue
		}
		head := strings.Join(fields[:i], " ")
		if good, bad := praiseIn(words(head), head, lang); good > bad {
			return head
		}
	}
	return clause
}

// praiseIn counts the lexicon's words in a clause, those behind a denial for the
// other side.
func praiseIn(ws []string, text, lang string) (good, bad int) {
	var n tally
	n.seeEastern(text, lang)
	lex := lexiconOf(lang)
	for _, w := range ws {
		n.see(w, lex)
	}
	return n.good, n.bad
}
