package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"goodword/mail/parse/stem"
)

// Rule is what kind of dividing line a line is.
type Rule int

const (
	NoRule    Rule = iota
	BareRule       // dashes, underscores, equals signs or asterisks alone
	NamedRule      // "-----Original Message-----", in any language
	SentRule       // one that says "forwarded": "---------- Forwarded message ---------", "Begin forwarded message:"
	EndRule        // "----- End forwarded message -----"
)

// RuleOf tells what kind of divider a line is, and what follows it on the same
// line: Yahoo runs the whole header on behind it.
func RuleOf(text string) (rule Rule, rest string) {
	if text == "" || len(text) > 4096 {
		return NoRule, ""
	}
	if inner, end, ok := cutHere(text); ok {
		if end {
			return EndRule, ""
		}
		text = "=====" + inner + "====="
	}
	open := 0
	if c := text[0]; c >= utf8.RuneSelf || strings.IndexByte("-_=*~", c) >= 0 {
		open = marks(text)
	}
	if open == 0 {
		return phraseRule(text), ""
	}
	inner := strings.TrimSpace(text[open:])
	if strings.Trim(inner, " -–—_=*~#.·•‐―─━") == "" {
		if open >= 5 || len(inner) > 0 {
			return BareRule, ""
		}
		return NoRule, ""
	}
	words, rest, closed := cutMarks(inner)
	if emphasis := strings.Trim(text[:open], "*_ ") == "" && open < 5; emphasis {
		closed = false // **bold** words, __init__
	}
	if !closed || !titleShape(words) {
		return phraseRule(unbold(text)), ""
	}
	switch {
	case saysEnd(words) && saysForward(words):
		return EndRule, rest
	case saysForward(words):
		return SentRule, rest
	case attributionTitle(words):
		return NoRule, ""
	}
	return NamedRule, rest
}

// cutHere takes the words out of a line with scissors.
//
// QUIRK: The Bat! writes "===8<===Original message text===" and closes with
// "===8<===End of original message text===".
func cutHere(text string) (words string, end, ok bool) {
	open := strings.Index(text[:min(len(text), 40)], "8<")
	if open < 3 || strings.Trim(text[:open], "=-") != "" || strings.Trim(text[len(text)-3:], "=-") != "" {
		return "", false, false
	}
	words = strings.Trim(text[open+2:], "=- ")
	return words, saysEnd(words), titleShape(words)
}

// marks counts the bytes of an opening run of at least two ruling marks, bold
// marks before it included.
func marks(text string) int {
	count, at := 0, 0
	for i, r := range text {
		if !strings.ContainsRune("-–—_=*‐―─━~", r) {
			break
		}
		count++
		at = i + utf8.RuneLen(r)
	}
	if count < 2 && !strings.ContainsAny(text[:at], "—―─━") {
		return 0
	}
	return at
}

// cutMarks splits "Forwarded message ----- From: Ann" at the closing run.
func cutMarks(inner string) (words, rest string, closed bool) {
	for i := 0; i < len(inner) && i < 240; i++ {
		c := inner[i]
		if c < utf8.RuneSelf && c != '-' && c != '=' && c != '_' && c != '*' && c != '~' {
			continue
		}
		if c >= utf8.RuneSelf && !utf8.RuneStart(c) {
			continue
		}
		if n := marks(inner[i:]); n > 0 {
			return strings.TrimSpace(inner[:i]), strings.TrimSpace(inner[i+n:]), true
		}
	}
	return "", "", false
}

// titleShape: one to twelve words, more letters than anything else.
func titleShape(words string) bool {
	letters, others := 0, 0
	for _, r := range words {
		switch {
		case unicode.IsLetter(r), unicode.IsMark(r):
			letters++
		case !unicode.IsSpace(r):
			others++
		}
	}
	return letters >= 2 && letters > others && len(strings.Fields(words)) <= 14
}

// phraseRule reads the unruled kind: "Begin forwarded message:". It takes a
// word for forwarding, for a title of at most eight words.
func phraseRule(text string) Rule {
	if !endsColon(text) || len(text) > 120 || !saysForward(text) || len(strings.Fields(text)) > 9 {
		return NoRule
	}
	title := strings.TrimRight(unbold(text), " \u00a0*_")
	if !strings.HasSuffix(title, ":") && !strings.HasSuffix(title, "：") {
		return NoRule
	}
	title = strings.TrimRight(title, ": \u00a0：")
	if !saysMessage(title) || !titleShape(title) {
		return NoRule
	}
	return SentRule
}

// saysForward and saysMessage look for word stems, in lower case.
func saysForward(words string) bool { return forwardStems.In(words) }
func saysMessage(words string) bool { return messageStems.In(words) }

// saysEnd: a title opens with a word for the end, or closes with one in Chinese
// and Japanese.
func saysEnd(words string) bool {
	return endStems.Begins(words) || strings.HasSuffix(words, "結束") || strings.HasSuffix(words, "结束") || strings.HasSuffix(words, "終わり") || strings.HasSuffix(words, "끝")
}

// Stems of "to forward", long enough to be found inside inflected words.
var forwardStems = stem.Of(
	"forward", "weitergeleit", "weiterleit", "transfér", "transfer", "transmis", "réexp", "réachem", "faire suivre", "renvoyé", "retransm", "reenvi", "reexped", "reencam", "encaminh", "inoltr", "rinvia", "redirec", "redirij", "redirecț",
	"doorgest", "doorgezond", "vidarebef", "videresend", "videresent", "vidaresend", "áframsen", "framsent", "välitet", "välitt", "edelleenlähet", "edastat", "edasta", "pārsūt", "persiųst", "persiunč",
	"przekaz", "przesłan", "przesyłan", "předan", "předáv", "přepos", "prepos", "proslij", "proslije", "prosleđ", "prosled", "preusmer", "posredov", "zaslán", "preslan",
	"пересл", "пересыл", "пересил", "перенапр", "переадрес", "перанакір", "перасл", "препрат", "препрац", "прослеђ", "проследе", "препраќ", "továbbít", "προώθ", "προωθ", "iletil", "ileten", "ileti başlang", "yönlendir", "yönləndir", "përcjell", "përcjellë", "birbidali", "birbidal", "ymlaen", "anfonwyd ymlaen", "seolta ar aghaidh", "aurrera",
	"הועבר", "מועבר", "העבר", "محول", "إعادة توجيه", "معاد توجيه", "مُعاد", "المعاد", "معادة", "مرسلة للأمام", "هدایت", "بازارسال", "ارجاع", "diteruskan", "terusan", "teruskan", "dimajukan", "dipanjangkan", "chuyển tiếp", "ส่งต่อ", "अग्रेषित", "ফরওয়ার্ড", "ipinasa", "imesambazwa", "aangestuur", "aangestuurde",
	"转发", "轉寄", "转寄", "轉發", "轉送", "转送", "転送", "전달",
)

// Stems of "message", "mail" and the like; some mean "forwarded" by themselves.
var messageStems = stem.Of(
	"messag", "mensa", "mesaj", "message", "messaggio", "missatge", "mail", "mejl", "e-post", "epost", "post", "nachricht", "bericht", "meddel", "melding", "besked", "beskjed", "skilaboð", "viesti", "viesti", "kiri", "sõnum", "ziņ", "vēstul", "laišk", "pranešim",
	"wiadomo", "zpráv", "správ", "poruk", "poruč", "sporoč", "pošt", "письм", "сообщ", "повідомл", "лист", "порук", "съобщ", "писмо", "порак", "паведам", "ліст", "üzenet", "levél", "μήνυμα", "μηνύμ", "ileti", "posta", "məktub", "mesaz", "mezu", "neges", "teachtair",
	"הודע", "דוא", "رسال", "پیام", "بريد", "pesan", "mesej", "thư", "tin nhắn", "ข้อความ", "อีเมล", "संदेश", "বার্তা", "mensahe", "ujumbe", "boodskap", "邮件", "郵件", "信件", "消息", "メッセージ", "メール", "메시지", "메일", "편지", "courriel", "courrier", "correo",
)

var endStems = stem.Of("end ", "ende ", "fin d", "fin de", "fim d", "fine ", "einde", "slut", "конец", "завершение", "кінець", "koniec", "konec", "vége ", "sfârșit", "τέλος")

// Title tells a line of a few words that ends with a colon, in any language: it
// may announce what stands below.
func Title(text string) bool {
	title := strings.TrimRight(unbold(text), " \u00a0*_")
	if !strings.HasSuffix(title, ":") && !strings.HasSuffix(title, "：") {
		return false
	}
	return len(title) < 120 && titleShape(strings.TrimRight(title, ": \u00a0："))
}

// SaysMessage tells whether a divider speaks of a message or mail, in the
// languages of the table.
func SaysMessage(text string) bool { return saysMessage(text) }

// SaysForwarded tells a line of a few words that calls what follows a forwarded
// message, without marks around it. touching says that it follows on the next
// line; else a title's capitals tell it from somebody's words.
//
// QUIRK: The Bat! writes "This is a forwarded message" right above its header,
// Canary "Begin Forwarded Message" above an attribution.
func SaysForwarded(text string, touching bool) bool {
	words := strings.Fields(text)
	if len(text) >= 80 || len(words) > 8 || !titleShape(text) || !saysForward(text) || !saysMessage(text) {
		return false
	}
	for _, w := range words {
		if !touching && !unicode.IsUpper(firstRune(w)) {
			return false
		}
	}
	return true
}
