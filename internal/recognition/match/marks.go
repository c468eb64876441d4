package match

// mark is what the mail and who sent it in say of somebody, as bits.
type mark uint8

const (
	isKnown  mark = 1 << iota // named beyond doubt elsewhere in the mail
	isAsked                   // the compliment was written to them
	isCopied                  // or showed them
	atSite                    // which the mail speaks of
	inTeam                    // which it speaks of
	byTrade                   // of a trade it speaks of
	sameSite                  // as the nominator
	sameTeam                  // as the nominator, wherever it is
)

// is says whether any of the bits is set.
func (m mark) is(bits mark) bool { return m&bits != 0 }

func (f *finder) markOf(id who) (m mark) {
	e := &f.x.facts[id]
	if f.known.has(id) {
		m |= isKnown
	}
	if f.asked.has(id) {
		m |= isAsked
	}
	if f.copied.has(id) {
		m |= isCopied
	}
	if f.sites.has(e.site) {
		m |= atSite
	}
	if f.teams.has(e.team) {
		m |= inTeam
	}
	if f.trades&e.trades != 0 {
		m |= byTrade
	}
	if f.nominator < 0 {
		return m
	}
	n := &f.x.facts[f.nominator]
	if n.site >= 0 && n.site == e.site {
		m |= sameSite
	}
	if n.team >= 0 && n.team == e.team {
		m |= sameTeam
	}
	return m
}

// closeness says how near somebody is to the mail: among its recipients, at the
// place it speaks of, at the nominator's.
func (m mark) closeness() (c int) {
	if m.is(isAsked | isCopied) {
		c += 8
	}
	if m.is(atSite | inTeam | byTrade) {
		c += 4
	}
	if m.is(sameSite) {
		c += 2
	}
	if m.is(sameTeam) {
		c++
	}
	return c
}

// only gives the place of the one of all that is, where there is just one.
func only(marks []mark, is func(mark) bool) (at int, one bool) {
	for i, m := range marks {
		if !is(m) {
			continue
		}
		if one {
			return -1, false
		}
		at, one = i, true
	}
	return at, one
}
