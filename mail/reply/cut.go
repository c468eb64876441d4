package reply

import (
	"strings"

	"goodword/mail/parse/quote"
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
	if quotes := s.runs(s.from, s.to); s.interleaved(quotes) {
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
	words := strings.Fields(strings.ToLower(text))
	if len(words) == 0 || len(words) > 5 {
		return false
	}
	return strings.Contains(greetings, ","+strings.Trim(words[0], ",.!;:")+",")
}

const greetings = ",hi,hello,hey,dear,hallo,guten,liebe,lieber,liebes,moin,servus,grüezi,bonjour,salut,cher,chère,hola,buenos,buenas,estimado,estimada,querido,querida,ciao,buongiorno,salve,gentile,caro,cara,olá,oi,bom,boa,caro,prezado,prezada,beste,dag,hoi,geachte,hej,hejsan,hei,heisann,kære,kjære,käre,moi,hyvä,terve,cześć,dzień,szanowny,szanowna,ahoj,dobrý,vážený,vážená,szia,kedves,tisztelt,bună,dragă,stimate,stimată,zdravo,dragi,draga,poštovani,poštovana,привет,здравствуйте,добрый,уважаемый,уважаемая,привіт,вітаю,добрий,шановний,шановна,здравейте,γεια,αγαπητέ,αγαπητή,merhaba,selam,sayın,שלום,היי,مرحبا,السلام,"

// runs counts the stretches of quoted lines within lines [from,to).
func (s *splitter) runs(from, to int) int {
	count, in := 0, false
	for i := from; i < to; i++ {
		switch s.roles[i] {
		case quoted:
			if !in {
				count++
			}
			in = true
		case own, doubtful:
			in = false
		}
	}
	return count
}

// interleaved: the sender answers between quotes; the first quote, above the
// first answer, then is a question too.
func (s *splitter) interleaved(runs int) bool { return runs > 0 }

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
func (s *splitter) parts() Parts {
	var text, own_, quotes, sign, doubt []string
	for i, l := range s.lines {
		inside := i >= s.from && i < s.to
		r := s.roles[i]
		if r == blank {
			text, own_ = keepBlank(text, inside), keepBlank(own_, inside)
			quotes, sign, doubt = keepBlank(quotes, true), keepBlank(sign, true), keepBlank(doubt, true)
			continue
		}
		raw := strings.TrimRight(l.Raw, " \t\u00a0")
		switch {
		case r == trailer:
			sign = append(sign, raw)
		case r == noise:
			if inside {
				text = append(text, raw)
			}
		case r == heading, !inside && r != doubtful:
			quotes = append(quotes, raw)
		case r == own:
			text, own_ = append(text, raw), append(own_, raw)
		case r == doubtful:
			doubt = append(doubt, raw)
			if inside {
				text = append(text, raw)
			}
		default:
			text = append(text, raw)
		}
	}
	return Parts{Text: join(text), Own: join(own_), Quoted: join(quotes), Signature: join(sign), Doubtful: join(doubt)}
}

// keepBlank adds a blank line where text stands above it.
func keepBlank(lines []string, inside bool) []string {
	if !inside || len(lines) == 0 {
		return lines
	}
	return append(lines, "")
}

func join(lines []string) string {
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}
