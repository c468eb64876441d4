package bounce

import (
	"strings"

	"goodword/mail/parse/stem"
)

// recalled: Outlook's request to take a mail back, which reaches whoever does
// not use Exchange as a mail of one sentence, and its reports on what came of
// it. Nobody says anything by it, least of all the words of the mail it names.
func (m *mail) recalled() (Verdict, bool) {
	prefix, _, ok := strings.Cut(m.lowSubject, ":")
	if !ok || m.forwards() {
		return Verdict{}, false
	}
	prefix = strings.TrimSpace(prefix)
	if isOneOf(prefix, recallReports) && (m.autoSubmitted != "" || m.nullReturn || containsAny(strings.ToLower(cut(m.words(), 2048)), recallWords)) {
		return Verdict{Kind: KindReport, Reason: "a report on a recalled mail: " + validCut(m.subject, 80)}, true
	}
	if !isOneOf(prefix, recallSubjects) {
		return Verdict{}, false
	}
	said := strings.ToLower(strings.Join(strings.Fields(cut(m.ownWords(), 2048)), " "))
	if len(said) > 500 || !containsAny(said, recallWords) || !containsAny(said, recalledThings) {
		return Verdict{}, false
	}
	return Verdict{Kind: KindReport, Reason: "Outlook's request to recall a mail: " + validCut(m.subject, 80)}, true
}

// recallSubjects are what Outlook writes before the subject of the mail.
var recallSubjects = []string{
	"recall", "rückruf", "zurückrufen", "rappel", "rappel de message", "recuperar", "recuperación", "retirar", "richiamo", "richiama", "recolher", "cancelar", "recuperação",
	"intrekken", "terugroepen", "återkalla", "återkallande", "tilbagekald", "tilbagekaldelse", "tilbakekall", "tilbakekalling", "tilbakekalle", "peruutus", "peruuta", "takaisinkutsu",
	"odwołanie", "odwołaj", "odvolání", "odvolat", "odvolanie", "odvolať", "visszahívás", "rechemare", "retragere", "revocare", "geri çağırma", "geri çağır", "geri çek",
	"отзыв", "отозвать", "відкликання", "відкликати", "取り消し", "メッセージの取り消し", "取消し", "回収", "撤回", "召回", "회수", "메시지 회수",
}

var recallReports = []string{
	"message recall success", "message recall failure", "message recall report", "recall success", "recall failure", "recall report",
	"erfolgreicher nachrichtenrückruf", "nachrichtenrückruf fehlgeschlagen", "bericht zum nachrichtenrückruf", "rapport de rappel de message", "informe de recuperación de mensajes",
}

var recallWords = stem.Of(
	"recall", "zurückrufen", "zurückgerufen", "zurückzurufen", "rückruf", "rappeler", "rappel", "recuperar", "retirar", "recuperación", "richiamare", "recolher", "cancelar a mensagem",
	"intrekken", "terugroepen", "återkalla", "tilbagekalde", "trekke tilbake", "tilbakekalle", "kalle tilbake", "peruuttaa", "kutsua takaisin", "odwołać", "odvolat", "odvolať",
	"visszahív", "vissza szeretné", "vissza kívánja", "recheme", "retrag", "revoc", "geri çağır", "geri çek", "отозвать", "відкликати",
	"取り消", "取消", "回収", "撤回", "召回", "회수",
)

var recalledThings = stem.Of(
	"message", "nachricht", "mensaje", "messaggio", "mensagem", "bericht", "meddelande", "meddelelse", "melding", "viesti", "wiadomość", "zprávu", "správu", "üzenet", "mesaj", "ileti",
	"сообщение", "повідомлення", "メッセージ", "邮件", "郵件", "消息", "메시지", "e-mail",
)
