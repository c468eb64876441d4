package tone

import (
	"slices"
	"strings"
)

// Turns of phrase that are built alike in all languages, and mislead a model
// that looks at words: thanks that thank for harm, "never so well treated",
// routine thanks, good wishes, "that would be great".

// ironyScore is how far irony is believed: never so far that it is sure.
const ironyScore = 0.78

// timesOverAgain is the one turn of those that blame which is meant as it is said.
const timesOverAgain = "for the third time"

// routineScore is how far a routine phrase is believed to say nothing.
const routineScore = 0.75

// turnOf judges a clause by how it is built; found is "" where nothing is.
func turnOf(ws []string, text, lang string) (tone Tone, score float64, found string) {
	switch {
	case len(ws) == 0:
		return "", 0, ""
	case thanksForHarm(ws, lang):
		return Challenge, ironyScore, "thanks for harm"
	case mockJoy(ws, text, lang), mockPraise(ws, text, lang):
		return Challenge, ironyScore, "joy at harm"
	case neverSoGood(ws, lang):
		return Praise, ruleScore, "never so good"
	case keepsTemper(ws):
		return Praise, ironyScore, "never lost patience"
	case withoutThem(ws):
		return Praise, ironyScore, "without them"
	case timesOver(ws, lang):
		return Challenge, ironyScore, timesOverAgain
	case routine(ws), thanksForMail(ws, lang):
		return Neither, routineScore, "routine"
	}
	return "", 0, ""
}

var (
	thanks = set("thank thanks thx ta cheers danke dank dankeschon dankesch merci gracias grazie obrigado obrigada bedankt dankjewel tack tak takk kiitos dziekuje dzieki dekuji dekuju diky koszonom koszi multumesc multumim mersi tesekkurler tesekkur sagol спасибо дякую")
	// behindThanks lead to what somebody is thanked for.
	behindThanks = set("for fur dafur pour d de por per pelo pela voor for for za a az pentru icin за")
	nothings     = set("nothing nichts rien nada niente nulla niets ingenting intet mistaan nic semmit nimic hicbir ничего ничто ніщо")
	// harming are deeds that nobody is thanked for in earnest, by their beginnings.
	harming = stems("los wast ruin cancel ignor delay break wreck spoil mess forget hang hung lying cheat overcharg " +
		"verlier verlor vergess verschwend ruinier verderb verdorben streich absag ignorier kaputt versau " +
		"perdre perdu gach ruine annul oubli ignor casse raccroch " +
		"perder arruin cancel olvid ignor romper estrope " +
		"perso perdere rovin annull dimentic stragar estrag esquec verpest verlies annuler forstor odelagt odelegg pilat unohd zepsu zgubi zniszcz zkaz ztrat elront ruinat mahvet kaybet испорч потер зіпсов загуб")
)

// thanksForHarm reads "thank you for losing my case", "gracias por nada".
func thanksForHarm(ws []string, lang string) bool {
	for i, w := range ws {
		if !thanks[w] {
			continue
		}
		for k := i + 1; k < len(ws) && k <= i+5; k++ {
			if !behindThanks[ws[k]] {
				if nothings[ws[k]] && len(ws) <= i+5 {
					return true
				}
				continue
			}
			for j := k + 1; j < len(ws) && j <= k+3; j++ {
				if denials[ws[j]] && !nothings[ws[j]] {
					return false // "for not giving up"
				}
				if nothings[ws[j]] || begins(ws[j], harming) {
					return true
				}
			}
		}
	}
	return false
}

var (
	// joys are what one calls out, in earnest or not.
	joys = set("great wonderful brilliant fantastic excellent marvellous superb lovely perfect congratulations bravo nice super toll prima klasse grossartig wunderbar ausgezeichnet gluckwunsch herrlich spitze schon formidable magnifique parfait felicitations genial super fantastico estupendo maravilloso perfecto enhorabuena genial magnifico ottimo perfetto complimenti bravi otimo parabens maravilha geweldig prachtig mooi gefeliciteerd fantastiskt underbart harligt grattis fantastisk tillykke gratulerer loistavaa hienoa onneksi swietnie gratulacje wspaniale brawo skvele gratuluji bravo nagyszeru gratulalok remek felicitari minunat harika tebrikler bravo прекрасно отлично замечательно поздравляю чудово вітаю")
	// calling are the words that may stand with a joy before the comma.
	calling = set("oh ach ah na well just how wie quelle que che che wat tja no ja really truly simply herzlichen well done job ganz absolutely")
	again   = set("again another yet encore nouveau otra otro vez nuevo wieder noch auch ancora nuovo altra altro novamente outra outro weer alweer opnieuw igen igjen taas znowu znow zase opet megint ujra iar yine опять снова знову jetzt ahora now maintenant adesso agora")
)

// mockJoy reads "Wonderful, the train is late again."
func mockJoy(ws []string, text, lang string) bool {
	at := strings.IndexAny(text, ",:!")
	if at <= 0 {
		return false
	}
	head := words(text[:at])
	if len(head) == 0 || len(head) > 3 || len(head) >= len(ws) {
		return false
	}
	joy := false
	for _, w := range head {
		if !joys[w] && !calling[w] {
			return false
		}
		joy = joy || joys[w]
	}
	if !joy {
		return false
	}
	rest := text[at+1:]
	behind := words(rest)
	good, bad := praiseIn(behind, rest, lang)
	repeated := false
	for _, w := range behind {
		repeated = repeated || again[w]
	}
	return good == 0 && (bad > 0 || repeated || denies(behind)) || mocked(rest, lang)
}

// mocked says whether what stands behind a joy is blamed by the model.
func mocked(rest, lang string) bool {
	ws := words(rest)
	if len(ws) < 3 || !slices.Contains(languages, lang) {
		return false
	}
	p, _ := judge(ws, rest, lang)
	return p[1] > clearScore
}

// mockPraise reads "Great job leaving me in the rain", "Beau travail, une heure
// d'attente": what is praised is a deed that the model blames.
func mockPraise(ws []string, text, lang string) bool {
	for n := 2; n <= 4 && n < len(ws)-2; n++ {
		if mockHeads[strings.Join(ws[:n], " ")] {
			return mocked(behind(text, n), lang)
		}
	}
	return false
}

// behind gives the text behind its first n words.
func behind(text string, n int) string {
	fields := strings.Fields(text)
	for i := range fields {
		if n -= len(words(fields[i])); n <= 0 {
			return strings.Join(fields[i+1:], " ")
		}
	}
	return ""
}

// mockHeads are what one says of work well done, in earnest or not.
var mockHeads = set("", "great job", "good job", "nice job", "great work", "good work", "nice work", "well done", "nice one", "congratulations on", "congratulations to", "bravo to", "thanks to", "how nice", "how kind", "how generous", "how thoughtful", "how clever", "how lovely", "what a pleasure", "what a treat", "what a joy",
	"gute arbeit", "tolle leistung", "reife leistung", "toll gemacht", "gut gemacht", "gluckwunsch zu", "gluckwunsch zum", "gluckwunsch zur", "bravo an", "dank ihres", "dank ihrer", "wie schon", "wie nett", "wie freundlich", "wie aufmerksam", "wie grosszugig", "was fur ein vergnugen", "besten dank auch", "vielen dank auch", "danke auch",
	"beau travail", "bon travail", "beau boulot", "bien joue", "bien fait", "bravo pour", "bravo a", "felicitations pour", "felicitations a", "grace a votre", "quelle delicatesse", "quel plaisir", "quelle bonne idee", "quelle generosite", "comme c est gentil",
	"buen trabajo", "bien hecho", "enhorabuena por", "felicidades por", "bravo por", "gracias a su", "gracias a vuestro", "que detalle", "que placer", "que buena idea", "que amables", "que generosidad")

var (
	nevers = set("nirgends nirgendwo nowhere nulle never nobody noone no not nie niemand noch nicht keiner selten jamais personne rarement nunca nadie jamas rara mai nessuno nunca ninguem nooit niemand zelden aldrig ingen sallan aldri sjelden koskaan kukaan harvoin nigdy nikt rzadko nikdy nikdo malokdy soha senki ritkan niciodata nimeni rar asla kimse hic никогда никто редко ніколи ніхто")
	soMuch = set("so such as si aussi autant tan tanto tanta cosi tanto tao tanto zo sa saa nain tak takim taka ilyen ennyire atat asa bu kadar так такой такое такого настолько такий таке")
	wells  = set("well kind good gut lieb bien bene bem goed bra godt hyvin dobrze dobre hezky jol bine iyi хорошо добре")
	// better are comparatives of praise by their beginnings.
	better = stems("better kinder nicer friendlier warmer faster quicker happier smoother besser netter freundlicher schneller herzlicher liebevoller kompetenter mieux meilleur mejor meglio miglior melhor beter vriendelijker aardiger aangenamer vanligare trevligare battre venligere bedre flinkere hyggeligere vennligere parempi ystavallisempi lepszy lepsz milsz uprzejmiejsz lepsi milejsi ochotnejsi jobb kedvesebb лучше любезнее добрее вежливее краще ліпше")
	modal  = set("could can would konnte kann hatte geht gibt pouvait pouvais pourrait peut aurait podia pude pudo podria puede habria poteva potrebbe podia poderia kon kan kunnen had kunde kan kunne olisi mogl mogla mogloby mozna nemohla nemohl lehet lehetett putea poate olamazdi мог могло могла бы может міг могла може невозможно неможливо find found finden findet")
)

// neverSoGood reads "never was I so well treated", "she could not have been kinder".
func neverSoGood(ws []string, lang string) bool {
	lex := lexiconOf(lang)
	if noneBetter(ws, lang) {
		return true
	}
	for i, w := range ws {
		if !nevers[w] && !denials[w] && !fusedDenial(w) {
			continue
		}
		so, can := false, fusedDenial(w) || i > 0 && modal[ws[i-1]]
		for _, v := range ws[i+1:] {
			if so && begins(v, lex.bad) {
				break
			}
			if (so && nevers[w] && (wells[v] || begins(v, lex.good))) || (can && begins(v, better)) {
				return true
			}
			so, can = so || soMuch[v], can || modal[v]
		}
	}
	return false
}

// noneBetter reads "besser hätte es nicht laufen können", in any order.
func noneBetter(ws []string, lang string) bool {
	isBetter, can, denied := false, false, false
	for _, w := range ws {
		isBetter = isBetter || begins(w, better)
		can = can || modal[w]
		denied = denied || nevers[w]
	}
	if !isBetter || !can || !denied {
		return false
	}
	_, bad := praiseIn(ws, "", lang)
	return bad == 0
}

// fusedDenial is a denial written in one word with what it denies.
func fusedDenial(w string) bool {
	return w == "nemohla" || w == "nemohl" || w == "olamazdi" || w == "невозможно" || w == "неможливо"
}

var (
	tempers = set("patience temper smile cool calm nerve geduld nerven ruhe lacheln fassung sourire calme paciencia sonrisa calma pazienza sorriso paciencia sorriso geduld talamod tålmodighet karsivallisyytta cierpliwosci trpelivost turelmet rabdarea терпения")
	losing  = stems("lost lose losing verl perdu perd perdi perso verlo tappa mist menett straci ztrati veszt pierd потер")
)

// keepsTemper reads "not once did she lose her patience".
func keepsTemper(ws []string) bool {
	temper, lost, denied := false, false, false
	for _, w := range ws {
		temper = temper || tempers[w]
		lost = lost || begins(w, losing)
		denied = denied || denials[w] || nevers[w]
	}
	return temper && lost && denied
}

// withoutWords begin what would not have been without somebody.
var withoutWords = map[string]string{"without": "would", "ohne": "hatte", "sans": "aurion", "sin": "habr", "senza": "avrem", "sem": "teria", "zonder": "hadden", "utan": "hade", "uden": "havde", "uten": "hadde",
	"ilman": "olisi", "bez": "bychom", "nelkule": "volna", "fara": "fi", "без": "бы"}

func withoutThem(ws []string) bool {
	for i, w := range ws {
		would, ok := withoutWords[w]
		if !ok {
			continue
		}
		for _, v := range ws[i+1:] {
			if strings.HasPrefix(v, would) {
				return true
			}
		}
	}
	return false
}

var (
	thirds = set("second third fourth fifth dritten vierten funften zweiten dritte troisieme quatrieme deuxieme cinquieme tercera cuarta segunda tercer quinta terza quarta seconda terceira quarta derde vierde tweede tredje fjarde fjerde andra anden kolmannen toisen trzeci drugi czwarty treti treia doua ucuncu ikinci третий третью второй третій втретє harmadszor masodszor potreti podruhe")
	times  = set("time month week mal monat woche fois mois semaine vez mes semana volta mese settimana vezes mes keer maal maand gang gangen manad maned kerran raz krat alkalommal oara kez defa раз месяц неделю harmadszor masodszor potreti podruhe втретє")
)

// timesOver reads "for the third time", where nothing is praised.
func timesOver(ws []string, lang string) bool {
	for i, w := range ws {
		if thirds[w] && (times[w] || i+1 < len(ws) && times[ws[i+1]] || i > 0 && times[ws[i-1]]) {
			good, _ := praiseIn(ws, "", lang)
			return good == 0
		}
	}
	return false
}

// mails are what one thanks for at the head of any answer.
var mails = set("mail email message letter reply response answer note call enquiry inquiry interest order understanding patience cooperation attention nachricht antwort ruckmeldung schreiben brief anfrage interesse bestellung verstandnis anruf message reponse retour courrier courriel interet commande comprehension correo mensaje respuesta carta interes pedido comprension messaggio risposta interesse ordine pronta mensagem resposta interesse bericht antwoord reactie bestelling svar mejl besked henvendelse wiadomosc odpowiedz zpravu odpoved")

// thanksForMail reads "Thank you for your e-mail."
func thanksForMail(ws []string, lang string) bool {
	if len(ws) > 9 || !mails[ws[len(ws)-1]] {
		return false
	}
	for i, w := range ws {
		if thanks[w] && i < 4 {
			good, _ := praiseIn(ws, "", lang)
			return good <= 1 // the thanks themselves
		}
	}
	return false
}

var (
	// fillers are all that routine thanks and wishes have beside them.
	fillers = set("you very much so a lot many again all in advance and best kind warm regards wishes greetings kindly have nice lovely great good wonderful day week weekend evening afternoon time to the team " +
		"vielen schon schonen schones gute guter guten im voraus und besten herzlichen herzliche liebe viele grusse gruss grussen freundlichen freundliche mit einen tag abend wochenende woche noch ihnen euch dir sehr ganz " +
		"beaucoup bien d avance par bonne bon journee soiree week end semaine continuation et a vous toute l equipe cordialement excellente belle " +
		"muchas muchisimas mil de antemano y un una saludo saludos cordial cordiales buen buenos buena dia fin semana tarde que tengan pasen feliz " +
		"mille tante molte anticipo in e buona giornata serata cordiali distinti saluti muito muita desde ja bom boa dia tarde cumprimentos com os melhores " +
		"u je wel alvast bij voorbaat hartelijk vriendelijke groet groeten met en fijne dag pa forhand sa mycket vanliga halsningar med ha det bra dag mange venlig hilsen god tusen vennlig hilsen " +
		"etukateen paljon ystavallisin terveisin hyvaa paivaa z gory bardzo serdecznie pozdrawiam milego dnia predem moc mockrat s pozdravem hezky den elore is szepen udvozlettel szep napot anticipat cu stima o zi buna simdiden cok iyi gunler saygilarimla заранее большое с уважением хорошего дня наперед дуже з повагою гарного дня")
	// wouldBe and wouldMake stand in requests: "that would be great".
	wouldBe = set("ware waren serait seria sarebbe seria zou skulle ville olisi byloby bylo bylby lenne olur")
	greats  = set("great super lovely nice helpful perfect wonderful fantastic good kind toll nett schon prima klasse fein lieb hilfreich genial gentil sympa parfait bien estupendo perfecto amable bueno bello gentile ottimo perfetto otimo bom fijn leuk mooi bra snallt toppen fint dejligt hienoa kiva ihanaa super mile swietnie skvele fajn jo kedves")
	seeYou  = set("see bis jusqu jeudi lundi mardi mercredi vendredi nos hasta ci vediamo ate tot ses vi nahdaan widzenia uvidime talalkozunk vedem gorusuruz увидимся until")
	offers  = set("show offer present introduce announce invite share inform welcome join work apply hear anbieten vorzustellen einzuladen mitzuteilen prasentieren inviter presenter annoncer proposer informer presentar invitar anunciar ofrecer informarle invitarle")
	eager   = set("happy delighted pleased thrilled excited proud love glad freuen freue ravis plaisir heureux complace placer encantados felices")
)

// routine reads thanks and wishes that close any mail, requests ("that would be
// great"), and what is only agreed to.
func routine(ws []string) bool {
	plain, thanked, wish := true, false, false
	for i, w := range ws {
		switch {
		case thanks[w]:
			thanked = true
		case !fillers[w]:
			plain = false
		}
		wish = wish || w == "day" || w == "weekend" || w == "tag" || w == "wochenende" || w == "journee" || w == "dia" || w == "giornata" || w == "dag" || w == "grusse" || w == "grussen" || w == "regards" || w == "saludo"
		if wouldBe[w] || w == "be" && i > 0 && ws[i-1] == "would" {
			for _, v := range ws[i+1 : min(i+4, len(ws))] {
				if greats[v] {
					return len(ws) <= 9
				}
			}
		}
		if eager[w] {
			for _, v := range ws[i+1 : min(i+8, len(ws))] {
				if offers[v] {
					return true
				}
			}
		}
	}
	if plain && (thanked || wish) && len(ws) <= 12 {
		return true
	}
	return len(ws) <= 7 && len(ws) > 1 && joys[ws[0]] && seeYou[ws[1]]
}
