// Package tone tells praise from complaint, sentence by sentence, by a small
// model learned from the labelled sentences beside it and by rules for what such
// a model misreads: idioms, and turns like thanks for harm. It is sure of
// nothing but English, German, French and Spanish; the other languages of
// goodword have a word list and few sentences, and any more language a handful
// of words. It decides no mail's way: jobs do, and an explicit nomination is
// never overruled by it.
package tone

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Tone is what a mail or a sentence is.
type Tone string

const (
	Praise    Tone = "praise"
	Challenge Tone = "challenge" // critical feedback
	Mixed     Tone = "mixed"     // both; of a whole text only
	Neither   Tone = "neither"   // an inquiry, a fact, an advertisement
)

// Scored is one sentence with what it was taken for.
type Scored struct {
	Text  string
	Tone  Tone    // praise, challenge or neither; mixed where one sentence holds both
	Score float64 // how likely that is, 0 to 1

	worded bool // a challenge that has a word of blame
	hard   bool // a challenge that tells a hard lot, and may blame nobody
	own    bool // a challenge of which only the writer and theirs are told
	ironic bool // a challenge in words of praise
}

// Verdict is what a text is as a whole.
type Verdict struct {
	Tone      Tone
	Sentences []Scored
	Why       []string // the words or sentences that settled it
	Sure      bool     // false: ask, or treat with care
}

// Of judges a text of at most 24 KB. lang is its BCP 47 tag; with "" the
// language is guessed among those with a model.
func Of(text, lang string) Verdict {
	lang, _, _ = strings.Cut(strings.ToLower(lang), "-")
	if lang == "" {
		lang = guess(text)
	}
	if _, known := lexicons[lang]; !known && easternTurns[lang] == nil {
		return withoutModel(text)
	}
	if why := advertising(text); len(why) > 0 {
		return Verdict{Tone: Neither, Why: why, Sure: len(why) > 2}
	}
	var v Verdict
	sure := true
	signs := 0 // an emoji or a greeting settles nothing by itself beside words
	pieces := sentences(text)
	said := make([][]string, len(pieces))
	for i, s := range pieces {
		ws := words(s)
		said[i] = ws
		if sign, ok := bySigns(s, ws); ok {
			v.Sentences = append(v.Sentences, sign)
			signs++
			continue
		}
		if salutation(s, ws) || i == 0 && greets(s, ws) || i > 0 && endsLetter(s, ws, lang, len(pieces)-1-i) {
			v.Sentences = append(v.Sentences, Scored{Text: s, Tone: Neither, Score: 1})
			signs++
			continue
		}
		scored, why := spoken(s, ws, lang, i == 0)
		v.Sentences = append(v.Sentences, scored)
		if scored.Tone != Neither {
			v.Why = append(v.Why, why)
			sure = sure && scored.Score >= sureScore[scored.Tone]
		} else if scored.Score < clearScore {
			sure = false
		}
	}
	turned := inContext(v.Sentences, said, lang)
	ruled := overall(v.Sentences)
	v.Tone = ruled
	likelihood := 1.0
	if len(v.Sentences) > signs {
		v.Tone, likelihood = combined(v.Sentences, ruled, lang)
	}
	v.Sure = sure && !turned && v.Tone == ruled && likelihood >= sureWhole[v.Tone] && agreed(v) && slices.Contains(languages, lang) && len(v.Sentences) > signs && (v.Tone != Neither || !onlyThanks(v.Sentences))
	return v
}

// spoken judges a sentence; one that opens a text, without its greeting.
func spoken(s string, ws []string, lang string, opens bool) (Scored, string) {
	if opens {
		if rest := behindGreeting(s); rest != s {
			scored, why := sentence(rest, lang)
			scored.Text = s
			return scored, why
		}
	}
	return sentenceOf(s, ws, lang)
}

// agreed says whether no sentence says the opposite of the verdict. A complaint
// before praise may be no more than how the story begins.
func agreed(v Verdict) bool {
	praised := false
	for _, s := range v.Sentences {
		if v.Tone != Mixed && s.Tone != Neither && s.Tone != v.Tone || v.Tone == Mixed && s.Tone == Challenge && !praised {
			return false
		}
		praised = praised || s.Tone == Praise || s.Tone == Mixed
	}
	return true
}

// salutation says whether a piece of text only greets: "Hello," on a line of its own.
func salutation(s string, ws []string) bool {
	s = strings.TrimSpace(s)
	return len(ws) <= 4 && (strings.HasSuffix(s, ",") || strings.HasSuffix(s, ":"))
}

// greets says whether a line that opens a text is a long salutation: "Sehr geehrte
// Damen und Herren,".
func greets(s string, ws []string) bool {
	return len(ws) > 0 && len(ws) <= 8 && greetings[ws[0]] && (strings.HasSuffix(s, ",") || strings.HasSuffix(s, ":"))
}

// greetings are what salutations begin with.
var greetings = set("dear hello hi hey good to sehr liebe lieber liebes guten hallo moin an madame monsieur messieurs cher chere chers bonjour bonsoir a estimado estimada estimados estimadas querido querida queridos muy hola buenos buenas senores")

// endsLetter says whether a line with so many behind it takes leave or signs.
func endsLetter(s string, ws []string, lang string, behind int) bool {
	return behind < signatureLines && (signedWith(s, ws, lang) || takesLeave(s, ws) || closings[strings.Join(ws, " ")]) ||
		behind == 0 && namedAtEnd(s, ws, lang)
}

// signatureLines is how many lines at the end of a text may be a signature.
const signatureLines = 4

// signedWith says whether a line is no more than a name: up to five words, each
// with a capital but for particles, no end of a sentence, and no word that says
// anything.
func signedWith(s string, ws []string, lang string) bool {
	s = strings.TrimSpace(s)
	fields := strings.Fields(s)
	if len(fields) == 0 || len(fields) > 5 || strings.ContainsAny(s, ".!?:;…¡¿") && !strings.HasSuffix(fields[0], ".") || strings.ContainsAny(s[len(s)-1:], ".!?") {
		return false
	}
	capitals := 0
	for _, w := range fields {
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case unicode.IsUpper(first):
			capitals++
		case nobles[w], w == "&", w == "–", w == "-":
		default:
			return false
		}
	}
	l := lexiconOf(lang)
	for _, w := range ws {
		if denials[w] || begins(w, l.good) || begins(w, l.bad) || begins(w, l.asks) {
			return false
		}
	}
	return capitals > 0
}

// closings are lines that end a letter, in the languages whose idioms do not hold them.
var closings = listed(`cordiali saluti; distinti saluti; un cordiale saluto; cari saluti; tanti saluti; met vriendelijke groet; met vriendelijke groeten;
	vriendelijke groet; vriendelijke groeten; hartelijke groet; hartelijke groeten; com os melhores cumprimentos; melhores cumprimentos; cumprimentos cordiais;
	vanliga halsningar; med vanliga halsningar; med vanlig halsning; med venlig hilsen; venlig hilsen; med vennlig hilsen; vennlig hilsen; ystavallisin terveisin;
	z powazaniem; serdecznie pozdrawiam; s pozdravem; s uctou; udvozlettel; tisztelettel; cu stima; cu respect; saygilarimla; с уважением; з повагою`)

func listed(list string) map[string]bool {
	all := make(map[string]bool)
	for phrase := range strings.SplitSeq(list, ";") {
		all[strings.Join(strings.Fields(phrase), " ")] = true
	}
	return all
}

// nobles stand in names without a capital.
var nobles = set("von van der den de del della di da dos du la le zu af av och und and et y e i")

// sureScore is how likely each sentence that counts must be for a sure verdict.
// To take a compliment for a complaint is the worse mistake.
var sureScore = map[Tone]float64{Praise: 0.8, Challenge: 0.9, Mixed: 0.85}

// sureWhole is how likely a text's tone must be as a whole for a sure verdict.
var sureWhole = map[Tone]float64{Praise: 0.8, Challenge: 0.75, Mixed: 0.75, Neither: 0.9}

// bySigns judges a piece of text that has no words, only emoji and the like.
func bySigns(s string, ws []string) (Scored, bool) {
	if len(ws) > 0 {
		return Scored{}, false
	}
	good, bad := countAny(s, goodSigns), countAny(s, badSigns)
	switch {
	case good > bad:
		return Scored{Text: s, Tone: Praise, Score: 0.65}, true
	case bad > good:
		return Scored{Text: s, Tone: Challenge, Score: 0.65}, true
	}
	return Scored{Text: s, Tone: Neither, Score: 0.5}, true
}

// clearScore is how likely a sentence must be to count beside clearer ones.
const clearScore = 0.6

// overall: praise and challenge in one text make it mixed. Where some sentences
// are clear, the doubtful ones do not count.
func overall(all []Scored) Tone {
	least, praise := bounds(all)
	challenge := false
	for i, s := range all {
		if s.own && s.Score < ownScore && praised(all[i+1:]) {
			continue
		}
		if passedOver(s, least, praise) {
			continue
		}
		praise = praise || s.Tone == Praise && s.Score >= leastPraise || s.Tone == Mixed
		challenge = challenge || s.Tone == Challenge || s.Tone == Mixed
	}
	switch {
	case praise && challenge && ironical(all):
		return Challenge
	case praise && challenge:
		return Mixed
	case praise:
		return Praise
	case challenge:
		return Challenge
	}
	return Neither
}

// ownScore is how far a trouble of the writer's own, told before praise, is taken
// for no more than the beginning of the story.
const ownScore = 0.9

func praised(rest []Scored) bool {
	for _, s := range rest {
		if s.Tone == Praise && s.Score >= 0.5 {
			return true
		}
	}
	return false
}

// leastPraise is how likely a sentence must be to make a text praise: below it is
// a guess, and a complaint that is thanked for is the worst mistake.
const leastPraise = 0.5

// bounds gives how likely a sentence must be to count in a text, and whether any
// is clear praise.
func bounds(all []Scored) (least float64, praise bool) {
	for _, s := range all {
		if s.Tone != Neither && s.Score >= clearScore {
			least = clearScore
		}
		praise = praise || s.Tone == Praise && s.Score >= clearScore
	}
	return least, praise
}

// passedOver says that a sentence does not count: it is doubtful beside clear
// ones, or tells a hard lot beside clear praise without a word of blame.
func passedOver(s Scored, least float64, praise bool) bool {
	return s.Score < least && !s.worded || praise && s.Tone == Challenge && (s.hard || !s.worded && s.Score <= wordlessScore)
}

// ironical says whether the praise in a text only goes on with the irony before
// it: "Thank you for losing my case. A wonderful start."
func ironical(all []Scored) bool {
	ironic := false
	for _, s := range all {
		ironic = ironic || s.ironic
		if s.Tone == Mixed || s.Tone == Praise && len(words(s.Text)) > 7 {
			return false
		}
	}
	return ironic
}

// onlyThanks says whether a text is nothing but a word of thanks: it may be
// praise for something said elsewhere.
func onlyThanks(all []Scored) bool {
	for _, s := range all {
		for _, w := range words(s.Text) {
			if thanks[w] {
				return true
			}
		}
	}
	return false
}

// guess takes the language that knows the most of the words, or goes by the
// writing where that is enough.
func guess(text string) string {
	ws := words(text)
	if len(ws) > 200 {
		ws = ws[:200]
	}
	if lang := easternLanguage(text); lang != "" {
		return lang
	}
	best, most := "", 0
	for _, lang := range allLanguages {
		n := 0
		for _, w := range ws {
			if knows(lang, w) {
				n++
			}
		}
		if n > most && 3*n >= len(ws) {
			best, most = lang, n
		}
	}
	return best
}

// withoutModel goes by words that travel and by signs, and is never sure.
func withoutModel(text string) Verdict {
	var v Verdict
	for _, s := range sentences(text) {
		good, bad := 0, 0
		for _, w := range words(s) {
			if begins(w, unknown.good) {
				good++
			}
			if begins(w, unknown.bad) {
				bad++
			}
		}
		good += countAny(s, goodSigns)
		bad += countAny(s, badSigns)
		scored := Scored{Text: s, Tone: Neither, Score: 0.5}
		switch {
		case good > 0 && bad > 0:
			scored.Tone = Mixed
		case good > 0:
			scored.Tone = Praise
		case bad > 0:
			scored.Tone = Challenge
		}
		v.Sentences = append(v.Sentences, scored)
		if scored.Tone != Neither {
			v.Why = append(v.Why, s)
		}
	}
	v.Tone = overall(v.Sentences)
	return v
}

func countAny(s string, list []string) int {
	n := 0
	for _, sign := range list {
		if strings.Contains(s, sign) {
			n++
		}
	}
	return n
}

// selling are the marks of advertising and mass mail; two of them settle it.
var selling = []string{"unsubscribe", "newsletter", "click here", "limited offer", "limited time", "special offer", "free trial", "buy now", "order now", "shop now", "% off", "discount code", "our latest offers", "grow your business",
	"leads", "seo", "webinar", "opt out", "view in browser", "view this email", "terms apply", "promo code", "exclusive offer", "book a demo", "schedule a call", "best price", "boost your",
	"abmelden", "abbestellen", "klicken sie hier", "jetzt bestellen", "jetzt kaufen", "sonderangebot", "nur fur kurze zeit", "gutschein", "rabatt", "gratis", "angebote", "jetzt anmelden", "im browser ansehen", "jetzt sichern", "sparen sie",
	"desabonner", "desinscri", "cliquez ici", "offre limitee", "offre exclusive", "promotion", "profitez", "code promo", "livraison gratuite", "remise", "lettre d'information", "inscrivez-vous", "voir dans le navigateur", "bon d'achat",
	"darse de baja", "suscrib", "haga clic", "haz clic", "oferta limitada", "oferta exclusiva", "descuento", "compre ahora", "compra ahora", "boletin", "envio gratis", "codigo promocional", "ver en el navegador", "ofertas", "aproveche"}

// advertising gives the marks of advertising in a text, or nothing where there
// are fewer than two.
func advertising(text string) []string {
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "")
	}
	folded := fold(text)
	var found []string
	for _, s := range selling {
		if strings.Contains(folded, s) {
			found = append(found, "advertising: "+s)
		}
	}
	if len(found) < 2 {
		return nil
	}
	return found
}
