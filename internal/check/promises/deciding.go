package promises

import (
	"fmt"
	"slices"
	"strings"
)

// decisions: each was made by the right person in a mail that says so, and
// nothing else decided anything (promises 7 and 9).
func (c *check) decisions() {
	for _, d := range c.decided {
		m, n := c.byID[d.InboundID], c.byN[d.NominationID]
		if m == nil || n == nil {
			c.broken(7, fmt.Sprint("decision ", d.ID), "its mail or its nomination is not there")
			continue
		}
		ids, by := n.String()+", "+mailID(m.ID), c.people[d.PersonID]
		truth := c.truth[m.messageID]
		if len(truth) == 0 {
			c.broken(7, ids, "%s of %s was decided by a mail that nobody of the day wrote", d.Answer, n)
			continue
		}
		t := truth[0].Truth
		switch {
		case m.Disposition != "decision":
			c.broken(7, ids, "a mail decided that was taken for %s", m.Disposition)
		case truth[0].Sort == "absence" || truth[0].Sort == "machine":
			c.broken(9, ids, "a machine's mail decided (%s)", d.Answer)
		case t.Decides != d.Answer:
			c.broken(7, ids, "a mail of the sort %q that decides %q was taken for %q", truth[0].Sort, t.Decides, d.Answer)
		case t.By != by:
			c.broken(7, ids, "it was decided by %s, and the mail is of %s", by, t.By)
		case t.Nomination != n.String():
			c.broken(7, ids, "the mail answers %s", t.Nomination)
		case !slices.Contains(c.asks, askRow{d.NominationID, d.PersonID}) && d.OnBehalfOf == nil:
			c.broken(7, ids, "%s decided and was never asked", by)
		}
	}
}

// questions: what decides nothing causes one question back at most, to somebody
// who was asked (promise 8).
func (c *check) questions() {
	asked := map[[2]int64]int64{}
	for _, id := range c.order {
		l := c.letters[id]
		if l.Kind != "clarify" || l.NominationID == nil || l.PersonID == nil {
			continue
		}
		if !slices.Contains(c.asks, askRow{*l.NominationID, *l.PersonID}) {
			c.broken(8, letterID(id), "a question back went to %s, who was never asked", l.ToAddress)
		}
		key := [2]int64{*l.NominationID, *l.PersonID}
		if first := asked[key]; first != 0 {
			c.broken(8, fmt.Sprintf("letters %d and %d", first, id), "%s was asked back twice", l.ToAddress)
		}
		asked[key] = id
	}
}

// thankYous: at most one per nomination, bounced ones apart (promise 10), as the
// server that took them saw it.
func (c *check) thankYous() {
	took := map[int64][]int64{}
	for _, a := range c.Accepted {
		l, ok := c.letterOf(a)
		if ok && l.Kind == "thank_you" && l.NominationID != nil && l.State != "bounced" {
			took[*l.NominationID] = append(took[*l.NominationID], l.ID)
		}
	}
	for n, letters := range took {
		if len(letters) > 1 && c.byN[n] != nil {
			c.broken(10, fmt.Sprintf("%s, letters %v", c.byN[n], letters), "%d thank-yous were accepted", len(letters))
		}
	}
}

// ends: every approved nomination is thanked, held, or waits for a person, and
// what the row says is what happened (promise 11).
func (c *check) ends() {
	took := map[int64]bool{}
	for _, a := range c.Accepted {
		if l, ok := c.letterOf(a); ok && l.Kind == "thank_you" && l.NominationID != nil {
			took[*l.NominationID] = true
		}
	}
	open := len(c.paused) > 0 && c.paused[len(c.paused)-1].ResumedAt == nil
	shown := map[int64]bool{} // nominations with a letter in the list of troubles
	for _, id := range c.order {
		l := c.letters[id]
		if l.State == "sending" {
			c.broken(11, letterID(id), "it is being sent, and nobody sends it")
		}
		if l.NominationID != nil && c.troubles[fmt.Sprint("letter:", id)] {
			shown[*l.NominationID] = true
		}
	}
	for _, n := range c.nominations {
		switch {
		case n.State == "approved" && !open:
			c.broken(11, n.String(), "it is approved, and nothing goes on")
		case n.State == "thanked" && !took[n.ID]:
			c.broken(11, n.String(), "it counts as thanked, and no server took its thank-you")
		case n.State == "stuck" && !shown[n.ID] && !c.troubles["nomination:"+n.String()]:
			c.broken(11, n.String(), "it waits for a person, and nothing tells one")
		case took[n.ID] && !slices.Contains([]string{"thanked", "stuck"}, n.State):
			c.broken(11, n.String(), "its thank-you was delivered, and it is %s", n.State)
		}
	}
}

// pauses: nothing over the CEO's name begins to leave while all is paused (promise 14).
func (c *check) pauses() {
	for _, id := range c.order {
		l := c.letters[id]
		if l.OverName != "ceo" || l.SendingAt == nil {
			continue
		}
		for _, p := range c.paused {
			// Its transaction may have begun before all was resumed, and gone on after that.
			if l.SendingAt.After(p.PausedAt) && (p.ResumedAt == nil || l.EnteredAt.Before(*p.ResumedAt)) {
				c.broken(14, letterID(id), "it began to leave %s after the pause", l.SendingAt.Sub(p.PausedAt))
			}
		}
	}
}

func inDomain(address string, domains []string) bool {
	_, domain, _ := strings.Cut(address, "@")
	return slices.Contains(domains, domain)
}

// counted: the caps know of each letter that left within the hour (promise 14).
func (c *check) counted() {
	for _, m := range c.miscounted {
		c.broken(14, "", "of the letters that left at %s the caps counted %d, and there are %d", m.At, m.Told, m.Left)
	}
}
