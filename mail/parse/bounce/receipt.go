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
	prefix, _, _ := strings.Cut(m.subject, ":")
	if !isOneOf(strings.ToLower(strings.TrimSpace(prefix)), receiptSubjects) {
		return Verdict{}, false
	}
	// QUIRK: Exchange of old writes "Your message To: … Sent: … was read on …".
	head := strings.ToLower(cut(m.words(), 2048))
	if containsAny(head, receiptWords) {
		return Verdict{Kind: KindReceipt, Reason: "subject and text of a read receipt: " + validCut(m.subject, 80)}, true
	}
	return Verdict{}, false
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
