package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"goodword/internal/recognition"
)

// open is OpenNomination. Whether a nomination that is stored holds these words
// already, Write finds out.
func (d *Drafts) open(ctx context.Context, n Nomination, now time.Time) (int64, error) {
	if n.InboundID != d.mail.ID {
		return 0, d.refuse()
	}
	for _, of := range d.all() {
		for _, other := range of.nominations {
			if n.NomineeID != nil && other.NomineeID != nil && *n.NomineeID == *other.NomineeID && bytes.Equal(n.ComplimentHash, other.ComplimentHash) {
				return 0, d.refuse()
			}
		}
	}
	id, err := d.next(ctx, nominationIDs)
	if err != nil {
		return 0, err
	}
	if n.Number, err = d.next(ctx, nominationNumbers); err != nil {
		return 0, err
	}
	if n.Evidence == nil {
		n.Evidence = json.RawMessage("[]")
	}
	opened := Nomination{ID: id, Number: n.Number, State: recognition.Received, InboundID: n.InboundID, NomineeID: copied(n.NomineeID),
		NominatorID: copied(n.NominatorID), CustomerName: n.CustomerName, CustomerAddress: n.CustomerAddress, Proof: n.Proof, Subject: n.Subject,
		Compliment: n.Compliment, ComplimentHash: n.ComplimentHash, Note: n.Note, Language: n.Language, Tone: n.Tone, Evidence: n.Evidence,
		Behaviour: n.Behaviour, BehaviourWords: slices.Clone(texts(n.BehaviourWords)), Level: int(recognition.WellDone), OpenedAt: now, ChangedAt: now}
	d.mail.nominations = append(d.mail.nominations, &draftedNomination{Nomination: opened, levelWords: []string{}})
	return id, nil
}

// nomination gives the one that the mail opened; of any other nothing is known here.
func (d *Drafts) nomination(id int64) (*draftedNomination, error) {
	for _, n := range d.mail.nominations {
		if n.ID == id {
			return n, nil
		}
	}
	return nil, d.refuse()
}

// nominationByID is NominationByID.
func (d *Drafts) nominationByID(id int64) (Nomination, error) {
	n, err := d.nomination(id)
	if err != nil {
		return Nomination{}, err
	}
	return n.Nomination, nil
}

// nominationsOf is NominationsOf.
func (d *Drafts) nominationsOf(mail int64) (list []Nomination, err error) {
	if mail != d.mail.ID {
		return nil, d.refuse()
	}
	for _, n := range d.mail.nominations {
		list = append(list, n.Nomination)
	}
	return list, nil
}

// change does to a nomination of the mail what a statement would do to its row.
func (d *Drafts) change(id int64, do func(*draftedNomination)) error {
	n, err := d.nomination(id)
	if err == nil {
		do(n)
	}
	return err
}

// move is Move, out of the states that reading knows.
func (d *Drafts) move(id int64, from, to recognition.State, reason string, now time.Time) error {
	n, err := d.nomination(id)
	if err != nil {
		return err
	}
	switch to {
	case recognition.Awaiting:
	case recognition.Unclear, recognition.Ineligible, recognition.Withdrawn:
		n.RemindAt, n.EscalateAt = nil, nil
	default:
		return d.refuse()
	}
	if n.State != from {
		return fmt.Errorf("change the nomination from %s to %s: %w", from, to, ErrMoved)
	}
	n.State, n.Reason, n.ChangedAt = to, reason, now
	return nil
}

// setDue is SetDue.
func (d *Drafts) setDue(id int64, due Due, now time.Time) error {
	return d.change(id, func(n *draftedNomination) {
		n.RemindAt, n.EscalateAt = due.Remind, due.Escalate
		if due.Lapse != nil {
			n.LapseAt = due.Lapse
		}
		if n.AskedAt == nil {
			n.AskedAt = &now
		}
	})
}

// ask is PutAsk.
func (d *Drafts) ask(ctx context.Context, nomination int64, a recognition.Approver, behalf *int64, now time.Time) (int64, error) {
	n, err := d.nomination(nomination)
	if err != nil {
		return 0, err
	}
	for _, other := range d.mail.asks {
		if other.NominationID == nomination && other.PersonID == a.ID {
			return 0, d.refuse()
		}
	}
	id, err := d.next(ctx, askIDs)
	if err != nil {
		return 0, err
	}
	d.mail.asks = append(d.mail.asks, Ask{ID: id, NominationID: nomination, PersonID: a.ID, OnBehalfOf: copied(behalf), Why: a.Why,
		ByDigest: a.ByDigest, Confirmation: a.Confirmation, AskedAt: now, NomineeID: copied(n.NomineeID)})
	return id, nil
}
