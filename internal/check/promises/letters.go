package promises

import (
	"bytes"
	"fmt"
	"net/mail"
	"strings"
	"time"

	"goodword/mail/mailtest"
)

// sameBytes: a letter sent again is byte for byte the same (promise 12).
func (c *check) sameBytes() {
	first := map[int64][]byte{}
	for _, a := range c.Accepted {
		l, ok := c.letterOf(a)
		if !ok {
			c.broken(12, a.Mark, "the server took a letter to %s that has no row", a.To)
			continue
		}
		kept, again := first[l.ID]
		if again && !bytes.Equal(kept, a.Raw) {
			c.broken(12, letterID(l.ID), "it was sent again with other bytes")
		}
		if l.Raw != nil && !bytes.Equal(l.Raw, a.Raw) {
			c.broken(12, letterID(l.ID), "what the server took is not what is kept")
		}
		first[l.ID] = a.Raw
	}
}

// overTheName: what leaves over the CEO's name goes to the nominee of an
// approved nomination, in the directory and in an allowed domain (promise 13).
func (c *check) overTheName() {
	for _, a := range c.Accepted {
		l, ok := c.letterOf(a)
		if !ok || writer(a) != c.CEO {
			continue
		}
		ids := letterID(l.ID)
		var n *nominationRow
		if l.NominationID != nil {
			n = c.byN[*l.NominationID]
		}
		switch {
		case n == nil:
			c.broken(13, ids, "a letter over the CEO's name is about no nomination")
		case !inDomain(a.To, c.Domains):
			c.broken(13, ids, "a letter over the CEO's name went to %s", a.To)
		case l.Kind == "thank_you" && !strings.EqualFold(c.person(l.PersonID), a.To):
			c.broken(13, ids, "a thank-you for %s went to %s", c.person(l.PersonID), a.To)
		case !c.approvedThen(l):
			c.broken(13, ids, "no approval of %s stood behind it when it left", n)
		}
	}
}

// writer is the address in From.
func writer(a mailtest.Accepted) string {
	m, err := mail.ReadMessage(bytes.NewReader(a.Raw))
	if err != nil {
		return ""
	}
	from, err := mail.ParseAddress(m.Header.Get("From"))
	if err != nil {
		return ""
	}
	return from.Address
}

// approvedThen says whether the approval a letter names stood when it began to leave.
func (c *check) approvedThen(l letterRow) bool {
	for _, d := range c.decided {
		if l.ApprovalID != nil && d.ID == *l.ApprovalID && d.NominationID == *l.NominationID && d.Answer == "approve" && l.SendingAt != nil {
			return !d.DecidedAt.After(*l.SendingAt) && (d.UndoneAt == nil || d.UndoneAt.After(*l.SendingAt))
		}
	}
	return false
}

// outsiders: no letter goes to an address outside that is not proven (promise 15).
func (c *check) outsiders() {
	known := map[string]bool{c.Operator: true, c.Service: true}
	for _, address := range c.people {
		known[address] = true
	}
	proven := map[string]bool{}
	for _, m := range c.Truth {
		proven[m.Truth.Outside] = true
	}
	for _, a := range c.Accepted {
		l, _ := c.letterOf(a)
		switch to := strings.ToLower(a.To); {
		case known[to]:
		case !proven[to]:
			c.broken(15, letterID(l.ID), "a %s letter went to %s, whom nothing proves", l.Kind, a.To)
		case l.Kind != "customer_answer" && l.Kind != "customer_heard":
			c.broken(15, letterID(l.ID), "a %s letter went to the customer %s", l.Kind, a.To)
		}
	}
}

// mostLetters is how many letters one mail causes at most: a forward of several
// originals is none of the day's mails.
const mostLetters = 12

// bounded: one mail in causes a bounded number of letters out (promise 16).
func (c *check) bounded() {
	count := map[int64]int{}
	for _, id := range c.order {
		if l := c.letters[id]; l.InboundID != nil {
			if count[*l.InboundID]++; count[*l.InboundID] == mostLetters+1 {
				c.broken(16, mailID(*l.InboundID), "it caused more than %d letters", mostLetters)
			}
		}
	}
}

// digests: one per date of the reader's zone (promise 18), by the dates that the
// letters themselves bear.
func (c *check) digests() {
	zone := c.Zone
	if zone == nil {
		zone = time.UTC
	}
	had := map[string]int64{}
	for _, a := range c.Accepted {
		l, ok := c.letterOf(a)
		if !ok || l.Kind != "digest" && l.Kind != "cpo" {
			continue
		}
		m, err := mail.ReadMessage(bytes.NewReader(a.Raw))
		if err != nil {
			continue
		}
		at, err := m.Header.Date()
		if err != nil {
			c.broken(18, letterID(l.ID), "the digest bears no date: %v", err)
			continue
		}
		day := l.Kind + " of " + at.In(zone).Format(time.DateOnly)
		if first, again := had[day]; again && first != l.ID {
			c.broken(18, fmt.Sprintf("letters %d and %d", first, l.ID), "there are two for the %s", day)
		}
		had[day] = l.ID
	}
}
