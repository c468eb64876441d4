package bounce

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"goodword/mail/parse/stem"
)

// Words that open delivery reports. They are evidence beside the structure and
// the sender, never alone: a person writes "undeliverable" too. All lower case.
var failureWords = stem.Of(
	// English
	"undeliver", "delivery fail", "delivery has failed", "failed to deliver", "delivery status", "failure notice",
	"returned mail", "returned to sender", "returning message", "mail delivery", "delivery problem", "delivery error",
	"delivery notification", "delivery report", "delivery failure", "non delivery", "nondeliver", "non-deliver",
	"not delivered", "not be delivered", "be delivered to", "n't delivered", "n’t delivered", "n't be delivered",
	"n’t be delivered", "unable to deliver", "cannot deliver", "can't deliver", "could not deliver", "n't able to deliver",
	"problem delivering", "error delivering", "trouble delivering", "error sending your mail", "mail system error",
	"mail failure", "message failure", "failed recipient", "failed address", "address(es) failed", "did not reach",
	"fatal errors", "delivery errors", "had delivery", "failed permanently", "permanent error", "loop alert", "not relayed",
	"rejected your message", "message was rejected", "has been rejected", "was rejected", "no such user", "user unknown",
	"unknown user", "mailbox unavailable", "mailbox is full", "mailbox full", "over quota", "delivery failed", "message bounced",
	"bounced mail", "delayed", "has not yet been", "could not send message", "not be sent", "n't be sent", "unrouteable",
	"failed to send", "invalid user", "invalid recipient", "no valid recipient", "recipients were affected", "may not exist",
	"incorrectly constructed", "malformed recipient", "could not be processed", "unable to send", "not a member",
	"not member", "message blocked", "transcript of", "non-delivered", "was not accepted", "error while trying to deliver",
	"attempting to deliver", "unable to relay", "address not found", "problem with the e-mail address",
	"account is disabled", "not been delivered", "blocked by our", "not listed in", "failure reasons", "bounce bounced", "account has been disabled", "mailbox is disabled",
	// German
	"unzustellbar", "nicht zugestellt", "nicht zustellbar", "zustellung", "konnte nicht", "nicht ausgeliefert",
	"zustellfehler", "nicht im domino-verzeichnis", "möglicherweise nicht vorhanden", "nachrichtenzustellung", "rückläufer", "empfänger nicht gefunden",
	// French
	"pas pu être distribu", "pas pu être remis", "pas pu être livr", "non remis", "non distribu", "pas été distribu", "echec de la", "echec de remise", "échec de la remise", "échec de remise", "échec de la distribution", "n'a pas pu être remis",
	"n’a pas pu être remis", "n'a pas pu être envoyé", "n’a pas pu être envoyé", "pas pu être délivré", "échec de l'envoi",
	"message non délivré", "n'a pas été remis", "n’a pas été remis", "impossible de remettre", "retour à l'expéditeur",
	// Spanish, Portuguese, Italian
	"no se puede entregar", "no se pudo entregar", "no se ha podido entregar", "no entregado", "error en la entrega",
	"error de entrega", "entrega fallida", "error al entregar", "no ha podido ser entregado", "no pudo ser entregado",
	"no ha sido entregado", "correo devuelto", "mensaje devuelto", "no se puede enviar",
	"não entregue", "não foi possível entregar", "falha na entrega", "não pôde ser entregue", "não pode ser entregue",
	"mensagem devolvida", "nao entregue", "notificação de falha",
	"essere consegnat", "essere recapitat", "utente sconosciuto", "non recapitabile", "mancata consegna", "mancato recapito", "impossibile recapitare", "non è stato possibile recapitare",
	"recapito non riuscito", "non è stato recapitato", "non consegnat", "impossibile consegnare", "consegna del messaggio",
	// Dutch, Scandinavian, Finnish
	"onbestelbaar", "niet bezorgd", "niet afgeleverd", "niet worden bezorgd", "niet worden afgeleverd", "bezorging is mislukt",
	"aflevering mislukt", "kunde inte levereras", "kan inte levereras", "går inte att leverera", "inte levererats",
	"olevererbart", "kunne ikke leveres", "kan ikke leveres", "ikke leveret", "ikke levert", "ikke-leveret", "kunne ikke sendes",
	"ei voitu toimittaa", "ei voida toimittaa", "toimittaminen epäonnistui", "toimitus epäonnistui", "ei toimitettu",
	// Polish, Czech, Slovak, Hungarian, Romanian, Turkish, Croatian, Greek
	"nie można dostarczyć", "niedostarcz", "nie dostarczono", "niedoręcz", "nie została dostarczona", "nie mogła zostać dostarczona",
	"nedoručiteln", "nedoručen", "nelze doručit", "nedalo se doručit", "nepodařilo doručit", "nedoručiteľ", "nepodarilo doručiť",
	"kézbesíthetetlen", "nem sikerült kézbesíteni", "kézbesítés sikertelen", "nem kézbesít", "nu a putut fi livrat", "nelivra",
	"nu s-a putut livra", "teslim edilemedi", "iletilemedi", "teslim edilemiyor", "nije isporučena", "nije moguće isporučiti",
	"δεν παραδόθηκε", "αδυναμία παράδοσης", "δεν ήταν δυνατή η παράδοση",
	// Russian, Ukrainian, Bulgarian
	"не удается доставить", "не удаётся доставить", "не удалось выполнить доставку", "не удается выполнить доставку", "не найден", "недоставлен", "не доставлен", "не удалось доставить", "не может быть доставлен", "не может быть отправлен",
	"не было доставлено", "доставка невозможна", "невозможно доставить", "не вдалося доставити", "не може бути доставлен",
	"ймовірно, не існує", "возможно, не существует", "недоставено", "не може да бъде доставен",
	// Japanese, Chinese, Korean
	"配信不能", "配信できません", "配信できなかった", "配信に失敗", "配信エラー", "送信できません", "送信できなかった", "送信に失敗",
	"送信エラー", "送信できませんでした", "エラーメール", "不達", "お届けできません", "届けることができません", "配達できません", "配送できません",
	"宛先不明", "宛先に送信", "見つかりませんでした", "受信できません", "送れません",
	"退信", "投递失败", "无法投递", "无法送达", "发送失败", "未送达", "未能送达", "无法传递", "传递失败", "傳遞失敗", "無法傳遞",
	"無法遞送", "退件", "投遞失敗", "无法发送", "未能投递", "系统退信", "被退回",
	"배달 실패", "배달되지", "배달할 수 없", "반송", "전송 실패", "전송할 수 없", "발송 실패", "전달되지", "전달할 수 없", "보낼 수 없",
)

// Words of a server that is still trying.
var delayWords = stem.Of(
	"delayed", "delivery status notification (delay)", "has not yet been", "not been delivered yet", "still being attempted",
	"will continue to try", "will be retried", "keep trying", "do not need to resend", "do not need to re-send",
	"warning message only", "temporary failure report", "still trying to deliver", "still attempting", "could not send message for past",
	"delivery attempts will continue", "no action is required on your part", "will keep retrying", "delivery incomplete",
	"verzögert", "noch nicht zugestellt", "retardé", "pas encore été", "retrasad", "aún no se ha entregado", "atrasad",
	"in ritardo", "vertraagd", "fördröj", "forsinket", "viivästy", "opóźni", "zpožděn", "késedel", "întârziat", "gecik",
	"задерж", "затрим", "отлож", "遅延", "遅れてい", "延迟", "延遲", "지연",
)

// Words that end a delay: the server gave up.
var gaveUpWords = stem.Of(
	"giving up", "given up", "gave up", "permanent", "no further attempt", "fatal error", "will be deleted", "queue too long",
	"retry timeout exceeded", "retry time not reached", "expired", "will not try", "cannot be delivered", "could not be delivered",
	"unable to deliver", "has failed", "have failed", "undeliverable",
)

// containsAny says whether text, already in lower case, holds one of words.
func containsAny(text string, words *stem.Set) bool { return words.InLower(text) }

// lowerInPlace is strings.ToLower for text whose byte positions are needed
// still: letters that would take another number of bytes stay as they are.
func lowerInPlace(s string) string {
	if lowered := stem.Lower(s); len(lowered) == len(s) {
		return lowered
	}
	return strings.Map(func(r rune) rune {
		if l := unicode.ToLower(r); utf8.RuneLen(l) == utf8.RuneLen(r) {
			return l
		}
		return r
	}, s)
}

// Local parts and display names under which mail servers write.
func isServerName(local, name string) bool {
	switch local {
	case "mailer-daemon", "mailerdaemon", "mailer_daemon", "postmaster", "post_master", "poostmaster", "post-master", "daemon",
		"mail.delivery.system", "mail-daemon", "maildaemon", "mailer", "mdaemon", "bounce", "bounces", "mail-delivery-system",
		"maildeliverysystem", "mailsystem", "mail-system", "root", "sysadmin", "mailadmin", "mail-admin", "admin", "administrator",
		"internet.mail.delivery", "noreply", "no-reply", "donotreply", "smtp", "mta", "mailgateway", "smtp-gateway":
		return true
	}
	if strings.HasPrefix(local, "mailer-daemon") || strings.HasPrefix(local, "postmaster") || strings.HasPrefix(local, "microsoftexchange") {
		return true
	}
	return isServerDisplay(strings.ToLower(name))
}

func isServerDisplay(name string) bool {
	return serverDisplays.InLower(name)
}

var serverDisplays = stem.Of(
	"mailer-daemon", "mailer daemon", "mail deliver", "postmaster", "system administrator", "mail administrator",
	"microsoft outlook", "microsoft exchange", "mail system", "internet mail", "mail router", "delivery subsystem",
	"content-filter", "mail transfer", "mail gateway", "delivery service", "systemadministrator", "administrador del sistema",
	"administrateur système", "email security", "systeembeheerder", "amministratore di sistema", "administrador do sistema",
	"системный администратор", "システム管理者", "系统管理员",
)

// strongServer says whether nobody but a mail server writes under this name;
// "admin" or "noreply" may be anybody.
func strongServer(local, name string) bool {
	switch local {
	case "root", "sysadmin", "mailadmin", "mail-admin", "admin", "administrator", "noreply", "no-reply", "donotreply", "smtp", "mailer", "bounce", "bounces":
		return isServerDisplay(strings.ToLower(name))
	}
	return isServerName(local, name)
}
