package story

import (
	"strconv"
	"strings"
)

// A plain word of consent, or of refusal, that begins an answer, in the
// languages of the letters and some that are near. "Great" and "OK" are none:
// people say so to thank for a thank-you.
var (
	yes = lazily(`(?i)^\P{L}*(?:yes|yep|yeah|ja|jawohl|oui|sí|si|sim|sì|tak|da|áno|ano|igen|kyllä|evet|はい|是|可以|예|네)(?:\P{L}|$)`)
	no  = lazily(`(?i)^\P{L}*(?:no|nope|nein|non|não|nee|nej|nei|nie|ne|nem|ei|hayır|いいえ|不|아니요)(?:\P{L}|$)`)
	// What is yes and no to something else.
	polite = lazily(`(?i)^\P{L}*(?:no|non|nein)[\s,]+(?:problem|worries|bother|big deal|trouble|need to thank|thanks needed|words|idea|one|way|doubt|wonder|kidding|es nada|hay de qué|pasa nada|c['’]est rien|pas de quoi|nichts zu danken|keine ursache)`)
)

// The numbers right behind a yes or a no: "yes 1 and 3".
var (
	numbered = lazily(`(?i)^\P{L}*\p{L}+[\s,.:;!]+(?:(?:\d{1,2}\b|and\b|und\b|et\b|y\b|&)[\s,.;!]*)+`)
	number   = lazily(`\d{1,2}`)
)

// Answer is what somebody says to being told of.
type Answer int

// The answers.
const (
	Nothing Answer = iota
	Agrees
	Refuses
)

// Consents hears in the own words of an answer to a thank-you whether they begin
// with a plain yes or no. Whether a yes is all they say, without condition or
// doubt, is for the reader of decisions; both must agree before it counts. A no
// counts whatever follows.
func Consents(own string) Answer {
	line, _, _ := strings.Cut(strings.TrimSpace(own), "\n")
	switch {
	case polite().MatchString(line):
		return Nothing
	case yes().MatchString(line):
		return Agrees
	case no().MatchString(line):
		return Refuses
	}
	return Nothing
}

// ConsentsTo hears the same in an answer to a letter that asks about several
// recognitions by number, and which of them it names; none for all that were
// asked. A yes with numbers has nothing beside them, a name below apart.
func ConsentsTo(own string) (said Answer, which []int) {
	if said = Consents(own); said == Nothing {
		return said, nil
	}
	line, below, _ := strings.Cut(strings.TrimSpace(own), "\n")
	head := numbered().FindString(line)
	if head == "" || said == Agrees && head != line {
		return said, nil
	}
	for below := range strings.Lines(below) {
		if below = strings.TrimSpace(below); said == Agrees && below != "" && !signoff().MatchString(below) && !bare().MatchString(below) {
			return Nothing, nil
		}
	}
	for _, digits := range number().FindAllString(head, -1) {
		n, _ := strconv.Atoi(digits) // two digits at most
		which = append(which, n)
	}
	return said, which
}
