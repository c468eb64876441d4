package match

import "strings"

// Which way words lean: praise, blame, a hardship, and what turns them round.

// lean is what a word says by itself.
type lean uint8

const (
	unread lean = iota
	says0       // nothing
	praises
	blames
	hardship
)

func (p *passage) leanOf(k int) lean {
	if p.leans[k] == unread {
		w := p.toks[k].fold
		switch {
		case begins(w, blaming):
			p.leans[k] = blames
		case begins(w, hardships):
			p.leans[k] = hardship
		case strings.HasPrefix(w, "superv"), strings.HasPrefix(w, "superior"), strings.HasPrefix(w, "supermark"):
			p.leans[k] = says0
		case begins(w, praising), p.superlative(k):
			p.leans[k] = praises
		default:
			p.leans[k] = says0
		}
	}
	return p.leans[k]
}

// weigh counts words of praise and blame among tokens [from,to).
func (p *passage) weigh(from, to int) (good, bad int) {
	for k := from; k < to; k++ {
		if p.toks[k].east {
			g, b := p.weighEastern(k)
			good, bad = good+g, bad+b
			continue
		}
		switch p.leanOf(k) {
		case blames:
			if p.denied(k, from) {
				good++
			} else {
				bad += 2
			}
		case hardship:
			bad++
		case praises:
			if p.denied(k, from) && !p.lossBefore(k, from) { // "never lost his patience" is praise
				bad++
			} else {
				good++
			}
		}
	}
	return good, bad
}

// denied says whether one of the three words before token k takes it back.
func (p *passage) denied(k, from int) bool {
	if lifts.has(p.toks[k].fold) {
		return false
	}
	for j := k - 1; j >= from && j >= k-4; j-- {
		if n := contraryOf.at(p.toks, j, k); n > 0 && j+n >= k-1 {
			return true
		}
	}
	for j := k - 1; j >= from && j >= k-3; j-- {
		switch w := p.toks[j].fold; {
		case lifts.has(w):
			return false
		case denials.has(w) && p.toks[j+1].capital && (p.isGiven[j+1] || p.isFamily[j+1]) && !p.small: // "Priya, not Ann, solved it"
		case denials.has(w):
			return true
		}
	}
	return false
}

// contraryOf stand before a word of praise and say the opposite of it.
var contraryOf = phrasesOf("anything but, far from, nowhere near, not exactly, hardly what i would call, less than, alles andere als, weit entfernt von, nicht gerade, nicht besonders, nicht eben, " +
	"tout sauf, loin d'etre, loin d etre, pas precisement, pas vraiment, todo menos, lejos de ser, no precisamente, no fue nada, nada, tutt'altro che, tutt altro che, allesbehalve, verre van, allt annat an, alt andet enn, alt annet enn, kaikkea muuta kuin, wszystko tylko nie, vse jen ne")

func (p *passage) lossBefore(k, from int) bool {
	for j := k - 1; j >= from && j >= k-3; j-- {
		if losses.has(p.toks[j].fold) {
			return true
		}
	}
	return false
}

var losses = set("forget forgotten vergessen vergesse oublier oublierai oublierons oublie olvidar olvidare olvidaremos dimentichero dimenticheremo dimenticare vergeten glomma glommer lost lose loses losing verlor verloren verliert perdu perd perdio perdido pierde")

// weighEastern counts the words of praise and blame in a run of writing without
// spaces, once for each.
func (p *passage) weighEastern(k int) (good, bad int) {
	w, known := p.runs[k]
	if !known {
		if p.runs == nil {
			p.runs = make(map[int][2]int)
		}
		w[0], w[1] = weighRun(p.toks[k].text)
		p.runs[k] = w
	}
	return w[0], w[1]
}

func weighRun(s string) (good, bad int) {
	for _, w := range []string{"ありがと", "感謝", "感動", "感激", "おもてなし", "助か", "優し", "やさし", "笑顔", "励ま", "心強", "てくださ", "て下さ", "ていただ", "て頂", "でくださ", "親切", "丁寧", "素晴らし", "すばらし", "嬉し", "お世話", "お礼", "优秀", "谢", "謝", "热情", "耐心", "感激", "表扬", "감사", "친절", "고맙", "훌륭"} {
		if strings.Contains(s, w) {
			good++
		}
	}
	for _, w := range []string{"苦情", "叱", "怒", "失礼", "残念", "不満", "ひど", "投诉", "差劲", "불친절", "불만"} {
		if strings.Contains(s, w) {
			bad += 2
		}
	}
	return good, bad
}
