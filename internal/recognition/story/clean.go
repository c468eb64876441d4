package story

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"goodword/internal/recognition/audience"
)

const gap = audience.Gap

// People are those whose names stand, or may not stand, in a story.
type People struct {
	Customer string   // the name as the mail bore it
	Address  string   // the customer's
	Nominee  []string // names that stay: given, family, both
	Others   []string // full and given names of other employees, who were not asked
}

// Clean takes out of somebody's words what could tell who the customer is, or
// names others who were not asked: what audience.Public hides, and beyond it
// whatever is shaped like a number or an address, however it was written, names
// of the customer, of relatives and of colleagues, salutation and signature.
// Something taken out leaves a gap; rather too much goes than too little, and a
// person reads the rest. It is linear in the length of text, and the same text
// cleaned again stays as it is.
func Clean(text string, who People) string {
	text = plain(text)
	for range mostPasses { // what is taken out may bare what stood beside it
		next := tidy(numbers(audience.Public.Words(numbers(names(addresses(body(text)), who)))))
		if next == text {
			break
		}
		text = next
	}
	return text
}

const mostPasses = 6

// plain makes text of which nobody is fooled: no control and format characters
// within a number, no wide digits, one kind of space.
func plain(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, ""))
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n", "\u0085", "\n").Replace(s)
	// What is dropped may have stood between a letter and its accent: they are composed once more.
	return norm.NFC.String(strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r >= 0xff01 && r <= 0xff5e: // wide forms of ASCII
			return r - 0xfee0
		case unicode.Is(unicode.Nd, r) && r > 0x7f:
			return digit(r)
		case r == '\u2010', r == '\u2011', r == '\u2012', r == '\u2212', r == '\ufe63':
			return '-'
		case r == '\u2024', r == '\uff0e':
			return '.'
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs), invisible(r):
			return -1
		}
		return r
	}, s))
}

// digit gives the ASCII digit of a decimal digit of any script: Unicode has each
// script's ten in a row, from zero on, and rows may touch.
func digit(r rune) rune {
	n := rune(0)
	for unicode.Is(unicode.Nd, r-1-n) {
		n++
	}
	return '0' + n%10
}

// invisible says that a letter or mark shows nothing, and could part a number.
func invisible(r rune) bool {
	switch {
	case r == 0x034f, r == 0x115f, r == 0x1160, r == 0x3164, r == 0xffa0, r == 0x17b4, r == 0x17b5, r == 0x2800,
		r >= 0x180b && r <= 0x180f, r >= 0xfe00 && r <= 0xfe0f, r >= 0xe0100 && r <= 0xe01ef:
		return true
	}
	return false
}

var (
	signoff = lazily(`^\s*(?i:(?:with |our |my |die |mit |meine |un |nos |avec |con |bien |sehr )?(?:(?:very |kind|kindest|best|warm|warmest|many|freundlichen?|herzliche[nr]?|beste[nr]?|viele|liebe|schöne|cordiales|sincères|cordial|afectuosos?|muchos) ){0,2}(?:regards|wishes|greetings|grüßen?|gruß|gruss|grüssen?|salutations|saludos?|abrazos?)|sincerely(?: yours)?|yours(?: (?:sincerely|faithfully|truly|gratefully))?|cheers|best|hochachtungsvoll|ihr[e]?|eure?|lg|mfg|vg|cordialement|bien à vous|respectueusement|amicalement|atentamente|cordialmente|un saludo|--+|__+)\s*[,.!]?\s*(?:\p{Lu}[\p{L}.'’-]*\s*){0,3}$`)
	salutes = lazily(`(?i)^\s*(?:dear|hello|hi|hey|good (?:morning|day|afternoon|evening)|to whom|hallo|guten (?:tag|morgen|abend)|sehr geehrte\w*|liebe[rs]?|bonjour|bonsoir|chère?s?|madame|monsieur|hola|buen[oa]s (?:días|tardes|noches)|estimad[oa]s?)[^.!?\n]{0,60}[,:!]?\s*$`)
	bare    = lazily(`^\s*[-–—]?\s*(?:\p{Lu}[\p{L}'’-]*\.?)(?:\s+(?:von|van|de|del|della|di|da|und|and|et|y|&|\p{Lu}[\p{L}'’-]*\.?)){0,4}\s*$`)
)

// body leaves salutation and signature out.
func body(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.TrimSpace(line) == "" {
			continue
		}
		if salutes().MatchString(line) {
			lines = lines[i+1:]
		}
		break
	}
	for i, line := range lines {
		if i > 0 && signoff().MatchString(line) && signature(lines[i:]) {
			lines = lines[:i]
			break
		}
	}
	for n := 0; len(lines) > 1 && n < 4; n++ {
		last := lines[len(lines)-1]
		if strings.TrimSpace(last) != "" && !bare().MatchString(last) {
			break
		}
		lines = lines[:len(lines)-1]
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// signature says that lines are a few short ones: a name, a place, a number.
func signature(lines []string) bool {
	said := 0
	for _, line := range lines {
		if strings.TrimSpace(line) != "" {
			said++
		}
		if utf8.RuneCountInString(line) > 60 {
			return false
		}
	}
	return said <= 6
}

var (
	at      = `\s*(?:@|[\[({<]\s*(?:at|ät|arroba|arobase|a)\s*[\])}>])\s*`
	dot     = `\s*(?:\.|[\[({<]\s*(?:dot|punkt|point|punto|\.)\s*[\])}>])\s*`
	spelled = lazily(`(?i)[\p{L}\d._%+-]+` + at + `[\p{L}\d-]+(?:` + dot + `[\p{L}\d-]+)*`)
	spoken  = lazily(`(?i)[\p{L}\d._%+-]+\s+(?:at|ät|arroba|arobase)\s+[\p{L}\d-]+(?:\s+(?:dot|punkt|point|punto)\s+[\p{L}\d-]+)+`)
	links   = lazily(`(?i)\b[a-z][a-z0-9+.-]{1,12}://\S+|\bwww\.\S+|\bmailto:\S+`)
	hosts   = lazily(`\b[\p{Ll}\d-]+(?:\.[\p{Ll}\d-]+)*\.[a-z]{2,24}\b(?:/\S*)?`)
	profile = lazily(`(^|[\s(])@[\p{L}\d_.-]{2,}`)
)

// addresses takes out whatever is shaped like an address of mail or web.
func addresses(text string) string {
	text = links().ReplaceAllString(text, gap)
	text = spoken().ReplaceAllString(text, gap)
	text = spelled().ReplaceAllString(text, gap)
	text = profile().ReplaceAllString(text, "${1}"+gap)
	return hosts().ReplaceAllString(text, gap)
}

var (
	run      = lazily(`[+(]?\p{N}(?:[\p{N}\s().,/+:*_–—-]|\[…\])*\p{N}|\p{N}`)
	mixed    = lazily(`[\p{L}\p{N}]+(?:[-/_.][\p{L}\p{N}]+)*`)
	postcode = lazily(`\b(?:[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|(?:[A-Z]{1,2}-)?\d{5}\s+\p{Lu}\p{L}+)\b`)
	place    = lazily(`(?i)\b((?:room|suite|cabin|seat|flight|table|berth|zimmer|zimmernummer|kabine|sitz|sitzplatz|flug|tisch|chambre|cabine|siège|vol|habitación|cuarto|asiento|vuelo|mesa)\s*(?:no\.?|nr\.?|n[°º]\.?|number|nummer|numéro|número)?\s*#?)[a-z]{0,3}[ -]?\d{1,5}[a-z]?\b`)
	day      = lazily(`^(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})|\d{4}-\d{2}-\d{2}|(?:19|20)\d\d\s*[-–—/]\s*(?:(?:19|20)\d\d|\d\d)|\d{1,3}(?:[.,]000){1,3}|\d{1,2}[:.]\d{2}\s*[-–—]\s*\d{1,2}[:.]\d{2})[.,:]?$`)
)

// A number of so many digits tells somebody: telephone, card, booking, account.
const mostDigits = 5

// numbers takes out long numbers, whatever stands between their digits, codes of
// letters and digits, postal codes, and rooms and seats.
func numbers(text string) string {
	text = postcode().ReplaceAllString(text, gap)
	text = place().ReplaceAllString(text, "${1}"+gap)
	text = run().ReplaceAllStringFunc(text, func(s string) string {
		digits := 0
		for _, r := range s {
			if unicode.IsNumber(r) {
				digits++
			}
		}
		if digits < mostDigits || day().MatchString(strings.TrimSpace(s)) {
			return s
		}
		return gap
	})
	return mixed().ReplaceAllStringFunc(text, func(s string) string {
		letters, digits := 0, 0
		for _, r := range s {
			if unicode.IsNumber(r) {
				digits++
			} else if unicode.IsLetter(r) {
				letters++
			}
		}
		if letters > 0 && digits > 1 && letters+digits >= 5 && !ordinal().MatchString(s) {
			return gap
		}
		return s
	})
}

var (
	ordinal = lazily(`(?i)^\d{1,4}(?:st|nd|rd|th|er|e|ème|º|ª|am|pm|uhr|h|km|kg|min|minutes?|stunden|tage[n]?|jährige[nrs]?|cm|mm|eur|usd|chf)$|^(?:19|20)\d\d(?:er|ern|s)$`)
	several = lazily(`\[…\](?:[\s,;&/-]*\[…\])+`)
	spaces  = lazily(`[ \t]+`)
	blank   = lazily(`\n{3,}`)
)

func tidy(text string) string {
	text = several().ReplaceAllString(text, gap)
	text = spaces().ReplaceAllString(text, " ")
	return strings.TrimSpace(blank().ReplaceAllString(text, "\n\n"))
}

// without says whether a name is one of those that stay.
func stays(name string, nominee []string) bool {
	return slices.ContainsFunc(nominee, func(n string) bool { return strings.EqualFold(n, name) })
}
