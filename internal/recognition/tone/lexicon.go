package tone

import "strings"

// lexicon holds the beginnings of words that praise or blame in one language,
// folded. The model is told how many of each a clause has; what they weigh it
// learns from the sentences.
// Deeds are what people are thanked for and asks what inquiries are made of.
type lexicon struct{ good, bad, deeds, asks *byFirst }

// byFirst are beginnings of words by their first byte.
type byFirst [256][]string

var lexicons = map[string]lexicon{
	"en": {
		good:  stems("thank grateful gratitude appreciat wonderful excellent great amazing fantastic brilliant superb outstanding lovely kind helpful friendly patien professional exceptional impress compliment praise credit star delight perfect best awesome incredible terrific fabulous marvel saved rescued fixed solved recommend pleas pleasure caring warm calm courteous polite attentive welcom thoughtful bravo congrat commend kudos love happy thrill smile gem angel hero deserve honest competent smooth quick prompt generous gentle joy proud dignity safe humanity funny spotless nominat recognition satisf kindness kinder finest beautiful splendid charming wow mark marks genius magic precious memorab unforgettab sincerely trust trustworthy sincere reliab thorough gifted talent effort laugh laughing cheer cheerful relief touched moved treasure blessing masterpiece compassion understanding reassur considerate flawless effortless exceed glad enjoy grace dedicat heart"),
		bad:   stems("rude unfriendly unhelpful complain awful terrible horribl ignor disappoint unacceptabl useless worst arrogant dismissiv incompeten disgrace lied liar shout refus insult disrespect impolite lazy careless unprofessional angry bad poor fail wrong appalling shock condescend dirty broken broke damaged cold late delay cancel lost missing error mistake nightmare mess ruin cheat overpric expensive waiting wait stolen leak noise smell crash mouldy filthy ashamed annoy frustrat upset regret blocked slow denied scratched disgust ridiculous absurd joke fed sick lawyer refund useless dead badly hold charged overcharged dirt scam sorry lie locked open stuck unanswered unresolved unmanned deleted crashed worse failing failure faulty defect incorrect dishonest insufficient pathetic dreadful unhappy unsatisf dissatisf threat hopeless waste wasting shame shameful bother chaos disaster hair hell fault blame excuse excuses wait nobody twice"),
		deeds: stems("help helped stayed carried brought found arranged explained called rang listened drove worked waited sorted repaired replaced took kept gave sat held showed covered swapped trained handled turned remembered swept fought made"),
		asks:  stems("please could would can may when where which how what does do is are attached attachment confirm book reserve invoice copy address number send regards wishes question information price cost available open planning form appointment meeting draft document documents contract tomorrow"),
	},
	"de": {
		good:  stems("dank lob toll super hervorragend ausgezeichnet grossartig freundlich hilfsbereit nett kompetent begeister zufrieden geholfen gerettet klasse spitze wunderbar herzlich liebevoll geduldig einsatz anerkennung vorschlag verdient beeindruck engagiert prima gekummert perfekt vorbildlich gelost empfehl schnell unkompliziert zuverlass hoflich zuvorkommend aufmerksam engel stolz freude lacheln begluck erstklassig einwandfrei kompliment respekt top bestens respektvoll gerne wohlgefuhlt verlass ehrlich menschlich ruhig sauber gewinn goldstuck einfuhlsam gelacht punktlich humor witzig mustergultig tatkraftig herzenswarm dankbar danken danke erfreut herausragend fantastisch genial traumhaft gedicht bravour gemeistert unvergess gluck glucklich grandios vorzuglich meisterhaft sorgfalt gewissenhaft respekt gelungen souveran charmant mitfuhlend fursorg beruhig ermutig loben gelobt hochachtung weltklasse tadellos hilfreich wohl liebenswert bewundern unubertroffen schatz segen lieben bravo prachtig angenehm begeisterung erleichter reibungslos mustergultig"),
		bad:   stems("kalt unfreundlich unhoflich frech unverschamt beschwer arrogant inkompet enttausch schlecht furchtbar katastroph patzig ignorier unmoglich herablassend aufgelegt ungeduldig genervt respektlos schlimm verweiger warte wartezeit falsch kaputt defekt schmutzig dreckig verspat verspatet fehlt fehler mangelhaft leider argerlich arger sauer wutend skandal zumutung inakzeptabel betrogen gelogen angelogen lieblos teuer verloren verschwund beschadigt kundige kundigung anwalt mahnung storung verschimmelt verstopft zerkratzt schamen entsetzt bereue abraten traurig ausreden hohn witz ratlos gesperrt stundenlang vergeblich abgezockt betrug schlampig unfahig unzumutbar arm armselig beleidig gebrochen verdorben ungeniessbar laut dreckig gestunken gestank ungepflegt unprofessionell peinlich unverstandlich empor mies ruiniert versagt chaos absturz absturzt schuld geloscht stecken wutend verargert ungerecht unerhort respektlos kein keiner keine niemand zweimal dreimal endlos"),
		deeds: stems("geholfen hilft half erklart gebracht gefunden getragen repariert besorgt organisiert angerufen zuruckgerufen eingesprungen geblieben genommen gekommen gewartet ubernommen gelost gezeigt begleitet abgeholt geschafft gegeben zugehort mitgedacht aufgeraumt gerichtet gekampft"),
		asks:  stems("bitte konnten konnen kann wann wo wie welche welcher was gibt anbei anhang beigefugt bestatigen reservieren buchen rechnung kopie adresse nummer senden schicken gruss grussen grusse frage fragen information preis kostet verfugbar geoffnet planen formular termin besprechung entwurf unterlagen vertrag morgen mochte wurde wurden hatte ware"),
	},
	"fr": {
		good:  stems("merci remerci formidable genial parfait excellen aimable gentil adorable patien efficace felicit reconnaissan souri sympa serviable sauve extraordinaire accueil charmant chapeau remarquable impeccable merveill exemplaire ravi enchant bravo professionnel compet chaleur bienveill rassur recommand plaisir bonheur satisf fier touche humain honnet douceur attention magnifique super top delicat precieux sourire tact perle competent disponible rapide dignite adore adorer magique inoubliab grace excellence delicieu magistral brillant touchant emu emue gratitude fidele meilleur meilleurs satisfaction bluffe epate stupefi soulag apais devoue dedie serieux soigne minutieu prevenan courtois poli polie heureu enthousias admirable irreprochable sublime beau belle bel champion tresor ange saluer recompense illumine conscien"),
		bad:   stems("impoli desagreable odieu incompeten mepris decu decev deception plainte plaindre reclam inadmissible inacceptable honte honteu agressi raccroch malpoli grossier nul scandale antipath insupportable sale casse panne retard perdu manque erreur faux fausse attends attendu attente froid bruit colere furieu regrett resili rembours avocat mensonge menti floue desastre cauchemar lent cher abime bloque fuyait bouche deconseill gache mediocre ignore lamentable deplorable excuses plante choque raye inutile injust malheur malhonnete pire attendre perd perte vole arnaque escroqu furieux agac enerve exaspe insult menace humili incorrect defectueu defaut absent absence vide efface saisis fuite moisi cafard insalubre jamais aucun aucune personne toujours encore malgre erreurs fautes trompez trompe inefficace incapable catastroph indign scandal hausse promesses deux dechire"),
		deeds: stems("aide trouve apporte rappele explique repare monte attendu reste pris donne montre accompagne organise arrange remplace cherche retrouve rendu ecoute sauve fait tenu garde traite regle resolu balaye battue"),
		asks:  stems("veuillez pourriez pouvez pourrait puis peut quand ou quel quelle combien comment est ce joint jointe ci confirmer reserver facture copie adresse numero envoyer salutations cordialement question information prix coute disponible ouverts formulaire rendez reunion projet documents contrat demain voudrais aimerais souhaite souhaiterais"),
	},
	"es": {
		good:  stems("gracias agradec amable encanta encanto maravill estupend fantastic fenomenal felici enhorabuena profesional atent genial salvo simpat paciencia carin increible impecable ejemplar soluciono resolvio merece excelen perfect recomiend alegr satisf orgullos sonrisa humano honrad tranquiliz calid dulce joya detalle competen eficaz rapid mejor extraordinari inolvidable dignidad emocion elogi labor tacto diez adora amor magic inolvidab precios excelencia delicio brillant emociona gratitud fiel mejores satisfaccion sorpresa alivi entrega dedicacion serio cuidad educad cortes feliz entusias admirab sublim bonit bella campeon tesoro angel gracia reconoc fascin grat alegria gusto suerte milagro destac majos majo majisim"),
		bad:   stems("groser maleducad antipatic inutil queja reclam pesim horribl vergonz verguenz desagradabl decepcion incompet borde ignor colgo grito fatal inaceptabl suci rot averi retras perdi falta error equivoc mal espera esperand frio ruido furios indign arrepient cancel devolu abogad mintier mentir estaf desastr pesadill lent caro dan bloque goteaba atascad peor nunca nadie lamentabl excusas escandal timo presion cuelga tarde inutil injust deshonest peor perder robo robaron estaf timar furiosa enfad cabread hart insult amenaz humill incorrect defectu defecto ausent vacio borrad moho cucarach insalubr jamas ningun ninguna siempre demasiad errores fallo fallos ineficaz incapaz catastrof indign promesas rompio roto rayaron mando mandaron cobrad cobraron cuelga dejaron dejo culpa broma robar tarde doble dos"),
		deeds: stems("ayudo ayudar encontro trajo llamo explico arreglo subio espero quedo tomo dio mostro acompano organizo sustituyo busco devolvio escucho salvo hizo mantuvo trato resolvio barrieron lucho cubrio consiguio atendio"),
		asks:  stems("por favor podria podrian puede pueden cuando donde cual cuanto como hay adjunto adjunta confirmar reservar factura copia direccion numero enviar saludo saludos atentamente pregunta informacion precio cuesta disponible abren formulario cita reunion borrador documentos contrato manana quisiera quiero gustaria necesito"),
	},
}

func stems(list string) *byFirst {
	b := new(byFirst)
	for _, w := range strings.Fields(list) {
		b[w[0]] = append(b[w[0]], w)
	}
	return b
}

func begins(w string, stems *byFirst) bool {
	for _, s := range stems[w[0]] {
		if strings.HasPrefix(w, s) {
			return len(s) > 4 || len(w) <= len(s)+3
		}
	}
	return false
}

var (
	denials = set("not no never nobody nothing without hardly cannot neither nor " +
		"nicht kein keine keinen keiner nie niemand kaum weder ohne " +
		"pas jamais personne aucun aucune ni sans rien " +
		"nunca nadie ningun ninguna sin tampoco ni")
	// lifts take a denial back: "not only kind", "could not have been kinder".
	lifts = set("only nur seulement solo more kinder better quicker faster friendlier nicer happier warmer mehr besser schneller freundlicher netter plus mieux mas mejor enough genug assez once")
)

// unknown is what a text in a language without a model is judged by: words that
// travel, and signs that need no language.
var unknown = lexicon{
	good: stems("grazie gentil bravissim complimenti ottim obrigad otim excelent parabens maravilh bedankt dank geweldig vriendelijk fantasti tack tusen takk tak kiitos ihana dziekuj swietn dekuj skvel dakuj vyborn hvala odlic koszon kivalo multum excelent tesekkur harika super bravo merci gracias thank wonderful perfekt perfekt top спасибо благодар отличн дяку чудов благодаря"),
	bad:  stems("reclamo pessim delus maleducat vergogn reclamac pessimo onbeleefd klacht slecht teleurgesteld otrevlig dalig klaga darlig klage huono valitus skarga zle okropn stiznost spatn staznost zly zalba lose panasz rossz reclamatie prost sikayet kotu жалоб ужасн плох скарг жахлив погано"),
}

// goodSigns and badSigns need no language.
var (
	goodSigns = []string{"👏", "👍", "❤", "😍", "🙏", "🎉", "⭐", "🌟", "😊", "😀", "🥰", "💐", ":-)", ":)", "ありがと", "感謝", "助かりま", "素晴らし", "谢谢", "謝謝", "感谢", "감사", "고맙", "친절"}
	badSigns  = []string{"👎", "😡", "🤬", "😠", "💩", ":-(", ":(", "苦情", "不満", "最悪", "投诉", "投訴", "差劲", "불만", "불친절"}
)
