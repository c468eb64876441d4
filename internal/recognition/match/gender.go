package match

// womenNames and menNames are frequent given names that only one of the two
// bears. They serve one purpose: "Frau Keller" is not Jonas Keller. A name in
// neither list, or in the directory under a rarer form, rules nobody out.
var (
	womenNames = set("abigail adelheid agnes agnieszka aicha aisha alba alice alicia alison amanda amelia ana anastasia andrea angela angelika anita anja anke ann anna anne annette annika antonia astrid audrey aurelie ayse barbara beatrice beatriz berenice bettina birgit bridget brigitte camila carla carmen carolina caroline catherine cecile celine charlotte chiara chloe christina christine clara claudia colette consuelo cornelia cristina daniela danielle deborah denise diana dolores donna dora dorothea eleanor elena eliza elisabeth elizabeth ella elke elodie elsa emilie emily emma erika esther eva eve eveline fatima femke fiona florence frances francesca franziska freya friederike gabriela gabriele gertrud giovanna gisela giulia gloria grace greta guadalupe hanna hannah harriet heather heidi heike helen helena helene helga ida imogen ines inge ingrid ioana irene iris isabel isabella isabelle jacqueline jana jane janet jeanne jennifer jessica joana joanna josefa josephine judith julia juliana julie juliette karen karin karina katalin katharina katherine kathleen kathrin katja kerstin kirsten klara larissa laura lauren lea leila lena leonie linda lisa louise lucia lucie lucy luisa lydia madeleine magdalena maja malgorzata manon manuela margaret margarita margot maria mariana marianne marie marijana marina marion marlene marta martha martina martine mary mathilde matilda megan melanie melissa mercedes mette mia michaela michelle mira miriam mona monica monika montserrat nadia nadine nadja natalia natalie nathalie nicola nicole nina nora nuria olga olivia paivi pamela patricia paula pauline penelope petra philippa phoebe pilar polly priya rachel raquel rebecca regina renate rita rosa rosalie rosemary ruth sabine sabrina samantha sandra sandrine sanne sara sarah silke silvia simone siobhan sofia sonja sophia sophie stefanie stella stephanie susan susanna susanne svetlana sylvia sylvie tamara tanja tatiana teresa theresa therese tina ulrike ursula ute valentina valerie vanessa vera veronica veronika victoria viktoria virginia vivian waltraud wilhelmina ximena yasmin yolanda yvonne zoe zofia zuzana hiroko yuko naomi keiko yoko mariko 花子 美咲")
	menNames   = set("aaron adam adrian ahmed alain albert alberto alejandro alexander alexandre alfonso alfred ali alvaro andreas andrew angus anthony antoine antonio arnold arthur axel ben benedikt benjamin benoit bernard bernd bernhard bjorn boris brian bruno callum carl carlos cesar charles christian christoph christopher clemens colin cornelis craig dan daniel dave david dennis desmond didier diego dieter dirk dmitri dominik donald douglas duncan edgar edmund eduard eduardo edward emil emilio enrique eric erich erik ernst eugen eugene fabian federico felix ferdinand fernando filip florian francisco francois frank frederic fredrik friedrich fritz gabor gareth gary geoffrey georg george gerald gerard gerd gerhard gilbert giovanni giuseppe gordon graham gregor gregory guido guillaume gunther gunter gustav hakan hans harald harold harry hartmut hassan heiko heinrich heinz helmut henri henrik henry herbert hermann holger horst howard hubert hugo ian ignacio igor ingo ismail ivan jack jacob jacques jakob james jan javier jean jeffrey jens jeremy jerome jesus jiri joachim joao jochen joel johannes john jonas jonathan jordi jorg jorge jorgen jose josef joseph joshua juan julien julius jurgen justin karim karl keith kenneth kenji kevin klaus konrad konstantin krzysztof kurt lars laurent lawrence leo leon leonard leonardo leopold lorenzo lothar louis luc lucas ludwig luis lukas luke maciej magnus malcolm manfred manuel marc marcel marcin marco marcus mario markus martin mateo mathias matteo matthew matthias maurice maximilian mehmet michael michel miguel mikhail mohammed moritz mustafa neil nicholas nicolas niels nigel nikolaus nils norbert oliver olivier omar oscar oskar otto ousmane pablo pascal patrick paul pavel pedro peter philip philipp philippe pierre piotr ralf ralph ramon raphael raymond reinhard reto ricardo richard robert roberto robin roger roland rolf roman ronald rudolf rupert salvador samuel santiago sebastian sebastien serge sergio siegfried sigmund simon stanley stefan stephan stephen steven stuart sven terence theo theodore thierry thomas thorsten tim timo timothy tobias tom tomas torsten udo ulrich urs uwe victor viktor vincent vincenzo vladimir volker walter werner wilfried wilhelm william wolfgang xavier yannick yves zebedee takashi hiroshi akira 太郎 健一 翔太 建国")
)

// Titles that say which of the two is meant.
var (
	womenTitles = set("fr mrs ms miss frau fraulein madame mademoiselle mme mlle senora senorita sra srta dona signora signorina sig.ra sigra mevrouw mevr pani gospoda госпожа fru froken rouva hanim doamna")
	menTitles   = set("mr mister herr herrn hr monsieur senor sr don signor signore meneer dhr pan gospodin господин bey domnul")
)

// gender is what somebody's first given name says, if anything.
type gender uint8

const (
	anyone gender = iota
	woman
	man
)

func genderOf(given []string) gender {
	switch {
	case len(given) == 0:
	case menNames.has(given[0]):
		return man
	case womenNames.has(given[0]):
		return woman
	}
	return anyone
}

// addressedAs keeps the hits whom a title of one of the two may mean.
func (x *Index) addressedAs(hits []hit, title string) []hit {
	var wrong gender
	switch {
	case womenTitles.has(title):
		wrong = man
	case menTitles.has(title):
		wrong = woman
	default:
		return hits
	}
	var kept []hit
	for _, h := range hits {
		if x.facts[h.who].gender != wrong {
			kept = append(kept, h)
		}
	}
	return kept
}
