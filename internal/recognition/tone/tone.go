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
	for _, s := range sentences(text) {
		if sign, ok := bySigns(s); ok {
			v.Sentences = append(v.Sentences, sign)
			signs++
			continue
		}
		if salutation(s) {
			v.Sentences = append(v.Sentences, Scored{Text: s, Tone: Neither, Score: 1})
			signs++
			continue
		}
		scored, why := sentence(s, lang)
		v.Sentences = append(v.Sentences, scored)
		if scored.Tone != Neither {
			v.Why = append(v.Why, why)
			sure = sure && scored.Score >= sureScore[scored.Tone]
		} else if scored.Score < 0.5 {
			sure = false
		}
	}
	v.Tone = overall(v.Sentences)
	v.Sure = sure && slices.Contains(languages, lang) && len(v.Sentences) > signs && (v.Tone != Neither || !onlyThanks(v.Sentences))
	return v
}

// salutation says whether a piece of text only greets: "Hello," on a line of its own.
func salutation(s string) bool {
	s = strings.TrimSpace(s)
	return len(words(s)) <= 4 && (strings.HasSuffix(s, ",") || strings.HasSuffix(s, ":"))
}

// sureScore is how likely each sentence that counts must be for a sure verdict.
// To take a compliment for a complaint is the worse mistake.
var sureScore = map[Tone]float64{Praise: 0.7, Challenge: 0.85, Mixed: 0.7}

// bySigns judges a piece of text that has no words, only emoji and the like.
func bySigns(s string) (Scored, bool) {
	if len(words(s)) > 0 {
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
	for _, s := range all {
		if passedOver(s, least, praise) {
			continue
		}
		praise = praise || s.Tone == Praise || s.Tone == Mixed
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
	return s.Score < least && !s.worded || praise && s.Tone == Challenge && !s.worded && s.Score <= wordlessScore
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

// sentence judges the clauses of a sentence. Where they disagree it is mixed.
func sentence(s, lang string) (Scored, string) {
	praise, challenge := 0.0, 0.0
	neither := 1.0
	why := ""
	worded, ironic := false, false
	for _, c := range clauses(s, lang) {
		c = withoutAside(c, lang)
		ws := words(c)
		if t, score, found := turnOf(ws, c, lang); found != "" {
			switch t {
			case Praise:
				praise = max(praise, score)
			case Challenge:
				challenge, worded, ironic = max(challenge, score), true, ironic || found != timesOverAgain
			default:
				neither = min(neither, score)
			}
			why = s + " [" + found + "]"
			continue
		}
		if t, phrase := ruled(ws, lang); phrase != "" {
			switch t {
			case Praise:
				praise, why = max(praise, ruleScore), s+" ["+phrase+"]"
			case Challenge:
				challenge, why, worded = max(challenge, ruleScore), s+" ["+phrase+"]", true
			}
			continue
		}
		p := judge(ws, c, lang)
		good, bad := praiseIn(ws, c, lang)
		p = byWords(p, good, bad, c, lang)
		switch {
		case p[0] >= p[1] && p[0] > p[2]:
			if good == 0 || bad > 0 || denies(ws) {
				p[0] = min(p[0], wordlessPraise)
			}
			praise = max(praise, p[0])
		case p[1] > p[0] && p[1] > p[2]:
			if bad == 0 || good > 0 || supposed[ws[0]] || theyDid(ws, lang) {
				p[1] = min(p[1], wordlessScore)
			}
			challenge, worded = max(challenge, p[1]), worded || bad > 0 && !theyWaited(ws)
		default:
			if !asks(ws, c, lang) {
				p[2] = min(p[2], unaskedScore+max(0, p[2]-clearlyNeither))
			}
			neither = min(neither, p[2])
		}
	}
	if why == "" {
		why = s
	}
	switch {
	case praise > 0 && challenge > 0 && min(praise, challenge) >= 0.5:
		return Scored{Text: s, Tone: Mixed, Score: min(praise, challenge), worded: worded}, why
	case praise > challenge:
		return Scored{Text: s, Tone: Praise, Score: praise}, why
	case challenge > 0:
		return Scored{Text: s, Tone: Challenge, Score: challenge, worded: worded, ironic: ironic}, why
	}
	return Scored{Text: s, Tone: Neither, Score: neither}, ""
}

// wordlessScore is how far a complaint is believed at most that has neither an
// idiom nor a word of blame: "nobody else would have driven us".
const wordlessScore = 0.8

// wordlessPraise is the same for praise: what only looks like it is asked about.
const wordlessPraise = 0.65

// ruleScore is how far an idiom is believed.
const ruleScore = 0.93

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
