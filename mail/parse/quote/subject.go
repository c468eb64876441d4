package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Prefix is what a subject says about the mail by how it opens.
type Prefix int

const (
	NoPrefix      Prefix = iota
	AnswerPrefix         // Re:, AW:, SV:, 回复：
	ForwardPrefix        // Fwd:, WG:, TR:, 转发：
	EitherPrefix         // VS: "answer" in Finnish and Estonian, "forward" in Danish and Norwegian
)

// PrefixOf reads the first prefix of a subject and returns the subject without
// it. List tags ("[EXTERNAL]") before the prefix are passed over. Counters
// ("Re[2]:", "Re (3):") belong to the prefix.
func PrefixOf(subject string) (kind Prefix, rest string) {
	text := Clean(subject)
	for strings.HasPrefix(text, "[") {
		end := strings.IndexByte(text, ']')
		if end < 0 || end > 40 {
			break
		}
		inner := Clean(text[end+1:])
		if prefixAt(inner) == NoPrefix {
			if kind := prefixIn(text[1:end]); kind == ForwardPrefix {
				return kind, inner // QUIRK: mutt writes "[Fwd: …]", "[ann@…: …]"
			}
			break
		}
		text = inner
	}
	kind = prefixAt(text)
	if at, width := colon(text); kind == NoPrefix && at > 0 && strings.Contains(warningTags, ","+strings.ToLower(text[:at])+",") {
		if tagged := Clean(text[at+width:]); prefixAt(tagged) != NoPrefix {
			kind, text = prefixAt(tagged), tagged
		}
	}
	if kind == NoPrefix {
		return NoPrefix, Clean(subject)
	}
	at, width := colon(text)
	return kind, Clean(text[at+width:])
}

// BareSubject takes every answer and forward prefix off a subject.
func BareSubject(subject string) string {
	for range 12 {
		kind, rest := PrefixOf(subject)
		if kind == NoPrefix {
			return rest
		}
		subject = rest
	}
	return subject
}

func prefixAt(text string) Prefix {
	at, _ := colon(text)
	if at <= 0 || at > 32 {
		return NoPrefix
	}
	return prefixIn(text[:at])
}

// prefixIn looks a prefix up, a counter left out.
func prefixIn(s string) Prefix {
	if !ascii(s) {
		return prefixes[prefixKey(s)]
	}
	if cut := strings.IndexAny(s, "[("); cut > 0 {
		s = s[:cut]
	}
	if len(s) > maxPrefix {
		return NoPrefix
	}
	for i := 0; i < len(s); i++ {
		if !inPrefix(rune(s[i])) {
			return NoPrefix
		}
	}
	var buf [maxPrefix]byte
	return prefixes[string(letterKey(buf[:0], s))]
}

const maxPrefix = 24 // letters

func inPrefix(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsSpace(r) || unicode.IsDigit(r) || strings.ContainsRune("./-^*_", r)
}

// prefixKey: letters alone, lower case; a counter is left out.
func prefixKey(s string) string {
	if cut := strings.IndexAny(s, "[("); cut > 0 {
		s = s[:cut]
	}
	if utf8.RuneCountInString(s) > maxPrefix {
		return ""
	}
	for _, r := range s {
		if !inPrefix(r) {
			return ""
		}
	}
	return labelKey(s)
}

func prefixTable() map[string]Prefix {
	table := make(map[string]Prefix, 160)
	for _, word := range strings.Split(answerPrefixes, ",") {
		table[labelKey(word)] = AnswerPrefix
	}
	for _, word := range strings.Split(forwardPrefixes, ",") {
		table[labelKey(word)] = ForwardPrefix
	}
	table["vs"] = EitherPrefix
	return table
}

// PrefixIn is PrefixOf for a subject whose mail is at hand: it settles
// EitherPrefix by the language of the labels and attributions in the text.
//
// QUIRK: Outlook writes "VS:" for a Finnish answer and for a Danish or Norwegian
// forward.
func PrefixIn(subject, text string) (kind Prefix, rest string) {
	kind, rest = PrefixOf(subject)
	if kind != EitherPrefix {
		return kind, rest
	}
	text = strings.ToLower(text)
	for _, word := range []string{"lähettäjä", "lähetetty", "kirjoitti", "saatja", "kellelt", "kirjutas"} {
		if strings.Contains(text, word) {
			return AnswerPrefix, rest
		}
	}
	for _, word := range []string{"sendt", "emne", "skrev", "videresend"} {
		if strings.Contains(text, word) {
			return ForwardPrefix, rest
		}
	}
	return AnswerPrefix, rest
}

var prefixes = prefixTable()

// QUIRK: Outlook and Lotus localize the prefix, Exchange up to 2013 per reader.
const answerPrefixes = "Re,RE,Aw,Antw,Antwort,Antwoord,Sv,Svar,Vastaus,Odp,Odpověď,Odpoveď,Odg,Odgovor,Ref,Rép,Réf,Réponse,Resp,Respuesta,Resposta,Rif,Risposta,R,Rsp,Răsp,Răspuns,Vá,Válasz,Ynt,Yan,Yanıt,Απ,Απάντηση,Σχετ,Ответ,Отв,На,Відп,Відповідь,Отговор,Atb,Ats,Vast,Bls,Balas,Trả lời,TL,Hồi âm,השב,תגובה,رد,الرد,پاسخ,回复,回覆,答复,答覆,回信,返信,답장,회신,RES,Svar på,Accepted,Declined"

// warningTags are what servers put before the subject of mail from outside.
const warningTags = ",ext,extern,external,externe,externo,esterno,caution,spam,"

const forwardPrefixes = "Fw,Fwd,Forward,Forwarded,Wg,Weiterleitung,Weitergel,Wtr,Tr,Trans,Transf,Transfert,Fs,Rv,Reenv,Reenvío,Reenviado,Enc,Encaminhado,Encaminhada,Enc de,Res enc,I,Inoltro,Inoltra,Inoltrato,Doorst,Doorsturen,Doorgestuurd,Vb,Vidarebefordrat,Vidarebefordrar,Vl,Välitetty,Vidaresend,Videresendt,Videresend,Vds,Pd,Przekazane,Podaj dalej,Fw pd,Předáno,Přeposláno,Přeposlaná zpráva,Preposlané,Prepos,Proslijeđeno,Proslijedi,Prosljeđeno,Prosl,Posr,Yml,Prosleđeno,Posredovano,Пересл,Переслано,Перенаправлено,Пересылка,ПР,Пер,Fwd переслано,Переслане,Препратено,Препр,Прослеђено,Továbbítás,Továbbítva,Tov,Προώθηση,Πρθ,İlt,İletildi,ILT,Yönlendirme,Red,Redirecționat,Redirec,Edasi,Edastus,Edast,Pārsūtīt,Pārs,Pers,Persiųsta,Áfram,Framsent,Rv re,הועבר,הועברה,העברה,إعادة توجيه,إعادة إرسال,محول,ارجاع,هدایت,Diteruskan,Trs,Teruskan,Terusan,Chuyển tiếp,CT,ส่งต่อ,轉寄,转发,轉發,转寄,轉送,転送,전달,fyi fw"
