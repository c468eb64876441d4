package match

import "strings"

// The words by which ground tells what a sentence does with a name, folded.

// phraseTable finds phrases of a few words by their first word, or by the
// beginning of it where that is only a stem.
type phraseTable struct {
	whole, stem table[[][]string]
}

func phrasesOf(phrases ...string) *phraseTable {
	whole, stem := make(map[string][][]string), make(map[string][][]string)
	for _, p := range phrases {
		for part := range strings.SplitSeq(p, ",") {
			words := strings.Fields(part)
			if key := words[0]; strings.HasSuffix(key, "*") {
				stem[key[:phraseKey]] = append(stem[key[:phraseKey]], words)
			} else {
				whole[key] = append(whole[key], words)
			}
		}
	}
	return &phraseTable{tableOf(whole), tableOf(stem)}
}

// phraseKey is how many bytes of a first word that is only a stem find it.
const phraseKey = 4

// at gives the length of the longest phrase that begins at token k and ends
// before token to, in one sentence; 0 for none.
func (t *phraseTable) at(toks []token, k, to int) int {
	w := toks[k].fold
	best := 0
	if t.whole.sieve.may(w) {
		best = longest(t.whole.by[w], toks, k, to)
	}
	if len(w) >= phraseKey && t.stem.sieve.may(w[:phraseKey]) {
		best = max(best, longest(t.stem.by[w[:phraseKey]], toks, k, to))
	}
	return best
}

func longest(phrases [][]string, toks []token, k, to int) int {
	best := 0
	for _, words := range phrases {
		if len(words) <= best || k+len(words) > to {
			continue
		}
		same := true
		for i, w := range words {
			u := &toks[k+i]
			same = same && u.sentence == toks[k].sentence && (u.fold == w || len(w) > 1 && w[len(w)-1] == '*' && strings.HasPrefix(u.fold, w[:len(w)-1]))
		}
		if same {
			best = len(words)
		}
	}
	return best
}

// nominating are stems of words that put somebody forward.
var nominating = stems("nomin", "nommer", "nomme", "propose", "proposing", "propong", "proponer", "propon", "proponh", "vorschlag", "vorgeschlag", "schlage", "segnal", "zglasz", "zglos", "navrh", "voordra", "voordrag", "voorstel",
	"foresl", "ehdot", "jelol", "propun", "candidat", "kandidat", "номинир", "выдвига", "предлага", "пропон", "номін", "predlag", "predlaz", "nomear", "nomeio")

// thankStems are stems of words whose object is the one who is praised.
var thankStems = stems("hervorheb", "hervorzuheb", "destac", "highlight", "thank", "thx", "grateful", "gratitude", "indebted", "appreciat", "commend", "praise", "prais", "compliment", "complimenti", "complimenten", "kudos", "bravo", "brava", "congrat", "credit", "salute", "impress", "loved", "loves", "enjoyed", "delighted", "recognis", "recogniz", "recognition", "props",
	"dank", "danke", "gedankt", "bedank", "lob", "loben", "lobes", "lobend", "kompliment", "begeister", "beeindruckt", "anerkennung", "respekt",
	"merci", "remerci", "felicit", "reconnaissan", "chapeau", "ravi", "gratitude", "eloge", "louer",
	"gracias", "agradec", "agradez", "felicita", "felicidad", "enhorabuena", "elogi", "encantad", "alabar", "gratitud", "chapo",
	"grazie", "ringrazi", "complimenti", "elogio", "obrigad", "agradec", "parabens", "bedankt", "dankjewel", "complimenten", "lof", "tack", "tacka", "takk", "takke", "tak", "berom", "eloge",
	"kiito", "kiitt", "kiita", "dziek", "podziek", "pochwal", "pochwa", "chwal", "dekuj", "podekov", "pochval", "dik", "diky", "dakuj", "podakov", "hvala", "zahval", "pohval", "koszon", "megkoszon", "koszonet", "dicser", "megdicser", "multum", "tesekkur", "tebrik", "ευχαριστ", "riesenlob", "riesendank", "riesenkompliment", "extralob", "extra-lob", "sonderlob", "nachwal", "riconoscen",
	"спасиб", "благодар", "поблагодар", "подякув", "похвал", "дяку", "подяк", "хвал")

// selves speak of the writer.
var selves = set("we ich wir je j nous yo nosotros nosotras eu ik wij jag vi jeg mina io noi я мы ми")

// objects are the writer as the one to whom something was done.
var objects = set("me us mir mich uns moi m nous mi mis nos ci mij ons mig meg oss mnie mi nam nas mne meille minua мне нам меня нас nekem nekunk bana bize imi ne mim my our meine meinem meinen meiner mein unser unsere unserem unseren notre mon ma mes nuestro nuestra nuestros mio mia meu minha mijn onze moj moja moje mojego mojej nasz nasza nasze naszego naszej muj mou nasi nasim naseho mea noastra nostru мой моя моё моего нашу наш нашего")

// malePronouns and femalePronouns are told apart where a name says which it is.
var (
	malePronouns   = set("he him his himself er ihm ihn il lui el lo hij hem han ham он его ему egli jego jemu")
	femalePronouns = set("she her hers herself elle ella zij haar hon henne hun hende она её ей ее jej")
	pronouns       = set("he she him her they them his hers their herself himself ihm ihn elle lui ella ils elles ellos ellas lei hij zij hem haar hen han hon hun ham hende henne ona jego jej jemu он она они его её ее ей ему їй вона він ele ela eles elas neki")
	plurals        = set("they them their sie ils elles ellos ellas zij oni они вони eles elas")
)

// links begin a clause of their own: who stands behind is its subject.
var links = set("that because when as since where how what whether if and then weil dass als wie denn und da nachdem ob wo " +
	"que quand comme parce car et lorsque puisque cuando como porque y donde ya che quando come perche e dat toen omdat en hoe ze kdyz protoze a i gdy kiedy bo jak att nar da som fordi og och ja kun hogy mert es и что когда потому")

// relatives stand behind a name and speak of it.
var relatives = set("who whose whom which qui que der die dessen deren quien cuya cuyo che chi die dat wie som joka który ktora ktory ktery ktera ktory która který která koji koja aki который которая який яка care kes")

// framings stand between the writer and what is praised: "I found Ann lovely".
var framings = set("found find think thought say said believe feel felt fand finde finden meine denke trouve trouvais pense crois encuentro creo considero trovo penso vind vond uwazam myslim tycker synes")

// agents stand before who did something.
var agents = set("by from of von durch vom par de du por da di del della van door przez od av af fra from tol от від")

// services are what an agent's praise is said of.
var services = set("service help support advice care assistance treatment kindness patience work effort job manner handling professionalism friendliness hospitality welcome attention " +
	"hilfe beratung betreuung bedienung unterstutzung freundlichkeit geduld arbeit einsatz leistung empfang pflege " +
	"aide accueil conseils conseil gentillesse patience travail soutien disponibilite ayuda atencion trato amabilidad paciencia trabajo apoyo consejo " +
	"aiuto assistenza gentilezza pazienza servizio lavoro cortesia disponibilita ajuda atendimento hulp geduld inzet pomoc obsluga cierpliwosc pomoct ochota trpelivost")

// prepositions make the name behind them an object.
var prepositions = set("to with about at near for against opposite towards toward behind beside like without via into onto in on under over before after " +
	"mit zu zum zur bei beim uber gegen ohne nach vor neben wegen an auf aus um hinter " +
	"a au aux avec chez sur sans pour vers contre devant derriere sous " +
	"con sobre sin para hacia contra ante tras en al " +
	"su per senza presso dal dalla verso com sem em ao aan met over zonder voor naar tegen " +
	"do z ze o dla na u za pro k ke s nad pod med til hos om for pa till mot vid с к о для на у про з до")

// things are praised for themselves.
var things = set("taste review reviews rating geschmack bewertung gout avis gusto resena recensione smaak month months season seasons year years spring photographs photos paintings drawing drawings song songs music album novel book books film films sculptures poems artwork artworks fotos bilder lied buch bucher roman photos livre chanson libro libros cancion foto picture painting pictures portrait exhibition mural sculpture poem photograph photo gemalde bild ausstellung tableau peinture exposition photographie cuadro pintura exposicion quadro dipinto mostra schilderij tentoonstelling obraz hotel hotels restaurant stay room rooms food meal dinner lunch breakfast evening night morning afternoon time times weekend holiday trip place view atmosphere house city town weather location bed bar pool spa garden show concert play film book product products price prices website store shop building experience visit event party wedding conference way thing news luck idea address " +
	"aufenthalt zimmer essen abend nacht tag wochenende urlaub reise ort aussicht atmosphare haus stadt wetter lage bett garten fruhstuck veranstaltung erlebnis besuch preis ware laden hochzeit konzert " +
	"sejour chambre repas diner dejeuner soiree nuit journee week-end vacances voyage endroit vue ambiance maison ville temps soirée moment lieu " +
	"estancia habitacion comida cena almuerzo desayuno noche dia tarde viaje lugar vista ambiente casa ciudad tiempo vacaciones fin " +
	"soggiorno camera cibo cena pranzo colazione serata notte giornata viaggio posto atmosfera citta vacanza verblijf kamer eten avond nacht vakantie plek sfeer huis weer " +
	"pobyt pokoj jedzenie kolacja hotelu wieczor noc podroz vistelse rum mat kvall opphold rom")

// unnamedPeople are words for somebody whose name is not said, beside staff.
var unnamedPeople = set("man chap bloke fellow lad gentleman gentlemen ladies manager concierge boss somebody someone anyone waiter porter guy girl boy woman women men crew replacement successor predecessor deputy trainee apprentice intern doorman " +
	"vent kerel meister obermeister kuchenchef geselle lehrling herr mann junge madchen kerl chef chefin jemand vertretung ersatz nachfolger nachfolgerin vorganger vorgangerin azubi praktikant praktikantin hausdame portier hausmeister " +
	"homme femme monsieur madame jeune fille garcon quelqu remplacant remplacante stagiaire portier gardien " +
	"hombre mujer senor joven chaval alguien suplente sustituto sustituta muchacho muchacha portero " +
	"signore signora ragazzo ragazza uomo donna qualcuno sostituto sostituta cameriere cameriera portiere addetto addetta " +
	"heer mevrouw meneer vrouw iemand vervanger vervangster jongen meisje portier " +
	"pan pani kolezanka kolega kolegyne ktos nekdo kelner kelnerka kierowca recepcjonistka recepcjonista recepcni ridic cisnik portier " +
	"kille tjej kvinna nagon vaktmastare dame noen nogen fyr portner nainen joku holgy ur valaki kisasszony domnul doamna cineva bey hanim biri мужчина женщина девушка парень сотрудник сотрудница кто-то дівчина чоловік жінка")

// adverbs and small words may stand between the beginning of a clause and its subject.
var fillers = set("also even especially particularly only both again just very so really quite too once still then now today yesterday tonight last luckily fortunately finally instead big huge special warm warmest sincere heartfelt many much all lot lots well your our the a an to of for and this my is was it name named called at in from on great " +
	"erst auch sogar besonders nur beide wieder sehr so heute gestern dann da endlich zum gluck noch einmal mal herzlich herzlichen grosses grossen riesen ganz vielen tausend ein eine einen dem den der die das an und fur von aus ihrem ihrer ihren ihre ihr unserem unserer unsere unser lieben liebe netten nette meinen mein " +
	"heureusement afortunadamente felizmente fortunatamente gelukkig szczescie nastesti diesmal " +
	"aussi surtout meme encore tres hier un une le la les l au aux du des de d et a votre vos notre nos grand mille tout toute particulierement chaleureux chaleureusement vivement beaucoup infiniment " +
	"tambien sobre todo muy ayer hoy un una el la los las al del de a y su sus nuestro nuestra mil muchas gran especial especialmente mucho sinceramente en por para " +
	"anche soprattutto molto ieri oggi il lo la un una al alla di del della per e a tante mille vostro vostra suo sua " +
	"ook vooral heel erg gisteren vandaag de het een aan voor en van jullie uw bijzonder graag wil " +
	"bardzo serdecznie serdeczne pana panu pani dla i za z ze moc velmi srdecne pro panu pani a ze zvlast till for och til og stort stor hjartligt varmt")

// especially lifts one out of those who are praised.
var especially = set("especially particularly particular notably above mention besonders insbesondere allem namentlich allen surtout particulierement notamment especialmente particular sobretodo soprattutto particolare vooral szczegolnie zvlaste obzvlast framfor sarskilt spesielt isar особенно")

// beings join a name with what is said of it.
var beings = set("was were is are am been war ist sind waren sei es est etait fut sont esta estaba fue era eran son seria is was waren zijn ar var er byl byla byly bylo jest byla je бул була est e era foi sono stato stata on oli volt fost este")

var (
	// putForward are nominations of more than one word.
	putForward = phrasesOf("put forward, putting forward, my vote, shout out, shoutout, ins rennen, voto por, voto para, mon vote, ma voix, mi voto, het voorstel")
	// thankPhrases are thanks of more than one word.
	thankPhrases = phrasesOf("enhorabuena por tener, i value, we value, cannot praise, riesenlob an, schwarmt von, schwarmt nur so von, schwarmen von, special mention, mention speciale, mencion especial, menzione speciale, besondere erwahnung, coup de chapeau, coup de coeur pour, big up, we love, i love, three cheers, proud of, stolz auf, fier de, fiere de, fiers de, orgulloso de, orgullosa de, a shout out, happy with, pleased with, zufrieden mit, content de, contente de, contento con, contenta con, un diez, hats off, hut ab, well done, good on, full marks, chapeau bas, pass on, say hello, best wishes to, regards to, a toast, raise a glass, ein hoch, liebe grusse an, grusse an, chyle czola, klobouk dolu, petje af")
)

// cannotEnough reads "I cannot thank Ann enough", "nie mogę się nachwalić".
func cannotEnough(toks []token, k int) bool {
	for j := k + 1; j < len(toks) && j < k+9 && toks[j].sentence == toks[k].sentence; j++ {
		if w := toks[j].fold; w == "enough" || w == "genug" || w == "assez" || w == "suficiente" || w == "bastante" || w == "abbastanza" || w == "genoeg" || w == "more" || w == "highly" {
			return true
		}
	}
	return lifts.has(toks[k].fold) || strings.HasPrefix(toks[k].fold, "nachwal")
}
