package bounce

import (
	"strings"

	"goodword/mail/parse/stem"
)

// plainNote: an absence note without any field or subject that owns up to it,
// told by its words alone. It answers a mail, is short, opens with the sentence
// that its author is away now, says until when or who stands in, and says nothing
// else. A word of a decision anywhere in it makes it a person's answer: whoever
// answers on the way out has answered.
func (m *mail) plainNote() (Verdict, bool) {
	if !m.answers || m.forwards() || len(m.attachments) > 0 || m.listID {
		return Verdict{}, false
	}
	own := strings.TrimSpace(m.ownWords())
	if own == "" || len(own) > 1200 {
		return Verdict{}, false
	}
	if !awayNow.In(own) || strings.Contains(own, "?") {
		return Verdict{}, false
	}
	if low := stem.Lower(own); containsAny(low, verdictWords) || saysYesOrNo(low) {
		return Verdict{}, false
	}
	sentences := splitSentences(own)
	opened := false
	for _, s := range sentences {
		text := stem.Lower(s)
		switch {
		case containsAny(text, awayNow):
			opened = true
		case isSignOff(text, m.fromName), !opened && isGreeting(text):
		case !opened:
			return Verdict{}, false
		case containsAny(text, deputyWords), containsAny(text, absenceWords), containsAny(text, noteWords), containsAny(text, returnBeforeSet), containsAny(text, returnAfter):
		default:
			return Verdict{}, false
		}
	}
	a := readAbsence(own, m.date, m.fromAddr)
	if !opened || a == nil || a.Until.IsZero() && a.DeputyAddr == "" {
		return Verdict{}, false
	}
	return Verdict{Kind: KindAutoReply, Reason: "the words of an absence note and nothing else", Absence: a}, true
}

// isGreeting says whether a sentence is "Hi," or "Guten Tag Frau Weiß,".
func isGreeting(text string) bool {
	return len(text) < 60 && len(strings.Fields(text)) <= 5 && containsAny(text, greetings)
}

// isSignOff says whether a sentence is a greeting at the end or the author's name.
func isSignOff(text, name string) bool {
	left := strings.Trim(text, " .,!-–—")
	for _, w := range signOffs {
		left = strings.TrimSpace(strings.TrimPrefix(left, w))
		left = strings.Trim(left, " .,!-–—")
	}
	name = strings.ToLower(name)
	for _, w := range strings.Fields(left) {
		if w = strings.Trim(w, ".,"); w != "" && (name == "" || !isOneOf(w, strings.Fields(name))) {
			return false
		}
	}
	return true
}

// saysYesOrNo says whether a clause of text is a short word of a decision or
// begins with one that begins nothing else: "No." but not "no access".
func saysYesOrNo(text string) bool {
	for _, clause := range strings.FieldsFunc(text, endsClause) {
		clause = strings.TrimSpace(clause)
		first, _, _ := strings.Cut(clause, " ")
		if yesOrNo[clause] || yes[first] {
			return true
		}
	}
	return false
}

func endsClause(r rune) bool { return strings.ContainsRune(".,;:!?-–—()\"\n、。，！", r) }

// awayNow are sentences by which somebody says that they are away at present.
var awayNow = stem.Of(
	"i am currently out", "i'm currently out", "i am out of the office", "i'm out of the office", "i am currently away", "i'm currently away", "i am away from", "i am away until", "i'm away until", "i am on leave", "i am on annual leave",
	"i am currently on", "i'm currently on", "i am on vacation", "i'm on vacation", "i am on holiday", "i'm on holiday", "i will be out of the office", "i will be away", "i am on parental leave", "i am on maternity leave", "i am presently out",
	"derzeit nicht im büro", "zurzeit nicht im büro", "zur zeit nicht im büro", "momentan nicht im büro", "aktuell nicht im büro", "ich bin nicht im büro", "ich bin im urlaub", "derzeit im urlaub", "zurzeit im urlaub", "zur zeit im urlaub", "momentan im urlaub",
	"nicht im büro und", "derzeit abwesend", "ich bin abwesend", "zurzeit abwesend", "zur zeit nicht erreichbar", "derzeit nicht erreichbar", "ich bin außer haus", "derzeit außer haus", "ich befinde mich derzeit", "ich befinde mich im urlaub", "derzeit in elternzeit",
	"je suis actuellement", "je suis en congé", "je suis absent", "je suis en vacances", "je serai absent", "suis en déplacement",
	"actualmente me encuentro", "me encuentro de vacaciones", "me encuentro fuera", "estoy de vacaciones", "estoy fuera de la oficina", "estaré fuera de la oficina", "estaré de vacaciones", "actualmente estoy", "estoy ausente",
	"al momento sono", "sono attualmente", "attualmente sono", "sono fuori ufficio", "sono in ferie", "sono assente", "sarò assente", "sono in vacanza",
	"neste momento estou", "estou de férias", "estou ausente", "estou em férias", "encontro-me ausente", "encontro-me de férias", "de momento estou", "no momento estou", "estou fora do escritório", "estarei ausente", "estarei de férias",
	"op dit moment ben ik", "ik ben momenteel", "momenteel ben ik", "ik ben afwezig", "ik ben met vakantie", "ik ben op vakantie", "ik ben niet op kantoor", "ik ben niet aanwezig", "ik ben tot", "ben ik afwezig", "ben ik met vakantie",
	"jag är för närvarande", "jag är på semester", "jag är inte på kontoret", "jag är ledig", "jag är borta", "just nu är jag", "jag har semester", "jag är frånvarande",
	"jeg er i øjeblikket", "jeg er for tiden", "jeg er på ferie", "jeg er for øyeblikket", "jeg er ikke på kontoret", "jeg er ikke til stede", "jeg holder ferie", "jeg har ferie", "jeg er bortrejst", "jeg er bortreist", "jeg er fraværende",
	"olen parhaillaan", "olen lomalla", "olen poissa", "olen tällä hetkellä", "en ole toimistolla", "olen vuosilomalla",
	"obecnie przebywam", "przebywam na urlopie", "jestem na urlopie", "jestem poza biurem", "obecnie jestem", "jestem nieobecn", "aktualnie przebywam",
	"momentálně čerpám", "čerpám dovolenou", "jsem na dovolené", "jsem mimo kancelář", "momentálně jsem", "nejsem v kanceláři", "momentálne čerpám", "čerpám dovolenku", "som na dovolenke", "som mimo kancelárie", "momentálne som", "nie som v kancelárii",
	"jelenleg szabadságon", "szabadságon vagyok", "házon kívül vagyok", "nem vagyok az irodában", "jelenleg nem vagyok",
	"momentan sunt", "sunt în concediu", "nu sunt la birou", "sunt plecat", "în prezent sunt", "sunt în afara biroului",
	"şu anda izin", "izindeyim", "ofis dışındayım", "yıllık izin", "şu an izin", "ofiste değilim",
	"я нахожусь в отпуске", "я в отпуске", "нахожусь в отпуске", "меня нет в офисе", "меня не будет в офисе", "я вне офиса", "я отсутствую", "я в командировке", "сейчас в отпуске",
	"na godišnjem sam odmoru", "na godišnjem odmoru sam", "na dopustu sem", "sem na dopustu", "odsutna sam", "odsutan sam", "в отпуск съм", "θα απουσιάζω", "απουσιάζω", "είμαι σε άδεια",
	"я у відпустці", "наразі я у", "перебуваю у відпустці", "мене немає в офісі", "я поза офісом", "я у відрядженні",
	"現在休暇中", "休暇中です", "休暇をいただ", "休暇を頂", "不在にしており", "不在にして", "現在不在", "現在外出",
	"正在休假", "目前休假", "我在休假", "目前不在办公室", "目前不在辦公室", "我不在办公室", "我不在辦公室", "我将休假", "我將休假", "正在出差", "现在休假",
	"현재 휴가", "휴가 중", "휴가중", "부재 중", "부재중", "출장 중", "출장중", "자리를 비",
)

// noteWords are what else absence notes say.
var noteWords = stem.Of(
	"no access to", "limited access", "as soon as", "when i get back", "when i return", "upon my return", "on my return", "reply to your", "answer your", "respond to your", "will not be forwarded", "not be read", "thank you for your message",
	"thank you for your mail", "thank you for your email", "thanks for your message", "nicht weitergeleitet", "nach meiner rückkehr", "kein zugriff", "keinen zugriff", "vielen dank für ihre nachricht", "danke für ihre nachricht", "à mon retour",
	"merci de votre message", "merci pour votre message", "dès mon retour", "a mi regreso", "gracias por su mensaje", "al mio rientro", "al mio ritorno", "grazie per il", "no meu regresso", "obrigado pel", "obrigada pel", "bij terugkomst", "na terugkomst",
	"bedankt voor uw", "bedankt voor je", "när jag är tillbaka", "tack för ditt", "når jeg er tilbage", "når jeg er tilbake", "tak for din", "takk for din", "palattuani", "kiitos viestist", "po powrocie", "dziękuję za wiadomość", "po návratu", "po návrate",
	"děkuji za", "ďakujem za", "visszatérésem után", "köszönöm", "la întoarcere", "mulțumesc pentru", "dönüşümde", "dönüşte", "mesajınız için", "после возвращения", "спасибо за", "після повернення", "дякую за",
	"戻り次第", "返信いたします", "回来后", "回來後", "尽快回复", "儘快回覆", "복귀 후", "감사합니다",
)

var greetings = stem.Of(
	"hi", "hello", "dear", "good morning", "good day", "hallo", "guten tag", "sehr geehrte", "liebe", "moin", "grüezi", "bonjour", "madame", "cher", "hola", "buenos", "estimad", "ciao", "buongiorno", "gentile", "salve", "olá", "bom dia", "caro",
	"prezad", "beste", "geachte", "goedendag", "hej", "god dag", "kära", "kære", "kjære", "hei", "moi", "terve", "hyvä", "dzień dobry", "witam", "cześć", "szanown", "dobrý den", "dobrý deň", "ahoj", "vážen", "tisztelt", "kedves", "szia", "bună",
	"stimat", "merhaba", "sayın", "здравствуйте", "добрый день", "уважаем", "привет", "добрий день", "вітаю", "шановн", "お世話", "您好", "你好", "안녕하세요",
)

// signOffs are longest first where one begins another.
var signOffs = []string{
	"with kind regards", "kind regards", "best regards", "warm regards", "many thanks", "thank you", "thanks", "regards", "best wishes", "best", "cheers", "sincerely", "mit freundlichen grüßen", "mit freundlichen grüssen", "freundliche grüße", "viele grüße", "beste grüße",
	"liebe grüße", "vielen dank", "danke", "lg", "vg", "mfg", "cordialement", "bien cordialement", "bonne journée", "merci", "saludos cordiales", "un saludo", "saludos", "atentamente", "gracias", "cordiali saluti", "saluti", "grazie", "cumprimentos",
	"atenciosamente", "obrigado", "obrigada", "met vriendelijke groet", "vriendelijke groet", "groet", "bedankt", "vänliga hälsningar", "med vänlig hälsning", "mvh", "hälsningar", "tack", "med venlig hilsen", "venlig hilsen", "vh", "tak",
	"med vennlig hilsen", "vennlig hilsen", "hilsen", "takk", "ystävällisin terveisin", "terveisin", "kiitos", "z poważaniem", "pozdrawiam", "dziękuję", "s pozdravem", "děkuji", "s pozdravom", "ďakujem", "üdvözlettel", "köszönöm", "cu stimă",
	"mulțumesc", "saygılarımla", "iyi çalışmalar", "teşekkürler", "с уважением", "спасибо", "з повагою", "дякую", "よろしくお願いいたします", "よろしくお願いします", "谢谢", "謝謝", "감사합니다",
}

// verdictWords are stems by which an answer decides; yesOrNo are the short words.
var verdictWords = stem.Of(
	"approv", "go ahead", "agree", "confirm", "declin", "reject", "refus", "fine with me", "fine by me", "freigabe erteil", "freigegeben", "geb frei", "gebe frei", "genehmig", "einverstanden", "stimme zu", "zustimm", "ablehn", "lehne", "passt",
	"accord", "valide", "validé", "approuv", "accepte", "aprueb", "aprob", "de acuerdo", "conforme", "rechaz", "adelante", "va bene", "accett", "approvat", "confermo", "rifiut", "respingo", "aprovad", "aprovo", "concordo", "recus", "rejeit",
	"akkoord", "goedgekeurd", "keur", "eens", "afgewezen", "godkän", "godkend", "godkjen", "avslå", "avvis", "afvis", "hyväksy", "hylkä", "zgadzam", "zgoda", "zatwierdz", "akceptuj", "odrzuc", "odmaw", "schval", "souhlas", "súhlas", "zamít", "zamiet",
	"jóváhagy", "egyetért", "rendben", "elutasít", "sunt de acord", "resping", "onay", "kabul", "reddediy", "uygundur", "одобр", "соглас", "утвержд", "отклон", "погодж", "схвал", "затвердж", "відхил", "承認", "了解", "承知", "却下", "同意", "批准", "可以", "拒绝", "拒絕", "승인", "동의", "반려",
)

var yes = set("ok", "okay", "yes", "yep", "ja", "oui", "sí", "sì", "sim", "kyllä", "igen", "evet", "tamam", "да", "так", "はい", "好的", "네", "👍", "✅")

var yesOrNo = set("ok", "okay", "yes", "yep", "no", "ja", "jo", "nein", "oui", "non", "sí", "si", "sì", "sim", "não", "nee", "nej", "nei", "kyllä", "joo", "tak", "nie", "ano", "áno", "igen", "nem", "da", "nu", "evet", "hayır", "tamam", "да", "нет", "так", "ні", "はい", "いいえ", "是", "好", "好的", "네", "예", "아니요", "👍", "✅")
