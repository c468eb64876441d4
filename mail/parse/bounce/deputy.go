package bounce

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"goodword/mail/parse/stem"
)

// readDeputy finds who stands in: the first address, or else the first name, in
// a sentence that tells the reader whom to turn to.
func readDeputy(sentences []string, self string) (name, addr string) {
	for i, s := range sentences {
		text := lowerInPlace(s)
		first, at := deputyWords.First(text)
		if first < 0 || at > len(s) || containsAny(text, selfWords) {
			continue
		}
		for _, f := range scanAddresses(s) {
			if f.start >= at && !strings.EqualFold(f.addr, self) {
				return nameNear(s, at, f), f.addr
			}
		}
		if name, addr := standsIn(s, text, self); addr != "" {
			return name, addr
		}
		// "… contact my colleague.\n\nBo Lind, bo@corp.example"
		if i+1 < len(sentences) && (strings.HasSuffix(strings.TrimSpace(s), ":") || len(s) < 120) {
			if found := scanAddresses(sentences[i+1]); len(found) > 0 && found[0].start < 80 && !strings.EqualFold(found[0].addr, self) {
				return nameBefore(sentences[i+1][:found[0].start]), found[0].addr
			}
		}
		if name == "" {
			name = nameAfter(s[at:])
		}
	}
	return name, ""
}

// colleague is the deputy where no word of the table stands before the address:
// the one address in the note, of the sender's own domain and within a sentence.
// That is how a note reads in a language of no table; a signature has the
// sender's address, or stands by itself. name is who was found by words alone.
func colleague(sentences []string, self, name string) (string, string) {
	_, domain, ok := strings.Cut(self, "@")
	if !ok || name != "" {
		return name, ""
	}
	who, addr := "", ""
	for _, s := range sentences {
		text := lowerInPlace(s)
		for _, f := range scanAddresses(s) {
			_, other, _ := strings.Cut(f.addr, "@")
			if addr != "" || !strings.EqualFold(other, domain) || strings.EqualFold(f.addr, self) ||
				containsAny(text, selfWords) || containsAny(text, noteWords) || len(strings.Fields(s)) < 3 && !writesNoSpaces(s) {
				return "", ""
			}
			who, addr = nameBefore(s[:f.start]), f.addr
		}
	}
	if addr != "" && ownAlias(self, addr) {
		return "", ""
	}
	return who, addr
}

// writesNoSpaces: a sentence of an East Asian or Thai script.
func writesNoSpaces(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 0x0e00 && r <= 0x0e7f || r >= 0x3040 && r <= 0xd7a3 })
}

// ownAlias says whether one local part is made of words of the other: bo@ and
// bo.lind@ are one person.
func ownAlias(self, addr string) bool {
	a, _, _ := strings.Cut(strings.ToLower(self), "@")
	b, _, _ := strings.Cut(strings.ToLower(addr), "@")
	words := strings.FieldsFunc(a, endsLocalWord)
	for _, w := range strings.FieldsFunc(b, endsLocalWord) {
		if len(w) > 1 && isOneOf(w, words) {
			return true
		}
	}
	return false
}

func endsLocalWord(r rune) bool { return r == '.' || r == '-' || r == '_' || r == '+' }

// standsIn reads "Bo Lind, bo@corp.example, is covering for me": the deputy is the
// sentence's subject.
func standsIn(s, text, self string) (name, addr string) {
	first, at := standingIn.First(text)
	if first < 0 || at > len(s) {
		return "", ""
	}
	for _, f := range scanAddresses(s) {
		if f.start < at && !strings.EqualFold(f.addr, self) {
			name, addr = nameBefore(s[:f.start]), f.addr
		}
	}
	return name, addr
}

// nameBefore is the name in front of an address: its last capitalised words.
func nameBefore(s string) string {
	s = strings.TrimRight(s, " \t<([:,-–—\"'")
	for changed := true; changed; {
		changed = false
		lowered := lowerInPlace(s)
		for _, w := range [...]string{"at", "on", "under", "unter", "via", "per", "e-mail", "email", "mail", "mailto", "à", "al", "en", "a", "op", "på", "through", "by",
			"em", "pelo e-mail", "no e-mail", "pod", "na", "под", "по", "adresse", "l'adresse", "à l'adresse", "correo", "no", "pelo", "all'indirizzo", "tel", "erreichbar", "colleague"} {
			if rest, ok := strings.CutSuffix(lowered, w); ok && (rest == "" || strings.HasSuffix(rest, " ") || strings.HasSuffix(rest, "(") || strings.HasSuffix(rest, ",")) {
				s = strings.TrimRight(s[:len(rest)], " \t<([:,-–—\"'")
				lowered = lowered[:len(s)]
				changed = true
			}
		}
	}
	words := strings.Fields(s)
	start := len(words)
	for start > 0 && len(words)-start < maxNameWords {
		n := 1
		if particles[strings.ToLower(words[start-1])] && start < len(words) {
			n = particlesBefore(words[:start])
		}
		if n == 0 || !isNameWord(words[start-n]) {
			break
		}
		start -= n
		if w := words[start]; strings.HasSuffix(w, ",") || strings.HasSuffix(w, ":") {
			start += n
			break
		}
	}
	return cleanName(words[start:])
}

// particlesBefore is how many words at the end of words are particles of a name
// and the word before them, 0 where no name stands before: "Anja de", "Ali bin".
func particlesBefore(words []string) int {
	n := 0
	for n < len(words) && particles[strings.ToLower(words[len(words)-1-n])] {
		n++
	}
	if n == len(words) || n > 3 {
		return 0
	}
	w := words[len(words)-1-n]
	if !isNameWord(w) || strings.ContainsAny(w[len(w)-1:], ",.;:)") || nameStops[stem.Lower(w)] {
		return 0
	}
	return n + 1
}

// maxNameWords bounds the words of a name: four names and the particles between
// them.
const maxNameWords = 6

// particles stand in names with a small letter or a capital one.
var particles = set("de", "del", "della", "der", "den", "dem", "di", "da", "das", "do", "dos", "du", "van", "von", "vom", "zu", "zum", "zur", "ten", "ter", "te", "of", "af", "av", "bin", "ibn", "ben", "al", "el", "la", "le", "van't", "y", "'t", "d'", "of", "st.")

// nameNear is the name that goes with an address: the one right before it, or
// else the first one behind the words at in the sentence s.
func nameNear(s string, at int, f found) string {
	if name := easternName(s[:f.start]); name != "" {
		return name
	}
	if name := nameBefore(s[at:f.start]); name != "" {
		return name
	}
	return nameAfter(s[at:f.start])
}

// nameAfter is the first name behind a word that sends the reader to somebody:
// two to four capitalised words in a row.
func nameAfter(s string) string {
	words := strings.Fields(s)
	for i := 0; i < len(words) && i < 24; i++ {
		if !isNameWord(words[i]) || nameStops[stem.Lower(strings.Trim(words[i], ".,:;"))] {
			continue
		}
		j := i
		for j < len(words) && j-i < maxNameWords && (isNameWord(words[j]) || joinsName(words, i, j)) {
			j++
			if strings.ContainsAny(words[j-1][len(words[j-1])-1:], ",.;:)") {
				break
			}
		}
		if name := cleanName(words[i:j]); strings.Contains(name, " ") {
			return name
		}
		i = j
	}
	return ""
}

// joinsName says whether the word at j is a particle within a name that began at i.
func joinsName(words []string, i, j int) bool {
	if j == i || !particles[stem.Lower(words[j])] {
		return false
	}
	for j++; j < len(words) && particles[stem.Lower(words[j])]; j++ {
	}
	return j < len(words) && isNameWord(words[j]) && !nameStops[stem.Lower(strings.Trim(words[j], ".,:;()"))]
}

// isNameWord says whether a word may be part of a name: a capital first, or a
// small particle is left to its neighbours.
func isNameWord(w string) bool {
	w = strings.TrimLeft(w, "(\"'")
	r, size := utf8.DecodeRuneInString(w)
	if !unicode.IsUpper(r) || strings.ContainsAny(w, "@0123456789/") {
		return false
	}
	rest := strings.Trim(w[size:], ".,;:()\"'")
	return rest != "" && strings.ToUpper(rest) != rest || strings.HasSuffix(w, ".")
}

// cleanName drops titles and punctuation around a name.
func cleanName(words []string) string {
	var kept []string
	for _, w := range words {
		w = strings.Trim(w, "()\"',;:")
		if nameStops[strings.ToLower(strings.TrimRight(w, "."))] {
			if len(kept) > 0 {
				break
			}
			continue
		}
		kept = append(kept, strings.TrimRight(w, "."))
	}
	if len(kept) > maxNameWords {
		return ""
	}
	return validCut(strings.Join(kept, " "), 100)
}
