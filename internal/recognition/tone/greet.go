package tone

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// openings greet by themselves; days do behind an opening that is also a word of
// its own: "good morning", but not "good food".
var (
	openings = set("dear hello hi hey hallo moin servus madame monsieur bonjour bonsoir salut hola estimado estimada estimados estimadas querido querida queridos liebe lieber liebes cher chere chers sehr buongiorno buonasera gentile gentili salve ciao spettabile egregio geachte beste hoi goedemorgen goedemiddag goedenavond goedendag ola caro cara caros prezado prezada prezados exmo exmos hej hei god goddag czesc witam szanowni dobry ahoj")
	halves   = set("good guten gute bom boa boas buenos buenas muy")
	days     = set("morning afternoon evening day tag morgen abend dia dias tarde tardes noite noches buenas")
)

// behindGreeting gives what a text's first sentence says behind "Hello," or "Good
// morning Ann,": the greeting would speak for a tone that the rest does not have.
func behindGreeting(s string) string {
	greeting, rest, found := strings.Cut(s, ",")
	if !found || len(greeting) > 80 || !hasLetter(rest) {
		return s
	}
	ws := words(greeting)
	if len(ws) == 0 || len(ws) > 6 {
		return s
	}
	if !openings[ws[0]] && !(halves[ws[0]] && len(ws) > 1 && days[ws[1]]) {
		return s
	}
	if rest = strings.TrimSpace(rest); len(words(rest)) < 2 {
		return s
	}
	if next, more, ok := strings.Cut(rest, ","); ok && openings[first(words(next))] && len(words(next)) < 4 && hasLetter(more) {
		return strings.TrimSpace(more) // "Geachte heer, beste mevrouw,"
	}
	return rest
}

func first(ws []string) string {
	if len(ws) == 0 {
		return ""
	}
	return ws[0]
}

// partings are the words of which a letter's last line is made before its name.
var partings = set(`regards kind all the best warm warmest many thanks thank you yours sincerely faithfully truly respectfully cheers with and love wishes
	grusse gruss grussen viele vielen liebe lieben herzliche herzlichen beste besten schone freundliche freundlichen mit vg lg mfg danke dank und
	cordialement bien a vous bonne journee soiree salutations merci respectueusement amicalement sinceres meilleures
	atentamente buena dia saludo saludos un gracias muchas cordiales cordialmente
	cordiali saluti distinti grazie cordialmente
	groet groeten vriendelijke hartelijke met bedankt dank u hoogachtend
	cumprimentos melhores com os obrigado obrigada atenciosamente`)

// takesLeave says whether a line at the end of a text only takes leave: "Thanks, Paula",
// "Regards, Mei Lin", "Sincerely".
func takesLeave(s string, ws []string) bool {
	s = strings.TrimSpace(s)
	if len(ws) == 0 || len(ws) > 8 || !partings[ws[0]] || strings.HasSuffix(s, "!") || strings.ContainsAny(s, "?¿¡") {
		return false
	}
	leave, name, _ := strings.Cut(s, ",")
	for i, w := range strings.Fields(leave) {
		if folded := words(w); len(folded) == 0 || partings[folded[0]] {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(w); i == 0 || name != "" || !unicode.IsUpper(r) {
			return false
		}
	}
	for w := range strings.FieldsSeq(name) {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) && !nobles[w] && hasLetter(w) {
			return false
		}
	}
	return len(words(name)) <= 4
}

// namedAtEnd says whether a text's last line is a name though its words look like
// others: up to three words with capitals, of which the model has not met the first.
func namedAtEnd(s string, ws []string, lang string) bool {
	fields := strings.Fields(s)
	if len(ws) == 0 || len(fields) > 3 || knows(lang, ws[0]) || strings.ContainsAny(s, "!?:;,…¡¿") {
		return false
	}
	for i, w := range fields {
		r, size := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) || strings.HasSuffix(w, ".") && (i == 0 && len(fields) == 1 || len(w) > size+1) {
			return false
		}
	}
	return true
}
