package jobs

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

const (
	adam  = "Adam Finch <adam@first.test>"
	maria = "Maria Ferreira <maria@second.test>"
)

// rows is all that a table holds of some rows, to be compared.
func (o *office) rows(sql string, args ...any) (all []string) {
	o.t.Helper()
	rows, err := o.desk.Pool.Query(o.t.Context(), sql, args...)
	if err != nil {
		o.t.Fatal(err)
	}
	for rows.Next() {
		values, err := rows.Values()
		if err != nil {
			o.t.Fatal(err)
		}
		all = append(all, fmt.Sprint(values...))
	}
	if rows.Err() != nil {
		o.t.Fatal(rows.Err())
	}
	return all
}

// mailsAs gives all of these mails, bytes and mailbox included.
func (o *office) mailsAs(ids ...int64) string {
	return fmt.Sprint(o.rows("select to_jsonb(i)::text from inbound i where id = any($1) order by id", ids))
}

// wordsOf is all that stands in the nominations of a customer, and in what follows from those.
func (o *office) wordsOf(address string) string {
	return fmt.Sprint(o.rows("select to_jsonb(n)::text from nominations n where customer_address = $1 order by id", address),
		o.rows("select to_jsonb(a)::text from audit a join nominations n on n.id = a.nomination_id where customer_address = $1 order by a.id", address),
		o.rows("select to_jsonb(e)::text from effects e join nominations n on n.id = e.nomination_id where customer_address = $1 order by e.id", address),
		o.rows("select to_jsonb(l)::text from letters l join nominations n on n.id = l.nomination_id where customer_address = $1 order by l.id", address))
}

func (o *office) unchanged(what, before, after string) {
	o.t.Helper()
	if before != after {
		o.t.Errorf("%s has changed from\n%s\nto\n%s", what, before, after)
	}
}

func (o *office) forgets(address string, dry bool) Forgotten {
	o.t.Helper()
	f, err := o.desk.Forget(o.t.Context(), address, "operator", false, dry)
	if err != nil {
		o.t.Fatal(err)
	}
	return f
}

// TestForgetSharedFooter: a footer that both quote or send, and phrases that
// everybody writes, are nobody's own.
func TestForgetSharedFooter(t *testing.T) {
	const (
		foot  = "This message is confidential and only intended for the recipient to whom it is addressed"
		offer = "Book your winter weekend at the lake before Advent and have breakfast on us"
		stock = "Thank you so very much for everything that you have done for all of us during our stay"
	)
	for name, words := range map[string]string{
		"quoted": "Nina was great to us. " + stock + ".\n\nOn Mon, 16 Nov 2026 at 09:00, Corp Hotels wrote:\n> Your booking is confirmed.\n> " + offer + ".\n> " + foot + ".\n",
		"below":  "Nina was great to us. " + stock + ".\n\n" + offer + ".\n\n" + foot + ".\n",
		"signed": "Nina was great to us. " + stock + ".\n\n-- \nAdam\n" + offer + ".\n" + foot + ".\n",
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.deliver("compliments", proven, adam, "To: "+compliments+"\r\nSubject: thanks\r\n", words)
			hers := o.forward("dana", "for: nick@corp.example", maria, "Nick carried our bags through the snow. "+stock+".\n\n"+offer+".\n\n"+foot+".")
			answer := o.reply(o.next("max", "through the snow"), "approve")
			before, rows := o.mailsAs(hers, answer), o.wordsOf("maria@second.test")
			f := o.forgets("adam@first.test", false)
			if f.Mails != 1 || f.Quoting+len(f.Staying) != 0 || f.Nominations != 1 {
				t.Errorf("forgotten: %+v", f)
			}
			o.unchanged("Maria's and Max's mail", before, o.mailsAs(hers, answer))
			o.unchanged("what is Maria's", rows, o.wordsOf("maria@second.test"))
			o.skip()
			o.until("Mon 14:00")
			if thanks := o.next("nick", "through the snow").flat(); !strings.Contains(thanks, stock) || strings.Contains(thanks, "forgotten") {
				t.Errorf("Maria's thank-you:\n%s", thanks)
			}
			for _, place := range o.holding("adam@first.test", "adam finch", "nina was great") {
				t.Error(place)
			}
			o.skip()
		})
	}
}

// TestForgetWhoQuoteEachOther: what a customer quotes does not become theirs, and
// who quotes them keeps their mail, which is listed.
func TestForgetWhoQuoteEachOther(t *testing.T) {
	o := newOffice(t)
	const (
		his  = "Nina Okafor waited with our daughter at the empty station until the very last train had come in"
		hers = "Nick Tanner drove all the way back to the harbour at night to bring us the forgotten passports"
	)
	head := "To: " + compliments + "\r\nSubject: Re: our trip\r\n"
	a := o.deliver("compliments", proven, adam, head, his+".\n\nOn Sun, 15 Nov 2026 at 18:20, Maria Ferreira <maria@second.test> wrote:\n> "+hers+".\n")
	m := o.deliver("compliments", proven, maria, head, hers+".\n\nOn Sun, 15 Nov 2026 at 19:20, Adam Finch <adam@first.test> wrote:\n> "+his+".\n")
	o.skip()
	before, rows := o.mailsAs(m), o.wordsOf("maria@second.test")
	dry := o.forgets("adam@first.test", true)
	if len(dry.Going) != 1 || dry.Going[0].ID != a || dry.Going[0].From != "adam@first.test" || dry.Going[0].Subject != "Re: our trip" {
		t.Errorf("would go: %+v", dry.Going)
	}
	f := o.forgets("adam@first.test", false)
	if len(f.Staying) != 1 || f.Staying[0].ID != m || f.Staying[0].From != "maria@second.test" || f.Mails != 1 || f.Quoting != 0 {
		t.Errorf("forgotten: %+v", f)
	}
	o.unchanged("Maria's mail", before, o.mailsAs(m))
	o.unchanged("what is Maria's", rows, o.wordsOf("maria@second.test"))
	if o.count("select count(*)::int from inbound where expunge_at is not null") != 1 {
		t.Error("another mail than Adam's is removed from its mailbox")
	}
	// Then Maria too: her mail goes.
	o.forgets("maria@second.test", false)
	for _, place := range o.holding("adam@first.test", "maria@second.test", "ferreira", "empty station", "harbour at night") {
		t.Error(place)
	}
}

// TestForgetOneOfTwo: a colleague's mail that passes on two customers stays in
// its mailbox; the other one's praise goes its way whole.
func TestForgetOneOfTwo(t *testing.T) {
	o := newOffice(t)
	part := func(from, words string) string {
		return "--b\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\nFrom: " + from + "\r\nTo: desk@corp.example\r\nSubject: Thanks\r\n" +
			"Date: Sun, 15 Nov 2026 18:20:00 +0000\r\nMessage-ID: <" + from[:4] + "@customers.test>\r\n\r\n" + words + "\r\n"
	}
	id := o.put("nominations", "Authentication-Results: mx.corp.example; dmarc=pass header.from=corp.example\r\nFrom: Dana Holt <dana@corp.example>\r\nTo: "+nominations+"\r\n"+
		"Subject: two guests\r\nDate: Mon, 16 Nov 2026 09:00:00 +0000\r\nMessage-ID: <guests@corp.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"+
		"--b\r\nContent-Type: text/plain\r\n\r\nBoth came today.\r\n"+
		part(adam, "Nina Okafor was wonderful, she sat with my mother through the whole storm.")+
		part(maria, "Nick Tanner was wonderful, he repaired the wheel of our pram on his knees.")+"--b--\r\n")
	o.reply(o.next("max", "pram"), "approve")
	o.skip()
	rows := o.wordsOf("maria@second.test")
	dry := o.forgets("adam@first.test", true)
	if len(dry.Quoters) != 1 || dry.Quoters[0].ID != id || dry.Quoters[0].From != "dana@corp.example" || len(dry.Going) != 0 {
		t.Errorf("would go: %+v, %+v", dry.Going, dry.Quoters)
	}
	o.forgets("adam@first.test", false)
	o.unchanged("what is Maria's", rows, o.wordsOf("maria@second.test"))
	if o.count("select count(*)::int from inbound where expunge_at is not null or disposition is null or from_address is null") != 0 {
		t.Error("Dana's mail is removed from its mailbox, or forgotten whole")
	}
	for _, place := range o.holding("adam@first.test", "adam finch", "whole storm") {
		t.Error(place)
	}
	o.until("Mon 14:00")
	if thanks := o.next("nick", "pram").flat(); !strings.Contains(thanks, "repaired the wheel of our pram on his knees") {
		t.Errorf("Maria's thank-you:\n%s", thanks)
	}
	// Retention still comes for the rest of it.
	o.advance(401 * 24 * time.Hour)
	if o.count(fmt.Sprintf("select count(*)::int from inbound where id = %d and forgotten_at is not null and from_address is null", id)) != 1 {
		t.Error("Dana's mail is kept for ever")
	}
	o.skip()
}

// TestForgetBeforeAThankYouLeaves: words that another's thank-you is about to
// leave with are not touched, even where they bear the address.
func TestForgetBeforeAThankYouLeaves(t *testing.T) {
	o := newOffice(t)
	o.deliver("compliments", proven, adam, "To: "+compliments+"\r\nSubject: thanks\r\n", "Nina Okafor found the ring of my grandmother in the garden, on her knees, with a torch.")
	o.reply(o.next("max", "grandmother"), "approve")
	hers := o.forward("dana", "for: nick@corp.example", maria, "Nick Tanner carried all of our luggage. Ask my travelling friend adam@first.test, who saw it too.")
	o.reply(o.next("max", "luggage"), "approve")
	o.skip()
	before := o.rows("select compliment from nominations where customer_address = 'maria@second.test'")
	f := o.forgets("adam@first.test", false)
	if f.Cancelled == 0 || f.Withdrawn != 1 {
		t.Errorf("Adam's own thank-you is not cancelled: %+v", f)
	}
	if len(f.Staying) != 1 || f.Staying[0].ID != hers {
		t.Errorf("left as they are: %+v", f.Staying)
	}
	if after := o.rows("select compliment from nominations where customer_address = 'maria@second.test'"); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("Maria's words are now %q", after)
	}
	o.until("Mon 14:00")
	thanks := o.next("nick", "luggage").flat()
	if !strings.Contains(thanks, "who saw it too") || strings.Contains(thanks, "forgotten") {
		t.Errorf("Maria's thank-you:\n%s", thanks)
	}
	for _, l := range o.sent[o.taken:] {
		if strings.HasPrefix(l.to, "nina@") {
			t.Errorf("a letter left to Nina: %s", l.text)
		}
	}
	// Once it has left, the address alone is replaced.
	o.forgets("adam@first.test", false)
	if got := fmt.Sprint(o.rows("select compliment from nominations where customer_address = 'maria@second.test'")); strings.Contains(got, "adam@") || !strings.Contains(got, "my travelling friend forgotten, who saw it too") {
		t.Errorf("afterwards: %s", got)
	}
	o.skip()
}
