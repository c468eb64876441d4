package bounce

import "goodword/mail/parse/stem"

// Subjects that only programs write, at the head of a subject. All lower case.
var autoSubjects = []string{
	// English
	"automatic reply", "auto reply", "auto-reply", "autoreply", "auto:", "automatic response", "auto response", "auto-response",
	"autoresponse", "automated reply", "automated response", "autoresponder", "out of office autoreply", "out of office auto-reply",
	"out of office reply", "out-of-office reply", "vacation reply", "vacation response", "vacation autoreply", "away from my mail",
	// German, Dutch, Scandinavian, Icelandic, Finnish, Baltic
	"automatische antwort", "automatische rückantwort", "abwesenheitsnotiz", "abwesenheitsnachricht", "abwesenheitsmeldung",
	"abwesenheitsassistent", "automatische abwesenheits", "automatische nachricht", "autom. antwort",
	"automatisch antwoord", "automatisch afwezigheids", "afwezigheidsbericht", "afwezigheidsassistent", "automatische reactie", "automatisch bericht",
	"autosvar", "automatiskt svar", "frånvaromeddelande", "automatiskt frånvaro", "automatisk svar", "fraværsmeddelelse", "fraværsmelding",
	"automatisk besked", "automatisk fravær", "automatisk melding", "sjálfvirkt svar", "automaattinen vastaus", "automaattinen poissaolo",
	"poissaoloviesti", "poissaoloilmoitus", "automaatvastus", "automātiskā atbilde", "automātiska atbilde", "automatinis atsakymas",
	// French, Spanish, Portuguese, Italian, Catalan, Romanian
	"réponse automatique", "reponse automatique", "absence du bureau", "message d'absence", "message d’absence", "notification d'absence",
	"notification d’absence", "avis d'absence", "message automatique", "réponse auto", "respuesta automática", "respuesta automatica",
	"contestación automática", "mensaje automático", "respuesta por ausencia", "resposta automática", "resposta automatica",
	"mensagem automática", "resposta de ausência", "risposta automatica", "messaggio automatico", "risposta fuori sede", "risposta di assenza",
	"resposta automàtica", "răspuns automat", "raspuns automat",
	// Polish, Czech, Slovak, Hungarian, Slovenian, Croatian, Turkish, Greek
	"automatyczna odpowiedź", "odpowiedź automatyczna", "autoodpowiedź", "automatyczna odpowiedz", "automatická odpověď", "odpověď v nepřítomnosti",
	"automatická odpoveď", "automatikus válasz", "automatikus üzenet", "samodejni odgovor", "samodejno sporočilo", "automatski odgovor",
	"otomatik yanıt", "otomatik cevap", "αυτόματη απάντηση",
	// Cyrillic
	"автоматический ответ", "автоответ", "автоматическое сообщение", "автоматична відповідь", "автовідповідь", "автоматичен отговор",
	"аутоматски одговор",
	// Hebrew, Arabic, Thai, Vietnamese, Indonesian
	"תשובה אוטומטית", "מענה אוטומטי", "رد تلقائي", "الرد التلقائي", "ตอบกลับอัตโนมัติ", "การตอบกลับอัตโนมัติ", "trả lời tự động", "tự động trả lời",
	"balasan otomatis", "jawaban otomatis", "balasan automatik",
	// Japanese, Chinese, Korean
	"自動応答", "自動返信", "自動回答", "不在通知", "不在応答", "不在のお知らせ", "不在連絡", "自动回复", "自動回覆", "自动答复", "自動答覆", "自動回復", "自动应答",
	"자동 회신", "자동회신", "자동 응답", "자동응답", "자동 답장", "부재중 자동",
}

// Subjects of absence notes that a person may write too: they count beside a
// program's mark or the words of an absence note.
var absenceSubjects = []string{
	"out of office", "out of the office", "out-of-office", "ooo", "on vacation", "on leave", "on holiday", "away from", "i am away", "i'm away",
	"away until", "away from the office", "annual leave", "maternity leave", "parental leave", "abwesenheit", "abwesend", "nicht im büro", "nicht im haus",
	"ich bin im urlaub", "urlaub", "außer haus", "ausser haus", "absence", "absent", "je suis absent", "en congé", "congés", "fuera de la oficina",
	"fuera de oficina", "ausente", "ausencia", "de vacaciones", "ausência", "fora do escritório", "fora da empresa", "em férias", "férias", "fuori sede",
	"fuori ufficio", "assente", "assenza", "in ferie", "afwezig", "niet aanwezig", "met vakantie", "vakantie", "buiten kantoor", "frånvaro", "frånvarande",
	"semester", "ej på kontoret", "inte på kontoret", "ikke til stede", "ikke på kontoret", "ude af kontoret", "fravær", "ferie", "på ferie", "poissa",
	"poissaolo", "lomalla", "poza biurem", "nieobecność", "nieobecny", "nieobecna", "urlop", "mimo kancelář", "nepřítomnost", "dovolená", "mimo kancelárie",
	"neprítomnosť", "házon kívül", "távollét", "szabadság", "în afara biroului", "în concediu", "concediu", "ofis dışı", "izindeyim", "odsotnost",
	"odsutnost", "izvan ureda", "εκτός γραφείου", "απουσία", "вне офиса", "отсутств", "я в отпуске", "в отпуске", "отпуск", "нет на месте", "меня нет", "я на больничном", "больничный", "я у відпустці", "відпустка", "absente", "som na dovolenke", "dovolenka", "jsem na dovolené", "jestem na urlopie", "na urlopie", "szabadságon", "sunt în concediu",
	"izinde", "yıllık izin", "holder ferie", "har ferie", "på semester", "olen lomalla", "loma", "estou de férias", "de férias", "estoy de vacaciones", "vacaciones", "en vacances", "sono in ferie", "op vakantie", "im urlaub", "休暇のお知らせ", "поза офісом", "у відпустці",
	"відсутн", "отсъств", "不在", "外出中", "休暇", "外出", "休假", "不在办公室", "不在辦公室", "出差", "부재중", "부재", "휴가",
}

// Those of them that name holidays.
var holidaySubjects = []string{
	"on vacation", "on holiday", "urlaub", "im urlaub", "en congé", "congés", "en vacances", "de vacaciones", "vacaciones", "em férias", "de férias", "férias", "in ferie", "met vakantie", "op vakantie", "vakantie", "semester",
	"på semester", "ferie", "på ferie", "lomalla", "loma", "urlop", "na urlopie", "dovolená", "dovolenka", "szabadság", "szabadságon", "concediu", "în concediu", "yıllık izin", "в отпуске", "отпуск", "відпустка", "у відпустці", "休暇", "休假", "휴가",
}

// Words that tell of an absence, in the first lines of a mail.
var absenceWords = stem.Of(
	"out of the office", "out of office", "away from the office", "away from my desk", "on vacation", "on annual leave", "on leave", "on holiday",
	"currently away", "i am away", "i'm away", "i will be away", "i'll be away", "limited access to e", "no access to e", "upon my return", "when i return",
	"returning to the office", "back in the office", "on parental leave", "maternity leave", "currently unavailable", "not in the office",
	"nicht im büro", "nicht im haus", "im urlaub", "abwesend", "abwesenheit", "außer haus", "ausser haus", "nicht erreichbar", "wieder erreichbar", "wieder im büro",
	"nicht weitergeleitet", "auf dienstreise", "wieder für sie da", "elternzeit",
	"absent", "en congé", "en vacances", "mon absence", "de retour", "hors du bureau",
	"fuera de la oficina", "fuera de oficina", "de vacaciones", "mi ausencia", "estaré ausente", "estoy ausente", "me encuentro ausente", "sin acceso a",
	"fora do escritório", "de férias", "em férias", "minha ausência", "ausente", "estarei de volta",
	"fuori ufficio", "fuori sede", "in ferie", "assente", "mia assenza", "sarò di nuovo", "rientrerò", "rientro",
	"niet aanwezig", "afwezig", "met vakantie", "op vakantie", "niet op kantoor", "mijn afwezigheid", "weer aanwezig",
	"inte på kontoret", "semester", "frånvarande", "ledig", "åter på kontoret", "på ferie", "ikke på kontoret", "ikke til stede", "fraværende", "tilbage på",
	"tilbake på", "lomalla", "poissa", "palaan", "poza biurem", "na urlopie", "nieobecn", "mimo kancelář", "na dovolené", "nepřítom", "házon kívül", "szabadságon",
	"távol", "în concediu", "lipsesc", "izindeyim", "ofis dışında", "в отпуске", "вне офиса", "отсутств", "у відпустці", "відсутн",
	"не будет в офисе", "нет в офисе", "в командировке", "holder ferie", "har ferie", "på dovolenke", "na dovolenke", "plecat din birou", "plecată din birou", "estoy de baja", "me incorporo", "en congés", "yıllık izin", "ofiste değil", "немає в офісі",
	"복귀", "出社いたします", "不在", "休暇", "休みを", "外出", "休假", "不在办公室", "출장", "휴가", "부재중",
)

// Subjects and words of programs that ask a sender to prove they are a person.
var challengeSubjects = stem.Of(
	"confirm your message", "confirm your email", "please confirm", "verification required", "verify your", "please verify", "your email requires verification",
	"message awaiting", "sender verification", "action required to deliver", "bestätigen sie ihre nachricht", "confirmez votre message",
)

var challengeWords = stem.Of(
	"challenge", "to prove", "you are a human", "you're a human", "not a spammer", "unsolicited", "whitelist", "approved sender", "spam protection",
	"click the link below to deliver", "held until", "will be delivered once", "spamschutz", "anti-spam",
)

// Subjects of digests of held mail.
var quarantineSubjects = stem.Of(
	"quarantine", "spam digest", "spam report", "spam summary", "held messages", "message(s) on hold", "messages on hold", "messages held", "quarantäne",
	"spam-bericht", "quarantaine", "cuarentena", "quarentena", "quarantena", "карантин", "junk email summary", "blocked messages", "spam notification",
)
