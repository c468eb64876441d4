package match

import (
	"strings"
	"unicode"
)

// caseEndings turn a name in another case into the one that a directory has it
// in: Polish, Czech, Slovak, Croatian, Russian, Ukrainian, Finnish, Hungarian
// and Romanian, folded. A form found by them is believed only where it makes a
// whole name, or follows a title.
var caseEndings = endings(`
iego i; ego y; ego i; iemu i; emu y; emu i; im i; ym y; iho i; eho y; imu i; ym y; ho i; mu i; og i; om i; oga i
iej a; ej a; ej i; oj a; ou a; ove ova; ovou ova; ovej ova; e a; ie a; y a; i a; u a; o a; a a; om a; ju ja; ji ja; ii ia; iu ia
ce ka; rze ra; cie ta; dzie da; dze ga; sze cha; le la; ze za; ge ga; ke ka
a -; u -; owi -; ovi -; evi -; ewi -; em -; iem -; om -; ie -; e -; y -; i -; ze -; rze r; cie t; dzie d
ka ek; ku ek; kowi ek; kovi ek; kiem ek; kem ek; kom ek; ca ec; cu ec; cowi ec; covi ec; cem ec; la el; lovi el; lowi el; lem el; ra er; ru er; rovi er
ка ек; ку ек; ком ек; ца ец; цу ец; цем ец
ого ий; ого ый; ому ий; ому ый; им ий; ым ый; ой ая; ую ая; ою ая; ой а; у а; е а; ы а; и я; ю я; ей я; е я; ии ия; ию ия; ией ия; і а; ою а; ею я; ій а
а -; у -; ом -; ым -; им -; ем -; е -; ові -; еві -; я й; ю й; ем й; я ь; ю ь; еві ь
selle nen; sen nen; sta nen; selta nen; sesta nen; sella nen; sta -; n -; lle -; lta -; lla -; ssa -; a -; in -; ille -; in i; ille i
nak -; nek -; val -; vel -; t -; ot -; et -; at -; ert -; hoz -; hez -; tol -; rol -; nal -; nel -
ei a; ei ia; ului -; lui -
`)

type ending struct{ from, to string }

// endings reads caseEndings by the last byte of what is cut off.
func endings(table string) map[byte][]ending {
	all := make(map[byte][]ending)
	for line := range strings.Lines(table) {
		for rule := range strings.SplitSeq(line, ";") {
			if f := strings.Fields(rule); len(f) == 2 && f[0] != f[1] {
				last := f[0][len(f[0])-1]
				all[last] = append(all[last], ending{f[0], strings.Trim(f[1], "-")})
			}
		}
	}
	return all
}

// maxBases is how many forms of one word are tried.
const maxBases = 12

// bases are the words of the directory that a word may be a form of, itself
// included.
func (x *Index) bases(word string) []string {
	var all []string
	add := func(w string) {
		if len(all) < maxBases && (len(x.given[w]) > 0 || len(x.family[w]) > 0 || len(nicks().formal[w]) > 0) {
			all = append(all, w)
		}
	}
	try := func(w string) {
		if !cyrillic(w) {
			add(w)
			return
		}
		add(w)
		for _, name := range x.sounds[soundOf(w)] {
			add(name)
		}
	}
	try(word)
	if len(word) < 4 {
		return all
	}
	for _, e := range caseEndings[word[len(word)-1]] {
		if stem, ok := strings.CutSuffix(word, e.from); ok && len(stem) > 1 {
			try(stem + e.to)
		}
	}
	return all
}

// inflected finds a whole name of which a part stands in another case or in
// another alphabet, in either order.
func (x *Index) inflected(p *passage, i int) *mention {
	j := i + 1
	if j >= len(p.toks) || !p.joined(i) || !p.inflectable(i) || !p.inflectable(j) || p.isGiven[i] && p.isFamily[j] && !cyrillic(p.toks[i].fold) {
		return nil
	}
	var hits []hit
	first := p.basesOf(x, i)
	if len(first) == 0 {
		return nil
	}
	for _, b := range p.basesOf(x, j) {
		for _, a := range first {
			hits = append(append(hits, x.both(a, b)...), x.both(b, a)...)
		}
	}
	if len(hits) == 0 {
		return nil
	}
	hits = distinct(hits)
	return &mention{p: p, from: i, to: j + 1, kind: wholeName, hits: lessen(x.best(hits, false), partial), cased: true}
}

// basesOf looks each word up once.
func (p *passage) basesOf(x *Index, i int) []string {
	w := p.toks[i].fold
	all, ok := p.bases[w]
	if !ok {
		all = x.bases(w)
		if p.bases == nil {
			p.bases = make(map[string][]string)
		}
		p.bases[w] = all
	}
	return all
}

func (p *passage) inflectable(i int) bool {
	t := &p.toks[i]
	return t.capital && !t.east && len(t.fold) > 2 && p.parts[i] == body && !titles.has(t.fold) && !joins.has(t.fold) && !greetings.has(t.fold)
}

// inflectedFamily is who may be meant by a surname in another case behind a title.
func (x *Index) inflectedFamily(word string) []hit {
	var hits []hit
	for _, b := range x.bases(word) {
		hits = append(hits, lessen(x.byFamily(b), partial)...)
	}
	return distinct(hits)
}

func cyrillic(w string) bool {
	for _, r := range w {
		return unicode.Is(unicode.Cyrillic, r)
	}
	return false
}

// letters writes Cyrillic as its rough sound in Latin letters.
var letters = strings.NewReplacer("щ", "s", "ш", "s", "ч", "c", "ц", "c", "ж", "z", "х", "h", "ю", "u", "я", "a", "ё", "o", "є", "e", "ї", "i", "й", "i", "ы", "i", "э", "e", "ъ", "", "ь", "",
	"а", "a", "б", "b", "в", "v", "г", "g", "ґ", "g", "д", "d", "е", "e", "з", "z", "и", "i", "і", "i", "к", "k", "л", "l", "м", "m", "н", "n", "о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "у", "u", "ф", "f")

// latinSounds brings the ways of writing such names in Latin letters together.
var latinSounds = strings.NewReplacer("shch", "s", "schtsch", "s", "sch", "s", "tsch", "c", "tch", "c", "sh", "s", "ch", "c", "cz", "c", "sz", "s", "rz", "z", "zh", "z", "kh", "h", "ts", "c", "tz", "c", "ju", "u", "yu", "u", "iu", "u", "ja", "a", "ya", "a", "ia", "a",
	"iy", "i", "ij", "i", "yi", "i", "yy", "i", "ii", "i", "y", "i", "j", "i", "w", "v", "ph", "f", "x", "ks", "ie", "e", "ye", "e", "je", "e", "yo", "o", "jo", "o", "io", "o", "ou", "u", "oo", "u", "ff", "v")

// soundOf is the key under which both writings of a name meet.
func soundOf(w string) string {
	return latinSounds.Replace(letters.Replace(w))
}
