package jobs

import (
	"slices"
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/recognition/behaviour"
	"goodword/internal/store"
)

const kindWords = "Nina was so kind and friendly to my mother at the front desk. Thank you so much, she was wonderful."

// shown gives what a nomination bears, by its place in the order of opening, from 1.
func (o *office) shown(nth int) (id string, s store.Shown) {
	o.t.Helper()
	var nomination int64
	if err := o.desk.Pool.QueryRow(o.t.Context(), "select id, behaviour from nominations order by id offset $1 limit 1", nth-1).Scan(&nomination, &id); err != nil {
		o.t.Fatal(err)
	}
	o.in(func(tx store.Tx) (err error) {
		s, err = store.ShownBy(o.t.Context(), tx, nomination)
		return err
	})
	return id, s
}

func (o *office) in(do func(store.Tx) error) {
	o.t.Helper()
	if err := store.InTx(o.t.Context(), o.desk.Pool, do); err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) wantShown(nth int, want, by, at string) {
	o.t.Helper()
	if id, s := o.shown(nth); id != want || s.BehaviourBy != by || s.Touchpoint != at {
		o.t.Errorf("nomination %d bears %q by %q at %q, want %q by %q at %q", nth, id, s.BehaviourBy, s.Touchpoint, want, by, at)
	}
}

// TestBehaviourNamed: the words suggest it, the nominator's tag goes before the
// words, the approver's number before both, and the thank-you says it.
func TestBehaviourNamed(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.VetoWindow = 0
	o.forward("dana", "For Nina.", happy, kindWords)
	o.wantShown(1, "kindness", store.NamedByWords, "welcome")
	says(t, o.next("max", "May Cora"), "7. Kindness and care (“kind, friendly”)")

	o.forward("dana", "For Nina. #Zuhören", "Ada <ada@customer.test>", "Nina was so kind and friendly. Thank you so much.")
	o.wantShown(2, "listening", store.NamedByNominator, "")
	request := o.next("max", "May Cora")
	says(t, request, "2. Listening (named by Dana Holt)")
	o.skip()
	o.reply(request, "behaviour 1\napprove")
	says(t, o.next("max", "Behaviour"), "Behaviour: Taking ownership.")
	o.wantShown(2, "ownership", store.NamedByApprover, "")
	says(t, o.next("nina", "kind and friendly"), "You made it your own concern and stayed with it until it was solved.", "Responsibility")

	o.deliver("nominations", proven, "dana@corp.example", "To: "+nominations+"\r\nSubject: Fwd: order #4 #ownership\r\n",
		"For Nick Tanner.\n\n---------- Forwarded message ---------\nFrom: Bea <bea@customer.test>\nDate: Sun, 15 Nov 2026 at 18:20\nSubject: order #4\nTo: <desk@corp.example>\n\nNick was so kind and friendly. Thank you so much.\n")
	o.wantShown(3, "ownership", store.NamedByNominator, "")
	request = o.next("max", "Nick Tanner")
	o.skip()
	o.reply(request, "behaviour 0\napprove")
	says(t, o.next("max", "behaviour"), "No behaviour is named")
	silent(t, o.next("nick", "kind and friendly"), "You made it your own")

	// A customer's own hashtag names nothing of ours.
	o.deliver("compliments", proven, "cleo@customer.test", "To: "+compliments+"\r\nSubject: Thanks #ownership\r\n", "Otto Brandt was so kind and friendly to us. Thank you so much. #listening")
	o.wantShown(4, "kindness", store.NamedByWords, "")
}

// TestBehindTheScenes: who helped gets a letter that says so, and does not take
// another's praise for their own; whom the words name is thanked as usual.
func TestBehindTheScenes(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.VetoWindow, o.desk.Settings.EmployeeMonth, o.desk.Settings.Stories = 0, true, true
	o.forward("dana", "For Nina.", happy, "Nina and Nick stayed an hour longer to find our ring. Nina never gave up until it was solved, so kind.")
	request := o.next("max", "May Cora")
	o.skip()
	o.reply(request, "also otto@corp.example vera@corp.example nick@corp.example\nbehaviour 1\napprove")
	own := o.next("nina", "our ring")
	says(t, own, "You made it your own concern and stayed with it until it was solved.")
	says(t, own, "May others read about this")
	silent(t, own, "you have a part", "behind the scenes", "your help")
	otto := o.next("otto", "our ring")
	says(t, otto, "Nina Okafor", "Max Reid")
	if !strings.Contains(otto.flat(), "Im Hintergrund") && !strings.Contains(otto.flat(), "im Hintergrund") && !strings.Contains(otto.flat(), "Anteil") && !strings.Contains(otto.flat(), "geholfen") {
		t.Errorf("Otto is not told that he helped:\n%s", otto.text)
	}
	silent(t, o.next("nick", "our ring"), "behind the scenes", "you have a part")
	o.wantState(2, recognition.Thanked)
	o.wantState(3, recognition.Awaiting) // Vera's manager is another, and is asked
	silent(t, otto, "Dürfen andere davon lesen")
	o.reply(own, "yes")
	o.reply(otto, "ja")
	o.skip()
	for nomination, want := range map[int64]bool{1: true, 2: false} { // the words are about Nina: no story of Otto's
		if err := store.InTx(t.Context(), o.desk.Pool, func(tx store.Tx) error {
			if may, err := store.MayTell(t.Context(), tx, nomination); err != nil || may != want {
				t.Errorf("nomination %d may be told: %v, %v", nomination, may, err)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	o.clock = time.Date(2026, 12, 1, 7, 40, 0, 0, time.UTC)
	o.advance(0)
	says(t, o.next("otto", "November"), "Maria Ferreira über Nina Okafor; Sie haben dabei geholfen")
	silent(t, o.next("nina", "November"), "whom you helped")
	o.skip()
}

// TestExplainBehaviour: explain shows what the words suggest, and which words.
func TestExplainBehaviour(t *testing.T) {
	t.Parallel()
	raw := "From: Maria Ferreira <maria@customer.example>\r\nTo: praise@corp.example\r\nSubject: Thank you\r\nDate: Mon, 16 Nov 2026 07:00:00 +0000\r\nMessage-ID: <1@customer.example>\r\n\r\n" + kindWords + "\r\n"
	x := Explain([]byte(raw), Reading{Now: monday})
	if x.Behaviour == nil || x.Behaviour.ID != "kindness" || !slices.Equal(x.Behaviour.Words, []string{"kind", "friendly"}) || x.Behaviour.By != store.NamedByWords {
		t.Errorf("explained as %+v", x.Behaviour)
	}
}

// TestImportedCatalogue: what is imported counts at once and everywhere, a
// number keeps its meaning, and what nominations bear is not lost.
func TestImportedCatalogue(t *testing.T) {
	o := newOffice(t)
	o.forward("dana", "For Nina.", happy, kindWords)
	request := o.next("max", "May Cora")
	o.skip()
	bring := func(text string) error {
		return store.InTx(t.Context(), o.desk.Pool, func(tx store.Tx) error {
			_, _, err := o.desk.ImportCatalogue(t.Context(), tx, []byte(text), "operator", false, false)
			return err
		})
	}
	own := strings.Replace(string(behaviour.DefaultText()), `id = "kindness"`, `id = "warmth"`, 1)
	if err := bring(own); err == nil || !strings.Contains(err.Error(), `"kindness" is gone, and nominations bear it`) {
		t.Errorf("a behaviour in use may go: %v", err)
	}
	own = strings.Replace(string(behaviour.DefaultText()), `en = "Kindness and care"`, `en = "A warm word"`, 1)
	if err := bring(own); err != nil {
		t.Fatal(err)
	}
	if err := bring(own); err != nil {
		t.Errorf("the same again: %v", err)
	}
	if err := bring(strings.Replace(own, "A warm word", "Warmth", 1)); err == nil || !strings.Contains(err.Error(), "version is 1") {
		t.Errorf("a change without a new version: %v", err)
	}
	if err := bring(strings.Replace(own, "version = 1", "# none", 1)); err == nil || !strings.Contains(err.Error(), "version is missing") {
		t.Errorf("no version: %v", err)
	}
	o.reply(request, "behaviour 7\napprove")
	says(t, o.next("max", "Behaviour"), "Behaviour: A warm word.")
	// One that a later version of goodword wrote cannot be read here: the work goes on.
	if _, err := o.desk.Pool.Exec(t.Context(), "insert into catalogues (version, text, tell, imported_at, imported_by) values (9, 'version = 9'||chr(10)||'colour = 3', false, now(), 'x')"); err != nil {
		t.Fatal(err)
	}
	o.skip()
	o.forward("dana", "For Nick Tanner.", "Ada <ada@customer.test>", "Nick was so kind and friendly. Thank you so much.")
	says(t, o.next("max", "Nick"), "Kindness and care")
}
