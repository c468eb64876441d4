package bounce

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"goodword/mail/parse/stem"
)

// readDeputy finds who stands in: the first address, or else the first name, in
// a sentence that tells the reader whom to turn to.
func readDeputy(sentences []string, self string) (name, addr string) {
	for i, s := range sentences {
		text := lowerInPlace(s)
		first, at := deputyWords.First(text)
		if first < 0 || at > len(s) || containsAny(text, selfWords) {
			continue
		}
		for _, f := range scanAddresses(s) {
			if f.start >= at && !strings.EqualFold(f.addr, self) {
				return nameBefore(s[at:f.start]), f.addr
			}
		}
		// "… contact my colleague.\n\nBo Lind, bo@corp.example"
		if i+1 < len(sentences) && (strings.HasSuffix(strings.TrimSpace(s), ":") || len(s) < 120) {
			if found := scanAddresses(sentences[i+1]); len(found) > 0 && found[0].start < 80 && !strings.EqualFold(found[0].addr, self) {
				return nameBefore(sentences[i+1][:found[0].start]), found[0].addr
			}
		}
		if name == "" {
			name = nameAfter(s[at:])
		}
	}
	return name, ""
}

// nameBefore is the name in front of an address: its last capitalised words.
func nameBefore(s string) string {
	s = strings.TrimRight(s, " \t<([:,-–—\"'")
	for changed := true; changed; {
		changed = false
		lowered := lowerInPlace(s)
		for _, w := range [...]string{"at", "on", "under", "unter", "via", "per", "e-mail", "email", "mail", "mailto", "à", "al", "en", "a", "op", "på", "through", "by",
			"em", "pelo e-mail", "no e-mail", "pod", "na", "под", "по", "adresse", "l'adresse", "à l'adresse", "correo", "no", "pelo", "all'indirizzo", "tel", "erreichbar", "colleague"} {
			if rest, ok := strings.CutSuffix(lowered, w); ok && (rest == "" || strings.HasSuffix(rest, " ") || strings.HasSuffix(rest, "(") || strings.HasSuffix(rest, ",")) {
				s = strings.TrimRight(s[:len(rest)], " \t<([:,-–—\"'")
				lowered = lowered[:len(s)]
				changed = true
			}
		}
	}
	words := strings.Fields(s)
	start := len(words)
	for start > 0 && len(words)-start < 4 && isNameWord(words[start-1]) {
		start--
		if w := words[start]; strings.HasSuffix(w, ",") || strings.HasSuffix(w, ":") {
			start++
			break
		}
	}
	return cleanName(words[start:])
}

// nameAfter is the first name behind a word that sends the reader to somebody:
// two to four capitalised words in a row.
func nameAfter(s string) string {
	words := strings.Fields(s)
	for i := 0; i < len(words) && i < 24; i++ {
		if !isNameWord(words[i]) || nameStops[strings.ToLower(strings.Trim(words[i], ".,:;"))] {
			continue
		}
		j := i
		for j < len(words) && j-i < 4 && isNameWord(words[j]) {
			j++
			if strings.ContainsAny(words[j-1][len(words[j-1])-1:], ",.;:)") {
				break
			}
		}
		if name := cleanName(words[i:j]); strings.Contains(name, " ") {
			return name
		}
		i = j
	}
	return ""
}

// isNameWord says whether a word may be part of a name: a capital first, or a
// small particle is left to its neighbours.
func isNameWord(w string) bool {
	w = strings.TrimLeft(w, "(\"'")
	r, size := utf8.DecodeRuneInString(w)
	if !unicode.IsUpper(r) || strings.ContainsAny(w, "@0123456789/") {
		return false
	}
	rest := strings.Trim(w[size:], ".,;:()\"'")
	return rest != "" && strings.ToUpper(rest) != rest || strings.HasSuffix(w, ".")
}

// cleanName drops titles and punctuation around a name.
func cleanName(words []string) string {
	var kept []string
	for _, w := range words {
		w = strings.Trim(w, "()\"',;:")
		if nameStops[strings.ToLower(strings.TrimRight(w, "."))] {
			if len(kept) > 0 {
				break
			}
			continue
		}
		kept = append(kept, strings.TrimRight(w, "."))
	}
	if len(kept) > 4 {
		return ""
	}
	return validCut(strings.Join(kept, " "), 100)
}

// nameStops are capitalised words that are no names: titles, offices, German
// and sentence-opening words.
var nameStops = set(
	"mr", "mrs", "ms", "miss", "dr", "prof", "herr", "herrn", "frau", "hr", "fr", "monsieur", "madame", "m", "mme", "señor", "señora", "sr", "sra", "signor", "signora", "sig", "dott", "ing",
	"i", "my", "in", "for", "please", "if", "the", "our", "ihre", "ihren", "sie", "ihnen", "bitte", "in", "für", "meine", "meinen", "meiner", "kollegin", "kollege", "kollegen", "team",
	"vertretung", "fällen", "angelegenheiten", "anliegen", "fragen", "abwesenheit", "zeit", "notfällen", "support", "service", "helpdesk", "desk", "office", "department", "reception",
	"email", "e-mail", "mail", "tel", "telefon", "phone", "mobile", "monday", "tuesday", "wednesday", "thursday", "friday", "best", "kind", "regards", "thank", "thanks", "grüßen", "grüße", "mit",
	"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "adresse", "nachricht", "nachrichten", "urgent",
)

// selfWords send the reader to the absent person after all.
var selfWords = stem.Of(
	"contact me", "reach me", "call me", "write to me", "erreichen sie mich", "kontaktieren sie mich", "rufen sie mich", "me contacter", "me joindre",
	"contactarme", "contattarmi", "contact met mij", "contactar-me", "kontakta mig", "kontakt mig", "kontakt meg",
)

// deputyWords send the reader to somebody else.
var deputyWords = stem.Of(
	"please contact", "contact ", "reach out to", "get in touch with", "in my absence", "my deputy", "my colleague", "turn to", "write to", "speak to", "covering for me", "will cover", "call ", "in urgent cases", "for urgent",
	"vertretung", "vertritt", "vertreten", "in dringenden", "wenden sie sich", "wende dich", "kontaktieren", "ansprechpartner", "meine kollegin", "mein kollege", "meinen kollegen", "meine kollegen",
	"contacter", "contactez", "adresser à", "remplace", "mon collègue", "ma collègue", "en mon absence", "en cas d'urgence", "en cas d’urgence", "joindre",
	"contactar", "contacte", "contacta ", "diríjase", "dirigirse", "en mi ausencia", "mi compañer", "póngase en contacto", "ponerse en contacto", "en caso de urgencia",
	"contattare", "contatti ", "rivolgersi", "rivolgetevi", "in mia assenza", "durante la mia assenza", "il mio collega", "la mia collega", "per urgenze",
	"contact opnemen", "neem contact", "mijn collega", "waarneemt", "waargenomen", "vervang", "wenden tot", "contact op met",
	"contate", "entrar em contato", "entrar em contacto", "entre em contato", "contacte", "na minha ausência", "meu colega", "minha colega", "assuntos urgentes",
	"kontakta", "min kollega", "vänd dig", "kontakt ", "kontakte", "min kollega", "min kollega", "henvend", "ota yhteyttä", "ottakaa yhteyttä", "sijaiseni", "sijaisenani", "sijaistaa",
	"proszę o kontakt", "skontaktować", "zastępuje", "zastępstwo", "kontaktujte", "zastupuje", "обращайтесь", "обращаться", "свяжитесь", "замещает", "звертайтесь",
)
