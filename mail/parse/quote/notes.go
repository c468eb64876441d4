package quote

import "strings"

// NotesLine says whether a line is the one that HCL Notes puts above the header
// of an answered mail: writer, moment and first words, with dashes between. The
// header below it is for the caller to ask for: people write dashes too.
func NotesLine(text string) bool {
	who, rest, ok := strings.Cut(text, "---")
	if !ok || strings.TrimSpace(who) == "" || len(who) > 120 {
		return false
	}
	moment, _, ok := strings.Cut(rest, "---")
	return ok && len(moment) < 60 && DateScore(moment) >= 2
}
