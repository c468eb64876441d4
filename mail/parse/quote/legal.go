package quote

import "goodword/mail/parse/stem"

// Legal tells a paragraph of the kind lawyers and virus scanners put below
// mails: with three of the words such texts are made of, or long and with two.
func Legal(text string) bool {
	if len(text) < 60 {
		return false
	}
	count := legalStems.Count(text, 3)
	return count >= 3 || count == 2 && len(text) >= 200
}

var legalStems = stem.Of(
	"confidential", "intended", "recipient", "privileged", "disclos", "unauthori", "virus", "in error", "registered office", "registered in", "consider the environment", "disclaimer",
	"vertraulich", "bestimmt", "empfänger", "irrtümlich", "geschäftsführer", "handelsregister", "amtsgericht", "ust-id", "umsatzsteuer", "sitz der gesellschaft",
	"confidentiel", "destinataire", "destiné", "par erreur", "imprimer", "divulg", "confidencial", "destinatari", "por error", "por engano", "riservat", "erroneamente", "per errore",
	"vertrouwelijk", "geadresseerde", "bestemd", "abusievelijk", "konfidentiell", "mottagare", "fortrolig", "modtager", "mottaker", "luottamuksel", "vastaanottaj", "poufn", "adresat", "omyłk",
	"adresát", "誤って受信", "機密情報", "误收", "誤收", "잘못 수신", "機密資訊", "指定收件人", "tévedésből", "kizárólag a címzett", "erehdyksessä", "tarkoitettu vain", "din greșeală", "destinat exclusiv", "primatelj", "primaoc", "greškom",
	// Of languages in which nothing is decided, the words for "delete", too: "delete the second recipient, named in error" is no footer.
	"поверително", "грешка", "изтрийте", "rahasia", "sulit", "penerima", "kesalahan", "hapus", "padam", "bảo mật", "thông tin mật", "người nhận", "nhầm lẫn", "xóa", "ความลับ", "ผู้รับ", "ลบทิ้ง", "गोपनीय", "प्राप्तकर्ता", "محرمانه", "گیرنده", "سرية", "المرسل إليه", "المستلم", "خطأ",
	"konfidentsiaal", "adressaa", "ekslik", "konfidenci", "adresāt", "kļūd", "gavėj", "per klaidą", "zaupn", "naslovnik", "pomot", "poverljiv", "primalac", "поверљив", "прималац", "примаоц", "грешком", "trúnað", "λάθος", "διαγράψτε", "סודית", "הנמען", "בטעות",
	"důvěrn", "dôvern", "omylem", "bizalmas", "címzett", "confidențial", "povjerljiv", "конфиденц", "получател", "конфіденц", "одержувач", "gizli", "alıcı", "εμπιστευτικ", "παραλήπτ", "סודי", "חסוי", "سري", "機密", "誤って", "机密", "保密", "기밀", "수신인",
)
