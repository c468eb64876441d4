package decision

import "strings"

// surnames begin names that stand alone on a last line in Chinese, Japanese
// and Korean, where no capital tells.
const surnames = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭林郑鄭谢謝罗羅梁宋唐许許韩韓冯馮邓鄧曹彭曾萧蕭田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鐘姜崔谭譚陆陸汪范石廖贾賈韦韋方白邹鄒孟熊秦邱江尹薛" +
	"佐鈴高伊渡山中小加松井木斎清森池橋長藤岡近遠青坂福太西三原竹金武上野" + "김이박최정강조윤장임한오서신권황안송전홍유"

// span is one line of tokens, without its end.
type span struct{ from, to int }

func (d *draft) lines() []span {
	var out []span
	from := 0
	for i := range d.tokens {
		if k := d.tokens[i].kind; k == line || k == blank {
			if i > from {
				out = append(out, span{from, i})
			}
			from = i + 1
		}
	}
	if len(d.tokens) > from {
		out = append(out, span{from, len(d.tokens)})
	}
	return out
}

// frame marks greeting, sign-off and the writer's name, so that the rest are
// words that say something. What only looks like a frame stays.
func (d *draft) frame() {
	lines := d.lines()
	if len(lines) == 0 {
		return
	}
	d.frameGreeting(lines[0], len(lines))
	if len(lines) > 12 {
		lines = lines[len(lines)-12:]
	}
	end := d.frameDevice(lines)
	if d.frameSignoff(lines[:end]) {
		return
	}
	d.frameName(lines[:end])
	d.frameSigned(lines[:end])
}

// frameSigned takes the writer's own name off the end of the last line: "Approved - Priya".
func (d *draft) frameSigned(lines []span) {
	if len(lines) == 0 {
		return
	}
	l := lines[len(lines)-1]
	from := l.to
	for from > l.from && d.tokens[from-1].used == free && (d.skippable(from-1) || d.tokens[from-1].kind == stop && from == l.to) {
		from--
	}
	if from > l.from && d.size(clause{from: from, to: l.to}) > 0 && d.separates(from-1) && d.tokens[from-1].word != ":" && d.tokens[from-1].word != "(" {
		d.mark(from, l.to, framed)
	}
}

// frameGreeting takes "Hi Tom," and "Dear all" off the first line.
func (d *draft) frameGreeting(l span, lines int) {
	end, ok := d.has(l.from, greeting)
	if !ok || end > l.to {
		return
	}
	names := 0
	for ; end < l.to; end++ {
		t := &d.tokens[end]
		if t.kind == mark && (t.word == "," || t.word == ":" || t.word == "-") || t.kind == stop || t.kind == sign {
			end++
			break
		}
		if t.kind != word && t.kind != glyph && t.word != "/" {
			return
		}
		if t.kind == word && !t.capital && !d.isName(t.word) || d.says(end) {
			return
		}
		if names++; names > 4 {
			return
		}
	}
	if end == l.to && lines == 1 && names > 0 {
		return // all there is
	}
	d.mark(l.from, end, framed)
}

func (d *draft) mark(from, to int, u use) {
	for i := from; i < to; i++ {
		d.tokens[i].used = u
	}
}

// says tells that the word at i means something in an answer, so that it is no name.
func (d *draft) says(i int) bool {
	for k := range d.at(i) {
		m := &d.at(i)[k]
		if m.class <= self && m.class != filler && m.class != person && m.class != praise && d.means(m, true) != 0 {
			return true
		}
	}
	return false
}

func (d *draft) isName(w string) bool {
	for _, n := range d.opt.Names {
		for _, part := range strings.Fields(n) {
			if f := fold(part); f == w || f+"'s" == w || f+"s" == w {
				return true
			}
		}
	}
	return false
}

// frameDevice takes "Sent from my …" lines off the end and tells how many
// lines are left.
func (d *draft) frameDevice(lines []span) int {
	end := len(lines)
	for end > 1 {
		l := lines[end-1]
		if _, ok := d.has(l.from, device); !ok || l.to-l.from > 10 {
			break
		}
		d.mark(l.from, l.to, framed)
		end--
	}
	return end
}

// frameSignoff takes everything from the sign-off on, if what follows is names
// and nothing else.
func (d *draft) frameSignoff(lines []span) bool {
	for k := len(lines) - 1; k >= 0 && k >= len(lines)-8; k-- {
		for i := lines[k].from; i < lines[k].to; i++ {
			if i > lines[k].from && !d.separates(i-1) {
				continue
			}
			end, ok := d.has(i, signoff)
			if !ok || i == 0 || end > lines[k].to || !d.nameLike(span{end, lines[k].to}, 4, false) {
				continue
			}
			if below := lines[k+1:]; len(below) > 0 && d.named(below[0]) && d.signature(below[1:], true) {
				// a sign-off vouches for a name that is also a word: "Best, Will"
			} else if !d.signature(below, false) {
				return false
			}
			last := lines[len(lines)-1].to
			d.mark(i, last, framed)
			return true
		}
	}
	return false
}

// named says that l is one to three capitalised words, none of which decides,
// negates or takes back.
func (d *draft) named(l span) bool {
	for i := l.from; i < l.to; i++ {
		t := &d.tokens[i]
		if t.kind != word || !t.capital || l.to-l.from > 3 || d.decisive(i) {
			return false
		}
	}
	return true
}

// decisive says that the word at i decides, negates or takes back.
func (d *draft) decisive(i int) bool {
	for _, c := range [...]class{no, decline, negation, condition, retract, strong, attest, yes} {
		if _, ok := d.has(i, c); ok {
			return true
		}
	}
	return false
}

func (d *draft) separates(i int) bool {
	switch t := &d.tokens[i]; t.kind {
	case mark:
		return strings.Contains(",:;-()|/", t.word)
	case stop, ask, dots, line, blank, sign:
		return true
	}
	return false
}

// signature says that lines are a name and what stands below one; vouched as
// in nameLike.
func (d *draft) signature(lines []span, vouched bool) bool {
	if len(lines) > 7 {
		return false
	}
	for _, l := range lines {
		if !d.nameLike(l, 9, vouched) && !(vouched && d.titled(l)) {
			return false
		}
	}
	return true
}

// frameName takes a bare name, and up to four lines below it, off the end.
func (d *draft) frameName(lines []span) {
	for k := max(1, len(lines)-5); k < len(lines); k++ {
		l := lines[k]
		apart := l.from > 0 && d.tokens[l.from-1].kind == blank // a title may stand below
		if l.to > l.from && (d.nameLike(l, 3, false) || apart && d.signs(l)) && (d.signature(lines[k+1:], false) || apart && k+2 == len(lines) && d.titled(lines[k+1])) {
			d.mark(l.from, lines[len(lines)-1].to, framed)
			return
		}
	}
}

// nameLike says that the tokens of l can be a name, a title, a company, a
// telephone number: capitalised words that mean nothing in an answer. Below a
// sign-off and a name (vouched) a title may be a word that means something:
// "Head of Human Resources".
func (d *draft) nameLike(l span, most int, vouched bool) bool {
	n, glyphs := 0, 0
	for i := l.from; i < l.to; i++ {
		t := &d.tokens[i]
		switch t.kind {
		case word:
			lower := vouched && n > 0 && !d.says(i)
			if !t.capital && !lower && !d.isName(t.word) && !(n > 0 && l.to-l.from > 2 && nameParticle(t.word)) {
				return false
			}
			if d.says(i) && !(vouched && !d.decisive(i)) && !d.initial(i, l) {
				return false
			}
			n++
		case glyph:
			if glyphs == 0 && !strings.Contains(surnames, t.word) || d.says(i) {
				return false
			}
			if glyphs++; glyphs > 5 {
				return false
			}
		case number, link, address:
			if most < 5 {
				return false
			}
		case mark:
			if t.word == "\"" || t.word == ">" {
				return false
			}
		case stop:
			if i+1 < l.to && d.tokens[i+1].space && i > l.from && d.tokens[i-1].to-d.tokens[i-1].from > 3 {
				return false
			}
		case sign:
			if !d.friendly(i) {
				return false
			}
		default:
			return false
		}
	}
	return n <= most
}

// initial says that the word at i stands for a given name: "S. Kern".
func (d *draft) initial(i int, l span) bool {
	t := &d.tokens[i]
	return t.to == t.from+1 && i == l.from && i+2 < l.to && d.tokens[i+1].kind == stop && d.tokens[i+2].kind == word && d.tokens[i+2].capital
}

func nameParticle(w string) bool {
	switch w {
	case "of", "von", "van", "der", "den", "de", "da", "di", "la", "le", "du", "del", "dos", "und", "and", "et", "for", "the", "og", "och", "y", "zu":
		return true
	}
	return false
}

// friendly says that the emoji at i is one of plain liking.
func (d *draft) friendly(i int) bool {
	_, ok := d.has(i, filler)
	return ok
}
