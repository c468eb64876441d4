package bounce

import "goodword/mail/parse/stem"

// nameStops are capitalised words that are no names: titles, offices, German
// and sentence-opening words.
var nameStops = set(
	"mr", "mrs", "ms", "miss", "dr", "prof", "herr", "herrn", "frau", "hr", "fr", "monsieur", "madame", "m", "mme", "señor", "señora", "sr", "sra", "signor", "signora", "sig", "dott", "ing",
	"i", "my", "in", "for", "please", "if", "the", "our", "ihre", "ihren", "sie", "ihnen", "bitte", "in", "für", "meine", "meinen", "meiner", "kollegin", "kollege", "kollegen", "team",
	"vertretung", "fällen", "angelegenheiten", "anliegen", "fragen", "abwesenheit", "zeit", "notfällen", "support", "service", "helpdesk", "desk", "office", "department", "reception",
	"email", "e-mail", "mail", "tel", "telefon", "phone", "mobile", "monday", "tuesday", "wednesday", "thursday", "friday", "best", "kind", "regards", "thank", "thanks", "grüßen", "grüße", "mit",
	"abteilung", "sekretariat", "leitung", "assistentin", "assistent", "acil", "bij", "en", "em", "v", "w", "za", "з", "по", "для", "mijn", "mon", "ma", "mi", "minha", "meu",
	"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "adresse", "nachricht", "nachrichten", "urgent",
)

// selfWords send the reader to the absent person after all.
var selfWords = stem.Of(
	"contact me", "reach me", "call me", "write to me", "erreichen sie mich", "kontaktieren sie mich", "rufen sie mich", "me contacter", "me joindre",
	"contactarme", "contattarmi", "contact met mij", "contactar-me", "kontakta mig", "kontakt mig", "kontakt meg", "skontaktować się ze mną", "kontaktujte mě", "kontaktujte ma", "contactați-mă", "bana ulaş", "со мной", "зі мною",
)

// standingIn are what a deputy does who is named before it.
var standingIn = stem.Of(
	"covering for me", "is covering", "will cover", "covers for me", "standing in", "stands in", "stand in for me", "vertritt mich", "vertreten mich", "mich vertreten",
	"me remplace", "assure mon remplacement", "me sustituye", "me sustituirá", "mi sostituisce", "me substitui", "vervangt mij", "vervangt me", "neemt voor mij waar", "ersätter mig", "vikarierar", "vikarierer",
	"mnie zastępuje", "zastępuje mnie", "mě zastupuje", "ma zastupuje", "меня замещает", "мене заміщ",
)

// deputyWords send the reader to somebody else.
var deputyWords = stem.Of(
	"please contact", "contact ", "reach out to", "get in touch with", "in my absence", "my deputy", "my colleague", "turn to", "write to", "speak to", "covering for me", "will cover", "call ", "in urgent cases", "for urgent",
	"vertretung", "vertritt", "vertreten", "in dringenden", "wenden sie sich", "wende dich", "kontaktieren", "ansprechpartner", "meine kollegin", "mein kollege", "meinen kollegen", "meine kollegen",
	"contacter", "contactez", "adresser à", "remplace", "mon collègue", "ma collègue", "en mon absence", "en cas d'urgence", "en cas d’urgence", "joindre",
	"contactar", "contacte", "contacta ", "diríjase", "dirigirse", "en mi ausencia", "mi compañer", "póngase en contacto", "ponerse en contacto", "en caso de urgencia",
	"contattare", "contatti ", "rivolgersi", "rivolgetevi", "in mia assenza", "durante la mia assenza", "il mio collega", "la mia collega", "per urgenze",
	"contact opnemen", "neem contact", "mijn collega", "waarneemt", "waargenomen", "vervang", "wenden tot", "contact op met",
	"contate", "entrar em contato", "entrar em contacto", "entre em contato", "contacte", "na minha ausência", "meu colega", "minha colega", "assuntos urgentes",
	"kontakta", "min kollega", "vänd dig", "kontakt ", "kontakte", "min kollega", "min kollega", "henvend", "ota yhteyttä", "ottakaa yhteyttä", "sijaiseni", "sijaisenani", "sijaistaa",
	"proszę o kontakt", "skontaktować", "zastępuje", "zastępstwo", "kontaktujte", "zastupuje", "обращайтесь", "обращаться", "свяжитесь", "замещает", "звертайтесь",
	"direct enquir", "direct inquir", "direct quer", "direct all", "direct your", "direct any", "directed to", "anything urgent", "urgent matter", "covered by", "is covering", "stand in for me", "standing in", "my backup", "on my behalf",
	"reach my", "e-mail to", "email to", "refer to", "urgent request", "urgent question", "dringende", "dringend", "notfall", "notfällen", "vertreter", "erreichen sie", "urgence", "urgente", "urgenz", "urgênc",
	"sostitui", "sustitu", "substitu", "dirigir", "falar com", "procur", "spoed", "waarnemer", "vervang", "bereiken", "brådskande", "ärende", "ersättare", "vikarie", "ersätter", "haster", "hastesag", "hurtig svar", "stedfortræder", "stedfortreder",
	"vikar", "kiireelli", "asioissa", "sijai", "pilnych", "pilne", "kontakt z", "naléhav", "urgentn", "v naliehav", "zástup", "obraťte", "obráťte", "kontaktova",
	"helyettes", "keresse", "keressék", "fordulj", "sürgős", "contacta", "contactaț", "înlocui", "urgen", "adresa", "luați legătura", "acil", "yerime", "vekalet", "vekâlet", "iletişim", "ulaşabilir", "başvur",
	"замещ", "замещать", "срочн", "вопросам", "заміщ", "терміно", "звертат", "зверніть", "обратите", "обратите", "zamjen", "hitn", "obrati", "για επείγοντα", "επικοινων", "לפנות", "דחופ", "للتواصل", "العاجل",
	"急ぎ", "緊急", "不在中", "代理", "代わり", "代行", "担当", "ご連絡", "急事", "紧急", "緊急", "请联系", "請聯", "请与", "聯絡", "联络", "联系", "負責", "负责", "代替",
	"급한", "긴급", "대행", "대신", "대리", "문의", "연락", "업무",
)
