package recognition

// Worded is which wording a letter had.
type Worded struct {
	Wording int
	Same    bool // in the language of the letter that is to come: only such can read alike
}

// NextWording chooses among variety wordings (0 and up, read modulo variety) that
// of a team's next letter; got are those it got before, the newest first. It
// follows the newest, so that not even a translation stands beside its original,
// and passes over what was read in the same language already. When all were read,
// that which was read longest ago comes again.
func NextWording(got []Worded, variety int) int {
	if variety <= 1 {
		return 0
	}
	age := make([]int, variety) // how many letters ago it was read; 0 for never
	for i, g := range got {
		if at := g.Wording % variety; g.Same && g.Wording >= 0 && age[at] == 0 {
			age[at] = i + 1
		}
	}
	start := 0
	if len(got) > 0 {
		start = max(0, got[0].Wording+1) % variety
	}
	best := start
	for i := range variety {
		at := (start + i) % variety
		if age[at] == 0 {
			return at
		}
		if age[at] > age[best] {
			best = at
		}
	}
	return best
}
