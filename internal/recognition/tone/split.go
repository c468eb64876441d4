package tone

import "strings"

// Gap stands where sentences of a text were left out between two that were kept.
const Gap = "[…]"

// Split parts a text that holds both into its sentences of praise and those of
// challenge, each in the customer's own words and order. What says neither stays
// with the sentence before it; what opens the text belongs to both. A sentence
// that holds both is in both. Of a verdict other than Mixed it gives nothing.
func Split(v Verdict) (praise, challenge string) {
	if v.Tone != Mixed {
		return "", ""
	}
	least, clear := bounds(v.Sentences)
	var good, bad part
	inGood, inBad := true, true // until the first sentence that counts
	for i, s := range v.Sentences {
		if s.Tone != Neither && !passedOver(s, least, clear) {
			inGood = s.Tone == Praise || s.Tone == Mixed
			inBad = s.Tone == Challenge || s.Tone == Mixed
		}
		good.add(s.Text, i, inGood)
		bad.add(s.Text, i, inBad)
	}
	return good.String(), bad.String()
}

// part gathers sentences of a text.
type part struct {
	said []string
	last int
}

func (p *part) add(sentence string, i int, in bool) {
	if !in {
		return
	}
	if len(p.said) > 0 && p.last != i-1 {
		p.said = append(p.said, Gap)
	}
	p.said, p.last = append(p.said, sentence), i
}

func (p *part) String() string { return strings.Join(p.said, " ") }

// Blames says that at least one sentence is a challenge beyond what a sentence
// without a word of blame is believed: enough to tell a manager in private,
// where a doubt about the rest of the text is none about that sentence.
func (v Verdict) Blames() bool {
	for _, s := range v.Sentences {
		if (s.Tone == Challenge || s.Tone == Mixed) && s.Score > wordlessScore {
			return true
		}
	}
	return false
}
