package bounce

import (
	"strings"

	"goodword/mail/parse/stem"
)

// readReceipt: RFC 8098, and the older ones that are plain mails.
func (m *mail) readReceipt() (Verdict, bool) {
	if m.reportType == "disposition-notification" || m.receipt != nil && (m.reportType != "" || m.fromServer() || m.nullReturn) {
		return Verdict{Kind: KindReceipt, Reason: "a read receipt (RFC 8098)"}, true
	}
	if m.forwards() {
		return Verdict{}, false
	}
	prefix, about, _ := strings.Cut(m.subject, ":")
	if !isOneOf(strings.ToLower(strings.TrimSpace(prefix)), receiptSubjects) {
		if about = strings.TrimSpace(about); about != "" && len(prefix) < 32 && len(m.words()) < maxReceipt && tellsReading(m.words(), about) {
			return Verdict{Kind: KindReceipt, Reason: "a text of the form of a read receipt: " + validCut(m.subject, 80)}, true
		}
		return Verdict{}, false
	}
	// QUIRK: Exchange of old writes "Your message To: … Sent: … was read on …".
	head := stem.Lower(cut(m.words(), 2048))
	if containsAny(head, receiptWords) {
		return Verdict{Kind: KindReceipt, Reason: "subject and text of a read receipt: " + validCut(m.subject, 80)}, true
	}
	return Verdict{}, false
}

// maxReceipt bounds the bytes of a read receipt that is a plain mail.
const maxReceipt = 800

// tellsReading knows a receipt by its form, in any language: a line, three labelled
// lines of whom the mail was to, its subject and when it was sent, and a line
// that ends with another time.
//
// QUIRK: Outlook writes "Your message\n\n   To: …\n   Subject: …\n   Sent: …\n\nwas read on …".
func tellsReading(text, about string) bool {
	lines := make([]string, 0, 5)
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if len(lines) == 5 || len(lines) == 0 && strings.Contains(line, ":") {
			return false
		}
		lines = append(lines, line)
	}
	if len(lines) != 5 || !hasTime(lines[4]) {
		return false
	}
	titled, timed := false, false
	for _, line := range lines[1:4] {
		at := strings.IndexAny(line, ":：")
		if at <= 0 || at > 48 {
			return false
		}
		titled = titled || strings.EqualFold(strings.TrimLeft(line[at:], ":： \u00a0"), about)
		timed = timed || hasTime(line[at+1:])
	}
	return titled && timed
}

// hasTime: two digits behind a colon or a point behind a digit.
func hasTime(s string) bool {
	for i := 1; i+2 < len(s); i++ {
		if (s[i] == ':' || s[i] == '.') && isDigit(s[i-1]) && isDigit(s[i+1]) && isDigit(s[i+2]) {
			return true
		}
	}
	return false
}

var receiptSubjects = []string{
	"read", "not read", "read receipt", "return receipt", "deleted", "gelesen", "ungelesen", "nicht gelesen", "lesebestätigung",
	"empfangsbestätigung", "lu", "non lu", "accusé de lecture", "accusé de réception", "leído", "no leído", "confirmación de lectura",
	"letto", "non letto", "conferma di lettura", "ricevuta di ritorno", "lida", "lido", "não lida", "confirmação de leitura", "gelezen", "niet gelezen",
	"leesbevestiging", "läst", "ej läst", "läskvitto", "læst", "ikke læst", "lest", "ikke lest", "luettu", "ei luettu", "przeczytano",
	"odczytano", "přečteno", "elolvasva", "citit", "okundu", "прочитано", "не прочитано", "уведомление о прочтении", "開封済み", "開封確認",
	"已读", "已读回执", "已讀", "읽음",
}

var receiptWords = stem.Of(
	"was read on", "was deleted without being read", "was displayed", "has been displayed", "return receipt", "read receipt", "was read by",
	"was received by", "wurde am", "wurde gelesen", "wurde ungelesen gelöscht", "gelesen am", "lesebestätigung", "angezeigt", "a été lu", "a été supprimé sans",
	"accusé de", "se leyó", "fue leído", "ha sido leído", "se eliminó sin", "è stato letto", "è stato eliminato senza", "foi lida", "foi lido",
	"foi excluída sem", "is gelezen op", "werd gelezen", "is verwijderd zonder", "lästes", "har lästs", "blev læst", "ble lest", "luettiin",
	"została przeczytana", "została odczytana", "byla přečtena", "elolvasva", "a fost citit", "okundu", "было прочитано", "прочитано",
	"開封されました", "に開封", "表示されました", "已于", "已被阅读", "已被閱讀", "읽었습니다",
)

func isOneOf(s string, list []string) bool {
	for _, w := range list {
		if s == w {
			return true
		}
	}
	return false
}
