package jobs

import (
	"slices"

	"goodword/internal/store"
	"goodword/mail/reply/decision"
)

// optionsFor says who an answer on n, if any, may name, and the language in which
// its reader was asked.
func (w work) optionsFor(m mail, role decision.Role, n *store.Nomination, reader store.Person) decision.Options {
	opt := decision.Options{Role: role, Language: reader.Language, Names: []string{m.sender.Name, m.sender.Given}}
	if n != nil && n.NomineeID != nil {
		nominee := w.people.person(*n.NomineeID)
		opt.Names = append(opt.Names, nominee.Name, nominee.Given)
		opt.About = []string{nominee.Name, nominee.Given}
		opt.Others = append(w.namesBeside(n), opt.Names...)
		opt.Colleague = func(name string) bool { return w.another(n, m.sender.ID, name) }
	}
	return opt
}

// namesBeside gives the names that may stand in an answer on n beside the
// nominee's: of the customer and of who nominated.
func (w work) namesBeside(n *store.Nomination) []string {
	names := []string{n.CustomerName}
	if n.NominatorID != nil {
		nominator := w.people.person(*n.NominatorID)
		names = append(names, nominator.Name, nominator.Given)
	}
	return names
}

// another says that a given name is somebody's in the company, and may be neither the
// nominee's nor that of who nominated or answers.
func (w work) another(n *store.Nomination, answers int64, name string) bool {
	called := w.people.index.Called(name)
	return len(called) > 0 && !slices.ContainsFunc(called, func(id int64) bool {
		return id == *n.NomineeID || id == answers || n.NominatorID != nil && id == *n.NominatorID
	})
}
