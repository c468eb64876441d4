package promises

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
)

// stored: every mail in a watched folder has a byte-equal row (promise 1).
func (c *check) stored() {
	have := map[string]int{}
	for _, m := range c.mails {
		if m.Problem == "" && !m.TooLarge && !m.Forgotten {
			have[m.Mailbox+string(m.Raw)]++
		}
		if sum := sha256.Sum256(m.Raw); !bytes.Equal(sum[:], m.SHA256) && !m.Forgotten {
			c.broken(1, mailID(m.ID), "its bytes are not those that were stored")
		}
	}
	for _, d := range c.Delivered {
		key := d.Mailbox + string(d.Raw)
		if have[key]--; have[key] < 0 && !d.Gone {
			c.broken(1, "<"+messageID(d.Raw)+">", "a mail of %d bytes in mailbox %s has no row of the same bytes", len(d.Raw), d.Mailbox)
		}
	}
}

// invented: no row holds what was in no mailbox, such as half a mail (promise 1).
func (c *check) invented() {
	delivered := map[string]bool{}
	for _, d := range c.Delivered {
		delivered[d.Mailbox+string(d.Raw)] = true
	}
	for _, m := range c.mails {
		if !m.Forgotten && !m.TooLarge && m.Problem == "" && !delivered[m.Mailbox+string(m.Raw)] {
			c.broken(1, mailID(m.ID), "%d bytes are stored that no mailbox held", len(m.Raw))
		}
	}
}

// cursors: mail and cursor commit together (promise 3).
func (c *check) cursors() {
	for _, m := range c.mails {
		p, ok := c.places[m.Mailbox]
		if !ok || p.UIDValidity == m.UIDValidity && p.LastUID < m.UID {
			c.broken(3, mailID(m.ID), "it is stored under UID %d, and the cursor of %s stands at %d", m.UID, m.Mailbox, p.LastUID)
		}
	}
}

// dispositions: each stored mail was taken for one thing, with a reason, and for
// one that the truth allows (promise 2).
func (c *check) dispositions() {
	for _, m := range c.mails {
		switch {
		case m.Disposition == "":
			c.broken(2, mailID(m.ID), "nobody has read it")
			continue
		case strings.TrimSpace(m.Reason) == "":
			c.broken(2, mailID(m.ID), "it is %s, and nothing says why", m.Disposition)
		}
		var allowed []string
		for _, t := range c.truth[m.messageID] {
			if len(t.Truth.Dispositions) == 0 {
				allowed = nil
				break
			}
			allowed = append(allowed, t.Truth.Dispositions...)
		}
		again := (m.Disposition == "duplicate" || m.Disposition == "set_aside") && c.twins(m) > 1 // which of them counts is open
		if len(allowed) > 0 && !again && !slices.Contains(allowed, m.Disposition) {
			c.broken(2, mailID(m.ID), "a mail of the sort %q was taken for %s: %s", c.truth[m.messageID][0].Sort, m.Disposition, m.Reason)
		}
	}
	c.nominees()
}

// twins counts the rows of one Message-ID.
func (c *check) twins(m mailRow) (n int) {
	for _, other := range c.mails {
		if other.messageID == m.messageID {
			n++
		}
	}
	return n
}

// nominees: whom a mail praises has one nomination, and nobody else has
// (promises 2 and 4).
func (c *check) nominees() {
	count := map[string]int{} // Message-ID and nominee
	for _, n := range c.nominations {
		m := c.byID[n.InboundID]
		if m == nil {
			continue
		}
		key := m.messageID + " " + c.person(n.NomineeID)
		if count[key]++; count[key] == 2 {
			c.broken(4, n.String()+", "+mailID(m.ID), "the same mail opened two nominations of %s", c.person(n.NomineeID))
		}
		truth := c.truth[m.messageID]
		if len(truth) > 0 && !slices.Contains(truth[0].Truth.Nominees, c.person(n.NomineeID)) {
			c.broken(2, n.String()+", "+mailID(m.ID), "a mail of the sort %q nominated %q", truth[0].Sort, c.person(n.NomineeID))
		}
	}
	read := map[string]bool{}
	for _, m := range c.mails {
		read[m.messageID] = true
	}
	for id, truth := range c.truth {
		for _, nominee := range truth[0].Truth.Nominees {
			if read[id] && count[id+" "+nominee] == 0 {
				c.broken(2, "<"+id+">", "its praise of %s became no nomination", nominee)
			}
		}
	}
}

// effects: what followed from a mail is listed with it (promise 2).
func (c *check) effects() {
	for _, n := range c.nominations {
		if !c.nominated[n.ID] {
			c.broken(2, n.String(), "no effect of any mail names it")
		}
	}
	for _, id := range c.order {
		if l := c.letters[id]; l.InboundID != nil && !c.effectsOf[[2]int64{*l.InboundID, id}] {
			c.broken(2, letterID(id), "it is not among the effects of mail %d", *l.InboundID)
		}
	}
}

// once: one mail acts once, whichever way and however often it comes (promise 4).
func (c *check) once() {
	acted := map[string]int64{}
	for _, m := range c.mails {
		if m.messageID == "" || slices.Contains([]string{"", "duplicate", "set_aside", "machine", "bounce", "absence"}, m.Disposition) {
			continue
		}
		if first, ok := acted[m.messageID]; ok {
			c.broken(4, fmt.Sprintf("mails %d and %d", first, m.ID), "the same mail was taken for something twice")
		}
		acted[m.messageID] = m.ID
	}
}

// touches: the mailbox is touched only after the commit (promise 5).
func (c *check) touches() {
	for _, t := range c.Touched {
		c.broken(5, t, "it was touched before it was stored")
	}
}
