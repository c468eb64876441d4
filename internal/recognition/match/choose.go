package match

import "slices"

// choose goes through the parts of a mail, the surest first: a colleague's note,
// the text, the subject, and whom the text is written to. Only who has a ground
// is chosen; where nobody has, those who are named are candidates.
func (f *finder) choose(pn, pt, ps *passage, inNote, inText, inSubject []*mention) []verdict {
	for _, d := range inNote {
		for _, m := range inText {
			if d.denied && sharesWord(d, m) { // the customer mixed them up, a colleague says
				m.role = outsider
			}
		}
	}
	vs, doubts := f.fromNote(pn, inNote)
	if len(vs) > 0 {
		return vs
	}
	vs = f.fromText(pt, inText, inSubject)
	if !slices.ContainsFunc(vs, verdict.told) && len(inNote) == 0 {
		if only := f.onlyOnes(pt, inText); len(only) > 0 {
			return only
		}
		if only := f.onlyPraised(pt, inText); len(only) > 0 {
			return only
		}
	}
	if len(vs) > 0 {
		return vs
	}
	if vs := f.fromSubject(ps, inSubject, pt, inText); len(vs) > 0 {
		return vs
	}
	some := besidesStrangers(withRole(inText, neutral, praised))
	if len(some) == 0 || len(withRole(some, praised)) == 0 && len(withRole(inText, greeted)) > 0 && pt.speaksToReader() {
		if vs := f.writtenTo(pt, inText); len(doubts) == 0 || slices.ContainsFunc(vs, verdict.told) {
			return vs
		}
	}
	if good, bad := pt.weighAll(); bad <= good {
		if len(some) == 0 {
			some = withRole(inText, told)
		}
		doubts = append(doubts, doubt(f.settle(some), "it does not say that the praise is for them")...)
	}
	if len(doubts) == 0 {
		doubts = f.writtenTo(pt, inText)
	}
	return doubts
}

// fromNote: what a colleague wrote above the forward names the nominee, unless
// it greets, tells or blames somebody. doubts are those whom it only names.
func (f *finder) fromNote(p *passage, ms []*mention) (vs, doubts []verdict) {
	var sure, unsure, typed []*mention
	for _, m := range withRole(ms, praised, neutral, told) {
		switch {
		case m.ill > 0 || m.orBeside():
		case m.ground >= thanked && m.role != told, m.role != told && p.cued(m), m.ground == nominated:
			if p.hedged(m) {
				unsure = append(unsure, m)
				continue
			}
			sure = append(sure, m)
		case m.kind == byAddress && m.role != told:
			typed = append(typed, m) // an address is typed on purpose
		}
	}
	sure = withGroup(sure, ms)
	switch {
	case len(unsure) > 0:
		return doubt(f.settle(append(unsure, sure...)), "the note is not sure who it was"), nil
	case len(typed) > 0:
		return f.settle(append(typed, sure...)), nil
	case len(sure) > 0:
		return f.settle(strongest(sure)), nil
	}
	if some := withRole(ms, greeted); len(some) > 0 && p.speaksAboutReader() {
		return f.settle(some), nil
	}
	if some := besidesStrangers(withRole(ms, neutral, praised)); len(some) > 0 {
		doubts = doubt(f.settle(some), "the note names them, and does not say that the praise is for them")
	}
	return nil, doubts
}

func (m *mention) orBeside() bool { return m.p.orBeside(m) }

// withGroup adds those who are named in one breath with one of some.
func withGroup(some, all []*mention) []*mention {
	for _, m := range all {
		if m.with != 0 && m.role != outsider && m.ill == 0 && !slices.Contains(some, m) && slices.ContainsFunc(some, func(s *mention) bool { return s.with == m.with }) {
			some = append(some, m)
		}
	}
	return some
}

// strongest keeps those whom words of nominating put forward, if there are any.
func strongest(some []*mention) []*mention {
	var best []*mention
	for _, m := range some {
		if m.ground == nominated {
			best = append(best, m)
		}
	}
	if len(best) == 0 {
		return some
	}
	return best
}

// fromText: people of whom the compliment says something good, besides the one
// it speaks to. In a colleague's own mail the words of a note count as well, and
// that the subject names the same person.
func (f *finder) fromText(p *passage, ms, subject []*mention) []verdict {
	var sure, storiedOnes, unsure []*mention
	for _, m := range withRole(ms, praised, neutral, told) {
		if m.ill > 0 || m.orBeside() || m.stranger {
			continue
		}
		if m.kind != wholeName && m.kind != byAddress && p.oneOfTwo() {
			unsure = append(unsure, m)
			continue
		}
		handed := f.mail.Direct && m.role != told && (p.cued(m) || p.acts(m) && inSubject(m, subject))
		switch {
		case m.ground >= thanked && !(m.ground == thanked && m.role == told && reporting.has(p.after(m, 1)) && f.mail.Direct), handed:
			if f.mail.Direct && p.hedged(m) {
				unsure = append(unsure, m)
				continue
			}
			sure = append(sure, m)
		case m.ground == storied && m.role != told:
			storiedOnes = append(storiedOnes, m)
		}
	}
	if len(unsure) > 0 && len(sure) == 0 {
		return doubt(f.settle(unsure), "it is not sure who it was")
	}
	if len(sure) == 0 {
		sure = storiedOnes
	}
	if len(sure) == 0 {
		return nil
	}
	sure = inFull(strongest(sure), ms)
	vs := f.plainly(p, ms, f.settle(sure))
	if p.youAnd(sure) {
		vs = append(vs, f.writtenTo(p, ms)...)
	}
	return vs
}

// inFull adds to short names those that say them in full: "Nick Tanner drove them
// home. Thank you, Nick!"
func inFull(sure, all []*mention) []*mention {
	for _, m := range all {
		short := func(s *mention) bool { return s.kind != wholeName && s.kind != byAddress && sharesWord(m, s) }
		if m.kind == wholeName && m.ill == 0 && !m.stranger && (m.role == neutral || m.role == praised) && !slices.Contains(sure, m) && slices.ContainsFunc(sure, short) {
			sure = append(sure, m)
		}
	}
	return sure
}

// inSubject says whether the subject names the same person.
func inSubject(m *mention, subject []*mention) bool {
	return slices.ContainsFunc(subject, func(s *mention) bool { return s.role != outsider && sharesWord(m, s) })
}

// fromSubject: a name that is all the subject says, or that it praises, where the
// text speaks of no other person.
func (f *finder) fromSubject(p *passage, ms []*mention, text *passage, inText []*mention) []verdict {
	if good, bad := text.weighAll(); bad > good {
		return nil
	}
	var sure []*mention
	for _, m := range withRole(ms, praised, neutral) {
		if m.ground >= thanked || p.cued(m) && !p.hedged(m) && f.textIsAbout(text, inText) {
			sure = append(sure, m)
		}
	}
	return f.settle(withGroup(sure, ms))
}

// textIsAbout says whether a text without names praises somebody whom it calls
// "she", or "you".
func (f *finder) textIsAbout(p *passage, ms []*mention) bool {
	if len(withRole(ms, praised, neutral, blamed, told)) > 0 {
		return false
	}
	he := false
	for i := range p.toks {
		t := &p.toks[i]
		if p.parts[i] != body {
			continue
		}
		if (staff.has(t.fold) || unnamedPeople.has(t.fold)) && !titles.has(t.fold) && !f.mail.Direct {
			return false
		}
		he = he || pronouns.has(t.fold) || t.fold == "sie" || t.fold == "er" || t.fold == "il"
	}
	good, _ := p.weighAll()
	return he && (good > 0 || f.mail.Direct)
}
