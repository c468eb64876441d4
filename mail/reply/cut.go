package reply

import (
	"strings"

	"goodword/mail/parse/quote"
	"goodword/mail/parse/stem"
)

// lastWords is how many lines below a quote still count as a footer when the
// sender wrote above it.
const lastWords = 7

// cut finds what of the lines is the Text: from the first word of the sender,
// or the quote it answers, to the last.
func (s *splitter) cut() {
	s.footers()
	first, last := s.edge()
	if first < 0 {
		s.from, s.to = 0, 0
		return
	}
	s.from, s.to = first, last+1
	if s.topPosted() {
		return
	}
	if s.answersBetween() {
		s.from = s.firstQuote()
	}
}

// said: a line of the sender, or one that may be.
func said(r role) bool { return r == own || r == doubtful }

// edge gives the first and the last line the sender wrote, -1 for none.
func (s *splitter) edge() (first, last int) {
	first, last = -1, -1
	for i, r := range s.roles {
		if said(r) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return first, last
}

// topPosted cuts the Text above the first heading if the sender wrote there and
// only a few lines stand below the quoted mail: nearly always a footer.
func (s *splitter) topPosted() bool {
	head := -1
	for i := s.from; i < s.to; i++ {
		if s.roles[i] == heading {
			head = i
			break
		}
	}
	if head < 0 || s.roles[s.from] != own || s.onlyGreets(s.from, head) {
		return false
	}
	lines, seenOwn := 0, false
	for i := head; i < len(s.roles); i++ {
		switch s.roles[i] {
		case own:
			lines++
			seenOwn = true
		case quoted, heading:
			if seenOwn {
				return false // answers between quotes
			}
		}
	}
	if lines >= lastWords {
		return false
	}
	for i := head; i < s.to; i++ {
		if s.roles[i] == own {
			s.roles[i] = doubtful
		}
	}
	s.to = head
	return true
}

// onlyGreets: above the quote stands a greeting and nothing else, so the answer
// is below.
func (s *splitter) onlyGreets(from, to int) bool {
	count := 0
	for i := from; i < to; i++ {
		if s.roles[i] != own {
			continue
		}
		count++
		if !greeting(s.lines[i].Text) {
			return false
		}
	}
	return count == 1
}

func greeting(text string) bool {
	words := strings.Fields(stem.Lower(text))
	if len(words) == 0 || len(words) > 5 {
		return false
	}
	return strings.Contains(greetings, ","+strings.Trim(words[0], ",.!;:")+",")
}

const greetings = ",hi,hello,hey,dear,hallo,guten,liebe,lieber,liebes,moin,servus,grüezi,bonjour,salut,cher,chère,hola,buenos,buenas,estimado,estimada,querido,querida,ciao,buongiorno,salve,gentile,caro,cara,olá,oi,bom,boa,caro,prezado,prezada,beste,dag,hoi,geachte,hej,hejsan,hei,heisann,kære,kjære,käre,moi,hyvä,terve,cześć,dzień,szanowny,szanowna,ahoj,dobrý,vážený,vážená,szia,kedves,tisztelt,bună,dragă,stimate,stimată,zdravo,dragi,draga,poštovani,poštovana,привет,здравствуйте,добрый,уважаемый,уважаемая,привіт,вітаю,добрий,шановний,шановна,здравейте,γεια,αγαπητέ,αγαπητή,merhaba,selam,sayın,שלום,היי,مرحبا,السلام,"

// answersBetween: quotes stand between the sender's words, so the first quote,
// above the first answer, is a question too.
func (s *splitter) answersBetween() bool {
	for _, r := range s.roles[s.from:s.to] {
		if r == quoted {
			return true
		}
	}
	return false
}

// firstQuote gives where the quote above the Text begins; its heading is left
// out.
func (s *splitter) firstQuote() int {
	at := s.from
	for at > 0 && (s.roles[at-1] == quoted || s.roles[at-1] == blank) {
		at--
	}
	return quote.BlankFrom(s.lines, at)
}

// parts puts the lines together by role.
func (s *splitter) parts(withQuotes bool) Parts {
	var text, mine, quotes, sign, doubt gathered
	for i := range s.lines {
		inside := i >= s.from && i < s.to
		l, r := &s.lines[i], s.roles[i]
		if r == blank {
			text.blank()
			mine.blank()
			quotes.blank()
			sign.blank()
			doubt.blank()
			continue
		}
		if !inside && !withQuotes && !s.guess[i] && (r == quoted || r == heading || r == foreign) {
			text.left, mine.left, sign.left, doubt.left = true, true, true, true
			continue
		}
		raw := l.Trimmed()
		text.take(raw, inside && r != heading && r != trailer && r != aside && r != foreign)
		mine.take(raw, inside && (r == own || r == noise))
		quotes.take(raw, withQuotes && (r == heading || r == foreign || r == quoted && !inside))
		sign.take(raw, r == trailer || r == aside)
		doubt.take(raw, r == doubtful || r == aside || r == heading && s.guess[i])
	}
	return Parts{Text: text.String(), Own: mine.String(), Quoted: quotes.String(), Signature: sign.String(), Doubtful: doubt.String()}
}

// gathered is text put together from some of the lines. Where lines are left
// out, one blank line stands.
type gathered struct {
	lines []string
	left  bool // lines were left out since the last one taken
}

func (g *gathered) take(line string, taken bool) {
	if !taken {
		g.left = true
		return
	}
	if g.left && len(g.lines) > 0 {
		for g.lines[len(g.lines)-1] == "" {
			g.lines = g.lines[:len(g.lines)-1]
		}
		g.lines = append(g.lines, "")
	}
	g.left = false
	g.lines = append(g.lines, line)
}

func (g *gathered) blank() {
	if len(g.lines) > 0 && !g.left {
		g.lines = append(g.lines, "")
	}
}

func (g *gathered) String() string {
	return strings.Trim(strings.Join(g.lines, "\n"), "\n")
}
