package bounce

import (
	"testing"
	"time"
)

// TestNotesInEveryLanguage: the last day away and the deputy, in the forms that
// mail programs and people give a note. Mails are sent on 12 November 2026.
func TestNotesInEveryLanguage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, until, name, addr string }{
		{"I'm away Dec 7-11. Please direct all requests to Ida Moss <ida@corp.example>.", "2026-12-11", "Ida Moss", "ida@corp.example"},
		{"Out of the office November 30 to 4 December 2026.", "2026-12-04", "", ""},
		{"Gone Nov 23 – 27, 2026; I am away from my desk.", "2026-11-27", "", ""},
		{"I am on leave, back on 7 December. Ida Moss, ida@corp.example, is covering for me.", "2026-12-06", "Ida Moss", "ida@corp.example"},
		{"Bis 04.12. abwesend. Karl von der Au (karl@corp.example) vertritt mich.", "2026-12-04", "Karl von der Au", "karl@corp.example"},
		{"Je suis en congés jusqu'au 11 décembre. Léa du Bois (lea@corp.example) me remplace.", "2026-12-11", "Léa du Bois", "lea@corp.example"},
		{"Estoy de vacaciones hasta el 11 de diciembre. Eva de la Torre (eva@corp.example) me sustituye.", "2026-12-11", "Eva de la Torre", "eva@corp.example"},
		{"Sono assente fino all'11 dicembre. Ada Dal Col, ada@corp.example, mi sostituisce.", "2026-12-11", "Ada Dal Col", "ada@corp.example"},
		{"Afwezig tot en met 11 december. Lies van der Veen (lies@corp.example) vervangt mij.", "2026-12-11", "Lies van der Veen", "lies@corp.example"},
		{"Back 7 December.", "2026-12-06", "", ""},
		{"I am off sick and back tomorrow.", "2026-11-12", "", ""},
		{"Guten Morgen, ich bin ab 7. Dezember wieder im Büro.", "2026-12-06", "", ""},
		{"Bis 04.12. abwesend. Vertretung: Karl von der Au, karl@corp.example", "2026-12-04", "Karl von der Au", "karl@corp.example"},
		{"Je suis en congés du 7 au 11 décembre. Pour toute urgence : Léa du Bois, lea@corp.example.", "2026-12-11", "Léa du Bois", "lea@corp.example"},
		{"Estaré de vacaciones del 7 al 11 de diciembre. Me sustituye Eva de la Torre (eva@corp.example).", "2026-12-11", "Eva de la Torre", "eva@corp.example"},
		{"Sono assente fino all'11 dicembre. Per urgenze: Ada Dal Col, ada@corp.example", "2026-12-11", "Ada Dal Col", "ada@corp.example"},
		{"Estarei de férias até o dia 11/12/2026. Em caso de urgência, procurar Ivo da Luz: ivo@corp.example", "2026-12-11", "Ivo da Luz", "ivo@corp.example"},
		{"Afwezig tot en met 11 december. Bij spoed: Lies van der Veen, lies@corp.example.", "2026-12-11", "Lies van der Veen", "lies@corp.example"},
		{"Jag är på semester t.o.m. 11 december. Min ersättare är Per Ek, per@corp.example.", "2026-12-11", "Per Ek", "per@corp.example"},
		{"Jeg holder ferie til og med den 11. december. Ved hastesager: Ane Bak, ane@corp.example", "2026-12-11", "Ane Bak", "ane@corp.example"},
		{"Jeg er tilbake på kontoret 14. desember 2026. Stedfortreder er Liv Dahl (liv@corp.example).", "2026-12-13", "Liv Dahl", "liv@corp.example"},
		{"Olen lomalla 11.12. saakka. Kiireellisissä asioissa: Aino Salo, aino@corp.example", "2026-12-11", "Aino Salo", "aino@corp.example"},
		{"Jestem na urlopie do 11 grudnia. W pilnych sprawach: Ewa Lis, ewa@corp.example", "2026-12-11", "Ewa Lis", "ewa@corp.example"},
		{"Jsem na dovolené do 11. prosince. Zastupuje mě Jan Malý, jan@corp.example.", "2026-12-11", "Jan Malý", "jan@corp.example"},
		{"Som na dovolenke do 11. decembra. V naliehavých prípadoch: Eva Malá, eva@corp.example", "2026-12-11", "Eva Malá", "eva@corp.example"},
		{"2026. december 11-ig szabadságon vagyok. Helyettesem: Kis Éva, eva@corp.example.", "2026-12-11", "Kis Éva", "eva@corp.example"},
		{"2026.12.07. és 2026.12.11. között szabadságon vagyok.", "2026-12-11", "", ""},
		{"Sunt în concediu până la data de 11 decembrie. Mă înlocuiește Ana Rus (ana@corp.example).", "2026-12-11", "Ana Rus", "ana@corp.example"},
		{"7-11 Aralık 2026 tarihleri arasında izindeyim. Yerime Can Ak bakıyor: can@corp.example", "2026-12-11", "Can Ak", "can@corp.example"},
		{"14 Aralık'ta ofiste olacağım.", "2026-12-13", "", ""},
		{"Я в отпуске с 7 по 11 декабря. Меня замещает Анна Белова, anna@corp.example.", "2026-12-11", "Анна Белова", "anna@corp.example"},
		{"Я у відпустці до 11 грудня. З термінових питань: Олена Ткач, olena@corp.example", "2026-12-11", "Олена Ткач", "olena@corp.example"},
		{"12/7(月)～12/11(金)まで不在です。不在中は高橋(takahashi@corp.example)が承ります。", "2026-12-11", "高橋", "takahashi@corp.example"},
		{"12月14日(月)より出社いたします。", "2026-12-13", "", ""},
		{"我于12月7日至12月11日休假，期间由王芳负责，邮箱wang.fang@corp.example。", "2026-12-11", "王芳", "wang.fang@corp.example"},
		{"本人於12/7至12/11休假，代理人：張美玲 mei@corp.example", "2026-12-11", "張美玲", "mei@corp.example"},
		{"12월 11일까지 휴가입니다. 급한 일은 김민수 과장(minsu@corp.example)에게 연락 바랍니다.", "2026-12-11", "김민수", "minsu@corp.example"},
		{"Θα απουσιάζω έως 11 Δεκεμβρίου 2026.", "2026-12-11", "", ""},
		{"Our team meets at 3 - 5 pm on 11 December.", "", "", ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			t.Parallel()
			a := readAbsence(c.text, sentOn, "bo@corp.example")
			if a == nil {
				a = &Absence{}
			}
			until := ""
			if !a.Until.IsZero() {
				until = a.Until.Format(time.DateOnly)
			}
			if until != c.until || a.DeputyName != c.name || a.DeputyAddr != c.addr {
				t.Errorf("until %q, deputy %q <%s>; want %q, %q <%s>", until, a.DeputyName, a.DeputyAddr, c.until, c.name, c.addr)
			}
		})
	}
}

// TestPlainNotes: a note by its words alone is a machine's only if nothing else
// is said.
func TestPlainNotes(t *testing.T) {
	t.Parallel()
	const head = "In-Reply-To: <asked@corp.example>\nSubject: Re: A good word\n"
	for _, c := range []struct{ body, kind string }{
		{"Hello,\n\nI am currently out of the office with no access to mail until 7 December. For anything urgent please contact Ida Moss, ida@corp.example.\n\nKind regards\nBo Lind", KindAutoReply},
		{"Ich bin derzeit nicht im Büro und ab 7.12. wieder erreichbar.", KindAutoReply},
		{"Olen lomalla ja palaan töihin 7.12.2026.", KindAutoReply},
		{"現在休暇中です。12月7日に戻ります。", KindAutoReply},
		{"Я в отпуске до 7 декабря.", KindAutoReply},
		{"I am out of the office until 7 December. Approved.", KindPerson},
		{"I am out of the office until 7 December.\n\nYes", KindPerson},
		{"Ja, ich bin im Urlaub bis 7.12.", KindPerson},
		{"I am out of the office until 7 December. Please write that Ann stayed late.", KindPerson},
		{"I am out of the office until 7 December, can this wait?", KindPerson},
		{"Ann was great. I am out of the office until 7 December.", KindPerson},
		{"I am out of the office.", KindPerson},
		{"Estoy de vacaciones hasta el 7 de diciembre. De acuerdo.", KindPerson},
		{"Je suis en congé jusqu'au 7 décembre.\n\nOK pour moi", KindPerson},
	} {
		t.Run(c.body, func(t *testing.T) {
			t.Parallel()
			if v := classifyMail(head, c.body); v.Kind != c.kind {
				t.Errorf("%q (%s), want %q", v.Kind, v.Reason, c.kind)
			}
			if v := classifyMail("Subject: Thanks\n", c.body); v.Kind != KindPerson {
				t.Errorf("a new mail is %q (%s), want a person's", v.Kind, v.Reason)
			}
		})
	}
}

func TestMachinesWithoutMarks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, header, body, kind string }{
		{"recall", "Subject: Recall: Yes to Ann\n", "Bo Lind would like to recall the message, \"Yes to Ann\".", KindReport},
		{"recall, german, in answer", "In-Reply-To: <a@b.example>\nSubject: Rückruf: Ja\n", "Bo Lind möchte die Nachricht \"Ja\" zurückrufen.", KindReport},
		{"recall, dutch", "Subject: Intrekken: Ja\n", "Bo Lind wil het bericht \"Ja\" intrekken.", KindReport},
		{"recall, japanese", "Subject: 取り消し: はい\n", "Bo Lind さんがメッセージ \"はい\" を取り消そうとしています。", KindReport},
		{"recall report", "Auto-Submitted: auto-generated\nSubject: Message Recall Failure: Yes\n", "x", KindReport},
		{"a call back", "Subject: Rückruf: Herr Weiß\n", "Bitte um Rückruf, er lobt Ann.", KindPerson},
		{"a reminder", "Subject: Rappel : le mot\n", "Voici ce que le client a dit.", KindPerson},
		{"holiday note", "Subject: Ferie\n", "Sono in ferie fino al 20 novembre.", KindAutoReply},
		{"a guest's holiday", "Subject: Urlaub\n", "Im Urlaub hat uns Ann am Empfang wunderbar geholfen.", KindPerson},
		{"a guest's holiday, spanish", "Subject: Vacaciones\n", "Estuvimos de vacaciones y Ana fue maravillosa.", KindPerson},
		{"list is the author", "From: Staff <staff@lists.corp.example>\nList-Id: <staff.lists.corp.example>\nList-Post: <mailto:staff@lists.corp.example>\nSubject: x\n", "Words.", KindBulk},
		{"somebody through our group", "From: Cy Hill via Praise <praise@corp.example>\nList-Id: <praise.corp.example>\nList-Post: <mailto:praise@corp.example>\nSubject: x\n", "Ann was great.", KindPerson},
		{"certified, taken", "From: posta-certificata@pec.relay.test\nX-Ricevuta: accettazione\nSubject: ACCETTAZIONE: Grazie\n", "Ricevuta di accettazione", KindReport},
		{"domino, german", "From: postmaster@mx.relay.test\nSubject: ZUSTELLFEHLER: Benutzer ann unbekannt\n", "Ihre Nachricht\n\nwurde nicht zugestellt an:\n\n  ann@brook.example\n", KindBounce},
		{"qq", "From: 10000@qq.com\nSubject: 系统退信\n", "您的邮件被退回来了\n\n收件人邮件地址(ann@brook.example)不存在，邮件无法送达。\nhost mx.brook.example said: 550 no mailbox\n", KindBounce},
		{"french, no code", "From: postmaster@mx.relay.test\nSubject: Échec de la remise\n", "Votre message n'a pas pu être distribué à :\n\n<ann@brook.example>: inconnu\n", KindBounce},
		{"italian, no code", "From: postmaster@mx.relay.test\nSubject: Mancata consegna\n", "Il messaggio non può essere consegnato a:\n\n ann@brook.example\n", KindBounce},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			v := classifyMail(c.header, c.body)
			if v.Kind != c.kind {
				t.Errorf("%q (%s), want %q", v.Kind, v.Reason, c.kind)
			}
			checkVerdict(t, v)
			if v.Bounce != nil && (len(v.Bounce.Recipients) != 1 || v.Bounce.Recipients[0].Address != "ann@brook.example") {
				t.Errorf("failed: %+v, want ann@brook.example", v.Bounce.Recipients)
			}
		})
	}
}

func TestCertifiedFailure(t *testing.T) {
	t.Parallel()
	v := classifyMail("From: posta-certificata@pec.relay.test\nX-Ricevuta: errore-consegna\nX-Riferimento-Message-ID: <q7@corp.example>\nSubject: AVVISO DI MANCATA CONSEGNA: Grazie\n",
		"Il messaggio \"Grazie\" proveniente da \"office@pec.corp.example\" e destinato all'utente \"ann@pec.brook.example\" ha dato errore 5.1.1.\n\nPer assistenza aiuto@pec.relay.test\n")
	b := v.Bounce
	if v.Kind != KindBounce || b == nil || len(b.Recipients) != 1 || b.Recipients[0].Address != "ann@pec.brook.example" || b.Recipients[0].Status != "5.1.1" ||
		!b.Recipients[0].Permanent || b.OriginalMessageID != "q7@corp.example" {
		t.Errorf("%+v with %+v, want the recipient's failure of q7", v, b)
	}
}
