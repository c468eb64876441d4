package decision

import (
	"strings"
	"testing"
)

// TestFresh reads a set written after the rules, of traps no other set holds. A
// refusal in it is no fault, an approval is.
func TestFresh(t *testing.T) {
	t.Parallel()
	for _, a := range answers(t, "fresh.txt") {
		for _, opt := range []Options{{}, {Language: a.lang}, {Language: a.lang, Role: Approver, Names: []string{"Lena Berg"}}} {
			if got := Read(a.text, opt); got.Decision == Approve {
				t.Errorf("%s %q approves: %s", a.lang, a.text, got.Reason)
				break
			}
		}
	}
}

// traps are, by language, what turns an approval beside it into something else
// without a negation, a condition or a delay.
var traps = map[string]struct {
	confirms []string // words that may confirm a fact
	facts    []string
	behind   []string // gives it to somebody else, or to one more
	label    string   // tells whose words follow
}{
	"en": {[]string{"Confirmed", "I confirm", "We confirm"}, []string{"she left", "he was on shift that day", "they moved", "the guest came twice", "Kate is on my team", "I know her well", "I was there"}, []string{". Give it to Kate", ". Send it to Kate instead", ", Kate as well", ". It was Kate who did so well"}, "Kate: "},
	"de": {[]string{"Bestätigt", "Ich bestätige", "Bestätige"}, []string{"sie ist weg", "er hatte an dem Tag Dienst", "der Gast war zweimal da", "Kathrin ist in meinem Team", "ich kenne sie gut"}, []string{". Gebt es an Kathrin", ". Schickt es lieber an Kathrin", ", Kathrin auch"}, "Kathrin: "},
	"fr": {[]string{"Je confirme", "Confirmé", "Nous confirmons"}, []string{"elle est partie", "il était là ce jour-là", "le client est venu deux fois", "je la connais bien"}, []string{". Donnez-le à Claire", ". Envoyez-le plutôt à Claire", ", Claire aussi"}, "Claire : "},
	"es": {[]string{"Confirmo", "Confirmado"}, []string{"ella se fue", "él estaba allí ese día", "el cliente vino dos veces", "la conozco bien"}, []string{". Dáselo a Clara", ". Envíaselo mejor a Clara", ", Clara también"}, "Clara: "},
	"it": {[]string{"Confermo", "Confermato"}, []string{"lei è andata via", "lui era lì quel giorno", "il cliente è venuto due volte", "la conosco bene"}, []string{". Datelo a Chiara", ". Mandatelo piuttosto a Chiara", ", Chiara anche"}, "Chiara: "},
	"pt": {[]string{"Confirmo", "Confirmado"}, []string{"ela saiu", "ele estava lá nesse dia", "o cliente veio duas vezes", "conheço-a bem"}, []string{". Dê isso à Clara", ", a Clara também"}, "Clara: "},
	"nl": {[]string{"Bevestigd", "Ik bevestig"}, []string{"zij is weg", "hij had die dag dienst", "de gast kwam twee keer", "ik ken haar goed"}, []string{". Geef het aan Klaas", ". Stuur het naar Klaas", ", Klaas ook"}, "Klaas: "},
	"sv": {[]string{"Bekräftat", "Jag bekräftar"}, []string{"hon har slutat", "han var där den dagen", "gästen kom två gånger", "jag känner henne väl"}, []string{". Ge det till Karin", ". Skicka det till Karin", ", Karin också"}, "Karin: "},
	"da": {[]string{"Bekræftet", "Jeg bekræfter"}, []string{"hun er rejst", "han var der den dag", "gæsten kom to gange", "jeg kender hende godt"}, []string{". Giv det til Karen", ". Send det til Karen", ", Karen også"}, "Karen: "},
	"no": {[]string{"Bekreftet", "Jeg bekrefter"}, []string{"hun har sluttet", "han var der den dagen", "gjesten kom to ganger", "jeg kjenner henne godt"}, []string{". Gi det til Kari", ". Send det til Kari", ", Kari også"}, "Kari: "},
	"fi": {[]string{"Vahvistan", "Vahvistettu"}, []string{"hän lähti", "hän oli töissä", "asiakas kävi kahdesti", "tunnen hänet hyvin"}, []string{". Anna se Kaisalle", ", Kaisa myös"}, "Kaisa: "},
	"pl": {[]string{"Potwierdzam", "Potwierdzone"}, []string{"ona odeszła", "on tam był tego dnia", "gość był dwa razy", "znam ją dobrze"}, []string{". Przekażcie to Kasi", ", Kasia też"}, "Kasia: "},
	"cs": {[]string{"Potvrzuji", "Potvrzeno"}, []string{"ona odešla", "on tam ten den byl", "host přišel dvakrát", "znám ji dobře"}, []string{". Dejte to Kláře", ", Klára také"}, "Klára: "},
	"hu": {[]string{"Megerősítem", "Megerősítve"}, []string{"ő elment", "ott volt aznap", "a vendég kétszer jött", "jól ismerem őt"}, []string{". Adjátok inkább Katinak", ", Kati szintén"}, "Kati: "},
	"ro": {[]string{"Confirm", "Confirmat"}, []string{"ea a plecat", "el era acolo în ziua aceea", "clientul a venit de două ori", "o cunosc bine"}, []string{". Dați-o lui Carmen", ", Carmen de asemenea"}, "Carmen: "},
	"tr": {[]string{"Tasdik ediyorum"}, []string{"o ayrıldı", "o gün oradaydı", "müşteri iki kez geldi", "onu iyi tanıyorum"}, []string{". Bunu Kemal'e verin"}, "Kemal: "},
	"ru": {[]string{"Подтверждаю", "Подтверждено"}, []string{"она уволилась", "он там был в тот день", "гость приходил дважды", "я её хорошо знаю"}, []string{". Передайте это Кате", ", Катя тоже"}, "Катя: "},
	"uk": {[]string{"Підтверджую", "Підтверджено"}, []string{"вона звільнилася", "він там був того дня", "гість приходив двічі", "я її добре знаю"}, []string{". Передайте це Катрі", ", Катря теж"}, "Катря: "},
	"ja": {[]string{"確認しました", "確認済みです"}, []string{"彼女は退職しました", "彼はその日いました"}, []string{"。鈴木さんに渡してください"}, "鈴木さんの返事："},
	"zh": {[]string{"确认", "已确认"}, []string{"她已离职", "他当天在场"}, []string{"。请交给小王"}, "小王的回复："},
	"ko": {[]string{"확인했습니다", "확인 완료"}, []string{"그녀는 퇴사했습니다", "그날 근무했습니다"}, []string{". 김 과장에게 전달하세요"}, "김 과장의 답변: "},
}

// TestConfirmedFacts holds every word of confirming against every fact, joined
// in every way.
func TestConfirmedFacts(t *testing.T) {
	t.Parallel()
	n := 0
	for lang, trap := range traps {
		for _, c := range trap.confirms {
			for _, f := range trap.facts {
				for _, join := range []string{", ", ". ", ": ", " - ", "\n", "! ", " "} {
					for _, opt := range []Options{{}, {Language: lang, Names: []string{"Lena Berg"}}} {
						n++
						if text := c + join + f + "."; Read(text, opt).Decision == Approve {
							t.Errorf("%s %q approves", lang, text)
						}
					}
				}
			}
		}
	}
	t.Logf("%d confirmed facts", n)
}

// TestElsewhere holds every approval of the labelled sets against what gives it to
// somebody else, and against a label that says whose words it is.
func TestElsewhere(t *testing.T) {
	t.Parallel()
	n := 0
	for _, a := range approvals(t) {
		trap, known := traps[a.lang]
		own, single := ownWords(a)
		if !known || !single || a.commands != "" {
			continue
		}
		own = strings.TrimRight(own, ".!。！ ")
		texts := []string{trap.label + own}
		for _, b := range trap.behind {
			texts = append(texts, own+b, own+b+".", own+"\n"+strings.TrimLeft(b, ",.。 "))
		}
		for _, text := range texts {
			if n++; Read(text, Options{}).Decision == Approve || Read(text, Options{Language: a.lang}).Decision == Approve {
				t.Errorf("%s %q approves", a.lang, text)
			}
		}
	}
	t.Logf("%d approvals of somebody else", n)
}
