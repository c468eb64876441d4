package quote

// labelNames lists the labels mail programs write above quoted and forwarded
// mail, by field. Order within a row: English, German, Romance, Dutch and
// Nordic, Baltic and Finnic, Slavic, others of Europe, Near East, South and
// East Asia, Africa. A name stands in one row only: "A" is Italian for "to".
var labelNames = map[Field]string{
	From: "From,Von,Absender,De,Expéditeur,Emisor,Remitente,Remetente,De parte de,Da,Mittente,De la,Expeditor,Van,Afzender,Från,Avsändare,Fra,Avsender,Afsender,Frá," +
		"Lähettäjä,Saatja,Kellelt,No,Sūtītājs,Nuo,Siuntėjas,Od,Odesílatel,Odosielateľ,Nadawca,Šalje,Pošiljatelj,Pošiljalec,Pošiljalac,Šalje se od,От,От кого,Отправитель,Подател,Від,Від кого,Відправник,Од,Пошиљалац,Испраќач,Ад," +
		"Feladó,Küldő,Από,Αποστολέας,Kimden,Gönderen,Nga,Nork,Igorlea,Ó,Oddi wrth,Kimdən,Kimdan,Кімнен,გამგზავნი,Ումից," +
		"מאת,من,المرسل,از,فرستنده,سے,Dari,Pengirim,Daripada,Từ,Người gửi,จาก,ผู้ส่ง,प्रेषक,से,থেকে,அனுப்புநர்,Mula kay,Mula sa,Kutoka,Vanaf," +
		"差出人,送信者,送信元,发件人,發件人,寄件者,寄件人,发信人,发送人,發送人,보낸 사람,보낸이,발신,발신인,보낸사람,보내는 사람",
	To: "To,An,Empfänger,À,A,Pour,Destinataire,Destinataires,Para,Destinatario,Destinatarios,Destinatário,Destinatários,Per,Per a,Către,Catre,Pentru,Destinatar,Aan,Ontvanger,Naar,Till,Mottagare,Til,Mottaker,Modtager," +
		"Vastaanottaja,Vastaanottajat,Saaja,Kellele,Adressaat,Kam,Adresāts,Kam adresuota,Gavėjas,Komu,Příjemce,Pro,Pre,Príjemca,Do,Adresat,Odbiorca,Prima,Za,Primatelj,Prejemnik,Primalac,Кому,Получатель,До,Получател,Одержувач,За,Прималац,Каму," +
		"Címzett,Kapja,Προς,Παραλήπτης,Kime,Alıcı,Alıcılar,Për,Nori,Hartzailea,Chuig,At,Kimə,Kimga,Кімге,მიმღები,Ում," +
		"אל,עבור,נמען,إلى,الى,المستلم,به,گیرنده,Kepada,Ke,Untuk,Penerima,Đến,Tới,Người nhận,ถึง,ผู้รับ,प्रति,को,प्राप्तकर्ता,প্রতি,Para kay,Kwa,Aan wie," +
		"宛先,送信先,宛て先,收件人,收件者,收信人,받는 사람,받는이,수신,수신인,수신자,받는사람",
	Cc: "Cc,CCi visible,Kopie,Kopie CC,Kopie an,Copie à,Copie,Copie carbone,Con copia,Con copia a,Copia,Copia per conoscenza,Com cópia,Cópia,Per conoscenza,Copie la,Kopi,Kopi til,Kopia,Kopia till,Afrit," +
		"Kopio,Kopija,Koopia,Kópia,V kopii,Kópia pre,Na vědomí,DW,Do wiadomości,UDW visible,Kopije,Копия,Копія,Копие,Копија,Копія кому," +
		"Másolatot kap,Másolat,Κοιν,Κοινοποίηση,Bilgi,Kopya,Dijital Kopya,Kópja,עותק,העתק,נسخة,نسخة,نسخة إلى,رونوشت,Salinan,Tembusan,Đồng gửi,สำเนา,สำเนาถึง,प्रतिलिपि," +
		"抄送,副本,抄送人,副本抄送,參考,참조,写し,カーボンコピー",
	Bcc: "Bcc,Blindkopie,Cci,Cco,Ccn,UDW,Skrytá kopie,Skrytá kópia,Скрытая копия,Piilokopio,Hemlig kopia,Blindkopi,Titkos másolat,密送,密件副本,숨은 참조",
	Subject: "Subject,Betreff,Objet,Sujet,Asunto,Assunto,Assumpte,Oggetto,Argomento,Subiect,Subiectul,Titlu,Onderwerp,Ämne,Ärende,Emne,Efni," +
		"Aihe,Otsikko,Teema,Pealkiri,Temats,Tēma,Tema,Předmět,Predmet,Věc,Vec,Temat,Naslov,Zadeva,Тема,Предмет,Относно,Наслов,Тэма," +
		"Tárgy,Θέμα,Konu,Subjekti,Lënda,Gaia,Ábhar,Pwnc,Mövzu,Mavzu,Тақырып,თემა,Թեմա," +
		"נושא,הנדון,الموضوع,موضوع,عنوان,Subjek,Perihal,Hal,Judul,Tajuk,Chủ đề,Tiêu đề,เรื่อง,หัวเรื่อง,विषय,বিষয়,பொருள்,Paksa,Mada,Onderwerp van," +
		"件名,题目,主题,主旨,主題,標題,标题,제목,表題,題名",
	Date: "Date,Sent,Sent on,Sent at,Datum,Gesendet,Gesendet am,Envoyé,Envoyé le,Date d'envoi,Fecha,Fecha de envío,Enviado,Enviado el,Enviada,Enviada em,Enviado em,Data,Data do envio,Enviat,Inviato,Inviato il,Data invio,Dată,Trimis,Trimisă,Trimis la,Verzonden,Verzonden op,Skickat,Skickad,Datum och tid,Dato,Sendt,Dagsetning,Dags,Sent þann," +
		"Päivämäärä,Päiväys,Lähetetty,Pvm,Kuupäev,Saadetud,Datums,Nosūtīts,Išsiųsta,Datē,Odesláno,Odoslané,Dátum,Wysłano,Data wysłania,Poslano,Poslato,Дата,Отправлено,Дата отправки,Изпратено,Надіслано,Дата надсилання,Датум,Послато,Испратено,Адпраўлена," +
		"Elküldve,Küldés ideje,Küldte,Küldve,Ημερομηνία,Ημ/νία,Στάλθηκε,Εστάλη,Απεστάλη,Tarih,Gönderildi,Gönderme Tarihi,Gönderim Tarihi,Dërguar,Datë,Bidalia,Bidaltze data,Dáta,Seolta,Dyddiad,Anfonwyd,Göndərilib,Tarix,Sana,Yuborilgan,Күні,თარიღი,Ամսաթիվ," +
		"תאריך,נשלח,בתאריך,التاريخ,تاريخ,تاريخ الإرسال,الإرسال,أرسلت,أُرسلت,تم الإرسال,تاریخ,فرستاده شده,ارسال شده,Tanggal,Dikirim,Tarikh,Dihantar,Ngày,Đã gửi,Thời gian,Gửi lúc,วันที่,ส่ง,ส่งเมื่อ,दिनांक,तारीख,भेजा गया,তারিখ,Petsa,Ipinadala,Tarehe,Imetumwa,Gestuur," +
		"日付,日時,送信日時,送信日,日期,时间,時間,发送时间,发送日期,發送時間,寄件日期,傳送時間,傳送日期,發送日期,발신일,보낸 날짜,보낸 시간,날짜,일시,보낸날짜,발송일,날자,寄送日期",
	ReplyTo: "Reply-To,Réponse à,Antwoord naar,Antwort an,Antworten an,Répondre à,Responder a,Responder para,Rispondi a,Risposta,Antwoord aan,Beantwoorden,Svar til,Svara till,Svar till,Vastaa,Vastausosoite,Odpovědět komu,Odpoveď,Odpowiedź do,Odgovori,Odgovor,Ответить,Кому ответить,Відповісти,Válaszcím,Yanıt,Yanıtla,Yanıt Adresi,Répondre,Răspunde la,Απάντηση προς,返信先,回复至,回覆至,回复地址,회신 대상,응답,Balas Ke,Trả lời đến,השב אל,الرد على",
	Sender:  "Sender,Resent-From,On behalf of,Im Auftrag von,Envoyé par,Return-Path,X-Original-From,Errors-To,Mailed-by,Signed-by,Gesendet von,代表",
	Other: "Importance,Priority,Sensitivity,Attachments,Attachment,Attached,Message-ID,MIME-Version,Content-Type,Content-Transfer-Encoding,In-Reply-To,References,Received,User-Agent,X-Mailer,Delivered-To,Organization,Organisation,Newsgroups,Followup-To,Categories,Thread-Topic,Thread-Index,Resent-To,Resent-Date,List-Id,DKIM-Signature,Account,Folder," +
		"Vertraulichkeit,Confidentialité,Confidencialidad,Confidencialidade,Riservatezza,Gevoeligheid,Känslighet,Følsomhed,Følsomhet,Charakter,Poufność,Конфиденциальность,Wichtigkeit,Priorität,Anlagen,Anlage,Anhang,Anhänge,Importance haute,Priorité,Pièces jointes,Pièce jointe,Importancia,Prioridad,Datos adjuntos,Archivos adjuntos,Adjuntos,Importância,Prioridade,Anexos,Importanza,Priorità,Allegati,Allegato,Importanță,Atașări,Urgentie,Prioriteit,Bijlagen,Bijlage,Prioritet,Bifogade filer,Bilagor,Vikt,Vedlegg,Vedhæftede filer,Vedhæftet," +
		"Tärkeys,Liitteet,Důležitost,Priorita,Přílohy,Príloha,Prílohy,Dôležitosť,Ważność,Priorytet,Załączniki,Važnost,Privici,Prilozi,Важность,Вложения,Приоритет,Важливість,Вкладення,Fontosság,Mellékletek,Σπουδαιότητα,Συνημμένα,Önem,Ekler,חשיבות,קבצים מצורפים,الأهمية,المرفقات,添付ファイル,重要度,附件,重要性,첨부 파일,첨부,중요도",
	Foreign: "Name,First name,Last name,Full name,Email,E-mail,E-mail address,Email address,Mail,Phone,Telephone,Tel,Mobile,Fax,Web,Website,URL,Address,City,Country,Company,Order,Order number,Order no,Order ID,Order date,Invoice,Customer,Customer number,Total,Amount,Price,Quantity,Item,Product,Guest,Guest name,Room,Booking,Booking number,Reservation,Check-in,Check-out,Arrival,Departure,Flight,Seat,Passenger,Status,Message,Message body,Comment,Comments,Feedback,Rating,Where,When,Who,What,Location,Time,Duration,Meeting ID,Passcode,Contact,Host,Server,Username,Password,IP,Note,Notes,PS,P.S,For,About,Room type,Department,Store,Branch," +
		"Vorname,Nachname,Telefon,Handy,Anschrift,Adresse,Ort,Firma,Bestellung,Bestellnummer,Kunde,Kundennummer,Summe,Betrag,Preis,Menge,Gast,Zimmer,Buchung,Buchungsnummer,Anreise,Abreise,Nachricht,Kommentar,Wo,Wann,Wer,Für," +
		"Nom,Prénom,Téléphone,Courriel,Ville,Société,Commande,Client,Montant,Prix,Quantité,Chambre,Réservation,Arrivée,Départ,Lieu,Quand,Nombre,Apellidos,Teléfono,Correo,Correo electrónico,Dirección,Pedido,Cliente,Importe,Precio,Habitación,Reserva,Mensaje,Mensagem,Lugar,Cuándo,Nome,Cognome,Telefono,Indirizzo,Ordine,Prezzo,Camera,Prenotazione,Messaggio,Naam,Telefoon,Adres,Bestelling,Klant,Bedrag,Bericht,Namn,Navn,Nimi,Puhelin,Imię,Nazwisko,Imię i nazwisko,Klient,Zamówienie,Jméno,Meno,Név,Telefonszám,Ime,Prezime,Nume,Имя,Телефон,Адрес,Заказ,Сообщение,Ім'я,Замовлення,Ad,Ad Soyad,Telefon no,Sipariş,Mesaj,Όνομα,Τηλέφωνο,שם,טלפון,الاسم,الهاتف,お名前,氏名,名前,電話番号,電話,住所,注文番号,姓名,电话,電話號碼,地址,订单号,訂單編號,이름,전화번호,주소,주문번호",
}
