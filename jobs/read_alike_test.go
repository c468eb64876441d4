package jobs

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"goodword/internal/store"
	"goodword/mail/fetch"
	"goodword/mail/send"
)

// alikeMails are mails that meet each other when they are read: copies, the same words
// again, two letters of a customer's on one day; and one of each kind that is read
// together. The first is read before the others. "ID" stands for a Message-ID of its own.
func alikeMails() []string {
	colleague := func(from, id, subject, words string) string {
		return fmt.Sprintf(proven, "corp.example") + "Message-ID: <" + id + "@corp.example>\r\n" + praised(from, subject, words)
	}
	guest := func(id, subject, words string) string {
		return fmt.Sprintf(proven, "customer.test") + "Message-ID: <" + id + "@customer.test>\r\nFrom: Eva Moon <eva@customer.test>\r\nTo: " + compliments +
			"\r\nSubject: " + subject + "\r\n\r\n" + words + "\r\n"
	}
	const ring = "Nina Okafor found a guest's ring in the drain and brought it to the station, which made their week. Thank you!"
	const cook = "Otto Brandt cooked for a guest at night and saved the company a large bill of 4000 euros. Wonderful, thank you!"
	return []string{
		colleague("vera", "before", "Otto", cook),
		colleague("dana", "one", "Nina", ring),
		colleague("dana", "one", "Nina", ring),                        // the very same
		"X-Way: another\r\n" + colleague("dana", "one", "Nina", ring), // the same over another way
		colleague("dana", "one", "Nina", ring+" And more."),           // its Message-ID with other words
		colleague("dana", "two", "Nina once more", ring),              // its words once more
		colleague("vera", "three", "Otto", cook),                      // words that are stored
		colleague("vera", "three", "Otto", cook),                      // its copy
		colleague("dana", "four", "Two of them", "Nick Tanner and Otto Brandt carried a guest's piano upstairs. Thank you both!"),
		colleague("dana", "five", "Somebody", "Somebody at the desk was so kind to a guest with a broken arm. Thank you!"),
		colleague("dana", "six", "Nick #ownership", "Nick Tanner stayed late and was so kind to a guest's mother. Thank you!"),
		colleague("dana", "seven", "Nick", "Nick Tanner drove a guest to the hospital at night. Thank you!\r\n\r\nalso: otto@corp.example"),
		colleague("ghost", "eight", "Nina", "Nina Okafor was very kind. Thank you!"),
		"List-Id: <all.corp.example>\r\nPrecedence: bulk\r\n" + colleague("vera", "nine", "News", "The canteen is closed."),
		"Auto-Submitted: auto-replied\r\n" + colleague("max", "machine", "Automatic reply", "I am out of the office with limited access to mail."),
		send.MarkHeader + ": letter-1\r\n" + colleague("max", "mark", "Nina", "Nina Okafor was kind. Thank you!"),
		fmt.Sprintf(proven, "elsewhere.test") + "From: Mail Delivery System <mailer-daemon@elsewhere.test>\r\nTo: " + nominations + "\r\nSubject: Undelivered Mail\r\n" +
			"Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nNo such person.\r\n--b\r\n" +
			"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; elsewhere.test\r\n\r\nFinal-Recipient: rfc822; nobody@elsewhere.test\r\nAction: failed\r\nStatus: 5.1.1\r\n--b--\r\n",
		guest("ten", "Thank you", "Nina Okafor was so kind and patient with my mother at the desk. Thank you so much, we will come back!"),
		guest("eleven", "Thank you again", "Nick Tanner was wonderful too, he carried all of our bags in the rain. Thank you so much!"),
		guest("twelve", "Complaint", "Otto Brandt was rude to us and the soup was cold. This was terrible and I want my money back."),
		guest("thirteen", "A question", "Could you tell me at what time the ticket office opens on Sundays?"),
	}
}

// written is what reading wrote, without the numbers that nobody reads.
var written = []string{
	`select concat_ws(' | ', uid, disposition, kind, tone, language, subject, from_address, message_id, vouched, vouched_by, encode(content_hash, 'hex'), regexp_replace(reason, '\d+', '#', 'g'), read_at) from inbound order by uid`,
	`select concat_ws(' | ', i.uid, nominee.name, nominator.name, n.state, n.reason, n.customer_name, n.customer_address, n.proof, n.subject, n.compliment,
		encode(n.compliment_hash, 'hex'), n.note, n.language, n.tone, n.evidence, n.behaviour, n.behaviour_words, n.behaviour_by, n.level, n.level_words, n.touchpoint,
		n.opened_at, n.changed_at, n.asked_at, n.remind_at, n.escalate_at, n.lapse_at, n.beside_id is null, n.waits_since)
		from nominations n join inbound i on i.id = n.inbound_id left join people nominee on nominee.id = n.nominee_id left join people nominator on nominator.id = n.nominator_id
		order by i.uid, nominee.name`,
	`select concat_ws(' | ', i.uid, nominee.name, p.name, other.name, a.why, a.by_digest, a.confirmation, a.asked_at, about.name, a.closed_at)
		from asks a join nominations n on n.id = a.nomination_id join inbound i on i.id = n.inbound_id join people p on p.id = a.person_id
		left join people other on other.id = a.on_behalf_of left join people nominee on nominee.id = n.nominee_id left join people about on about.id = a.nominee_id
		order by i.uid, nominee.name, p.name`,
	`select concat_ws(' | ', i.uid, l.kind, regexp_replace(l.slot, '\d+', '#', 'g'), l.over_name, nominee.name, p.name, l.to_address, l.language, l.wording,
		regexp_replace(l.args::text, '\d+', '#', 'g'), l.state, l.not_before, l.queued_at)
		from letters l join inbound i on i.id = l.inbound_id left join nominations n on n.id = l.nomination_id left join people nominee on nominee.id = n.nominee_id
		left join people p on p.id = l.person_id order by i.uid, l.kind, nominee.name, l.to_address`,
	`select concat_ws(' | ', i.uid, encode(c.words_hash, 'hex'), m.name, e.name, c.site, c.theme, c.behaviour, c.customer_name, c.words, c.language, c.received_at, c.opened_at)
		from challenges c join inbound i on i.id = c.inbound_id left join people m on m.id = c.manager_id left join people e on e.id = c.employee_id order by i.uid`,
	`select concat_ws(' | ', i.uid, nominee.name, l.kind, regexp_replace(f.what, '\d+', '#', 'g'), f.happened_at)
		from effects f join inbound i on i.id = f.inbound_id left join nominations n on n.id = f.nomination_id left join people nominee on nominee.id = n.nominee_id
		left join letters l on l.id = f.letter_id order by i.uid, f.id`,
	`select concat_ws(' | ', i.uid, a.what, a.who, nominee.name, a.letter_id is null, regexp_replace(a.detail, '\d+', '#', 'g'), a.happened_at)
		from audit a join inbound i on i.id = a.inbound_id left join nominations n on n.id = a.nomination_id left join people nominee on nominee.id = n.nominee_id
		order by i.uid, a.id`,
	`select concat_ws(' | ', what, name, sum(n)) from (select what, now as name, 1 as n from tally_changes where now is not null
		union all select what, was, -1 from tally_changes where was is not null) c group by what, name having sum(n) <> 0 order by what, name`,
}

// readAlike stores the mails, reads them as a job does in so many a job, and gives what that wrote.
func readAlike(o *office, each int) (all []string) {
	b := fetch.Batch{UIDValidity: 1}
	for _, raw := range alikeMails() {
		o.uid++
		raw = "Date: " + o.clock.Add(-time.Hour).Format(time.RFC1123Z) + "\r\n" + raw
		b.Mails = append(b.Mails, fetch.Mail{UID: o.uid, InternalDate: o.clock, Size: int64(len(raw)), Raw: []byte(raw)})
	}
	if err := o.desk.Inbox().Receive(o.t.Context(), "compliments", b); err != nil {
		o.t.Fatal(err)
	}
	ids := o.arrive() // those that are not read yet
	o.work(ids[:1])
	for part := range slices.Chunk(ids[1:], each) {
		o.work(part)
	}
	if each > 1 {
		if got := o.transactions(ids); got != 2 {
			o.t.Errorf("the mails were read in %d transactions, want one for the first and one for the others", got)
		}
	}
	o.in(func(tx store.Tx) error {
		for _, sql := range written {
			rows, err := tx.Query(o.t.Context(), sql)
			if err != nil {
				return err
			}
			for rows.Next() {
				var line string
				if err := rows.Scan(&line); err != nil {
					return err
				}
				all = append(all, line)
			}
			if err := rows.Err(); err != nil {
				return err
			}
		}
		_, err := store.VerifyAudit(o.t.Context(), tx)
		return err
	})
	o.run()
	o.skip()
	return all
}

// Mails that are read together cause what each of them causes when it is read alone.
func TestTogetherIsAsAlone(t *testing.T) {
	var together, alone []string
	t.Run("read", func(t *testing.T) {
		t.Run("together", func(t *testing.T) { together = readAlike(newOffice(t), len(alikeMails())) })
		t.Run("alone", func(t *testing.T) { alone = readAlike(newOffice(t), 1) })
	})
	if len(alone) < 100 {
		t.Fatalf("reading wrote %d rows only", len(alone))
	}
	for _, line := range together {
		if !slices.Contains(alone, line) {
			t.Errorf("only together:\n%s", line)
		}
	}
	for _, line := range alone {
		if !slices.Contains(together, line) {
			t.Errorf("only alone:\n%s", line)
		}
	}
	if len(together) != len(alone) {
		t.Errorf("%d rows together, %d alone", len(together), len(alone))
	}
	if !strings.Contains(strings.Join(together, "\n"), "nothing new") {
		t.Error("no mail brought words that were there already")
	}
}
