package bounce

import "goodword/mail/parse/stem"

// startWords come before the first day away.
var startWords = set("from", "since", "starting", "vom", "von", "ab", "seit", "du", "depuis", "dès", "desde", "del", "dal", "dalla", "van", "vanaf", "de", "från", "fra", "от", "с", "od", "mellan", "entre", "between")

// untilWords come before the last day away.
var untilWords = set(
	"until", "till", "til", "'til", "through", "thru", "bis", "jusqu'au", "jusqu’au", "jusqu'à", "jusqu’à", "jusque", "hasta", "fino", "sino", "tot",
	"t/m", "t/m.", "até", "tom", "t.o.m", "to.m", "do", "až", "pâna", "până", "до", "по", "дo", "eddig", "dek", "έως", "μέχρι", "ως", "kuni", "līdz", "iki", "sampai", "hingga", "sehingga", "đến", "tới", "fins", "ata", "ถึง", "จนถึง", "تا", "לפני", "لغاية", "إلى", "viimeistään", "inntil", "indtil", "fram", "deri", "dtí", "tan", "hadi", "mpaka", "մինչև", "עד", "حتى", "včetně", "vrátane",
)

// rangeWords join the first and the last day.
var rangeWords = set("-", "–", "—", "~", "～", "〜", "to", "bis", "au", "al", "a", "ao", "tot", "t/m", "till", "til", "do", "po", "по", "and", "und", "et", "y", "e", "en", "och", "og", "és", "și", "ve", "и", "і", "й", "ile")

// skipWords stand between such a word and its date.
var skipWords = set(
	"and", "the", "of", "including", "inclusive", "incl", "inkl", "einschließlich", "einschl", "inklusive", "τις", "την", "τη", "τον", "στις", "και", "hết", "ngày", "tanggal", "data", "zum", "zu", "dem", "den", "der", "le", "el", "il", "la", "lo", "op", "en", "med", "met", "og", "och",
	"dia", "día", "o", "os", "this", "next", "day", "close", "business", "end", "at", "least", "on", "d", "m", "compreso", "incluido", "inclus", "inclusief", "zaterdag", "gada", "með", "më", "вкл",
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "tues", "thur", "thurs",
	"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag", "mo", "di", "mi", "do.", "fr", "sa", "so", "montags",
	"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo",
	"lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zondag",
	"segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "segunda", "terça", "quarta", "quinta", "sexta", "feira",
	"måndag", "måndagen", "tisdag", "tisdagen", "onsdag", "onsdagen", "torsdag", "torsdagen", "fredag", "fredagen", "lördag", "lördagen", "söndag", "söndagen",
	"mandag", "tirsdag", "lørdag", "søndag", "maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai",
	"poniedziałku", "wtorku", "środy", "czwartku", "piątku", "soboty", "niedzieli", "понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья",
)

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// returnBefore are words before a day of return.
var returnBefore = []string{
	"back on", "back in", "be back", "am back", "back at", "return on", "returning", "return to", "will return", "i return", "'ll return", "available again", "reachable again", "again on", "again from", "resume",
	"back from", "back by", "my return", "return date", "zurück am", "zurück ab", "wieder ab", "wieder am", "wieder im büro ab", "wieder erreichbar ab", "wieder da ab", "zurück sein", "bin ich ab", "ich bin ab", "bin wieder", "rückkehr",
	"wieder erreichbar", "wieder im büro", "stehe ich ihnen ab", "stehe ihnen ab", "de retour", "mon retour", "serai joignable à partir", "reviendrai", "reprendrai", "serai à nouveau", "serai disponible à partir",
	"vuelvo", "volveré", "regreso", "regresaré", "de vuelta", "mi vuelta", "me reincorpor", "reincorpor", "estaré disponible a partir", "estaré de nuevo", "retorno", "regressarei", "regresso", "voltarei", "volto ", "estarei de volta", "disponível a partir",
	"rientr", "torno ", "tornerò", "sarò di nuovo", "sarò nuovamente", "di ritorno", "disponibile dal", "reperibile dal", "terug op", "ben terug", "weer terug", "weer aanwezig", "weer bereikbaar", "ik ben weer", "ben ik weer", "terug vanaf", "weer op kantoor",
	"tillbaka", "åter på", "åter den", "är åter", "tilbage", "tilbake", "palaan", "takaisin", "wracam", "wrócę", "powrót", "ponownie dostępn", "vrátím", "zpět", "vrátim", "visszatér", "revin", "mă întorc", "döneceğim", "вернусь", "выйду", "возвращаюсь", "буду на месте", "повернусь", "復帰", "出社", "返回", "회사로",
	"kehre am", "kehre ab", "wieder zurück", "je reprends", "serai présent", "retour le", "retour prévu", "me incorporo", "incorporación", "estaré nuevamente", "estarei disponível", "de regresso", "retomarei",
	"torno in", "di rientro", "in ufficio dal", "ben ik terug", "keer terug", "terugkeer", "är på plats", "är tillbaks", "på plats igen", "igen fra", "igjen fra", "takaisin töissä", "tavoitettavissa", "będę dostępn", "będę z powrotem", "do pracy wrac",
	"zpátky", "budu opět", "opět k dispozici", "naspäť", "späť", "budem opäť", "opäť k dispozícii", "ismét elérhető", "újra elérhető", "térek vissza", "revin pe", "mă voi întoarce", "voi reveni", "disponibil din", "disponibilă din", "geri dön", "dönüş",
	"повернуся", "повертаюся", "буду на роботі", "буду доступ", "приступлю", "вернусь", "επιστρέφω", "θα επιστρέψω", "אחזור", "أعود", "سأعود", "връщам се", "vraćam se",
	"ben er weer", "vrnem", "vrnil", "vračam", "grįšiu", "grįžtu", "atgriez", "olen tagasi", "naasen", "kem aftur", "tornaré", "seré de nou", "itzuliko", "kthehem", "се враќам", "се враћам", "враћам се", "се връщам", "ще се върна", "ar ais", "yn ôl",
	"trở lại", "quay lại", "kembali", "กลับมา", "वापस", "بازمی\u200cگردم", "برمی\u200cگردم", "חוזר", "חוזרת", "επιστροφή", "կվերադառնամ", "qayıdacağam", "вярнуся",
}

// backWords make a date right behind them a day of return: "Back 23 November."
var backWords = set("back", "return", "zurück", "retour", "regreso", "vuelta", "regresso", "rientro", "terug", "tillbaka", "åter", "tilbage", "tilbake", "takaisin", "powrót", "zpět", "späť", "vissza", "retur", "dönüş", "возвращение", "повернення")

var returnBeforeSet = stem.Of(returnBefore...)

// returnAfter are words behind a day of return.
var returnAfter = stem.Of(
	"i will be back", "i'll be back", "i am back", "i'm back", "i return", "i will return", "bin ich wieder", "bin ich zurück", "wieder da", "wieder erreichbar", "wieder im büro", "wieder zurück", "zurück", "wieder für sie", "wieder im haus", "wieder zur verfügung",
	"je serai de retour", "je reviens", "je serai à nouveau", "estaré de vuelta", "estarei de volta", "sarò di nuovo", "ben ik weer", "weer aanwezig", "weer bereikbaar", "weer terug", "är jag tillbaka", "är jag åter", "tillbaka", "er jeg tilbage", "er jeg tilbake", "tilbage", "tilbake",
	"kehre ich zurück", "zurückkehren", "je reprends", "reprendrai", "je serai joignable", "volveré", "me reincorpor", "regressarei", "voltarei", "estarei disponível", "rientrerò", "torno in", "sarò in ufficio", "ben ik terug", "keer ik terug",
	"jag åter", "på plats igen", "olen takaisin", "olen jälleen", "będę ponownie", "wracam", "wrócę", "budu zpět", "budu opět", "opět k dispozici", "budem späť", "budem opäť", "leszek elérhető", "leszek újra", "leszek ismét", "újra elérhető", "ismét elérhető", "térek vissza",
	"mă întorc", "voi reveni", "revin ", "dönece", "döneri", "ofiste ol", "iş başı", "işbaşı", "yeniden ofis", "tekrar ofis", "вернусь", "выйду", "буду на", "повернуся", "повертаюся",
	"出社", "復帰", "戻り", "戻る", "戻ります", "勤務", "業務を再開", "回来", "回來", "上班", "返岗", "复工", "恢復", "출근", "돌아", "업무를 재개",
	"に復帰", "より復帰", "から出社", "に出社", "から通常", "より通常", "返回", "回到", "恢复", "복귀", "에 복귀", "я вернусь",
)
