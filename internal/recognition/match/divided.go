package match

import (
	"strings"
	"unicode/utf8"
)

// Surnames of several pieces are written apart and together: McGrath and Mc
// Grath, De Smedt and Desmedt, Prud'homme and Prudhomme.

// addJoined lets a surname of several pieces be found when it is written as one.
func (x *Index) addJoined(p Person, id who) {
	if !strings.ContainsAny(p.Family, " -'’") || !utf8.ValidString(p.Family) {
		return
	}
	var b strings.Builder
	for _, t := range tokenize(p.Family) {
		if t.east {
			return
		}
		b.WriteString(t.fold)
	}
	put(x.family, b.String(), id)
}

// join makes one token of two pieces of a surname that the directory has as one
// word.
func (x *Index) join(toks []token, text string) []token {
	for i := 0; i+1 < len(toks); i++ {
		a, b := &toks[i], &toks[i+1]
		bound := isApostrophe(b.sep)
		if !a.capital || !b.capital && !bound || len(a.fold) > 6 || a.east || b.east || a.possessive || a.sentence != b.sentence || b.sep != " " && b.sep != "-" && !bound {
			continue
		}
		whole := a.fold + b.fold
		if !x.named.may(whole) || len(x.family[whole]) == 0 && !(bound && len(x.given[whole]) > 0) || !bound && (len(x.family[b.fold]) > 0 || len(x.given[a.fold]) > 0) {
			continue
		}
		a.text, a.fold, a.end, a.possessive = text[a.start:b.start+len(b.text)], whole, b.end, b.possessive
		toks = append(toks[:i+1], toks[i+2:]...)
	}
	return toks
}

// isApostrophe says whether nothing but an apostrophe, of any form, stands between
// two pieces.
func isApostrophe(sep string) bool {
	r, size := utf8.DecodeRuneInString(sep)
	return size == len(sep) && size > 0 && apostrophe(r)
}
