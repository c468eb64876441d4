package bounce

import (
	"strings"
	"testing"

	"goodword/mail/parse/part"
)

// classifyMail reads a mail of header lines and a text.
func classifyMail(header, body string) Verdict {
	if !strings.Contains(header, "From:") {
		header += "From: Bo Lind <bo@corp.example>\n"
	}
	root, _ := part.Parse([]byte(header + "Date: " + sentOn + "\nContent-Type: text/plain; charset=utf-8\n\n" + body))
	return Classify(root, root.Text)
}

func TestAutomaticSubjects(t *testing.T) {
	t.Parallel()
	for _, subject := range []string{
		"Automatic reply: A good word", "Auto: A good word", "AutoReply: A good word", "Out of Office AutoReply: A good word",
		"Automatische Antwort: Ein gutes Wort", "Abwesenheitsnotiz", "Réponse automatique : Un mot", "Réponse automatique : ",
		"Respuesta automática: Hola", "Resposta automática: Olá", "Risposta automatica: Ciao", "Automatisch antwoord: Vraag",
		"Automatiskt svar: Fråga", "Autosvar: Fråga", "Automatisk svar: Hej", "Fraværsmeddelelse: Hej", "Fraværsmelding", "Sjálfvirkt svar: Hæ",
		"Automaattinen vastaus: Hei", "Automaatvastus: Tere", "Automātiskā atbilde: Sveiki", "Automatinis atsakymas: Labas",
		"Automatyczna odpowiedź: Witam", "Automatická odpověď: Dobrý den", "Automatická odpoveď: Dobrý deň", "Automatikus válasz: Szia",
		"Răspuns automat: Salut", "Samodejni odgovor: Zdravo", "Automatski odgovor: Bok", "Otomatik yanıt: Merhaba", "Αυτόματη απάντηση: Γεια",
		"Автоматический ответ: Привет", "Автоответ: Привет", "Автоматична відповідь: Вітаю", "Автоматичен отговор: Здравей",
		"自動応答: お礼", "自動返信：お礼", "不在通知", "自动回复: 你好", "自動回覆: 你好", "자동 회신: 안녕하세요", "תשובה אוטומטית: שלום", "رد تلقائي: مرحبا",
		"ตอบกลับอัตโนมัติ: สวัสดี", "Trả lời tự động: Xin chào", "Balasan otomatis: Halo",
	} {
		if v := classifyMail("Subject: "+subject+"\n", "Text."); v.Kind != KindAutoReply {
			t.Errorf("%q is %q, want an automatic answer", subject, v.Kind)
		}
		// A person who answers or forwards such a note is a person.
		for _, prefix := range []string{"Re: ", "AW: ", "Fwd: "} {
			if v := classifyMail("Subject: "+prefix+subject+"\n", "Approve."); v.Kind != KindPerson {
				t.Errorf("%q is %q (%s), want a person's mail", prefix+subject, v.Kind, v.Reason)
			}
		}
	}
}

func TestKinds(t *testing.T) {
	t.Parallel()
	const away = "I am out of the office and shall answer later."
	for _, c := range []struct{ name, header, body, kind string }{
		{"plain", "Subject: Thanks\n", "Ann was great.", KindPerson},
		{"no subject, no words", "", "", KindPerson},
		{"auto-replied", "Auto-Submitted: auto-replied\nSubject: x\n", "Text.", KindAutoReply},
		{"auto-replied with a parameter", "Auto-Submitted: Auto-Replied (vacation)\nSubject: x\n", "Text.", KindAutoReply},
		{"auto-submitted no", "Auto-Submitted: no\nSubject: Thanks\n", "Ann was great.", KindPerson},
		{"auto-generated", "Auto-Submitted: auto-generated\nSubject: Backup done\n", "Text.", KindReport},
		{"auto-generated absence", "Auto-Submitted: auto-generated\nSubject: Out of office\n", away, KindAutoReply},
		{"auto-notified", "Auto-Submitted: auto-notified\nSubject: x\n", "Text.", KindReport},
		{"x-autoreply", "X-Autoreply: yes\nSubject: x\n", "Text.", KindAutoReply},
		{"x-autoreply no", "X-Autoreply: no\nSubject: Thanks\n", "Ann was great.", KindPerson},
		{"x-autorespond", "X-Autorespond: 1\nSubject: x\n", "Text.", KindAutoReply},
		{"precedence auto_reply", "Precedence: auto_reply\nSubject: x\n", "Text.", KindAutoReply},
		{"icloud", "X-Apple-Action: JUNK/VACATION\nSubject: Re: x\n", "Text.", KindAutoReply},
		{"class 9", "X-POST-MessageClass: 9; Autoresponder\nSubject: x\n", "Text.", KindAutoReply},
		{"autoresponder", "Delivered-To: Autoresponder\nSubject: x\n", "Text.", KindAutoReply},
		{"exchange rule answers", "Return-Path: <>\nX-MS-Exchange-Inbox-Rules-Loop: bo@corp.example\nSubject: x\n", "Text.", KindAutoReply},
		{"exchange rule redirects", "Return-Path: <bo@corp.example>\nX-MS-Exchange-Inbox-Rules-Loop: bo@corp.example\nSubject: x\n", "Ann was great.", KindPerson},
		{"suppressed and absent", "X-Auto-Response-Suppress: All\nSubject: Abwesend\n", "Ich bin nicht im Büro.", KindAutoReply},
		{"suppressed and praising", "X-Auto-Response-Suppress: All\nSubject: Urlaub: Ann hat alles gerettet\n", "Sie war großartig.", KindPerson},
		{"subject and words", "Subject: Out of the office\n", away, KindAutoReply},
		{"subject alone", "Subject: Out of the office party: thank Ann\n", "Ann ran it.", KindPerson},
		{"words alone", "Subject: Thanks to Ann\n", "While I was on vacation Ann did my work.", KindPerson},
		{"absence note from <> naming an address", "Return-Path: <>\nAuto-Submitted: auto-replied\nSubject: Re: x\n",
			"My answer may be delayed. Write to cy@corp.example.\n\n-----Original Message-----\nFrom: x", KindAutoReply},
		{"challenge", "X-TMDA-Confirm: 1\nSubject: x\n", "Text.", KindAutoReply},
		{"vacation of a server's name", "From: Postmaster <postmaster@corp.example>\nAuto-Submitted: auto-replied\nSubject: Automatic reply: x\n", away, KindAutoReply},
		{"postmaster writes", "From: Postmaster <postmaster@corp.example>\nSubject: Thanks\n", "Ann was great.", KindPerson},
		{"daemon says nothing", "From: MAILER-DAEMON@corp.example\nReturn-Path: <>\nSubject: Hello\n", "Text.", KindPerson},
		{"vacation of old", "Precedence: bulk\nSubject: Re: x\n", away, KindAutoReply},
		{"vacation told to an old list", "Precedence: bulk\nList-Id: <all.corp.example>\nSubject: Thanks\n", "While I was on vacation Ann did it all.", KindPerson},
		{"newsletter", "List-Unsubscribe: <x>\nPrecedence: bulk\nSubject: x\n", "Text.", KindBulk},
		{"one click", "List-Unsubscribe: <x>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\nSubject: x\n", "Text.", KindBulk},
		{"campaign with unsubscribe", "List-Unsubscribe: <x>\nX-Campaign: 7\nSubject: x\n", "Text.", KindBulk},
		{"feedback id alone", "Feedback-ID: 1:ses\nSubject: x\n", "Ann was great.", KindPerson},
		{"unsubscribe alone", "List-Unsubscribe: <x>\nSubject: x\n", "Ann was great.", KindPerson},
		{"precedence bulk alone", "Precedence: bulk\nSubject: x\n", "Ann was great.", KindPerson},
		{"an answer through a desk", "In-Reply-To: <a@b.example>\nFeedback-ID: 1:ses\nList-Unsubscribe: <x>\nSubject: Re: x\n", "Yes.", KindPerson},
		{"internal group", "List-Id: <all.corp.example>\nPrecedence: list\nSubject: x\n", "Ann was great.", KindPerson},
		{"reaction digest", "Subject: Reaction Daily Digest - Friday\n", "Text.", KindReaction},
		{"reacted", "Subject: Bo Lind reacted to your message\n", "x", KindReaction},
		{"reacted, german", "Subject: Re: x\n", "Bo Lind hat auf Ihre Nachricht reagiert:\n\nVon: a@b.example", KindReaction},
		{"reacted, then words", "Subject: Re: x\n", "Cy reacted to your message:\nand I approve.", KindPerson},
		{"apple emoji", "Subject: \n", "Reacted 👍 to “Do you approve?”", KindReaction},
		{"loved, in a customer's words", "Subject: My stay\n", "Loved “the smile at the desk”", KindPerson},
		{"loved, and more", "Subject: Re: x\nIn-Reply-To: <a@b.example>\n", "Loved “this”\nand I approve.", KindPerson},
		{"an emoji alone", "Subject: Re: x\n", "👍", KindPerson},
		{"read receipt, french", "Subject: Lu : Un mot\n", "Votre message\n\n À : x\n\na été lu le 12/11/2026.", KindReceipt},
		{"unread", "Subject: Not read: x\n", "Your message was deleted without being read on Friday.", KindReceipt},
		{"calendar class", "Content-Class: urn:content-classes:calendarmessage\nSubject: Accepted: Tea\n", "x", KindCalendar},
		{"accepted, by hand", "Subject: Accepted: your idea\n", "I like it.", KindPerson},
		{"delay in words", "From: MAILER-DAEMON@mx.example\nReturn-Path: <>\nSubject: Delayed mail\n", "We keep trying:\n\n<ann@brook.example>", KindBounce},
		{"outlook feedback loop", "From: <staff@loop.test>\nSubject: complaint about message from 192.0.2.9\nX-HmXmrOriginalRecipient: a@b.example\n", "x", KindReport},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			v := classifyMail(c.header, c.body)
			if v.Kind != c.kind {
				t.Errorf("%q (%s), want %q", v.Kind, v.Reason, c.kind)
			}
			checkVerdict(t, v)
		})
	}
}

func TestNil(t *testing.T) {
	t.Parallel()
	if v := Classify(nil, ""); v != (Verdict{}) {
		t.Errorf("nil is %+v", v)
	}
	var none *Bounce
	if none.Failed() {
		t.Error("no bounce has failed")
	}
}

func TestFailed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		recipients []Recipient
		want       bool
	}{
		{nil, true}, // a bounce that names nobody: somebody failed
		{[]Recipient{{Delayed: true}}, false},
		{[]Recipient{{Delayed: true}, {}}, true},
	} {
		if got := (&Bounce{Recipients: c.recipients}).Failed(); got != c.want {
			t.Errorf("%+v failed: %v", c.recipients, got)
		}
	}
}
