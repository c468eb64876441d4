package match

import (
	"fmt"
	"strings"
	"testing"
)

// TestApostrophes: an apostrophe of any form, or none, is a part of a name.
func TestApostrophes(t *testing.T) {
	t.Parallel()
	names := [][2]string{{"Aminata", "N'Diaye"}, {"Odile", "Prud'homme"}, {"Sinead", "O'Neill"}, {"Rocco", "D'Angelo"}, {"Livia", "Dell'Orto"}, {"M'hamed", "Idrissi"}}
	var people []Person
	for i, n := range names {
		people = append(people, Person{ID: int64(i + 1), Address: fmt.Sprintf("p%d@quay.example", i), Given: n[0], Family: n[1], Name: n[0] + " " + n[1], Active: true})
	}
	x := NewIndex(people)
	for i, n := range names {
		name := n[0] + " " + n[1]
		for _, written := range []string{name, strings.ReplaceAll(name, "'", "’"), strings.ReplaceAll(name, "'", "ʼ")} {
			r := x.Find(Mail{Text: "I want to thank " + written + " for being so kind to my mother."})
			if len(r.Chosen) != 1 || r.Chosen[0] != people[i].ID {
				t.Errorf("%s: chose %d: %s", written, r.Chosen, r.Why)
			}
		}
	}
	if r := x.Find(Mail{Text: "I want to thank Odile Prud'hon for being so kind to my mother."}); len(r.Chosen) > 0 {
		t.Errorf("another name chose %d", r.Chosen)
	}
}

// TestList: a text with more names than anybody praises chooses nobody, and says so.
func TestList(t *testing.T) {
	t.Parallel()
	var people []Person
	var text strings.Builder
	for i := range maxMentions + 1 {
		family := "Zorr" + string(rune('a'+i%26)) + string(rune('a'+i/26)) + "k"
		people = append(people, Person{ID: int64(i + 1), Address: fmt.Sprintf("p%d@quay.example", i), Given: "Una", Family: family, Name: "Una " + family, Active: true})
		fmt.Fprintf(&text, "Thank you, Una Zorr%c%ck! ", 'a'+i%26, 'a'+i/26)
	}
	r := NewIndex(people).Find(Mail{Text: text.String()})
	if len(r.Chosen) > 0 || !r.Unclear || len(r.Candidates) != 10 || !strings.Contains(r.Why, "more people") {
		t.Errorf("chose %d with %d candidates: %s", r.Chosen, len(r.Candidates), r.Why)
	}
}
