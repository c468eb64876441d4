package tone

// What a sentence says that can only be told from those around it.

// inContext takes praise that the next sentences take back: a call of joy before
// a complaint ("Brilliant. Two hours on hold."), and what once was good ("I have
// been with you since 1998 and was always well treated. This year …"). said are
// their words. It says whether there was any.
func inContext(all []Scored, said [][]string, lang string) bool {
	turned := false
	for i := range all {
		s := &all[i]
		if s.Tone != Praise || i+1 == len(all) {
			continue
		}
		ws := said[i]
		switch {
		case len(ws) <= 2 && joyful(ws) && blames(all[i+1]):
			s.Tone, s.Score, s.worded, s.ironic, turned = Challenge, ironyScore, true, true, true
		case bygone(ws, lang) && onlyBlame(all[i+1:]):
			s.Tone, s.Score, turned = Neither, unaskedScore, true
		}
	}
	return turned
}

func joyful(ws []string) bool {
	for _, w := range ws {
		if !joys[w] && !calling[w] {
			return false
		}
	}
	return len(ws) > 0
}

func blames(s Scored) bool { return s.Tone == Challenge && !s.hard && !s.own }

// onlyBlame says whether a complaint follows, and no praise.
func onlyBlame(rest []Scored) bool {
	blamed := false
	for _, s := range rest {
		if s.Tone == Mixed || s.Tone == Praise && s.Score >= leastPraise {
			return false
		}
		blamed = blamed || blames(s)
	}
	return blamed
}

// bygone says whether a clause tells how it used to be: "formerly", or "always"
// beside a year or a number of years.
func bygone(ws []string, lang string) bool {
	if !hasConcept(ws, lang, "used", "still", "every") {
		return false
	}
	for _, w := range ws {
		if len(w) == 4 && (w[:2] == "19" || w[:2] == "20") {
			return true
		}
	}
	return once[lang][ws[0]] || hasConcept(ws, lang, "still", "every") && hasConcept(ws, lang, "while")
}

// once begin what is no longer so.
var once = map[string]map[string]bool{"en": set("formerly once until"), "de": set("fruher einst bisher jahrelang"), "fr": set("avant autrefois jadis jusqu"), "es": set("antes antano hasta")}
