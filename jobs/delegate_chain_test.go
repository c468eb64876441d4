package jobs

import (
	"testing"

	"goodword/internal/recognition"
)

// Otto is asked for Vera, who is away; his own registered delegate may answer in
// his stead, whoever else that is. Anybody else's answer decides nothing, and Otto
// hears of it, Vera's own too, as he holds the question.
func TestADelegatesDelegate(t *testing.T) {
	for who, counts := range map[string]bool{"max": true, "nick": true, "dana": false, "vera": false} {
		t.Run(who, func(t *testing.T) {
			o := newOffice(t)
			deputy := who
			if who == "vera" {
				deputy = "nick"
			}
			o.exec("update people set deputy_id = (select id from people where address = 'otto@corp.example') where address = 'vera@corp.example'")
			o.exec("update people set deputy_id = (select id from people where address = $1) where address = 'otto@corp.example'", deputy+"@corp.example")
			nominated(o)
			o.exec("insert into absences select id, '2027-01-01', null, 1, '2026-11-16' from people where address = 'vera@corp.example'")
			o.until("Fri 09:00")
			request := o.next("otto", "Vera Stone") // "Sie entscheiden für …"
			o.skip()
			id := o.replyAs(request, proven, who+"@corp.example", "approve")
			if !counts {
				o.wantTaken(id, recognition.SetAside)
				o.wantState(1, recognition.Awaiting)
				o.next("otto", who+"@corp[.]example")
				o.none()
				return
			}
			o.wantTaken(id, recognition.TakenDecision)
			o.wantState(1, recognition.Approved)
			if by := o.text("select p.address || ' for ' || b.address from decisions d join people p on p.id = d.person_id join people b on b.id = d.on_behalf_of"); by != who+"@corp.example for otto@corp.example" {
				t.Errorf("decided by %s", by)
			}
			o.next(who, "")
			o.next("otto", "genehmigt")
			o.skip()
		})
	}
}
