package quote_test

import (
	"testing"

	"goodword/mail/parse/quote"
)

func TestSentFrom(t *testing.T) {
	t.Parallel()
	for _, line := range []string{
		"Sent from my iPhone", "Sent from my Samsung Galaxy smartphone.", "Von meinem iPhone gesendet", "Gesendet mit der Web.de Mail App", "Envoyé de mon iPad", "Envoyé depuis mon téléphone",
		"Enviado desde mi iPhone", "Enviado do meu iPhone", "Inviato da iPhone", "Verstuurd vanaf mijn iPhone", "Skickat från min iPhone", "Sendt fra min iPhone", "Lähetetty iPhonesta",
		"Wysłane z iPhone'a", "Odesláno z iPhonu", "Poslano iz mojega iPhona", "Odoslané z iPhonu", "Küldve az iPhone-omról", "Enviat des del meu iPhone", "Nire iPhonetik bidalia", "Sent úr iPhone", "iPhone készülékemről küldve", "Trimis de pe iPhone", "Poslano s mog iPhonea", "Отправлено с iPhone", "Надіслано з iPhone", "iPhone'umdan gönderildi",
		"Στάλθηκε από το iPhone μου", "נשלח מה-iPhone שלי", "أرسلت من الـ iPhone", "iPhoneから送信", "发自我的iPhone", "從我的 iPhone 傳送", "나의 iPhone에서 보냄", "Dikirim dari iPhone saya", "Đã gửi từ iPhone của tôi", "ส่งจาก iPhone ของฉัน",
		"Get Outlook for iOS<https://aka.ms/o0ukef>", "Outlook für Android beziehen", "Télécharger Outlook pour iOS", "Pobierz aplikację Outlook dla systemu iOS", "获取适用于 iOS 的 Outlook", "iOS 版 Outlook を入手", "<Sent from Yahoo Mail on Android>",
	} {
		if !quote.SentFrom(line) {
			t.Errorf("not known: %q", line)
		}
	}
	for _, line := range []string{
		"", "Sent it yesterday.", "Send it.", "Approved.", "Gesendet.", "She found my iPhone.", "Outlook is good.", "I sent her home from the desk on that day because the guest was angry, and my mobile rang.",
	} {
		if quote.SentFrom(line) {
			t.Errorf("taken for a phone's line: %q", line)
		}
	}
}

func TestSignatureAt(t *testing.T) {
	t.Parallel()
	cases := map[string]int{
		"one\ntwo":                     2,
		"one\n-- \nTom":                1,
		"one\n\n—\nTom":                1,
		"one\n\nSent from my iPhone\n": 1,
		"one\n\n________________\n":    1,
		"-- \nTom":                     0,
		"one\ntwo\n\nThis is confidential, intended for the recipient, and may be privileged.": 2,
	}
	for text, want := range cases {
		lines := quote.Lines(text)
		if got := quote.SignatureAt(lines, 0, len(lines)); got != want {
			t.Errorf("%q: line %d, want %d", text, got, want)
		}
	}
}
