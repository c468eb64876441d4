package jobs

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition/behaviour"
	"goodword/internal/store"
)

// join puts somebody new into the directory.
func (o *office) join(address, name, lang, role string) {
	o.t.Helper()
	given, family, _ := strings.Cut(name, " ")
	o.in(func(tx store.Tx) error {
		return store.PutPeople(o.t.Context(), tx, []store.Person{{Address: address, Name: name, Given: given, Family: family, Language: lang,
			Active: true, Role: role, Site: "Leeds", TimeZone: "UTC"}})
	})
}

// agree lets nominee and customer of a nomination say yes to their story, or takes it back.
func (o *office) agree(nth int, yes bool) {
	o.t.Helper()
	var id, mail int64
	if err := o.desk.Pool.QueryRow(o.t.Context(), "select id, inbound_id from nominations order by id offset $1 limit 1", nth-1).Scan(&id, &mail); err != nil {
		o.t.Fatal(err)
	}
	o.in(func(tx store.Tx) error {
		if err := store.PutConsent(o.t.Context(), tx, id, mail, true, o.clock); err != nil {
			return err
		}
		return store.PutStoryConsent(o.t.Context(), tx, id, mail, yes, o.clock)
	})
}

// publishes has the story of a nomination told, as the Chief People Officer would.
func (o *office) publishes(nth int) {
	o.t.Helper()
	if err := o.desk.tx(o.t.Context(), func(w work) error {
		n, err := store.NominationByID(w.ctx, w.tx, int64(nth))
		if err != nil {
			return err
		}
		s, err := w.fitToTell(&n)
		if err != nil {
			return err
		}
		s.Ref, s.PublishedAt = fmt.Sprintf("story%d", nth), o.clock
		_, err = store.PublishStory(w.ctx, w.tx, s, nil)
		return err
	}); err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) bring(text string, tell bool) {
	o.t.Helper()
	o.in(func(tx store.Tx) error {
		_, _, err := o.desk.ImportCatalogue(o.t.Context(), tx, []byte(text), "operator", tell, false)
		return err
	})
}

// lettersOn counts, by reader, the letters not looked at that have this in their subject.
func (o *office) lettersOn(subject string) map[string]int {
	count := map[string]int{}
	for _, l := range o.sent[o.taken:] {
		if strings.Contains(l.subject(), subject) {
			count[l.to]++
		}
	}
	return count
}

// TestNewcomer: who is new reads once what matters at their touchpoints, with a
// colleague's story that may be told; who was there before reads nothing.
func TestNewcomer(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.Behaviours, o.desk.Settings.VetoWindow = true, 0
	o.advance(0)
	for who, words := range []string{"Nina was so kind and friendly to my mother when we arrived at the front desk, and she carried all her bags. Yours, Maria Ferreira, +44 20 7946 0958",
		"Nick never gave up until it was solved: he stayed with it for three hours, after our luggage had been lost."} {
		o.forward("dana", []string{"for: nina@corp.example", "for: nick@corp.example"}[who], happy, words)
		o.reply(o.next("max", "May Cora"), "approve")
	}
	o.agree(1, true)
	o.publishes(1)
	o.agree(2, true) // and nobody published it
	o.join("ida@corp.example", "Ida Noll", "de", "front_line")
	o.join("finn@corp.example", "Finn Ober", "en", "support")
	o.join("lena@corp.example", "Lena Moor", "en", "front_line")
	o.skip()
	o.until("Mon 17:00")
	if got := o.lettersOn("What matters"); len(got) > 0 {
		t.Errorf("on the very day: %v", got)
	}
	o.until("Tue 07:30")
	lena := o.next("lena", "What matters in your work")
	says(t, lena, "Welcome, Lena", "Welcome -------", "Kindness and care (Humanity)", "It is part of: Remembered by people", "This was said of Nina Okafor, Leeds:", "so kind and friendly to my mother",
		"Taking ownership", "Whoever does it reads in their thank-you: “You made it your own concern", "Everywhere", nominations)
	silent(t, lena, "Maria", "Ferreira", "7946", "Nick", "Behind the scenes", "new", "changed")
	says(t, o.next("ida", "Worauf es bei Ihrer Arbeit ankommt"), "Guten Tag Ida Noll", "Freundlichkeit und Fürsorge (Menschlichkeit)", "Wer das tut, liest in seinem Dank")
	finn := o.next("finn", "What matters in your work")
	says(t, finn, "Behind the scenes", "Helping behind the scenes")
	silent(t, finn, "Welcome -------", "Kindness")
	for range 3 {
		o.advance(24 * time.Hour)
	}
	if got := o.lettersOn("atters in"); len(got) > 0 {
		t.Errorf("again, or to others: %v", got)
	}
	// Who takes their yes back is told of no more, not even in a letter that waits
	// with its bytes; a filled directory makes nobody new.
	o.join("mona@corp.example", "Mona Reyes", "en", "front_line")
	o.skip()
	o.until("Mon 07:20")
	o.failing()
	o.until("Mon 07:30")
	o.counts("letters that tell of Nina and wait", "select count(*) from letters where kind = 'behaviours' and state = 'queued' and raw is not null and args->'Stories' = '[1]'", 1)
	o.agree(1, false)
	o.fail = nil
	o.advance(10 * time.Minute)
	silent(t, o.next("mona", "What matters in your work"), "Nina")
	if got := o.lettersOn("What matters"); len(got) > 0 {
		t.Errorf("twice: %v", got)
	}
	for i := range 9 {
		o.join(fmt.Sprintf("p%d@corp.example", i), fmt.Sprintf("Person No%d", i), "en", "front_line")
	}
	o.skip()
	o.until("Tue 07:30")
	if got := o.lettersOn("What matters"); len(got) > 0 {
		t.Errorf("a first list of people: %v", got)
	}
}

// TestCatalogueTold: after an import everybody gets one letter, with what is new
// in it marked; who is new gets one, not two; without letters nobody gets any.
func TestCatalogueTold(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.Behaviours = true
	o.advance(0)
	first := string(behaviour.DefaultText())
	o.bring(first, false)
	o.until("Tue 07:30")
	if got := o.lettersOn("atters in"); len(got) > 0 {
		t.Errorf("letters nobody wanted: %v", got)
	}
	second := strings.NewReplacer("version = 1", "version = 2", "You were kind when kindness mattered most", "You were kind when it was hard to be").Replace(first) +
		"\n[[behaviour]]\nid = \"tidiness\"\nnumber = 9\nname = { en = \"Leaving things better\" }\nwords = { en = \"You left the place better than you found it.\" }\nsigns = { en = [\"tidied*\"] }\n"
	o.join("ida@corp.example", "Ida Noll", "de", "front_line")
	o.skip()
	o.bring(second, true)
	o.until("Wed 06:00")
	o.until("Wed 07:30")
	o.until("Thu 07:30")
	count := o.lettersOn("What matters in our work")
	if len(count) != 7 { // Otto reads German
		t.Errorf("letters about the change: %v", count)
	}
	for who, n := range count {
		if n != 1 {
			t.Errorf("%d letters to %s", n, who)
		}
	}
	nina := o.next("nina", "What matters in our work: the new list")
	says(t, nina, "Leaving things better, new", "Kindness and care (Humanity), changed")
	silent(t, nina, "Being honest (Trust), changed", "Listening (Respect), new")
	says(t, o.next("otto", "die neue Liste"), "Leaving things better, neu")
	ida := 0
	for _, l := range o.sent {
		if strings.HasPrefix(l.to, "ida@") {
			ida++
		}
	}
	if ida != 1 {
		t.Errorf("%d letters to who is new", ida)
	}
	var told *time.Time
	if err := o.desk.Pool.QueryRow(t.Context(), "select told_at from catalogues where version = 2").Scan(&told); err != nil || told == nil {
		t.Errorf("it is not noted that everybody was told: %v, %v", told, err)
	}
}
