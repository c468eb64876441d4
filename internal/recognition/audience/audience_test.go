package audience_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"goodword/internal/recognition/audience"
)

// secret has an example of each detail, in several languages, and what of it must go.
var secrets = map[audience.Detail][][2]string{
	audience.Email:     {{"Write to me at eva.moon@first.test please.", "eva.moon@first.test"}, {"Meine Adresse ist eva@mond.example.", "eva@mond.example"}},
	audience.Telephone: {{"Call me on +44 20 7946 0958 any time.", "7946"}, {"Ich bin unter 030/1234567 zu erreichen.", "1234567"}, {"Mon numéro : 06 12 34 56 78.", "34 56"}},
	audience.Booking:   {{"Our booking number was 4711-0815, in May.", "4711"}, {"Die Buchungsnummer: AB-20931 war weg.", "20931"}, {"Her code XK7P2Q was lost.", "XK7P2Q"}, {"Pedido nº 99812.", "99812"}},
	audience.Bank:      {{"Refund to DE89 3704 0044 0532 0130 00, thank you.", "3704"}, {"She found my card 4111 1111 1111 1111 in the taxi.", "4111"}},
	audience.Birth:     {{"I was born on 3 May 1961 and never met such kindness.", "1961"}, {"Geburtsdatum: 03.05.1961.", "1961"}},
	audience.Street:    {{"She walked to 12 Baker Street with me.", "Baker"}, {"Er kam in die Lindenstraße 14 gelaufen.", "Linden"}, {"Elle est venue au 8 rue de la Paix.", "Paix"}, {"Vino a la calle Mayor 3.", "Mayor"}},
	audience.Health:    {{"She was kind. My cancer had just come back. I will not forget it.", "cancer"}, {"Meine Frau saß im Rollstuhl. Danke.", "Rollstuhl"}},
}

func TestWordsByAudience(t *testing.T) {
	t.Parallel()
	for _, s := range audience.Sights() {
		for detail, list := range secrets {
			for _, c := range list {
				got := s.Audience.Words(c[0])
				hidden := slices.Contains(s.Hidden, detail)
				if hidden == strings.Contains(got, c[1]) {
					t.Errorf("the %s reads %q (%s hidden: %v)", s.Audience, got, detail, hidden)
				}
				if hidden != strings.Contains(got, audience.Gap) {
					t.Errorf("the %s reads %q", s.Audience, got)
				}
			}
		}
	}
	if len(secrets) != len(audience.Details()) {
		t.Error("a detail is not tried")
	}
}

// TestWordsStay: nothing that is no detail is taken out, not even for the public.
func TestWordsStay(t *testing.T) {
	t.Parallel()
	for _, words := range []string{
		"On 16.11.2026 at 14:30 Nina found our 2 suitcases in room 1204, on floor 12.",
		"Le 3 mai 2026, elle a attendu 45 minutes avec nous.",
		"She is 1 in 1,000,000, and that was our 25th anniversary (2001-2026).",
		"We were born to travel with you, in order to be happy.",
		"Danke für alles! Zimmer 305 war um 07:45 fertig, obwohl wir 200 km entfernt waren.",
		"FANTASTIC service, THANKS to the whole CREW.",
		"Flight 4 hours late, 12 people waiting, 1 hero.",
	} {
		if got := audience.Public.Words(words); got != words {
			t.Errorf("%q became %q", words, got)
		}
	}
}

func TestCustomerByAudience(t *testing.T) {
	t.Parallel()
	for who, want := range map[audience.Audience][3]string{
		audience.Nominee: {"Eva Moon", "", ""}, audience.Manager: {"Eva Moon", "", ""}, audience.CEO: {"Eva Moon", "", ""},
		audience.CPO: {"Eva Moon", "e@x.test", "e@x.test"}, audience.Service: {"Eva Moon", "e@x.test", "e@x.test"}, audience.Public: {"", "", ""}, "somebody new": {"", "", ""},
	} {
		if got := [3]string{who.Customer("Eva Moon", "e@x.test"), who.Customer(" ", "e@x.test"), who.Customer("e@x.test", "e@x.test")}; got != want {
			t.Errorf("%s: %q, want %q", who, got, want)
		}
	}
}

// TestTableInDocs: docs/privacy.md shows the table as it is.
func TestTableInDocs(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../../docs/privacy.md")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("| audience | name | address | taken out of the words |\n| --- | --- | --- | --- |\n")
	yes := map[bool]string{true: "yes", false: "no"}
	for _, s := range audience.Sights() {
		var hidden []string
		for _, d := range s.Hidden {
			hidden = append(hidden, string(d))
		}
		b.WriteString("| " + string(s.Audience) + " | " + yes[s.Name] + " | " + yes[s.Address] + " | " + strings.Join(hidden, ", ") + " |\n")
	}
	if !strings.Contains(string(text), b.String()) {
		t.Errorf("docs/privacy.md does not have the table of the code, which is:\n%s", b.String())
	}
}
