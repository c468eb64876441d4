package tone

import (
	"slices"
	"strings"
)

// rule is an idiom whose words mislead the model. "*" stands for one word, "…"
// for up to three, "^" and "$" for the beginning and the end of a clause.
type rule struct {
	words []string
	tone  Tone
}

var rules = map[string][]rule{
	"en": slices.Concat(
		of(Praise, `nobody else could; nobody else would; no one else could; no one else would; when nobody else; when no one else; to nominate; like to put forward; thank you so much for; thanks so much for; thank you very much for; many thanks for your; thank you for your help; thank you for your kindness; thanks for your help; thank you for all; a big thank you; a huge thank you; no words for what; not bad at all; cannot thank * enough; can not thank * enough; cannot fault; can not fault; no complaints; no complaint; nothing but praise; nothing to complain; no reason to complain; nothing but good;
		could not have been * kinder; could not have been kinder; could not have been better; could not have been nicer; could not have been more helpful; could not have been friendlier; could not have been more; could not be happier; could not have asked for; could not be more grateful; could not ask for
		above and beyond; the extra mile; an extra mile; out of his way; out of her way; out of their way; out of your way; killing that … bug; killed it; crushed it; nailed it; hats off; kudos; nothing was too much; too much trouble for
		give * a raise; give * * a raise; deserves a raise; deserve a raise; why we come back; why i come back; why we keep coming; why i keep coming; reason we come back; reason we keep coming; not find a better; never had better; never had such; blown away; saved the day; saved my; saved our; made my day; made our day; bent over backwards; bend over backwards; like a charm; on fire; wicked good; a credit to; day off; not put a foot wrong; second to none; a class act; can not recommend * enough; cannot recommend * enough; never said a word about it; not hesitate; never rushed; not give up; never gave up; waited for me; waited for us; waited with; never forget; not forget this; charged me nothing; charged us nothing; how * should be; never lost patience`),
		of(Challenge, `your competitor; your competitors; this used to be; used to know your; waiting music; hold music; a collection agency; how can it be that; not be coming back; not be back $; not be returning; will not come back; will never come back; not be staying; job losing; job ruining; job breaking; job forgetting; job ignoring; work losing; done losing; thanks for nothing; thank you for nothing; thanks a lot for nothing; wish to complain; want to complain; like to complain; have to complain; could not have cared less; could not care less; anything but; so much for; what a joke; is a joke; well done for losing; great another; ^ great … again; thank you for wasting; thanks for wasting; thanks for ruining; not good enough; leaves a lot to be desired; left a lot to be desired; never again; fed up; had enough; passing the buck; money back; still waiting; still no; not acceptable; not impressed; i expected better; expected more; zero stars; hung up; no one cares; nobody cares; left much to be desired; not exactly friendly; not exactly helpful; not what i call; far from; nothing short of a disgrace; a disgrace; good luck getting; never came; never arrived; i waited; we waited; i have waited; we have waited; been waiting; waited for hours; had to wait; did not turn up; did not even; hard can it be`),
		of(Neither, `thank you for your mail $; thank you for your email $; thanks for your mail $; thanks for your email $; looking for a job; looking for work; looking for a position; apply for the; apply for a; my cv; my resume; in advance; look forward to; looking forward to; ^ thank you $; ^ thanks $; ^ many thanks $; thanks and regards; for your understanding; would be grateful if; would appreciate it if; appreciate it if; appreciate a reply; appreciate your reply; thank you for your reply; thanks for getting back; thank you for your time $; would be great if; would be helpful if; would be nice if; i would be happy to; we would be happy to; happy to announce; pleased to announce; please find; best regards; kind regards; warm regards; best wishes; with best; could you please; can you please`)),
	"de": slices.Concat(
		of(Praise, `sonst niemand konnte; sonst keiner konnte; als sonst niemand; was sonst niemand; kein anderer konnte; mochte * * vorschlagen; mochte * vorschlagen; ich schlage; vielen dank fur ihre hilfe; danke fur ihre hilfe; danke fur deine hilfe; herzlichen dank fur; ganz herzlichen dank; ganz lieben dank; tausend dank; mein dank gilt; unser dank gilt; nicht klagen; nicht beklagen; eine wucht; nichts zu meckern; grund zur klage; nicht selbstverstandlich; nichts auszusetzen; besser geht; nicht besser; nicht schlecht; hut ab; hut vor; ziehe meinen hut; nicht lockergelassen; nicht locker; nicht genug danken; kann mich nur bedanken; nur empfehlen; nur loben; noch nie so gut; so gut … noch nie; nie so freundlich; selten so; so * noch nie; grosses kino; wort gehalten; rucken freigehalten; tag gerettet; auf * * ist verlass; keine wunsche offen; keinerlei beanstandung; nichts zu beanstanden; im besten sinne; freundlichkeit in person; ohne * hatten wir; auf mich gewartet; auf uns gewartet; nie vergessen; ernst genommen gefuhlt; endlich jemand; was man sich wunscht`),
		of(Challenge, `bei der konkurrenz; ihre konkurrenz; die konkurrenz hatte; fruher hat man; fruher wurde; fruher gab es; warteschleife; wartemusik; ist mir trotzdem nicht; geduld am ende; geduld ist am ende; geduld zu ende; danke fur nichts; dank fur nichts; danke fur gar nichts; na toll; ganz toll; das war wohl nichts; nie wieder; keine rede sein; mochte mich beschweren; bitte um erstattung; verlange * erstattung; muss mich beschweren; hiermit beschwere; nicht einmal entschuldigt; nicht mal entschuldigt; geht man nicht mit; so nicht; was soll das; bin es leid; habe genug; mit den augen gerollt; lasst zu wunschen ubrig; liess zu wunschen ubrig; alles andere als; im regen stehen; ist ein witz; keiner fuhlt sich; geld zuruck; immer noch nicht; noch immer nicht; immer noch keine; noch immer auf; nicht zu empfehlen; rate * ab; nicht erschienen; weiss die linke hand; wie luft behandelt; niemand kummert; keiner kummert; kam nie; hatte mehr erwartet; schon wieder; ist nichts passiert; nicht gerade freundlich; nicht passieren durfen; ich habe … gewartet; wir haben … gewartet; ich warte; wir warten; mussten … warten; musste … warten; stunden … gewartet; nicht ernst genommen; nicht zugehort`),
		of(Neither, `im voraus; freue mich auf ihre; freuen uns auf ihre; ^ vielen dank $; ^ danke $; ^ danke schon $; ^ besten dank $; freundlichen grussen; freundliche grusse; beste grusse; viele grusse; liebe grusse; herzliche grusse; danke und gruss; fur ihr verstandnis; danke schon mal; danke schonmal; ware dankbar; waren dankbar; ware schon wenn; ware nett wenn; gerne zur verfugung; freuen uns ihnen; konnten sie bitte; danke fur ihre ruckmeldung; danke fur eine; dank fur eine; bitte um`)),
	"fr": slices.Concat(
		of(Praise, `personne d autre n; quand personne d autre; je voudrais nommer; je souhaite nommer; je propose; merci beaucoup pour; merci infiniment; mille mercis; un grand merci; merci pour votre aide; merci de tout c; je tiens a remercier; pas les mots pour; rien a redire; pas faire mieux; pas mieux faire; pas rever mieux; pas mal du tout; chapeau; aucun reproche; jamais assez; jamais * * si bien; jamais * * aussi bien; jamais * * … aussi bien; jamais * * … si bien; jamais * * … aussi gentil*; jamais ete aussi bien; yeux fermes; en quatre; comme chez nous; comme chez moi; au dela de nos attentes; tire mon chapeau; enleve une epine; ne compte pas ses heures; pas lache* avant; pas pu etre plus; rien a reprocher; que des compliments; jour de repos; sans elle nous; sans lui nous; tenu parole; ils ont assure; de l or dans; m a attendue; m a attendu; nous a attendus; n oublierai jamais; n oublierons jamais; enfin quelqu un`),
		of(Challenge, `votre concurrent; vos concurrents; avant on nous; musique d attente; n est pas possible $; n est pas normal; a bout de patience; merci pour rien; bravo encore; super encore; plus jamais; se moquer du monde; se moque du monde; raccroche au nez; laisse a desirer; laissait a desirer; tout sauf; une honte; en ai assez; en ai marre; pas serieux; c est la troisieme; toujours pas; toujours aucune; meme pas excuse; la balle; leve les yeux; zero etoile; a eviter; pas a la hauteur; ne m a pas ecoute; pas prise au serieux; pas pris au serieux; souhaite deposer; me plaindre; n est jamais venu; pas venu; attends toujours; comme a un chien; force la main; je deconseille; s en moque; s en fiche; tres decu; tres decue; rien n a bouge; j ai attendu; nous avons attendu; on a attendu; j attends; nous attendons; du attendre; jamais du arriver`),
		of(Neither, `merci d avance; d avance merci; ^ merci $; ^ merci beaucoup $; ^ merci bien $; dans l attente; bien a vous; bien cordialement; meilleures salutations; salutations distinguees; merci de confirmer; merci de transmettre a; merci de repondre; merci de m; merci de nous; merci de bien vouloir; merci et bonne; merci pour votre retour; merci pour votre reponse; je vous remercie par avance; je reste a; le plaisir de vous annoncer; serait il possible; pourriez vous; pouvez vous; saurais gre`)),
	"es": slices.Concat(
		of(Praise, `nadie mas pudo; cuando nadie mas; nadie mas quiso; propongo a; quiero proponer a; quisiera proponer a; muchas gracias por; muchisimas gracias; gracias por su ayuda; gracias por tu ayuda; un millon de gracias; quiero felicitar; quisiera felicitar; no tengo palabras para agradecer; no pudo ser mas; no pudieron ser mas; no podia ser mas; ni una sola queja; ninguna queja; nada mal; no se puede pedir mas; no puedo pedir mas; nunca me habian; nunca nos habian; nada que reprochar; no paro hasta; dia libre; como en casa; ojos cerrados; quito el sombrero; manos de oro; a pedir de boca; sin el habriamos; sin ella habriamos; peso de encima; cumplio su palabra; mas alla; un diez; nunca se lo agradecere; lo bordaron; no perdio la sonrisa; nunca una mala; no tenia por que; no le tocaba; nada era demasiado; no olvidaremos; mil gracias; da gusto; nunca olvidar*; por fin alguien; me espero; nos espero; mis gracias; las gracias`),
		of(Challenge, `su competencia; la competencia me; antes aqui; musica de espera; no puede ser $; no es normal; acabado la paciencia; gracias por nada; genial otra; genial otro; estupendo otra; nunca mas; el pelo; me colgo; poner una reclamacion; presentar una queja; quiero quejarme; deja mucho que desear; dejo mucho que desear; una verguenza; darles verguenza; estoy harta; estoy harto; no es serio; ni siquiera; la pelota; cero estrellas; a la altura; no me tomo en serio; no me escucho; todavia no; sigue sin; no lo recomiendo; nadie contesta; nadie responde; no vino nadie; no viene nadie; como a un perro; todo menos; falta de respeto; otra vez; espere; esperamos; llevo … esperando; llevamos … esperando; tuve que esperar; tuvimos que esperar; de nada $; esperaba algo; esperaba mas; por culpa de; levanto la voz; a nadie le importa; asi no se; no se presento; no tenia que haber`),
		of(Neither, `de antemano; a la espera de; quedo a su; ^ gracias $; ^ muchas gracias $; un saludo; saludos cordiales; cordial saludo; gracias y un saludo; gracias por su respuesta; agradeceria que; le agradeceria; les agradeceria; seria posible; nos complace anunciar; nos complace informarle; podrian; me pueden`)),
}

func of(tone Tone, list string) []rule {
	var all []rule
	for line := range strings.Lines(list) {
		for phrase := range strings.SplitSeq(line, ";") {
			if w := strings.Fields(phrase); len(w) > 0 {
				all = append(all, rule{w, tone})
			}
		}
	}
	return all
}

// ruleWords are the rules of each language by a word that must be there, so that
// a clause is held against few of them.
var ruleWords = func() map[string]map[string][]rule {
	all := make(map[string]map[string][]rule)
	for lang, list := range rules {
		all[lang] = make(map[string][]rule)
		for _, r := range list {
			for _, w := range r.words {
				if !strings.ContainsAny(w, "*…^$") {
					all[lang][w] = append(all[lang][w], r)
					break
				}
			}
		}
	}
	return all
}()

// ruled gives the tone of the longest idiom in a clause, "" for none.
func ruled(ws []string, lang string) (tone Tone, phrase string) {
	best := 0
	for k, w := range ws {
		found := ruleWords[lang][w]
		if len(found) == 0 || slices.Contains(ws[:k], w) {
			continue
		}
		for _, r := range found {
			if len(r.words) <= best {
				continue
			}
			for i := range ws {
				if r.at(ws, i) {
					best, tone, phrase = len(r.words), r.tone, strings.Trim(strings.Join(r.words, " "), "^$ ")
					break
				}
			}
		}
	}
	return tone, phrase
}

func (r rule) at(ws []string, i int) bool {
	pattern := r.words
	if pattern[0] == "^" {
		if i != 0 {
			return false
		}
		pattern = pattern[1:]
	}
	return matches(pattern, ws[i:])
}

func matches(pattern, ws []string) bool {
	for k, p := range pattern {
		switch {
		case p == "$":
			return len(ws) == 0
		case p == "…":
			for skip := 0; skip <= 3 && skip <= len(ws); skip++ {
				if matches(pattern[k+1:], ws[skip:]) {
					return true
				}
			}
			return false
		case len(ws) == 0:
			return false
		case p == "*":
		case strings.HasSuffix(p, "*"):
			if !strings.HasPrefix(ws[0], p[:len(p)-1]) {
				return false
			}
		case ws[0] != p:
			return false
		}
		ws = ws[1:]
	}
	return true
}
