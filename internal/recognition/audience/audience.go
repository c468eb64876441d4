// Package audience says who sees what of a customer: whether they learn the
// name and the address, and what is taken out of the customer's words before
// they are shown. The table below is the one place for that. It stores nothing
// and knows no letters; jobs asks it for every letter that shows a compliment.
package audience

import "strings"

// Audience is who reads.
type Audience string

// Who reads a customer's words.
const (
	Nominee Audience = "nominee"
	Manager Audience = "manager" // whoever approves, and who sent it in: they decide on what was said
	CEO     Audience = "ceo"
	CPO     Audience = "cpo"     // answers customers
	Service Audience = "service" // gets the mail itself, to settle it
	Public  Audience = "public"  // stories, and anything beyond those above
)

// Detail is a kind of personal data that may stand in a customer's words.
type Detail string

// The details that are looked for.
const (
	Email     Detail = "e-mail address"
	Telephone Detail = "telephone number"
	Booking   Detail = "booking or order number"
	Bank      Detail = "card number or IBAN"
	Birth     Detail = "date of birth"
	Street    Detail = "postal address"
	Health    Detail = "sentence about health"
)

// Details lists every kind, in the order in which they are taken out.
func Details() []Detail { return []Detail{Bank, Email, Birth, Booking, Telephone, Street, Health} }

// Sight is what an audience sees of a customer.
type Sight struct {
	Audience Audience
	Name     bool
	Address  bool     // where a customer gave no name, their address stands for it
	Hidden   []Detail // taken out of their words
}

// Sights is the table: one row for each audience.
func Sights() []Sight {
	return []Sight{
		{Audience: Nominee, Name: true, Hidden: []Detail{Bank, Email, Birth, Booking, Telephone, Street}},
		{Audience: Manager, Name: true, Hidden: []Detail{Bank, Email, Birth, Street}},
		{Audience: CEO, Name: true, Hidden: []Detail{Bank, Email, Birth, Street}},
		{Audience: CPO, Name: true, Address: true, Hidden: []Detail{Bank, Birth}},
		{Audience: Service, Name: true, Address: true},
		{Audience: Public, Hidden: Details()},
	}
}

// sight gives the row of an audience; one that is not in the table is the public.
func (a Audience) sight() Sight {
	for _, s := range Sights() {
		if s.Audience == a {
			return s
		}
	}
	return Sight{Audience: Public, Hidden: Details()}
}

// Customer gives what an audience is told of who wrote: a name, an address
// where there is none and they may know it, or "".
func (a Audience) Customer(name, address string) string {
	s := a.sight()
	name = strings.TrimSpace(name)
	if strings.Contains(name, "@") { // a mail program's name for somebody without one
		name = ""
	}
	switch {
	case s.Name && name != "":
		return name
	case s.Address:
		return address
	}
	return ""
}

// Words gives a customer's words as an audience sees them.
func (a Audience) Words(text string) string {
	for _, d := range a.sight().Hidden {
		text = withoutDetail(text, d)
	}
	return text
}
