package match

// The lists are folded: lower case, no accents, ß as ss. They hold words of the
// languages in which goodword reads compliments best; in another language a name
// is still found, only less is known of the words around it.

var abbreviations = set("mr mrs ms dr prof sr sra srta st hr fr mme mlle m dott ing sig jr bzw ca nr no tel vs")

// titles stand before a name and never belong to it.
var titles = set("nurse fr mr mrs ms miss mister dr doctor prof professor sir madam " +
	"herr herrn frau hr fraulein doktor " +
	"monsieur madame mademoiselle mme mlle mlles mmes docteur m " +
	"senor senora senorita sr sra srta don dona " +
	"signor signora signore signorina sig sigra dott dottssa ing " +
	"dottore dottoressa dottor doctora docteure ingegnere avvocato professoressa profesor profesora doktora doktorka inz inzynier mgr " +
	"senhor senhora meneer mevrouw mevr dhr pan pani panu pana panem pania pane pani pano sz gospodinu gospodje gospode " +
	"gospodin gospodina gospoda domnul doamna dl dna " +
	"господин госпожа пан пані fru froken rouva")

// honorifics stand behind a name.
var honorifics = set("usta san sama kun chan sensei bey hanim beyefendi hanimefendi")

// particles belong to a surname and are skipped in it.
var particles = set("von van de der den vom zu zur zum ten ter te la le les las los del della di da do dos das du des el al bin ibn ben af av")

// commonWords are names that are also words: by themselves they name nobody
// unless something around them says that a person is meant.
var commonWords = set("quick will mark may june april august grace hope faith joy rose lily daisy dawn eve art bill chase grant rich sky " +
	"summer autumn pat sue rob drew gene ray frank guy miles angel angela christian dean earl pierce iris ivy olive ruby amber jade " +
	"pearl crystal gay van wade trip cliff heath clay stone bo an do so in ha la le mai ernst wolf stern felix gut pilar luz mar sol " +
	"dolores consuelo mercedes rosario cruz flor paz santos claire blanche marine pierre clement prudence constance fleur juste " +
	"parfait noel fiore gioia mercy patience charity chance max victor victoria florence paris chelsea georgia jordan sydney austin " +
	"adelaide charlotte sofia san jose santiago valencia lourdes israel milan roma lima carmen orlando alba nice dakota savannah " +
	"brooklyn lincoln jack jan mo al ed em jo ana ali sam su li wei bell king young long short brown green white black gray grey " +
	"price cook baker best good love day day's day night park hill lake field fields wood woods bush rivers street banks bond case " +
	"church cross day fish ford fox glass gold hall hand hart head holiday home house hunt kind knight lane law little lord major marsh " +
	"mason masters mills moon moore noble page parks pool poole pope power powers read reed rich rivers rock sharp shepherd small smart " +
	"snow spring sweet swift train tree walker ward waters weeks wells west east north south winter wise world wright star storm " +
	"lange klein gross kurz jung alt weiss schwarz braun roth rot grun konig kaiser koch bauer weber muller schneider fischer meister " +
	"sommer herbst freitag sonntag montag engel vogel fuchs bach berg wald stein feld busch baum blum horn krieger kramer kaufmann " +
	"schulz richter wirt zimmermann gast lieb herz gluck sauer frei freund kunde bar hand kopf fuss keller krug becker ritter graf " +
	"herr frau petit grand blanc noir roux leroy roi lebon bon beau fort gentil martin roche bois mer marchand boulanger fournier " +
	"hotel garcia bueno bravo blanco moreno rubio delgado gallo iglesias calle campo campos casa castillo fuentes leon luna marin " +
	"mercado molina montes mora nieto ortega pardo prado reyes rey rios rojas rosa rosas serrano silva sierra torres vega vera vidal " +
	"linda bella dulce alma luis sole vita pace conte bianco rossi neri serena chiara felice santo bruno gloria marina " +
	"bella lucky rusty misty sunny penny bonnie glen dale carol robin martin rain heather holly basil sage hazel laurel myrtle violet viola " +
	"sally tom dick harry nick pip bob josh tony bea bear buck bud buddy chip chuck duke gus hank jay lance les lot mat ned norm peg pip rod rusty sandy skip tad ted wally woody " +
	"beat herzog probst vogt hoffer engler ost west nord sud lang gerne danke dank team leiter leitung abteilung empfang rezeption service support")

// kin are people who belong to the writer, not to the company.
var kin = set("schwager schwagerin cunado cunada cognato cognata zwager schoonzus szwagier svager svoger stepson stepdaughter godson goddaughter husband wife son daughter mother father mum mom mam dad brother sister friend friends partner girlfriend boyfriend fiance fiancee " +
	"child baby aunt uncle grandmother grandfather granny grandma grandpa grandson granddaughter nephew niece cousin dog cat neighbour neighbor " +
	"mann ehemann ehefrau gatte gattin sohn tochter mutter mama papa vater bruder schwester freund freundin kind oma opa grossmutter grossvater " +
	"tante onkel hund enkel enkelin nichte neffe nachbar nachbarin schwiegermutter schwiegervater schwiegersohn schwiegertochter verlobte verlobter " +
	"mari femme epouse epoux fils fille mere pere frere soeur ami amie compagnon compagne bebe grand-mere voisin voisine neveu niece tante oncle " +
	"marido esposo esposa mujer hijo hija madre padre hermano hermana amigo amiga novio novia abuela abuelo nieto nieta suegra suegro sobrino sobrina vecino vecina " +
	"" +
	"man hustru fru son dotter mor far bror syster van vaninna kone soster ven veninde sonn datter venn venninne kjaereste sambo vaimo mies poika tytar aiti isa veli sisko ystava " +
	"maz zona syn corka matka mama ojciec tata brat siostra przyjaciel przyjaciolka babcia dziadek manzel manzelka dcera otec sestra kamarad kamaradka pritel pritelkyne babicka dedecek " +
	"ferjem felesegem fiam lanyom anyam apam testverem baratom baratnom sotul sotia fiul fiica mama tata fratele sora prietenul prietena " +
	"esim kocam karim oglum kizim annem babam kardesim arkadasim " +
	"муж жена сын дочь дочка мама папа мать отец брат сестра друг подруга бабушка дедушка внук внучка чоловік дружина син донька мати батько друг подруга бабуся дідусь онук онука " +
	"moglie marito figlio figlia nonna nonno amico amica filha filho mae pai irma irmao zoon dochter moeder vader vriend vriendin man vrouw")

var possessives = set("my our mein meine meinem meinen meiner unser unsere unserem unseren unserer mon ma mes notre nos mi mis nuestro nuestra mio mia nostro nostra meu minha nosso nossa mijn onze ons " +
	"min mitt mina var vart vara mit mine vor vore vort moj moja moje moi nasz nasza nasi muj ma moji nase nas meu mea mei noastra nostru benim bizim minun meidan az мой моя моё мои наш наша наше наши мій моє мої")

// theirPossessives before a superior's title make a person somebody's manager.
var theirPossessives = set("her his their ihr ihre ihrem ihren ihrer sein seine seinem seinen seiner sa son ses leur leurs su sus suo sua s")

var superiors = set("lead manager managers supervisor boss superior director head chef chefin vorgesetzte vorgesetzten vorgesetzter vorgesetzter leiter leiterin teamleiter teamleiterin " +
	"responsable superieur superieure directeur directrice chefe jefe jefa gerente encargado encargada supervisora capo")

// staff are words for somebody of the company who stays unnamed.
var staff = set("colleague colleagues team staff employee employees lady gentleman woman guy girl driver technician engineer receptionist nurse agent waiter waitress " +
	"physio guard midwife carer teller adviser advisor steward stewardess barman barmaid bartender porter cashier clerk assistant whoever everyone everybody operator mechanic conductor representative cleaner chambermaid housekeeper " +
	"kollege kollegin kollegen kolleginnen mitarbeiter mitarbeiterin mitarbeitern mitarbeiterinnen dame techniker technikerin fahrer fahrerin kellner kellnerin " +
	"pflegerin pfleger verkaufer verkauferin empfangsdame monteur monteurin mechaniker schaffner schaffnerin rezeptionistin rezeptionist berater beraterin wer leute mannschaft belegschaft " +
	"collegue collegues equipe dame technicien technicienne vendeur vendeuse hotesse serveur serveuse infirmier infirmiere conducteur conductrice chauffeur receptionniste personnel employe employee conseiller conseillere " +
	"companero companera companeros equipo chica chico tecnico tecnica empleado empleada recepcionista camarero camarera enfermero enfermera conductor conductora senora senorita trabajador trabajadora personal dependienta dependiente " +
	"collega colleghi squadra medewerker medewerkster kollega kollegan kollegaen colega colegas")

// second are words that speak to the reader; third speak of somebody else.
var (
	second = set("you your yours yourself ihnen ihrer dir dich dein deine deiner deinen deinem euch eure vous votre vos toi ton ta usted ustedes ti tu tus contigo lei voce te u uw je jou jouw du dig din dit dina ditt")
	third  = set("she he her him hers they them er elle lui ella el los ihm ihn")
)

// praising and blaming words by their beginnings; a word of praise behind a
// denial is blame.
var (
	praising = stems("straordinar", "meravigl", "eccezion", "favolos", "herausragend", "sensationell", "uitstekend", "maravilhos", "prestativ", "enastaende", "rewelacyj", "znakomi", "przesympat", "sorrident", "sonrient", "magnific", "extraordin", "humorvoll", "einfuhl", "troostrij", "troskliw", "trosk", "wdzieczn", "phenomen", "expert", "добр", "rayon", "sunshine", "sonnenschein", "joya", "gioiello", "zonnetje", "solstrale", "promyk", "splend", "squisit", "douce", "delicat", "rar", "tacksam", "omtanksam", "varm", "dankbaar", "zorgza", "marvel", "snall", "bezaubernd", "entzuckend", "einfuhlsam", "fursorglich", "geduld", "incroyable", "irreprochable", "chaleureu", "bienveill", "carinos", "cercan", "entranable", "humanidad", "umanita", "gentilezz", "dolcezz", "carinh", "atencios", "dedicad", "impecav", "profission", "przemil", "cierpliw", "wyrozumial", "serdeczn", "usmiechn", "najlepsz", "incansav", "incansab", "simpatic", "paciente", "prestav", "goud", "aardig", "behulpzaam", "geduldig", "keurig", "skarb", "pomog", "pomoh", "pomocn", "uprzejm", "mily", "mila", "ochotn", "skvel", "uzasn", "wspanial", "cudown", "zyczliw", "poklad", "hjalp", "fantastisk", "underbar", "snill", "trevlig", "bast", "ystaval", "auttoi", "mahtav", "kedves", "segit", "amabil", "ajutat", "minunat", "yardim", "nazik", "harika", "guler", "ljubaz", "pomogl", "помог", "помогл", "любезн", "внимательн", "прекрасн", "замечательн", "допом", "чудов", "чуйн", "отзывчив", "bravissim", "disponib", "cortes", "premuros", "bewunder", "admirab", "pazien", "seele", "gold", "merita", "medal", "gouden", "heros", "heroe", "splendid", "paziente", "eroe", "thank", "thx", "grateful", "gratitude", "appreciat", "wonderful", "excellent", "great", "amazing", "fantastic", "brilliant", "superb",
		"outstanding", "charming", "cheerful", "obliging", "considerate", "invaluable", "knowledgeable", "outstanding", "lovely", "kind", "helpful", "friendly", "patien", "professional", "exceptional", "impress", "compliment", "praise", "prais", "credit", "star", "delight",
		"perfect", "best", "treasure", "legend", "genius", "wizard", "splendid", "tireless", "godsend", "lifesaver", "superstar", "honest", "magic", "sublime", "gracious", "above and beyond", "heaven", "awesome", "incredible", "terrific", "fabulous", "marvellous", "marvelous", "saved", "helped", "rescued", "fixed", "solved", "sorted",
		"recognition", "recogniz", "recognis", "nominat", "deserve", "gem", "angel", "hero", "asset", "pleasure", "pleasant",
		"caring", "cared", "warm", "calm", "courteous", "polite", "attentive", "welcoming", "thoughtful", "bravo", "congrat", "commend", "kudos", "love", "good", "nice", "well",
		"dank", "lob", "lobes", "toll", "super", "hervorragend", "ausgezeichnet", "grossartig", "freundlich", "hilfsbereit", "nett", "kompetent", "begeister", "zufrieden", "geholfen", "gerettet", "klasse",
		"spitze", "wunderbar", "herzlich", "liebevoll", "geduldig", "einsatz", "anerkennung", "vorgeschlagen", "vorschlagen", "verdient", "beeindruckt", "engagiert", "liebenswurdig", "engel", "prima", "gekummert", "kummerte", "perfekt", "gelobt", "loben", "vorbildlich", "gelost", "schatz", "weltklasse", "goldstuck", "goldwert", "unermudlich", "ruhrend", "zuvorkommend", "aufmerksam", "heldin", "sympathisch", "ehrlich",
		"merci", "remerci", "formidable", "genial", "parfait", "excellen", "aimable", "gentil", "adorable", "patient", "efficace", "felicit", "reconnaissan", "sourian", "sympa", "serviable", "aide", "sauve", "extraordinaire", "accueil", "charmant", "chapeau", "remarquable", "impeccable", "merveill", "exemplaire", "tresor", "magicien", "medaille", "sympathique", "devoue", "prevenan", "honnete",
		"gracias", "agradec", "amable", "encanta", "encanto", "maravill", "estupend", "fantastic", "fenomenal", "felicita", "enhorabuena", "ayudo", "profesional", "atent", "genial", "salvo", "simpatic", "paciencia", "carin", "increible", "impecable", "ejemplar", "resolvio", "soluciono", "merece", "tesoro", "fenomen", "encantador", "atendio", "simpatiqu", "diez", "majisim", "majo",
		"bienveillan", "attentionne", "servicial", "affabil", "cordial", "lief", "hartelijk", "topper", "grazie", "gentile", "bravissim", "complimenti", "gentilissim", "ottim", "obrigad", "otim", "excelent", "parabens", "bedankt", "geweldig", "vriendelijk", "fantastisk", "tack", "takk", "tak", "kiitos", "dziek", "dekuj", "dakuj", "hvala", "koszon", "multum", "tesekkur", "спасибо", "благодар", "дяку")
	blaming = stems("rude", "quarrel", "argued", "gestritten", "streit", "dispute", "querelle", "pelea", "discutieron", "unfriendly", "unhelpful", "complain", "ignor", "disappoint", "unacceptable", "useless", "arrogant", "dismissive", "incompeten",
		"disgrace", "dissatisf", "unsatisf", "blamed", "ruin", "spoil", "furious", "lied", "shouted", "refused", "insult", "disrespect", "impolite", "lazy", "careless", "unprofessional", "angry", "appalling", "shocking", "condescending", "patronising", "patronizing",
		"unfreundlich", "unhoflich", "frech", "unverschamt", "beschwer", "arrogant", "inkompetent", "enttausch", "patzig", "ignorier", "unmoglich", "herablassend", "angeschrien", "aufgelegt", "ungeduldig", "genervt", "respektlos", "unprofessionell", "verweigert",
		"impoli", "desagreable", "odieu", "incompeten", "mepris", "decu", "decevant", "plainte", "plaindre", "reclamation", "inadmissible", "inacceptable", "honteu", "agressi", "raccroche", "malpoli", "grossier", "nul", "scandaleu", "antipathique", "insupportable",
		"grosero", "grosera", "maleducad", "antipatic", "inutil", "queja", "quejarme", "reclamacion", "pesim", "vergonz", "desagradable", "decepcion", "incompetent", "borde", "ignoro", "colgo", "grito", "inaceptable",
		"scortes", "maleducat", "pessim", "onbeleefd", "onvriendelijk", "otrevlig", "nieuprzejm")
	// hardships are about people or about things: praise beside them wins.
	hardships = stems("awful", "terrible", "horrible", "bad", "poor", "failed", "wrong", "worst", "schlecht", "furchtbar", "katastroph", "schlimm", "fatal", "affreu", "terrible")
	denials   = set("not no never nobody nothing without hardly t cannot neither nor nicht kein keine keinen keiner nie niemand kaum weder pas jamais personne aucun aucune ni nunca nadie ningun ninguna sin tampoco non nao niet geen")
	// lifts take a denial back: "could not have been kinder", "not only".
	lifts = set("only nur seulement solo more kinder better quicker faster friendlier nicer warmer besser schneller freundlicher netter hilfsbereiter plus mieux mas mejor enough genug assez gentile once einmal")
)

// contrasts begin a clause that may speak of somebody else.
var contrasts = set("but while whereas although though unlike however aber doch wahrend obwohl sondern dagegen hingegen mais tandis contrairement cependant pero mientras aunque sino ma mentre mas enquanto maar terwijl men")

// joins put two names side by side; with a comma between three or more.
var joins = set("and und et y e ed og och en i a ja es si ve plus sowie including i и та")

// greetings begin the line that names whom a mail is written to.
var greetings = set("dear hi hello hey hiya morning afternoon evening greetings good attn attention liebe lieber liebes sehr geehrte geehrter geehrtes hallo moin servus guten gruezi werte werter grussgott " +
	"bonjour bonsoir cher chere chers cheres salut coucou hola estimado estimada estimados estimadas querido querida buenos buenas " +
	"ciao buongiorno buonasera gentile caro cara cari salve egregio ola oi prezado prezada caro bom boa beste geachte hoi dag " +
	"hej hei kara kjaere kaere hyva szanowna szanowny drogi droga dzien czesc mily mila vazeny vazena dobry ahoj postovani postovana dragi draga bok " +
	"kedves tisztelt szia buna stimate stimata merhaba sayin sevgili selam здравствуйте уважаемый уважаемая уважаемые дорогой дорогая добрый привет шановний шановна вітаю доброго")

// signOffs begin the lines that name who writes.
var signOffs = []string{"regards", "kind regards", "best regards", "warm regards", "with regards", "best wishes", "warmest", "best", "cheers", "sincerely", "yours", "yours sincerely", "yours faithfully", "respectfully", "cordially",
	"with kind regards", "many thanks", "thanks", "thank you", "thanks again", "thank you again", "with thanks", "love", "warmly", "gratefully", "take care", "all the best", "with gratitude", "thanks so much", "thank you so much", "thanks and regards", "sent by",
	"mit freundlichen grussen", "mit freundlichem gruss", "freundliche grusse", "freundlichen grussen", "viele grusse", "liebe grusse", "beste grusse", "herzliche grusse", "mit besten grussen", "schone grusse", "lg", "vg", "mfg", "bg", "gruss", "grusse", "hochachtungsvoll", "mit herzlichen grussen", "danke", "vielen dank", "mit dank", "herzlichst", "ihr", "ihre", "dein", "deine", "mit freundlichen gruessen", "viele gruesse", "liebe gruesse", "freundliche gruesse", "gruesse",
	"cordialement", "bien cordialement", "bien a vous", "sincerement", "amicalement", "salutations", "avec mes salutations", "meilleures salutations", "respectueusement", "merci", "merci encore", "bonne journee", "cdlt", "a bientot", "merci beaucoup",
	"saludos", "un saludo", "saludos cordiales", "atentamente", "cordialmente", "un cordial saludo", "muchas gracias", "gracias", "un abrazo", "abrazos", "atte", "reciba un cordial saludo", "besos",
	"cordiali saluti", "saluti", "distinti saluti", "grazie", "un caro saluto", "atenciosamente", "cumprimentos", "com os melhores cumprimentos", "obrigado", "obrigada", "abraco", "met vriendelijke groet", "met vriendelijke groeten", "groeten", "groetjes", "mvg", "vriendelijke groet",
	"med vanliga halsningar", "vanliga halsningar", "halsningar", "mvh", "med venlig hilsen", "venlig hilsen", "hilsen", "vennlig hilsen", "med vennlig hilsen", "ystavallisin terveisin", "terveisin", "z powazaniem", "pozdrawiam", "s pozdravem", "s pozdravom", "srdacan pozdrav", "lijep pozdrav", "udvozlettel", "cu stima", "saygilarimla", "с уважением", "з повагою"}
