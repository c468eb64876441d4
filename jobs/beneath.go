package jobs

import (
	"slices"

	"goodword/internal/recognition"
	"goodword/internal/store"
)

// beneath says whether who was asked, or who they stand in for, reports to the
// nominee by now, directly or through others, and would not be asked again: nobody
// decides about praise for whoever is above them. The Chief People Officer and
// the CEO do, by their office.
func (w work) beneath(n *store.Nomination, a store.Ask) bool {
	if n.NomineeID == nil || a.Why == recognition.WhyCPO || a.Why == recognition.WhyCEO {
		return false
	}
	by := a.PersonID
	if a.OnBehalfOf != nil {
		by = *a.OnBehalfOf
	}
	if !w.people.above(*n.NomineeID, by) {
		return false
	}
	return !slices.ContainsFunc(w.approvers(n), func(now recognition.Approver) bool { return now.ID == a.PersonID })
}

// above says whether somebody is the manager of another, or above that manager.
func (c *company) above(boss, person int64) bool {
	seen := map[int64]bool{}
	for p := c.person(person); p.ManagerID != nil && !seen[p.ID]; p = c.person(*p.ManagerID) {
		if *p.ManagerID == boss {
			return true
		}
		seen[p.ID] = true
	}
	return false
}
