package bounce

import (
	"testing"
	"time"
)

// Every mail of these tables is sent on Thursday, 12 November 2026.
const sentOn = "Thu, 12 Nov 2026 10:01:00 +0000"

func TestReadUntil(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, until string }{
		// English
		{"I am out of the office until 5 December.", "2026-12-05"},
		{"I'm away until Monday, 7 December, with no access to mail.", "2026-12-07"},
		{"I will be out of the office through December 5th, 2026.", "2026-12-05"},
		{"I am on leave up to and including Friday 27th November 2026.", "2026-11-27"},
		{"I am on holiday from 14 November to 29 November 2026.", "2026-11-29"},
		{"Out of office 11/16 - 11/20.", "2026-11-20"},
		{"I will be back on Monday 7 December.", "2026-12-06"},
		{"I am currently away returning to the office on December 1st.", "2026-11-30"},
		{"I'll be back in the office on 2026-12-01.", "2026-11-30"},
		{"I return to work on 1 December.", "2026-11-30"},
		{"I am out until 4 December and will be back on 7 December.", "2026-12-04"},
		{"I am out until Monday 7 December and back on Monday 7 December.", "2026-12-06"},
		{"I am on vacation until 3 January 2027.", "2027-01-03"},
		{"I'm out of the office on 13 November.", "2026-11-13"},
		{"I'm out of the office Friday.", "2026-11-13"},
		{"I'm back on Tuesday.", "2026-11-16"},
		{"I am out of the office until the 5th of December.", "2026-12-05"},
		{"I will be out of office till 20.11.2026.", "2026-11-20"},
		{"I am out of the office until 20/11/2026.", "2026-11-20"},
		{"I will be out of the office until 11/20/2026.", "2026-11-20"},
		{"I will be out of the office until 12/01.", ""}, // in December or in January: not told
		{"I will be out of the office until 12/07.", "2026-12-07"},
		{"I am out of the office and shall answer later.", ""},
		{"I am out of the office until 5 December 2031.", ""},
		{"I left on 5 December 2019 and no longer read this.", ""},
		{"Call +49 30 12/3456 or room 12.5 while I am on leave.", ""},
		{"Our new office opens on 5 December.", ""},
		// from one day to another
		{"Od 16 listopada do 4 grudnia 2026 jestem w delegacji.", "2026-12-04"},
		{"Od 16. 11. do 4. 12. 2026 jsem na služební cestě.", "2026-12-04"},
		// words for "until" of other languages
		{"ลาพักร้อนถึง 4/12/2026 หากเร่งด่วนโปรดติดต่อ", "2026-12-04"},
		{"Tôi nghỉ phép đến hết ngày 27/11/2026.", "2026-11-27"},
		{"Saya cuti sampai 27 November 2026.", "2026-11-27"},
		{"Olen puhkusel kuni 27.11.2026.", "2026-11-27"},
		{"Iki 2026-11-27 atostogauju.", "2026-11-27"},
		{"Θα απουσιάζω μέχρι τις 27 Νοεμβρίου 2026.", "2026-11-27"},
		{"Atostogauju iki 2026 m. lapkričio 27 d. imtinai.", "2026-11-27"},
		{"Esmu prom līdz 2026. gada 27. novembrim.", "2026-11-27"},
		{"Puhkan kuni 27. novembrini 2026.", "2026-11-27"},
		{"Ég er í leyfi til og með 27. nóvember 2026.", "2026-11-27"},
		{"Estic de vacances fins al 27 de novembre de 2026.", "2026-11-27"},
		{"ดิฉันลาพักร้อนถึงวันที่ 27 พฤศจิกายน 2569", "2026-11-27"},
		{"Kanpoan naiz 2026ko azaroaren 27ra arte.", "2026-11-27"},
		{"تا ۲۷ نوامبر ۲۰۲۶ در مرخصی هستم.", "2026-11-27"},
		{"27 noyabr 2026 tarixinə qədər məzuniyyətdəyəm.", "2026-11-27"},
		{"Sem na dopustu in se vrnem 30. 11. 2026.", "2026-11-29"},
		// German
		{"Ich bin bis einschließlich 05.12. nicht im Büro.", "2026-12-05"},
		{"Ich bin bis zum 5. Dezember 2026 im Urlaub.", "2026-12-05"},
		{"Vom 16.11. bis 20.11.2026 bin ich abwesend.", "2026-11-20"},
		{"Ich bin vom 16. bis 20. November nicht im Haus.", "2026-11-20"},
		{"Ab dem 23.11. bin ich wieder erreichbar.", "2026-11-22"},
		{"Ab Montag, den 23. November, stehe ich Ihnen wieder zur Verfügung.", "2026-11-22"},
		{"Am 1. Dezember bin ich wieder für Sie da.", "2026-11-30"},
		{"Ich bin bis 20.11. nicht da. Ab 23.11. bin ich wieder im Büro.", "2026-11-20"},
		{"Ich bin ab dem 23. November 2026 wieder im Büro.", "2026-11-22"},
		{"Ich bin bis Freitag, den 20. November, auf Dienstreise.", "2026-11-20"},
		// French
		{"Je suis absente jusqu'au 5 décembre inclus.", "2026-12-05"},
		{"Je suis en congé jusqu’au vendredi 20 novembre 2026.", "2026-11-20"},
		{"Absent du 16/11 au 20/11.", "2026-11-20"},
		{"Je suis absent du bureau du 16 au 20 novembre.", "2026-11-20"},
		{"Je serai de retour le lundi 23 novembre.", "2026-11-22"},
		{"De retour le 1er décembre.", "2026-11-30"},
		{"Je serai à nouveau joignable à partir du 23/11/2026.", "2026-11-22"},
		// Spanish
		{"Estaré fuera de la oficina hasta el 5 de diciembre.", "2026-12-05"},
		{"Estoy de vacaciones del 16 al 20 de noviembre de 2026.", "2026-11-20"},
		{"Estaré de vuelta el lunes 23 de noviembre.", "2026-11-22"},
		{"Regreso el 01/12/2026.", "2026-11-30"},
		// Italian
		{"Sono in ferie fino al 5 dicembre.", "2026-12-05"},
		{"Sarò assente dal 16 al 20 novembre 2026.", "2026-11-20"},
		{"Rientrerò in ufficio il 23 novembre.", "2026-11-22"},
		{"Sarò di nuovo in ufficio il 1 dicembre 2026.", "2026-11-30"},
		// Dutch
		{"Ik ben afwezig tot en met 20 november.", "2026-11-20"},
		{"Ik ben met vakantie t/m 20-11-2026.", "2026-11-20"},
		{"Ik ben van 16 november tot 20 november niet aanwezig.", "2026-11-20"},
		{"Op 23 november ben ik weer aanwezig.", "2026-11-22"},
		{"Ik ben weer terug op maandag 23 november.", "2026-11-22"},
		// Portuguese
		{"Estarei ausente até 5 de dezembro de 2026.", "2026-12-05"},
		{"Estou de férias até ao dia 20 de novembro.", "2026-11-20"},
		{"Estou de férias de 16 a 20 de novembro.", "2026-11-20"},
		{"Estarei de volta no dia 23/11.", "2026-11-22"},
		{"Regresso a 23 de novembro.", "2026-11-22"},
		// Swedish, Danish, Norwegian, Finnish
		{"Jag är på semester till och med 20 november.", "2026-11-20"},
		{"Jag är ledig t.o.m. 20/11.", "2026-11-20"},
		{"Åter på kontoret den 23 november.", "2026-11-22"},
		{"Jeg er på ferie til og med fredag 20. november.", "2026-11-20"},
		{"Jeg er tilbage på kontoret mandag den 23. november.", "2026-11-22"},
		{"Jeg er tilbake 23. november 2026.", "2026-11-22"},
		{"Olen lomalla 20.11.2026 asti.", "2026-11-20"},
		// further
		{"Jestem na urlopie do 20 listopada 2026.", "2026-11-20"},
		{"Jsem na dovolené do 20. listopadu.", "2026-11-20"},
		{"Я в отпуске до 20 ноября.", "2026-11-20"},
		{"11月20日まで不在にしております。", "2026-11-20"},
		{"11月23日に復帰します。", "2026-11-22"},
		{"11月16日(月)から20日(金)まで休暇をいただきます。", "2026-11-20"},
		{"11月16日から休暇をいただいております。", ""}, // the first day away alone
		{"11/16(월)~11/20(금) 휴가입니다.", "2026-11-20"},
		{"Ik ben er weer op 23 november.", "2026-11-22"},
		{"2026年11月16日至11月20日休假。", "2026-11-20"},
		{"11월 20일까지 휴가입니다.", "2026-11-20"},
	} {
		t.Run(c.text, func(t *testing.T) {
			t.Parallel()
			got := ""
			if a := readAbsence(c.text, sentOn, "bo@corp.example"); a != nil && !a.Until.IsZero() {
				got = a.Until.Format(time.DateOnly)
			}
			if got != c.until {
				t.Errorf("away until %q, want %q", got, c.until)
			}
		})
	}
}

func TestUntilNeedsADate(t *testing.T) {
	t.Parallel()
	for _, date := range []string{"", "yesterday", "Thu, 99 Nov 2026"} {
		if a := readAbsence("I am away until 5 December.", date, ""); a != nil {
			t.Errorf("Date %q: %+v, want nothing read without a date to count from", date, a)
		}
	}
	if a := readAbsence("I am away until 2 January.", "Tue, 29 Dec 2026 10:00:00 +0100", ""); a == nil || a.Until.Year() != 2027 {
		t.Errorf("over the turn of the year: %+v, want January 2027", a)
	}
}

func TestReadDeputy(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, name, addr string }{
		{"In urgent cases please contact my colleague Cy Hill at cy@corp.example.", "Cy Hill", "cy@corp.example"},
		{"For anything urgent, reach out to Dee Marsh (dee.marsh@corp.example).", "Dee Marsh", "dee.marsh@corp.example"},
		{"Please contact Cy Hill <cy@corp.example> in my absence.", "Cy Hill", "cy@corp.example"},
		{"Please contact cy@corp.example.", "", "cy@corp.example"},
		{"In my absence, Mary Ann O'Neill covers for me.", "Mary Ann O'Neill", ""},
		{"Please contact:\n\nCy Hill, cy@corp.example", "Cy Hill", "cy@corp.example"},
		{"In dringenden Fällen wenden Sie sich bitte an Frau Dr. Eva Weber (eva.weber@corp.example).", "Eva Weber", "eva.weber@corp.example"},
		{"Meine Vertretung übernimmt Herr Jan Kern.", "Jan Kern", ""},
		{"Ihre Anfragen bearbeitet in meiner Vertretung: Jan Kern, E-Mail: jan@corp.example", "Jan Kern", "jan@corp.example"},
		{"En cas d'urgence, merci de contacter Luc Moreau à l'adresse luc@corp.example.", "Luc Moreau", "luc@corp.example"},
		{"En mon absence, vous pouvez vous adresser à Mme Zoé Petit.", "Zoé Petit", ""},
		{"Para asuntos urgentes, póngase en contacto con Rosa Gil (rosa@corp.example).", "Rosa Gil", "rosa@corp.example"},
		{"Per urgenze rivolgersi a Ugo Riva, ugo@corp.example.", "Ugo Riva", "ugo@corp.example"},
		{"Neem voor spoed contact op met Sanne Dijk (sanne@corp.example).", "Sanne Dijk", "sanne@corp.example"},
		{"Em caso de urgência, contate Rui Melo em rui@corp.example.", "Rui Melo", "rui@corp.example"},
		{"Kontakta min kollega Nils Berg, nils@corp.example.", "Nils Berg", "nils@corp.example"},
		{"Kontakt Mads Holm på mads@corp.example.", "Mads Holm", "mads@corp.example"},
		// in words of no table, or before the word that tells
		{"Odsutan sam. Javite se na dee@corp.example.", "", "dee@corp.example"},
		{"Jeg er på kursus. Skriv til dee@corp.example, hvis det haster.", "", "dee@corp.example"},
		{"Eva Orr (eva@corp.example) neemt voor mij waar.", "Eva Orr", "eva@corp.example"},
		{"Odsutan sam. Javite se na dee@corp.example ili cy@corp.example.", "", ""},
		{"Odsutan sam. Javite se na dee@brook.example.", "", ""},
		{"Odsutan sam.\n\nBo Lind\nbo.lind@corp.example", "", ""},
		{"I am away. Bo Lind, bo@corp.example", "", ""},
		{"Please contact me at bo@corp.example when I am back.", "", ""},
		{"Thank you for your mail to info@corp.example.", "", ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			t.Parallel()
			a := readAbsence(c.text, sentOn, "bo@corp.example")
			if a == nil {
				a = &Absence{}
			}
			if a.DeputyName != c.name || a.DeputyAddr != c.addr {
				t.Errorf("deputy %q <%s>, want %q <%s>", a.DeputyName, a.DeputyAddr, c.name, c.addr)
			}
		})
	}
}
