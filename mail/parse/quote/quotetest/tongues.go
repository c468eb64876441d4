// Package quotetest holds the words that mail programs put around quoted mail,
// language by language, for the tests of the packages that read them. Programs
// import it nowhere.
package quotetest

// Tongue is how mail programs label quoted and forwarded mail in one language.
// Its dates are of one moment: Tuesday, 14 April 2026, 09:26.
type Tongue struct {
	Code                        string // BCP 47; "x-…" for one that stands in no table of the program
	From, To, Cc, Subject, Date string // Apple Mail, Thunderbird
	Sent                        string // Outlook's label of the date
	Begin                       string // Apple Mail's title, with its colon
	Forwarded, Original         string // within dividers
	Prefix                      string // Outlook's prefix of the subject
	Outlook                     string // attribution of Outlook for Mac: %D date, %N name in quotes, %A address in brackets
	Gmail                       string // attribution of Gmail, of the moment
	Day                         string // date as Outlook and Gmail write it
}

// Tongues lists the languages.
func Tongues() []Tongue {
	return []Tongue{
		{"en", "From", "To", "Cc", "Subject", "Date", "Sent", "Begin forwarded message:", "Forwarded message", "Original Message", "FW", `On %D, %N %A wrote:`, "On Tue, Apr 14, 2026 at 9:26 AM %N %A wrote:", "Tuesday, April 14, 2026 at 9:26 AM"},
		{"de", "Von", "An", "Kopie", "Betreff", "Datum", "Gesendet", "Anfang der weitergeleiteten Nachricht:", "Weitergeleitete Nachricht", "Ursprüngliche Nachricht", "WG", `Am %D schrieb %N %A:`, "Am Di., 14. Apr. 2026 um 09:26 Uhr schrieb %N %A:", "Dienstag, 14. April 2026 um 09:26"},
		{"fr", "De", "À", "Cc", "Objet", "Date", "Envoyé", "Début du message réexpédié :", "Message transféré", "Message d'origine", "TR", `Le %D, %N %A a écrit :`, "Le mar. 14 avr. 2026 à 09:26, %N %A a écrit :", "mardi 14 avril 2026 à 09:26"},
		{"es", "De", "Para", "CC", "Asunto", "Fecha", "Enviado", "Inicio del mensaje reenviado:", "Mensaje reenviado", "Mensaje original", "RV", `El %D, %N %A escribió:`, "El mar, 14 abr 2026 a las 9:26, %N (%A) escribió:", "martes, 14 de abril de 2026 9:26"},
		{"it", "Da", "A", "Cc", "Oggetto", "Data", "Inviato", "Inizio messaggio inoltrato:", "Messaggio inoltrato", "Messaggio originale", "I", `Il giorno %D %N %A ha scritto:`, "Il giorno mar 14 apr 2026 alle ore 09:26 %N %A ha scritto:", "martedì 14 aprile 2026 09:26"},
		{"nl", "Van", "Aan", "Kopie", "Onderwerp", "Datum", "Verzonden", "Begin doorgestuurd bericht:", "Doorgestuurd bericht", "Oorspronkelijk bericht", "FW", `Op %D heeft %N %A geschreven:`, "Op di 14 apr 2026 om 09:26 schreef %N %A:", "dinsdag 14 april 2026 09:26"},
		{"pl", "Od", "Do", "DW", "Temat", "Data", "Wysłano", "Początek przekazywanej wiadomości:", "Wiadomość przesłana dalej", "Oryginalna wiadomość", "PD", `Dnia %D użytkownik %N %A napisał:`, "wt., 14 kwi 2026 o 09:26 %N %A napisał(a):", "wtorek, 14 kwietnia 2026 09:26"},
		{"sv", "Från", "Till", "Kopia", "Ämne", "Datum", "Skickat", "Vidarebefordrat mejl:", "Vidarebefordrat meddelande", "Ursprungligt meddelande", "VB", `Den %D skrev %N %A:`, "Den tis 14 apr. 2026 kl 09:26 skrev %N %A:", "den 14 april 2026 09:26"},
		{"cs", "Od", "Komu", "Kopie", "Předmět", "Datum", "Odesláno", "Začátek přeposílané zprávy:", "Přeposlaná zpráva", "Původní zpráva", "FW", `Dne %D %N %A napsal(a):`, "út 14. 4. 2026 v 9:26 odesílatel %N %A napsal:", "úterý 14. dubna 2026 9:26"},
		{"da", "Fra", "Til", "Cc", "Emne", "Dato", "Sendt", "Start på videresendt besked:", "Videresendt meddelelse", "Oprindelig meddelelse", "VS", `Den %D skrev %N %A:`, "Den tirs. 14. apr. 2026 kl. 09.26 skrev %N %A:", "14. april 2026 09:26"},
		{"fi", "Lähettäjä", "Vastaanottaja", "Kopio", "Aihe", "Päivämäärä", "Lähetetty", "Välitetty viesti alkaa:", "Välitetty viesti", "Alkuperäinen viesti", "VL", `%N %A kirjoitti %D:`, "ti 14. huhtik. 2026 klo 9.26 %N (%A) kirjoitti:", "tiistai 14. huhtikuuta 2026 klo 9.26"},
		{"hr", "Šalje", "Prima", "Kopija", "Predmet", "Datum", "Poslano", "Započni proslijeđenu poruku:", "Proslijeđena poruka", "Izvorna poruka", "FW", `Dana %D %N %A napisao je:`, "uto, 14. tra 2026. u 09:26 %N %A napisao je:", "utorak, 14. travnja 2026. 9:26"},
		{"hu", "Feladó", "Címzett", "Másolatot kap", "Tárgy", "Dátum", "Elküldve", "Továbbított levél kezdete:", "Továbbított üzenet", "Eredeti üzenet", "TOVÁBBÍTÁS", `%D keltezéssel, %N %A ezt írta:`, "%N %A ezt írta (időpont: 2026. ápr. 14., K, 9:26):", "2026. április 14., kedd 9:26"},
		{"no", "Fra", "Til", "Kopi", "Emne", "Dato", "Sendt", "Videresendt melding:", "Videresendt melding", "Opprinnelig melding", "VS", `Den %D skrev %N %A:`, "tir. 14. apr. 2026 kl. 09:26 skrev %N %A:", "tirsdag 14. april 2026 09:26"},
		{"pt-PT", "De", "Para", "Cc", "Assunto", "Data", "Enviada", "Início da mensagem reencaminhada:", "Mensagem reencaminhada", "Mensagem original", "FW", `A %D, %N %A escreveu:`, "%N %A escreveu (terça, 14/04/2026 à(s) 09:26):", "14 de abril de 2026 09:26"},
		{"ro", "De la", "Către", "Cc", "Subiect", "Dată", "Trimis", "Începe mesajul redirecționat:", "Mesaj redirecționat", "Mesaj original", "FW", `În %D, %N %A a scris:`, "În mar., 14 apr. 2026 la 09:26, %N %A a scris:", "marți, 14 aprilie 2026 09:26"},
		{"ru", "От", "Кому", "Копия", "Тема", "Дата", "Отправлено", "Начало переадресованного сообщения:", "Пересланное сообщение", "Исходное сообщение", "FW", `%D пользователь %N %A написал:`, "вт, 14 апр. 2026 г. в 09:26, %N %A:", "14 апреля 2026 г. 9:26"},
		{"sk", "Od", "Komu", "Kópia", "Predmet", "Dátum", "Odoslané", "Začiatok preposlanej správy:", "Preposlaná správa", "Pôvodná správa", "FW", `Dňa %D používateľ %N %A napísal:`, "ut 14. 4. 2026 o 9:26 %N %A napísal(a):", "utorok 14. apríla 2026 9:26"},
		{"tr", "Kimden", "Kime", "Bilgi", "Konu", "Tarih", "Gönderildi", "İleti başlangıcı:", "İletilmiş İleti", "Özgün İleti", "İLT", `%D tarihinde %N %A şunu yazdı:`, "%N %A, 14 Nis 2026 Sal, 09:26 tarihinde şunu yazdı:", "14 Nisan 2026 Salı 09:26"},
		{"uk", "Від", "Кому", "Копія", "Тема", "Дата", "Надіслано", "Початок листа, що пересилається:", "Переслане повідомлення", "Вихідне повідомлення", "FW", `%D користувач %N %A пише:`, "вт, 14 квіт. 2026 р. о 09:26 %N %A пише:", "вівторок, 14 квітня 2026 р. 9:26"},
		{"zh-CN", "发件人", "收件人", "抄送", "主题", "日期", "发送时间", "下面是被转发的邮件：", "转发的邮件", "原始邮件", "转发", `在 %D，%N %A 写道：`, "%N %A 于2026年4月14日周二 09:26写道：", "2026年4月14日 9:26"},
		{"zh-TW", "寄件者", "收件者", "副本", "主旨", "日期", "寄件日期", "開始轉寄郵件：", "轉寄的郵件", "原始郵件", "轉寄", `%D，%N %A 寫道：`, "%N %A 於 2026年4月14日 週二 上午9:26寫道：", "2026年4月14日 上午 09:26"},
		{"ko", "보낸 사람", "받는 사람", "참조", "제목", "날짜", "보낸 날짜", "전달된 메시지:", "전달된 메시지", "원본 메시지", "전달", `%D, %N %A님이 작성:`, "2026년 4월 14일 (화) 오전 9:26, %N %A님이 작성:", "2026년 4월 14일 화요일 오전 9:26"},
		{"ja", "差出人", "宛先", "Cc", "件名", "日付", "送信日時", "転送されたメッセージ:", "転送メッセージ", "元のメッセージ", "転送", `%D、%N %A のメール:`, "2026年4月14日(火) 9:26 %N %A:", "2026年4月14日火曜日 9:26"},
		{"el", "Από", "Προς", "Κοιν.", "Θέμα", "Ημερομηνία", "Στάλθηκε", "Αρχή προωθημένου μηνύματος:", "Προωθημένο μήνυμα", "Αρχικό μήνυμα", "ΠΡΘ", `Στις %D, ο χρήστης %N %A έγραψε:`, "Στις Τρί 14 Απρ 2026 στις 9:26 π.μ., ο χρήστης %N %A έγραψε:", "Τρίτη, 14 Απριλίου 2026 9:26 πμ"},
		{"he", "מאת", "אל", "עותק", "נושא", "תאריך", "נשלח", "תחילת ההודעה שהועברה:", "הודעה שהועברה", "הודעה מקורית", "הועבר", `בתאריך %D מאת %N %A:`, "\u202bבתאריך יום ג׳, 14 באפר׳ 2026 ב-9:26 מאת \u202a%N\u202c\u200f \u202a%A\u202c\u200f:", "יום שלישי 14 אפריל 2026 09:26"},
		{"ar", "من", "إلى", "نسخة", "الموضوع", "التاريخ", "تاريخ الإرسال", "بداية الرسالة المعاد توجيهها:", "رسالة معاد توجيهها", "الرسالة الأصلية", "إعادة توجيه", `في %D، كتب %N %A:`, "في الثلاثاء، ١٤ أبريل ٢٠٢٦ في ٩:٢٦ ص تمت كتابة ما يلي بواسطة %N %A:", "الثلاثاء، ١٤ أبريل ٢٠٢٦ ٩:٢٦ ص"},
		{"th", "จาก", "ถึง", "สำเนา", "เรื่อง", "วันที่", "ส่ง", "เริ่มข้อความที่ส่งต่อ:", "ข้อความที่ส่งต่อ", "ข้อความเดิม", "FW", `เมื่อ %D %N %A เขียนว่า:`, "ในวันที่ อ. 14 เม.ย. 2026 เวลา 9:26 %N %A เขียนว่า:", "วันอังคารที่ 14 เมษายน 2569 09:26"},
		{"x-am", "ከ", "ለ", "ግልባጭ", "ርዕስ", "ቀን", "የተላከው", "የተላለፈ መልዕክት ጅምር:", "የተላለፈ መልዕክት", "ዋናው መልዕክት", "FW", `በ%D %N %A ጻፈ:`, "በማክሰኞ 14/04/2026 9:26 %N %A ጻፈ:", "ማክሰኞ ኤፕሪል 14 2026 9:26"},
		{"x-km", "ពី", "ជូន", "ចម្លង", "ប្រធានបទ", "កាលបរិច្ឆេទ", "បានផ្ញើ", "សារដែលបានបញ្ជូនបន្ត:", "សារបញ្ជូនបន្ត", "សារដើម", "FW", `នៅ %D %N %A បានសរសេរ:`, "នៅថ្ងៃ 14 មេសា 2026 ម៉ោង 9:26 %N %A បានសរសេរ៖:", "14 មេសា 2026 09:26"},
		{"x-made", "Zorvo", "Quim", "Kapla", "Temvix", "Hodra", "Yezel", "Barno u trelvi gomzak:", "Trelvi gomzak", "Oblu gomzak", "FW", `Yu %D, %N %A brelta:`, "Yu Dor 14 Aprilko 2026 9:26, %N %A brelta:", "Dorvu, 14 Aprilko 2026 9:26"},
		{"x-caps", "ᏂᏓᏳᎶᏒ", "ᎾᏍᎩ", "ᏗᏟᎶᏍᏔᏅ", "ᎤᎬᏩᎵ", "ᎢᎦ", "ᎤᏓᏅᏎ", "ᎤᏓᏅᏎ ᎪᏪᎵ:", "ᎤᏓᏅᏎ ᎪᏪᎵ", "ᎢᎬᏱᏱ ᎪᏪᎵ", "FW", `%D, %N %A ᎤᏪᏅ:`, "14.04.2026 09:26 %N %A ᎤᏪᏅ:", "14.04.2026 09:26"},
	}
}
