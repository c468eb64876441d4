package tone

import (
	"slices"
	"strings"
	"sync"
)

// moreWords are the lexicons of the languages with few sentences to learn from:
// what a good and a bad word weighs is learned from all languages together.
// Writing without spaces has its own, in eastern.go.
const moreWords = `
it good grazie ringrazi gentil cortes bravissim bravo brava complimenti ottim eccellent meraviglios fantastic impeccabil perfett splendid disponibil cordial professional competent pazient puntual preciso tesoro angelo stupend magnific piacer felic soddisfatt consigli raccomand onest salvat risolt aiutat merit lode elogi apprezz ammirevol umano sorris entusiast super bellissim squisit accoglient premur attent veloc rapid
it bad delus vergogn maleducat scortes sporc fredd rotto rotta guast ritard pessim orribil terribil inaccettabil reclam lament protest arrabbiat furios inutil incompetent arrogant ignor sbagliat error mancan perso persa aspett attes rimbors addebit truff bugia bugie mentit schif disastr peggior rumor caro avvocat disdet scandal inammissibil muff insopportabil rifiut urla nessun mai male brutt scadent lent trascurat
it deeds aiut trovat portat spiegat richiamat riparat accompagn aspettato rimast ascoltat risolto salvato riuscit
it asks vorrei potete potrebbe quando dove quanto quale allegat conferm prenot copia fattura indirizzo numero saluti domanda informazion orari apert gradirei desidero
pt good obrigad agradec simpatic gentil amavel excelent maravilh otim fantastic impecavel perfeit profissional competent pacien pontual atencios cuidad carinh parabens felicit elogi recomend salvou salvar resolveu ajud merec adorei adoro encant feliz satisf honest sorris super incrivel extraordinari espetacular melhor prestav simpatia bravo anjo
pt bad desilud decepcion desapont vergonh mal-educad maleducad grosseir suj frio fria partid quebrad avari atras pessim horrivel terrivel inaceitavel reclam queix protest furios inutil incompet arrogant ignor errad erro falta perdid perderam esper reembols cobr burla mentir mentiu desastre pior barulh caro advogad cancel escandal mofo recus grit ninguem nunca mal fraco lento lament estrag
pt deeds ajudou encontrou trouxe explicou ligou reparou acompanhou esperou ficou ouviu resolveu conseguiu
pt asks queria gostaria podem poderia quando onde quanto qual anexo confirm reserv copia fatura morada endereco numero cumprimentos pergunta informac horari abert aguard
nl good dank bedank geweldig fantastisch vriendelijk aardig behulpzaam attent geduld uitstekend prima perfect top super compliment tevreden blij aanrader aanbevel professioneel deskundig kundig snel keurig netjes lief liev warm hartelijk zorgzaam eerlijk vakman held engel gered geholpen opgelost verdien lof pluim chapeau genoten geniet mooi heerlijk klasse fijn zorgvuldig beleefd hartverwarm prachtig
nl bad teleurgesteld teleurstell schande onbeleefd onvriendelijk onbeschoft vies vuil koud kapot defect stuk vertrag vertraging te-laat slecht vreselijk verschrikkelijk onacceptabel klacht klagen boos woedend nutteloos incompetent arrogant genegeerd fout verkeerd mist verloren kwijt wacht gewacht terugbetal geld oplicht gelogen liegen ramp drama erger lawaai duur advocaat opzeg schandalig schimmel geweiger schreeuw niemand nooit waardeloos onbereikbaar belabberd stank laks helaas
nl deeds hielp geholpen gevonden gebracht uitgelegd teruggebeld gerepareerd gewacht gebleven geluisterd opgelost geregeld
nl asks graag kunt kunnen zou wanneer waar hoeveel welke bijlage bevestig reserver kopie factuur adres nummer groet vraag informatie open geopend
sv good tack tacka underbar fantastisk vanlig trevlig hjalpsam talamod utmarkt perfekt super toppen nojd glad rekommender proffs kunnig snabb omtank varm hjartlig arlig hjalte angel raddad raddat hjalpt lost fortjan eloge berom imponer harlig enastaende suveran bast ypperlig
sv bad besviken besvik skandal otrevlig oforskamd smutsig kall trasig sonder forsen forsening sent dalig hemsk fruktansvard oacceptab klaga klagomal arg rasande vardelos inkompetent nonchalant ignorer fel felaktig saknas borttappad vanta vantat aterbetal pengar lurad ljog katastrof samre ovasen dyr advokat skam mogel vagra skrek ingen aldrig tyvarr usel uselt bedrov
sv deeds hjalpte hittade forklarade ringde lagade vantade lyssnade loste ordnade
sv asks kan skulle nar hur vilken bifog bekraft boka kopia faktura adress nummer halsning fraga information oppet oppna vill onskar
da good tak takke vidunderlig fantastisk venlig flink hjaelpsom talmodig talmodighed fremragende perfekt super tilfreds glad anbefal professionel dygtig hurtig omsorg varm hjertelig aerlig helt engel reddet hjulpet lost fortjen ros imponer dejlig enestaende bedst skon
da bad skuffe skuffet skandale uhoflig uvenlig beskidt kold odelagt stykker forsink sent darlig forfaerdelig uacceptab klage vred rasende vaerdilos inkompetent arrogant ignorer fejl forkert mangler vaek vente ventet tilbagebetal penge snydt logn katastrofe vaerre larm dyr advokat skam skimmel naegte rabte ingen aldrig desvaerre elendig ringe
da deeds hjalp fandt forklarede ringede reparerede ventede lyttede loste ordnede
da asks kan ville hvornar hvordan hvilken vedhaeft bekraeft bestill kopi faktura adresse nummer hilsen sporgsmal information abent abner onsker
nb good takk takke fantastisk vennlig hyggelig hjelpsom talmodig talmodighet utmerket perfekt super fornoyd glad anbefal profesjonell dyktig rask omsorg varm hjertelig aerlig helt engel reddet hjulpet lost fortjen ros imponer herlig enestaende best flink strålende
nb bad skuffe skuffet skandale uhoflig uvennlig skitten kald odelagt forsink sent darlig forferdelig uakseptab klage sint rasende verdilos inkompetent arrogant ignorer feil mangler borte vente ventet tilbakebetal pengene lurt loy katastrofe verre brak dyr advokat skam mugg nekte ropte ingen aldri dessverre elendig
nb deeds hjalp fant forklarte ringte reparerte ventet lyttet loste ordnet
nb asks kan ville nar hvordan hvilken vedlagt bekreft bestill kopi faktura adresse nummer hilsen sporsmal informasjon apent apner onsker
fi good kiitos kiitta kiitoll ihana mahtava loistava erinomai ystavalli avulia karsivalli taydelli upea huippu tyytyvai suositt ammattitait nopea lammin rehelli sankari enkeli pelasti auttoi ratkais ansait kehu iloinen paras hieno mukava sydamelli vaikuttun
fi bad pettynyt pettymys hapea hapealli toykea epaystavalli likainen kylma rikki viallinen myohass myohastyi huono kauhea hirvea kelvoton valitus valittaa vihainen raivoiss turha epapateva ylimieli vaara virhe puuttuu kadonnut odotan odottanut odottaa odotimme rahat huijaus valehte katastrofi pahin melu kallis asianajaja skandaali home kielta huusi kukaan koskaan surkea ikava
fi deeds auttoi loysi toi selitti soitti korjasi odotti kuunteli ratkaisi hoiti
fi asks voitteko voisitteko haluaisin milloin missa paljonko liite liitteena vahvist vara kopio lasku osoite numero terveisin kysymys tietoa auki
pl good dziekuj podziek wspanial cudown mil uprzejm pomocn cierpliw doskonal swietn perfekcyjn super rewelac zadowolon polecam profesjonal kompetent szybk serdeczn ciepl uczciw bohater aniol uratowa pomogl pomoc rozwiaza zasluguj pochwal brawa brawo gratul zachwyc najlepsz wdzieczn znakomit fachow sympatyczn troskliw piekn
pl bad rozczarow skandal niegrzeczn nieuprzejm brudn zimn zepsut uszkodz opozni spozni zle zly okropn fataln niedopuszczaln reklamac skarg wsciek bezuzyteczn niekompetent aroganck ignor bledn blad brak zgubi czekam czekal czekan zwrot pieniad oszust oszuka klam katastrof gorsz halas drog adwokat prawnik wstyd plesn odmow krzycz nikt nigdy niestety beznadziejn chamsk
pl deeds pomogla pomogl znalazl przyniosl wyjasni oddzwoni naprawi poczekal zostal wysluchal zalatwi zaopiekow
pl asks chcialbym chcialabym czy prosze kiedy gdzie ile zalacz potwierdz rezerw kopi faktur adres numer pozdrawiam pytanie informacj otwart godzin
cs good dek dik uzasn skvel vyborn mil laskav ochotn trpeliv perfekt super spokojen spokojn doporuc profesional rychl srdecn vrel poctiv hrdin andel zachrani pomohl vyres zaslouz pochval bravo gratul nadsen nejlepsi vdecn vynikaj krasn prijemn
cs bad zklam ostuda skandal hruby neprijemn spinav studen rozbit vadn zpozd pozde spatn hrozn nehorazn nepripust stiznost rozzlob zbytecn neschopn arogant ignor chyb chybi ztrac cekam cekal cekame penize vratit podvod lhal katastrof horsi hluk drah pravnik plisen odmit krical nikdo nikdy bohuzel reklamac mizern
cs deeds pomohla pomohl nasel prinesl vysvetli zavolal opravil pockal zustal vyslechl zaridil postaral
cs asks chtel bych muzete prosim kdy kde kolik priloh potvrd rezerv kopi faktur adres cislo pozdrav dotaz informac otevr
hu good koszon kossz csodalatos nagyszeru kedves segitokesz turelm kivalo tokeletes szuper elegedett ajanlom profi gyors szivelyes becsuletes hos angyal megment segit megold megerdem dicser gratul lenyug legjobb halas remek fantasztik udvarias figyelmes oromm
hu bad csalod szegyen botrany udvariatlan goromba piszkos koszos hideg torott hibas kes kesett kesve rossz borzaszt szornyu elfogadhatatlan panasz duhos haszontalan hozzanemert arrogans hiany elveszt varok vartunk vartam penz vissza csalas hazud katasztrof rosszabb zaj draga ugyved penesz megtagad kiabalt senki soha sajnos
hu deeds segitett talalt hozott elmagyarazta visszahivott megjavitotta megvarta meghallgatta megoldotta elintezte
hu asks szeretnek tudnak lehet mikor hol mennyi melyik mellekel erosit foglal masolat szamla cim szam udvozlettel kerdes informacio nyitva
ro good multum multam minunat excelent fantastic amabil politicos rabda rabdator perfect super multumit recomand profesionist rapid cald cinstit erou inger salvat ajutat rezolvat merit lauda felicit bravo impresion cel-mai-bun recunosc deosebit frumos incant
ro bad dezamag rusine scandal nepolitic murdar rece spart stricat defect intarzi prost groaznic oribil inaccept reclam plang furios inutil incompetent arogant ignor gresit greseal lips pierdut astept banii bani inselat mint dezastr zgomot scump avocat mucegai refuz tipat nimeni niciodata rau pacat
ro deeds ajutat gasit adus explicat sunat reparat asteptat ramas ascultat rezolvat
ro asks doresc puteti cand unde cat care atasat confirm rezerv copie factur adres numar stima intrebare informat deschis
tr good tesekkur harika muhtesem mukemmel nazik kibar yardimsever sabirli sabir super memnun tavsiye profesyonel hizli sicak durust kahraman melek kurtardi yardim cozdu hak takdir tebrik kutla basari en-iyi minnet guler ilgili guzel sahane
tr bad memnuniyetsiz hayal-kirikl rezalet rezil kaba saygisiz kirli pis soguk kirik bozuk gec gecik kotu berbat korkunc kabul-edilemez sikayet kizgin ofkeli yetersiz kustah yanlis hata eksik kayip bekliyor bekled para iade dolandir yalan felaket gurultu pahali avukat utan kuf reddet bagir kimse asla maalesef hic
tr deeds yardim buldu getirdi acikladi aradi onardi bekledi dinledi cozdu ilgilendi
tr asks istiyorum misiniz musunuz ne-zaman nerede kac hangi ekte onay rezerv kopya fatura adres numara saygi soru bilgi acik
ru good спасибо благодар замечательн отличн прекрасн вежлив любезн терпелив терпен идеальн супер доволен довольн рекоменд профессионал быстр тепл честн герой ангел спас помог решил заслужив похвал браво поздравл восхищ лучш признател чудесн великолепн внимательн душевн приятн молодц
ru bad разочаров позор безобраз груб хам нагруб грязн холодн сломан разбит опозд задерж плох ужасн отвратительн недопустим жалоб возмущ бесполезн некомпетентн нагл игнорир ошиб неверн отсутств потеря жду ждал ожидан верните деньг обман мошен вран катастроф хуже шум дорог адвокат плесен отказ крич никто никогда сожален испорч мерзк
ru deeds помог нашел принес объяснил перезвонил починил подождал остал выслушал решил позаботил
ru asks хочу хотел хотела можете можно пожалуйста когда где сколько какой вложен подтверд заброн брон копи счет адрес номер уважением вопрос информац открыт
uk good дяку подяк чудов відмін прекрасн ввічлив люб терпляч терпін ідеальн супер задоволен рекоменд професі швидк тепл чесн герой янгол врятув допом виріш заслуг похвал браво вітаю захопл найкращ вдячн неперевершен уважн привітн
uk bad розчаров ганьб груб хам брудн холодн зламан розбит запізн затрим поган жахлив огидн неприпуст скарг обурен нікчемн некомпетент нахаб ігнор помил неправильн бракує загуб чекаю чекали поверн гроші обман шахра брех катастроф гірш шум адвокат цвіл відмов крич ніхто ніколи жаль зіпсов
uk deeds допом знайш принес поясн передзвон полагод зачек залиш вислух виріш подбал
uk asks хочу хотів хотіла можете будь-ласка коли скільки який вкладен підтверд замов бронюв копі рахунок адрес номер повагою питання інформац відкри
`

// moreLexicons parses moreWords.
func moreLexicons(into map[string]func() lexicon) {
	lists := make(map[string][4]string)
	for line := range strings.Lines(moreWords) {
		f := strings.SplitN(strings.TrimSpace(line), " ", 3)
		if len(f) < 3 {
			continue
		}
		l := lists[f[0]]
		l[slices.Index([]string{"good", "bad", "deeds", "asks"}, f[1])] = f[2]
		lists[f[0]] = l
	}
	for lang, l := range lists {
		into[lang] = sync.OnceValue(func() lexicon {
			return lexicon{good: stems(l[0]), bad: stems(l[1]), deeds: stems(l[2]), asks: stems(l[3])}
		})
	}
}
