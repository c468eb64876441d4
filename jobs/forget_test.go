package jobs

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
	"goodword/mail/send"
)

const (
	tom      = "tom.weatherby@customer.test"
	tomsWord = "Nina Okafor ran after our taxi with the blue hat my late father gave me, all the way to the bridge."
)

// dump is everything that stands in the database, each value by its place.
// Mails are read as well: what is encoded is there all the same.
func (o *office) dump() map[string]string {
	o.t.Helper()
	all := map[string]string{}
	rows, err := o.desk.Pool.Query(o.t.Context(), `select table_name, column_name, data_type from information_schema.columns
		where table_schema = 'goodword' and (data_type in ('text', 'character varying', 'jsonb', 'json', 'ARRAY', 'bytea', 'USER-DEFINED'))`)
	if err != nil {
		o.t.Fatal(err)
	}
	var columns [][3]string
	for rows.Next() {
		var c [3]string
		if err := rows.Scan(&c[0], &c[1], &c[2]); err != nil {
			o.t.Fatal(err)
		}
		columns = append(columns, c)
	}
	for _, c := range columns {
		value := fmt.Sprintf("%q::text", c[1])
		if c[2] == "bytea" {
			value = fmt.Sprintf("%q", c[1])
		}
		rows, err := o.desk.Pool.Query(o.t.Context(), fmt.Sprintf("select ctid::text, %s from %q where %q is not null", value, c[0], c[1]))
		if err != nil {
			o.t.Fatal(err)
		}
		for rows.Next() {
			var at string
			var raw []byte
			if err := rows.Scan(&at, &raw); err != nil {
				o.t.Fatal(err)
			}
			said := string(raw)
			if c[1] == "raw" {
				said += "\n" + textOf(raw)
			}
			all[c[0]+"."+c[1]+at] = strings.ToLower(strings.Join(strings.Fields(said), " "))
		}
		if rows.Err() != nil {
			o.t.Fatal(rows.Err())
		}
	}
	return all
}

// holding lists where in the database any of these stand.
func (o *office) holding(words ...string) (places []string) {
	for at, said := range o.dump() {
		for _, word := range words {
			if strings.Contains(said, strings.ToLower(word)) {
				places = append(places, fmt.Sprintf("%s holds %q: %.200s", at, word, said))
			}
		}
	}
	return places
}

// known is a day with Tom in it, and with other customers who must stay.
func (o *office) known() {
	o.t.Helper()
	// Tom writes himself, an employee forwards him, and he complains.
	o.deliver("compliments", proven, "Tom Weatherby <"+tom+">", "To: "+compliments+"\r\nSubject: The blue hat\r\n", tomsWord+"\nPlease thank her. Tom")
	o.deliver("compliments", forged, "Tom Weatherby <"+tom+">", "To: "+compliments+"\r\nSubject: Your bridge\r\n",
		"I am very unhappy. The lift at your bridge was broken all week and nobody answered the telephone. This is unacceptable.")
	o.forward("dana", "for: otto@corp.example", "Tom Weatherby <"+tom+">", "Otto Brandt cooked my little one a plain rice pudding long after the kitchen had closed for the night.")
	o.forward("dana", "for: nick@corp.example", "Wilma Stern <wilma@other.test>", "Nick Tanner found my ring in the drain and brought it to the station himself.")
	// The manager answers with all of it quoted; the CEO answers the digest.
	o.reply(o.next("max", "blue hat"), "Approved. She is wonderful like that.")
	o.reply(o.next("max", "ring in the drain"), "Approve")
	o.reply(o.next("max", "rice pudding"), "What a nice story, let me think about it.")
	o.until("Tue 07:30")
	o.reply(o.next("cora", "go out in your name"), "hold 2")
	o.until("Wed 07:30")
	o.skip()
}

// TestForget greps the whole database after a customer is forgotten.
func TestForget(t *testing.T) {
	o := newOffice(t)
	o.known()
	o.exec("insert into river_job (kind, max_attempts, args, errors) values ('read', 1, '{\"mails\": [1]}', array['{\"error\": \"read the mail of Tom Weatherby <" + tom + ">\"}'::jsonb])")
	o.exec("insert into troubles (about, first_at, last_at, what) values ('letter:9', now(), now(), 'customer_answer letter to " + tom + ": 550')")
	words := []string{tom, "weatherby", "blue hat", "late father", "rice pudding", "lift at your bridge"}
	for _, word := range words {
		if len(o.holding(word)) == 0 {
			t.Fatalf("the test would not see %q", word)
		}
	}
	before := o.dump()
	dry, err := o.desk.Forget(t.Context(), "Tom.Weatherby@Customer.test", "operator", false, true)
	if err != nil {
		t.Fatal(err)
	}
	if after := o.dump(); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Error("a dry run changed something")
	}
	done, err := o.desk.Forget(t.Context(), tom, "operator", false, false)
	if err != nil {
		t.Fatal(err)
	}
	if len(dry.Going) != dry.Mails || len(dry.Quoters) != dry.Quoting || !strings.Contains(fmt.Sprint(dry.Going), "dana@corp.example Fwd: Thank you") {
		t.Errorf("the dry run names %+v and %+v", dry.Going, dry.Quoters)
	}
	dry.Going, dry.Quoters = nil, nil
	if fmt.Sprintf("%+v", done) != fmt.Sprintf("%+v", dry) {
		t.Errorf("the dry run said %+v, and it was %+v", dry, done)
	}
	if done.Mails != 3 || done.Quoting < 2 || len(done.Staying) > 0 || done.Nominations != 2 || done.Withdrawn == 0 || done.Letters < 5 || done.Sealed == 0 || done.OnTheirWay != 0 {
		t.Errorf("forgotten: %+v", done)
	}
	for _, place := range o.holding(words...) {
		t.Error(place)
	}
	for _, stays := range []string{"wilma@other.test", "wilma stern", "ring in the drain"} {
		if len(o.holding(stays)) == 0 {
			t.Errorf("%q is gone too", stays)
		}
	}
	again, err := o.desk.Forget(t.Context(), tom, "operator", false, false)
	if err != nil || again.Mails+again.Nominations+again.Letters+again.Scrubbed != 0 {
		t.Errorf("once more: %+v, %v", again, err)
	}
	// Life goes on: what waited is taken back, and nothing falls over what is gone.
	o.until("Fri 07:30")
	o.wantState(1, recognition.Thanked)
	o.until("Mon 07:30")
	if problems := o.problems(); len(problems) > 0 {
		t.Error(problems)
	}
	for _, place := range o.holding(words...) {
		t.Error(place)
	}
	o.skip()
}

// TestForgetRefuses: nobody forgets an employee, or the company's own address, by mistake.
func TestForgetRefuses(t *testing.T) {
	o := newOffice(t)
	for who, employee := range map[string]bool{"max@corp.example": false, "somebody@corp.example": false, nominations: false, "max": false,
		"tom@customer.test": true, "nina@corp.example": true} {
		if f, err := o.desk.Forget(t.Context(), who, "operator", employee, false); err == nil {
			t.Errorf("%s: %+v", who, f)
		}
	}
}

// TestForgetLeaver: somebody who left is forgotten as a person; what customers
// said stays with the company, without their name.
func TestForgetLeaver(t *testing.T) {
	o := newOffice(t)
	o.known()
	o.exec("update people set active = false where address = 'nina@corp.example'")
	done, err := o.desk.Forget(t.Context(), "nina@corp.example", "operator", true, false)
	if err != nil {
		t.Fatal(err)
	}
	if !done.Employee || done.Letters == 0 {
		t.Errorf("forgotten: %+v", done)
	}
	for at, said := range o.dump() {
		if strings.Contains(said, "nina") && !strings.Contains(at, ".raw") && !strings.HasPrefix(at, "audit.detail") {
			t.Errorf("%s: %.200s", at, said)
		}
	}
	if len(o.holding("blue hat")) == 0 {
		t.Error("the customer's words are gone")
	}
	o.until("Fri 07:30")
	o.skip()
}

// TestForgetTellsNamesakesApart: a name alone forgets nobody else.
func TestForgetTellsNamesakesApart(t *testing.T) {
	o := newOffice(t)
	o.forward("dana", "for: nina@corp.example", "Max Reid <max.reid@customer.test>", "Nina carried my cello up four flights of stairs when the lift had stopped.")
	o.forward("dana", "for: nick@corp.example", "Eva Moon <eva@first.test>", "Nick stayed with me until the ambulance had come and gone.")
	o.forward("dana", "for: otto@corp.example", "Eva Moon <eva@second.test>", "Otto baked a cake without eggs for the whole table.")
	for _, who := range []string{"max.reid@customer.test", "eva@first.test"} {
		if _, err := o.desk.Forget(t.Context(), who, "operator", false, false); err != nil {
			t.Fatal(err)
		}
	}
	for _, gone := range []string{"cello", "ambulance", "max.reid@customer.test", "eva@first.test"} {
		for _, place := range o.holding(gone) {
			t.Error(place)
		}
	}
	for _, stays := range []string{"without eggs", "eva@second.test", "eva moon", "max@corp.example", "max reid"} {
		if len(o.holding(stays)) == 0 {
			t.Errorf("%q is gone", stays)
		}
	}
	o.skip()
}

// TestForgetWhileUnknown: a thank-you of which nobody knows is forgotten too,
// and a report that comes later does no harm.
func TestForgetWhileUnknown(t *testing.T) {
	o := newOffice(t)
	o.forward("dana", "for: nina@corp.example", "Tom Weatherby <"+tom+">", tomsWord)
	o.reply(o.next("max", "blue hat"), "Approved")
	o.until("Mon 12:50")
	o.fail = []send.Outcome{{Result: send.Unknown, Verb: send.Dot}}
	o.until("Mon 13:00")
	o.wantState(1, recognition.Stuck)
	var raw []byte
	if err := o.desk.Pool.QueryRow(t.Context(), "select raw from letters where kind = 'thank_you'").Scan(&raw); err != nil {
		t.Fatal(err)
	}
	if _, err := o.desk.Forget(t.Context(), tom, "operator", false, false); err != nil {
		t.Fatal(err)
	}
	for _, place := range o.holding(tom, "weatherby", "blue hat") {
		t.Error(place)
	}
	_, back, _ := strings.Cut(string(raw), returnHeader+": ")
	back, _, _ = strings.Cut(back, "\r\n")
	o.wantTaken(o.put("nominations", bounceOf(sentLetter{from: back, to: "nina@corp.example"})), recognition.TakenBounce)
	o.wantState(1, recognition.Withdrawn)
	o.advance(48 * time.Hour)
	o.wantState(1, recognition.Withdrawn)
	o.skip()
}
