package match

import (
	"strings"
	"sync"
)

// nickTable pairs short forms with the names they stand for, one name a line:
// the name first, then its short forms, folded. A short form may stand on
// several lines.
const nickTable = `
douglas doug dougie
rosalind ros roz
remedios reme
ricarda ricki
terence terry
terrance terry
gerard gerry
philippa pippa pip
stuart stewart stu
stewart stuart stu
bronwen bronwyn bron
bronwyn bronwen bron
sheila shelagh
graeme graham
mathilde tilde
abigail abby gail
adelheid heidi
agnieszka aga
albert al bert
alexander alex sasha sascha xander lex sandy
aleksandr sasha aleks
aleksandar aleks sasha
alessandra sandra ale
alessandro sandro ale
alexandra alex sasha sandra alexa lexi sandy
alfred fred alf freddie
alfredo fredo
alison ali
amanda mandy
amelia amy milly
andrea andi
andreas andi andy andre
andrew andy drew
angela angie
anna annie anja anka ania anita
anne annie
anthony tony
antoine toine
antonio toni tonio antxon nino
antonia toni
arthur art
barbara barb babs basia bärbel
bartholomew bart
bartholomäus bart
beatrice bea
beatriz bea
benedikt ben beni
benjamin ben benny benni
bernard bernie
bernhard bernd
birgit biggi gitta
brigitte gitte gitta
carolina caro lina carol
caroline caro carrie carol
catherine cathy kate katie cath cat kitty
charles charlie chuck charly chas
charlotte charlie lotte lottie
christian chris kris
christina christine chris tina chrissie
christine chris tina chrissie
christoph chris stoffel
christopher chris kit topher
claudia claudi
concepcion concha conchita
consuelo chelo
cornelia conny nele
cornelis kees cor
cynthia cindy
daniel dan danny dani
daniela dani
deborah debbie deb
desmond des
diana di
dieter didi
dmitri dima mitya
dolores lola
dominik nik domi
dominique dom
donald don donnie
dorothea dora thea doro
dorothy dot dottie
edmund ed eddie
eduard edi
eduardo edu lalo
edward ed eddie ted teddy ned
ekaterina katya katja
eleanor ellie nell nora ella
elena lena
elisabeth lisa liesel lisbeth elli sissi else betty bettina elsbeth
elizabeth liz beth lizzie betty eliza lisa betsy libby elsie
emanuel manu
emily em
emma em
encarnacion encarna
enrique quique kike
ernesto neto
esteban estebi
eugene gene
eugenia genia
fernando nando fer
filip fil
florian flo
florence flo flossie
frances fran fanny
francesca franca cesca
francesco franco ciccio cesco
francis frank fran
francisca paca paqui
francisco paco pancho fran curro quico
franziska franzi
frederic fred freddy
frederick fred freddie
friedrich fritz
gabriel gabe gabi
gabriela gabi
gabriele gabi
georg schorsch jörg
george georgie
gerald gerry jerry
gerhard gerd
gertrud trudi
giovanna gianna vanna
giovanni gianni nanni vanni
giuseppe beppe peppe pino
gregory greg
grigori grisha
guadalupe lupe
guillermo memo guille
hans hansi
heinrich heiner heinz hinnerk
helena lena hela
helene lena leni
henry harry hank
hendrik henk rik
ignacio nacho
ines nes
ingeborg inge
ioana ioanna oana
irina ira
isabel isa chabela
isabella isa bella
isabelle isa
ivan vanya
jacob jake
jacqueline jackie
jacques jacquot
jakob jockel
james jim jimmy jamie
jan janek honza
jane janie
janet jan
jean jeannot
jennifer jen jenny
jeremy jerry jez
jeroen jero
jesus chuy
joachim achim jochen jo
joan joanie
joanna jo asia
johan jan hans joop
johanna hanna hanne jo
johannes hans hannes jo jannis johann
john johnny jack jon
jonathan jon jonny nathan
jorge coque
jose pepe josep
josef sepp jupp beppo
josefa pepa
josephine josie jo
joseph joe joey
joshua josh
juan juanito
judith judy jude
julia jule jules
juliane jule
julian jules
jurgen jogi
karl kalle
karolina kaja
katarzyna kasia
katharina kathi käthe katja kati nina trina
katherine kate kathy katie kat kathryn kitty
kathleen kathy kath
kenneth ken kenny
kimberly kim
klaus klausi
konstantin kostja costa
lambert bert
larissa lara
laurence larry laurie
lawrence larry laurie
leonard leo len lenny
leonardo leo
leopold poldi leo
lillian lily
lorenzo enzo renzo
louis lou
louise lou
lucia lucy luzi
ludwig lutz wiggerl
luigi gigi
luis lucho
magdalena lena magda leni
małgorzata gosia
manfred fred manni
manuel manolo manu
manuela manu
marcel marc
margaret maggie peggy meg marge daisy rita
margarete grete gretel margret greta
margarita marga rita
margherita rita
maria mia mitzi marie
mario mari
martin marty
martina tina
matthew matt
matthias matze hias matti
matthieu mat
maximilian max maxi
mercedes merche
michael mike mick mickey mickael michi micha
michaela michi
michel mimi
michelle shelly
miguel migue
mikhail misha
miroslav mirek
mohammed mo
monika moni
natalia natasha talia nati
nathaniel nate nat
nicholas nick nicky
nicolas nico
nicole nicki nici
nikolai kolya
nikolaus klaus nik niko nick
oliver ollie olli
olivia liv livvy
pamela pam
patricia pat patty trish tricia patsy
patrick pat paddy rick
patrizia pat
paula pauli
peter pete
petra peti
philip phil pip
philipp phil
piotr piotrek
rachel rach
raimund mundl
raymond ray
rebecca becky becca bex
reinhard reiner
renate nate reni
ricardo ricky richi
richard rick dick rich richie ricky
robert bob rob bobby robbie bert
roberto robi beto
roland rolli
ronald ron ronnie
rosario charo
rosemarie romy rosi
rosa rosi
rudolf rudi
salvador chava
salvatore toto turi
samantha sam
samuel sam sammy
sandra sandi
santiago santi
sarah sally sadie
sebastian basti seb bastian
sergei seryozha
sergio checo
siegfried sigi
sigrid siri
simon si
sofia sofie zosia
sophie soph
stanislaw staszek
stefan steff
stefanie steffi
stephanie steph stephie
stephen steve stevie
steven steve stevie
susan sue susie suzie
susanne susi sanne
svetlana sveta
tatjana tanja
tatiana tanya
teresa tere resi
theodor theo teo
theodore ted theo teddy
theresa terry tess resi tracy
therese resi
thomas tom tommy
timothy tim timmy
tobias tobi
ulrich uli ulli
ulrike uli ulli rike
urszula ula
ursula uschi ulla ursel
valentina vale
veronica ronnie vero
veronika vroni
vicente chente
victor vic
victoria vicky vic tori
viktoria vicky
vincent vince vin
vincenzo enzo
virginia ginny
vladimir vova volodya
walter walt
werner wern
wilhelm willi willy helm
wilhelmina mina
willem wim
william bill will billy liam
wolfgang wolf wolfi
xavier xavi
yevgeny zhenya
zachary zach
`

type nickNames struct {
	formal map[string][]string // short form to the names it stands for
	short  map[string][]string // name to its short forms
}

// nicks are put in order when the first name is looked for: a program that looks for
// none need not wait for it.
var nicks = sync.OnceValue(func() nickNames {
	n := nickNames{make(map[string][]string), make(map[string][]string)}
	for line := range strings.Lines(nickTable) {
		words := strings.Fields(line)
		if len(words) < 2 {
			continue
		}
		name := fold(words[0])
		for _, s := range words[1:] {
			s = fold(s)
			n.formal[s] = append(n.formal[s], name)
			n.short[name] = append(n.short[name], s)
		}
	}
	return n
})
