package story

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

const oneName = `\p{Lu}[\p{L}]*(?:['’-]\p{L}+)*`

var (
	titled = lazily(`\b((?i:mr|mrs|ms|miss|mx|dr|prof|herrn?|frau|familie|family|mme|mlle|monsieur|madame|señora?|sra?|srta|doña|don)\.?\s+|(?:M|Hr|Fr)\.\s+)((?:(?i:von|van|de|del|della|der|den|la|le)\s+){0,3}` + oneName + `(?:(?:\s+(?i:von|van|de|del|della|der|den|la|le)){0,3}\s+` + oneName + `){0,3})`)
	myself = lazily(`\b((?i:my name is|my name's|i am called|this is|ich heiße|ich heisse|mein name ist|je m['’]appelle|mon nom est|me llamo|mi nombre es))\s+(\p{L}+(?:\s\p{Lu}\p{L}+){0,2})`)
	family = `(?:husband|wife|son|sons|daughter|daughters|mother|father|mum|mom|dad|brother|sister|grandmother|grandfather|granddaughter|grandson|partner|fiancée?|friend|baby|boy|girl|uncle|aunt|niece|nephew|colleague|` +
		`mann|ehemann|ehefrau|frau|sohn|söhne|tochter|töchter|mutter|vater|mama|papa|bruder|schwester|großmutter|großvater|oma|opa|enkel|enkelin|partnerin|verlobte[rn]?|freund|freundin|onkel|tante|nichte|neffe|kollegin|kollege|` +
		`mari|femme|épouse|époux|fils|fille|filles|mère|père|maman|frère|sœur|soeur|grand-mère|grand-père|compagn(?:e|on)|fiancé|ami|amie|oncle|nièce|neveu|collègue|bébé|` +
		`marido|esposa|esposo|mujer|hijo|hija|hijos|hijas|madre|padre|mamá|papá|hermano|hermana|abuela|abuelo|nieto|nieta|pareja|novio|novia|amiga|amigo|tío|tía|sobrina|sobrino|compañer[oa])`
	related = lazily(`(?i:\b(?:my|our|her|his|their|mein|meine|meinen|meinem|meiner|meines|unser|unsere|unseren|unserem|unserer|mon|ma|mes|notre|nos|mi|mis|nuestr[oa]s?)\s+(?:(?:little|older|elder|younger|eldest|youngest|late|dear|old|kleine[nrms]?|ältere[nrms]?|jüngere[nrms]?|liebe[nrms]?|petite?|pequeñ[oa])\s+){0,2}` + family + `)[\s,(–-]{1,3}(` + oneName + `(?:\s+` + oneName + `)?)`)
	before  = lazily(`(` + oneName + `),\s+(?i:(?:my|our|mein|meine|unser|unsere|mon|ma|mi)\s+` + family + `)\b`)
	notName = lazily(`(?i)^(?:and|or|was|is|had|i|we|she|he|they|it|the|a|an|our|my|in|on|at|to|und|oder|ist|war|hat|ich|wir|sie|er|es|der|die|das|et|ou|est|je|nous|elle|il|le|la|les|y|o|es|era|yo|ella|él|el|los|las)$`)
)

// commonWords are given names that are words as well; alone they name nobody.
var commonWords = map[string]bool{"will": true, "mark": true, "rose": true, "grace": true, "joy": true, "hope": true, "may": true, "june": true, "april": true,
	"august": true, "summer": true, "frank": true, "rich": true, "bill": true, "art": true, "faith": true, "sunny": true, "iris": true, "lily": true, "ruby": true,
	"dawn": true, "chance": true, "major": true, "ernst": true, "stern": true, "wolf": true, "mai": true, "consuelo": true, "paz": true, "sol": true, "marine": true, "blanche": true, "claire": true}

// noName are words of mail addresses that are nobody's name.
var noName = map[string]bool{"info": true, "mail": true, "office": true, "contact": true, "hello": true, "home": true, "family": true, "team": true, "kontakt": true,
	"service": true, "post": true, "the": true, "web": true, "travel": true, "hotel": true, "guest": true, "kind": true, "happy": true}

// particles begin or join family names.
var particles = map[string]bool{"von": true, "van": true, "de": true, "del": true, "della": true, "der": true, "den": true, "di": true, "da": true, "la": true, "le": true, "el": true,
	"und": true, "and": true, "et": true, "dr": true, "mr": true, "mrs": true, "ms": true, "herr": true, "frau": true, "prof": true}

// names takes out the customer's names, those of who came with them, and those
// of other employees; the nominee's stay.
func names(text string, who People) string {
	text = replaceWhole(text, strings.TrimSpace(who.Customer), true, who.Nominee)
	for _, name := range who.Others {
		if strings.Contains(name, " ") {
			text = replaceWhole(text, name, true, who.Nominee)
		}
	}
	text = titled().ReplaceAllStringFunc(text, func(s string) string {
		m := titled().FindStringSubmatch(s)
		if stays(lastWord(m[2]), who.Nominee) || stays(m[2], who.Nominee) {
			return s
		}
		return m[1] + gap
	})
	text = group(myself(), text, 2, who.Nominee)
	text = group(related(), text, 1, who.Nominee)
	text = group(before(), text, 1, who.Nominee)
	for _, part := range customerNames(who) {
		text = replaceWhole(text, part, utf8.RuneCountInString(part) > 5, who.Nominee)
	}
	for _, name := range who.Others {
		if !strings.Contains(name, " ") && !commonWords[strings.ToLower(name)] {
			text = replaceWhole(text, name, false, who.Nominee)
		}
	}
	return text
}

func lastWord(s string) string {
	f := strings.Fields(s)
	return f[len(f)-1]
}

// group puts a gap where a group of a form holds a name that does not stay.
func group(form *regexp.Regexp, text string, n int, nominee []string) string {
	found := form.FindAllStringSubmatchIndex(text, -1)
	for i := len(found) - 1; i >= 0; i-- {
		from, to := found[i][2*n], found[i][2*n+1]
		name := text[from:to]
		first, rest, _ := strings.Cut(name, " ")
		if notName().MatchString(first) || stays(name, nominee) || stays(first, nominee) {
			continue
		}
		if notName().MatchString(rest) {
			to = from + len(first)
		}
		text = text[:from] + gap + text[to:]
	}
	return text
}

// customerNames lists the parts of the customer's name, and those that their
// address shows.
func customerNames(who People) []string {
	local, _, _ := strings.Cut(who.Address, "@")
	var list []string
	add := func(word string, least int) {
		low := strings.ToLower(word)
		if utf8.RuneCountInString(word) >= least && !particles[low] && !noName[low] && !stays(word, who.Nominee) {
			list = append(list, word)
		}
	}
	split := func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }
	for _, word := range strings.FieldsFunc(who.Customer, split) {
		add(word, 2)
	}
	for _, word := range strings.FieldsFunc(local, split) {
		add(word, 4)
	}
	return list
}

// replaceWhole puts a gap where a name stands by itself, also with an ending of
// the genitive. anyCase also finds it in small letters; else it must begin with
// a capital.
func replaceWhole(text, name string, anyCase bool, nominee []string) string {
	name = strings.Join(strings.Fields(plain(name)), " ")
	if utf8.RuneCountInString(name) < 2 || stays(name, nominee) {
		return text
	}
	quoted := strings.ReplaceAll(regexp.QuoteMeta(name), " ", `[\s,.-]+`)
	form, err := regexp.Compile(`(?i)` + quoted + `(?:['’]?s)?`)
	if err != nil {
		return text
	}
	var b strings.Builder
	from := 0
	for _, at := range form.FindAllStringIndex(text, -1) {
		first, _ := utf8.DecodeRuneInString(text[at[0]:])
		prev, _ := utf8.DecodeLastRuneInString(text[:at[0]])
		next, _ := utf8.DecodeRuneInString(text[at[1]:])
		if at[0] > 0 && inWord(prev) || at[1] < len(text) && inWord(next) || !anyCase && unicode.IsLower(first) {
			continue
		}
		b.WriteString(text[from:at[0]] + gap)
		from = at[1]
	}
	return b.String() + text[from:]
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
