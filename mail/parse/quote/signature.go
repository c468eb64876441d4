package quote

import (
	"strings"
	"unicode"

	"goodword/mail/parse/stem"
)

// SignatureAt returns the index of the line where the sender's signature or
// footer begins within lines[from:to), or to. Only what plainly is one counts:
// the delimiter "-- " (RFC 3676 section 4.3), "Sent from my …" lines, and legal
// footers below a rule.
func SignatureAt(lines []Line, from, to int) int {
	end := to
	for i := from; i < to; i++ {
		if SignatureMark(lines[i]) {
			end = i
			break
		}
	}
	return trimFooter(lines, from, end)
}

// SignatureMark tells the delimiter of a signature: "-- ", alone on its line.
//
// QUIRK: many programs lose the space behind the dashes, some turn them into
// one long dash.
func SignatureMark(l Line) bool {
	return l.Depth == 0 && (l.Text == "--" || l.Text == "—" || l.Text == "–")
}

// trimFooter takes "Sent from my …" lines, rules and legal footers off the end.
func trimFooter(lines []Line, from, end int) int {
	for {
		last := BlankBefore(lines[:end], end)
		if last < from {
			return from
		}
		text := lines[last].Text
		rule, _ := RuleOf(text)
		if SentFrom(text) || rule == BareRule {
			end = last
			continue
		}
		first, paragraph := lastParagraph(lines, from, last)
		if !Legal(paragraph) {
			return last + 1
		}
		end = first
	}
}

// footerLines is how many lines of one paragraph are looked at.
const footerLines = 60

// lastParagraph gives the paragraph that ends at line last, as one text.
func lastParagraph(lines []Line, from, last int) (first int, text string) {
	first = last
	for first > from && last-first < footerLines && !lines[first-1].Blank() && lines[first-1].Depth == lines[last].Depth {
		if rule, _ := RuleOf(lines[first-1].Text); rule == BareRule {
			break
		}
		first--
	}
	var b strings.Builder
	for _, l := range lines[first : last+1] {
		b.WriteString(l.Text)
		b.WriteByte(' ')
	}
	return first, b.String()
}

// SentFrom tells the line a phone or a mail program adds below what was
// written: "Sent from my iPhone", "Von meinem iPhone gesendet", "Get Outlook for
// iOS".
func SentFrom(text string) bool {
	if len(text) > 160 || text == "" {
		return false
	}
	as := strings.Trim(text, " -–—_*<>[]()")
	text = stem.Lower(as)
	if sentFromOpeners.Begins(text) {
		return true
	}
	if strings.Contains(text, "outlook") && (strings.Contains(text, "aka.ms/") || platforms.InLower(text)) {
		return len(strings.Fields(text)) <= 14 // "Get Outlook for iOS" in any language
	}
	words := len(strings.Fields(text))
	if words <= 5 && sentEnglish.Begins(text) && capitalised(as) {
		return true
	}
	if words <= 8 && (strings.HasSuffix(text, "/") || strings.Contains(text, "://")) && strings.Contains(text, "http") && sentStems.InLower(text) {
		return true // of an app in no table, with a link to it
	}
	return words <= 14 && deviceStems.InLower(text) && sentStems.InLower(text)
}

// sentEnglish are how English lines of apps begin, before the app's name.
var sentEnglish = stem.Of("sent with ", "sent from ", "sent by ", "get ")

// capitalised: "Sent with Tuta", and no mark of a sentence at the end.
func capitalised(text string) bool {
	words := strings.Fields(text)
	if words[0] == "Get" && words[len(words)-2] != "for" || strings.ContainsAny(text[len(text)-1:], ".!?,") {
		return false
	}
	for _, w := range words[min(2, len(words)-1):] {
		if !unicode.IsUpper(firstRune(w)) && w != "for" && w != "on" {
			return false
		}
	}
	return len(words) > 2
}

// NamesDevice tells a few words that name a telephone, and are no sentence: what an
// app adds below what was written, in a language of no table. A person may write
// such a line, too.
func NamesDevice(text string) bool {
	if len(text) > 100 || text == "" || strings.ContainsAny(text[len(text)-1:], ".!?:,") {
		return false
	}
	return len(strings.Fields(text)) <= 7 && devices.In(text)
}

var devices = stem.Of("iphon", "ipad", "android", " ios", "samsung galaxy", "huawei", "xiaomi", "blackberry")

var sentFromOpeners = stem.Of(
	"sent from my ", "sent from mail for", "sent from outlook", "sent from yahoo", "sent from proton", "sent with proton", "sent via ", "sent using ", "sent from the ", "get outlook for", "get bluemail", "download outlook for", "sent with spark", "sent from spark", "envoyé depuis", "envoyé de mon", "envoyé avec", "envoyé à partir", "télécharger outlook pour", "obtenir outlook pour", "provenance : courrier",
	"von meinem ", "gesendet von ", "gesendet mit ", "gesendet über", "holen sie sich outlook", "outlook für ", "diese nachricht wurde von meinem", "enviado desde", "enviado do ", "enviado de mi", "enviado a partir", "enviado con", "enviado via", "enviado pelo", "obtener outlook", "obtenga outlook", "obter o outlook", "obter outlook", "inviato da", "inviato dal", "scarica outlook", "ottieni outlook",
	"verstuurd vanaf", "verzonden vanaf", "verzonden met", "verstuurd met", "outlook voor ", "download outlook voor", "skickat från", "hämta outlook", "sendt fra", "hent outlook", "få outlook", "lähetetty ", "hanki outlook", "wysłane z", "wysłano z", "pobierz outlook", "odesláno z", "odoslané z", "získat outlook", "získať outlook", "poslano s", "poslano z", "preuzmi outlook", "küldve ", "elküldve ", "az outlook beszerzése", "trimis de pe", "trimis din", "descărcați outlook", "obțineți outlook",
	"отправлено с", "отправлено из", "надіслано з", "надіслано за допомогою", "відправлено з", "изпратено от", "скачать outlook", "отримати outlook", "iphone'umdan gönderildi", "outlook'u edinin", "στάλθηκε από", "λήψη του outlook", "נשלח מ", "הורד את outlook", "أرسلت من", "تم الإرسال من", "الحصول على outlook", "dikirim dari", "dapatkan outlook", "đã gửi từ", "gửi từ", "tải outlook", "ส่งจาก", "iphoneから送信", "outlook for ", "从我的", "发自我的", "發自我的", "从 ", "傳送自我的", "來自我的", "获取 outlook", "取得 outlook", "나의 iphone에서", "내 iphone에서", "iphone에서 보냄",
)

var platforms = stem.Of("ios", "android")

var deviceStems = stem.Of("iphon", "ipad", "android", "samsung", "galaxy", "huawei", "blackberry", "windows phone", "xiaomi", "outlook", "mobile", "smartphone", "handy", "mobil", "telefon")

var sentStems = stem.Of("sent ", "gesendet", "envoy", "enviad", "enviat", "bidali", "sent úr", "inviat", "verzonden", "verstuurd", "skickat", "sendt", "lähetetty", "wysłan", "odeslán", "odoslan", "poslan", "küldve", "trimis", "отправл", "надісл", "gönderil", "στάλθηκε", "נשלח", "أرسل", "dikirim", "gửi", "ส่งจาก", "送信", "poslat", "išsiųst", "saadet", "nosūtīt", "изпрат", "послат", "saadetud", "보냄", "보냈", "에서 보낸", "发自", "發自", "傳送")
