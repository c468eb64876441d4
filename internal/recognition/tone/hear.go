package tone

import "strings"

// sentence judges the clauses of a sentence. Where they disagree it is mixed, if
// either side is plain; else it is what it is as a whole.
func sentence(s, lang string) (Scored, string) { return sentenceOf(s, words(s), lang) }

// sentenceOf is sentence for one whose words are told already.
func sentenceOf(s string, ws []string, lang string) (Scored, string) {
	heard := hearing{neither: 1, why: s}
	parts := clauses(s, lang)
	for _, c := range parts {
		heard.hear(withoutAside(c, lang), s, ws, lang)
	}
	both := min(heard.praise, heard.challenge)
	if both > 0 && both < plainScore && len(parts) > 1 && !(contrasted(parts, lang) && heard.praised) && !ofPeople(ws, lang) {
		heard = hearing{neither: 1, why: s}
		heard.hear(s, s, ws, lang)
	}
	return heard.verdict(s)
}

// contrasted says whether one of the clauses begins with "but" or the like.
func contrasted(parts []string, lang string) bool {
	for _, c := range parts[1:] {
		fields := strings.Fields(c)
		if opens(contrasts[lang], bare(fields[:min(2, len(fields))])) {
			return true
		}
	}
	return easternTurns[lang] != nil
}

// plainScore is how likely either side of a mixed sentence must be where nothing
// but a comma parts them.
const plainScore = 0.7

// hearing is what was heard in the clauses of a sentence so far: how likely each
// tone is at its likeliest.
type hearing struct {
	praise, challenge, neither float64
	hard, own                  bool // the challenge is a hard lot, and the writer's own
	worded, ironic, praised    bool // words of blame, blame in words of praise, words or deeds of praise
	why                        string
}

// hear takes a clause of sentence s, whose words are these.
func (h *hearing) hear(c, s string, ws []string, lang string) {
	if c != s {
		ws = words(c)
	}
	if t, score, found := turnOf(ws, c, lang); found != "" {
		switch t {
		case Praise:
			h.praise, h.praised = max(h.praise, score), true
		case Challenge:
			h.challenge, h.worded, h.ironic = max(h.challenge, score), true, h.ironic || found != timesOverAgain
		default:
			h.neither = min(h.neither, score)
		}
		h.why = s + " [" + found + "]"
		return
	}
	if t, phrase := ruled(ws, lang); phrase != "" {
		score := ruleScore
		if p, _ := judge(ws, c, lang); t == Praise && p[1] > p[0] || t == Challenge && p[0] > p[1] {
			score = wordlessPraise // the model hears something else beside the idiom
		}
		switch t {
		case Praise:
			h.praise, h.why, h.praised = max(h.praise, score), s+" ["+phrase+"]", true
		case Challenge:
			h.challenge, h.why, h.worded = max(h.challenge, score), s+" ["+phrase+"]", true
		}
		return
	}
	h.weigh(ws, c, lang)
}

// weigh lets the model judge a clause, and the words say how far it is believed.
func (h *hearing) weigh(ws []string, c, lang string) {
	p, hard := judge(ws, c, lang)
	good, bad := praiseIn(ws, c, lang)
	p = byWords(p, good, bad, c, lang)
	switch {
	case p[0] >= p[1] && p[0] > p[2]:
		if good == 0 || bad > 0 || denies(ws) {
			p[0] = min(p[0], wordlessPraise)
		}
		h.praise, h.praised = max(h.praise, p[0]), h.praised || good > 0 || hasDeed(ws, lang)
	case p[1] > p[0] && p[1] > p[2]:
		if bad == 0 || good > 0 || supposed[ws[0]] || theyDid(ws, lang) {
			p[1] = min(p[1], wordlessScore)
		}
		h.hard = hard > p[1]/2 && (h.hard || h.challenge == 0)
		h.own = hard > p[1]/5 && (h.own || h.challenge == 0) && own(ws, lang)
		h.challenge, h.worded = max(h.challenge, p[1]), h.worded || bad > 0 && !h.hard && !theyWaited(ws)
	default:
		if !asks(ws, c, lang) {
			p[2] = min(p[2], unaskedScore+max(0, p[2]-clearlyNeither))
		}
		h.neither = min(h.neither, p[2])
	}
}

// verdict is what the sentence is, and why, unless it is neither.
func (h *hearing) verdict(s string) (Scored, string) {
	switch {
	case h.praise > 0 && h.challenge > 0 && min(h.praise, h.challenge) >= 0.5:
		return Scored{Text: s, Tone: Mixed, Score: min(h.praise, h.challenge), worded: h.worded, hard: h.hard}, h.why
	case h.praise > h.challenge:
		return Scored{Text: s, Tone: Praise, Score: h.praise}, h.why
	case h.challenge > 0:
		return Scored{Text: s, Tone: Challenge, Score: h.challenge, worded: h.worded, ironic: h.ironic, hard: h.hard, own: h.own}, h.why
	}
	return Scored{Text: s, Tone: Neither, Score: h.neither}, ""
}

// wordlessScore is how far a complaint is believed at most that has neither an
// idiom nor a word of blame: "nobody else would have driven us".
const wordlessScore = 0.8

// wordlessPraise is the same for praise: what only looks like it is asked about.
const wordlessPraise = 0.65

// ruleScore is how far an idiom is believed.
const ruleScore = 0.93
