package jobs

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/send"
)

// praised brings a customer's words to an approval by the nominee's manager.
func (o *office) praised(nominee, words string) {
	o.t.Helper()
	o.forward("dana", "For "+nominee+"@corp.example, please.", "Maria Ferreira <maria@customer.example>", words)
	o.reply(o.next("max", "May Cora"), "approve, well deserved")
	o.skip()
}

// digestWith gives the next digest.
func (o *office) digestOf(day string) sentLetter {
	o.t.Helper()
	o.skip()
	o.until(day)
	return o.next("cora", "")
}

// attached gives the attachment of a media type.
func attached(t *testing.T, l sentLetter, mediaType string) []byte {
	t.Helper()
	m, err := netmail.ReadMessage(bytes.NewReader(l.raw))
	if err != nil {
		t.Fatal(err)
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	for parts := multipart.NewReader(m.Body, params["boundary"]); ; {
		p, err := parts.NextRawPart()
		if err != nil {
			t.Fatalf("no %s in the letter %q: %v", mediaType, l.subject(), err)
		}
		if strings.HasPrefix(p.Header.Get("Content-Type"), mediaType) {
			raw, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, p))
			if err != nil {
				t.Fatal(err)
			}
			return raw
		}
	}
}

func newLeaders(t *testing.T) *office {
	o := newOffice(t)
	o.desk.Settings.Shortlist = 3
	return o
}

// TestShortlist: the digest names whom to thank in person, with the reason;
// what the CEO does is kept, and who was reached makes room for others.
func TestShortlist(t *testing.T) {
	o := newLeaders(t)
	o.praised("nina", "Nina stayed an hour longer to find our luggage. She was wonderful.")
	digest := o.digestOf("Mon 07:30")
	for _, want := range []string{"Yours to thank in person", "You have not thanked Nina in person yet.", "Nor anybody else in Leeds."} {
		if !strings.Contains(digest.flat(), want) {
			t.Fatalf("the digest does not say %q:\n%s", want, digest.text)
		}
	}
	o.reply(digest, "done 1 met her at the desk, she blushed")
	if said := o.next("cora", "1: done"); !strings.Contains(said.flat(), "Nina Okafor") || !strings.Contains(said.flat(), "she blushed") {
		t.Errorf("it is said back as\n%s", said.text)
	}
	o.praised("nick", "Nick carried our bags through the snow. Thank you so much, what a kind man.")
	digest = o.digestOf("Tue 07:30")
	if strings.Contains(digest.flat(), "thanked Nina in person") || !strings.Contains(digest.flat(), "You have not thanked Nick in person yet.") ||
		strings.Contains(digest.flat(), "Nor anybody else in Leeds") {
		t.Errorf("after Nina was reached the digest says\n%s", digest.text)
	}
	o.reply(digest, "skip 2")
	o.next("cora", "2: left out")
	o.skip()
	o.until("Wed 07:30")
	for _, l := range o.sent[o.taken:] {
		if strings.HasPrefix(l.to, "cora@") && strings.Contains(l.flat(), "in person yet") {
			t.Errorf("who was left out comes back:\n%s", l.text)
		}
	}
}

// TestOwnWords: they go into the thank-you while it waits, and in a letter of
// their own once it has left; both over the CEO's name, both once.
func TestOwnWords(t *testing.T) {
	o := newLeaders(t)
	o.praised("nina", "Nina stayed an hour longer to find our luggage. She was wonderful.")
	digest := o.digestOf("Mon 07:30")
	o.reply(digest, "thank 1: I lost my own luggage there once. I wish you had been on duty.")
	o.next("cora", "1: your words go to Nina Okafor")
	o.until("Mon 14:00")
	thanks := o.next("nina", "I wish you had been on duty.")
	if !strings.Contains(thanks.head.Get("From"), "cora@corp.example") || !strings.Contains(thanks.flat(), "Maria Ferreira") {
		t.Errorf("the thank-you is\n%s", thanks.text)
	}
	o.wantState(1, recognition.Thanked)
	o.skip()

	id := o.reply(digest, "thank 1: And greet your mother from me.")
	o.wantTaken(id, recognition.TakenCommand)
	o.advance(wordsRest)
	personal := o.next("nina", "And greet your mother from me.")
	if !strings.Contains(personal.head.Get("From"), "cora@corp.example") || strings.Contains(personal.subject(), "GW-") {
		t.Errorf("the CEO's own words come as %q from %s", personal.subject(), personal.head.Get("From"))
	}
	// Her answer reaches the CEO like one to the thank-you.
	o.reply(personal, "I will, thank you!")
	o.next("cora", "I will, thank you!")
	o.wantState(1, recognition.Thanked)

	o.reply(digest, "thank 1:")
	o.skip()
	o.reply(digest, "thank 9: hello")
	o.next("cora", "no such number")
	o.none()
}

// TestOwnWordsKeepTheRules: nothing over the CEO's name for what is not
// approved, nothing while paused, nothing by a stranger.
func TestOwnWordsKeepTheRules(t *testing.T) {
	o := newLeaders(t)
	o.praised("nina", "Nina stayed an hour longer to find our luggage. She was wonderful.")
	digest := o.digestOf("Mon 07:30")
	o.until("Mon 14:00")
	o.next("nina", "Maria Ferreira")
	o.skip()

	o.replyAs(digest, forged, "cora@corp.example", "thank 1: You are fired.")
	o.replyAs(digest, proven, "max@corp.example", "thank 1: You are fired.")
	for _, l := range o.sent[o.taken:] {
		if strings.HasPrefix(l.to, "nina@") {
			t.Fatalf("a stranger's words reached the nominee:\n%s", l.text)
		}
	}
	o.skip()
	o.reply(digest, "pause")
	o.skip()
	o.reply(digest, "thank 1: Well done.")
	o.next("cora", "your words go to")
	o.none()
	o.reply(digest, "resume")
	o.advance(wordsRest)
	o.next("nina", "Well done.")
}

// TestPromises: what the CEO promised and has not told to be done comes back,
// with what to have at hand; an automatic letter never counts.
func TestPromises(t *testing.T) {
	o := newLeaders(t)
	if err := store.InTx(t.Context(), o.desk.Pool, func(tx store.Tx) error {
		return store.PutSite(t.Context(), tx, store.Site{Name: "Leeds", Address: []string{"Corp", "2 Mill Row", "Leeds LS1"}})
	}); err != nil {
		t.Fatal(err)
	}
	o.praised("nina", "Nina stayed an hour longer to find our luggage. She was wonderful.")
	digest := o.digestOf("Mon 07:30")
	o.reply(digest, "call 1\nnote 1\nvisit 1")
	card := o.next("cora", "Call Nina Okafor")
	for _, want := range []string{"the directory has none; Max Reid will know", "What Maria Ferreira saw", "What Max Reid says"} {
		if !strings.Contains(card.flat(), want) {
			t.Errorf("the card for the call does not say %q:\n%s", want, card.text)
		}
	}
	calendar, err := ics.ParseCalendar(bytes.NewReader(attached(t, card, "text/calendar")))
	if err != nil {
		t.Fatal(err)
	}
	if at, err := calendar.Events()[0].GetStartAt(); err != nil || at.UTC().Format("Mon 15:04") != "Mon 09:45" {
		t.Errorf("the call is proposed for %v (%v)", at, err)
	}
	note := o.next("cora", "Your card to Nina Okafor")
	if pdf := attached(t, note, "application/pdf"); !bytes.HasPrefix(pdf, []byte("%PDF")) || !strings.Contains(note.flat(), "2 Mill Row") {
		t.Errorf("the card for the note is\n%s", note.text)
	}
	visit := o.next("cora", "Your visit to Leeds")
	if !strings.Contains(visit.flat(), "Nina Okafor") {
		t.Errorf("the card for the visit is\n%s", visit.text)
	}
	digest = o.digestOf("Tue 07:30")
	for _, want := range []string{"You meant to", "call Nina Okafor, promised 1 working day ago", "write Nina Okafor a card", "visit Leeds"} {
		if !strings.Contains(digest.flat(), want) {
			t.Errorf("the next digest does not say %q:\n%s", want, digest.text)
		}
	}
	if strings.Contains(digest.flat(), "Yours to thank in person") {
		t.Error("who is promised a call is on the shortlist still")
	}
	o.reply(digest, "done 1 she told me about the lost-property room")
	o.skip()
	o.until("Wed 07:30")
	for _, l := range o.sent[o.taken:] {
		if strings.HasPrefix(l.to, "cora@") && strings.Contains(l.flat(), "You meant to") {
			t.Errorf("what was done comes back:\n%s", l.text)
		}
	}
}

// TestHabit: on the first working day of a month the CEO reads what they did
// in person in the one before; once, in any number of ticks.
func TestHabit(t *testing.T) {
	o := newLeaders(t)
	o.praised("nina", "Nina stayed an hour longer to find our luggage. She was wonderful.")
	o.praised("nick", "Nick carried our bags through the snow. Thank you so much, what a kind man.")
	digest := o.digestOf("Mon 07:30")
	o.reply(digest, "done 1 spoke to her")
	o.clock = time.Date(2026, 12, 1, 7, 20, 0, 0, time.UTC)
	o.advance(0)
	o.skip()
	o.advance(20 * time.Minute)
	o.advance(time.Minute)
	o.advance(time.Hour)
	habit := o.next("cora", "November: you thanked 1 person in person")
	for _, want := range []string{"2 people were recognised in November", "Otherwise: 1", "Digests answered: 1 of"} {
		if !strings.Contains(habit.flat(), want) {
			t.Errorf("the letter does not say %q:\n%s", want, habit.text)
		}
	}
	for _, l := range o.sent[o.taken:] {
		if strings.Contains(l.subject(), "in person") {
			t.Errorf("a second letter: %s", l.subject())
		}
	}
}

// TestMeeting: a time at which both are at work, through zones.
func TestMeeting(t *testing.T) {
	t.Parallel()
	place := func(zone string) recognition.Place {
		return recognition.PlaceOf(zone, recognition.Place{Location: time.UTC, From: 9 * time.Hour, To: 17 * time.Hour})
	}
	for _, c := range []struct{ leader, nominee, now, want string }{
		{"UTC", "UTC", "2026-11-24T07:31:00Z", "2026-11-24T09:45:00Z"},
		{"UTC", "UTC", "2026-11-27T16:00:00Z", "2026-11-30T09:00:00Z"},
		{"Europe/Zurich", "America/New_York", "2026-11-24T07:00:00Z", "2026-11-24T14:00:00Z"},
		{"Europe/London", "Asia/Tokyo", "2026-11-24T07:00:00Z", "2026-11-25T00:00:00Z"}, // never both: the nominee's morning
	} {
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		if got := meeting(place(c.leader), place(c.nominee), now).UTC().Format(time.RFC3339); got != c.want {
			t.Errorf("%s and %s at %s: %s, want %s", c.leader, c.nominee, c.now, got, c.want)
		}
	}
}

// TestOwnWordsStayWithWhomTheyWereWrittenTo: an undo drops them, another
// nominee never gets them, and a new CEO does not sign the old one's.
func TestOwnWordsStayWithWhomTheyWereWrittenTo(t *testing.T) {
	o := newLeaders(t)
	_, request := nominated(o)
	o.reply(request, "approve, well deserved")
	digest := o.digestOf("Mon 07:30")
	o.reply(digest, "thank 1: Dear Nina, get well soon after your operation.")
	o.skip()
	o.reply(request, "undo")
	again := o.next("max", "")
	o.skip()
	o.reply(again, "not nina@corp.example, nick@corp.example")
	o.reply(o.next("max", "May Cora"), "approve")
	digest = o.digestOf("Tue 07:30")
	if strings.Contains(digest.text, "operation") {
		t.Errorf("the digest still shows the words:\n%s", digest.text)
	}
	o.until("Tue 14:00")
	if thanks := o.next("nick", "Dear Nick"); strings.Contains(thanks.text, "operation") {
		t.Errorf("words to Nina reached Nick:\n%s", thanks.text)
	}
}

// TestFormerCEOsWords: nobody's words leave over another one's name.
func TestFormerCEOsWords(t *testing.T) {
	o := newLeaders(t)
	o.praised("nina", "Nina stayed an hour longer to find our luggage. She was wonderful.")
	digest := o.digestOf("Mon 07:30")
	o.reply(digest, "thank 1: I, Cora, lost my own luggage there once.")
	o.desk.Settings.CEO = "vera@corp.example"
	o.desk.company = companyCache{}
	o.until("Tue 14:00") // her own digest announces it
	if thanks := o.next("nina", "Maria Ferreira"); !strings.Contains(thanks.head.Get("From"), "vera@") || strings.Contains(thanks.text, "I, Cora") {
		t.Errorf("over the new CEO's name:\n%s", thanks.text)
	}
}

// TestOneCommandNeverUndoesAnother: what cannot be done about one item leaves
// a pause in the same mail in force.
func TestOneCommandNeverUndoesAnother(t *testing.T) {
	o := newLeaders(t)
	o.praised("nina", "Nina stayed an hour longer to find our luggage. She was wonderful.")
	digest := o.digestOf("Mon 07:30")
	o.fail = []send.Outcome{{Result: send.Refused, Verb: send.Rcpt, Code: 550}}
	o.until("Mon 14:00")
	o.wantState(1, recognition.Stuck)
	o.skip()
	id := o.reply(digest, "thank 1: You were great.\nhold 1\npause")
	o.wantTaken(id, recognition.TakenCommand)
	o.next("cora", "Paused: nothing leaves in your name")
}

// TestOwnWordsAreNeverSentTwice: whoever died while they left, a person decides.
func TestOwnWordsAreNeverSentTwice(t *testing.T) {
	o := newLeaders(t)
	o.praised("nina", "Nina stayed an hour longer to find our luggage. She was wonderful.")
	digest := o.digestOf("Mon 07:30")
	o.until("Mon 14:00")
	o.reply(digest, "thank 1: Well done, Nina.")
	o.advance(wordsRest)
	o.skip()
	// As if the process had died before it could tell.
	if _, err := o.desk.Pool.Exec(t.Context(), "update letters set state = 'sending', ended_at = null, sending_at = $1 where kind = 'own_words'", o.clock); err != nil {
		t.Fatal(err)
	}
	o.advance(10 * time.Minute)
	var state string
	if err := o.desk.Pool.QueryRow(t.Context(), "select state from letters where kind = 'own_words'").Scan(&state); err != nil || state != "unknown" {
		t.Errorf("the letter is %s (%v)", state, err)
	}
	for _, l := range o.sent[o.taken:] {
		if strings.HasPrefix(l.to, "nina@") {
			t.Errorf("a second letter: %s", l.text)
		}
	}
}

// TestNumbersMeanWhomTheyNamed: after another nominee was named, the old
// digest's number is about nobody.
func TestNumbersMeanWhomTheyNamed(t *testing.T) {
	o := newLeaders(t)
	_, request := nominated(o)
	o.reply(request, "approve, well deserved")
	digest := o.digestOf("Mon 07:30")
	o.reply(request, "undo")
	again := o.next("max", "")
	o.reply(again, "not nina@corp.example, nick@corp.example")
	o.skip()
	o.reply(o.request("nick"), "approve")
	o.skip()
	o.reply(digest, "thank 1: Dear Nina, well done.\nhold 1")
	if said := o.next("cora", "no such number"); strings.Contains(said.flat(), "Nick Tanner") {
		t.Errorf("it is said back as\n%s", said.text)
	}
	o.none()
}

// request gives the newest question about somebody.
func (o *office) request(nominee string) sentLetter {
	o.t.Helper()
	for i := len(o.sent) - 1; i >= 0; i-- {
		if strings.HasPrefix(o.sent[i].to, "max@") && strings.Contains(strings.ToLower(o.sent[i].subject()), "praise for "+nominee) {
			return o.sent[i]
		}
	}
	o.t.Fatalf("nobody was asked about %s", nominee)
	return sentLetter{}
}
