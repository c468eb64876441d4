package jobs

import (
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
	"goodword/mail/send"
)

// thanked brings a customer's words about Nina to a thank-you that has left, and
// gives the digest that announced it.
func (o *office) thanked() (digest, thanks sentLetter) {
	o.t.Helper()
	o.praised("nina", "Nina stayed an hour longer to find our luggage. She was wonderful.")
	digest = o.digestOf("Mon 07:30")
	o.until("Mon 14:00")
	thanks = o.next("nina", "Maria Ferreira")
	o.wantState(1, recognition.Thanked)
	o.skip()
	return digest, thanks
}

// wantNothingTo says that nobody of this name got a letter since the last look.
func (o *office) wantNothingTo(who string) {
	o.t.Helper()
	for _, l := range o.sent[o.taken:] {
		if strings.HasPrefix(l.to, who+"@") {
			o.t.Errorf("a letter to %s: %s\n%s", who, l.subject(), l.text)
		}
	}
}

func (o *office) wantTouches(done int) {
	o.t.Helper()
	if n := o.count("select count(*)::int from touches where kind = 'words' and done_at is not null"); n != done {
		o.t.Errorf("%d touches by own words count as done, want %d", n, done)
	}
}

// TestOwnWordsRest: no digest announces the CEO's own words after the
// thank-you, so they rest, the answer says until when, and hold or undo takes
// them back.
func TestOwnWordsRest(t *testing.T) {
	t.Parallel()
	for name, back := range map[string]func(o *office, digest, said sentLetter){
		"hold, to the digest":   func(o *office, digest, _ sentLetter) { o.reply(digest, "hold 1") },
		"undo, to what is said": func(o *office, _, said sentLetter) { o.reply(said, "undo") },
		"undo, to the digest":   func(o *office, digest, _ sentLetter) { o.reply(digest, "undo") },
	} {
		t.Run(name, func(t *testing.T) {
			o := newLeaders(t)
			digest, _ := o.thanked()
			o.reply(digest, "thank 1: Well done.\nPia, please send her flowers; she looked so tired after the divorce.")
			said := o.next("cora", "your words go to Nina Okafor at 14:15")
			if !strings.Contains(said.flat(), "hold 1 or undo") || !strings.Contains(said.flat(), "divorce") {
				t.Errorf("it is said back as\n%s", said.text)
			}
			o.advance(14 * time.Minute)
			o.wantNothingTo("nina")
			o.wantTouches(0)
			back(o, digest, said)
			o.next("cora", "your words to Nina Okafor stay here")
			o.advance(time.Hour)
			o.wantNothingTo("nina")
			o.wantTouches(0)
			o.wantState(1, recognition.Thanked)
			o.none()
			o.reply(digest, "hold 1") // there is nothing more to hold
			o.next("cora", "has left already")
		})
	}
}

// TestOwnWordsTakenOutOfTheThankYou: undo takes them out while nothing has left.
func TestOwnWordsTakenOutOfTheThankYou(t *testing.T) {
	o := newLeaders(t)
	o.praised("nina", "Nina stayed an hour longer to find our luggage. She was wonderful.")
	digest := o.digestOf("Mon 07:30")
	o.reply(digest, "thank 1: Get well soon after your operation.")
	o.reply(o.next("cora", "your words go to Nina Okafor:"), "undo")
	o.next("cora", "stay here")
	o.until("Mon 14:00")
	if thanks := o.next("nina", "Maria Ferreira"); strings.Contains(thanks.text, "operation") {
		t.Errorf("what was taken back left:\n%s", thanks.text)
	}
	o.wantTouches(0)
	o.skip()
	o.reply(digest, "undo")
	o.next("cora", "Not done")
}

// TestUndoOneOfTwo: undo with a number takes back that one alone of what one mail said.
func TestUndoOneOfTwo(t *testing.T) {
	o := newLeaders(t)
	o.praised("nina", "Nina stayed an hour longer to find our luggage. She was wonderful.")
	o.praised("nick", "Nick carried our bags through the snow. Thank you so much, what a kind man.")
	digest := o.digestOf("Mon 07:30")
	o.reply(digest, "thank 1: Well done, Nina.\nthank 2: Well done, Nick.")
	said := o.next("cora", "Well done, Nina.")
	o.skip()
	o.reply(said, "undo 7")
	o.next("cora", "Not done")
	o.reply(said, "undo 2")
	if back := o.next("cora", "your words to Nick Tanner stay here"); strings.Contains(back.flat(), "Nina") {
		t.Errorf("more than number 2 was taken back:\n%s", back.text)
	}
	o.until("Mon 14:00")
	o.next("nina", "Well done, Nina.")
	if thanks := o.next("nick", "Maria Ferreira"); strings.Contains(thanks.text, "Well done, Nick") {
		t.Errorf("what was taken back left:\n%s", thanks.text)
	}
}

// TestUndoTellsWhatIsTooLate: of what one mail did, the rest is taken back and
// what has left is told.
func TestUndoTellsWhatIsTooLate(t *testing.T) {
	o := newLeaders(t)
	digest, _ := o.thanked()
	o.praised("nick", "Nick carried our bags through the snow. Thank you so much, what a kind man.")
	digest2 := o.digestOf("Tue 07:30")
	if !strings.Contains(digest2.flat(), "hold 2") {
		t.Fatalf("Nick is not number 2:\n%s", digest2.text)
	}
	o.reply(digest, "thank 1: Well done, Nina.\nthank 2: Well done, Nick.")
	said := o.next("cora", "Well done, Nina.")
	o.skip()
	o.advance(wordsRest)
	o.next("nina", "Well done, Nina.")
	o.reply(said, "undo")
	o.advance(5 * time.Minute)
	back := o.next("cora", "your words to Nick Tanner stay here")
	if !strings.Contains(back.flat(), "undo: Nina Okafor. The thank-you has left already") {
		t.Errorf("it is said back as\n%s", back.text)
	}
	o.until("Tue 14:00")
	if thanks := o.next("nick", "Maria Ferreira"); strings.Contains(thanks.text, "Well done") {
		t.Errorf("what was taken back left:\n%s", thanks.text)
	}
	o.skip()
	o.clock = o.clock.AddDate(0, 0, 15)
	o.wantTaken(o.reply(said, "pause"), recognition.SetAside) // no longer than a digest's
	o.advance(0)
	o.skip()
}

// TestUndoOfTheCEOsApproval: what the CEO decided by the digest goes back to
// where it waited, by the answer to what was said back, until it has left.
func TestUndoOfTheCEOsApproval(t *testing.T) {
	o := newLeaders(t)
	o.forward("dana", "For vera@corp.example, please.", "Maria Ferreira <maria@customer.example>", "Vera stayed an hour longer to find our luggage. She was wonderful.")
	o.skip()
	o.until("Mon 07:30")
	digest := o.next("cora", "approve 1")
	o.skip()
	o.reply(digest, "approve 1")
	said := o.next("cora", "1: approved")
	o.wantState(1, recognition.Approved)
	o.skip()
	o.replyAs(said, forged, "cora@corp.example", "undo") // by whom is not proven
	o.replyAs(said, proven, "max@corp.example", "undo")
	o.wantState(1, recognition.Approved)
	o.reply(said, "undo")
	o.next("cora", "about Vera Stone is taken back")
	o.wantState(1, recognition.Awaiting)
	o.skip()
	o.until("Tue 14:00")
	o.wantNothingTo("vera")
	o.skip()
	o.reply(digest, "approve 1")
	o.until("Thu 14:00")
	o.next("vera", "Maria Ferreira")
	o.skip()
	o.reply(said, "undo") // of a decision that was undone before
	o.wantState(1, recognition.Thanked)
	o.next("cora", "Not done")
}

// TestTwoCommandsOneLetter: what one mail says to the same nominee twice leaves
// whole, once; a paragraph below that is no part of it is told, not lost.
func TestTwoCommandsOneLetter(t *testing.T) {
	o := newLeaders(t)
	digest, _ := o.thanked()
	o.reply(digest, "thank 1: I heard of the luggage.\nthank 1: And greet your mother.\n\nYou deserve a raise, and I will see to it.\n\nBest,\nCora")
	said := o.next("cora", "I heard of the luggage. And greet your mother.")
	if !strings.Contains(said.flat(), "Left out, because it stands below the command, in a paragraph of its own: “You deserve a raise, and I will see to it.”") {
		t.Errorf("it is said back as\n%s", said.text)
	}
	o.advance(16 * time.Minute)
	letter := o.next("nina", "I heard of the luggage. And greet your mother.")
	if strings.Contains(letter.text, "raise") {
		t.Errorf("the nominee reads\n%s", letter.text)
	}
	o.wantTouches(1)
	o.none()
}

// TestOwnWordsAfterTheThankYouCameBack: they stay, the CEO hears of it, and it
// was no touch.
func TestOwnWordsAfterTheThankYouCameBack(t *testing.T) {
	o := newLeaders(t)
	digest, thanks := o.thanked()
	o.reply(digest, "pause")
	o.reply(digest, "thank 1: So sorry for your loss.")
	o.skip()
	o.put("nominations", bounceOf(thanks))
	o.wantState(1, recognition.Stuck)
	o.next("cora", "thank Nina Okafor: So sorry for your loss. The thank-you came back")
	o.wantTouches(0)
	o.reply(digest, "resume")
	o.skip()
	o.advance(time.Hour)
	o.wantNothingTo("nina")
	o.wantTouches(0)
	o.skip()
}

// TestOwnWordsThatCameBack: words within a thank-you, and after it, that did not
// arrive are no touch; the CEO hears of their own, and nobody else has to mend it.
func TestOwnWordsThatCameBack(t *testing.T) {
	o := newLeaders(t)
	o.praised("nina", "Nina stayed an hour longer to find our luggage. She was wonderful.")
	digest := o.digestOf("Mon 07:30")
	o.reply(digest, "thank 1: I lost my own luggage there once.")
	o.wantTouches(0)
	o.until("Mon 14:00")
	thanks := o.next("nina", "I lost my own luggage there once.")
	o.wantTouches(1)
	o.reply(digest, "thank 1: And greet your mother from me.")
	o.advance(15 * time.Minute)
	personal := o.next("nina", "greet your mother")
	o.skip()
	o.put("nominations", bounceOf(personal))
	o.next("cora", "sent them back")
	o.wantTouches(1) // the thank-you holds some
	o.put("nominations", bounceOf(thanks))
	o.wantTouches(0)
	o.skip()
	if n := o.count("select count(*)::int from troubles where what like 'own_words%'"); n != 0 {
		t.Errorf("%d troubles that no operator can mend", n)
	}
	if err := o.desk.Resolve(t.Context(), 1001, false, "operator"); err != nil {
		t.Fatal(err)
	}
	o.run()
	o.next("nina", "I lost my own luggage there once.")
	o.wantTouches(1)
	o.reply(digest, "thank 1: Once more.")
	o.skip()
	o.fail = []send.Outcome{{Result: send.Refused, Verb: send.Rcpt, Code: 550}}
	o.advance(15 * time.Minute)
	o.next("cora", "thank Nina Okafor: Once more. The mail server did not take")
	o.skip()
}

// TestOwnWordsOfWhichNobodyKnows: goodword resolve settles them, either way, and
// nothing is left over that needs a person.
func TestOwnWordsOfWhichNobodyKnows(t *testing.T) {
	t.Parallel()
	for _, sent := range []bool{true, false} {
		t.Run(map[bool]string{true: "sent", false: "resend"}[sent], func(t *testing.T) {
			o := newLeaders(t)
			digest, _ := o.thanked()
			o.reply(digest, "thank 1: And greet your mother from me.")
			o.skip()
			o.fail = []send.Outcome{{Result: send.Unknown, Verb: send.Dot}}
			o.advance(16 * time.Minute)
			o.wantNothingTo("nina")
			o.wantTouches(0)
			if n := o.count("select count(*)::int from troubles where about like 'letter:%'"); n != 1 {
				t.Errorf("%d letters need a person", n)
			}
			if err := o.desk.Resolve(t.Context(), 1001, sent, "operator"); err != nil {
				t.Fatal(err)
			}
			o.run()
			if !sent {
				o.next("nina", "greet your mother")
			}
			o.wantTouches(1)
			o.wantState(1, recognition.Thanked)
			o.none()
			if n := o.count("select count(*)::int from troubles"); n != 0 {
				t.Errorf("%d troubles are left", n)
			}
			if err := o.desk.Resolve(t.Context(), 1001, false, "operator"); err == nil {
				t.Error("what is settled is settled again")
			}
		})
	}
}

// TestAnotherCEOReadsItFirst: a thank-you that was announced to the former CEO,
// or written out in that name, leaves only after the one who leads now read of it.
func TestAnotherCEOReadsItFirst(t *testing.T) {
	t.Parallel()
	for name, before := range map[string]func(o *office, digest sentLetter){
		"announced": func(*office, sentLetter) {},
		"released": func(o *office, digest sentLetter) {
			o.fail = []send.Outcome{{Result: send.Temporary, Verb: send.Rcpt, Code: 451}}
			o.reply(digest, "release 1")
		},
		"written out": func(o *office, _ sentLetter) {
			o.fail = []send.Outcome{{Result: send.Temporary, Verb: send.Rcpt, Code: 451}}
			o.until("Mon 13:00")
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := newLeaders(t)
			o.praised("nina", "Nina stayed an hour longer to find our luggage. She was wonderful.")
			digest := o.digestOf("Mon 07:30")
			before(o, digest)
			o.crown("vera@corp.example")
			o.skip()
			o.until("Mon 16:00")
			o.wantNothingTo("nina")
			o.skip()
			o.until("Tue 07:30")
			o.next("vera", "Nina Okafor")
			o.until("Tue 14:00")
			thanks := o.next("nina", "Maria Ferreira")
			if !strings.Contains(thanks.head.Get("From"), "vera@") || strings.Contains(thanks.text, "Cora") {
				t.Errorf("from %s:\n%s", thanks.head.Get("From"), thanks.text)
			}
			o.wantState(1, recognition.Thanked)
			if n := o.count("select count(*)::int from letters where kind = 'thank_you' and state = 'accepted'"); n != 1 {
				t.Errorf("%d thank-yous were taken", n)
			}
			o.skip()
		})
	}
}

// crown lets the settings name another CEO.
func (o *office) crown(address string) {
	o.desk.Settings.CEO = address
	o.desk.company = companyCache{}
}

// TestFormerCEOsOwnWords: what the former CEO wrote ends with them, also when it
// was written out; who leads now never reads it.
func TestFormerCEOsOwnWords(t *testing.T) {
	t.Parallel()
	for name, code := range map[string]int{"waiting": 0, "tried": 451} {
		t.Run(name, func(t *testing.T) {
			o := newLeaders(t)
			digest, _ := o.thanked()
			o.reply(digest, "thank 1: I, Cora, lost my own luggage there once.")
			o.skip()
			if code != 0 {
				o.fail = []send.Outcome{{Result: send.Temporary, Verb: send.Rcpt, Code: code}}
				o.advance(15 * time.Minute)
			}
			o.crown("vera@corp.example")
			o.advance(time.Hour)
			o.wantNothingTo("nina")
			o.wantNothingTo("vera")
			o.wantTouches(0)
			if told := o.next("pia", "thank Nina Okafor"); strings.Contains(told.text, "luggage there once") {
				t.Errorf("the CPO reads what the former CEO wrote:\n%s", told.text)
			}
			o.skip()
		})
	}
}
