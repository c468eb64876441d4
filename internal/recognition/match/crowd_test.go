package match_test

import (
	"fmt"
	"strings"

	"goodword/internal/recognition/match"
)

// crowdNames are given names and surnames by language, for the generated part of
// the large directory.
var crowdNames = map[string][2]string{
	"en": {"Jane Ann Tom Thomas Robert Bob Elizabeth Liz William Margaret Peter Priya Grace Mark Will Rose John Sarah David Christopher Mohammed Aisha Fiona Graham Harriet Samuel Edward Katherine Rebecca Paul Emma Oliver Jack Harry Amelia Isla Ava Mia Emily Ella Poppy Freya Lily Charlotte Olivia George Noah Arthur Leo Oscar Archie Henry Max Lucas James Daniel Joseph Adam Luke Matthew Andrew Philip Simon Neil Kevin Karen Susan Linda Helen Laura Amy Claire Gemma Hannah Chloe Jessica Sophie Lauren Danielle Alex Victoria Michael Anthony Patrick Steve Ben Rachel Jennifer",
		"Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White Roberts Green Hall Wood Jackson Clarke Harris Clark Turner Hill Moore Cooper Ward Harrison King Watson Morgan James Martin Young Scott Edwards Collins Bennett Murphy Hughes Cox Shaw Mason Palmer Mills Fox Webb Gibson Dunn Burke Walsh Doyle Patel Khan Singh Ali Begum Hussain Shah Ahmed Chapman Barker Knight Reid Hunt Ford Dixon Grant Stone Bishop Lawson Carr Barnes Fisher Pearce Holt Frost Ball Rowe Lamb Bird Booth Marsh Sharp Long Wells West Day Rose Cook Lee Abbott Bailey Norris"},
	"de": {"Anna Jürgen Katja Johannes Hans Jonas Mira Elisabeth Wolfgang Sabine Stefan Petra Ulrike Klaus Dieter Michaela Heike Timo Friederike Lena Magdalena Nadja Tobias Andreas Christine Christina Florian Max Sebastian Franziska Thomas Michael Martin Markus Matthias Frank Uwe Bernd Ralf Jan Lukas Felix Paul Finn Leon Elias Noah Ben Luis Emil Lea Hannah Marie Sophie Laura Julia Sarah Lisa Nina Katharina Susanne Claudia Birgit Monika Renate Ursula Ingrid Helga Gisela Erika Jens Sven Torsten Holger Kai Lars Nils Ole Maike Anke Silke Kerstin Anja Tanja Sandra Melanie Nicole Beat Urs Reto",
		"Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Koch Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hartmann Werner Schmitz Krause Meier Lehmann Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Stein Jäger Otto Seidel Heinrich Brandt Haas Schreiber Graf Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Pfeifer Steiner Moser Gruber Bauer Hofer Egger"},
	"fr": {"Camille Karim Pierre Claire Théo Aïcha Sébastien Ousmane Marie Jean Michel Philippe Alain Nicolas Julien Thomas Lucas Hugo Louis Gabriel Arthur Léa Manon Chloé Emma Jade Louise Alice Inès Sarah Juliette Nathalie Isabelle Sylvie Catherine Martine Françoise Christine Valérie Sandrine Céline Stéphanie Aurélie Élodie Émilie Laura Mathilde Pauline Antoine Maxime Alexandre Romain Guillaume Benoît François Laurent Olivier Patrick Bruno Thierry Pascal Didier Éric Samir Fatima Nadia Leïla",
		"Martin Bernard Thomas Petit Robert Richard Dubois Moreau Laurent Simon Michel Leroy Roux David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Faure Mercier Blanc Guérin Boyer Chevalier François Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry Roussel Mathieu Masson Marchand Duval Denis Dumont Lemaire Noël Meyer Dufour Meunier Brun Blanchard Giraud Joly Rivière Brunet Gaillard Barbier Arnaud Renard Schmitt Roy Colin Picard Aubert Vidal Caron"},
	"es": {"José María Francisco Lucía Ana Ignacio Enrique Dolores Consuelo Guadalupe Antonio Manuel Juan David Javier Daniel Carlos Miguel Rafael Pedro Ángel Alejandro Fernando Sergio Pablo Jorge Alberto Luis Álvaro Diego Carmen Isabel Laura Cristina Marta Josefa Antonia Pilar Elena Sara Paula Raquel Rosa Rocío Silvia Patricia Mercedes Julia Irene Andrea Beatriz Alba Nuria Sofía Valentina Camila Ximena Mateo Santiago",
		"Fernández González Rodríguez López Martínez Sánchez Pérez Gómez Martín Jiménez Hernández Díaz Moreno Álvarez Muñoz Romero Gutiérrez Alonso Navarro Torres Domínguez Ramos Vázquez Ramírez Gil Serrano Molina Blanco Morales Suárez Ortega Delgado Castro Ortiz Rubio Marín Sanz Núñez Iglesias Medina Garrido Cortés Castillo Santos Lozano Guerrero Cano Prieto Méndez Cruz Gallego Vidal León Herrera Peña Flores Cabrera Campos Vega Fuentes Carrasco Reyes Aguilar Pascual Santana"},
	"ja": {"Yuki Kenji Hiroko Haruto Sota Yuto Hana Aoi Yui Sakura Rin Mei Takashi Hiroshi Akira Naoki Daichi Emi Naomi Keiko Yoko Satoshi Makoto Shinji Tomoko",
		"Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada Sasaki Yamaguchi Matsumoto Inoue Kimura Hayashi Shimizu Saito Mori Abe Ikeda Hashimoto Ishikawa Ogawa Goto Okada Hasegawa"},
	"zh": {"Wei Fang Na Min Jing Li Qiang Lei Jun Yang Yong Yan Jie Juan Tao Ming Chao Xiu Ping Gang",
		"Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo"},
	"nl": {"Sanne Cornelis Femke Daan Sem Lucas Levi Finn Noah Jan Piet Kees Emma Julia Mila Tess Anna Lotte Fleur Bram Ruben Thijs Lars Jeroen Bas Marieke Ingrid",
		"Jong Jansen Vries Bakker Janssen Visser Smit Meijer Boer Mulder Bos Vos Peters Hendriks Leeuwen Dekker Brouwer Wit Dijkstra Smits Graaf Meer"},
	"nb": {"Kari Øyvind Astrid Håkan Mette Jørgen Nora Emma Sofie Ingrid Anna Lars Erik Magnus Jonas Ole Sven Karin Elin Maja",
		"Hansen Johansen Olsen Larsen Andersen Pedersen Nilsen Kristiansen Jensen Karlsen Johnsen Pettersen Eriksen Berg Haugen Nielsen Lindberg Svensson Karlsson Nilsson"},
	"pl": {"Małgorzata Krzysztof Anna Piotr Andrzej Katarzyna Tomasz Agnieszka Paweł Barbara Michał Ewa Marcin Jan Jakub Zofia Julia Maja Adam Marek",
		"Nowak Kowalski Wójcik Kowalczyk Kamiński Lewandowski Szymański Woźniak Dąbrowski Kozłowski Mazur Jankowski Kwiatkowski Krawczyk Piotrowski Grabowski Pawłowski Michalski Król Wieczorek"},
}

// easternNames are written family first, without a space.
var easternNames = [2]string{"佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 佐々木 山口 松本 井上", "大翔 結衣 陽菜 蓮 葵 直樹 智子 裕子 誠 隆 恵美 真一 由美 和也 彩"}

// firstPeople is how many people of people.txt there were when the crowd was made:
// it works where they do.
const firstPeople = 184

// largePeople is the handmade people and generated ones, 50,000 in all, always
// the same. Nobody generated bears a handmade person's name, and nobody shares
// the given name, site and team of one: the labels would not hold.
func largePeople() []match.Person {
	people := handmade(panicker{})
	taken, local := make(map[string]bool), make(map[string]bool)
	var sites []string
	for i, p := range people {
		for _, g := range sameName(p.Given) {
			for _, f := range strings.Fields(p.Family) {
				taken[addressOf(g, f)] = true
			}
			local[addressOf(g, p.Site+p.Team)] = true
		}
		if i < firstPeople && !strings.Contains(strings.Join(sites, "|"), p.Site) {
			sites = append(sites, p.Site)
		}
	}
	teams := strings.Split("Front Desk|Housekeeping|Kitchen|Restaurant|Billing|Customer Service|Warehouse|Delivery|Workshop|Sales|IT|Maintenance|Reservations|Nursing|Finance|HR|Marketing|Security|Spa|Legal|Purchasing", "|")
	languages := strings.Fields("en en en de de de fr fr es es ja zh nl nb pl 山")
	seed := uint64(20261122)
	next := func(n int) int {
		seed = seed*6364136223846793005 + 1442695040888963407
		return int(seed>>33) % n
	}
	for len(people) < 50000 {
		lang := languages[next(len(languages))]
		var given, family, name string
		if lang == "山" {
			lang = "ja"
			family, given = pick(easternNames[0], next), pick(easternNames[1], next)
			name = family + given
		} else {
			given, family = pick(crowdNames[lang][0], next), pick(crowdNames[lang][1], next)
			name = given + " " + family
		}
		site, team := sites[next(len(sites))], teams[next(len(teams))]
		if taken[addressOf(given, family)] || local[addressOf(given, site+team)] || lang == "ja" && (site == "Tokyo" || site == "Osaka") {
			continue
		}
		people = append(people, match.Person{ID: int64(len(people) + 1), Given: given, Family: family, Name: name, Site: site, Team: team,
			Address: fmt.Sprintf("p%d@crowd.example", len(people)), Language: lang, Active: len(people)%37 != 0})
	}
	return people
}

func pick(words string, next func(int) int) string {
	all := strings.Fields(words)
	return all[next(len(all))]
}

// sameName gives the forms under which the handmade people are known in the
// labelled mails.
func sameName(given string) []string {
	forms := map[string][]string{
		"Robert": {"Bob"}, "Elizabeth": {"Liz"}, "William": {"Bill", "Will"}, "Katherine": {"Kate"}, "Michael": {"Mike"}, "Anthony": {"Tony"},
		"Alexandra": {"Alex"}, "Alexander": {"Alex"}, "Samuel": {"Sam"}, "Samantha": {"Sam"}, "Stephen": {"Steve"}, "Edward": {"Ted"}, "Benjamin": {"Ben"},
		"Thomas": {"Tom"}, "Tom": {"Thomas"}, "Johannes": {"Hannes", "Hans", "Jan"}, "Hans": {"Johannes"}, "Maximilian": {"Max"}, "Christine": {"Christina", "Chris"}, "Christina": {"Christine", "Chris"},
		"Magdalena": {"Lena"}, "Lena": {"Magdalena"}, "Mark": {"Marcus"}, "Will": {"William"}, "Max": {"Maximilian"},
	}
	return append(forms[given], given)
}

// panicker lets handmade be read outside of a test.
type panicker struct{}

func (panicker) Helper()                           {}
func (panicker) Fatal(args ...any)                 { panic(fmt.Sprint(args...)) }
func (panicker) Fatalf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }
