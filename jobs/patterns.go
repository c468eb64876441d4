package jobs

import (
	"fmt"
	"strings"

	"goodword/internal/recognition"
	"goodword/internal/recognition/integrity"
	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/templates"
)

const (
	season     = 90 // days that are looked through
	freshFor   = 7  // days within which something of a pattern must be new
	mostLooked = 20000
	mostSigns  = 10
)

// patterns puts into Monday's CPO letter what a person should see. It is shown
// with its evidence, to the CPO alone; nothing is blocked by it.
func (w work) patterns(v *templates.CPOLetter, day string) error {
	if !w.opensWeek(recognition.CPO, day) {
		return nil
	}
	rows, err := store.Patterns(w.ctx, w.tx, w.now.AddDate(0, 0, -season), mostLooked)
	if err != nil {
		return err
	}
	list := make([]integrity.Nomination, 0, len(rows))
	for _, r := range rows {
		n := integrity.Nomination{Number: store.Nomination{Number: r.Number}.Public(), Author: address.Fold(r.CustomerAddress), Text: r.Compliment, Opened: r.OpenedAt}
		if r.NomineeID != nil {
			n.Nominee = *r.NomineeID
			writer, known := w.people.withAddress(r.CustomerAddress)
			n.OwnAuthor = known && writer.ID == *r.NomineeID
		}
		if r.NominatorID != nil {
			n.Nominator = *r.NominatorID
		}
		list = append(list, n)
	}
	signs := integrity.Look(list, w.now.AddDate(0, 0, -freshFor))
	for _, s := range signs[:min(len(signs), mostSigns)] {
		shown := templates.Pattern{Kind: templates.PatternKind(s.Kind), Author: templates.Words(s.Author), Numbers: numbers(s.Numbers)}
		for _, p := range s.People {
			shown.People = append(shown.People, w.people.shown(p))
		}
		v.Patterns = append(v.Patterns, shown)
	}
	return nil
}

// mostNumbers is how many nominations a pattern names.
const mostNumbers = 6

func numbers(all []string) string {
	if len(all) <= mostNumbers {
		return strings.Join(all, ", ")
	}
	return fmt.Sprintf("%s … (%d)", strings.Join(all[len(all)-mostNumbers:], ", "), len(all))
}
