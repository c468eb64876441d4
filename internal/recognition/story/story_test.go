package story_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"goodword/internal/recognition/story"
)

// TestTell reads testdata/tell.txt: who the nominee is, the customer's mail, and
// the three parts in which it must be told.
func TestTell(t *testing.T) {
	t.Parallel()
	for _, c := range cases(t, "tell.txt") {
		t.Run(c["name"], func(t *testing.T) {
			t.Parallel()
			nominee := strings.Split(c["nominee"], ", ")
			words := story.Clean(c["mail"], story.People{Customer: c["customer"], Address: c["address"], Nominee: nominee, Others: list(c["others"])})
			got := story.Tell(words, nominee)
			for part, said := range map[string]string{"situation": got.Situation, "action": got.Action, "result": got.Result} {
				if said != c[part] {
					t.Errorf("the %s is\n%q\nwant\n%q", part, said, c[part])
				}
			}
			if again := story.Clean(words, story.People{Nominee: nominee}); again != words {
				t.Errorf("cleaned again it is\n%q\nand was\n%q", again, words)
			}
		})
	}
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ", ")
}

// cases reads a file of cases: "== NAME", then "key: value" whose value goes on
// in the lines that follow.
func cases(t *testing.T, file string) (all []map[string]string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range strings.Split("\n"+string(text), "\n== ")[1:] {
		lines := strings.Split(block, "\n")
		c, key := map[string]string{"name": lines[0]}, ""
		for _, line := range lines[1:] {
			if k, v, ok := strings.Cut(line, ": "); ok && known[k] {
				key, line = k, v
			} else if known[strings.TrimSuffix(line, ":")] {
				key, line = strings.TrimSuffix(line, ":"), ""
			} else {
				line = "\n" + line
			}
			c[key] += line
		}
		for k := range c {
			c[k] = strings.TrimSpace(c[k])
		}
		all = append(all, c)
	}
	if len(all) < 8 {
		t.Fatalf("%s has only %d cases", file, len(all))
	}
	return all
}

var known = map[string]bool{"nominee": true, "customer": true, "address": true, "others": true, "mail": true, "situation": true, "action": true, "result": true}

func TestConsents(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]story.Answer{
		"Yes": story.Agrees, "yes, gladly": story.Agrees, "Ja, gern.": story.Agrees, "Oui !": story.Agrees, "Sí, claro": story.Agrees, "> yes": story.Agrees,
		"No": story.Refuses, "No, please do not.": story.Refuses, "Nein": story.Refuses, "non merci": story.Refuses, "No, gracias": story.Refuses,
		"": story.Nothing, "Great": story.Nothing, "OK": story.Nothing, "Thank you, yes it was a long night": story.Nothing, "No problem, it was my job.": story.Nothing,
		"No worries": story.Nothing, "Yesterday I read it twice.": story.Nothing, "Nobody ever wrote to me before.": story.Nothing, "Sitting here with tears": story.Nothing,
		"Notre équipe vous remercie": story.Nothing, "Jana hat mir geholfen": story.Nothing, "Non, de rien… c'est rien": story.Refuses,
	} {
		if got := story.Consents(said); got != want {
			t.Errorf("%q is %d, want %d", said, got, want)
		}
	}
}

func TestConsentsTo(t *testing.T) {
	t.Parallel()
	for own, want := range map[string]struct {
		said  story.Answer
		which []int
	}{
		"yes": {story.Agrees, nil}, "Yes 2": {story.Agrees, []int{2}}, "Ja, 1 und 3.\n\nGruß\nNina": {story.Agrees, []int{1, 3}}, "Oui 1 et 2 !": {story.Agrees, []int{1, 2}},
		"sí: 3": {story.Agrees, []int{3}}, "Yes 2\nbut not with my name": {story.Nothing, nil}, "no 2": {story.Refuses, []int{2}}, "No 1\nplease leave it out": {story.Refuses, []int{1}}, "No 2, my aunt reads it": {story.Refuses, []int{2}},
		"No, not 2 of all": {story.Refuses, nil}, "Thank you": {story.Nothing, nil}, "2": {story.Nothing, nil}, "Yes, on 2 conditions": {story.Agrees, nil},
	} {
		if said, which := story.ConsentsTo(own); said != want.said || !slices.Equal(which, want.which) {
			t.Errorf("%q says %v %v, want %v %v", own, said, which, want.said, want.which)
		}
	}
}

func TestEdition(t *testing.T) {
	t.Parallel()
	for _, c := range [][3]string{{"de-AT", "en", "de"}, {"ja", "fr", "fr"}, {"", "es", "es"}, {"ja", "it", "en"}, {"EN_us", "de", "en"}} {
		if got := story.Edition(c[0], c[1]); got != c[2] {
			t.Errorf("%s of a company of %s is told in %s, want %s", c[0], c[1], got, c[2])
		}
	}
}
