package jobs

import (
	"testing"

	"goodword/internal/recognition"
)

// Who sent praise in and is named by the manager's also did not praise their own
// work: the request says so, and they hear nothing of it before the thank-you.
func TestTheNominatorIsNamedByAlso(t *testing.T) {
	for name, words := range map[string]string{"helped": "Nina found our luggage. She was wonderful.", "named": "Nina found our luggage, and Dana had us driven home. They were wonderful."} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.forward("dana", "for: nina@corp.example", happy, words)
			receipt, request := o.next("dana", "Nina Okafor"), o.next("max", "Nina Okafor")
			o.skip()
			o.reply(request, "approve\nalso dana@corp.example")
			also := o.next("vera", "Dana Holt")
			silent(t, also, "their own work", "Dana Holt hears your reason")
			o.skip()
			o.wantTaken(o.reply(also, "decline: she was only driving"), recognition.TakenDecision)
			o.wantState(2, recognition.Declined)
			if l, ok := o.last("dana", ""); ok {
				t.Errorf("Dana hears: %s\n%s", l.subject(), l.text)
			}
			o.reply(receipt, "status")
			status := o.next("dana", "stands")
			says(t, status, "Nina Okafor")
			silent(t, status, "GW-1002", "declined")
			o.skip()
		})
	}
}

// Who names themselves by also did, and hears the reason.
func TestANominatorNamesThemselvesByAlso(t *testing.T) {
	o := newOffice(t)
	o.forward("dana", "for: nina@corp.example", happy, "Nina found our luggage. She was wonderful.")
	receipt := o.next("dana", "Nina Okafor")
	o.skip()
	o.reply(receipt, "also dana@corp.example")
	also := o.next("vera", "Dana Holt")
	says(t, also, "sent this in about their own work")
	o.skip()
	o.reply(also, "decline: she was only driving")
	says(t, o.next("dana", "declined"), "she was only driving")
	o.skip()
}

// Who sent praise in about another, and was meant as the manager says, did not praise
// their own work either: they hear that, and no reason.
func TestTheNominatorWasMeant(t *testing.T) {
	o := newOffice(t)
	o.forward("dana", "for: nina@corp.example", happy, "Nina found our luggage. She was wonderful.")
	request := o.next("max", "Nina Okafor")
	o.skip()
	o.reply(request, "not nina@corp.example, dana@corp.example")
	o.next("dana", "Dana Holt was meant")
	fresh := o.next("vera", "Dana Holt")
	silent(t, fresh, "their own work", "Dana Holt hears your reason")
	o.skip()
	o.wantTaken(o.reply(fresh, "decline: she was only driving"), recognition.TakenDecision)
	o.wantState(1, recognition.Declined)
	if l, ok := o.last("dana", ""); ok {
		t.Errorf("Dana hears: %s\n%s", l.subject(), l.text)
	}
	o.skip()
}
