// Package day is one scripted day of mail in a fictional company: what its
// people, its customers and some machines write, what they answer to the
// letters they get, and what the truth about each of these mails is. The same
// seed always makes the same day.
//
// It sends nothing and knows no database. The fault suite delivers its mails;
// the checker of promises compares what became of them with the truth.
package day

import (
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"

	"goodword/internal/directory"
)

// The company: a shipping line that carries passengers between islands.
const (
	Company     = "Skerry Line"
	Domain      = "skerry.example"
	Nominations = "goodword@" + Domain
	Compliments = "praise@" + Domain
	Service     = "care@" + Domain
	Operator    = "it@" + Domain
	CEO         = "astrid.holm@" + Domain
	CPO         = "pedro.lima@" + Domain
	Bouncing    = "odd.moen@" + Domain // in the directory, without a mailbox
)

// Person is one of the company.
type Person struct {
	Name, Address, Manager, Language string
}

// Given is the first name.
func (p Person) Given() string { given, _, _ := strings.Cut(p.Name, " "); return given }

// crew gives everybody: the two leaders, six managers, and nine under each. No
// two share a name or a part of one, so that a full name is beyond doubt.
func crew() []Person { return crewOf(0) }

// large is how many people a large company has beside its crew.
const large = 3000

// crewOf gives the crew, and so many more whose given and family names others bear
// too, though no two both: one in ten of them is a manager of the rest.
func crewOf(more int) []Person {
	given := strings.Fields(`Anton Berit Cathal Dagny Egon Frida Gustav Hedda Ismael Jorunn Kasimir Ludmila Morten Nadia Olav Pernille
		Quentin Ragna Sverre Tamsin Ulrik Valeria Wenzel Xenia Yannick Zdenka Alasdair Bronwyn Conall Delphine Eskil Fenella Gregor Halima
		Ingrid Jovan Kerstin Lorcan Mirela Njall Oksana Piotr Rosalba Sigrun Torvald Urszula Vidar Wilma Aurelio Bodil Caspian Dorota Einar Floriana Grainne Hjalmar Imelda`)
	family := strings.Fields(`Abelsen Brekke Coogan Dahlberg Eriksdal Fossum Garbarek Haugland Ivanko Jakobsen Kvamme Lindqvist Marchetti Novotny Oyelaran
		Pettersen Quigley Rasmusen Skaldic Tangen Uglem Vestergaard Wojtas Ximeno Ytterdal Zielke Aldous Bergstrand Cavanagh Drabble Engstrom Farquhar Gjertsen Hollister
		Isaksen Jernberg Kowalik Lomax Mykle Nordheim Ostrowski Pemberton Rokseth Sorley Thorvald Undheim Valdes Westrum Amundsen Bakken Cormack Dreyer Ekholm Fairweather Gallacher Hveding Ingalls`)
	people := []Person{
		{"Astrid Holm", CEO, "", "en"}, {"Pedro Lima", CPO, CEO, "en"}, {"Odd Moen", Bouncing, "", "en"},
	}
	var managers []Person
	for i := range 6 {
		managers = append(managers, person(given[i], family[i], CEO))
	}
	people[2].Manager = managers[0].Address
	people = append(people, managers...)
	for i := 6; i < len(given); i++ {
		people = append(people, person(given[i], family[i], managers[i%6].Address))
	}
	for k := range more {
		i := k % len(given)
		p := person(given[i], family[(i+1+k/len(given))%len(given)], managers[k%len(managers)].Address)
		people = append(people, p)
		if k%10 == 0 {
			managers = append(managers, p)
		}
	}
	return people
}

func person(given, family, manager string) Person {
	return Person{given + " " + family, strings.ToLower(given+"."+family) + "@" + Domain, manager, "en"}
}

// Directory gives the people as an import reads them.
func Directory() []directory.Person { return read(crew()) }

// LargeDirectory gives the people of NewLarge.
func LargeDirectory() []directory.Person { return read(crewOf(large)) }

// WriteLarger writes the people of NewLarge and so many more as a list to import. The others
// bear names that some nine of 300,000 share, as people of so large a company do.
func WriteLarger(w io.Writer, more int) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"address", "name", "manager", "language", "site", "team", "title"}}
	for _, p := range crewOf(large) {
		rows = append(rows, []string{p.Address, p.Name, p.Manager, p.Language, "", "", ""})
	}
	crew, ends := crew(), strings.Fields("by dal gard haug lund mark nes rud sund vik")
	teams, titles := strings.Fields("Deck Galley Bridge Pier Tickets Cabins Engines Kiosk"), strings.Fields("Steward Cook Mate Porter Clerk Purser Engineer Barista")
	managers := []string{CEO}
	for k := range more {
		given, _, _ := strings.Cut(crew[3+k%57].Name, " ")
		_, family, _ := strings.Cut(crew[3+(k/57)%57].Name, " ")
		family += ends[(k/57/57)%len(ends)]
		address := fmt.Sprintf("%s.%s.%d@%s", strings.ToLower(given), strings.ToLower(family), k, Domain)
		rows = append(rows, []string{address, given + " " + family, managers[k/11], "en", fmt.Sprintf("Quay %d", k%400), teams[k%len(teams)], titles[k%7]})
		if k%10 == 0 {
			managers = append(managers, address)
		}
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write the people of a large company: %w", err)
	}
	return nil
}

func read(crew []Person) []directory.Person {
	var b strings.Builder
	b.WriteString("address,name,manager,language\n")
	for _, p := range crew {
		fmt.Fprintf(&b, "%s,%s,%s,%s\n", p.Address, p.Name, p.Manager, p.Language)
	}
	people, problems := directory.Read(strings.NewReader(b.String()))
	if len(problems) > 0 {
		panic(fmt.Sprintf("the company's directory is spoilt: %v", problems))
	}
	return people
}

// Accounts lists the addresses that have a mailbox.
func Accounts() []string {
	list := []string{Nominations, Compliments, Service, Operator}
	for _, p := range crew() {
		if p.Address != Bouncing {
			list = append(list, p.Address)
		}
	}
	return list
}

// pick takes one of a list.
func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }
