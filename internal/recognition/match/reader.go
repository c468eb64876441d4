package match

// weighAll counts the praise and blame of a whole passage.
func (p *passage) weighAll() (good, bad int) {
	return p.weigh(0, p.bodyEnd())
}

func (p *passage) bodyEnd() int {
	end := len(p.toks)
	for end > 0 && p.parts[end-1] == signature {
		end--
	}
	return end
}

// speaksToReader says whether a compliment praises the one it is written to:
// "thank you", "you were wonderful", and nowhere somebody else who stays
// unnamed ("your colleague at the desk", "he was so good to us").
func (p *passage) speaksToReader() bool {
	praise, family := false, false
	for from := 0; from < p.bodyEnd(); {
		to := from
		you, other, he := false, false, false
		for ; to < len(p.toks) && p.toks[to].sentence == p.toks[from].sentence; to++ {
			w := p.toks[to].fold
			if p.parts[to] != body && p.parts[to] != taken {
				continue
			}
			you = you || second.has(w) || thanking.has(w) || formal.has(w) && p.toks[to].capital || p.toks[to].east
			other = other || staff.has(w) && !p.includesReader(to) || unnamed.has(w)
			he = he || third.has(w)
			family = family || kin.has(w)
		}
		good, bad := p.weigh(from, to)
		if bad > good || other && good >= bad || he && good > 0 && !you && !family {
			return false
		}
		praise = praise || you && good > 0
		from = to
	}
	return praise
}

// unnamed are words for a person whom the writer cannot name.
var unnamed = set("somebody someone jemand jemanden jemandem quelqu alguien qualcuno alguem iemand nagon nogen noen ktos nekdo niekto netko joku valaki cineva birisi кто хтось")

// formal are German words that speak to the reader where they have a capital.
var formal = set("sie ihr ihre ihrem ihren")

var thanking = set("thank thanks thx danke dank merci gracias grazie obrigado obrigada bedankt tack takk tak kiitos dziekuje dziekujemy dekuji dekujeme dakujem hvala koszonom koszonjuk multumesc multumim tesekkurler tesekkur спасибо благодарю дякую")

// includesReader reads "you and your team", "Sie und Ihr Team": the reader is
// praised too.
func (p *passage) includesReader(k int) bool {
	for j := k - 1; j >= 0 && j >= k-4 && p.toks[j].sentence == p.toks[k].sentence; j-- {
		if joins.has(p.toks[j].fold) && j > 0 && (second.has(p.toks[j-1].fold) || p.toks[j-1].fold == "sie" || p.toks[j-1].fold == "ihnen") {
			return true
		}
	}
	return false
}

// youAnd says whether one of the mentions is praised in one breath with the
// reader: "you and Bo were great".
func (p *passage) youAnd(ms []*mention) bool {
	for _, m := range ms {
		if joins.has(p.before(m, 1)) && (second.has(p.before(m, 2)) || p.before(m, 2) == "sie" || p.before(m, 2) == "ihnen") {
			return true
		}
		if joins.has(p.after(m, 1)) && (second.has(p.after(m, 2)) || p.after(m, 2) == "sie" || p.after(m, 2) == "ihnen") {
			return true
		}
	}
	return false
}

var bothWords = set("both beide beiden deux ambos ambas two zwei dos entrambi allebei")

func (p *passage) toBoth() bool {
	for i := range p.toks[:p.bodyEnd()] {
		if bothWords.has(p.toks[i].fold) {
			return true
		}
	}
	return false
}

// aboutReader are words of a note that hand a compliment to the one it greets.
var aboutReader = [][2]string{
	{"about", "you"}, {"of", "you"}, {"for", "you"}, {"you", "did"}, {"well", "done"}, {"you", "deserve"}, {"praises", "you"}, {"good", "job"}, {"great", "job"}, {"great", "work"}, {"your", "work"},
	{"uber", "dich"}, {"uber", "sie"}, {"fur", "dich"}, {"von", "dir"}, {"auf", "dich"}, {"deine", "arbeit"}, {"hast", "du"}, {"du", "hast"},
	{"sur", "toi"}, {"sur", "vous"}, {"pour", "toi"}, {"pour", "vous"}, {"de", "toi"}, {"sobre", "ti"}, {"para", "ti"}, {"de", "ti"}, {"sobre", "usted"},
}

// onlyTo go on about what the reader is to do: "one for you to see".
var onlyTo = set("to zum zur a pour para per om da")

// speaksAboutReader says whether a note is written to the nominee: "Ann, look
// what this guest says about you".
func (p *passage) speaksAboutReader() bool {
	for i := 0; i+1 < p.bodyEnd(); i++ {
		for _, pair := range aboutReader {
			if p.toks[i].fold == pair[0] && p.toks[i+1].fold == pair[1] && !(i+2 < p.bodyEnd() && onlyTo.has(p.toks[i+2].fold) && p.toks[i+2].sentence == p.toks[i].sentence) {
				return true
			}
		}
	}
	return false
}

// greetsStranger says whether the greeting has a name that the directory has not.
func (p *passage) greetsStranger() bool {
	for i := range p.toks {
		t := &p.toks[i]
		if p.parts[i] == greeting && t.capital && !greetings.has(t.fold) && !titles.has(t.fold) && !dayWords.has(t.fold) && !staff.has(t.fold) &&
			!joins.has(t.fold) && !strangers.has(t.fold) && i > 0 {
			return true
		}
	}
	return false
}

// strangers are words with a capital in a greeting that are no names.
var strangers = set("all both there everyone everybody folks friends sirs alle zusammen damen herren kollegen tous toutes equipo senores senoras ladies gentlemen service support hotel harbour")
