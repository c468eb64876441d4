package match

import (
	"strings"
	"sync"
)

// Who writes a passage, below or behind its last words.

// markSignature finds who writes: from the sign-off, or a bare name in the last
// line, to the end. A postscript belongs to the body again.
func (p *passage) markSignature() {
	from := -1
	for i := 0; i < len(p.toks); {
		end := p.line(i)
		if i > 0 && (p.signOff(i, end) || strings.Contains(p.toks[i].sep, "\n-- \n") || strings.Contains(p.toks[i].sep, "\n--\n")) {
			from = i
			break
		}
		if i > 0 && end == len(p.toks) && p.bareName(i, end) {
			from = i
		}
		i = end
	}
	if from < 0 {
		from = p.lastWords()
	}
	if from < 0 {
		return
	}
	for k := from; k < len(p.toks); k++ {
		if k > from && p.toks[k].line != p.toks[k-1].line && (p.toks[k].fold == "ps" || p.toks[k].fold == "p" && k+1 < len(p.toks) && p.toks[k+1].fold == "s") {
			return
		}
		if p.parts[k] == body {
			p.parts[k] = signature
		}
	}
}

// lastWords finds a signature within the last line: "… van keys? Thanks, Ted".
func (p *passage) lastWords() int {
	n := len(p.toks)
	i := n - 1
	for i > 0 && p.toks[i-1].sentence == p.toks[n-1].sentence {
		i--
	}
	if i <= 0 || n-i > 12 {
		return -1
	}
	if w := p.signOffWords(i, n); w > 0 && (n-i <= 6 || w > 1 && i+w < n && p.toks[i+w].capital) && i+w < n && strings.ContainsAny(p.toks[i+w].sep, ",\n") && strings.Trim(p.text[p.toks[n-1].end:], " .)\n") == "" {
		return i
	}
	return -1
}

// signOff says whether the line [i,end) closes a mail: "Kind regards, Ann Lee",
// or the words alone with a name on the next line.
func (p *passage) signOff(i, end int) bool {
	if end-i > 9 {
		return false
	}
	n := p.signOffWords(i, end)
	if n == 0 {
		return false
	}
	if i+n == end { // words alone: a short line must follow, or nothing
		if end == len(p.toks) {
			return true
		}
		next := p.line(end)
		return next-end <= 6 && len(p.toks)-end <= 60
	}
	if !strings.ContainsAny(p.toks[i+n].sep, ",.!–-") || end < len(p.toks) && p.line(end)-end > 8 {
		return false
	}
	for k := i + n; k < end; k++ {
		if !p.toks[k].capital && !p.toks[k].east && !p.isGiven[k] && !joins.has(p.toks[k].fold) {
			return false
		}
	}
	return true
}

// signOffWords is the number of tokens of the longest sign-off at token i.
func (p *passage) signOffWords(i, end int) int {
	if i >= end {
		return 0
	}
	best := 0
	for _, words := range signOffsBy()[p.toks[i].fold] {
		if len(words) <= best || i+len(words) > end {
			continue
		}
		same := true
		for k, w := range words {
			same = same && p.toks[i+k].fold == w
		}
		if same {
			best = len(words)
		}
	}
	return best
}

// signOffsBy are the words of signOffs, by the first of them.
var signOffsBy = sync.OnceValue(func() map[string][][]string {
	all := make(map[string][][]string)
	for _, s := range signOffs {
		words := strings.Fields(s)
		all[words[0]] = append(all[words[0]], words)
	}
	return all
})

// bareName says whether the last line [i,end) is nothing but a name below a
// finished sentence.
func (p *passage) bareName(i, end int) bool {
	if end-i > 5 || p.toks[i].sentence == p.toks[i-1].sentence {
		return false
	}
	before := strings.TrimSpace(p.toks[i].sep)
	if strings.HasSuffix(before, ":") || strings.HasSuffix(before, "-") || strings.HasSuffix(before, "*") {
		return false
	}
	for k := i; k < end; k++ {
		if !p.toks[k].capital && !(k > i && joins.has(p.toks[k].fold)) || p.toks[k].sentence != p.toks[i].sentence {
			return false
		}
	}
	tail := strings.TrimSpace(p.text[p.toks[end-1].end:])
	return tail == "" || tail == "."
}
