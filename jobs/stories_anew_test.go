package jobs

import (
	"testing"
	"time"

	"goodword/mail/send"
)

// failing lets the relay put everything off.
func (o *office) failing() {
	for range 60 {
		o.fail = append(o.fail, send.Outcome{Result: send.Temporary, Verb: send.Dot, Code: 451})
	}
}

// TestTakenBackWhileItWaits: what is taken back stays out of letters that have
// their bytes, however often and whenever that happens; two lists read two
// stories.
func TestTakenBackWhileItWaits(t *testing.T) {
	const both = "everyone@corp.example"
	for name, c := range map[string]struct {
		back   func(o *office, thanks sentLetter)
		nick   bool // his story is still told
		nobody bool // nobody reads anything
	}{
		"twice": {back: func(o *office, thanks sentLetter) {
			o.reply(thanks, "no")
			o.advance(10 * time.Minute)
			o.counts("letters written anew", "select count(*) from letters where kind = 'stories' and state = 'queued' and raw is not null and args->'Stories' = '[2]'", 2)
			o.agree(2, false)
		}},
		"while one is submitted": {nick: true, back: func(o *office, thanks sentLetter) {
			o.exec("update letters set state = 'sending', sending_at = '" + o.clock.Format(time.RFC3339) + "' where id = (select min(id) from letters where kind = 'stories')")
			o.reply(thanks, "no")
			o.counts("letters that still tell it", "select count(*) from letters where kind = 'stories' and state in ('queued', 'sending') and args->'Stories' @> '1'", 1)
			o.exec("update letters set state = 'queued' where state = 'sending' and kind = 'stories'")
		}},
		"forgotten": {nick: true, back: func(o *office, _ sentLetter) {
			if _, err := o.desk.Forget(o.t.Context(), "ruth@customer.test", "operator", false, false); err != nil {
				o.t.Fatal(err)
			}
			o.advance(time.Minute)
			o.counts("bytes with forgotten words", "select count(*) from letters where kind = 'stories' and raw is not null and args->'Stories' @> '1'", 0)
		}},
		"after they may have left": {nobody: true, back: func(o *office, thanks sentLetter) {
			o.exec("update letters set outcome = 'unknown at .' where kind = 'stories'")
			o.reply(thanks, "no")
		}},
	} {
		t.Run(name, func(t *testing.T) {
			o := newTelling(t)
			o.desk.Settings.StoryLists = append(o.desk.Settings.StoryLists, StoryList{both, "en"})
			thanks, heard := o.praisedByRuth()
			o.reply(thanks, "yes")
			o.reply(heard, "yes")
			o.forward("dana", "for: nick@corp.example", happy, "Nick stayed with us for three hours, after our luggage had been lost, until it was found.")
			o.reply(o.next("max", "luggage"), "approve")
			o.agree(2, true)
			letter, _ := o.published()
			o.publishes(2)
			o.reply(letter, "challenge: learn one guest's name a day")
			o.until("Thu 07:20")
			o.skip()
			o.failing()
			o.until("Thu 07:30")
			o.counts("letters that wait with their bytes", "select count(*) from letters where kind = 'stories' and state = 'queued' and raw is not null and args->'Stories' = '[1, 2]'", 2)
			c.back(o, thanks)
			o.fail = nil
			o.advance(10 * time.Minute)
			o.advance(6 * time.Hour)
			for _, list := range []string{"everybody", "everyone"} {
				if c.nobody {
					continue
				}
				told := o.next(list, "This week’s challenge")
				silent(t, told, "taxi", "Nina")
				if c.nick {
					says(t, told, "luggage")
				} else {
					silent(t, told, "luggage", "Nick")
				}
			}
			for _, l := range o.sent[o.taken:] {
				if l.to == everybody || l.to == both {
					t.Errorf("it reads, too:\n%s", l.text)
				}
			}
			o.skip()
		})
	}
}
