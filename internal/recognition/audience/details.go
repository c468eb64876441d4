package audience

import (
	"math/big"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Gap stands where a detail was taken out.
const Gap = "[…]"

const dateForm = `(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\.?(?:st|nd|rd|th)?\s+(?:de\s+)?\p{L}{3,10}\.?,?\s+(?:de\s+)?\d{4}|\p{L}{3,10}\s+\d{1,2},?\s+\d{4})`

var (
	emailForm = lazily(`[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+`)
	ibanForm  = lazily(`\b[A-Za-z]{2}\d{2}(?:[ ]?[A-Za-z0-9]{4}){2,7}(?:[ ]?[A-Za-z0-9]{1,4})?\b`)
	cardForm  = lazily(`\b\d(?:[ -]?\d){12,18}\b`)
	phoneForm = lazily(`(?:\+|\b00|\b0)\d[\d ()/.\-]{5,}\d|\(\d{2,5}\)[ -]?\d[\d ./\-]{4,}\d`)
	dateAlone = lazily(`^` + dateForm + `$`)
	birthForm = lazily(`(?i)(\b(?:date of birth|born(?: on)?|d\.?o\.?b\.?|birthday|geboren(?: am)?|geb\.|geburtsdatum|née? le|date de naissance|nacid[oa](?: el)?|fecha de nacimiento)[\s:,(]{0,4}(?:is |ist |est |es |the |le |el |am )?)` + dateForm)
	// A word for a number, perhaps "number", and what follows it.
	bookingForm = lazily(`(?i)(\b(?:booking|reservation|order|confirmation|ticket|reference|ref|case|invoice|policy|customer|member|membership|account|buchungs?|auftrags?|bestell|reservierungs?|rechnungs?|kunden|vorgangs?|ticket|réservation|commande|dossier|facture|client|reserva|pedido|factura|expediente|cliente)[\s-]*(?:id|code|number|no\.?|nr\.?|nummer|numéro|n[°º]|número|núm\.?|#)?[\s:#]{1,3}(?:is |was |ist |war |est |es |de |lautet )?)([A-Za-z]{0,4}[-/]?\d[A-Za-z0-9/-]{2,})`)
	codeForm    = lazily(`\b[A-Z0-9]{6,12}\b`)
	streetForm  = lazily(`\b\d{1,5}[a-z]?,? (?:\p{Lu}[\p{L}'’.-]+ ){1,3}(?i:street|st\b\.?|road|rd\b\.?|avenue|ave\b\.?|lane|drive|boulevard|square|terrace)` +
		`|\p{Lu}[\p{L}-]*(?i:straße|strasse|str\.|weg|gasse|allee|platz) \d{1,4}[a-z]?\b` +
		`|\b\d{1,4}(?: bis)?,? (?:rue|avenue|boulevard|place|chemin|impasse) (?:de la |de l[’']|des |du |de |d[’'])?\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)*` +
		`|\b(?i:calle|avenida|plaza|paseo) (?:de la |de los |del |de )?\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)*,? (?:n\.?º ?)?\d{1,4}\b`)
	sentenceForm = lazily(`[^.!?\n]*[.!?]*\s*`)
	healthForm   = lazily(`(?i)\b(?:cancer|tumou?r|chemo\w*|diabet\w*|insulin\w*|epilep\w*|seizure\w*|asthma\w*|allerg\w*|pregnan\w*|miscarriage|depress\w*|anxiety|surgery|operation|hospital\w*|heart attack|stroke|dementia|alzheimer\w*|disab\w*|wheelchair|autis\w*|hiv|medication|illness|disease|` +
		`krebs\w*|tumor\w*|diabet\w*|allergi\w*|schwanger\w*|fehlgeburt|depressi\w*|krankenhaus|operiert|herzinfarkt|schlaganfall|demen\w*|behinder\w*|rollstuhl\w*|krankheit\w*|medikament\w*|` +
		`grossesse|enceinte|hôpital|opérée?|infarctus|handicap\w*|fauteuil roulant|maladie\w*|médicament\w*|cáncer|embaraz\w*|hospital|operación|infarto|discapac\w*|silla de ruedas|enfermedad\w*|medicament\w*|alergi\w*)`)
)

// mayHold says that a text has what each form of a detail has: most words of praise have
// no at sign and few figures, and need not be looked through for six details.
func mayHold(text string, d Detail) bool {
	switch d {
	case Email:
		return strings.IndexByte(text, '@') >= 0
	case Health:
		return true
	case Bank:
		return figures(text) >= 13 || countryCode(text) // a card's; an IBAN's beginning
	case Birth:
		return figures(text) >= 4 && speaksOfBirth(text) // 1.1.61
	case Telephone:
		return figures(text) >= 7 // isPhone
	case Street:
		return figureInStreet(text)
	}
	return strings.ContainsAny(text, "0123456789")
}

// figures counts the digits of a text.
func figures(text string) (n int) {
	for i := range len(text) {
		if isFigure(text[i]) {
			n++
		}
	}
	return n
}

// countryCode says that two letters stand before two figures somewhere.
func countryCode(text string) bool {
	letter := func(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
	for i := 3; i < len(text); i++ {
		if isFigure(text[i]) && isFigure(text[i-1]) && letter(text[i-2]) && letter(text[i-3]) {
			return true
		}
	}
	return false
}

// speaksOfBirth says that a text has what each beginning of birthForm has.
func speaksOfBirth(text string) bool {
	text = strings.ToUpper(text)
	return slices.ContainsFunc([]string{"BORN", "BIRTH", "D.O.B", "DOB", "DO.B", "D.OB", "GEB", "NÉ", "NAISSANCE", "NACI"},
		func(word string) bool { return strings.Contains(text, word) })
}

// figureInStreet says that a figure stands where one does in a form of streetForm: before a
// street's name, or behind what one ends with; or that it may stand behind a Spanish name.
func figureInStreet(text string) bool {
	spanish := false
	for i := range len(text) {
		if !isFigure(text[i]) {
			continue
		}
		after := text[i+1:]
		if after != "" && after[0] >= 'a' && after[0] <= 'z' {
			after = after[1:]
		}
		after = strings.TrimPrefix(strings.TrimPrefix(after, " bis"), ",")
		if name, ok := strings.CutPrefix(after, " "); ok {
			first, _ := utf8.DecodeRuneInString(name)
			if unicode.IsUpper(first) || slices.ContainsFunc(frenchStreets, func(word string) bool { return strings.HasPrefix(name, word) }) {
				return true
			}
		}
		before, behind := strings.CutSuffix(text[:i], " ")
		if behind && before != "" && strings.IndexByte("egzEGZ.", before[len(before)-1]) >= 0 { // Straße, Weg, Platz, Str.
			return true
		}
		spanish = spanish || behind || strings.HasSuffix(before, "º")
	}
	if !spanish {
		return false
	}
	text = strings.ToUpper(text)
	return slices.ContainsFunc([]string{"CALLE", "AVENIDA", "PLAZA", "PASEO"}, func(word string) bool { return strings.Contains(text, word) })
}

var frenchStreets = []string{"rue", "avenue", "boulevard", "place", "chemin", "impasse"}

func isFigure(b byte) bool { return b >= '0' && b <= '9' }

// withoutDetail takes one kind of detail out of a text.
func withoutDetail(text string, d Detail) string {
	if !mayHold(text, d) {
		return text
	}
	switch d {
	case Email:
		return emailForm().ReplaceAllString(text, Gap)
	case Bank:
		text = ibanForm().ReplaceAllStringFunc(text, keepUnless(isIBAN))
		return cardForm().ReplaceAllStringFunc(text, keepUnless(isCard))
	case Birth:
		return birthForm().ReplaceAllString(text, "${1}"+Gap)
	case Booking:
		text = bookingForm().ReplaceAllString(text, "${1}"+Gap)
		return codeForm().ReplaceAllStringFunc(text, keepUnless(isCode))
	case Telephone:
		return phoneForm().ReplaceAllStringFunc(text, keepUnless(isPhone))
	case Street:
		return streetForm().ReplaceAllString(text, Gap)
	case Health:
		return withoutHealth(text)
	}
	return text
}

func keepUnless(is func(string) bool) func(string) string {
	return func(found string) string {
		if is(found) {
			return Gap
		}
		return found
	}
}

// isIBAN checks the check digits (ISO 13616).
func isIBAN(s string) bool {
	s = strings.ToUpper(strings.ReplaceAll(s, " ", ""))
	if len(s) < 15 || len(s) > 34 {
		return false
	}
	var digits strings.Builder
	for _, r := range s[4:] + s[:4] {
		if unicode.IsDigit(r) {
			digits.WriteRune(r)
		} else {
			digits.WriteString(big.NewInt(int64(r - 'A' + 10)).String())
		}
	}
	n, ok := new(big.Int).SetString(digits.String(), 10)
	return ok && new(big.Int).Mod(n, big.NewInt(97)).Int64() == 1
}

// isCard checks the last digit (ISO/IEC 7812-1).
func isCard(s string) bool {
	sum, double := 0, false
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] < '0' || s[i] > '9' {
			continue
		}
		n := int(s[i] - '0')
		if double {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum, double = sum+n, !double
	}
	return sum%10 == 0
}

// isPhone tells a number from a date.
func isPhone(s string) bool {
	digits := 0
	for _, r := range s {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	return digits >= 7 && digits <= 15 && !dateAlone().MatchString(strings.TrimSpace(s))
}

// isCode says that a word of capitals has figures in it, as booking codes have.
func isCode(s string) bool {
	digits := strings.IndexFunc(s, unicode.IsDigit) >= 0
	letters := strings.IndexFunc(s, unicode.IsLetter) >= 0
	return digits && letters
}

// withoutHealth leaves out the sentences that speak of health: what one of them
// says cannot be told from a word alone.
func withoutHealth(text string) string {
	return sentenceForm().ReplaceAllStringFunc(text, func(s string) string {
		if !healthForm().MatchString(s) {
			return s
		}
		end := s[len(strings.TrimRight(s, " \t\n")):]
		return Gap + end
	})
}
