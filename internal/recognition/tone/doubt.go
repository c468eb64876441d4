package tone

import "slices"

// byWords lets the lexicon decide between praise and blame where the model
// doubts, in a language with few sentences to learn from.
func byWords(p [3]float64, good, bad int, text, lang string) [3]float64 {
	if isQuestion(text) {
		return p
	}
	if slices.Contains(languages, lang) {
		return p // the model has learned what the lexicon weighs
	}
	switch {
	case good > 0 && bad == 0 && p[0] < clearScore:
		return [3]float64{clearScore, 0, 1 - clearScore}
	case bad > 0 && good == 0 && p[1] < clearScore:
		return [3]float64{0, clearScore, 1 - clearScore}
	}
	return p
}

var (
	thirdPerson = set("he she they er sie il elle ils elles el ella ellos lui lei ele ela hij ze han hun hon on ona он она він вона")
	waiting     = stems("wait warte gewartet attend esper aspett wacht vant vent odot czek cek var as bekl жда чека")
)

// theyWaited says whether somebody else did what is else complained of: "he
// waited until my daughter was there".
func theyWaited(ws []string) bool {
	if !thirdPerson[ws[0]] {
		return false
	}
	for _, w := range ws[1:min(len(ws), 5)] {
		if begins(w, waiting) {
			return true
		}
	}
	return false
}

// A statement that asks for nothing is surely neither only where the model is
// clearly of that mind.
const (
	unaskedScore   = 0.45
	clearlyNeither = 0.75
)

// supposed begin a clause that only supposes: "if anybody ever complains".
var supposed = set("if should falls wenn sollte si sollten se als om jos jesli gdyby kdyby ha daca eger если якщо")

// denies says whether a clause has a denial that no lift takes back.
func denies(ws []string) bool {
	denied := false
	for _, w := range ws {
		if lifts[w] {
			return false
		}
		denied = denied || denials[w]
	}
	return denied
}

// theyDid says whether a clause tells of a deed of somebody else's: "we were cold
// and wet and Ben lent us his coat".
func theyDid(ws []string, lang string) bool {
	for i, w := range ws {
		if i > 0 && begins(w, lexiconOf(lang).deeds) && !ours[ws[i-1]] {
			return true
		}
	}
	return false
}

// ours are the writer's own deeds: "I have explained".
var ours = set("i we have had ich wir habe haben hatte je j nous ai avons yo nosotros he hemos not never ever is was been be")

// asks says whether a clause is made of what inquiries are made of.
func asks(ws []string, text, lang string) bool {
	var n tally
	n.seeEastern(text, lang)
	for _, w := range ws {
		n.see(w, lexiconOf(lang))
	}
	return n.asks > 0 || isQuestion(text) || hasDigit(text)
}
