package decision

// asksFirst finds in sentence c of a lesson a word of order beside one of speaking
// with somebody: "check with the guest first". That is good advice, and as often
// what is to be done before this approval counts, so that it is asked back.
// "Listen first" and "ask first, then promise" speak with nobody.
func (d *draft) asksFirst(c clause) *match {
	var order, speaks, somebody bool
	for i := c.from; i < c.to; i++ {
		if end, ok := d.ordered(i, c); ok {
			order = true
			i = end - 1
			continue
		}
		if end, ok := d.counsel().has(i, consult); ok && end <= c.to {
			speaks = true
			somebody = somebody || end > i+1 // "check with" has somebody behind it
			i = end - 1
			continue
		}
		somebody = somebody || d.anybody(i, c.to)
	}
	if order && speaks && somebody {
		return pointsAt(c.from, c.to)
	}
	return nil
}

// ordered says that what begins at token i puts c before something else, and is no
// conjunction: Italian "prima", but not "prima di promettere".
func (d *draft) ordered(i int, c clause) (end int, ok bool) {
	if end, ok = d.has(i, firstly); ok && end <= c.to {
		return end, !d.joinsOn(i, end, c)
	}
	end, ok = d.counsel().has(i, ahead)
	if !ok || end > c.to {
		return 0, false
	}
	switch d.tokens[i].word {
	case "before", "avant", "antes", "innan", "fore", "inden", "for", "ennen", "inainte":
		// a preposition too: "before you promise"
		closes := end == c.to || d.separates(end)
		return end, end > i+1 || closes
	}
	return end, !d.joinsOn(i, end, c)
}

// joinsOn says that the word of order from i to end belongs to what follows it, or
// in Turkish to the word before it: "prima di", "söz vermeden önce".
func (d *draft) joinsOn(i, end int, c clause) bool {
	if end < c.to && d.tokens[end].kind == word {
		switch d.tokens[end].word {
		case "di", "che", "de", "que", "d'", "sa", "ca", "als", "dass", "ehe", "nez", "mint", "niz", "чем", "ніж", "you", "they", "we", "man", "du", "ihr", "sie", "wir":
			return true
		}
	}
	if i > c.from && d.tokens[i].word == "once" { // önce, folded
		w := d.tokens[i-1].word
		for _, ending := range [...]string{"den", "dan", "ten", "tan"} {
			if len(w) > len(ending) && w[len(w)-len(ending):] == ending {
				return true
			}
		}
	}
	return false
}

// anybody says that token i may be whom one speaks with: a guest, a pronoun, a name.
func (d *draft) anybody(i, to int) bool {
	if _, ok := d.has(i, person); ok || d.someone(i) || d.tokens[i].kind == word && d.isName(d.tokens[i].word) {
		return true
	}
	if _, ok := d.has(i, office); ok {
		return true
	}
	end, ok := d.counsel().has(i, served)
	return ok && end <= to
}
