// Package tone tells praise from complaint, sentence by sentence, in English,
// German, French and Spanish, by a small model learned from the labelled
// sentences beside it and by rules for the idioms that such a model misreads.
// In other languages it goes by known words and is never sure. It decides no
// mail's way: jobs do, and an explicit nomination is never overruled by it.
package tone

import "strings"

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
	if lexicons[lang].good == nil {
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
			v.Sentences = append(v.Sentences, Scored{s, Neither, 1})
			signs++
			continue
		}
		scored, why := learned().sentence(s, lang)
		v.Sentences = append(v.Sentences, scored)
		if scored.Tone != Neither {
			v.Why = append(v.Why, why)
			sure = sure && scored.Score >= sureScore[scored.Tone]
		} else if scored.Score < 0.5 {
			sure = false
		}
	}
	v.Tone = overall(v.Sentences)
	v.Sure = sure && len(v.Sentences) > signs && (v.Tone != Neither || !onlyThanks(v.Sentences))
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
		return Scored{s, Praise, 0.65}, true
	case bad > good:
		return Scored{s, Challenge, 0.65}, true
	}
	return Scored{s, Neither, 0.5}, true
}

// clearScore is how likely a sentence must be to count beside clearer ones.
const clearScore = 0.6

// overall: praise and challenge in one text make it mixed. Where some sentences
// are clear, the doubtful ones do not count.
func overall(all []Scored) Tone {
	least := 0.0
	for _, s := range all {
		if s.Tone != Neither && s.Score >= clearScore {
			least = clearScore
		}
	}
	praise, challenge := false, false
	for _, s := range all {
		praise = praise || s.Tone == Praise && s.Score >= clearScore
	}
	for _, s := range all {
		// Beside clear praise a hard lot is told, not complained of, unless
		// there is a word of blame.
		if s.Score < least || praise && s.Tone == Challenge && s.Score <= wordlessScore {
			continue
		}
		praise = praise || s.Tone == Praise || s.Tone == Mixed
		challenge = challenge || s.Tone == Challenge || s.Tone == Mixed
	}
	switch {
	case praise && challenge:
		return Mixed
	case praise:
		return Praise
	case challenge:
		return Challenge
	}
	return Neither
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

var thanks = set("thank thanks danke dank merci gracias")

// sentence judges the clauses of a sentence. Where they disagree it is mixed.
func (m *model) sentence(s, lang string) (Scored, string) {
	praise, challenge := 0.0, 0.0
	neither := 1.0
	why := ""
	for _, c := range clauses(s, lang) {
		c = withoutAside(c, lang)
		ws := words(c)
		if t, phrase := ruled(ws, lang); phrase != "" {
			switch t {
			case Praise:
				praise, why = max(praise, ruleScore), s+" ["+phrase+"]"
			case Challenge:
				challenge, why = max(challenge, ruleScore), s+" ["+phrase+"]"
			}
			continue
		}
		p := m.judge(ws, c, lang)
		switch {
		case p[0] >= p[1] && p[0] > p[2]:
			praise = max(praise, p[0])
		case p[1] > p[0] && p[1] > p[2]:
			if _, bad := praiseIn(ws, lang); bad == 0 {
				p[1] = min(p[1], wordlessScore)
			}
			challenge = max(challenge, p[1])
		default:
			neither = min(neither, p[2])
		}
	}
	if why == "" {
		why = s
	}
	switch {
	case praise > 0 && challenge > 0 && min(praise, challenge) >= 0.5:
		return Scored{s, Mixed, min(praise, challenge)}, why
	case praise > challenge:
		return Scored{s, Praise, praise}, why
	case challenge > 0:
		return Scored{s, Challenge, challenge}, why
	}
	return Scored{s, Neither, neither}, ""
}

// wordlessScore is how far a complaint is believed at most that has neither an
// idiom nor a word of blame: "nobody else would have driven us".
const wordlessScore = 0.8

// ruleScore is how far an idiom is believed.
const ruleScore = 0.93

// guess takes the language whose model knows the most of the words.
func guess(text string) string {
	ws := words(text)
	if len(ws) > 200 {
		ws = ws[:200]
	}
	best, most := "", 0
	for _, lang := range languages {
		n := 0
		for _, w := range ws {
			if _, ok := learned().feature[lang+":"+w]; ok {
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
		scored := Scored{s, Neither, 0.5}
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
