// Package story makes a recognition fit to share: it takes what could tell who
// the customer is out of their words (Clean), parts what is left into situation,
// action and result, all in the customer's own sentences (Tell), and hears
// whether a nominee says yes or no to being told of (Consents). It writes no
// word of its own, decides nothing and stores nothing; a person reads every
// story before it is told. jobs calls it.
package story

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Parts is a story in the customer's own sentences, in their order. Situation
// and Result may be empty; Action never is where there are words at all.
type Parts struct{ Situation, Action, Result string }

const (
	mostRunes  = 900 // of one part; longer ones end at a sentence
	leastLong  = 30  // letters that a story has at least
	thanksMost = 12  // words of a sentence that merely thanks
)

// Tellable says whether enough is left to tell.
func (p Parts) Tellable() bool {
	letters := 0
	for _, r := range p.Situation + p.Action + p.Result {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters >= leastLong
}

// Tell parts cleaned words. What comes before the nominee is spoken of is the
// situation; what the nominee did runs to the last sentence that speaks of
// them, or on to where the customer speaks of themself, or of what came of it;
// what follows is the result. Where nothing
// speaks of the nominee, all of it is what they did.
func Tell(words string, nominee []string) Parts {
	sentences := sentencesOf(words)
	first, last := -1, -1
	for i, s := range sentences {
		if speaksOf(s.text, nominee) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return Parts{Action: join(sentences)}
	}
	end := last + 1
	for i := first + 1; i < len(sentences); i++ {
		if i > last && sentences[i-1].ends {
			break
		}
		if outcome().MatchString(sentences[i].text) || i > last && ourselves().MatchString(sentences[i].text) {
			end = i
			break
		}
	}
	return Parts{Situation: join(sentences[:first]), Action: join(sentences[first:end]), Result: join(sentences[end:])}
}

// sentence is one, and whether a paragraph ends behind it.
type sentence struct {
	text string
	ends bool
}

// sentencesOf lists the sentences that tell something: what merely greets,
// thanks, asks to pass thanks on or says why it was written is left out.
func sentencesOf(text string) []sentence {
	var list []sentence
	for paragraph := range strings.SplitSeq(gaps().ReplaceAllString(text, "\n\n"), "\n\n") {
		flat := strings.Join(strings.Fields(paragraph), " ")
		for _, s := range split(flat) {
			if !merelyThanks(s) {
				list = append(list, sentence{text: s})
			}
		}
		if len(list) > 0 {
			list[len(list)-1].ends = true
		}
	}
	return list
}

var (
	gaps = lazily(`\n[ \t]*\n\s*`)
	stop = lazily(`[.!?…]+["”“»’)\]]*\s+|[。！？]+[」』）]*\s*`)
	// What stands before a full stop that ends no sentence.
	shortened = lazily(`(?i)(?:^|[\s(])(?:mr|mrs|ms|dr|prof|st|no|nr|approx|z\.\s?b|u\.\s?a|bzw|ca|usw|d\.\s?h|hr|fr|mme|mlle|m|sr|sra|srta|ud|uds|p\.\s?ej|p\.\s?ex|e\.g|i\.e|a\.m|p\.m|\p{Lu})\.$`)
)

// split cuts a paragraph into sentences.
func split(text string) []string {
	var list []string
	from := 0
	for _, at := range stop().FindAllStringIndex(text, -1) {
		head := strings.TrimSpace(text[from:at[1]])
		next, _ := utf8.DecodeRuneInString(text[at[1]:])
		if unicode.IsLower(next) || shortened().MatchString(head) {
			continue
		}
		list = append(list, head)
		from = at[1]
	}
	if rest := strings.TrimSpace(text[from:]); rest != "" {
		list = append(list, rest)
	}
	return list
}

var (
	thanks = lazily(`(?i)^(?:(?:so|and|und|et|y|once again|again|nochmals?|encore)[\s,]+)?(?:(?:many|a (?:big|huge|thousand|million)|my|our|herzlichen|vielen|besten|tausend|ganz|lieben|un grand|mille|mil|muchas|muchísimas|un)\s+)*(?:thanks?|thank you|danke\w*|dank|merci|remerciements|gracias|bravo|well done)(?:\P{L}|$)`)
	passes = lazily(`(?i)^(?:please|bitte|merci de|veuillez|s'il vous plaît|por favor|kindly|could you|can you|könnten sie|pourriez-vous|podrían?)\s`)
	greets = lazily(`(?i)^(?:hello|hi|hey|dear|good (?:morning|day|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|sehr geehrte\w*|liebe[rs]?|bonjour|bonsoir|chère?s?|madame|monsieur|hola|buen[oa]s (?:días|tardes|noches)|estimad[oa]s?)(?:\P{L}|$)`)
	// Why somebody writes is no part of what happened: "I wanted somebody to know."
	says  = lazily(`(?i)^(?:(?:i|we)\s+(?:just |only |simply )?(?:wanted|want|thought|felt|wished|wish|would like)\s+(?:that )?(?:(?:somebody|someone|you|everybody|everyone|people|his manager|her manager)(?: there)? (?:to|should|ought to) (?:know|hear)(?: (?:it|this|that|about it|of it|about this))?|to (?:say (?:so|it|this|that)|let you know|tell you(?: so| this| that)?|share (?:it|this|that)(?: with you)?))|(?:das|dies) (?:wollte|wollten|möchte|möchten) (?:ich|wir)(?: \p{L}+){0,3} (?:sagen|mitteilen|loswerden|erzählen|wissen lassen)|(?:je|nous) (?:voulais|voulions|tenais|tenions|souhaitais|souhaitions)(?: juste| simplement)?(?: à)? (?:vous )?(?:le dire|le faire savoir|que vous le sachiez|que cela se sache)|(?:solo |sólo |simplemente )?(?:quería|queríamos|quiero|queremos) (?:decirlo|decírselo|contárselo|que (?:usted|ustedes|alguien|se|lo) (?:lo )?(?:supieran?|sepan?)))[.!]*$`)
	tells = lazily(`(?i)\b(?:who|for|because|when|der|die|für|weil|als|qui|pour|parce|quand|que|quien|por|porque|cuando)\b`)
)

// merelyThanks says that a sentence tells nothing of what happened.
func merelyThanks(s string) bool {
	words := len(strings.Fields(s))
	switch {
	case !strings.ContainsFunc(strings.ReplaceAll(s, gap, ""), unicode.IsLetter):
		return true
	case greets().MatchString(s) && words <= 6, passes().MatchString(s) && words <= thanksMost, says().MatchString(s):
		return true
	}
	return thanks().MatchString(s) && words <= thanksMost && (words <= 5 || !tells().MatchString(s))
}

var (
	// Somebody is spoken of, at the head of a sentence or behind a conjunction.
	theyDid = lazily(`(?i)(?:^|[.,;:–—]\s*|\b(?:and|but|then|because|so|und|aber|dann|weil|dass|et|mais|puis|qu['’]|que|y|pero|luego|porque)\s+)(?:she|he|her|his|sie|er|ihre?|seine?|elle|il|ella|él)(?:\P{L}|$)`)
	inside  = lazily(`\b(?:she|he|elle|il|ella)\b`)
	spanish = lazily(`^\p{Lu}?\p{L}*\s?(?:(?:nos|me|les?|se)\s)?\p{L}{2,}(?:ó|ió)(?:\P{L}|$)`)
	// What came of it.
	outcome   = lazily(`(?i)^(?:in the end|thanks to (?:her|him|them|that)|because of (?:her|him)|finally|so we|so i|that (?:is how|way)|without (?:her|him)|am ende|dank (?:ihr|ihm|ihrer|seiner)|schließlich|so konnten|ohne (?:sie|ihn)|finalement|grâce à|au bout du compte|sans (?:elle|lui)|au final|al final|gracias a|por fin|sin (?:ella|él))(?:\P{L}|$)`)
	ourselves = lazily(`(?i)^(?:i|we|my|our|ich|wir|mein\w*|unser\w*|je|j['’]\w+|nous|mon|ma|mes|notre|nos|yo|nosotr[oa]s|mi|mis|nuestr[oa]s?)(?:\P{L}|$)`)
)

// speaksOf says whether a sentence is about the nominee: by name, or by a
// pronoun of the third person.
func speaksOf(s string, nominee []string) bool {
	for _, name := range nominee {
		if hasName(s, name) {
			return true
		}
	}
	return theyDid().MatchString(s) || inside().MatchString(s) || spanish().MatchString(s)
}

// hasName finds a name that stands by itself, also with an ending of the genitive.
func hasName(s, name string) bool {
	if utf8.RuneCountInString(name) < 2 {
		return false
	}
	low, name := strings.ToLower(s), strings.ToLower(name)
	for from := 0; ; {
		i := strings.Index(low[from:], name)
		if i < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(low[:from+i])
		after := strings.TrimPrefix(low[from+i+len(name):], "s")
		next, _ := utf8.DecodeRuneInString(after)
		if (from+i == 0 || !unicode.IsLetter(before)) && (after == "" || !unicode.IsLetter(next)) {
			return true
		}
		from += i + len(name)
	}
}

// join puts sentences together again, paragraphs kept, and cuts at a sentence.
func join(list []sentence) string {
	var b strings.Builder
	for i, s := range list {
		if utf8.RuneCountInString(b.String())+utf8.RuneCountInString(s.text) > mostRunes && i > 0 {
			return strings.TrimSpace(b.String()) + " …"
		}
		b.WriteString(s.text)
		if s.ends {
			b.WriteString("\n\n")
		} else {
			b.WriteString(" ")
		}
	}
	return cutTo(strings.TrimSpace(b.String()), mostRunes)
}

// cutTo shortens a single endless sentence at a word.
func cutTo(s string, most int) string {
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	head := string(runes[:most])
	if i := strings.LastIndexByte(head, ' '); i > most/2 {
		head = head[:i]
	}
	return head + " …"
}

// Editions are the languages of which there is a page and a letter.
func Editions() []string { return []string{"en", "de", "fr", "es"} }

// Edition gives the edition that tells words of a language (BCP 47): their own,
// or else the company's first language.
func Edition(language, company string) string {
	for _, l := range []string{language, company} {
		base, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(l, "_", "-")), "-")
		for _, e := range Editions() {
			if base == e {
				return e
			}
		}
	}
	return "en"
}
