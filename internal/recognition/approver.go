package recognition

import "time"

// Why somebody is asked to approve.
type Why string

const (
	WhyManager   Why = "manager"
	WhyDelegate  Why = "delegate"   // the registered delegate, or the deputy named in an absence note
	WhyNextLevel Why = "next_level" // the one above is away, silent or gone
	WhyCEO       Why = "ceo"        // by the digest
	WhyCPO       Why = "cpo"        // no reporting line, or the CEO is the nominee
	WhyPassedOn  Why = "passed_on"  // the approver delegated this one
)

// Approver is somebody who may be asked.
type Approver struct {
	ID           int64
	OnBehalfOf   int64 // the manager a delegate stands in for; 0 otherwise
	Why          Why
	ByDigest     bool // asked by a line in the CEO's digest, not by a letter
	Confirmation bool // is the nominator too: one word confirms
}

// Chart is the reporting lines, as the rules need them.
type Chart interface {
	// Person gives the person with this id; ok is false for an unknown one.
	Person(id int64) (Person, bool)
	// Leader gives the id of the CEO or the CPO, 0 when the directory lacks them.
	Leader(Leader) int64
}

// Approvers lists who may approve a nomination of nominee, in the order in
// which they are asked: the first at once, the others as escalation goes on. It
// follows the design's table "Who approves". The nominee is never in it; the
// nominator only as the nominee's own manager, to confirm. nominatorID is 0 for
// a customer. The list is empty only where neither CEO nor CPO could be asked.
func Approvers(nomineeID, nominatorID int64, chart Chart, now time.Time) []Approver {
	list := approverList{nominee: nomineeID, nominator: nominatorID, chart: chart, now: now}
	ceo, cpo := chart.Leader(CEO), chart.Leader(CPO)
	nominee, ok := chart.Person(nomineeID)
	if !ok || nomineeID == ceo || nominee.ManagerID == 0 {
		list.add(Approver{ID: cpo, Why: WhyCPO})
		if len(list.found) == 0 {
			list.add(Approver{ID: ceo, Why: WhyCEO, ByDigest: true})
		}
		return list.found
	}
	list.climb(nominee.ManagerID, ceo)
	list.add(Approver{ID: ceo, Why: WhyCEO, ByDigest: true, Confirmation: nominatorID == ceo && nominee.ManagerID == ceo})
	list.add(Approver{ID: cpo, Why: WhyCPO}) // the last to be asked
	return list.found
}

type approverList struct {
	nominee, nominator int64
	chart              Chart
	now                time.Time
	found              []Approver
}

// climb adds the manager, the delegate and each level above, below the CEO.
func (l *approverList) climb(managerID, ceo int64) {
	seen := map[int64]bool{}
	var late []Approver // away, but there is nobody better below the CEO
	why := WhyManager
	for id := managerID; id != 0 && id != ceo && !seen[id]; {
		seen[id] = true
		boss, ok := l.chart.Person(id)
		if !ok {
			return
		}
		self := Approver{ID: id, Why: why, Confirmation: id == l.nominator && why == WhyManager}
		stand := Approver{ID: l.deputyOf(boss), OnBehalfOf: id, Why: WhyDelegate}
		switch {
		case !boss.Active:
			l.add(stand)
		case boss.Away(l.now) && stand.ID == l.nominee:
			l.add(self) // the delegate is the nominee: the manager after all
		case boss.Away(l.now):
			l.add(stand)
			late = append(late, self)
		default:
			l.add(self)
			l.add(stand)
		}
		why = WhyNextLevel
		id = boss.ManagerID
	}
	for _, a := range late {
		l.add(a)
	}
}

// deputyOf prefers the delegate that is registered over one an absence note named, unless they left.
func (l *approverList) deputyOf(p Person) int64 {
	registered, known := l.chart.Person(p.DeputyID)
	if (!known || !registered.Active) && p.Away(l.now) {
		return p.AwayDepID
	}
	return p.DeputyID
}

// add keeps the promise: never the nominee, never the nominator alone, nobody twice.
func (l *approverList) add(a Approver) {
	if a.ID == 0 || a.ID == l.nominee || a.ID == l.nominator && !a.Confirmation {
		return
	}
	if p, ok := l.chart.Person(a.ID); !ok || !p.Active {
		return
	}
	if a.Why == WhyDelegate {
		if p, _ := l.chart.Person(a.ID); p.Away(l.now) {
			return
		}
	}
	for _, b := range l.found {
		if b.ID == a.ID {
			return
		}
	}
	l.found = append(l.found, a)
}

// NextApprover gives the first of list that is not among those already asked.
func NextApprover(list []Approver, asked []int64) (Approver, bool) {
next:
	for _, a := range list {
		for _, id := range asked {
			if a.ID == id {
				continue next
			}
		}
		return a, true
	}
	return Approver{}, false
}
