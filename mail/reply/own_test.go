package reply_test

import (
	"testing"

	"goodword/mail/reply"
)

// ownWords are answers without any quote, with dates, addresses, colons and
// rules in them.
var ownWords = []string{
	"Approved.", "ok, send it", "👍", "Ja.", "承認します。", "3: ann@hotel.example", "delegate ann@hotel.example", "later 3 days",
	"not bo@hotel.example, ann@hotel.example", "also ann@hotel.example bo@hotel.example",
	"thank 2: you made my day\ncall 3\nnote 5\nhold 4",
	"edit: On 14 April 2026 at 22:30 she found the bear.\nThe guest wrote: thank you.",
	"edit: She wrote to the guest:\n\n\"We have found him.\"\n\nNobody had asked her to.",
	"Approve.\n\nPS: her mail is ines@hotel.example: please copy her.",
	"Yes: on 14.04. at 9:26 she called me.\nNo: I was not there.",
	"Approved.\n\nGuest: Ines Roth <ines@hotel.example>\nDay: 14 April 2026 09:26\n\nBut please wait until Monday.",
	"Approved.\n\nInes Roth\tines@hotel.example\nDay\t14 April 2026 09:26\n\nBut please wait until Monday.",
	"Decline:\n- she left on 12.04.2026\n- her manager is lea@hotel.example",
	"On 14 April I was away.\nOn 15 April I saw it at 10:30.\nApproved.",
	"Send it on 14.04.2026 at 09:26.\n\nTom",
	"From my side: yes.\nTo Ines: thank you.\nSubject to nothing.",
	"Date: fine.\nTime: fine.\nApproved.",
	"Am 14.04.2026 um 9:26 Uhr war ich im Urlaub, lea@hotel.example weiß mehr.\nBitte an sie: delegate lea@hotel.example",
	"Passt.\n\nViele Grüße\nTom Berg",
	"Von mir aus: ja.\nAn Ines: danke.",
	"Le 14 avril 2026 à 9h26, Inès était seule :\n\nbravo à elle.",
	"De ma part : oui.\nÀ Inès : merci.",
	"El 14 de abril a las 9:26 la llamé: aprobado.",
	"Da parte mia: sì.\nA Ines: grazie.",
	"Op 14 april om 9:26 belde ik haar: akkoord.",
	"Dnia 14.04.2026 o 9:26 dzwoniłem: zgoda.",
	"14 апреля в 9:26 я звонил ей: одобряю.\nОт меня: спасибо.",
	"2026年4月14日 9:26 に電話しました。承認します。",
	"我在2026年4月14日联系了 ann@hotel.example：同意。",
	"2026년 4월 14일에 전화했습니다. 승인합니다.",
	"See https://hotel.example/a?b=c: it is all there.\nApproved.",
	"a --- b --- c\n\nApproved -- with pleasure -- and thanks.",
	"| room | guest |\n| 12 | Okafor |",
	"#1: yes\n#2: no\n* one\n* two",
	"if a > b {\n\treturn \"x: y\"\n}",
	"**Approved.**\n\n__Really.__",
	"My number: +44 20 7946 0000\nMail: tom@hotel.example\nRoom: 12",
	"Hi Noor,\n\nYes.\n\nThanks,\nTom",
	"She is confidential about it.\n\nThe recipient is Ines.",
}

// TestOwnWordsStay: nothing is cut from an answer that quotes nothing.
func TestOwnWordsStay(t *testing.T) {
	t.Parallel()
	for _, text := range ownWords {
		for _, mail := range []string{text, text + asked} {
			parts := reply.Split(mail)
			if parts.Own != text || parts.Text != text {
				t.Errorf("own  %q\ntext %q\nof   %q", parts.Own, parts.Text, mail)
			}
		}
	}
}
